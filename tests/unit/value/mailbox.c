/* SPDX-License-Identifier: Apache-2.0 */
/* mailbox.c - the grammar of RFC 5321 4.1.2 and its extension by RFC 6532. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/mailbox.h"

struct example {
	const char *text;
	enum mailbox_fault ascii, utf8;
};

#define BOTH(text, fault) { text, MAILBOX_##fault, MAILBOX_##fault }

static const struct example examples[] = {
	BOTH("a@example.com", OK),
	BOTH("John.Q.Public+tag@Example.COM", OK),
	BOTH("!#$%&'*+-/=?^_`{|}~@example.com", OK),
	BOTH("a@b", OK),				/* a domain needs no dot (RFC 5321 2.3.5) */
	BOTH("AAA@123BBB", OK),
	BOTH("a@1.2", OK),
	BOTH("a@xn--bcher-kva.example", OK),
	BOTH("\"John Doe\"@example.com", OK),
	BOTH("\"a@b\"@example.com", OK),
	BOTH("\"a\\\"b\"@example.com", OK),
	BOTH("\"<>\"@example.com", OK),
	BOTH("\"\"@example.com", OK),			/* Quoted-string = DQUOTE *QcontentSMTP DQUOTE */
	BOTH("a@[192.0.2.1]", OK),
	BOTH("a@[IPv6:2001:db8::1]", OK),
	BOTH("a@[IPv6:2001:db8:1:2:3:4:5:6]", OK),
	BOTH("a@[IPv6:::]", OK),
	BOTH("a@[IPv6:::ffff:192.0.2.1]", OK),
	BOTH("a@[IPv6:1:2:3:4:5:6:192.0.2.1]", OK),
	BOTH("a@[x25:20]", OK),
	BOTH("", EMPTY),
	BOTH("John Doe", NO_AT),
	BOTH("a b@example.com", BLANK),
	BOTH("a@example.com ", BLANK),
	BOTH(" a@example.com", BLANK),
	BOTH("a@exa mple.com", BLANK),
	BOTH("a\t@example.com", CONTROL),
	BOTH("\"a\n\"@example.com", CONTROL),
	BOTH("a@example.com\r\n", CONTROL),
	BOTH("<a@example.com>", DISPLAY_NAME),
	BOTH("John <a@example.com>", DISPLAY_NAME),
	BOTH("\"John Doe\" <a@example.com>", DISPLAY_NAME),
	BOTH("mailto:a@example.com", SCHEME),
	BOTH("a@b@example.com", SEVERAL_AT),
	BOTH("a@example.com,b@example.com", SEVERAL_AT),
	BOTH("@example.com", LOCAL_EMPTY),
	BOTH(".a@example.com", LOCAL_DOT),
	BOTH("a.@example.com", LOCAL_DOT),
	BOTH("a..b@example.com", LOCAL_DOT),
	BOTH("a(b)@example.com", LOCAL_CHARACTER),
	BOTH("a\\b@example.com", LOCAL_CHARACTER),
	BOTH("a\"b\"@example.com", LOCAL_CHARACTER),
	BOTH("\"a@example.com", QUOTED),
	BOTH("\"a\"b@example.com", QUOTED),
	BOTH("\"a\\\"@example.com", QUOTED),
	BOTH("a@", DOMAIN_EMPTY),
	BOTH("a@.example.com", DOMAIN_DOT),
	BOTH("a@example..com", DOMAIN_DOT),
	BOTH("a@example.com.", DOMAIN_DOT),
	BOTH("a@-example.com", DOMAIN_HYPHEN),
	BOTH("a@example-.com", DOMAIN_HYPHEN),
	BOTH("a@ex_ample.com", UNDERSCORE),
	BOTH("a@exa!mple.com", DOMAIN_CHARACTER),
	BOTH("a@example.com;", DOMAIN_CHARACTER),
	BOTH("a@[192.0.2.256]", LITERAL),
	BOTH("a@[192.0.2]", LITERAL),
	BOTH("a@[192.0.2.1", LITERAL),
	BOTH("a@[]", LITERAL),
	BOTH("a@[IPv6:]", LITERAL),
	BOTH("a@[IPv6:1:2:3:4:5:6:7]", LITERAL),
	BOTH("a@[IPv6:1:2:3:4:5:6:7:8:9]", LITERAL),
	BOTH("a@[IPv6:1::2::3]", LITERAL),
	BOTH("a@[IPv6:1:2:3:4:5:6:7::]", LITERAL),	/* "::" stands for two groups at least */
	BOTH("a@[IPv6:12345::]", LITERAL),
	BOTH("a@[IPv6:1:]", LITERAL),
	BOTH("a@[IPv6:::1:2:3:4:5:192.0.2.1]", LITERAL),
	BOTH("a@[tag-:x]", LITERAL),
	BOTH("a@[x:a\\b]", LITERAL),
	{ "j\xc3\xb6rg@example.com", MAILBOX_NON_ASCII, MAILBOX_OK },
	{ "\"j\xc3\xb6rg b\"@example.com", MAILBOX_NON_ASCII, MAILBOX_OK },
	{ "a@b\xc3\xbc" "cher.example", MAILBOX_U_LABEL, MAILBOX_OK },
	{ "j\xf6rg@example.com", MAILBOX_NON_ASCII, MAILBOX_NOT_UTF8 },
	{ "a@\xfc.example", MAILBOX_U_LABEL, MAILBOX_NOT_UTF8 },
};

