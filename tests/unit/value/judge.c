/* SPDX-License-Identifier: Apache-2.0 */
/* judge.c - placeholders and damaged text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "value/judge.h"

static const struct {
	const char *text;
	uint32_t traits;
} cases[] = {
	{ "", VALUE_EMPTY },
	{ " ", VALUE_METADATA | VALUE_EDGE_BLANK },
	{ ".", VALUE_METADATA },
	{ "-", VALUE_METADATA },
	{ " . - ", VALUE_METADATA | VALUE_EDGE_BLANK },
	{ "???", VALUE_METADATA },
	{ "\xe2\x80\x94", VALUE_METADATA },		/* em dash */
	{ "\xc2\xbf", VALUE_METADATA },			/* inverted question mark */
	{ "(null)", VALUE_PLACEHOLDER },
	{ "(NULL)", VALUE_PLACEHOLDER },
	{ " (null) ", VALUE_PLACEHOLDER | VALUE_EDGE_BLANK },
	{ "N/A", VALUE_PLACEHOLDER },
	{ "n.a.", VALUE_PLACEHOLDER },
	{ "Not Applicable", VALUE_PLACEHOLDER },
	{ "undefined", VALUE_PLACEHOLDER },
	{ "(null) Nordmann", VALUE_PLACEHOLDER },
	{ "Erika (NULL)", VALUE_PLACEHOLDER },
	{ "M\xc3\xbcller [object Object]", VALUE_PLACEHOLDER },
	{ "null null", VALUE_PLACEHOLDER },
	{ "Erika (nullify)", 0 }, { "Erika (null", 0 }, { "(nul", 0 }, { "Nordmann (K\xc3\xb6ln)", 0 },
	{ "null", VALUE_PLACEHOLDER },
	{ "none", VALUE_PLACEHOLDER },
	{ "Null", VALUE_DOUBTFUL },			/* a surname */
	{ "NULL", VALUE_DOUBTFUL },
	{ "None", VALUE_DOUBTFUL },			/* a town in Piedmont */
	{ "NA", VALUE_DOUBTFUL },
	{ "Na", 0 }, { "Todo", 0 },			/* names of persons */
	{ "TODO", VALUE_DOUBTFUL },
	{ "Unknown", VALUE_DOUBTFUL },
	/* of other languages */
	{ "k.A.", VALUE_DOUBTFUL }, { "k. A.", VALUE_DOUBTFUL }, { "k.a.", VALUE_DOUBTFUL },
	{ "K.A.", 0 }, { "K. A.", 0 },			/* initials */
	{ "keine", VALUE_DOUBTFUL }, { "Keine Angabe", VALUE_DOUBTFUL }, { "keine Angaben", VALUE_DOUBTFUL },
	{ "Unbekannt", VALUE_DOUBTFUL }, { "nicht bekannt", VALUE_DOUBTFUL },
	{ "n/d", VALUE_DOUBTFUL }, { "S/N", VALUE_DOUBTFUL }, { "s/d", VALUE_DOUBTFUL }, { "Sin datos", VALUE_DOUBTFUL },
	{ "desconocido", VALUE_DOUBTFUL },
	{ "n\xc3\xa9""ant", VALUE_DOUBTFUL }, { "Inconnu", VALUE_DOUBTFUL }, { "nessuno", VALUE_DOUBTFUL }, { "sconosciuto", VALUE_DOUBTFUL },
	{ "n.v.t.", VALUE_DOUBTFUL }, { "onbekend", VALUE_DOUBTFUL },
	{ "(keine Angabe)", VALUE_DOUBTFUL }, { "\"Inconnu\"", VALUE_DOUBTFUL }, { "(K.A.)", 0 }, { "(null)", VALUE_PLACEHOLDER },	/* firms stand in quotes */
	{ "Ohne", 0 }, { "Aucun", 0 }, { "N.D.", 0 }, { "Keiner", 0 },	/* towns, a degree, a surname */
	{ "Leer", 0 }, { "Kein", 0 }, { "Nan", 0 }, { "NAN", 0 }, { "NaN", VALUE_DOUBTFUL },	/* a town, a surname, a given name, a province */
	{ "Incomplete", VALUE_DOUBTFUL }, { "Incomplete Records Ltd", 0 }, { "Missing Link GmbH", 0 }, { "Pendings", 0 },
	/* forms and tables that were not filled in */
	{ "#REF!", VALUE_PLACEHOLDER }, { "#VALUE!", VALUE_PLACEHOLDER }, { "%s", VALUE_PLACEHOLDER }, { "#Refuge", 0 }, { "100 %s", 0 },
	{ "${L}", VALUE_PLACEHOLDER }, { "Erika ${user.surname}", VALUE_PLACEHOLDER }, { "{{city}}", VALUE_PLACEHOLDER },
	{ "{{ city }} Ost", VALUE_PLACEHOLDER }, { "#{city}", VALUE_PLACEHOLDER }, { "${", VALUE_METADATA }, { "${}", VALUE_METADATA },
	{ "${city", 0 }, { "{{city}", 0 }, { "{{}}", VALUE_METADATA }, { "A{B}", 0 }, { "U$ {city}", 0 },
	{ "{city}", VALUE_DOUBTFUL }, { "<L>", VALUE_DOUBTFUL }, { "<Locality>", VALUE_DOUBTFUL }, { "(L)", 0 }, { "<kes>", 0 }, { "<L", 0 },
	{ "Test", VALUE_TEST },
	{ "test user", VALUE_TEST },
	/* words that only contain them */
	{ "Nullmeier", 0 }, { "Nonemann GmbH", 0 }, { "Testa", 0 }, { "Unknown Pleasures Ltd", 0 },
	{ "NASA", 0 }, { "A", 0 }, { "1", 0 }, { "O'Brien", 0 }, { "Dr. No", 0 },
	{ "\xc2\xba", 0 },				/* ordinal indicator */
	{ "\xe6\x9d\x8e", 0 },				/* a Chinese surname */
	/* replacement, controls, invisible */
	{ "Jos\xef\xbf\xbd", VALUE_REPLACEMENT },
	{ "\xef\xbf\xbd", VALUE_REPLACEMENT | VALUE_METADATA },
	{ "a\tb", VALUE_CONTROL },
	{ "a\x7f", VALUE_CONTROL },
	{ "a\xc2\x85z", VALUE_CONTROL },
	{ "a\xe2\x80\xae" "b", VALUE_INVISIBLE },
	{ "\xef\xbb\xbf" "a", VALUE_INVISIBLE },
	{ "a\xe2\x80\x8c" "b", 0 },			/* zero width non-joiner: Persian spelling */
	/* entities */
	{ "R&amp;D", VALUE_ENTITY },
	{ "M&uuml;ller", VALUE_ENTITY },
	{ "M&#252;ller", VALUE_ENTITY },
	{ "M&#xFC;ller", VALUE_ENTITY },
	{ "AT&T", 0 }, { "AT&T; Inc", 0 }, { "R&D", 0 }, { "Smith & Sons;", 0 }, { "&#;", VALUE_METADATA },
	{ "&amp", 0 }, { "a &b;", 0 },
	/* UTF-8 read as Latin-1 or Windows-1252 */
	{ "M\xc3\x83\xc2\xbcller", VALUE_MOJIBAKE },
	{ "\xc3\x82\xc2\xa9 Firma", VALUE_MOJIBAKE },
	{ "\xc3\x85\xe2\x80\x9a\xc3\xb3" "d\xc5\xba", 0 },	/* half of it only: not valid when read back */
	{ "\xc3\x85\xe2\x80\x9a" "a", VALUE_MOJIBAKE },	/* Polish l with stroke by Windows-1252 */
	{ "\xc3\x84\xe2\x84\xa2", VALUE_MOJIBAKE },	/* Polish e with ogonek: A umlaut, trademark sign */
	{ "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s", VALUE_MOJIBAKE },	/* a right single quote */
	{ "\xc3\x83", 0 },				/* A with tilde alone */
	{ "JO\xc3\x83O", 0 },
	{ "M\xc3\xbcller", 0 },
	{ "NESTL\xc3\x89\xc2\xae", 0 },			/* E acute, registered sign: valid UTF-8 by accident */
	{ "CAF\xc3\x89\xe2\x84\xa2", 0 },
	{ "\xc3\x90\xc3\x90", 0 },
	/* blanks */
	{ " a", VALUE_EDGE_BLANK }, { "a ", VALUE_EDGE_BLANK }, { "a\xc2\xa0", VALUE_EDGE_BLANK | VALUE_NBSP },
	{ "a  b", VALUE_DOUBLE_BLANK }, { "a b", 0 }, { "  a", VALUE_EDGE_BLANK | VALUE_DOUBLE_BLANK },
};

