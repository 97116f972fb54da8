/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - where octets that can be framed leave DER (X.690 clauses 8, 10, 11). */
#include "der/der.h"

#include "base/utf8.h"

/* Octets 0 to 127 of a string type (X.680 clause 41), one bit each. */
static const uint64_t set_printable[2] = { UINT64_C(0xa7fffb8100000000), UINT64_C(0x07fffffe07fffffe) };
static const uint64_t set_numeric[2] = { UINT64_C(0x03ff000100000000), 0 };
static const uint64_t set_visible[2] = { UINT64_C(0xffffffff00000000), UINT64_C(0x7fffffffffffffff) };

static bool
all_in(struct span v, const uint64_t set[2])
{
	uint64_t bad = 0;

	for (size_t i = 0; i < v.n; i++) {
		uint8_t b = v.p[i];

		bad |= (uint64_t)(b >> 7) | (~set[b >> 6 & 1] >> (b & 63) & 1);
	}
	return bad == 0;
}

/* Big-endian characters of `width` octets: ISO 10646 has none over 10FFFF, nor surrogates. */
static bool
wide_sound(struct span v, size_t width)
{
	if (v.n % width != 0)
		return false;
	for (size_t i = 0; i < v.n; i += width) {
		uint32_t code = 0;

		for (size_t k = 0; k < width; k++)
			code = code << 8 | v.p[i + k];
		if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
			return false;
	}
	return true;
}

bool
der_oid_sound(struct span v)
{
	uint8_t before = 0;

	if (v.n == 0)
		return false;
	/* No number begins with 0x80, and none is cut short. */
	for (const uint8_t *p = v.p, *end = v.p + v.n; p < end; before = *p++)
		if (*p == 0x80 && before < 0x80)
			return false;
	return before < 0x80;
}

static uint32_t
check_integer(struct span v)
{
	if (v.n == 0)
		return DER_Q_INT_EMPTY;
	if (v.n > 1 && ((v.p[0] == 0x00 && v.p[1] < 0x80) || (v.p[0] == 0xff && v.p[1] >= 0x80)))
		return DER_Q_INT_LONG;
	return 0;
}

static uint32_t
check_bit_string(struct span v)
{
	if (v.n == 0 || v.p[0] > 7 || (v.n == 1 && v.p[0] != 0))
		return DER_Q_BIT_UNUSED;
	return (v.p[v.n - 1] & ((1u << v.p[0]) - 1)) != 0 && v.p[0] != 0 ? DER_Q_BIT_UNUSED : 0;
}

uint32_t
der_check_primitive(uint8_t id, struct span v)
{
	int64_t seconds;

	switch (id) {
	case DER_BOOLEAN:
		return v.n == 1 && (v.p[0] == 0 || v.p[0] == 0xff) ? 0 : DER_Q_BOOL;
	case DER_INTEGER:
	case DER_ENUMERATED:
		return check_integer(v);
	case DER_BIT_STRING:
		return check_bit_string(v);
	case DER_NULL:
		return v.n == 0 ? 0 : DER_Q_NULL;
	case DER_OID:
		return der_oid_sound(v) ? 0 : DER_Q_OID;
	case DER_UTF8:
		return utf8_valid(v) ? 0 : DER_Q_CHARSET;
	case DER_NUMERIC:
		return all_in(v, set_numeric) ? 0 : DER_Q_CHARSET;
	case DER_PRINTABLE:
		return all_in(v, set_printable) ? 0 : DER_Q_CHARSET;
	case DER_VISIBLE:
		return all_in(v, set_visible) ? 0 : DER_Q_CHARSET;
	case DER_IA5:
		return span_is_ascii(v) ? 0 : DER_Q_CHARSET;
	case DER_BMP:
		return wide_sound(v, 2) ? 0 : DER_Q_CHARSET;
	case DER_UNIVERSALSTR:
		return wide_sound(v, 4) ? 0 : DER_Q_CHARSET;
	case DER_UTCTIME:
	case DER_GENTIME:
		return der_moment(id, v, &seconds) ? 0 : DER_Q_TIME;
	default:
		return 0;
	}
}

/* An element of the universal class: its form and, if primitive, its content. */
static uint32_t
check_universal(const struct der_tlv *t)
{
	bool cons = (t->id & DER_CONSTRUCTED) != 0;

	switch (t->num) {
	case 0x00:
		return t->raw.n == 2 && t->id == 0 ? DER_Q_EOC : DER_Q_TAG_RESERVED;
	case 0x08:		/* EXTERNAL */
	case 0x0b:		/* EMBEDDED PDV */
	case 0x10:
	case 0x11:
	case 0x1d:		/* CHARACTER STRING */
		return cons ? 0 : DER_Q_PRIMITIVE;
	case 0x0f:
		return DER_Q_TAG_RESERVED;
	default:
		/* X.680 table 1 ends with 36, RELATIVE-OID-IRI. */
		if (t->num > 36)
			return DER_Q_TAG_RESERVED;
		return cons ? DER_Q_CONSTRUCTED : der_check_primitive(t->id, t->val);
	}
}

