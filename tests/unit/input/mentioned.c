/* SPDX-License-Identifier: Apache-2.0 */
/* What is no certificate and has lost none: a Name in base64, and words about how base64 of PEM begins. */
#include "subjects.h"

#include "carriers.h"
#include "der/der.h"
#include "input/pem/scan/mentioned.h"
#include "input/sniff.h"

/* The issuer of a certificate (RFC 5280 4.1.2.4), which stands behind its version, number and algorithm. */
static struct span
issuer_of(struct span der)
{
	struct der_tlv outer, tbs, part = { .id = 0 };

	assert_int_equal(der_next(&der, &outer), DER_OK);
	assert_int_equal(der_next(&outer.val, &tbs), DER_OK);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(der_next(&tbs.val, &part), DER_OK);
	assert_true(sniff_name(part.raw));
	return part.raw;
}

static void
expect_one(const char *what, struct out *o, unsigned unreadable)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] != 1 || got.others > 0 || got.unreadable != unreadable)
		fail_msg("%s: %u of the subject, %u others, %u unreadable (%s), of:\n%.*s", what, got.subjects[0], got.others, got.unreadable,
		    got.words, (int)o->n, o->p);
	out_clear(o);
}

/* A Name beside a certificate, in every form of text, on one line or wrapped, is none, and none is told of. */
static void
test_names(void **state)
{
	static const char *const before[] = { "subject: ", "", "{\"subject\": \"", "s,c\n", "# " };
	static const char *const behind[] = { "\n", "\n", "\", \"cert\": \"", ",", "\n" };
	struct span name = issuer_of(out_span(&subject[0]));
	struct out o = { NULL, 0, 0, false };

	(void)state;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		for (unsigned way = 0; way < 4; way++) {
			bool value = i == 2 || i == 3;

			if (value && way > 1)
				continue;
			out_str(&o, before[i]);
			if (way & 2)
				in_lines(&o, name, 64, "", "\n");
			else
				base64_write(&o, name);
			out_str(&o, behind[i]);
			if (value)
				base64_write(&o, out_span(&subject[0]));
			else
				pem(&o, out_span(&subject[0]));
			out_str(&o, i == 2 ? "\"}\n" : value ? "\n" : "");
			expect_one(before[i], &o, 0);
		}
	out_free(&o);
}

/* What is left of a certificate right behind a Name is told of; a Name that is damaged is none. */
static void
test_beside_remains(void **state)
{
	struct span name = issuer_of(out_span(&subject[0])), der = out_span(&subject[1]);
	struct out o = { NULL, 0, 0, false }, text = o;

	(void)state;
	for (size_t cut = 192; cut < 600; cut += 48) {
		out_str(&o, "issuer: ");
		base64_write(&o, name);
		out_char(&o, '\n');
		in_lines(&o, span_from(der, cut), 64, "", "\n");
		out_char(&o, '\n');
		pem(&o, out_span(&subject[0]));
		expect_one("remains", &o, 1);
	}
	base64_write(&text, name);
	assert_int_equal(mentioned_name(out_span(&text)), text.n);
	for (size_t i = 0; i < text.n && text.p[i] != '='; i++) {
		assert_int_equal(mentioned_name(span_sub(out_span(&text), 0, i)), 0);
		out_clear(&o);
		out_mem(&o, text.p, text.n);
		o.p[i] = '!';
		assert_int_equal(mentioned_name(out_span(&o)), 0);
	}
	out_free(&text);
	out_free(&o);
}

/* Comments and words that say how base64 of a block begins; a value that is cut there is unreadable. */
static void
test_armour(void **state)
{
	static const struct { const char *text; unsigned unreadable; } lines[] = {
		{ "# a value that begins with LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t is PEM\n", 0 }, { "# LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==\n", 0 },
		{ "// LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSU...\n", 0 }, { "  -- starts with \"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t\"\n", 0 },
		{ "It should start with LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t.\n", 0 }, { "/* LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t */\n", 0 },
		{ "# LS0tLS1CRUdJTiBDRVJUSU\n", 0 },
		{ "tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==\n", 1 }, { "the new tls.crt is: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==\n", 1 },
		{ "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSU\n", 1 },
		{ "# tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJJakFOQmdrcWhraUc5dzBCQVFFRkFBT0NBUTg=\n", 1 },
	};
	struct out o = { NULL, 0, 0, false };

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		out_str(&o, lines[i].text);
		pem(&o, out_span(&subject[0]));
		expect_one(lines[i].text, &o, lines[i].unreadable);
		pem(&o, out_span(&subject[0]));
		out_str(&o, lines[i].text);
		expect_one(lines[i].text, &o, lines[i].unreadable);
	}
	out_free(&o);
}

/* Base64 of a block behind words or a sign, folded at any width: what goes on in the next line is read. */
static void
test_folded(void **state)
{
	static const struct { const char *before, *between, *behind; } forms[] = {
		{ "The new certificate of Anna is ", "\n", "\n\nRegards\n" }, { "The new certificate of Anna is ", "\r\n", "\r\n\r\nRegards\r\n" },
		{ "/* ", "\n", " */\n" }, { "<!-- ", "\n", " -->\n" }, { "* ", "\n  ", "\n" }, { "text\n\n* Certificate: ", "\n  ", "\n" },
	};
	struct out block = { NULL, 0, 0, false }, text = block, o = block;

	(void)state;
	pem(&block, out_span(&subject[0]));
	base64_write(&text, out_span(&block));
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (size_t width = 36; width <= 76; width += 4) {
			out_str(&o, forms[i].before);
			for (size_t n = 0; n < text.n; n++) {
				out_str(&o, n > 0 && n % width == 0 ? forms[i].between : "");
				out_char(&o, text.p[n]);
			}
			out_str(&o, forms[i].behind);
			expect_one(forms[i].before, &o, 0);
		}
	out_free(&block);
	out_free(&text);
	out_free(&o);
}

/* Words, paths and other base64 in the line behind are none of the block that is spoken of. */
static void
test_next_lines(void **state)
{
	static const char *const lines[] = {
		"which is cut.", "/usr/share/ca-certificates/mozilla/root.crt", "# of the certificate", "ThisIsALongWordOfLettersAlone", "aGVsbG8gd29ybGQhIQAAAAAAAAAA",
		"0123456789abcdef0123456789abcdef01234567", "",
	};
	struct out o = { NULL, 0, 0, false };

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		for (unsigned way = 0; way < 2; way++) {
			out_fmt(&o, "%s LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1J\n%s\n", way == 0 ? "#" : "the answer of the server was", lines[i]);
			pem(&o, out_span(&subject[0]));
			expect_one(lines[i], &o, 0);
		}
	out_free(&o);
}

/* A number above a body that points exactly at one of its line ends is no length of a chunk. */
static void
test_numbers(void **state)
{
	struct out body = { NULL, 0, 0, false }, o = body;

	(void)state;
	pem(&body, out_span(&subject[0]));
	for (size_t i = 0; i < body.n; i++) {
		if (body.p[i] != '\n')
			continue;
		out_fmt(&o, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n%zx\n", i);
		out_mem(&o, body.p, body.n);
		expect_one("a number", &o, 0);
	}
	out_free(&body);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_beside_remains),
		cmocka_unit_test(test_armour),
		cmocka_unit_test(test_folded),
		cmocka_unit_test(test_next_lines),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
