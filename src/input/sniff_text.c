/* SPDX-License-Identifier: Apache-2.0 */
/* sniff_text.c - text that tells by its first lines what it is: mail, directories, tables, lines of base64. */
#include <stdint.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/csv.h"
#include "input/data/report.h"
#include "input/mail/mime.h"
#include "input/pem/line/armour.h"
#include "input/sniff.h"

/* The longest line of wrapped base64 (RFC 2045 6.8). */
#define BASE64_WRAPPED 76
/* Lines of base64 that are looked at. */
#define FIRST_LINES 8

struct span
sniff_line(struct span *text)
{
	const uint8_t *lf = text->n > 0 ? memchr(text->p, '\n', text->n) : NULL;
	size_t n = lf != NULL ? (size_t)(lf - text->p) : text->n;
	struct span line = { text->p, n };

	n += lf != NULL;
	*text = span_sub(*text, n, text->n - n);
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

static bool
begins(struct span s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && strncasecmp((const char *)s.p, word, n) == 0;
}

static bool
is_field(struct span line)
{
	size_t n = 0;

	/* RFC 5322 2.2 allows more; the members of an object in JSON are no fields. */
	while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7f && memchr(":\"{}[],", line.p[n], 7) == NULL)
		n++;
	return n > 0 && n < line.n && line.p[n] == ':';
}

bool
sniff_field(struct span line)
{
	const uint8_t *colon = line.n > 0 ? memchr(line.p, ':', line.n) : NULL;
	size_t n = colon != NULL ? (size_t)(colon - line.p) : 0, name = n;

	while (name > 0 && (line.p[name - 1] == ' ' || line.p[name - 1] == '\t'))
		name--;
	/* The colon goes behind the name. */
	for (size_t i = 0; i < name; i++)
		if (line.p[i] <= ' ' || line.p[i] >= 0x7f || memchr("\"{}[],", line.p[i], 6) != NULL)
			return false;
	return name > 0;
}

bool
sniff_mime_field(struct span text)
{
	return begins(text, "content-type:") || begins(text, "mime-version:") || begins(text, "content-transfer-encoding:");
}

/* A header (RFC 5322 2.2) with a field of MIME; other messages have no parts. */
bool
sniff_mail(struct span text)
{
	bool first = true, mime = false;
	struct span rest = text, line = sniff_line(&rest);
	size_t digits = 0;

	/* Apple Mail counts the octets of the message before it. */
	while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9')
		digits++;
	while (digits > 0 && digits < line.n && line.p[digits] == ' ')
		digits++;
	if (digits > 0 && digits == line.n)
		text = rest;
	while (text.n > 0) {
		line = sniff_line(&text);
		if (line.n == 0 || (text.n == 0 && !first))
			break;
		if (first || (line.p[0] != ' ' && line.p[0] != '\t'))
			if (!is_field(line))
				return false;
		mime |= sniff_mime_field(line);
		first = false;
	}
	return mime;
}

/* "From someone Tue Feb  3 10:11:12 2026", then a header (RFC 4155). */
bool
sniff_mbox(struct span text)
{
	struct span line;

	if (!begins(text, "From "))
		return false;
	line = sniff_line(&text);
	if (line.n < 5 || memcmp(line.p, "From ", 5) != 0 || memchr(line.p, ':', line.n) == NULL)
		return false;
	line = sniff_line(&text);
	return is_field(line) || begins(line, ">From ");
}

/* RFC 2849: comments, a version, then the name of an entry. */
static bool
is_ldif(struct span text)
{
	while (text.n > 0) {
		struct span line = sniff_line(&text);

		if (begins(line, "dn:"))
			return true;
		if (line.n > 0 && line.p[0] != '#' && line.p[0] != ' ' && !begins(line, "version:"))
			return false;
	}
	return false;
}

/* Do the brackets of the line close?  Those in strings are none. */
static bool
is_balanced(struct span line)
{
	bool string = false;
	int depth = 0;

	for (size_t i = 0; i < line.n; i++) {
		uint8_t c = line.p[i];

		if (string && c == '\\')
			i++;
		else if (c == '"')
			string = !string;
		else if (!string)
			depth += (c == '{' || c == '[') - (c == '}' || c == ']');
	}
	return depth <= 0;
}

/* Nothing but blanks up to the end of the line. */
static bool
is_blank_line(struct span s)
{
	struct span line = sniff_line(&s);

	return span_behind_space(line).n == 0;
}

