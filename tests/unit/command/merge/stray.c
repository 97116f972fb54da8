/* SPDX-License-Identifier: Apache-2.0 */
/* How often fingerprints came, and which records are orphans in all reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/seen.h"
#include "command/merge/stray.h"

#define KEYS 5000u

/* Keys that begin alike in all but the low octets, as no digests do: long runs of taken slots. */
static void
key_of(uint32_t i, uint8_t key[FINGERPRINT])
{
	memset(key, 0, FINGERPRINT);
	memcpy(key + (i % 2 ? 0 : FINGERPRINT - sizeof i), &i, sizeof i);
}

static void
test_seen(void **state)
{
	struct seen s = { NULL, 0, 0, false };
	uint8_t key[FINGERPRINT];

	(void)state;
	key_of(0, key);
	assert_int_equal(seen_count(&s, key), 0);
	for (uint32_t round = 0; round < 3; round++)
		for (uint32_t i = 0; i < KEYS; i++) {
			key_of(i, key);
			assert_int_equal(seen_add(&s, key, i + 1), round * (i + 1));
		}
	assert_int_equal(s.used, KEYS);
	assert_true(s.used * 5 >= s.cap * 2 && s.used * 5 <= s.cap * 4);
	for (uint32_t i = 0; i < KEYS; i++) {
		key_of(i, key);
		assert_int_equal(seen_count(&s, key), 3 * (i + 1));
	}
	/* A count stays where it cannot grow. */
	key_of(1, key);
	seen_add(&s, key, UINT32_MAX - 6);
	assert_int_equal(seen_count(&s, key), UINT32_MAX);
	seen_add(&s, key, 1);
	assert_int_equal(seen_count(&s, key), UINT32_MAX);
	assert_false(s.failed);
	seen_free(&s);
}

/* ---- records without certificate ---- */

/* "a": an orphan; "!a": unusable.  Which of them stand after so many reports, one after another in `words`. */
static void
check_strays(const char *words, uint64_t reports, const char *expected)
{
	struct strays s = { .reading = false };
	struct out found = { NULL, 0, 0, false };
	smimelint_ctx *ctx;
	smimelint_run *run;
	struct span text;

	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	for (const char *p = words; *p != '\0'; p++) {
		bool unusable = *p == '!';

		p += unusable;
		text = (struct span){ (const uint8_t *)p, 1 };
		assert_true(strays_add(&s, run, unusable ? STRAY_UNUSABLE : STRAY_ORPHAN, text));
	}
	while (strays_next(&s, run, reports, &text))
		out_mem(&found, text.p, text.n);
	assert_false(strays_failed(&s));
	out_char(&found, '\0');
	assert_string_equal(found.p, expected);
	out_free(&found);
	strays_free(&s);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

static void
test_strays(void **state)
{
	(void)state;
	check_strays("", 0, "");
	check_strays("abc", 1, "abc");
	check_strays("abc" "bcd" "cbe", 3, "bc");
	check_strays("abc" "bcd" "", 3, "");
	check_strays("a!xb" "!xb" "a!x", 3, "x");
	check_strays("a!xb" "!xab" "!ya!xb", 3, "axby");
	/* Reports that look like one: the records that all of them have tell how many they are. */
	check_strays("ab" "bc" "bd", 1, "b");
	check_strays("!xab" "!xbc" "!xcd", 1, "x");
}

static enum stray
kind_of(const char *text)
{
	struct arena a;
	struct json_fault fault;
	const struct json_value *v;
	enum stray kind;

	arena_init(&a);
	v = json_read(&a, (struct span){ (const uint8_t *)text, strlen(text) }, NULL, &fault);
	assert_non_null(v);
	kind = stray_kind(v);
	arena_free(&a);
	return kind;
}

#define ORPHAN "{\"rule\":\"evidence.record.orphan\"}"

static void
test_kinds(void **state)
{
	(void)state;
	assert_int_equal(kind_of("{\"source\":{\"format\":\"evidence\"},\"status\":\"notice\",\"findings\":[" ORPHAN "]}"), STRAY_ORPHAN);
	assert_int_equal(kind_of("{\"source\":{\"format\":\"evidence\"},\"status\":\"unreadable\",\"findings\":[{}]}"), STRAY_UNUSABLE);
	/* Beside it stands why. */
	assert_int_equal(kind_of("{\"source\":{\"format\":\"evidence\"},\"status\":\"error\",\"findings\":[{}," ORPHAN "]}"), STRAY_ORPHAN);
	/* A record that was judged alone, and a certificate. */
	assert_int_equal(kind_of("{\"source\":{\"format\":\"evidence\"},\"status\":\"pass\",\"findings\":[]}"), STRAY_NONE);
	assert_int_equal(kind_of("{\"source\":{\"format\":\"evidence\"},\"status\":\"error\",\"findings\":[{},{}]}"), STRAY_NONE);
	assert_int_equal(kind_of("{\"source\":{\"format\":\"pem\"},\"status\":\"notice\",\"findings\":[" ORPHAN "]}"), STRAY_NONE);
	assert_int_equal(kind_of("{\"source\":{\"format\":null},\"status\":\"unreadable\",\"findings\":[{}]}"), STRAY_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seen),
		cmocka_unit_test(test_strays),
		cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
