/* SPDX-License-Identifier: Apache-2.0 */
/* read.c - from text to a record: times, types, references, limits, and what is told of each fault. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "evidence/record/decode.h"
#include "tests/arena_tests.h"

#define HEAD "{\"evidence_format\":\"smime-issuance-evidence\",\"evidence_version\":\"1.0\",\"record_id\":\"r\",\"ca\":{},"
#define ISSUANCE "\"issuance\":{\"profile\":\"mailbox-validated/strict\",\"requested_via\":\"acme\",\"applicant_id\":\"a\"}"

static void
read_text(const char *text, struct ev_reading *r)
{
	arena_reset(&arena);
	ev_read(&arena, span_of(text), r);
}

static void
test_times(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t seconds;
		uint32_t nanos;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", true, 0, 0 }, { "2026-07-01T09:30:00Z", true, 1782898200, 0 },
		{ "2026-07-01t11:30:00.25+02:00", true, 1782898200, 250000000 }, { "2026-06-30T23:30:00-10:00", true, 1782898200, 0 },
		{ "2026-07-01T09:30:00.1234567891Z", true, 1782898200, 123456789 }, { "2024-02-29T00:00:00Z", true, 1709164800, 0 },
		{ "0001-01-01T00:00:00Z", true, -62135596800, 0 }, { "9999-12-31T23:59:59Z", true, 253402300799, 0 },
		{ "1969-12-31T23:59:59.5Z", true, -1, 500000000 }, { "2016-12-31T23:59:60Z", true, 1483228800, 0 },
		/* Leap seconds: those that were, in whatever zone, and those that may come; no other second has that number. */
		{ "2017-01-01T00:59:60.25+01:00", true, 1483228800, 250000000 }, { "2015-06-30T23:59:60Z", true, 1435708800, 0 },
		{ "2015-12-31T23:59:60Z", false, 0, 0 }, { "2016-06-30T23:59:60Z", false, 0, 0 }, { "2025-12-31T23:59:60Z", false, 0, 0 },
		{ "2026-06-30T23:59:60Z", false, 0, 0 }, { "2027-12-31T23:59:60Z", true, 1830297600, 0 }, { "2027-11-30T23:59:60Z", false, 0, 0 },
		{ "2016-12-31T23:58:60Z", false, 0, 0 }, { "2016-12-31T23:59:60+01:00", false, 0, 0 }, { "2016-12-30T23:59:60Z", false, 0, 0 },
		{ "0000-01-01T00:00:00Z", false, 0, 0 }, { "2026-02-29T00:00:00Z", false, 0, 0 }, { "2026-13-01T00:00:00Z", false, 0, 0 },
		{ "2026-07-01T24:00:00Z", false, 0, 0 }, { "2026-07-01T09:60:00Z", false, 0, 0 }, { "2026-07-01T09:30:61Z", false, 0, 0 },
		{ "2026-07-01T09:30:00", false, 0, 0 }, { "2026-07-01 09:30:00Z", false, 0, 0 }, { "2026-07-01T09:30Z", false, 0, 0 },
		{ "2026-07-01T09:30:00.Z", false, 0, 0 }, { "2026-07-01T09:30:00+2:00", false, 0, 0 }, { "2026-07-01T09:30:00+24:00", false, 0, 0 },
		{ "2026-07-01T09:30:00Zx", false, 0, 0 }, { "", false, 0, 0 }, { "2026", false, 0, 0 }, { "12026-07-01T09:30:00Z", false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ev_time t = { .given = false };

		assert_int_equal(ev_time_parse(span_of(cases[i].text), &t), cases[i].ok);
		assert_int_equal(t.given, cases[i].ok);
		if (cases[i].ok) {
			assert_int_equal(t.seconds, cases[i].seconds);
			assert_int_equal(t.nanos, cases[i].nanos);
		}
	}
}

static void
test_dates(void **state)
{
	struct ev_time t;

	(void)state;
	assert_true(ev_date_parse(span_of("2031-03-01"), &t));
	assert_int_equal(t.seconds, 1930089600);
	assert_true(ev_date_parse(span_of("2026-07-01T09:30:00Z"), &t));
	assert_int_equal(t.seconds, 1782898200);
	assert_false(ev_date_parse(span_of("2031-03-01x"), &t));
	assert_false(ev_date_parse(span_of("2031-3-1"), &t));
	assert_false(ev_date_parse(span_of("0000-01-01"), &t));
}

