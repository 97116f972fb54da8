/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets too many behind a certificate, and one that is damaged inside, in lines of every notation behind what all lines have in front of them:
 * both are judged with what they have, as the same octets in DER are.  Where the lines may be of several writers, either may be unreadable.
 */
#include "subjects.h"

#include "base/base64.h"
#include "input/pem/steady.h"

enum { LINE = 16, LINE_BASE64 = 48 };

/* ---- notations ---- */

static void
put_hex(struct out *o, struct span s, const char *before, const char *between)
{
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%s%s%02x", i > 0 ? between : "", before, s.p[i]);
}

/* Octets in groups of so many, or with one more blank in the middle. */
static void
put_parted(struct out *o, struct span s, size_t group, size_t middle)
{
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%s%s%02x", i > 0 && i % group == 0 ? " " : "", i > 0 && i == middle ? " " : "", s.p[i]);
}

static void digits(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "", ""); }
static void spaced(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "", " "); }
static void pairs(struct out *o, struct span s, size_t at) { (void)at; put_parted(o, s, 2, 0); }
static void words(struct out *o, struct span s, size_t at) { (void)at; put_parted(o, s, 4, 0); }
static void halves(struct out *o, struct span s, size_t at) { (void)at; put_parted(o, s, 1, LINE / 2); }
static void colons(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "", ":"); }
static void array(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "0x", ", "); out_char(o, ','); }
static void string(struct out *o, struct span s, size_t at) { (void)at; out_char(o, '"'); put_hex(o, s, "\\x", ""); out_char(o, '"'); }
static void dump(struct out *o, struct span s, size_t at) { out_fmt(o, "%08zx: ", at); put_hex(o, s, "", " "); }
static void base64(struct out *o, struct span s, size_t at) { (void)at; base64_write(o, s); }
static void java(struct out *o, struct span s, size_t at) { (void)at; out_char(o, '"'); base64_write(o, s); out_str(o, "\\n\" +"); }

static const struct notation {
	const char *name;
	void (*line)(struct out *, struct span, size_t at);
	size_t width;
	const char *begin, *end;
} notations[] = {
	{ "digits", digits, LINE, "", "" }, { "spaced", spaced, LINE, "", "" }, { "pairs", pairs, LINE, "", "" }, { "words", words, LINE, "", "" },
	{ "halves", halves, LINE, "", "" }, { "colons", colons, LINE, "", "" }, { "array", array, LINE, "", "" },
	{ "strings", string, LINE, "", "" }, { "dump", dump, LINE, "", "" }, { "base64", base64, LINE_BASE64, "", "" },
	{ "PEM", base64, LINE_BASE64, "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----" },
	{ "strings of Java", java, LINE_BASE64, "\"-----BEGIN CERTIFICATE-----\\n\" +", "\"-----END CERTIFICATE-----\\n\";" },
};
#define NOTATIONS (sizeof notations / sizeof *notations)

/* ---- what stands in front of each line ---- */

enum front { NOTHING, MARK, TIME, MOMENT, FRACTION, SECONDS, PROCESS, NAME, NUMBER, GREP, THREADS, FRONTS };

static void
put_front(struct out *o, enum front front, size_t i)
{
	switch (front) {
	case MARK:
		out_char(o, '+');
		break;
	case TIME:
		out_fmt(o, "2024-01-%02zu 10:%02zu:%02zu ", 1 + i % 28, i % 60, i * 7 % 60);
		break;
	case MOMENT:
		out_fmt(o, "02/01/2024 10:%02zu DEBUG ", i % 60);
		break;
	case FRACTION:
		out_fmt(o, "2024-01-02T10:00:%02zu.%03zuZ app[12]: ", i / 10 % 60, i * 100 % 1000);
		break;
	case SECONDS:
		out_fmt(o, "[%5zu.%06zu] ", 9 + i / 20, i * 71345 % 1000000);
		break;
	case THREADS:
		out_fmt(o, "10:00:%02zu [4711:%zu] ", i % 60, 4712 + i % 2);
		break;
	case PROCESS:
		out_str(o, "4711 ");
		break;
	case NAME:
		out_str(o, "web-1  | ");
		break;
	case NUMBER:
		out_fmt(o, "%6zu\t", i + 1);
		break;
	case GREP:
		out_fmt(o, "cert.txt:%zu:", i + 1);
		break;
	default:
		return;
	}
}

static void
put_lines(struct out *o, const struct notation *n, enum front front, struct span der)
{
	size_t line = 0;

	if (*n->begin != '\0') {
		put_front(o, front, line++);
		out_fmt(o, "%s\n", n->begin);
	}
	for (size_t at = 0; at < der.n; at += n->width) {
		put_front(o, front, line++);
		n->line(o, span_sub(der, at, der.n - at < n->width ? der.n - at : n->width), at);
		out_char(o, '\n');
	}
	if (*n->end != '\0') {
		put_front(o, front, line);
		out_fmt(o, "%s\n", n->end);
	}
}

/*
 * Strings of octets are source text: behind what is neither a mark nor nothing they break off, and are told of.  Of lines that two threads
 * write, the octets of each show that they are of one list.
 */
static bool
suits(const struct notation *n, enum front front)
{
	return (n->line != string || front <= MARK) && (front != THREADS || (n->width == LINE && n->line != dump));
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_surplus), cmocka_unit_test(test_damaged), cmocka_unit_test(test_steady) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
