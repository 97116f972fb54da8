/* SPDX-License-Identifier: Apache-2.0 */
/* help.c - the command `help`, and --help of every command. */
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "option/near.h"
#include "report/style.h"

#define NARROW 72			/* below it what an option does stands under its name */

/* What ends in column `now` is explained from column `at` on, or under it. */
static void
explained(const struct style *s, struct out *o, size_t now, size_t at, const char *text)
{
	const size_t under = 8;

	if (s->width < NARROW)
		at = under;
	if (now + 2 > at) {
		out_char(o, '\n');
		now = 0;
	}
	style_wrapped(s, o, now, at, text);
}

static void
help_option(const struct style *s, struct out *o, const struct opt *opt)
{
	size_t start = o->n;

	if (opt->brief != 0)
		out_fmt(o, "  -%c, --%s", opt->brief, opt->name);
	else
		out_fmt(o, "      --%s", opt->name);
	if (opt->takes == MAY_TAKE_VALUE)
		out_fmt(o, "[=%s]", opt->metavar);
	else if (opt->takes == TAKES_VALUE)
		out_fmt(o, " %s", opt->metavar);
	explained(s, o, o->n - start, 28, opt->help);
}

static void
help_command(const struct style *s, struct out *o, const struct command_row *row)
{
	size_t start = o->n;

	out_fmt(o, "Usage: smimelint %s [OPTION]...", row->command == CMD_LINT ? "[lint]" : row->name);
	style_wrapped(s, o, o->n - start, o->n - start + (*row->operands != '\0'), row->operands);
	out_char(o, '\n');
	style_wrapped(s, o, 0, 0, row->summary != NULL ? row->summary : "Write what a shell completes.");
	out_str(o, "\nOptions, before or after the operands:\n");
	for (const struct opt *opt = opt_table; opt->name != NULL; opt++)
		if ((opt->commands & row->command) != 0)
			help_option(s, o, opt);
	if (row->command != CMD_LINT)
		return;
	out_char(o, '\n');
	style_wrapped(s, o, 0, 0, "Exit code: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 some input is unreadable, "
	    "4 internal failure or --timeout.");
}

static void
help_all(const struct style *s, struct out *o)
{
	style_wrapped(s, o, 0, 0, "smimelint says which requirements of the CA/Browser Forum S/MIME Baseline Requirements, RFC 5280 and DER "
	    "a certificate breaks, where, and since when.");
	out_char(o, '\n');
	for (const struct command_row *row = commands; row->name != NULL; row++) {
		size_t start = o->n;

		if (row->summary == NULL)
			continue;
		out_fmt(o, "  smimelint %s%s%s", row->command == CMD_LINT ? "[lint]" : row->name,
		    *row->operands != '\0' ? " " : "", row->operands);
		explained(s, o, o->n - start, 34, row->summary);
	}
	out_char(o, '\n');
	style_wrapped(s, o, 0, 0, "'smimelint help COMMAND' lists its options, e.g.: smimelint help lint");
}

int
cmd_show_help(const struct opt_line *line, const struct command_row *row)
{
	struct out o = { NULL, 0, 0, false };
	struct style style;
	int code;

	(void)style_choose(&style, "never", opt_count(line, OPT_OUTPUT) == 0 && isatty(STDOUT_FILENO));
	if (row != NULL)
		help_command(&style, &o, row);
	else
		help_all(&style, &o);
	code = cmd_write(line, &o);
	out_free(&o);
	return code;
}

/* Command i; one that help does not show is named as well. */
static const char *
command_name(void *arg, size_t i)
{
	(void)arg;
	return commands[i].name;
}

int
cmd_help(struct opt_line *line)
{
	const struct command_row *row;

	if (line->n_operand == 0)
		return cmd_show_help(line, NULL);
	if (line->n_operand > 1) {
		complain("help takes the name of one command");
		return EXIT_USAGE;
	}
	if ((row = command_find(line->operand[0])) == NULL) {
		complain("there is no command %s", line->operand[0]);
		(void)suggest(line->operand[0], command_name, NULL, "");
		complain("'smimelint help' lists the commands");
		return EXIT_USAGE;
	}
	return cmd_show_help(line, row);
}
