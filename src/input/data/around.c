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
	"error", "fail", "failure", "exception", "not found", "n/a", "none", "null", "timeout", "timed out", "missing", "cannot", "could not", "can't",
	"unable", "denied", "refused", "unavailable", "truncated", "interrupt", "abort", "killed", "no such", "invalid", "lost"
};

/* What such a word has at its end, which a longer one goes on behind. */
static const char *const endings[] = { "", "s", "ed", "ing" };

/* Words in front of one that say that there is none of it. */
static const char *const denials[] = { "0", "no", "not", "without", "zero", "nothing", "none" };

/* Does the text begin so, in whatever case? */
static bool
begins_with(struct span s, const char *word)
{
	size_t n = strlen(word);

	return n <= s.n && strncasecmp((const char *)s.p, word, n) == 0;
}

/* Where the word stands in the line; line.n: nowhere. */
static size_t
find_word(struct span line, const char *word)
{
	for (size_t i = 0; i < line.n; i++)
		if (begins_with(span_from(line, i), word))
			return i;
	return line.n;
}

/* How long such a word is that begins here; 0: none does. */
static size_t
missing_word(struct span s)
{
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
		for (size_t k = 0; begins_with(s, missing[i]) && k < sizeof endings / sizeof *endings; k++) {
			size_t n = strlen(missing[i]), end = n + strlen(endings[k]);

			if (begins_with(span_from(s, n), endings[k]) && (end == s.n || !is_letter(s.p[end])))
				return end;
		}
	return 0;
}

/* "0 errors", "without error": there is none. */
static bool
is_denied(struct span before)
{
	before = span_trimmed(before);
	for (size_t i = 0; i < sizeof denials / sizeof *denials; i++) {
		size_t n = strlen(denials[i]);

		if (n <= before.n && begins_with(span_from(before, before.n - n), denials[i]) &&
		    (n == before.n || !is_alnum(before.p[before.n - n - 1])))
			return true;
	}
	return false;
}

/* Does a number end here: what it counts has been said, and another name or nothing follows? */
static bool
number_ends(struct span s)
{
	struct span next = span_trimmed(s);
	size_t n = 0;

	if (next.n == 0 || is_char_of(s.p[0], ",;)]|/%"))
		return true;
	while (n < next.n && is_letter(next.p[n]))
		n++;
	return is_blank(s.p[0]) && (next.p[0] == '(' || (n > 0 && n < next.n && is_char_of(next.p[n], ":=")));
}

/* What is given behind the name: ": 30s", " count = 0"; empty: nothing is. */
static struct span
given_behind(struct span behind)
{
	size_t n = 0;

	while (n < behind.n && (is_letter(behind.p[n]) || is_blank(behind.p[n])))
		n++;
	return n < behind.n && is_char_of(behind.p[n], ":=") ? span_trimmed(span_from(behind, n + 1)) : span_from(behind, behind.n);
}

/* "errors: 0", "failures=none": there is none; of a timeout a number says how long it may be. */
static bool
is_counted_none(struct span word, struct span given)
{
	if (given.n == 0)
		return false;
	return (given.p[0] == '0' && number_ends(span_from(given, 1))) || (begins_with(given, "none") && number_ends(span_from(given, 4))) ||
	    (begins_with(word, "timeout") && is_digit(given.p[0]));
}

/* Does such a word tell of what is missing?  A number behind it counts, and not the one in front: "ok=0 failed=2". */
static bool
word_tells(struct span before, struct span word, struct span behind)
{
	struct span given = given_behind(behind);
	bool counted = given.n > 0 && is_digit(given.p[0]);

	return (counted || !is_denied(before)) && !is_counted_none(word, given);
}

/* "none" tells of what is missing, unless it counts what the line names, or stands between signs as the end of a list. */
static bool
none_tells(struct span before, struct span behind, bool named)
{
	before = span_trimmed(before);
	return !named && missing_word(span_trimmed(behind)) == 0 && (before.n == 0 || memchr("-=*~", before.p[before.n - 1], 4) == NULL);
}

bool
around_tells_of_missing(struct span line)
{
	bool named = false;

	line = span_sub(line, 0, line.n < AROUND_LINE ? line.n : AROUND_LINE);
	for (size_t i = 0, n; i < line.n; i += n > 0 ? n : 1) {
		struct span before = span_sub(line, 0, i), word, behind;

		n = i > 0 && is_letter(line.p[i - 1]) ? 0 : missing_word(span_from(line, i));
		if (n == 0)
			continue;
		word = span_sub(line, i, n);
		behind = span_from(line, i + n);
		if (begins_with(word, "none") ? none_tells(before, behind, named) : word_tells(before, word, behind))
			return true;
		named = true;
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

/* "Invalid", "Lost keys": a title may say of a list what its certificates are. */
static bool
is_title_of_such(struct span line)
{
	static const char *const kinds[] = { "invalid", "lost" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (begins_with(line, kinds[i]) && missing_word(line) == strlen(kinds[i]))
			return !around_tells_of_missing(span_from(line, strlen(kinds[i])));
	return false;
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
	bool titled;

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
	titled = a->apart && !a->spaced && is_title(s);
	if (!opens_list(s) && around_tells_of_missing(s) && !(titled && is_title_of_such(s) && value_ahead(a, r)))
		return AROUND_MISSING;
	if (!opens_list(s) && !titled && value_ahead(a, r))
		return AROUND_NOT;
	a->titled = true;
	return AROUND_WORDS;
}
