/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Elements in DER behind one another and behind PEM, of which one is damaged
 * by chance: its head, its front or its end.  The others are results, or
 * unreadable with it, and the damaged one is a result, unreadable or skipped:
 * never nothing.
 *
 *	damaged [--seed S] [--number N]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "guard/chance.h"
#include "input/form.h"
#include "kinds.h"

static unsigned long seed = 1, number = 4000;

/* ---- one file ---- */

enum { PARTS = 4, THINGS = 2 * KINDS };
enum damage { HEAD, FRONT, END_GONE, DAMAGES };
enum carried { AS_DER, AS_PEM, AS_BAG };

static const char *const damage_words[] = { "head", "front", "end" };
static const char *const carried_words[] = { "der", "pem", "cms" };

struct file {
	struct { unsigned thing; enum carried as; } part[PARTS];
	unsigned parts, damaged;
	enum damage damage;
	unsigned at, by;		/* which octet is another, or how many are gone */
	struct out octets;
};

static struct out *
thing_of(unsigned n)
{
	return &thing[n / 2][n % 2];
}

/* Octets of an element that tell what it is. */
#define HEAD_OCTETS 16

/* So many octets may be gone of the front, at most: behind them stands what shows what it was. */
static unsigned
front_of(struct span whole, enum carried as, enum kind kind)
{
	enum { STATUS = 110, CONTAINER = 40 };

	if (as == AS_BAG)
		return CONTAINER;
	/* Half of what is signed, in front of a signature that shows nothing. */
	return kind == RESPONSE_OF ? STATUS : (unsigned)sniff_length(span_from(whole, 4)) / 2;
}

static void
add_damaged(struct file *f, struct span whole)
{
	unsigned front = front_of(whole, f->part[f->damaged].as, f->part[f->damaged].thing / 2);

	f->damage = below(DAMAGES);
	f->by = 1 + below(f->damage == HEAD ? 255 : f->damage == FRONT ? front : (unsigned)whole.n / 2);
	f->at = below(HEAD_OCTETS);
	if (f->damage == FRONT) {
		out_mem(&f->octets, whole.p + f->by, whole.n - f->by);
	} else if (f->damage == END_GONE) {
		out_mem(&f->octets, whole.p, whole.n - f->by);
	} else {
		out_mem(&f->octets, whole.p, whole.n);
		f->octets.p[f->octets.n - whole.n + f->at] ^= (char)f->by;
	}
}

static void
pem_of(struct out *o, const char *label, struct span der)
{
	char begin[64], end[64];

	snprintf(begin, sizeof begin, "-----BEGIN %s-----", label);
	snprintf(end, sizeof end, "-----END %s-----", label);
	armoured(o, der, "", "\n", begin, end);
}

static void
add_part(struct file *f, unsigned i)
{
	struct span der = out_span(thing_of(f->part[i].thing));
	struct out whole = { NULL, 0, 0, false };

	if (f->part[i].as == AS_PEM)
		pem_of(&whole, labels[f->part[i].thing / 2], der);
	else if (f->part[i].as == AS_BAG)
		bag(&whole, der);
	else
		out_mem(&whole, der.p, der.n);
	if (i == f->damaged)
		add_damaged(f, out_span(&whole));
	else
		out_mem(&f->octets, whole.p, whole.n);
	out_free(&whole);
}

/* Two parts or more, each another thing; the damaged one is none in PEM. */
static struct file
any_file(void)
{
	struct file f = { .parts = 2 + below(PARTS - 1) };
	bool used[THINGS] = { false };

	f.damaged = below(f.parts);
	for (unsigned i = 0; i < f.parts; i++) {
		do
			f.part[i].thing = below(THINGS);
		while (used[f.part[i].thing]);
		used[f.part[i].thing] = true;
		f.part[i].as = i != f.damaged && below(3) == 0 ? AS_PEM : f.part[i].thing / 2 == CERTIFICATE_OF && below(4) == 0 ? AS_BAG : AS_DER;
	}
	for (unsigned i = 0; i < f.parts; i++)
		add_part(&f, i);
	return f;
}

