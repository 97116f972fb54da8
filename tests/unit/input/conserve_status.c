/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same as conserve_kinds.c for CRLs and OCSP responses that are rare or
 * damaged: lists of version 1, responses that are errors, with
 * responseBytes or without, and those whose first octets are wrong or gone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carry.h"
#include "der/der.h"
#include "input/form.h"
#include "vessels.h"

static unsigned wrong;

struct met {
	struct got got;
	struct span der;
	unsigned items, whole;
	unsigned places[3];		/* of those that are unreadable */
	size_t first;			/* octets of the first item */
};

static int
take(void *arg, const struct item *item)
{
	struct met *m = arg;

	m->first = m->items++ == 0 ? item->der.n : m->first;
	m->whole += item->fault == NULL && span_eq(item->der, m->der);
	m->places[item->place] += item->fault != NULL;
	return hand(&m->got, item);
}

static size_t
read_one_by_one(struct stream *r, uint8_t *to, size_t n)
{
	return stream_memory(r, to, n > 0);
}

static struct met
read_with(stream_read_fn *fn, struct span der, struct span octets, bool walking)
{
	static uint8_t buf[STREAM_SIZE];
	struct met met = { .der = der };
	struct stream r = { .read = fn, .arg = &octets, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = take, .arg = &met, .crls = true, .walking = walking };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	return met;
}

static struct met
read_for(struct span der, struct span octets, bool walking)
{
	return read_with(stream_memory, der, octets, walking);
}

/* It and nothing else. */
static void
expect(const char *what, struct span der, struct span octets)
{
	struct met m = read_for(der, octets, false);

	if (m.items == 1 && m.whole == 1)
		return;
	wrong++;
	printf("%s: %u items, %u whole, %u unreadable (%s)\n", what, m.items, m.whole, m.got.unreadable, m.got.words);
}

/* ---- those that are rare ---- */

enum rare { LIST_OF_V1, BARE_LIST_OF_V1, OPEN_LIST, ERROR_WITH_BYTES, OTHER_STATUS, RARE };

static const char *const rare[RARE] = {
	"a CRL of version 1", "a CRL of version 1 without extensions", "a CRL without a length", "an error with responseBytes", "a status of no meaning"
};

static enum kind
kind_of(unsigned which)
{
	return which < ERROR_WITH_BYTES ? CRL_OF : RESPONSE_OF;
}

/* What is signed of a list, as version 1 has it. */
static void
list_of_v1(struct out *o, struct span tbs, bool bare)
{
	struct out fields = { NULL, 0, 0, false };
	struct der_tlv t;

	while (der_next(&tbs, &t) == DER_OK)
		if (t.id != DER_INTEGER && !(bare && t.id == DER_CTX_CONS(0)))
			out_mem(&fields, t.raw.p, t.raw.n);
	element(o, DER_SEQUENCE, out_span(&fields));
	out_free(&fields);
}

static void
make(struct out *o, unsigned which)
{
	struct span whole = out_span(&thing[kind_of(which)][0]);
	struct out content = { NULL, 0, 0, false };
	struct der_tlv outer, first;

	assert_true(der_next(&whole, &outer) == DER_OK);
	if (which == OPEN_LIST) {
		out_str(o, "\x30\x80");
		out_mem(o, outer.val.p, outer.val.n);
		out_mem(o, "\0\0", 2);
		return;
	}
	assert_true(der_next(&outer.val, &first) == DER_OK);
	if (which <= BARE_LIST_OF_V1)
		list_of_v1(&content, first.val, which == BARE_LIST_OF_V1);
	else
		out_mem(&content, which == OTHER_STATUS ? "\x0a\1\x09" : "\x0a\1\2", 3);
	out_mem(&content, outer.val.p, outer.val.n);
	element(o, DER_SEQUENCE, out_span(&content));
	out_free(&content);
}

/* The line end behind a message stands for an octet, which trails a list that does not tell its length. */
static void
test_rare(void **state)
{
	char what[160];

	(void)state;
	wrong = 0;
	for (unsigned k = 0; k < RARE; k++) {
		struct out der = { NULL, 0, 0, false };

		make(&der, k);
		for (size_t i = 0; i < CARRIERS; i++)
			for (size_t v = 0; v <= VESSELS; v++) {
				struct out inner = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

				if (!takes(&carriers[i], kind_of(k)) || (v < VESSELS && vessels[v].takes_text && !carriers[i].text) ||
				    (k == OPEN_LIST && carriers[i].fn == plain && v < VESSELS && vessels[v].fn == mail_alone))
					continue;
				carry(&inner, &carriers[i], kind_of(k), out_span(&der));
				if (v < VESSELS)
					vessels[v].fn(&o, out_span(&inner));
				else
					out_mem(&o, inner.p, inner.n);
				snprintf(what, sizeof what, "%s in %s in %s", rare[k], carriers[i].name, v < VESSELS ? vessels[v].name : "nothing");
				expect(what, out_span(&der), out_span(&o));
				out_free(&inner);
				out_free(&o);
			}
		out_free(&der);
	}
	assert_int_equal(wrong, 0);
}

