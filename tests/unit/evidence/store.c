/* SPDX-License-Identifier: Apache-2.0 */
/* store.c - the index of records: sources of every shape, hostile ones too, and what is found in it again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "evidence/record/store.h"

#define HEAD "{\"evidence_format\":\"smime-issuance-evidence\",\"evidence_version\":\"1.0\""
#define HASH "3595d0af0f0ba42721b917ff183f98a4f8208bee7c84efa02badb2d41e22d69f"
#define OTHER "06298432e8066b29e2223bcc23aa9504b56ae508fabf3435508869b9c3190e22"
#define RECORD(hash) HEAD ",\"subject_certificate\":{\"tbs_sha256\":\"" hash "\"}}"

/* A source in memory that may change, end early or break. */
struct memory {
	struct span text;
	uint64_t breaks_at;		/* reading past it fails; 0: never */
};

static int64_t
fetch(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	const struct memory *m = arg;

	if (m->breaks_at != 0 && at + n > m->breaks_at)
		return -1;
	if (at >= m->text.n)
		return 0;
	if (n > m->text.n - at)
		n = (size_t)(m->text.n - at);
	memcpy(buf, m->text.p + at, n);
	return (int64_t)n;
}

static enum ev_status
add(struct ev_store *s, struct memory *m, const char *text)
{
	*m = (struct memory){ .text = span_of(text) };
	return ev_store_add(s, "records", fetch, m);
}

static void
unhex(uint8_t out[32], const char *hex)
{
	for (unsigned i = 0; i < 32; i++)
		out[i] = (uint8_t)strtoul((char[]){ hex[2 * i], hex[2 * i + 1], '\0' }, NULL, 16);
}

static size_t
match_tbs(const struct ev_store *s, const char *hash, uint32_t *entry, size_t max)
{
	struct ev_matchers m = { .serial = span_of("1") };

	unhex(m.tbs_sha256, hash);
	return ev_store_match(s, &m, entry, max);
}

static void
expect_bad(const struct ev_entry *e, const char *what, uint64_t line, uint64_t column)
{
	assert_non_null(e->unusable);
	assert_string_equal(e->unusable, what);
	assert_int_equal(e->bad_line, line);
	assert_int_equal(e->bad_column, column);
}

/* Bad lines take an entry each and do not end the reading; blank ones do not count; LF, CRLF, nothing at the end. */
static void
test_lines(void **state)
{
	static const char text[] =
	    RECORD(HASH) "\r\n"
	    "\n \t\r\n"
	    "{\"evidence_format\":\n"
	    "[]\n"
	    "no\n"
	    "{\"evidence_format\":\"x\"}\n"
	    RECORD(OTHER);
	struct ev_store s = { .n_entry = 0 };
	struct memory m;
	uint32_t entry[4];

	(void)state;
	assert_int_equal(add(&s, &m, text), EV_OK);
	assert_int_equal(s.n_entry, 6);
	assert_null(s.entry[0].unusable);
	assert_int_equal(s.entry[0].line, 1);
	expect_bad(&s.entry[1], "the end where a value should be", 4, 20);
	expect_bad(&s.entry[2], "not an object", 5, 1);
	expect_bad(&s.entry[3], "something that is no JSON value", 6, 1);
	expect_bad(&s.entry[4], "evidence_format is not \"smime-issuance-evidence\"", 7, 20);
	assert_null(s.entry[5].unusable);
	assert_int_equal(s.entry[5].line, 8);
	assert_int_equal(match_tbs(&s, OTHER, entry, 4), 1);
	assert_int_equal(entry[0], 5);
	assert_true(atomic_load(&s.used[5]));
	assert_false(atomic_load(&s.used[0]));
	ev_store_free(&s);
}

/* One document over several lines, and an array; places are lines of the source. */
static void
test_documents(void **state)
{
	static const char pretty[] = "\n\n{\n \"evidence_format\": \"smime-issuance-evidence\",\n \"evidence_version\": \"1.0\"\n}\n";
	static const char array[] = "[\n " RECORD(HASH) ",\n\n  {\"evidence_format\":\"smime-issuance-evidence\",\n   \"evidence_version\":\"2.0\"},\n 7 ]";
	struct ev_store s = { .n_entry = 0 };
	struct memory m, n;
	struct arena a;
	struct span text;

	(void)state;
	arena_init(&a);
	assert_int_equal(add(&s, &m, pretty), EV_OK);
	assert_int_equal(s.n_entry, 1);
	assert_null(s.entry[0].unusable);
	assert_int_equal(s.entry[0].line, 3);
	assert_int_equal(add(&s, &n, array), EV_OK);
	assert_int_equal(s.n_entry, 4);
	assert_int_equal(s.entry[1].line, 2);
	assert_true(ev_store_fetch(&s, 1, &a, &text));
	assert_true(span_is(text, RECORD(HASH)));
	expect_bad(&s.entry[2], "evidence_version is not 1.x", 5, 23);
	expect_bad(&s.entry[3], "not an object", 6, 2);
	arena_free(&a);
	ev_store_free(&s);
}

