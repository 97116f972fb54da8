/* SPDX-License-Identifier: Apache-2.0 */
/*
 * carriers.c - the certificates of bundles in every form of input.
 *
 *	carriers FOLDER BUNDLE.pem...
 *
 * Writes into the folder all of them as one file of each form, in one order,
 * and every 40th alone; tests/guard/carriers.sh looks whether all say the same.
 * Certificates whose own frame is damaged are left out: where they end is the
 * carrier's matter.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/recipe/bundle.h"

struct all {
	struct tool tool;
	struct arena arena;
	const char *folder;
	struct span *der;
	size_t n, cap;
};

static void
put_base64(struct octets *o, struct span s, bool lines)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t v = (uint32_t)s.p[i] << 16 | (i + 1 < s.n ? (uint32_t)s.p[i + 1] << 8 : 0) | (i + 2 < s.n ? s.p[i + 2] : 0);
		char four[4] = { digits[v >> 18], digits[v >> 12 & 63], i + 1 < s.n ? digits[v >> 6 & 63] : '=', i + 2 < s.n ? digits[v & 63] : '=' };

		octets_put(o, four, 4);
		if (i + 3 >= s.n || (lines && i / 3 % 16 == 15))
			octets_byte(o, '\n');
	}
}

static void
put_text(struct octets *o, const char *text)
{
	octets_put(o, text, strlen(text));
}

static void
put_pem(struct octets *o, struct span der)
{
	put_text(o, "-----BEGIN CERTIFICATE-----\n");
	put_base64(o, der, true);
	put_text(o, "-----END CERTIFICATE-----\n");
}

/* One line of hexadecimal. */
static void
put_hex(struct octets *o, struct span s)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < s.n; i++) {
		octets_byte(o, (uint8_t)digits[s.p[i] >> 4]);
		octets_byte(o, (uint8_t)digits[s.p[i] & 15]);
	}
	octets_byte(o, '\n');
}

/* A ContentInfo of SignedData with certificates alone (RFC 5652). */
static void
put_pkcs7(struct octets *o, const struct all *a)
{
	static const uint8_t signed_data[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02 };
	static const uint8_t begin[] = { 0x02, 0x01, 0x01, 0x31, 0x00, 0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01 };
	size_t info = octets_open(o, 0x30), content, body, certificates;

	octets_put(o, signed_data, sizeof signed_data);
	content = octets_open(o, 0xa0);
	body = octets_open(o, 0x30);
	octets_put(o, begin, sizeof begin);
	certificates = octets_open(o, 0xa0);
	for (size_t i = 0; i < a->n; i++)
		octets_span(o, a->der[i]);
	octets_close(o, certificates);
	octets_put(o, "\x31", 1);
	octets_byte(o, 0);
	octets_close(o, body);
	octets_close(o, content);
	octets_close(o, info);
}

/* A row of psql: lines of so many characters, and behind each but the last the sign that it goes on. */
static void
put_cell(struct octets *o, struct arena *arena, size_t number, struct span der)
{
	struct octets text = OCTETS(o->tool);

	put_base64(&text, der, false);
	text.n--;
	put_text(o, arena_printf(arena, "%6zu | ", number));
	for (size_t i = 0; i < text.n; i += 76) {
		bool last = text.n - i <= 76;

		put_text(o, i > 0 ? "       | " : "");
		octets_put(o, text.p + i, last ? text.n - i : 76);
		put_text(o, last ? "\n" : "+\n");
	}
}

/* Folded behind a word, as a mail shows what a directory has. */
static void
put_folded(struct octets *o, struct span der)
{
	static const char word[] = "userSMIMECertificate;binary:: ";
	struct octets text = OCTETS(o->tool);
	size_t width = 76 - strlen(word);

	put_base64(&text, der, false);
	text.n--;
	put_text(o, "Hello\n\n");
	put_text(o, word);
	for (size_t i = 0; i < text.n; i += width, width = 75) {
		put_text(o, i > 0 ? " " : "");
		octets_put(o, text.p + i, text.n - i < width ? text.n - i : width);
		put_text(o, "\n");
	}
	put_text(o, "\nRegards\n");
}

