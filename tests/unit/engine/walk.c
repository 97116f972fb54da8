/* SPDX-License-Identifier: Apache-2.0 */
/* The walk over a decoded certificate: every field, in order, as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cert_rich.h"
#include "der_build.h"
#include "smimelint.h"
#include "tests/context.h"
#include "walk_rich.h"

static struct build b;
static char listing[32768];
static size_t listed, rows, stop_after;

static int
set_up(void **state)
{
	assert_int_equal(context_open(state), 0);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	return 0;
}

static int
keep(void *arg, unsigned depth, const char *name, const char *value, uint32_t offset, uint32_t length)
{
	(void)arg;
	assert_true(offset <= b.n && length <= b.n - offset);
	listed += (size_t)snprintf(listing + listed, sizeof listing - listed, "%*s%s%s%s\n", (int)depth, "", name,
	    value != NULL ? " = " : "", value != NULL ? value : "");
	assert_true(listed < sizeof listing);
	return ++rows == stop_after ? 7 : 0;
}

static int
walk(void)
{
	listed = rows = 0;
	return smimelint_walk(run, keep, NULL);
}

static void
lint(const struct build_cert *c)
{
	build_certificate(&b, c);
	(void)smimelint_lint(run, b.b, b.n);
	stop_after = 0;
}

static const struct build_cert rich_cert = {
	.extension = cert_rich_extensions, .after_spki = "81 02 00 01 82 02 00 02"
};

static void
every_field(void **state)
{
	char *line, *rest = NULL;

	(void)state;
	lint(&rich_cert);
	assert_int_equal(walk(), 0);
	line = strtok_r(listing, "\n", &rest);
	for (size_t i = 0; i < sizeof walk_rich / sizeof *walk_rich; i++) {
		assert_non_null(line);
		assert_string_equal(line, walk_rich[i]);
		line = strtok_r(NULL, "\n", &rest);
	}
	assert_null(line);
}

static void
has(const char *line)
{
	if (strstr(listing, line) == NULL)
		fail_msg("no line \"%s\" in\n%s", line, listing);
}

/* What cannot be read is shown as it stands, and the rest is shown all the same. */
static void
damaged(void **state)
{
	struct build_cert c = {
		/* an INTEGER where a name belongs; an issuer whose second RDN runs past its end */
		.subject = "02 01 05", .issuer = "30 06 31 00 31 7f 30 01",
		/* a string with an escape character; a SEQUENCE where keyUsage has bits; [9] as a GeneralName */
		.extension = "30 0c 06 03 551d0f 04 05 30 03 0c 01 1b" "30 0d 06 03 551d11 04 06 30 04 89 02 0102",
		.signature_value = "03 00",
	};

	(void)state;
	lint(&c);
	assert_int_equal(walk(), 0);
	has("  subject = 5\n");
	has("  issuer\n   [0]\n   unreadable = content runs past the enclosing element: 317f3001\n  validity\n");
	has("     keyUsage\n      UTF8String = UTF8String: \\x1b\n");
	has("      [0]\n       [9] = 0102\n");
	has("\n signatureValue = \n");
}

static void
bare_tbs(void **state)
{
	struct build_cert c = { .bare_tbs = true };

	(void)state;
	lint(&c);
	assert_int_equal(walk(), 0);
	assert_ptr_equal(strstr(listing, "tbsCertificate\n version = v3\n"), listing);
	assert_null(strstr(listing, "signatureValue"));
}

/* fn may end the walk; where there is no certificate there is none. */
static void
ends(void **state)
{
	(void)state;
	lint(&rich_cert);
	stop_after = 4;
	assert_int_equal(walk(), 7);
	assert_int_equal(rows, 4);
	assert_int_equal(smimelint_lint(run, (const uint8_t *)"x", 1), SMIMELINT_ERR_INPUT);
	assert_int_equal(walk(), 0);
	assert_int_equal(rows, 0);
	assert_int_equal(smimelint_walk(NULL, keep, NULL), 0);
	assert_int_equal(smimelint_walk(run, NULL, NULL), 0);
}

/* It ends at whichever row fn wants it to, and not one later. */
static void
ends_at_every_row(void **state)
{
	size_t all;

	(void)state;
	lint(&rich_cert);
	assert_int_equal(walk(), 0);
	all = rows;
	for (size_t i = 1; i <= all; i++) {
		stop_after = i;
		assert_int_equal(walk(), 7);
		assert_int_equal(rows, i);
	}
}

/* Addresses of either protocol, with a mask in name constraints; other lengths are shown as octets. */
static void
addresses(void **state)
{
	struct build_cert c = {
		.extension = "30 20 06 03 551d11 04 19 30 17 87 10 20010db8000000000000000000000001 87 03 010203"
		    "30 2f 06 03 551d1e 04 28 30 26 a0 24 30 22 87 20"
		    "20010db8000000000000000000000000 ffffffff000000000000000000000000",
	};

	(void)state;
	lint(&c);
	assert_int_equal(walk(), 0);
	has(" = 2001:db8:0:0:0:0:0:1\n");
	has(" = 010203\n");
	has(" = 2001:db8:0:0:0:0:0:0/ffff:ffff:0:0:0:0:0:0\n");
}

