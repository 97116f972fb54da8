/* SPDX-License-Identifier: Apache-2.0 */
/*
 * deletion.c - who leaves a fact out, or damages it, gains nothing by it.
 *
 * Every record that has an error is judged again without each of its members
 * in turn, with null or an empty text, list or object in its place, and with
 * damage there: another type, a text that breaks off, a time that there is not.
 * Where errors are gone then and none has come, the deletion has to stand in
 * tests/rules/deletions.txt with its reason: the text does not ask for that fact
 * to be recorded.  Of records that are given together the last one is changed.  All rules over evidence run, whatever the case asks for.
 */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/recipe/lex.h"
#include "tests/rules/list.h"
#include "tests/rules/run.h"
#include "tests/rules/sample.h"
#include "tests/rules/trial.h"

#define LIST "tests/rules/deletions.txt"
#define DAMAGED_HERE "=damaged"		/* behind a place: the exception is for what try_damaged() does */

struct exception {
	struct exception *next;
	const char *rule, *place;	/* a glob each */
	unsigned line;
	bool of_damage;			/* "=damaged" stands behind the place */
	bool used;
};

struct deletion {
	struct runner *r;
	struct exception *exceptions;
	const struct judged *j;
	struct trial trial;
	struct arena scratch;		/* of one deletion */
	const smimelint_rule **rule;	/* all rules */
	size_t n_rule;
	unsigned *before, *after;	/* errors of each of them */
	struct error *known;		/* those of the record as it is */
	bool elsewhere;			/* there is one where none of its rule was */
	bool damages;			/* values of this record as well */
};

struct error {
	struct error *next;
	const smimelint_rule *rule;
	const char *path;
};

static void
read_exceptions(struct deletion *d)
{
	struct tool *t = &d->r->world.tool;
	struct exception **last = &d->exceptions, *e;
	struct list l = list_open(t, LIST);
	const char *words;

	while ((words = list_next(&l)) != NULL && (e = arena_take(&d->r->world.arena, sizeof *e)) != NULL) {
		e->rule = lex_word(t, &words);
		e->place = lex_word(t, &words);
		e->line = l.line;
		e->of_damage = strlen(e->place) > strlen(DAMAGED_HERE) && strcmp(e->place + strlen(e->place) - strlen(DAMAGED_HERE), DAMAGED_HERE) == 0;
		*last = e;
		last = &e->next;
	}
}

static bool
is_excepted(struct deletion *d, const char *rule, const char *place, bool of_damage)
{
	for (struct exception *e = d->exceptions; e != NULL; e = e->next)
		if (e->of_damage == of_damage && fnmatch(e->rule, rule, 0) == 0 && fnmatch(e->place, place, 0) == 0)
			return e->used = true;
	return false;
}

static bool
is_known(const struct deletion *d, const smimelint_finding *f)
{
	for (const struct error *e = d->known; e != NULL; e = e->next)
		if (e->rule == f->rule && strcmp(e->path, f->path != NULL ? f->path : "") == 0)
			return true;
	return false;
}

static void
keep_error(struct deletion *d, const smimelint_finding *f)
{
	struct error *e = arena_take(&d->r->world.arena, sizeof *e);

	if (e == NULL)
		return;
	*e = (struct error){ d->known, f->rule, arena_printf(&d->r->world.arena, "%s", f->path != NULL ? f->path : "") };
	d->known = e;
}

/* Errors of each rule with this text as the record.  False: it cannot be judged. */
static bool
judge_text(struct deletion *d, const char *text, size_t n, unsigned *errors)
{
	memset(errors, 0, d->n_rule * sizeof *errors);
	d->elsewhere = false;
	if (!trial_lint(&d->trial, text, n))
		return false;
	for (size_t i = 0; i < smimelint_finding_count(d->trial.run); i++) {
		smimelint_finding f = { .size = sizeof f };
		size_t k = 0;

		if (smimelint_finding_get(d->trial.run, i, &f) != SMIMELINT_OK)
			return false;
		while (d->rule[k] != f.rule)
			k++;
		if (f.severity != SMIMELINT_ERROR)
			continue;
		errors[k]++;
		if (errors == d->before)
			keep_error(d, &f);
		else
			d->elsewhere = d->elsewhere || !is_known(d, &f);
	}
	return true;
}