static void
test_grammar(void **state)
{
	struct mailbox m;

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const struct example *e = &examples[i];
		enum mailbox_fault a = mailbox_parse(span_of(e->text), MAILBOX_ASCII, &m);
		enum mailbox_fault u = mailbox_parse(span_of(e->text), MAILBOX_UTF8, &m);

		if (a != e->ascii || u != e->utf8)
			fail_msg("\"%s\": %s / %s", e->text, mailbox_fault_text(a), mailbox_fault_text(u));
	}
}

static void
test_split(void **state)
{
	struct mailbox m;

	(void)state;
	assert_int_equal(mailbox_parse(span_of("\"a@b\"@c.d"), MAILBOX_ASCII, &m), MAILBOX_OK);
	assert_true(span_is(m.local, "\"a@b\"") && span_is(m.domain, "c.d") && m.quoted && !m.literal);
	assert_int_equal(mailbox_parse(span_of("a@[192.0.2.1]"), MAILBOX_ASCII, &m), MAILBOX_OK);
	assert_true(span_is(m.domain, "[192.0.2.1]") && m.literal && !m.quoted);
	assert_int_equal(mailbox_parse(span_of("\xc3\xb6@\xc3\xbc.example"), MAILBOX_UTF8, &m), MAILBOX_OK);
	assert_true(m.local_non_ascii && m.u_label);
	assert_int_equal(mailbox_parse(span_of("no at"), MAILBOX_ASCII, &m), MAILBOX_NO_AT);
	assert_null(m.local.p);
	assert_int_equal(mailbox_parse(SPAN_NONE, MAILBOX_ASCII, &m), MAILBOX_EMPTY);
}

