/* SPDX-License-Identifier: Apache-2.0 */
/* cert_stray.c - which of seven elements is none of the six required fields of a tbsCertificate (RFC 5280 4.1). */
#include "x509/field.h"

/* A Name: its elements are SETs; but for damaged ones, if they are not more than these. */
static bool
is_subject(struct span content)
{
	size_t sets = 0, others = 0;
	enum der_status st;
	struct der_tlv t;

	while ((st = der_next(&content, &t)) == DER_OK)
		*(t.id == DER_SET ? &sets : &others) += 1;
	return st == DER_END && others <= sets;
}

/* The same, not empty (4.1.2.4). */
static bool
is_issuer(struct span content)
{
	return content.n > 0 && is_subject(content);
}

static bool
is_algorithm(struct span content)
{
	return der_peek(content, DER_OID);
}

static bool
take_time(struct span *in)
{
	struct der_tlv t;

	return der_take(in, DER_UTCTIME, &t) || der_take(in, DER_GENTIME, &t);
}

static bool
is_validity(struct span content)
{
	return take_time(&content) && take_time(&content) && content.n == 0;
}

static bool
is_key(struct span content)
{
	struct der_tlv t;

	return der_take(&content, DER_SEQUENCE, &t) && is_algorithm(t.val) && der_take(&content, DER_BIT_STRING, &t) && content.n == 0;
}

#define N_FIELDS 6
/* In their order; of the serial number the tag says it. */
static bool (*const form[N_FIELDS])(struct span content) = { NULL, is_algorithm, is_issuer, is_validity, is_subject, is_key };

static bool
has_form(const struct der_tlv *t, size_t field)
{
	return form[field] == NULL ? t->id == DER_INTEGER : t->id == DER_SEQUENCE && form[field](t->val);
}

/* Do the elements but this one have the forms of the fields? */
static bool
fit_without(const struct der_tlv *t, size_t stray)
{
	for (size_t i = 0; i < N_FIELDS; i++)
		if (!has_form(&t[i < stray ? i : i + 1], i))
			return false;
	return true;
}

/* The required fields and one more, in front of extensions; without these what is too many may have been they. */
static bool
take_all(struct span content, struct der_tlv *t)
{
	struct der_tlv identifier;

	if (field_is_next(content, 0) && der_next(&content, &t[0]) != DER_OK)
		return false;
	for (size_t i = 0; i <= N_FIELDS; i++)
		if (der_next(&content, &t[i]) != DER_OK)
			return false;
	while (field_is_next(content, 1) || field_is_next(content, 2))
		if (der_next(&content, &identifier) != DER_OK)
			return false;
	return der_peek(content, DER_CTX_CONS(3));
}

/* Where several could be meant, they stand side by side, and the last counts as the stray one: which it is nobody knows, unless they are the same. */
struct stray
cert_stray(struct span content)
{
	struct der_tlv t[N_FIELDS + 1];
	struct stray found = { .raw = SPAN_NONE };

	if (!take_all(content, t))
		return found;
	for (uint8_t i = 0; i <= N_FIELDS; i++) {
		if (!fit_without(t, i))
			continue;
		if (found.raw.n == 0)
			found.from = found.to = i;
		else if (!span_eq(found.raw, t[i].raw))
			found.to = i;
		found.raw = t[i].raw;
	}
	return found;
}
