/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/report.h"

#include <limits.h>

#include "base/ascii.h"
#include "input/data/held.h"
#include "input/form.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/written/run.h"

#define MERGED "a report of smimelint, which is no input: smimelint merge reads it"

/* ---- reports of which each line tells ---- */

/* Does the front name what a rule comes from?  Names of hosts have the shape of ids, and stand in the lines of other programs. */
static bool
is_source(struct span s)
{
	static const char *const sources[] = { "apple.", "ccadb.", "cps.", "etsi.", "evidence.", "microsoft.", "mozilla.", "sbr.", "x690." };
	size_t n = 3;

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (span_starts(s, span_of(sources[i])))
			return true;
	if (!span_starts(s, SPAN_LIT("rfc")))
		return false;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n > 3 && n < s.n && s.p[n] == '.';
}

/* The id of a rule at the front: three words of small letters; *n: its octets. */
static bool
is_rule(struct span s, size_t *n)
{
	unsigned dots = 0;

	if (!is_source(s))
		return false;

	for (*n = 0; *n < s.n && (is_digit(s.p[*n]) || s.p[*n] == '-' || s.p[*n] == '.' || (s.p[*n] >= 'a' && s.p[*n] <= 'z')); ++*n)
		dots += s.p[*n] == '.';
	return dots == 2;
}

/* Octets of a severity at the front; 0: none stands there. */
static size_t
severity(struct span s)
{
	static const char *const words[] = { "error", "warning", "notice", "upcoming" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_starts(s, span_of(words[i])))
			return strlen(words[i]);
	return 0;
}

/* "PATH:LINE: error: RULE: MESSAGE" */
static bool
line_of_lines(struct span line)
{
	for (size_t i = 0; i + 2 < line.n && i < REPORT_OCTETS; i++) {
		struct span s = span_from(line, i + 2);
		size_t n = line.p[i] == ':' && line.p[i + 1] == ' ' ? severity(s) : 0, id;

		if (n > 0 && span_starts(span_from(s, n), SPAN_LIT(": ")) && is_rule(span_from(s, n + 2), &id) &&
		    span_starts(span_from(s, n + 2 + id), SPAN_LIT(": ")))
			return true;
	}
	return false;
}

/* "::error file=PATH,line=LINE,title=RULE::MESSAGE" */
static bool
line_of_github(struct span line)
{
	size_t n = span_starts(line, SPAN_LIT("::")) ? severity(span_from(line, 2)) : 0, id;

	if (n == 0 || !span_starts(span_from(line, 2 + n), SPAN_LIT(" file=")))
		return false;
	for (size_t i = 0; i < line.n && i < REPORT_OCTETS; i++)
		if (span_starts(span_from(line, i), SPAN_LIT("title=")) && is_rule(span_from(line, i + 6), &id) &&
		    span_starts(span_from(line, i + 6 + id), SPAN_LIT("::")))
			return true;
	return false;
}

/* Code quality: a list with an object in each line, which names its rule. */
static bool
line_of_gitlab(struct span line)
{
	static const struct span name = SPAN_CONST("\",\"check_name\":\"");
	size_t id;

	if (line.n > 0 && line.n < 4 && (line.p[0] == '[' || line.p[0] == ']'))
		return true;
	if (!span_starts(line, SPAN_LIT("{\"description\":\"")))
		return false;
	for (size_t i = 0; i < line.n; i++)
		if (span_starts(span_from(line, i), name) && is_rule(span_from(line, i + name.n), &id) &&
		    span_starts(span_from(line, i + name.n + id), SPAN_LIT("\",\"fingerprint\":\"")))
			return true;
	return false;
}

/* May a certificate stand in a line?  Then it is passed over in no report. */
static bool
may_hold(struct span line)
{
	uint64_t total;

	if (pem_begins(line))
		return true;
	for (size_t i = 0; i < line.n; i++)
		if (run_begins(span_from(line, i), i > 0 ? line.p[i - 1] : '\n', &total) != RUN_NONE)
			return true;
	return false;
}

