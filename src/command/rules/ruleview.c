/* SPDX-License-Identifier: Apache-2.0 */
/* ruleview.c - what the commands about rules share: filters, and a rule's columns as text. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/day.h"
#include "command/nearest.h"
#include "command/rules/ruleview.h"
#include "report/report.h"

/* A pattern as of --only, but no id, glob or source: sections begin with a digit or a capital letter. */
static bool
names_section(const char *pattern, const smimelint_rule *rule)
{
	return (is_digit((uint8_t)pattern[0]) || is_upper((uint8_t)pattern[0])) && strcasecmp(pattern, smimelint_rule_text(rule, "source")) != 0 &&
	    smimelint_rule_matches(rule, pattern) != 0;
}

static bool
filter_matches(const struct opt_given *g, const smimelint_rule *rule)
{
	const char *item;

	switch (g->opt->id) {
	case OPT_ONLY:
	case OPT_SKIP:
		return smimelint_rule_matches(rule, g->value) != 0;
	case OPT_SOURCE:
		return strcmp(smimelint_rule_text(rule, "source"), g->value) == 0;
	case OPT_SECTION:
		return names_section(g->value, rule);
	default:
		for (size_t i = 0; (item = smimelint_rule_item(rule, "kinds", i)) != NULL; i++)
			if (strcmp(item, g->value) == 0)
				return true;
		return false;
	}
}

static bool
is_filter(const struct opt *o)
{
	return o->id == OPT_ONLY || o->id == OPT_SKIP || o->id == OPT_SOURCE || o->id == OPT_SECTION ||
	    o->id == OPT_KIND;
}

/* Uses of one option widen the choice, different options narrow it. */
bool
rule_chosen(const struct opt_line *line, const smimelint_rule *rule)
{
	static const enum opt_id narrowing[] = { OPT_ONLY, OPT_SOURCE, OPT_SECTION, OPT_KIND };
	bool asked, met;

	for (size_t k = 0; k < sizeof narrowing / sizeof *narrowing; k++) {
		asked = met = false;
		for (size_t i = 0; i < line->n_given; i++)
			if (line->given[i].opt->id == narrowing[k]) {
				asked = true;
				met |= filter_matches(&line->given[i], rule);
			}
		if (asked && !met)
			return false;
	}
	for (size_t i = 0; i < line->n_given; i++)
		if (line->given[i].opt->id == OPT_SKIP && filter_matches(&line->given[i], rule))
			return false;
	return true;
}

/* Says that a filter names no rule, and what it may have meant. */
static void
refuse_filter(const struct opt_given *g)
{
	if (g->opt->id == OPT_KIND)
		complain("--kind: \"%s\" is none of subscriber, subordinate-ca, root-ca, cross-certificate, ocsp-signer, crl, delta-crl, "
		    "ocsp-response", g->value);
	else
		complain("--%s: no rule, section or source is named \"%s\"", g->opt->name, g->value);
	if (g->opt->id == OPT_SECTION)
		nearest_section(g->value);
	else if (g->opt->id == OPT_SOURCE)
		nearest_source(g->value);
	else if (g->opt->id == OPT_KIND)
		nearest_value("kind", g->value);
	else
		nearest_rule(g->value);
}

bool
rule_filters_valid(const struct opt_line *line)
{
	for (size_t i = 0; i < line->n_given; i++) {
		const struct opt_given *g = &line->given[i];
		bool met = !is_filter(g->opt);

		for (size_t k = 0; !met && k < smimelint_rule_count(); k++)
			met = filter_matches(g, smimelint_rule_at(k));
		if (!met) {
			refuse_filter(g);
			return false;
		}
	}
	return true;
}

const char *
rule_items(struct arena *a, const smimelint_rule *rule, const char *list)
{
	const char *text = "", *item;

	for (size_t i = 0; (item = smimelint_rule_item(rule, list, i)) != NULL; i++)
		text = arena_printf(a, "%s%s%s", text, i > 0 ? ", " : "", item);
	return text;
}

const char *
rule_schedule_text(struct arena *a, const smimelint_rule *rule)
{
	const char *text = "", *level;
	smimelint_level severity;
	int32_t from;
	char day[16];

	for (size_t i = 0; smimelint_rule_schedule(rule, i, &from, &level, &severity); i++)
		if (from == DAY_ALWAYS)
			text = arena_printf(a, "%s%s%s", text, i > 0 ? ", " : "", level);
		else
			text = arena_printf(a, "%s%s%s %s", text, i > 0 ? ", " : "",
			    strcmp(level, "none") == 0 ? "until" : arena_printf(a, "%s from", level), day_format(from, day));
	return text;
}

static void
json_items(struct json *j, const char *key, const smimelint_rule *rule, const char *list)
{
	const char *item;

	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; (item = smimelint_rule_item(rule, list, i)) != NULL; i++)
		json_string(j, item);
	json_close(j, ']');
}