/* ---- what is read of it ---- */

static size_t
read_some(struct stream *r, uint8_t *to, size_t n)
{
	return stream_memory(r, to, n < 7 ? n : 7);
}

struct told {
	struct got got;
	unsigned skipped;
};

/* A thing with octets behind it is that thing: a CRL and a response end the file that they stand in, and what follows is their fault, too. */
static int
hand_with_tail(void *arg, const struct item *item)
{
	struct item one = *item;

	for (unsigned i = 0; item->fault == NULL && i < THINGS; i++)
		if (span_starts(item->der, out_span(thing_of(i))))
			one.der = out_span(thing_of(i));
	return hand(arg, &one);
}

static struct told
read_file(struct span octets, stream_read_fn *read)
{
	static uint8_t buf[STREAM_SIZE];
	struct told told = { .skipped = 0 };
	struct span rest = octets;
	struct stream r = { .read = read, .arg = &rest, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand_with_tail, .arg = &told.got, .crls = true };

	assert_int_equal(input_file(&in, &r), 0);
	told.skipped = (unsigned)in.skipped;
	input_free(&in);
	return told;
}

/* Each that is no result has something unreadable or skipped for it, or another result. */
static bool
is_right(const struct file *f, const struct told *t)
{
	unsigned missing = 0;

	for (unsigned i = 0; i < f->parts; i++) {
		unsigned met = t->got.parts[f->part[i].thing / 2][f->part[i].thing % 2];

		if (met > 1)
			return false;
		missing += met == 0;
	}
	return missing <= t->got.unreadable + t->got.others + t->skipped;
}

static void
print_file(unsigned long n, const struct file *f, const struct told *t)
{
	printf("%lu:", n);
	for (unsigned i = 0; i < f->parts; i++)
		printf(" %s%s %s %u%s", i == f->damaged ? "[" : "", carried_words[f->part[i].as], labels[f->part[i].thing / 2],
		    t->got.parts[f->part[i].thing / 2][f->part[i].thing % 2], i == f->damaged ? "]" : "");
	printf(", %s", damage_words[f->damage]);
	if (f->damage == HEAD)
		printf(" at %u, ^ %02x", f->at, f->by);
	else
		printf(" by %u", f->by);
	printf(": %u others, %u skipped, %u unreadable (%s)\n", t->got.others, t->skipped, t->got.unreadable, t->got.words);
}

static void
test_damaged(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (unsigned long n = 0; n < number; n++) {
		struct file f = any_file();
		struct told t = read_file(out_span(&f.octets), stream_memory), pieces = read_file(out_span(&f.octets), read_some);

		if (!is_right(&f, &t)) {
			print_file(n, &f, &t);
			wrong++;
		}
		assert_memory_equal(&t, &pieces, sizeof t);
		out_free(&f.octets);
	}
	assert_int_equal(wrong, 0);
}

/* One in DER whose end is missing, then each in PEM: the second is read whatever the length of the first takes in, and the first is told of. */
static void
test_cut_before_armour(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (unsigned i = 0; i < THINGS; i += 2)
		for (unsigned k = 1; k < THINGS; k += 2)
			for (size_t cut = 1; cut < thing_of(i)->n - 40; cut += 23) {
				struct out o = { NULL, 0, 0, false };
				struct told t;

				out_mem(&o, thing_of(i)->p, thing_of(i)->n - cut);
				pem_of(&o, labels[k / 2], out_span(thing_of(k)));
				t = read_file(out_span(&o), stream_memory);
				if (t.got.parts[k / 2][1] != 1 || t.got.unreadable + t.got.others == 0) {
					wrong++;
					printf("%s cut by %zu, %s: %u others, %u unreadable (%s)\n", labels[i / 2], cut, labels[k / 2], t.got.others,
					    t.got.unreadable, t.got.words);
				}
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_damaged), cmocka_unit_test(test_cut_before_armour) };

	chance_begin(argc, argv, &seed, &number);
	return cmocka_run_group_tests(tests, setup, teardown);
}
