/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/around.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/sniff.h"
#include "input/written/run.h"

/* Characters of a word of base64 or hexadecimal that may be what is left of a value. */
#define REST 20

/* Do characters of base64 stand in it that may be of a value: its beginning, or so many? */
static bool
may_be_value(struct span line)
{
	size_t run = 0, letters = 0, mixed = 0;

	for (size_t i = 0; i < line.n; i++) {
		run = base64_char(line.p[i]) ? run + 1 : 0;
		letters += is_letter(line.p[i]);
		mixed += i > 0 && is_upper(line.p[i]) && is_letter(line.p[i - 1]) && !is_upper(line.p[i - 1]);
		if (run == REST || (run == 1 && line.n - i > 1 && run_may(line.p + i)))
			return true;
	}
	/* One that is cut off has its first character alone; other words have no digits, and one capital inside at the most. */
	return line.n > 0 && run == line.n && (line.n == 1 || letters < line.n || mixed > 1);
}

/* So many of one sign rule a line off. */
#define RULE 3

/* Nothing but brackets, quotes and what ends them, or a rule: in no list does it stand for a value that is missing. */
static bool
is_signs(struct span line)
{
	size_t same = 0;

	while (same < line.n && line.p[same] == line.p[0])
		same++;
	if (same == line.n && (line.n == 0 || (same >= RULE && memchr("-=*#~_", line.p[0], 6) != NULL)))
		return true;
	for (size_t i = 0; i < line.n; i++)
		if (memchr("()[]{};,\"'`", line.p[i], 11) == NULL)
			return false;
	return true;
}

/* What a program says, and what a cell has, where a certificate should be. */
static const char *const missing[] = {
	"error", "fail", "exception", "not found", "n/a", "none", "null", "timeout", "timed out", "missing", "cannot", "could not", "can't", "unable",
	"denied", "refused", "unavailable", "truncated", "interrupt", "abort", "killed", "no such", "invalid", "lost"
};

/* Where the word stands in the line, in whatever case; line.n: nowhere. */
static size_t
find_word(struct span line, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= line.n; i++)
		if (strncasecmp((const char *)line.p + i, word, n) == 0)
			return i;
	return line.n;
}

/* "0 errors", "no errors": there is none. */
static bool
is_counted_none(struct span before)
{
	before = span_trimmed(before);
	return before.n > 0 && ((before.p[before.n - 1] == '0' && (before.n == 1 || !is_digit(before.p[before.n - 2]))) ||
	    (before.n > 1 && strncasecmp((const char *)before.p + before.n - 2, "no", 2) == 0));
}

/* Does the line tell that a certificate is not there? */
static bool
tells_of_missing(struct span line)
{
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
		size_t at = find_word(line, missing[i]);

		if (at < line.n && (at == 0 || !is_letter(line.p[at - 1])) && !is_counted_none(span_sub(line, 0, at)))
			return true;
	}
	return false;
}

/* Does a list begin behind such a line: "Revoked:", "b=(", "<<EOF"? */
static bool
opens_list(struct span line)
{
	uint8_t last = line.p[line.n - 1];

	return is_char_of(last, ":([{=\"'`") || span_starts(line, SPAN_LIT("**")) || find_word(line, "<<") < line.n;
}

/* "Revoked", behind a blank line or a bracket: words that begin with a capital, and no signs. */
static bool
is_title(struct span line)
{
	if (!is_upper(line.p[0]))
		return false;
	for (size_t i = 0; i < line.n; i++)
		if (!is_alnum(line.p[i]) && !is_blank(line.p[i]))
			return false;
	return true;
}

void
around_value(struct around *a)
{
	a->spaced |= a->any && a->apart && !a->titled;
	a->any = true;
	a->apart = a->titled = false;
}

/* Does a value stand ahead, as far as is seen?  What was looked through is not looked through again. */
static bool
value_ahead(struct around *a, struct stream *r)
{
	struct span s = stream_fill(r), rest;
	uint64_t here = stream_at(r);

	if (a->next > here)
		return true;
	rest = span_from(s, a->none_to < here ? 0 : a->none_to < here + s.n ? (size_t)(a->none_to - here) : s.n);
	while (rest.n > 0) {
		uint64_t at = here + s.n - rest.n;
		struct span line = sniff_line(&rest);

		if (span_trimmed(line).n > AROUND_LINE) {
			a->next = at + 1;
			return true;
		}
		/* The last may go on behind what is seen. */
		a->none_to = at;
	}
	return false;
}

enum around_what
around_line(struct around *a, struct stream *r, struct span *line)
{
	struct span s = span_trimmed(*line);

	if (s.n > AROUND_LINE || may_be_value(s)) {
		if (s.n > AROUND_LINE)
			around_value(a);
		return AROUND_NOT;
	}
	if (is_signs(s)) {
		a->apart = true;
		return AROUND_SIGNS;
	}
	if (!a->any)
		return AROUND_WORDS;
	/* To look ahead moves what lies there. */
	memcpy(a->line, s.p, s.n);
	*line = s = (struct span){ a->line, s.n };
	/* A title of the next list, or the first lines behind this one; a line among its values is in the place of one. */
	if (!opens_list(s) && tells_of_missing(s))
		return AROUND_MISSING;
	if (!opens_list(s) && !(a->apart && !a->spaced && is_title(s)) && value_ahead(a, r))
		return AROUND_NOT;
	a->titled = true;
	return AROUND_WORDS;
}
