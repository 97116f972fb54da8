/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every form that is read as a stream takes no more memory for ten times the
 * octets.  What zlib and libzstd hold is theirs, and of fixed size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <zlib.h>

#include "base/base64.h"
#include "input/form.h"

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void __wrap_free(void *);

static size_t held, most;

static void *
count(void *p)
{
	held += malloc_usable_size(p);
	most = held > most ? held : most;
	return p;
}

void *
__wrap_malloc(size_t n)
{
	return count(__real_malloc(n));
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return count(__real_calloc(n, size));
}

void *
__wrap_realloc(void *p, size_t n)
{
	held -= malloc_usable_size(p);
	return count(__real_realloc(p, n));
}

void
__wrap_free(void *p)
{
	held -= malloc_usable_size(p);
	__real_free(p);
}

/* Octets that come again and again, behind others that come once. */
struct repeated {
	struct span head, body, rest;
	unsigned times;
};

static size_t
read_repeated(struct stream *r, uint8_t *to, size_t n)
{
	struct repeated *s = r->arg;

	while (s->rest.n == 0 && s->times > 0) {
		s->rest = s->body;
		s->times--;
	}
	n = n < s->rest.n ? n : s->rest.n;
	if (n > 0)
		memcpy(to, s->rest.p, n);
	s->rest = span_sub(s->rest, n, s->rest.n - n);
	return n;
}

static int
hand(void *arg, const struct item *item)
{
	(void)item;
	++*(unsigned *)arg;
	return 0;
}

/* The octets held at most while so many repetitions are read; *items counts what they give. */
static size_t
read_times(struct span head, struct span body, unsigned times, unsigned *items)
{
	static uint8_t buf[STREAM_SIZE];
	struct repeated from = { head, body, head, times };
	struct stream r = { .read = read_repeated, .arg = &from, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = items };
	size_t before = held;

	most = held;
	*items = 0;
	assert_int_equal(input_stream(&in, &r), 0);
	assert_true(from.times == 0 && r.eof);
	input_free(&in);
	assert_int_equal(held, before);
	return most - before;
}

static void
compare(const char *name, struct span head, struct span body)
{
	unsigned few, many;
	size_t once = read_times(head, body, 100, &few), often = read_times(head, body, 1000, &many);

	/* The allocator may round the same block to pages or not. */
	if (few < 100 || many < 9 * few || often > once + 2 * 4096 || often >= 8 * STREAM_SIZE)
		fail_msg("%s: %u and %u things, %zu and %zu octets", name, few, many, once, often);
}

/* The seeds of the fuzz target are small files of every form, damaged ones among them. */
static void
check(const char *name, bool has_head)
{
	static uint8_t octets[8192];
	char path[128];
	struct span head, body = { octets, 0 };
	FILE *f;

	snprintf(path, sizeof path, "tests/fuzz/corpus/container/%s", name);
	f = fopen(path, "rb");
	assert_non_null(f);
	body.n = fread(octets, 1, sizeof octets, f);
	fclose(f);
	head = span_sub(body, 0, 0);
	if (has_head) {
		head.n = (size_t)((uint8_t *)memchr(octets, '\n', body.n) - octets) + 1;
		body = span_sub(body, head.n, body.n - head.n);
	}
	compare(name, head, body);
}

static void
test_memory(void **state)
{
	static const char *const names[] = {
		"again", "bag", "bag-pem", "lines", "ldif", "ndjson", "mbox", "gzip", "zstd"
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		check(names[i], false);
	check("csv", true);
}

/* ---- shapes that are made here ---- */

/* A certificate as PEM. */
static struct out
certificate(void)
{
	struct out pem = { NULL, 0, 0, false };
	char line[256];
	FILE *f = fopen("testdata/demo/demo.pem", "r");

	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		if (pem.n == 0 && strncmp(line, "-----BEGIN", 10) != 0)
			continue;
		out_str(&pem, line);
		if (strncmp(line, "-----END", 8) == 0)
			break;
	}
	fclose(f);
	return pem;
}

