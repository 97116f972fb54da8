/* SPDX-License-Identifier: Apache-2.0 */
/*
 * required.c - what the manual calls required is missed where it is left out.
 *
 * Each member that the tables of the format (src/evidence/record/shape*.c) have as
 * required or conditional is left out of sound records, in each kind of place
 * where one has it.  Then there is a finding, or a rule that is not evaluated
 * any more, or the place stands in tests/rules/required.txt with its reason:
 * its condition does not hold there.  A member that no sound record has is a
 * fault of the test data.
 */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

#include "evidence/record/shape.h"
#include "tests/recipe/lex.h"
#include "tests/rules/list.h"
#include "tests/rules/run.h"
#include "tests/rules/trial.h"

#define LIST "tests/rules/required.txt"
/* A condition may hold in a later record only, of another day for one. */
#define MOST_TRIALS 6

struct place {
	struct place *next;
	const char *name;		/* a JSON Pointer with a star and the kind for each index */
	const struct judged *j;		/* the first record that has it */
	unsigned trials;
	bool told, excepted;
};

struct member {
	struct member *next;
	const struct ev_shape *shape;
	const struct ev_field *field;
	bool tried;
};

struct search {
	struct runner *r;
	const struct judged *j;
	struct trial trial;
	struct arena scratch;		/* of one deletion */
	struct place *place;
	struct member *member;
	size_t n_rule;
	unsigned *before, *after;	/* findings of each rule that count, and whether it was not evaluated */
};

static bool
is_required(const struct ev_field *f)
{
	return f->need != 'O';
}

/* ---- the members of the format ---- */

static bool
is_known(const struct search *s, const struct ev_shape *shape)
{
	for (const struct member *m = s->member; m != NULL; m = m->next)
		if (m->shape == shape)
			return true;
	return false;
}

static void
list_members(struct search *s, const struct ev_shape *shape)
{
	if (is_known(s, shape))
		return;
	for (size_t i = 0; i < shape->n; i++) {
		struct member *m = arena_take(&s->r->world.arena, sizeof *m);

		if (m == NULL)
			return;
		*m = (struct member){ .next = s->member, .shape = shape, .field = &shape->field[i], .tried = !is_required(&shape->field[i]) };
		s->member = m;
	}
	for (size_t i = 0; i < shape->n; i++)
		if (shape->field[i].shape != NULL)
			list_members(s, shape->field[i].shape);
}

static void
mark_tried(struct search *s, const struct ev_field *f)
{
	for (struct member *m = s->member; m != NULL; m = m->next)
		if (m->field == f)
			m->tried = true;
}

/* ---- one deletion ---- */

/* False: the text is no record that can be judged. */
static bool
judge_text(struct search *s, const char *text, size_t n, unsigned *count)
{
	if (!trial_lint(&s->trial, text, n))
		return false;
	trial_complaints(&s->trial, count);
	for (size_t i = 0; i < s->n_rule; i++)
		count[i] += smimelint_rule_outcome(s->trial.run, i, NULL) == SMIMELINT_RULE_NOT_EVALUATED;
	return true;
}

static bool
is_told(struct search *s, const struct json_value *v)
{
	size_t n = strlen(s->trial.text), from, to;
	char *text;

	arena_reset(&s->scratch);
	record_cut(s->trial.text, v, &from, &to);
	if ((text = arena_take(&s->scratch, n)) == NULL)
		return false;
	memcpy(text, s->trial.text, from);
	memcpy(text + from, s->trial.text + to, n - to);
	if (!judge_text(s, text, n - (to - from), s->after))
		return true;
	for (size_t i = 0; i < s->n_rule; i++)
		if (s->after[i] > s->before[i])
			return true;
	return false;
}

static struct place *
place_of(struct search *s, const char *name)
{
	struct place *p = s->place;

	while (p != NULL && strcmp(p->name, name) != 0)
		p = p->next;
	if (p == NULL && (p = arena_take(&s->r->world.arena, sizeof *p)) != NULL) {
		*p = (struct place){ .next = s->place, .name = name, .j = s->j };
		s->place = p;
	}
	return p;
}

