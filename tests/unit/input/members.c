/* SPDX-License-Identifier: Apache-2.0 */
/* members.c - members of archives of every type: what has octets is read, and what has none is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "carriers.h"
#include "input/pack/library.h"
#include "subjects.h"
#include "vessels.h"

/* One member as ar writes it (its header has 60 octets), with a mode in octal. */
static void
ar_member(struct out *o, const char *name, const char *mode, struct span octets)
{
	out_fmt(o, "%-16s%-12d%-6d%-6d%-8s%-10zu`\n", name, 0, 0, 0, mode, octets.n);
	out_mem(o, octets.p, octets.n);
	if (octets.n % 2 != 0)
		out_char(o, '\n');
}

static struct out told;			/* what was skipped, with its name */

static int
note(void *arg, const struct skip *s)
{
	(void)arg;
	out_fmt(&told, "%s: %s; ", s->path, s->reason);
	return 0;
}

/* others: no file that was named. */
static struct read
read_as(struct out *o, bool others)
{
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .others = 0 };
	struct span octets = out_span(o);
	struct stream r = { .read = stream_memory, .arg = &octets, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "a", .fn = hand, .arg = &got, .skip = note, .others = others };

	out_clear(&told);
	assert_int_equal(input_file(&in, &r), 0);
	assert_int_equal(read_all(out_span(o)).subjects[0], got.subjects[0]);
	input_free(&in);
	out_char(&told, '\0');
	out_free(o);
	return got;
}

static struct read read_archive(struct out *o) { return read_as(o, true); }
static struct read read_named(struct out *o) { return read_as(o, false); }

/* Writers of ar give modes without the bits that say what a file is, or none. */
static void
test_modes(void **state)
{
	static const char *const modes[] = { "100644", "644", "0", "", "120644", "40755" };

	(void)state;
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_str(&o, "!<arch>\n");
		ar_member(&o, "a.der/", modes[i], out_span(&subject[0]));
		ar_member(&o, "b.der/", "100644", out_span(&subject[1]));
		got = read_archive(&o);
		if (got.subjects[0] != 1)
			print_error("mode %s: %s\n", modes[i], told.p);
		assert_int_equal(got.subjects[0], 1);
		assert_int_equal(got.subjects[1], 1);
		assert_int_equal(got.unreadable, 0);
		assert_string_equal(told.p, "");
	}
}

static void
test_types(void **state)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	(void)state;
	tar_member(&o, "d/", '5', "", SPAN_NONE);
	tar_member(&o, "d/a", '0', "", out_span(&subject[0]));
	tar_member(&o, "b", '1', "d/a", SPAN_NONE);
	tar_member(&o, "c", '2', "d/a", SPAN_NONE);
	tar_member(&o, "e", '3', "", SPAN_NONE);
	tar_member(&o, "f", '4', "", SPAN_NONE);
	tar_member(&o, "g", '6', "", SPAN_NONE);
	tar_member(&o, "h", '7', "", out_span(&subject[1]));
	for (size_t i = 0; i < 1024; i++)
		out_char(&o, 0);
	got = read_archive(&o);
	assert_int_equal(got.subjects[0], 1);
	assert_int_equal(got.subjects[1], 1);
	assert_int_equal(got.unreadable, 0);
	assert_string_equal(told.p, "a!b: a link in an archive; a!c: a link in an archive; a!e: a device in an archive; "
	    "a!f: a device in an archive; a!g: a pipe in an archive; ");
}

/* Names in any letters, where the environment names none; bit 11 says that they are UTF-8. */
static void
test_names(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	zip(&o, SPAN_LIT("nothing"));
	for (size_t i = 0; i + 8 < o.n; i++) {
		if (memcmp(o.p + i, "PK\3\4", 4) == 0)
			o.p[i + 7] = 8;
		else if (memcmp(o.p + i, "PK\1\2", 4) == 0)
			o.p[i + 9] = 8;
		else if (memcmp(o.p + i, "a/member", 8) == 0)
			memcpy(o.p + i, "\xc3\xa4member", 8);
	}
	read_archive(&o);
	assert_string_equal(told.p, "a!\xc3\xa4member: text without a PEM block; ");
}

