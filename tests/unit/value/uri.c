/* SPDX-License-Identifier: Apache-2.0 */
/* uri.c - URIs and host names, expectations from RFC 3986 and RFC 1123. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/uri.h"

#define S(text) SPAN_LIT(text)

static enum uri_fault
fault(struct span text)
{
	struct uri u;

	return uri_parse(text, &u);
}

static void
test_parts(void **state)
{
	struct uri u;

	(void)state;
	assert_int_equal(uri_parse(S("HTTP://user:pw@www.example.com:80/a/b.crl?x=/#y"), &u), URI_OK);
	assert_true(uri_scheme_is(&u, "http"));
	assert_false(uri_scheme_is(&u, "https"));
	assert_true(u.has_authority);
	assert_true(span_is(u.host, "www.example.com"));
	assert_true(span_is(u.path, "/a/b.crl"));
	assert_int_equal(uri_parse(S("urn:oid:1.2"), &u), URI_OK);
	assert_false(u.has_authority);
	assert_true(span_is(u.path, "oid:1.2"));
	assert_int_equal(uri_parse(S("ldap:///cn=x?y?base"), &u), URI_OK);
	assert_true(u.has_authority);
	assert_int_equal(u.host.n, 0);
	assert_int_equal(uri_parse(S("http://[2001:db8::1]:8080/"), &u), URI_OK);
	assert_true(span_is(u.host, "[2001:db8::1]"));
}

static void
test_faults(void **state)
{
	(void)state;
	assert_int_equal(fault(S("")), URI_EMPTY);
	assert_int_equal(fault(S("/a/b")), URI_RELATIVE);
	assert_int_equal(fault(S("www.example.com/a")), URI_RELATIVE);
	assert_int_equal(fault(S("1http://a/")), URI_RELATIVE);
	assert_int_equal(fault(S(":x")), URI_RELATIVE);
	assert_int_equal(fault(S("http:")), URI_NO_PART);
	assert_int_equal(fault(S("http://")), URI_NO_PART);
	assert_int_equal(fault(S("http://a b/")), URI_CHARACTER);
	assert_int_equal(fault(S("http://a/\xc3\xa4")), URI_CHARACTER);
	assert_int_equal(fault(S("http://a/\0")), URI_CHARACTER);
	assert_int_equal(fault(S("http://a/%2")), URI_PERCENT);
	assert_int_equal(fault(S("http://a/%2g")), URI_PERCENT);
	assert_int_equal(fault(S("http://a/%2F")), URI_OK);
	assert_int_equal(fault(S("http://a:8x/")), URI_PORT);
	assert_int_equal(fault(S("http://[::1]x/")), URI_CHARACTER);
	assert_int_equal(fault(S("http://[::1")), URI_LITERAL);
	assert_int_equal(fault(S("http://::1]/")), URI_PORT);
	assert_int_equal(fault(S("http://a]/")), URI_LITERAL);
	assert_int_equal(fault(S("http://[a.example]/")), URI_LITERAL);
	assert_int_equal(fault(S("http://u@[::1]:80/")), URI_OK);
	assert_int_equal(fault(S("http://u@v@a/")), URI_CHARACTER);
	assert_int_equal(fault(S("http://[u]@a/")), URI_CHARACTER);
	assert_int_equal(fault(S("http://a/b@c")), URI_OK);
	assert_int_equal(fault(S("http://a/[b]")), URI_CHARACTER);
	assert_int_equal(fault(S("http://a/b?c[]=d")), URI_CHARACTER);
	assert_int_equal(fault(S("ldap://a/cn=x?y[")), URI_CHARACTER);
	assert_int_equal(fault(S("urn:x:[1]")), URI_CHARACTER);
	assert_int_equal(fault(S("http://a/#b")), URI_OK);
	assert_int_equal(fault(S("http://a/#b?c/")), URI_OK);
	assert_int_equal(fault(S("http://a/#b#c")), URI_CHARACTER);
}

static enum host_fault
host_of(struct span text)
{
	struct uri u;

	uri_parse(text, &u);
	return u.host_fault;
}

static void
test_hosts_of_uris(void **state)
{
	(void)state;
	assert_int_equal(host_of(S("http://a b/")), HOST_NOT_OF_URI);
	assert_int_equal(host_of(S("http://a.de /")), HOST_NOT_OF_URI);
	assert_int_equal(host_of(S("https://a.de\\x")), HOST_NOT_OF_URI);
	assert_int_equal(host_of(S("ftp://a\0.de/")), HOST_NOT_OF_URI);
	assert_int_equal(host_of(S("http://a.de\n/")), HOST_NOT_OF_URI);
	assert_int_equal(host_of(S("http://%zz.de/")), HOST_PERCENT);
	assert_int_equal(host_of(S("http://a%2")), HOST_PERCENT);
	assert_int_equal(host_of(S("http://-a.de/x")), HOST_OK);
	assert_int_equal(host_of(S("http://a-.de?x")), HOST_OK);
	assert_int_equal(host_of(S("http://a%2e.de/")), HOST_OK);
	assert_int_equal(host_of(S("http://-a%2e.de/")), HOST_OK);
	assert_int_equal(host_of(S("http://a--b_.de/-x-")), HOST_OK);
	assert_int_equal(host_of(S("http://\xc3\xa4.de/")), HOST_OK);
	assert_int_equal(host_of(S("http://a b@c.de/")), HOST_OK);
	assert_int_equal(host_of(S("http://a.de/ b%")), HOST_OK);
	assert_int_equal(host_of(S("http://[2001:db8::1]/ b")), HOST_OK);
	assert_int_equal(host_of(S("ldap://a b/")), HOST_OK);
	assert_int_equal(host_of(S("http://*.de/")), HOST_NO_NAME);
	assert_int_equal(host_of(S("http://a+b.de/")), HOST_NO_NAME);
	assert_int_equal(host_of(S("http://a.de%00/")), HOST_NO_NAME);
	assert_int_equal(host_of(S("http://a%2Fb.de/")), HOST_NO_NAME);
	assert_int_equal(host_of(S("http://a.de%c3%a4/")), HOST_OK);
	assert_int_equal(host_of(S("http://256.1.1.1/")), HOST_NUMBER);
	assert_int_equal(host_of(S("http://256.1.1.1:80/")), HOST_NUMBER);
	assert_int_equal(host_of(S("http://1/")), HOST_NUMBER);
	assert_int_equal(host_of(S("http://255.1.1.1/")), HOST_OK);
	assert_int_equal(host_of(S("http://255.1.1.1.de/")), HOST_OK);
	assert_int_equal(host_of(S("http://a.de:65535/")), HOST_OK);
	assert_int_equal(host_of(S("http://a.de:0065535")), HOST_OK);
	assert_int_equal(host_of(S("http://a.de:65536/")), HOST_PORT);
	assert_int_equal(host_of(S("http://[::1]:99999999999999999999/")), HOST_PORT);
	assert_int_equal(host_of(S("urn://a.de:65536/")), HOST_OK);
	assert_int_equal(host_of(S("http://a.de:/")), HOST_OK);
	assert_int_equal(host_of(S("")), HOST_OK);
}

static void
test_hosts(void **state)
{
	uint8_t longest[254];

	(void)state;
	memset(longest, 'a', sizeof longest);
	for (size_t i = 63; i < sizeof longest; i += 64)
		longest[i] = '.';
	assert_int_equal(host_check((struct span){ longest, 253 }), HOST_OK);
	assert_int_equal(host_check((struct span){ longest, 63 }), HOST_OK);
	longest[253] = 'a';
	assert_int_equal(host_check((struct span){ longest, 254 }), HOST_TOO_LONG);
	longest[63] = 'a';
	assert_int_equal(host_check((struct span){ longest, 64 }), HOST_LABEL_TOO_LONG);
	assert_int_equal(host_check_lengths((struct span){ longest, 64 }), HOST_LABEL_TOO_LONG);
	assert_int_equal(host_check_lengths((struct span){ longest, 254 }), HOST_TOO_LONG);
	assert_int_equal(host_check_lengths(S("")), HOST_EMPTY);
	assert_int_equal(host_check_lengths(S("a_b..c")), HOST_LABEL_EMPTY);
	assert_int_equal(host_check_lengths(S("a_-b.c.")), HOST_OK);
	assert_int_equal(host_check_lengths(S("-a_b.c.")), HOST_OK);
	assert_int_equal(host_check_lengths(S("a.b-.c")), HOST_OK);
	assert_int_equal(host_check(S("")), HOST_EMPTY);
	assert_int_equal(host_check(S(".")), HOST_LABEL_EMPTY);
	assert_int_equal(host_check(S("a..b")), HOST_LABEL_EMPTY);
	assert_int_equal(host_check(S(".a.b")), HOST_LABEL_EMPTY);
	assert_int_equal(host_check(S("a.b.")), HOST_OK);
	assert_int_equal(host_check_preferred(S("a.b.")), HOST_LABEL_EMPTY);
	assert_int_equal(host_check_preferred(S("a.b")), HOST_OK);
	assert_int_equal(host_check_preferred(S(".")), HOST_LABEL_EMPTY);
	assert_int_equal(host_check(S("a_b.c")), HOST_CHARACTER);
	assert_int_equal(host_check(S("*.c")), HOST_CHARACTER);
	assert_int_equal(host_check(S("-a.c")), HOST_HYPHEN);
	assert_int_equal(host_check(S("a-.c")), HOST_HYPHEN);
	assert_int_equal(host_check(S("localhost")), HOST_OK);
	assert_int_equal(host_check_qualified(S("localhost")), HOST_SINGLE_LABEL);
	assert_int_equal(host_check_qualified(S("example.com")), HOST_OK);
}

static void
test_addresses(void **state)
{
	(void)state;
	assert_true(host_is_ipv4(S("192.0.2.255")));
	assert_false(host_is_ipv4(S("192.0.2.256")));
	assert_false(host_is_ipv4(S("192.0.2")));
	assert_false(host_is_ipv4(S("192.0.2.")));
	assert_false(host_is_ipv4(S("192.0.2.1.1")));
	assert_false(host_is_ipv4(S("192.0.2.x")));
	assert_true(host_ends_in_number(S("192.0.2.1")));
	assert_true(host_ends_in_number(S("example.123")));
	assert_true(host_ends_in_number(S("1")));
	assert_false(host_ends_in_number(S("192.0.2.1a")));
	assert_false(host_ends_in_number(S("192.0.2.a1")));
	assert_false(host_ends_in_number(S("1.example")));
	assert_false(host_ends_in_number(S("1.")));
	assert_false(host_ends_in_number(S("")));
	assert_true(host_is_ip_literal(S("[::1]")));
	assert_true(host_is_ip_literal(S("[::]")));
	assert_true(host_is_ip_literal(S("[1::]")));
	assert_true(host_is_ip_literal(S("[1:2:3:4:5:6:7:8]")));
	assert_true(host_is_ip_literal(S("[1:2:3:4:5:6:7::]")));
	assert_true(host_is_ip_literal(S("[::2:3:4:5:6:7:8]")));
	assert_true(host_is_ip_literal(S("[1:2:3:4:5:6:192.0.2.1]")));
	assert_true(host_is_ip_literal(S("[1:2:3:4:5::192.0.2.1]")));
	assert_true(host_is_ip_literal(S("[::ffff:192.0.2.1]")));
	assert_true(host_is_ip_literal(S("[2001:DB8::abcd:1]")));
	assert_true(host_is_ip_literal(S("[v1.a:b]")));
	assert_false(host_is_ip_literal(S("[]")));
	assert_false(host_is_ip_literal(S("[:]")));
	assert_false(host_is_ip_literal(S("[:::]")));
	assert_false(host_is_ip_literal(S("[1:::2]")));
	assert_false(host_is_ip_literal(S("[1::2::3]")));
	assert_false(host_is_ip_literal(S("[1:2]")));
	assert_false(host_is_ip_literal(S("[1:2:3:4:5:6:7:8:9]")));
	assert_false(host_is_ip_literal(S("[1:2:3:4:5:6:7:8::]")));
	assert_false(host_is_ip_literal(S("[1:2:3:4:5:6:7:]")));
	assert_false(host_is_ip_literal(S("[:1::2]")));
	assert_false(host_is_ip_literal(S("[12345::]")));
	assert_false(host_is_ip_literal(S("[g::]")));
	assert_false(host_is_ip_literal(S("[1:2:3:4:5:6:7:192.0.2.1]")));
	assert_false(host_is_ip_literal(S("[1:2:3:4:5:6::192.0.2.1]")));
	assert_false(host_is_ip_literal(S("[::192.0.2]")));
	assert_false(host_is_ip_literal(S("[::192.0.2.256]")));
	assert_false(host_is_ip_literal(S("[::192.0.2.01]")));
	assert_false(host_is_ip_literal(S("[192.0.2.1]")));
	assert_false(host_is_ip_literal(S("[v1.]")));
	assert_false(host_is_ip_literal(S("[v.a]")));
	assert_false(host_is_ip_literal(S("[v1a]")));
	assert_false(host_is_ip_literal(S("[fe80::1%eth0]")));
	assert_false(host_is_ip_literal(S("[fe80::1%25eth0]")));
	assert_true(host_has_zone(S("[fe80::1%25eth0]")));
	assert_true(host_has_zone(S("[::%25%c3%a4~]")));
	assert_false(host_has_zone(S("[fe80::1%25]")));
	assert_false(host_has_zone(S("[fe80::1%eth0]")));
	assert_false(host_has_zone(S("[fe80::1%25%4]")));
	assert_false(host_has_zone(S("[fe80::1%25a/b]")));
	assert_false(host_has_zone(S("[192.0.2.1%25eth0]")));
	assert_false(host_has_zone(S("[%25eth0]")));
	assert_false(host_has_zone(S("[fe80::1%25eth0")));
	assert_false(host_has_zone(S("fe80::1%25eth0")));
	assert_false(host_has_zone(S("[::1]")));
	assert_false(host_has_zone(S("")));
	assert_true(host_is_mere_number(S("192.0.2.01")));
	assert_true(host_is_mere_number(S("192.0.2")));
	assert_true(host_is_mere_number(S("192.0.2.1.")));
	assert_false(host_is_mere_number(S("192.0.2.10")));
	assert_false(host_is_mere_number(S("0.0.0.0")));
	assert_false(host_is_mere_number(S("192.0.2.1x")));
	assert_false(host_is_mere_number(S("")));
	assert_false(host_is_ip_literal(S("[::1")));
	assert_false(host_is_ip_literal(S("[a b]")));
}

static void
test_words(void **state)
{
	(void)state;
	for (unsigned i = 0; i < URI_FAULTS; i++)
		assert_true(uri_fault_text((enum uri_fault)i)[0] != '\0');
	for (unsigned i = 0; i < HOST_FAULTS; i++)
		assert_true(host_fault_text((enum host_fault)i)[0] != '\0');
	assert_string_equal(uri_fault_text(URI_FAULTS), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_hosts_of_uris),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("uri", tests, NULL, NULL);
}
