/* SPDX-License-Identifier: Apache-2.0 */
/* carriers.h - a certificate in every form in which one stands in a file alone. */
#ifndef TESTS_CARRIERS_H
#define TESTS_CARRIERS_H

#include "base/base64.h"
#include "base/out.h"

typedef void carrier_fn(struct out *, struct span);

static void
in_lines(struct out *o, struct span octets, size_t width, const char *before, const char *end)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, octets);
	for (size_t i = 0; i < text.n; i += width) {
		out_str(o, before);
		out_mem(o, text.p + i, text.n - i < width ? text.n - i : width);
		out_str(o, end);
	}
	out_free(&text);
}

static void
armoured(struct out *o, struct span der, const char *before, const char *end, const char *begin, const char *last)
{
	out_fmt(o, "%s%s%s", before, begin, end);
	in_lines(o, der, 64, before, end);
	out_fmt(o, "%s%s%s", before, last, end);
}

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END "-----END CERTIFICATE-----"

static void pem(struct out *o, struct span der) { armoured(o, der, "", "\n", BEGIN, END); }
static void pem_crlf(struct out *o, struct span der) { armoured(o, der, "", "\r\n", BEGIN, END); }
static void pem_cr(struct out *o, struct span der) { armoured(o, der, "", "\r", BEGIN, END); }
static void pem_blanks(struct out *o, struct span der) { armoured(o, der, "", " ", BEGIN, END); }
static void pem_escaped(struct out *o, struct span der) { armoured(o, der, "", "\\n", BEGIN, END); }
static void pem_quoted(struct out *o, struct span der) { armoured(o, der, "> ", "\n", BEGIN, END); }
static void pem_indented(struct out *o, struct span der) { armoured(o, der, "\t  ", "\n", BEGIN, END); }
static void pem_source(struct out *o, struct span der) { armoured(o, der, "\t\"", "\\n\" +\n", BEGIN, END); }
static void pem_lower(struct out *o, struct span der) { armoured(o, der, "", "\n", "-----begin certificate-----", "-----end certificate-----"); }
static void pem_label(struct out *o, struct span der) { armoured(o, der, "", "\n", "----BEGIN  SMIME CERTIFICATE----", "----END  SMIME CERTIFICATE----"); }
static void pem_inside(struct out *o, struct span der) { armoured(o, der, "", "\n", "the first: " BEGIN, END " it was"); }

static void
pem_one_line(struct out *o, struct span der)
{
	out_str(o, BEGIN);
	base64_write(o, der);
	out_str(o, END "\n");
}

/* Two digits; out_fmt() for each octet would be most of the time that a test takes. */
static void
put_hex(struct out *o, uint8_t octet)
{
	static const char digits[] = "0123456789abcdef";

	out_char(o, digits[octet >> 4]);
	out_char(o, digits[octet & 15]);
}

/* As a diff, a log, a listing, a table and a page show a file: something before each line ("@": its number), and behind it. */
static void
framed(struct out *o, struct span der, const char *before, const char *end)
{
	struct out text = { NULL, 0, 0, false };
	unsigned line = 9;

	pem(&text, der);
	for (char *at = text.p, *lf; at < text.p + text.n; at = lf + 1) {
		lf = memchr(at, '\n', (size_t)(text.p + text.n - at));
		for (const char *c = before; *c != '\0'; c++)
			out_fmt(o, *c == '@' ? "%2u" : "%c", *c == '@' ? line : (unsigned)*c);
		line++;
		out_mem(o, at, (size_t)(lf - at));
		out_str(o, end);
	}
	out_free(&text);
}

