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

/* Digits of a line of it, no fewer. */
#define DIGITS 16
/* What may stand between two octets of it, or behind a line that goes on in the next. */
static const bool between_hex[256] = {
	[' '] = true, ['\t'] = true, ['\r'] = true, ['\n'] = true, [':'] = true, [','] = true, ['\\'] = true, ['\''] = true, ['"'] = true,
	['-'] = true, ['.'] = true, ['/'] = true, ['_'] = true, ['|'] = true, [';'] = true, ['+'] = true, ['^'] = true, ['`'] = true, ['#'] = true
};
/* … and between two numbers of a list. */
static const bool between_numbers[256] = {
	[' '] = true, ['\t'] = true, ['\r'] = true, ['\n'] = true, [','] = true, [';'] = true, ['-'] = true, ['\\'] = true
};
/* Digits of an octet in the notation of assemblers, no more. */
#define ASSEMBLER 3

/* What it is that is told of. */
enum { IN_BASE64, IN_HEX, IN_LIST, IN_STRING, PLACES };
static const char *const words[PLACES][LOST_KINDS] = {
	{ "base64 of a certificate whose beginning is damaged or gone", "base64 of a CRL whose beginning is damaged or gone",
	    "base64 of an OCSP response whose beginning is damaged or gone" },
	{ "hexadecimal of a certificate whose beginning is damaged or gone", "hexadecimal of a CRL whose beginning is damaged or gone",
	    "hexadecimal of an OCSP response whose beginning is damaged or gone" },
	{ "a list of octets of a certificate whose beginning is damaged or gone", "a list of octets of a CRL whose beginning is damaged or gone",
	    "a list of octets of an OCSP response whose beginning is damaged or gone" },
	{ "a string with octets of a certificate whose beginning is damaged or gone", "a string with octets of a CRL whose beginning is damaged or gone",
	    "a string with octets of an OCSP response whose beginning is damaged or gone" },
};

bool
lost_raw(struct lost *l, uint8_t octet)
{
	sign_goes_behind(&l->behind);
	l->octets = l->octets << 8 | octet;
	l->digits += 2;
	return sign_shows(l->octets, l->digits / 2, &l->behind, &l->kind);
}

/* Hexadecimal ends; true: with it an element does not that shows what remains. */
static bool
hex_ends(struct lost *l)
{
	bool lost = element_ends(&l->element);

	l->digits = 0;
	l->behind_x = 0;
	return lost;
}

/* Behind "0x" one digit alone is an octet, as Go writes those below 16; true: with it they show what remains. */
static bool
short_octet(struct lost *l)
{
	bool again, alone = l->behind_x == 2;

	l->behind_x = 0;
	if (!alone)
		return false;
	l->octets = (l->octets & ~(uint64_t)0xf) << 4 | (l->octets & 0xf);
	l->digits++;
	again = sign_shows(l->octets, l->digits / 2, &l->behind, &l->kind);
	return element_octet(&l->element, (uint8_t)l->octets, again, l->kind) && l->told == 0;
}

/* Signs at the end of a line that say that the next goes on with it. */
#define GOES_ON "\\,:-+_"

/* With this character a value ends, or its line: an element that ends there is alone.  Behind the end of a line one begins, if none has. */
static void
hex_is_apart(struct lost *l, uint8_t c)
{
	if (((c == '\n' && !is_char_of(l->before, GOES_ON)) || spelt_quote(c) != 0) && l->digits % 2 == 0 && element_is_whole(&l->element)) {
		l->behind = 0;
		(void)hex_ends(l);
	} else if (l->before == '\n' && l->digits > 0 && element_is_none(&l->element)) {
		l->element = (struct element){ .frame = 0 };
		l->digits -= l->digits % 2;
	}
}

/* One character more; true: it shows what remains. */
static bool
hex_character(struct lost *l, uint8_t c)
{
	bool again = false;
	int digit = hex_digit(c);

	if (l->behind > 0 && c != '\r' && c != '\n')
		sign_goes_behind(&l->behind);
	if (l->behind_x > 0 && digit < 0 && short_octet(l))
		return true;
	hex_is_apart(l, c);
	/* It begins with a digit: 30, 06, 03 and 55 have no letters. */
	if (l->digits == 0 && !is_digit(c))
		return false;
	if (digit >= 0) {
		l->octets = l->octets << 4 | (uint64_t)digit;
		l->digits++;
		l->behind_x += l->behind_x > 0;
		l->line_has |= l->digits >= DIGITS && l->word <= LOST_LONGEST;
		again = sign_shows(l->octets, l->digits / 2, &l->behind, &l->kind);
		if (l->digits % 2 == 0)
			again = element_octet(&l->element, (uint8_t)l->octets, again, l->kind);
	} else if (c == '&' || (c == 'H' && l->before == '&')) {
		/* "&H30" */
		return false;
	} else if ((c | 0x20) == 'x') {
		/* "0x", "\\x", "X'" */
		l->octets >>= l->before == '0' ? 4 : 0;
		l->digits -= l->before == '0' && l->digits > 0;
		l->behind_x = l->before == '0';
	} else if ((c | 0x20) == 'h' && l->word >= ASSEMBLER - 1 && l->word <= ASSEMBLER && l->digits >= l->word) {
		/* "30h", "082h": three digits begin with a zero. */
		if (l->word == ASSEMBLER) {
			l->octets = l->octets >> 12 << 8 | (l->octets & 0xff);
			l->digits--;
		}
		again = sign_shows(l->octets, l->digits / 2, &l->behind, &l->kind);
	} else if (!between_hex[c]) {
		again = hex_ends(l);
	}
	return again && l->told == 0;
}

