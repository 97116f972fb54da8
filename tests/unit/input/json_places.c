/* SPDX-License-Identifier: Apache-2.0 */
/* json_places.c - what stands in the place of a certificate in JSON, at whatever depth, and what --field names: all of it is read or told of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "subjects.h"

struct form {
	const char *text, *field;	/* the text with marks, as below */
	unsigned first, second, unreadable, skipped;
};

/* Ways of writing the octets of a list. */
#define WAYS 6

static void
octet(struct out *o, uint8_t c, unsigned way)
{
	switch (way) {
	case 0:
		out_fmt(o, "\"%02x\"", c);
		break;
	case 1:
		out_fmt(o, "\"%d\"", c);
		break;
	case 2:
		out_fmt(o, "\"0x%02X\"", c);
		break;
	case 3:
		out_fmt(o, "\"%x\"", c);
		break;
	case 4:
		out_fmt(o, "%d", (int8_t)c);
		break;
	default:
		out_fmt(o, "%d", c);
		break;
	}
}

/* "@", "#": certificates in base64; "$": the octets of the first, as a way writes them. */
static void
fill(struct out *o, const char *text, unsigned way)
{
	struct span der = out_span(&subject[0]);
	bool numbered = way == WAYS - 1;

	for (; *text != '\0'; text++) {
		if (*text == '@' || *text == '#')
			base64_write(o, out_span(&subject[*text == '#']));
		else if (*text != '$')
			out_char(o, *text);
		if (*text != '$')
			continue;
		out_char(o, numbered ? '{' : '[');
		for (size_t i = 0; i < der.n; i++) {
			/* Members need not stand in the order of their numbers. */
			size_t at = numbered ? der.n - 1 - i : i;

			out_str(o, i > 0 ? ", " : "");
			if (numbered)
				out_fmt(o, "\"%zu\": ", at);
			octet(o, der.p[at], way);
		}
		out_char(o, numbered ? '}' : ']');
	}
}

static unsigned wrong;

static void
expect(const struct form *f, unsigned way)
{
	static uint8_t buf[STREAM_SIZE];
	struct out o = { NULL, 0, 0, false };
	struct read got = { .others = 0 };
	struct span rest;
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got, .field = f->field, .others = true };

	fill(&o, f->text, way);
	rest = out_span(&o);
	assert_int_equal(input_file(&in, &r), 0);
	if (f->field == NULL)
		assert_int_equal(read_all(out_span(&o)).subjects[0], f->first);
	if (got.subjects[0] != f->first || got.subjects[1] != f->second || got.others > 0 || got.unreadable != f->unreadable ||
	    in.skipped != f->skipped) {
		wrong++;
		printf("%s, way %u, --field %s: %u %u of the subjects, %u other results, %u unreadable (%s), %u skipped\n", f->text, way,
		    f->field != NULL ? f->field : "none", got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words, (unsigned)in.skipped);
	}
	input_free(&in);
	out_free(&o);
}

/* All of them, in so many ways. */
static void
expect_all(const struct form *forms, size_t n, unsigned ways)
{
	wrong = 0;
	for (size_t i = 0; i < n; i++)
		for (unsigned way = 0; way < ways; way++)
			expect(&forms[i], way);
	assert_int_equal(wrong, 0);
}
#define EXPECT(forms, ways) expect_all(forms, sizeof(forms) / sizeof *(forms), ways)

/* All that --field names, and nothing else; certificates elsewhere are counted. */
static void
test_field(void **state)
{
	static const struct form forms[] = {
		{ "{\"certificates\": [{\"leaf\": \"@\", \"n\": 1}, {\"leaf\": \"#\", \"n\": 2}, {\"leaf\": \"@\"}]}", "leaf", 2, 1, 0, 0 },
		{ "{\"leaf\": \"@\", \"x\": {\"Leaf\": \"#\"}}", "leaf", 1, 1, 0, 0 },
		{ "{\"leaf\": \"@\", \"issuer\": \"#\", \"x\": [\"#\"]}", "leaf", 1, 0, 0, 2 },
		{ "{\"leaf\": \"@\", \"digest\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}", "leaf", 1, 0, 0, 0 },
		{ "{\"leaf\": {\"leaf\": \"@\", \"a\": [\"#\"]}}", "leaf", 1, 1, 0, 0 },
		{ "{\"leaf\": [\"@\", \"hello world\", 5, null]}", "leaf", 1, 0, 2, 0 },
		{ "{\"leaf\": {\"k\": 5}}", "leaf", 0, 0, 1, 0 }, { "{\"leaf\": [1]}", "leaf", 0, 0, 1, 0 }, { "{\"leaf\": [null]}", "leaf", 0, 0, 1, 0 },
		{ "{\"leaf\": {}}", "leaf", 0, 0, 1, 0 }, { "{\"leaf\": []}", "leaf", 0, 0, 1, 0 }, { "{\"leaf\": [[], {\"a\": 1}]}", "leaf", 0, 0, 1, 0 },
		{ "{\"leaf\": {\"k\": 5}}\n{\"leaf\": \"@\"}\n", "leaf", 1, 0, 1, 0 }, { "{\"leaf\": \"\", \"x\": {\"leaf\": \"@\"}}", "leaf", 1, 0, 0, 1 },
		{ "{\"a\": [{\"b\": \"@\"}, {\"b\": \"#\"}]}", "/a/1/b", 0, 1, 0, 1 }, { "[{\"b\": \"@\"}, {\"b\": \"#\"}]", "/1/b", 0, 1, 1, 0 },
		{ "{\"other\": \"@\"}", "leaf", 0, 0, 1, 0 },
	};
	static const struct form octets[] = {
		{ "{\"leaf\": $}", "leaf", 1, 0, 0, 0 }, { "{\"leaf\": [$, $]}", "leaf", 2, 0, 0, 0 }, { "{\"leaf\": \"#\", \"x\": $}", "leaf", 0, 1, 0, 1 },
	};

	(void)state;
	EXPECT(forms, 1);
	EXPECT(octets, WAYS);
}

