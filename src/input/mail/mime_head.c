/* SPDX-License-Identifier: Apache-2.0 */
/* mime_head.c - the header of an entity: what it is, and how it is encoded (RFC 2045 5, 6). */
#include "base/ascii.h"
#include "input/mail/mime.h"
#include "input/sniff.h"

struct fields {
	struct mime_head *head;
	struct out field;		/* the one at hand, unfolded */
	bool typed, encoded;		/* the first of each counts */
	mime_field_fn *fn;
	void *arg;
	uint64_t line;			/* where the one at hand begins */
};

/* Does the text begin with this, in whatever case?  The rest is left in *s. */
static bool
take_word(struct span *s, const char *word)
{
	size_t n = strlen(word);

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (small_letter(s->p[i]) != (uint8_t)word[i])
			return false;
	*s = span_sub(*s, n, s->n - n);
	return true;
}

/* White space and comments, which may be nested (RFC 5322 3.2.2). */
static void
skip_blanks(struct span *s)
{
	unsigned comments = 0;
	size_t i = 0;

	for (; i < s->n; i++) {
		uint8_t c = s->p[i];

		if (c == '(')
			comments++;
		else if (comments > 0 && c == '\\')
			i++;
		else if (comments > 0 && c == ')')
			comments--;
		else if (comments == 0 && !is_space(c))
			break;
	}
	i = i < s->n ? i : s->n;
	*s = span_sub(*s, i, s->n - i);
}

static bool
is_token(uint8_t c)
{
	return c > ' ' && c < 0x7f && memchr("()<>@,;:\\\"[]?=", c, 14) == NULL;
}

/* A token or quoted string into room octets, as a string; what does not fit, or holds NUL, becomes "". */
static void
take_value(struct span *s, char *to, size_t room)
{
	bool quoted = s->n > 0 && s->p[0] == '"', fits = true;
	size_t n = 0, i = quoted;

	for (; i < s->n && (quoted ? s->p[i] != '"' : is_token(s->p[i]) || s->p[i] == '='); i++) {
		if (quoted && s->p[i] == '\\' && i + 1 < s->n)
			i++;
		if (n + 1 < room && s->p[i] != 0)
			to[n++] = (char)s->p[i];
		else
			fits = false;
	}
	i += quoted && i < s->n;
	to[fits ? n : 0] = '\0';
	*s = span_sub(*s, i, s->n - i);
}

/* "*", "*0", "*12*" behind the name of a parameter (RFC 2231 3, 4): is it a later piece?  *encoded: its value is. */
static bool
skip_section(struct span *s, bool *encoded)
{
	bool later;
	size_t n = 0;

	*encoded = false;
	if (s->n == 0 || s->p[0] != '*')
		return false;
	later = s->n > 1 && s->p[1] >= '1' && s->p[1] <= '9';
	for (n = 1; n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++)
		;
	*encoded = n == 1 || (n < s->n && s->p[n] == '*');
	n += n > 1 && n < s->n && s->p[n] == '*';
	*s = span_sub(*s, n, s->n - n);
	return later;
}

/* "utf-8'en'%41b" is "Ab" (RFC 2231 4). */
static void
decode(char *value)
{
	const char *from = strchr(value, '\'');
	char *to = value;

	from = from != NULL && (from = strchr(from + 1, '\'')) != NULL ? from + 1 : value;
	while (*from != '\0') {
		int high = *from == '%' ? hex_digit((uint8_t)from[1]) : -1;
		int low = high >= 0 ? hex_digit((uint8_t)from[2]) : -1;

		if (low >= 0)
			*to++ = (char)(high << 4 | low);
		else
			*to++ = *from;
		from += low >= 0 ? 3 : 1;
	}
	*to = '\0';
}

/* A parameter behind its ";": the boundary or the name, or a piece of one, which continues what there is. */
static void
parameter(struct mime_head *h, struct span *s)
{
	char other[1] = "", *to = other;
	size_t room = sizeof other, n;
	bool encoded;

	skip_blanks(s);
	if (take_word(s, "boundary")) {
		to = h->boundary;
		room = sizeof h->boundary;
	} else if (take_word(s, "name") || take_word(s, "filename")) {
		to = h->file;
		room = sizeof h->file;
	}
	n = skip_section(s, &encoded) ? strlen(to) : 0;
	while (to == other && s->n > 0 && is_token(s->p[0]))
		*s = span_sub(*s, 1, s->n - 1);
	skip_blanks(s);
	if (s->n == 0 || s->p[0] != '=')
		return;
	*s = span_sub(*s, 1, s->n - 1);
	skip_blanks(s);
	take_value(s, to + n, room - n);
	if (encoded)
		decode(to + n);
}