/* A list ends; true: with it an element does not that shows what remains. */
static bool
list_ends(struct lost *l)
{
	bool lost = element_ends(&l->listed);

	l->n_numbers = 0;
	return (l->radix_list.n > 0 && radix_ends(&l->radix_list)) || lost;
}

/* The number at hand ends; true: it shows what remains.  Those in decimal end with one that is no octet. */
static bool
number_ends(struct lost *l)
{
	unsigned digits = l->radix == 10 ? l->number_digits : 0;
	bool again;

	l->number_digits = 0;
	if ((l->radix_list.n > 0 || radix_may_begin(l->number, digits)) && digits > 0 && radix_number(&l->radix_list, l->number, digits, &l->behind, &l->kind))
		return true;
	if (l->number > 0xff) {
		l->n_numbers = 0;
		return element_ends(&l->listed);
	}
	l->numbers = l->numbers << 8 | l->number;
	l->n_numbers++;
	again = sign_shows(l->numbers, l->n_numbers, &l->behind, &l->kind);
	return element_octet(&l->listed, (uint8_t)l->number, again, l->kind);
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

	/* As in hexadecimal. */
	if (l->before == '\n' && l->number_digits == 0) {
		if (l->listed.n > 0 && element_is_none(&l->listed))
			l->listed = (struct element){ .frame = 0 };
		if (l->radix_list.n > 0 && element_is_none(&l->radix_list.element))
			l->radix_list.element = (struct element){ .frame = 0 };
	}
	if (quoted_number(l, c, &again))
		return again && l->told == 0;
	if (is_digit(c) && l->number_digits < LOST_INDEX_DIGITS) {
		if (l->number_digits++ == 0) {
			l->number = 0;
			l->radix = l->before == '\\' || l->prefix == 'o' ? 8 : l->prefix == 'b' ? 2 : 10;
			l->prefix = 0;
		}
		l->number = l->number * l->radix + (unsigned)(c - '0');
		return again && l->told == 0;
	}
	/* "0o60", "0b00110000" */
	if ((c == 'o' || c == 'b') && l->before == '0' && l->number_digits == 1) {
		l->number_digits = 0;
		l->prefix = c;
		return again && l->told == 0;
	}
	l->prefix = 0;
	if (l->number_digits == 0 && l->n_numbers == 0 && l->radix_list.n == 0)
		return again && l->told == 0;
	if (l->number_digits > 0 && number_ends(l))
		return l->told == 0;
	if (!between_numbers[c])
		again |= list_ends(l);
	else if (c == '\n' && (element_is_whole(&l->listed) || element_is_whole(&l->radix_list.element)))
		(void)list_ends(l);
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
		sign_goes_behind(&l->behind);
		return false;
	}
	/* What stands in parentheses is none, and has ended them. */
	if (type > 0) {
		hex = hex_ends(l) && l->told == 0;
		*list = list_ends(l) && l->told == 0;
		l->number_digits = 0;
	}
	hex |= hex_character(l, c);
	*list |= number_character(l, c);
	return hex;
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

/* What they are of which this is told, and one; 0: it is told of none. */
static unsigned
octets_end(struct lost *l)
{
	bool hex = hex_ends(l), list = list_ends(l), string = strings_end(&l->strings);
	unsigned cut = l->cut;

	if (hex || list || string)
		cut = 1 + (hex ? IN_HEX : list ? IN_LIST : IN_STRING);
	l->kind = string && !hex && !list ? l->strings.kind : l->kind;
	l->cut = 0;
	return cut;
}

bool
lost_ends(struct lost *l)
{
	unsigned cut = octets_end(l);

	if (cut == 0 || l->told > 0)
		return false;
	l->words = words[cut - 1][l->kind];
	return true;
}

void
lost_breaks(struct lost *l)
{
	struct lost next = { .cut = octets_end(l), .kind = l->kind, .words = l->words, .told = l->told, .other = l->other };

	next.line_has = l->line_has;
	next.line_other = next.line_any = true;
	*l = next;
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

/* A character of base64, or none, is the next. */
static bool
base64_character(struct lost *l, uint8_t c, bool *text)
{
	bool lost = false;

	*text = false;
	if (is_alnum(c) || c == '+' || c == '/') {
		lost = character(l, c);
		*text = in_text(l);
		return lost;
	}
	l->word = 0;
	if (c == '\n') {
		line_ends(l);
	} else if (c != ' ' && c != '\t' && c != '\r') {
		l->n = 0;
		l->changes = 0;
		l->line_any |= c != '=';
		l->line_other |= c != '=';
	}
	return false;
}

bool
lost_any_octet(struct lost *l, uint8_t c)
{
	bool list, hex = octets_character(l, c, &list), string = strings_character(&l->strings, c, l->before) && l->told == 0;
	bool text, lost = base64_character(l, c, &text);
	unsigned cut = l->told == 0 ? l->cut : 0;

	l->cut = 0;
	l->before = c;
	l->numeric = l->digits > 0 || l->number_digits > 0 || l->n_numbers > 0 || l->radix_list.n > 0 || l->prefix != 0 || l->behind > 0 || l->strings.busy;
	if (!lost && !hex && !list && !string && !text && cut == 0)
		return false;
	if (lost)
		l->kind = is_of_response(l->last) ? LOST_RESPONSE : LOST_CERTIFICATE;
	else if (string && !hex && !list)
		l->kind = l->strings.kind;
	l->kind = text ? LOST_CERTIFICATE : l->kind;
	l->words = text ? LOST_TEXT : words[lost ? IN_BASE64 : hex ? IN_HEX : list ? IN_LIST : string ? IN_STRING : cut - 1][l->kind];
	strings_are_told(&l->strings);
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
