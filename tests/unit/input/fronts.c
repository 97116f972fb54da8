/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts with a certificate, alone or beside a sound one, of which an octet or a character of the first is damaged by chance: a tag, a length, the
 * version, a label, whatever form it stands in.  It is read all the same, unreadable or skipped by name: never nothing, whatever stands
 * before it.
 *
 *	fronts [--seed S] [--number N]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "guard/chance.h"
#include "put_other.h"
#include "spelt_forms.h"
#include "subjects.h"

static unsigned long seed = 1, number = 4000;

/* ---- forms beside those of carriers.h ---- */

static void bytea_hex(struct out *o, struct span s) { out_str(o, "INSERT INTO certs VALUES (7, '\\x"); hex_of(o, s, "", ""); out_str(o, "');\n"); }
static void blob(struct out *o, struct span s) { out_str(o, "VALUES (1, X'"); hex_of(o, s, "", ""); out_str(o, "');\n"); }
static void value(struct out *o, struct span s) { out_str(o, "4:d=1  hl=4 l= 884 prim: OCTET STRING      [HEX DUMP]:"); hex_of(o, s, "", ""); out_char(o, '\n'); }
static void object(struct out *o, struct span s) { out_str(o, "{\"x0\":\""); hex_of(o, s, "", ""); out_str(o, "\"}\n"); }
static void slice(struct out *o, struct span s) { out_str(o, "var cert = []byte{"); hex_of(o, s, "0x", ", "); out_str(o, "}\n"); }
static void setting_of_pem(struct out *o, struct span s) { out_str(o, "  tls.crt: "); base64_of_pem(o, s); }
static void object_of_pem(struct out *o, struct span s) { out_str(o, "{\"data\":{\"tls.crt\":\""); base64_of_pem(o, s); o->n--; out_str(o, "\"}}\n"); }

static const struct {
	const char *name;
	carrier_fn *fn;
} forms[] = {
	{ "bytea", bytea_hex }, { "blob", blob }, { "listing of ASN.1", value }, { "object of hexadecimal", object }, { "slice", slice },
	{ "setting of PEM in base64", setting_of_pem }, { "object of PEM in base64", object_of_pem }, { "indexed", indexed },
	{ "percent-encoded octets", percent_octets }, { "bytea in escape form", bytea_escaped }, { "parameter", parameter },
	{ "string of C", c_string }, { "string of C in lines", c_lines },
};
#define FORMS (sizeof forms / sizeof *forms)

static const char *
any_form(carrier_fn **fn)
{
	unsigned i;

	do
		i = below(CARRIERS + 3 * FORMS);
	while (i < CARRIERS && !carriers[i].text);
	*fn = i < CARRIERS ? carriers[i].fn : forms[(i - CARRIERS) % FORMS].fn;
	return i < CARRIERS ? carriers[i].name : forms[(i - CARRIERS) % FORMS].name;
}

/* ---- damage ---- */

enum damage { OCTET, TWO_OCTETS, OTHER, GONE, TWICE, DAMAGES };
static const char *const damage_words[] = { "an octet", "two octets", "another character", "a character gone", "a character twice" };

/* Octets and characters that are the front. */
#define FRONT_OCTETS 13
#define FRONT_CHARACTERS 60

struct text {
	struct out octets;
	const char *name;
	enum damage damage;
	unsigned at, by;
	bool before, behind, same;	/* a sound one stands there, in the same form or in PEM */
};

static void
put_damaged(struct text *t, carrier_fn *fn)
{
	struct out der = { NULL, 0, 0, false }, one = { NULL, 0, 0, false };
	static const char others[] = "*!. \tAz0~";

	out_mem(&der, subject[0].p, subject[0].n);
	t->damage = below(DAMAGES);
	t->at = below(t->damage <= TWO_OCTETS ? FRONT_OCTETS : FRONT_CHARACTERS);
	t->by = 1 + below(255);
	if (t->damage <= TWO_OCTETS)
		der.p[t->at] ^= (char)t->by;
	if (t->damage == TWO_OCTETS)
		der.p[t->at + 1] ^= (char)(1 + below(255));
	fn(&one, out_span(&der));
	for (size_t i = 0; i < one.n; i++) {
		bool here = t->damage > TWO_OCTETS && i == t->at;

		if (here && t->damage == OTHER)
			out_char(&t->octets, others[t->by % (sizeof others - 1)]);
		else if (!here || t->damage != GONE)
			out_char(&t->octets, one.p[i]);
		if (here && t->damage == TWICE)
			out_char(&t->octets, one.p[i]);
	}
	out_free(&one);
	out_free(&der);
}

