/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing is lost on the way in: certificates in every carrier, glued to one
 * another in every pair, and carriers in carriers three deep.  What is handed
 * on is what was put in, octet for octet; results, skipped and unreadable
 * things are as many as were put in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/form.h"
#include "subjects.h"
#include "vessels.h"

/* ---- reading ---- */

static unsigned wrong;

/* Skipped things that may be anything, and results beside the subjects: nothing is lost in silence, and that is all. */
#define ANYTHING 1000u

/* Reads it: of the first so many subjects one each, and so many other things. */
static void
expect_glued(const char *what, struct span octets, unsigned subjects, unsigned skipped, struct span glue)
{
	unsigned found = 0;
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .glue = glue };
	struct span rest = octets;
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };
	bool right;

	assert_int_equal(input_file(&in, &r), 0);
	right = got.others == 0 && got.unreadable == 0 && in.skipped == skipped;
	for (unsigned i = 0; i < SUBJECTS; i++)
		right &= got.subjects[i] == (i < subjects);
	for (unsigned i = 0; i < subjects; i++)
		found += got.subjects[i] > 0;
	right |= skipped == ANYTHING && found + got.unreadable + in.skipped + got.others >= subjects;
	input_free(&in);
	if (right)
		return;
	wrong++;
	printf("%s: %u %u %u of the subjects, %u other results, %u skipped, %u unreadable (%s)\n", what, got.subjects[0],
	    got.subjects[1], got.subjects[2], got.others, (unsigned)in.skipped, got.unreadable, got.words);
}

static void
expect(const char *what, struct span octets, unsigned subjects, unsigned skipped)
{
	expect_glued(what, octets, subjects, skipped, SPAN_NONE);
}

