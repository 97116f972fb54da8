/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets too many behind a certificate, and one that is damaged inside, in lines of every notation behind what all lines have in front of them:
 * both are judged with what they have, as the same octets in DER are.  Where the lines may be of several writers, either may be unreadable.
 */
#include "lines.h"

#include "input/pem/line/steady.h"

/* Of lines that two threads write, the octets of each show that they are of one list. */
static bool
suits(const struct notation *n, enum front front)
{
	return stands_behind(n, front) && (front != THREADS || (n->width == LINE && n->line != dump));
}

/* The whole of what is put in, as one that is judged. */
struct whole {
	struct span der;
	unsigned judged, others;
	char words[128];
};

static int
take(void *arg, const struct item *item)
{
	struct whole *w = arg;

	if (item->fault == NULL && span_eq(item->der, w->der))
		w->judged++;
	else
		w->others++;
	snprintf(w->words, sizeof w->words, "%s", item->fault != NULL ? item->fault : "other octets");
	return 0;
}

static bool
is_judged(const struct notation *n, enum front front, struct span der, const char *what, size_t at)
{
	static uint8_t buf[STREAM_SIZE];
	struct whole w = { .der = der };
	struct out text = { NULL, 0, 0, false };
	struct span rest;
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf, .line_ends = 1 };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = take, .arg = &w };

	put_lines(&text, n, front, der);
	rest = out_span(&text);
	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	if (w.judged != 1 || w.others > 0)
		printf("%s behind front %d, %s %zu: %u judged, %u others (%s); it begins\n%.120s\n", n->name, (int)front, what, at, w.judged, w.others, w.words,
		    text.p);
	out_free(&text);
	return w.judged == 1 && w.others == 0;
}

/* Where the last line is full, a line of its own behind it may be a count; lines of base64 without armour end with the element's. */
static bool
is_told(const struct notation *n, size_t whole, size_t more)
{
	size_t room = (n->width - whole % n->width) % n->width;

	return *n->begin != '\0' || n->line == dump || more <= room;
}

static void
test_surplus(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < NOTATIONS; i++)
		for (enum front front = NOTHING; front < FRONTS; front++)
			for (unsigned k = 0; suits(&notations[i], front) && k < SUBJECTS; k++)
				for (size_t more = 1; more < 40; more += 1 + more / 3) {
					struct out der = { NULL, 0, 0, false };

					out_mem(&der, subject[k].p, subject[k].n);
					for (size_t m = 0; m < more; m++)
						out_char(&der, (char)(0x55 + m));
					if (is_told(&notations[i], subject[k].n, more))
						wrong += !is_judged(&notations[i], front, out_span(&der), "octets more:", more);
					out_free(&der);
				}
	assert_int_equal(wrong, 0);
}