/* The JSON Pointer with a star for each index, in the arena of this deletion. */
static const char *
kind_of_place(struct deletion *d, const struct json_value *v)
{
	if (v->parent == NULL)
		return "";
	if (v->key.p == NULL)
		return arena_printf(&d->scratch, "%s/*", kind_of_place(d, v->parent));
	return arena_printf(&d->scratch, "%s/%.*s", kind_of_place(d, v->parent), (int)v->key.n, (const char *)v->key.p);
}

/* The first rule that has errors no more, where no other has more of them than before, or in another place; NULL: there is none. */
static const char *
gained(const struct deletion *d)
{
	const char *rule = NULL;

	if (d->elsewhere)
		return NULL;
	for (size_t i = 0; i < d->n_rule; i++) {
		if (d->after[i] > d->before[i])
			return NULL;
		if (d->before[i] > 0 && d->after[i] == 0 && rule == NULL)
			rule = smimelint_rule_text(d->rule[i], "id");
	}
	return rule;
}

enum harm { LEFT_OUT, EMPTIED, DAMAGED };

static bool
is_right(struct deletion *d, const char *rule, const char *place, enum harm harm)
{
	if (harm == DAMAGED)
		return is_excepted(d, rule, arena_printf(&d->scratch, "%s%s", place, DAMAGED_HERE), true);
	return is_excepted(d, rule, place, false) ||
	    (harm == EMPTIED && is_excepted(d, rule, arena_printf(&d->scratch, "%s=empty", place), false));
}

/* The record with other octets from one offset to another. */
static void
try_with(struct deletion *d, const struct json_value *v, size_t from, size_t to, const char *word, enum harm harm)
{
	const char *rule, *place;
	char *text;
	size_t n = strlen(d->trial.text), more = strlen(word), value = (size_t)(v->raw.p - (const uint8_t *)d->trial.text);

	arena_reset(&d->scratch);
	if ((text = arena_take(&d->scratch, n + more)) == NULL)
		return;
	memcpy(text, d->trial.text, from);
	memcpy(text + from, word, more);
	memcpy(text + from + more, d->trial.text + to, n - to);
	if (!judge_text(d, text, n - to + from + more, d->after) || (rule = gained(d)) == NULL)
		return;
	place = kind_of_place(d, v);
	if (is_right(d, rule, place, harm))
		d->r->passed++;
	else
		complain(d->r, d->j->recipe, d->j->c, d->j->c->line, "no error of %s is left with %s %s", rule, place,
		    more > 0 ? arena_printf(&d->scratch, "%.*s%s", (int)(from - value), d->trial.text + value, word) : "left out");
}

static void
try_without(struct deletion *d, const struct json_value *v)
{
	static const char *const empty[] = { [JSON_STRING] = "\"\"", [JSON_ARRAY] = "[]", [JSON_OBJECT] = "{}" };
	size_t from, to, value = (size_t)(v->raw.p - (const uint8_t *)d->trial.text);

	record_cut(d->trial.text, v, &from, &to);
	try_with(d, v, from, to, "", LEFT_OUT);
	try_with(d, v, value, value + v->raw.n, "null", LEFT_OUT);
	if (v->type < sizeof empty / sizeof *empty && empty[v->type] != NULL)
		try_with(d, v, value, value + v->raw.n, empty[v->type], EMPTIED);
}

static bool
is_time(struct span text)
{
	return text.n >= 10 && text.p[4] == '-' && text.p[7] == '-' && text.p[0] >= '0' && text.p[0] <= '9';
}

