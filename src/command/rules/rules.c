/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c - the command `rules`: the rule table in several forms. */
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "command/command.h"
#include "command/rules/ruleview.h"
#include "report/report.h"

struct view {
	struct opt_line *line;
	struct style style;
	bool verbose;
	struct arena arena;
};

/* The level in force at the end of the schedule, as a severity: what the rule is today or will be. */
static smimelint_level
last_severity(const smimelint_rule *rule)
{
	const char *level;
	smimelint_level severity, last = SMIMELINT_PASS;
	int32_t from;

	for (size_t i = 0; smimelint_rule_schedule(rule, i, &from, &level, &severity); i++)
		if (strcmp(level, "none") != 0)
			last = severity;
	return last;
}

/* ---- text ---- */

static void
text_rule(struct view *v, struct out *o, const smimelint_rule *rule)
{
	smimelint_level l = last_severity(rule);
	const char *name = smimelint_level_name(l);
	size_t end;

	out_spaces(o, 2);
	style_text(&v->style, o, style_level(l), name);
	end = style_id(&v->style, o, 2 + strlen(name), 11, smimelint_rule_text(rule, "id"));
	style_beside(&v->style, o, end, 11,
	    arena_printf(&v->arena, "%s, %s", rule_citation(&v->arena, rule), rule_schedule_text(&v->arena, rule)));
	style_wrapped(&v->style, o, 0, 11, smimelint_rule_text(rule, "title"));
	if (!v->verbose)
		return;
	style_labelled(&v->style, o, 11, "required", smimelint_rule_text(rule, "requires"));
	style_labelled(&v->style, o, 11, "disputed", smimelint_rule_text(rule, "reading"));
	style_labelled(&v->style, o, 11, "zlint", rule_items(&v->arena, rule, "zlint"));
	style_labelled(&v->style, o, 11, "pkilint", rule_items(&v->arena, rule, "pkilint"));
}

/* Does another heading begin with this rule?  Then it is *heading. */
static bool
begins_heading(const smimelint_rule *rule, const char **heading)
{
	const char *now = smimelint_rule_text(rule, "heading");

	if (now == NULL || strcmp(now, *heading) == 0)
		return false;
	*heading = now;
	return true;
}

static void
rules_text(struct view *v, struct out *o)
{
	const char *heading = "";
	size_t n = 0;

	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);

		if (!rule_chosen(v->line, rule))
			continue;
		if (begins_heading(rule, &heading)) {
			out_str(o, n > 0 ? "\n" : "");
			style_on(&v->style, o, COLOUR_BOLD);
			style_wrapped(&v->style, o, 0, 0, heading);
			style_off(&v->style, o);
			out_char(o, '\n');
		}
		text_rule(v, o, rule);
		n++;
	}
	out_fmt(o, "\n%zu rule%s\n", n, n == 1 ? "" : "s");
}

/* ---- json ---- */

static void
rules_json(struct view *v, struct out *o)
{
	struct json j = json_to(o, false);

	json_rules_open(&j);
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (rule_chosen(v->line, smimelint_rule_at(i)))
			json_rule(&j, smimelint_rule_at(i));
	json_rules_close(&j, o);
}

/* ---- csv and tsv ---- */

/* A field after RFC 4180; in TSV white space other than blanks becomes a blank. */
static void
cell(struct out *o, char separator, const char *text)
{
	if (separator == ',' && strpbrk(text, ",\"\r\n") != NULL) {
		out_char(o, '"');
		for (; *text != '\0'; text++) {
			if (*text == '"')
				out_char(o, '"');
			out_char(o, *text);
		}
		out_char(o, '"');
		return;
	}
	for (; *text != '\0'; text++)
		out_char(o, separator == '\t' && (*text == '\t' || *text == '\n' || *text == '\r') ? ' ' : *text);
}

static void
rules_table(struct view *v, struct out *o, char separator)
{
	static const char *const texts[] = { "id", "source", "section", "title", "requires", "explanation", "remedy" };
	static const char *const lists[] = { "kinds", "types", "generations", "needs", "zlint", "pkilint" };
	const char *end = separator == ',' ? "\r\n" : "\n";

	for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
		out_fmt(o, "%s%c", texts[k], separator);
	for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
		out_fmt(o, "%s%c", lists[k], separator);
	out_fmt(o, "severity%cschedule%s", separator, end);
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);

		if (!rule_chosen(v->line, rule))
			continue;
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			cell(o, separator, smimelint_rule_text(rule, texts[k]));
			out_char(o, separator);
		}
		for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
			cell(o, separator, rule_items(&v->arena, rule, lists[k]));
			out_char(o, separator);
		}
		cell(o, separator, smimelint_level_name(last_severity(rule)));
		out_char(o, separator);
		cell(o, separator, rule_schedule_text(&v->arena, rule));
		out_str(o, end);
	}
}