static void diff_added(struct out *o, struct span der) { framed(o, der, "+", "\n"); }
static void diff_removed(struct out *o, struct span der) { framed(o, der, "-", "\n"); }
static void comment(struct out *o, struct span der) { framed(o, der, "//", "\n"); }
static void syslog(struct out *o, struct span der) { framed(o, der, "Nov 29 02:21:@ host1 openssl[77]: ", "\n"); }
static void listing(struct out *o, struct span der) { framed(o, der, "    @\t", "\n"); }
static void grep_listing(struct out *o, struct span der) { framed(o, der, "certs/a.pem:@:", "\n"); }
static void cells(struct out *o, struct span der) { framed(o, der, "| ", "   |\n"); }
static void page(struct out *o, struct span der) { framed(o, der, "<td>", "</td>\n"); }
static void script(struct out *o, struct span der) { framed(o, der, "echo '", "' >> a.pem\n"); }
static void logged(struct out *o, struct span der) { framed(o, der, "ts=2026-11-29T07:38:@Z msg=\"", "\" caller=tls.go:77\n"); }
static void coloured(struct out *o, struct span der) { framed(o, der, "\33[32m", "\33[0m\n"); }
static void semicolons(struct out *o, struct span der) { framed(o, der, "", ";"); out_char(o, '\n'); }

/* The strings of Python, and of NSS's certdata.txt. */
static void
python(struct out *o, struct span der)
{
	out_str(o, "der = b'");
	for (size_t i = 0; i < der.n; i++)
		if (der.p[i] == '\'' || der.p[i] == '\\')
			out_fmt(o, "\\%c", der.p[i]);
		else
			out_fmt(o, der.p[i] >= ' ' && der.p[i] < 0x7f ? "%c" : "\\x%02x", der.p[i]);
	out_str(o, "'\n");
}

static void
certdata(struct out *o, struct span der)
{
	for (size_t i = 0; i < der.n; i++)
		out_fmt(o, "\\%03o%s", der.p[i], i % 16 == 15 ? "\n" : "");
	out_char(o, '\n');
}

/* Basic, and assemblers. */
static void basic(struct out *o, struct span der) { for (size_t i = 0; i < der.n; i++) out_fmt(o, "%s&H%02X", i > 0 ? ", " : "x = ", der.p[i]); out_char(o, '\n'); }
static void assembler(struct out *o, struct span der) { for (size_t i = 0; i < der.n; i++) out_fmt(o, "%s0%02Xh", i % 16 > 0 ? ", " : "\n\tdb ", der.p[i]); out_char(o, '\n'); }

/* Hexadecimal in a comment, and wrapped base64 in a listing. */
static void
hex_comment(struct out *o, struct span der)
{
	for (size_t i = 0; i < der.n; i++) {
		out_str(o, i % 16 > 0 ? "" : i > 0 ? "\n * " : " * ");
		put_hex(o, der.p[i]);
	}
	out_char(o, '\n');
}

static void
base64_listing(struct out *o, struct span der)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, der);
	for (size_t i = 0; i < text.n; i += 64)
		out_fmt(o, "%6zu\t%.*s\n", i / 64 + 1, text.n - i < 64 ? (int)(text.n - i) : 64, text.p + i);
	out_free(&text);
}

/* A comment with an empty line in it. */
static void
base64_comment(struct out *o, struct span der)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, der);
	for (size_t i = 0; i < text.n; i += 64)
		out_fmt(o, "// %.*s\n%s", text.n - i < 64 ? (int)(text.n - i) : 64, text.p + i, i == 640 ? "//\n" : "");
	out_free(&text);
}

/* A number of three octets, as TLS and RFC 6962 have it. */
static void
put_24(struct out *o, size_t n)
{
	out_char(o, (char)(n >> 16));
	out_char(o, (char)(n >> 8));
	out_char(o, (char)n);
}

/* An entry of get-entries (RFC 6962 4.6) whose leaf has the certificate; its chain is empty. */
static void
log_entry(struct out *o, struct span der)
{
	struct out leaf = { NULL, 0, 0, false };

	out_mem(&leaf, "\0\0\0\0\x1\x8b\xcf\xe5\x68\0\0\0", 12);
	put_24(&leaf, der.n);
	out_mem(&leaf, der.p, der.n);
	out_mem(&leaf, "\0\0", 2);
	out_str(o, "{\"entries\": [{\"leaf_input\": \"");
	base64_write(o, out_span(&leaf));
	out_str(o, "\", \"extra_data\": \"AAAA\"}]}\n");
	out_free(&leaf);
}

/* A list of its lines. */
static void
json_lines(struct out *o, struct span der)
{
	out_str(o, "{\"any\": [");
	framed(o, der, "\"", "\",");
	o->n--;
	out_str(o, "]}\n");
}