/* Each a fault at its place; what is wrong is absent. */
static void
test_wrong_types(void **state)
{
	struct ev_reading r;

	(void)state;
	read_text(HEAD ISSUANCE ",\"mailboxes\":[{\"address\":5},7],\"validations\":[{\"id\":\"v1\",\"initiated_at\":1782898200,"
	    "\"performed_by\":\"robot\",\"adn_steps\":[\"prune\",1],\"random_value\":[],\"applicant_submitted_request\":\"true\"}],"
	    "\"created_at\":\"2026-07-01\",\"lint\":{}}", &r);
	assert_non_null(r.record);
	assert_int_equal(r.record->n_mailboxes, 1);
	assert_null(r.record->mailboxes[0].address.p);
	assert_int_equal(r.record->n_validations, 1);
	assert_false(r.record->validations[0].initiated_at.given);
	assert_int_equal(r.record->validations[0].performed_by, 0);
	assert_int_equal(r.record->validations[0].n_adn_steps, 1);
	assert_null(r.record->validations[0].random_value);
	assert_int_equal(r.record->validations[0].applicant_submitted_request, EV_UNSAID);
	assert_false(r.record->created_at.given);
	assert_null(r.record->lint);
	assert_int_equal(r.n_fault, 9);
	assert_int_equal(r.fault[0].kind, EV_FAULT_FIELD);
	assert_string_equal(json_pointer(&arena, r.fault[0].at, r.fault[0].member), "/mailboxes/0/address");
	assert_string_equal(json_pointer(&arena, r.fault[1].at, r.fault[1].member), "/mailboxes/1");
	assert_int_equal(r.fault[2].kind, EV_FAULT_TIME);
}

/* null is absent, and an empty list is not; unknown members are ignored and told. */
static void
test_absent(void **state)
{
	struct ev_reading r;

	(void)state;
	read_text(HEAD ISSUANCE ",\"created_at\":null,\"mailboxes\":[],\"validation\":[],\"extensions\":{\"anything\":[]}}", &r);
	assert_non_null(r.record);
	assert_false(r.record->created_at.given);
	assert_non_null(r.record->mailboxes);
	assert_null(r.record->validations);
	assert_int_equal(r.n_fault, 1);
	assert_int_equal(r.fault[0].kind, EV_FAULT_UNKNOWN);
	assert_string_equal(json_pointer(&arena, r.fault[0].at, NULL), "/validation");
}

/* Not less than 0, however they are written; 63 bits are exact, more are none. */
static void
test_integers(void **state)
{
	static const struct {
		const char *text;
		bool given;
		int64_t n;
	} cases[] = {
		{ "9223372036854775807", true, INT64_MAX }, { "-1", false, 0 }, { "-9223372036854775808", false, 0 }, { "1782898200000000001", true, 1782898200000000001 },
		{ "9223372036854775808", false, 0 }, { "1.0", true, 1 }, { "1e3", true, 1000 }, { "1.5", false, 0 }, { "\"1\"", false, 0 }, { "-0", true, 0 },
	};
	struct ev_reading r;
	char text[400];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, HEAD ISSUANCE ",\"lint\":[{\"tool\":\"t\",\"target\":\"tbs\",\"findings\":%s}]}", cases[i].text);
		read_text(text, &r);
		assert_non_null(r.record);
		assert_int_equal(r.record->lint[0].findings.given, cases[i].given);
		assert_int_equal(r.record->lint[0].findings.n, cases[i].n);
		assert_int_equal(r.n_fault, !cases[i].given);
	}
}

static void
test_references(void **state)
{
	struct ev_reading r;
	unsigned n;

	(void)state;
	read_text(HEAD ISSUANCE ",\"validations\":[{\"id\":\"v1\"},{\"id\":\"v2\"},{\"id\":\"v2\"},{}],\"mpic\":[{\"id\":\"m1\"}]}", &r);
	assert_non_null(r.record);
	assert_ptr_equal(ev_validation_find(r.record, span_of("v1"), &n), &r.record->validations[0]);
	assert_int_equal(n, 1);
	assert_null(ev_validation_find(r.record, span_of("v2"), &n));
	assert_int_equal(n, 2);
	assert_null(ev_validation_find(r.record, span_of("v3"), &n));
	assert_int_equal(n, 0);
	assert_null(ev_validation_find(r.record, SPAN_NONE, &n));
	assert_null(ev_caa_check_find(r.record, span_of("m1"), NULL));
	assert_non_null(ev_mpic_find(r.record, span_of("m1"), NULL));
}

