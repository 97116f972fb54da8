/* SPDX-License-Identifier: Apache-2.0 */
/* explain.c - the command `explain`: rules in full. */
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "command/nearest.h"
#include "command/rules/examples.h"
#include "command/rules/ruleview.h"
#include "report/report.h"

/* Text under a heading of its own. */
static void
part(const struct style *s, struct out *o, const char *heading, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	out_char(o, '\n');
	style_text(s, o, COLOUR_BOLD, heading);
	out_char(o, '\n');
	style_wrapped(s, o, 0, 2, text);
}

/* What breaks the rule, in the language of testdata/README.md. */
static void
example_part(const struct style *s, struct out *o, const char *id, struct arena *a)
{
	struct span lines = example_of(id), line;

	if (lines.n == 0)
		return;
	out_char(o, '\n');
	style_text(s, o, COLOUR_BOLD, "Example");
	out_char(o, '\n');
	while (example_line(&lines, &line))
		style_wrapped(s, o, 0, 2, arena_printf(a, "%.*s", (int)line.n, (const char *)line.p));
}

/* Kinds, and for subscriber certificates types and generations. */
static const char *
applies_to(struct arena *a, const smimelint_rule *rule)
{
	const char *types = rule_items(a, rule, "types"), *generations = rule_items(a, rule, "generations");
	const char *text = rule_items(a, rule, "kinds");

	if (*types != '\0')
		text = arena_printf(a, "%s; %s", text, types);
	if (*generations != '\0')
		text = arena_printf(a, "%s; %s", text, generations);
	return text;
}

/* The option without which the rule is off; NULL: none. */
static const char *
off_without(struct arena *a, const smimelint_rule *rule)
{
	const char *option = smimelint_rule_text(rule, "option");

	return option == NULL || strcmp(option, "--programs") != 0 ? option :
	    arena_printf(a, "%s %s", option, smimelint_rule_text(rule, "source"));
}

static void
explain_text(const struct style *s, struct out *o, const smimelint_rule *rule)
{
	struct arena a;

	arena_init(&a);
	style_text(s, o, COLOUR_BOLD, smimelint_rule_text(rule, "id"));
	out_char(o, '\n');
	style_wrapped(s, o, 0, 2, smimelint_rule_text(rule, "title"));
	style_on(s, o, COLOUR_DIM);
	style_wrapped(s, o, 0, 2, arena_printf(&a, "%s", rule_citation(&a, rule)));
	style_off(s, o);
	part(s, o, "Required", smimelint_rule_text(rule, "requires"));
	part(s, o, "Why it matters", smimelint_rule_text(rule, "explanation"));
	part(s, o, "Remedy", smimelint_rule_text(rule, "remedy"));
	example_part(s, o, smimelint_rule_text(rule, "id"), &a);
	part(s, o, "Disputed reading", smimelint_rule_text(rule, "reading"));
	part(s, o, "When", rule_schedule_text(&a, rule));
	part(s, o, "Applies to", applies_to(&a, rule));
	part(s, o, "Gives way to, where they say it", rule_items(&a, rule, "yields-to"));
	part(s, o, "Off without", off_without(&a, rule));
	part(s, o, "Needs", rule_items(&a, rule, "needs"));
	part(s, o, "zlint", rule_items(&a, rule, "zlint"));
	part(s, o, "pkilint", rule_items(&a, rule, "pkilint"));
	o->failed |= a.failed;
	arena_free(&a);
}

static bool
names_a_rule(const char *pattern)
{
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (smimelint_rule_matches(smimelint_rule_at(i), pattern))
			return true;
	return false;
}

static bool
all_known(const struct opt_line *line)
{
	for (size_t i = 0; i < line->n_operand; i++)
		if (!names_a_rule(line->operand[i])) {
			complain("there is no rule, section or source %s", line->operand[i]);
			nearest_rule(line->operand[i]);
			complain("'smimelint rules' lists them");
			return false;
		}
	return true;
}

/* The next rule that operand `pattern` names, from *i on; NULL: no more. */
static const smimelint_rule *
next_rule(const char *pattern, size_t *i)
{
	for (; *i < smimelint_rule_count(); (*i)++)
		if (smimelint_rule_matches(smimelint_rule_at(*i), pattern))
			return smimelint_rule_at((*i)++);
	return NULL;
}

static void
explain_json(struct out *o, const struct opt_line *line)
{
	struct json j = json_to(o, false);
	const smimelint_rule *rule;

	json_rules_open(&j);
	for (size_t k = 0; k < line->n_operand; k++)
		for (size_t i = 0; (rule = next_rule(line->operand[k], &i)) != NULL;)
			json_rule(&j, rule);
	json_rules_close(&j, o);
}

static bool
explain_options(const struct opt_line *line, struct style *style, const char *format)
{
	const char *color = opt_last(line, OPT_COLOR, "auto");

	if (line->n_operand == 0)
		complain("explain takes the id of a rule, such as sbr.key-usage.rsa-bits, or a section");
	else if (!style_choose(style, color, opt_count(line, OPT_OUTPUT) == 0 && isatty(STDOUT_FILENO)))
		complain("--color: \"%s\" is none of auto, always, never", color);
	else if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		complain("--format: \"%s\" is none of text, json", format);
	else
		return all_known(line);
	return false;
}

int
cmd_explain(struct opt_line *line)
{
	const char *format = opt_last(line, OPT_FORMAT, "text");
	struct out o = { NULL, 0, 0, false };
	const smimelint_rule *rule;
	struct style style;
	int code;

	if (!explain_options(line, &style, format))
		return exit_refused();
	if (strcmp(format, "json") == 0)
		explain_json(&o, line);
	else
		for (size_t k = 0; k < line->n_operand; k++)
			for (size_t i = 0; (rule = next_rule(line->operand[k], &i)) != NULL;) {
				out_str(&o, o.n > 0 ? "\n" : "");
				explain_text(&style, &o, rule);
			}
	code = cmd_write(line, &o);
	out_free(&o);
	return code;
}