/* ---- man page ---- */

/* Text for roff: no line may begin with a control character, a backslash is \e, and \: lets long names break. */
static void
roff(struct out *o, const char *text)
{
	if (*text == '.' || *text == '\'')
		out_str(o, "\\&");
	for (; *text != '\0'; text++)
		if (*text == '\\')
			out_str(o, "\\e");
		else if (*text == '-')
			out_str(o, "\\-");
		else if (*text == '_')
			out_str(o, "_\\:");
		else
			out_char(o, *text);
}

static void
roff_paragraph(struct out *o, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	out_fmt(o, ".br\n%s: ", label);
	roff(o, text);
	out_char(o, '\n');
}

static void
man_rule(struct view *v, struct out *o, const smimelint_rule *rule)
{
	out_str(o, ".TP\n.B ");
	roff(o, smimelint_rule_text(rule, "id"));
	out_char(o, '\n');
	roff(o, smimelint_rule_text(rule, "title"));
	out_str(o, ".\n.br\n");
	roff(o, rule_citation(&v->arena, rule));
	out_str(o, ", ");
	roff(o, rule_schedule_text(&v->arena, rule));
	out_str(o, ".\n");
	roff_paragraph(o, "Required", smimelint_rule_text(rule, "requires"));
	roff_paragraph(o, "Because", smimelint_rule_text(rule, "explanation"));
	roff_paragraph(o, "Remedy", smimelint_rule_text(rule, "remedy"));
	roff_paragraph(o, "Disputed", smimelint_rule_text(rule, "reading"));
	roff_paragraph(o, "Kinds", rule_items(&v->arena, rule, "kinds"));
	roff_paragraph(o, "Gives way to", rule_items(&v->arena, rule, "yields-to"));
	roff_paragraph(o, "zlint", rule_items(&v->arena, rule, "zlint"));
	roff_paragraph(o, "pkilint", rule_items(&v->arena, rule, "pkilint"));
}

static void
rules_man(struct view *v, struct out *o)
{
	const char *heading = "";

	out_fmt(o, ".\\\" Generated by 'make docs' from the rule tables.\n"
	    ".TH SMIMELINT\\-RULES 7 %s \"smimelint %s\"\n.ad l\n.nh\n.SH NAME\nsmimelint\\-rules \\- the rules of smimelint\n"
	    ".SH DESCRIPTION\nThe %zu rules of\n.BR smimelint (1),\nin the order of the standards: SBR %s with the parts "
	    "of the TLS BR %s that it refers to, RFC 5280 and its kin, X.690.\n"
	    "SHALL makes a finding an error, SHOULD a warning.\n"
	    "A fact is said once: a rule gives way to those named with it where one of them runs, binds and says it.\n", smimelint_ruleset("date"), smimelint_version(),
	    smimelint_rule_count(), smimelint_ruleset("sbr"), smimelint_ruleset("tls-br"));
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);

		if (!rule_chosen(v->line, rule))
			continue;
		if (begins_heading(rule, &heading)) {
			out_str(o, ".SH ");
			roff(o, heading);
			out_char(o, '\n');
		}
		man_rule(v, o, rule);
	}
	out_str(o, ".SH SEE ALSO\n.BR smimelint (1)\n");
}

int
cmd_rules(struct opt_line *line)
{
	const char *format = opt_last(line, OPT_FORMAT, "text"), *color = opt_last(line, OPT_COLOR, "auto");
	struct view v = { .line = line, .verbose = opt_count(line, OPT_VERBOSE) > 0 };
	struct out o = { NULL, 0, 0, false };
	int code = EXIT_USAGE;

	arena_init(&v.arena);
	if (line->n_operand > 0)
		complain("rules takes no operands; --only PATTERN chooses rules");
	else if (!style_choose(&v.style, color, opt_count(line, OPT_OUTPUT) == 0 && isatty(STDOUT_FILENO)))
		complain("--color: \"%s\" is none of auto, always, never", color);
	else if (rule_filters_valid(line))
		code = EXIT_CLEAN;
	if (code != EXIT_CLEAN)
		return code;
	if (strcmp(format, "text") == 0)
		rules_text(&v, &o);
	else if (strcmp(format, "json") == 0)
		rules_json(&v, &o);
	else if (strcmp(format, "csv") == 0 || strcmp(format, "tsv") == 0)
		rules_table(&v, &o, format[0] == 'c' ? ',' : '\t');
	else if (strcmp(format, "man") == 0)
		rules_man(&v, &o);
	else {
		complain("--format: \"%s\" is none of text, json, csv, tsv, man", format);
		code = EXIT_USAGE;
	}
	o.failed |= v.arena.failed;
	if (code == EXIT_CLEAN)
		code = cmd_write(line, &o);
	out_free(&o);
	arena_free(&v.arena);
	return code;
}
