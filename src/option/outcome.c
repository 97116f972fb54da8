/* SPDX-License-Identifier: Apache-2.0 */
#include "option/outcome.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
cmd_end_unread(const struct sink *s)
{
	if (s->path == NULL && s->error == EPIPE) {
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
}

int
cmd_write(const struct opt_line *line, struct out *o)
{
	const char *path = opt_last(line, OPT_OUTPUT, NULL);
	struct sink sink;
	bool ok = !o->failed;

	if (!ok) {
		complain_memory();
		return EXIT_INTERNAL;
	}
	ok = sink_open(&sink, path, NULL) && sink_write(&sink, o->p, o->n);
	if (sink_close(&sink, ok))
		return EXIT_CLEAN;
	/* A list that nobody reads to its end is no failure to speak of. */
	cmd_end_unread(&sink);
	return cmd_unwritten(&sink);
}

int
cmd_unwritten(const struct sink *s)
{
	const char *why = s->refusal != NULL ? s->refusal : strerror(s->error);
	char *beside = s->unmade || s->left ? sink_partial_name(s->path) : NULL;

	if (beside == NULL)
		complain("%s: %s", s->path != NULL ? s->path : "standard output", why);
	else if (s->unmade)
		complain("%s: %s cannot be made: %s", s->path, beside, why);
	else
		complain("%s: %s; %s has what was done", s->path, why, beside);
	free(beside);
	return s->refusal != NULL ? exit_refused() : EXIT_INTERNAL;
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return S_ISREG(a->st_mode) && S_ISREG(b->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Is the report to be written over this file, which is read? */
static bool
is_written(const struct stat *output, const char *path)
{
	struct stat st;

	return (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &st) : stat(path, &st)) == 0 && same_file(output, &st);
}

void
cmd_complain_is_read(const char *path)
{
	complain("--output: %s is what is read", path);
}

/* Is it among what the command line names to be read? */
static bool
is_read(const struct opt_line *line, const char *path, bool stdin_is_read)
{
	struct stat output;
	bool read;

	if (stat(path, &output) != 0)
		return false;
	read = stdin_is_read && is_written(&output, "-");
	for (size_t i = 0; i < line->n_operand; i++)
		read |= is_written(&output, line->operand[i]);
	/* Files of options, too.  A baseline that each run replaces would know in the next one what was new in this. */
	for (size_t i = 0; i < line->n_given; i++) {
		const struct opt_given *g = &line->given[i];

		if (g->value != NULL && opt_takes_file(g->opt) && g->opt->id != OPT_OUTPUT)
			read |= is_written(&output, g->value);
	}
	return read;
}

bool
cmd_output_is_read(const struct opt_line *line, bool stdin_is_read)
{
	const char *path = opt_last(line, OPT_OUTPUT, NULL);
	char *beside;
	const char *lost = NULL;

	if (path == NULL)
		return false;
	if ((beside = sink_partial_name(path)) == NULL) {
		complain_memory();
		return true;
	}
	if (is_read(line, path, stdin_is_read))
		lost = path;
	else if (is_read(line, beside, stdin_is_read))
		lost = beside;
	if (lost != NULL)
		cmd_complain_is_read(lost);
	free(beside);
	return lost != NULL;
}

int
cmd_no_library(smimelint_status st)
{
	if (st == SMIMELINT_ERR_NOMEM)
		complain_memory();
	else
		complain("%s", smimelint_strerror(st));
	return EXIT_INTERNAL;
}

bool
cmd_fail_on(const char *value, smimelint_level *level)
{
	static const smimelint_level levels[] = { SMIMELINT_ERROR, SMIMELINT_WARNING, SMIMELINT_NOTICE };

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (strcmp(value, smimelint_level_name(levels[i])) == 0) {
			*level = levels[i];
			return true;
		}
	if (strcmp(value, "never") == 0) {
		*level = SMIMELINT_UNREADABLE;
		return true;
	}
	complain("--fail-on: \"%s\" is none of error, warning, notice, never", value);
	return false;
}

int
cmd_exit(const struct tally *t, smimelint_level fail_on)
{
	if (t->status[SMIMELINT_UNREADABLE] > 0)
		return EXIT_UNREADABLE;
	return tally_reaches(t, fail_on) ? EXIT_FINDINGS : EXIT_CLEAN;
}