/* Refused as a whole, at the place. */
static void
test_unusable(void **state)
{
	static const struct {
		const char *text, *what;
		size_t offset;
	} cases[] = {
		{ "", "the end where a value should be", 0 }, { " [] ", "not an object", 1 },
		{ "{}", "evidence_format is not \"smime-issuance-evidence\"", 0 },
		{ "  {\"evidence_format\":1}", "evidence_format is not \"smime-issuance-evidence\"", 21 },
		{ "{\"evidence_format\":\"smime-issuance-evidence\"}", "evidence_version is not 1.x", 0 },
		{ "{\"evidence_format\":\"smime-issuance-evidence\",\"evidence_version\":\"1.\"}", "evidence_version is not 1.x", 64 },
		{ "{\"evidence_format\":\"smime-issuance-evidence\",\"evidence_version\":\"10.0\"}", "evidence_version is not 1.x", 64 },
		{ "{\"a\":1,\"a\":2}", "a name that its object has twice", 11 },
	};
	struct ev_reading r;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_text(cases[i].text, &r);
		assert_null(r.record);
		assert_string_equal(r.unusable, cases[i].what);
		assert_int_equal(r.offset, cases[i].offset);
	}
}

/* 1000 entries and no more, in each list; faults are kept up to their limit. */
static void
test_limits(void **state)
{
	char *text = malloc(200000);
	struct ev_reading r;

	(void)state;
	assert_non_null(text);
	for (unsigned most = 1000; most <= 1001; most++) {
		size_t n = (size_t)sprintf(text, "%s%s,\"mailboxes\":[", HEAD, ISSUANCE);

		for (unsigned i = 0; i < most; i++)
			n += (size_t)sprintf(text + n, "%s{}", i > 0 ? "," : "");
		memcpy(text + n, "]}", 3);
		read_text(text, &r);
		assert_int_equal(r.record != NULL, most == 1000);
		if (most == 1000)
			assert_int_equal(r.n_fault, 1000);
		else
			assert_string_equal(r.unusable, "more entries than a list of a record may have");
	}
	free(text);
}

/* ---- for the index ---- */

static bool
same_text(struct span a, struct span b)
{
	return (a.p == NULL) == (b.p == NULL) && span_eq(a, b);
}

static bool
same_value(const struct ev_validation *a, const struct ev_validation *b)
{
	if ((a->random_value == NULL) != (b->random_value == NULL) || (a->request_token == NULL) != (b->request_token == NULL))
		return false;
	return (a->random_value == NULL || (same_text(a->random_value->value_sha256, b->random_value->value_sha256) &&
	    a->random_value->sent_at.given == b->random_value->sent_at.given &&
	    a->random_value->sent_at.seconds == b->random_value->sent_at.seconds)) &&
	    (a->request_token == NULL || same_text(a->request_token->value_sha256, b->request_token->value_sha256));
}

static bool
same_lists(const struct ev_record *a, const struct ev_record *b)
{
	bool same = a->n_mailboxes == b->n_mailboxes && a->n_validations == b->n_validations;

	for (uint32_t i = 0; same && i < a->n_mailboxes; i++)
		same = same_text(a->mailboxes[i].address, b->mailboxes[i].address) &&
		    same_text(a->mailboxes[i].validation, b->mailboxes[i].validation);
	for (uint32_t i = 0; same && i < a->n_validations; i++)
		same = same_text(a->validations[i].id, b->validations[i].id) &&
		    same_text(a->validations[i].request_id, b->validations[i].request_id) &&
		    a->validations[i].sbr_section == b->validations[i].sbr_section &&
		    same_value(&a->validations[i], &b->validations[i]);
	return same;
}

/* Does the index see what the whole reading sees? */
static bool
skims_alike(struct span text)
{
	const struct ev_subject *x, *y;
	struct ev_reading all, some;

	arena_reset(&arena);
	ev_read(&arena, text, &all);
	ev_skim(&arena, text, &some);
	if (all.record == NULL || some.record == NULL)
		return all.record == some.record && all.unusable == some.unusable && all.offset == some.offset;
	x = all.record->subject_certificate;
	y = some.record->subject_certificate;
	if ((x == NULL) != (y == NULL))
		return false;
	return same_lists(all.record, some.record) && (x == NULL || (same_text(x->sha256, y->sha256) &&
	    same_text(x->tbs_sha256, y->tbs_sha256) && same_text(x->serial, y->serial) &&
	    same_text(x->issuer_name_sha256, y->issuer_name_sha256)));
}

#define HASH "3595d0af0f0ba42721b917ff183f98a4f8208bee7c84efa02badb2d41e22d69f"

