/* SPDX-License-Identifier: Apache-2.0 */
/* vessels.h - forms that hold any octets, or any text: archives, messages, tables, encodings. */
#ifndef TESTS_VESSELS_H
#define TESTS_VESSELS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "carriers.h"
#include "tar.h"
#include "uuencode.h"

static void
wide(struct out *o, struct span text, size_t width, size_t at, const char *mark)
{
	out_mem(o, mark, mark[0] != 0 || mark[1] != 0 ? width : 0);
	for (size_t i = 0; i < text.n; i++)
		for (size_t k = 0; k < width; k++)
			out_char(o, (char)(k == at ? text.p[i] : 0));
}

static void utf8(struct out *o, struct span text) { out_str(o, "\xef\xbb\xbf"); plain(o, text); }
static void utf16le(struct out *o, struct span text) { wide(o, text, 2, 0, "\xff\xfe"); }
static void utf16be(struct out *o, struct span text) { wide(o, text, 2, 1, "\xfe\xff"); }
static void utf16_bare(struct out *o, struct span text) { wide(o, text, 2, 0, "\0\0"); }
static void utf32le(struct out *o, struct span text) { wide(o, text, 4, 0, "\xff\xfe\0"); }
static void utf32be_bare(struct out *o, struct span text) { wide(o, text, 4, 3, "\0\0"); }

static void
gzip(struct out *o, struct span octets)
{
	size_t room = octets.n + octets.n / 8 + 256;
	uint8_t *to = malloc(room);
	z_stream z = { .avail_in = (uInt)octets.n, .next_out = to, .avail_out = (uInt)room };

	memcpy(&z.next_in, &octets.p, sizeof octets.p);
	assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	out_mem(o, to, room - z.avail_out);
	deflateEnd(&z);
	free(to);
}

static void
tar(struct out *o, struct span octets)
{
	tar_member(o, "folder/member", '0', "", octets);
	for (size_t i = 0; i < 1024; i++)
		out_char(o, 0);
}

/* A zip whose one member is stored. */
static void
zip(struct out *o, struct span octets)
{
	uint32_t sum = (uint32_t)crc32(0, octets.p, (uInt)octets.n), list = (uint32_t)(30 + 8 + octets.n);
	size_t base = o->n;

	for (unsigned central = 0; central < 2; central++) {
		out_mem(o, central ? "PK\1\2\24\0\24\0\0\0\0\0" : "PK\3\4\24\0\0\0\0\0", central ? 12 : 10);
		out_mem(o, "\0\0\x21\x5c", 4);
		out_mem(o, &sum, 4);
		for (unsigned i = 0; i < 2; i++)
			for (unsigned k = 0; k < 4; k++)
				out_char(o, (char)(octets.n >> (8 * k)));
		out_mem(o, "\x8\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", central ? 18 : 4);
		out_mem(o, "a/member", 8);
		if (!central)
			out_mem(o, octets.p, octets.n);
	}
	out_mem(o, "PK\5\6\0\0\0\0\1\0\1\0", 12);
	list = (uint32_t)(o->n - 12 - base) - list;
	for (unsigned k = 0; k < 4; k++)
		out_char(o, (char)(list >> (8 * k)));
	list = (uint32_t)(30 + 8 + octets.n);
	for (unsigned k = 0; k < 4; k++)
		out_char(o, (char)(list >> (8 * k)));
	out_mem(o, "\0\0", 2);
}

static void
opaque(struct out *o, struct span octets)
{
	signed_data(o, octets, SPAN_NONE, false);
}

static unsigned boundaries;

static void
part(struct out *o, const char *encoding)
{
	boundaries++;
	out_fmt(o, "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary*0=o;\n boundary*1=ut%u\n\n"
	    "--out%u\nContent-Type: text/plain\n\nSee below.\n--out%u\nContent-Type: application/octet-stream\n"
	    "Content-Transfer-Encoding: %s\n\n", boundaries, boundaries, boundaries, encoding);
}

static void
mail(struct out *o, struct span octets, const char *encoding, carrier_fn *encode)
{
	part(o, encoding);
	encode(o, octets);
	out_fmt(o, "\n--out%u--\n", boundaries);
}

static void
quoted_printable(struct out *o, struct span octets)
{
	for (size_t i = 0; i < octets.n; i++) {
		out_char(o, '=');
		put_hex(o, octets.p[i]);
		out_str(o, i % 24 == 23 ? "=\n" : "");
	}
}

static void uuencode(struct out *o, struct span octets) { uuencode_with(o, octets, '`'); }
static void mail_base64(struct out *o, struct span octets) { mail(o, octets, "base64", base64_lines); }
static void mail_quoted(struct out *o, struct span octets) { mail(o, octets, "quoted-printable", quoted_printable); }
static void mail_uu(struct out *o, struct span octets) { mail(o, octets, "x-uuencode", uuencode); }
static void mail_binary(struct out *o, struct span octets) { mail(o, octets, "binary", plain); }

static void
emlx(struct out *o, struct span octets)
{
	out_str(o, "4711      \n");
	mail_base64(o, octets);
	out_str(o, "<?xml version=\"1.0\"?>\n<plist/>\n");
}

static void
mbox(struct out *o, struct span octets)
{
	out_str(o, "From a@example.com Tue Feb  3 10:11:12 2026\n");
	mail_base64(o, octets);
}

