#include "os/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
	return append(path, ".partial");
}

/* A temporary file in the folder of the report, readable as the umask allows. */
static bool
sink_temporary(struct sink *s)
{
	mode_t mask = umask(0);

	umask(mask);
	if ((s->beside = append(s->path, ".XXXXXX")) == NULL) {
		s->error = ENOMEM;
		return false;
	}
	if ((s->fd = mkstemp(s->beside)) < 0) {
		s->error = errno;
		free(s->beside);
		s->beside = NULL;
		return false;
	}
	if (fchmod(s->fd, 0666 & ~mask) != 0)
		s->error = errno;
	return s->error == 0;
}

/* Devices and pipes are written in place. */
static bool
in_place(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

static bool
sink_in_place(struct sink *s)
{
	s->fd = open(s->path, O_WRONLY);
	if (s->fd < 0)
		s->error = errno;
	return s->fd >= 0;
}

bool
sink_open(struct sink *s, const char *path)
{
	*s = (struct sink){ .fd = path == NULL ? STDOUT_FILENO : -1, .path = path };
	if (path == NULL)
		return true;
	return in_place(path) ? sink_in_place(s) : sink_temporary(s);
}

bool
sink_open_partial(struct sink *s, const char *path, off_t from)
{
	*s = (struct sink){ .fd = -1, .path = path };
	if (in_place(path))
		return sink_in_place(s);
	s->partial = true;
	if ((s->beside = sink_partial_name(path)) == NULL) {
		s->error = ENOMEM;
		return false;
	}
	s->fd = open(s->beside, O_WRONLY | O_CREAT, 0666);
	if (s->fd < 0 || ftruncate(s->fd, from) != 0 || lseek(s->fd, 0, SEEK_END) < 0)
		s->error = errno;
	return s->error == 0;
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

bool
sink_close(struct sink *s, bool keep)
{
	if (s->fd >= 0 && s->path != NULL && close(s->fd) != 0 && s->error == 0)
		s->error = errno;
	if (s->beside != NULL) {
		if (keep && s->error == 0 && rename(s->beside, s->path) != 0)
			s->error = errno;
		if ((!keep || s->error != 0) && !s->partial)
			unlink(s->beside);
		free(s->beside);
		s->beside = NULL;
	}
	return s->error == 0;
}
