/* SPDX-License-Identifier: Apache-2.0 */
/* dertext.c - text to DER; see dertext.h for the language. */
#include "tests/recipe/dertext.h"

#include <ctype.h>
#include <stdlib.h>

#include "tests/recipe/key.h"
#include "tests/recipe/names.h"

#define MAX_NESTING 60

struct reader {
	struct octets *out;
	const char *at;
	dertext_ref_fn *fn;
	void *arg;
	unsigned depth;
};

/* How an element's frame is to be written. */
struct frame {
	unsigned type;		/* universal tag, 0 for others */
	unsigned long_form;
	bool indefinite, open, has_claim;
	bool prim, cons;	/* asked for by a modifier */
	size_t claim;
	long times;		/* so many of the element, one behind the other */
};

static void
fail(struct reader *r, const char *what)
{
	tool_fail(r->out->tool, "DER text: %s at: %.40s", what, r->at);
}

static void
skip_space(struct reader *r)
{
	while (isspace((unsigned char)*r->at))
		r->at++;
}

/* Characters up to white space, a brace or a slash. */
static const char *
take_word(struct reader *r)
{
	size_t n = strcspn(r->at, " \t\n{}/\"'");
	const char *w = lex_copy(r->out->tool, r->at, n);

	r->at += n;
	return w;
}

/* What stands between two quotes, escapes untouched; NULL where none begins. */
static const char *
take_quoted(struct reader *r, char quote)
{
	const char *s;
	size_t n = 0;

	skip_space(r);
	if (*r->at != quote)
		return NULL;
	s = ++r->at;
	while (s[n] != '\0' && s[n] != quote)
		n += s[n] == '\\' && s[n + 1] != '\0' ? 2 : 1;
	if (s[n] == '\0') {
		fail(r, "quotation mark without its partner");
		return NULL;
	}
	r->at += n + 1;
	return lex_copy(r->out->tool, s, n);
}

static const struct {
	const char *name;
	unsigned tag;
} types[] = {
	{ "BOOLEAN", 0x01 }, { "INTEGER", 0x02 }, { "BITS", 0x03 }, { "OCTETS", 0x04 },
	{ "NULL", 0x05 }, { "OID", 0x06 }, { "ENUM", 0x0a }, { "UTF8", 0x0c }, { "NUMERIC", 0x12 },
	{ "PRINTABLE", 0x13 }, { "T61", 0x14 }, { "IA5", 0x16 }, { "UTCTIME", 0x17 },
	{ "GENTIME", 0x18 }, { "VISIBLE", 0x1a }, { "UNIVERSAL", 0x1c }, { "BMP", 0x1e },
	{ "SEQUENCE", 0x30 }, { "SET", 0x31 },
};

/* Identifier octets of class and number. */
static void
put_identifier(struct octets *o, unsigned class, unsigned long number)
{
	unsigned shift = 28;

	if (number < 31) {
		octets_byte(o, class | (unsigned)number);
		return;
	}
	octets_byte(o, class | 31);
	while (shift > 0 && number >> shift == 0)
		shift -= 7;
	for (;; shift -= 7) {
		octets_byte(o, (unsigned)(number >> shift & 0x7f) | (shift > 0 ? 0x80 : 0));
		if (shift == 0)
			return;
	}
}

/* [n], [An], [Pn]: the constructed bit is set when braces follow. */
static bool
take_bracket(struct reader *r, struct octets *id)
{
	unsigned class = 0x80;
	unsigned long number;
	char *end;

	r->at++;
	if (*r->at == 'A' || *r->at == 'P')
		class = *r->at++ == 'A' ? 0x40 : 0xc0;
	number = strtoul(r->at, &end, 10);
	if (end == r->at || *end != ']' || number > 0xfffffff) {
		fail(r, "no tag number");
		return false;
	}
	r->at = end + 1;
	put_identifier(id, class, number);
	return true;
}

/* Reads a tag; false (nothing taken) when none stands here. */
static bool
take_tag(struct reader *r, struct frame *f, struct octets *id)
{
	const char *start = r->at, *word, *hex;

	if (*r->at == '[') {
		if (!take_bracket(r, id))
			return false;
	} else {
		word = take_word(r);
		for (size_t i = 0; i < sizeof types / sizeof *types; i++)
			if (strcmp(word, types[i].name) == 0)
				octets_byte(id, f->type = types[i].tag);
		if ((hex = lex_after(word, "TAG:")) != NULL)
			lex_hex(id, hex);
		if (id->n == 0) {
			r->at = start;
			return false;
		}
	}
	return true;
}

static void
take_modifiers(struct reader *r, struct frame *f)
{
	const char *word, *v;

	while (*r->at == '/') {
		r->at++;
		word = take_word(r);
		if ((v = lex_after(word, "long")) != NULL && *v >= '1' && *v <= '9')
			f->long_form = (unsigned)(*v - '0');
		else if ((v = lex_after(word, "len=")) != NULL) {
			f->has_claim = true;
			f->claim = (size_t)lex_number(r->out->tool, v);
		} else if ((v = lex_after(word, "times=")) != NULL)
			f->times = lex_number(r->out->tool, v);
		else if (strcmp(word, "indef") == 0)
			f->indefinite = true;
		else if (strcmp(word, "indef-open") == 0)
			f->indefinite = f->open = true;
		else if (strcmp(word, "prim") == 0)
			f->prim = true;
		else if (strcmp(word, "cons") == 0)
			f->cons = true;
		else
			fail(r, "no such modifier");
	}
}