/* In a file that was named: what holds none beside a certificate in an archive is skipped, whichever comes first. */
static void
test_beside(void **state)
{
	static const char none[] = "From b@example.com Thu Jan  1 00:00:00 2026\nSubject: b\n\nSee you tomorrow.\n\n";

	(void)state;
	for (unsigned first = 0; first < 2; first++) {
		struct out o = { NULL, 0, 0, false }, archive = { NULL, 0, 0, false };
		struct read got;

		zip(&archive, out_span(&subject[0]));
		out_str(&o, first ? none : "");
		out_str(&o, "From a@example.com Thu Jan  1 00:00:00 2026\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n");
		in_lines(&o, out_span(&archive), 64, "", "\n");
		out_str(&o, "\n");
		out_str(&o, first ? "" : none);
		out_free(&archive);
		got = read_named(&o);
		assert_int_equal(got.subjects[0], 1);
		assert_int_equal(got.unreadable, 0);
		assert_string_equal(told.p, "a: a message without a certificate; ");
	}
}

static int
forget(void **state)
{
	out_free(&told);
	return teardown(state);
}

/* Any octet of the list of members at the end of a zip may be another: its member is read, or told of, and never passed over. */
static void
test_damaged_list(void **state)
{
	static const uint8_t others[] = { 0x01, 0x40, 0x80, 0xff };
	struct out sound = { NULL, 0, 0, false };

	(void)state;
	zip(&sound, out_span(&subject[0]));
	for (size_t at = 30 + 8 + subject[0].n; at < sound.n; at++)
		for (size_t k = 0; k < sizeof others; k++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			out_mem(&o, sound.p, sound.n);
			o.p[at] ^= (char)others[k];
			got = read_archive(&o);
			if (got.subjects[0] + got.unreadable == 0)
				fail_msg("octet %zu: %s", at - 30 - 8 - subject[0].n, told.p);
		}
	for (unsigned mode = 0; mode < 16; mode++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_mem(&o, sound.p, sound.n);
		/* Made by Unix; the type of the file. */
		o.p[30 + 8 + subject[0].n + 5] = 3;
		o.p[30 + 8 + subject[0].n + 41] = (char)(mode << 4);
		got = read_archive(&o);
		assert_true(got.subjects[0] + got.unreadable > 0 || strstr(told.p, " in an archive; ") != NULL);
	}
	out_free(&sound);
}

/* Base64 of a part is damaged in its first character, whatever the part is called: what shows behind it is told of. */
static void
test_damaged_parts(void **state)
{
	static const char *const types[] = { "application/octet-stream", "text/plain", "image/png", "application/zip" };

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		for (unsigned way = 0; way < 2; way++)
			for (size_t at = 0; at < 12; at++) {
				struct out o = { NULL, 0, 0, false }, text = o;
				size_t from;
				struct read got;

				if (way == 1)
					pem(&text, out_span(&subject[0]));
				else
					out_mem(&text, subject[0].p, subject[0].n);
				out_fmt(&o, "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
				    "Content-Type: %s\nContent-Transfer-Encoding: base64\n\n", types[i]);
				from = o.n;
				in_lines(&o, out_span(&text), 76, "", "\n");
				out_str(&o, "--b--\n");
				o.p[from + at] = '*';
				got = read_archive(&o);
				assert_true(got.unreadable > 0);
				assert_int_equal(got.subjects[0], 0);
				out_free(&text);
			}
}