static void
put_sound(struct text *t, carrier_fn *fn)
{
	(t->same ? fn : pem)(&t->octets, out_span(&subject[1]));
	if (t->octets.p[t->octets.n - 1] != '\n')
		out_char(&t->octets, '\n');
}

static struct text
any_text(void)
{
	struct text t = { .before = below(2) == 0, .behind = false, .same = below(2) == 0 };
	carrier_fn *fn;

	t.behind = !t.before && below(2) == 0;
	t.name = any_form(&fn);
	if (t.before)
		put_sound(&t, fn);
	put_other(&t.octets);
	put_damaged(&t, fn);
	if (t.behind) {
		out_str(&t.octets, t.octets.p[t.octets.n - 1] == '\n' ? "" : "\n");
		put_sound(&t, fn);
	}
	return t;
}

/* ---- what is read ---- */

struct told {
	struct read read;
	unsigned skipped;
};

static struct told
read_text(struct span text, stream_read_fn *fn)
{
	static uint8_t buf[STREAM_SIZE];
	struct told told = { .skipped = 0 };
	struct stream r = { .read = fn, .arg = &text, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "text", .fn = hand, .arg = &told.read, .walking = true };

	assert_int_equal(input_file(&in, &r), 0);
	told.skipped = (unsigned)in.skipped;
	input_free(&in);
	return told;
}

static size_t
read_some(struct stream *r, uint8_t *to, size_t n)
{
	return stream_memory(r, to, n < 5 ? n : 5);
}

/* The damaged one is told of; a sound one beside it is read, or may be unreadable with it where both are in one form. */
static bool
is_right(const struct text *t, const struct told *told)
{
	const struct read *r = &told->read;
	bool sound = !t->before && !t->behind;

	if (r->subjects[0] + r->others + r->unreadable + told->skipped == 0)
		return false;
	return sound || r->subjects[1] == 1 || (t->same && r->unreadable + r->others > 0 && r->subjects[1] == 0);
}

static void
test_fronts(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (unsigned long n = 0; n < number; n++) {
		struct text t = any_text();
		struct told told = read_text(out_span(&t.octets), stream_memory), pieces = read_text(out_span(&t.octets), read_some);

		if (!is_right(&t, &told)) {
			wrong++;
			printf("%lu: %s%s%s%s, %s at %u by %u: %u %u, %u others, %u unreadable (%s), %u skipped\n", n, t.before ? "behind a sound one, " : "",
			    t.behind ? "before a sound one, " : "", t.name, t.same ? " of the same form" : "", damage_words[t.damage], t.at, t.by,
			    told.read.subjects[0], told.read.subjects[1], told.read.others, told.read.unreadable, told.read.words, told.skipped);
		}
		assert_memory_equal(&told, &pieces, sizeof told);
		out_free(&t.octets);
	}
	assert_int_equal(wrong, 0);
}