/* A string of a program, with all that is no letter or digit escaped. */
static void
put_string(struct octets *o, struct arena *arena, struct span der)
{
	struct octets text = OCTETS(o->tool);

	put_pem(&text, der);
	put_text(o, "v = \"");
	for (size_t i = 0; i < text.n; i++)
		if (memchr("+/=\n", text.p[i], 4) != NULL)
			put_text(o, arena_printf(arena, "\\x%02x", text.p[i]));
		else
			octets_put(o, text.p + i, 1);
	put_text(o, "\";\n");
}

/* Two columns of PEM without quotes, as psql -A has them; a row has a certificate once. */
static void
put_rows(struct octets *o, const struct all *a)
{
	put_text(o, "name|certificate|issuer\n");
	for (size_t i = 0; i < a->n; i++) {
		bool two = i + 1 < a->n && !span_eq(a->der[i], a->der[i + 1]);

		put_text(o, "a|");
		put_pem(o, a->der[i]);
		put_text(o, "|");
		if (two)
			put_pem(o, a->der[++i]);
		else
			put_text(o, "\n");
	}
}

/* PEM with something around each of its lines that stands for none of its octets; `fill`: the short ones are filled up to 64 characters. */
static void
put_around(struct octets *o, struct span der, const char *before, const char *behind, bool fill)
{
	struct octets text = OCTETS(o->tool);

	put_pem(&text, der);
	for (size_t i = 0, n; i < text.n; i += n + 1) {
		n = (size_t)((const uint8_t *)memchr(text.p + i, '\n', text.n - i) - (text.p + i));
		put_text(o, before);
		octets_put(o, text.p + i, n);
		for (size_t k = n; fill && k < 64; k++)
			octets_byte(o, ' ');
		put_text(o, behind);
	}
}

/* Strings of C, of 16 octets each. */
static void
put_c(struct octets *o, struct arena *arena, struct span der)
{
	put_text(o, "static const char c[] =\n");
	for (size_t i = 0; i < der.n; i++)
		put_text(o, arena_printf(arena, "%s\\x%02x%s", i % 16 == 0 ? "  \"" : "", der.p[i], i % 16 == 15 || i + 1 == der.n ? "\"\n" : ""));
	put_text(o, "  ;\n");
}

static bool
write_as(struct all *a, const char *name, const struct octets *o)
{
	return file_write(&a->tool, arena_printf(&a->arena, "%s/%s", a->folder, name), octets_as_span(o));
}

static bool
write_forms(struct all *a)
{
	struct octets pem = OCTETS(&a->tool), der = pem, lines = pem, csv = pem, ndjson = pem, pkcs7 = pem, mail = pem, hex = pem;

	put_text(&csv, "id,certificate\n");
	for (size_t i = 0; i < a->n; i++) {
		put_pem(&pem, a->der[i]);
		octets_span(&der, a->der[i]);
		put_base64(&lines, a->der[i], false);
		put_text(&csv, arena_printf(&a->arena, "%zu,", i));
		put_base64(&csv, a->der[i], false);
		put_text(&ndjson, "{\"certificate\":\"");
		put_base64(&ndjson, a->der[i], false);
		ndjson.n--;
		put_text(&ndjson, "\"}\n");
		put_hex(&hex, a->der[i]);
	}
	put_pkcs7(&pkcs7, a);
	put_text(&mail, "From: a@nordlicht-werke.de\nSubject: certificates\nMIME-Version: 1.0\n"
	    "Content-Type: application/pkcs7-mime; smime-type=certs-only; name=smime.p7c\nContent-Transfer-Encoding: base64\n\n");
	put_base64(&mail, octets_as_span(&pkcs7), true);
	return write_as(a, "all.pem", &pem) && write_as(a, "all.der", &der) && write_as(a, "all.txt", &lines) &&
	    write_as(a, "all.csv", &csv) && write_as(a, "all.ndjson", &ndjson) && write_as(a, "all.p7b", &pkcs7) &&
	    write_as(a, "all.eml", &mail) && write_as(a, "all.hex", &hex);
}

