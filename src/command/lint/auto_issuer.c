/* SPDX-License-Identifier: Apache-2.0 */
#include "command/lint/auto_issuer.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "command/lint/files.h"
#include "der/der.h"
#include "os/stop.h"

/* ---- names that are issuers' and no CA's ---- */

/*
 * Of each name it is known whether a certificate has it as its issuer, a CA's as
 * its subject, or another's.  Names share bits: then more is read than needs
 * to be, and the library, which tries keys, decides.
 */
enum said { NAMED, OF_CA, OF_OTHER, SAID };
#define NAME_OCTETS ((size_t)1 << 20)

static size_t
place_of(struct span name)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ name.p[i]) * UINT64_C(1099511628211);
	return (size_t)((h ^ h >> 32) % (NAME_OCTETS * 8));
}

static void
note(struct auto_issuer *a, enum said said, struct span name)
{
	size_t at = place_of(name);

	a->names[said * NAME_OCTETS + at / 8] |= (uint8_t)(1u << at % 8);
}

static bool
is_noted(const struct auto_issuer *a, enum said said, struct span name)
{
	size_t at = place_of(name);

	return (a->names[said * NAME_OCTETS + at / 8] & 1u << at % 8) != 0;
}

/* The Names' elements of a certificate; false: it has another form. */
static bool
names_of(struct span der, struct span *issuer, struct span *subject)
{
	struct der_tlv t, tbs, name;

	if (!der_take(&der, DER_SEQUENCE, &t) || !der_take(&t.val, DER_SEQUENCE, &tbs))
		return false;
	der = tbs.val;
	(void)der_take(&der, DER_CTX_CONS(0), &t);
	if (!der_take(&der, DER_INTEGER, &t) || !der_take(&der, DER_SEQUENCE, &t) || !der_take(&der, DER_SEQUENCE, &name))
		return false;
	*issuer = name.raw;
	if (!der_take(&der, DER_SEQUENCE, &t) || !der_take(&der, DER_SEQUENCE, &name))
		return false;
	*subject = name.raw;
	return true;
}

/* What it says of its two names; `ca`: it is a CA's. */
static void
note_names(struct auto_issuer *a, struct span der, bool ca)
{
	struct span issuer, subject;

	if (!names_of(der, &issuer, &subject))
		return;
	note(a, ca ? OF_CA : OF_OTHER, subject);
	if (!span_eq(issuer, subject))
		note(a, NAMED, issuer);
}

/* Does another certificate name it as its issuer, and no CA's has that name? */
static bool
is_named(const struct auto_issuer *a, struct span der)
{
	struct span issuer, subject;

	return names_of(der, &issuer, &subject) && is_noted(a, NAMED, subject) && !is_noted(a, OF_CA, subject);
}

bool
auto_issuer_again(struct auto_issuer *a)
{
	const uint8_t *v = a->names;

	for (size_t i = 0; v != NULL && !a->again && i < NAME_OCTETS; i++)
		if ((v[NAMED * NAME_OCTETS + i] & v[OF_OTHER * NAME_OCTETS + i] & ~v[OF_CA * NAME_OCTETS + i]) != 0)
			return a->again = true;
	return false;
}

void
auto_issuer_end(struct auto_issuer *a)
{
	free(a->names);
	a->names = NULL;
}

/* ---- what is read ---- */

static int
offer(struct auto_issuer *a, const struct item *item)
{
	smimelint_status st = smimelint_ctx_offer_issuer(a->ctx, item->der.p, item->der.n);

	return st == SMIMELINT_ERR_NOMEM ? -1 : 0;
}

static bool
is_offered(const struct auto_issuer *a, const struct item *item)
{
	return item->kind == ITEM_CERTIFICATE && item->fault == NULL &&
	    smimelint_ctx_wants_issuer(a->ctx, item->der.p, item->der.n);
}

static int
gather_other(struct auto_issuer *a, const struct item *item)
{
	if (!is_named(a, item->der))
		return 0;
	return smimelint_ctx_offer_other_issuer(a->ctx, item->der.p, item->der.n) == SMIMELINT_ERR_NOMEM ? -1 : 0;
}

static int
gather_item(void *arg, const struct item *item)
{
	struct auto_issuer *a = arg;
	bool ca;

	if (stop_asked())
		return 1;
	if (item->kind != ITEM_CERTIFICATE || item->fault != NULL)
		return 0;
	if (a->again)
		return gather_other(a, item);
	ca = is_offered(a, item);
	note_names(a, item->der, ca);
	return ca ? offer(a, item) : 0;
}

/* Room for the names, when something is read twice for the first time. */
static bool
has_room(struct auto_issuer *a)
{
	if (a->names == NULL)
		a->names = calloc(SAID, NAME_OCTETS);
	return a->names != NULL;
}

static bool
can_be_read_twice(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

static struct input
gather_from(struct auto_issuer *a, const struct input *like)
{
	return (struct input){
		.limit = like->limit, .container = like->container, .field = like->field, .until = like->until,
		.fn = gather_item, .arg = a,
	};
}

bool
auto_issuer_gather(struct auto_issuer *a, const struct input *like, const char *const *path, size_t n)
{
	struct input in = gather_from(a, like);
	int ret = has_room(a) ? 0 : -1;

	for (size_t i = 0; ret == 0 && i < n; i++)
		if (can_be_read_twice(path[i]))
			ret = input_read(&in, path[i]);
	input_free(&in);
	return ret >= 0 || in.broken_off;
}

bool
auto_issuer_gather_list(struct auto_issuer *a, const struct input *like, const char *list, char separator)
{
	struct input in = gather_from(a, like);
	int ret = has_room(a) ? 0 : -1;

	if (ret == 0 && can_be_read_twice(list))
		ret = files_read(&in, list, separator, can_be_read_twice);

	input_free(&in);
	return ret >= 0 || in.broken_off;
}

int
auto_issuer_item(void *auto_issuer, const struct item *item)
{
	struct auto_issuer *a = auto_issuer;

	if (is_offered(a, item) && (!batch_settle(a->batch) || offer(a, item) != 0))
		return -1;
	return a->fn(a->arg, item);
}
