/* SPDX-License-Identifier: Apache-2.0 */
/* Name and GeneralName. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "arena_tests.h"
#include "base/utf8.h"
#include "der_build.h"
#include "x509/name.h"

static struct build b;

static struct cert_name
name(const char *hex)
{
	struct cert_name n;

	b.n = 0;
	build_hex(&b, hex);
	assert_true(name_read(&n, build_span(&b), &arena));
	return n;
}

static void
reads_attributes_in_order(void **state)
{
	/* C=DE; then one RDN of CN=Jo and surname=Li */
	struct cert_name n = name("30 23 31 0b 30 09 06 03 550406 13 02 4445"
	    "31 14 30 08 06 03 550403 0c 01 4a 30 08 06 03 550404 0c 01 4c");
	const struct cert_attr *attr;

	(void)state;
	assert_false(n.bad);
	assert_int_equal(n.n_rdn, 2);
	assert_int_equal(n.n_attr, 3);
	assert_int_equal(n.attr[1].rdn, 1);
	assert_int_equal(n.attr[1].in_rdn, 0);
	assert_int_equal(n.attr[2].in_rdn, 1);
	attr = &n.attr[0];
	assert_ptr_equal(name_attr(&n, OID_COUNTRY, 0), attr);
	assert_true(span_is(attr->text, "DE"));
	assert_int_equal(attr->value.id, DER_PRINTABLE);
	assert_null(name_attr(&n, OID_COUNTRY, 1));
	assert_int_equal(name_count(&n, OID_SURNAME), 1);
	assert_int_equal(name_count(&n, OID_TITLE), 0);
	assert_string_equal(name_show(&arena, &n), "CN=J+surname=L,C=DE");
}

static void
empty_names(void **state)
{
	struct cert_name n = name("30 00");

	(void)state;
	assert_false(n.bad);
	assert_int_equal(n.n_attr + n.n_rdn, 0);
	assert_string_equal(name_show(&arena, &n), "");
	n = name("30 02 31 00");		/* an RDN without attributes: X.501 forbids it, a rule says so */
	assert_false(n.bad);
	assert_int_equal(n.n_rdn, 1);
	assert_int_equal(n.n_attr, 0);
}

/* One broken attribute, and a sound one after it. */
static void
the_sound_ones_are_read_beside_broken_ones(void **state)
{
	static const struct {
		const char *hex;
		bool typed;
	} broken[] = {
		{ "31 09 31 07 06 03 550403 0c 00", false },	/* AttributeTypeAndValue is a SET */
		{ "31 08 30 06 02 01 05 0c 01 41", false },	/* its type an INTEGER */
		{ "31 07 30 05 06 03 550403", true },		/* no value */
		{ "31 09 30 07 06 03 550403 0c 05", true },	/* the value is cut short */
		{ "30 0a 30 08 06 03 550403 0c 01 41", false },	/* the RDN is a SEQUENCE */
		{ "31 0a 30 08 06 03 550403 02 01 41", true },	/* a commonName that is an INTEGER */
		{ "31 0a 30 08 06 03 550403 80 01 41", true },	/* or of no universal type */
		{ "31 02 30 01", false },			/* framing of the attribute breaks */
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		const struct cert_attr *attr;
		struct cert_name n;
		size_t at;

		b.n = 0;
		at = build_open(&b, 0x30);
		build_hex(&b, broken[i].hex);
		build_rdn(&b, 6, DER_PRINTABLE, "DE");
		build_close(&b, at);
		assert_true(name_read(&n, build_span(&b), &arena));
		assert_true(n.unread);
		assert_int_equal(n.bad, !broken[i].typed);
		assert_int_equal(name_count(&n, OID_COMMON_NAME), broken[i].typed);
		assert_true(name_unread(&n, OID_COMMON_NAME));
		/* What could not be read wholly may have one of any type; else those of this type are sound. */
		assert_int_equal(name_unread(&n, OID_COUNTRY), n.bad);
		assert_int_equal(name_unread(&n, OID_ORGANIZATION), n.bad);
		attr = &n.attr[n.n_attr - 1];
		assert_ptr_equal(name_attr(&n, OID_COUNTRY, 0), attr);
		assert_int_equal(attr->rdn, 1);
		assert_true(span_is(attr->text, "DE"));
	}
	assert_true(name("31 00").bad);
	assert_true(name("30 05 31 03 30").bad);
	assert_true(name("").bad);
}

