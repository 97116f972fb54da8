/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/lost.h"

#include "base/base64.h"
#include "input/der/begins.h"
#include "input/sniff.h"

/* Characters of base64 with an identifier behind them, no fewer, and LOST_CHANGES: words about one have not so many. */
#define CONTEXT 24
/* A line of a body has a word so long, and none that is longer than LOST_LONGEST. */
#define LINE (LOST_WORD + 1)
/* Digits of a part of a body, no fewer. */
#define PART_DIGITS 2
/* Characters that tell what base64 stands for. */
#define FIRST 32

/*
 * What an OCSP response has as nested_identifier() tells it of certificates (RFC 6960 4.2.1): the octets 05 07 30 01 01 04 of
 * id-pkix-ocsp-basic in front of what it is of, or its status good, unknown or revoked in front of a GeneralizedTime of this century.
 */
static bool
is_of_response(uint64_t last)
{
	switch (last) {
	case 0x4251637741514545:	/* BQcwAQEE */
	case 0x5155484d41454242:	/* QUHMAEBB */
	case 0x5546427a41424151:	/* UFBzABAQ */
	case 0x67414159447a4977:	/* gAAYDzIw */
	case 0x67674159447a4977:	/* ggAYDzIw */
	case 0x6f524559447a4977:	/* oREYDzIw */
	case 0x6f525959447a4977:	/* oRYYDzIw */
		return true;
	default:
		break;
	}
	switch (last & 0xffffffffffffff) {
	case 0x4141474138794d:		/* AAGA8yM, AABgPMj */
	case 0x41414267504d6a:
	case 0x4941474138794d:		/* IAGA8yM, CABgPMj */
	case 0x43414267504d6a:
	case 0x4552474138794d:		/* ERGA8yM, hERgPMj */
	case 0x68455267504d6a:
	case 0x4557474138794d:		/* EWGA8yM, hFhgPMj */
	case 0x68466867504d6a:
		return true;
	default:
		return false;
	}
}

/* In the line at hand; in a line before it, and so many without base64 end it: the last of a body is short. */
#define HERE 3
#define BEFORE 2

/* ---- octets: in hexadecimal, in a list, in a dump ---- */

/* Two identifiers stand within so many octets of text. */
#define TOGETHER 4096
/* Digits of a line of it, no fewer. */
#define DIGITS 16
/* Digits of a number in a list, no more. */
#define INDEX_DIGITS 6
/* Digits of an octet in the notation of assemblers, no more. */
#define ASSEMBLER 3

/* What it is that is told of. */
static const char *const words[4][LOST_KINDS] = {
	{ "base64 of a certificate whose beginning is damaged or gone", "base64 of a CRL whose beginning is damaged or gone",
	    "base64 of an OCSP response whose beginning is damaged or gone" },
	{ "hexadecimal of a certificate whose beginning is damaged or gone", "hexadecimal of a CRL whose beginning is damaged or gone",
	    "hexadecimal of an OCSP response whose beginning is damaged or gone" },
	{ "a list of octets of a certificate whose beginning is damaged or gone", "a list of octets of a CRL whose beginning is damaged or gone",
	    "a list of octets of an OCSP response whose beginning is damaged or gone" },
	{ "a string with octets of a certificate whose beginning is damaged or gone", "a string with octets of a CRL whose beginning is damaged or gone",
	    "a string with octets of an OCSP response whose beginning is damaged or gone" },
};

/* Do so many octets end with what no other than an OCSP response has, as in is_of_response()? */
static bool
ends_in_response(uint64_t octets, size_t n)
{
	uint64_t six = octets & 0xffffffffffff;

	return n >= 7 && ((octets & 0xffffffffffffff) == 0x05050730010104 || six == 0x8000180f3230 || six == 0x8200180f3230 ||
	    six == 0xa111180f3230 || six == 0xa116180f3230);
}

