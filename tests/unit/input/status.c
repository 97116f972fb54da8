/* SPDX-License-Identifier: Apache-2.0 */
/* status.c - CRLs and OCSP responses with one element of another type, twice, or gone are told of wherever they stand, and as what they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "der/der.h"
#include "input/data/status_value.h"
#include "kinds.h"

enum form { IN_FOLDER, AS_MEMBER, AS_CELL, IN_ARMOUR, FORMS };
enum damage { GONE, TWICE, RETAGGED, DAMAGES };

static unsigned wrong;

struct met {
	struct got got;
	unsigned items, sound, unreadable[3], skipped;
};

static int
take(void *arg, const struct item *item)
{
	struct met *m = arg;

	m->items++;
	m->sound += item->fault == NULL;
	m->unreadable[item->place] += item->fault != NULL;
	return hand(&m->got, item);
}

static struct met
read_as(struct span octets, bool walking)
{
	static uint8_t buf[STREAM_SIZE];
	struct met met = { .items = 0 };
	struct stream r = { .read = stream_memory, .arg = &octets, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = take, .arg = &met, .crls = true, .walking = walking };

	assert_int_equal(input_file(&in, &r), 0);
	met.skipped = (unsigned)in.skipped;
	input_free(&in);
	return met;
}

static struct met
read_in(enum form form, enum kind kind, struct span der)
{
	struct out o = { NULL, 0, 0, false };
	struct met m;

	if (form == IN_FOLDER)
		return read_as(der, true);
	out_str(&o, form == AS_MEMBER ? "{\"" : form == AS_CELL ? "name," : "-----BEGIN ");
	out_str(&o, form == IN_ARMOUR ? labels[kind] : kind == CRL_OF ? "crl" : "ocsp");
	out_str(&o, form == AS_MEMBER ? "\":\"" : form == AS_CELL ? "\nx," : "-----\n");
	base64_write(&o, der);
	out_str(&o, form == AS_MEMBER ? "\"}" : "");
	out_str(&o, "\n");
	if (form == IN_ARMOUR)
		out_fmt(&o, "-----END %s-----\n", labels[kind]);
	m = read_as(out_span(&o), true);
	out_free(&o);
	return m;
}

/* An element with other content. */
static void
put(struct out *o, uint8_t id, struct span content)
{
	const uint8_t head[] = { id, 0x82, (uint8_t)(content.n >> 8), (uint8_t)content.n };

	out_mem(o, head, sizeof head);
	out_mem(o, content.p, content.n);
}

/* The content of a constructed element with the damage at its nth element; false: it has not so many. */
static bool
damaged(struct out *o, struct span content, unsigned nth, enum damage damage, uint8_t id)
{
	struct der_tlv t;
	bool met = false;

	for (unsigned i = 0; der_next(&content, &t) == DER_OK; i++) {
		met |= i == nth;
		if (i != nth || damage == TWICE)
			out_mem(o, t.raw.p, t.raw.n);
		if (i != nth || damage == GONE)
			continue;
		out_char(o, (char)(damage == TWICE ? t.raw.p[0] : id));
		out_mem(o, t.raw.p + 1, t.raw.n - 1);
	}
	return met;
}

static void
expect(enum kind kind, enum form form, unsigned nth, unsigned damage, const struct out *o)
{
	struct met m = read_in(form, kind, out_span(o));
	enum item_place place = kind == CRL_OF ? PLACE_OF_CRL : PLACE_OF_RESPONSE;

	if (m.items == 1 && m.sound + m.unreadable[place] == 1)
		return;
	wrong++;
	printf("kind %u, form %u, element %u, damage %u: %u items, %u sound, %u and %u unreadable (%s)\n", kind, form, nth, damage, m.items,
	    m.sound, m.unreadable[0], m.unreadable[place], m.got.words);
}

