/* SPDX-License-Identifier: Apache-2.0 */
/*
 * torn.c - texts with two or three certificates, of which one is torn.
 *
 *	torn [--seed S] [--number N] [--show I]
 *
 * Each text has the certificates in one form, or some in PEM or in any other:
 * armour of each sort, uuencode, quoted-printable, dumps, lists, logs, tables,
 * entries, parts of a message.  Of one of them a line is cut, gone, doubled or
 * replaced, or its first or last ones are gone, or an octet or a character of
 * its front is another.  Names and other octets that are escaped may stand
 * before it.  Each of the others is a result, once; the torn one is unreadable,
 * skipped by name, or read whole all the same: never nothing.  Beside a third
 * form, another may be unreadable with it.  Neither line ends nor how the
 * octets arrive change what is found.
 * --show I prints the text of that number.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/out.h"
#include "input/form.h"
#include "input/pem/scan/pem_scan.h"
#include "tests/carriers.h"
#include "tests/dump_forms.h"
#include "tests/guard/chance.h"
#include "tests/put_other.h"
#include "tests/spelt_forms.h"
#include "tests/uuencode.h"

#define MOST 32				/* certificates that are read */
#define MOST_LINES 512			/* of one of them in a text */

static struct out der[MOST];
static unsigned ders;

/* ---- forms ---- */

static void uu_spaces(struct out *o, struct span s) { uuencode_with(o, s, ' '); }
static void uu_graves(struct out *o, struct span s) { uuencode_with(o, s, '`'); }

/* So many numbers on each line, as sources and logs have them. */
static void
decimal(struct out *o, struct span s)
{
	out_str(o, "octets = [\n");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%u%s", s.p[i], i + 1 == s.n ? "\n]\n" : i % 16 == 15 ? ",\n" : ", ");
}

static void
decimal_signed(struct out *o, struct span s)
{
	out_str(o, "byte[] octets = {\n    ");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%d%s", (s.p[i] ^ 0x80) - 0x80, i + 1 == s.n ? "\n};\n" : i % 12 == 11 ? ",\n    " : ", ");
}

/* Each value with its type, as sources of Java and C have it. */
static void
typed(struct out *o, struct span s)
{
	out_str(o, "static final byte[] OCTETS = {\n    ");
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "(byte) 0x%02x%s", s.p[i], i + 1 == s.n ? "\n};\n" : i % 8 == 7 ? ",\n    " : ", ");
}

/* As xxd prints octets. */
static void
xxd(struct out *o, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (i % 16 == 0)
			out_fmt(o, "%s%08zx:", i > 0 ? "\n" : "", i);
		out_str(o, i % 2 == 0 ? " " : "");
		put_hex(o, s.p[i]);
	}
	out_char(o, '\n');
}

/* Of any octets in 76 characters a line (RFC 2045 6.7). */
static void
quoted_octets(struct out *o, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		out_char(o, '=');
		put_hex(o, s.p[i]);
		out_str(o, i % 24 == 23 ? "=\n" : "");
	}
	out_char(o, '\n');
}

/* Of PEM: its "=" alone is encoded. */
static void
quoted_pem(struct out *o, struct span s)
{
	struct out text = { NULL, 0, 0, false };

	pem(&text, s);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '=')
			out_str(o, "=3D");
		else
			out_char(o, text.p[i]);
	out_free(&text);
}

static void cell(struct out *o, struct span s) { out_str(o, "7;"); base64_write(o, s); out_str(o, ";sound\n"); }
static void cell_pem(struct out *o, struct span s) { out_str(o, "7;\""); pem(o, s); out_str(o, "\";sound\n"); }
static void object(struct out *o, struct span s) { out_str(o, "{\"id\": 7, \"certificate\": \""); base64_write(o, s); out_str(o, "\"}\n"); }
static void object_pem(struct out *o, struct span s) { out_str(o, "{\"id\": 7, \"pem\": \""); pem_escaped(o, s); out_str(o, "\"}\n"); }
static void item(struct out *o, struct span s) { out_str(o, "  \""); base64_write(o, s); out_str(o, "\",\n"); }

/* Strings that a program puts together, with a sign at the end of each line. */
static void
joined(struct out *o, struct span s, const char *joint)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, s);
	out_str(o, "x = \n");
	for (size_t i = 0; i < text.n; i += 72)
		out_fmt(o, "  \"%.*s\"%s\n", text.n - i < 72 ? (int)(text.n - i) : 72, text.p + i, i + 72 < text.n ? joint : ";");
	out_free(&text);
}

