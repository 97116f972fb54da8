/* main.c - finds the command and runs it. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tool/cmd.h"
#include "tool/report.h"

const struct command_row commands[] = {
	{ "lint", "FILE|DIR|-...", "Lint certificates. 'lint' may be left out.", CMD_LINT, cmd_lint },
	{ "rules", "", "List the rules.", CMD_RULES, cmd_rules },
	{ "explain", "RULE-ID...", "Show rules in full.", CMD_EXPLAIN, cmd_explain },
	{ "timeline", "", "Show the dated requirements as a calendar.", CMD_TIMELINE, cmd_timeline },
	{ "help", "[COMMAND]", "Show the commands, or the options of one.", CMD_HELP, cmd_help },
	{ NULL, NULL, NULL, 0, NULL }
};

const struct command_row *
command_find(const char *name)
{
	for (const struct command_row *row = commands; row->name != NULL; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

int
cmd_write(const struct opt_line *line, struct out *o)
{
	const char *path = opt_last(line, OPT_OUTPUT, NULL);
	struct sink sink;
	bool ok = !o->failed;

	if (!ok) {
		complain("out of memory");
		return EXIT_INTERNAL;
	}
	ok = sink_open(&sink, path) && sink_write(&sink, o->p, o->n);
	if (!sink_close(&sink, ok)) {
		complain("%s: %s", path != NULL ? path : "standard output", strerror(sink.error));
		return EXIT_INTERNAL;
	}
	return EXIT_CLEAN;
}

static int
show_help(const struct opt_line *line, const struct command_row *row)
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
		return show_help(line, NULL);
	if ((row = command_find(line->operand[0])) == NULL || line->n_operand > 1) {
		complain("help takes the name of one command: lint, rules, explain or timeline");
		return EXIT_USAGE;
	}
	return show_help(line, row);
}

static int
show_version(const struct opt_line *line)
{
	struct out o = { NULL, 0, 0, false };
	int code;

	out_tool(&o);
	code = cmd_write(line, &o);
	out_free(&o);
	return code;
}

int
main(int argc, char **argv)
{
	static const char *const later[] = { "evidence", "merge" };
	const struct command_row *named = argc > 1 ? command_find(argv[1]) : NULL;
	const struct command_row *row = named != NULL ? named : &commands[0];
	int skip = named != NULL ? 2 : 1;
	struct opt_line line;
	int code;

	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; argc > 1 && i < sizeof later / sizeof *later; i++)
		if (strcmp(argv[1], later[i]) == 0) {
			complain("the command %s is not available in this version", later[i]);
			return EXIT_USAGE;
		}
	if (!opt_read(&line, row->command, argc > skip ? argc - skip : 0, argv + (argc > skip ? skip : argc)))
		code = EXIT_USAGE;
	else if (opt_count(&line, OPT_HELP) > 0)
		code = show_help(&line, named);
	else if (opt_count(&line, OPT_VERSION) > 0)
		code = show_version(&line);
	else
		code = row->run(&line);
	opt_free(&line);
	return code;
}
