/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of certificates without what ends them, and blocks with words beside BEGIN: none is lost in silence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "subjects.h"

static unsigned wrong;

/* So many of the first two subjects, unreadable ones and nothing else are read of the text, which is none any more; a, b: the case. */
static void
expect(struct out *text, unsigned first, unsigned second, unsigned unreadable, size_t a, size_t b)
{
	struct read got = read_all(out_span(text));

	if (got.subjects[0] != first || got.subjects[1] != second || got.others != 0 || got.unreadable != unreadable)
		fail_msg("case %zu, %zu: %u %u of the subjects, %u others, %u unreadable (%s)", a, b, got.subjects[0], got.subjects[1], got.others,
		    got.unreadable, got.words);
	out_free(text);
}

static void
json_member(struct out *o, struct span text)
{
	out_str(o, "{\"certificate\": \"");
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n')
			out_str(o, "\\n");
		else
			out_char(o, (char)text.p[i]);
	out_str(o, "\"}\n");
}

static void
csv_cell(struct out *o, struct span text)
{
	out_str(o, "id,cert\n1,\"");
	plain(o, text);
	out_str(o, "\"\n");
}

static void
in_armour(struct out *o, struct span text)
{
	out_str(o, "-----BEGIN CERTIFICATE-----\n");
	plain(o, text);
	out_str(o, "\n-----END CERTIFICATE-----\n");
}

/* Base64 of an element without its "=", in lines of so many characters. */
static void
unpadded(struct out *o, struct span der, size_t width)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, der);
	while (text.n > 0 && text.p[text.n - 1] == '=')
		text.n--;
	for (size_t i = 0; i < text.n; i++) {
		out_str(o, i > 0 && i % width == 0 ? "\n" : "");
		out_char(o, text.p[i]);
	}
	out_free(&text);
}

/* Base64 of two without "=", one behind the other: the second is out of step with the octets of the first, and is read or told of. */
static void
test_out_of_step(void **state)
{
	static carrier_fn *const places[] = { plain, in_armour, json_member, csv_cell };
	static const struct { size_t width; const char *between; } ways[] = { { 64, "\n" }, { 76, "\n" }, { 50, "\n" },
	    { 100000, "\n" }, { 100000, "" } };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
			for (unsigned end = 0; end < 3; end++) {
				struct out first = { NULL, 0, 0, false }, two = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
				struct read got;

				/* Each remainder of three octets; what trails a certificate belongs to it. */
				out_mem(&first, subject[0].p, subject[0].n);
				for (unsigned k = 0; k < end; k++)
					out_char(&first, 0);
				unpadded(&two, out_span(&first), ways[w].width);
				out_str(&two, ways[w].between);
				unpadded(&two, out_span(&subject[1]), ways[w].width);
				places[i](&o, out_span(&two));
				got = read_all(out_span(&o));
				if (got.subjects[1] + got.unreadable == 0) {
					wrong++;
					printf("place %zu, way %zu, %u more octets: the second is lost\n", i, w, end);
				}
				out_free(&first);
				out_free(&two);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* The same of hexadecimal, with an odd digit between them. */
static void
test_odd_digit(void **state)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < subject[i].n; k++)
			out_fmt(&o, "%02x", (uint8_t)subject[i].p[k]);
		out_str(&o, i == 0 ? "7" : "\n");
	}
	got = read_all(out_span(&o));
	assert_int_equal(got.subjects[1] + got.unreadable, 1);
	out_free(&o);
}

static void
block_of(struct out *o, struct span der)
{
	struct out text = { NULL, 0, 0, false };

	unpadded(&text, der, 64);
	while (text.n % 65 % 4 != 0)
		out_char(&text, '=');
	in_armour(o, out_span(&text));
	out_free(&text);
}

/* A block with words beside its BEGIN, without its first line, is one that cannot be read; words alone are none. */
static void
test_words_beside(void **state)
{
	static const struct { const char *before, *behind; } words[] = {
		{ "cert: ", " (pem)" }, { "cert: ", "\x1b[0m" }, { "see ", " below." }
	};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (unsigned body = 0; body < 2; body++) {
			struct out block = { NULL, 0, 0, false }, o = block;

			block_of(&block, out_span(&subject[0]));
			out_mem(&block, "", 1);
			out_fmt(&o, "%s-----BEGIN CERTIFICATE-----%s\n", words[i].before, words[i].behind);
			/* From its third line. */
			if (body > 0)
				out_str(&o, strchr(strchr(block.p, '\n') + 1, '\n') + 1);
			block_of(&o, out_span(&subject[1]));
			expect(&o, 0, 1, body, i, body);
			out_free(&block);
		}
}

