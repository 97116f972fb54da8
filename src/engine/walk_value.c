/* SPDX-License-Identifier: Apache-2.0 */
/* walk_value.c - the values of primitive elements as text that people read. */
#include "base/arena.h"
#include "base/day.h"
#include "base/text.h"
#include "base/utf8.h"
#include "engine/walk.h"

#define TEXT_LIMIT 1024		/* octets of a string */

static const struct {
	uint8_t id;
	const char *name;
} types[] = {
	{ DER_BOOLEAN, "BOOLEAN" }, { DER_INTEGER, "INTEGER" }, { DER_BIT_STRING, "BIT STRING" },
	{ DER_OCTET_STRING, "OCTET STRING" }, { DER_NULL, "NULL" }, { DER_OID, "OBJECT IDENTIFIER" },
	{ DER_ENUMERATED, "ENUMERATED" }, { DER_UTF8, "UTF8String" }, { DER_NUMERIC, "NumericString" },
	{ DER_PRINTABLE, "PrintableString" }, { DER_T61, "TeletexString" }, { DER_IA5, "IA5String" },
	{ DER_UTCTIME, "UTCTime" }, { DER_GENTIME, "GeneralizedTime" }, { DER_VISIBLE, "VisibleString" },
	{ DER_UNIVERSALSTR, "UniversalString" }, { DER_BMP, "BMPString" },
	{ DER_SEQUENCE, "SEQUENCE" }, { DER_SET, "SET" },
};

const char *
walk_type(struct arena *a, const struct der_tlv *t)
{
	static const char *const classes[] = { "UNIVERSAL ", "APPLICATION ", "", "PRIVATE " };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (types[i].id == t->id)
			return types[i].name;
	return arena_printf(a, "[%s%u]", classes[t->id >> 6], (unsigned)t->num);
}

const char *
walk_hex(struct arena *a, struct span octets, size_t limit)
{
	if (octets.n <= limit)
		return text_hex(a, octets);
	return arena_printf(a, "%s\xe2\x80\xa6", text_hex(a, span_sub(octets, 0, limit)));
}

/* A string in its own encoding; what does not fit the encoding is shown octet by octet. */
static const char *
string_text(struct arena *a, uint8_t id, struct span val)
{
	struct span text = val;

	if ((id == DER_BMP && !utf8_from_bmp(a, val, &text)) ||
	    (id == DER_UNIVERSALSTR && !utf8_from_universal(a, val, &text)) ||
	    (id == DER_T61 && !utf8_from_latin1(a, val, &text)))
		text = val;
	return text_show(a, text, TEXT_LIMIT);
}

static const char *
time_text(struct arena *a, uint8_t id, struct span val)
{
	int64_t seconds;
	char buf[32];

	if (!der_time(id, val, &seconds))
		return text_show(a, val, TEXT_LIMIT);
	return arena_printf(a, "%s", seconds_format(seconds, buf));
}

static const char *
integer_text(struct arena *a, struct span val)
{
	uint32_t small;

	if (der_small(val, &small))
		return arena_printf(a, "%u", (unsigned)small);
	return arena_printf(a, "0x%s", walk_hex(a, val, WALK_HEX_LIMIT));
}

/* As in the fact "serial": without leading zeros, a negative one as its octets stand. */
static const char *
serial_text(struct arena *a, struct span val)
{
	const char *hex;

	if (val.n > 0 && !der_negative(val))
		val = der_magnitude(val);
	hex = walk_hex(a, val, WALK_HEX_LIMIT);
	if (hex[0] == '0' && hex[1] != '\0')
		hex++;
	return hex[0] == '\0' ? "0" : hex;
}

static const char *
oid_text(struct arena *a, struct span val)
{
	enum oid id = oid_find(val);
	const char *dotted = der_oid_text(a, val);

	return id == OID_UNKNOWN ? dotted : arena_printf(a, "%s (%s)", oid_name(id), dotted);
}

/* The content of a BIT STRING after its octet of unused bits. */
static const char *
bits_text(struct arena *a, struct span val)
{
	size_t unused = val.n > 0 ? val.p[0] & 7u : 0, n = val.n > 1 ? 8 * (val.n - 1) - unused : 0;

	if (val.n == 0)
		return "";
	return arena_printf(a, "%zu bits: %s", n, walk_hex(a, span_sub(val, 1, val.n - 1), WALK_KEY_LIMIT));
}