static void
test_nothing(void **state)
{
	struct ev_store s = { .n_entry = 0 };
	struct memory m;

	(void)state;
	assert_int_equal(add(&s, &m, ""), EV_UNREAD);
	/* What says that there are no records is read. */
	assert_int_equal(add(&s, &m, "\n\n \r\n"), EV_OK);
	assert_int_equal(s.n_entry, 0);
	assert_int_equal(add(&s, &m, "[]"), EV_OK);
	assert_int_equal(s.n_entry, 0);
	assert_int_equal(add(&s, &m, "[\n"), EV_OK);
	assert_int_equal(s.n_entry, 1);
	assert_non_null(s.entry[0].unusable);
	ev_store_free(&s);
}

/* Whatever the first line is, those behind it are read: one that opens what it does not close, a NUL, more than is at hand at once. */
static void
test_first_lines(void **state)
{
	static const char *const first[] = { "[]", "[7,", "[[[[", "{\"a\":", HEAD ",", "{\"a\":[{" };
	static char text[600000];
	struct ev_store s = { .n_entry = 0 };
	struct memory m;
	uint32_t entry[4];

	(void)state;
	for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
		snprintf(text, sizeof text, "%s\n" RECORD(HASH) "\n", first[i]);
		assert_int_equal(add(&s, &m, text), EV_OK);
		assert_int_equal(s.n_entry, 2);
		assert_non_null(s.entry[0].unusable);
		assert_int_equal(s.entry[1].line, 2);
		assert_int_equal(match_tbs(&s, HASH, entry, 4), 1);
		ev_store_free(&s);
	}
	m = (struct memory){ .text = { (const uint8_t *)HEAD "}\0\n" RECORD(HASH), sizeof HEAD "}\n" RECORD(HASH) } };
	assert_int_equal(ev_store_add(&s, "records", fetch, &m), EV_OK);
	assert_int_equal(s.n_entry, 2);
	expect_bad(&s.entry[0], "something after the value", 1, sizeof HEAD "}");
	assert_null(s.entry[1].unusable);
	ev_store_free(&s);
	memset(text, '[', 300000);
	memset(text + 300000, ',', 200000);
	strcpy(text + 500000, "\n" RECORD(HASH) "\n");
	for (size_t i = 0; i < 2; i++) {
		text[0] = "{["[i];
		assert_int_equal(add(&s, &m, text), EV_OK);
		assert_int_equal(s.n_entry, 2);
		assert_non_null(s.entry[0].unusable);
		assert_null(s.entry[1].unusable);
		ev_store_free(&s);
	}
	/* A list that is broken stays one. */
	assert_int_equal(add(&s, &m, "[\n" RECORD(HASH) ",\n" RECORD(OTHER) "\n"), EV_OK);
	assert_int_equal(s.n_entry, 1);
	assert_non_null(s.entry[0].unusable);
	ev_store_free(&s);
}

/* A line over the limit is told and let go; the next one counts again. */
static void
test_long_lines(void **state)
{
	size_t n = EV_RECORD_OCTETS + 1;
	char *text = malloc(2 * n + 1000);
	struct ev_store s = { .n_entry = 0 };
	struct memory m;

	(void)state;
	assert_non_null(text);
	memset(text, ' ', 2 * n);
	text[0] = '7';
	text[n] = '\n';
	text[n + 1] = '\n';
	memcpy(text + n + 2, RECORD(HASH) "\n", sizeof RECORD(HASH) + 1);
	assert_int_equal(add(&s, &m, text), EV_OK);
	assert_int_equal(s.n_entry, 2);
	expect_bad(&s.entry[0], "longer than a record may be", 1, 1);
	assert_int_equal(s.entry[0].length, 0);
	assert_null(s.entry[1].unusable);
	assert_int_equal(s.entry[1].line, 3);
	assert_int_equal(s.entry[1].offset, n + 2);
	ev_store_free(&s);
	free(text);
}

