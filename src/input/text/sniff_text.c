/* sniff_text.c - text that tells by its first lines what it is: mail, directories, tables, lines of base64. */
#include <stdint.h>
#include <strings.h>

#include "input/sniff.h"
#include "input/text/csv.h"

/* The longest line of wrapped base64 (RFC 2045 6.8). */
#define BASE64_WRAPPED 76
/* Lines of base64 that are looked at. */
#define FIRST_LINES 8

struct span
sniff_after_mark(struct span text)
{
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		return span_sub(text, 3, text.n - 3);
	return text;
}

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

	while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7f && line.p[n] != ':')
		n++;
	return n > 0 && n < line.n && line.p[n] == ':';
}

/* A header (RFC 5322 2.2) with a field of MIME; other messages have no parts. */
static bool
is_mail(struct span text)
{
	bool first = true, mime = false;

	while (text.n > 0) {
		struct span line = sniff_line(&text);

		if (line.n == 0 || (text.n == 0 && !first))
			break;
		if (first || (line.p[0] != ' ' && line.p[0] != '\t'))
			if (!is_field(line))
				return false;
		mime |= begins(line, "content-type:") || begins(line, "mime-version:");
		first = false;
	}
	return mime;
}

/* "From someone Tue Feb  3 10:11:12 2026", then a header (RFC 4155). */
static bool
is_mbox(struct span text)
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

/* An object that begins on its line; one that is spread over lines is no NDJSON. */
static bool
is_ndjson(struct span text)
{
	while (text.n > 0 && memchr(" \t\r\n", text.p[0], 4) != NULL)
		text = span_sub(text, 1, text.n - 1);
	if (text.n == 0 || text.p[0] != '{')
		return false;
	do
		text = span_sub(text, 1, text.n - 1);
	while (text.n > 0 && (text.p[0] == ' ' || text.p[0] == '\t'));
	return text.n > 0 && (text.p[0] == '"' || text.p[0] == '}');
}

/* A line with a column for certificates.  A single word before a PEM block may be called so as well. */
static bool
is_csv(struct span text, const char *field)
{
	struct span line = sniff_line(&text);
	struct csv_head h;

	if (line.n == 0 || text.n == 0 || !csv_head_read(&h, line, field) || h.column == SIZE_MAX)
		return false;
	return h.columns > 1 || !begins(text, "-----BEGIN ");
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

		found += line.n > BASE64_WRAPPED && sniff_base64(line);
	}
	return found > 1;
}

enum sniffed
sniff_text(struct span start, const char *field)
{
	struct span text = sniff_after_mark(start);

	if (is_mbox(text))
		return SNIFF_MBOX;
	if (is_mail(text))
		return SNIFF_MAIL;
	if (is_ldif(text))
		return SNIFF_LDIF;
	if (is_ndjson(text))
		return SNIFF_NDJSON;
	if (is_csv(text, field))
		return SNIFF_CSV;
	return is_lines(text) ? SNIFF_LINES : SNIFF_TEXT;
}