/* Values of other types, texts that break off, times that there are not. */
static void
try_damaged(struct deletion *d, const struct json_value *v)
{
	static const char *const others[][2] = {
		[JSON_NULL] = { "5", "{}" }, [JSON_BOOL] = { "\"true\"", "1" }, [JSON_NUMBER] = { "\"x\"", "-1" }, [JSON_STRING] = { "5", "{\"x\": 1}" },
		[JSON_ARRAY] = { "{}", "\"x\"" }, [JSON_OBJECT] = { "[5]", "\"x\"" },
	};
	size_t value = (size_t)(v->raw.p - (const uint8_t *)d->trial.text), end = value + v->raw.n;

	for (size_t i = 0; i < 2; i++)
		try_with(d, v, value, end, others[v->type][i], DAMAGED);
	if (v->type != JSON_STRING || v->text.n < 2 || memchr(v->raw.p, '\\', v->raw.n) != NULL)
		return;
	try_with(d, v, end - 2, end, "\"", DAMAGED);
	if (v->text.n > 3)
		try_with(d, v, end - 1 - v->text.n / 2, end, "\"", DAMAGED);
	if (is_time(v->text))
		try_with(d, v, value, end, "\"2026-02-30T25:61:61Z\"", DAMAGED);
}

static void
try_each(struct deletion *d, const struct json_value *v)
{
	for (const struct json_value *e = v->child; e != NULL; e = e->next) {
		if (e->key.p != NULL)
			try_without(d, e);
		if (d->damages)
			try_damaged(d, e);
		try_each(d, e);
	}
}

static const char *
without_digits(struct deletion *d, const char *value)
{
	struct octets o = OCTETS(&d->r->world.tool);

	for (; value != NULL && *value != '\0'; value++)
		if (*value < '0' || *value > '9')
			octets_put(&o, value, 1);
	return lex_copy(&d->r->world.tool, (const char *)octets_as_span(&o).p, o.n);
}

/* The errors of a case in words; NULL: it has none.  Cases that differ in numbers alone need not be tried twice. */
static const char *
errors_of(struct deletion *d, const struct judged *j)
{
	const char *text = NULL;

	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (f->severity == SMIMELINT_ERROR && strncmp(f->id, "evidence.", 9) == 0)
			text = arena_printf(&d->r->world.arena, "%s%s %s\n", text != NULL ? text : "", f->id,
			    without_digits(d, f->value));
	return text;
}

static bool
is_new(const struct deletion *d, const struct judged *end, const char *errors)
{
	for (const struct judged *j = d->r->first; j != end; j = j->next)
		if (j->errors != NULL && strcmp(j->errors, errors) == 0)
			return false;
	return true;
}

static void
try_case(struct deletion *d, const struct judged *j)
{
	const struct json_value *v;
	struct json_fault fault;

	d->j = j;
	d->known = NULL;
	if (trial_open_together(&d->trial, d->r, j) && (v = json_read(&d->r->world.arena, span_of(d->trial.text), NULL, &fault)) != NULL &&
	    judge_text(d, d->trial.text, strlen(d->trial.text), d->before))
		try_each(d, v);
	trial_close(&d->trial);
}

void
deletions(struct runner *r, size_t every)
{
	struct deletion d = { .r = r };

	arena_init(&d.scratch);
	d.n_rule = smimelint_rule_count();
	d.rule = arena_array(&r->world.arena, d.n_rule, sizeof *d.rule);
	d.before = arena_array(&r->world.arena, d.n_rule, sizeof *d.before);
	d.after = arena_array(&r->world.arena, d.n_rule, sizeof *d.after);
	for (size_t i = 0; d.rule != NULL && i < d.n_rule; i++)
		d.rule[i] = smimelint_rule_at(i);
	read_exceptions(&d);
	for (struct judged *j = r->first; j != NULL && d.rule != NULL && d.before != NULL && d.after != NULL; j = j->next) {
		const char *errors = errors_of(&d, j);

		if (errors != NULL && is_new(&d, j, errors)) {
			d.damages = is_sampled(errors, every);
			try_case(&d, j);
		}
		j->errors = errors;
	}
	for (const struct exception *e = d.exceptions; e != NULL; e = e->next)
		if (!e->used && r->only == NULL && (every == 1 || !e->of_damage)) {
			printf("%s:%u: no deletion needs this\n", LIST, e->line);
			r->failed++;
		}
	arena_free(&d.scratch);
}
