/* SPDX-License-Identifier: Apache-2.0 */
#include "option/opt.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
complain(const char *fmt, ...)
{
	va_list ap;

	fputs("smimelint: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static bool memory_out;

void
complain_memory(void)
{
	memory_out = true;
	complain("out of memory");
}

int
exit_refused(void)
{
	return memory_out ? EXIT_INTERNAL : EXIT_USAGE;
}

const struct opt *
opt_find(enum command command, const char *name)
{
	for (const struct opt *o = opt_table; o->name != NULL; o++)
		if ((o->commands & command) != 0 && strcmp(o->name, name) == 0)
			return o;
	return NULL;
}

static const struct opt *
opt_find_brief(enum command command, char brief)
{
	for (const struct opt *o = opt_table; o->name != NULL; o++)
		if ((o->commands & command) != 0 && o->brief == brief)
			return o;
	return NULL;
}

/* ---- names that are near ---- */

/* How many letters to insert, remove, change or swap with the next; a bound suffices. */
static unsigned
distance(const char *a, const char *b)
{
	enum { MAX = 64 };
	unsigned rows[3][MAX + 1], *two = rows[0], *one = rows[1], *now = rows[2], *turn;
	size_t n = strlen(a), m = strlen(b);

	if (n > MAX || m > MAX)
		return MAX;
	for (size_t j = 0; j <= m; j++)
		one[j] = two[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		now[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned best = one[j - 1] + (a[i - 1] != b[j - 1]);

			if (one[j] + 1 < best)
				best = one[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two[j - 2] + 1 < best)
				best = two[j - 2] + 1;
			now[j] = best;
		}
		turn = two;
		two = one;
		one = now;
		now = turn;
	}
	return one[m];
}

/* How far a name is from what was typed; a part of a longer name counts as near. */
static unsigned
farness(const char *wrong, const char *name)
{
	unsigned d = distance(wrong, name);

	if (d > 1 && strlen(wrong) >= 3 && strstr(name, wrong) != NULL)
		d = 1;
	return d;
}

/* Was the same name there before its place i? */
static bool
named_before(const char *(*name)(void *arg, size_t i), void *arg, size_t i)
{
	const char *s = name(arg, i);

	for (size_t k = 0; k < i; k++)
		if (strcmp(name(arg, k), s) == 0)
			return true;
	return false;
}

void
suggest(const char *wrong, const char *(*name)(void *arg, size_t i), void *arg, const char *prefix)
{
	unsigned limit = (unsigned)(strlen(wrong) / 3) + 1, best = limit + 1;
	unsigned shown = 0;
	const char *s;

	for (size_t i = 0; (s = name(arg, i)) != NULL; i++) {
		unsigned d = farness(wrong, s);

		if (d < best)
			best = d;
	}
	if (best > limit)
		return;
	for (size_t i = 0; shown < 5 && (s = name(arg, i)) != NULL; i++)
		if (farness(wrong, s) == best && !named_before(name, arg, i)) {
			fprintf(stderr, "%s%s%s", shown == 0 ? "smimelint: did you mean " : ", ", prefix, s);
			shown++;
		}
	fputs("?\n", stderr);
}

/* Name i among the options of a command (arg). */
static const char *
option_name(void *arg, size_t i)
{
	const enum command *command = arg;

	for (const struct opt *o = opt_table; o->name != NULL; o++)
		if ((o->commands & *command) != 0 && i-- == 0)
			return o->name;
	return NULL;
}

/* ---- the command line ---- */

static const struct command_row *
command_row(enum command command)
{
	const struct command_row *row = commands;

	while (row->name != NULL && row->command != command)
		row++;
	return row;
}

static bool
wrong_option(enum command command, const char *name, size_t n, const char *dashes)
{
	char buf[64];

	snprintf(buf, sizeof buf, "%.*s", (int)(n < 60 ? n : 60), name);
	complain("there is no option %s%s", dashes, buf);
	if (dashes[1] != '\0')
		suggest(buf, option_name, &command, "--");
	complain("'smimelint help %s' lists the options", command_row(command)->name);
	return false;
}

static void
opt_add(struct opt_line *line, const struct opt *o, const char *value)
{
	line->given[line->n_given++] = (struct opt_given){ o, value, NULL };
}

/* "--name", "--name=value" or "--name value" at argv[*i]. */
static bool
read_long(struct opt_line *line, enum command command, int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2, *eq = strchr(name, '=');
	size_t n = eq != NULL ? (size_t)(eq - name) : strlen(name);
	const struct opt *o = opt_table;

	while (o->name != NULL && ((o->commands & command) == 0 || strlen(o->name) != n || memcmp(o->name, name, n) != 0))
		o++;
	if (o->name == NULL)
		return wrong_option(command, name, n, "--");
	if (o->takes == TAKES_NOTHING && eq != NULL) {
		complain("--%s takes no value", o->name);
		return false;
	}
	if (o->takes != TAKES_VALUE || eq != NULL) {
		opt_add(line, o, eq != NULL ? eq + 1 : NULL);
	} else if (*i + 1 >= argc) {
		complain("--%s needs a value", o->name);
		return false;
	} else {
		opt_add(line, o, argv[++*i]);
	}
	return true;
}

/* "-v", "-qf json", "-fjson" at argv[*i]. */
static bool
read_short(struct opt_line *line, enum command command, int argc, char **argv, int *i)
{
	for (const char *p = argv[*i] + 1; *p != '\0'; p++) {
		const struct opt *o = opt_find_brief(command, *p);

		if (o == NULL)
			return wrong_option(command, p, 1, "-");
		if (o->takes == TAKES_NOTHING) {
			opt_add(line, o, NULL);
			continue;
		}
		if (p[1] == '\0' && *i + 1 >= argc) {
			complain("-%c needs a value", *p);
			return false;
		}
		opt_add(line, o, p[1] != '\0' ? p + 1 : argv[++*i]);
		break;
	}
	return true;
}

bool
opt_read(struct opt_line *line, enum command command, int argc, char **argv)
{
	size_t letters = 0;
	bool only_operands = false;

	*line = (struct opt_line){ NULL, 0, NULL, 0 };
	for (int i = 0; i < argc; i++)
		letters += strlen(argv[i]) + 1;
	line->given = calloc(letters + 1, sizeof *line->given);
	line->operand = calloc((size_t)argc + 1, sizeof *line->operand);
	if (line->given == NULL || line->operand == NULL) {
		complain_memory();
		return false;
	}
	for (int i = 0; i < argc; i++) {
		if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0')
			line->operand[line->n_operand++] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			only_operands = true;
		else if (argv[i][1] == '-' ? !read_long(line, command, argc, argv, &i)
		    : !read_short(line, command, argc, argv, &i))
			return false;
	}
	return true;
}

void
opt_free(struct opt_line *line)
{
	free(line->given);
	free(line->operand);
	*line = (struct opt_line){ NULL, 0, NULL, 0 };
}

const char *
opt_last(const struct opt_line *line, enum opt_id id, const char *otherwise)
{
	for (size_t i = line->n_given; i-- > 0; )
		if (line->given[i].opt->id == id)
			return line->given[i].value;
	return otherwise;
}

size_t
opt_count(const struct opt_line *line, enum opt_id id)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n_given; i++)
		n += line->given[i].opt->id == id;
	return n;
}

