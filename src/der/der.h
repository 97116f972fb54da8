/* SPDX-License-Identifier: Apache-2.0 */
/*
 * der.h - a reader of DER for linting: it frames what BER allows and records
 * where the octets leave DER, instead of refusing to read on.
 *
 * No copies, no allocation, no global state.  Two kinds of trouble are kept
 * apart.  A *status* means that the end of an element is unknown: nothing
 * after it in the same container can be read, but the container's siblings
 * can.  A *quirk* means that the frame is clear and the octets break DER.
 */
#ifndef DER_DER_H
#define DER_DER_H

#include "base/span.h"

/* Framing failures: X(NAME, words) */
#define DER_STATUS_LIST(X) \
	X(OK, "no fault") \
	X(END, "no octets left") \
	X(ETAG, "identifier octets cut short or too large") \
	X(ELEN, "length octets cut short, reserved, or a length over 4 octets") \
	X(ETRUNC, "content runs past the enclosing element") \
	X(EDEPTH, "nested deeper than the limit")

enum der_status {
#define X(name, words) DER_##name,
	DER_STATUS_LIST(X)
#undef X
};

/* Departures from DER that leave the framing clear: X(NAME, words), one bit each. */
#define DER_QUIRK_LIST(X) \
	X(LEN_LONG, "length not in the fewest octets") \
	X(INDEFINITE, "indefinite length") \
	X(TAG_LONG, "tag number not in the fewest octets") \
	X(CONSTRUCTED, "primitive type in constructed form") \
	X(PRIMITIVE, "SEQUENCE or SET in primitive form") \
	X(BOOL, "BOOLEAN other than 00 or FF") \
	X(INT_EMPTY, "INTEGER without content") \
	X(INT_LONG, "INTEGER with a redundant first octet") \
	X(BIT_UNUSED, "BIT STRING with a wrong count of unused bits, or unused bits set") \
	X(BIT_TRAILING, "named BIT STRING with trailing zero bits") \
	X(OID, "OBJECT IDENTIFIER empty, cut short or padded") \
	X(NULL, "NULL with content") \
	X(CHARSET, "octets outside the string type's character set") \
	X(TIME, "time not in the form DER and RFC 5280 require") \
	X(SET_ORDER, "SET OF not in ascending order") \
	X(EOC, "stray end-of-contents octets") \
	X(DEFAULT, "DEFAULT value written out") \
	X(TRAILING, "octets after the end of the value") \
	X(TAG_RESERVED, "universal tag number 0 or reserved")

enum der_quirk_bit {
#define X(name, words) DER_QB_##name,
	DER_QUIRK_LIST(X)
#undef X
	DER_QUIRKS
};
enum der_quirk {
#define X(name, words) DER_Q_##name = 1u << DER_QB_##name,
	DER_QUIRK_LIST(X)
#undef X
};

const char *der_status_words(enum der_status);
const char *der_quirk_words(enum der_quirk_bit);

/* First identifier octets: class, form and number. */
enum {
	DER_BOOLEAN = 0x01, DER_INTEGER = 0x02, DER_BIT_STRING = 0x03,
	DER_OCTET_STRING = 0x04, DER_NULL = 0x05, DER_OID = 0x06,
	DER_ENUMERATED = 0x0a, DER_UTF8 = 0x0c, DER_NUMERIC = 0x12,
	DER_PRINTABLE = 0x13, DER_T61 = 0x14, DER_IA5 = 0x16,
	DER_UTCTIME = 0x17, DER_GENTIME = 0x18, DER_VISIBLE = 0x1a,
	DER_UNIVERSALSTR = 0x1c, DER_BMP = 0x1e,
	DER_SEQUENCE = 0x30, DER_SET = 0x31,
	DER_CONSTRUCTED = 0x20, DER_CONTEXT = 0x80
};
#define DER_CTX(n) (DER_CONTEXT | (n))				/* [n], primitive */
#define DER_CTX_CONS(n) (DER_CONTEXT | DER_CONSTRUCTED | (n))	/* [n], constructed */

#define DER_MAX_DEPTH 24

struct der_tlv {
	struct span raw;	/* identifier, length and content octets */
	struct span val;	/* content octets */
	uint32_t num;		/* tag number */
	uint32_t quirks;	/* DER_Q_* of the frame itself */
	uint8_t id;		/* first identifier octet: class, form, number */
};

/*
 * Takes one element off the front of *in.  Never reads outside *in.  On
 * failure *in is unchanged; on success raw begins where *in began, *in begins
 * where raw ends, and val lies inside raw.
 */
static inline enum der_status der_next(struct span *in, struct der_tlv *out);

/* The same for the element that begins at *at, which goes to its end; *at is at most in.n. */
static inline enum der_status der_at(struct span in, size_t *at, struct der_tlv *out);

/* Takes one element only if its identifier octet is id; else *in is unchanged. */
static inline bool der_take(struct span *in, uint8_t id, struct der_tlv *out);
/* The content of the SEQUENCE that the octets begin with; as much of it as there is, where its end is missing. */
bool der_enter_sequence(struct span in, struct span *content);

/* Is the next element's identifier octet id? */
static inline bool
der_peek(struct span in, uint8_t id)
{
	return in.n > 0 && in.p[0] == id;
}

/* Is `in` one element, of less than 128 octets, as in nearly all RDNs?  False: look closer. */
static inline bool
der_is_short_one(struct span in)
{
	return in.n >= 2 && in.p[1] < 0x80 && in.n == in.p[1] + 2u && (in.p[0] & 0x1f) != 0x1f;
}

/* Is `in` a row of elements, the last of which ends where it does? */
bool der_framed(struct span in);

/* How many elements can be framed from the front of in. */
unsigned der_count(struct span in);

