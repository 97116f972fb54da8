/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates with an unusual front: whatever their version is and however it is encoded, every form brings them, and so does a container behind damage. */
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

/* Of the two heads in front of the version, and of the version of a certificate of version 3. */
#define HEADS 8
#define VERSION 5

/* What stands in the place of the version, and how the tbsCertificate around it begins. */
static const struct front {
	const char *name;
	struct span version;
	uint8_t tbs;		/* its tag */
	bool open;		/* without its length */
} fronts[] = {
	{ "version 1", SPAN_CONST(""), 0x30, false },
	{ "version 1 written", SPAN_CONST("\xa0\3\2\1\0"), 0x30, false },
	{ "version 2", SPAN_CONST("\xa0\3\2\1\1"), 0x30, false },
	{ "version 3", SPAN_CONST("\xa0\3\2\1\2"), 0x30, false },
	{ "version 4", SPAN_CONST("\xa0\3\2\1\3"), 0x30, false },
	{ "version 256", SPAN_CONST("\xa0\4\2\2\0\xff"), 0x30, false },
	{ "version 65538", SPAN_CONST("\xa0\5\2\3\1\0\1"), 0x30, false },
	{ "negative", SPAN_CONST("\xa0\3\2\1\xff"), 0x30, false },
	{ "padded", SPAN_CONST("\xa0\4\2\2\0\2"), 0x30, false },
	{ "padded much", SPAN_CONST("\xa0\xb\2\x9\0\0\0\0\0\0\0\0\2"), 0x30, false },
	{ "twice", SPAN_CONST("\xa0\6\2\1\2\2\1\2"), 0x30, false },
	{ "primitive", SPAN_CONST("\x80\1\2"), 0x30, false },
	{ "primitive with its INTEGER", SPAN_CONST("\x80\3\2\1\2"), 0x30, false },
	{ "without its length", SPAN_CONST("\xa0\x80\2\1\2\0\0"), 0x30, false },
	{ "with a long length", SPAN_CONST("\xa0\x81\3\2\1\2"), 0x30, false },
	{ "of no octets", SPAN_CONST("\xa0\2\2\0"), 0x30, false },
	{ "empty", SPAN_CONST("\xa0\0"), 0x30, false },
	{ "behind a NULL", SPAN_CONST("\xa0\5\5\0\2\1\2"), 0x30, false },
	{ "of another type", SPAN_CONST("\xa0\3\4\1\2"), 0x30, false },
	{ "in front of a NULL", SPAN_CONST("\xa0\3\2\1\0\5\0"), 0x30, false },
	{ "tbsCertificate without its length", SPAN_CONST("\xa0\3\2\1\2"), 0x30, true },
	{ "tbsCertificate of version 1 without its length", SPAN_CONST(""), 0x30, true },
	{ "tbsCertificate that is a SET", SPAN_CONST("\xa0\3\2\1\2"), 0x31, false },
};
#define FRONTS (sizeof fronts / sizeof *fronts)

static void
put_front(struct out *o, const struct front *f, struct span der)
{
	struct span tbs = span_sub(der, HEADS + VERSION, (size_t)(der.p[6] << 8 | der.p[7]) - VERSION);
	struct span behind = span_from(der, HEADS + VERSION + tbs.n);
	struct out fields = { NULL, 0, 0, false }, content = fields;

	assert_memory_equal(der.p + HEADS, "\xa0\3\2\1\2", VERSION);
	out_mem(&fields, f->version.p, f->version.n);
	out_mem(&fields, tbs.p, tbs.n);
	if (f->open) {
		out_mem(&content, "\x30\x80", 2);
		out_mem(&content, fields.p, fields.n);
		out_mem(&content, "\0\0", 2);
	} else {
		element(&content, f->tbs, out_span(&fields));
	}
	out_mem(&content, behind.p, behind.n);
	element(o, 0x30, out_span(&content));
	out_free(&fields);
	out_free(&content);
}

/* The first of the subjects has that front from here on. */
static void
begin_with(const struct front *f, const struct out *first)
{
	out_clear(&subject[0]);
	put_front(&subject[0], f, out_span(first));
}

