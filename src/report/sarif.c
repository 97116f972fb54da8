/* SPDX-License-Identifier: Apache-2.0 */
/* sarif.c - SARIF 2.1.0: one run, with all rules, for code scanning. */
#include <inttypes.h>
#include <string.h>

#include "report/finding.h"

static const char *
sarif_level(smimelint_level level)
{
	return level == SMIMELINT_ERROR ? "error" : level == SMIMELINT_WARNING ? "warning" : "note";
}

static void
sarif_message(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_open(j, '{');
	json_member(j, "text", text);
	json_close(j, '}');
}

/* ---- the rules ---- */

/* The severity of the last entry that has one. */
static smimelint_level
rule_severity(const smimelint_rule *rule)
{
	smimelint_level severity, last = SMIMELINT_NOTICE;
	const char *level;
	int32_t from;

	for (size_t i = 0; smimelint_rule_schedule(rule, i, &from, &level, &severity); i++)
		if (severity != SMIMELINT_PASS)
			last = severity;
	return last;
}

static void
sarif_rule(struct json *j, struct arena *a, const smimelint_rule *rule)
{
	const char *explanation = smimelint_rule_text(rule, "explanation"), *remedy = smimelint_rule_text(rule, "remedy");
	const char *citation = rule_citation(a, rule);

	json_open(j, '{');
	json_member(j, "id", smimelint_rule_text(rule, "id"));
	sarif_message(j, "shortDescription", smimelint_rule_text(rule, "title"));
	sarif_message(j, "fullDescription", smimelint_rule_text(rule, "requires"));
	json_key(j, "help");
	json_open(j, '{');
	json_member(j, "text", arena_printf(a, "%s. %s Remedy: %s", citation, explanation, remedy));
	json_member(j, "markdown", arena_printf(a, "**%s.** %s\n\n**Remedy:** %s", citation, explanation, remedy));
	json_close(j, '}');
	json_key(j, "defaultConfiguration");
	json_open(j, '{');
	json_member(j, "level", sarif_level(rule_severity(rule)));
	json_close(j, '}');
	json_key(j, "properties");
	json_open(j, '{');
	json_key(j, "tags");
	json_open(j, '[');
	json_string(j, "smime");
	json_string(j, smimelint_rule_text(rule, "source"));
	json_close(j, ']');
	json_member(j, "section", smimelint_rule_text(rule, "section"));
	json_close(j, '}');
	json_close(j, '}');
}