/* What is in the place of a certificate and is none is told of in an object that has none, wherever others have one. */
static void
test_nested(void **state)
{
	static const struct form forms[] = {
		{ "{\"x\": [{\"cert\": \"@\"}, {\"cert\": \"hello world\"}]}", NULL, 1, 0, 1, 0 },
		{ "{\"x\": [{\"cert\": \"@\"}, {\"cert\": \"\"}, {\"cert\": null}, {\"cert\": []}]}", NULL, 1, 0, 0, 3 },
		{ "{\"x\": [{\"cert\": \"@\"}, {\"cert\": 5}]}", NULL, 1, 0, 1, 0 }, { "{\"x\": [{\"cert\": \"@\"}, {\"cert\": true}]}", NULL, 1, 0, 1, 0 },
		{ "{\"x\": [{\"cert\": \"@\"}, {\"cert\": [1, 2]}]}", NULL, 1, 0, 0, 1 }, { "{\"x\": [{\"cert\": \"@\"}, {\"cert\": {\"k\": 5}}]}", NULL, 1, 0, 0, 1 },
		{ "{\"x\": [{\"cert\": \"@\"}, {\"certs\": [\"MIIB\", \"a b\"]}]}", NULL, 1, 0, 2, 0 },
		{ "{\"x\": {\"y\": {\"cert\": \"@\"}, \"z\": {\"cert\": \"hello world\"}}}", NULL, 1, 0, 1, 0 },
		{ "{\"cert\": \"@\", \"number\": {\"certs\": 5}}", NULL, 1, 0, 0, 1 }, { "{\"cert\": \"@\", \"file\": {\"cert\": \"/etc/a.pem\"}}", NULL, 1, 0, 0, 0 },
		{ "{\"x\": [{\"cert\": \"@\", \"pem\": 5, \"file\": {\"k\": 1}}, {\"chain\": {\"certs\": [\"#\"]}, \"cert\": \"server\"}]}", NULL, 1, 1, 0, 0 },
		{ "{\"cert\": {\"pem\": \"@\"}, \"x\": [{\"cert\": {\"der\": \"#\", \"n\": 1}}]}", NULL, 1, 1, 0, 0 },
	};

	(void)state;
	EXPECT(forms, 1);
}

/* Octets one by one are one certificate: as texts, as numbers, as members that are numbered. */
static void
test_octets(void **state)
{
	static const struct form forms[] = {
		{ "{\"cert\": $}", NULL, 1, 0, 0, 0 }, { "{\"x\": [{\"cert\": \"#\"}, {\"cert\": $}]}", NULL, 1, 1, 0, 0 },
		{ "{\"a\": {\"data\": $}}\n{\"cert\": \"#\"}\n", NULL, 1, 1, 0, 0 }, { "[{\"a\": $}, {\"b\": [$]}]", NULL, 2, 0, 0, 0 },
		{ "{\"a\": 1}\n$\n{\"cert\": \"#\"}\n", NULL, 1, 1, 0, 1 },
	};

	(void)state;
	EXPECT(forms, WAYS);
}

/* A text of Latin-1 whose characters are these octets, from the `from`th on, as a member of this name. */
static void
in_characters(struct out *o, const char *name, struct span octets, size_t from)
{
	out_fmt(o, "{\"%s\": \"", name);
	for (size_t i = from; i < octets.n; i++)
		out_fmt(o, "\\u%04x", octets.p[i]);
	out_str(o, "\"}\n");
}