/* Quirks of the content octets of one primitive element of a universal type. */
uint32_t der_check_primitive(uint8_t id, struct span val);

/*
 * Quirks of one element without looking at the elements inside it: its frame,
 * its form and, for a primitive element of a universal type, its content.
 */
uint32_t der_check_one(const struct der_tlv *);

/*
 * Told of one faulty element: its quirks (status DER_OK), or how its frame
 * failed (then `where` runs from the fault to the container's end).  Told of
 * octets that are not met because of such a failure: DER_OK without quirks.
 */
typedef void der_fault_fn(void *arg, struct span where, enum der_status status, uint32_t quirks);

/*
 * Meets every element under `in`, depth first, and reports each that breaks
 * DER.  Does not look into OCTET STRINGs and BIT STRINGs.  `depth` is that of
 * `in` itself; deeper than DER_MAX_DEPTH is a fault and is not entered.
 *
 * Where a frame fails inside an element, the elements after that one are met
 * only if they end where `in` does: else an octet was lost or put in, what
 * follows is shifted and would only be misread.  False: some frame failed.
 */
bool der_check(struct span in, unsigned depth, der_fault_fn *fn, void *arg);

/*
 * The quick answer for what is sound, as nearly all is: true where der_check() has nothing to tell.  False: it may have.
 */
bool der_clean(struct span in, unsigned depth);
/* Has der_check() nothing to tell? */
bool der_sound(struct span in, unsigned depth);
/* der_check() without it. */
bool der_check_each(struct span in, unsigned depth, der_fault_fn *fn, void *arg);

/* ---- values of primitive types (prim.c) ---- */

/* INTEGER from 0 to 2^31-1; false for anything else. */
bool der_small(struct span val, uint32_t *out);
/* Two's complement sign of an INTEGER's content. */
bool der_negative(struct span val);
/* Content of a non-negative INTEGER without its leading zero octets; may be empty. */
struct span der_magnitude(struct span val);
/* Number of significant bits of a non-negative INTEGER. */
size_t der_bit_length(struct span val);

/*
 * The first 16 bits of a BIT STRING, bit 0 in bit 0 of *bits; *n counts the
 * bits present.  False when the value is no BIT STRING content.
 */
bool der_bits(struct span val, uint16_t *bits, size_t *n);

/*
 * UTCTime or GeneralizedTime as seconds since 1970-01-01T00:00:00Z.  Reads
 * the forms X.690 forbids as well (no seconds, offsets, fractions, which are
 * dropped); false where no moment can be made of it.  UTCTime years 50-99 are
 * 19xx (RFC 5280 4.1.2.5.1).
 */
bool der_time(uint8_t id, struct span val, int64_t *seconds);

/* The same where it has the one form that DER and RFC 5280 4.1.2.5 allow: seconds, and "Z". */
bool der_moment(uint8_t id, struct span val, int64_t *seconds);

/* "1.2.840…"; returns out.  Arcs over 2^64 are shown as hexadecimal. */
struct arena;
/* Are these the octets of an OBJECT IDENTIFIER: no number in it is padded, and none is cut short? */
bool der_oid_sound(struct span val);
const char *der_oid_text(struct arena *, struct span val);

/*
 * Nearly every element: a tag of one octet, and a definite length in one octet
 * or, in the fewest octets, in two or three.  False: look closer.
 */
static inline bool
der_at_plain(struct span in, size_t *at, struct der_tlv *t)
{
	size_t from = *at, head = from + 2, len, end;

	if (in.n - from < 2 || (in.p[from] & 0x1f) == 0x1f)
		return false;
	len = in.p[from + 1];
	if (len < 0x80)
		;
	else if (in.n - from < 4)
		return false;
	else if (len == 0x81 && in.p[from + 2] >= 0x80) {
		len = in.p[from + 2];
		head++;
	} else if (len == 0x82 && in.p[from + 2] != 0) {
		len = (size_t)in.p[from + 2] << 8 | in.p[from + 3];
		head += 2;
	} else
		return false;
	/* No sum can be too large: no array ends so near the end of what can be addressed. */
	end = head + len;
	if (end > in.n)
		return false;
	t->id = in.p[from];
	t->num = in.p[from] & 0x1f;
	t->quirks = 0;
	t->val = (struct span){ in.p + head, len };
	t->raw = (struct span){ in.p + from, end - from };
	*at = end;
	return true;
}

/* Any element, or none. */
enum der_status der_at_any(struct span in, size_t *at, struct der_tlv *out);

/*
 * The same by variables of its own, so that the caller's, whose address then goes nowhere, stay in registers where this is inlined: in
 * memory the halves of a span are written one by one and copied as one, for which a processor waits.
 */
static inline enum der_status
der_at_apart(struct span in, size_t *at, struct der_tlv *out)
{
	struct der_tlv t = { .id = 0 };
	size_t next = *at;
	enum der_status st = der_at_any(in, &next, &t);

	*at = next;
	*out = t;
	return st;
}

static inline enum der_status
der_at(struct span in, size_t *at, struct der_tlv *out)
{
	if (*at >= in.n)
		return DER_END;
	return der_at_plain(in, at, out) ? DER_OK : der_at_apart(in, at, out);
}

static inline enum der_status
der_next(struct span *in, struct der_tlv *out)
{
	enum der_status st = DER_OK;
	size_t at = 0;

	if (der_at_plain(*in, &at, out) || (st = der_at_apart(*in, &at, out)) == DER_OK)
		*in = (struct span){ in->p + at, in->n - at };
	return st;
}

static inline bool
der_take(struct span *in, uint8_t id, struct der_tlv *out)
{
	return der_peek(*in, id) && der_next(in, out) == DER_OK;
}

#endif
