/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets in plain lines, one thing behind another, joined at random: certificates in hexadecimal and other numbers, wrapped or not, sound,
 * cut or without their beginning; counts and checksums in lines of their own beside them; dumps that have lost lines; messages.  What is
 * judged is what was put in, octet for octet, and what is damaged costs nothing but itself.
 */
#include "chance.h"
#include "dump_forms.h"
#include "subjects.h"

#define CASES 3000

/* ---- lines of octets ---- */

static const struct notation {
	const char *front, *between;
	unsigned radix;
	size_t digits;
	bool upper;
} notations[] = {
	{ "", "", 16, 2, false }, { "", "", 16, 2, true }, { "", " ", 16, 2, false }, { "", ":", 16, 2, false }, { "0x", "", 16, 2, false },
	{ "\\x", "", 16, 2, false },
	{ "", " ", 10, 1, false }, { "", ", ", 10, 1, false }, { "", " ", 8, 3, false }, { "", ", ", 16, 1, false },
};
#define NOTATIONS (sizeof notations / sizeof *notations)
/* Those in hexadecimal alone stand first. */
#define HEXADECIMAL 6

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
		bool ends = i + 1 == s.n || (y->width > 0 && (i + 1) % y->width == 0);

		out_str(o, i == 0 ? y->notation->front : "");
		if (y->notation->upper)
			out_fmt(o, "%02X", s.p[i]);
		else
			put_number(o, s.p[i], y->notation->radix, y->notation->digits, '0');
		out_str(o, ends ? y->line_end : y->notation->between);
	}
}

/* ---- what stands beside them ---- */

enum { BESIDE = 8 };

/* A count, a checksum or another number in a line of its own; 0: none. */
static void
put_beside(struct out *o, const struct style *y, unsigned kind, unsigned i)
{
	static const struct { const char *front; unsigned radix; size_t width; uint32_t factor; } numbers[BESIDE] = {
		{ "", 10, 0, 0 }, { "", 10, 4, 1 }, { "00", 10, 2, 0 }, { "", 10, 1, 1 }, { "1", 10, 3, 1 }, { "0000", 10, 4, 0 },
		{ "0x", 16, 8, 77777777 }, { "a0", 16, 6, 77777 },
	};

	if (kind == 0)
		return;
	out_str(o, numbers[kind].front);
	put_number(o, i * numbers[kind].factor, numbers[kind].radix, numbers[kind].width, '0');
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

		chance_begin(i);
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
			printf("case %u, radix %u \"%s\" by %zu, %u at %u: %u %u %u of the subjects, %u others, %u unreadable (%s)\n", i, y.notation->radix,
			    y.notation->between, y.width, kind, where, got.subjects[0], got.subjects[1], got.subjects[2], got.others,
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

		chance_begin(i);
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
			printf("case %u, radix %u \"%s\" by %zu, %u parts: %u %u %u of %u %u %u, %u others, %u unreadable of %u (%s)\n", i, y.notation->radix,
			    y.notation->between, y.width, parts, got.subjects[0], got.subjects[1], got.subjects[2], sound[0], sound[1],
			    sound[2], got.others, got.unreadable, cut, got.words);
		}
		out_free(&text);
	}
	assert_int_equal(wrong, 0);
}

/* ---- dumps ---- */

/* Sixteen octets a line, in groups, behind an address, and as text. */
static void
shown(struct out *o, struct span s, const char *address, size_t group, const char *text)
{
	char line[32];

	for (size_t i = 0; i < s.n; i += 16) {
		snprintf(line, sizeof line, "%08zx", i);
		out_fmt(o, "%s%s", address, address[0] == '\t' ? line + 4 : line);
		out_str(o, address[0] == '\t' ? ": " : "  ");
		for (size_t k = i; k < i + 16; k++) {
			out_str(o, k % group == 0 && k > i ? " " : "");
			out_fmt(o, k < s.n ? "%02x" : "  ", k < s.n ? s.p[k] : 0);
		}
		out_str(o, text);
		for (size_t k = i; k < i + 16 && k < s.n; k++)
			out_char(o, (char)(s.p[k] > ' ' && s.p[k] < 0x7f ? s.p[k] : '.'));
		out_str(o, text[2] == '|' ? "|\n" : "\n");
	}
}

static void hexdump_c(struct out *o, struct span s) { shown(o, s, "", 1, "  |"); }
static void tcpdump(struct out *o, struct span s) { shown(o, s, "\t0x", 2, "  "); }
static void xxd(struct out *o, struct span s) { xxd_groups(o, s, 16, 2, 16, false); }