/* RFC 6890 2.2: both ends of each range, and their neighbours. */
static void
test_local_literals(void **state)
{
	static const char *const local[] = {
		"[0.0.0.0]", "[0.255.255.255]", "[10.0.0.0]", "[10.255.255.255]", "[010.1.2.3]", "[127.0.0.1]", "[127.255.255.255]", "[169.254.0.0]",
		"[169.254.255.255]", "[172.16.0.0]", "[172.31.255.255]", "[192.168.0.0]", "[192.168.255.255]", "[255.255.255.255]", "[IPv6:::]",
		"[IPv6:::1]", "[IPv6:0:0:0:0:0:0:0:0]", "[IPv6:0:0:0:0:0:0:0:1]", "[IPv6:0::0:1]", "[IPv6:::0.0.0.1]", "[IPv6:fe80::]", "[IPv6:FEBF:ffff::1]",
		"[IPv6:fc00::]", "[ipv6:fdff:1:2:3:4:5:6:7]", "[IPv6:::ffff:10.0.0.1]", "[IPv6:0:0:0:0:0:ffff:127.0.0.1]", "[IPv6:::ffff:a00:1]",
	};
	static const char *const other[] = {
		"[1.0.0.0]", "[9.255.255.255]", "[11.0.0.0]", "[126.255.255.255]", "[128.0.0.0]", "[169.253.255.255]", "[169.255.0.0]", "[172.15.255.255]",
		"[172.32.0.0]", "[192.167.255.255]", "[192.169.0.0]", "[255.255.255.254]", "[IPv6:::2]", "[IPv6:1::]", "[IPv6:1::1]", "[IPv6:fe7f::1]",
		"[IPv6:fec0::1]", "[IPv6:fbff::1]", "[IPv6:fe00::1]", "[IPv6:::ffff:11.0.0.1]", "[IPv6:::fffe:10.0.0.1]", "[IPv6:2001:db8::10.0.0.1]",
		"[IPv6:1:2:3:4:5:6:7:8]", "[x:10.0.0.1]", "[10.0.0]", "[10.0.0.1", "10.0.0.1", "[IPv6:fe80]", "[IPv6:1:2:3:4:5:6:7:10.0.0.1]", "[]", "[", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof local / sizeof *local; i++)
		if (!mailbox_literal_is_local(span_of(local[i])))
			fail_msg("%s is not taken for local", local[i]);
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (mailbox_literal_is_local(span_of(other[i])))
			fail_msg("%s is taken for local", other[i]);
}

/* RFC 5321 4.5.3.1: 64 octets of local part, 255 of domain; RFC 1035: 63 of a label; 254 in all. */
static void
test_lengths(void **state)
{
	static const struct {
		unsigned local, label, labels;
		enum mailbox_fault fault;
	} cases[] = {
		{ 64, 10, 1, MAILBOX_OK },
		{ 65, 10, 1, MAILBOX_LOCAL_TOO_LONG },
		{ 1, 63, 1, MAILBOX_OK },
		{ 1, 64, 1, MAILBOX_LABEL_TOO_LONG },
		{ 62, 63, 3, MAILBOX_OK },		/* 62 + 1 + 191 = 254 */
		{ 63, 63, 3, MAILBOX_TOO_LONG },
		{ 1, 51, 5, MAILBOX_TOO_LONG },		/* a domain of 259 - but see the next line */
		{ 1, 50, 5, MAILBOX_TOO_LONG },		/* 1 + 1 + 254 */
	};
	char text[512], *p;
	struct mailbox m;
	enum mailbox_fault f;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memset(text, 'a', sizeof text);
		p = text + cases[i].local;
		*p++ = '@';
		for (unsigned l = 0; l < cases[i].labels; l++, p++) {
			p += cases[i].label;
			*p = '.';
		}
		p[-1] = '\0';
		f = mailbox_parse(span_of(text), MAILBOX_ASCII, &m);
		if (m.domain.n > 255)
			assert_int_equal(f, MAILBOX_DOMAIN_TOO_LONG);
		else
			assert_int_equal(f, cases[i].fault);
		assert_true(f == MAILBOX_OK || mailbox_fault_is_length(f));
		assert_int_equal(m.local.n, cases[i].local);
	}
}