static bool
write_shown(struct all *a)
{
	struct octets cells = OCTETS(&a->tool), folded = cells, strings = cells, around = cells, rows = cells;

	put_rows(&rows, a);
	put_text(&cells, "     n | encode\n-------+-------\n");
	put_text(&around, "certs=(\n");
	for (size_t i = 0; i < a->n; i++) {
		put_cell(&cells, &a->arena, i, a->der[i]);
		put_folded(&folded, a->der[i]);
		put_string(&strings, &a->arena, a->der[i]);
		put_base64(&around, a->der[i], false);
	}
	put_text(&cells, arena_printf(&a->arena, "(%zu rows)\n", a->n));
	put_text(&around, ")\n");
	return write_as(a, "all.psql", &cells) && write_as(a, "all.folded", &folded) && write_as(a, "all.js", &strings) &&
	    write_as(a, "all.sh", &around) && write_as(a, "all.rows", &rows);
}

/* What stands beside the lines takes no part in them: a certificate that is damaged inside is judged as it is. */
static bool
write_around(struct all *a)
{
	struct octets indented = OCTETS(&a->tool), quoted = indented, strings = indented, yaml = indented, box = indented, c = indented;

	for (size_t i = 0; i < a->n; i++) {
		put_around(&indented, a->der[i], "    ", "\n", false);
		put_around(&quoted, a->der[i], "> ", "\n", false);
		put_around(&strings, a->der[i], "\t\"", "\\n\",\n", false);
		put_text(&yaml, "- certificate: |\n");
		put_around(&yaml, a->der[i], "    ", "\n", false);
		put_around(&box, a->der[i], "\xe2\x94\x82 ", " \xe2\x94\x82\n", true);
		put_c(&c, &a->arena, a->der[i]);
	}
	return write_as(a, "all.indented", &indented) && write_as(a, "all.quoted", &quoted) && write_as(a, "all.strings", &strings) &&
	    write_as(a, "all.yaml", &yaml) && write_as(a, "all.box", &box) && write_as(a, "all.c", &c);
}

static bool
write_alone(struct all *a)
{
	for (size_t i = 0; i < a->n; i += 40) {
		struct octets one = OCTETS(&a->tool);

		put_pem(&one, a->der[i]);
		if (!write_as(a, arena_printf(&a->arena, "alone-%05zu.pem", i), &one))
			return false;
	}
	return true;
}

/* A definite length in the fewest octets that is the whole, and a SEQUENCE in it. */
static bool
is_framed(struct span s)
{
	size_t head = s.n > 4 && s.p[1] == 0x82 ? 4 : s.n > 3 && s.p[1] == 0x81 ? 3 : 2, n = 0;

	if (s.n < 8 || s.p[0] != 0x30 || (head == 2 && s.p[1] >= 0x80))
		return false;
	for (size_t i = 2; i < head; i++)
		n = n << 8 | s.p[i];
	n = head == 2 ? s.p[1] : n;
	return n == s.n - head && s.p[head] == 0x30;
}

static void
add_bundle(struct all *a, const char *path)
{
	size_t size;
	const char *text = file_read(&a->tool, path, &size);

	for (const char *at = text; at != NULL && (at = strstr(at, "\n-----BEGIN CERTIFICATE-----")) != NULL; at++) {
		const char *name = at;
		struct span der;

		while (name > text && name[-1] != '\n')
			name--;
		/* What a time stamping authority answers is a container, but where a label calls it a certificate. */
		if (strncmp(name, "# ", 2) != 0 || strncmp(name, "# time-stamp-", 13) == 0)
			continue;
		der = bundle_find(&a->tool, text, arena_printf(&a->arena, "%.*s", (int)(at - name - 2), name + 2));
		if (!is_framed(der))
			continue;
		if (a->n == a->cap) {
			a->cap = a->cap == 0 ? 4096 : a->cap * 2;
			a->der = realloc(a->der, a->cap * sizeof *a->der);
		}
		a->der[a->n++] = der;
	}
}

int
main(int argc, char **argv)
{
	struct all a = { .n = 0 };
	bool ok;

	if (argc < 3)
		return 2;
	arena_init(&a.arena);
	a.tool.arena = &a.arena;
	a.folder = argv[1];
	for (int i = 2; i < argc; i++)
		add_bundle(&a, argv[i]);
	ok = a.n > 0 && write_forms(&a) && write_shown(&a) && write_around(&a) && write_alone(&a);
	printf("%zu certificates\n", a.n);
	if (!ok)
		printf("%s\n", a.tool.error);
	free(a.der);
	arena_free(&a.arena);
	return !ok;
}
