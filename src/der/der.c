/* SPDX-License-Identifier: Apache-2.0 */
/* der.c - framing: where an element begins and ends. */
#include "der/der.h"

static const char *const status_words[] = {
#define X(name, words) words,
	DER_STATUS_LIST(X)
#undef X
};
static const char *const quirk_words[] = {
#define X(name, words) words,
	DER_QUIRK_LIST(X)
#undef X
};

const char *
der_status_words(enum der_status st)
{
	return (size_t)st < sizeof status_words / sizeof *status_words ? status_words[st] : "unknown";
}

const char *
der_quirk_words(enum der_quirk_bit bit)
{
	return (size_t)bit < sizeof quirk_words / sizeof *quirk_words ? quirk_words[bit] : "unknown";
}

static inline bool
take_octet(struct span in, size_t *at, uint8_t *out)
{
	if (*at >= in.n)
		return false;
	*out = in.p[*at];
	++*at;
	return true;
}

static enum der_status
read_long_tag(struct span in, size_t *at, struct der_tlv *t)
{
	uint32_t num = 0;
	uint8_t b;

	for (int i = 0; ; i++) {
		if (i == 4 || !take_octet(in, at, &b))
			return DER_ETAG;
		if (i == 0 && b == 0x80)
			t->quirks |= DER_Q_TAG_LONG;
		num = num << 7 | (b & 0x7fu);
		if ((b & 0x80) == 0)
			break;
	}
	if (num < 0x1f)
		t->quirks |= DER_Q_TAG_LONG;
	t->num = num;
	return DER_OK;
}

static enum der_status
read_tag(struct span in, size_t *at, struct der_tlv *t)
{
	if (!take_octet(in, at, &t->id))
		return DER_ETAG;
	t->num = t->id & 0x1f;
	return t->num != 0x1f ? DER_OK : read_long_tag(in, at, t);
}

static enum der_status
read_length(struct span in, size_t *at, struct der_tlv *t, size_t *len)
{
	uint32_t v = 0;
	unsigned k;
	uint8_t b;

	*len = 0;
	if (!take_octet(in, at, &b))
		return DER_ELEN;
	if (b < 0x80) {
		*len = b;
		return DER_OK;
	}
	if (b == 0x80) {
		if ((t->id & DER_CONSTRUCTED) == 0)
			return DER_ELEN;
		t->quirks |= DER_Q_INDEFINITE;
		return DER_OK;
	}
	k = b & 0x7f;
	if (k > 4)
		return DER_ELEN;
	for (unsigned i = 0; i < k; i++) {
		if (!take_octet(in, at, &b))
			return DER_ELEN;
		v = v << 8 | b;
	}
	if (v < 0x80 || v >> (8 * (k - 1)) == 0)
		t->quirks |= DER_Q_LEN_LONG;
	*len = v;
	return DER_OK;
}

static enum der_status next_at(struct span, size_t *at, struct der_tlv *, unsigned depth);

/* From where the content begins to the end-of-contents octets that close it. */
static enum der_status
find_end(struct span in, size_t *at, unsigned depth)
{
	enum der_status st;
	struct der_tlv t;

	for (;;) {
		if (*at < in.n && in.n - *at >= 2 && in.p[*at] == 0 && in.p[*at + 1] == 0)
			return DER_OK;
		st = next_at(in, at, &t, depth + 1);
		if (st != DER_OK)
			return st == DER_END ? DER_ETRUNC : st;
	}
}

static enum der_status
next_at(struct span in, size_t *at, struct der_tlv *t, unsigned depth)
{
	size_t from = *at, head = from, len, end, behind;
	enum der_status st;

	if (from >= in.n)
		return DER_END;
	if (depth > DER_MAX_DEPTH)
		return DER_EDEPTH;
	t->quirks = 0;
	if ((st = read_tag(in, &head, t)) != DER_OK || (st = read_length(in, &head, t, &len)) != DER_OK)
		return st;
	if ((t->quirks & DER_Q_INDEFINITE) != 0) {
		end = head;
		if ((st = find_end(in, &end, depth)) != DER_OK)
			return st;
		behind = end + 2;
	} else {
		behind = end = head + len;
		if (end < head || end > in.n)
			return DER_ETRUNC;
	}
	t->val = span_sub(in, head, end - head);
	t->raw = span_sub(in, from, behind - from);
	*at = behind;
	return DER_OK;
}

enum der_status
der_at_any(struct span in, size_t *at, struct der_tlv *out)
{
	return next_at(in, at, out, 0);
}

bool
der_enter_sequence(struct span in, struct span *content)
{
	struct der_tlv t;
	size_t head;

	if (der_take(&in, DER_SEQUENCE, &t)) {
		*content = t.val;
		return true;
	}
	if (in.n < 2 || in.p[0] != DER_SEQUENCE)
		return false;
	head = in.p[1] > 0x80 ? 2 + (size_t)(in.p[1] & 0x7f) : 2;
	if (in.n < head)
		return false;
	*content = span_sub(in, head, in.n - head);
	return true;
}

bool
der_framed(struct span in)
{
	enum der_status st;
	struct der_tlv t;
	size_t at = 0;

	while ((st = der_at(in, &at, &t)) == DER_OK)
		;
	return st == DER_END;
}

unsigned
der_count(struct span in)
{
	struct der_tlv t;
	unsigned n = 0;
	size_t at = 0;

	for (;; n++) {
		/* Most have a head of two octets; 0: this one has not. */
		size_t next = at + 2 <= in.n && (in.p[at] & 0x1f) != 0x1f && in.p[at + 1] < 0x80 ? at + 2 + in.p[at + 1] : 0;

		if (next != 0 && next <= in.n)
			at = next;
		else if (der_at(in, &at, &t) != DER_OK)
			return n;
	}
}
