/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same as conserve.c for all that is linted: certificates, CRLs and OCSP
 * responses in every carrier, behind one another and in every vessel; those of
 * a PKCS #12 file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carry.h"
#include "input/form.h"
#include "vessels.h"

static unsigned wrong, inputs;

/* One of the first kind's first, and of the second kind's second, if it is one; nothing else. */
static void
expect(const char *what, struct span octets, enum kind first, enum kind second)
{
	static uint8_t buf[STREAM_SIZE];
	struct got got = { .others = 0 };
	struct span rest = octets;
	/* As that of a file, whose line end behind DER is an editor's. */
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf, .line_ends = 1 };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got, .crls = true };
	bool right;

	inputs++;
	assert_int_equal(input_file(&in, &r), 0);
	right = got.others + got.unreadable + in.skipped == 0;
	for (unsigned k = 0; k < KINDS; k++)
		right = right && got.parts[k][0] == (k == first) && got.parts[k][1] == (k == second);
	input_free(&in);
	if (right)
		return;
	wrong++;
	printf("%s: certificates %u %u, CRLs %u %u, responses %u %u, %u others, %u skipped, %u unreadable (%s)\n", what, got.parts[0][0], got.parts[0][1],
	    got.parts[1][0], got.parts[1][1], got.parts[2][0], got.parts[2][1], got.others, (unsigned)in.skipped, got.unreadable, got.words);
}

/* Octets of the one in a text without armour, and behind them those of the other: a CRL or a response ends its text, so that they trail it, which is said. */
static bool
is_one_text(const struct carrier *a, const struct carrier *b)
{
	static carrier_fn *const texts[] = { base64_lines, base64_line, base64_cr };
	unsigned n = 0;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		n += (a->fn == texts[i] ? 1u : 0) + (b->fn == texts[i] ? 1u : 0);
	return n == 2 || (a->fn == certdata && b->fn == certdata);
}