/* A number, or one of the three words, and what may stand behind it in a list (RFC 8259 3, 6). */
static bool
is_literal(struct span s)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t n = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (begins(s, words[i]))
			n = strlen(words[i]);
	if (n == 0)
		while (n < s.n && memchr("0123456789-+.eE", s.p[n], 15) != NULL)
			n++;
	s = span_behind_space(span_sub(s, n, s.n - n));
	if (n == 0 || s.n == 0 || s.p[0] == ',')
		return n > 0;
	if (s.p[0] != ']')
		return false;
	s = span_sub(s, 1, s.n - 1);
	return is_blank_line(s) || memchr("],", span_behind_space(s).p[0], 2) != NULL;
}

bool
sniff_json_goes_on(struct span line, struct span behind)
{
	behind = span_behind_space(behind);
	return behind.n > 0 && behind.p[0] != '{' && !is_balanced(line);
}

/* Behind the first string of what would be an object: a sign of Ruby's hashes, or what says that it is a list of PostgreSQL. */
static bool
is_other_brace(struct span string)
{
	struct span rest = span_from(string, 1);

	while (rest.n > 0 && rest.p[0] != '"')
		rest = span_from(rest, rest.p[0] == '\\' && rest.n > 1 ? 2 : 1);
	rest = span_behind_space(span_from(rest, rest.n > 0));
	return rest.n > 0 && (rest.p[0] == ',' || rest.p[0] == '}' || span_starts(rest, SPAN_LIT("=>")));
}

/* A list or an object, as far as its first value: "[[bin]]" heads a part of TOML, "[  12.3] eth0: up" is a line of a log. */
static bool
opens_value(struct span text)
{
	while (text.n > 0 && text.p[0] == '[')
		text = span_behind_space(span_sub(text, 1, text.n - 1));
	if (text.n == 0 || memchr("\"]", text.p[0], 2) != NULL)
		return true;
	if (text.p[0] != '{')
		return is_literal(text);
	text = span_behind_space(span_sub(text, 1, text.n - 1));
	return text.n == 0 || text.p[0] == '}' || (text.p[0] == '"' && !is_other_brace(text));
}

/* Values of JSON: one on each line, or one document, over as many lines as it likes. */
static enum sniffed
json_form(struct span text)
{
	struct span line;

	text = span_behind_space(text);
	if (text.n == 0 || (text.p[0] != '{' && text.p[0] != '[') || !opens_value(text))
		return SNIFF_TEXT;
	line = sniff_line(&text);
	if (line.p[0] == '[')
		return SNIFF_JSON;
	return sniff_json_goes_on(line, text) ? SNIFF_JSON : SNIFF_NDJSON;
}

/* Does a rule stand here, as below the title of a column that has no others? */
static bool
is_ruled(struct span text)
{
	struct span line = span_trimmed(sniff_line(&text));
	size_t n = 0;

	while (n < line.n && line.p[n] == '-')
		n++;
	return n > 2 && n == line.n;
}

/* A line with a column for certificates, behind titles and notes.  A single word before a PEM block may be called so as well. */
static bool
is_csv(struct span text, const char *field)
{
	struct csv_head h;

	for (unsigned i = 0; i < CSV_TITLES && text.n > 0; i++) {
		struct span line = sniff_line(&text);

		if (line.n == 0 || text.n == 0 || !csv_head_read(&h, line, field) || h.column == SIZE_MAX)
			continue;
		if (field == NULL && h.columns == 1 && is_ruled(text))
			return false;
		return h.columns > 1 || (i == 0 && !pem_begins(span_sub(text, 0, text.n < 64 ? text.n : 64)));
	}
	return false;
}

bool
sniff_uu(struct span text)
{
	return mime_uu_begins(sniff_line(&text)) && text.n > 2 && text.p[0] >= '!' && text.p[0] <= 'M';
}

bool
sniff_uu_inside(struct span text)
{
	struct span line = sniff_line(&text);

	return text.n > 0 && mime_uu_follows(line, sniff_line(&text));
}

bool
sniff_uu_lines(struct span text)
{
	struct span line = sniff_line(&text);

	return text.n > 0 && mime_uu_lines(line, sniff_line(&text));
}

/* Octets at the front of an element of 256 octets or more around another: two heads. */
#define HEADS 6

/* The first octets that a line of base64 stands for. */
static struct span
heads(struct span line, struct out *octets)
{
	struct base64 b64 = { 0 };

	out_clear(octets);
	(void)base64_feed(&b64, span_sub(line, 0, HEADS * 4 / 3), octets);
	return out_span(octets);
}

/*
 * Is the base64 of one element wrapped into lines of this length, longer than those of MIME?  It needs more octets than the first stands
 * for, and goes on in the next, which begins none: that is as long, or ends it.
 */