static void elements(struct reader *r, struct octets *out, bool braces);

/* INTEGER and ENUM: decimal, or 0x with a sign octet where it is needed. */
static void
put_number(struct reader *r, struct octets *content, const char *word)
{
	struct octets tmp = OCTETS(content->tool);
	const char *hex = lex_after(word, "0x");

	if (hex != NULL) {
		lex_hex(&tmp, strlen(hex) % 2 == 0 ? hex :
		    arena_printf(content->tool->arena, "0%s", hex));
		if (tmp.n > 0 && tmp.p[0] >= 0x80)
			octets_byte(content, 0);
		octets_span(content, octets_as_span(&tmp));
		return;
	}
	octets_integer(&tmp, lex_number(content->tool, word));
	if (tool_ok(r->out->tool))
		octets_put(content, tmp.p + 2, tmp.n - 2);
}

/* Content that is neither braces, text nor octets: what the type suggests. */
static void
put_typed(struct reader *r, unsigned type, struct octets *content)
{
	const char *word;

	if (type == 0x05 || type == 0x30 || type == 0x31)
		return;
	word = take_word(r);
	if (*word == '\0')
		fail(r, "content expected");
	else if (type == 0x01)
		octets_byte(content, strcmp(word, "TRUE") == 0 ? 0xff : 0);
	else if (type == 0x02 || type == 0x0a)
		put_number(r, content, word);
	else if (type == 0x06) {
		if (!oid_from_text(content, word))
			fail(r, "no object identifier before");
	} else
		fail(r, "this tag wants { }, \"text\" or 'hex'");
}

static void
put_content(struct reader *r, unsigned type, struct octets *content)
{
	const char *s;

	skip_space(r);
	if (*r->at == '{') {
		r->at++;
		if (type == 0x03)
			octets_byte(content, 0);
		elements(r, content, true);
	} else if ((s = take_quoted(r, '"')) != NULL) {
		if (type == 0x03)
			octets_byte(content, 0);
		put_string(content, type, s);
	} else if ((s = take_quoted(r, '\'')) != NULL) {
		lex_hex(content, s);
	} else {
		put_typed(r, type, content);
	}
}

static void
put_framed(struct octets *out, const struct frame *f, struct octets *id, struct octets *content)
{
	octets_span(out, octets_as_span(id));
	if (f->indefinite) {
		octets_byte(out, 0x80);
		octets_span(out, octets_as_span(content));
		if (!f->open)
			octets_put(out, "\0\0", 2);
		return;
	}
	octets_length(out, f->has_claim ? f->claim : content->n, f->long_form);
	octets_span(out, octets_as_span(content));
}

/* name "...", gn "...", alg "..." and $reference; false when it is none. */
static bool
put_helper(struct reader *r, struct octets *out)
{
	const char *word = take_word(r), *s;
	bool named = *word == '$';

	if (named) {
		if (r->fn == NULL || !r->fn(r->arg, word + 1, out))
			fail(r, "unknown reference before");
		return true;
	}
	if (strcmp(word, "name") != 0 && strcmp(word, "gn") != 0 && strcmp(word, "alg") != 0)
		return false;
	if ((s = take_quoted(r, '"')) == NULL)
		fail(r, "text in quotation marks expected");
	else if (*word == 'n')
		put_name(out, s);
	else if (*word == 'g')
		put_general_name(out, s);
	else
		put_algorithm(out, s);
	return true;
}

static void
element(struct reader *r, struct octets *out)
{
	struct octets id = OCTETS(out->tool), content = OCTETS(out->tool);
	struct frame f = { .times = 1 };
	const char *s, *start = r->at;

	if ((s = take_quoted(r, '\'')) != NULL) {
		lex_hex(out, s);
	} else if (take_tag(r, &f, &id)) {
		take_modifiers(r, &f);
		skip_space(r);
		if (tool_ok(out->tool) && (f.cons || (*r->at == '{' && *start == '[')))
			id.p[0] |= 0x20;
		if (tool_ok(out->tool) && f.prim)
			id.p[0] &= (uint8_t)~0x20;
		put_content(r, f.type, &content);
		for (long i = 0; i < f.times && tool_ok(out->tool); i++)
			put_framed(out, &f, &id, &content);
	} else if (!put_helper(r, out)) {
		fail(r, "no element");
	}
}

/* Elements up to the closing brace, or the end of the text. */
static void
elements(struct reader *r, struct octets *out, bool braces)
{
	if (++r->depth > MAX_NESTING)
		fail(r, "nested too deep");
	while (tool_ok(out->tool)) {
		skip_space(r);
		if (*r->at == '\0' || *r->at == '}')
			break;
		element(r, out);
	}
	if (tool_ok(out->tool) && (*r->at == '}') != braces)
		fail(r, braces ? "closing brace missing" : "stray closing brace");
	if (braces && *r->at == '}')
		r->at++;
	r->depth--;
}

void
dertext_put(struct octets *o, const char *text, dertext_ref_fn *fn, void *arg)
{
	struct reader r = { o, text, fn, arg, 0 };

	elements(&r, o, false);
}
