/* SPDX-License-Identifier: Apache-2.0 */
/* escapes.c - PEM as quoted-printable outside of a message: its padding, its line ends and the cuts of its lines are no damage. */
#include "carriers.h"
#include "subjects.h"

/* Quoted-printable in lines of this width; `ends`: line ends are escaped, too, as PHP does. */
static void
quoted_printable(struct out *o, struct span text, size_t width, bool ends, const char *end)
{
	size_t column = 0;

	for (size_t i = 0; i < text.n; i++) {
		uint8_t c = text.p[i];
		bool escaped = c == '=' || (ends && (c == '\n' || c == '\r'));

		if (c == '\n' && !ends) {
			out_str(o, end);
			column = 0;
			continue;
		}
		if (column + (escaped ? 3 : 1) > width) {
			out_fmt(o, "=%s", end);
			column = 0;
		}
		out_fmt(o, escaped ? "=%02X" : "%c", c);
		column += escaped ? 3 : 1;
	}
}

static void
put_text(struct out *text, unsigned n, unsigned form)
{
	out_clear(text);
	for (unsigned i = 0; i < n; i++)
		if (form == 0)
			pem(text, out_span(&subject[i]));
		else if (form == 1)
			pem_crlf(text, out_span(&subject[i]));
		else
			armoured(text, out_span(&subject[i]), "", form == 2 ? "\n" : "", BEGIN "\n", "\n" END "\n");
}

static void
test_read(void **state)
{
	static const char *const fronts[] = { "", "the certificates of a = b\n\n" };

	(void)state;
	for (unsigned form = 0; form < 4; form++)
		for (unsigned n = 1; n <= SUBJECTS; n++)
			for (size_t width = 70; width <= 76; width++)
				for (unsigned way = 0; way < 8; way++) {
					struct out o = { NULL, 0, 0, false }, text = o;
					struct read got;

					put_text(&text, n, form);
					out_str(&o, fronts[way & 1]);
					quoted_printable(&o, out_span(&text), width, (way & 2) != 0, (way & 4) != 0 ? "\r\n" : "\n");
					got = read_all(out_span(&o));
					if (got.subjects[0] + got.subjects[1] + got.subjects[2] != n || got.others + got.unreadable + got.skipped > 0)
						fail_msg("form %u, %u, width %zu, way %u: %u unreadable (%s)", form, n, width, way, got.unreadable, got.words);
					out_free(&text);
					out_free(&o);
				}
}

/* Damage inside is told of once, and the others are read; text with other signs of equality is as it was. */
static void
test_damaged(void **state)
{
	(void)state;
	for (unsigned way = 0; way < 3; way++) {
		struct out o = { NULL, 0, 0, false }, text = o;
		struct read got;

		put_text(&text, 2, 0);
		text.p[200] = '!';
		if (way == 2)
			out_str(&o, "<p class=\"x\">\n");
		if (way == 2)
			out_mem(&o, text.p, text.n);
		else
			quoted_printable(&o, out_span(&text), 76, way == 1, "\n");
		got = read_all(out_span(&o));
		assert_int_equal(got.subjects[1], 1);
		assert_int_equal(got.subjects[0] + got.others, 0);
		assert_int_equal(got.unreadable, 1);
		out_free(&text);
		out_free(&o);
	}
}

/* Beside blocks that are none of it, whatever their line ends and their padding are. */
static void
test_beside(void **state)
{
	static const char *const between[] = { "", "\n", "a = b\n\n" };

	(void)state;
	for (unsigned k = 0; k < 2 * SUBJECTS; k++)
		for (size_t i = 0; i < sizeof between / sizeof *between; i++)
			for (unsigned way = 0; way < 8; way++) {
				unsigned first = k % SUBJECTS, second = (first + 1 + k / SUBJECTS) % SUBJECTS;
				struct out o = { NULL, 0, 0, false }, text = o, quoted = o;
				struct read got;

				pem(&text, out_span(&subject[first]));
				quoted_printable(&quoted, out_span(&text), 76, (way & 2) != 0, (way & 4) != 0 ? "\r\n" : "\n");
				out_clear(&text);
				if (way & 4)
					pem_crlf(&text, out_span(&subject[second]));
				else
					pem(&text, out_span(&subject[second]));
				if (way & 1)
					out_mem(&o, text.p, text.n);
				out_mem(&o, quoted.p, quoted.n);
				out_str(&o, between[i]);
				if (!(way & 1))
					out_mem(&o, text.p, text.n);
				got = read_all(out_span(&o));
				assert_int_equal(got.subjects[first] + got.subjects[second], 2);
				assert_int_equal(got.others + got.unreadable, 0);
				out_free(&o);
				out_free(&text);
				out_free(&quoted);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_read), cmocka_unit_test(test_damaged), cmocka_unit_test(test_beside) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