static inline uint32_t
check_one(const struct der_tlv *t)
{
	/* Every second element is one of these, or of another class. */
	if (t->id == DER_SEQUENCE || t->id == DER_SET || (t->id & 0xc0) != 0)
		return t->quirks;
	if (t->id == DER_OID)
		return der_oid_sound(t->val) ? t->quirks : t->quirks | DER_Q_OID;
	return t->quirks | check_universal(t);
}

uint32_t
der_check_one(const struct der_tlv *t)
{
	return check_one(t);
}

/* X.690 11.6: encodings compared as octet strings, the shorter one padded with zeros. */
static bool
ascending(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return c != 0 ? c < 0 : a.n <= b.n;
}

static bool
set_ordered(struct span in)
{
	struct span before = SPAN_NONE;
	struct der_tlv t;

	if (in.n < 2 || der_is_short_one(in))
		return true;
	while (der_next(&in, &t) == DER_OK) {
		if (before.p != NULL && !ascending(before, t.raw))
			return false;
		before = t.raw;
	}
	return true;
}

/* ---- what is sound ---- */

/* Lengths of one to three octets, the fewest that will do; SIZE_MAX: look closer. */
static inline size_t
short_length(const uint8_t **at, const uint8_t *end)
{
	const uint8_t *p = *at;
	size_t n;

	if (p < end && p[0] < 0x80) {
		*at = p + 1;
		return p[0];
	}
	if (end - p >= 2 && p[0] == 0x81 && p[1] >= 0x80) {
		*at = p + 2;
		return p[1];
	}
	if (end - p < 3 || p[0] != 0x82 || p[1] == 0)
		return SIZE_MAX;
	n = (size_t)p[1] << 8 | p[2];
	*at = p + 3;
	return n;
}

/* Universal numbers that have no primitive form, or are nobody's: 0, EXTERNAL, EMBEDDED PDV, 15, SEQUENCE, SET, CHARACTER STRING, 31. */
#define NOT_PRIMITIVE (1u << 0x00 | 1u << 0x08 | 1u << 0x0b | 1u << 0x0f | 1u << 0x10 | 1u << 0x11 | 1u << 0x1d | 1u << 0x1f)

static inline bool
content_sound(uint8_t id, struct span val)
{
	if ((id & 0xc0) != 0 || id == DER_OCTET_STRING)
		return true;
	if (id == DER_OID)
		return der_oid_sound(val);
	return (NOT_PRIMITIVE >> (id & 0x1f) & 1) == 0 && der_check_primitive(id, val) == 0;
}

bool
der_clean(struct span in, unsigned depth)
{
	const uint8_t *ends[DER_MAX_DEPTH + 1], *at = in.p, *end = in.n > 0 ? in.p + in.n : in.p;
	unsigned level = 0;

	if (depth > DER_MAX_DEPTH)
		return false;
	/* One loop over all elements; `ends` are those of the ones that it is in. */
	for (;;) {
		uint8_t id;
		size_t n;

		while (at == end) {
			if (level == 0)
				return true;
			end = ends[--level];
		}
		id = *at++;
		if ((id & 0x1f) == 0x1f || (n = short_length(&at, end)) > (size_t)(end - at))
			return false;
		if ((id & DER_CONSTRUCTED) == 0) {
			if (!content_sound(id, (struct span){ at, n }))
				return false;
			at += n;
			continue;
		}
		if ((id & 0xc0) == 0 && id != DER_SEQUENCE && (id != DER_SET || !set_ordered((struct span){ at, n })))
			return false;
		if (n == 0)
			continue;
		if (depth + level >= DER_MAX_DEPTH)
			return false;
		ends[level++] = end;
		end = at + n;
	}
}

/* ---- what is not ---- */

bool
der_check_each(struct span in, unsigned depth, der_fault_fn *fn, void *arg)
{
	bool whole = true;
	enum der_status st;
	struct der_tlv t;

	/* What is too deep for us may be framed: those behind it are in step. */
	if (depth > DER_MAX_DEPTH) {
		fn(arg, in, DER_EDEPTH, 0);
		return true;
	}
	while ((st = der_next(&in, &t)) == DER_OK) {
		uint32_t quirks = check_one(&t);

		if (t.id == DER_SET && !set_ordered(t.val))
			quirks |= DER_Q_SET_ORDER;
		if (quirks != 0)
			fn(arg, t.raw, DER_OK, quirks);
		if ((t.id & DER_CONSTRUCTED) == 0 || t.val.n == 0 || der_check_each(t.val, depth + 1, fn, arg))
			continue;
		/* Asked once: what ends in step behind one element does so behind those after it. */
		if (whole && !der_framed(in)) {
			fn(arg, in, DER_OK, 0);
			return false;
		}
		whole = false;
	}
	if (st != DER_END)
		fn(arg, in, st, 0);
	return whole && st == DER_END;
}

bool
der_check(struct span in, unsigned depth, der_fault_fn *fn, void *arg)
{
	return der_clean(in, depth) || der_check_each(in, depth, fn, arg);
}

static void
note_fault(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	bool *sound = arg;

	(void)where;
	*sound = *sound && st == DER_OK && quirks == 0;
}

bool
der_sound(struct span in, unsigned depth)
{
	bool sound = true;

	return der_check(in, depth, note_fault, &sound) && sound;
}