static void
json_schedule(struct json *j, const smimelint_rule *rule)
{
	const char *level;
	smimelint_level severity;
	int32_t from;
	char day[16];

	json_key(j, "schedule");
	json_open(j, '[');
	for (size_t i = 0; smimelint_rule_schedule(rule, i, &from, &level, &severity); i++) {
		json_open(j, '{');
		json_member(j, "from", from == DAY_ALWAYS ? NULL : day_format(from, day));
		json_member(j, "level", level);
		json_member(j, "severity", strcmp(level, "none") == 0 ? NULL : smimelint_level_name(severity));
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* ---- what the filters of `lint` leave ---- */

/* Does a list of words, commas between them, have this one? */
static bool
names_word(const char *list, const char *word)
{
	size_t n;

	for (const char *p = list; *p != '\0'; p += n + (p[n] == ',')) {
		n = strcspn(p, ",");
		if (n == strlen(word) && strncmp(p, word, n) == 0)
			return true;
	}
	return false;
}

/* The option that turns on the rules of this source, where none is given; NULL: they are on. */
static const char *
option_wanted(const struct opt_line *line, const char *source)
{
	static const char *const programs[] = { "ccadb", "mozilla", "apple", "microsoft" };
	const char *wanted = strcmp(source, "cps") == 0 ? "ca-profile" : NULL;

	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (strcmp(programs[i], source) == 0)
			wanted = "programs";
	for (size_t i = 0; wanted != NULL && i < line->n_given; i++) {
		const struct opt_given *g = &line->given[i];

		if (strcmp(g->opt->name, wanted) == 0 && (strcmp(wanted, "programs") != 0 || names_word(g->value, source)))
			return NULL;
	}
	return wanted;
}

/* Is the option given, or another that stands for it? */
static bool
stands_in(const struct opt_line *line, const char *option)
{
	static const char *const others[][2] = { { "previous", "sequence" }, { "evidence", "require-evidence" } };
	bool given = false;

	for (size_t i = 0; i < line->n_given; i++) {
		const char *name = line->given[i].opt->name;

		given |= strcmp(name, option) == 0;
		for (size_t k = 0; k < sizeof others / sizeof *others; k++)
			given |= strcmp(others[k][0], option) == 0 && strcmp(others[k][1], name) == 0;
	}
	return given;
}

/* The first of the options without which the rule finds nothing, where none of them is given; NULL: it can look. */
static const char *
option_lacking(const struct opt_line *line, const smimelint_rule *rule)
{
	const char *option;

	for (size_t i = 0; (option = smimelint_rule_item(rule, "options", i)) != NULL; i++)
		if (stands_in(line, option))
			return NULL;
	return smimelint_rule_item(rule, "options", 0);
}

/* Do --only and --skip leave the rule? */
static bool
is_left(const struct opt_line *line, const smimelint_rule *rule)
{
	bool asked = false, met = false;

	for (size_t i = 0; i < line->n_given; i++) {
		const struct opt_given *g = &line->given[i];
		bool only = strcmp(g->opt->name, "only") == 0, skip = strcmp(g->opt->name, "skip") == 0;

		if (skip && smimelint_rule_matches(rule, g->value))
			return false;
		asked |= only;
		met |= only && !met && smimelint_rule_matches(rule, g->value);
	}
	return met || !asked;
}

/* Each option that would let one of the rules look that are left, once: "--issuer, --evidence". */
static void
refuse_blind(const struct opt_line *line)
{
	static const char *const options[] = { "issuer", "evidence", "previous", "certificates", "now", "deep-keys" };
	char names[96] = "";
	size_t n = 0;

	for (size_t k = 0; k < sizeof options / sizeof *options; k++)
		for (size_t i = 0; i < smimelint_rule_count(); i++) {
			const smimelint_rule *rule = smimelint_rule_at(i);
			const char *lacking = is_left(line, rule) ? option_lacking(line, rule) : NULL;

			if (lacking == NULL || strcmp(lacking, options[k]) != 0 || option_wanted(line, smimelint_rule_text(rule, "source")) != NULL)
				continue;
			n += (size_t)snprintf(names + n, sizeof names - n, "%s--%s", n > 0 ? ", " : "", lacking);
			break;
		}
	complain("--only and --skip leave only rules that cannot look without an option: %s", names);
}

bool
rule_filters_leave(const struct opt_line *line, bool records)
{
	const char *off = NULL, *source, *wanted;
	bool blind = false;

	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);

		source = smimelint_rule_text(rule, "source");
		if (!is_left(line, rule) || (records && strcmp(source, "evidence") != 0))
			continue;
		wanted = option_wanted(line, source);
		if (wanted == NULL && (records || option_lacking(line, rule) == NULL))
			return true;
		blind |= wanted == NULL;
		off = off == NULL && wanted != NULL ? source : off;
	}
	if (blind) {
		refuse_blind(line);
	} else if (off != NULL) {
		wanted = option_wanted(line, off);
		complain("--only and --skip leave only rules that are off: --%s %s turns on those of %s", wanted,
		    strcmp(wanted, "programs") == 0 ? off : "FILE", off);
	} else {
		complain("--only and --skip leave no rule%s", records ? " over evidence" : "");
	}
	return false;
}

void
json_rules_open(struct json *j)
{
	json_open(j, '{');
	json_member(j, "schema", "smimelint-rules/1");
	json_key(j, "ruleset");
	json_ruleset(j);
	json_key(j, "rules");
	json_open(j, '[');
}

void
json_rules_close(struct json *j, struct out *o)
{
	json_close(j, ']');
	json_close(j, '}');
	out_char(o, '\n');
}

void
json_rule(struct json *j, const smimelint_rule *rule)
{
	static const char *const texts[] = {
		"id", "source", "section", "title", "requires", "explanation", "remedy"
	};
	static const char *const scope[] = { "kinds", "types", "generations" };

	json_open(j, '{');
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_member(j, texts[i], smimelint_rule_text(rule, texts[i]));
	json_key(j, "scope");
	json_open(j, '{');
	for (size_t i = 0; i < sizeof scope / sizeof *scope; i++)
		json_items(j, scope[i], rule, scope[i]);
	json_close(j, '}');
	json_items(j, "needs", rule, "needs");
	json_schedule(j, rule);
	json_key(j, "peers");
	json_open(j, '{');
	json_items(j, "zlint", rule, "zlint");
	json_items(j, "pkilint", rule, "pkilint");
	json_close(j, '}');
	json_items(j, "yields_to", rule, "yields-to");
	json_close(j, '}');
}