/* A text in quotes; other octets in base64. */
static void
quote(struct out *o, struct span text, const char *quote, bool json)
{
	out_char(o, '"');
	if (!span_is_ascii(text) || memchr(text.p, 0, text.n) != NULL) {
		base64_write(o, text);
	} else {
		for (size_t i = 0; i < text.n; i++)
			if (text.p[i] == '"')
				out_str(o, quote);
			else if (json && text.p[i] == '\\')
				out_str(o, "\\\\");
			else if (json && text.p[i] < ' ')
				out_fmt(o, "\\u%04x", text.p[i]);
			else
				out_mem(o, text.p + i, 1);
	}
	out_char(o, '"');
}

static void
csv(struct out *o, struct span octets)
{
	out_str(o, "sep=;\nid;PEM\n1;");
	quote(o, octets, "\"\"", false);
	out_char(o, '\n');
}

/* With lines that end in CR. */
static void
with_cr(struct out *o, struct span octets, carrier_fn *fn)
{
	size_t from = o->n;

	fn(o, octets);
	for (size_t i = from; i < o->n; i++)
		o->p[i] = o->p[i] == '\n' ? '\r' : o->p[i];
}

static void csv_cr(struct out *o, struct span octets) { with_cr(o, octets, csv); }
static void mail_cr(struct out *o, struct span octets) { with_cr(o, octets, mail_base64); }

static void
ndjson(struct out *o, struct span octets)
{
	out_str(o, "{\"id\":1,\"x\":{\"Cert\":");
	quote(o, octets, "\\\"", true);
	out_str(o, "}}\n");
}

static void
document(struct out *o, struct span octets)
{
	out_str(o, "[\n  {\n    \"keys\": [ { \"x5c\": [\n      ");
	quote(o, octets, "\\\"", true);
	out_str(o, "\n    ] } ]\n  }\n]\n");
}

static void
ldif(struct out *o, struct span octets)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, octets);
	out_str(o, "dn: cn=a\nuserCertificate;binary:: ");
	for (size_t i = 0; i < text.n; i += 60) {
		out_mem(o, text.p + i, text.n - i < 60 ? text.n - i : 60);
		out_str(o, "\n ");
	}
	out_str(o, "\n\n");
	out_free(&text);
}

/* What other systems make of any octets: base64 of base64, hexadecimal, lists of numbers. */
static void
numbers(struct out *o, struct span octets)
{
	out_str(o, "{\"type\": \"Buffer\", \"data\": [");
	for (size_t i = 0; i < octets.n; i++)
		out_fmt(o, "%s%d", i > 0 ? ", " : "", i % 2 == 0 ? octets.p[i] : (octets.p[i] ^ 0x80) - 0x80);
	out_str(o, "]}\n");
}

/* A message with the encoded part that it is, in a header behind the one of a proxy. */
static void
mail_alone(struct out *o, struct span octets)
{
	out_str(o, "From: a@example.com\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: quoted-printable\n\n");
	quoted_printable(o, octets);
	out_char(o, '\n');
}

/* A part of a list, which puts words under each message. */
static void
mail_listed(struct out *o, struct span octets)
{
	out_str(o, "From: a@example.com\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n");
	base64_lines(o, octets);
	out_str(o, "\n_______________\nPKI mailing list\npki@example.com\n");
}

/* The same in a reply. */
static void
mail_replied(struct out *o, struct span octets)
{
	struct out mail = { NULL, 0, 0, false };
	bool starts = true;

	mail_uu(&mail, octets);
	for (size_t i = 0; i < mail.n; i++) {
		out_str(o, starts ? "> " : "");
		out_char(o, mail.p[i]);
		starts = mail.p[i] == '\n';
	}
	out_str(o, starts ? "\n" : "\n\n");
	out_free(&mail);
}

static const struct vessel {
	const char *name;
	carrier_fn *fn;
	bool takes_text;		/* nothing else */
	bool text;
} vessels[] = {
	{ "utf-8", utf8, true, false }, { "utf-16le", utf16le, true, false }, { "utf-16be", utf16be, true, false },
	{ "utf-16", utf16_bare, true, false }, { "utf-32le", utf32le, true, false }, { "utf-32be", utf32be_bare, true, false },
	{ "gzip", gzip, false, false }, { "tar", tar, false, false }, { "base64 mail", mail_base64, false, true },
	{ "quoted mail", mail_quoted, false, true }, { "uuencoded mail", mail_uu, false, true }, { "binary mail", mail_binary, true, true },
	{ "uuencode", uuencode, false, true }, { "emlx", emlx, false, true }, { "mbox", mbox, false, true }, { "csv", csv, false, true },
	{ "ndjson", ndjson, false, true }, { "json", document, false, true }, { "ldif", ldif, false, true },
	{ "zip", zip, false, false }, { "opaque", opaque, false, false }, { "csv, cr", csv_cr, false, true }, { "mail, cr", mail_cr, false, true },
	/* Those that one level of nesting is enough for. */
	{ "lines of base64", base64_lines, false, true }, { "line of base64", base64_line, false, true }, { "hexadecimal", hex, false, true },
	{ "numbers", numbers, false, true }, { "quoted message", mail_alone, false, true }, { "dumped", dump, false, true },
	{ "lines of hexadecimal", hex_lines, false, true }, { "in a reply", mail_replied, false, true },
	{ "of a list", mail_listed, false, true },
};
#define VESSELS (sizeof vessels / sizeof *vessels)
#define DEEP (VESSELS - 9)

#endif
