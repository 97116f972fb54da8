/* SPDX-License-Identifier: Apache-2.0 */
/* name_show.c - a Name as a string that people read (RFC 4514). */
#include "x509/name.h"

#include "base/text.h"

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

#define SPECIAL ",+\";<>"

/* Has the text nothing that is escaped?  Most texts have not. */
static bool
is_plain(const char *s, size_t n)
{
	return n > 0 && s[0] != ' ' && s[0] != '#' && s[n - 1] != ' ' && strcspn(s, SPECIAL) == n;
}

/* RFC 4514 2.4 escapes; text_show() does the backslash and what cannot be seen. */
static const char *
value_text(struct arena *a, struct span text)
{
	uint8_t *out;
	size_t at = 0;
	const char *shown = text_show(a, text, 0);
	size_t n = strlen(shown);

	if (is_plain(shown, n))
		return shown;
	if (n > (SIZE_MAX - 1) / 2 || (out = arena_take(a, 2 * n + 1)) == NULL)
		return "";
	for (size_t i = 0; i < n; i++) {
		uint8_t b = (uint8_t)shown[i];
		bool edge = (i == 0 && (b == ' ' || b == '#')) || (i + 1 == n && b == ' ');

		if (edge || strchr(SPECIAL, b) != NULL)
			out[at++] = '\\';
		out[at++] = b;
	}
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