/* A character of the encoding of an archive is lost, so that its front is none: that is told of beside a certificate, whatever says that it is one. */
static void
test_damaged_archive_parts(void **state)
{
	static const char *const heads[] = {
		"Content-Type: application/zip\n", "Content-Type: application/x-zip-compressed\n",
		"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=certs.ZIP\n", "Content-Type: image/png\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		for (unsigned first = 0; first < 2; first++)
			for (size_t at = 0; at < 6; at++) {
				struct out o = { NULL, 0, 0, false }, part = o, text = o;
				struct read got;

				zip(&part, out_span(&subject[0]));
				in_lines(&text, out_span(&part), 76, "", "\n");
				memmove(text.p + at, text.p + at + 1, text.n - at - 1);
				out_str(&o, "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n");
				for (unsigned k = 0; k < 2; k++)
					if (k == first) {
						out_str(&o, "--b\nContent-Type: text/plain\n\n");
						pem(&o, out_span(&subject[1]));
					} else {
						out_fmt(&o, "--b\n%sContent-Transfer-Encoding: base64\n\n", heads[i]);
						out_mem(&o, text.p, text.n - 1);
					}
				out_str(&o, "--b--\n");
				got = read_archive(&o);
				assert_int_equal(got.subjects[1], 1);
				assert_int_equal(got.subjects[0] + got.others, 0);
				assert_int_equal(got.unreadable, i < 3);
				out_free(&part);
				out_free(&text);
			}
}

/* Where libarchive ends the process, the code is that of memory that is out; elsewhere it is whoever's ends it. */
static void
test_ended(void **state)
{
	(void)state;
	for (unsigned at_work = 0; at_work < 3; at_work++) {
		int status;
		pid_t child = fork();

		if (child == 0) {
			archive_library_at_work(at_work > 0);
			archive_library_at_work(at_work == 1);
			exit(1);
		}
		assert_true(child > 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), at_work == 1 ? ARCHIVE_ENDED : 1);
	}
}

/* ---- the image of a volume (ECMA-119) ---- */

enum { SECTOR = 2048, DESCRIPTOR = 16, FOLDER_AT = 18, SECTORS = 32, RECORD = 33 };

/* A number of four octets in either order (7.3.3). */
static void
both_orders(uint8_t *to, size_t number)
{
	for (unsigned i = 0; i < 4; i++)
		to[i] = to[7 - i] = (uint8_t)(number >> 8 * i);
}

/* A record of a folder (9.1); its octets. */
static size_t
volume_entry(uint8_t *to, const char *name, size_t n_name, bool folder, size_t sector, size_t octets)
{
	size_t n = RECORD + n_name + (n_name % 2 == 0);

	to[0] = (uint8_t)n;
	both_orders(to + 2, sector);
	both_orders(to + 10, octets);
	to[18] = 126;
	to[19] = to[20] = 1;
	to[25] = folder ? 2 : 0;
	to[28] = to[31] = 1;
	to[32] = (uint8_t)n_name;
	memcpy(to + RECORD, name, n_name);
	return n;
}

/* A folder of all certificates, each in a sector of its own; `boots`: a program stands in front, which is zeros else. */
static void
volume(struct out *o, bool boots)
{
	static uint8_t octets[SECTORS * SECTOR];
	uint8_t *at = octets + DESCRIPTOR * SECTOR;

	memset(octets, 0, sizeof octets);
	if (boots)
		memcpy(octets, "\x45\x52\x08\x00\x00\x00\x90\x90", 8);
	memcpy(at, "\1CD001\1", 7);
	both_orders(at + 80, SECTORS);
	at[120] = at[123] = at[124] = at[127] = 1;
	at[128 + 1] = at[128 + 2] = SECTOR >> 8;
	/* Where the tables of paths would be, in either order. */
	at[140] = at[151] = FOLDER_AT;
	volume_entry(at + 156, "", 1, true, FOLDER_AT, SECTOR);
	at[881] = 1;
	memcpy(at + SECTOR, "\xff" "CD001\1", 7);
	at = octets + FOLDER_AT * SECTOR;
	at += volume_entry(at, "", 1, true, FOLDER_AT, SECTOR);
	at += volume_entry(at, "\1", 1, true, FOLDER_AT, SECTOR);
	for (size_t i = 0; i < SUBJECTS; i++) {
		const char name[] = { (char)('A' + i), '.', 'D', 'E', 'R', ';', '1' };

		assert_true(subject[i].n <= SECTOR);
		at += volume_entry(at, name, sizeof name, false, FOLDER_AT + 1 + i, subject[i].n);
		memcpy(octets + (FOLDER_AT + 1 + i) * SECTOR, subject[i].p, subject[i].n);
	}
	out_mem(o, octets, sizeof octets);
}

