/* SPDX-License-Identifier: Apache-2.0 */
/* header.c - addresses and message identifiers of header fields, as RFC 5322 has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/header.h"

/* In memory of just its size, so that a look behind its end shows. */
static struct span
field(const char *text)
{
	size_t n = strlen(text);
	uint8_t *p = malloc(n > 0 ? n : 1);

	assert_non_null(p);
	memcpy(p, text, n);
	return (struct span){ p, n };
}

static void
addresses(void **state)
{
	static const char *const list[][2] = {
		{ "a@b.example", "a@b.example" }, { " a@b.example\r\n", "a@b.example" }, { "<a@b.example>", "a@b.example" },
		{ "Anna <a@b.example>", "a@b.example" }, { "Anna <a@b.example> ", "a@b.example" }, { "Anna < a@b.example (x) >", "a@b.example" },
		{ "a@b.example (Anna)", "a@b.example" }, { "(Anna (the \\( first)) a@b.example", "a@b.example" },
		{ "\"A <x@y>, \\\"B\\\"\" <a@b.example>", "a@b.example" }, { "(<x@y>) <a@b.example>", "a@b.example" },
		{ "\"a <b\"@c.example", "\"a <b\"@c.example" }, { "X <\"a> b\"@c.example>", "\"a> b\"@c.example" },
		{ "x@y.example <a@b.example>", "a@b.example" },
		/* no mailbox, or several */
		{ "", "" }, { " ", "" }, { "<", "<" }, { "<a@b.example", "<a@b.example" }, { "a@b.example>", "a@b.example>" }, { "<a> x", "<a> x" },
		{ "a@b, <c@d>", "a@b, <c@d>" }, { "<a@b>, <c@d>", "<a@b>, <c@d>" }, { "a@b c@d", "a@b c@d" }, { "\"", "\"" }, { "\"\\", "\"\\" },
		{ "(", "" }, { "(\\", "" }, { "<\"", "<\"" }, { "<>", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct span s = field(list[i][0]), got = header_address(s);

		if (got.n != strlen(list[i][1]) || memcmp(got.p, list[i][1], got.n) != 0)
			fail_msg("%s: %.*s", list[i][0], (int)got.n, (const char *)got.p);
		free((void *)(uintptr_t)s.p);
	}
	assert_true(header_mailbox_equal(span_of("Anna <a@B.example>"), span_of("a@b.example")));
	assert_false(header_mailbox_equal(span_of("a@b.example <x@b.example>"), span_of("a@b.example")));
}

static void
replies(void **state)
{
	static const struct {
		const char *reply, *id;
		bool same;
	} list[] = {
		{ "<a@b>", "<a@b>", true }, { "a@b", "<a@b>", true }, { "<a@b>", "a@b", true }, { "a@b>", "<a@b", true }, { " <a@b>\r\n", "a@b ", true },
		{ "<x@y> <a@b>", "<a@b>", true }, { "<x@y><a@b>", "<a@b>", true }, { "(reply) <x@y> (to <z>) <a@b>", "<a@b>", true },
		{ "x@y a@b", "a@b", true }, { "<A@b>", "<a@b>", false }, { "<a@b.c>", "<a@b>", false }, { "<x a@b>", "<a@b>", false },
		{ "", "", false }, { "<>", "<>", false }, { " ", "<>", false }, { "<a@b>", "", false }, { "", "<a@b>", false }, { "(<a@b>)", "<a@b>", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct span reply = field(list[i].reply), id = field(list[i].id);

		if (header_replies_to(reply, id) != list[i].same)
			fail_msg("%s to %s", list[i].reply, list[i].id);
		free((void *)(uintptr_t)reply.p);
		free((void *)(uintptr_t)id.p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(replies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
