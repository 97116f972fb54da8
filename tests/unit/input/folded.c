/* SPDX-License-Identifier: Apache-2.0 */
/* Attributes of LDIF (RFC 2849) in folded lines: in whatever widths they are sound, and none that is damaged makes another certificate. */
#include "subjects.h"

#include "base/base64.h"

/* Where lines of the value begin, at most. */
#define LINES 64

struct folded {
	struct span line[LINES];	/* without the blank in front, and the end */
	size_t n;
};

/* The first line has so many characters of the value, and each other so many. */
static void
fold(struct folded *f, struct span text, size_t first, size_t width)
{
	f->n = 0;
	for (size_t n = first; text.n > 0 || f->n == 0; n = width) {
		n = n < text.n ? n : text.n;
		assert_true(f->n < LINES);
		f->line[f->n++] = span_sub(text, 0, n);
		text = span_from(text, n);
	}
}

static void
put(struct out *o, const struct folded *f)
{
	out_str(o, "dn: cn=a\nuserCertificate;binary:: ");
	for (size_t i = 0; i < f->n; i++) {
		out_str(o, i > 0 ? " " : "");
		if (f->line[i].n > 0)
			out_mem(o, f->line[i].p, f->line[i].n);
		out_char(o, '\n');
	}
	out_char(o, '\n');
}

static void
test_widths(void **state)
{
	struct out text = { NULL, 0, 0, false }, o = text;
	struct folded f;

	(void)state;
	for (unsigned k = 0; k < SUBJECTS; k++) {
		out_clear(&text);
		base64_write(&text, out_span(&subject[k]));
		for (size_t width = 48; width < 130; width++)
			for (size_t first = 0; first < 100; first += 25) {
				struct read got;

				fold(&f, out_span(&text), first, width);
				out_clear(&o);
				put(&o, &f);
				got = read_all(out_span(&o));
				assert_int_equal(got.subjects[k], 1);
				assert_int_equal(got.others + got.unreadable, 0);
			}
	}
	out_free(&text);
	out_free(&o);
}

/* One line stands twice, and another is cut: the length of the element is there, and more, of other octets. */
static void
test_twice_damaged(void **state)
{
	struct out text = { NULL, 0, 0, false }, o = text;
	struct folded f;

	(void)state;
	base64_write(&text, out_span(&subject[0]));
	for (size_t twice = 2; twice < 20; twice++)
		for (size_t cut = 2; cut < 20; cut++) {
			struct read got;

			if (cut == twice || cut == twice + 1)
				continue;
			fold(&f, out_span(&text), 51, 75);
			memmove(&f.line[twice + 1], &f.line[twice], (f.n - twice) * sizeof *f.line);
			f.n++;
			f.line[cut].n -= 3 + cut;
			out_clear(&o);
			put(&o, &f);
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[0] + got.others, 0);
			assert_int_equal(got.unreadable, 1);
		}
	out_free(&text);
	out_free(&o);
}

/* Behind a whole certificate its value may have anything: it trails the certificate, or the value is unreadable. */
static void
test_behind(void **state)
{
	struct out text = { NULL, 0, 0, false }, o = text;
	struct folded f;

	(void)state;
	base64_write(&text, out_span(&subject[0]));
	for (unsigned way = 0; way < 2; way++) {
		struct read got;

		fold(&f, out_span(&text), 51, 75);
		f.line[f.n] = f.line[way == 0 ? f.n - 1 : 3];
		f.n++;
		out_clear(&o);
		put(&o, &f);
		got = read_all(out_span(&o));
		assert_int_equal(got.subjects[0] + got.others + got.unreadable, 1);
	}
	out_free(&text);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_twice_damaged),
		cmocka_unit_test(test_behind),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