static void
try_member(struct search *s, const struct ev_field *f, const struct json_value *v, const char *name)
{
	struct place *p = place_of(s, name);

	mark_tried(s, f);
	if (p == NULL || p->told || p->trials == MOST_TRIALS)
		return;
	p->trials++;
	p->told = is_told(s, v);
}

/* ---- all deletions of a record ---- */

static void walk(struct search *, const struct ev_shape *, const struct json_value *, const char *name);

/* A list, or a map, whose entries are objects or lists of them. */
static void
walk_elements(struct search *s, const struct ev_shape *shape, const struct json_value *list, const char *name)
{
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (e->type == JSON_ARRAY)
			walk_elements(s, shape, e, name);
		else
			walk(s, shape, e, arena_printf(&s->r->world.arena, "%s/*%s", name, trial_kind(&s->r->world.arena, e)));
}

static void
walk(struct search *s, const struct ev_shape *shape, const struct json_value *object, const char *name)
{
	for (size_t i = 0; i < shape->n && object->type == JSON_OBJECT; i++) {
		const struct ev_field *f = &shape->field[i];
		const struct json_value *v = json_find(object, f->name);
		const char *at = arena_printf(&s->r->world.arena, "%s/%s", name, f->name);

		if (v == NULL || v->type == JSON_NULL)
			continue;
		if (is_required(f))
			try_member(s, f, v, at);
		if (f->shape != NULL && v->type == JSON_OBJECT && (f->type == EV_OBJECT || f->type == EV_OBJECT_OR_TEXT))
			walk(s, f->shape, v, at);
		else if (f->shape != NULL && f->type != EV_OBJECT && f->type != EV_OBJECT_OR_TEXT)
			walk_elements(s, f->shape, v, at);
	}
}

static void
try_case(struct search *s, const struct judged *j)
{
	const struct json_value *v;
	struct json_fault fault;

	s->j = j;
	if (trial_open(&s->trial, s->r, j) && (v = json_read(&s->r->world.arena, span_of(s->trial.text), NULL, &fault)) != NULL &&
	    judge_text(s, s->trial.text, strlen(s->trial.text), s->before))
		walk(s, &ev_record_shape, v, "");
	trial_close(&s->trial);
}

/* ---- the list of exceptions ---- */

static void
except(struct search *s, const char *glob, unsigned number)
{
	bool used = false;

	for (struct place *p = s->place; p != NULL; p = p->next)
		if (!p->told && !p->excepted && fnmatch(glob, p->name, 0) == 0)
			used = p->excepted = true;
	if (!used && s->r->only == NULL) {
		printf("%s:%u: no deletion needs this\n", LIST, number);
		s->r->failed++;
	}
}

static void
read_exceptions(struct search *s)
{
	struct tool *t = &s->r->world.tool;
	struct list l = list_open(t, LIST);
	const char *words;

	while ((words = list_next(&l)) != NULL)
		except(s, lex_word(t, &words), l.line);
}

static void
report(struct search *s)
{
	for (const struct place *p = s->place; p != NULL; p = p->next)
		if (p->told || p->excepted)
			s->r->passed++;
		else
			complain(s->r, p->j->recipe, p->j->c, p->j->c->line, "nothing is said without %s", p->name);
	for (const struct member *m = s->member; m != NULL && s->r->only == NULL; m = m->next)
		if (!m->tried) {
			printf("no sound record has %s of %s\n", m->field->name, m->shape->name);
			s->r->failed++;
		}
}

void
required(struct runner *r)
{
	struct search s = { .r = r, .n_rule = smimelint_rule_count() };

	arena_init(&s.scratch);
	s.before = arena_array(&r->world.arena, s.n_rule, sizeof *s.before);
	s.after = arena_array(&r->world.arena, s.n_rule, sizeof *s.after);
	list_members(&s, &ev_record_shape);
	for (const struct judged *j = r->first; j != NULL && s.before != NULL && s.after != NULL; j = j->next)
		if (trial_is_sound(j))
			try_case(&s, j);
	read_exceptions(&s);
	report(&s);
	arena_free(&s.scratch);
}
