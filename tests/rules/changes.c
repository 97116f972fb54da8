/* SPDX-License-Identifier: Apache-2.0 */
/*
 * changes.c - a value that the text forbids never passes.
 *
 * tests/rules/changes.txt says of a member, a change and a rule: where the rule
 * passed with the value that stands there, it has a finding with the other one.
 * Each line is tried in every record of the test data that has such a member,
 * the sound ones and the failing ones, where something relies on it; it has to
 * apply somewhere.  The other way round, what passed passes still where a word
 * is written otherwise.
 */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "evidence/record/decode.h"
#include "tests/recipe/lex.h"
#include "tests/rules/list.h"
#include "tests/rules/run.h"
#include "tests/rules/trial.h"
#include "tests/rules/unrelied.h"

#define LIST "tests/rules/changes.txt"

struct change {
	struct change *next;
	const char *place;		/* a glob; an index is * */
	const char *word;		/* how the value is changed */
	const char *rule;		/* a glob; of `except`: of cases */
	const char *arg;		/* of `say` the JSON text that stands there then, of `old` days, of `after` a place, of `since` a day; NULL: none */
	unsigned line, tried;
};

struct changes {
	struct runner *r;
	struct change *first;
	const struct judged *j;
	const struct json_value *record;
	const struct unrelied *unrelied;
	struct trial trial;
	struct arena scratch;		/* of one change */
	uint8_t *passed;		/* by rule: its outcome with the record as it is is pass */
	struct ev_time issued;
};

static void
read_list(struct changes *g)
{
	struct tool *t = &g->r->world.tool;
	struct change **last = &g->first, *e;
	struct list l = list_open(t, LIST);
	const char *words;

	while ((words = list_next(&l)) != NULL && (e = arena_take(&g->r->world.arena, sizeof *e)) != NULL) {
		e->place = lex_word(t, &words);
		e->word = lex_word(t, &words);
		e->rule = lex_word(t, &words);
		words += strspn(words, " \t");
		e->arg = *words != '\0' ? words : NULL;
		e->line = l.line;
		*last = e;
		last = &e->next;
	}
}

/* The JSON Pointer with a star for each index. */
static const char *
kind_of_place(struct changes *g, const struct json_value *v)
{
	if (v->parent == NULL)
		return "";
	if (v->key.p == NULL)
		return arena_printf(&g->scratch, "%s/*", kind_of_place(g, v->parent));
	return arena_printf(&g->scratch, "%s/%.*s", kind_of_place(g, v->parent), (int)v->key.n, (const char *)v->key.p);
}

