/* SPDX-License-Identifier: Apache-2.0 */
#include "command/serve/profile.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define CERTIFICATE(name) { name, "CERTIFICATE", { { "profile", name } }, false }

const struct serve_profile serve_profiles[SERVE_PROFILES] = {
	{ "autodetect", NULL, { { NULL, NULL } }, false },
	CERTIFICATE("sbr_root_smime"), CERTIFICATE("sbr_subordinate_smime"),
	CERTIFICATE("sbr_leaf_smime_mv_legacy"), CERTIFICATE("sbr_leaf_smime_mv_multipurpose"), CERTIFICATE("sbr_leaf_smime_mv_strict"),
	CERTIFICATE("sbr_leaf_smime_ov_legacy"), CERTIFICATE("sbr_leaf_smime_ov_multipurpose"), CERTIFICATE("sbr_leaf_smime_ov_strict"),
	CERTIFICATE("sbr_leaf_smime_sv_legacy"), CERTIFICATE("sbr_leaf_smime_sv_multipurpose"), CERTIFICATE("sbr_leaf_smime_sv_strict"),
	CERTIFICATE("sbr_leaf_smime_iv_legacy"), CERTIFICATE("sbr_leaf_smime_iv_multipurpose"), CERTIFICATE("sbr_leaf_smime_iv_strict"),
	{ "rfc5280_leaf_ocspsigning", "CERTIFICATE", { { "kind", "ocsp-signer" } }, false },
	/* pkimetal has no CRL profiles for S/MIME: those of its CAs come under these names. */
	{ "rfc5280_crl", "X509 CRL", { { "covers", "subscriber" } }, false },
	{ "rfc5280_arl", "X509 CRL", { { "covers", "ca" } }, false },
	{ "sbr_crl_smime", "X509 CRL", { { "covers", "subscriber" } }, false },
	{ "sbr_arl_smime", "X509 CRL", { { "covers", "ca" } }, false },
	{ "tbr_crl", "X509 CRL", { { "covers", "subscriber" } }, true },
	{ "tbr_arl", "X509 CRL", { { "covers", "ca" } }, true },
	{ "rfc6960_ocspresponse", "OCSP RESPONSE", { { "kind", "ocsp-response" } }, false },
	{ "sbr_ocspresponse_smime", "OCSP RESPONSE", { { "kind", "ocsp-response" } }, false },
};

static size_t
find_name(const char *name)
{
	size_t i = 0;

	while (i < SERVE_PROFILES && strcmp(name, serve_profiles[i].name) != 0)
		i++;
	return i;
}

/* A number below the limit at the start of the text; the rest of it, or NULL: there is no number. */
static const char *
read_number(const char *text, unsigned long limit, uint32_t *n)
{
	unsigned long value;
	char *end;

	if (*text < '0' || *text > '9')
		return NULL;
	value = strtoul(text, &end, 10);
	if (value >= limit)
		return NULL;
	*n = (uint32_t)value;
	return end;
}

/* "1.49.0", "v1.49.0" or "1.49" as PKIMETAL(1, 49, 0). */
static bool
read_version(const char *text, uint32_t *version)
{
	const char *p = text + (*text == 'v');
	uint32_t n;

	*version = 0;
	for (int i = 0; i < 3; i++) {
		n = 0;
		if ((i < 2 || *p != '\0') && (p = read_number(p, 1000, &n)) == NULL)
			return false;
		*version = *version * 1000 + n;
		if (i < 2 && *p == '.')
			p++;
		else if (*p != '\0')
			return false;
	}
	return true;
}

bool
serve_numbers_add(struct serve_numbers *s, const char *value)
{
	const char *rest;
	uint32_t n;
	size_t i;

	if (strchr(value, '=') == NULL)
		return read_version(value, &s->version) && s->version >= pkimetal_first && s->version <= pkimetal_last;
	if ((rest = read_number(value, SERVE_NUMBERS, &n)) == NULL || *rest != '=' || (i = find_name(rest + 1)) == SERVE_PROFILES)
		return false;
	s->named[n] = (uint8_t)(i + 1);
	return true;
}

/* The row of a number that nobody named.  Without a version: what it means in all of them. */
static size_t
find_number(const struct serve_numbers *s, uint32_t n)
{
	uint32_t from = s->version > 0 ? s->version : pkimetal_first, to = s->version > 0 ? s->version : pkimetal_last;

	for (const struct pkimetal_number *p = pkimetal_numbers; p->name != NULL; p++)
		if (p->number == n && p->first <= from && p->last >= to)
			return find_name(p->name);
	return SERVE_PROFILES;
}

static const char *
why_not(const struct serve_numbers *s, struct arena *a, uint32_t n)
{
	if (s->version > 0)
		return arena_printf(a, "the profile number %" PRIu32 " of pkimetal %" PRIu32 ".%" PRIu32 ".%" PRIu32
		    " is none that smimelint lints", n, s->version / 1000000, s->version / 1000 % 1000, s->version % 1000);
	return arena_printf(a, "the profile number %" PRIu32 " is not known: it depends on pkimetal's version, which "
	    "--serve-profile VERSION says, or --serve-profile %" PRIu32 "=NAME", n, n);
}

size_t
serve_profile_find(const struct serve_numbers *s, struct arena *a, const char *asked, const char **why)
{
	bool digits = asked[strspn(asked, "0123456789")] == '\0';
	uint32_t n;
	size_t i = SERVE_PROFILES;

	*why = NULL;
	if (*asked == '\0')
		return 0;
	if (!digits && (i = find_name(asked)) < SERVE_PROFILES && (!serve_profiles[i].tls || s->tls))
		return i;
	if (!digits && i < SERVE_PROFILES) {
		*why = arena_printf(a, "%s is a profile of TLS; with --scope all it is linted as one of S/MIME", asked);
		return SERVE_PROFILES;
	}
	if (digits && read_number(asked, SERVE_NUMBERS, &n) != NULL) {
		if (s->named[n] > 0)
			return s->named[n] - 1u;
		if ((i = find_number(s, n)) < SERVE_PROFILES)
			return i;
		*why = why_not(s, a, n);
		return SERVE_PROFILES;
	}
	*why = arena_printf(a, "%s: %s", digits ? "no profile has this number" : "no profile that smimelint lints has this name",
	    text_show(a, span_of(asked), 0));
	return SERVE_PROFILES;
}