static void
text_of_every_string_type(void **state)
{
	static const struct {
		const char *value, *text;
	} cases[] = {
		{ "0c 02 c3a4", "\xc3\xa4" },
		{ "0c 01 e4", NULL },			/* UTF8String that is not UTF-8 */
		{ "13 03 612a62", "a*b" },		/* outside PrintableString, still text */
		{ "13 01 e4", NULL },
		{ "16 03 614062", "a@b" },
		{ "12 02 3132", "12" },
		{ "1a 01 41", "A" },
		{ "14 01 e4", "\xc3\xa4" },		/* TeletexString, read as ISO 8859-1 */
		{ "1e 02 00e4", "\xc3\xa4" },
		{ "1e 01 41", NULL },
		{ "1c 04 0001f600", "\xf0\x9f\x98\x80" },
		{ "0c 00", "" },
		{ "03 02 0041", NULL },			/* BIT STRING is no text */
		{ "2c 03 0c 01 41", NULL },		/* nor is a string in pieces */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t seq, set, atv;
		struct cert_name n;

		b.n = 0;
		seq = build_open(&b, 0x30);
		set = build_open(&b, 0x31);
		atv = build_open(&b, 0x30);
		build_hex(&b, "06 03 550403");
		build_hex(&b, cases[i].value);
		build_close(&b, atv);
		build_close(&b, set);
		build_close(&b, seq);
		assert_true(name_read(&n, build_span(&b), &arena));
		assert_int_equal(n.n_attr, 1);
		if (cases[i].text == NULL)
			assert_null(n.attr[0].text.p);
		else
			assert_true(n.attr[0].text.p != NULL && span_is(n.attr[0].text, cases[i].text));
	}
}

static void
shows_names_unambiguously(void **state)
{
	struct cert_name n;
	size_t at;

	(void)state;
	b.n = 0;
	at = build_open(&b, 0x30);
	build_rdn(&b, 3, DER_UTF8, " a,b+c=\"d\"\\;<#> ");
	build_rdn(&b, 10, DER_UTF8, "#1");
	build_rdn(&b, 97, DER_UTF8, "\x1b[1m");
	build_rdn(&b, 99, DER_UTF8, "x");
	build_rdn(&b, 7, DER_BIT_STRING, "\x01");
	build_close(&b, at);
	assert_true(name_read(&n, build_span(&b), &arena));
	assert_string_equal(name_show(&arena, &n),
	    "L=#030101,2.5.4.99=x,organizationIdentifier=\\1B[1m,O=\\#1,"
	    "CN=\\ a\\,b\\+c=\\\"d\\\"\\\\\\;\\<#\\>\\ ");
}

/* RFC 4514 2.4 and 3: what a pair or a special stands for; the octets of the value. */
static size_t
parse_back(const char *shown, uint8_t *out)
{
	size_t n = 0;

	for (unsigned pair; *shown != '\0'; n++) {
		assert_null(strchr(",+\";<>", *shown));
		if (*shown != '\\') {
			out[n] = (uint8_t)*shown++;
		} else if (strchr("\\,+\";<>#= ", shown[1]) != NULL) {
			out[n] = (uint8_t)shown[1];
			shown += 2;
		} else {
			assert_int_equal(strspn(shown + 1, "0123456789ABCDEF") >= 2, 1);
			assert_int_equal(sscanf(shown + 1, "%2X", &pair), 1);
			out[n] = (uint8_t)pair;
			shown += 3;
		}
	}
	return n;
}

/* Whatever a value has, its string is RFC 4514, and stands for its octets. */
static void
any_value_is_parsed_back(void **state)
{
	static const uint32_t codes[] = { 0, 9, 10, 13, 27, ' ', '"', '#', '+', ',', ';', '<', '=', '>', '\\', 'x', 'u', '{', '0', 'A', 127, 0x85, 0xa0,
		0xe4, 0x200b, 0x202e, 0x2028, 0xfeff, 0xe000, 0xfffe, 0x1f600, 0xe0001, 0x10ffff };
	uint32_t random = 1;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		uint8_t text[40], back[200];
		struct cert_attr attr = { .type = OID_COMMON_NAME };
		struct cert_name n = { .attr = &attr, .n_attr = 1, .n_rdn = 1 };
		size_t used = 0;
		const char *shown;

		for (unsigned i = 0; i <= round % 8; i++) {
			random = random * 1664525 + 1013904223;
			used += utf8_put(text + used, codes[(random >> 16) % (sizeof codes / sizeof *codes)]);
		}
		attr.text = (struct span){ text, used };
		shown = name_show(&arena, &n);
		assert_memory_equal(shown, "CN=", 3);
		assert_int_equal(parse_back(shown + 3, back), used);
		assert_memory_equal(back, text, used);
		assert_true(shown[3] != ' ' && shown[3] != '#');
		arena_reset(&arena);
	}
}

/* ---- GeneralName ---- */