static void
sarif_begin(const struct report *r, struct out *o)
{
	struct json j = json_to(o, true);
	struct arena a;

	(void)r;
	arena_init(&a);
	json_open(&j, '{');
	json_member(&j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	json_member(&j, "version", "2.1.0");
	json_key(&j, "runs");
	json_open(&j, '[');
	json_open(&j, '{');
	json_key(&j, "tool");
	json_open(&j, '{');
	json_key(&j, "driver");
	json_open(&j, '{');
	json_member(&j, "name", "smimelint");
	json_member(&j, "version", smimelint_version());
	json_member(&j, "semanticVersion", smimelint_version());
	json_key(&j, "rules");
	json_open(&j, '[');
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		sarif_rule(&j, &a, smimelint_rule_at(i));
	json_close(&j, ']');
	json_key(&j, "properties");
	json_open(&j, '{');
	json_key(&j, "ruleset");
	json_ruleset(&j);
	json_close(&j, '}');
	json_close(&j, '}');
	json_close(&j, '}');
	json_member(&j, "columnKind", "utf16CodeUnits");
	json_key(&j, "results");
	json_open(&j, '[');
	out_char(o, '\n');
	o->failed |= a.failed;
	arena_free(&a);
}

/* ---- the results ---- */

static void
sarif_location(struct json *j, const struct result *res, const smimelint_finding *f)
{
	json_key(j, "locations");
	json_open(j, '[');
	json_open(j, '{');
	json_key(j, "physicalLocation");
	json_open(j, '{');
	json_key(j, "artifactLocation");
	json_open(j, '{');
	json_member(j, "uri", path_uri(res->arena, res->path));
	json_close(j, '}');
	json_key(j, "region");
	json_open(j, '{');
	json_member_number(j, "startLine", result_line(res));
	json_close(j, '}');
	json_close(j, '}');
	if (f->path != NULL) {
		json_key(j, "logicalLocations");
		json_open(j, '[');
		json_open(j, '{');
		json_member(j, "fullyQualifiedName", f->path);
		json_member(j, "kind", "member");
		json_close(j, '}');
		json_close(j, ']');
	}
	json_close(j, '}');
	json_close(j, ']');
}

/* SARIF wants suppressions and baselineState on all results of a run or on none (3.27.23, 3.27.24). */
static void
sarif_state(const struct report *r, struct json *j, const smimelint_finding *f)
{
	if (r->baseline)
		json_member(j, "baselineState", f->state == SMIMELINT_STATE_KNOWN ? "unchanged" : "new");
	if (!r->baseline && !r->waivers)
		return;
	json_key(j, "suppressions");
	json_open(j, '[');
	if (f->state != SMIMELINT_STATE_NEW) {
		json_open(j, '{');
		json_member(j, "kind", "external");
		json_member(j, "status", "accepted");
		json_member(j, "justification", f->state == SMIMELINT_STATE_KNOWN ? "in the baseline" : f->waiver);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* A message without links: "](" would make one of a certificate's text (SARIF 3.11.6). */
static const char *
without_links(struct arena *a, const char *text)
{
	char *copy = arena_array(a, strlen(text) + 1, 2), *p = copy;

	if (copy == NULL)
		return "";
	for (; *text != '\0'; text++) {
		*p++ = *text;
		if (text[0] == ']' && text[1] == '(')
			*p++ = ' ';
	}
	*p = '\0';
	return copy;
}

/* Each on a line of its own, its severity before it (WRITE_KEPT). */
static void
sarif_result(const struct report *r, struct out *o, const struct result *res)
{
	const smimelint_finding *all = result_findings(res);

	for (size_t i = 0; all != NULL && i < result_finding_count(res); i++) {
		smimelint_finding f = all[i];
		const char *fingerprint = finding_fingerprint(res, all, i, false);
		struct json j = json_to(o, true);

		out_char(o, (char)('0' + (int)f.severity));
		json_open(&j, '{');
		json_member(&j, "ruleId", smimelint_rule_text(f.rule, "id"));
		json_member_number(&j, "ruleIndex", smimelint_rule_index(f.rule));
		json_member(&j, "level", sarif_level(f.severity));
		sarif_message(&j, "message", without_links(res->arena, finding_text(res->arena, &f)));
		sarif_location(&j, res, &f);
		json_key(&j, "partialFingerprints");
		json_open(&j, '{');
		json_member(&j, "primaryLocationLineHash", fingerprint);
		json_member(&j, "smimelint/v1", fingerprint);
		json_close(&j, '}');
		sarif_state(r, &j, &f);
		json_close(&j, '}');
		out_char(o, '\n');
	}
}

static void
sarif_notification(struct json *j, const char *level, const char *text)
{
	json_open(j, '{');
	json_member(j, "level", level);
	sarif_message(j, "message", text);
	json_close(j, '}');
}

static void
sarif_end(const struct report *r, struct out *o, const struct tally *t)
{
	struct json j = json_to(o, true);
	struct arena a;

	(void)r;
	arena_init(&a);
	out_str(o, "\n],\"invocations\":[");
	json_open(&j, '{');
	json_key(&j, "executionSuccessful");
	json_bool(&j, t->ended_by == NULL);
	json_key(&j, "toolExecutionNotifications");
	json_open(&j, '[');
	if (t->ended_by != NULL)
		sarif_notification(&j, "error", arena_printf(&a, "%s ended the run before its inputs were read", t->ended_by));
	if (t->dropped > 0)
		sarif_notification(&j, "warning", arena_printf(&a, "%" PRIu64 " more findings: a run holds at most %u, "
		    "the most severe are kept", t->dropped, KEEP_RESULTS));
	json_close(&j, ']');
	json_close(&j, '}');
	out_str(o, "]}]}\n");
	o->failed |= a.failed;
	arena_free(&a);
}

const struct report_form form_sarif = { "sarif", sarif_begin, sarif_result, sarif_end, WRITE_KEPT };