static const char *const reason_names[] = {
	"unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
	"cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise"
};

static const char *
named_bits_text(struct arena *a, struct span val, const char *const *names)
{
	const char *text = "";
	uint16_t bits;
	size_t n;

	if (!der_bits(val, &bits, &n))
		return walk_hex(a, val, WALK_HEX_LIMIT);
	for (unsigned i = 0; i < 16; i++) {
		const char *comma = *text == '\0' ? "" : ", ";

		if ((bits >> i & 1) == 0)
			continue;
		text = i < 9 ? arena_printf(a, "%s%s%s", text, comma, names[i]) :
		    arena_printf(a, "%s%sbit %u", text, comma, i);
	}
	return text;
}

/* An address, or in name constraints an address and a mask (RFC 5280 4.2.1.10). */
static const char *
ip_text(struct arena *a, struct span v)
{
	const char *text = "";

	if (v.n == 4 || v.n == 8) {
		for (size_t i = 0; i < v.n; i++)
			text = arena_printf(a, "%s%s%u", text, i == 0 ? "" : i == 4 ? "/" : ".", (unsigned)v.p[i]);
		return text;
	}
	if (v.n != 16 && v.n != 32)
		return walk_hex(a, v, WALK_HEX_LIMIT);
	for (size_t i = 0; i < v.n; i += 2)
		text = arena_printf(a, "%s%s%x", text, i == 0 ? "" : i == 16 ? "/" : ":",
		    (unsigned)v.p[i] << 8 | v.p[i + 1]);
	return text;
}

/* What the tag says; strings and times with the name of their type, which matters. */
static const char *
tagged_text(struct arena *a, const struct der_tlv *t)
{
	switch (t->id) {
	case DER_UTCTIME:
	case DER_GENTIME:
		return arena_printf(a, "%s: %s", walk_type(a, t), time_text(a, t->id, t->val));
	case DER_UTF8:
	case DER_NUMERIC:
	case DER_PRINTABLE:
	case DER_T61:
	case DER_IA5:
	case DER_VISIBLE:
	case DER_UNIVERSALSTR:
	case DER_BMP:
		return arena_printf(a, "%s: %s", walk_type(a, t), string_text(a, t->id, t->val));
	case DER_BOOLEAN:
		return t->val.n != 1 ? text_hex(a, t->val) : t->val.p[0] != 0 ? "TRUE" : "FALSE";
	case DER_INTEGER:
	case DER_ENUMERATED:
		return integer_text(a, t->val);
	case DER_NULL:
		return "NULL";
	case DER_OID:
		return oid_text(a, t->val);
	case DER_BIT_STRING:
		return bits_text(a, t->val);
	default:
		return walk_hex(a, t->val, WALK_HEX_LIMIT);
	}
}

const char *
walk_value(struct arena *a, const struct der_tlv *t, uint8_t kind)
{
	uint32_t version;

	switch (kind) {
	case DER_IA5:
		return string_text(a, kind, t->val);
	case DER_GENTIME:
		return time_text(a, kind, t->val);
	case DER_INTEGER:
		return integer_text(a, t->val);
	case DER_OID:
		return oid_text(a, t->val);
	case DER_OCTET_STRING:
		return walk_hex(a, t->val, WALK_HEX_LIMIT);
	case DER_BIT_STRING:
	case LEAF_PUBLIC_KEY:
		return bits_text(a, t->val);
	case LEAF_VERSION:
		return der_small(t->val, &version) ? arena_printf(a, "v%llu", version + 1ULL) : integer_text(a, t->val);
	case LEAF_SERIAL:
		return serial_text(a, t->val);
	case LEAF_KEY_USAGE:
		return named_bits_text(a, t->val, key_usage_names);
	case LEAF_REASONS:
		return named_bits_text(a, t->val, reason_names);
	case LEAF_IP_ADDRESS:
		return ip_text(a, t->val);
	default:
		return tagged_text(a, t);
	}
}