/* ---- those whose first octets are damaged or gone ---- */

/* It is told of, or handed on for its fault to be told of, whatever stands inside of it. */
static void
expect_told(const char *what, struct span der, struct span octets)
{
	struct met m = read_for(der, octets, true);

	if (m.got.unreadable + m.got.others > 0)
		return;
	wrong++;
	printf("%s: %u items, none of them unreadable\n", what, m.items);
}

/* Octets in the strings of Python, and with the marks of BASIC, are found by how one begins alone. */
static void
in_each_carrier(const char *what, enum kind kind, struct span der)
{
	char where[200];

	for (size_t i = 0; i < CARRIERS; i++) {
		struct out o = { NULL, 0, 0, false };

		if (!takes(&carriers[i], kind) || carriers[i].fn == python || carriers[i].fn == basic)
			continue;
		carry(&o, &carriers[i], kind, der);
		snprintf(where, sizeof where, "%s in %s", what, carriers[i].name);
		expect_told(where, der, out_span(&o));
		out_free(&o);
	}
}

/* In members and cells that say what stands in them, it is one of these that is unreadable. */
static void
in_places(const char *what, enum kind kind, struct span der)
{
	const char *name = kind == CRL_OF ? "crl" : "ocsp";

	for (unsigned i = 0; i < 4; i++) {
		struct out o = { NULL, 0, 0, false };
		struct met m;

		out_fmt(&o, i < 2 ? "{\"%s\":\"" : "name,%s\nx,", name);
		if (i % 2 == 0)
			base64_write(&o, der);
		for (size_t k = 0; i % 2 == 1 && k < der.n; k++)
			put_hex(&o, der.p[k]);
		out_str(&o, i < 2 ? "\"}\n" : "\n");
		m = read_for(der, out_span(&o), true);
		if (m.got.others == 0 && m.places[kind == CRL_OF ? PLACE_OF_CRL : PLACE_OF_RESPONSE] == 0) {
			wrong++;
			printf("%s in place %u: %u items, %u unreadable (%s)\n", what, i, m.items, m.got.unreadable, m.got.words);
		}
		out_free(&o);
	}
}

/* The octets that frame it: those of the outer SEQUENCE, and of what is signed or of its status. */
#define FRAME 10

static void
test_damaged(void **state)
{
	static const uint8_t changes[] = { 0x01, 0x02, 0x04, 0x20, 0x80, 0xff };
	char what[100];

	(void)state;
	wrong = 0;
	for (unsigned k = CRL_OF; k < KINDS; k++)
		for (unsigned at = 0; at < FRAME; at++)
			for (size_t c = 0; c < sizeof changes; c++) {
				struct out der = { NULL, 0, 0, false };

				out_mem(&der, thing[k][0].p, thing[k][0].n);
				der.p[at] = (char)((uint8_t)der.p[at] ^ changes[c]);
				snprintf(what, sizeof what, "%s with octet %u changed by %02x", labels[k], at, changes[c]);
				in_each_carrier(what, k, out_span(&der));
				in_places(what, k, out_span(&der));
				out_free(&der);
			}
	assert_int_equal(wrong, 0);
}

static void
test_gone(void **state)
{
	static const size_t gone[] = { 1, 2, 3, 4, 5, 6, 7, 9, 11, 13 };
	char what[100];

	(void)state;
	wrong = 0;
	for (unsigned k = CRL_OF; k < KINDS; k++)
		for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
			snprintf(what, sizeof what, "%s without its first %zu octets", labels[k], gone[i]);
			in_each_carrier(what, k, span_from(out_span(&thing[k][0]), gone[i]));
			in_places(what, k, span_from(out_span(&thing[k][0]), gone[i]));
		}
	assert_int_equal(wrong, 0);
}

/* ---- one behind another ---- */

/* All at once, and octet by octet, which is the same. */
static struct met
read_both(struct span der, struct span octets)
{
	struct met one = read_with(read_one_by_one, der, octets, false), all = read_for(der, octets, false);

	assert_int_equal(one.items, all.items);
	assert_int_equal(one.whole, all.whole);
	assert_int_equal(one.first, all.first);
	return all;
}