static void joined_plus(struct out *o, struct span s) { joined(o, s, " +"); }
static void joined_basic(struct out *o, struct span s) { joined(o, s, " & _"); }
static void secret(struct out *o, struct span s) { out_str(o, "  tls.crt: "); base64_of_pem(o, s); }
static void items(struct out *o, struct span s) { framed(o, s, "<li>", "</li>"); out_char(o, '\n'); }
static void log_line(struct out *o, struct span s) { out_str(o, "issued cert="); base64_write(o, s); out_str(o, " serial=5\n"); }

static void
entry(struct out *o, struct span s)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, s);
	out_str(o, "dn: cn=a\nobjectClass: inetOrgPerson\nuserCertificate;binary:: ");
	for (size_t i = 0; i < text.n; i += 60) {
		out_mem(o, text.p + i, text.n - i < 60 ? text.n - i : 60);
		out_str(o, i + 60 < text.n ? "\n " : "\n\n");
	}
	out_free(&text);
}

static void
part(struct out *o, struct span s, const char *encoding, carrier_fn *fn)
{
	out_fmt(o, "--boundary\nContent-Type: application/pkix-cert\nContent-Transfer-Encoding: %s\n\n", encoding);
	fn(o, s);
	out_char(o, '\n');
}

static void part_base64(struct out *o, struct span s) { part(o, s, "base64", base64_lines); }
static void part_quoted(struct out *o, struct span s) { part(o, s, "quoted-printable", quoted_octets); }
static void part_quoted_pem(struct out *o, struct span s) { part(o, s, "quoted-printable", quoted_pem); }
static void part_uu(struct out *o, struct span s) { part(o, s, "x-uuencode", uu_graves); }
static void part_pem(struct out *o, struct span s) { part(o, s, "7bit", pem); }
static void part_bare(struct out *o, struct span s) { out_str(o, "--boundary\n"); pem(o, s); out_char(o, '\n'); }

#define MESSAGE "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=boundary\n\n"

/* Forms beside those of carriers.h; what stands around all of one text makes it what it is. */
static const struct form {
	const char *name, *head, *tail;
	carrier_fn *fn;
} forms[] = {
	{ "uuencode", "", "", uu_graves }, { "uuencode with spaces", "", "", uu_spaces }, { "decimal", "", "", decimal },
	{ "signed decimal", "", "", decimal_signed }, { "xxd", "", "", xxd },
	{ "strings of Go", "", "", go_quoted }, { "strings of Go in ASCII", "", "", go_ascii }, { "members of Python", "", "", python_members },
	{ "lines of Python", "", "", python_lines }, { "cells of Python", "", "", python_cell }, { "objects of Python's", "", "", python_object },
	{ "BLOBs", "", "", blob_escaped }, { "text of Latin-1", "", "", latin_text }, { "Latin-1 in JSON", "", "", json_octets },
	{ "od", "", "", od_words }, { "od -b", "", "", od_octets }, { "od -c", "", "", od_characters }, { "hexdump -x", "", "", hexdump_words },
	{ "xxd -b", "", "", xxd_binary }, { "xxd -e", "", "", xxd_swapped }, { "xxd -g 3", "", "", xxd_three },
	{ "%#v of Go", "", "", go_source }, { "%#o of Go", "", "", go_octal }, { "%08b of Go", "", "", go_binary },
	{ "typed", "", "", typed }, { "indexed", "", "", indexed }, { "percent-encoded octets", "", "", percent_octets },
	{ "parameters", "", "", parameter }, { "strings of C", "", "", c_string }, { "strings of C in lines", "", "", c_lines },
	{ "bytea in escape form", "", "", bytea_escaped }, { "secret", "data:\n", "", secret },
	{ "table", "id;certificate;note\n", "", cell }, { "table of PEM", "id;pem;note\n", "", cell_pem },
	{ "objects", "", "", object }, { "objects of PEM", "", "", object_pem }, { "list", "{\"x5c\": [\n", "  \"\"\n]}\n", item },
	{ "entries", "", "", entry },
	{ "strings with plus", "", "", joined_plus }, { "strings of Basic", "", "", joined_basic }, { "lines of a log", "", "", log_line },
	{ "items of a page", "<ol>\n", "</ol>\n", items }, { "parts in base64", MESSAGE, "--boundary--\n", part_base64 },
	{ "parts in quoted-printable", MESSAGE, "--boundary--\n", part_quoted },
	{ "parts of PEM in quoted-printable", MESSAGE, "--boundary--\n", part_quoted_pem },
	{ "parts in uuencode", MESSAGE, "--boundary--\n", part_uu }, { "parts of PEM", MESSAGE, "--boundary--\n", part_pem },
	{ "parts without a header", MESSAGE, "--boundary--\n", part_bare },
};
#define FORMS (sizeof forms / sizeof *forms)

