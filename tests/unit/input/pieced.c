/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates in lines that have something beside them, taken at random: times, processes and addresses before them, lengths behind, cells
 * of a table on either side, and the lines of other writers between.  What is judged is what was put in, octet for octet, or it is said that
 * something is unreadable.
 */
#include "chance.h"
#include "subjects.h"

#include "base/base64.h"

#define CASES 2500
#define LINES 512
#define LINE 320

/* ---- the lines of a value ---- */

struct lines {
	char line[LINES][LINE];
	size_t n;
};

enum notation { SPACED, COLONS, DIGITS, BASE64, PEM, DECIMAL, ARRAY, NOTATIONS };

/* So many octets of one line; what is behind the last octet ends it. */
static void
write_line(char *line, enum notation notation, struct span s)
{
	static const char *const behind[NOTATIONS] = { " ", ":", "", "", "", ", ", ", " };
	struct out o = { line, 0, LINE, false };
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
	base64_write(&o, s);
	out_char(&o, '\0');
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
	switch (kind) {
	case 0:
		return;
	case 1:
		out_fmt(o, "10:%02zu:%02zu ", i / 60, i % 60);
		break;
	case 2:
		out_fmt(o, "2024-01-01 10:%02zu:%02zu ", i / 60, i % 60);
		break;
	case 3:
		out_str(o, "4711 ");
		break;
	case 4:
		out_str(o, "00:11:22:33:44:55 ");
		break;
	case 5:
		out_fmt(o, "%04zx ", 16 * i);
		break;
	case 6:
		out_fmt(o, "0x%04zx: ", 16 * i);
		break;
	case 7:
		out_fmt(o, "%zu ", i + 1);
		break;
	case 8:
		out_str(o, i > 0 ? "+ " : "");
		break;
	case 9:
		out_str(o, i > 0 ? "10 " : "");
		break;
	default:
		out_fmt(o, "[%zu] INFO ", i);
	}
}

