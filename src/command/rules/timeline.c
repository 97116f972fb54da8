/* SPDX-License-Identifier: Apache-2.0 */
/* timeline.c - the command `timeline`: the dated requirements as a calendar. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "command/command.h"
#include "command/nearest.h"
#include "command/rules/ruleview.h"
#include "report/ballots.h"
#include "report/report.h"

/* One entry of one rule's schedule. */
struct entry {
	int32_t day;
	size_t rule;			/* as in smimelint_rule_at() */
	const char *level;
	smimelint_level severity;
};

struct timeline {
	struct entry *entry;
	size_t n, cap;
	int32_t last_before, first_after;	/* the nearest days with a change outside; DAY_ALWAYS, DAY_NEVER: none */
	struct style style;
	struct arena arena;
};

static int
by_day(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->rule > y->rule) - (x->rule < y->rule);
}

static void
note_outside(struct timeline *t, int32_t day, int32_t from)
{
	if (day < from && day > t->last_before)
		t->last_before = day;
	if (day >= from && day < t->first_after)
		t->first_after = day;
}

/* False: memory is out. */
static bool
keep(struct timeline *t, const struct entry *e)
{
	struct entry *more;

	if (t->n == t->cap) {
		more = realloc(t->entry, (t->cap * 2 + 256) * sizeof *more);
		if (more == NULL)
			return false;
		t->entry = more;
		t->cap = t->cap * 2 + 256;
	}
	t->entry[t->n++] = *e;
	return true;
}

static bool
collect(struct timeline *t, const struct opt_line *line, int32_t from, int32_t to)
{
	for (size_t r = 0; r < smimelint_rule_count(); r++) {
		const smimelint_rule *rule = smimelint_rule_at(r);
		struct entry e = { .rule = r };

		for (size_t i = 0; smimelint_rule_schedule(rule, i, &e.day, &e.level, &e.severity); i++) {
			if (e.day == DAY_ALWAYS || !rule_chosen(line, rule))
				continue;
			if (e.day < from || e.day > to)
				note_outside(t, e.day, from);
			else if (!keep(t, &e))
				return false;
		}
	}
	if (t->n > 0)
		qsort(t->entry, t->n, sizeof *t->entry, by_day);
	return true;
}

/* "SHALL", "ends", ... */
static const char *
level_words(const struct entry *e)
{
	return strcmp(e->level, "none") == 0 ? "ends" : e->level;
}

/* Below the day, by whom its requirements were decided. */
static void
ballots_text(struct timeline *t, struct out *o, int32_t day)
{
	size_t n;
	const struct ballot *b = ballots_of(day, &n);

	for (size_t i = 0; i < n; i++) {
		style_on(&t->style, o, COLOUR_DIM);
		out_fmt(o, "  %-7s ", b[i].name);
		style_wrapped(&t->style, o, 10, 10, b[i].what);
		style_off(&t->style, o);
	}
}

static void
day_text(struct timeline *t, struct out *o, int32_t on)
{
	char day[16];

	style_text(&t->style, o, COLOUR_BOLD, day_format(on, day));
	out_char(o, '\n');
	ballots_text(t, o, on);
}

/* That nothing changes, and when something does. */
static const char *
nothing_text(struct timeline *t)
{
	const char *text = "no requirement changes in this time";
	char day[16];

	if (t->last_before != DAY_ALWAYS)
		text = arena_printf(&t->arena, "%s, before it on %s", text, day_format(t->last_before, day));
	if (t->first_after != DAY_NEVER)
		text = arena_printf(&t->arena, "%s, after it on %s", text, day_format(t->first_after, day));
	return text;
}

static void
timeline_text(struct timeline *t, struct out *o)
{
	if (t->n == 0)
		style_wrapped(&t->style, o, 0, 0, nothing_text(t));
	for (size_t i = 0; i < t->n; i++) {
		const struct entry *e = &t->entry[i];
		const smimelint_rule *rule = smimelint_rule_at(e->rule);
		size_t end;

		if (i == 0 || e->day != t->entry[i - 1].day) {
			out_str(o, i > 0 ? "\n" : "");
			day_text(t, o, e->day);
		}
		out_spaces(o, 2);
		style_text(&t->style, o, strcmp(e->level, "none") == 0 ? COLOUR_DIM : style_level(e->severity), level_words(e));
		end = style_id(&t->style, o, 2 + strlen(level_words(e)), 10, smimelint_rule_text(rule, "id"));
		style_beside(&t->style, o, end, 10, rule_citation(&t->arena, rule));
		style_wrapped(&t->style, o, 0, 10, smimelint_rule_text(rule, "title"));
	}
}

