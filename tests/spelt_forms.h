/* SPDX-License-Identifier: Apache-2.0 */
/* spelt_forms.h - octets of a certificate as URLs, databases and programs spell them, and PEM in base64. */
#ifndef TESTS_SPELT_FORMS_H
#define TESTS_SPELT_FORMS_H

#include "base/ascii.h"
#include "base/utf8.h"
#include "carriers.h"

/* As JSON.stringify() writes a Uint8Array. */
static inline void
indexed(struct out *o, struct span s)
{
	out_str(o, "octets: {");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "\"%zu\":%u%s", i, s.p[i], i + 1 < s.n ? "," : "}\n");
}

/* RFC 3986 2.3: letters, digits and four signs stand for themselves. */
static inline void
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
static inline void
parameter(struct out *o, struct span s)
{
	out_str(o, "GET /x?user=anna%40example.com&value=");
	percent_octets(o, s);
	o->n--;
	out_str(o, "&n=1 HTTP/1.1\n");
}

/* The string of C, in octal where an octet is none of text. */
static inline void
c_string(struct out *o, struct span s)
{
	out_str(o, "char value[] = \"");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, s.p[i] < ' ' || s.p[i] > '~' || s.p[i] == '"' || s.p[i] == '\\' ? "\\%03o" : "%c", s.p[i]);
	out_str(o, "\";\n");
}

/* The string of Lua, each octet in decimal; and of Haskell, which parts an octet from a digit and has names for those of no text. */
static inline void
lua_string(struct out *o, struct span s)
{
	out_str(o, "c = \"");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "\\%03u", s.p[i]);
	out_str(o, "\"\n");
}

static inline void
haskell_string(struct out *o, struct span s)
{
	static const char *const names[] = { "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "a", "b", "t", "n", "v", "f", "r", "SO", "SI", "DLE", "DC1", "DC2",
		"DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US" };

	out_char(o, '"');
	for (size_t i = 0; i < s.n; i++) {
		bool number = i > 0 && s.p[i - 1] >= 0x7f;

		if (s.p[i] >= 0x7f)
			out_fmt(o, "\\%u", s.p[i]);
		else if (s.p[i] < ' ')
			out_fmt(o, "\\%s", names[s.p[i]]);
		else
			out_fmt(o, "%s%s%c", (number && is_digit(s.p[i])) || (i > 0 && s.p[i - 1] == 14 && s.p[i] == 'H') ? "\\&" : "",
			    s.p[i] == '"' || s.p[i] == '\\' ? "\\" : "", s.p[i]);
	}
	out_str(o, "\"\n");
}

/* A binary of Erlang. */
static inline void
erlang_binary(struct out *o, struct span s)
{
	out_str(o, "<<");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%u%s", s.p[i], i + 1 < s.n ? "," : ">>\n");
}

/* The same as in C with every octet in hexadecimal, so many on each line. */
static inline void
c_lines(struct out *o, struct span s)
{
	out_str(o, "char value[] =\n");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%s\\x%02x%s", i % 16 == 0 ? "\t\"" : "", s.p[i], i + 1 == s.n ? "\";\n" : i % 16 == 15 ? "\"\n" : "");
}

/* The string of JSON whose characters are octets. */
static inline void
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

/* The string of Go (%q) and of Ruby: characters of UTF-8 stand for themselves, or by their numbers if `ascii`; other octets are escaped. */
static inline void
quoted_utf8(struct out *o, struct span s, bool ascii)
{
	uint32_t code;

	out_char(o, '"');
	while (s.n > 0) {
		struct span rest = s;
		size_t n;

		if (s.p[0] < 0x80) {
			out_fmt(o, s.p[0] < ' ' || s.p[0] == 0x7f ? "\\x%02x" : s.p[0] == '"' || s.p[0] == '\\' ? "\\%c" : "%c", s.p[0]);
			n = 1;
		} else if (utf8_next(&rest, &code)) {
			n = s.n - rest.n;
			if (ascii)
				out_fmt(o, code < 0x10000 ? "\\u%04x" : "\\U%08x", code);
			else
				out_mem(o, s.p, n);
		} else {
			out_fmt(o, "\\x%02x", s.p[0]);
			n = 1;
		}
		s = span_from(s, n);
	}
	out_char(o, '"');
}