/* Each character of the text as the first or last octet of so many. */
static struct out
wide(struct span text, size_t width, bool last)
{
	struct out o = { NULL, 0, 0, false };

	for (size_t i = 0; i < text.n; i++)
		for (size_t k = 0; k < width; k++)
			out_char(&o, (char)(k == (last ? width - 1 : 0) ? text.p[i] : 0));
	return o;
}

/* The text with another line end: "\r", or "\\n" written out. */
static struct out
lines(struct span text, const char *end)
{
	struct out o = { NULL, 0, 0, false };

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n')
			out_str(&o, end);
		else
			out_char(&o, (char)text.p[i]);
	return o;
}

/* A member of a tar (POSIX pax, ustar). */
static struct out
member(struct span octets)
{
	struct out o = { NULL, 0, 0, false };
	char header[512] = "member.pem";
	unsigned sum = 8 * ' ';

	snprintf(header + 124, 12, "%011o", (unsigned)octets.n);
	header[156] = '0';
	memcpy(header + 257, "ustar\00000", 8);
	for (size_t i = 0; i < sizeof header; i++)
		sum += (unsigned char)header[i];
	snprintf(header + 148, 8, "%06o", sum);
	out_mem(&o, header, sizeof header);
	out_mem(&o, octets.p, octets.n);
	while (o.n % 512 != 0)
		out_char(&o, 0);
	return o;
}

static struct out
numbers(struct span octets)
{
	struct out o = { NULL, 0, 0, false };

	out_char(&o, '[');
	for (size_t i = 0; i < octets.n; i++)
		out_fmt(&o, "%s%u", i > 0 ? "," : "", octets.p[i]);
	out_str(&o, "],\n");
	return o;
}

static struct out
base64(const char *before, struct span octets, const char *behind)
{
	struct out o = { NULL, 0, 0, false };

	out_str(&o, before);
	base64_write(&o, octets);
	out_str(&o, behind);
	return o;
}

static struct out
quoted(const char *before, struct span octets, const char *behind)
{
	struct out o = { NULL, 0, 0, false };

	out_fmt(&o, "%s%.*s%s", before, (int)octets.n, (const char *)octets.p, behind);
	return o;
}

static void
compare_made(const char *name, const char *head, struct out body)
{
	assert_false(body.failed);
	compare(name, (struct span){ (const uint8_t *)head, strlen(head) }, out_span(&body));
	out_free(&body);
}

static void
test_shapes(void **state)
{
	static const char mail[] = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
	static const char part[] = "--b\nContent-Type: application/pkix-cert\nContent-Transfer-Encoding: base64\n\n";
	struct out pem = certificate(), escaped = lines(out_span(&pem), "\\n");
	struct span text = out_span(&pem);

	(void)state;
	compare_made("UTF-16", "", wide(text, 2, false));
	compare_made("UTF-32", "", wide(text, 4, true));
	compare_made("CR alone", "", lines(text, "\r"));
	compare_made("escaped", "", quoted("", out_span(&escaped), ""));
	compare_made("tar", "", member(text));
	compare_made("a list of objects", "[\n", quoted("{ \"x\": [{\"any\": \"", out_span(&escaped), "\"}] },\n"));
	compare_made("a list of lists", "[\n", numbers(text));
	compare_made("a column of any name", "id;certificate;odd\n", quoted("1;;\"", text, "\"\n"));
	compare_made("a table without a head", "", quoted("1,2,\"", text, "\"\n"));
	compare_made("parts of a message", mail, base64(part, text, "\n"));
	compare_made("base64 of PEM", "see:\n", base64("x: ", text, "\n"));
	compare_made("messages behind text", "see:\n", base64("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
	    "--b\nContent-Transfer-Encoding: base64\n\n", text, "\n--b--\n"));
	compare_made("values of a directory", "dn: cn=a\n", base64("description:: ", text, "\n"));
	out_free(&escaped);
	out_free(&pem);
}