static void json_log(struct out *o, struct span der) { framed(o, der, "{\"time\":@,\"log\":\"", "\\n\"}\n"); }

static void base64_lines(struct out *o, struct span der) { in_lines(o, der, 76, "", "\n"); }

static void
base64_line(struct out *o, struct span der)
{
	base64_write(o, der);
	out_char(o, '\n');
}

static void
xml(struct out *o, struct span der)
{
	out_str(o, "<ds:X509Certificate>");
	in_lines(o, der, 76, "", "&#13;\n");
	out_str(o, "</ds:X509Certificate>\n");
}

static void
url_safe(struct out *o, struct span der)
{
	size_t from = o->n;

	out_str(o, "cert = \"");
	base64_write(o, der);
	for (size_t i = from; i < o->n; i++)
		o->p[i] = (char)(o->p[i] == '+' ? '-' : o->p[i] == '/' ? '_' : o->p[i]);
	out_str(o, "\"\n");
}

static void
hex_of(struct out *o, struct span octets, const char *before, const char *between)
{
	for (size_t i = 0; i < octets.n; i++) {
		out_str(o, i > 0 ? between : "");
		out_str(o, before);
		put_hex(o, octets.p[i]);
	}
	out_char(o, '\n');
}

static void hex(struct out *o, struct span der) { hex_of(o, der, "", ""); }
static void hex_colons(struct out *o, struct span der) { hex_of(o, der, "", ":"); }
static void hex_source(struct out *o, struct span der) { hex_of(o, der, "0x", ", "); }

static void plain(struct out *o, struct span der) { out_mem(o, der.p, der.n); }

/* An element around another. */
static void
element(struct out *o, int id, struct span content)
{
	out_char(o, (char)id);
	out_char(o, (char)0x82);
	out_char(o, (char)(content.n >> 8));
	out_char(o, (char)content.n);
	out_mem(o, content.p, content.n);
}

/* As hexdump -C prints octets. */
static void
dump(struct out *o, struct span octets)
{
	size_t i;

	for (i = 0; i < octets.n; i += 16) {
		out_fmt(o, "%08zx ", i);
		for (size_t k = i; k < i + 16; k++) {
			out_str(o, k % 8 == 0 ? "  " : " ");
			if (k < octets.n)
				put_hex(o, octets.p[k]);
			else
				out_str(o, "  ");
		}
		out_str(o, "  |");
		for (size_t k = i; k < i + 16 && k < octets.n; k++)
			out_char(o, (char)(octets.p[k] > ' ' && octets.p[k] < 0x7f ? octets.p[k] : '.'));
		out_str(o, "|\n");
	}
	out_fmt(o, "%08zx\n", octets.n);
}

/* PEM as a proxy writes it into a header, or a form of HTML is sent (RFC 3986 2.1). */
static void
percent(struct out *o, struct span der)
{
	struct out text = { NULL, 0, 0, false };

	pem(&text, der);
	out_str(o, "cert=");
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '-' || (text.p[i] != '+' && text.p[i] != '/' && text.p[i] > '.' && text.p[i] != '='))
			out_char(o, text.p[i]);
		else
			out_fmt(o, "%%%02X", (unsigned char)text.p[i]);
	out_str(o, "&x=1\n");
	out_free(&text);
}

/* Sixteen octets a line. */
static void
hex_lines(struct out *o, struct span der)
{
	for (size_t i = 0; i < der.n; i++) {
		put_hex(o, der.p[i]);
		out_str(o, i % 16 == 15 ? "\n" : "");
	}
	out_char(o, '\n');
}

static void
hex_prefixed(struct out *o, struct span der)
{
	out_str(o, "0x");
	hex(o, der);
}

static void base64_cr(struct out *o, struct span der) { in_lines(o, der, 64, "", "\r"); }

static void
setting(struct out *o, struct span der)
{
	out_str(o, "cert=");
	base64_line(o, der);
}

static void octet_string(struct out *o, struct span der) { element(o, 0x04, der); }
static void path(struct out *o, struct span der) { element(o, 0x30, der); }
static void set(struct out *o, struct span der) { element(o, 0x31, der); }

