#include "tool/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "tool/base64.h"
#include "tool/clock.h"
#include "tool/pem.h"
#include "tool/stream.h"
#include "tool/sniff.h"
#include "tool/split.h"

/* Folders inside folders are followed no deeper: names grow too long before that. */
#define MAX_FOLDERS 128

void
input_free(struct input *in)
{
	arena_free(&in->arena);
}

static int
hand_on(struct input *in, const char *format, uint64_t line, struct span der, const char *fault)
{
	struct item item = { .path = in->path, .index = in->index++, .format = format, .line = line, .der = der, .fault = fault };

	if (in->arena.failed) {
		in->no_memory = true;
		return -1;
	}
	in->items++;
	return in->fn(in->arg, &item);
}

/* The input at hand holds no certificate: a fault when it was named, else skipped. */
static int
nothing_in(struct input *in, const char *format, const char *what)
{
	if (in->walking) {
		in->skipped++;
		return 0;
	}
	return hand_on(in, format, 0, SPAN_NONE, what);
}

static const char *
over_limit(struct input *in)
{
	return arena_printf(&in->arena, "longer than the limit of %zu octets", in->limit);
}

/* ---- PEM ---- */

static bool
label_is_certificate(const struct input *in, const char *label)
{
	static const char *const names[] = { "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(label, names[i]) == 0)
			return true;
	return in->tbs && strcmp(label, "TBS CERTIFICATE") == 0;
}

static int
pem_item(struct input *in, const struct pem_block *b)
{
	const char *fault = NULL, *other;

	if (b->over_limit)
		fault = over_limit(in);
	else if (b->fault != NULL)
		fault = arena_printf(&in->arena, "%s, in line %" PRIu64, b->fault, b->fault_line);
	else if (b->octets.n == 0)
		fault = "an empty PEM block";
	else if ((other = sniff_other(b->octets, in->tbs)) != NULL)
		fault = arena_printf(&in->arena, "%s in a PEM block labelled %s", other, b->label);
	else
		fault = sniff_frame(&in->arena, b->octets);
	return hand_on(in, "pem", b->line, b->octets, fault);
}

static int
read_pem(struct input *in, struct stream *r)
{
	const char *first_other = NULL;
	uint64_t others = 0;
	struct pem_block b;
	struct pem pem;
	int ret = 0;

	pem_init(&pem, r, in->limit);
	while (ret == 0 && pem_next(&pem, &b) && !pem.octets.failed) {
		if (label_is_certificate(in, b.label)) {
			ret = pem_item(in, &b);
			continue;
		}
		if (others++ == 0)
			first_other = arena_printf(&in->arena,
			    "no certificate, but a PEM block labelled %s in line %" PRIu64, b.label, b.line);
	}
	if (pem.octets.failed) {
		in->no_memory = true;
		ret = -1;
	}
	pem_free(&pem);
	if (ret != 0 || r->error != 0)
		return ret;
	if (in->index == 0)
		return nothing_in(in, others > 0 ? "pem" : NULL,
		    others > 0 ? first_other : "text without a PEM block");
	in->skipped += others;
	return 0;
}

/* ---- DER and base64 ---- */

struct elements {
	struct input *in;
	const char *format;
};

/* In a folder, only what begins as a signed object is taken for a damaged certificate. */
static bool
is_nothing(const struct input *in, struct span der)
{
	size_t header;

	if (!in->walking || in->index > 0 || der.n < 2)
		return false;
	header = der.p[1] < 0x80 ? 2 : 2 + (size_t)(der.p[1] & 0x7f);
	return der.n <= header || der.p[header] != 0x30;
}

static int
element(void *arg, struct span octets, uint64_t line, bool over)
{
	const struct elements *e = arg;
	const char *other = sniff_other(octets, e->in->tbs);

	if (over)
		return hand_on(e->in, e->format, line, octets, over_limit(e->in));
	if (e->in->walking && (other != NULL || is_nothing(e->in, octets))) {
		e->in->skipped++;
		return 0;
	}
	if (other == NULL)
		other = sniff_frame(&e->in->arena, octets);
	return hand_on(e->in, e->format, line, octets, other);
}

static int
ended(struct input *in, struct split *s, int ret)
{
	if (ret == 0)
		ret = split_end(s);
	if (s->octets.failed) {
		in->no_memory = true;
		ret = -1;
	}
	split_free(s);
	return ret;
}

static int
read_der(struct input *in, struct stream *r)
{
	struct elements e = { in, "der" };
	struct split s = { .limit = in->limit, .fn = element, .arg = &e };
	struct span octets;
	int ret = 0;

	while (ret == 0 && !s.done && (octets = stream_take(r)).n > 0)
		ret = split_feed(&s, octets);
	return r->error != 0 ? (split_free(&s), 0) : ended(in, &s, ret);
}

static int
read_base64(struct input *in, struct stream *r)
{
	struct elements e = { in, "base64" };
	struct split s = { .limit = in->limit, .line = 1, .fn = element, .arg = &e };
	struct base64 b64 = { .again = true };
	struct out octets = { NULL, 0, 0, false };
	const uint8_t *bad = NULL;
	struct span line;
	bool ends, text;
	int ret = 0;

	while (ret == 0 && bad == NULL && !s.done && !octets.failed && (line = stream_line(r, &ends)).p != NULL) {
		out_clear(&octets);
		bad = base64_feed(&b64, line, &octets);
		ret = split_feed(&s, (struct span){ (const uint8_t *)octets.p, octets.n });
		s.line += ends;
	}
	out_clear(&octets);
	if (bad == NULL && ret == 0 && base64_end(&b64, &octets))
		ret = split_feed(&s, (struct span){ (const uint8_t *)octets.p, octets.n });
	if (octets.failed) {
		in->no_memory = true;
		ret = -1;
	}
	out_free(&octets);
	if (bad == NULL || ret != 0)
		return ended(in, &s, ret);
	text = is_nothing(in, (struct span){ (const uint8_t *)s.octets.p, s.octets.n });
	split_free(&s);
	if (text)
		return nothing_in(in, NULL, "text without a PEM block");
	return hand_on(in, "base64", s.line - 1, SPAN_NONE, "base64 with a character that it does not have");
}

/* ---- files and folders ---- */

static int
read_form(struct input *in, struct stream *r)
{
	struct span start = stream_fill(r);

	if (r->error != 0 && (r->error != ETIMEDOUT || start.n == 0))
		return 0;
	switch (sniff_form(start)) {
	case SNIFF_EMPTY:
		return nothing_in(in, NULL, "an empty file");
	case SNIFF_DER:
		return read_der(in, r);
	case SNIFF_BASE64:
		return read_base64(in, r);
	case SNIFF_BINARY:
		return nothing_in(in, NULL, arena_printf(&in->arena,
		    "neither DER nor text: the first octet is %02x", (unsigned)start.p[0]));
	default:
		return read_pem(in, r);
	}
}

static int
unreadable(struct input *in, int error)
{
	if (error == ENOMEM) {
		in->no_memory = true;
		return -1;
	}
	if (error == ETIMEDOUT && clock_over(in->until)) {
		in->late = true;
		hand_on(in, NULL, 0, SPAN_NONE, "not read to its end: the time of --timeout was over");
		return -1;
	}
	return hand_on(in, NULL, 0, SPAN_NONE, error == ENOENT ? "no such file" :
	    error == EACCES ? "permission denied" : arena_printf(&in->arena, "error %d while reading", error));
}

static int
read_open(struct input *in, int fd)
{
	uint8_t *buf = malloc(STREAM_SIZE);
	struct stream r = { .fd = fd, .buf = buf, .until = in->until };
	int ret;

	if (buf == NULL) {
		in->no_memory = true;
		return -1;
	}
	ret = read_form(in, &r);
	if (ret == 0 && r.error != 0)
		ret = unreadable(in, r.error);
	free(buf);
	return ret;
}

static int
read_file(struct input *in, const char *path)
{
	int fd, ret;

	in->path = path;
	in->index = 0;
	arena_reset(&in->arena);
	if (clock_over(in->until))
		return unreadable(in, ETIMEDOUT);
	if (strcmp(path, "-") == 0 && !in->walking)
		return read_open(in, STDIN_FILENO);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return unreadable(in, errno);
	ret = read_open(in, fd);
	close(fd);
	return ret;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted octet by octet, each an allocation of its own; -1: errno says why not. */
static int
folder_names(const char *path, char ***names, size_t *n)
{
	size_t cap = 0;
	int error;
	struct dirent *entry;
	DIR *dir = opendir(path);

	*names = NULL;
	*n = 0;
	if (dir == NULL)
		return -1;
	while ((errno = 0, entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (*n == cap) {
			char **more = realloc(*names, (cap = cap * 2 + 64) * sizeof *more);

			if (more == NULL)
				break;
			*names = more;
		}
		if (((*names)[*n] = strdup(entry->d_name)) == NULL)
			break;
		++*n;
	}
	error = entry != NULL ? ENOMEM : errno;
	closedir(dir);
	errno = error;
	if (error != 0)
		return -1;
	if (*n > 0)
		qsort(*names, *n, sizeof **names, by_name);
	return 0;
}

static char *
path_join(const char *folder, const char *name)
{
	size_t a = strlen(folder), b = strlen(name);
	bool slash = a > 0 && folder[a - 1] == '/';
	char *path = malloc(a + b + 2);

	if (path == NULL)
		return NULL;
	memcpy(path, folder, a);
	if (!slash)
		path[a++] = '/';
	memcpy(path + a, name, b + 1);
	return path;
}

static int read_folder(struct input *, const char *path, unsigned depth);

/* One entry: links to files are followed, links to folders (which may form a ring) are not. */
static int
read_entry(struct input *in, const char *path, unsigned depth)
{
	struct stat link, st;

	if (lstat(path, &link) != 0 || stat(path, &st) != 0) {
		in->path = path;
		in->index = 0;
		return unreadable(in, errno);
	}
	if (S_ISDIR(link.st_mode) && depth < MAX_FOLDERS)
		return read_folder(in, path, depth + 1);
	if (S_ISREG(st.st_mode))
		return read_file(in, path);
	in->skipped++;
	return 0;
}

static int
read_folder(struct input *in, const char *path, unsigned depth)
{
	char **names;
	size_t n;
	int ret = 0;

	if (folder_names(path, &names, &n) != 0) {
		in->path = path;
		in->index = 0;
		ret = unreadable(in, errno);
	}
	for (size_t i = 0; i < n; i++) {
		char *entry = ret == 0 ? path_join(path, names[i]) : NULL;

		if (entry != NULL)
			ret = read_entry(in, entry, depth);
		else if (ret == 0) {
			in->no_memory = true;
			ret = -1;
		}
		free(entry);
		free(names[i]);
	}
	free(names);
	return ret;
}

int
input_read(struct input *in, const char *path)
{
	uint64_t before = in->items;
	struct stat st;
	int ret;

	in->walking = false;
	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return read_file(in, path);
	in->walking = true;
	ret = read_folder(in, path, 0);
	in->walking = false;
	if (ret != 0 || in->items != before)
		return ret;
	/* A folder that was named and holds no certificate must not look clean. */
	in->path = path;
	in->index = 0;
	return hand_on(in, NULL, 0, SPAN_NONE, "a folder without a certificate");
}
