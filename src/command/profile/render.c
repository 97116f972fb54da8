/* SPDX-License-Identifier: Apache-2.0 */
/* render.c - a sheet as text, Markdown, HTML and JSON. */
#include <string.h>

#include "base/day.h"
#include "base/json_out.h"
#include "command/profile/sheet.h"
#include "report/report.h"

static const struct sheet_field *
field_at(const struct sheet *s, size_t i)
{
	return &sheet_fields[s->line[i].field];
}

/* Does line i begin a new field, or a new group? */
static bool
begins_field(const struct sheet *s, size_t i)
{
	return i == 0 || s->line[i].field != s->line[i - 1].field;
}

static bool
begins_group(const struct sheet *s, size_t i)
{
	return i == 0 || strcmp(field_at(s, i)->group, field_at(s, i - 1)->group) != 0;
}

/* "on 2026-03-15", or what a difference lies between. */
static const char *
days_of(struct sheet *s)
{
	char from[16], to[16];

	if (s->before == DAY_NEVER)
		return arena_printf(&s->arena, "on %s", day_format(s->day, to));
	return arena_printf(&s->arena, "what changes from %s to %s", day_format(s->before, from), day_format(s->day, to));
}

/* "sbr.key-usage.missing, SBR 7.1.2.3.e, since 2023-09-01" */
static const char *
source_of(struct sheet *s, const struct sheet_line *line)
{
	char day[16];

	if (line->rule == NULL)
		return "";
	return arena_printf(&s->arena, "%s, %s%s%s", smimelint_rule_text(line->rule, "id"),
	    rule_citation(&s->arena, line->rule), line->since == DAY_ALWAYS ? "" : ", since ",
	    line->since == DAY_ALWAYS ? "" : day_format(line->since, day));
}

/* "must", and in a difference whether it comes or goes. */
static const char *
modality_of_line(struct sheet *s, const struct sheet_line *line)
{
	const char *name = modality_name((enum modality)line->modality);

	return line->change == 0 ? name : arena_printf(&s->arena, "%c %s", line->change, name);
}

static const char *
nothing_of(const struct sheet *s)
{
	return s->before == DAY_NEVER ? "no rule binds such a certificate on that day" : "nothing changes between these days";
}

/* ---- text ---- */

void
sheet_as_text(struct sheet *s, const struct style *style, struct out *o)
{
	enum { INDENT = 4, SENTENCE = 18 };
	const struct ballot *b;
	char day[16];

	style_on(style, o, COLOUR_BOLD);
	style_wrapped(style, o, 0, 0, arena_printf(&s->arena, "%s, %s", sheet_title(s), days_of(s)));
	style_off(style, o);
	if (s->n == 0)
		out_fmt(o, "%s\n", nothing_of(s));
	for (size_t i = 0; (b = sheet_ballot(s, i)) != NULL; i++) {
		out_str(o, i == 0 ? "\nBallots of these days\n" : "");
		style_on(style, o, COLOUR_DIM);
		out_fmt(o, "  %s %-7s ", day_format(b->day, day), b->name);
		style_wrapped(style, o, 21, 21, b->what);
		style_off(style, o);
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct sheet_line *line = &s->line[i];
		const char *word = modality_of_line(s, line);

		if (begins_group(s, i)) {
			out_char(o, '\n');
			style_text(style, o, COLOUR_BOLD, field_at(s, i)->group);
			out_char(o, '\n');
		}
		if (begins_field(s, i))
			out_fmt(o, "\n  %s\n", field_at(s, i)->name);
		out_spaces(o, INDENT);
		out_str(o, word);
		style_wrapped(style, o, INDENT + strlen(word), SENTENCE, sheet_text(s, line));
		if (line->rule == NULL)
			continue;
		style_on(style, o, COLOUR_DIM);
		style_wrapped(style, o, 0, SENTENCE, source_of(s, line));
		style_off(style, o);
	}
}

/* ---- Markdown ---- */

/* The texts of the table have no markup of their own but what would be taken for it. */
static void
put_markdown(struct out *o, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("|*_<>[]`\\", *text) != NULL)
			out_char(o, '\\');
		out_char(o, *text);
	}
}

void
sheet_as_markdown(struct sheet *s, struct out *o)
{
	const struct ballot *b;
	char day[16];

	out_fmt(o, "# %s, %s\n", sheet_title(s), days_of(s));
	if (s->n == 0)
		out_fmt(o, "\n%s\n", nothing_of(s));
	for (size_t i = 0; (b = sheet_ballot(s, i)) != NULL; i++) {
		out_fmt(o, "%s* %s %s: ", i == 0 ? "\n## Ballots of these days\n\n" : "", day_format(b->day, day), b->name);
		put_markdown(o, b->what);
		out_char(o, '\n');
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct sheet_line *line = &s->line[i];

		if (begins_group(s, i))
			out_fmt(o, "\n## %s\n", field_at(s, i)->group);
		if (begins_field(s, i))
			out_fmt(o, "\n### %s\n\n| | requirement | rule |\n|---|---|---|\n", field_at(s, i)->name);
		out_fmt(o, "| %s | ", modality_of_line(s, line));
		put_markdown(o, sheet_text(s, line));
		out_str(o, " | ");
		put_markdown(o, source_of(s, line));
		out_str(o, " |\n");
	}
}

