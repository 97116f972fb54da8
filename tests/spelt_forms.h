/* SPDX-License-Identifier: Apache-2.0 */
/* spelt_forms.h - octets of a certificate as URLs, databases and programs spell them, and PEM in base64. */
#ifndef TESTS_SPELT_FORMS_H
#define TESTS_SPELT_FORMS_H

#include "base/ascii.h"
#include "carriers.h"

/* As JSON.stringify() writes a Uint8Array. */
static void
indexed(struct out *o, struct span s)
{
	out_str(o, "octets: {");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "\"%zu\":%u%s", i, s.p[i], i + 1 < s.n ? "," : "}\n");
}

/* RFC 3986 2.3: letters, digits and four signs stand for themselves. */
static void
percent_octets(struct out *o, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_alnum(s.p[i]) || (s.p[i] > 0 && strchr("-._~", s.p[i]) != NULL))
			out_char(o, (char)s.p[i]);
		else {
			out_char(o, '%');
			put_hex(o, s.p[i]);
		}
	out_char(o, '\n');
}

/* A parameter of a request, behind one with an octet that is escaped as well, and before another. */
static void
parameter(struct out *o, struct span s)
{
	out_str(o, "GET /x?user=anna%40example.com&value=");
	percent_octets(o, s);
	o->n--;
	out_str(o, "&n=1 HTTP/1.1\n");
}

/* The string of C, in octal where an octet is none of text. */
static void
c_string(struct out *o, struct span s)
{
	out_str(o, "char value[] = \"");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, s.p[i] < ' ' || s.p[i] > '~' || s.p[i] == '"' || s.p[i] == '\\' ? "\\%03o" : "%c", s.p[i]);
	out_str(o, "\";\n");
}

/* The same with every octet in hexadecimal, so many on each line. */
static void
c_lines(struct out *o, struct span s)
{
	out_str(o, "char value[] =\n");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%s\\x%02x%s", i % 16 == 0 ? "\t\"" : "", s.p[i], i + 1 == s.n ? "\";\n" : i % 16 == 15 ? "\"\n" : "");
}

/* The string of JSON whose characters are octets. */
static void
json_octets(struct out *o, struct span s)
{
	out_str(o, "{\"value\": \"");
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"' || s.p[i] == '\\')
			out_fmt(o, "\\%c", s.p[i]);
		else
			out_fmt(o, s.p[i] < ' ' || s.p[i] > '~' ? "\\u%04x" : "%c", s.p[i]);
	out_str(o, "\"}\n");
}

/* A row of COPY in the format "escape" of PostgreSQL. */
static void
bytea_escaped(struct out *o, struct span s)
{
	out_str(o, "7\t");
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~' || s.p[i] == '\\' || s.p[i] == '\'')
			out_fmt(o, "\\\\%03o", s.p[i]);
		else
			out_char(o, (char)s.p[i]);
	out_char(o, '\n');
}

/* One octet in decimal on each line. */
static inline void
octet_lines(struct out *o, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%u\n", s.p[i]);
}

/* As secrets have it: base64 once more. */
static void
base64_of_pem(struct out *o, struct span s)
{
	struct out text = { NULL, 0, 0, false };

	pem(&text, s);
	base64_write(o, out_span(&text));
	out_char(o, '\n');
	out_free(&text);
}

#endif