/* Rows of one line each, as wide as the widest: octets that trail one are its own, and of one that is cut none is another's. */
static void
test_rows(void **state)
{
	static const char *const fronts[] = { "0x", "     0x", " 0x", "\\x", "" };
	static const uint8_t more[][2] = { { 0, 0 }, { 0x5a, 0 }, { 0x5a, 0x30 } };
	enum { CUT = 3, WIDEST = 2 * 4096 };
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
		for (unsigned k = 0; k < 2 * sizeof more / sizeof *more; k++)
			for (unsigned way = 0; way < 4; way++) {
				struct span glue = { more[k / 2], 1 + k % 2 };
				struct out o = { NULL, 0, 0, false };
				struct read got;

				for (unsigned r = 0; r < 3; r++) {
					bool cut = r == 1 && (way & 1), trails = !cut && r < 2;
					struct span der = out_span(&subject[r]);
					size_t from = o.n;

					out_str(&o, fronts[i]);
					put_hex(&o, cut ? span_sub(der, 0, der.n - CUT) : der, "", "");
					put_hex(&o, trails ? glue : SPAN_NONE, "", "");
					while ((way & 2) && o.n < from + WIDEST)
						out_char(&o, ' ');
					out_char(&o, '\n');
				}
				got = read_as_file(out_span(&o), glue);
				if (got.subjects[0] != 1 || got.subjects[1] != !(way & 1) || got.subjects[2] != 1 || got.others > 0 ||
				    got.unreadable != (way & 1) || got.trailed != 2 - (way & 1)) {
					wrong++;
					printf("'%s', way %u, %zu octets more: %u %u %u of the subjects, %u others, %u trailed, %u unreadable (%s)\n", fronts[i], way,
					    glue.n, got.subjects[0], got.subjects[1], got.subjects[2], got.others, got.trailed, got.unreadable, got.words);
				}
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/*
 * A bit of one octet is another: behind its first octets all of it is there.  Of lines of several writers, or of two halves, nothing tells it
 * from what came in.
 */
static void
test_damaged(void **state)
{
	enum { FIRST = 40 };
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < NOTATIONS; i++)
		for (enum front front = NOTHING; front < THREADS; front++)
			for (size_t at = FIRST + front; suits(&notations[i], front) && notations[i].line != halves && at < subject[0].n; at += 23) {
				struct out der = { NULL, 0, 0, false };

				out_mem(&der, subject[0].p, subject[0].n);
				der.p[at] ^= (char)(1 << at % 8);
				wrong += !is_judged(&notations[i], front, out_span(&der), "octet", at);
				out_free(&der);
			}
	assert_int_equal(wrong, 0);
}

/* ---- what is the same in each line ---- */

static void
test_steady(void **state)
{
	static const struct { const char *lines[4]; bool same; } cases[] = {
		{ { "app: ", "app: ", "app: ", "app: " }, true }, { { "app: ", "app: ", "web: ", "web: " }, false }, { { "[1] ", "[1] ", "[2] ", "[2] " }, false },
		{ { " 8\t", " 9\t", "10\t", "11\t" }, true }, { { "8 ", "9 ", "11 ", "12 " }, false }, { { "8 ", "9 ", "9 ", "10 " }, false },
		{ { "7 ", "7 ", "8 ", "9 " }, false }, { { "10:00:59 ", "10:01:00 ", "10:01:00 ", "10:07:00 " }, true },
		{ { "2024-01-02T10:00:59.9Z ", "2024-01-02T10:01:00.12Z ", "2024-01-03T00:00:00Z ", "2024-01-03T00:00:00.1Z " }, true },
		{ { "31.12.2023 10:00 ", "01.01.2024 10:00 ", "01.01.2024 10:00 ", "01.01.2024 11:00 " }, true },
		{ { "00:11:22:33:44:55 ", "00:11:22:33:44:56 ", "00:11:22:33:44:55 ", "00:11:22:33:44:56 " }, false },
		{ { "10:61:00 ", "10:62:01 ", "10:63:09 ", "10:64:00 " }, false }, { { "2024-13-01 ", "2024-14-03 ", "2024-15-09 ", "2024-16-01 " }, false },
		{ { "[    9.999999] ", "[   10.000007] ", "[   10.000007] ", "[   11.1] " }, false },
		{ { "[    9.999999] ", "[   10.000007] ", "[   10.000007] ", "[   11.100000] " }, true }, { { "1.5 ", "1.6 ", "1.7 ", "1.9 " }, false },
		{ { "10.0.0.100 ", "10.0.0.200 ", "10.0.0.100 ", "10.0.0.200 " }, false }, { { "a1.100 ", "a1.200 ", "a1.100 ", "a1.200 " }, false },
		{ { "10.0.0.1 ", "10.0.0.2 ", "10.0.0.1 ", "10.0.0.2 " }, false }, { { "a ", "a", "a ", "a " }, false }, { { "", "", "", "" }, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct steady s = { .n = 0 };
		bool same = true;

		for (unsigned k = 0; k < 4; k++)
			same &= steady_feed(&s, (struct span){ (const uint8_t *)cases[i].lines[k], strlen(cases[i].lines[k]) });
		if (same != cases[i].same)
			fail_msg("'%s', '%s', '%s', '%s': %d", cases[i].lines[0], cases[i].lines[1], cases[i].lines[2], cases[i].lines[3], same);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_surplus), cmocka_unit_test(test_rows), cmocka_unit_test(test_damaged), cmocka_unit_test(test_steady)
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