/* As long as those of a block, but without BEGIN and END. */
static void body_lines(struct out *o, struct span der) { in_lines(o, der, 64, "", "\n"); }

static void
json_line(struct out *o, struct span der)
{
	out_str(o, "{\"cert\": \"");
	base64_write(o, der);
	out_str(o, "\"}\n");
}

static void
base64_of_block(struct out *o, struct span der)
{
	struct out block = { NULL, 0, 0, false };

	block_of(&block, der);
	out_str(o, "tls.crt: ");
	base64_line(o, out_span(&block));
	out_free(&block);
}

static void
c_array(struct out *o, struct span der)
{
	out_str(o, "unsigned char x[] = {");
	hex_source(o, der);
	out_str(o, "};\n");
}

static void
ldif(struct out *o, struct span der)
{
	out_str(o, "dn: cn=a\nuserCertificate;binary:: ");
	base64_line(o, der);
}

/* A block whose END is gone has ended where its body has: what stands behind it is read, whatever its label and the form behind it. */
static void
test_no_end(void **state)
{
	static carrier_fn *const behind[] = { body_lines, json_line, base64_of_block, c_array, xml, ldif, block_of };
	static const char *const labels[] = { "PRIVATE KEY", "X", "CERTIFICATE REQUEST", "PGP MESSAGE", "CERTIFICATE" };
	static const char *const bodies[] = { "[redacted]\n", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n\n", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n...\n",
	    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n" };

	(void)state;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
		for (size_t l = 0; l < sizeof labels / sizeof *labels; l++)
			for (size_t k = 0; k < sizeof bodies / sizeof *bodies; k++) {
				struct out o = { NULL, 0, 0, false };

				block_of(&o, out_span(&subject[0]));
				out_fmt(&o, "-----BEGIN %s-----\n%s", labels[l], bodies[k]);
				behind[i](&o, out_span(&subject[1]));
				expect(&o, 1, 1, strcmp(labels[l], "CERTIFICATE") == 0, i, 10 * l + k);
			}
}

/* The empty line that ends such a block is met wherever it stands, whatever the line ends: base64 behind it is none of the body. */
static void
test_empty_line_ends(void **state)
{
	static const char *const ends[] = { "\n", "\r\n" };

	(void)state;
	for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
		for (size_t n = 1000; n < 1050; n++) {
			struct out block = { NULL, 0, 0, false }, o = block;

			block_of(&block, out_span(&subject[0]));
			out_fmt(&o, "-----BEGIN PRIVATE KEY-----%s", ends[e]);
			for (size_t i = 0; i < n; i++)
				out_char(&o, "MIIEvQIBADANBgkq"[i % 16]);
			out_fmt(&o, "%s%s", ends[e], ends[e]);
			base64_write(&o, out_span(&block));
			out_str(&o, ends[e]);
			expect(&o, 1, 0, 0, n, e);
			out_free(&block);
		}
}

/*
 * What is left of a certificate behind such a block is told of: behind a key by itself, behind a certificate with that.  Behind others it may
 * be theirs, if anything of them was read.
 */
static void
test_rest_behind(void **state)
{
	static const char *const labels[] = { "PRIVATE KEY", "RSA PRIVATE KEY", "PGP PUBLIC KEY BLOCK", "CERTIFICATE", "X", "CERTIFICATE REQUEST" };
	static const char *const bodies[] = { "[redacted]\n", "...\n", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n...\n", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n\n" };

	(void)state;
	for (size_t l = 0; l < sizeof labels / sizeof *labels; l++)
		for (size_t k = 0; k < sizeof bodies / sizeof *bodies; k++) {
			struct out text = { NULL, 0, 0, false }, o = text;

			body_lines(&text, out_span(&subject[0]));
			out_fmt(&o, "-----BEGIN %s-----\n%s", labels[l], bodies[k]);
			/* From its eleventh line. */
			out_mem(&o, text.p + (size_t)10 * 65, text.n - (size_t)10 * 65);
			out_str(&o, "</X509Certificate>\n");
			xml(&o, out_span(&subject[1]));
			expect(&o, 0, 1, l < 4 || k < 2, l, k);
			out_free(&text);
		}
}

/* Base64 that is cut or damaged, at the head of a file: it is told of, and what stands behind it in another form is read. */
static void
test_damaged_head(void **state)
{
	static carrier_fn *const behind[] = { body_lines, json_line, base64_of_block, c_array, xml, ldif, block_of };
	static const size_t widths[] = { 64, 76, 100000 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
		for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
			for (unsigned way = 0; way < 4; way++) {
				struct out text = { NULL, 0, 0, false }, o = text;
				struct read got;

				unpadded(&text, out_span(&subject[0]), widths[w]);
				/* Cut at its end, characters missing, one that base64 does not have, one octet more. */
				if (way == 1)
					memmove(text.p + 300, text.p + 310, (text.n -= 10) - 300);
				else if (way == 2)
					text.p[300] = '#';
				text.n -= way == 0 ? 100 : 0;
				out_mem(&o, text.p, text.n);
				out_str(&o, way == 3 ? "AAAA#\n" : "\n");
				behind[i](&o, out_span(&subject[1]));
				behind[i](&o, out_span(&subject[2]));
				got = read_all(out_span(&o));
				if (got.subjects[1] != 1 || got.subjects[2] != 1 || (got.unreadable == 0) != (got.subjects[0] + got.others > 0)) {
					wrong++;
					printf("form %zu, %zu characters, %u: %u %u %u of the subjects, %u others, %u unreadable (%s)\n", i, widths[w], way, got.subjects[0],
					    got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words);
				}
				out_free(&text);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* Rows whose base64 goes over many lines, without padding, and has another cell behind it (mysql -r with TO_BASE64()). */
static void
test_rows_without_padding(void **state)
{
	static const char *const behind[] = { "\tn", "\tn; \"x\"", "\tAlice\t7" };

	(void)state;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
		for (size_t width = 64; width <= 76; width += 12) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			out_str(&o, "id\tto_base64(der)\tname\n");
			for (size_t s = 0; s < SUBJECTS; s++) {
				out_fmt(&o, "%zu\t", s);
				unpadded(&o, out_span(&subject[s]), width);
				out_fmt(&o, "%s\n", behind[i]);
			}
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[0] + got.subjects[1] + got.subjects[2], SUBJECTS);
			assert_int_equal(got.others + got.unreadable, 0);
			out_free(&o);
		}
}

/* Empty lines inside a body, and damage, end none that has its END. */
static void
test_empty_lines(void **state)
{
	static const char *const labels[] = { "PRIVATE KEY", "CERTIFICATE" };

	(void)state;
	for (unsigned damaged = 0; damaged < 2; damaged++)
		for (size_t l = 0; l < sizeof labels / sizeof *labels; l++) {
			struct out text = { NULL, 0, 0, false }, o = text;

			body_lines(&text, out_span(&subject[0]));
			text.p[100] = damaged > 0 ? '#' : text.p[100];
			out_fmt(&o, "-----BEGIN %s-----\n", labels[l]);
			for (size_t i = 0; i < text.n; i++) {
				/* Something else than a certificate, where it is none. */
				out_char(&o, i == 0 && l == 0 ? 'N' : text.p[i]);
				out_str(&o, text.p[i] == '\n' ? "\n" : "");
			}
			out_fmt(&o, "-----END %s-----\n", labels[l]);
			block_of(&o, out_span(&subject[1]));
			expect(&o, l == 1 && damaged == 0, 1, l == 1 && damaged > 0, l, damaged);
			out_free(&text);
		}
}

/* Its END is looked for so far and no farther: what is left of the block is told of with it either way. */
static void
test_far_end(void **state)
{
	static const char *const labels[] = { "PRIVATE KEY", "CERTIFICATE" };

	(void)state;
	for (size_t size = 32000; size < 34000; size += 500)
		for (size_t l = 0; l < sizeof labels / sizeof *labels; l++) {
			struct out o = { NULL, 0, 0, false };

			out_fmt(&o, "-----BEGIN %s-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n#\n", labels[l]);
			for (size_t n = 0; n < size; n += 65)
				out_str(&o, "AgEAz6iYzL0Pq3Yt1kXr7bGd9cQmWfNvUsHeJxKoTpLaRyDgBwMnCuVhEiSjZ5Fk\n");
			out_fmt(&o, "-----END %s-----\n", labels[l]);
			block_of(&o, out_span(&subject[1]));
			expect(&o, 0, 1, (unsigned)l, size, l);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_out_of_step),
		cmocka_unit_test(test_odd_digit),
		cmocka_unit_test(test_words_beside),
		cmocka_unit_test(test_no_end), cmocka_unit_test(test_empty_line_ends), cmocka_unit_test(test_rest_behind),
		cmocka_unit_test(test_damaged_head),
		cmocka_unit_test(test_rows_without_padding),
		cmocka_unit_test(test_empty_lines),
		cmocka_unit_test(test_far_end),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
