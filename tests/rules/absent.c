/* SPDX-License-Identifier: Apache-2.0 */
/*
 * absent.c - a rule does not pass where the fact that decides is absent.
 *
 * Each member of sound records has other values in its place: the other truth,
 * other words, times, numbers and names.  A rule that passed, and has a finding
 * then, decides by that member.  Without it the rule's outcome is not "pass"
 * any more; or another rule has an error or a warning; or the rule and the
 * place stand in tests/rules/absent.txt with the reason.
 */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

#include "evidence/record/shape.h"
#include "tests/recipe/lex.h"
#include "tests/rules/list.h"
#include "tests/rules/run.h"
#include "tests/rules/trial.h"

#define LIST "tests/rules/absent.txt"
/* Another record may have another rule that decides by the same member. */
#define MOST_TRIALS 4
#define MOST_VALUES 24

struct place {
	struct place *next;
	const char *name;		/* a JSON Pointer with a star and the kind for each index */
	unsigned trials;
};

/* A rule that passes without a member it decides by. */
struct silence {
	struct silence *next;
	const struct judged *j;		/* the first record that shows it */
	const char *rule, *place;
	bool excepted;
};

struct hunt {
	struct runner *r;
	const struct judged *j;
	struct trial trial;
	struct arena scratch;		/* of one text */
	struct place *place;
	struct silence *silence;
	size_t n_rule;
	uint8_t *before, *after;	/* outcome of each rule */
	bool *decides;			/* has the rule a finding with one of the other values? */
	unsigned *complaints, *complaints_after;	/* errors and warnings of each rule */
};

/* ---- one text ---- */

/* False: the text is no record that can be judged. */
static bool
judge_text(struct hunt *h, const char *text, size_t n, uint8_t *outcome, unsigned *complaints)
{
	if (!trial_lint(&h->trial, text, n))
		return false;
	for (size_t i = 0; i < h->n_rule; i++)
		outcome[i] = (uint8_t)smimelint_rule_outcome(h->trial.run, i, NULL);
	trial_complaints(&h->trial, complaints);
	return true;
}

/* The record with other octets from one offset to another. */
static bool
judge_with(struct hunt *h, size_t from, size_t to, const char *word)
{
	size_t n = strlen(h->trial.text), more = strlen(word);
	char *text = arena_take(&h->scratch, n + more);

	if (text == NULL)
		return false;
	memcpy(text, h->trial.text, from);
	memcpy(text + from, word, more);
	memcpy(text + from + more, h->trial.text + to, n - to);
	return judge_text(h, text, n - to + from + more, h->after, h->complaints_after);
}

/* ---- other values ---- */

static bool
is_time(struct span text)
{
	return text.n >= 10 && text.p[4] == '-' && text.p[7] == '-' && text.p[0] >= '0' && text.p[0] <= '9';
}

/* The words that the format has for it, else names, numbers and times of somebody else. */
static size_t
other_texts(struct hunt *h, const struct json_value *v, const char *values[MOST_VALUES])
{
	static const char *const others[] = {
		"\"other.example\"", "\"anybody@other.example\"", "\"no\"", "\"third_party\"", "\"1.0\"",
		"\"0000000000000000000000000000000000000000000000000000000000000000\""
	};
	static const char *const times[] = { "\"2001-01-01T00:00:00Z\"", "\"2026-06-20T08:10:00Z\"", "\"2199-01-01T00:00:00Z\"" };
	const char *name = v->parent != NULL && v->key.p != NULL ? arena_printf(&h->scratch, "%.*s", (int)v->key.n, (const char *)v->key.p) : "";
	const char *at = *name != '\0' ? ev_place_text(&h->scratch, v->parent, name) : NULL;
	const struct ev_field *f = at != NULL ? ev_field_at(at) : NULL;
	size_t n = 0;

	if (is_time(v->text)) {
		for (; n < sizeof times / sizeof *times; n++)
			values[n] = times[n];
		return n;
	}
	for (; f != NULL && f->words != NULL && f->words[n] != NULL && n < MOST_VALUES; n++)
		values[n] = arena_printf(&h->scratch, "\"%s\"", f->words[n]);
	for (size_t i = 0; i < sizeof others / sizeof *others && n < MOST_VALUES; i++)
		values[n++] = others[i];
	return n;
}

static size_t
other_values(struct hunt *h, const struct json_value *v, const char *values[MOST_VALUES])
{
	switch (v->type) {
	case JSON_BOOL:
		values[0] = v->yes ? "false" : "true";
		return 1;
	case JSON_NUMBER:
		values[0] = "0";
		values[1] = "1";
		values[2] = "99999999";
		return 3;
	case JSON_STRING:
		return other_texts(h, v, values);
	case JSON_ARRAY:
		values[0] = "[\"other.example\"]";
		values[1] = "[]";
		return 2;
	default:
		return 0;
	}
}

/* ---- one member ---- */

static void
complain_of(struct hunt *h, size_t rule, const char *place)
{
	const char *id = smimelint_rule_text(smimelint_rule_at(rule), "id");
	struct silence *s = h->silence;

	while (s != NULL && (strcmp(s->rule, id) != 0 || strcmp(s->place, place) != 0))
		s = s->next;
	if (s != NULL || (s = arena_take(&h->r->world.arena, sizeof *s)) == NULL)
		return;
	*s = (struct silence){ .next = h->silence, .j = h->j, .rule = id, .place = place };
	h->silence = s;
}