/* Nesting 10^5 deep, 10^6 perspectives: told by their limits, not followed. */
static void
test_deep_and_wide(void **state)
{
	size_t most = 3000000;
	char *text = malloc(most);
	struct ev_store s = { .n_entry = 0 };
	struct memory m;
	int n;

	(void)state;
	assert_non_null(text);
	n = sprintf(text, "%s,\"extensions\":", HEAD);
	memset(text + n, '[', 100000);
	memset(text + n + 100000, ']', 100000);
	memcpy(text + n + 200000, "}\n", 3);
	assert_int_equal(add(&s, &m, text), EV_OK);
	assert_int_equal(s.n_entry, 1);
	assert_string_equal(s.entry[0].unusable, "nested too deep");
	n = sprintf(text, "%s,\"mpic\":[{\"id\":\"m\",\"response\":{\"perspectives\":[", HEAD);
	for (unsigned i = 0; i < 1000000; i++, n += 2)
		memcpy(text + n, i == 0 ? " 1" : ",1", 2);
	memcpy(text + n, "]}}]}\n", 7);
	assert_int_equal(add(&s, &m, text), EV_OK);
	assert_int_equal(s.n_entry, 2);
	assert_non_null(s.entry[1].unusable);
	n = sprintf(text, "%s,\"mpic\":[{\"id\":\"m\",\"response\":{\"perspectives\":[1", HEAD);
	for (unsigned i = 0; i < 64; i++, n += 2)
		memcpy(text + n, ",1", 2);
	memcpy(text + n, "]}}]}\n", 7);
	assert_int_equal(add(&s, &m, text), EV_OK);
	assert_string_equal(s.entry[2].unusable, "more perspectives than an attempt may have");
	ev_store_free(&s);
	free(text);
}

/*
 * Hashes come before issuer and serial: behind one that was found, those count by the serial that have no hash.  Entries
 * come in the order of the sources.
 */
static void
test_matchers(void **state)
{
	static const char text[] =
	    HEAD ",\"subject_certificate\":{\"issuer_name_sha256\":\"" HASH "\",\"serial\":\"4a1c\"}}\n"
	    HEAD ",\"subject_certificate\":{\"sha256\":\"" HASH "\"}}\n"
	    HEAD ",\"subject_certificate\":{\"issuer_name_sha256\":\"" HASH "\",\"serial\":\"4a1d\"}}\n"
	    HEAD ",\"subject_certificate\":{\"sha256\":\"" HASH "\"}}\n"
	    HEAD ",\"subject_certificate\":{\"tbs_sha256\":\"" OTHER "\",\"issuer_name_sha256\":\"" HASH "\",\"serial\":\"4a1c\"}}\n";
	struct ev_matchers m = { .serial = span_of("4a1c"), .has_sha256 = true };
	struct ev_store s = { .n_entry = 0 };
	struct memory mem;
	uint32_t entry[4];

	(void)state;
	unhex(m.sha256, HASH);
	unhex(m.issuer_name_sha256, HASH);
	assert_int_equal(add(&s, &mem, text), EV_OK);
	assert_int_equal(ev_store_match(&s, &m, entry, 4), 3);
	assert_int_equal(entry[0], 0);
	assert_int_equal(entry[1], 1);
	assert_int_equal(entry[2], 3);
	assert_int_equal(ev_store_match(&s, &m, entry, 2), 3);
	assert_int_equal(entry[0], 1);
	assert_int_equal(entry[1], 3);
	assert_int_equal(ev_store_match(&s, &m, NULL, 0), 3);
	/* Nothing better is there: what its own tbs_sha256 contradicts is found, and told. */
	m.has_sha256 = false;
	assert_int_equal(ev_store_match(&s, &m, entry, 4), 2);
	assert_int_equal(entry[0], 0);
	assert_int_equal(entry[1], 4);
	m.serial = span_of("4A1C");
	assert_int_equal(ev_store_match(&s, &m, entry, 4), 0);
	ev_store_free(&s);
}