/* … or with an extension that only CRLs have (RFC 5280 5.2, 5.3): their number, a reason, the indicator of a delta, the distribution point. */
static bool
ends_in_crl(uint64_t octets, size_t n)
{
	uint8_t last = octets & 0xff;

	return n >= 7 && (octets >> 8 & 0xffffffff) == 0x0603551d && (octets >> 48 & 0xff) == 0x30 &&
	    (last == 0x14 || last == 0x15 || last == 0x1b || last == 0x1c);
}

/* May octets that end so end with one of these, or with an identifier?  Most do not. */
static bool
may_be_sign(uint64_t octets)
{
	uint8_t c = octets & 0xff;

	return c == 0x04 || c == 0x1d || c == 0x14 || c == 0x15 || c == 0x1b || c == 0x1c || (octets & 0xffff) == 0x3230 ||
	    nested_may_end(octets);
}

/* Do so many octets end with an identifier at the front of a SEQUENCE, as both have it, and was one met before?  Of a CRL or a response one sign is enough. */
static bool
is_second(struct lost *l, uint64_t octets, size_t n)
{
	uint32_t last = (uint32_t)octets;
	bool again = l->behind > 0;

	if (!may_be_sign(octets))
		return false;
	if (ends_in_response(octets, n) || ends_in_crl(octets, n)) {
		l->kind = ends_in_crl(octets, n) ? LOST_CRL : LOST_RESPONSE;
		return true;
	}
	/* Or they are text, with base64 in it. */
	if ((n < 6 || (last != 0x06035504 && last != 0x0603551d) || (octets >> 40 & 0xff) != 0x30) &&
	    (n < 8 || !nested_may_end(octets) || !nested_identifier(octets)))
		return false;
	l->kind = LOST_CERTIFICATE;
	l->behind = 1;
	return again;
}

static void
goes_behind(struct lost *l)
{
	l->behind += l->behind > 0;
	if (l->behind > TOGETHER)
		l->behind = 0;
}

bool
lost_raw(struct lost *l, uint8_t octet)
{
	goes_behind(l);
	l->octets = l->octets << 8 | octet;
	l->digits += 2;
	return is_second(l, l->octets, l->digits / 2);
}

/* Hexadecimal that goes on for so many octets behind an element is not that element alone. */
#define BEHIND 8

/*
 * One octet more of hexadecimal; `again`: a second identifier is met.  What an element at the front frames to the end has
 * its beginning, and may be something else than a certificate: what stands behind it, its missing end, or its front shows that at its end.
 */
static bool
framed(struct lost *l, bool again)
{
	size_t n = l->digits / 2;
	bool lost;

	if (n <= LOST_FIRST)
		l->first[n - 1] = (uint8_t)l->octets;
	if (l->digits == 8) {
		const uint8_t first[] = { (uint8_t)(l->octets >> 24), (uint8_t)(l->octets >> 16), (uint8_t)(l->octets >> 8), (uint8_t)l->octets };
		uint64_t frame = sniff_length((struct span){ first, sizeof first });

		l->frame = first[0] == 0x30 && frame != UINT64_MAX ? frame : 0;
	}
	/* What no certificate has needs no other to show it. */
	if (l->frame == 0 || n > l->frame + BEHIND || (again && l->kind != LOST_CERTIFICATE))
		return again;
	l->within |= again;
	lost = l->within && n == l->frame + BEHIND;
	l->within &= !lost;
	return lost;
}

/* Is the element, of which so many octets are there, one that is whole and no certificate? */
static bool
is_other(const struct lost *l, size_t n)
{
	return n >= l->frame && known_begins((struct span){ l->first, n < LOST_FIRST ? n : LOST_FIRST });
}

/* Hexadecimal ends; true: it is an element with identifiers in it, without its end or with a damaged front. */
static bool
hex_ends(struct lost *l)
{
	bool lost = l->cut || (l->within && !is_other(l, l->digits / 2));

	l->digits = 0;
	l->frame = 0;
	l->within = l->cut = false;
	return lost;
}

bool
lost_ends(struct lost *l)
{
	bool lost = hex_ends(l) && l->told == 0;

	l->words = lost ? words[1][l->kind] : l->words;
	return lost;
}

