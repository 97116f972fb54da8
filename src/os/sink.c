/* SPDX-License-Identifier: Apache-2.0 */
#include "os/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/destination.h"

static char *
append(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending) + 1;
	char *name = malloc(n + m);

	if (name == NULL)
		return NULL;
	memcpy(name, path, n);
	memcpy(name + n, ending, m);
	return name;
}

char *
sink_partial_name(const char *path)
{
	struct destination d;
	char *name;

	/* Nothing is written where it is not known what the name leads to. */
	(void)destination_find(&d, path);
	name = d.error != ENOMEM ? append(d.path, ".partial") : NULL;
	free(d.path);
	return name;
}

/* Devices and pipes are written in place. */
static bool
in_place(const struct destination *d)
{
	struct stat st;

	return d->in_place || (stat(d->path, &st) == 0 && !S_ISREG(st.st_mode));
}

/* A descriptor of this process goes on where it is: another run may have written there before, and may after it. */
static bool
sink_in_place(struct sink *s, int descriptor)
{
	s->fd = descriptor >= 0 ? fcntl(descriptor, F_DUPFD_CLOEXEC, 0) : open(s->target, O_WRONLY | O_CLOEXEC);
	if (s->fd < 0)
		s->error = errno;
	else if (descriptor < 0)
		(void)lseek(s->fd, 0, SEEK_END);	/* a file behind the stream of another process */
	return s->fd >= 0;
}

/* ---- the file beside it ---- */

static const char not_alone[] = "FILE.partial beside it is a link, no plain file, or of another user; move it away, or name another FILE";
static const char not_a_report[] = "FILE.partial beside it is no unfinished report of this command; move it away, or name another FILE";

static bool
refuse(struct sink *s, const char *why)
{
	s->refusal = why;
	s->error = EEXIST;
	return false;
}

static bool
fail(struct sink *s)
{
	s->error = errno;
	return false;
}

/* Is it a file that a run of this user's may have left there, and nothing that leads elsewhere? */
static bool
is_ours(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && st.st_nlink <= 1;
}

/* Has the file still this name?  The run that had it before may have renamed or removed it. */
static bool
is_there(int fd, const char *name)
{
	struct stat st, named;

	return fstat(fd, &st) == 0 && lstat(name, &named) == 0 && st.st_dev == named.st_dev && st.st_ino == named.st_ino;
}

static bool
fail_to_make(struct sink *s)
{
	if (errno == ELOOP || errno == EISDIR)
		return refuse(s, not_alone);
	s->unmade = true;
	return fail(s);
}

/* Opens and locks it, to go on from there (-1: nobody has looked at it); a lock ends with the process that has it. */
static bool
open_beside(struct sink *s, off_t from, sink_may_go *may_go)
{
	struct stat st;

	do {
		if (s->fd >= 0)
			close(s->fd);
		/* A pipe of this name must not make anybody wait. */
		s->fd = open(s->beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
		if (s->fd < 0)
			return fail_to_make(s);
		if (!is_ours(s->fd))
			return refuse(s, not_alone);
		if (flock(s->fd, LOCK_EX | LOCK_NB) != 0)
			return errno == EWOULDBLOCK ? refuse(s, "another run is writing this report") : fail(s);
	} while (!is_there(s->fd, s->beside));
	if (fstat(s->fd, &st) != 0)
		return fail(s);
	return st.st_size == 0 || from >= 0 || (may_go != NULL && may_go(s->fd)) || refuse(s, not_a_report);
}

/* A report that is there keeps its mode. */
static bool
keep_mode(struct sink *s)
{
	struct stat st;

	return stat(s->target, &st) != 0 || fchmod(s->fd, st.st_mode & 0777) == 0 || fail(s);
}

static bool
sink_beside(struct sink *s, off_t from, sink_may_go *may_go)
{
	if ((s->beside = append(s->target, ".partial")) == NULL) {
		s->error = ENOMEM;
		return false;
	}
	if (!open_beside(s, from, may_go)) {
		/* What is not ours stays. */
		free(s->beside);
		s->beside = NULL;
		return false;
	}
	return keep_mode(s) && ((ftruncate(s->fd, from > 0 ? from : 0) == 0 && lseek(s->fd, 0, SEEK_END) >= 0) || fail(s));
}

/* What `path` leads to, and the file there. */
static bool
sink_begin(struct sink *s, off_t from, sink_may_go *may_go)
{
	struct destination d;
	bool found = destination_find(&d, s->path);

	s->target = d.path;
	s->refusal = d.refusal;
	if (!found) {
		s->error = d.refusal != NULL ? EEXIST : d.error;
		return false;
	}
	if (in_place(&d)) {
		s->partial = false;
		return sink_in_place(s, d.descriptor);
	}
	return sink_beside(s, from, may_go);
}

bool
sink_open(struct sink *s, const char *path, sink_may_go *may_go)
{
	*s = (struct sink){ .fd = path == NULL ? STDOUT_FILENO : -1, .path = path };
	return path == NULL || sink_begin(s, -1, may_go);
}

bool
sink_open_partial(struct sink *s, const char *path, off_t from, sink_may_go *may_go)
{
	*s = (struct sink){ .fd = -1, .path = path, .partial = true };
	return sink_begin(s, from, may_go);
}

/* How many octets follow the last line end, n more having come after s->tail. */
static off_t
tail_after(const struct sink *s, const char *p, size_t n)
{
	size_t k = n;

	while (k > 0 && p[k - 1] != '\n')
		k--;
	return k > 0 ? (off_t)(n - k) : s->tail + (off_t)n;
}

/* Takes back a line that has no end, if it is the file's last one and nobody wrote behind it. */
static void
take_back(struct sink *s)
{
	off_t at = lseek(s->fd, 0, SEEK_CUR);
	struct stat st;

	if (s->tail > 0 && at >= s->tail && fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == at &&
	    ftruncate(s->fd, at - s->tail) == 0)
		s->tail = 0;
}

bool
sink_write(struct sink *s, const char *p, size_t n)
{
	while (n > 0 && s->error == 0) {
		ssize_t k = write(s->fd, p, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0) {
			s->error = k < 0 ? errno : EIO;
			take_back(s);
			break;
		}
		s->tail = tail_after(s, p, (size_t)k);
		p += k;
		n -= (size_t)k;
	}
	return s->error == 0;
}

/* … and its group and owner, where that is allowed: what another group may do does not go to ours. */
static void
keep_owner(struct sink *s)
{
	struct stat st, own;

	if (stat(s->target, &st) != 0 || fstat(s->fd, &own) != 0)
		return;
	if (st.st_gid != own.st_gid && fchown(s->fd, (uid_t)-1, st.st_gid) != 0 && fchmod(s->fd, st.st_mode & 0707) != 0)
		return;
	if (st.st_uid != own.st_uid && fchown(s->fd, st.st_uid, (gid_t)-1) != 0)
		return;
}

/* Under its name once it is on the disk: no power cut leaves half a report there. */
static bool
publish(struct sink *s)
{
	keep_owner(s);
	return (fsync(s->fd) == 0 && rename(s->beside, s->target) == 0) || fail(s);
}

bool
sink_close(struct sink *s, bool keep)
{
	if (s->beside != NULL) {
		if (!keep || s->error != 0 || !publish(s))
			s->left = s->partial || unlink(s->beside) != 0;
		free(s->beside);
		s->beside = NULL;
	}
	free(s->target);
	s->target = NULL;
	if (s->fd >= 0 && s->path != NULL && close(s->fd) != 0 && s->error == 0)
		s->error = errno;
	return s->error == 0;
}
