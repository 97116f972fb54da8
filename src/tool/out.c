#include "tool/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
out_free(struct out *o)
{
	free(o->p);
	*o = (struct out){ NULL, 0, 0, false };
}

void
out_clear(struct out *o)
{
	o->n = 0;
}

/* Makes room for n more octets. */
static bool
out_room(struct out *o, size_t n)
{
	size_t cap = o->cap != 0 ? o->cap : 4096;
	char *p;

	if (o->failed || n > SIZE_MAX / 2 - o->n) {
		o->failed = true;
		return false;
	}
	if (o->n + n <= o->cap)
		return true;
	while (cap < o->n + n)
		cap *= 2;
	if ((p = realloc(o->p, cap)) == NULL) {
		o->failed = true;
		return false;
	}
	o->p = p;
	o->cap = cap;
	return true;
}

struct span
out_span(const struct out *o)
{
	return o->failed ? SPAN_NONE : (struct span){ (const uint8_t *)o->p, o->n };
}

void
out_mem(struct out *o, const void *p, size_t n)
{
	if (n == 0 || !out_room(o, n))
		return;
	memcpy(o->p + o->n, p, n);
	o->n += n;
}

void
out_str(struct out *o, const char *s)
{
	out_mem(o, s, strlen(s));
}

void
out_char(struct out *o, char c)
{
	out_mem(o, &c, 1);
}

void
out_spaces(struct out *o, size_t n)
{
	if (!out_room(o, n))
		return;
	memset(o->p + o->n, ' ', n);
	o->n += n;
}

void
out_fmt(struct out *o, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0) {
		o->failed = true;
	} else if (out_room(o, (size_t)n + 1)) {
		vsnprintf(o->p + o->n, (size_t)n + 1, fmt, again);
		o->n += (size_t)n;
	}
	va_end(again);
	va_end(ap);
}

/* A temporary file in the folder of the report, readable as the umask allows. */
static bool
sink_temporary(struct sink *s)
{
	size_t n = strlen(s->path);
	mode_t mask = umask(0);

	umask(mask);
	if ((s->temporary = malloc(n + sizeof ".XXXXXX")) == NULL) {
		s->error = ENOMEM;
		return false;
	}
	memcpy(s->temporary, s->path, n);
	memcpy(s->temporary + n, ".XXXXXX", sizeof ".XXXXXX");
	if ((s->fd = mkstemp(s->temporary)) < 0) {
		s->error = errno;
		free(s->temporary);
		s->temporary = NULL;
		return false;
	}
	if (fchmod(s->fd, 0666 & ~mask) != 0)
		s->error = errno;
	return s->error == 0;
}

bool
sink_open(struct sink *s, const char *path)
{
	struct stat st;

	*s = (struct sink){ path == NULL ? STDOUT_FILENO : -1, 0, path, NULL };
	if (path == NULL)
		return true;
	if (stat(path, &st) != 0 || S_ISREG(st.st_mode))
		return sink_temporary(s);
	s->fd = open(path, O_WRONLY);
	if (s->fd < 0)
		s->error = errno;
	return s->fd >= 0;
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
			break;
		}
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
	if (s->temporary != NULL) {
		if (!keep || s->error != 0)
			unlink(s->temporary);
		else if (rename(s->temporary, s->path) != 0) {
			s->error = errno;
			unlink(s->temporary);
		}
		free(s->temporary);
		s->temporary = NULL;
	}
	return s->error == 0;
}
