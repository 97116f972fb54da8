/* SPDX-License-Identifier: Apache-2.0 */
/* name_show.c - a Name as a string that people read (RFC 4514). */
#include "x509/name.h"

#include "base/text.h"
#include "base/utf8.h"

/* RFC 4514 3: the short names; other types are shown by name or in dotted form. */
static const char *
type_text(struct arena *a, const struct cert_attr *attr)
{
	switch (attr->type) {
	case OID_COMMON_NAME: return "CN";
	case OID_LOCALITY: return "L";
	case OID_STATE: return "ST";
	case OID_ORGANIZATION: return "O";
	case OID_ORG_UNIT: return "OU";
	case OID_COUNTRY: return "C";
	case OID_STREET: return "STREET";
	case OID_DOMAIN_COMPONENT: return "DC";
	case OID_USER_ID: return "UID";
	default: return oid_show(a, attr->oid);
	}
}

/* RFC 4514 2.4. */
static const bool special[128] = {
	[','] = true, ['+'] = true, ['"'] = true, [';'] = true, ['<'] = true, ['>'] = true, ['\\'] = true,
};

/* Is it ASCII with nothing that is escaped?  Most texts are. */
static bool
is_plain(struct span s)
{
	if (s.n == 0 || s.p[0] == ' ' || s.p[0] == '#' || s.p[s.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((uint8_t)(s.p[i] - 0x20) > 0x7e - 0x20 || special[s.p[i]])
			return false;
	return true;
}

/* RFC 4514 2.4: any octet may be a backslash and two hexadecimal digits; those of characters that text_show() escapes are. */
static size_t
put_pairs(uint8_t *out, struct span octets)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < octets.n; i++) {
		*out++ = '\\';
		*out++ = (uint8_t)digits[octets.p[i] >> 4];
		*out++ = (uint8_t)digits[octets.p[i] & 15];
	}
	return 3 * octets.n;
}

/* RFC 4514 2.4: the text is UTF-8, and safe on a terminal. */
static const char *
value_text(struct arena *a, struct span text)
{
	struct span rest = text;
	uint8_t *out;
	size_t at = 0;

	if (is_plain(text))
		return text_show(a, text, 0);
	if (text.n > (SIZE_MAX - 1) / 3 || (out = arena_take(a, 3 * text.n + 1)) == NULL)
		return "";
	while (rest.n > 0) {
		struct span after = rest, one;
		uint32_t code = 0;
		bool valid = utf8_next(&after, &code), edge;

		one = span_sub(rest, 0, valid ? rest.n - after.n : 1);
		edge = (rest.n == text.n && (code == ' ' || code == '#')) || (rest.n == 1 && code == ' ');
		rest = span_sub(rest, one.n, rest.n - one.n);
		/* A no-break space is escaped as text_show() does it. */
		if (!valid || text_unsafe(code) || code == 0xa0) {
			at += put_pairs(out + at, one);
			continue;
		}
		if (edge || (code < 0x80 && special[code]))
			out[at++] = '\\';
		memcpy(out + at, one.p, one.n);
		at += one.n;
	}
	out[at] = '\0';
	return (const char *)out;
}

/* Type and value of an attribute, and how long each is. */
struct part {
	const char *type, *value;
	size_t n_type, n_value;
	bool hex;
};

static struct part
part_of(struct arena *a, const struct cert_attr *attr)
{
	struct part p = { .type = type_text(a, attr), .hex = attr->text.p == NULL };

	p.value = p.hex ? text_hex(a, attr->value.raw) : value_text(a, attr->text);
	p.n_type = strlen(p.type);
	p.n_value = strlen(p.value);
	return p;
}

/* TYPE=VALUE or TYPE=#HEX; where it ends. */
static char *
put_part(char *to, const struct part *p)
{
	to = (char *)memcpy(to, p->type, p->n_type) + p->n_type;
	*to++ = '=';
	if (p->hex)
		*to++ = '#';
	return (char *)memcpy(to, p->value, p->n_value) + p->n_value;
}

const char *
name_show(struct arena *a, const struct cert_name *name)
{
	struct part *part = arena_array(a, name->n_attr, sizeof *part);
	size_t room = 1;
	char *out, *to;

	if (part == NULL)
		return "";
	for (unsigned i = 0; i < name->n_attr; i++) {
		part[i] = part_of(a, &name->attr[i]);
		room += part[i].n_type + part[i].n_value + sizeof ",=#";
	}
	if ((out = to = arena_take(a, room)) == NULL)
		return "";
	/* RFC 4514 2.1: the last RDN comes first. */
	for (unsigned end = name->n_attr, from; end > 0; end = from) {
		from = end - 1;
		while (from > 0 && name->attr[from - 1].rdn == name->attr[end - 1].rdn)
			from--;
		for (unsigned i = from; i < end; i++) {
			if (to > out)
				*to++ = i == from ? ',' : '+';
			to = put_part(to, &part[i]);
		}
	}
	return out;
}