/* A record that one hash finds and the other contradicts is found beside that which both find; each counts once. */
static void
test_contradicted(void **state)
{
	static const char text[] =
	    HEAD ",\"subject_certificate\":{\"tbs_sha256\":\"" HASH "\",\"sha256\":\"" OTHER "\"}}\n"
	    HEAD ",\"subject_certificate\":{\"tbs_sha256\":\"" OTHER "\",\"sha256\":\"" OTHER "\"}}\n"
	    HEAD ",\"subject_certificate\":{\"tbs_sha256\":\"" OTHER "\",\"sha256\":\"" HASH "\"}}\n"
	    HEAD ",\"subject_certificate\":{\"tbs_sha256\":\"" HASH "\"}}\n";
	struct ev_matchers m = { .has_sha256 = true };
	struct ev_store s = { .n_entry = 0 };
	struct memory mem;
	uint32_t entry[4];

	(void)state;
	unhex(m.tbs_sha256, HASH);
	unhex(m.sha256, OTHER);
	assert_int_equal(add(&s, &mem, text), EV_OK);
	assert_int_equal(ev_store_match(&s, &m, entry, 4), 3);
	assert_int_equal(entry[0], 0);
	assert_int_equal(entry[1], 1);
	assert_int_equal(entry[2], 3);
	assert_int_equal(ev_store_match(&s, &m, entry, 1), 3);
	assert_int_equal(entry[0], 3);
	ev_store_free(&s);
}

/* A serial in another form is the same number, and a fault: see decode_serial(). */
static void
test_serials(void **state)
{
	static const char *const same[] = { "4a1c", "4A1C", "0x4a1c", "0X4A1C", "004a1c", "0x0004A1c", "4a:1c", "00:4A:1C" };
	static const char *const none[] = { "4a1", "4a1d", "4a1cg", "x4a1c", "-4a1c", " 4a1c", "0x", "", ":", "04a1c0" };
	struct ev_matchers m = { .serial = span_of("4a1c") };

	(void)state;
	unhex(m.issuer_name_sha256, HASH);
	for (size_t i = 0; i < sizeof same / sizeof *same + sizeof none / sizeof *none; i++) {
		bool is_same = i < sizeof same / sizeof *same;
		struct ev_store s = { .n_entry = 0 };
		struct memory mem;
		struct arena a;
		struct ev_reading r;
		uint32_t entry;
		unsigned told = 0;
		char text[600];

		snprintf(text, sizeof text, HEAD ",\"subject_certificate\":{\"issuer_name_sha256\":\"" HASH "\",\"serial\":\"%s\"}}\n",
		    is_same ? same[i] : none[i - sizeof same / sizeof *same]);
		assert_int_equal(add(&s, &mem, text), EV_OK);
		assert_int_equal(ev_store_match(&s, &m, &entry, 1), is_same);
		arena_init(&a);
		assert_true(ev_store_read(&s, 0, &a, &r));
		for (size_t k = 0; k < r.n_fault; k++)
			told += r.fault[k].member == NULL;
		assert_int_equal(told, i != 0 && i != sizeof same / sizeof *same && i != sizeof same / sizeof *same + 1);
		arena_free(&a);
		ev_store_free(&s);
	}
}

/* The octets change between the passes: what is fetched is no record any more, or nothing. */
static void
test_changed_source(void **state)
{
	static const char text[] = RECORD(HASH) "\n" RECORD(OTHER) "\n";
	struct ev_store s = { .n_entry = 0 };
	struct ev_reading r;
	struct memory m;
	struct arena a;
	struct span got;

	(void)state;
	arena_init(&a);
	assert_int_equal(add(&s, &m, text), EV_OK);
	m.text = span_of("short");
	assert_false(ev_store_fetch(&s, 1, &a, &got));
	assert_false(a.failed);
	m.text = (struct span){ (const uint8_t *)text + 1, sizeof text - 2 };
	assert_true(ev_store_fetch(&s, 0, &a, &got));
	ev_read(&a, got, &r);
	assert_null(r.record);
	assert_non_null(r.unusable);
	m.breaks_at = 1;
	assert_false(ev_store_fetch(&s, 0, &a, &got));
	arena_free(&a);
	ev_store_free(&s);
}

