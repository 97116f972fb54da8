/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates in lines that have something beside them, taken at random: times, processes and addresses before them, lengths behind, cells
 * of a table on either side, and the lines of other writers between.  What is judged is what was put in, octet for octet, or it is said that
 * something is unreadable.
 */
#include "subjects.h"

#include "base/base64.h"

#define CASES 2500
#define LINES 512
#define LINE 320

static uint32_t state_of_chance;

static unsigned
chance(unsigned n)
{
	state_of_chance ^= state_of_chance << 13;
	state_of_chance ^= state_of_chance >> 17;
	state_of_chance ^= state_of_chance << 5;
	return (state_of_chance >> 4) % n;
}

/* ---- the lines of a value ---- */

struct lines {
	char line[LINES][LINE];
	size_t n;
};

enum notation { SPACED, COLONS, DIGITS, BASE64, PEM, DECIMAL, ARRAY, NOTATIONS };

static const char digits64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* So many octets of one line; what is behind the last octet ends it. */
static void
write_line(char *line, enum notation notation, struct span s)
{
	static const char *const behind[NOTATIONS] = { " ", ":", "", "", "", ", ", ", " };
	size_t n = 0;

	line[0] = '\0';
	if (notation != BASE64 && notation != PEM) {
		for (size_t i = 0; i < s.n; i++)
			n += notation == DECIMAL ? (size_t)snprintf(line + n, LINE - n, "%u%s", s.p[i], behind[notation]) :
			    (size_t)snprintf(line + n, LINE - n, "%s%02x%s", notation == ARRAY ? "0x" : "", s.p[i], behind[notation]);
		if (notation == SPACED || notation == COLONS)
			line[n - 1] = '\0';
		return;
	}
	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t v = (uint32_t)s.p[i] << 16 | (i + 1 < s.n ? (uint32_t)s.p[i + 1] << 8 : 0) | (i + 2 < s.n ? s.p[i + 2] : 0);

		n += (size_t)snprintf(line + n, LINE - n, "%c%c%c%c", digits64[v >> 18], digits64[v >> 12 & 63],
		    i + 1 < s.n ? digits64[v >> 6 & 63] : '=', i + 2 < s.n ? digits64[v & 63] : '=');
	}
}

static void
write_lines(struct lines *l, enum notation notation, struct span s)
{
	size_t width = notation == BASE64 || notation == PEM ? 48 : notation == DIGITS ? 32 : 16;

	l->n = 0;
	if (notation == PEM)
		snprintf(l->line[l->n++], LINE, "-----BEGIN CERTIFICATE-----");
	for (; s.n > 0 && l->n < LINES - 1; s = span_from(s, width < s.n ? width : s.n))
		write_line(l->line[l->n++], notation, span_sub(s, 0, width < s.n ? width : s.n));
	if (notation == PEM)
		snprintf(l->line[l->n++], LINE, "-----END CERTIFICATE-----");
}

/* ---- what stands beside them ---- */

/* In front of line i. */
static void
put_before(struct out *o, unsigned kind, size_t i)
{
	char s[64];

	switch (kind) {
	case 0:
		return;
	case 1:
		snprintf(s, sizeof s, "10:%02zu:%02zu ", i / 60, i % 60);
		break;
	case 2:
		snprintf(s, sizeof s, "2024-01-01 10:%02zu:%02zu ", i / 60, i % 60);
		break;
	case 3:
		snprintf(s, sizeof s, "4711 ");
		break;
	case 4:
		snprintf(s, sizeof s, "00:11:22:33:44:55 ");
		break;
	case 5:
		snprintf(s, sizeof s, "%04zx ", 16 * i);
		break;
	case 6:
		snprintf(s, sizeof s, "0x%04zx: ", 16 * i);
		break;
	case 7:
		snprintf(s, sizeof s, "%zu ", i + 1);
		break;
	case 8:
		snprintf(s, sizeof s, "%s", i > 0 ? "+ " : "");
		break;
	case 9:
		snprintf(s, sizeof s, "%s", i > 0 ? "10 " : "");
		break;
	default:
		snprintf(s, sizeof s, "[%zu] INFO ", i);
	}
	out_str(o, s);
}