/* One character more; true: a second identifier is met. */
static bool
hex_character(struct lost *l, uint8_t c)
{
	bool again = false;
	int digit = hex_digit(c);

	if (l->behind > 0 && c != '\r' && c != '\n')
		goes_behind(l);
	/* It begins with a digit: 30, 06, 03 and 55 have no letters. */
	if (l->digits == 0 && !is_digit(c))
		return false;
	if (digit >= 0) {
		l->octets = l->octets << 4 | (uint64_t)digit;
		l->digits++;
		l->line_has |= l->digits >= DIGITS && l->word <= LOST_LONGEST;
		again = is_second(l, l->octets, l->digits / 2);
		if (l->digits % 2 == 0)
			again = framed(l, again);
	} else if (c == '&' || (c == 'H' && l->before == '&')) {
		/* "&H30" */
		return false;
	} else if ((c | 0x20) == 'x') {
		/* "0x", "\\x", "X'" */
		l->octets >>= l->before == '0' ? 4 : 0;
		l->digits -= l->before == '0' && l->digits > 0;
	} else if ((c | 0x20) == 'h' && l->word >= ASSEMBLER - 1 && l->word <= ASSEMBLER && l->digits >= l->word) {
		/* "30h", "082h": three digits begin with a zero. */
		if (l->word == ASSEMBLER) {
			l->octets = l->octets >> 12 << 8 | (l->octets & 0xff);
			l->digits--;
		}
		again = is_second(l, l->octets, l->digits / 2);
	} else if (c == 0 || strchr(" \t\r\n:,\\'\"", c) == NULL) {
		again = hex_ends(l);
	}
	return again && l->told == 0;
}

/* The number at hand ends; true: with it a second identifier is met. */
static bool
number_ends(struct lost *l)
{
	l->numbers = l->numbers << 8 | (l->number & 0xff);
	l->n_numbers = l->number < 256 ? l->n_numbers + 1 : 0;
	l->number_digits = 0;
	return is_second(l, l->numbers, l->n_numbers);
}

/* A quote behind a number: where a colon comes next, that says which octet the next number is. */
static bool
quoted_number(struct lost *l, uint8_t c, bool *again)
{
	bool quoted = l->quoted;

	l->quoted = !quoted && l->number_digits > 0 && (c == '"' || c == '\'');
	if (quoted && c == ':')
		l->number_digits = 0;
	else if (quoted && l->number_digits > 0)
		*again = number_ends(l);
	return l->quoted || (l->n_numbers > 0 && (c == '"' || c == '\'' || c == ':'));
}

/* The same of numbers in decimal, where those above 127 may be negative: their identifiers have none such. */
static bool
number_character(struct lost *l, uint8_t c)
{
	bool again = false;

	if (quoted_number(l, c, &again))
		return again && l->told == 0;
	if (is_digit(c) && l->number_digits < INDEX_DIGITS) {
		if (l->number_digits++ == 0) {
			l->number = 0;
			l->radix = l->before == '\\' ? 8 : 10;
		}
		l->number = l->number * l->radix + (unsigned)(c - '0');
		return again && l->told == 0;
	}
	if (l->number_digits == 0 && l->n_numbers == 0)
		return again && l->told == 0;
	if (l->number_digits > 0 && number_ends(l))
		return l->told == 0;
	if (c == 0 || strchr(" \t\r\n,;-\\", c) == NULL)
		l->n_numbers = 0;
	return again && l->told == 0;
}

/* Characters of "(unsigned char)", as the longest type. */
#define TYPE 15

/* Was the last word, in front of a parenthesis, a type of octets? */
static bool
is_type(uint64_t last)
{
	uint32_t end = (uint32_t)last | 0x20202020;

	return end == 0x62797465 || end == 0x63686172 || end == 0x6e743874 || end == 0x696e7438;	/* byte, char, uint8_t, uint8 */
}

