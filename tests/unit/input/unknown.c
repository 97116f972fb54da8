/* SPDX-License-Identifier: Apache-2.0 */
/* unknown.c - certificates in structures that no reader knows: each is linted, or told of where it is damaged. */
#include "carriers.h"
#include "subjects.h"

static void
put_element(struct out *o, uint8_t tag, struct span value)
{
	out_char(o, (char)tag);
	out_mem(o, (const uint8_t[]){ 0x82, (uint8_t)(value.n >> 8), (uint8_t)value.n }, 3);
	out_mem(o, value.p, value.n);
}

/* What stands around a list of certificates, from the inside outwards: each a tag, and octets that come first. */
struct layer {
	uint8_t tag;
	struct span first;
};

/* The header of a message of CMP (RFC 4210 5.1.1), as far as it goes. */
#define HEADER "\x30\x0d\2\1\2\xa4\2\x30\0\xa4\4\x30\2\x31\0"
/* id-messageDigest, and userCertificate. */
#define ATTRIBUTE "\6\x09\x2a\x86\x48\x86\xf7\x0d\1\x09\4"
#define DESCRIPTION "\4\x0fuserCertificate"

static const struct {
	const char *name;
	struct layer layers[5];
	bool strings;			/* each certificate is in an OCTET STRING of its own */
} structures[] = {
	{ "extraCerts of CMP", { { 0x30, SPAN_CONST("") }, { 0xa1, SPAN_CONST("") }, { 0x30, SPAN_CONST(HEADER "\xb3\0") } }, false },
	{ "an attribute", { { 0x31, SPAN_CONST("") }, { 0x30, SPAN_CONST(ATTRIBUTE) } }, false },
	{ "an attribute of strings", { { 0x31, SPAN_CONST("") }, { 0x30, SPAN_CONST(ATTRIBUTE) } }, true },
	{ "an entry of LDAP", { { 0x31, SPAN_CONST("") }, { 0x30, SPAN_CONST(DESCRIPTION) }, { 0x30, SPAN_CONST("") }, { 0x64, SPAN_CONST("\4\4cn=x") },
	    { 0x30, SPAN_CONST("\2\1\7") } }, true },
	{ "strings", { { 0x30, SPAN_CONST("") } }, true },
	{ "behind a name", { { 0x30, SPAN_CONST("") }, { 0xa0, SPAN_CONST("") }, { 0x30, SPAN_CONST("\x1a\1x") } }, false },
	{ "behind a number", { { 0xa0, SPAN_CONST("") }, { 0x30, SPAN_CONST("\2\1\1\x30\5\6\3\x2a\3\4") } }, false },
	{ "a set behind an identifier", { { 0x31, SPAN_CONST("") }, { 0xa3, SPAN_CONST("") }, { 0x30, SPAN_CONST("\6\3\x2a\3\4") } }, false },
};

/*
 * Where a certificate is damaged: in its first octets, its length, that of what is signed, or it is cut (its outer elements are sound).  Or it is
 * sound, and an octet that is none of an element stands in front of it, or it is written in base64.
 */
enum damage { SOUND, FIRST, LENGTH, INNER, CUT, ASTRAY, WRITTEN, DAMAGES };

static void
put_certificate(struct out *o, struct span der, enum damage damage, bool string)
{
	struct out one = { NULL, 0, 0, false };

	if (damage == ASTRAY)
		out_char(&one, 0x29);
	if (damage == WRITTEN)
		base64_line(&one, der);
	else
		out_mem(&one, der.p, damage == CUT ? der.n / 2 : der.n);
	string |= damage == WRITTEN;
	if (damage == FIRST)
		one.p[0] = 0x32;
	if (damage == LENGTH)
		one.p[3] = (char)(one.p[3] ^ 1);
	if (damage == INNER)
		one.p[4] = 0x34;
	if (string)
		put_element(o, 4, out_span(&one));
	else
		out_mem(o, one.p, one.n);
	out_free(&one);
}

static void
put_structure(struct out *o, size_t k, enum damage damage, size_t damaged)
{
	struct out inner = { NULL, 0, 0, false };

	for (size_t i = 0; i < SUBJECTS; i++)
		put_certificate(&inner, out_span(&subject[i]), i == damaged ? damage : SOUND, structures[k].strings);
	for (size_t l = 0; l < 5 && structures[k].layers[l].tag != 0; l++) {
		struct out around = { NULL, 0, 0, false };
		struct span first = structures[k].layers[l].first;

		out_mem(&around, first.p, first.n);
		out_mem(&around, inner.p, inner.n);
		out_clear(&inner);
		put_element(&inner, structures[k].layers[l].tag, out_span(&around));
		out_free(&around);
	}
	out_mem(o, inner.p, inner.n);
	out_free(&inner);
}

/* All that is sound is linted and nothing else is said; one that is damaged is linted or told of, and takes no more with it than may lie in it. */
static void
test_structures(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t k = 0; k < sizeof structures / sizeof *structures; k++)
		for (unsigned d = 0; d < DAMAGES; d++)
			for (size_t at = 0; at < (d == SOUND ? 1 : SUBJECTS); at++) {
				struct out o = { NULL, 0, 0, false };
				unsigned sound = 0;
				struct read got;

				put_structure(&o, k, (enum damage)d, at);
				got = read_as_file(out_span(&o), SPAN_NONE);
				for (size_t i = 0; i < SUBJECTS; i++)
					sound += got.subjects[i] == 1 && (d == SOUND || i != at);
				if (d == SOUND ? sound != SUBJECTS || got.others + got.unreadable + got.skipped > 0 :
				    got.unreadable + (d != CUT ? got.others : 0) + (d >= ASTRAY ? got.subjects[at] : 0) == 0) {
					wrong++;
					printf("%s, damage %u at %zu: %u sound, %u others, %u skipped, %u unreadable (%s)\n", structures[k].name, d, at,
					    sound, got.others, got.skipped, got.unreadable, got.words);
				}
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* A structure with none is what it was: unreadable, and no certificate. */
static void
test_none(void **state)
{
	struct out o = { NULL, 0, 0, false }, in = o;
	struct read got;

	(void)state;
	out_mem(&in, HEADER, sizeof HEADER - 1);
	put_element(&in, 4, (struct span){ (const uint8_t *)structures, 200 });
	put_element(&o, 0x30, out_span(&in));
	got = read_as_file(out_span(&o), SPAN_NONE);
	assert_int_equal(got.subjects[0] + got.subjects[1] + got.subjects[2] + got.skipped, 0);
	assert_int_equal(got.others + got.unreadable, 1);
	out_free(&in);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_structures),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
