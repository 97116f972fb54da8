/* SPDX-License-Identifier: Apache-2.0 */
/* names.c - strings, distinguished names and general names. */
#include "tests/recipe/names.h"

#include <arpa/inet.h>

#include "base/utf8.h"
#include "tests/recipe/dertext.h"

unsigned
string_tag(const char *type)
{
	static const struct {
		const char *name;
		unsigned tag;
	} tags[] = {
		{ "utf8", 0x0c }, { "numeric", 0x12 }, { "printable", 0x13 }, { "t61", 0x14 },
		{ "ia5", 0x16 }, { "visible", 0x1a }, { "universal", 0x1c }, { "bmp", 0x1e },
	};

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strcmp(tags[i].name, type) == 0)
			return tags[i].tag;
	return 0;
}

/* One character in a string of fixed width. */
static void
put_wide(struct octets *o, unsigned tag, uint32_t code)
{
	if (tag == 0x14) {
		octets_byte(o, code & 0xff);
	} else if (tag == 0x1e && code > 0xffff) {
		put_wide(o, tag, 0xd800 + ((code - 0x10000) >> 10));
		put_wide(o, tag, 0xdc00 + ((code - 0x10000) & 0x3ff));
	} else {
		if (tag == 0x1c) {
			octets_byte(o, code >> 24);
			octets_byte(o, code >> 16 & 0xff);
		}
		octets_byte(o, code >> 8 & 0xff);
		octets_byte(o, code & 0xff);
	}
}

void
put_string(struct octets *o, unsigned tag, const char *text)
{
	struct octets utf8 = OCTETS(o->tool);
	struct span s;
	uint32_t code;

	lex_text(&utf8, text);
	s = octets_as_span(&utf8);
	if (tag != 0x14 && tag != 0x1c && tag != 0x1e) {
		octets_span(o, s);
		return;
	}
	while (utf8_next(&s, &code))
		put_wide(o, tag, code);
	if (s.n > 0)
		tool_fail(o->tool, "no UTF-8: use hex for such octets");
}

/* Length of the text up to the separator (not escaped), or its end. */
static size_t
item_length(const char *s, const char *separator)
{
	size_t n = 0, sep = strlen(separator);

	while (s[n] != '\0' && strncmp(s + n, separator, sep) != 0)
		n += s[n] == '\\' && s[n + 1] != '\0' ? 2 : 1;
	return n;
}

/* The next item of a list, trimmed; NULL at the end. */
static const char *
next_item(struct tool *t, const char **s, const char *separator)
{
	const char *item;
	size_t n;

	if (**s == '\0')
		return NULL;
	n = item_length(*s, separator);
	item = lex_trim(t, *s, n);
	*s += n + ((*s)[n] != '\0' ? strlen(separator) : 0);
	return item;
}

static unsigned
default_tag(const char *type)
{
	static const char *const printable[] = { "C", "countryName", "serialNumber", "dnQualifier",
	    "countryOfCitizenship", "countryOfResidence", "gender", "jurisdictionCountryName" };
	static const char *const ia5[] = { "E", "emailAddress", "DC", "domainComponent" };

	for (size_t i = 0; i < sizeof printable / sizeof *printable; i++)
		if (strcmp(type, printable[i]) == 0)
			return 0x13;
	for (size_t i = 0; i < sizeof ia5 / sizeof *ia5; i++)
		if (strcmp(type, ia5[i]) == 0)
			return 0x16;
	return 0x0c;
}

/* AttributeTypeAndValue from "TYPE:FORM:FORM=VALUE". */
static void
put_attribute(struct octets *o, const char *text)
{
	size_t seq = octets_open(o, 0x30), head = strcspn(text, "=");
	const char *forms = lex_copy(o->tool, text, head), *type, *form;
	const char *value = text + head + (text[head] == '=');
	bool hex = false, der = false;
	unsigned tag;

	if (text[head] != '=')
		tool_fail(o->tool, "attribute without '=': %s", text);
	type = next_item(o->tool, &forms, ":");
	if (type == NULL)
		type = "";
	put_oid(o, type);
	tag = default_tag(type);
	while ((form = next_item(o->tool, &forms, ":")) != NULL) {
		if (strcmp(form, "hex") == 0)
			hex = true;
		else if (strcmp(form, "der") == 0)
			der = true;
		else if ((tag = string_tag(form)) == 0)
			tool_fail(o->tool, "no string type: %s", form);
	}
	if (der) {
		dertext_put(o, value, NULL, NULL);
	} else {
		size_t mark = octets_open(o, tag);

		if (hex)
			lex_hex(o, value);
		else
			put_string(o, tag, value);
		octets_close(o, mark);
	}
	octets_close(o, seq);
}

void
put_rdn(struct octets *o, unsigned id, const char *text)
{
	size_t mark = octets_open(o, id);
	const char *item;

	while ((item = next_item(o->tool, &text, " + ")) != NULL)
		put_attribute(o, item);
	octets_close(o, mark);
}

void
put_name(struct octets *o, const char *text)
{
	const char *der = lex_after(text, "der:"), *item;
	size_t mark;

	if (der != NULL) {
		dertext_put(o, der, NULL, NULL);
		return;
	}
	mark = octets_open(o, 0x30);
	while ((item = next_item(o->tool, &text, ",")) != NULL)
		put_rdn(o, 0x31, item);
	octets_close(o, mark);
}

static bool
same_type(struct tool *t, const char *item, const char *type)
{
	const char *mine = lex_copy(t, item, strcspn(item, ":="));
	struct octets a = OCTETS(t), b = OCTETS(t);

	return oid_from_text(&a, mine) && oid_from_text(&b, type) &&
	    span_eq(octets_as_span(&a), octets_as_span(&b));
}

