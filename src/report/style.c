/* SPDX-License-Identifier: Apache-2.0 */
#include "report/style.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/span.h"
#include "os/workflow.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MIN 40
#define WIDTH_MAX 120

static unsigned
width_within(unsigned long columns)
{
	return columns < WIDTH_MIN ? WIDTH_MIN : columns > WIDTH_MAX ? WIDTH_MAX : (unsigned)columns;
}

/* COLUMNS, where it is a number; else what fits everywhere. */
static unsigned
columns_told(void)
{
	const char *told = getenv("COLUMNS");
	char *end = NULL;
	unsigned long columns = told != NULL && *told >= '1' && *told <= '9' ? strtoul(told, &end, 10) : 0;

	return end == NULL || *end != '\0' ? WIDTH_DEFAULT : width_within(columns);
}

bool
style_choose(struct style *s, const char *when, bool to_terminal)
{
	const char *no_color = getenv("NO_COLOR");
	struct winsize w;

	s->guarded = workflow_runs();
	s->width = columns_told();
	s->colour = to_terminal && (no_color == NULL || *no_color == '\0');
	if (to_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0)
		s->width = width_within(w.ws_col);
	if (strcmp(when, "auto") != 0)
		s->colour = strcmp(when, "always") == 0;
	return s->colour || strcmp(when, "auto") == 0 || strcmp(when, "never") == 0;
}

void
style_guard(const struct style *s, struct out *o, size_t from)
{
	struct out text = { NULL, 0, 0, false };
	const char *line, *end;

	if (!s->guarded || o->failed || o->n == from)
		return;
	line = o->p + from;
	end = o->p + o->n;
	for (const char *p = line; p < end; p++) {
		if (workflow_command(line, p, end))
			out_fmt(&text, "\\x%02x", (unsigned)(unsigned char)*p);
		else
			out_char(&text, *p);
		if (*p == '\n')
			line = p + 1;
	}
	o->n = from;
	out_mem(o, text.p, text.n);
	o->failed |= text.failed;
	out_free(&text);
}

void
style_on(const struct style *s, struct out *o, enum colour c)
{
	static const char *const codes[] = { "0", "1", "2", "1;31", "33", "32", "36" };

	if (s->colour && c != COLOUR_OFF)
		out_fmt(o, "\033[%sm", codes[c]);
}

void
style_off(const struct style *s, struct out *o)
{
	if (s->colour)
		out_str(o, "\033[0m");
}

void
style_text(const struct style *s, struct out *o, enum colour c, const char *text)
{
	style_on(s, o, c);
	out_str(o, text);
	style_off(s, o);
}

enum colour
style_level(smimelint_level l)
{
	switch (l) {
	case SMIMELINT_ERROR:
	case SMIMELINT_UNREADABLE:
		return COLOUR_RED;
	case SMIMELINT_WARNING:
		return COLOUR_YELLOW;
	case SMIMELINT_NOTICE:
	case SMIMELINT_UPCOMING:
		return COLOUR_BLUE;
	case SMIMELINT_PASS:
		return COLOUR_GREEN;
	default:
		return COLOUR_DIM;
	}
}

size_t
text_columns(const char *text, size_t n)
{
	size_t columns = 0;

	for (size_t i = 0; i < n; i++)
		columns += ((unsigned char)text[i] & 0xc0) != 0x80;
	return columns;
}

/* The octets of a word that one line takes: up to a mark between its parts, or as many columns as there are. */
static size_t
word_cut(const char *word, size_t n, size_t room)
{
	size_t columns = 0, cut = 0, i = 0;

	for (; i < n && columns < room; i++) {
		columns += ((unsigned char)word[i] & 0xc0) != 0x80;
		if (strchr(".,;:/?&=+@-", word[i]) != NULL)
			cut = i + 1;
	}
	while (i < n && ((unsigned char)word[i] & 0xc0) == 0x80)
		i++;
	return cut > 0 ? cut : i;
}

void
style_wrapped(const struct style *s, struct out *o, size_t now, size_t at, const char *text)
{
	const size_t room = s->width > at + 8 ? s->width - at : 8;
	const bool ascii = span_is_ascii(span_of(text));
	size_t left = 0, columns = 0, before = 0;	/* octets of a word that was begun, and columns of it, some of them in front */

	out_spaces(o, at - now);
	now = at;
	while (*text != '\0') {
		/* Each octet is looked at once, however many lines the word goes on over. */
		size_t n = left > 0 ? left : strcspn(text, " ");

		columns = left > 0 ? columns - before : ascii ? n : text_columns(text, n);
		left = before = 0;
		if (now > at && now + 1 + columns > s->width) {
			out_char(o, '\n');
			out_spaces(o, at);
			now = at;
		}
		if (now > at) {
			out_char(o, ' ');
			now++;
		}
		/* A word that fits on no line goes on over several. */
		if (now == at && columns > room) {
			size_t cut = word_cut(text, n, room);

			left = n - cut;
			n = cut;
			before = ascii ? n : text_columns(text, n);
		}
		out_mem(o, text, n);
		now += before > 0 ? s->width : columns;
		text += n;
		text += *text == ' ';
	}
	out_char(o, '\n');
}

size_t
style_id(const struct style *s, struct out *o, size_t now, size_t at, const char *id)
{
	const size_t under = 4;

	if (at + text_columns(id, strlen(id)) > s->width) {
		out_char(o, '\n');
		now = 0;
		at = under;
	}
	out_spaces(o, at - now);
	style_text(s, o, COLOUR_BOLD, id);
	return at + text_columns(id, strlen(id));
}

void
style_beside(const struct style *s, struct out *o, size_t now, size_t at, const char *text)
{
	bool fits = now + 2 + text_columns(text, strlen(text)) <= s->width;

	if (fits)
		out_spaces(o, 2);
	else
		out_char(o, '\n');
	style_on(s, o, COLOUR_DIM);
	style_wrapped(s, o, fits ? now + 2 : 0, fits ? now + 2 : at, text);
	style_off(s, o);
}

void
style_labelled(const struct style *s, struct out *o, size_t indent, const char *label, const char *text)
{
	const size_t column = sizeof "required: " - 1;

	if (text == NULL || *text == '\0')
		return;
	out_spaces(o, indent);
	style_on(s, o, COLOUR_DIM);
	out_fmt(o, "%s:", label);
	style_off(s, o);
	style_wrapped(s, o, indent + strlen(label) + 1, indent + column, text);
}