/* Up to a limit records are kept as they were read; what is said of them is the same before it and behind it. */
static void
test_kept(void **state)
{
	static const char record[] = HEAD ",\"record_id\":\"%04u\",\"created_at\":\"no time\",\"x\":\"%*s\"}\n";
	static const char dense[] = HEAD ",\"record_id\":\"dense\",\"extensions\":[1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9]}\n";
	const size_t octets = 20000, n = EV_KEPT_MOST / octets + 20;
	char *text = malloc(n * octets + sizeof dense), *to = text;
	struct ev_store s = { .n_entry = 0 };
	struct memory m;
	size_t kept = 0, length = 0;
	struct arena a;

	(void)state;
	assert_non_null(text);
	arena_init(&a);
	to += sprintf(to, "%s", dense);
	for (unsigned i = 1; i < n; i++)
		to += sprintf(to, record, i, (int)octets - 200, "");
	assert_int_equal(add(&s, &m, text), EV_OK);
	assert_int_equal(s.n_entry, n);
	assert_null(s.entry[0].kept);
	for (size_t i = 1; i < n; i++) {
		struct ev_reading r, again;
		struct ev_fault added = { .what = "added" };
		struct span octets_of;
		char id[24];

		sprintf(id, "%04zu", i);
		arena_reset(&a);
		assert_true(ev_store_read(&s, i, &a, &r) && r.record != NULL && span_is(r.record->record_id, id));
		assert_true(ev_store_fetch(&s, i, &a, &octets_of));
		ev_read(&a, octets_of, &again);
		assert_int_equal(r.n_fault, again.n_fault);
		assert_true(r.n_fault > 2);
		/* What one certificate finds more is not told to the next. */
		r.fault = arena_grow(&a, r.fault, r.n_fault, &r.fault_room, sizeof *r.fault);
		assert_non_null(r.fault);
		r.fault[r.n_fault++] = added;
		assert_true(ev_store_read(&s, i, &a, &again));
		assert_int_equal(again.n_fault, r.n_fault - 1);
		assert_true(again.fault != r.fault);
		kept += s.entry[i].kept != NULL;
		length += s.entry[i].kept != NULL ? s.entry[i].length : 0;
	}
	assert_true(length <= EV_KEPT_MOST && length + s.entry[1].length > EV_KEPT_MOST - s.entry[0].length);
	assert_true(kept < n - 1);
	/* What is kept needs no source any more. */
	m.text = SPAN_NONE;
	assert_true(ev_store_read(&s, 1, &a, &(struct ev_reading){ .record = NULL }));
	assert_false(ev_store_read(&s, n - 1, &a, &(struct ev_reading){ .record = NULL }));
	arena_free(&a);
	ev_store_free(&s);
	free(text);
}

static void
test_broken_source(void **state)
{
	struct ev_store s = { .n_entry = 0 };
	struct memory m = { .text = span_of(RECORD(HASH) "\n"), .breaks_at = 1 };

	(void)state;
	assert_int_equal(ev_store_add(&s, "records", fetch, &m), EV_UNREAD);
	m.breaks_at = (uint64_t)256 * 1024 + 10;
	assert_int_equal(ev_store_add(&s, "records", fetch, &m), EV_UNREAD);
	ev_store_free(&s);
}

/* ---- what no single record shows ---- */

#define USE(hash, request, sent) HEAD ",\"mailboxes\":[{\"address\":\"a@muster.de\",\"validation\":\"v1\"}],\"validations\":[{\"id\":\"v1\"," \
	"\"sbr_section\":\"3.2.2.2\"," request "\"random_value\":{\"value_sha256\":\"" hash "\"" sent "}}]}\n"

static uint16_t
shared(const char *text, size_t *n)
{
	struct ev_store s = { .n_entry = 0 };
	const struct ev_use *use;
	struct memory m;
	uint16_t set;

	assert_int_equal(add(&s, &m, text), EV_OK);
	use = ev_store_uses(&s, span_of(HASH), n);
	set = *n > 0 ? use->shared : 0;
	for (size_t i = 0; i < *n; i++)
		assert_int_equal(use[i].shared, set);
	ev_store_free(&s);
	return set;
}