/* Types of a list of octets stand before each of them: they neither belong to these nor end them. */
static bool
is_of_type(struct lost *l, uint8_t c)
{
	bool goes_on = is_alnum(c) || c == '_' || c == ' ';

	if (l->type == 0) {
		l->type = c == '(' && (l->digits > 0 || l->n_numbers > 0 || l->number_digits > 0);
		return l->type > 0;
	}
	if (goes_on && l->type < TYPE) {
		l->type++;
		return true;
	}
	l->type = 0;
	return c == ')' && is_type(l->last);
}

/* Octets in hexadecimal or in decimal go on with this character, or end; *list: these show it. */
static bool
octets_character(struct lost *l, uint8_t c, bool *list)
{
	unsigned type = l->type;
	bool hex = false;

	*list = false;
	if (is_of_type(l, c)) {
		goes_behind(l);
		return false;
	}
	/* What stands in parentheses is none, and has ended them. */
	if (type > 0) {
		hex = hex_ends(l) && l->told == 0;
		l->n_numbers = l->number_digits = 0;
	}
	hex |= hex_character(l, c);
	*list = number_character(l, c);
	return hex;
}

/* The same of a string in which octets are escaped: one that begins as something that is known is that. */
static bool
string_character(struct lost *l, uint8_t c)
{
	struct spelt *s = &l->spelt;
	unsigned made;
	bool again = false;

	if (spelt_is_idle(s)) {
		if (c != '\\' && c != '%')
			return false;
		s->before = l->before;
	}
	made = spelt_character(s, c);
	/* Of two octets, the first was escaped and the second stands for itself. */
	if (made > 1)
		again = is_second(l, s->octets >> 8, s->n - 1);
	if (made > 0)
		again |= is_second(l, s->octets, s->n);
	if (!again || l->told > 0 || s->told || known_begins((struct span){ s->first, s->n < SPELT_FIRST ? s->n : SPELT_FIRST }))
		return false;
	s->told = true;
	return true;
}

/* ---- all of them ---- */

/* The line ends: a body of which was told goes on in the next, or has ended. */
static void
line_ends(struct lost *l)
{
	if (l->told == HERE || (l->told > 0 && (l->line_has || (l->line_any && !l->line_other))))
		l->told = BEFORE;
	else
		l->told -= l->told > 0;
	l->line_has = l->line_other = l->line_any = false;
}

void
lost_breaks(struct lost *l)
{
	l->cut = hex_ends(l);
	l->n = l->word = l->n_numbers = 0;
	l->changes = l->number_digits = l->type = 0;
	l->before = 0;
	l->line_other = l->line_any = true;
}

static bool
character(struct lost *l, uint8_t c)
{
	l->changes += is_upper(c) && l->before >= 'a' && l->before <= 'z';
	l->last = l->last << 8 | c;
	l->n++;
	l->word++;
	l->line_any = true;
	l->line_has |= l->word >= LINE;
	/* A cell of a table that is one line goes on with none before it. */
	if (l->word > LOST_LONGEST) {
		l->line_has = false;
		l->told = l->told == HERE ? HERE : 0;
	}
	if (l->n < CONTEXT || l->changes < LOST_CHANGES || l->told > 0)
		return false;
	return nested_identifier(l->last) || is_of_response(l->last);
}

/* The same in text that the characters stand for. */
static bool
in_text(struct lost *l)
{
	return l->n >= CONTEXT && l->changes >= LOST_CHANGES && nested_group(&l->nested, l->n, (uint32_t)l->last) && l->told == 0;
}

