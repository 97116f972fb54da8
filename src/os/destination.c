/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700	/* S_ISVTX, which POSIX.1-2008 leaves to it */
#include "os/destination.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"

/* Links that lead to links are followed no further, as by the system (path_resolution(7)). */
#define MAX_LINKS 40

static const char planted[] = "a link that another user made in a folder where everybody may write; name another FILE";

static bool
fail(struct destination *d, int error)
{
	d->error = error;
	return false;
}

/* The folder that a name lies in, as it is written; to be freed. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? strdup(".") : strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* Is the folder this one, or below it? */
static bool
is_in(const char *folder, const char *above)
{
	size_t n = strlen(above);

	return strncmp(folder, above, n) == 0 && (folder[n] == '\0' || folder[n] == '/');
}

/* Has this folder, a real path, the descriptors of this process as its names? */
static bool
has_descriptors(const char *folder)
{
	char own[sizeof "/proc/" + 3 * sizeof(long)];
	size_t n = strlen(folder);

	snprintf(own, sizeof own, "/proc/%ld", (long)getpid());
	return strcmp(folder, "/dev/fd") == 0 || (is_in(folder, own) && n > 3 && strcmp(folder + n - 3, "/fd") == 0);
}

/* The number that a name is; -1: it is none. */
static int
descriptor_named(const char *name)
{
	int number = 0;

	for (const char *p = name; *p != '\0'; p++) {
		if (!is_digit((unsigned char)*p) || number > INT_MAX / 10 - 1)
			return -1;
		number = number * 10 + (*p - '0');
	}
	return *name != '\0' ? number : -1;
}

/* Is it a link that the kernel would not follow for us either (protected_symlinks in proc_sys_fs(5))? */
static bool
is_planted(const struct stat *link, const char *folder)
{
	struct stat st;

	return stat(folder, &st) == 0 && (st.st_mode & S_ISVTX) != 0 && (st.st_mode & S_IWOTH) != 0 && link->st_uid != geteuid() &&
	    link->st_uid != st.st_uid;
}

/* Puts what the link says in the place of its name. */
static bool
follow(struct destination *d, const char *folder)
{
	char target[PATH_MAX];
	ssize_t n = readlink(d->path, target, sizeof target);
	bool absolute = n > 0 && target[0] == '/';
	size_t before = absolute || strchr(d->path, '/') == NULL ? 0 : strlen(folder) + 1;
	char *path;

	if (n < 0 || n == (ssize_t)sizeof target)
		return fail(d, n < 0 ? errno : ENAMETOOLONG);
	if ((path = malloc(before + (size_t)n + 1)) == NULL)
		return fail(d, ENOMEM);
	if (before > 0) {
		memcpy(path, folder, before - 1);
		path[before - 1] = '/';
	}
	memcpy(path + before, target, (size_t)n);
	path[before + (size_t)n] = '\0';
	free(d->path);
	d->path = path;
	return true;
}

/* Looks at one name; true where it is a link, whose target is the name now. */
static bool
step(struct destination *d, const char *folder, const char *real)
{
	struct stat link;

	/* Of the links in there, the target is a word for people: "pipe:[7]", a name and "(deleted)". */
	if (real != NULL && (is_in(real, "/proc") || is_in(real, "/dev/fd"))) {
		d->in_place = true;
		d->descriptor = has_descriptors(real) ? descriptor_named(last_part(d->path)) : -1;
		return false;
	}
	if (lstat(d->path, &link) != 0 || !S_ISLNK(link.st_mode)) {
		d->in_place = real != NULL && strcmp(real, "/dev") == 0;
		return false;
	}
	if (is_planted(&link, folder)) {
		d->refusal = planted;
		return false;
	}
	return follow(d, folder);
}

bool
destination_find(struct destination *d, const char *name)
{
	bool more = true;

	*d = (struct destination){ .path = strdup(name), .descriptor = -1 };
	if (d->path == NULL)
		return fail(d, ENOMEM);
	for (unsigned links = 0; more && links <= MAX_LINKS; links++) {
		char *folder = folder_of(d->path);
		char *real = folder != NULL ? realpath(folder, NULL) : NULL;

		/* A folder that is not there is found out when the file is made. */
		more = folder == NULL || (real == NULL && errno == ENOMEM) ? fail(d, ENOMEM) : step(d, folder, real);
		free(real);
		free(folder);
	}
	return !more ? d->error == 0 && d->refusal == NULL : fail(d, ELOOP);
}

bool
destination_is_stdout(const char *name, bool *no_memory)
{
	struct destination d;
	bool is = destination_find(&d, name) && d.descriptor == STDOUT_FILENO;

	*no_memory = d.error == ENOMEM;
	free(d.path);
	return is;
}