static void
test_uses(void **state)
{
	size_t n;

	(void)state;
	assert_int_equal(shared(USE(OTHER, "", ""), &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(shared(USE(HASH, "", ""), &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(shared(USE(HASH, "\"request_id\":\"r1\",", "") USE(OTHER, "", "") USE(HASH, "\"request_id\":\"r1\",", ""), &n),
	    SHARED_ENTRIES);
	assert_int_equal(n, 2);
	assert_int_equal(shared(USE(HASH, "\"request_id\":\"r1\",", "") USE(HASH, "", "") USE(HASH, "\"request_id\":\"r2\",", ""), &n),
	    SHARED_ENTRIES | SHARED_REQUESTS | SHARED_UNSURE);
	assert_int_equal(n, 3);
	assert_int_equal(shared(USE(HASH, "", ",\"sent_at\":\"2026-07-01T09:30:00Z\"") USE(HASH, "", ",\"sent_at\":\"2026-07-01T09:30:01Z\""), &n),
	    SHARED_ENTRIES | SHARED_SENT | SHARED_UNSURE);
	assert_int_equal(shared("[" HEAD ",\"mailboxes\":[{\"address\":\"a@b.de\",\"validation\":\"v1\"},{\"address\":\"c@b.de\",\"validation\":\"v2\"}],"
	    "\"validations\":[{\"id\":\"v1\",\"random_value\":{\"value_sha256\":\"" HASH "\"}},"
	    "{\"id\":\"v2\",\"random_value\":{\"value_sha256\":\"" HASH "\"}}]}]", &n), SHARED_MAILBOXES | SHARED_UNSURE);
	assert_int_equal(n, 2);
	assert_int_equal(shared(USE(HASH, "\"request_id\":\"r1\",\"applicant_id\":\"x\",", "")
	    USE(HASH, "\"request_id\":\"r1\",\"applicant_id\":\"y\",", ""), &n), SHARED_ENTRIES);
	assert_int_equal(shared(USE(HASH, "\"request_id\":\"r1\",\"applicant_id\":\"x\",", "")
	    USE(HASH, "\"request_id\":\"r1\",\"validated_name\":\"a.example\",\"applicant_id\":\"y\",", ""), &n),
	    SHARED_ENTRIES | SHARED_VALIDATIONS | SHARED_UNSURE);
	assert_int_equal(shared(USE(HASH, "\"applicant_id\":\"x\",", "")
	    USE(HASH, "\"request_id\":\"r1\",\"validated_name\":\"a.example\",\"applicant_id\":\"y\",", ""), &n),
	    SHARED_ENTRIES | SHARED_VALIDATIONS | SHARED_UNSURE | SHARED_APPLICANTS);
	assert_int_equal(shared(USE(HASH, "\"request_id\":\"r1\",", ",\"confirmed_at\":\"2026-07-01T09:30:00Z\"")
	    USE(HASH, "\"request_id\":\"r1\",", ",\"confirmed_at\":\"2026-07-01T09:30:01Z\""), &n), SHARED_ENTRIES | SHARED_VALIDATIONS);
}

#define NAMED(id) HEAD ",\"record_id\":\"" id "\"}\n"

/* Those of a name nearest to an entry, on both sides of it; at, before and behind the limit. */
static void
test_namesakes(void **state)
{
	struct ev_store s = { .n_entry = 0 };
	struct memory m;
	uint32_t other[4];

	(void)state;
	assert_int_equal(add(&s, &m, NAMED("a") NAMED("b") NAMED("a") NAMED("a") HEAD "}\n" NAMED("") NAMED("a") NAMED("a") NAMED("ba")), EV_OK);
	assert_int_equal(ev_store_namesakes(&s, span_of("b"), 1, other, 4), 0);
	assert_int_equal(ev_store_namesakes(&s, span_of("c"), 1, other, 4), 0);
	/* One that is not in the index under this name. */
	assert_int_equal(ev_store_namesakes(&s, span_of("a"), 1, other, 4), 5);
	/* The four others: 6 and 7 behind, 2 and 0 before. */
	assert_int_equal(ev_store_namesakes(&s, span_of("a"), 3, other, 4), 4);
	assert_int_equal(other[0], 6);
	assert_int_equal(other[1], 7);
	assert_int_equal(other[2], 2);
	assert_int_equal(other[3], 0);
	assert_int_equal(ev_store_namesakes(&s, span_of("a"), 3, other, 2), 4);
	assert_int_equal(other[0], 6);
	assert_int_equal(other[1], 2);
	assert_int_equal(ev_store_namesakes(&s, span_of("a"), 0, other, 4), 4);
	assert_int_equal(other[0], 2);
	assert_int_equal(other[3], 7);
	assert_int_equal(ev_store_namesakes(&s, span_of("a"), 7, other, 4), 4);
	assert_int_equal(other[0], 6);
	assert_int_equal(other[3], 0);
	ev_store_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_first_lines),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_deep_and_wide),
		cmocka_unit_test(test_matchers),
		cmocka_unit_test(test_contradicted),
		cmocka_unit_test(test_serials),
		cmocka_unit_test(test_changed_source),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_broken_source),
		cmocka_unit_test(test_uses),
		cmocka_unit_test(test_namesakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
