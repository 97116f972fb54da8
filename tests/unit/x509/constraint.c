/* SPDX-License-Identifier: Apache-2.0 */
/* constraint.c - names inside name constraints (RFC 5280 4.2.1.10, 7.1; RFC 9598 6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena_tests.h"
#include "der_build.h"
#include "x509/constraint.h"

static struct build b;

static struct span
text(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

static bool
mailbox(const char *constraint, const char *address)
{
	return constraint_mailbox(text(constraint), text(address));
}

static void
hosts(void **state)
{
	(void)state;
	assert_true(mailbox("example.org", "a@example.org"));
	assert_true(mailbox("Example.ORG", "a@exaMple.org"));
	assert_false(mailbox("example.org", "a@mail.example.org"));
	assert_false(mailbox("example.org", "a@bexample.org"));
	assert_false(mailbox("example.org", "a@example.org.de"));
	assert_false(mailbox("example.org", "example.org"));
}

static void
domains(void **state)
{
	(void)state;
	assert_true(mailbox(".example.org", "a@mail.example.org"));
	assert_true(mailbox(".example.org", "a@x.mail.EXAMPLE.org"));
	assert_false(mailbox(".example.org", "a@example.org"));
	assert_false(mailbox(".example.org", "a@.example.org"));
	assert_false(mailbox(".example.org", "a@mailexample.org"));
}

static void
addresses(void **state)
{
	(void)state;
	assert_true(mailbox("a@example.org", "a@Example.org"));
	assert_false(mailbox("a@example.org", "A@example.org"));	/* the local part has case */
	assert_false(mailbox("a@example.org", "b@example.org"));
	assert_false(mailbox("a@example.org", "a@mail.example.org"));
	assert_true(mailbox("example.org", "\"a@b\"@example.org"));	/* the last @ parts */
	assert_false(mailbox("example.org", "\"a@example.org\"@other.org"));
}

/* The empty constraint stands for every mailbox; what is no address matches none. */
static void
empty(void **state)
{
	(void)state;
	assert_true(mailbox("", "a@example.org"));
	assert_false(mailbox("", "example.org"));
	assert_false(mailbox("", ""));
	assert_false(constraint_mailbox(SPAN_NONE, SPAN_NONE));
	assert_true(constraint_mailbox(SPAN_NONE, text("a@b.example")));
	assert_false(mailbox(".", "a@b"));
}

static void
internationalized(void **state)
{
	(void)state;
	assert_true(mailbox("xn--hnig-5qa.de", "j\xc3\xbcrgen@xn--hnig-5qa.de"));
	assert_true(mailbox(".de", "j\xc3\xbcrgen@xn--hnig-5qa.de"));
	assert_false(mailbox("j\xc3\xbcrgen@a.de", "J\xc3\x9cRGEN@a.de"));
	/* U-labels, which RFC 8398 3 has in the name, against A-labels, and the reverse. */
	assert_true(mailbox("xn--hnig-5qa.de", "j\xc3\xbcrgen@h\xc3\xb6nig.de"));
	assert_true(mailbox("h\xc3\xb6nig.de", "j\xc3\xbcrgen@xn--hnig-5qa.de"));
	assert_true(mailbox("a@xn--hnig-5qa.de", "a@h\xc3\xb6nig.de"));
	assert_true(mailbox(".xn--hnig-5qa.de", "a@post.h\xc3\xb6nig.de"));
	assert_true(mailbox(".h\xc3\xb6nig.de", "a@\xc3\xbc.post.xn--hnig-5qa.de"));
	assert_true(mailbox(".xn--strae-oqa.de", "a@b.stra\xc3\x9f" "e.de"));
	assert_false(mailbox(".xn--hnig-5qa.de", "a@h\xc3\xb6nig.de"));
	assert_false(mailbox(".xn--hnig-5qa.de", "a@post.honig.de"));
	assert_false(mailbox(".hnig.de", "a@h\xc3\xb6nig.de"));
	assert_false(mailbox("honig.de", "a@h\xc3\xb6nig.de"));
}

static void
domain_names(void **state)
{
	(void)state;
	assert_true(constraint_dns(text("example.org"), text("example.ORG")));
	assert_true(constraint_dns(text("example.org"), text("a.b.example.org")));
	assert_true(constraint_dns(text("example.org"), text("*.example.org")));
	assert_false(constraint_dns(text("example.org"), text("bexample.org")));
	assert_false(constraint_dns(text("example.org"), text("org")));
	assert_true(constraint_dns(text(""), text("example.org")));
	assert_true(constraint_dns(text(".example.org"), text("a.example.org")));
	assert_false(constraint_dns(text(".example.org"), text("example.org")));
	assert_false(constraint_dns(text(".example.org"), text(".example.org")));
}