static void
test_carriers(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < CARRIERS; i++) {
		struct out o = { NULL, 0, 0, false };

		carriers[i].fn(&o, out_span(&subject[0]));
		expect(carriers[i].name, out_span(&o), 1, 0);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Text that was translated once more where it had CRLF. */
static void
test_doubled(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < CARRIERS; i++) {
		struct out o = { NULL, 0, 0, false }, doubled = { NULL, 0, 0, false };

		if (!carriers[i].text)
			continue;
		carriers[i].fn(&o, out_span(&subject[0]));
		for (size_t k = 0; k < o.n; k++) {
			if (o.p[k] == '\n')
				out_str(&doubled, k > 0 && o.p[k - 1] == '\r' ? "\r" : "\r\r");
			out_char(&doubled, o.p[k]);
		}
		expect(carriers[i].name, out_span(&doubled), 1, 0);
		out_free(&doubled);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* uuencoded text with something before each line. */
static void
framed_uu(struct out *o, struct span der, const char *before)
{
	struct out text = { NULL, 0, 0, false };
	bool starts = true;

	uuencode(&text, der);
	for (size_t i = 0; i < text.n; i++) {
		out_str(o, starts ? before : "");
		out_char(o, text.p[i]);
		starts = text.p[i] == '\n';
	}
	out_free(&text);
}

static void uu_indented(struct out *o, struct span der) { framed_uu(o, der, "    "); }
static void uu_syslog(struct out *o, struct span der) { framed_uu(o, der, "Nov 29 02:21:44 host1 mail[77]: "); }

/* A log in which words stand before the first line only. */
static void
log_words(struct out *o, struct span der)
{
	struct out text = { NULL, 0, 0, false };

	framed(&text, der, "Nov 29 02:21:44 host1 app[77]: ", "\n");
	out_str(o, "Nov 29 02:21:44 host1 app[77]: the certificate is ");
	out_mem(&text, "", 1);
	out_str(o, strstr(text.p, "-----BEGIN"));
	out_free(&text);
}

/* What something was put before, behind other things: its lines begin with the line. */
static void
test_marked(void **state)
{
	static const struct {
		const char *name;
		carrier_fn *fn;
	} marked[] = { { "uu, indented", uu_indented }, { "uu in a log", uu_syslog }, { "words in a log", log_words } };
	char name[96];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
		for (unsigned k = 0; k < 4; k++) {
			static carrier_fn *const before[] = { NULL, pem, plain, base64_comment };
			struct out o = { NULL, 0, 0, false };

			if (before[k] != NULL) {
				before[k](&o, out_span(&subject[1]));
				out_char(&o, '\n');
			}
			marked[i].fn(&o, out_span(&subject[0]));
			snprintf(name, sizeof name, "%s behind %u", marked[i].name, k);
			if (read_all(out_span(&o)).subjects[0] != 1 || read_all(out_span(&o)).subjects[1] != (k > 0)) {
				wrong++;
				printf("%s\n", name);
			}
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* Pairs of carriers that share their readers with others: every eighth is tried, another one for each number. */
static bool
is_rare(size_t i, size_t k, size_t number)
{
	return (i >= FRAMED || k >= FRAMED) && i != k && (i + k + number) % 8 != 0;
}

/* Each pair, with nothing between, an empty line, words, a key, NULs; then three. */
static void
test_glue(void **state)
{
	static const struct { const char *text; size_t n; unsigned skipped; bool text_only; } glues[] = {
		{ "", 0, 0, false }, { "\n", 1, 0, false }, { "\r\n\r\n", 4, 0, false }, { "Subject: CN=a, or so it is said\n", 32, 0, true },
		{ "-----BEGIN PRIVATE KEY-----\nMAMCAQA=\n-----END PRIVATE KEY-----\n", 63, 1, false }, { "\0\0\0\0\0\0", 6, 0, false },
	};
	char name[128];

	(void)state;
	wrong = 0;
	for (size_t g = 0; g < sizeof glues / sizeof *glues; g++)
		for (size_t i = 0; i < CARRIERS; i++)
			for (size_t k = 0; k < CARRIERS; k++) {
				struct span glue = { (const uint8_t *)glues[g].text, glues[g].n };
				struct out o = { NULL, 0, 0, false };

				/* Words behind DER trail it; a line of base64 says that each line is a certificate, one of JSON that it is a value. */
				if (glues[g].text_only && (!carriers[i].text || carriers[i].fn == base64_line || carriers[i].fn == log_entry ||
				    carriers[i].fn == json_lines || carriers[i].fn == json_log))
					continue;
				if (is_rare(i, k, g))
					continue;
				carriers[i].fn(&o, out_span(&subject[0]));
				out_mem(&o, glues[g].text, glues[g].n);
				carriers[k].fn(&o, out_span(&subject[1]));
				snprintf(name, sizeof name, "%s, glue %zu, %s", carriers[i].name, g, carriers[k].name);
				/* Octets behind an element trail it, whatever follows. */
				expect_glued(name, out_span(&o), 2, glues[g].skipped, glue);
				if (g != 1) {
					out_free(&o);
					continue;
				}
				carriers[(i + k) % CARRIERS].fn(&o, out_span(&subject[2]));
				snprintf(name, sizeof name, "%s, glue %zu, %s, %s", carriers[i].name, g, carriers[k].name,
				    carriers[(i + k) % CARRIERS].name);
				expect_glued(name, out_span(&o), 3, glues[g].skipped, glue);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* Puts what is in a vessel into the next: one, two or three deep. */
static void
fill(const char *name, struct span octets, bool text, unsigned depth, unsigned subjects)
{
	struct span glue = subjects > 1 ? SPAN_LIT("\n") : SPAN_NONE;

	/* What trails an element in base64 belongs to it. */
	for (size_t i = 0; i < (subjects > 1 ? DEEP : VESSELS); i++) {
		struct out o = { NULL, 0, 0, false };
		char deeper[128];

		if (vessels[i].takes_text && !text)
			continue;
		snprintf(deeper, sizeof deeper, "%s in %s", name, vessels[i].name);
		vessels[i].fn(&o, octets);
		expect_glued(deeper, out_span(&o), subjects, 0, glue);
		if (depth == 2 || (depth > 2 && i < DEEP))
			fill(deeper, out_span(&o), vessels[i].text, depth - 1, subjects);
		out_free(&o);
	}
}

static void
test_nesting(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < CARRIERS; i++) {
		struct out o = { NULL, 0, 0, false };

		carriers[i].fn(&o, out_span(&subject[0]));
		fill(carriers[i].name, out_span(&o), carriers[i].text, i == 0 ? 3 : i < FRAMED || i % 6 == 0 ? 2 : 1, 1);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Two carriers in one vessel, and two vessels one behind the other. */
static void
test_pairs_inside(void **state)
{
	char name[128];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < CARRIERS; i++)
		for (size_t k = 0; k < CARRIERS; k++) {
			struct out o = { NULL, 0, 0, false };

			if (is_rare(i, k, i / 2))
				continue;
			carriers[i].fn(&o, out_span(&subject[0]));
			out_char(&o, '\n');
			carriers[k].fn(&o, out_span(&subject[1]));
			snprintf(name, sizeof name, "%s and %s", carriers[i].name, carriers[k].name);
			fill(name, out_span(&o), carriers[i].text && carriers[k].text, 1, 2);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* A vessel with a certificate in it, and a carrier behind it: what is behind the end of one form is read as well. */
static void
test_behind(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < VESSELS; i++)
		for (size_t k = 0; k < CARRIERS; k++) {
			struct out inner = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
			char name[128];

			/* "&#13;" and strings have the separator of the table: their lines are rows. */
			/* Objects behind a document are more documents, not lines of a log: those are told of. */
			if (carriers[k].fn == json_log && strcmp(vessels[i].name, "json") == 0)
				continue;
			if ((carriers[k].fn == xml || carriers[k].fn == python) && (vessels[i].fn == csv || vessels[i].fn == csv_cr))
				continue;
			pem(&inner, out_span(&subject[0]));
			vessels[i].fn(&o, out_span(&inner));
			if (vessels[i].text)
				out_char(&o, '\n');
			carriers[k].fn(&o, out_span(&subject[1]));
			snprintf(name, sizeof name, "%s behind %s", carriers[k].name, vessels[i].name);
			expect(name, out_span(&o), 2, i < DEEP ? 0 : ANYTHING);
			out_free(&inner);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

static bool
is_among(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* What begins at its own octets or lines is read behind whatever comes before; in no pair is anything lost. */
static void
test_vessel_behind(void **state)
{
	static const char *const seconds[] = {
		"gzip", "tar", "zip", "utf-16le", "utf-32be", "uuencode", "mbox", "opaque"
	};
	/* Their rows go on to the end of the text. */
	static const char *const tables[] = { "csv", "csv, cr", "ndjson", "ldif" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < VESSELS; i++)
		for (size_t k = 0; k < VESSELS; k++) {
			struct out inner = { NULL, 0, 0, false }, second = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
			bool exact = is_among(vessels[k].name, seconds, sizeof seconds / sizeof *seconds) && i < DEEP;
			char name[128];

			pem(&inner, out_span(&subject[0]));
			pem(&second, out_span(&subject[1]));
			vessels[i].fn(&o, out_span(&inner));
			if (vessels[i].text)
				out_char(&o, '\n');
			vessels[k].fn(&o, out_span(&second));
			snprintf(name, sizeof name, "%s behind %s", vessels[k].name, vessels[i].name);
			expect(name, out_span(&o), 2, exact ? 0 : ANYTHING);
			out_clear(&o);
			/* Words first, then the vessel; a table has no head then. */
			out_str(&o, "Dear colleagues, see below.\n");
			vessels[k].fn(&o, out_span(&inner));
			snprintf(name, sizeof name, "%s behind words", vessels[k].name);
			if (i == 0 && !is_among(vessels[k].name, tables, sizeof tables / sizeof *tables))
				expect(name, out_span(&o), 1, 0);
			out_free(&inner);
			out_free(&second);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* Two certificates where one should stand: the second is read, and the first, with what was cut off or trails it, is told of. */
static void
second_is_met(const char *what, size_t cut, struct span octets)
{
	struct read got = read_all(octets);

	if (got.subjects[1] != 1 || got.subjects[0] + got.others + got.unreadable != 1 || (cut > 0 && got.unreadable + got.others != 1)) {
		wrong++;
		printf("%s, cut by %zu: %u %u of the subjects, %u other results, %u unreadable (%s)\n", what, cut, got.subjects[0],
		    got.subjects[1], got.others, got.unreadable, got.words);
	}
}

static void
test_one_place(void **state)
{
	static const struct {
		const char *name;
		void (*fn)(struct out *, struct span);
	} places[] = {
		{ "der", plain }, { "pem", pem }, { "line of base64", base64_line }, { "OCTET STRING", octet_string },
	};
	/* The octets by which a certificate is known, and some more. */
	enum { CUT = 24 };
	struct span first = out_span(&subject[0]), second = out_span(&subject[1]);

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (size_t cut = 0; cut <= CUT; cut++) {
			struct out two = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

			out_mem(&two, first.p, first.n - cut);
			out_mem(&two, second.p, second.n);
			places[i].fn(&o, out_span(&two));
			second_is_met(places[i].name, cut, out_span(&o));
			out_free(&two);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* A container whose beginning is gone: what encodes it makes no difference, the certificates in it are met. */
static void
test_net(void **state)
{
	static const struct {
		const char *name;
		carrier_fn *fn;
	} codings[] = {
		{ "octets", plain }, { "lines of base64", base64_lines }, { "line of base64", base64_line }, { "csv", csv }, { "ndjson", ndjson },
		{ "json", document }, { "ldif", ldif }, { "mail", mail_base64 },
	};
	/* So many octets are gone, and so many others stand before what is left. */
	static const struct { size_t gone, more; } damages[] = { { 1, 0 }, { 4, 0 }, { 20, 0 }, { 30, 0 }, { 20, 700 }, { 30, 4001 } };
	struct out whole = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	signed_data(&whole, SPAN_NONE, out_span(&subject[0]), false);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
		for (size_t k = 0; k < sizeof codings / sizeof *codings; k++) {
			struct out octets = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

			for (size_t n = 0; n < damages[i].more; n++)
				out_char(&octets, (char)(n * 37 % 251));
			out_mem(&octets, whole.p + damages[i].gone, whole.n - damages[i].gone);
			codings[k].fn(&o, out_span(&octets));
			if (read_all(out_span(&o)).subjects[0] != 1) {
				wrong++;
				printf("%s without %zu octets, behind %zu others\n", codings[k].name, damages[i].gone, damages[i].more);
			}
			out_free(&octets);
			out_free(&o);
		}
	out_free(&whole);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_carriers),
		cmocka_unit_test(test_doubled),
		cmocka_unit_test(test_marked),
		cmocka_unit_test(test_glue),
		cmocka_unit_test(test_nesting),
		cmocka_unit_test(test_pairs_inside),
		cmocka_unit_test(test_behind),
		cmocka_unit_test(test_vessel_behind),
		cmocka_unit_test(test_one_place),
		cmocka_unit_test(test_net),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