/* ---- damage ---- */

struct lines {
	struct span line[MOST_LINES];	/* with their ends */
	size_t n;
};

static void
lines_of(struct lines *l, const struct out *text)
{
	struct span s = out_span(text);

	for (l->n = 0; s.n > 0 && l->n < MOST_LINES; l->n++) {
		const uint8_t *lf = memchr(s.p, '\n', s.n);

		l->line[l->n] = lf != NULL && l->n + 1 < MOST_LINES ? span_sub(s, 0, (size_t)(lf - s.p) + 1) : s;
		s = span_from(s, l->line[l->n].n);
	}
}

enum damage { CUT, GONE, DOUBLED, REPLACED, FIRST_GONE, LAST_GONE, DAMAGES, FRONT = DAMAGES };
static const char *const damage_names[] = { "cut", "gone", "doubled", "replaced", "first gone", "last gone", "with another front" };
static const char *const replacements[] = {
	"some words stand here\n", "\n", "TWF5IHRoZSBsaW5lIGJlIGFzIGxvbmcgYXMgaXQgbWF5IGJlLCBpdCBpcyBub25l\n", "2f9a11\n", "<html>\n", "-----\n"
};

/* Less than four lines are one value, of which a part stays. */
#define FEW 4

/* Tears it; *line: which of its lines. */
static enum damage
tear(struct out *o, const struct out *text, size_t *line)
{
	struct lines l;
	enum damage damage;
	size_t at;

	lines_of(&l, text);
	damage = l.n < FEW ? (below(4) == 0 ? DOUBLED : CUT) : below(DAMAGES);
	at = damage == FIRST_GONE ? 0 : damage == LAST_GONE ? l.n - 1 : below((unsigned)l.n);
	/* The longest of few has the certificate. */
	for (size_t i = 0; l.n < FEW && i < l.n; i++)
		at = l.line[i].n > l.line[at].n ? i : at;
	*line = at;
	for (size_t i = 0; i < l.n; i++) {
		struct span s = l.line[i];

		if (i != at || damage == DOUBLED)
			out_mem(o, s.p, s.n);
		if (i != at)
			continue;
		if (damage == DOUBLED)
			out_mem(o, s.p, s.n);
		else if (damage == REPLACED)
			out_str(o, replacements[below(sizeof replacements / sizeof *replacements)]);
		else if (damage == CUT) {
			out_mem(o, s.p, l.n < FEW ? s.n / 4 + below((unsigned)(s.n - s.n / 4)) : below((unsigned)s.n));
			out_char(o, '\n');
		}
	}
	return damage;
}

/* Octets of a certificate's front: the heads of two elements, and its version; characters of its text, with what stands before them. */
#define FRONT_OCTETS 13
#define FRONT_CHARACTERS 60

/* The certificate in this form, with another octet in its front, or another character in that of the text, if `characters`. */
static void
with_other_front(struct out *o, struct span whole, carrier_fn *fn, bool characters)
{
	static const char others[] = "*!. \tAz0~";
	struct out other = { NULL, 0, 0, false };
	bool character = characters && below(2) == 0;
	size_t at = o->n + below(character ? FRONT_CHARACTERS : FRONT_OCTETS);

	out_mem(&other, whole.p, whole.n);
	if (!character)
		other.p[at - o->n] ^= (char)(1 + below(255));
	fn(o, out_span(&other));
	if (character && at < o->n && o->p[at] != '\n')
		o->p[at] = others[below(sizeof others - 1)];
	out_free(&other);
}

/* ---- what is found ---- */

struct found {
	unsigned each[MOST], others, trailed, unreadable, skipped;
	char words[160];
};

static int
take(void *arg, const struct item *i)
{
	struct found *f = arg;
	bool known = false;

	if (i->fault != NULL) {
		f->unreadable++;
		snprintf(f->words, sizeof f->words, "%s", i->fault);
		return 0;
	}
	for (unsigned k = 0; k < ders; k++)
		if (span_eq(i->der, out_span(&der[k]))) {
			f->each[k]++;
			known = true;
		}
	/* Trailing octets are an error of the certificate. */
	f->trailed += !known && sniff_length(i->der) < i->der.n;
	f->others += !known;
	return 0;
}

