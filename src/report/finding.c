/* SPDX-License-Identifier: Apache-2.0 */
#include "report/finding.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

static void
put_octet(char **to, uint8_t octet)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	static const char hex[] = "0123456789ABCDEF";

	if (octet != '\0' && strchr(plain, octet) != NULL) {
		*(*to)++ = (char)octet;
		return;
	}
	*(*to)++ = '%';
	*(*to)++ = hex[octet >> 4];
	*(*to)++ = hex[octet & 15];
}

const char *
path_uri(struct arena *a, const char *path)
{
	const char *relative = path_relative(path);
	char *uri = arena_array(a, strlen(relative) + 4, 3), *p = uri;
	struct span rest = span_of(relative);

	if (uri == NULL)
		return "";
	if (*relative == '/') {
		memcpy(p, "file://", 7);
		p += 7;
	}
	/* RFC 3986 2.1: the octets of the file's name, not of what is shown of it. */
	while (rest.n > 0) {
		uint8_t octets[4];
		size_t n = text_unshow(&rest, octets);

		for (size_t i = 0; i < n; i++)
			put_octet(&p, octets[i]);
	}
	*p = '\0';
	return uri;
}

uint64_t
result_line(const struct result *res)
{
	return res->line > 0 ? res->line : 1;
}

const char *
finding_text(struct arena *a, const smimelint_finding *f)
{
	return arena_printf(a, "%s%s%s [%s]", f->message, f->value != NULL ? ": " : "", f->value != NULL ? f->value : "",
	    f->citation);
}

/* FNV-1a over a text and its end. */
static uint64_t
fnv(uint64_t h, const char *text)
{
	if (text == NULL)
		text = "";
	do
		h = (h ^ (unsigned char)*text) * UINT64_C(1099511628211);
	while (*text++ != '\0');
	return h;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* How many findings before this one have its rule, path and value. */
static size_t
equals_before(const smimelint_finding *all, size_t i)
{
	const smimelint_finding *f = &all[i];
	size_t n = 0;

	for (size_t k = 0; k < i; k++)
		n += all[k].rule == f->rule && same_text(all[k].path, f->path) && same_text(all[k].value, f->value);
	return n;
}

const smimelint_finding *
result_findings(const struct result *res)
{
	size_t n = result_finding_count(res);
	smimelint_finding *all = arena_array(res->arena, n, sizeof *all);

	for (size_t i = 0; all != NULL && i < n; i++)
		all[i] = result_finding(res, i);
	return all;
}

const char *
finding_fingerprint(const struct result *res, const smimelint_finding *all, size_t i, bool file)
{
	smimelint_finding f = all[i];
	const char *sha256 = res->status == SMIMELINT_UNREADABLE ? NULL : smimelint_fact(res->run, "sha256");
	uint64_t h = UINT64_C(14695981039346656037), place = h;

	h = fnv(h, smimelint_rule_text(f.rule, "id"));
	h = fnv(h, f.path);
	h = fnv(h, f.value);
	h = fnv(h, arena_printf(res->arena, "%zu", equals_before(all, i)));
	/* What is unreadable has no digest: the file and the place in it stand for it. */
	if (sha256 == NULL)
		h = fnv(h, arena_printf(res->arena, "%s %" PRIu64, path_relative(res->path), res->index));
	if (file)
		h = fnv(h, path_relative(res->path));
	place = fnv(place, sha256);
	return sha256 != NULL ? arena_printf(res->arena, "%.32s%016" PRIx64, sha256, h) :
	    arena_printf(res->arena, "%032" PRIx64 "%016" PRIx64, place, h);
}
