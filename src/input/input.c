#include "input/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/form.h"
#include "os/deadline.h"
#include "os/stop.h"

/* Folders inside folders are followed no deeper: names grow too long before that. */
#define MAX_FOLDERS 128

void
input_free(struct input *in)
{
	arena_free(&in->arena);
}

/* ---- what the readers of the forms use ---- */

int
input_no_memory(struct input *in)
{
	in->no_memory = true;
	return -1;
}

int
input_item(struct input *in, const char *format, uint64_t line, struct span der, const char *fault)
{
	struct item item = {
		.path = in->path, .index = in->index++, .format = in->format != NULL ? in->format : format,
		.line = in->line > 0 ? in->line : line, .der = der, .fault = fault
	};
	int ret;

	if (in->arena.failed)
		return input_no_memory(in);
	in->items++;
	in->faults += fault != NULL;
	ret = in->fn(in->arg, &item);
	arena_reset(&in->arena);
	return ret;
}

int
input_nothing(struct input *in, const char *format, const char *what)
{
	if (!in->any)
		return input_item(in, format, 0, SPAN_NONE, what);
	in->skipped++;
	return 0;
}

const char *
input_over_limit(struct input *in)
{
	return arena_printf(&in->arena, "longer than the limit of %zu octets", in->limit);
}

size_t
input_whole(const struct input *in)
{
	uint64_t limit = in->container > 0 ? in->container : INPUT_CONTAINER;

	return limit < SIZE_MAX / 4 ? (size_t)limit : SIZE_MAX / 4;
}

uint8_t *
input_buffer(struct input *in)
{
	uint8_t *buf = malloc(STREAM_SIZE);

	if (buf == NULL)
		input_no_memory(in);
	return buf;
}

struct input_place
input_place(const struct input *in)
{
	return (struct input_place){ in->any, in->format, in->line };
}

void
input_place_back(struct input *in, struct input_place p)
{
	in->any = p.any;
	in->format = p.format;
	in->line = p.line;
}

static int
nothing_in(struct input *in, const struct stream *r, const char *what)
{
	return stream_broken(r) ? 0 : input_nothing(in, NULL, what);
}

int
input_stream(struct input *in, struct stream *r)
{
	static input_form_fn *const readers[] = {
		[SNIFF_DER] = input_der, [SNIFF_MBOX] = input_mbox, [SNIFF_MAIL] = input_mail, [SNIFF_LDIF] = input_ldif,
		[SNIFF_NDJSON] = input_ndjson, [SNIFF_CSV] = input_csv, [SNIFF_PEM] = input_pem, [SNIFF_TEXT] = input_pem,
		[SNIFF_LINES] = input_lines, [SNIFF_BASE64] = input_base64
	};
	struct span start = stream_fill(r);
	enum sniffed form;

	if (stream_broken(r) && start.n == 0)
		return 0;
	switch (form = sniff_form(start, in->field)) {
	case SNIFF_EMPTY:
		return input_nothing(in, NULL, "an empty file");
	case SNIFF_GZIP:
	case SNIFF_ZSTD:
		return input_packed(in, r, form);
	case SNIFF_BINARY:
		return nothing_in(in, r, arena_printf(&in->arena,
		    "neither DER nor text: the first octet is %02x", (unsigned)start.p[0]));
	default:
		return readers[form](in, r);
	}
}

/* ---- files and folders ---- */

static int
unreadable(struct input *in, int error)
{
	if (error == ENOMEM)
		return input_no_memory(in);
	/* What comes after a signal to stop is no result of this run. */
	if (stop_asked())
		return -1;
	if (error == ETIMEDOUT && deadline_over(in->until)) {
		in->late = true;
		input_item(in, NULL, 0, SPAN_NONE, "not read to its end: the time of --timeout was over");
		return -1;
	}
	return input_item(in, NULL, 0, SPAN_NONE, error == ENOENT ? "no such file" :
	    error == EACCES ? "permission denied" : arena_printf(&in->arena, "error %d while reading", error));
}

static int
read_open(struct input *in, int fd)
{
	struct stream r = { .fd = fd, .buf = input_buffer(in), .until = in->until };
	int ret;

	if (r.buf == NULL)
		return -1;
	ret = input_stream(in, &r);
	if (ret == 0 && r.error != 0)
		ret = unreadable(in, r.error);
	free(r.buf);
	return ret;
}

static int
read_file(struct input *in, const char *path)
{
	int fd, ret;

	in->path = path;
	in->index = 0;
	in->any = in->walking;
	arena_reset(&in->arena);
	if (deadline_over(in->until))
		return unreadable(in, ETIMEDOUT);
	if (strcmp(path, "-") == 0 && !in->walking)
		return read_open(in, STDIN_FILENO);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return unreadable(in, errno);
	in->fd = fd;
	ret = read_open(in, fd);
	in->octets = input_octets(in);
	in->fd = 0;
	close(fd);
	return ret;
}

uint64_t
input_octets(const struct input *in)
{
	off_t at = in->fd > 0 ? lseek(in->fd, 0, SEEK_CUR) : 0;

	return in->octets + (at > 0 ? (uint64_t)at : 0);
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
		else if (ret == 0)
			ret = input_no_memory(in);
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
	return input_item(in, NULL, 0, SPAN_NONE, "a folder without a certificate");
}
