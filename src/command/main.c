/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - finds the command and runs it. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "command/command.h"
#include "command/merge/merge.h"
#include "command/profile/command.h"
#include "input/pack/library.h"
#include "os/crypto.h"
#include "report/report.h"

static int
show_version(const struct opt_line *line)
{
	struct out o = { NULL, 0, 0, false };
	struct style style;
	int code;

	(void)style_choose(&style, "never", opt_count(line, OPT_OUTPUT) == 0 && isatty(STDOUT_FILENO));
	out_tool(&style, &o);
	/* The library is loaded for its version, which takes longer than all the rest. */
	if (archive_library_left_out() || opt_count(line, OPT_VERBOSE) > 0) {
		out_str(&o, "archives:");
		style_wrapped(&style, &o, sizeof "archives:" - 1, sizeof "archives: " - 1, archive_library_words());
	}
	code = cmd_write(line, &o);
	out_free(&o);
	return code;
}

static int
run_command(struct opt_line *line, enum command command)
{
	switch (command) {
	case CMD_LINT:
		return cmd_lint(line);
	case CMD_MERGE:
		return cmd_merge(line);
	case CMD_EVIDENCE:
		return cmd_evidence(line);
	case CMD_RULES:
		return cmd_rules(line);
	case CMD_EXPLAIN:
		return cmd_explain(line);
	case CMD_TIMELINE:
		return cmd_timeline(line);
	case CMD_PROFILE:
		return cmd_profile(line);
	case CMD_HELP:
		return cmd_help(line);
	case CMD_COMPLETION:
		return cmd_completion(line);
	default:
		return EXIT_INTERNAL;
	}
}

/* A standard stream that is closed stays unusable: no file that is opened later takes its place. */
static bool
hold_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			return false;
	return true;
}

int
main(int argc, char **argv)
{
	const struct command_row *named = argc > 1 ? command_find(argv[1]) : NULL;
	const struct command_row *row = named != NULL ? named : &commands[0];
	int skip = named != NULL ? 2 : 1;
	struct opt_line line;
	int code;

	if (!hold_streams())
		return EXIT_INTERNAL;
	signal(SIGPIPE, SIG_IGN);
	crypto_stand_alone();
	if (!opt_read(&line, row->command, argc > skip ? argc - skip : 0, argv + (argc > skip ? skip : argc)))
		code = exit_refused();
	else if (opt_count(&line, OPT_HELP) > 0)
		code = cmd_show_help(&line, named);
	else if (opt_count(&line, OPT_VERSION) > 0)
		code = show_version(&line);
	else
		code = run_command(&line, row->command);
	opt_free(&line);
	return code;
}