/* Copies the items; those of the type become `instead`, or go where that is NULL. */
static const char *
name_edit(struct tool *t, const char *name, const char *type, const char *instead)
{
	struct octets o = OCTETS(t);
	const char *item;
	bool done = false;

	while ((item = next_item(t, &name, ",")) != NULL) {
		if (same_type(t, item, type)) {
			if (instead == NULL || done)
				continue;
			item = instead;
			done = true;
		}
		if (o.n > 0)
			octets_put(&o, ", ", 2);
		octets_put(&o, item, strlen(item));
	}
	if (instead != NULL && !done) {
		if (o.n > 0)
			octets_put(&o, ", ", 2);
		octets_put(&o, instead, strlen(instead));
	}
	return lex_copy(t, (const char *)octets_as_span(&o).p, o.n);
}

const char *
name_without(struct tool *t, const char *name, const char *type)
{
	return name_edit(t, name, type, NULL);
}

const char *
name_with(struct tool *t, const char *name, const char *type, const char *value)
{
	struct octets o = OCTETS(t);
	const char *bare = lex_copy(t, type, strcspn(type, ":"));

	octets_put(&o, type, strlen(type));
	octets_byte(&o, '=');
	for (; *value != '\0'; value++) {
		if (*value == '\\' && value[1] != '\0')
			octets_byte(&o, (unsigned char)*value++);
		else if (*value == ',' || *value == '+')
			octets_byte(&o, '\\');
		octets_byte(&o, (unsigned char)*value);
	}
	return name_edit(t, name, bare, lex_copy(t, (const char *)octets_as_span(&o).p, o.n));
}

static void
put_ip(struct octets *o, const char *text)
{
	const char *hex = lex_after(text, "hex:");
	const char *item;
	uint8_t a[16];
	int family;

	if (hex != NULL) {
		lex_hex(o, hex);
		return;
	}
	while ((item = next_item(o->tool, &text, "/")) != NULL) {
		family = strchr(item, ':') != NULL ? AF_INET6 : AF_INET;
		if (inet_pton(family, item, a) != 1)
			tool_fail(o->tool, "no IP address: %s", item);
		octets_put(o, a, family == AF_INET ? 4 : 16);
	}
}

/* otherName: [0] { type-id, [0] { value } } */
static void
put_other_name(struct octets *o, const char *oid, unsigned tag, const char *value)
{
	size_t outer = octets_open(o, 0xa0), inner, mark;

	put_oid(o, oid);
	inner = octets_open(o, 0xa0);
	if (tag != 0) {
		mark = octets_open(o, tag);
		put_string(o, tag, value);
		octets_close(o, mark);
	} else {
		dertext_put(o, value, NULL, NULL);
	}
	octets_close(o, inner);
	octets_close(o, outer);
}

static const char *const gn_prefix[] = { "email:", "dns:", "uri:", "ip:", "dirname:", "rid:",
    "smtputf8:", "upn:", "othername:", "x400:", "edi:", "der:" };

bool
is_general_name(const char *text)
{
	for (size_t i = 0; i < sizeof gn_prefix / sizeof *gn_prefix; i++)
		if (lex_after(text, gn_prefix[i]) != NULL)
			return true;
	return false;
}

/* The forms whose content is built by a function of its own. */
static void
put_gn_structured(struct octets *o, const char *text)
{
	const char *v;
	size_t mark, n;

	if ((v = lex_after(text, "dirname:")) != NULL) {
		mark = octets_open(o, 0xa4);
		put_name(o, v);
	} else if ((v = lex_after(text, "rid:")) != NULL) {
		mark = octets_open(o, 0x88);
		if (!oid_from_text(o, v))
			tool_fail(o->tool, "no object identifier: %s", v);
	} else if ((v = lex_after(text, "ip:")) != NULL) {
		mark = octets_open(o, 0x87);
		put_ip(o, v);
	} else if ((v = lex_after(text, "x400:")) != NULL) {
		mark = octets_open(o, 0xa3);
		dertext_put(o, v, NULL, NULL);
	} else if ((v = lex_after(text, "edi:")) != NULL) {
		mark = octets_open(o, 0xa5);
		dertext_put(o, v, NULL, NULL);
	} else if ((v = lex_after(text, "othername:")) != NULL && v[n = strcspn(v, ":")] == ':') {
		put_other_name(o, lex_copy(o->tool, v, n), 0, v + n + 1);
		return;
	} else {
		tool_fail(o->tool, "no general name: %s", text);
		return;
	}
	octets_close(o, mark);
}

void
put_general_name(struct octets *o, const char *text)
{
	static const struct {
		const char *prefix;
		unsigned id;
	} strings[] = { { "email:", 0x81 }, { "dns:", 0x82 }, { "uri:", 0x86 } };
	const char *v;

	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		if ((v = lex_after(text, strings[i].prefix)) != NULL) {
			size_t mark = octets_open(o, strings[i].id);

			lex_text(o, v);
			octets_close(o, mark);
			return;
		}
	if ((v = lex_after(text, "smtputf8:")) != NULL)
		put_other_name(o, "id-on-SmtpUTF8Mailbox", 0x0c, v);
	else if ((v = lex_after(text, "upn:")) != NULL)
		put_other_name(o, "userPrincipalName", 0x0c, v);
	else if ((v = lex_after(text, "der:")) != NULL)
		dertext_put(o, v, NULL, NULL);
	else
		put_gn_structured(o, text);
}
