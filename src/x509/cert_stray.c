/* SPDX-License-Identifier: Apache-2.0 */
/* cert_stray.c - which elements among the six required fields of a tbsCertificate (RFC 5280 4.1) are none of them. */
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

/* In their order; of the serial number the tag says it. */
static bool (*const form[N_REQUIRED])(struct span content) = { NULL, is_algorithm, is_issuer, is_validity, is_subject, is_key };

static bool
has_form(const struct der_tlv *t, size_t field)
{
	return form[field] == NULL ? t->id == DER_INTEGER : t->id == DER_SEQUENCE && form[field](t->val);
}

/* The next element in front of the optional fields. */
static bool
next(struct span *in, struct der_tlv *t)
{
	return !field_is_next(*in, 1) && !field_is_next(*in, 2) && !field_is_next(*in, 3) && der_next(in, t) == DER_OK;
}

/* The elements in front of the optional fields, of which extensions are one; without these what is too many may have been they. */
static bool
find_required(struct span *content)
{
	struct der_tlv t;
	struct span rest, all;

	if (field_is_next(*content, 0) && der_next(content, &t) != DER_OK)
		return false;
	for (rest = all = *content; next(&rest, &t); )
		;
	*content = span_sub(all, 0, all.n - rest.n);
	while (field_is_next(rest, 1) || field_is_next(rest, 2))
		if (der_next(&rest, &t) != DER_OK)
			return false;
	return der_peek(rest, DER_CTX_CONS(3));
}

/* The first elements that can be the fields. */
static bool
find_first(struct span in, struct span first[N_REQUIRED])
{
	struct der_tlv t;
	size_t n = 0;

	while (n < N_REQUIRED && der_next(&in, &t) == DER_OK)
		if (has_form(&t, n))
			first[n++] = t.raw;
	return n == N_REQUIRED;
}

/* Where the last element begins that can be this field, in front of `end`; *others: some between the first and it is another than the first. */
static const uint8_t *
find_last(struct span in, size_t field, struct span first, const uint8_t *end, bool *others)
{
	const uint8_t *last = first.p;
	struct der_tlv t;

	in = span_from(in, (size_t)(first.p - in.p));
	while (der_next(&in, &t) == DER_OK && t.raw.p < end)
		if (has_form(&t, field)) {
			last = t.raw.p;
			*others |= !span_eq(t.raw, first);
		}
	return last;
}

/* Where several could be meant, the first count as the fields: which it is nobody knows, unless they are the same. */
struct among_strays
cert_among_strays(struct span content)
{
	struct among_strays found = { .at = { NULL } };
	struct span first[N_REQUIRED];
	const uint8_t *end;

	if (!find_required(&content) || !find_first(content, first))
		return found;
	end = content.p + content.n;
	for (size_t i = N_REQUIRED; i-- > 0;) {
		bool others = false;

		end = find_last(content, i, first[i], end, &others);
		found.unsure |= (uint8_t)(others << i);
		found.at[i] = first[i].p;
	}
	return found;
}