/* One member of that name; what a zip lists at its end is left out, as it is where one comes from a pipe that breaks off. */
static struct out
zipped(struct span octets)
{
	uint32_t sum = (uint32_t)crc32(0, octets.p, (uInt)octets.n), sizes[2] = { (uint32_t)octets.n, (uint32_t)octets.n };
	struct out o = { NULL, 0, 0, false };

	out_mem(&o, "PK\3\4\24\0\0\0\0\0\0\0\x21\x5c", 14);
	out_mem(&o, &sum, sizeof sum);
	out_mem(&o, sizes, sizeof sizes);
	out_mem(&o, "\x5\0\0\0a.pem", 9);
	out_mem(&o, octets.p, octets.n);
	return o;
}

/* As hexdump -C prints octets, without their text. */
static struct out
dumped(struct span octets)
{
	struct out o = { NULL, 0, 0, false };

	for (size_t i = 0; i < octets.n; i += 16) {
		out_fmt(&o, "%08zx ", i);
		for (size_t k = i; k < i + 16 && k < octets.n; k++)
			out_fmt(&o, " %02x", octets.p[k]);
		out_char(&o, '\n');
	}
	out_fmt(&o, "%08zx\n", octets.n);
	return o;
}

/* Each line with something before it. */
static struct out
marked(const char *before, struct span text)
{
	struct out o = { NULL, 0, 0, false };

	for (size_t i = 0; i < text.n; i++) {
		if (i == 0 || text.p[i - 1] == '\n')
			out_str(&o, before);
		out_char(&o, (char)text.p[i]);
	}
	return o;
}

/* Text that was made by something else. */
static void
test_made(void **state)
{
	static const char reply[] = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
	    "--b\nContent-Type: application/pkix-cert\nContent-Transfer-Encoding: base64\n\n";
	struct out pem = certificate(), lines, message;
	struct span text = out_span(&pem);

	(void)state;
	lines = base64("", text, "\n");
	message = quoted(reply, out_span(&lines), "--b--\n\n");
	compare_made("dumps", "", dumped(text));
	compare_made("replies", "See:\n", marked("> ", out_span(&message)));
	compare_made("a diff", "", marked("+", text));
	compare_made("a log", "", marked("Nov 29 02:21:44 host1 openssl[77]: ", text));
	compare_made("strings", "", marked("\t\"", text));
	out_free(&lines);
	out_free(&message);
	out_free(&pem);
}

/* The octets held at most while a file is read, whose reader may go back in it. */
static size_t
read_open(FILE *f, unsigned *items)
{
	static uint8_t buf[STREAM_SIZE];
	struct stream r = { .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = items };
	size_t before;

	rewind(f);
	r.fd = fileno(f);
	before = most = held;
	*items = 0;
	assert_int_equal(input_stream(&in, &r), 0);
	input_free(&in);
	fclose(f);
	return most - before;
}

/* The same of a file with so many repetitions. */
static size_t
read_file(struct span body, unsigned times, unsigned *items)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	for (unsigned i = 0; i < times; i++)
		assert_int_equal(fwrite(body.p, 1, body.n, f), body.n);
	assert_int_equal(fflush(f), 0);
	return read_open(f, items);
}

/* A zip that is a file: from a pipe it is held, up to --max-container. */
static void
test_zip(void **state)
{
	struct out pem = certificate(), member = zipped(out_span(&pem));
	unsigned few, many;
	size_t once, often;

	(void)state;
	(void)read_file(out_span(&member), 1, &few);
	once = read_file(out_span(&member), 100, &few);
	often = read_file(out_span(&member), 1000, &many);
	if (few < 100 || many < 1000 || often > once + 2 * 4096 || often >= 8 * STREAM_SIZE)
		fail_msg("%u and %u things, %zu and %zu octets", few, many, once, often);
	out_free(&member);
	out_free(&pem);
}

/* ---- archives that libarchive makes; what it holds to read them is its own ---- */

struct archive;
struct archive_entry;