/* Behind it. */
static void
put_behind(struct out *o, unsigned kind, size_t i)
{
	char s[32];

	switch (kind) {
	case 1:
		out_str(o, "  (16)");
		break;
	case 2:
		snprintf(s, sizeof s, "  %04zx", 16 * i);
		out_str(o, s);
		break;
	case 3:
		out_str(o, " 16");
		break;
	case 4:
		out_str(o, "+");
		break;
	case 5:
		out_str(o, "  ABCD");
		break;
	default:
		return;
	}
}

/* Octets of chance as a cell of a table. */
static void
other_cell(struct lines *l, enum notation notation, size_t lines)
{
	uint8_t octets[LINE];

	for (l->n = 0; l->n < lines; l->n++) {
		for (size_t i = 0; i < sizeof octets; i++)
			octets[i] = (uint8_t)chance(256);
		write_line(l->line[l->n], notation, (struct span){ octets, notation == BASE64 || notation == PEM ? 48 : notation == DIGITS ? 32 : 16 });
	}
}

static size_t
widest(const struct lines *l)
{
	size_t most = 0;

	for (size_t i = 0; i < l->n; i++)
		most = strlen(l->line[i]) > most ? strlen(l->line[i]) : most;
	return most;
}

static void
put_cell(struct out *o, const struct lines *l, size_t i)
{
	const char *text = i < l->n ? l->line[i] : "";

	out_str(o, text);
	for (size_t n = strlen(text); n < widest(l); n++)
		out_char(o, ' ');
}

/* ---- the cases ---- */

static struct lines value[SUBJECTS], other[2];

static void
put_beside(struct out *o, enum notation notation, unsigned before, unsigned behind)
{
	for (size_t i = 0; i < SUBJECTS; i++) {
		write_lines(&value[i], notation, out_span(&subject[i]));
		for (size_t k = 0; k < value[i].n; k++) {
			put_before(o, before, k);
			out_str(o, value[i].line[k]);
			put_behind(o, behind, k);
			out_char(o, '\n');
		}
	}
}

static void
put_prefixed(struct out *o, enum notation notation)
{
	unsigned before = chance(11), behind = chance(6);

	put_beside(o, notation, before, behind);
}

static void
put_table(struct out *o, enum notation notation)
{
	static const char *const edges[][3] = { { "", "  ", "" }, { "| ", " | ", " |" }, { "\xe2\x94\x82 ", " \xe2\x94\x82 ", " \xe2\x94\x82" }, { " ", " | ", "" },
		{ " ", "+| ", "+" } };
	const char *const *edge = edges[chance(5)];
	unsigned place = chance(3);

	for (size_t i = 0; i < SUBJECTS; i++) {
		write_lines(&value[i], notation, out_span(&subject[i]));
		for (unsigned c = 0; c < 2; c++)
			other_cell(&other[c], (enum notation)chance(NOTATIONS), chance(2) ? chance(12) : value[i].n);
		for (size_t k = 0; k < value[i].n || k < other[0].n; k++) {
			out_str(o, edge[0]);
			for (unsigned c = 0; c < 3; c++) {
				put_cell(o, c == place ? &value[i] : &other[c > place ? c - 1 : c], k);
				out_str(o, c < 2 ? edge[1] : edge[2]);
			}
			out_char(o, '\n');
		}
	}
}

