/* SPDX-License-Identifier: Apache-2.0 */
#include "command/batch/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"
#include "os/clock.h"

#define PAUSE 200		/* milliseconds from one update to the next */
#define ERASE "\r\033[K"
#define MIN_ELAPSED 1000	/* before that, a rate says nothing */

bool
progress_choose(struct progress *p, const char *when, bool report_to_terminal)
{
	const char *terminal = getenv("TERM");
	bool able = isatty(STDERR_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0;

	if (strcmp(when, "auto") != 0 && strcmp(when, "always") != 0 && strcmp(when, "never") != 0)
		return false;
	p->on = strcmp(when, "always") == 0 || (strcmp(when, "auto") == 0 && able);
	p->shares_terminal = report_to_terminal;
	return true;
}

/* The octets of all operands together; 0 where one of them is no regular file. */
static uint64_t
total_octets(const char *const *operand, size_t n)
{
	uint64_t total = 0;
	struct stat st;

	for (size_t i = 0; i < n; i++) {
		if (stat(operand[i], &st) != 0 || !S_ISREG(st.st_mode))
			return 0;
		total += (uint64_t)st.st_size;
	}
	return total;
}

void
progress_begin(struct progress *p, const struct input *input, const char *const *operand, size_t n)
{
	if (!p->on)
		return;
	p->input = input;
	p->total = total_octets(operand, n);
	p->began = clock_now();
}

static void
put(const char *text, size_t n)
{
	/* If it cannot be shown, there is nothing to be said about it. */
	(void)!write(STDERR_FILENO, text, n);
}

/* ---- the line ---- */

static size_t
columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* "0:07", "12:30", "3:05:00" */
static void
add_time(struct out *o, uint64_t seconds)
{
	if (seconds >= 3600)
		out_fmt(o, "%" PRIu64 ":%02u:%02u", seconds / 3600, (unsigned)(seconds / 60 % 60), (unsigned)(seconds % 60));
	else
		out_fmt(o, "%u:%02u", (unsigned)(seconds / 60), (unsigned)(seconds % 60));
}

/* How much is done and, from that, how long the rest takes. */
static void
add_share(struct out *o, const struct progress *p, uint64_t elapsed)
{
	uint64_t done = p->total > 0 ? input_octets(p->input) : 0;

	if (done == 0 || done > p->total)
		return;
	out_fmt(o, ", %u %%", (unsigned)(done * 100 / p->total));
	if (elapsed < MIN_ELAPSED || p->before > 0)
		return;
	out_str(o, ", ");
	add_time(o, (uint64_t)((double)(p->total - done) / (double)done * (double)elapsed / 1000));
	out_str(o, " left");
}

static void
add_statuses(struct out *o, const struct progress *p)
{
	static const smimelint_level shown[] = {
		SMIMELINT_ERROR, SMIMELINT_WARNING, SMIMELINT_NOTICE, SMIMELINT_PASS, SMIMELINT_OUT_OF_SCOPE,
		SMIMELINT_UNREADABLE
	};
	const char *before = ": ";

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		if (p->status[shown[i]] == 0)
			continue;
		out_str(o, before);
		out_fmt(o, "%s ", smimelint_level_name(shown[i]));
		out_grouped(o, p->status[shown[i]], ' ');
		before = ", ";
	}
}

static void
show(struct progress *p)
{
	uint64_t elapsed = (uint64_t)(p->updated - p->began);
	struct out o = { NULL, 0, 0, false };
	size_t width = columns();

	out_grouped(&o, p->results, ' ');
	out_str(&o, p->results == 1 ? " certificate" : " certificates");
	if (elapsed >= MIN_ELAPSED) {
		out_str(&o, ", ");
		out_grouped(&o, (p->results - p->before) * 1000 / elapsed, ' ');
		out_str(&o, "/s");
	}
	add_share(&o, p, elapsed);
	add_statuses(&o, p);
	if (!o.failed) {
		put(ERASE, strlen(ERASE));
		put(o.p, o.n < width ? o.n : width - 1);
		p->shown = true;
	}
	out_free(&o);
}

void
progress_add(struct progress *p, const uint64_t status[LEVELS])
{
	int64_t now;

	if (p == NULL || !p->on)
		return;
	for (unsigned i = 0; i < LEVELS; i++) {
		p->status[i] += status[i];
		p->results += status[i];
	}
	now = clock_now();
	if (p->updated != 0 && now - p->updated < PAUSE && !(p->shares_terminal && !p->shown))
		return;
	p->updated = now;
	show(p);
}

void
progress_resume(struct progress *p, const struct tally *t)
{
	p->before = t->results;
	p->results += t->results;
	for (unsigned i = 0; i < LEVELS; i++)
		p->status[i] += t->status[i];
}

void
progress_hide(struct progress *p)
{
	if (p != NULL && p->shares_terminal)
		progress_end(p);
}

void
progress_end(struct progress *p)
{
	if (p->shown)
		put(ERASE, strlen(ERASE));
	p->shown = false;
}