/* Its functions that write, of the library that the command loads. */
static struct {
	struct archive *(*make)(void);
	struct archive_entry *(*entry)(void);
	void (*name)(struct archive_entry *, const char *);
	void (*size)(struct archive_entry *, int64_t);
	void (*type)(struct archive_entry *, unsigned);
	int (*open)(struct archive *, int);
	int (*header)(struct archive *, struct archive_entry *);
	ssize_t (*data)(struct archive *, const void *, size_t);
	int (*end)(struct archive *);
	void (*forget)(struct archive_entry *);
	int (*set)(struct archive *);
} writer;

static void *writer_library;

static void
find(const char *name, void *function)
{
	void *at = dlsym(writer_library, name);

	assert_non_null(at);
	memcpy(function, &at, sizeof at);
}

static void
load_writer(void)
{
	writer_library = dlopen("libarchive.so.13", RTLD_NOW);
	assert_non_null(writer_library);
	find("archive_write_new", &writer.make);
	find("archive_entry_new", &writer.entry);
	find("archive_entry_set_pathname", &writer.name);
	find("archive_entry_set_size", &writer.size);
	find("archive_entry_set_filetype", &writer.type);
	find("archive_write_open_fd", &writer.open);
	find("archive_write_header", &writer.header);
	find("archive_write_data", &writer.data);
	find("archive_write_free", &writer.end);
	find("archive_entry_free", &writer.forget);
}

/* So many repetitions in one member. */
static size_t
read_packed(const char *const set[2], struct span body, unsigned times, unsigned *items)
{
	FILE *f = tmpfile();
	struct archive *a = writer.make();
	struct archive_entry *entry = writer.entry();

	assert_non_null(f);
	for (size_t i = 0; i < 2 && set[i] != NULL; i++) {
		find(set[i], &writer.set);
		assert_int_equal(writer.set(a), 0);
	}
	assert_int_equal(writer.open(a, fileno(f)), 0);
	writer.name(entry, "a.pem");
	writer.size(entry, (int64_t)(body.n * times));
	writer.type(entry, 0100000);
	assert_int_equal(writer.header(a, entry), 0);
	for (unsigned i = 0; i < times; i++)
		assert_int_equal(writer.data(a, body.p, body.n), body.n);
	writer.forget(entry);
	assert_int_equal(writer.end(a), 0);
	return read_open(f, items);
}

static void
test_archives(void **state)
{
	static const char *const forms[][2] = {
		{ "archive_write_set_format_7zip", NULL }, { "archive_write_set_format_zip", NULL },
		{ "archive_write_set_format_ustar", "archive_write_add_filter_zstd" }, { "archive_write_set_format_ustar", "archive_write_add_filter_gzip" },
		{ "archive_write_set_format_ustar", "archive_write_add_filter_xz" }, { "archive_write_set_format_cpio", "archive_write_add_filter_bzip2" },
	};
	struct out pem = certificate();

	(void)state;
	load_writer();
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		unsigned few, many;
		size_t once, often;

		(void)read_packed(forms[i], out_span(&pem), 1, &few);
		once = read_packed(forms[i], out_span(&pem), 100, &few);
		often = read_packed(forms[i], out_span(&pem), 1000, &many);
		if (few != 100 || many != 1000 || often > once + 2 * 4096 || often >= 8 * STREAM_SIZE)
			fail_msg("%s: %u and %u things, %zu and %zu octets", forms[i][0], few, many, once, often);
	}
	dlclose(writer_library);
	out_free(&pem);
}

/* Compressed texts one behind the other are one. */
static void
test_compressed(void **state)
{
	static const char *const names[] = { "a.pem.xz", "a.pem.bz2" };
	static uint8_t octets[8192];
	char path[64];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		FILE *f;

		snprintf(path, sizeof path, "tests/cli/data/shapes/%s", names[i]);
		f = fopen(path, "rb");
		assert_non_null(f);
		compare(names[i], SPAN_NONE, (struct span){ octets, fread(octets, 1, sizeof octets, f) });
		fclose(f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_made),
		cmocka_unit_test(test_zip),
		cmocka_unit_test(test_archives),
		cmocka_unit_test(test_compressed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
