/* SPDX-License-Identifier: Apache-2.0 */
/* forms.c - every member of the format with a value of each wrong form: a fault at its place, whatever member it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "evidence/record/decode.h"
#include "tests/arena_tests.h"

/* What a member is given, and whether its type takes that. */
struct form {
	const char *value;
	bool (*fits)(const struct ev_field *);
	bool inside;			/* of a list of texts each element is given it */
};

struct place {
	const struct form *form;
	const char *before, *after;	/* what stands around the members of the shape at hand */
	size_t n;			/* members that have been given it */
};

/* Does a fault name the member, or something in it? */
static bool
is_told(const struct ev_reading *r, const char *name)
{
	for (size_t i = 0; i < r->n_fault; i++)
		for (const struct json_value *at = r->fault[i].at; r->fault[i].kind != EV_FAULT_UNKNOWN && at != NULL; at = at->parent)
			if (r->fault[i].member == NULL && at->key.p != NULL && span_is(at->key, name))
				return true;
	return false;
}

static void
give(const struct place *p, const struct ev_field *f)
{
	const char *value = f->type == EV_TEXTS && p->form->inside ? arena_printf(&arena, "[%s]", p->form->value) : p->form->value;
	const char *text = arena_printf(&arena, "%s\"%s\":%s%s", p->before, f->name, value, p->after);
	const struct json_limits limits = { 0, 0, true, false };
	struct ev_reading r = { .record = NULL };
	struct json_fault fault;
	const struct json_value *v = json_read(&arena, span_of(text), &limits, &fault);

	assert_non_null(v);
	assert_non_null(ev_decode(&arena, v, &ev_record_shape, &r));
	if (is_told(&r, f->name) == p->form->fits(f))
		fail_msg("%s: %s", text, p->form->fits(f) ? "a fault, though it is of its form" : "no fault");
}

/* The shapes nest five deep. */
static void
give_all(struct place *p, const struct ev_shape *shape)
{
	for (size_t i = 0; i < shape->n; i++) {
		const struct ev_field *f = &shape->field[i];
		const char *open = f->type == EV_OBJECTS ? "[{" : f->type == EV_MAP ? "{\"p\":{" : "{";
		const char *close = f->type == EV_OBJECTS ? "}]" : f->type == EV_MAP ? "}}" : "}";
		struct place inner = { p->form, p->before, p->after, 0 };

		arena_reset(&arena);
		give(p, f);
		p->n++;
		if (f->shape == NULL)
			continue;
		/* The text around it outlives the arena, which is emptied for each member. */
		char before[256], after[64];

		assert_in_range(snprintf(before, sizeof before, "%s\"%s\":%s", p->before, f->name, open), 1, sizeof before - 1);
		assert_in_range(snprintf(after, sizeof after, "%s%s", close, p->after), 1, sizeof after - 1);
		inner.before = before;
		inner.after = after;
		give_all(&inner, f->shape);
		p->n += inner.n;
	}
}

static bool
is_verbatim(const struct ev_field *f)
{
	return f->type == EV_ANY;
}

static bool
takes_octets(const struct ev_field *f)
{
	return f->type == EV_ANY || f->type == EV_RAW;
}

static bool
takes_text(const struct ev_field *f)
{
	return f->type == EV_ANY || f->type == EV_RAW || f->type == EV_TEXT || f->type == EV_TAG || (f->type == EV_TEXTS && f->words == NULL);
}

static bool
takes_number(const struct ev_field *f)
{
	return f->type == EV_ANY || f->type == EV_INT || f->type == EV_NUMBER;
}

static bool
takes_fraction(const struct ev_field *f)
{
	return f->type == EV_ANY || f->type == EV_NUMBER;
}

static bool
takes_bool(const struct ev_field *f)
{
	return f->type == EV_ANY || f->type == EV_BOOL;
}

static bool
takes_object(const struct ev_field *f)
{
	return f->type == EV_ANY || f->type == EV_OBJECT || f->type == EV_MAP;
}

static bool
takes_list(const struct ev_field *f)
{
	return f->type == EV_ANY || f->type == EV_TEXTS || f->type == EV_OBJECTS;
}

static void
test_forms(void **state)
{
	static const struct form forms[] = {
		/* Escapes of what is in no text, alone and within one. */
		{ "\"\\u0000\"", takes_octets, true }, { "\"a\\u0000b\"", takes_octets, true }, { "\"\\ud800\"", takes_octets, true },
		{ "\"x\\udc00\\ud800\"", takes_octets, true },
		/* Texts, also of numbers and truths; what is no word of the format. */
		{ "\"none-of-these\"", takes_text, true }, { "\"True\"", takes_text, true }, { "\"7.0\"", takes_text, true }, { "\"null\"", takes_text, true },
		/* The other types. */
		{ "7", takes_number, true }, { "7.5e0", takes_fraction, true }, { "true", takes_bool, true }, { "{}", takes_object, true },
		{ "[]", takes_list, false }, { "[[]]", is_verbatim, false }, { "[7]", is_verbatim, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct place p = { &forms[i], "{", "}", 0 };

		give_all(&p, &ev_record_shape);
		assert_in_range(p.n, 300, 600);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_forms) };

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