/* A time so many seconds from another, in the form that the value has. */
static const char *
time_from(struct changes *g, const struct json_value *v, struct ev_time from, int64_t seconds)
{
	time_t at = (time_t)(from.seconds + seconds);
	struct tm tm;
	char text[32];

	if (!from.given)
		return NULL;
	if (v->type == JSON_NUMBER)
		return arena_printf(&g->scratch, "%lld000000000", (long long)at);
	if (gmtime_r(&at, &tm) == NULL || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		return NULL;
	return arena_printf(&g->scratch, "\"%s\"", text);
}

/* The time that stands in a member of an object: "/organization/validated_at" of the record. */
static struct ev_time
time_at(const struct json_value *v, const char *place)
{
	struct ev_time time = { .given = false };

	while (v != NULL && *place == '/') {
		struct span name = { (const uint8_t *)place + 1, strcspn(place + 1, "/") };

		v = json_look_up(v, name, json_name_mark(name));
		place += 1 + name.n;
	}
	if (v == NULL || v->type != JSON_STRING || !ev_time_parse(v->text, &time))
		time.given = false;
	return time;
}

/* The word as another system writes it: in capitals, with blanks around it and other signs between its parts. */
static const char *
other_letters(struct changes *g, const char *p, int n)
{
	char *text = arena_take(&g->scratch, (size_t)n + 5), *to = text;

	if (text == NULL)
		return NULL;
	to += sprintf(to, "\" ");
	for (int i = 0; i < n; i++)
		*to++ = p[i] == '_' ? '-' : p[i] >= 'a' && p[i] <= 'z' ? (char)(p[i] - 'a' + 'A') : p[i];
	sprintf(to, " \"");
	return text;
}

/* The JSON text of the other value; NULL: the change makes none of this value. */
static const char *
other_value(struct changes *g, const struct change *e, const struct json_value *v)
{
	const int64_t day = 86400;
	int text = v->type == JSON_STRING ? (int)v->text.n : 0;
	const char *p = (const char *)v->text.p;

	if (v->type == JSON_NULL || (v->type == JSON_STRING && text == 0))
		return NULL;
	if (strcmp(e->word, "say") == 0)
		return e->arg;
	if (strcmp(e->word, "late") == 0)
		return time_from(g, v, g->issued, day);
	if (strcmp(e->word, "old") == 0)
		return e->arg != NULL ? time_from(g, v, g->issued, -atoll(e->arg) * day - 1) : NULL;
	if (strcmp(e->word, "after") == 0)
		return e->arg != NULL ? time_from(g, v, time_at(g->record, e->arg), day) : NULL;
	if (strcmp(e->word, "name") == 0 && text > 0)
		return arena_printf(&g->scratch, "\"other-%.*s\"", text, p);
	if (strcmp(e->word, "longer") == 0 && text > 0)
		return arena_printf(&g->scratch, "\"%.*s0\"", text, p);
	if (strcmp(e->word, "hash") == 0 && text > 0)
		return arena_printf(&g->scratch, "\"%.*s%c\"", text - 1, p, p[text - 1] == '0' ? '1' : '0');
	if (strcmp(e->word, "otherwise") == 0 && text > 0)
		return other_letters(g, p, text);
	return NULL;
}

/* The first rule that the line is about, passed before and has no finding now; NULL: each has one. */
static const char *
silent(const struct changes *g, const struct change *e)
{
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (g->passed[i] && fnmatch(e->rule, smimelint_rule_text(smimelint_rule_at(i), "id"), 0) == 0 &&
		    smimelint_rule_outcome(g->trial.run, i, NULL) != SMIMELINT_RULE_FOUND)
			return smimelint_rule_text(smimelint_rule_at(i), "id");
	return NULL;
}

/* The first rule that the line is about, passed before and does not now; NULL: none. */
static const char *
spoilt(const struct changes *g, const struct change *e)
{
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (g->passed[i] && fnmatch(e->rule, smimelint_rule_text(smimelint_rule_at(i), "id"), 0) == 0 &&
		    smimelint_rule_outcome(g->trial.run, i, NULL) != SMIMELINT_RULE_PASS)
			return smimelint_rule_text(smimelint_rule_at(i), "id");
	return NULL;
}

/* The line that says that the member decides nothing in this case; NULL: none. */
static struct change *
exception(struct changes *g, const char *place)
{
	const char *id = arena_printf(&g->scratch, "%s/%s", g->j->recipe->id, g->j->c->name);
	struct change *e = g->first;

	while (e != NULL && (strcmp(e->word, "except") != 0 || fnmatch(e->place, place, 0) != 0 || fnmatch(e->rule, id, 0) != 0))
		e = e->next;
	return e;
}

static bool
is_excepted(struct changes *g, const char *place)
{
	struct change *e = exception(g, place);

	if (e != NULL)
		e->tried++;
	return e != NULL;
}

/* Of a list in which one is enough (a line with `alone`): does the value lie in one with more? */
static bool
has_others(const struct changes *g, const struct change *e, const struct json_value *v)
{
	for (const struct change *a = g->first; a != NULL; a = a->next)
		if (strcmp(a->word, "alone") == 0 && strcmp(a->rule, e->rule) == 0)
			for (const struct json_value *up = v->parent; up != NULL; up = up->parent)
				if (up->type == JSON_ARRAY && up->parent != NULL && json_find(up->parent, a->place + 1) == up && up->n > 1)
					return true;
	return false;
}

/* The element of this list that the value lies in; NULL: it lies in none. */
static const struct json_value *
element_of(const struct json_value *v, struct span list)
{
	while (v != NULL && (v->parent == NULL || !span_eq(v->parent->key, list)))
		v = v->parent;
	return v;
}

/* Of elements with a time (a line with `since`): is this one from before the day of the rule, or without a time? */
static bool
is_early(const struct changes *g, const struct change *e, const struct json_value *v)
{
	for (const struct change *s = g->first; s != NULL; s = s->next) {
		const char *star = strcmp(s->word, "since") == 0 ? strstr(s->place, "/*") : NULL;
		const struct json_value *element;
		struct ev_time day, at;

		if (star == NULL || fnmatch(s->rule, e->rule, 0) != 0 || s->arg == NULL || !ev_date_parse(span_of(s->arg), &day) ||
		    (element = element_of(v, (struct span){ (const uint8_t *)s->place + 1, (size_t)(star - s->place) - 1 })) == NULL)
			continue;
		at = time_at(element, star + 2);
		if (!at.given || at.seconds < day.seconds)
			return true;
	}
	return false;
}

static bool
concerns(const struct changes *g, const struct change *e)
{
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (g->passed[i] && fnmatch(e->rule, smimelint_rule_text(smimelint_rule_at(i), "id"), 0) == 0)
			return true;
	return false;
}

static bool
is_to_try(struct changes *g, const struct change *e, const struct json_value *v, const char *place)
{
	return strcmp(e->word, "except") != 0 && fnmatch(e->place, place, FNM_PATHNAME) == 0 && !unrelied_has(g->unrelied, v) && !has_others(g, e, v) &&
	    !is_early(g, e, v) && concerns(g, e);
}

static void
try_change(struct changes *g, struct change *e, const struct json_value *v, const char *place)
{
	size_t from = (size_t)(v->raw.p - (const uint8_t *)g->trial.text), to = from + v->raw.n, n = strlen(g->trial.text);
	const char *word = other_value(g, e, v), *rule;
	size_t more = word != NULL ? strlen(word) : 0;
	char *text;

	if (word == NULL || (more == v->raw.n && memcmp(word, v->raw.p, more) == 0) ||
	    (text = arena_take(&g->scratch, n + more)) == NULL)
		return;
	memcpy(text, g->trial.text, from);
	memcpy(text + from, word, more);
	memcpy(text + from + more, g->trial.text + to, n - to);
	e->tried++;
	if (!trial_lint(&g->trial, text, n - v->raw.n + more))
		complain(g->r, g->j->recipe, g->j->c, g->j->c->line, "%s:%u: no record with %s %s", LIST, e->line, place, word);
	else if (strcmp(e->word, "otherwise") == 0 && (rule = spoilt(g, e)) != NULL)
		complain(g->r, g->j->recipe, g->j->c, g->j->c->line, "%s:%u: %s does not pass with %s %s", LIST, e->line, rule, place, word);
	else if (strcmp(e->word, "otherwise") != 0 && silent(g, e) != NULL && !is_excepted(g, place))
		complain(g->r, g->j->recipe, g->j->c, g->j->c->line, "%s:%u: %s is silent with %s %s", LIST, e->line, e->rule, place, word);
	else
		g->r->passed++;
}

static void
try_each(struct changes *g, const struct json_value *v)
{
	for (const struct json_value *child = v->child; child != NULL; child = child->next) {
		const char *place;

		arena_reset(&g->scratch);
		place = arena_printf(&g->r->world.arena, "%s", kind_of_place(g, child));
		for (struct change *e = g->first; e != NULL; e = e->next) {
			arena_reset(&g->scratch);
			if (is_to_try(g, e, child, place))
				try_change(g, e, child, place);
		}
		try_each(g, child);
	}
}

static void
try_case(struct changes *g, const struct judged *j)
{
	struct json_fault fault;

	g->j = j;
	if (trial_open(&g->trial, g->r, j) &&
	    (g->record = json_read(&g->r->world.arena, span_of(g->trial.text), NULL, &fault)) != NULL &&
	    trial_lint(&g->trial, g->trial.text, strlen(g->trial.text))) {
		g->issued = time_at(g->record, "/issuance/issued_at");
		g->unrelied = unrelied_of(&g->r->world.arena, &g->trial, g->record);
		for (size_t i = 0; i < smimelint_rule_count(); i++)
			g->passed[i] = smimelint_rule_outcome(g->trial.run, i, NULL) == SMIMELINT_RULE_PASS;
		try_each(g, g->record);
	}
	trial_close(&g->trial);
}

void
changes(struct runner *r)
{
	struct changes g = { .r = r };

	arena_init(&g.scratch);
	g.passed = arena_array(&r->world.arena, smimelint_rule_count(), sizeof *g.passed);
	read_list(&g);
	for (const struct judged *j = r->first; j != NULL && g.passed != NULL; j = j->next)
		try_case(&g, j);
	for (const struct change *e = g.first; e != NULL; e = e->next)
		if (e->tried == 0 && strcmp(e->word, "alone") != 0 && strcmp(e->word, "since") != 0 && r->only == NULL) {
			printf("%s:%u: no record has this\n", LIST, e->line);
			r->failed++;
		}
	arena_free(&g.scratch);
}
