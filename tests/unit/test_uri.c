/* test_uri.c - scheme and host of URIs, against RFC 3986. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "x509/uri.h"

static void
schemes(void **state)
{
	(void)state;
	assert_true(uri_has_scheme(SPAN_LIT("http://a/"), "http"));
	assert_true(uri_has_scheme(SPAN_LIT("HtTp:x"), "http"));
	assert_false(uri_has_scheme(SPAN_LIT("https://a/"), "http"));
	assert_false(uri_has_scheme(SPAN_LIT("http"), "http"));
	assert_false(uri_has_scheme(SPAN_LIT("http//a"), "http"));
	assert_false(uri_has_scheme(SPAN_LIT(" http://a"), "http"));
	assert_false(uri_has_scheme(SPAN_NONE, "http"));
}

static void
hosts(void **state)
{
	static const struct {
		const char *uri, *host;		/* host NULL: no authority */
	} t[] = {
		{ "http://crl.example.com/a.crl", "crl.example.com" },
		{ "http://crl.example.com", "crl.example.com" },
		{ "http://crl.example.com:8080/a", "crl.example.com" },
		{ "http://u:p@crl.example.com/", "crl.example.com" },
		{ "http://a@b@c/", "c" },
		{ "http://[2001:db8::1]:80/", "[2001:db8::1]" },
		{ "http://h?q", "h" }, { "http://h#f", "h" },
		{ "http:///a.crl", "" }, { "http://", "" }, { "http://:80/", "" }, { "http://u@/", "" },
		{ "http:/a", NULL }, { "http:a", NULL }, { "mailto:a@b", NULL }, { "a/b://c", NULL },
		{ "", NULL }, { "http:", NULL }, { "http:/", NULL },
		{ "ldap://dir.example.com/cn=a", "dir.example.com" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct span in = { (const uint8_t *)t[i].uri, strlen(t[i].uri) };
		struct span host = uri_host(in);

		if (t[i].host == NULL) {
			assert_null(host.p);
		} else {
			assert_non_null(host.p);
			assert_true(span_is(host, t[i].host));
		}
	}
	assert_null(uri_host(SPAN_NONE).p);
}

static void
web(void **state)
{
	(void)state;
	assert_true(uri_is_http(SPAN_LIT("HTTP://h/x")));
	assert_false(uri_is_http(SPAN_LIT("https://h/x")));
	assert_false(uri_is_http(SPAN_LIT("http:///x")));
	assert_false(uri_is_http(SPAN_LIT("http:h")));
	assert_true(uri_is_web(SPAN_LIT("https://h/x")));
	assert_true(uri_is_web(SPAN_LIT("http://h/x")));
	assert_false(uri_is_web(SPAN_LIT("ftp://h/x")));
	assert_false(uri_is_web(SPAN_LIT("https://")));
	assert_false(uri_is_web(SPAN_LIT("www.example.com")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(schemes),
		cmocka_unit_test(hosts),
		cmocka_unit_test(web),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