static struct out
first_subject(void)
{
	struct out first = { NULL, 0, 0, false };

	out_mem(&first, subject[0].p, subject[0].n);
	return first;
}

/* ---- in every form ---- */

static void bytea(struct out *o, struct span s) { out_str(o, "INSERT INTO certs VALUES (7, '\\x"); hex_of(o, s, "", ""); out_str(o, "');\n"); }
static void slice(struct out *o, struct span s) { out_str(o, "var cert = []byte{"); hex_of(o, s, "0x", ", "); out_str(o, "}\n"); }
static void string(struct out *o, struct span s) { out_str(o, "x = \""); hex_of(o, s, "\\x", ""); out_str(o, "\"\n"); }
static void table(struct out *o, struct span s) { out_str(o, "id,value\n1,"); base64_line(o, s); }
static void octets(struct out *o, struct span s) { out_str(o, "GARBAGE12345"); out_mem(o, s.p, s.n); out_str(o, "tail"); }
static void behind_one(struct out *o, struct span s) { out_mem(o, subject[1].p, subject[1].n); out_mem(o, s.p, s.n); }

static void
expect_first(const char *form, const struct front *f, carrier_fn *fn, unsigned second)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	fn(&o, out_span(&subject[0]));
	got = read_all(out_span(&o));
	out_free(&o);
	if (got.subjects[0] == 1 && got.subjects[1] == second && got.others + got.unreadable + got.skipped == 0)
		return;
	wrong++;
	printf("%s in %s: %u %u of the subjects, %u others, %u skipped, %u unreadable (%s)\n", f->name, form, got.subjects[0], got.subjects[1], got.others,
	    got.skipped, got.unreadable, got.words);
}

static void
test_forms(void **state)
{
	static const struct { const char *name; carrier_fn *fn; } more[] = {
		{ "bytea", bytea }, { "slice", slice }, { "string", string }, { "table", table }, { "octets", octets },
	};
	struct out first = first_subject();

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < FRONTS; i++) {
		begin_with(&fronts[i], &first);
		for (size_t k = 0; k < CARRIERS; k++)
			expect_first(carriers[k].name, &fronts[i], carriers[k].fn, 0);
		for (size_t k = 0; k < sizeof more / sizeof *more; k++)
			expect_first(more[k].name, &fronts[i], more[k].fn, 0);
		expect_first("DER behind another", &fronts[i], behind_one, 1);
	}
	out_clear(&subject[0]);
	out_mem(&subject[0], first.p, first.n);
	out_free(&first);
	assert_int_equal(wrong, 0);
}

/* ---- behind damage of a container ---- */

/* SignedData of definite lengths. */
static void
definite_bag(struct out *o, struct span certificates)
{
	struct out fields = { NULL, 0, 0, false }, inner = fields, content = fields;

	out_mem(&fields, "\x02\x01\x01\x31\0\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", 18);
	element(&fields, 0xa0, certificates);
	out_mem(&fields, "\x31\0", 2);
	element(&inner, 0x30, out_span(&fields));
	out_str(&content, "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02");
	element(&content, 0xa0, out_span(&inner));
	element(o, 0x30, out_span(&content));
	out_free(&fields);
	out_free(&inner);
	out_free(&content);
}

/* Reads it in pieces of so many octets, as a slow pipe hands it on. */
struct pieces {
	struct span rest;
	size_t most;
};

static size_t
in_pieces(struct stream *r, uint8_t *to, size_t n)
{
	struct pieces *p = r->arg;

	return stream_give(&p->rest, to, n < p->most ? n : p->most);
}

static struct read
read_in_pieces(struct span octets_of, size_t most)
{
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .others = 0 };
	struct pieces p = { octets_of, most };
	struct stream r = { .read = in_pieces, .arg = &p, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	return got;
}

