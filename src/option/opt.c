/* SPDX-License-Identifier: Apache-2.0 */
#include "option/opt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "option/near.h"
#include "os/destination.h"

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
opt_takes_file(const struct opt *o)
{
	return o->metavar != NULL && strstr(o->metavar, "FILE") != NULL;
}

bool
opt_lacks_file(const struct opt *o, const char *value)
{
	return value != NULL && *value == '\0' && opt_takes_file(o);
}

/* An empty name is what is left of a variable that a script never set. */
static bool
all_named(const struct opt_line *line)
{
	for (size_t i = 0; i < line->n_given; i++)
		if (opt_lacks_file(line->given[i].opt, line->given[i].value)) {
			complain("--%s: the name of a file is missing", line->given[i].opt->name);
			return false;
		}
	return true;
}

/* Of most options the last one counts; what these say would be lost in silence. */
static bool
once_each(const struct opt_line *line)
{
	static const enum opt_id once[] = { OPT_CONFIG, OPT_FIELD };

	for (size_t o = 0; o < sizeof once / sizeof *once; o++)
		for (size_t i = 0; i < line->n_given; i++) {
			const struct opt_given *g = &line->given[i];
			const char *last = opt_last(line, once[o], NULL);

			if (g->opt->id == once[o] && strcmp(g->value, last) != 0) {
				complain("--%s is given twice: with \"%s\" and with \"%s\"", g->opt->name, g->value, last);
				return false;
			}
		}
	return true;
}

/* "-", or a link to it, as the last name of a report is standard output, where it goes without a name.  False after a message. */
static bool
name_no_output(struct opt_line *line)
{
	const char *last = opt_last(line, OPT_OUTPUT, NULL);
	bool no_memory = false;
	size_t kept = 0;

	if (last == NULL || (strcmp(last, "-") != 0 && !destination_is_stdout(last, &no_memory))) {
		if (no_memory)
			complain_memory();
		return !no_memory;
	}
	for (size_t i = 0; i < line->n_given; i++)
		if (line->given[i].opt->id != OPT_OUTPUT)
			line->given[kept++] = line->given[i];
	line->n_given = kept;
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
	return all_named(line) && name_no_output(line) && once_each(line);
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

/* ---- commands ---- */

const struct command_row *
command_find(const char *name)
{
	for (const struct command_row *row = commands; row->name != NULL; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}