/* Of a sound record, and of it with each octet changed or gone, which breaks its JSON, its format or what is kept of it. */
static void
test_skim(void **state)
{
	static const char record[] = HEAD ISSUANCE ",\"subject_certificate\":{\"stage\":\"post\",\"sha256\":\"" HASH "\",\"tbs_sha256\":\""
	    HASH "\",\"issuer_name_sha256\":\"" HASH "\",\"serial\":\"0a\"},\"mailboxes\":[{\"address\":\"a@b.c\",\"validation\":\"v\"}],"
	    "\"validations\":[{\"id\":\"v\",\"sbr_section\":\"3.2.2.2\",\"request_id\":\"q\",\"random_value\":{\"value_sha256\":\"" HASH
	    "\",\"sent_at\":\"2026-07-01T09:30:00Z\"},\"request_token\":{\"value_sha256\":\"" HASH "\"}},{\"id\":null,\"dns\":{\"x\":[]}}],"
	    "\"caa_checks\":[{}],\"mpic\":[{\"id\":\"m\",\"response\":{\"perspectives\":[{},{}]}}],\"perspectives\":{\"p\":[{},{\"lat\":1.5}]}}";
	static const char instead[] = "\"\\{}[],:x0 \x80\xff\n";
	uint8_t text[sizeof record];

	(void)state;
	assert_true(skims_alike(span_of(record)));
	for (size_t i = 0; i < sizeof record - 1; i++) {
		for (size_t k = 0; k < sizeof instead; k++) {
			memcpy(text, record, sizeof record);
			text[i] = (uint8_t)instead[k];
			if (!skims_alike((struct span){ text, sizeof record - 1 }))
				fail_msg("octet %zu is %02x", i, text[i]);
		}
		memmove(text + i, record + i + 1, sizeof record - i - 1);
		if (!skims_alike((struct span){ text, sizeof record - 2 }))
			fail_msg("octet %zu is gone", i);
	}
}

/* A record with a list of n elements under this name, within what stands around it. */
static struct span
with_list(const char *before, const char *element, unsigned n, const char *after)
{
	size_t at = (size_t)snprintf(NULL, 0, "%s%s%s", HEAD ISSUANCE ",", before, after), each = strlen(element) + 1;
	char *text = arena_take(&arena, at + n * each + 1);

	assert_non_null(text);
	at = (size_t)sprintf(text, "%s%s", HEAD ISSUANCE ",", before);
	for (unsigned i = 0; i < n; i++)
		at += (size_t)sprintf(text + at, "%s%s", i > 0 ? "," : "", element);
	at += (size_t)sprintf(text + at, "%s}", after);
	return (struct span){ (const uint8_t *)text, at };
}

static void
test_skim_limits(void **state)
{
	static const struct {
		const char *before, *element, *after;
		unsigned most;
	} cases[] = {
		{ "\"lint\":[", "{}", "]", EV_LIST_ENTRIES }, { "\"mailboxes\":[", "{}", "]", EV_LIST_ENTRIES },
		{ "\"perspectives\":{\"p\":[", "{}", "]}", EV_LIST_ENTRIES },
		{ "\"mpic\":[{\"response\":{\"perspectives\":[", "1", "]}}]", EV_ATTEMPT_PERSPECTIVES },
		{ "\"caa_checks\":[{\"corroboration_reuse\":{\"mpic\":{\"response\":{\"perspectives\":[", "1", "]}}}}]", EV_ATTEMPT_PERSPECTIVES },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (unsigned n = cases[i].most - 20; n < cases[i].most + 2; n++) {
			struct ev_reading r;
			struct span text;

			arena_reset(&arena);
			text = with_list(cases[i].before, cases[i].element, n, cases[i].after);
			ev_read(&arena, text, &r);
			assert_int_equal(r.record != NULL, n <= cases[i].most);
			ev_skim(&arena, text, &r);
			assert_int_equal(r.record != NULL, n <= cases[i].most);
		}
}

/* 400,000 values in all: those of the head and one for each element, and the object and the list around them. */
static void
test_value_limit(void **state)
{
	struct ev_reading r;

	(void)state;
	for (unsigned n = EV_RECORD_VALUES - 100; n <= EV_RECORD_VALUES; n += 100) {
		arena_reset(&arena);
		ev_read(&arena, with_list("\"extensions\":{\"x\":[", "1", n, "]}"), &r);
		assert_int_equal(r.record != NULL, n < EV_RECORD_VALUES);
		if (n == EV_RECORD_VALUES)
			assert_string_equal(r.unusable, "more values than are read");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_wrong_types),
		cmocka_unit_test(test_absent),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_unusable),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_skim),
		cmocka_unit_test(test_skim_limits),
		cmocka_unit_test(test_value_limit),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