/* A response that is an error has five octets: it is lost neither in front of others nor behind them. */
static void
test_short(void **state)
{
	static carrier_fn *const forms[] = { plain, base64_lines, base64_line, hex, hex_lines };

	(void)state;
	for (uint8_t status = 1; status < 7; status++) {
		/* With responseBytes of another type, and of no octets, it has a few more. */
		const uint8_t octets[] = { 0x30, status == 6 ? 24 : 3, 0x0a, 1, status, 0xa0, 19, 0x30, 17, 6, 9,
		    0x2b, 6, 1, 5, 5, 7, 0x30, 1, 9, 4, 4, 0, 0, 0, 0 };
		const struct span error = { octets, 2 + (size_t)octets[1] };

		for (size_t i = 0; i < 4 * sizeof forms / sizeof *forms; i++)
			for (unsigned k = 0; k < KINDS; k++) {
				carrier_fn *form = forms[i / 4];
				struct out o = { NULL, 0, 0, false };
				struct met m;

				/* A word of more octets than a line has is none. */
				if (status == 6 && form == hex_lines)
					continue;
				/* Alone, in front, behind, twice. */
				if (i % 4 != 1)
					form(&o, error);
				out_str(&o, form == plain ? "" : "\n");
				if (i % 4 == 1 || i % 4 == 2)
					form(&o, out_span(&thing[k][0]));
				out_str(&o, form == plain ? "" : "\n");
				if (i % 4 == 1 || i % 4 == 3)
					form(&o, error);
				m = read_both(error, out_span(&o));
				if (m.items != (i % 4 == 0 ? 1 : 2) || m.whole != (i % 4 == 3 ? 2 : 1) || m.got.unreadable > 0 ||
				    m.got.parts[k][0] != (i % 4 == 1 || i % 4 == 2))
					fail_msg("status %u, form %zu, kind %u: %u items, %u whole (%s)", status, i, k, m.items, m.whole, m.got.words);
				out_free(&o);
			}
	}
}

/* Elements of DER stand one after another; a CRL behind a CRL trails it, as one that was written twice does. */
static void
test_behind(void **state)
{
	(void)state;
	for (unsigned first = 0; first < RARE + KINDS; first++)
		for (unsigned second = 0; second < RARE + KINDS; second++) {
			struct out o = { NULL, 0, 0, false };
			bool twice = (first < RARE ? kind_of(first) : first - RARE) == CRL_OF && (second < RARE ? kind_of(second) : second - RARE) == CRL_OF;
			struct met m;
			size_t n;

			/* One without a length goes on to the end. */
			if (first == OPEN_LIST || second == OPEN_LIST)
				continue;
			if (first < RARE)
				make(&o, first);
			else
				out_mem(&o, thing[first - RARE][0].p, thing[first - RARE][0].n);
			n = o.n;
			if (second < RARE)
				make(&o, second);
			else
				out_mem(&o, thing[second - RARE][1].p, thing[second - RARE][1].n);
			m = read_both(SPAN_NONE, out_span(&o));
			if (m.items != 2 || m.got.unreadable > 0 || m.first != n + (twice ? 2 : 0))
				fail_msg("%u and %u: %u items, the first of %zu octets, not %zu", first, second, m.items, m.first, n);
			out_free(&o);
		}
}

/* A NULL stands behind the last element of this one, or of its last one's last one… */
static void
with_surplus(struct out *o, struct span in, unsigned depth)
{
	struct out content = { NULL, 0, 0, false };
	struct der_tlv t, last;

	assert_true(der_next(&in, &t) == DER_OK);
	for (in = t.val; depth > 0 && der_next(&in, &last) == DER_OK && in.n > 0;)
		out_mem(&content, last.raw.p, last.raw.n);
	if (depth > 0) {
		with_surplus(&content, last.raw, depth - 1);
	} else {
		out_mem(&content, t.val.p, t.val.n);
		out_mem(&content, "\5\0", 2);
	}
	element(o, t.id, out_span(&content));
	out_free(&content);
}

/* Surplus octets within a response are its fault: neither do they make its certificates others, nor cut it short. */
static void
test_surplus(void **state)
{
	/* Within OCSPResponse: [0], ResponseBytes, OCTET STRING, BasicOCSPResponse, [0] of its certificates. */
	const unsigned around = 5;

	(void)state;
	for (unsigned depth = 0; depth <= around; depth++) {
		struct out der = { NULL, 0, 0, false };
		struct met m;

		with_surplus(&der, out_span(&thing[RESPONSE_OF][0]), depth);
		m = read_both(out_span(&der), out_span(&der));
		if (m.items != 1 || m.whole != 1)
			fail_msg("depth %u: %u items, %u whole (%s)", depth, m.items, m.whole, m.got.words);
		out_free(&der);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rare), cmocka_unit_test(test_damaged), cmocka_unit_test(test_gone), cmocka_unit_test(test_short),
		cmocka_unit_test(test_behind), cmocka_unit_test(test_surplus),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