/* The elements behind it are whole and follow one another: each counts, the last one twice. */
static void
test_behind_damage(void **state)
{
	static const struct span damages[] = {
		SPAN_CONST("\0\0"), SPAN_CONST("\5\0"), SPAN_CONST("\4\7octets."), SPAN_CONST("\0\0\0\0"), SPAN_CONST("\5\0\5\0"), SPAN_CONST("\0\3abc"),
	};
	struct out first = first_subject();

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < FRONTS; i++) {
		begin_with(&fronts[i], &first);
		for (size_t d = 0; d < sizeof damages / sizeof *damages; d++)
			for (size_t most = 1; most < 5000; most = most * 70 + 1) {
				struct out all = { NULL, 0, 0, false }, o = all;
				struct read got;

				out_mem(&all, subject[1].p, subject[1].n);
				out_mem(&all, damages[d].p, damages[d].n);
				for (unsigned twice = 0; twice < 2; twice++)
					out_mem(&all, subject[0].p, subject[0].n);
				out_mem(&all, subject[2].p, subject[2].n);
				out_mem(&all, subject[0].p, subject[0].n);
				definite_bag(&o, out_span(&all));
				got = read_in_pieces(out_span(&o), most);
				out_free(&all);
				out_free(&o);
				if (got.subjects[0] == 3 && got.subjects[1] == 1 && got.subjects[2] == 1 && got.others == 0 && got.unreadable == 1)
					continue;
				wrong++;
				printf("%s behind damage %zu, %zu octets at once: %u %u %u of the subjects, %u others, %u unreadable (%s)\n", fronts[i].name, d,
				    most, got.subjects[0], got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words);
			}
	}
	out_clear(&subject[0]);
	out_mem(&subject[0], first.p, first.n);
	out_free(&first);
	assert_int_equal(wrong, 0);
}

/* Wherever in what is damaged, or at its end, a whole certificate begins: where the length is garbage it is none of the damage. */
static void
test_within_damage(void **state)
{
	/* Its front has octets of zero, which stand for an element without content where they are looked at alone. */
	static const char zeros[] = "\x30\x82\4\0\x30\x82\3\0\xa0\3\2\1\2\2\1\1";
	uint8_t garbage[64], other[0x404] = { 0 };

	(void)state;
	memset(garbage, 'g', sizeof garbage);
	memcpy(other, zeros, sizeof zeros - 1);
	wrong = 0;
	for (unsigned length = 1; length < sizeof garbage; length++)
		for (unsigned from = 0; from <= length; from++)
			for (size_t most = 1; most < 5000; most = most * 70 + 1) {
				struct out all = { NULL, 0, 0, false }, o = all;
				struct read got;

				out_mem(&all, subject[1].p, subject[1].n);
				out_mem(&all, "\x17", 1);
				out_char(&all, (char)length);
				out_mem(&all, garbage, from);
				if (from % 2 > 0)
					out_mem(&all, other, sizeof other);
				out_mem(&all, subject[2].p, subject[2].n);
				out_mem(&all, subject[0].p, subject[0].n);
				definite_bag(&o, out_span(&all));
				got = read_in_pieces(out_span(&o), most);
				out_free(&all);
				out_free(&o);
				if (got.subjects[0] == 1 && got.subjects[1] == 1 && got.subjects[2] == 1 && got.others == from % 2 && got.unreadable == 1)
					continue;
				wrong++;
				printf("%u octets into damage of %u, %zu octets at once: %u %u %u of the subjects, %u others, %u unreadable (%s)\n", from, length,
				    most, got.subjects[0], got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words);
			}
	assert_int_equal(wrong, 0);
}

/* What is longer than the set that it stands in is none of its elements, whatever its front. */
static void
test_past_end(void **state)
{
	struct out all = { NULL, 0, 0, false }, o = all;
	struct read got;

	(void)state;
	out_mem(&all, subject[1].p, subject[1].n);
	out_mem(&all, "\5\0\x30\x82\x40\0\x30\x82\x30\0\xa0\5\2\3\1\0\1\2\1\1\x30\xa\6", 23);
	out_mem(&all, subject[2].p, subject[2].n);
	definite_bag(&o, out_span(&all));
	got = read_all(out_span(&o));
	assert_int_equal(got.subjects[1], 1);
	assert_int_equal(got.subjects[2], 1);
	assert_int_equal(got.others, 0);
	assert_int_equal(got.unreadable, 1);
	out_free(&all);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_behind_damage),
		cmocka_unit_test(test_within_damage),
		cmocka_unit_test(test_past_end),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
