/* SPDX-License-Identifier: Apache-2.0 */
/* walk.c - what the command line names: files, standard input, folders and all below them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/data/report.h"
#include "input/form.h"
#include "os/deadline.h"
#include "os/stop.h"

/* Folders inside folders are followed no deeper: names grow too long before that. */
#define MAX_FOLDERS 128

static const char not_to_its_end[] = "not read to its end";

/* Of the path at hand. */
static int
break_off(struct input *in, const char *what)
{
	in->broken_off = true;
	in->late |= !stop_asked();
	if (stop_asked() && in->goes_on)
		return -1;
	in->mapped = false;
	input_place_back(in, (struct input_place){ .place = PLACE_OF_CERTIFICATE });
	arena_reset(&in->arena);
	if (input_item(in, NULL, 0, SPAN_NONE, stop_asked() ? arena_printf(&in->arena, "%s: %s stopped the run", what, stop_name()) :
	    arena_printf(&in->arena, "%s: the time of --timeout was over", what)) != 0)
		in->no_memory = true;
	return -1;
}

int
input_break_off(struct input *in, const char *path, const char *what)
{
	in->path = path;
	in->index = 0;
	return break_off(in, what);
}

static int
unreadable(struct input *in, int error)
{
	if (error == ENOMEM)
		return input_no_memory(in);
	if ((error == ETIMEDOUT || error == EINTR) && deadline_over(in->until))
		return break_off(in, not_to_its_end);
	if (error == EFBIG && in->bounded)
		return input_item(in, NULL, 0, SPAN_NONE, arena_printf(&in->arena, "no file, and longer than %zu octets (--max-container)",
		    input_whole(in)));
	return input_item(in, NULL, 0, SPAN_NONE, error == ENOENT ? "no such file" :
	    error == EACCES ? "permission denied" : arena_printf(&in->arena, "cannot be read: %s", strerror(error)));
}

static int
read_open(struct input *in, int fd)
{
	struct stream r = { .fd = fd, .buf = input_buffer(in), .until = in->until };
	struct stat st;
	int ret;

	if (r.buf == NULL)
		return -1;
	if (in->bounded && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
		r.most = input_whole(in);
	ret = input_file(in, &r);
	if (ret == 0 && r.error != 0)
		ret = unreadable(in, r.error);
	else if (ret != 0 && in->broken_off)
		ret = break_off(in, not_to_its_end);
	free(r.buf);
	return ret;
}

static int
read_file(struct input *in, const char *path)
{
	int fd, ret;

	in->path = path;
	in->index = 0;
	arena_reset(&in->arena);
	if (deadline_over(in->until))
		return break_off(in, "not read");
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

/* Which file of the report that is being written is it?  NULL: none. */
static const struct own_file *
own_of(const struct input *in, const struct stat *st)
{
	for (size_t i = 0; i < in->n_own; i++)
		if (in->own[i].dev == st->st_dev && in->own[i].ino == st->st_ino)
			return &in->own[i];
	return NULL;
}

bool
input_is_report(int fd)
{
	uint8_t octets[REPORT_OCTETS];
	struct span start = { octets, 0 };
	ssize_t n = 1;

	while (n > 0 && start.n < sizeof octets)
		if ((n = pread(fd, octets + start.n, sizeof octets - start.n, (off_t)start.n)) > 0)
			start.n += (size_t)n;
	return n >= 0 && (report_begins(start) != NULL || report_is_empty(start));
}

static bool
holds_report(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool report = fd >= 0 && input_is_report(fd);

	if (fd >= 0)
		close(fd);
	return report;
}

/* It is written, not read; that it lies there is no fault of the inputs.  What is no report must not be lost by it. */
static int
leave_out(struct input *in, const struct own_file *own, const char *path)
{
	if (own->replaced && !holds_report(path)) {
		in->refused = true;
		return -1;
	}
	in->path = path;
	in->index = 0;
	return in->strict ? 0 : input_skip(in, NULL, 0, "the report of this run");
}

/* One entry: links to files are followed, links to folders (which may form a ring) are not. */
static int
read_entry(struct input *in, const char *path, unsigned depth)
{
	const struct own_file *own;
	struct stat link, st;

	if (lstat(path, &link) != 0 || stat(path, &st) != 0) {
		in->path = path;
		in->index = 0;
		return unreadable(in, errno);
	}
	if (S_ISDIR(link.st_mode) && depth < MAX_FOLDERS)
		return read_folder(in, path, depth + 1);
	if (S_ISREG(st.st_mode))
		return (own = own_of(in, &st)) != NULL ? leave_out(in, own, path) : read_file(in, path);
	in->path = path;
	in->index = 0;
	return S_ISDIR(link.st_mode) ? input_item(in, NULL, 0, SPAN_NONE, arena_printf(&in->arena,
	    "a folder below %d others, which is not read", MAX_FOLDERS)) :
	    input_skip(in, NULL, 0, S_ISDIR(st.st_mode) ? "a link to a folder" : "neither a file nor a folder");
}

static int
read_folder(struct input *in, const char *path, unsigned depth)
{
	bool told = false;
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
		if (ret != 0 && in->broken_off && !told && i + 1 < n)
			ret = input_break_off(in, path, "a folder not read to its end");
		told |= ret != 0;
		free(entry);
		free(names[i]);
	}
	free(names);
	return ret;
}

int
input_read(struct input *in, const char *path)
{
	const struct own_file *own = NULL;
	uint64_t before = in->items;
	struct stat st;
	int ret;

	in->forms = input_forms;
	in->walking = false;
	if (strcmp(path, "-") == 0 || stat(path, &st) != 0)
		return read_file(in, path);
	if (in->others && S_ISREG(st.st_mode))
		own = own_of(in, &st);
	if (!S_ISDIR(st.st_mode))
		return own != NULL ? leave_out(in, own, path) : read_file(in, path);
	in->walking = true;
	ret = read_folder(in, path, 0);
	in->walking = false;
	if (ret != 0 || in->items != before || in->others)
		return ret;
	/* A folder that was named and holds no certificate must not look clean. */
	in->path = path;
	in->index = 0;
	return input_item(in, NULL, 0, SPAN_NONE, "a folder without a certificate");
}
