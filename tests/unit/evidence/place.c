/* SPDX-License-Identifier: Apache-2.0 */
/* place.c - what the member of a record means, however deep it lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "evidence/record/shape.h"

/* The innermost value of a text of nothing but one value in another. */
static const struct json_value *
innermost(struct arena *a, const char *text)
{
	struct json_fault fault;
	const struct json_value *v = json_read(a, span_of(text), NULL, &fault);

	assert_non_null(v);
	while (v->child != NULL)
		v = v->child;
	return v;
}

static void
test_known(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_non_null(ev_place_doc(innermost(&a, "{\"validations\":[{\"completed_at\":1}]}"), NULL));
	assert_non_null(ev_place_doc(innermost(&a, "{\"validations\":[[]]}"), "completed_at"));
	assert_null(ev_place_doc(innermost(&a, "{\"foo\":[{\"completed_at\":1}]}"), NULL));
	arena_free(&a);
}

/* A member of no meaning has none below it, at any depth that a record may have. */
static void
test_deep(void **state)
{
	char text[128];
	struct arena a;

	(void)state;
	arena_init(&a);
	for (unsigned lists = 1; lists + 2 <= JSON_DEPTH; lists++) {
		char *to = text + snprintf(text, sizeof text, "{\"foo\":{\"validations\":");

		memset(to, '[', lists);
		memset(to + lists, ']', lists);
		snprintf(to + 2 * (size_t)lists, sizeof text - (size_t)(to - text) - 2 * (size_t)lists, "}}");
		assert_null(ev_place_doc(innermost(&a, text), NULL));
	}
	arena_free(&a);
}

static const char *
type_of(const char *place)
{
	const struct ev_field *f = ev_field_at(place);

	return f != NULL ? ev_type_word(f) : "none";
}

/* A member by the words of its place, and what it holds. */
static void
test_types(void **state)
{
	(void)state;
	assert_string_equal(type_of("record_id"), "text");
	assert_string_equal(type_of("validations"), "list of objects");
	assert_string_equal(type_of("validations[].random_value.created_at"), "time");
	assert_string_equal(type_of("validations[].random_value.sent_to"), "list of texts");
	assert_string_equal(type_of("mpic[].primary.at"), "time");
	assert_string_equal(type_of("caa_checks[].records[].flags"), "integer");
	assert_string_equal(type_of("individual.sources[].procedure.visual_comparison"), "true or false");
	assert_string_equal(type_of(""), "none");
	assert_string_equal(type_of("validations[].created_at"), "none");
	assert_string_equal(type_of("record_id.more"), "none");
	assert_string_equal(type_of("validations[]."), "none");
	assert_string_equal(type_of("validations[]..id"), "none");
	assert_string_equal(type_of("validations[]id"), "none");
	assert_string_equal(type_of("validations.id"), "none");
	assert_string_equal(type_of("validations[][].id"), "none");
	assert_string_equal(type_of("validations[x].id"), "none");
	assert_string_equal(type_of("validations[].random_value[].created_at"), "none");
	assert_string_equal(type_of("validations[].random_value.sent_to[]"), "none");
}

/* How many objects lie around a member of this shape; lists in them are written by no import. */
static unsigned
depth_of(const struct ev_shape *shape)
{
	unsigned most = 0;

	for (size_t i = 0; shape != NULL && i < shape->n; i++)
		if ((shape->field[i].type == EV_OBJECT || shape->field[i].type == EV_OBJECT_OR_TEXT) && depth_of(shape->field[i].shape) + 1 > most)
			most = depth_of(shape->field[i].shape) + 1;
	return most;
}

/* `import` writes members of objects in objects to four levels (src/command/import/join.c): none lies deeper. */
static void
test_levels(void **state)
{
	(void)state;
	for (size_t i = 0; i < ev_record_shape.n; i++)
		if (ev_record_shape.field[i].shape != NULL)
			assert_true(depth_of(ev_record_shape.field[i].shape) <= 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
