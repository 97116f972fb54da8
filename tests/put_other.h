/* SPDX-License-Identifier: Apache-2.0 */
/* put_other.h - what stands before a certificate in a text and is none of it: octets that are escaped, and Names in strings of each form. */
#ifndef TESTS_PUT_OTHER_H
#define TESTS_PUT_OTHER_H

#include "guard/chance.h"
#include "spelt_forms.h"

/* A Name (RFC 5280 4.1.2.4) whose length is one octet, or two, and one whose lengths are quotation marks. */
static void
put_name(struct out *o, unsigned which)
{
	static const char *const values[][3] = {
		{ "Short", "S", "Anna" }, { "A company whose name is long", "Its only unit, which has a name", "Anna, who signs its mails for it" },
		{ "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "'aaaaaaaaa" },
	};
	struct out fields = { NULL, 0, 0, false };

	for (unsigned i = 0; i < 3; i++) {
		const char *value = values[which][i];
		int n = (int)strlen(value);

		out_fmt(&fields, "1%c0%c\x06\x03U\x04%c\x0c%c%s", n + 9, n + 7, 0x0a + (int)i, n, value);
	}
	out_fmt(o, fields.n < 0x80 ? "0%c" : "0\x81%c", (int)fields.n);
	out_mem(o, fields.p, fields.n);
	out_free(&fields);
}
#define NAMES 3

/* Strings in which octets are escaped, alone or all, and other octets in text. */
static const struct {
	const char *name;
	carrier_fn *fn;
} strings[] = {
	{ "percent-encoded octets", percent_octets }, { "parameter", parameter }, { "string of Python", python }, { "string of C", c_string },
	{ "string of C in lines", c_lines }, { "string of JSON", json_octets }, { "bytea in escape form", bytea_escaped }, { "certdata", certdata },
	{ "hexadecimal", hex }, { "hexadecimal with colons", hex_colons }, { "source", hex_source },
};
#define STRING_FORMS (sizeof strings / sizeof *strings)

/* Lines with octets of nothing. */
static const char *const escapes[] = {
	"", "GET /list?path=%2Fa%2Fb HTTP/1.1\n", "name = b\"caf\\xc3\\xa9\"\n", "path: C:\\new\\100\n", "100% of 20% are \\u00e9\n", "line 19\n",
};
#define ESCAPES (sizeof escapes / sizeof *escapes)

/* One of these, or none.  What begins with an object of JSON is that. */
static void
put_other(struct out *o)
{
	struct out name = { NULL, 0, 0, false };
	unsigned i = below(2 * ESCAPES);

	out_str(o, o->n == 0 ? "some words\n" : "");
	out_str(o, i < ESCAPES ? escapes[i] : "");
	i = below(2 * STRING_FORMS);
	if (i < STRING_FORMS) {
		put_name(&name, below(NAMES));
		strings[i].fn(o, out_span(&name));
	}
	out_free(&name);
}

#endif