/* A local part and a domain are judged each on its own. */
static void
test_both(void **state)
{
	static const struct {
		const char *text;
		enum mailbox_fault fault, domain;
		bool right;
	} cases[] = {
		{ "a.@b_c.de", MAILBOX_LOCAL_DOT, MAILBOX_UNDERSCORE, false },
		{ "a.@b.de", MAILBOX_LOCAL_DOT, MAILBOX_OK, true },
		{ "a@b_c.de", MAILBOX_UNDERSCORE, MAILBOX_OK, false },
		{ "\"a@-b.de", MAILBOX_QUOTED, MAILBOX_DOMAIN_HYPHEN, false },
		{ "a b@b_c.de", MAILBOX_BLANK, MAILBOX_OK, false },
		{ "a@b.de", MAILBOX_OK, MAILBOX_OK, true },
	};
	char text[160];
	struct mailbox m;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(mailbox_parse(span_of(cases[i].text), MAILBOX_ASCII, &m), cases[i].fault);
		assert_int_equal(m.domain_fault, cases[i].domain);
		assert_int_equal(m.domain_right, cases[i].right);
	}
	memset(text, 'a', sizeof text);
	text[65] = '@';
	memcpy(text + 130, ".de", 4);
	assert_int_equal(mailbox_parse(span_of(text), MAILBOX_ASCII, &m), MAILBOX_LOCAL_TOO_LONG);
	assert_int_equal(m.long_part, MAILBOX_LOCAL_TOO_LONG);
	assert_int_equal(m.long_domain, MAILBOX_LABEL_TOO_LONG);
}

static void
test_like(void **state)
{
	static const char *const yes[] = {
		"a@example.com", "\"John Doe\"@example.com", "a@[192.0.2.1]",
		("j\xc3\xb6rg@b\xc3\xbc" "cher.example")
	};
	static const char *const no[] = {
		"", "@", "John Doe", "AAA@123BBB", "A@B", "me @ example.com", "John <a@example.com>",
		"a@example.com (John)", "a@example..com", "Bed@Breakfast.", "sale @ 5.99", "a@b@c.d"
	};

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!mailbox_like(span_of(yes[i])))
			fail_msg("not taken for a mailbox: %s", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (mailbox_like(span_of(no[i])))
			fail_msg("taken for a mailbox: %s", no[i]);
}

static void
test_meant(void **state)
{
	static const char *const yes[] = { "a@example.com", "a@b_c.de", "a@_b.de", "a_b@b_c.d-e", ("a@b_c.b\xc3\xbc.de") };
	static const char *const no[] = {
		"", "b_c.de", "@b_c.de", "a@b_c", "a@b_c..de", "a@.b_c.de", "a@b_c.", "a@b_c.de/x", "a@b_c,d.de", "a b@b_c.de", "<a@b_c.de>", "a@@b_c.de"
	};

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!mailbox_meant(span_of(yes[i])))
			fail_msg("not taken for a mailbox: %s", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (mailbox_meant(span_of(no[i])))
			fail_msg("taken for a mailbox: %s", no[i]);
}

/* Every prefix, and every octet in every place: nothing is read outside, the spans stay inside. */
static void
test_hostile(void **state)
{
	static const char seed[] = "\"a\\@\".b@[IPv6:1::192.0.2.1].\xc3\xbc-x";
	uint8_t *text;
	struct mailbox m;

	(void)state;
	for (size_t n = 0; n < sizeof seed; n++) {
		for (unsigned c = 0; c < 256; c++) {
			text = malloc(n + 1);
			assert_non_null(text);
			memcpy(text, seed, n);
			text[n] = (uint8_t)c;
			for (int mode = 0; mode < 2; mode++) {
				(void)mailbox_parse((struct span){ text, n + 1 }, (enum mailbox_mode)mode, &m);
				assert_true(m.local.n <= n + 1 && m.domain.n <= n + 1);
			}
			(void)mailbox_like((struct span){ text, n + 1 });
			(void)mailbox_meant((struct span){ text, n + 1 });
			free(text);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grammar),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_local_literals),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_both),
		cmocka_unit_test(test_like),
		cmocka_unit_test(test_meant),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