/* ---- all of them ---- */

/*
 * How each form of report begins (report/form.h), with blanks or none where one stands here, and what its first octets have;
 * then the line that ends it, or what each line is; NULL: other text ends it.
 */
static const struct report {
	const char *begins, *has, *ends, *format, *words;
	bool (*line)(struct span);
} reports[] = {
	{ "{ \"schema\" : \"smimelint/1\"", "", NULL, "json", MERGED, NULL },
	{ "{ \"schema\" : \"smimelint-summary/1\"", "", NULL, "json", MERGED, NULL },
	{ "{ \"$schema\" : \"https://json.schemastore.org/sarif-", "\"smimelint\"", NULL, "json", "a report of smimelint in SARIF, which is no input", NULL },
	{ "<!DOCTYPE html>", "<meta name=\"generator\" content=\"smimelint ", "</html>", NULL, "a report of smimelint in HTML, which is no input", NULL },
	{ "<?xml ", "<testsuites name=\"smimelint\"", "</testsuites>", NULL, "a report of smimelint for JUnit, which is no input", NULL },
	{ "file,index,line,sha256,kind,profile,serial,subject,issuer,not_before,", "", NULL, "csv", "a report of smimelint as a table, which is no input", NULL },
	{ "smimelint ", ", rule set of ", NULL, NULL, "a report of smimelint as text, which is no input", NULL },
	{ "[ { \"description\":\"", "\",\"fingerprint\":\"", NULL, "json", "a report of smimelint for GitLab, which is no input", line_of_gitlab },
	{ "", "", NULL, NULL, "a report of smimelint for GitHub, which is no input", line_of_github },
	{ "", "", NULL, NULL, "a report of smimelint in lines, which is no input", line_of_lines },
};

static bool
has(struct span s, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, words, n) == 0)
			return true;
	return false;
}

static bool
begins(struct span s, const char *words)
{
	size_t i = 0;

	for (; *words != '\0'; words++) {
		if (*words == ' ') {
			while (i < s.n && is_space(s.p[i]))
				i++;
			continue;
		}
		if (i == s.n || s.p[i++] != (uint8_t)*words)
			return false;
	}
	return true;
}

/* The text of -q has no head: a status, the name of what it is of, and below them a finding. */
static bool
is_quiet(struct span s)
{
	static const char *const statuses[] = { "ERROR  ", "WARNING  ", "NOTICE  ", "UPCOMING  ", "UNREADABLE  " };
	size_t id, n, i = 0, end;

	while (i < sizeof statuses / sizeof *statuses && !span_starts(s, span_of(statuses[i])))
		i++;
	if (i == sizeof statuses / sizeof *statuses)
		return false;
	for (; s.n > 0; s = span_from(s, end > 0 ? end : s.n)) {
		struct span line = frame_line(s, &end);

		if (!span_starts(line, SPAN_LIT("  ")) || (n = severity(span_from(line, 2))) == 0)
			continue;
		return is_rule(span_trimmed(span_from(line, 2 + n)), &id);
	}
	return false;
}

static const struct report *
form_of(struct span s)
{
	static const struct report quiet = { "", "", NULL, NULL, "a report of smimelint as text, which is no input", NULL };
	struct span line;
	size_t end;

	s = s.n > REPORT_OCTETS ? span_sub(s, 0, REPORT_OCTETS) : s;
	line = frame_line(s, &end);
	if (span_is(span_trimmed(line), "["))
		line = frame_line(span_from(s, end), &end);
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		if (begins(s, reports[i].begins) && has(s, reports[i].has) && (reports[i].line == NULL || (reports[i].line(line) && !may_hold(line))))
			return &reports[i];
	return is_quiet(s) ? &quiet : NULL;
}