/* SignedData without signers, around content or certificates; `bare`: without its ContentInfo. */
static void
signed_data(struct out *o, struct span content, struct span certificates, bool bare)
{
	static const char head[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80";
	static const char data[] = "\x02\x01\x01\x31\0\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";

	out_mem(o, "\x30\x80", bare ? 0 : 2);
	out_mem(o, head, bare ? 0 : sizeof head - 1);
	out_mem(o, "\x30\x80", 2);
	out_mem(o, data, sizeof data - 1);
	if (content.n > 0) {
		out_mem(o, "\xa0\x80\x24\x80", 4);
		for (size_t i = 0; i < content.n; i += 1000)
			element(o, 0x04, span_sub(content, i, content.n - i < 1000 ? content.n - i : 1000));
		out_mem(o, "\0\0\0\0", 4);
	}
	out_mem(o, "\0\0", 2);
	if (certificates.n > 0)
		element(o, 0xa0, certificates);
	out_mem(o, "\x31\0\0\0\0\0\0\0", bare ? 4 : 8);
}

static void bag(struct out *o, struct span der) { signed_data(o, SPAN_NONE, der, false); }

static void
bag_base64(struct out *o, struct span der)
{
	struct out octets = { NULL, 0, 0, false };

	bag(&octets, der);
	out_str(o, "signature: ");
	base64_line(o, out_span(&octets));
	out_free(&octets);
}

static void
pair(struct out *o, struct span der)
{
	struct out forward = { NULL, 0, 0, false };

	element(&forward, 0xa0, der);
	element(o, 0x30, out_span(&forward));
	out_free(&forward);
}

static const struct carrier {
	const char *name;
	carrier_fn *fn;
	bool text;			/* of ASCII */
	bool bare;			/* what follows without a line end may belong to it */
} carriers[] = {
	{ "pem", pem, true, false }, { "crlf", pem_crlf, true, false }, { "cr", pem_cr, true, false },
	{ "blanks", pem_blanks, true, false }, { "escaped", pem_escaped, true, false }, { "quoted", pem_quoted, true, false },
	{ "indented", pem_indented, true, false }, { "source", pem_source, true, false }, { "lower", pem_lower, true, false },
	{ "label", pem_label, true, false }, { "inside", pem_inside, true, false }, { "one line", pem_one_line, true, false },
	{ "base64 lines", base64_lines, true, true }, { "base64", base64_line, true, true }, { "xml", xml, true, false },
	{ "url-safe", url_safe, true, false }, { "hex", hex, true, true }, { "colons", hex_colons, true, true },
	{ "hex source", hex_source, true, true }, { "der", plain, false, false }, { "octet string", octet_string, false, false },
	{ "path", path, false, false }, { "pair", pair, false, false }, { "set", set, false, false }, { "bag", bag, false, false },
	{ "hex lines", hex_lines, true, true }, { "hex with 0x", hex_prefixed, true, true }, { "base64, cr", base64_cr, true, true },
	{ "setting", setting, true, true }, { "bag in base64", bag_base64, true, false }, { "dump", dump, true, false },
	{ "percent", percent, true, false }, { "added", diff_added, true, false }, { "removed", diff_removed, true, false },
	{ "comment", comment, true, false }, { "syslog", syslog, true, false }, { "listing", listing, true, false },
	{ "grep", grep_listing, true, false }, { "cells", cells, true, false }, { "page", page, true, false },
	{ "coloured", coloured, true, false }, { "semicolons", semicolons, true, false },
	{ "python", python, true, false }, { "certdata", certdata, true, false }, { "basic", basic, true, true },
	{ "assembler", assembler, true, true }, { "hex, comment", hex_comment, true, true }, { "base64, listed", base64_listing, true, true },
	{ "log entry", log_entry, true, false }, { "lines in JSON", json_lines, true, false },
	{ "script", script, true, false }, { "logged", logged, true, false },
	{ "log in JSON", json_log, true, false }, { "comment of base64", base64_comment, true, false },
};
/* The first of those that are tried beside some of the others alone: most put something around each line, and have one reader. */
#define FRAMED 32
#define CARRIERS (sizeof carriers / sizeof *carriers)

#endif