/* The ballots of all days that are shown. */
static void
ballots_json(const struct timeline *t, struct json *j)
{
	char day[16];
	size_t n;

	json_key(j, "ballots");
	json_open(j, '[');
	for (size_t i = 0; i < t->n; i++) {
		const struct ballot *b = ballots_of(t->entry[i].day, &n);

		for (size_t k = 0; k < n && (i == 0 || t->entry[i].day != t->entry[i - 1].day); k++) {
			json_open(j, '{');
			json_member(j, "date", day_format(b[k].day, day));
			json_member(j, "ballot", b[k].name);
			json_member(j, "what", b[k].what);
			json_close(j, '}');
		}
	}
	json_close(j, ']');
}

static void
timeline_json(const struct timeline *t, struct out *o)
{
	struct json j = json_to(o, false);
	char day[16];

	json_open(&j, '{');
	json_member(&j, "schema", "smimelint-timeline/1");
	json_key(&j, "ruleset");
	json_ruleset(&j);
	json_key(&j, "entries");
	json_open(&j, '[');
	for (size_t i = 0; i < t->n; i++) {
		const struct entry *e = &t->entry[i];
		const smimelint_rule *rule = smimelint_rule_at(e->rule);

		json_open(&j, '{');
		json_member(&j, "date", day_format(e->day, day));
		json_member(&j, "level", e->level);
		json_member(&j, "severity", strcmp(e->level, "none") == 0 ? NULL : smimelint_level_name(e->severity));
		json_member(&j, "rule", smimelint_rule_text(rule, "id"));
		json_member(&j, "source", smimelint_rule_text(rule, "source"));
		json_member(&j, "section", smimelint_rule_text(rule, "section"));
		json_member(&j, "title", smimelint_rule_text(rule, "title"));
		json_close(&j, '}');
	}
	json_close(&j, ']');
	ballots_json(t, &j);
	json_close(&j, '}');
	out_char(o, '\n');
}

static bool
day_option(const struct opt_line *line, enum opt_id id, const char *name, int32_t *day)
{
	const char *value = opt_last(line, id, NULL);

	return value == NULL || read_day_option(name, value, day);
}

static bool
timeline_options(struct opt_line *line, struct timeline *t, const char *format)
{
	const char *color = opt_last(line, OPT_COLOR, "auto");

	if (line->n_operand > 0)
		complain("timeline takes no operands; --only PATTERN chooses rules");
	else if (!style_choose(&t->style, color, opt_count(line, OPT_OUTPUT) == 0 && isatty(STDOUT_FILENO)))
		complain("--color: \"%s\" is none of auto, always, never", color);
	else if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		complain("--format: \"%s\" is none of text, json", format);
	else
		return rule_filters_valid(line);
	return false;
}

int
cmd_timeline(struct opt_line *line)
{
	const char *format = opt_last(line, OPT_FORMAT, "text");
	int32_t from = DAY_ALWAYS + 1, to = DAY_NEVER;
	struct timeline t = { NULL, 0, 0, DAY_ALWAYS, DAY_NEVER, { false, 0, false }, { NULL, NULL, 0, false } };
	struct out o = { NULL, 0, 0, false };
	int code = EXIT_INTERNAL;

	if (!timeline_options(line, &t, format) || !day_option(line, OPT_FROM, "from", &from) ||
	    !day_option(line, OPT_TO, "to", &to))
		return EXIT_USAGE;
	if (from > to) {
		complain("--from is a day after --to: nothing lies between them");
		return EXIT_USAGE;
	}
	if (!collect(&t, line, from, to))
		complain_memory();
	else {
		if (strcmp(format, "json") == 0)
			timeline_json(&t, &o);
		else
			timeline_text(&t, &o);
		o.failed |= t.arena.failed;
		code = cmd_write(line, &o);
	}
	free(t.entry);
	arena_free(&t.arena);
	out_free(&o);
	return code;
}