const char *
report_begins(struct span text)
{
	const struct report *r = form_of(text);

	return r != NULL ? r->words : NULL;
}

bool
report_is_empty(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (memchr("[] \t\r\n", text.p[i], 6) == NULL)
			return false;
	return text.n < REPORT_OCTETS;
}

/* A value of JSON, octet by octet. */
struct value {
	unsigned depth;
	bool string, escaped, ended, broken;
};

/* Behind a report that is cut off stands something else: no string of it has a line end, and nothing but strings holds what is to be read. */
static bool
is_behind_cut(const struct value *v, struct span s, size_t i)
{
	uint64_t total;

	if (v->string)
		return s.p[i] == '\n';
	return span_starts(span_from(s, i), SPAN_LIT("--")) || run_begins(span_from(s, i), i > 0 ? s.p[i - 1] : '\n', &total) != RUN_NONE;
}

/* So many octets of the first n of s are of the value, up to its end or where it is broken. */
static size_t
value_goes_on(struct value *v, struct span s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t c = s.p[i];

		if (is_behind_cut(v, s, i)) {
			v->broken = true;
			return i;
		}
		if (v->string) {
			v->string = v->escaped || c != '"';
			v->escaped = !v->escaped && c == '\\';
		} else if (c == '"') {
			v->string = true;
		} else if (c == '{' || c == '[') {
			v->depth += v->depth < UINT_MAX;
		} else if ((c == '}' || c == ']') && v->depth > 0 && --v->depth == 0) {
			v->ended = true;
			return i + 1;
		}
	}
	return n;
}

static bool
is_value(const struct report *r)
{
	return r->begins[0] == '{';
}

/* Is the line, which is the first piece of one where it starts it, none of the report, or may it hold what is to be read? */
static bool
is_other(const struct report *r, struct span line, bool starts)
{
	if (r->line != NULL && starts && !r->line(span_without_ends(line)))
		return true;
	if (r->ends != NULL)
		return false;
	return (r->line == NULL && starts && held_other_form(line)) || (!is_value(r) && may_hold(line));
}

/*
 * What of the line is the report's; less is a value that ends in it.  What begins in the last octets of a piece that does not end
 * its line is seen with the next one.
 */
static size_t
own_octets(const struct report *r, struct value *v, struct span line, bool ends)
{
	size_t n = !ends && line.n > RUN_OCTETS ? line.n - RUN_OCTETS : line.n;

	return is_value(r) ? value_goes_on(v, line, n) : n;
}

/* A report may have certificates behind it, as files do that were joined. */
int
input_report(struct input *in, struct stream *s)
{
	const struct report *r;
	struct value value = { .depth = 0 };
	struct span line;
	bool ends = true, last = false;

	while ((line = stream_window(s, 1)).n > 0 && is_space(line.p[0]))
		stream_skip(s, 1);
	if ((r = form_of(stream_window(s, REPORT_OCTETS))) == NULL)
		return 0;
	while (!last) {
		bool starts = ends;
		size_t own;

		if ((line = stream_raw_line(s, &ends)).p == NULL)
			break;
		own = own_octets(r, &value, line, ends);
		if (value.broken || is_other(r, value.ended ? span_sub(line, 0, own) : line, starts)) {
			in->lines -= !starts;
			stream_back(s, value.broken ? span_from(line, own) : line);
			break;
		}
		in->lines += starts;
		last = value.ended || (r->ends != NULL && has(line, r->ends));
		if (own < line.n && !held_is_empty(span_from(line, own))) {
			/* The rest of the line is read with the line's number. */
			in->lines -= last;
			stream_back(s, span_from(line, own));
		}
	}
	/* What begins a log, in the forms for people, says nothing about the rest of it. */
	if ((r->begins[0] == '\0' || r->line != NULL) && !in->passing)
		return input_skip(in, r->format, 0, r->words);
	return input_nothing(in, r->format, r->words);
}
