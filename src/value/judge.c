/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judge.c - placeholder values, damaged text, stray blanks.
 */
#include "value/judge.h"

#include "base/ascii.h"
#include "base/letters.h"
#include "base/utf8.h"
#include "value/unfilled.h"

/* ---- characters ---- */

static bool
is_any_blank(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
	    c == 0x205f || c == 0x3000;
}

static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

/*
 * Format characters that change what a reader sees without being seen.  The
 * two joiners U+200C and U+200D belong to the spelling of Persian and Indic
 * names and are left out.
 */
static bool
is_invisible(uint32_t c)
{
	return c == 0xad || c == 0x200b || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static bool
is_noncharacter(uint32_t c)
{
	return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static bool
is_private(uint32_t c)
{
	return (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xf0000 && !is_noncharacter(c));
}

/* A letter of ASCII, or any character over it that is no blank, sign or ornament of Latin-1 and General Punctuation. */
static bool
is_any_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	return c >= 0xc0 && c != 0xd7 && c != 0xf7 && !(c >= 0x2000 && c <= 0x2bff) && !(c >= 0x3000 && c <= 0x3004) && c != 0xfffd;
}

static bool
is_ascii_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Punctuation and symbols that say nothing when they stand alone. */
static bool
is_metadata(uint32_t c)
{
	if (c < 0x80)
		return !is_ascii_alnum(c);
	/* Latin-1 signs; not the ordinals, the superscripts, the fractions and the micro sign. */
	if (c < 0xc0)
		return c != 0xaa && c != 0xb2 && c != 0xb3 && c != 0xb5 && c != 0xb9 && c != 0xba &&
		    !(c >= 0xbc && c <= 0xbe);
	return is_any_blank(c) || is_invisible(c) || c == 0xd7 || c == 0xf7 || (c >= 0x2010 && c <= 0x205e) ||
	    (c >= 0x3001 && c <= 0x3003) || c == 0x30fb || c == 0xff0d || c == 0xff0e || c == 0xfffd;
}

/* ---- words that stand for nothing ---- */

struct word {
	const char *text;		/* lower case */
	uint8_t n;			/* its length */
	bool of_others;			/* of another language than English */
	uint16_t trait;
};
#define WORD(text, trait) { text, sizeof(text) - 1, false, VALUE_##trait }
#define OF_OTHERS(text) { text, sizeof(text) - 1, true, VALUE_DOUBTFUL }

/*
 * Words that nobody is called are PLACEHOLDER.  "Null" is a surname, "None" a
 * town, "NA" an abbreviation: they are DOUBTFUL, but written all in lower case,
 * as programs print them, "null" and "none" are PLACEHOLDER (see word_trait).
 * Words of other languages are DOUBTFUL; those that are towns (Ohne, Aucun) or degrees (N.D.) are not here.
 * Shorter words first, those of one length in the order of their octets.
 */
static const struct word words[] = {
	WORD("%s", PLACEHOLDER), WORD("na", DOUBTFUL),
	WORD("foo", TEST), WORD("n.a", PLACEHOLDER), WORD("n/a", PLACEHOLDER), OF_OTHERS("n/d"),
	WORD("n\\a", PLACEHOLDER), WORD("nan", DOUBTFUL), WORD("nil", DOUBTFUL), OF_OTHERS("s/d"), OF_OTHERS("s/n"),
	WORD("tba", DOUBTFUL), WORD("tbd", DOUBTFUL), WORD("xxx", DOUBTFUL),
	WORD("#n/a", PLACEHOLDER), OF_OTHERS("k.a."), WORD("n.a.", PLACEHOLDER), WORD("none", DOUBTFUL),
	WORD("null", DOUBTFUL), WORD("test", TEST), WORD("todo", DOUBTFUL), WORD("xxxx", DOUBTFUL),
	WORD("#num!", PLACEHOLDER), WORD("#ref!", PLACEHOLDER), WORD("dummy", TEST), WORD("empty", DOUBTFUL),
	WORD("fixme", DOUBTFUL), OF_OTHERS("k. a."), OF_OTHERS("keine"), WORD("undef", DOUBTFUL),
	WORD("unset", DOUBTFUL),
	WORD("#name?", PLACEHOLDER), WORD("#null!", PLACEHOLDER), WORD("absent", DOUBTFUL), WORD("foobar", TEST),
	OF_OTHERS("n.v.t."), OF_OTHERS("n\xc3\xa9""ant"), WORD("sample", TEST),
	WORD("#div/0!", PLACEHOLDER), WORD("#value!", PLACEHOLDER), WORD("(blank)", PLACEHOLDER),
	WORD("example", TEST), WORD("foo bar", TEST), OF_OTHERS("inconnu"), WORD("missing", DOUBTFUL),
	WORD("n/a n/a", PLACEHOLDER), OF_OTHERS("nessuno"), WORD("no city", DOUBTFUL), WORD("no data", DOUBTFUL),
	WORD("not set", PLACEHOLDER), WORD("partial", DOUBTFUL), WORD("pending", DOUBTFUL), WORD("testing", TEST),
	WORD("unknown", DOUBTFUL),
	WORD("changeme", DOUBTFUL), WORD("no state", DOUBTFUL), WORD("no value", PLACEHOLDER),
	OF_OTHERS("onbekend"), WORD("redacted", DOUBTFUL), WORD("testuser", TEST), WORD("withheld", DOUBTFUL),
	WORD("change me", DOUBTFUL), WORD("none none", PLACEHOLDER), WORD("not given", PLACEHOLDER),
	WORD("not known", PLACEHOLDER), WORD("null null", PLACEHOLDER), OF_OTHERS("sin datos"),
	WORD("test test", TEST), WORD("test user", TEST), OF_OTHERS("unbekannt"), WORD("undefined", PLACEHOLDER),
	WORD("do not use", TEST), WORD("incomplete", DOUBTFUL), WORD("unassigned", DOUBTFUL),
	OF_OTHERS("desconocido"), WORD("no locality", DOUBTFUL), WORD("not defined", PLACEHOLDER),
	WORD("placeholder", DOUBTFUL), OF_OTHERS("sconosciuto"), WORD("unavailable", DOUBTFUL),
	WORD("unspecified", PLACEHOLDER),
	OF_OTHERS("keine angabe"), WORD("not complete", PLACEHOLDER), WORD("not provided", PLACEHOLDER),
	OF_OTHERS("keine angaben"), OF_OTHERS("nicht bekannt"), WORD("not available", PLACEHOLDER),
	WORD("not disclosed", PLACEHOLDER), WORD("not specified", PLACEHOLDER),
	WORD("not applicable", PLACEHOLDER),
	WORD("[object object]", PLACEHOLDER), WORD("to be completed", PLACEHOLDER),
	WORD("test certificate", TEST), WORD("to be determined", PLACEHOLDER),
	WORD("no data available", PLACEHOLDER),
};

static void
to_lower(char *out, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		out[i] = (char)small_letter(s.p[i]);
}

/* The text without the ASCII spaces at its ends. */
static struct span
trim(struct span s)
{
	while (s.n > 0 && s.p[0] == ' ')
		s = span_sub(s, 1, s.n - 1);
	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

#define LONGEST_WORD 17
#define LONGEST_WRAPPED 32

/* Index into `words` of the first word with at least this many octets. */
static const uint8_t first_of[LONGEST_WORD + 2] = {
	0, 0, 0, 2, 14, 22, 31, 38, 54, 61, 71, 74, 81, 84, 89, 90, 92, 94, 95
};
_Static_assert(sizeof words / sizeof *words == 95, "first_of fits the list");

/* The word that the text is, case apart; n is at most LONGEST_WORD. */
static const struct word *
word_find(struct span s)
{
	uint8_t first = small_letter(s.p[0]), last = small_letter(s.p[s.n - 1]);
	char lower[LONGEST_WORD];

	for (const struct word *w = words + first_of[s.n]; w < words + first_of[s.n + 1] && (uint8_t)w->text[0] <= first; w++) {
		if ((uint8_t)w->text[0] != first || (uint8_t)w->text[s.n - 1] != last)
			continue;
		to_lower(lower, s);
		if (memcmp(lower, w->text, s.n) == 0)
			return w;
	}
	return NULL;
}

/* What one pair of brackets or quotes, or the same sign at both ends, surrounds; all of it where nothing does. */
static struct span
unwrap(struct span s)
{
	static const char pairs[] = "()[]{}<>\"\"''``**--__==";

	for (const char *p = pairs; s.n > 2 && *p != '\0'; p += 2)
		if (s.p[0] == p[0] && s.p[s.n - 1] == p[1])
			return trim(span_sub(s, 1, s.n - 2));
	return s;
}

/* "n/a" with blanks around the slash. */
static bool
is_spaced_na(struct span s)
{
	char left[3];
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ') {
			if (n == sizeof left)
				return false;
			left[n++] = (char)s.p[i];
		}
	return n == sizeof left && (left[0] | 0x20) == 'n' && (left[1] == '/' || left[1] == '\\') && (left[2] | 0x20) == 'a';
}

/* Initials of persons, so written. */
static bool
is_initials(struct span s)
{
	return span_is(s, "K.A.") || span_is(s, "K. A.");
}

/* Names of persons and of a province of Thailand, so written. */
static bool
is_name_so_written(struct span s)
{
	return span_is(s, "Na") || span_is(s, "Nan") || span_is(s, "NAN") || span_is(s, "Todo") || is_initials(s);
}

/* "{city}", "<L>".  Other words stand so in names, as in <kes>. */
static bool
is_field(struct span s)
{
	return (s.p[0] == '{' || s.p[0] == '<') && value_is_field(unwrap(s));
}

/* Nobody's name stands in brackets: each of the words stands for nothing there.  Firms stand in quotes, in languages in which a word is none. */
static uint32_t
wrapped_trait(struct span s)
{
	const struct word *w;

	if (is_field(s))
		return VALUE_DOUBTFUL;
	for (struct span inner = unwrap(s); inner.n < s.n; inner = unwrap(s))
		s = inner;
	if (is_spaced_na(s))
		return VALUE_PLACEHOLDER;
	if (s.n < 2 || s.n > LONGEST_WORD || (w = word_find(s)) == NULL)
		return 0;
	if (w->of_others)
		return is_initials(s) ? 0 : w->trait;
	return w->trait == VALUE_TEST ? VALUE_TEST : VALUE_PLACEHOLDER;
}

__attribute__((always_inline)) static inline uint32_t
word_trait(struct span text)
{
	struct span s = trim(text);
	const struct word *w;

	if (s.n < 2 || s.n > LONGEST_WRAPPED)
		return 0;
	if (s.n > LONGEST_WORD || (w = word_find(s)) == NULL)
		return is_any_letter(s.p[0]) && is_any_letter(s.p[1]) ? 0 : wrapped_trait(s);
	if (is_name_so_written(s))
		return 0;
	return span_is(s, "null") || span_is(s, "none") ? VALUE_PLACEHOLDER : w->trait;
}

/*
 * Programs print a missing part in brackets in the midst of a value: "(null)
 * Nordmann" (Mozilla bug 1853987).
 */
static bool
has_bracketed_null(struct span s)
{
	static const char *const forms[] = {
		"(null)", "<null>", "[null]", "{null}", "(undefined)", "<undefined>", "(n/a)", "[object object]"
	};
	char lower[LONGEST_WORD];
	struct span at;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '(' && s.p[i] != '<' && s.p[i] != '[' && s.p[i] != '{')
			continue;
		at = span_sub(s, i, s.n - i < LONGEST_WORD ? s.n - i : LONGEST_WORD);
		to_lower(lower, at);
		for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
			size_t n = strlen(forms[f]);

			if (n <= at.n && memcmp(lower, forms[f], n) == 0)
				return true;
		}
	}
	return false;
}