/* Octets may be the characters of a text: a certificate is one, and what is left of one is told of. */
static void
test_characters(void **state)
{
	static const char *const names[] = { "cert", "x" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		in_characters(&o, names[i], out_span(&subject[0]), 0);
		in_characters(&o, names[i], out_span(&subject[0]), 40);
		in_characters(&o, names[i], out_span(&subject[0]), 4);
		in_characters(&o, names[i], out_span(&subject[1]), 0);
		got = read_all(out_span(&o));
		assert_int_equal(got.subjects[0] + got.subjects[1], 2);
		assert_int_equal(got.others, 0);
		assert_int_equal(got.unreadable, 2);
		out_free(&o);
	}
}

/* Words are none, though they begin with the digit that a SEQUENCE has as its octet, and have characters that were decoded as others. */
static void
test_words(void **state)
{
	static const struct form forms[] = {
		{ "{\"log\": \"09:44:00 It\\u00e2\\u0080\\u0099s the log of words without anything, 30 of them in all lines\"}\n{\"cert\": \"@\"}\n", NULL, 1, 0, 0, 1 },
		{ "{\"msg\": \"0 errors so far, all \\u0085 good and a long text behind it that has words\", \"cert\": \"@\"}", NULL, 1, 0, 0, 0 },
		{ "{\"msg\": \"0\\u0001 x\\u0080 errors so far, all good and a long text behind it that has words\", \"cert\": \"@\"}", NULL, 1, 0, 0, 0 },
		{ "{\"text\": \"0\\u0080 x\\n@\"}", NULL, 1, 0, 0, 0 },
		{ "{\"text\": \"0\\u0080 x\\n-----BEGIN CERTIFICATE-----\\n@\\n-----END CERTIFICATE-----\\n\"}", NULL, 1, 0, 0, 0 },
		{ "{\"cert\": \"0049 30 1234567 \\u0080 extension 12, of the telephone in the hall of the house\"}", NULL, 0, 0, 1, 0 },
	};

	(void)state;
	EXPECT(forms, 1);
}

/* A certificate may be the name of a member. */
static void
test_names(void **state)
{
	static const struct form forms[] = {
		{ "{\"@\": 1, \"cert\": \"#\"}", NULL, 1, 1, 0, 0 }, { "{\"x\": {\"@\": {\"cert\": \"#\"}}}", NULL, 1, 1, 0, 0 },
		{ "{\"@\": \"seen\"}", NULL, 1, 0, 0, 0 }, { "{\"leaf\": \"#\", \"@\": 1}", "leaf", 0, 1, 0, 1 },
		{ "{\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\": \"#\"}", NULL, 0, 1, 0, 0 },
	};

	(void)state;
	EXPECT(forms, 1);
}

/* An object has a certificate once, in members, lists and what lies inside it; those beside one another have their own. */
static void
test_copies(void **state)
{
	static const struct form forms[] = {
		{ "{\"certificate\": \"@\", \"chain\": [\"@\", \"#\"]}", NULL, 1, 1, 0, 1 },
		{ "{\"chain\": [\"#\", [\"@\"]], \"certificate\": \"@\"}", NULL, 1, 1, 0, 1 },
		{ "{\"certificate\": \"@\", \"x\": {\"cert\": \"#\"}, \"chain\": [{\"cert\": \"@\"}, {\"cert\": \"#\"}]}", NULL, 1, 2, 0, 1 },
		{ "[{\"certificate\": \"@\", \"chain\": [\"@\", \"#\"]}, {\"certificate\": \"@\", \"chain\": [\"#\", \"@\"]}]", NULL, 2, 2, 0, 2 },
		{ "{\"cert\": \"@\", \"chain\": [\"@\"]}\n{\"cert\": \"#\", \"chain\": [\"#\"]}\n{\"cert\": \"@\", \"chain\": [\"#\"]}\n", NULL, 2, 2, 0, 2 },
		{ "{\"keys\": [{\"x5c\": [\"@\", \"#\"]}, {\"x5c\": [\"@\", \"#\"]}]}", NULL, 2, 2, 0, 0 },
		{ "{\"a\": {\"b\": {\"cert\": \"@\"}, \"c\": {\"cert\": \"@\"}}, \"d\": [[\"@\"]]}", NULL, 3, 0, 0, 0 },
		{ "{\"certificate\": \"@\", \"issuer\": {\"certificate\": \"@\", \"cert\": \"server\"}}", NULL, 1, 0, 0, 1 },
		/* Members that hold copies alone hold certificates: one that is damaged is told of. */
		{ "{\"a\": \"@\", \"b\": \"@\"}\n{\"a\": \"#\", \"b\": \"eUK98iEG8IR3YvDzy012TccHIFEVmgyJ8sbayuNEuzESRf1vhNya18Wz0HasDo9TpzVsiJExIPb3LbAi\"}\n",
		  NULL, 1, 1, 1, 1 },
	};

	(void)state;
	EXPECT(forms, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_field),
		cmocka_unit_test(test_nested),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_copies),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