/* ---- help ---- */

#define HELP_COLUMN 28
#define HELP_WIDTH 79

/* Text from column `at` on, wrapped at spaces; the cursor stands in column `now`. */
static void
help_wrapped(struct out *o, const char *text, size_t now, size_t at)
{
	out_spaces(o, now < at ? at - now : 0);
	now = at;
	while (*text != '\0') {
		size_t n = strcspn(text, " ");

		if (now > at && now + 1 + n > HELP_WIDTH) {
			out_char(o, '\n');
			out_spaces(o, at);
			now = at;
		}
		if (now > at) {
			out_char(o, ' ');
			now++;
		}
		out_mem(o, text, n);
		now += n;
		text += n + (text[n] == ' ');
	}
	out_char(o, '\n');
}

static void
help_option(struct out *o, const struct opt *opt)
{
	size_t start = o->n, now;

	if (opt->brief != 0)
		out_fmt(o, "  -%c, --%s", opt->brief, opt->name);
	else
		out_fmt(o, "      --%s", opt->name);
	if (opt->takes == MAY_TAKE_VALUE)
		out_fmt(o, "[=%s]", opt->metavar);
	else if (opt->takes == TAKES_VALUE)
		out_fmt(o, " %s", opt->metavar);
	now = o->n - start;
	if (now + 2 > HELP_COLUMN) {
		out_char(o, '\n');
		now = 0;
	}
	help_wrapped(o, opt->help, now, HELP_COLUMN);
}

void
opt_help(struct out *o, const struct command_row *row)
{
	out_fmt(o, "Usage: smimelint %s [OPTION]...%s%s\n\n", row->command == CMD_LINT ? "[lint]" : row->name,
	    *row->operands != '\0' ? " " : "", row->operands);
	help_wrapped(o, row->summary != NULL ? row->summary : "Write what a shell completes.", 0, 0);
	out_str(o, "\nOptions, before or after the operands:\n");
	for (const struct opt *opt = opt_table; opt->name != NULL; opt++)
		if ((opt->commands & row->command) != 0)
			help_option(o, opt);
	if (row->command == CMD_LINT)
		out_str(o, "\nExit code: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage,\n"
		    "3 some input is unreadable, 4 internal failure or --timeout.\n");
}

void
opt_help_all(struct out *o)
{
	out_str(o, "smimelint says which requirements of the CA/Browser Forum S/MIME Baseline\n"
	    "Requirements, RFC 5280 and DER a certificate breaks, where, and since when.\n\n");
	for (const struct command_row *row = commands; row->name != NULL; row++) {
		size_t start = o->n;

		if (row->summary == NULL)
			continue;
		out_fmt(o, "  smimelint %s%s%s", row->command == CMD_LINT ? "[lint]" : row->name,
		    *row->operands != '\0' ? " " : "", row->operands);
		help_wrapped(o, row->summary, o->n - start, 34);
	}
	out_str(o, "\n'smimelint help COMMAND' lists its options, e.g.: smimelint help lint\n");
}

const struct command_row *
command_find(const char *name)
{
	for (const struct command_row *row = commands; row->name != NULL; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

