/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML report: hostile and endless results, and what of them is on the page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/base64.h"
#include "report/html/html.h"
#include "report/html/names.h"
#include "report/report.h"
#include "report/tally.h"

#define HOSTILE "</script><script>a()</script><!--<img src=x onerror=b()>'\\\"&]]>"
#define ESCAPED "&lt;/script&gt;&lt;script&gt;a()&lt;/script&gt;&lt;!--&lt;img src=x onerror=b()&gt;&#39;&quot;&amp;]]&gt;"

/* A result whose texts are all `text`, with n findings of the rule. */
static void
result(struct out *o, const char *text, const char *issuer, const char *rule, size_t n)
{
	out_fmt(o, "{\"schema\":\"smimelint/1\",\"source\":{\"path\":\"%s\",\"index\":0,\"format\":\"pem\",\"line\":1},\"certificate\":"
	    "{\"sha256\":\"%s\",\"tbs_sha256\":null,\"kind\":\"%s\",\"profile\":\"%s\",\"profile_from\":\"%s\",\"serial\":\"%s\","
	    "\"subject\":\"%s\",\"issuer\":\"%s\",\"not_before\":\"2026-02-03T00:00:00Z\",\"not_after\":\"%s\",\"mailboxes\":[\"%s\"]},"
	    "\"judged_at\":\"%s\",\"status\":\"%s\",\"findings\":[", text, text, text, text, text, text, text, issuer, text, text, text,
	    n > 0 ? "error" : "pass");
	for (size_t i = 0; i < n; i++)
		out_fmt(o, "%s{\"rule\":\"%s\",\"severity\":\"error\",\"state\":\"new\",\"source\":\"%s\",\"section\":\"%s\",\"since\":"
		    "\"2023-09-01\",\"message\":\"%s\",\"value\":\"%s\",\"path\":\"%s\",\"offset\":1,\"length\":2,\"reading\":\"%s\","
		    "\"record\":{\"file\":\"%s\",\"line\":1,\"id\":\"%s\"},\"basis\":\"%s\"}", i > 0 ? "," : "", rule, text, text, text,
		    text, text, text, text, text, text);
	out_str(o, "]}\n");
}

static void
write_page(struct html *h, struct out *page)
{
	static const struct skipped skip[] = { { HOSTILE, HOSTILE, 7 } };
	const struct tally tally = { .skipped = 3, .not_evaluated = 2, .skip = skip, .skips = 1, .sampled = true, .population = 9 };
	const struct cover cover = { HOSTILE, HOSTILE, HOSTILE };
	struct html_head head = { SPAN_LIT("{\"name\":\"smimelint\",\"version\":\"" HOSTILE "\",\"ruleset\":{\"date\":\"<b>\"}}"),
		SPAN_LIT("{\"at\":\"" HOSTILE "\",\"only\":[\"<i>\"],\"sample\":\"" HOSTILE "\",\"seed\":\"" HOSTILE "\",\"tbs\":false,\"kind\":null}"),
		SPAN_LIT("{\"path\":\"" HOSTILE "\",\"member\":\"/run/at\",\"first\":\"<u>\",\"here\":null}"), &tally, &cover };

	assert_true(html_write(h, page, &head));
	assert_false(page->failed);
	out_char(page, '\0');
	assert_int_equal(strlen(page->p) + 1, page->n);
}

/* A block of data of the page, unpacked; ends with NUL. */
static void
unpack(const struct out *page, const char *id, struct out *text)
{
	char tag[64];
	const char *from;
	struct out packed = { NULL, 0, 0, false };
	struct base64 b = { .n = 0 };
	z_stream z = { .avail_in = 0 };
	unsigned char buf[4096];
	int ret;

	snprintf(tag, sizeof tag, "id=\"%s\">", id);
	assert_non_null(from = strstr(page->p, tag));
	from += strlen(tag);
	assert_null(base64_feed(&b, (struct span){ (const uint8_t *)from, strcspn(from, "<") }, &packed));
	assert_true(base64_end(&b, &packed));
	assert_int_equal(inflateInit2(&z, -15), Z_OK);
	z.next_in = (const unsigned char *)packed.p;
	z.avail_in = (uInt)packed.n;
	do {
		z.next_out = buf;
		z.avail_out = sizeof buf;
		ret = inflate(&z, Z_NO_FLUSH);
		assert_true(ret == Z_OK || ret == Z_STREAM_END);
		out_mem(text, buf, sizeof buf - z.avail_out);
	} while (ret != Z_STREAM_END);
	inflateEnd(&z);
	out_char(text, '\0');
	out_free(&packed);
}

static size_t
count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

/* Every line of the data is JSON. */
static size_t
data_lines(const char *text)
{
	struct span rest = { (const uint8_t *)text, strlen(text) }, line;
	struct json_fault fault;
	struct arena a;
	uint64_t number = 0;
	size_t n = 0;

	arena_init(&a);
	for (; json_next_line(&rest, &line, &number); n++, arena_reset(&a))
		assert_non_null(json_read(&a, line, NULL, &fault));
	arena_free(&a);
	return n;
}

