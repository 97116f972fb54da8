/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - objects and lists with more than a certificate: what stands beside one does not hide it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/base64.h"
#include "carriers.h"
#include "subjects.h"

static unsigned wrong;

/* PEM as the text of a member; a name, and the text of any. */
static void
member(struct out *o, const char *name, struct span der)
{
	out_fmt(o, "\"%s\": \"", name);
	pem_escaped(o, der);
	out_char(o, '"');
}

/* So many of the first two subjects, and of unreadable things no more. */
static void
expect_each(const char *what, struct out *o, unsigned first, unsigned second, unsigned unreadable)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] != first || got.subjects[1] != second || got.others > 0 || got.unreadable != unreadable) {
		wrong++;
		printf("%s: %u %u of the subjects, %u other results, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1],
		    got.others, got.unreadable, got.words);
	}
	out_free(o);
}

/* What stands beside a certificate in each object of a log does not hide it: small blocks, and words about them. */
static void
test_members(void **state)
{
	static const char key[] = "-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\\n"
	    "-----END PUBLIC KEY-----\\n";
	/* Of the first object, and of the others. */
	static const char *const texts[][2] = {
		{ key, key }, { "see", key }, { key, "done" }, { "it starts with " BEGIN, "it starts with " BEGIN },
		{ "it starts with " BEGIN, "done" }, { BEGIN " was there", "done" }, { "it starts with " BEGIN " they say", "" },
		{ "it starts with " BEGIN, "it ends" }, { END, END },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (unsigned behind = 0; behind < 2; behind++) {
			struct out o = { NULL, 0, 0, false };

			for (unsigned k = 0; k < 5; k++) {
				const char *text = texts[i][k > 0];

				out_fmt(&o, behind ? "{" : "{\"note\": \"%s\", ", text);
				member(&o, "cert", out_span(&subject[k % 2]));
				out_fmt(&o, behind ? ", \"note\": \"%s\"}\n" : "}\n", text);
			}
			expect_each(texts[i][0], &o, 3, 2, 0);
		}
	assert_int_equal(wrong, 0);
}

/* A block line by line, and a certificate in another member of each object; the same, cut off. */
static void
test_log_with_members(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned cut = 0; cut < 3; cut++)
		for (unsigned behind = 0; behind < 2; behind++) {
			struct out text = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
			unsigned lines = 0;

			pem(&text, out_span(&subject[0]));
			text.n -= cut * (sizeof END + 3);
			for (char *at = text.p, *lf; at < text.p + text.n && (lf = memchr(at, '\n', (size_t)(text.p + text.n - at))) != NULL; at = lf + 1) {
				out_str(&o, "{");
				if (!behind) {
					member(&o, "a", out_span(&subject[1]));
					out_str(&o, ", ");
				}
				out_fmt(&o, "\"log\": \"host a[1]: %.*s\\n\"", (int)(lf - at), at);
				if (behind) {
					out_str(&o, ", ");
					member(&o, "a", out_span(&subject[1]));
				}
				out_str(&o, "}\n");
				lines++;
			}
			expect_each(cut > 0 ? "a log with a block that is cut off" : "a log", &o, cut == 0, lines, cut > 0);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

/* The head of the block is gone, or a line inside it is another, or its end is: told of once, before a whole one and behind it. */
static void
test_log_without_head(void **state)
{
	static const char *const before[] = { "", "host a[1]: ", "| " };
	static const struct { unsigned from, to, other; } ways[] = {
		{ 1, 99, 99 }, { 2, 99, 99 }, { 7, 99, 99 }, { 2, 9, 99 }, { 3, 99, 9 }, { 0, 99, 7 }, { 0, 9, 99 }
	};
	char name[64];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof before / sizeof *before * 2; i++)
		for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
			struct out o = { NULL, 0, 0, false }, text = o;

			for (unsigned k = 0; k < 2; k++) {
				unsigned line = 0, which = k == i % 2 ? 0 : 1;

				out_clear(&text);
				pem(&text, out_span(&subject[which]));
				for (char *at = text.p, *lf; (lf = memchr(at, '\n', (size_t)(text.p + text.n - at))) != NULL; at = lf + 1, line++) {
					if (which == 0 && (line < ways[w].from || line >= ways[w].to))
						continue;
					if (which == 0 && line == ways[w].other)
						out_fmt(&o, "{\"n\": %u, \"log\": \"%sGET /a HTTP/1.1\\n\"}\n", line, before[i / 2]);
					out_fmt(&o, "{\"n\": %u, \"log\": \"%s%.*s\\n\"}\n", line, before[i / 2], (int)(lf - at), at);
					if (lf + 1 == text.p + text.n)
						break;
				}
			}
			snprintf(name, sizeof name, "%s, way %zu, order %zu", before[i / 2], w, i % 2);
			expect_each(name, &o, 0, 1, 1);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

/* What is whole in such a line is no part of one: a small CRL, a request. */
static void
test_small_in_log(void **state)
{
	static const char *const texts[] = {
		"MIGkMEwCAQEwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCY2EXDTI2MTEyNDA3MzkxMVoXDTI2MTEyNzA3MzkxMVqgDjAMMAoGA1UdFAQDAgEBMAoGCCqGSM49BAMCA0gAMEUCIQ==",
		"MIIBgAYJKoZIhvcNAQcDoIIBcTCCAW0CAQAxggEoMIIBJAIBADAMMQowCAYDVQQDDAFhMQowCAYDVQQDDAFiMQowCAYDVQQDDAFjMA0GCSqGSIb3DQEBAQUABIIBABmH",
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct out o = { NULL, 0, 0, false };

		out_fmt(&o, "{\"n\": 1, \"log\": \"%s\"}\n{", texts[i]);
		member(&o, "cert", out_span(&subject[1]));
		out_str(&o, "}\n");
		/* The first is a CRL that is cut off. */
		expect_each(texts[i], &o, 0, 1, i == 0);
	}
	assert_int_equal(wrong, 0);
}

/* Parts of a certificate that are no lines of one body: each is told of. */
static void
test_damaged_members(void **state)
{
	static const size_t lengths[] = { 132, 200, 300, 500, 600 };
	struct out text = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	base64_write(&text, out_span(&subject[0]));
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct out o = { NULL, 0, 0, false };

		for (unsigned n = 0; n < 8; n++)
			out_fmt(&o, "{\"id\": %u, \"blob\": \"%.*s\"}\n", n, (int)lengths[i], text.p + 280 + n * 4);
		expect_each("members of several objects", &o, 0, 0, 8);
	}
	out_free(&text);
	assert_int_equal(wrong, 0);
}

/* Certificates in a list with words about armour are items each; lines of a block are one. */
static void
test_lists(void **state)
{
	static const char *const words[] = { BEGIN " was here", "it was " BEGIN, "see " BEGIN " here", "it ended with " END };
	char name[64];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (unsigned at = 0; at < 3; at++) {
			struct out o = { NULL, 0, 0, false };

			out_char(&o, '[');
			for (unsigned k = 0; k < 3; k++) {
				out_fmt(&o, k > 0 ? ", \"" : "\"");
				if (k == at)
					out_str(&o, words[i]);
				else
					pem_escaped(&o, out_span(&subject[k - (k > at)]));
				out_char(&o, '"');
			}
			out_str(&o, "]\n");
			snprintf(name, sizeof name, "item %u: %s", at, words[i]);
			expect_each(name, &o, 1, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

/* A good one beside it does not hide what stands in the place of a certificate and is none; names of files and addresses are none. */
static void
test_beside_good(void **state)
{
	/* "@" is a certificate. */
	static const struct { const char *text; unsigned good, unreadable; } texts[] = {
		{ "{\"certificate\": [\"@\", \"hello world\"]}", 1, 1 }, { "{\"x5c\": [\"@\", \"hello world\", \"x\"]}", 1, 2 },
		{ "{\"x5c\": [\"x\", \"@\"]}", 1, 1 }, { "{\"certificate\": \"@\", \"pem\": \"hello world\"}", 1, 1 },
		{ "{\"a\": \"@\", \"b\": {\"cert_pem\": \"none\"}}", 1, 1 }, { "{\"x5c\": [\"@\", \"\"]}", 1, 0 },
		{ "{\"certificate\": \"@\", \"pem\": \"server.pem\"}", 1, 0 }, { "{\"certificate\": \"@\", \"pem\": \"\"}", 1, 0 },
		{ "{\"pem\": \"@\", \"cert\": \"server\"}", 1, 0 }, { "{\"certificate\": \"@\", \"links\": {\"pem\": \"/c/12\"}}", 1, 0 },
		{ "{\"names\": [\"@\", \"hello world\"]}", 1, 0 }, { "{\"chain\": [\"@\", \"MIIB\"]}", 1, 1 }, { "{\"chain\": [\"MIIB\", \"a\"]}", 0, 1 },
		{ "{\"pem\": \"@\", \"cert\": \"MIIB\"}", 1, 1 }, { "{\"pem\": \"@\", \"cert\": \"k8Hx/9hR0s2vTq+LwZ3mA1yBn4Ue7fJd5GoC\"}", 1, 1 },
		{ "{\"a\": \"@\", \"b\": \"MIIEfTCCA2WgAwIBAgIUJx8ZBk0YbK4h1V7Q\"}", 1, 1 }, { "{\"cert\": \"@\", \"pem\": \"k8Hx/9hR0s2vTq\"}", 1, 0 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct out o = { NULL, 0, 0, false };

		for (const char *c = texts[i].text; *c != '\0'; c++)
			if (*c == '@')
				base64_write(&o, out_span(&subject[0]));
			else
				out_char(&o, *c);
		out_char(&o, '\n');
		expect_each(texts[i].text, &o, texts[i].good, 0, texts[i].unreadable);
	}
	assert_int_equal(wrong, 0);
}

/*
 * The member of another name that holds certificates in the objects before: base64 that is none is damaged, and words are something else.
 * Base64 in another member is told of where it shows what remains of a certificate.
 */
static void
test_known_by_content(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t cut = 0; cut < 9; cut++) {
		struct out o = { NULL, 0, 0, false }, text = { NULL, 0, 0, false };

		for (unsigned k = 0; k < 2; k++) {
			out_clear(&text);
			base64_write(&text, out_span(&subject[k]));
			out_fmt(&o, "{\"foo\": \"%.*s\", \"id\": %u}\n", (int)text.n, text.p, k);
		}
		out_fmt(&o, "{\"foo\": \"%.*s\"}\n{\"foo\": \"hello world\"}\n{\"bar\": \"%.*s\"}\n", (int)(text.n - 5 - cut), text.p + 5 + cut,
		    (int)(text.n - 5), text.p + 5);
		expect_each("foo", &o, 1, 1, 2);
		out_free(&text);
	}
	assert_int_equal(wrong, 0);
}

/* Two such members in an object, of which one is damaged. */
static void
test_several_by_content(void **state)
{
	static const char *const parts[] = { "MIIB", "MIIEfTCCA2WgAwIBAgIUJx8", "k8Hx9hR0s2vTqLwZ3mA1yBn4Ue7fJd5GoCbNpXiWtK6" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (unsigned at = 0; at < 2; at++) {
			struct out o = { NULL, 0, 0, false };

			for (unsigned line = 0; line < 3; line++)
				for (unsigned k = 0; k < 2; k++) {
					out_fmt(&o, k == 0 ? "{\"a%u\": \"" : "\", \"a%u\": \"", k);
					if (line == 1 && k == at)
						out_str(&o, parts[i]);
					else
						base64_write(&o, out_span(&subject[(line + k) % 2]));
					out_str(&o, k == 1 ? "\"}\n" : "");
				}
			expect_each(parts[i], &o, at == 0 ? 3 : 2, at == 0 ? 2 : 3, 1);
		}
	assert_int_equal(wrong, 0);
}

/* JSON_MOST_CONTENTS: so many members of any names are known, and base64 that is none is told of before a certificate and behind it. */
static void
test_order(void **state)
{
	static const unsigned members[] = { 1, 5, 31, 32, 33 };
	char name[64];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		for (unsigned way = 0; way < 4; way++) {
			bool before = way & 1, list = way & 2;
			struct out o = { NULL, 0, 0, false };

			out_str(&o, list ? "[\n" : "");
			for (unsigned k = 0; k <= members[i]; k++) {
				if (k == (before ? 0 : members[i]))
					out_fmt(&o, "{\"m%u\": \"k8Hx9hR0s2vTqLwZ3mA1yBn4Ue7fJd5GoCbNpXiWtK6k8Hx9hR0s2vTqLwZ3mA1yBn4Ue7f\"}%s\n",
					    members[i] - 1, list && before ? "," : "");
				if (k == members[i])
					break;
				out_fmt(&o, "{\"m%u\": \"", k);
				base64_write(&o, out_span(&subject[0]));
				out_fmt(&o, "\"}%s\n", list && (!before || k + 1 < members[i]) ? "," : "");
			}
			out_str(&o, list ? "]\n" : "");
			snprintf(name, sizeof name, "%u members, way %u", members[i], way);
			expect_each(name, &o, members[i], 0, members[i] <= 32);
		}
	assert_int_equal(wrong, 0);
}

/* A digest beside a certificate, in whatever form, is none that is damaged; a part of the same length that begins as one is. */
static void
test_digests(void **state)
{
	static const struct { const char *text; unsigned unreadable; } texts[] = {
		{ "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", 0 }, { "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", 0 }, { "0UoCjCo6K8lHYQK7KII0xBWisB+CjqYqxbPkLw==", 0 },
		{ "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==", 0 },
		{ "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", 0 }, { "2jmj7l5rSw0yVb/vlWAYkK/YBwk", 0 }, { "0UoCjCo6K8lHYQK7KII0xBWisB+CjqYqxbPkLw", 0 },
		{ "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg", 0 },
		{ "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0 }, { "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", 0 },
		{ "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e", 0 },
		{ "MIIEfTCCA2WgAwIBAgIUJx8BSa+/TImW+5JCeuQeRkm=", 1 }, { "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUabcd=", 1 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (unsigned way = 0; way < 3; way++) {
			struct out o = { NULL, 0, 0, false };

			/* A long one in the place of a certificate is none. */
			if (way == 1 && strlen(texts[i].text) >= 64)
				continue;
			out_str(&o, way == 0 ? "{\"type\": \"cert\", \"value\": \"" : way == 1 ? "{\"leaf\": \"" : "id,cert,leaf\n1,,");
			base64_write(&o, out_span(&subject[0]));
			out_fmt(&o, way == 0 ? "\"}\n{\"type\": \"digest\", \"value\": \"%s\"}\n" : way == 1 ? "\", \"cert\": \"%s\"}\n" :
			    "\n2,,%s\n", texts[i].text);
			expect_each(texts[i].text, &o, 1, 0, texts[i].unreadable);
		}
	assert_int_equal(wrong, 0);
}

/* A list among the items of another makes nobody look through the other again: this took more than a minute. */
static void
test_lists_by_turns(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	out_str(&o, "{\"x\": [[\"");
	base64_write(&o, out_span(&subject[0]));
	out_str(&o, "\"]");
	for (unsigned i = 0; i < 60000; i++)
		out_str(&o, ", \"MIIDMjCCAhqg\", [\"MIIDMjCCAhqg\"]");
	out_str(&o, "]}");
	alarm(60);
	expect_each("lists by turns", &o, 1, 0, 0);
	alarm(0);
	assert_int_equal(wrong, 0);
}

/* JSON_RECORD_DEPTH: the object is the first of the depths; what stands in the last of them is found, and what is cut off beside it. */
static void
test_depth(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned depth = 999; depth <= 1001; depth++) {
		struct out o = { NULL, 0, 0, false };

		out_str(&o, "{\n\"x\": ");
		for (unsigned i = 1; i < depth; i++)
			out_str(&o, "[");
		out_str(&o, "\"");
		base64_write(&o, out_span(&subject[0]));
		out_str(&o, "\", \"MIIDMjCCAhqg\"");
		for (unsigned i = 1; i < depth; i++)
			out_str(&o, "]");
		out_str(&o, "\n}\n");
		expect_each("depth", &o, 1, 0, 1);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_log_with_members),
		cmocka_unit_test(test_log_without_head),
		cmocka_unit_test(test_small_in_log),
		cmocka_unit_test(test_damaged_members),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_beside_good),
		cmocka_unit_test(test_known_by_content),
		cmocka_unit_test(test_several_by_content),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_digests),
		cmocka_unit_test(test_lists_by_turns),
		cmocka_unit_test(test_depth),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