/* ---- HTML ---- */

static void
put_html(struct out *o, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '&':
			out_str(o, "&amp;");
			break;
		case '<':
			out_str(o, "&lt;");
			break;
		case '>':
			out_str(o, "&gt;");
			break;
		default:
			out_char(o, *text);
		}
}

static void
html_ballots(const struct sheet *s, struct out *o)
{
	const struct ballot *b;
	char day[16];

	for (size_t i = 0; (b = sheet_ballot(s, i)) != NULL; i++) {
		out_fmt(o, "%s<li>%s <b>%s</b> ", i == 0 ? "<h2>Ballots of these days</h2>\n<ul>\n" : "", day_format(b->day, day), b->name);
		put_html(o, b->what);
		out_str(o, "</li>\n");
	}
	out_str(o, sheet_ballot(s, 0) != NULL ? "</ul>\n" : "");
}

void
sheet_as_html(struct sheet *s, struct out *o)
{
	static const char *const classes[N_MODALITIES] = { "must", "not", "should", "not", "may", "note" };

	out_fmt(o, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>\n"
	    ":root { color-scheme: light dark }\n"
	    "body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }\n"
	    "h2 { border-bottom: 1px solid; margin-top: 2.5rem }\n"
	    "li { margin: .4rem 0; list-style: none } ul { padding: 0 }\n"
	    "b { display: inline-block; min-width: 6.5rem } small { display: block; margin-left: 6.5rem; opacity: .7 }\n"
	    "@media (max-width: 30rem) { b { display: block } small { margin-left: 0 } }\n"
	    "</style></head><body>\n<h1>%s</h1>\n<p>", sheet_title(s), sheet_title(s));
	put_html(o, days_of(s));
	out_str(o, "</p>\n");
	if (s->n == 0)
		out_fmt(o, "<p>%s</p>\n", nothing_of(s));
	html_ballots(s, o);
	for (size_t i = 0; i < s->n; i++) {
		const struct sheet_line *line = &s->line[i];

		if (begins_field(s, i)) {
			out_str(o, i > 0 ? "</ul>\n" : "");
			if (begins_group(s, i))
				out_fmt(o, "<h2>%s</h2>\n", field_at(s, i)->group);
			out_fmt(o, "<h3>%s</h3>\n<ul>\n", field_at(s, i)->name);
		}
		out_fmt(o, "<li class=\"%s\"><b>%s</b> ", classes[line->modality], modality_of_line(s, line));
		put_html(o, sheet_text(s, line));
		if (line->rule != NULL) {
			out_str(o, " <small>");
			put_html(o, source_of(s, line));
			out_str(o, "</small>");
		}
		out_str(o, "</li>\n");
	}
	out_str(o, s->n > 0 ? "</ul>\n</body></html>\n" : "</body></html>\n");
}

/* ---- JSON ---- */

static void
put_day(struct json *j, const char *name, int32_t day)
{
	char text[16];

	json_member(j, name, day == DAY_NEVER || day == DAY_ALWAYS ? NULL : day_format(day, text));
}

void
sheet_as_json(struct sheet *s, struct out *o)
{
	struct json j = json_to(o, false);
	const struct ballot *b;

	json_open(&j, '{');
	json_member(&j, "schema", "smimelint-profile/1");
	json_key(&j, "ruleset");
	json_ruleset(&j);
	json_member(&j, "profile", sheet_title(s));
	put_day(&j, "at", s->day);
	put_day(&j, "compared_with", s->before);
	json_key(&j, "requirements");
	json_open(&j, '[');
	for (size_t i = 0; i < s->n; i++) {
		const struct sheet_line *line = &s->line[i];

		json_open(&j, '{');
		json_member(&j, "group", field_at(s, i)->group);
		json_member(&j, "field", field_at(s, i)->name);
		json_member(&j, "modality", modality_name((enum modality)line->modality));
		json_member(&j, "change", line->change == 0 ? NULL : line->change == '+' ? "begins" : "ends");
		json_member(&j, "requirement", sheet_text(s, line));
		json_member(&j, "rule", line->rule == NULL ? NULL : smimelint_rule_text(line->rule, "id"));
		json_member(&j, "citation", line->rule == NULL ? NULL : rule_citation(&s->arena, line->rule));
		put_day(&j, "since", line->rule == NULL ? DAY_ALWAYS : line->since);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_key(&j, "ballots");
	json_open(&j, '[');
	for (size_t i = 0; (b = sheet_ballot(s, i)) != NULL; i++) {
		json_open(&j, '{');
		put_day(&j, "date", b->day);
		json_member(&j, "ballot", b->name);
		json_member(&j, "what", b->what);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	out_char(o, '\n');
}