/* One octet at a time. */
static size_t
one_octet(struct stream *r, uint8_t *to, size_t n)
{
	return stream_memory(r, to, n > 0 ? 1 : 0);
}

static struct found
read_text(struct span text, bool octets)
{
	static uint8_t buf[STREAM_SIZE];
	struct found f = { .others = 0 };
	struct stream r = { .read = octets ? one_octet : stream_memory, .arg = &text, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "text", .fn = take, .arg = &f };

	if (input_file(&in, &r) != 0)
		abort();
	f.skipped = (unsigned)in.skipped;
	input_free(&in);
	return f;
}

static bool
same(const struct found *a, const struct found *b)
{
	return memcmp(a->each, b->each, sizeof a->each) == 0 && a->others == b->others && a->unreadable == b->unreadable && a->skipped == b->skipped;
}

/* ---- texts ---- */

#define IN_ONE 3

struct text {
	struct out octets;
	struct form form;
	bool carrier;			/* one of carriers.h: it stands between other text */
	bool mixed;			/* some are in a third form */
	bool numbers;			/* one of octets in hexadecimal, or escaped */
	unsigned which[IN_ONE], n, torn;
	enum damage damage;
	size_t line;
};

/* One in which some octets are escaped, and which stands between other text too. */
static bool
is_escaped(carrier_fn *fn)
{
	return fn == percent_octets || fn == parameter || fn == bytea_escaped || fn == c_string || fn == c_lines;
}

/* One whose strings have brackets and braces among their octets: one that does not end hides where the values behind it end. */
static bool
is_string_of_json(carrier_fn *fn)
{
	return fn == blob_escaped || fn == python_object || fn == json_octets;
}

static void
choose_form(struct text *t)
{
	size_t i = below(CARRIERS + 3 * FORMS);

	t->carrier = i < CARRIERS && carriers[i].text;
	t->form = t->carrier ? (struct form){ carriers[i].name, "", "", carriers[i].fn } : forms[i % FORMS];
	t->numbers = t->form.fn == assembler || t->form.fn == certdata || t->form.fn == hex_lines || t->form.fn == hex_comment || t->form.fn == c_lines;
}

/* PEM, or any other that is text. */
static carrier_fn *
other_carrier(void)
{
	size_t i = below(2 * CARRIERS);

	return i < CARRIERS && carriers[i].text ? carriers[i].fn : pem;
}

static void
make(struct text *t)
{
	choose_form(t);
	t->n = 2 + below(IN_ONE - 1);
	t->torn = below(t->n);
	out_str(&t->octets, t->form.head);
	for (unsigned i = 0; i < t->n; i++) {
		struct out one = { NULL, 0, 0, false };
		/* In what has a head all are in one form. */
		bool other = i != t->torn && t->form.head[0] == '\0' && below(2) == 0;
		carrier_fn *fn;

		/* Others than those before. */
		t->which[i] = (i > 0 ? t->which[i - 1] + 1 + below(ders / IN_ONE) : below(ders)) % ders;
		fn = other ? other_carrier() : t->form.fn;
		t->mixed |= fn != pem && fn != t->form.fn;
		t->damage = i == t->torn && (below(DAMAGES) == 0 || is_string_of_json(t->form.fn)) ? FRONT : t->damage;
		if (i == t->torn && (t->carrier || is_escaped(t->form.fn)) && below(2) == 0)
			put_other(&t->octets);
		if (i == t->torn && t->damage == FRONT)
			/* What is all one document has no sound part where that is damaged. */
			with_other_front(&one, out_span(&der[t->which[i]]), fn, t->form.head[0] == '\0');
		else
			fn(&one, out_span(&der[t->which[i]]));
		if (one.n > 0 && one.p[one.n - 1] != '\n')
			out_char(&one, '\n');
		if (i == t->torn && t->damage != FRONT)
			t->damage = tear(&t->octets, &one, &t->line);
		else
			out_mem(&t->octets, one.p, one.n);
		out_free(&one);
		if (t->form.head[0] == '\0' && t->carrier)
			out_str(&t->octets, below(2) == 0 ? "\n" : "");
	}
	out_str(&t->octets, t->form.tail);
}

