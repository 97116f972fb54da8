/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/report.h"

#include "input/data/held.h"
#include "input/form.h"

#define MERGED "a report of smimelint, which is no input: smimelint merge reads it"

/*
 * How each form of report begins (report/form.h), with blanks or none where one stands here, and what its first octets have;
 * then the line that ends it; NULL: other text does.
 */
static const struct report {
	const char *begins, *has, *ends, *format, *words;
} reports[] = {
	{ "{ \"schema\" : \"smimelint/1\"", "", NULL, "json", MERGED },
	{ "{ \"$schema\" : \"https://json.schemastore.org/sarif-", "\"smimelint\"", NULL, "json", "a report of smimelint in SARIF, which is no input" },
	{ "<!DOCTYPE html>", "<meta name=\"generator\" content=\"smimelint ", "</html>", NULL, "a report of smimelint in HTML, which is no input" },
	{ "<?xml ", "<testsuites name=\"smimelint\"", "</testsuites>", NULL, "a report of smimelint for JUnit, which is no input" },
	{ "file,index,line,sha256,kind,profile,serial,subject,issuer,not_before,", "", NULL, "csv", "a report of smimelint as a table, which is no input" },
	{ "smimelint ", ", rule set of ", NULL, NULL, "a report of smimelint as text, which is no input" },
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
			while (i < s.n && memchr(" \t\r\n", s.p[i], 4) != NULL)
				i++;
			continue;
		}
		if (i == s.n || s.p[i++] != (uint8_t)*words)
			return false;
	}
	return true;
}

static const struct report *
form_of(struct span s)
{
	s = s.n > REPORT_OCTETS ? span_sub(s, 0, REPORT_OCTETS) : s;
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		if (begins(s, reports[i].begins) && has(s, reports[i].has))
			return &reports[i];
	return NULL;
}

const char *
report_begins(struct span text)
{
	const struct report *r = form_of(text);

	return r != NULL ? r->words : NULL;
}

/* A report may have certificates behind it, as files do that were joined. */
int
input_report(struct input *in, struct stream *s)
{
	const struct report *r;
	struct span line;
	bool ends = true, last = false;

	while ((line = stream_window(s, 1)).n > 0 && memchr(" \t\r\n", line.p[0], 4) != NULL)
		stream_skip(s, 1);
	if ((r = form_of(stream_window(s, REPORT_OCTETS))) == NULL)
		return 0;
	while (!last) {
		bool starts = ends;

		if ((line = stream_raw_line(s, &ends)).p == NULL)
			break;
		if (starts && r->ends == NULL && held_other_form(line)) {
			stream_back(s, line);
			break;
		}
		in->lines += starts;
		last = r->ends != NULL && has(line, r->ends);
	}
	return input_nothing(in, r->format, r->words);
}