/* What is no value of its type is shown as its octets stand. */
static void
values_out_of_form(void **state)
{
	struct build_cert c = {
		.version = "a0 07 02 05 0102030405", .serial = "02 01 00",
		/* half a character of a BMPString and of a UniversalString */
		.subject = "30 1e 31 0d 30 0b 06 03 550403 1e 04 00410061" "31 0d 30 0b 06 03 550403 1e 04 0041d800",
		.issuer = "30 0e 31 0c 30 0a 06 03 550403 1c 03 414243",
		/* a month that is none; a time cut short */
		.validity = "30 15 17 0d 3236313330323033303430355a 17 04 32363031",
		/* an RSA key that ends after its modulus */
		.spki = "30 1f 30 0d 06 09 2a864886f70d010101 05 00 03 0e 00 30 0b 02 09 00 c1c2c3c4c5c6c7c9",
		/* BOOLEANs that are FALSE and of two octets; no identifier; keyUsage of nothing; a name that is an INTEGER */
		.extension = "30 0c 06 03 551d0f 01 01 00 04 02 0307" "30 0b 06 03 551d0e 01 02 ffff 04 00"
		    "30 04 04 02 0500" "30 07 06 03 551d0f 04 00" "30 0c 06 03 551d11 04 05 30 03 02 01 05",
	};

	(void)state;
	lint(&c);
	assert_int_equal(walk(), 0);
	has("  version = 0x0102030405\n  serialNumber = 0\n");
	has("BMPString: Aa\n");
	has("UniversalString: ABC\n");
	has("UTCTime: 261302030405Z\n");
	has("UTCTime: 2601\n");
	has("    critical = FALSE\n");
	has("    critical = ffff\n");
	has("       INTEGER = 5\n");
	has("    extnID = 0500\n");
}

/* A serial number has no leading zeros; a negative one and one of nothing are shown as they stand. */
static void
serial_numbers(void **state)
{
	static const struct {
		const char *serial, *line;
	} t[] = {
		{ "02 02 00 80", "  serialNumber = 80\n" }, { "02 01 05", "  serialNumber = 5\n" },
		{ "02 02 ff 01", "  serialNumber = ff01\n" }, { "02 00", "  serialNumber = 0\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct build_cert c = { .serial = t[i].serial };

		lint(&c);
		assert_int_equal(walk(), 0);
		has(t[i].line);
	}
}

/* So many octets "c1" in hexadecimal, and what stands behind them. */
static const char *
octets_c1(char *text, size_t n, const char *behind)
{
	for (size_t i = 0; i < n; i++)
		memcpy(text + 2 * i, "c1", 2);
	strcpy(text + 2 * n, behind);
	return text;
}

/* Octets are shown up to 256 of them; what is more shows as an ellipsis. */
static void
many_octets(void **state)
{
	enum { SHOWN = 256 };
	static char content[2 * SHOWN + 8], serial[2 * SHOWN + 24], line[2 * SHOWN + 64];

	(void)state;
	for (size_t n = SHOWN - 1; n <= SHOWN + 1; n++) {
		struct build_cert c = { .serial = serial };

		snprintf(serial, sizeof serial, "02 82 %04x 00 %s", (unsigned)n + 1, octets_c1(content, n, ""));
		lint(&c);
		assert_int_equal(walk(), 0);
		snprintf(line, sizeof line, "  serialNumber = %s\n", octets_c1(content, n < SHOWN ? n : SHOWN, n > SHOWN ? "\xe2\x80\xa6" : ""));
		has(line);
	}
}

/* Of a key and a signature 32 octets are. */
static void
octets_of_a_key(void **state)
{
	enum { SHOWN = 32 };
	char content[2 * SHOWN + 8], spki[160 + 2 * SHOWN], line[2 * SHOWN + 64];

	(void)state;
	for (unsigned n = SHOWN - 1; n <= SHOWN + 1; n++) {
		struct build_cert c = { .spki = spki };

		snprintf(spki, sizeof spki, "30 %02x 30 0d 06 09 2a864886f70d010101 05 00 03 %02x 00 30 %02x 02 %02x 00 %s 02 03 010001",
		    n + 28, n + 11, n + 8, n + 1, octets_c1(content, n, ""));
		lint(&c);
		assert_int_equal(walk(), 0);
		snprintf(line, sizeof line, "modulus = %u bits: %s\n", 8 * n,
		    octets_c1(content, n < SHOWN ? n : SHOWN, n > SHOWN ? "\xe2\x80\xa6" : ""));
		has(line);
	}
}

/* Elements nested deeper than any certificate's end the descent, not the program. */
static void
deep(void **state)
{
	struct build_cert c = { 0 };
	char subject[8 * 60 + 1] = "";

	(void)state;
	for (unsigned i = 0; i < 60; i++)
		snprintf(subject + strlen(subject), 8, "30 %02x ", 2 * (59 - i));
	c.subject = subject;
	lint(&c);
	assert_int_equal(walk(), 0);
	has("SEQUENCE = nested deeper than the limit\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field), cmocka_unit_test(damaged), cmocka_unit_test(bare_tbs),
		cmocka_unit_test(ends), cmocka_unit_test(deep), cmocka_unit_test(ends_at_every_row),
		cmocka_unit_test(addresses), cmocka_unit_test(values_out_of_form), cmocka_unit_test(serial_numbers),
		cmocka_unit_test(many_octets), cmocka_unit_test(octets_of_a_key),
	};

	return cmocka_run_group_tests(tests, set_up, context_close);
}