static struct general_names
names(const char *hex)
{
	struct general_names n;

	b.n = 0;
	build_hex(&b, hex);
	assert_true(general_names_read(&n, build_span(&b), &arena));
	return n;
}

static void
every_form(void **state)
{
	struct general_names n = names("a0 08 06 02 2a03 a0 02 05 00"
	    "81 01 61 82 01 62 a3 00 a4 0f 30 0d 31 0b 30 09 06 03 550406 13 02 4445"
	    "a5 05 a1 03 0c 01 70 86 01 63 87 04 01020304 88 02 2a03");

	(void)state;
	assert_int_equal(n.n, 9);
	for (unsigned i = 0; i < n.n; i++) {
		assert_int_equal(n.v[i].form, i);
		assert_false(n.v[i].bad);
	}
	assert_true(span_eq(n.v[0].other_oid, SPAN_LIT("\x2a\x03")));
	assert_int_equal(n.v[0].other_value.id, DER_NULL);
	assert_true(span_is(n.v[1].tlv.val, "a"));
	assert_non_null(n.v[4].directory);
	assert_true(span_is(n.v[4].directory->attr[0].text, "DE"));
	assert_string_equal(general_name_form_text(GN_OTHER_NAME), "otherName");
	assert_string_equal(general_name_form_text(GN_REGISTERED_ID), "registeredID");
	assert_string_equal(general_name_form_text(9), "unknown form");
}

static void
forms_that_cannot_be_read(void **state)
{
	static const char *const unsound[] = {
		"89 00",			/* [9] */
		"a9 00",
		"16 01 61",			/* not tagged at all */
		"a1 03 16 01 61",		/* rfc822Name in constructed form */
		"80 01 61",			/* otherName in primitive form */
		"84 01 61",
		"a0 02 05 00",			/* otherName without type-id */
		"a0 04 06 02 2a03",		/* without value */
		"a0 07 06 02 2a03 0c 01 61",	/* value not tagged */
		"a0 06 06 02 2a03 a0 00",	/* tag without value */
		"a4 02 31 00",			/* directoryName is no RDNSequence */
		"a5 00",			/* ediPartyName without partyName */
	};

	(void)state;
	for (size_t i = 0; i < sizeof unsound / sizeof *unsound; i++) {
		struct general_names n;

		b.n = 0;
		build_hex(&b, unsound[i]);
		build_hex(&b, "81 01 61");
		assert_true(general_names_read(&n, build_span(&b), &arena));
		assert_int_equal(n.n, 1);
		assert_int_equal(n.v[0].form, GN_RFC822);
		assert_false(n.v[0].bad);
	}
	assert_int_equal(names("89 00").n, 0);
	assert_int_equal(names("89 00").damaged->form, UINT8_MAX);
	assert_true(names_have_damaged(&(struct general_names){ .damaged = names("a7 02 0500").damaged }, GN_IP));
	assert_int_equal(names("a0 05 06 03 2a0304").damaged->other_oid.n, 3);
	/* An attribute of a directoryName is broken: the name is one all the same. */
	assert_int_equal(names("a4 06 30 04 31 02 30 00").n, 1);
	assert_true(names("a4 06 30 04 31 02 30 00").v[0].directory->bad);
	assert_int_equal(names("").n, 0);
	assert_int_equal(names("81 05 61").n, 0);
}

/* One RDN of n attributes CN=0001…, in order or in reverse. */
static struct cert_name
many_attributes(struct build *into, unsigned n, bool reverse)
{
	struct cert_name name;
	size_t sequence, set;
	char text[16];

	into->n = 0;
	sequence = build_open(into, DER_SEQUENCE);
	set = build_open(into, DER_SET);
	for (unsigned i = 0; i < n; i++) {
		(void)snprintf(text, sizeof text, "%04u", reverse ? n - 1 - i : i);
		build_hex(into, "30 0b 06 03 550403 0c 04");
		build_octets(into, text, 4);
	}
	build_close(into, set);
	build_close(into, sequence);
	assert_true(name_read(&name, build_span(into), &arena));
	assert_int_equal(name.n_attr, n);
	return name;
}

/* Up to 64 attributes their order does not matter; of longer names it does: then they are none that are alike. */
static void
alike_in_any_order(void **state)
{
	static struct build one, other;

	(void)state;
	for (unsigned n = 63; n <= 65; n++) {
		struct cert_name a = many_attributes(&one, n, false), reversed = many_attributes(&other, n, true);

		assert_int_equal(name_alike(&a, &reversed), n <= 64);
		assert_true(name_alike(&a, &a));
	}
}