static void
test_alone(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < CARRIERS; i++)
		for (unsigned k = 0; k < KINDS; k++) {
			struct out o = { NULL, 0, 0, false };

			if (!takes(&carriers[i], k))
				continue;
			carry(&o, &carriers[i], k, out_span(&thing[k][0]));
			expect(carriers[i].name, out_span(&o), k, KINDS);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

static void
test_pairs(void **state)
{
	char what[160];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < CARRIERS; i++)
		for (size_t j = 0; j < CARRIERS; j++)
			for (unsigned k = 0; k < KINDS * KINDS; k++) {
				enum kind first = k / KINDS, second = k % KINDS;
				struct out o = { NULL, 0, 0, false };

				/* Pairs of certificates are those of conserve.c. */
				if (k == 0 || !takes(&carriers[i], first) || !takes(&carriers[j], second) ||
				    (first != CERTIFICATE_OF && is_one_text(&carriers[i], &carriers[j])))
					continue;
				carry(&o, &carriers[i], first, out_span(&thing[first][0]));
				out_char(&o, '\n');
				carry(&o, &carriers[j], second, out_span(&thing[second][1]));
				snprintf(what, sizeof what, "%s of %s, %s of %s", carriers[i].name, labels[first], carriers[j].name, labels[second]);
				expect(what, out_span(&o), first, second);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

static void
test_vessels(void **state)
{
	char what[160];

	(void)state;
	wrong = 0;
	for (size_t v = 0; v < VESSELS; v++)
		for (size_t i = 0; i < CARRIERS; i++)
			for (unsigned k = CRL_OF; k < KINDS; k++) {
				struct out inner = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

				if ((vessels[v].takes_text && !carriers[i].text) || !takes(&carriers[i], k))
					continue;
				carry(&inner, &carriers[i], k, out_span(&thing[k][0]));
				vessels[v].fn(&o, out_span(&inner));
				snprintf(what, sizeof what, "%s of %s in %s", carriers[i].name, labels[k], vessels[v].name);
				expect(what, out_span(&o), k, KINDS);
				out_free(&inner);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* ---- places that say what stands in them ---- */

static unsigned
unreadable_in(const char *text, enum kind *found)
{
	static uint8_t buf[STREAM_SIZE];
	struct got got = { .others = 0 };
	struct span rest = span_of(text);
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got, .crls = true };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	*found = got.parts[CRL_OF][0] > 0 ? CRL_OF : got.parts[RESPONSE_OF][0] > 0 ? RESPONSE_OF : KINDS;
	return got.unreadable;
}

/* What is damaged in the place of a CRL or a response is told of, and that there is none is not. */
static void
test_places(void **state)
{
	static const struct { const char *before, *after; enum kind kind; } places[] = {
		{ "dn: cn=a\ncertificateRevocationList;binary:: ", "\n\n", CRL_OF }, { "dn: cn=a\nauthorityRevocationList:: ", "\n\n", CRL_OF },
		{ "dn: cn=a\n2.5.4.53;binary:: ", "\n\n", CRL_OF },
		{ "Content-Type: application/pkix-crl\nContent-Transfer-Encoding: base64\n\n", "\n", CRL_OF },
		{ "Content-Type: application/ocsp-response\nContent-Transfer-Encoding: base64\n\n", "\n", RESPONSE_OF },
	};
	enum kind found;

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (unsigned way = 0; way < 3; way++) {
			struct span der = out_span(&thing[places[i].kind][0]);
			struct out o = { NULL, 0, 0, false };

			out_str(&o, places[i].before);
			if (way == 2)
				out_str(&o, i < 3 ? "AA==" : "");
			else
				base64_write(&o, way == 0 ? der : span_sub(der, 3, 40));
			out_str(&o, places[i].after);
			out_mem(&o, "", 1);
			/* A file that holds nothing is unreadable whatever it is; a part is as well. */
			if (unreadable_in(o.p, &found) != (way > 0) || found != (way == 0 ? places[i].kind : KINDS)) {
				wrong++;
				printf("%s, way %u\n", places[i].before, way);
			}
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* ---- PKCS #12 ---- */

static void
around(struct out *o, int id, const char *before, size_t n, int inner, struct span content)
{
	struct out all = { NULL, 0, 0, false };

	out_mem(&all, before, n);
	element(&all, inner, content);
	element(o, id, out_span(&all));
	out_free(&all);
}

#define DATA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define BAG "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01"
#define X509 "\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x09"

/* RFC 7292 4.2.3 and 4.2.4, without encryption. */
static void
in_bag(struct out *o, enum kind kind, unsigned which)
{
	struct out string = { NULL, 0, 0, false }, typed = string;

	element(&string, 0x04, out_span(&thing[kind][which]));
	around(&typed, 0x30, kind == CRL_OF ? X509 "\x17\x01" : X509 "\x16\x01", 12, 0xa0, out_span(&string));
	around(o, 0x30, kind == CRL_OF ? BAG "\x04" : BAG "\x03", 13, 0xa0, out_span(&typed));
	out_free(&string);
	out_free(&typed);
}

static void
pfx(struct out *o, struct span bags)
{
	struct out inner = { NULL, 0, 0, false }, all = { NULL, 0, 0, false };

	/* The bags in a string, which is Data, in a list in a string, which is Data, behind the version. */
	out_mem(&inner, bags.p, bags.n);
	for (unsigned i = 0; i < 4; i++) {
		struct out outer = { NULL, 0, 0, false };

		if (i % 2 == 0)
			around(&outer, 0x04, "", 0, 0x30, out_span(&inner));
		else
			around(&outer, 0x30, DATA, 11, 0xa0, out_span(&inner));
		out_free(&inner);
		inner = outer;
	}
	out_mem(&all, "\2\1\3", 3);
	out_mem(&all, inner.p, inner.n);
	element(o, 0x30, out_span(&all));
	out_free(&inner);
	out_free(&all);
}

static void
test_pkcs12(void **state)
{
	struct out bags = { NULL, 0, 0, false }, file = { NULL, 0, 0, false };
	char what[160];

	(void)state;
	wrong = 0;
	in_bag(&bags, CERTIFICATE_OF, 0);
	in_bag(&bags, CRL_OF, 1);
	pfx(&file, out_span(&bags));
	expect("PKCS #12", out_span(&file), CERTIFICATE_OF, CRL_OF);
	for (size_t v = 0; v < VESSELS; v++) {
		struct out o = { NULL, 0, 0, false };

		if (vessels[v].takes_text)
			continue;
		vessels[v].fn(&o, out_span(&file));
		snprintf(what, sizeof what, "PKCS #12 in %s", vessels[v].name);
		expect(what, out_span(&o), CERTIFICATE_OF, CRL_OF);
		out_free(&o);
	}
	out_clear(&bags);
	out_clear(&file);
	in_bag(&bags, CRL_OF, 1);
	pfx(&file, out_span(&bags));
	for (size_t i = 0; i < CARRIERS; i++) {
		struct out o = { NULL, 0, 0, false };

		carry(&o, &carriers[i], CERTIFICATE_OF, out_span(&thing[CERTIFICATE_OF][0]));
		out_char(&o, '\n');
		out_mem(&o, file.p, file.n);
		snprintf(what, sizeof what, "PKCS #12 behind %s", carriers[i].name);
		expect(what, out_span(&o), CERTIFICATE_OF, CRL_OF);
		out_free(&o);
	}
	out_free(&bags);
	out_free(&file);
	assert_int_equal(wrong, 0);
	/* Of all tests. */
	assert_true(inputs > 20000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_vessels),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_pkcs12),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
