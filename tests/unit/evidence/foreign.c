/* SPDX-License-Identifier: Apache-2.0 */
/* foreign.c - every member of the format meets every type of JSON: it takes the value, or its fault is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "evidence/record/decode.h"
#include "tests/arena_tests.h"

/* The values, and what each is; in lists, the same as an entry. */
enum met { MET_NULL, MET_TRUE, MET_INTEGER, MET_FRACTION, MET_BLANK, MET_TEXT, MET_TRUTH, MET_DIGITS, MET_NUL, MET_HALF, MET_LIST, MET_LIST_OF_LIST,
	MET_OBJECT, MET_MEMBERS, N_MET };
static const char *const values[N_MET] = { "null", "true", "7", "1.5", "\"\"", "\"x\"", "\"True\"", "\"7.0\"", "\"x\\u0000\"", "\"\\ud800y\"", "[]",
	"[[]]", "{}", "{\"a\":1}" };

#define SET(met) (1u << (met))
#define SAYS_SET (SET(MET_TEXT) | SET(MET_TRUTH) | SET(MET_DIGITS))
#define TEXT_SET (SET(MET_NULL) | SET(MET_BLANK) | SAYS_SET)
#define OBJECT_SET (SET(MET_OBJECT) | SET(MET_MEMBERS))

/* What a member of each type takes, as the JSON Schema has it; null is absent everywhere, and so is a word of blanks. */
static unsigned
taken(const struct ev_field *f)
{
	switch ((enum ev_type)f->type) {
	case EV_TEXT:
	case EV_TAG:
		return TEXT_SET;
	case EV_RAW:
		return TEXT_SET | SET(MET_NUL) | SET(MET_HALF);
	case EV_WORD:
		return SET(MET_NULL) | SET(MET_BLANK);
	case EV_COUNTRY:
	case EV_CLAIM:
	case EV_SERIAL:
	case EV_HASH:
	case EV_TIME:
	case EV_DATE:
	case EV_ENUM:
	case EV_RIR:
		return SET(MET_NULL);
	case EV_BOOL:
		return SET(MET_NULL) | SET(MET_TRUE);
	case EV_INT:
		return SET(MET_NULL) | SET(MET_INTEGER);
	case EV_NUMBER:
		return SET(MET_NULL) | SET(MET_INTEGER) | SET(MET_FRACTION);
	case EV_TEXTS:
	case EV_OBJECTS:
		return SET(MET_NULL) | SET(MET_LIST);
	case EV_OBJECT:
		return SET(MET_NULL) | OBJECT_SET;
	case EV_OBJECT_OR_TEXT:
		return TEXT_SET | OBJECT_SET;
	case EV_THINGS:
		return TEXT_SET | OBJECT_SET | SET(MET_LIST);
	case EV_MAP:
		return SET(MET_NULL) | SET(MET_OBJECT);
	case EV_ANY:
		return ~0u;
	}
	return 0;
}

/* What an entry of a list takes: no null, which is no entry. */
static unsigned
taken_in(const struct ev_field *f)
{
	if (f->type == EV_TEXTS)
		return SET(MET_BLANK) | (f->words == NULL ? SAYS_SET : 0);
	return OBJECT_SET | (f->type == EV_MAP ? SET(MET_LIST) : 0) | (f->type == EV_THINGS ? SET(MET_BLANK) | SAYS_SET : 0);
}

/* Is a fault of the value told, other than that members are missing in it or are not of the format? */
static bool
is_told(const struct ev_shape *shape, const char *text)
{
	const struct json_limits limits = { 0, 0, true, false };
	struct ev_reading r = { .record = NULL };
	const struct json_value *v;
	struct json_fault bad;

	arena_reset(&arena);
	v = json_read(&arena, span_of(text), &limits, &bad);
	assert_non_null(v);
	assert_non_null(ev_decode(&arena, v, shape, &r));
	for (size_t i = 0; i < r.n_fault; i++)
		if (r.fault[i].member == NULL && r.fault[i].kind != EV_FAULT_UNKNOWN)
			return true;
	return false;
}

static void
meet(const struct ev_shape *shape, const struct ev_field *f, unsigned takes, const char *open, const char *close)
{
	for (unsigned k = 0; k < N_MET; k++) {
		char text[200];
		bool told;

		snprintf(text, sizeof text, "{\"%s\":%s%s%s}", f->name, open, values[k], close);
		told = is_told(shape, text);
		if (told == ((takes >> k & 1) != 0))
			fail_msg("%s: %s is %s", shape->name, text, told ? "told, and taken by the format" : "accepted in silence");
	}
}

static const struct ev_shape *met[64];
static size_t n_met;

static void
meet_all(const struct ev_shape *shape)
{
	for (size_t i = 0; i < n_met; i++)
		if (met[i] == shape)
			return;
	assert_true(n_met < sizeof met / sizeof *met);
	met[n_met++] = shape;
	for (size_t i = 0; i < shape->n; i++) {
		const struct ev_field *f = &shape->field[i];

		meet(shape, f, taken(f), "", "");
		if (f->type == EV_TEXTS || f->type == EV_OBJECTS || f->type == EV_THINGS)
			meet(shape, f, taken_in(f), "[", "]");
		if (f->type == EV_MAP) {
			meet(shape, f, taken_in(f), "{\"p\":", "}");
			meet(shape, f, taken_in(f) & ~SET(MET_LIST), "{\"p\":[", "]}");
		}
		if (f->shape != NULL)
			meet_all(f->shape);
	}
}

static void
test_members(void **state)
{
	(void)state;
	meet_all(&ev_record_shape);
	meet_all(&ev_embedded_mpic_shape);
	assert_true(n_met > 40);
}

/* Without a value, a required member is missing, whatever says nothing there; a value of another type is told as that alone. */
static void
test_missing(void **state)
{
	static const struct {
		const char *text;
		const char *what;
	} cases[] = {
		{ "{\"address\":null}", "missing" }, { "{\"address\":\" \"}", "missing" }, { "{\"address\":[]}", "not a string" },
		{ "{\"address\":{}}", "not a string" }, { "{\"address\":[[]]}", "not a string" }, { "{\"address\":[null,\"\"]}", "not a string" },
	};
	const struct ev_shape *shape = ev_field_at("mailboxes")->shape;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ev_reading r = { .record = NULL };
		struct json_fault bad;

		arena_reset(&arena);
		(void)ev_decode(&arena, json_read(&arena, span_of(cases[i].text), NULL, &bad), shape, &r);
		assert_int_equal(r.n_fault, 1);
		assert_int_equal(r.fault[0].kind, EV_FAULT_FIELD);
		assert_string_equal(r.fault[0].what, cases[i].what);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_missing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