static bool
is_wrapped(struct span line, struct span behind)
{
	char room[HEADS + 3];
	struct out octets = { room, 0, sizeof room, false };
	struct span next = span_trimmed(sniff_line(&behind)), start = heads(line, &octets);
	uint64_t length = sniff_length(start), characters;

	if (length == 0 || length == UINT64_MAX || next.n == 0 || next.n > line.n || base64_run(next) != next.n)
		return false;
	characters = (length + 2) / 3 * 4;
	if (characters <= line.n || line.p[line.n - 1] == '=')
		return false;
	start = heads(next, &octets);
	/* A list whose lines are cut off has one in each. */
	if (start.n == HEADS && start.p[0] == 0x30 && start.p[1] == 0x82 && start.p[4] == 0x30 && start.p[5] >= 0x80)
		return false;
	return next.n == line.n || (characters - line.n <= next.n + 2 && characters >= line.n + next.n);
}

/*
 * One certificate per line: two of the first lines begin one each, and are
 * longer than lines of wrapped base64 are.
 */
static bool
is_lines(struct span text)
{
	unsigned found = 0;

	for (unsigned i = 0; i < FIRST_LINES && text.n > 0; i++) {
		struct span line = sniff_line(&text);
		const uint8_t *cr = line.n > 0 ? memchr(line.p, '\r', line.n) : NULL;

		if (pem_begins(line))
			break;
		/* The readers of base64 take CR for a line end as well. */
		line.n = cr != NULL ? (size_t)(cr - line.p) : line.n;
		line = span_trimmed(line);
		if (line.n <= BASE64_WRAPPED || !sniff_base64(line))
			continue;
		if (is_wrapped(line, text))
			return false;
		found++;
	}
	return found > 1;
}

enum sniffed
sniff_text(struct span start, const char *field)
{
	struct span text = span_behind_space(start);
	struct csv_head head;
	enum sniffed json;

	if (report_begins(text) != NULL)
		return SNIFF_REPORT;
	if (sniff_mbox(text))
		return SNIFF_MBOX;
	if (sniff_mail(text))
		return SNIFF_MAIL;
	if (is_ldif(text))
		return SNIFF_LDIF;
	if ((json = json_form(text)) != SNIFF_TEXT)
		return json;
	if (is_csv(text, field) || (field == NULL && csv_head_by_content(&head, text)))
		return SNIFF_CSV;
	if (sniff_uu(text) || sniff_uu_lines(text))
		return SNIFF_UU;
	return is_lines(text) ? SNIFF_LINES : SNIFF_TEXT;
}

/* ---- text that holds nothing ---- */

const char *
sniff_page(struct span text)
{
	static const struct {
		const char *begins, *words;
	} pages[] = {
		{ "<!doctype html", "an HTML page" }, { "<html", "an HTML page" }, { "<head", "an HTML page" }, { "<?xml", "an XML document" },
		{ "<error", "an XML document" },
	};

	text = span_behind_space(text);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (begins(text, pages[i].begins))
			return pages[i].words;
	return NULL;
}

/* "404 Not Found" of the status line of HTTP (RFC 9112 4), as far as it is shown. */
static struct span
http_status(struct span line)
{
	enum { SHOWN = 40 };
	const uint8_t *blank = line.n > 0 ? memchr(line.p, ' ', line.n) : NULL;
	size_t n = 0;

	if (!begins(line, "HTTP/") || blank == NULL)
		return SPAN_NONE;
	line = span_sub(line, (size_t)(blank - line.p) + 1, line.n - (size_t)(blank - line.p) - 1);
	while (n < line.n && n < SHOWN && line.p[n] >= ' ' && line.p[n] < 0x7f)
		n++;
	return n > 3 ? span_sub(line, 0, n) : SPAN_NONE;
}

/* An answer of a web server with this status that holds nothing, by what its body begins with. */
static const char *
answer(struct arena *a, struct span status, struct span body)
{
	const char *what = sniff_page(body);

	return arena_printf(a, "the answer of a web server, %.*s, with %s: check the address that it came from",
	    (int)status.n, (const char *)status.p, what != NULL ? what : span_behind_space(body).n == 0 ? "nothing in it" : "nothing in it that is linted");
}

const char *
sniff_other_text(struct arena *a, struct span start)
{
	struct span text = span_behind_space(start), body = text, status = http_status(sniff_line(&body));
	const char *what = sniff_page(text);

	if (what != NULL)
		return arena_printf(a, "%s: check the address that it came from", what);
	if (status.p == NULL)
		return start.n > 3 ? NULL : start.n == 1 ? "one octet only" : arena_printf(a, "%zu octets only", start.n);
	while (body.n > 0 && sniff_line(&body).n > 0)
		;
	return answer(a, status, body);
}

const char *
sniff_answer(struct arena *a, struct span start, struct span body)
{
	struct span status = http_status(sniff_line(&start));

	return status.p != NULL ? answer(a, status, body) : NULL;
}