/* The first of them has a tag of several octets (X.690 8.1.2.4), which no reader frames. */
static void
test_long_tag(void **state)
{
	(void)state;
	for (unsigned k = CRL_OF; k < KINDS; k++) {
		struct out o = { NULL, 0, 0, false };
		struct met m;

		out_mem(&o, thing[k][0].p, thing[k][0].n);
		assert_int_equal((uint8_t)o.p[1], 0x82);
		o.p[4] = 0x3f;
		m = read_in(IN_FOLDER, k, out_span(&o));
		assert_int_equal(m.items, 1);
		assert_int_equal(m.unreadable[k == CRL_OF ? PLACE_OF_CRL : PLACE_OF_RESPONSE], 1);
		out_free(&o);
	}
}

/* What another type may be; those of the fields of a certificate in its place make one of it. */
static const uint8_t ids[] = { 0x02, 0x04, 0x05, 0x0c, 0x13, 0x31, 0x80, 0xa4 };

static void
each_damage(enum kind kind, bool inside)
{
	struct span whole = out_span(&thing[kind][0]), content, rest;
	struct der_tlv outer, first;

	assert_true(der_next(&whole, &outer) == DER_OK);
	rest = outer.val;
	assert_true(der_next(&rest, &first) == DER_OK);
	content = inside ? first.val : outer.val;
	for (unsigned nth = 0; nth < (inside ? 4 : 1); nth++)
		for (unsigned damage = 0; damage < RETAGGED + sizeof ids; damage++) {
			enum damage what = damage < RETAGGED ? (enum damage)damage : RETAGGED;
			struct out o = { NULL, 0, 0, false }, in = { NULL, 0, 0, false }, all = { NULL, 0, 0, false };

			assert_true(damaged(&o, content, nth, what, damage < RETAGGED ? 0 : ids[damage - RETAGGED]));
			if (inside) {
				put(&in, DER_SEQUENCE, out_span(&o));
				out_mem(&in, rest.p, rest.n);
			} else {
				out_mem(&in, o.p, o.n);
			}
			put(&all, DER_SEQUENCE, out_span(&in));
			for (unsigned form = 0; form < FORMS; form++)
				expect(kind, form, nth, damage, &all);
			out_free(&o);
			out_free(&in);
			out_free(&all);
		}
}

static void
test_damaged(void **state)
{
	(void)state;
	wrong = 0;
	each_damage(CRL_OF, true);
	each_damage(RESPONSE_OF, false);
	assert_int_equal(wrong, 0);
}

/* Every error of RFC 6960 4.2.1, in every form. */
static void
test_errors(void **state)
{
	(void)state;
	for (uint8_t status = 1; status < 8; status++) {
		const uint8_t der[] = { 0x30, 3, 0x0a, 1, status };

		for (unsigned form = 0; form < FORMS; form++) {
			struct met m = read_in(form, RESPONSE_OF, (struct span){ der, sizeof der });

			assert_int_equal(m.items, 1);
			assert_int_equal(m.sound, 1);
		}
	}
}

/* How many octets each of the first items has. */
struct lengths {
	size_t n[3];
	unsigned items;
};

static int
take_length(void *arg, const struct item *item)
{
	struct lengths *l = arg;

	assert_null(item->fault);
	assert_true(l->items < 3);
	l->n[l->items++] = item->der.n;
	return 0;
}

/* A CRL behind a CRL in DER is one that was written twice: its first two octets trail the one before. */
static void
test_followed(void **state)
{
	const struct span before[] = { out_span(&thing[CRL_OF][0]), out_span(&thing[RESPONSE_OF][0]) };

	(void)state;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		for (unsigned k = 0; k < KINDS; k++) {
			static uint8_t buf[STREAM_SIZE];
			struct lengths lengths = { .items = 0 };
			struct out o = { NULL, 0, 0, false };
			struct span octets;
			struct stream r = { .read = stream_memory, .arg = &octets, .buf = buf };
			struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = take_length, .arg = &lengths, .crls = true };

			out_mem(&o, before[i].p, before[i].n);
			out_mem(&o, thing[k][1].p, thing[k][1].n);
			octets = out_span(&o);
			assert_int_equal(input_file(&in, &r), 0);
			assert_int_equal(lengths.items, 2);
			assert_int_equal(lengths.n[0], before[i].n + (i == 0 && k == CRL_OF ? 2 : 0));
			assert_int_equal(lengths.n[1], thing[k][1].n);
			input_free(&in);
			out_free(&o);
		}
}

