/* SPDX-License-Identifier: Apache-2.0 */
/* help.c - the command `help`, and --help of every command. */
#include "command/command.h"

int
cmd_show_help(const struct opt_line *line, const struct command_row *row)
{
	struct out o = { NULL, 0, 0, false };
	int code;

	if (row != NULL)
		opt_help(&o, row);
	else
		opt_help_all(&o);
	code = cmd_write(line, &o);
	out_free(&o);
	return code;
}

int
cmd_help(struct opt_line *line)
{
	const struct command_row *row;

	if (line->n_operand == 0)
		return cmd_show_help(line, NULL);
	if ((row = command_find(line->operand[0])) == NULL || line->n_operand > 1) {
		complain("help takes the name of one command: lint, merge, evidence, rules, explain or timeline");
		return EXIT_USAGE;
	}
	return cmd_show_help(line, row);
}