/* Behind it. */
static void
put_behind(struct out *o, unsigned kind, size_t i)
{
	switch (kind) {
	case 1:
		out_str(o, "  (16)");
		break;
	case 2:
		out_fmt(o, "  %04zx", 16 * i);
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

		chance_begin(i);
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
	chance_begin(0);
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

/* ---- dumps behind something ---- */

enum { DUMP_LINE = 16, DUMPS = 7 };

/* The address of a line as this kind of dump has it: xxd, with and without its text, hexdump -C, od, an editor, tcpdump, a table. */
static void
put_address(struct out *o, unsigned kind, size_t address)
{
	if (kind < 2)
		out_fmt(o, "%08zx: ", address);
	else if (kind == 2)
		out_fmt(o, "%08zx  ", address);
	else if (kind == 3)
		out_fmt(o, "%07zo ", address);
	else if (kind == 4)
		out_fmt(o, "%08zxh: ", address);
	else if (kind == 5)
		out_fmt(o, "0x%04zx: ", address);
	else
		out_fmt(o, "%03zx | ", address);
}

/* The text stands in a column of its own. */
static void
put_dump_line(struct out *o, unsigned kind, size_t address, struct span s)
{
	static const char *const texts[DUMPS] = { "  0...", "", "  |0...|", "", " ; 0...", "", " | 0... |" };
	bool pairs = kind < 2 || kind == 5;

	put_address(o, kind, address);
	for (size_t i = 0; i < DUMP_LINE && (i < s.n || texts[kind][0] != '\0'); i++) {
		out_str(o, i > 0 && !(pairs && i % 2 > 0) ? " " : "");
		if (i < s.n)
			out_fmt(o, "%02x", s.p[i]);
		else
			out_str(o, "  ");
	}
	out_str(o, texts[kind]);
	out_char(o, '\n');
}

static struct span
dump_octets(struct span s, size_t line)
{
	s = span_from(s, DUMP_LINE * line);
	return span_sub(s, 0, s.n < DUMP_LINE ? s.n : DUMP_LINE);
}

/* What is wrong with the addresses from one line on: nothing, they begin anew, they are those of other lines, a line is gone, one stands twice. */
enum wrong { WRONG_NONE, WRONG_ANEW, WRONG_OTHERS, WRONG_GAP, WRONG_TWICE, WRONGS };

/* What is before it is the same in each line, or a time; behind the line that is wrong stand octets of chance, up to as many as are due. */
static void
put_dump(struct out *o, unsigned kind, unsigned before, enum wrong wrong)
{
	struct span s = out_span(&subject[0]);
	size_t lines = (s.n + DUMP_LINE - 1) / DUMP_LINE, from = lines - 8;
	uint8_t octets[DUMP_LINE];

	for (size_t i = 0; i < lines + (wrong != WRONG_NONE); i++) {
		bool foreign = wrong != WRONG_NONE && i >= from;
		const size_t addresses[WRONGS] = { i, i - from, i - 30, i + 1, i - 1 };
		struct span line = dump_octets(s, i);

		for (size_t k = 0; k < DUMP_LINE; k++)
			octets[k] = (uint8_t)chance(256);
		if (before == 0)
			out_str(o, "app: ");
		else
			put_before(o, before, i);
		put_dump_line(o, kind, DUMP_LINE * addresses[foreign ? wrong : WRONG_NONE], foreign ? (struct span){ octets, DUMP_LINE } : line);
	}
}

/* Where an address does not go on, the dump ends, be there something before it: no octet behind is one of the certificate. */
static void
test_addresses(void **state)
{
	static const unsigned befores[] = { 0, 1, 2, 3, 4, 10 };

	(void)state;
	chance_begin(0);
	for (unsigned kind = 0; kind < DUMPS; kind++)
		for (size_t i = 0; i < sizeof befores / sizeof *befores; i++)
			for (unsigned wrong = 0; wrong < WRONGS; wrong++) {
				struct out text = { NULL, 0, 0, false };
				struct read got;

				put_dump(&text, kind, befores[i], (enum wrong)wrong);
				got = read_all(out_span(&text));
				if (got.others > 0 || got.subjects[0] != (wrong == WRONG_NONE) || (got.unreadable > 0) != (wrong != WRONG_NONE))
					fail_msg("wrong %u: %u, %u others, %u unreadable (%s)\n%.200s", wrong, got.subjects[0], got.others,
					    got.unreadable, got.words, text.p);
				out_free(&text);
			}
}

/* ---- lines that are indented ---- */

enum { FRONTS = 9, INDENTS = 20 };

/* What may stand in front of them: nothing that is read, or a certificate in another form. */
static void
put_front(struct out *o, unsigned front)
{
	struct span s = out_span(&subject[0]);
	char base64[4 * 2048 / 3];

	switch (front) {
	case 0:
		return;
	case 1:
		out_str(o, "[]\n");
		return;
	case 2:
		out_mem(o, (const char *)s.p, s.n);
		return;
	case 3:
		for (size_t i = 0; i < s.n; i += 48) {
			write_line(base64, BASE64, span_sub(s, i, s.n - i < 48 ? s.n - i : 48));
			out_str(o, base64);
		}
		out_char(o, '\n');
		return;
	case 4:
		put_dump(o, 0, 2, WRONG_NONE);
		return;
	default:
		write_lines(&value[0], SPACED, s);
		for (size_t i = 0; i < value[0].n; i++) {
			put_before(o, front == 5 ? 1 : front == 6 ? 6 : front == 7 ? 10 : 3, i);
			out_str(o, value[0].line[i]);
			out_char(o, '\n');
		}
	}
}

/* Hexadecimal as `openssl x509 -text` prints it, behind any blanks: their number says nothing of what is octets. */
static void
test_indented(void **state)
{
	static const char *const betweens[] = { ":", " " };

	(void)state;
	for (unsigned front = 0; front < FRONTS; front++)
		for (unsigned i = 0; i < 2 * (INDENTS + 1) * 2; i++) {
			const char *between = betweens[i / 2 % 2];
			struct span s = out_span(&subject[1]);
			struct out text = { NULL, 0, 0, false };
			struct read got;

			put_front(&text, front);
			for (size_t k = 0; k < s.n; k++)
				out_fmt(&text, "%*s%02x%s%s", k % 15 == 0 ? (int)(i / 4) : 0, "", s.p[k],
				    k + 1 < s.n && (k % 15 < 14 || i % 2 == 0) ? between : "", k + 1 == s.n || k % 15 == 14 ? "\n" : "");
			got = read_all(out_span(&text));
			if (got.others > 0 || got.unreadable > 0 || got.subjects[0] != (front > 1) || got.subjects[1] != 1)
				fail_msg("front %u, %u blanks, \"%s\": %u %u, %u others, %u unreadable (%s)", front, i / 4, between, got.subjects[0],
				    got.subjects[1], got.others, got.unreadable, got.words);
			out_free(&text);
		}
}

/* Lines behind a process, and what comes behind them without it: a dump of any kind, or lines of the same, with addresses alone or nothing. */
static void
test_behind_process(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < DUMPS + 2; kind++) {
		struct span s = out_span(&subject[1]);
		struct out text = { NULL, 0, 0, false };
		struct read got;

		put_front(&text, FRONTS - 1);
		write_lines(&value[1], SPACED, s);
		for (size_t i = 0; i < value[1].n; i++) {
			if (kind < DUMPS) {
				put_dump_line(&text, kind, DUMP_LINE * i, dump_octets(s, i));
				continue;
			}
			put_before(&text, kind == DUMPS ? 0 : 5, i);
			out_str(&text, value[1].line[i]);
			out_char(&text, '\n');
		}
		got = read_all(out_span(&text));
		if (got.others > 0 || got.unreadable > 0 || got.subjects[0] != 1 || got.subjects[1] != 1)
			fail_msg("kind %u: %u %u, %u others, %u unreadable (%s)", kind, got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words);
		out_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pieced), cmocka_unit_test(test_columns), cmocka_unit_test(test_last_column),
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_indented), cmocka_unit_test(test_behind_process) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