static void
parameters(struct mime_head *h, struct span s)
{
	while (s.n > 0) {
		while (s.n > 0 && s.p[0] != ';')
			s = span_sub(s, 1, s.n - 1);
		if (s.n > 0) {
			s = span_sub(s, 1, s.n - 1);
			parameter(h, &s);
		}
	}
}

static void
content_type(struct mime_head *h, struct span s)
{
	size_t n = 0;

	skip_blanks(&s);
	while (n < s.n && n + 1 < MIME_TYPE && (is_token(s.p[n]) || s.p[n] == '/')) {
		h->type[n] = (char)small_letter(s.p[n]);
		n++;
	}
	h->type[n] = '\0';
	parameters(h, span_sub(s, n, s.n - n));
}

static enum mime_encoding
encoding(struct span s)
{
	skip_blanks(&s);
	if (take_word(&s, "base64"))
		return MIME_BASE64;
	if (take_word(&s, "quoted-printable"))
		return MIME_QUOTED_PRINTABLE;
	if (take_word(&s, "x-uu") || take_word(&s, "uue") || take_word(&s, "uuencode"))
		return MIME_UUENCODE;
	return take_word(&s, "7bit") || take_word(&s, "8bit") || take_word(&s, "binary") ? MIME_AS_IS : MIME_UNKNOWN;
}

/* The field at hand is whole. */
static void
field_ends(struct fields *f)
{
	struct span s = out_span(&f->field);

	if (f->fn != NULL && s.n > 0 && f->head->ret == 0 && !f->field.failed)
		f->head->ret = f->fn(f->arg, s, f->line);
	if (!f->typed && take_word(&s, "content-type")) {
		skip_blanks(&s);
		f->typed = s.n > 0 && s.p[0] == ':';
		if (f->typed)
			content_type(f->head, span_sub(s, 1, s.n - 1));
	} else if (take_word(&s, "content-disposition")) {
		parameters(f->head, s);
	} else if (!f->encoded && take_word(&s, "content-transfer-encoding")) {
		skip_blanks(&s);
		f->encoded = s.n > 0 && s.p[0] == ':';
		if (f->encoded)
			f->head->encoding = encoding(span_sub(s, 1, s.n - 1));
	}
	out_clear(&f->field);
}

/* Octets of lines that are looked at, and of a first line that is none of a header and stands in front of one all the same. */
#define FIRST_LINES 1024
#define FIRST_LINE 256

/* Has the entity no header, not even the empty line behind one?  Its first line is no field, and none of MIME comes behind that. */
static bool
has_no_head(struct stream *r)
{
	struct span text = stream_window(r, FIRST_LINES), line;

	text = text.n > FIRST_LINES ? span_sub(text, 0, FIRST_LINES) : text;
	line = sniff_line(&text);
	if (line.n == 0 || sniff_field(line) || span_starts(line, SPAN_LIT("From ")) || span_starts(line, SPAN_LIT(">From ")))
		return false;
	return line.n > FIRST_LINE || !sniff_mime_field(text);
}

bool
mime_head_read(struct stream *r, struct mime_head *h, uint64_t *line, mime_field_fn *fn, void *arg)
{
	struct fields f = { .head = h, .fn = fn, .arg = arg };
	bool ends = true, starts, failed;
	struct span s;

	*h = (struct mime_head){ .encoding = MIME_AS_IS };
	if (has_no_head(r))
		return true;
	for (;;) {
		starts = ends;
		s = stream_raw_line(r, &ends);
		if (s.p == NULL)
			break;
		/* No field begins so: the empty line behind the header is gone. */
		if (starts && span_starts(s, SPAN_LIT("-----BEGIN "))) {
			stream_back(r, s);
			break;
		}
		*line += starts;
		if (starts && (s.p[0] == '\n' || (s.p[0] == '\r' && s.n == 2)))
			break;
		if (starts && s.p[0] != ' ' && s.p[0] != '\t') {
			field_ends(&f);
			f.line = *line;
		}
		out_mem(&f.field, s.p, s.n < MIME_FIELD - f.field.n ? s.n : MIME_FIELD - f.field.n);
	}
	field_ends(&f);
	failed = f.field.failed;
	out_free(&f.field);
	return !failed;
}