/* Several write at once, each a line or a few at a time. */
static void
put_writers(struct out *o, enum notation notation)
{
	static const char *const names[][2] = { { "web-", "  | " }, { "[thread-", "] " }, { "certs/", ".pem:" }, { "{\"pid\": ", ", \"msg\": \"" } };
	unsigned name = chance(4), most = 1 + chance(8);
	size_t at[SUBJECTS] = { 0 };
	char before[64];
	bool any = true;

	for (size_t i = 0; i < SUBJECTS; i++)
		write_lines(&value[i], notation, out_span(&subject[i]));
	while (any) {
		unsigned i = chance(SUBJECTS);

		snprintf(before, sizeof before, "%s%u%s", names[name][0], i + 1, names[name][1]);
		for (unsigned n = 1 + chance(most); n > 0 && at[i] < value[i].n; n--) {
			out_str(o, before);
			out_str(o, value[i].line[at[i]++]);
			out_str(o, name == 3 ? "\"}\n" : "\n");
		}
		any = false;
		for (size_t k = 0; k < SUBJECTS; k++)
			any |= at[k] < value[k].n;
	}
}

static bool
is_right(const struct read *got)
{
	bool all = true;

	for (unsigned i = 0; i < SUBJECTS; i++)
		all &= got->subjects[i] > 0;
	return got->others == 0 && (all || got->unreadable > 0);
}

static void
test_pieced(void **state)
{
	static void (*const ways[])(struct out *, enum notation) = { put_prefixed, put_table, put_writers };
	static const char *const names[] = { "prefixed", "table", "writers" };
	unsigned wrong = 0, whole = 0;

	(void)state;
	for (unsigned i = 0; i < CASES; i++) {
		struct out text = { NULL, 0, 0, false };
		struct read got;
		unsigned way;

		state_of_chance = (i + 1) * 2654435761u;
		(void)chance(2);
		way = chance(3);
		ways[way](&text, (enum notation)chance(NOTATIONS));
		got = read_all(out_span(&text));
		if (!is_right(&got)) {
			wrong++;
			printf("case %u, %s: %u %u %u of the subjects, %u others, %u unreadable; it begins\n%.300s\n", i, names[way], got.subjects[0],
			    got.subjects[1], got.subjects[2], got.others, got.unreadable, text.p);
		}
		whole += got.subjects[0] > 0 && got.subjects[1] > 0 && got.subjects[2] > 0;
		out_free(&text);
	}
	printf("%u of %u cases were read whole\n", whole, CASES);
	assert_int_equal(wrong, 0);
	/* Most are read: what is beside them is known. */
	assert_true(whole > CASES / 4);
}

/* What the lines have in common before them is none of their octets: a time, a date, a process, a MAC, an address. */
static void
test_columns(void **state)
{
	(void)state;
	for (unsigned before = 1; before < 7; before++) {
		struct out text = { NULL, 0, 0, false };
		struct read got;

		put_beside(&text, SPACED, before, 0);
		got = read_all(out_span(&text));
		if (got.others > 0 || got.unreadable > 0 || got.subjects[0] != 1 || got.subjects[1] != 1 || got.subjects[2] != 1)
			fail_msg("%.200s", text.p);
		out_free(&text);
	}
}

/* PEM in the last column, beside others of hexadecimal as wide as its lines, and as long or shorter. */
static void
test_last_column(void **state)
{
	static const size_t lines[] = { 1, 8, 12, 64 };

	(void)state;
	state_of_chance = 1;
	for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
		struct out text = { NULL, 0, 0, false };
		struct read got;

		write_lines(&value[0], PEM, out_span(&subject[0]));
		other_cell(&other[0], DIGITS, lines[k]);
		for (size_t i = 0; i < value[0].n || i < other[0].n; i++) {
			out_str(&text, "| ");
			put_cell(&text, &other[0], i);
			out_str(&text, " | ");
			put_cell(&text, &value[0], i);
			out_str(&text, " |\n");
		}
		got = read_all(out_span(&text));
		if (got.others > 0 || got.unreadable > 0 || got.subjects[0] != 1)
			fail_msg("%zu lines: %u, %u others, %u unreadable (%s)", lines[k], got.subjects[0], got.others, got.unreadable, got.words);
		out_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pieced), cmocka_unit_test(test_columns), cmocka_unit_test(test_last_column) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