/* Octets that are written out, and what is about a CRL or a response. */
static void
test_values(void **state)
{
	static const char *const octets[] = { "MAMKAQM=", "MA==", "AA==", "30030a0103", " MAMKAQM=\n", "-----BEGIN X509 CRL-----\nMA==\n-----END X509 CRL-----" };
	static const char *const others[] = {
		"", "good", "revoked", "tryLater", "http://crl.example.com/a-list-of-certificates-that-were-revoked-and-whose-name-is-long.crl",
		"2026-01-01T00:00:00Z", "3003zz", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"there is no list of this certification authority, and none will ever be there", "12345678",
	};

	(void)state;
	for (size_t i = 0; i < sizeof octets / sizeof *octets; i++)
		assert_true(status_value(span_of(octets[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(status_value(span_of(others[i])));
	assert_int_equal(status_place(span_of("OCSP")), PLACE_OF_RESPONSE);
	assert_int_equal(status_place(span_of("crl")), PLACE_OF_CRL);
	assert_int_equal(status_place(span_of("crls_url")), PLACE_OF_CERTIFICATE);
}

/* A page of a web server in the place of a CRL or a response is told of as that, unless a certificate stands beside it; words and addresses are none. */
static void
test_foreign(void **state)
{
	static const struct {
		const char *value;
		unsigned unreadable;
	} values[] = {
		{ "<html>404</html>", 1 }, { "PGh0bWw+PGJvZHk+NDA0IG5vdCBmb3VuZDwvYm9keT48L2h0bWw+", 1 }, { "good", 0 }, { "http://crl.example.com/1.crl", 0 },
		{ "no list of this certification authority is there and none will ever be", 0 }, { "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		for (unsigned form = 0; form < 4; form++) {
			struct out o = { NULL, 0, 0, false };
			struct met m;

			out_fmt(&o, form % 2 == 0 ? "{\"id\":1,\"crl\":\"%s\"" : "id,crl,certificate\n1,%s,", values[i].value);
			if (form > 1) {
				out_str(&o, form == 2 ? ",\"certificate\":\"" : "");
				base64_write(&o, out_span(&thing[CERTIFICATE_OF][0]));
				out_str(&o, form == 2 ? "\"" : "");
			}
			out_str(&o, form % 2 == 0 ? "}\n" : "\n");
			m = read_as(out_span(&o), true);
			assert_int_equal(m.unreadable[PLACE_OF_CRL], form < 2 ? values[i].unreadable : 0);
			assert_int_equal(m.items, (form > 1) + m.unreadable[PLACE_OF_CRL]);
			out_free(&o);
		}
}

/* A row whose column for CRLs has none is skipped by name, wherever it stands, and each other row of the table is read. */
static void
test_other_cells(void **state)
{
	static const char *const cells[] = { "xx", "#REF", "none", "good", "N/A", "12", "http://crl.example.com/1.crl" };

	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		for (unsigned at = 0; at < 3; at++) {
			struct out o = { NULL, 0, 0, false };
			struct met m;

			out_str(&o, "id,crl\n");
			for (unsigned row = 0; row < 3; row++) {
				out_fmt(&o, "%u,", row);
				if (row == at)
					out_str(&o, cells[i]);
				else
					base64_write(&o, out_span(&thing[CRL_OF][0]));
				out_char(&o, '\n');
			}
			m = read_as(out_span(&o), true);
			assert_int_equal(m.unreadable[PLACE_OF_CRL], 0);
			assert_int_equal(m.items, 2);
			assert_int_equal(m.skipped, 1);
			out_free(&o);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_damaged), cmocka_unit_test(test_long_tag), cmocka_unit_test(test_errors), cmocka_unit_test(test_followed),
		cmocka_unit_test(test_values), cmocka_unit_test(test_foreign), cmocka_unit_test(test_other_cells),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