/* NULL: it is as it is to be. */
static const char *
what_is_wrong(const struct text *t, const struct found *f)
{
	unsigned told = f->unreadable + f->skipped + f->trailed + f->each[t->which[t->torn]];
	bool others;

	for (unsigned i = 0; i < t->n; i++)
		if (i != t->torn && f->each[t->which[i]] != 1 && !(t->mixed && f->unreadable + f->trailed > 0 && f->each[t->which[i]] == 0))
			return "a sound one is not found once";
	/*
	 * A line of the same length may stand in its place; then the octets are others.  Where a line of numbers stands twice, and their
	 * element ends with a line, the last is other text; and the last may have one octet, as the next text begins with two digits.
	 */
	others = f->others > 0 && (t->damage == FRONT || t->damage == REPLACED || t->damage == CUT ||
	    (t->numbers && (t->damage == DOUBLED || t->damage == LAST_GONE)));
	return told == 0 && !others ? "the torn one is lost" : NULL;
}

static const char *
try_text(const struct text *t, struct found *f)
{
	struct span text = out_span(&t->octets);
	struct out ends = { NULL, 0, 0, false };
	struct found other;
	const char *wrong;

	*f = read_text(text, false);
	if ((wrong = what_is_wrong(t, f)) != NULL)
		return wrong;
	other = read_text(text, true);
	if (!same(f, &other))
		return "octet by octet something else is found";
	if (memchr(text.p, '\r', text.n) != NULL)
		return NULL;
	for (size_t i = 0; i < text.n; i++) {
		out_str(&ends, text.p[i] == '\n' ? "\r" : "");
		out_char(&ends, (char)text.p[i]);
	}
	other = read_text(out_span(&ends), false);
	out_clear(&ends);
	if (!same(f, &other))
		wrong = "with CRLF something else is found";
	/* What stands between other text does not care which. */
	if (wrong == NULL && t->carrier) {
		out_str(&ends, "a line before\n");
		out_mem(&ends, text.p, text.n);
		other = read_text(out_span(&ends), false);
		wrong = what_is_wrong(t, &other) != NULL ? "behind a line something is lost" : NULL;
	}
	out_free(&ends);
	*f = wrong != NULL ? other : *f;
	return wrong;
}

static void
report(const struct text *t, const struct found *f, unsigned long number, const char *wrong)
{
	printf("text %lu: %s: %s, number %u of %u torn, line %zu %s: found", number, wrong, t->form.name, t->torn + 1, t->n, t->line + 1,
	    damage_names[t->damage]);
	for (unsigned i = 0; i < t->n; i++)
		printf(" %u", f->each[t->which[i]]);
	printf(", %u others, %u unreadable (%s), %u skipped\n", f->others, f->unreadable, f->words, f->skipped);
}

/* ---- the certificates ---- */

static bool
read_certificates(const char *path)
{
	static uint8_t buf[STREAM_SIZE];
	FILE *f = fopen(path, "r");
	struct stream r = { .buf = buf };
	struct pem_block b;
	struct pem p;

	if (f == NULL)
		return false;
	r.fd = fileno(f);
	pem_init(&p, &r, 1 << 20);
	while (ders < MOST && pem_next(&p, &b))
		if (b.fault == NULL && strcmp(b.label, "CERTIFICATE") == 0)
			out_mem(&der[ders++], b.octets.p, b.octets.n);
	pem_free(&p);
	fclose(f);
	return ders > 2 * IN_ONE;
}

int
main(int argc, char **argv)
{
	unsigned long seed = 1, number = 1000, show = 0, failed = 0;

	chance_begin(argc, argv, &seed, &number);
	for (int i = 1; i + 1 < argc; i += 2)
		show = strcmp(argv[i], "--show") == 0 ? strtoul(argv[i + 1], NULL, 10) : show;
	if (!read_certificates("testdata/base/bases.pem"))
		return 2;
	for (unsigned long i = 1; i <= number; i++) {
		struct text t = { .n = 0 };
		struct found f = { .others = 0 };
		const char *wrong;

		chance = (seed << 32 | i) * 0x9e3779b97f4a7c15u + 1;
		(void)below(2);
		make(&t);
		if (i == show)
			fwrite(t.octets.p, 1, t.octets.n, stdout);
		else if (show == 0 && (wrong = try_text(&t, &f)) != NULL) {
			report(&t, &f, i, wrong);
			failed++;
		}
		out_free(&t.octets);
	}
	for (unsigned i = 0; i < ders; i++)
		out_free(&der[i]);
	if (show == 0)
		printf("%lu passed, %lu failed\n", number - failed, failed);
	return failed > 0;
}