static inline void go_quoted(struct out *o, struct span s) { out_str(o, "level=INFO cert="); quoted_utf8(o, s, false); out_str(o, " id=\"5\"\n"); }
static inline void go_ascii(struct out *o, struct span s) { quoted_utf8(o, s, true); out_char(o, '\n'); }

/* The octets of Python as it shows them, no more than `width` of them in a string, if that is not 0; and where other text has a mark twice. */
static inline void
shown_octets(struct out *o, struct span s, const char *before, size_t width, char twice)
{
	for (size_t i = 0; i < s.n; i++) {
		if (i == 0 || (width > 0 && i % width == 0))
			out_fmt(o, "%sb'", i > 0 ? before : "");
		if (s.p[i] == '\'' || s.p[i] == '\\')
			out_fmt(o, "%s\\%c", twice == '\\' ? "\\" : "", s.p[i]);
		else if (s.p[i] < ' ' || s.p[i] > '~')
			out_fmt(o, "%s\\x%02x", twice == '\\' ? "\\" : "", s.p[i]);
		else
			out_fmt(o, s.p[i] == (uint8_t)twice ? "%c%c" : s.p[i] == '"' && twice == '\\' ? "\\%c" : "%c", s.p[i], s.p[i]);
		/* A backslash of them is one of the text, which has each twice. */
		if (twice == '\\' && s.p[i] == '\\')
			out_char(o, '\\');
		if (i + 1 == s.n || (width > 0 && i % width == width - 1))
			out_char(o, '\'');
	}
}

static inline void python_members(struct out *o, struct span s) { out_str(o, "{'cert': "); shown_octets(o, s, "", 0, 0); out_str(o, ", 'key': None, 'name': 'x'}\n"); }
static inline void python_lines(struct out *o, struct span s) { out_str(o, "{'c0': "); shown_octets(o, s, "\n       ", 16, 0); out_str(o, "}\n"); }
static inline void python_cell(struct out *o, struct span s) { out_str(o, "7,\""); shown_octets(o, s, "", 0, '"'); out_str(o, "\",1\n"); }
static inline void python_object(struct out *o, struct span s) { out_str(o, "{\"value\": \""); shown_octets(o, s, "", 0, '\\'); out_str(o, "\", \"name\": \"x\"}\n"); }

/* A BLOB as DuckDB writes it, in a value of JSON. */
static inline void
blob_escaped(struct out *o, struct span s)
{
	out_str(o, "{\"i\":1,\"value\":\"");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, s.p[i] < ' ' || s.p[i] > '~' || strchr("\\'\"", s.p[i]) != NULL ? "\\\\x%02X" : "%c", s.p[i]);
	out_str(o, "\"}\n");
}

/* The octets of Python's text of Latin-1. */
static inline void
latin_text(struct out *o, struct span s)
{
	out_str(o, "{'cert': '");
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] > 0xa0 && s.p[i] != 0xad)
			out_fmt(o, "%c%c", 0xc0 | s.p[i] >> 6, 0x80 | (s.p[i] & 0x3f));
		else if (s.p[i] == '\'' || s.p[i] == '\\')
			out_fmt(o, "\\%c", s.p[i]);
		else
			out_fmt(o, s.p[i] < ' ' || s.p[i] > '~' ? "\\x%02x" : "%c", s.p[i]);
	out_str(o, "', 'name': 'x'}\n");
}

/* A row of COPY in the format "escape" of PostgreSQL. */
static inline void
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
static inline void
base64_of_pem(struct out *o, struct span s)
{
	struct out text = { NULL, 0, 0, false };

	pem(&text, s);
	base64_write(o, out_span(&text));
	out_char(o, '\n');
	out_free(&text);
}

#endif