/* Does some rule say more of the record than before? */
static bool
is_told(const struct hunt *h)
{
	for (size_t i = 0; i < h->n_rule; i++)
		if (h->complaints_after[i] > h->complaints[i])
			return true;
	return false;
}

static void
try_member(struct hunt *h, const struct json_value *v, const char *place)
{
	const char *values[MOST_VALUES];
	size_t value = (size_t)(v->raw.p - (const uint8_t *)h->trial.text), from, to, n;
	bool any = false;

	arena_reset(&h->scratch);
	memset(h->decides, 0, h->n_rule * sizeof *h->decides);
	n = other_values(h, v, values);
	for (size_t k = 0; k < n; k++)
		for (size_t i = judge_with(h, value, value + v->raw.n, values[k]) ? 0 : h->n_rule; i < h->n_rule; i++)
			if (h->before[i] == SMIMELINT_RULE_PASS && h->after[i] == SMIMELINT_RULE_FOUND)
				any = h->decides[i] = true;
	record_cut(h->trial.text, v, &from, &to);
	if (!any || !judge_with(h, from, to, "") || is_told(h))
		return;
	for (size_t i = 0; i < h->n_rule; i++)
		if (h->decides[i] && h->after[i] == SMIMELINT_RULE_PASS)
			complain_of(h, i, place);
		else if (h->decides[i])
			h->r->passed++;
}

/* ---- all members of a record ---- */

/* One more trial of this place?  Where a place is tried decides by its name. */
static bool
is_to_try(struct hunt *h, const char *name)
{
	struct place *p = h->place;

	while (p != NULL && strcmp(p->name, name) != 0)
		p = p->next;
	if (p == NULL) {
		if ((p = arena_take(&h->r->world.arena, sizeof *p)) == NULL)
			return false;
		*p = (struct place){ .next = h->place, .name = name };
		h->place = p;
	}
	return p->trials++ < MOST_TRIALS;
}

/* The extensions are anything, and codes of perspectives are names that a CA chose. */
static void
walk(struct hunt *h, const struct json_value *v, const char *name)
{
	bool codes = strcmp(name, "/perspectives") == 0;

	for (const struct json_value *e = v->child; e != NULL; e = e->next) {
		const char *at = e->key.p == NULL || codes ? arena_printf(&h->r->world.arena, "%s/*%s", name, trial_kind(&h->r->world.arena, e)) :
		    arena_printf(&h->r->world.arena, "%s/%.*s", name, (int)e->key.n, (const char *)e->key.p);

		if (strcmp(at, "/extensions") == 0)
			continue;
		if (e->key.p != NULL && e->type != JSON_NULL && is_to_try(h, at))
			try_member(h, e, at);
		walk(h, e, at);
	}
}

static void
try_case(struct hunt *h, const struct judged *j)
{
	const struct json_value *v;
	struct json_fault fault;

	h->j = j;
	if (trial_open(&h->trial, h->r, j) && (v = json_read(&h->r->world.arena, span_of(h->trial.text), NULL, &fault)) != NULL &&
	    judge_text(h, h->trial.text, strlen(h->trial.text), h->before, h->complaints))
		walk(h, v, "");
	trial_close(&h->trial);
}

/* ---- the list of exceptions ---- */

static void
except(struct hunt *h, const char *rule, const char *place, unsigned number)
{
	bool used = false;

	for (struct silence *s = h->silence; s != NULL; s = s->next)
		if (!s->excepted && fnmatch(rule, s->rule, 0) == 0 && fnmatch(place, s->place, 0) == 0)
			used = s->excepted = true;
	if (!used && h->r->only == NULL) {
		printf("%s:%u: nothing passes without that\n", LIST, number);
		h->r->failed++;
	}
}

static void
read_exceptions(struct hunt *h)
{
	struct tool *t = &h->r->world.tool;
	struct list l = list_open(t, LIST);
	const char *words, *rule;

	while ((words = list_next(&l)) != NULL) {
		rule = lex_word(t, &words);
		except(h, rule, lex_word(t, &words), l.line);
	}
}

void
absent(struct runner *r)
{
	struct hunt h = { .r = r, .n_rule = smimelint_rule_count() };

	arena_init(&h.scratch);
	h.before = arena_array(&r->world.arena, h.n_rule, sizeof *h.before);
	h.after = arena_array(&r->world.arena, h.n_rule, sizeof *h.after);
	h.decides = arena_array(&r->world.arena, h.n_rule, sizeof *h.decides);
	h.complaints = arena_array(&r->world.arena, h.n_rule, sizeof *h.complaints);
	h.complaints_after = arena_array(&r->world.arena, h.n_rule, sizeof *h.complaints_after);
	for (const struct judged *j = tool_ok(&r->world.tool) && h.complaints_after != NULL ? r->first : NULL; j != NULL; j = j->next)
		if (trial_is_sound(j))
			try_case(&h, j);
	read_exceptions(&h);
	for (const struct silence *s = h.silence; s != NULL; s = s->next)
		if (s->excepted)
			r->passed++;
		else
			complain(r, s->j->recipe, s->j->c, s->j->c->line, "%s passes without %s", s->rule, s->place);
	arena_free(&h.scratch);
}