/* CN=… of this string type, beside O=Other. */
static struct cert_name
named(struct build *into, const char *type, const char *value)
{
	struct cert_name name;
	size_t sequence, value_set, attribute;

	into->n = 0;
	sequence = build_open(into, DER_SEQUENCE);
	value_set = build_open(into, DER_SET);
	attribute = build_open(into, DER_SEQUENCE);
	build_hex(into, "06 03 550403");
	build_hex(into, type);
	build_hex(into, value);
	build_close(into, attribute);
	build_close(into, value_set);
	build_hex(into, "31 0e 30 0c 06 03 55040a 0c 05 4f74686572");
	build_close(into, sequence);
	assert_true(name_read(&name, build_span(into), &arena));
	return name;
}

/* UTF8String, PrintableString, BMPString; other letters and blanks; another value; one that no text is read of, and another one. */
static const struct {
	const char *type, *value;
	unsigned alike;			/* of one number: these are alike */
} written[] = {
	{ "0c", "05 4e616d6520", 1 }, { "13", "04 4e616d65", 1 }, { "1e", "08 004e0061006d0065", 1 }, { "0c", "06 206e414d4520", 1 },
	{ "0c", "04 4e616d66", 2 }, { "0c", "05 4e61206d65", 3 }, { "02", "01 05", 4 }, { "02", "01 06", 5 },
};

static void
identified_as_they_are_alike(void **state)
{
	static struct build one, other;

	(void)state;
	for (size_t i = 0; i < sizeof written / sizeof *written; i++)
		for (size_t k = 0; k < sizeof written / sizeof *written; k++) {
			struct cert_name x = named(&one, written[i].type, written[i].value), y = named(&other, written[k].type, written[k].value);

			assert_int_equal(name_alike_id(&x) == name_alike_id(&y), written[i].alike == written[k].alike);
			assert_int_equal((uint32_t)name_alike_id(&x), name_alike_hash(&x));
			assert_int_equal(name_alike_order(x.raw, y.raw) == 0, written[i].alike == written[k].alike);
			assert_int_equal(name_alike_order(x.raw, y.raw), -name_alike_order(y.raw, x.raw));
		}
}

/* What is no Name is itself alone. */
static void
identified_by_octets(void **state)
{
	static const uint8_t no_name[2][4] = { { 4, 2, 'a', 'b' }, { 4, 2, 'a', 'c' } };
	struct cert_name x, y;

	(void)state;
	assert_true(name_read(&x, (struct span){ no_name[0], 4 }, &arena));
	assert_true(name_read(&y, (struct span){ no_name[1], 4 }, &arena));
	assert_true(name_alike_id(&x) == name_alike_id(&x));
	assert_true(name_alike_id(&x) != name_alike_id(&y));
	assert_int_equal(name_alike_order(x.raw, x.raw), 0);
	assert_true(name_alike_order(x.raw, y.raw) < 0);
	assert_true(name_alike_order(y.raw, x.raw) > 0);
}

/* A name with one more RDN is that name, whatever their lengths. */
static void
joined(void **state)
{
	static struct build into;
	static uint8_t relative[300], octets[700];
	struct cert_name name, of = named(&into, "0c", "04 4e616d65");

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		static const uint8_t head[2][13] = {
			{ 0x30, 11, 6, 3, 0x55, 4, 3, 0x0c, 4 }, { 0x30, 0x82, 0x01, 0x28, 6, 3, 0x55, 4, 3, 0x0c, 0x82, 0x01, 0x1f }
		};
		static const size_t length[] = { 13, 300 };
		struct span rdn = { relative, length[n] };
		size_t all;

		memset(relative, 'x', sizeof relative);
		memcpy(relative, head[n], n == 0 ? 9 : 13);
		all = name_join(of.raw, rdn, NULL);
		assert_in_range(all, 1, sizeof octets);
		assert_int_equal(name_join(of.raw, rdn, octets), all);
		assert_true(name_read(&name, (struct span){ octets, all }, &arena));
		assert_int_equal(name.n_rdn, 3);
		assert_int_equal(name.n_attr, 3);
		assert_int_equal(name.raw.n, all);
		assert_false(name.unread);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_attributes_in_order),
		cmocka_unit_test(empty_names),
		cmocka_unit_test(the_sound_ones_are_read_beside_broken_ones),
		cmocka_unit_test(text_of_every_string_type),
		cmocka_unit_test(shows_names_unambiguously),
		cmocka_unit_test(any_value_is_parsed_back),
		cmocka_unit_test(every_form),
		cmocka_unit_test(forms_that_cannot_be_read),
		cmocka_unit_test(alike_in_any_order),
		cmocka_unit_test(identified_as_they_are_alike),
		cmocka_unit_test(identified_by_octets),
		cmocka_unit_test(joined),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