static void
hosts_of_uris(void **state)
{
	(void)state;
	assert_true(constraint_uri(text("www.example.org"), text("WWW.example.org")));
	assert_false(constraint_uri(text("example.org"), text("www.example.org")));
	assert_true(constraint_uri(text(".example.org"), text("www.example.org")));
	assert_false(constraint_uri(text(".example.org"), text("example.org")));
	assert_true(constraint_uri(text(""), text("example.org")));
}

static void
addresses_of_hosts(void **state)
{
	static const uint8_t net[] = { 192, 0, 2, 0, 255, 255, 255, 0 }, inside[] = { 192, 0, 2, 77 },
	    outside[] = { 192, 0, 3, 77 }, long_one[16] = { 192, 0, 2 };

	(void)state;
	assert_true(constraint_ip((struct span){ net, 8 }, (struct span){ inside, 4 }));
	assert_false(constraint_ip((struct span){ net, 8 }, (struct span){ outside, 4 }));
	assert_false(constraint_ip((struct span){ net, 8 }, (struct span){ long_one, 16 }));
	assert_false(constraint_ip((struct span){ net, 7 }, (struct span){ inside, 4 }));
	assert_false(constraint_ip(SPAN_NONE, SPAN_NONE));
}

/* RDNs of 2.5.4.x, each "type tag octets"; "" ends one RDN. */
static struct cert_name
name(const char *hex)
{
	struct cert_name n;
	size_t at;
	uint8_t *copy;

	b.n = 0;
	at = build_open(&b, 0x30);
	build_hex(&b, hex);
	build_close(&b, at);
	copy = arena_take(&arena, b.n);
	memcpy(copy, b.b, b.n);
	assert_true(name_read(&n, (struct span){ copy, b.n }, &arena));
	return n;
}

static bool
inside(const char *constraint, const char *subject)
{
	struct cert_name c = name(constraint), n = name(subject);

	return constraint_directory(&c, &n);
}

#define C_DE "31 0b 30 09 06 03 550406 13 02 4445"
#define O_AB "31 0b 30 09 06 03 55040a 0c 02 4142"
#define O_ab_PRINTABLE "31 0b 30 09 06 03 55040a 13 02 6162"
#define O_A_B "31 0c 30 0a 06 03 55040a 0c 03 412042"
#define O_A__B_ "31 0f 30 0d 06 03 55040a 0c 06 204120204220"
#define O_AB_NUL "31 0c 30 0a 06 03 55040a 0c 03 414200"
#define CN_X "31 0a 30 08 06 03 550403 0c 01 58"
#define C_AND_O "31 16 30 09 06 03 550406 13 02 4445 30 09 06 03 55040a 0c 02 4142"
#define O_AND_C "31 16 30 09 06 03 55040a 0c 02 4142 30 09 06 03 550406 13 02 4445"

static void
directories(void **state)
{
	(void)state;
	assert_true(inside("", C_DE O_AB));
	assert_true(inside(C_DE, C_DE O_AB));
	assert_true(inside(C_DE O_AB, C_DE O_AB));
	assert_true(inside(C_DE O_AB, C_DE O_AB CN_X));
	assert_false(inside(C_DE O_AB, C_DE));
	assert_false(inside(C_DE O_AB, O_AB C_DE CN_X));	/* RDNs have an order */
	assert_false(inside(O_AB, C_DE O_AB));			/* and begin at the top */
	assert_false(inside(C_DE, ""));
}

/* String type, case and blanks do not tell values apart (RFC 5280 7.1); a printed NUL does. */
static void
values(void **state)
{
	(void)state;
	assert_true(inside(O_AB, O_ab_PRINTABLE));
	assert_true(inside(O_A_B, O_A__B_));
	assert_true(inside(O_A__B_, O_A_B));
	assert_false(inside(O_AB, O_A_B));
	assert_false(inside(O_AB, O_AB_NUL));
	assert_false(inside(O_AB_NUL, O_AB));
	assert_true(inside(O_AB_NUL, O_AB_NUL));
}

static void
several_attributes_in_one_rdn(void **state)
{
	(void)state;
	assert_true(inside(C_AND_O, C_AND_O CN_X));
	assert_true(inside(C_AND_O, O_AND_C CN_X));
	assert_false(inside(C_DE, C_AND_O));
	assert_false(inside(C_AND_O, C_DE O_AB));
	assert_false(inside(C_DE O_AB, C_AND_O));
	assert_true(inside("31 00", "31 00" C_DE));		/* an RDN without attributes is not sound */
	assert_false(inside("31 00" C_DE, C_DE O_AB));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts),
		cmocka_unit_test(domains),
		cmocka_unit_test(addresses),
		cmocka_unit_test(empty),
		cmocka_unit_test(internationalized),
		cmocka_unit_test(domain_names),
		cmocka_unit_test(hosts_of_uris),
		cmocka_unit_test(addresses_of_hosts),
		cmocka_unit_test(directories),
		cmocka_unit_test(values),
		cmocka_unit_test(several_attributes_in_one_rdn),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