static void
test_traits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint32_t t = value_traits(span_of(cases[i].text));

		if (t != cases[i].traits)
			fail_msg("\"%s\": %#x, wanted %#x", cases[i].text, (unsigned)t, (unsigned)cases[i].traits);
	}
	assert_int_equal(value_traits(SPAN_NONE), VALUE_EMPTY);
}

struct sample {
	const char *text;
	uint32_t trait;
};

static void
expect_traits(const struct sample *s, uint32_t all)
{
	if ((value_traits(span_of(s->text)) & all) != s->trait)
		fail_msg("%s", s->text);
}

#define OF_WORDS (VALUE_PLACEHOLDER | VALUE_DOUBTFUL | VALUE_TEST)

/* Brackets, quotes and blanks make no value of a word that stands for none. */
static void
test_wrapped(void **state)
{
	static const struct sample words[] = {
		{ "(unknown)", VALUE_PLACEHOLDER },
		{ "<empty>", VALUE_PLACEHOLDER },
		{ "(empty)", VALUE_PLACEHOLDER },
		{ "{null}", VALUE_PLACEHOLDER },
		{ "[null]", VALUE_PLACEHOLDER },
		{ "[none]", VALUE_PLACEHOLDER },
		{ "<null>", VALUE_PLACEHOLDER },
		{ "<none>", VALUE_PLACEHOLDER },
		{ "(null)", VALUE_PLACEHOLDER },
		{ "(none)", VALUE_PLACEHOLDER },
		{ "(nil)", VALUE_PLACEHOLDER },
		{ "(n/a)", VALUE_PLACEHOLDER },
		{ "(Unknown)", VALUE_PLACEHOLDER },
		{ "( n.a. )", VALUE_PLACEHOLDER },
		{ "[[NA]]", VALUE_PLACEHOLDER },
		{ "\"none\"", VALUE_PLACEHOLDER },
		{ "'NULL'", VALUE_PLACEHOLDER },
		{ "-- tbd --", VALUE_PLACEHOLDER },
		{ "<not applicable>", VALUE_PLACEHOLDER },
		{ "(test)", VALUE_TEST },
		{ "n / a", VALUE_PLACEHOLDER },
		{ "N /A", VALUE_PLACEHOLDER },
		{ "(N/ A)", VALUE_PLACEHOLDER },
		{ "N \\ A", VALUE_PLACEHOLDER },
		{ "n / b", 0 },
		{ "n / a / n", 0 },
		{ "(Nordlicht)", 0 },
		{ "(null", 0 },
		{ "(na", 0 },
		{ "(na]", 0 },
		{ "()", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		expect_traits(&words[i], OF_WORDS);
}

static const struct sample listed[] = {
	{ "na", VALUE_DOUBTFUL },
	{ "foo", VALUE_TEST },
	{ "n.a", VALUE_PLACEHOLDER },
	{ "n/a", VALUE_PLACEHOLDER },
	{ "n\\a", VALUE_PLACEHOLDER },
	{ "nil", VALUE_DOUBTFUL },
	{ "tba", VALUE_DOUBTFUL },
	{ "tbd", VALUE_DOUBTFUL },
	{ "xxx", VALUE_DOUBTFUL },
	{ "#n/a", VALUE_PLACEHOLDER },
	{ "n.a.", VALUE_PLACEHOLDER },
	{ "none", VALUE_PLACEHOLDER },
	{ "null", VALUE_PLACEHOLDER },
	{ "test", VALUE_TEST },
	{ "todo", VALUE_DOUBTFUL },
	{ "xxxx", VALUE_DOUBTFUL },
	{ "dummy", VALUE_TEST },
	{ "empty", VALUE_DOUBTFUL },
	{ "absent", VALUE_DOUBTFUL },
	{ "foobar", VALUE_TEST },
	{ "sample", VALUE_TEST },
	{ "(blank)", VALUE_PLACEHOLDER },
	{ "example", VALUE_TEST },
	{ "foo bar", VALUE_TEST },
	{ "not set", VALUE_PLACEHOLDER },
	{ "testing", VALUE_TEST },
	{ "unknown", VALUE_DOUBTFUL },
	{ "no value", VALUE_PLACEHOLDER },
	{ "n/a n/a", VALUE_PLACEHOLDER },
	{ "null null", VALUE_PLACEHOLDER },
	{ "none none", VALUE_PLACEHOLDER },
	{ "testuser", VALUE_TEST },
	{ "test test", VALUE_TEST },
	{ "test user", VALUE_TEST },
	{ "undefined", VALUE_PLACEHOLDER },
	{ "do not use", VALUE_TEST },
	{ "not defined", VALUE_PLACEHOLDER },
	{ "unspecified", VALUE_PLACEHOLDER },
	{ "not provided", VALUE_PLACEHOLDER },
	{ "not available", VALUE_PLACEHOLDER },
	{ "not specified", VALUE_PLACEHOLDER },
	{ "not applicable", VALUE_PLACEHOLDER },
	{ "[object object]", VALUE_PLACEHOLDER },
	{ "test certificate", VALUE_TEST },
	{ "to be determined", VALUE_PLACEHOLDER },
	{ "%s", VALUE_PLACEHOLDER },
	{ "nan", VALUE_DOUBTFUL },
	{ "#num!", VALUE_PLACEHOLDER },
	{ "#ref!", VALUE_PLACEHOLDER },
	{ "fixme", VALUE_DOUBTFUL },
	{ "undef", VALUE_DOUBTFUL },
	{ "unset", VALUE_DOUBTFUL },
	{ "#name?", VALUE_PLACEHOLDER },
	{ "#null!", VALUE_PLACEHOLDER },
	{ "#value!", VALUE_PLACEHOLDER },
	{ "missing", VALUE_DOUBTFUL },
	{ "no city", VALUE_DOUBTFUL },
	{ "no data", VALUE_DOUBTFUL },
	{ "partial", VALUE_DOUBTFUL },
	{ "pending", VALUE_DOUBTFUL },
	{ "#div/0!", VALUE_PLACEHOLDER },
	{ "changeme", VALUE_DOUBTFUL },
	{ "no state", VALUE_DOUBTFUL },
	{ "redacted", VALUE_DOUBTFUL },
	{ "withheld", VALUE_DOUBTFUL },
	{ "not given", VALUE_PLACEHOLDER },
	{ "not known", VALUE_PLACEHOLDER },
	{ "change me", VALUE_DOUBTFUL },
	{ "incomplete", VALUE_DOUBTFUL },
	{ "unassigned", VALUE_DOUBTFUL },
	{ "no locality", VALUE_DOUBTFUL },
	{ "unavailable", VALUE_DOUBTFUL },
	{ "placeholder", VALUE_DOUBTFUL },
	{ "not complete", VALUE_PLACEHOLDER },
	{ "not disclosed", VALUE_PLACEHOLDER },
	{ "to be completed", VALUE_PLACEHOLDER },
	{ "no data available", VALUE_PLACEHOLDER },
};

/* Every word is found, and none with a letter more, except those in brackets. */
static void
test_word_list(void **state)
{
	char longer[32];

	(void)state;
	for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
		expect_traits(&listed[i], OF_WORDS);
		snprintf(longer, sizeof longer, "q%s", listed[i].text);
		if (strchr("(<[{", listed[i].text[0]) == NULL)
			expect_traits(&(struct sample){ longer, 0 }, OF_WORDS);
	}
}

static void
test_at(void **state)
{
	struct span text = span_of("R&amp;D \xef\xbf\xbd\x01");

	(void)state;
	assert_true(span_is(value_trait_at(text, VALUE_ENTITY), "&amp;"));
	assert_true(span_is(value_trait_at(text, VALUE_REPLACEMENT), "\xef\xbf\xbd"));
	assert_true(span_is(value_trait_at(text, VALUE_CONTROL), "\x01"));
	assert_int_equal(value_trait_at(text, VALUE_INVISIBLE).n, 0);
	assert_true(span_eq(value_trait_at(text, VALUE_METADATA), text));
}

static void
test_without_edge_blanks(void **state)
{
	(void)state;
	assert_true(span_is(value_without_edge_blanks(span_of("\xc2\xa0 K\xc3\xb6ln\xc2\xa0" "Deutz \xc2\xa0")), "K\xc3\xb6ln\xc2\xa0" "Deutz"));
	assert_true(span_is(value_without_edge_blanks(span_of("K")), "K"));
	assert_int_equal(value_without_edge_blanks(span_of(" \xc2\xa0")).n, 0);
	assert_int_equal(value_without_edge_blanks(span_of("")).n, 0);
}

/* Characters from and to which a trait begins and ends, in a text before and behind them. */
static const struct range {
	uint32_t trait, from, to;
	const char *before, *behind;
} ranges[] = {
	{ VALUE_EDGE_BLANK, 0x20, 0x20, "x", "" }, { VALUE_EDGE_BLANK, 0xa0, 0xa0, "x", "" },
	{ VALUE_EDGE_BLANK, 0x1680, 0x1680, "x", "" }, { VALUE_EDGE_BLANK, 0x2000, 0x200a, "x", "" },
	{ VALUE_EDGE_BLANK, 0x202f, 0x202f, "x", "" }, { VALUE_EDGE_BLANK, 0x205f, 0x205f, "", "x" },
	{ VALUE_EDGE_BLANK, 0x3000, 0x3000, "", "x" }, { VALUE_DOUBLE_BLANK, 0x2000, 0x200a, "x ", "x" },
	{ VALUE_INVISIBLE, 0xad, 0xad, "x", "x" }, { VALUE_INVISIBLE, 0x200b, 0x200b, "x", "x" },
	{ VALUE_INVISIBLE, 0x200e, 0x200f, "x", "x" }, { VALUE_INVISIBLE, 0x2028, 0x202e, "x", "x" },
	{ VALUE_INVISIBLE, 0x2060, 0x2064, "x", "x" }, { VALUE_INVISIBLE, 0x2066, 0x2069, "x", "x" },
	{ VALUE_INVISIBLE, 0xfeff, 0xfeff, "x", "x" },
	{ VALUE_CONTROL, 0x01, 0x1f, "x", "x" }, { VALUE_CONTROL, 0x7f, 0x9f, "x", "x" },
	{ VALUE_NONCHARACTER, 0xfdd0, 0xfdef, "x", "x" }, { VALUE_NONCHARACTER, 0xfffe, 0xffff, "x", "x" },
	{ VALUE_NONCHARACTER, 0x1fffe, 0x1ffff, "x", "x" }, { VALUE_NONCHARACTER, 0x10fffe, 0x10ffff, "x", "x" },
	{ VALUE_PRIVATE, 0xe000, 0xf8ff, "x", "x" }, { VALUE_PRIVATE, 0xf0000, 0xffffd, "x", "x" },
	{ VALUE_PRIVATE, 0x100000, 0x10fffd, "x", "x" },
	/* a letter, a question mark and a letter */
	{ VALUE_LOST, 'A', 'Z', "x?", "" }, { VALUE_LOST, 'a', 'z', "x?", "" }, { VALUE_LOST, 0xc0, 0xd6, "x?", "" },
	{ VALUE_LOST, 0xd8, 0xf6, "x?", "" }, { VALUE_LOST, 0xf8, 0x1fff, "x?", "" }, { VALUE_LOST, 0x2c00, 0x2fff, "x?", "" },
	{ VALUE_LOST, 0x3005, 0xd7ff, "x?", "" }, { VALUE_LOST, 0xd8, 0xf6, "", "?x" },
	/* nothing else */
	{ VALUE_METADATA, 0x3a, 0x40, "", "" }, { VALUE_METADATA, 0x5b, 0x60, "", "" }, { VALUE_METADATA, 0x7b, 0xa9, "", "" },
	{ VALUE_METADATA, 0xab, 0xb1, "", "" }, { VALUE_METADATA, 0xb4, 0xb4, "", "" }, { VALUE_METADATA, 0xb6, 0xb8, "", "" },
	{ VALUE_METADATA, 0xbb, 0xbb, "", "" }, { VALUE_METADATA, 0xbf, 0xbf, "", "" }, { VALUE_METADATA, 0xd7, 0xd7, "", "" },
	{ VALUE_METADATA, 0xf7, 0xf7, "", "" }, { VALUE_METADATA, 0x200e, 0x2064, "", "" }, { VALUE_METADATA, 0x3000, 0x3003, "", "" },
	{ VALUE_METADATA, 0x30fb, 0x30fb, "", "" }, { VALUE_METADATA, 0xff0d, 0xff0e, "", "" }, { VALUE_METADATA, 0xfffd, 0xfffd, "", "" },
};

static bool
has_trait(const struct range *r, uint32_t c)
{
	uint8_t text[16];
	size_t n = strlen(r->before), behind = strlen(r->behind);

	memcpy(text, r->before, n);
	n += utf8_put(text + n, c);
	memcpy(text + n, r->behind, behind);
	return (value_traits((struct span){ text, n + behind }) & r->trait) != 0;
}

/* Both ends of each range are in it, and what stands beside them is not. */
static void
test_ranges(void **state)
{
	(void)state;
	for (const struct range *r = ranges; r < ranges + sizeof ranges / sizeof *ranges; r++) {
		if (!has_trait(r, r->from) || !has_trait(r, r->to))
			fail_msg("%#x: U+%04X to U+%04X", (unsigned)r->trait, (unsigned)r->from, (unsigned)r->to);
		if (r->from > 1 && r->from != 0xe000 && has_trait(r, r->from - 1))
			fail_msg("%#x: before U+%04X", (unsigned)r->trait, (unsigned)r->from);
		if (r->to < 0x10ffff && r->to != 0xd7ff && has_trait(r, r->to + 1))
			fail_msg("%#x: behind U+%04X", (unsigned)r->trait, (unsigned)r->to);
	}
}

/* Octets that are not UTF-8 end the look, and nothing outside is read. */
static void
test_hostile(void **state)
{
	static const char seed[] = "\xc3\x83\xc2\xbc&#x4;\xef\xbf\xbd N/A";
	uint8_t *text;

	(void)state;
	for (size_t n = 0; n < sizeof seed; n++) {
		for (unsigned c = 0; c < 256; c++) {
			text = malloc(n + 1);
			assert_non_null(text);
			memcpy(text, seed, n);
			text[n] = (uint8_t)c;
			assert_true(value_traits((struct span){ text, n + 1 }) < 1u << VALUE_TRAITS);
			free(text);
		}
	}
	assert_int_equal(value_traits(span_of("\xff")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_traits),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_word_list),
		cmocka_unit_test(test_at),
		cmocka_unit_test(test_without_edge_blanks),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