/* Both come from programs that print what they do not have. */
static bool
has_printed_nothing(struct span s)
{
	return has_bracketed_null(s) || value_has_open_place(s);
}

/* ---- HTML entities ---- */

/* Names of the characters that programs escape, and endings of the Latin-1 letters' names. */
static bool
is_entity_name(struct span s)
{
	static const char *const names[] = {
		"amp", "lt", "gt", "quot", "apos", "nbsp", "copy", "reg", "trade", "euro",
		"szlig", "aelig", "AElig", "oelig", "OElig", "eth", "ETH", "thorn", "THORN",
		"ndash", "mdash", "lsquo", "rsquo", "ldquo", "rdquo", "laquo", "raquo", "middot",
		"ordf", "ordm", "shy", "sect", "deg", "hellip", "bull"
	};
	static const char *const endings[] = {
		"grave", "acute", "circ", "tilde", "uml", "ring", "cedil", "slash", "caron"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(s, names[i]))
			return true;
	if (s.n < 2)
		return false;
	s = span_sub(s, 1, s.n - 1);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (span_is(s, endings[i]))
			return true;
	return false;
}

/* "#233" or "#xE9" */
static bool
is_entity_number(struct span s)
{
	bool hex = s.n >= 3 && (s.p[1] | 0x20) == 'x';
	size_t from = hex ? 2 : 1;

	if (s.n <= from || s.p[0] != '#')
		return false;
	for (size_t i = from; i < s.n; i++) {
		uint8_t c = s.p[i];

		if (!(c >= '0' && c <= '9') && !(hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
			return false;
	}
	return true;
}

#define LONGEST_ENTITY 10

/* The length of the entity at the front of s; 0 when there is none. */
static size_t
entity_length(struct span s)
{
	size_t n = 1;

	if (s.n < 4 || s.p[0] != '&')
		return 0;
	while (n < s.n && n <= LONGEST_ENTITY && (is_ascii_alnum(s.p[n]) || s.p[n] == '#'))
		n++;
	if (n == s.n || s.p[n] != ';')
		return 0;
	if (!is_entity_name(span_sub(s, 1, n - 1)) && !is_entity_number(span_sub(s, 1, n - 1)))
		return 0;
	return n + 1;
}

/* ---- UTF-8 read in Latin-1 or Windows-1252 and encoded again ---- */

/* The octet that Windows-1252 (and Latin-1) has for this character; -1 when none. */
static int
single_octet(uint32_t c)
{
	/* Windows-1252, 0x80 to 0x9f; the five that it leaves out are the C1 controls. */
	static const uint16_t high[32] = {
		0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178
	};

	if (c < 0x100)
		return (int)c;
	for (int i = 0; i < 32; i++)
		if (high[i] == c)
			return 0x80 + i;
	return -1;
}

/*
 * How many octets follow this lead octet; 0 for one that leads no text that
 * people write.  0xC6 to 0xCD and 0xD2 to 0xD6 are such: they would make
 * letters that no name has, while an E, I or O with an accent just before a
 * registered sign is a common sight in names of firms.
 */
static unsigned
followers(int lead)
{
	if ((lead >= 0xc2 && lead <= 0xc5) || (lead >= 0xce && lead <= 0xd1) || (lead >= 0xd7 && lead <= 0xdb))
		return 1;
	if (lead >= 0xe0 && lead <= 0xef)
		return 2;
	return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
}

/* The whole text, mapped back to single octets, is valid UTF-8 and not all ASCII. */
static bool
is_mojibake(struct span s)
{
	unsigned wanted = 0, found = 0;
	uint32_t c;
	int octet;

	while (utf8_next(&s, &c)) {
		if ((octet = single_octet(c)) < 0)
			return false;
		if (wanted > 0) {
			if (octet < 0x80 || octet > 0xbf)
				return false;
			wanted--;
		} else if (octet >= 0x80) {
			if ((wanted = followers(octet)) == 0)
				return false;
			found++;
		}
	}
	return s.n == 0 && wanted == 0 && found > 0;
}

/* ---- the whole ---- */

static uint32_t
character_traits(struct span text)
{
	uint32_t c, before = 0, t = 0;
	struct span s = text;
	bool metadata = true, first = true, after_letter = false;

	while (utf8_next(&s, &c)) {
		if (c == 0xfffd)
			t |= VALUE_REPLACEMENT;
		if (is_control(c))
			t |= VALUE_CONTROL;
		if (is_invisible(c))
			t |= VALUE_INVISIBLE;
		if (is_noncharacter(c))
			t |= VALUE_NONCHARACTER;
		if (is_private(c))
			t |= VALUE_PRIVATE;
		if (c == 0xa0)
			t |= VALUE_NBSP;
		if (c == '?')
			after_letter = before == '?' ? after_letter : is_any_letter(before);
		else if (before == '?' && after_letter && is_any_letter(c))
			t |= VALUE_LOST;
		if (is_any_blank(c))
			t |= first ? VALUE_EDGE_BLANK : is_any_blank(before) ? VALUE_DOUBLE_BLANK : 0u;
		metadata = metadata && is_metadata(c);
		before = c;
		first = false;
	}
	if (is_any_blank(before))
		t |= VALUE_EDGE_BLANK;
	return metadata && s.n == 0 ? t | VALUE_METADATA : t;
}

/* KNOWN: every octet has it; HAS_OTHER: some octet has not. */
enum { HAS_ALNUM = 1, HAS_BLANK = 2, HAS_BRACKET = 4, HAS_SIGN = 8, HAS_OTHER = 16, HAS_QUESTION = 32, KNOWN = 64 };

#define LETTER(c) [c] = KNOWN | HAS_ALNUM, [(c) - 'a' + 'A'] = KNOWN | HAS_ALNUM,
#define DIGIT(c) [c] = KNOWN | HAS_ALNUM,
#define SIGN(c) [c] = KNOWN | HAS_SIGN
#define BRACKET(c) [c] = KNOWN | HAS_BRACKET
/* The kinds of printable ASCII but '&'; 0 for what needs a closer look. */
static const uint8_t kind_of[256] = {
	EACH_SMALL_LETTER(LETTER) EACH_DIGIT(DIGIT)
	[' '] = KNOWN | HAS_BLANK, BRACKET('('), BRACKET('<'), BRACKET('['), BRACKET('{'),
	SIGN('!'), SIGN('"'), SIGN('#'), SIGN('$'), SIGN('%'), SIGN('\''), SIGN(')'), SIGN('*'), SIGN('+'),
	SIGN(','), SIGN('-'), SIGN('.'), SIGN('/'), SIGN(':'), SIGN(';'), SIGN('='), SIGN('>'), ['?'] = KNOWN | HAS_SIGN | HAS_QUESTION,
	SIGN('@'), SIGN('\\'), SIGN(']'), SIGN('^'), SIGN('_'), SIGN('`'), SIGN('|'), SIGN('}'), SIGN('~'),
};
#undef LETTER
#undef DIGIT
#undef SIGN
#undef BRACKET

/* Which kinds of octets there are: HAS_OTHER for a control character, '&' or anything over ASCII. */
__attribute__((always_inline)) static inline unsigned
octet_kinds(struct span s)
{
	uint8_t some = 0, all = KNOWN;
	const uint8_t *p = s.p, *end = s.p + s.n;

	for (; end - p >= 4; p += 4) {
		some |= kind_of[p[0]] | kind_of[p[1]] | kind_of[p[2]] | kind_of[p[3]];
		all &= kind_of[p[0]] & kind_of[p[1]] & kind_of[p[2]] & kind_of[p[3]];
	}
	for (; p < end; p++) {
		some |= kind_of[*p];
		all &= kind_of[*p];
	}
	return all == 0 ? some | HAS_OTHER : some;
}

/* Are there question marks between two letters?  A letter of two octets leaves two of them. */
static bool
has_lost_letter(struct span s)
{
	for (size_t i = 1, end; i < s.n; i++) {
		if (s.p[i] != '?' || !is_any_letter(s.p[i - 1]))
			continue;
		for (end = i; end < s.n && s.p[end] == '?';)
			end++;
		if (end < s.n && is_any_letter(s.p[end]))
			return true;
		i = end;
	}
	return false;
}

/* The question mark of a URL stands between letters too: http://example.com/x?y=1. */
static bool
has_url(struct span s)
{
	const uint8_t *p = s.p, *end = s.p + s.n;

	for (; (p = memchr(p, ':', (size_t)(end - p))) != NULL; p++)
		if (end - p >= 3 && p[1] == '/' && p[2] == '/')
			return true;
	return false;
}

/* character_traits() of text that is all printable ASCII. */
static uint32_t
ascii_traits(struct span s, unsigned kinds)
{
	uint32_t t = (kinds & HAS_ALNUM) == 0 ? VALUE_METADATA : 0u;

	if ((kinds & HAS_QUESTION) != 0 && has_lost_letter(s) && !has_url(s))
		t |= VALUE_LOST;
	if ((kinds & HAS_BLANK) == 0)
		return t;
	if (s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		t |= VALUE_EDGE_BLANK;
	for (const uint8_t *p = s.p, *end = s.p + s.n; (p = memchr(p, ' ', (size_t)(end - p))) != NULL && ++p < end;)
		if (*p == ' ')
			return t | VALUE_DOUBLE_BLANK;
	return t;
}

/* Of text that is not all printable ASCII; apart, as most is. */
__attribute__((noinline)) static uint32_t
other_traits(struct span text)
{
	uint32_t t = character_traits(text);

	if ((t & VALUE_LOST) != 0 && has_url(text))
		t &= ~(uint32_t)VALUE_LOST;
	if (value_trait_at(text, VALUE_ENTITY).n > 0)
		t |= VALUE_ENTITY;
	/* In such text a no-break space is the second half of a letter. */
	return is_mojibake(text) ? (t & ~(uint32_t)VALUE_NBSP) | VALUE_MOJIBAKE : t;
}

bool
value_says_nothing(struct span text)
{
	unsigned kinds = octet_kinds(text);

	if (text.n == 0 || (word_trait(text) & (VALUE_PLACEHOLDER | VALUE_DOUBTFUL)) != 0 ||
	    ((kinds & HAS_BRACKET) != 0 && has_printed_nothing(text)))
		return true;
	/* Nothing but punctuation has no letter and no digit. */
	return (kinds & HAS_ALNUM) == 0 && ((kinds & HAS_OTHER) == 0 || (character_traits(text) & VALUE_METADATA) != 0);
}

uint32_t
value_traits(struct span text)
{
	unsigned kinds = octet_kinds(text);
	uint32_t t;

	if (text.n == 0)
		return VALUE_EMPTY;
	t = word_trait(text);
	if ((kinds & HAS_BRACKET) != 0 && has_printed_nothing(text))
		t |= VALUE_PLACEHOLDER;
	return t | ((kinds & HAS_OTHER) == 0 ? ascii_traits(text, kinds) : other_traits(text));
}

static bool
has_trait(uint32_t c, enum value_trait t)
{
	return (t == VALUE_REPLACEMENT && c == 0xfffd) || (t == VALUE_CONTROL && is_control(c)) ||
	    (t == VALUE_INVISIBLE && is_invisible(c)) || (t == VALUE_NONCHARACTER && is_noncharacter(c)) ||
	    (t == VALUE_PRIVATE && is_private(c)) || (t == VALUE_NBSP && c == 0xa0);
}

struct span
value_trait_at(struct span text, enum value_trait t)
{
	struct span s;
	const uint8_t *from;
	uint32_t c;
	size_t n;

	if ((t & (VALUE_REPLACEMENT | VALUE_CONTROL | VALUE_INVISIBLE | VALUE_ENTITY | VALUE_NONCHARACTER | VALUE_PRIVATE | VALUE_NBSP)) == 0)
		return text;
	s = text;
	while (from = s.p, n = t == VALUE_ENTITY ? entity_length(s) : 0, n == 0 && utf8_next(&s, &c))
		if (has_trait(c, t))
			return (struct span){ from, (size_t)(s.p - from) };
	return (struct span){ from, n };
}

struct span
value_without_edge_blanks(struct span text)
{
	struct span next = text;
	const uint8_t *end;
	uint32_t c;

	while (utf8_next(&next, &c) && is_any_blank(c))
		text = next;
	end = text.p;
	for (next = text; utf8_next(&next, &c);)
		if (!is_any_blank(c))
			end = next.p;
	return (struct span){ text.p, (size_t)(end - text.p) };
}
