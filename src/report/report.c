/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include <inttypes.h>
#include <string.h>

#define MAX_COPIES 20		/* text shows so many; json and ndjson have them all */

size_t
result_finding_count(const struct result *r)
{
	return smimelint_finding_count(r->run);
}

smimelint_finding
result_finding(const struct result *r, size_t i)
{
	smimelint_finding f = { .size = sizeof f };

	smimelint_finding_get(r->run, i, &f);
	return f;
}

const char *
finding_reading(const smimelint_finding *f)
{
	return f->waiver != NULL ? f->waiver : f->reading;
}

bool
finding_has_octets(const smimelint_finding *f)
{
	return f->path != NULL && f->record_file == NULL;
}

const char *
result_place(const struct result *r, const char *path)
{
	if (r->line > 0)
		return arena_printf(r->arena, "%s:%" PRIu64, path, r->line);
	return r->index > 0 ? arena_printf(r->arena, "%s[%" PRIu64 "]", path, r->index) : path;
}

bool
result_certificate(const struct result *r)
{
	return r->status != SMIMELINT_UNREADABLE && r->kind == RESULT_CERTIFICATE;
}

const char *
rule_citation(struct arena *a, const smimelint_rule *rule)
{
	size_t n = smimelint_rule_citation(rule, NULL, 0) + 1;
	char *text = arena_take(a, n);

	if (text == NULL)
		return "";
	smimelint_rule_citation(rule, text, n);
	return text;
}

void
json_ruleset(struct json *j)
{
	json_open(j, '{');
	json_member(j, "date", smimelint_ruleset("date"));
	json_member_number(j, "rules", smimelint_rule_count());
	json_member(j, "sbr", smimelint_ruleset("sbr"));
	json_member(j, "tls_br", smimelint_ruleset("tls-br"));
	json_close(j, '}');
}

void
json_tool(struct json *j)
{
	json_open(j, '{');
	json_member(j, "name", "smimelint");
	json_member(j, "version", smimelint_version());
	json_key(j, "ruleset");
	json_ruleset(j);
	json_close(j, '}');
}

void
out_tool(const struct style *s, struct out *o)
{
	struct out line = { NULL, 0, 0, false };

	out_fmt(&line, "smimelint %s, rule set of %s: %zu rules, SBR %s, TLS BR %s", smimelint_version(),
	    smimelint_ruleset("date"), smimelint_rule_count(), smimelint_ruleset("sbr"), smimelint_ruleset("tls-br"));
	out_char(&line, '\0');
	style_wrapped(s, o, 0, 0, line.failed ? "" : line.p);
	o->failed |= line.failed;
	out_free(&line);
}

/* The names that are counted, the most frequent first, so many of them at most. */
static void
summary_part(const struct report *r, struct out *o, const char *heading, const struct counts *c, size_t most)
{
	if (c->used == 0)
		return;
	if (!r->quiet)
		out_char(o, '\n');
	style_text(&r->style, o, COLOUR_BOLD, heading);
	out_char(o, '\n');
	for (size_t i = 0; i < c->used && i < most; i++) {
		out_fmt(o, "%9" PRIu64 "  ", c->slot[i].n);
		style_wrapped(&r->style, o, 11, 11, c->slot[i].name);
	}
	if (c->used > most)
		out_fmt(o, "           and %zu more\n", c->used - most);
	if (r->quiet)
		out_char(o, '\n');
}

void
out_summary(const struct report *r, struct out *o, const struct tally *t)
{
	size_t from = o->n;

	summary_part(r, o, "By rule", &t->rules, SIZE_MAX);
	summary_part(r, o, "By issuer", &t->issuers, SIZE_MAX);
	summary_part(r, o, "By profile", &t->profiles, SIZE_MAX);
	summary_part(r, o, "By month of issuance", &t->months, SIZE_MAX);
	summary_part(r, o, "CRLs by whose status they tell", &t->covers, SIZE_MAX);
	summary_part(r, o, "Entries of CRLs by reason", &t->reasons, SIZE_MAX);
	summary_part(r, o, "Certificates that came more than once", &t->copies, MAX_COPIES);
	style_guard(&r->style, o, from);
}
