/* SPDX-License-Identifier: Apache-2.0 */
#include "command/lint/records.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"
#include "option/opt.h"

struct evidence_file {
	struct evidence_file *next;
	int fd;
};

/* pread() keeps no position, so workers may read side by side. */
static int64_t
fetch(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	const struct evidence_file *f = arg;
	size_t got = 0;

	while (got < n) {
		ssize_t r = pread(f->fd, buf + got, n - got, (off_t)(at + got));

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -1;
		if (r == 0)
			break;
		got += (size_t)r;
	}
	return (int64_t)got;
}

/* A pipe or device is read once, whole, up to a limit: it may have no end. */
static smimelint_status
add_pipe(smimelint_ctx *ctx, const char *name, int fd, uint64_t most)
{
	struct out text = { NULL, 0, 0, false };
	char buf[65536];
	smimelint_status st;
	ssize_t r;

	while ((r = read(fd, buf, sizeof buf)) != 0 && !text.failed && text.n <= most)
		if (r > 0)
			out_mem(&text, buf, (size_t)r);
		else if (errno != EINTR)
			break;
	st = text.failed ? SMIMELINT_ERR_NOMEM : text.n > most ? SMIMELINT_ERR_LIMIT : r < 0 ? SMIMELINT_ERR_INPUT :
	    smimelint_ctx_add_evidence(ctx, name, text.p != NULL ? text.p : "", text.n);
	out_free(&text);
	return st;
}

static smimelint_status
add_file(struct evidence *e, smimelint_ctx *ctx, const char *name, int fd)
{
	struct evidence_file *f = malloc(sizeof *f);

	if (f == NULL) {
		close(fd);
		return SMIMELINT_ERR_NOMEM;
	}
	*f = (struct evidence_file){ e->first, fd };
	e->first = f;
	return smimelint_ctx_add_evidence_source(ctx, name, fetch, f);
}

bool
evidence_open(struct evidence *e, smimelint_ctx *ctx, const char *path, uint64_t most, bool may_be_empty)
{
	size_t before = smimelint_record_count(ctx);
	bool input = strcmp(path, "-") == 0;
	int fd = input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	struct stat sb;
	smimelint_status st;

	if (fd < 0 || fstat(fd, &sb) < 0 || S_ISDIR(sb.st_mode)) {
		complain("--evidence: %s: %s", path, fd >= 0 && S_ISDIR(sb.st_mode) ? "is a folder" : error_words(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	if (S_ISREG(sb.st_mode) && !input) {
		st = add_file(e, ctx, path, fd);
	} else {
		st = add_pipe(ctx, path, fd, most);
		close(fd);
	}
	if (st == SMIMELINT_OK && !may_be_empty && smimelint_record_count(ctx) == before)
		st = SMIMELINT_ERR_INPUT;
	if (st == SMIMELINT_ERR_NOMEM)
		complain_memory();
	else if (st == SMIMELINT_ERR_LIMIT)
		complain("--evidence: %s: no file, and longer than %llu octets (--max-container)", path, (unsigned long long)most);
	else if (st != SMIMELINT_OK)
		complain("--evidence: %s: holds nothing that can be read", path);
	return st == SMIMELINT_OK;
}

void
evidence_close(struct evidence *e)
{
	while (e->first != NULL) {
		struct evidence_file *f = e->first;

		e->first = f->next;
		close(f->fd);
		free(f);
	}
}

int
evidence_items(const smimelint_ctx *ctx, enum item_kind kind, item_fn *fn, void *arg)
{
	const char *last = NULL;
	uint64_t index = 0;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < smimelint_record_count(ctx); i++) {
		struct item item = { .format = "evidence", .kind = kind, .record = i };
		smimelint_record_status state = smimelint_record_state(ctx, i, &item.path, &item.line);

		/* The library keeps one name for each source. */
		index = item.path == last ? index + 1 : 0;
		last = item.path;
		item.index = index;
		if (kind == ITEM_RECORD || state != SMIMELINT_RECORD_MATCHED)
			ret = fn(arg, &item);
	}
	return ret;
}
