/* SPDX-License-Identifier: Apache-2.0 */
/* text.c - the merged report as text: how it was made, what could not be read, the counts. */
#include "command/merge/merge.h"
#include "report/part.h"

#include <inttypes.h>

#define MAX_UNREAD 20u		/* text shows so many; json and ndjson have them all */

void
merge_text_unread(struct merge *m, const char *path, int64_t line, const char *value)
{
	if (m->n_unread++ >= MAX_UNREAD)
		return;
	out_str(&m->unread, path);
	if (line > 0)
		out_fmt(&m->unread, ":%" PRIi64, line);
	out_fmt(&m->unread, ": %s\n", value != NULL ? value : "unreadable");
}

/* "smimelint 0.1.0, rule set of 2026-09-28: 412 rules, ...", as the first part says. */
static void
text_made(struct merge *m)
{
	const struct json_value *tool, *ruleset;
	struct json_fault fault;
	struct arena *a = &m->arena;

	out_fmt(&m->out, "%" PRIu64 " %s of ", m->reports, m->reports == 1 ? "report" : "reports");
	tool = m->heads.tool.n > 0 ? json_read(a, out_span(&m->heads.tool), NULL, &fault) : NULL;
	if (tool == NULL) {
		out_str(&m->out, "smimelint\n");
		return;
	}
	ruleset = json_find(tool, "ruleset");
#define TEXT(object, name) (part_text(a, json_find(object, name)) != NULL ? part_text(a, json_find(object, name)) : "?")
	out_fmt(&m->out, "%s %s, rule set of %s: SBR %s, TLS BR %s\n", TEXT(tool, "name"), TEXT(tool, "version"),
	    TEXT(ruleset, "date"), TEXT(ruleset, "sbr"), TEXT(ruleset, "tls_br"));
#undef TEXT
}

/* Some lines, each wrapped. */
static void
text_lines(struct merge *m, const struct out *lines)
{
	for (size_t i = 0, n; i < lines->n; i += n + 1) {
		n = (size_t)((const char *)memchr(lines->p + i, '\n', lines->n - i) - (lines->p + i));
		style_wrapped(&m->report->style, &m->out, 0, 0, arena_printf(&m->arena, "%.*s", (int)n, lines->p + i));
	}
}

void
merge_text_report(struct merge *m)
{
	const struct style *s = &m->report->style;
	struct report r = *m->report;
	size_t from = m->out.n;

	r.records = m->records > m->sum.records;
	if (!r.quiet) {
		style_on(s, &m->out, COLOUR_DIM);
		text_made(m);
		style_off(s, &m->out);
	}
	text_lines(m, &m->heads.lines);
	text_lines(m, &m->unread);
	if (m->n_unread > MAX_UNREAD)
		out_fmt(&m->out, "and %" PRIu64 " more unreadable inputs\n", m->n_unread - MAX_UNREAD);
	style_guard(s, &m->out, from);
	r.form->end(&r, &m->out, &m->sum);
}