/* Its files are read and have their names; of its folders, which have octets, nothing is said. */
static void
test_volumes(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 4; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		volume(&o, i % 2 == 1);
		got = i < 2 ? read_archive(&o) : read_named(&o);
		if (got.unreadable > 0)
			print_error("%u: %s\n", i, got.words);
		assert_int_equal(got.subjects[0] + got.subjects[1] + got.subjects[2], SUBJECTS);
		assert_int_equal(got.others + got.unreadable, 0);
		assert_string_equal(told.p, "");
	}
}

/* One of a zip, stored: its local header with its octets, or what the list has of it. */
static void
zip_member(struct out *o, const struct out *octets, uint32_t at, bool listed)
{
	uint32_t sum = (uint32_t)crc32(0, (const uint8_t *)octets->p, (uInt)octets->n);

	out_mem(o, listed ? "PK\1\2\24\0\24\0\0\0\0\0" : "PK\3\4\24\0\0\0\0\0", listed ? 12 : 10);
	out_mem(o, "\0\0\x21\x5c", 4);
	out_mem(o, &sum, 4);
	for (unsigned i = 0; i < 8; i++)
		out_char(o, (char)(octets->n >> (i % 4 * 8)));
	out_mem(o, "\x8\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", listed ? 14 : 4);
	for (unsigned i = 0; listed && i < 4; i++)
		out_char(o, (char)(at >> (i * 8)));
	out_mem(o, "a/member", 8);
	if (!listed)
		out_mem(o, octets->p, octets->n);
}

/* One bit of the octets that begin an entry of the list, or a member, is damaged: that is told of, and whole members are read. */
static void
test_damaged_signatures(void **state)
{
	(void)state;
	for (unsigned entry = 1; entry < 2 * SUBJECTS; entry++)
		for (unsigned bit = 0; bit < 32; bit++) {
			struct out o = { NULL, 0, 0, false };
			uint32_t at[2 * SUBJECTS], end;
			struct read got;

			for (unsigned i = 0; i < 2 * SUBJECTS; i++) {
				at[i] = (uint32_t)o.n;
				zip_member(&o, &subject[i % SUBJECTS], at[i % SUBJECTS], i >= SUBJECTS);
			}
			end = (uint32_t)o.n;
			out_mem(&o, "PK\5\6\0\0\0\0\3\0\3\0", 12);
			for (unsigned i = 0; i < 8; i++)
				out_char(&o, (char)((i < 4 ? end - at[SUBJECTS] : at[SUBJECTS]) >> (i % 4 * 8)));
			out_mem(&o, "\0\0", 2);
			o.p[at[entry] + bit / 8] ^= (char)(1 << bit % 8);
			got = read_archive(&o);
			assert_int_equal(got.others, 0);
			assert_int_equal(got.unreadable, 1);
			assert_int_equal(got.subjects[0] + got.subjects[1] + got.subjects[2], entry < SUBJECTS ? SUBJECTS - 1 : SUBJECTS);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_damaged_list),
		cmocka_unit_test(test_damaged_parts),
		cmocka_unit_test(test_damaged_archive_parts),
		cmocka_unit_test(test_ended),
		cmocka_unit_test(test_volumes),
		cmocka_unit_test(test_damaged_signatures),
	};

	return cmocka_run_group_tests(tests, setup, forget);
}