bool
lost_any_octet(struct lost *l, uint8_t c)
{
	bool list, hex = octets_character(l, c, &list), string = string_character(l, c), lost = false, text = false;

	if (is_alnum(c) || c == '+' || c == '/') {
		lost = character(l, c);
		text = in_text(l);
	} else if (c == '\n') {
		l->word = 0;
		line_ends(l);
	} else if (c == ' ' || c == '\t' || c == '\r') {
		l->word = 0;
	} else if (c == '=') {
		l->n = l->word = 0;
		l->changes = 0;
	} else {
		l->n = l->word = 0;
		l->changes = 0;
		l->line_other = l->line_any = true;
	}
	l->before = c;
	l->numeric = l->digits > 0 || l->number_digits > 0 || l->n_numbers > 0 || l->behind > 0 || !spelt_is_idle(&l->spelt);
	if (lost)
		l->kind = is_of_response(l->last) ? LOST_RESPONSE : LOST_CERTIFICATE;
	if (!lost && !hex && !list && !string && !text)
		return false;
	l->kind = text ? LOST_CERTIFICATE : l->kind;
	l->words = text ? LOST_TEXT : words[lost ? 0 : hex ? 1 : list ? 2 : 3][l->kind];
	l->spelt.told = true;
	return true;
}

void
lost_is_told(struct lost *l, bool told)
{
	l->told = told ? HERE : 0;
	l->other = false;
}

bool
lost_is_other(struct span text)
{
	char room[FIRST / 4 * 3 + 3];
	struct out octets = { room, 0, sizeof room, false };
	struct base64 b = { .url = true };

	(void)base64_feed(&b, text.n > FIRST ? span_sub(text, 0, FIRST) : text, &octets);
	return sniff_der_starts(out_span(&octets)) && (sniff_content_follows(out_span(&octets)) || sniff_adds_up(out_span(&octets)));
}

/* Characters of base64 come in groups of so many. */
#define GROUP 4

bool
lost_is_end(struct span line)
{
	bool upper = false, lower = false, other = false;

	if (line.n == 0 || line.n > LOST_SHORT || line.n % GROUP != 0 || base64_run(line) != line.n)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		upper |= is_upper(line.p[i]);
		lower |= line.p[i] >= 'a' && line.p[i] <= 'z';
		other |= !is_letter(line.p[i]);
	}
	return other && ((upper && lower) || line.p[line.n - 1] == '=');
}

/* Octets that are a digest (FIPS 180-4), from SHA-1 to SHA-512. */
static bool
digest_octets(size_t n)
{
	return n == 20 || n == 28 || n == 32 || n == 48 || n == 64;
}

static bool
is_hexadecimal(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (hex_digit(text.p[i]) < 0)
			return false;
	return true;
}

/* Are the bits of the last character zero that belong to no octet (RFC 4648 3.5)?  Two characters of a group have four, three have two. */
static bool
ends_with_zeros(struct span text)
{
	static const char of_two[] = "AQgw", of_three[] = "AEIMQUYcgkosw048";

	return text.n % GROUP == 2 ? memchr(of_two, text.p[text.n - 1], 4) != NULL :
	    text.n % GROUP == 3 && memchr(of_three, text.p[text.n - 1], 16) != NULL;
}

bool
lost_is_digest(struct span text)
{
	size_t padding = 0;

	if (text.n % 2 == 0 && digest_octets(text.n / 2) && is_hexadecimal(text))
		return !span_starts(text, SPAN_LIT("308"));
	while (padding < 2 && padding < text.n && text.p[text.n - 1 - padding] == '=')
		padding++;
	/* Base64 of a digest that needs no padding is as long as a line of PEM; without the padding that it needs, it ends inside a group. */
	if ((padding > 0) != (text.n % GROUP == 0) || (padding == 0 && text.n > 0 && !ends_with_zeros(text)))
		return false;
	return digest_octets((text.n - padding) * 3 / 4) && base64_run(text) == text.n && !sniff_base64(text);
}

bool
lost_is_part(struct span text)
{
	struct lost l = { .told = 0 };
	size_t digits = 0;

	if (!base64_text(text) || lost_is_digest(text))
		return false;
	if (text.n < LINE)
		return sniff_base64(text);
	for (size_t i = 0; i < text.n; i++) {
		(void)lost_octet(&l, text.p[i]);
		digits += is_digit(text.p[i]);
		/* "=" ends it. */
		if (l.changes >= LOST_CHANGES && digits >= PART_DIGITS && l.n >= LINE)
			return true;
	}
	return sniff_base64(text);
}
