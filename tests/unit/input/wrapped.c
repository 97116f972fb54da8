/* SPDX-License-Identifier: Apache-2.0 */
/* Elements that hold certificates, of which one is damaged: each of the others is read, wherever it stands, and that one is told of or judged as it is. */
#include "subjects.h"

static void
tlv(struct out *o, uint8_t tag, struct span val)
{
	uint8_t head[] = { tag, 0x82, (uint8_t)(val.n >> 8), (uint8_t)val.n };

	assert_true(val.n > 0xff && val.n <= 0xffff);
	out_mem(o, head, sizeof head);
	out_mem(o, val.p, val.n);
}

/* What stands around them. */
enum holder { PATH, SET, PAIR, NETSCAPE, HOLDERS };

static void
hold(struct out *o, enum holder holder, const struct out der[SUBJECTS])
{
	static const uint8_t netscape[] = { 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 0x02, 0x05 };
	struct out all = { NULL, 0, 0, false }, inner[2] = { all, all };

	for (unsigned i = 0; i < (holder == PAIR ? 2 : SUBJECTS); i++)
		if (holder == PAIR)
			tlv(&all, i == 0 ? 0xa0 : 0xa1, out_span(&der[i]));
		else
			out_mem(&all, der[i].p, der[i].n);
	if (holder == NETSCAPE) {
		tlv(&inner[0], 0x30, out_span(&all));
		out_mem(&inner[1], netscape, sizeof netscape);
		tlv(&inner[1], 0xa0, out_span(&inner[0]));
	}
	tlv(o, holder == SET ? 0x31 : 0x30, out_span(holder == NETSCAPE ? &inner[1] : &all));
	out_free(&all);
	out_free(&inner[0]);
	out_free(&inner[1]);
}

/* Octets of the first fields of a certificate of more than 255 octets: its tag, its tbsCertificate's, the version's, and what is in that. */
enum { TAG = 0, LENGTH = 2, TBS = 4, TBS_LENGTH = 6, VERSION = 8, VERSION_LENGTH = 9, VERSION_TAG = 10, VERSION_OCTET = 12, SERIAL = 13 };

static const struct damage {
	const char *what;
	size_t at;
	uint8_t octet;
} damages[] = {
	{ "tag", TAG, 0x31 }, { "tag of no class", TAG, 0xb0 }, { "tag of the tbsCertificate", TBS, 0x31 }, { "tag of nothing", TBS, 0xff },
	{ "length of the tbsCertificate", TBS_LENGTH, 0x7f }, { "another tag of the version", VERSION, 0xa1 }, { "tag of the version", VERSION, 0x20 },
	{ "no tag of the version", VERSION, 0 }, { "tag of several octets", VERSION, 0xff }, { "length of the version", VERSION_LENGTH, 4 },
	{ "no length of the version", VERSION_LENGTH, 0 }, { "tag of the version's INTEGER", VERSION_TAG, 4 }, { "version", VERSION_OCTET, 9 },
	{ "tag of the serial number", SERIAL, 3 },
};

static unsigned wrong;

static void
expect(const char *what, enum holder holder, unsigned which, const struct out der[SUBJECTS])
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	hold(&o, holder, der);
	got = read_all(out_span(&o));
	for (unsigned i = 0; i < (holder == PAIR ? 2 : SUBJECTS); i++)
		if (got.subjects[i] != (i != which) || got.others + got.unreadable != 1) {
			wrong++;
			printf("%s of certificate %u, holder %d: %u %u %u, %u others, %u unreadable (%s)\n", what, which, (int)holder,
			    got.subjects[0], got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words);
			break;
		}
	out_free(&o);
}

static void
test_damaged(void **state)
{
	(void)state;
	wrong = 0;
	for (enum holder holder = PATH; holder < HOLDERS; holder++)
		for (unsigned which = 0; which < (holder == PAIR ? 2 : SUBJECTS); which++)
			for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
				struct out der[SUBJECTS];
				uint8_t before;

				memcpy(der, subject, sizeof der);
				/* The subjects are as they were when it is seen what was read. */
				der[which] = (struct out){ NULL, 0, 0, false };
				out_mem(&der[which], subject[which].p, subject[which].n);
				before = (uint8_t)der[which].p[damages[i].at];
				assert_int_not_equal(before, damages[i].octet);
				der[which].p[damages[i].at] = (char)damages[i].octet;
				expect(damages[i].what, holder, which, der);
				out_free(&der[which]);
			}
	assert_int_equal(wrong, 0);
}

/* The length of one takes in the beginning of the next, or leaves its own end to that. */
static void
test_length(void **state)
{
	(void)state;
	wrong = 0;
	for (enum holder holder = PATH; holder <= SET; holder++)
		for (unsigned which = 0; which + 1 < SUBJECTS; which++)
			for (int more = -40; more <= 40; more++) {
				struct out der[SUBJECTS];
				size_t n = (size_t)((int)subject[which].n - 4 + more);
				char what[32];

				if (more == 0)
					continue;
				memcpy(der, subject, sizeof der);
				der[which] = (struct out){ NULL, 0, 0, false };
				out_mem(&der[which], subject[which].p, subject[which].n);
				der[which].p[LENGTH] = (char)(n >> 8);
				der[which].p[LENGTH + 1] = (char)n;
				snprintf(what, sizeof what, "%d octets more", more);
				expect(what, holder, which, der);
				out_free(&der[which]);
			}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_damaged), cmocka_unit_test(test_length) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