/* Each character of the front in each form, one at a time: chance alone meets few of them. */
static void
test_each_character(void **state)
{
	static const char others[] = "~A";
	unsigned wrong = 0;

	(void)state;
	for (size_t f = 0; f < CARRIERS + FORMS; f++) {
		struct out sound = { NULL, 0, 0, false };

		if (f < CARRIERS && !carriers[f].text)
			continue;
		(f < CARRIERS ? carriers[f].fn : forms[f - CARRIERS].fn)(&sound, out_span(&subject[0]));
		for (unsigned i = 0; i < (sizeof others - 1) * FRONT_CHARACTERS; i++) {
			struct text t = { .behind = true, .at = i / (sizeof others - 1) };
			char other = others[i % (sizeof others - 1)];
			struct told told;

			out_mem(&t.octets, sound.p, sound.n);
			t.octets.p[t.at] = other;
			out_str(&t.octets, t.octets.p[t.octets.n - 1] == '\n' ? "" : "\n");
			pem(&t.octets, out_span(&subject[1]));
			told = read_text(out_span(&t.octets), stream_memory);
			if (!is_right(&t, &told)) {
				wrong++;
				printf("%s, %c at %u: %u %u, %u others, %u unreadable (%s), %u skipped\n", f < CARRIERS ? carriers[f].name : forms[f - CARRIERS].name, other,
				    t.at, told.read.subjects[0], told.read.subjects[1], told.read.others, told.read.unreadable, told.read.words, told.skipped);
			}
			out_free(&t.octets);
		}
		out_free(&sound);
	}
	assert_int_equal(wrong, 0);
}

/* Base64 for URLs whose last group is not full, beside a date on its line: the dash of that is none of its characters. */
static void
test_beside_date(void **state)
{
	static const char *const between[] = { " ", "\t", ";" };

	(void)state;
	for (size_t n = 0; n < SUBJECTS; n++)
		for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			url_safe(&o, out_span(&subject[n]));
			while (o.n > 0 && (o.p[o.n - 1] == '\n' || o.p[o.n - 1] == '='))
				o.n--;
			out_fmt(&o, "%s2024-01-01\n", between[i]);
			pem(&o, out_span(&subject[(n + 1) % SUBJECTS]));
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[n] + got.subjects[(n + 1) % SUBJECTS], 2);
			assert_int_equal(got.unreadable, 0);
			out_free(&o);
		}
}

/* Sound ones behind PEM, and behind an object of JSON. */
static void
test_behind(void **state)
{
	(void)state;
	for (unsigned json = 0; json < 2; json++)
		for (size_t i = 0; i < FORMS + 1; i++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			if (json)
				out_str(&o, "{\"certificate\":\"");
			(json ? base64_write : pem)(&o, out_span(&subject[1]));
			out_str(&o, json ? "\"}\n" : "");
			if (i < FORMS)
				forms[i].fn(&o, out_span(&subject[0]));
			else
				octet_lines(&o, out_span(&subject[0]));
			got = read_all(out_span(&o));
			if (got.subjects[0] != 1 || got.subjects[1] != 1)
				printf("%s behind %s: %u %u, %u unreadable (%s)\n", i < FORMS ? forms[i].name : "an octet a line", json ? "JSON" : "PEM", got.subjects[0],
				    got.subjects[1], got.unreadable, got.words);
			assert_int_equal(got.subjects[0], 1);
			assert_int_equal(got.subjects[1], 1);
			out_free(&o);
		}
}

/* A Name is none of a certificate that is damaged, whatever octets are escaped before it, be it twice. */
static void
test_names(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < STRING_FORMS * ESCAPES * NAMES; i++)
		for (unsigned twice = 0; twice < 2; twice++) {
			struct out o = { NULL, 0, 0, false }, name = { NULL, 0, 0, false };
			size_t form = i / NAMES / ESCAPES;
			struct read got;

			put_name(&name, (unsigned)(i % NAMES));
			out_str(&o, escapes[i / NAMES % ESCAPES]);
			for (unsigned k = 0; k <= twice; k++)
				strings[form].fn(&o, out_span(&name));
			pem(&o, out_span(&subject[1]));
			got = read_all(out_span(&o));
			if (got.subjects[1] != 1 || got.others + got.unreadable > 0) {
				wrong++;
				printf("%s, name %zu, twice %u, behind %s: %u, %u others, %u unreadable (%s)\n", strings[form].name, i % NAMES, twice,
				    escapes[i / NAMES % ESCAPES], got.subjects[1], got.others, got.unreadable, got.words);
			}
			out_free(&name);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fronts), cmocka_unit_test(test_each_character), cmocka_unit_test(test_beside_date), cmocka_unit_test(test_behind),
		cmocka_unit_test(test_names),
	};

	chance_begin(argc, argv, &seed, &number);
	return cmocka_run_group_tests(tests, setup, teardown);
}
