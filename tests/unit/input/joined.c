/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets in plain lines, one thing behind another, joined at random: certificates in hexadecimal and other numbers, wrapped or not, sound,
 * cut or without their beginning; counts and checksums in lines of their own beside them; dumps that have lost lines; messages.  What is
 * judged is what was put in, octet for octet, and what is damaged costs nothing but itself.
 */
#include "dump_forms.h"
#include "subjects.h"

#define CASES 3000

static uint32_t state_of_chance;

static unsigned
chance(unsigned n)
{
	state_of_chance ^= state_of_chance << 13;
	state_of_chance ^= state_of_chance >> 17;
	state_of_chance ^= state_of_chance << 5;
	return (state_of_chance >> 4) % n;
}

static void
begin_case(unsigned i)
{
	state_of_chance = (i + 1) * 2654435761u;
	(void)chance(2);
}

/* ---- lines of octets ---- */

static const struct notation {
	const char *front, *number, *between;
	bool hexadecimal;		/* digits that stand for octets as they do in any hexadecimal */
} notations[] = {
	{ "", "%02x", "", true }, { "", "%02X", "", true }, { "", "%02x", " ", true }, { "", "%02x", ":", true }, { "0x", "%02x", "", true },
	{ "", "%u", " ", false }, { "", "%u", ", ", false }, { "", "%03o", " ", false }, { "", "%x", ", ", false },
};
#define NOTATIONS (sizeof notations / sizeof *notations)
/* Those in hexadecimal alone stand first. */
#define HEXADECIMAL 5

/* So many octets of it in each line; 0: all in one. */
struct style {
	const struct notation *notation;
	size_t width;
	const char *line_end;
};

static struct style
any_style(unsigned notations_of)
{
	static const char *const line_ends[] = { "\n", "\n", "\n", "\r\n" };

	return (struct style){ &notations[chance(notations_of)], chance(2) ? 0 : 16 + chance(49), line_ends[chance(4)] };
}

static void
put_octets(struct out *o, const struct style *y, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool begins = i == 0 || (y->width > 0 && i % y->width == 0), ends = i + 1 == s.n || (y->width > 0 && (i + 1) % y->width == 0);

		out_str(o, begins && i == 0 ? y->notation->front : "");
		out_fmt(o, y->notation->number, s.p[i]);
		out_str(o, ends ? y->line_end : y->notation->between);
	}
}

/* ---- what stands beside them ---- */

enum { BESIDE = 8 };

/* A count, a checksum or another number in a line of its own; 0: none. */
static void
put_beside(struct out *o, const struct style *y, unsigned kind, unsigned i)
{
	static const char *const numbers[BESIDE] = { "", "%04u", "0000", "%u", "1%03u", "00000000", "0x%08x", "a0%06x" };

	if (kind == 0)
		return;
	out_fmt(o, numbers[kind], kind < 6 ? i : i * 77777777u);
	out_str(o, y->line_end);
}

static void
test_beside(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (unsigned i = 0; i < CASES; i++) {
		struct out text = { NULL, 0, 0, false };
		struct read got;
		struct style y;
		unsigned kind, where;

		begin_case(i);
		y = any_style(NOTATIONS);
		kind = chance(BESIDE);
		where = 1 + chance(3);
		for (unsigned k = 0; k < SUBJECTS; k++) {
			if ((where & 1) != 0)
				put_beside(&text, &y, kind, k);
			put_octets(&text, &y, out_span(&subject[k]));
			/* Behind the last, in a text that ends there, zeros may be padding. */
			if ((where & 2) != 0 && (k + 1 < SUBJECTS || kind != 5))
				put_beside(&text, &y, kind, k);
		}
		got = read_all(out_span(&text));
		if (got.subjects[0] != 1 || got.subjects[1] != 1 || got.subjects[2] != 1 || got.others > 0 || got.unreadable > 0) {
			wrong++;
			printf("case %u, \"%s%s%s\" by %zu, %u at %u: %u %u %u of the subjects, %u others, %u unreadable (%s)\n", i, y.notation->front,
			    y.notation->number, y.notation->between, y.width, kind, where, got.subjects[0], got.subjects[1], got.subjects[2], got.others,
			    got.unreadable, got.words);
		}
		out_free(&text);
	}
	assert_int_equal(wrong, 0);
}

/* ---- certificates that are cut ---- */

/* Sound ones, those whose end is gone, those whose beginning is, and numbers. */
static void
test_cut(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (unsigned i = 0; i < CASES; i++) {
		struct out text = { NULL, 0, 0, false };
		unsigned sound[SUBJECTS] = { 0 }, cut = 0, parts;
		bool right = true;
		struct read got;
		struct style y;

		begin_case(i);
		y = any_style(HEXADECIMAL);
		parts = 2 + chance(4);
		for (unsigned k = 0; k < parts; k++) {
			struct span s = out_span(&subject[k % SUBJECTS]);
			unsigned what = chance(4);

			if (what == 0) {
				s.n = 24 + chance((unsigned)s.n - 24);
				/* In full lines what follows looks like its own. */
				s.n -= y.width > 0 && s.n % y.width == 0;
				cut++;
			} else if (what == 1) {
				s = span_from(s, 24 + chance((unsigned)s.n - 24));
			} else {
				sound[k % SUBJECTS]++;
			}
			put_octets(&text, &y, s);
			put_beside(&text, &y, chance(8) == 0 ? 1 + chance(4) : 0, k);
		}
		got = read_all(out_span(&text));
		for (unsigned k = 0; k < SUBJECTS; k++)
			right &= got.subjects[k] == sound[k];
		if (!right || got.others > 0 || got.unreadable < cut) {
			wrong++;
			printf("case %u, \"%s%s%s\" by %zu, %u parts: %u %u %u of %u %u %u, %u others, %u unreadable of %u (%s)\n", i, y.notation->front,
			    y.notation->number, y.notation->between, y.width, parts, got.subjects[0], got.subjects[1], got.subjects[2], sound[0], sound[1],
			    sound[2], got.others, got.unreadable, cut, got.words);
		}
		out_free(&text);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_beside), cmocka_unit_test(test_cut) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
