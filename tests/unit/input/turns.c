/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands behind a form is not in it: two forms that take turns in a file use up no depth of nesting, however often they do, and all
 * that they hold is read.
 */
#include "input/form.h"
#include "subjects.h"
#include "vessels.h"

/* Tables and lists, of which whatever is no row ends them; and an element that is cut off by what comes next. */
static void
ldif_entry(struct out *o, struct span der)
{
	out_str(o, "dn: cn=A,dc=example\nuserCertificate;binary:: ");
	base64_line(o, der);
	out_char(o, '\n');
}

static void
json_value(struct out *o, struct span der)
{
	out_str(o, "{\"certificate\":\"");
	base64_write(o, der);
	out_str(o, "\"}\n");
}

static void
csv_rows(struct out *o, struct span der)
{
	out_str(o, "id,certificate\n7,");
	base64_line(o, der);
}

static void
table_by_content(struct out *o, struct span der)
{
	for (unsigned i = 0; i < 2; i++) {
		out_str(o, "7;");
		base64_write(o, der);
		out_str(o, ";x\n");
	}
}

static void
cut_der(struct out *o, struct span der)
{
	out_mem(o, der.p, der.n / 2);
	out_char(o, '\n');
}

static void
hash_hex(struct out *o, struct span der)
{
	for (size_t i = 0; i < der.n; i++) {
		out_str(o, i % 16 == 0 ? "# " : " ");
		put_hex(o, der.p[i]);
		out_str(o, i % 16 == 15 || i == der.n - 1 ? "\n" : "");
	}
}

static void
hash_pem(struct out *o, struct span der)
{
	armoured(o, der, "# ", "\n", BEGIN, END);
}

static const struct {
	const char *name;
	carrier_fn *fn;
} ended[] = {
	{ "ldif", ldif_entry }, { "ndjson", json_value }, { "csv", csv_rows }, { "table", table_by_content }, { "cut der", cut_der },
	{ "# hex", hash_hex }, { "# pem", hash_pem }
};
#define ENDED (sizeof ended / sizeof *ended)

static unsigned deepest, forms;

static int
measured(struct input *in, struct stream *r)
{
	deepest = in->depth > deepest ? in->depth : deepest;
	forms++;
	return input_forms(in, r);
}

/* Both in turn, so many times. */
static struct read
take_turns(carrier_fn *first, carrier_fn *second, unsigned turns)
{
	static uint8_t buf[STREAM_SIZE];
	struct out o = { NULL, 0, 0, false };
	struct read got = { .others = 0 };
	struct span rest;
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = measured, .path = "input", .fn = hand, .arg = &got };

	for (unsigned i = 0; i < turns; i++) {
		first(&o, out_span(&subject[0]));
		second(&o, out_span(&subject[1]));
	}
	assert_false(o.failed);
	rest = out_span(&o);
	deepest = forms = 0;
	assert_int_equal(input_file(&in, &r), 0);
	assert_null(r.back.octets.p);
	got.skipped = (unsigned)in.skipped;
	input_free(&in);
	out_free(&o);
	return got;
}

/* Fewer turns than depths, and more: what is read in few is read in many. */
#define FEW 6
#define MANY 30

static unsigned
both(carrier_fn *first, const char *first_name, carrier_fn *second, const char *second_name)
{
	struct read few = take_turns(first, second, FEW), many;
	unsigned was = deepest;
	bool lost;

	many = take_turns(first, second, MANY);
	lost = (few.subjects[0] > 0 && many.subjects[0] == 0) || (few.subjects[1] > 0 && many.subjects[1] == 0);
	if (deepest <= was && !lost)
		return 0;
	printf("%s and %s: %u deep in %u turns, %u in %u; %u and %u read (%s)\n", first_name, second_name, was, FEW, deepest, MANY,
	    many.subjects[0], many.subjects[1], many.words);
	return 1;
}

static void
test_no_depth(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < ENDED; i++) {
		for (size_t k = 0; k < CARRIERS; k++) {
			wrong += both(ended[i].fn, ended[i].name, carriers[k].fn, carriers[k].name);
			wrong += both(carriers[k].fn, carriers[k].name, ended[i].fn, ended[i].name);
		}
		for (size_t k = 0; k < ENDED; k++)
			wrong += both(ended[i].fn, ended[i].name, ended[k].fn, ended[k].name);
	}
	assert_int_equal(wrong, 0);
}

/* Thousands of turns: all is read, and no more forms inside one another are begun than there are. */
static void
test_thousands(void **state)
{
	static const struct {
		carrier_fn *first, *second;
	} pairs[] = { { ldif_entry, hash_hex }, { hash_pem, ldif_entry }, { json_value, pem }, { json_value, hex_lines }, { ldif_entry, dump } };
	enum { TURNS = 2000 };

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct read got = take_turns(pairs[i].first, pairs[i].second, TURNS);

		assert_int_equal(got.subjects[0], TURNS);
		assert_int_equal(got.subjects[1], TURNS);
		assert_int_equal(got.unreadable + got.others, 0);
		assert_true(forms <= 2 * TURNS + 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_depth),
		cmocka_unit_test(test_thousands),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