static void
test_hostile(void **state)
{
	struct html *h = html_new();
	struct out lines = { NULL, 0, 0, false }, page = lines, rows = lines;

	(void)state;
	assert_non_null(h);
	result(&lines, HOSTILE, HOSTILE, HOSTILE, 2);
	result(&lines, HOSTILE, "CN=" HOSTILE "\\\\,x,O=" HOSTILE, "sbr.key-usage.rsa-bits", 1);
	assert_true(html_add_lines(h, lines.p, lines.n));
	write_page(h, &page);
	/* Style sheet, script and two blocks of data: no other element that runs or hides. */
	assert_int_equal(count_of(page.p, "<script"), 3);
	assert_int_equal(count_of(page.p, "</script"), 3);
	assert_int_equal(count_of(page.p, "<style") + count_of(page.p, "<!--") + count_of(page.p, "<img"), 1);
	assert_int_equal(count_of(page.p, "onerror="), count_of(page.p, "src=x onerror=b()&gt;"));
	assert_true(count_of(page.p, ESCAPED) > 15);
	assert_null(strstr(page.p, "<b>]]>"));
	assert_null(strstr(page.p, "<u>"));
	unpack(&page, "data-rows", &rows);
	assert_int_equal(data_lines(rows.p), 3);
	html_free(h);
	out_free(&lines);
	out_free(&page);
	out_free(&rows);
}

/* More than a page counts one by one, and longer than it shows. */
static void
test_endless(void **state)
{
	struct html *h = html_new();
	struct out lines = { NULL, 0, 0, false }, page = lines, rows = lines;
	char *text = malloc(3001), name[32];

	(void)state;
	assert_non_null(h);
	assert_non_null(text);
	/* U+00E4 is cut as a whole wherever the limit falls. */
	for (size_t i = 0; i < 3000; i += 2)
		memcpy(text + i, "\xc3\xa4", 2);
	text[3000] = '\0';
	result(&lines, text + 1000, text, "x.y.long", 150);
	text[0] = 'x';
	memmove(text + 1, text + 2, 2999);
	result(&lines, text, text, "x.y.long", 1);
	for (unsigned i = 0; i < 2300; i++) {
		snprintf(name, sizeof name, "x.y.rule-%u", i);
		result(&lines, name, name, name, 1);
	}
	assert_true(html_add_lines(h, lines.p, lines.n));
	write_page(h, &page);
	unpack(&page, "data-rows", &rows);
	assert_int_equal(data_lines(rows.p), 2303);
	assert_non_null(strstr(rows.p, "\xc3\xa4\xe2\x80\xa6\""));
	assert_int_equal(count_of(page.p, "<tr id=\"rule-"), 2000);
	assert_non_null(strstr(page.p, "301 findings of rules past the first 2000"));
	assert_non_null(strstr(page.p, "more than 1,000"));
	assert_true(page.n < 3000000);
	free(text);
	html_free(h);
	out_free(&lines);
	out_free(&page);
	out_free(&rows);
}

/* The worst are kept; what had no room is said. */
static void
test_room(void **state)
{
	struct html *h = html_new();
	struct out lines = { NULL, 0, 0, false }, page = lines, rows = lines;
	char name[32];

	(void)state;
	assert_non_null(h);
	for (unsigned i = 0; i < 100010; i++) {
		out_clear(&lines);
		snprintf(name, sizeof name, "n%u", i);
		result(&lines, name, "CN=x", "x.y.z", i >= 100005);
		assert_true(html_add_lines(h, lines.p, lines.n));
	}
	write_page(h, &page);
	unpack(&page, "data-rows", &rows);
	assert_int_equal(data_lines(rows.p), 100001);
	assert_non_null(strstr(rows.p, "[100010,4,"));
	assert_non_null(strstr(rows.p, "[99995,0,"));
	assert_null(strstr(rows.p, "[99996,0,"));
	assert_non_null(strstr(page.p, "The table has the 100,000 worst of them"));
	assert_true(page.n < 20000000);
	html_free(h);
	out_free(&lines);
	out_free(&page);
	out_free(&rows);
}

static void
test_empty(void **state)
{
	struct html *h = html_new();
	const struct tally tally = { .results = 0 };
	const struct cover cover = { NULL, NULL, NULL };
	struct html_head head = { SPAN_NONE, SPAN_NONE, SPAN_NONE, &tally, &cover };
	struct out page = { NULL, 0, 0, false };

	(void)state;
	assert_non_null(h);
	assert_true(html_write(h, &page, &head));
	out_char(&page, '\0');
	assert_non_null(strstr(page.p, "No certificate was found"));
	html_free(h);
	out_free(&page);
}

static void
test_names(void **state)
{
	struct names t = { .limit = 200 };
	char name[16];

	(void)state;
	for (unsigned turn = 0; turn < 2; turn++)
		for (unsigned i = 0; i < 300; i++) {
			snprintf(name, sizeof name, "%u", i);
			assert_int_equal(names_number(&t, (struct span){ (const uint8_t *)name, strlen(name) }), i < 200 ? i : NAMES_FULL);
		}
	assert_int_equal(names_number(&t, SPAN_LIT("199")), 199);
	assert_string_equal(t.name[17], "17");
	assert_false(t.failed);
	names_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_endless),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