/* Those with addresses. */
static const struct dump_form others[] = { { "hexdump -C", hexdump_c }, { "tcpdump -X", tcpdump }, { "xxd", xxd } };
#define OTHERS (sizeof others / sizeof *others)
#define DUMPS (OTHERS + 12)

static const struct dump_form *
dump_of(size_t i)
{
	return i < OTHERS ? &others[i] : &dump_forms[i - OTHERS];
}

/* A dump without its first lines, and another: the order of its octets, their radix and their addresses are its own. */
static void
test_dumps(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < DUMPS; i++)
		for (size_t k = 0; k < DUMPS; k++)
			for (unsigned lines = 1; lines < 4; lines++) {
				struct out text = { NULL, 0, 0, false }, whole = text;
				struct span rest;
				struct read got;

				dump_of(i)->fn(&whole, out_span(&subject[0]));
				rest = out_span(&whole);
				for (unsigned n = 0; n < lines; n++)
					rest = span_from(rest, (size_t)((const uint8_t *)memchr(rest.p, '\n', rest.n) - rest.p) + 1);
				out_mem(&text, rest.p, rest.n);
				dump_of(k)->fn(&text, out_span(&subject[1]));
				got = read_all(out_span(&text));
				if (got.subjects[0] > 0 || got.subjects[1] != 1 || got.others > 0 || got.unreadable != 1) {
					wrong++;
					printf("%s without %u lines, %s: %u %u, %u others, %u unreadable (%s)\n", dump_of(i)->name, lines, dump_of(k)->name,
					    got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words);
				}
				out_free(&whole);
				out_free(&text);
			}
	assert_int_equal(wrong, 0);
}

/* ---- messages ---- */

/* A message whose body ends with a line of base64 that is full, short or has padding. */
static void
message(struct out *o, struct span s)
{
	out_str(o, "Content-Type: application/pkix-cert; name=\"c.cer\"\nContent-Transfer-Encoding: base64\n\n");
	for (size_t i = 0; i < s.n; i += 57) {
		base64_write(o, span_sub(s, i, s.n - i < 57 ? s.n - i : 57));
		out_char(o, '\n');
	}
}

static void
logged_dump(struct out *o, struct span s)
{
	struct out lines = { NULL, 0, 0, false };
	bool begins = true;

	xxd(&lines, s);
	for (size_t i = 0; i < lines.n; i++) {
		out_str(o, begins ? "2024-01-02 10:01:07 " : "");
		out_char(o, lines.p[i]);
		begins = lines.p[i] == '\n';
	}
	out_free(&lines);
}

static void
said(struct out *o, struct span s)
{
	out_str(o, "and the certificate of the other one:\n");
	pem(o, s);
}

/* What stands behind the body, with no empty line between, is not of it. */
static void
test_messages(void **state)
{
	static carrier_fn *const behind[] = { logged_dump, xxd, hexdump_c, tcpdump, said, pem, json_lines, hex_colons, message };
	/* Its END line is gone. */
	static const char key[] = "-----BEGIN PRIVATE KEY-----\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v\n";
	unsigned wrong = 0;

	(void)state;
	for (unsigned i = 0; i < sizeof behind / sizeof *behind; i++)
		for (unsigned more = 0; more < 60; more++) {
			struct out der = { NULL, 0, 0, false }, text = der;
			struct read got;
			size_t n;

			/* Its signature is longer by so many octets. */
			out_mem(&der, subject[0].p, subject[0].n);
			n = ((size_t)(uint8_t)der.p[2] << 8 | (uint8_t)der.p[3]) + more;
			der.p[2] = (char)(n >> 8);
			der.p[3] = (char)n;
			for (unsigned k = 0; k < more; k++)
				out_char(&der, 'x');
			out_str(&text, more % 2 > 0 ? key : "");
			message(&text, out_span(&der));
			behind[i](&text, out_span(&subject[1]));
			/* However much of it comes at once. */
			got = read_by(out_span(&text), 1 + more * more);
			if (got.subjects[1] != 1 || got.subjects[0] + got.others + got.unreadable != 1) {
				wrong++;
				printf("%u behind %u more: %u %u, %u others, %u unreadable (%s)\n", i, more, got.subjects[0], got.subjects[1],
				    got.others, got.unreadable, got.words);
			}
			out_free(&der);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_beside), cmocka_unit_test(test_cut), cmocka_unit_test(test_dumps),
		cmocka_unit_test(test_messages) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
