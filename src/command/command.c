/* command.c - the table of commands, and what they share. */
#include "command/command.h"
#include "os/sink.h"

#include <string.h>

const struct command_row commands[] = {
	{ "lint", "FILE|DIR|-...", "Lint certificates. 'lint' may be left out.", CMD_LINT, cmd_lint },
	{ "merge", "RESULT...", "Fold reports (json, ndjson) into one.", CMD_MERGE, cmd_merge },
	{ "evidence", "check|template FILE...", "Judge validation evidence records alone; begin a record for a certificate.",
	    CMD_EVIDENCE, cmd_evidence },
	{ "rules", "", "List the rules.", CMD_RULES, cmd_rules },
	{ "explain", "RULE-ID...", "Show rules in full.", CMD_EXPLAIN, cmd_explain },
	{ "timeline", "", "Show the dated requirements as a calendar.", CMD_TIMELINE, cmd_timeline },
	{ "help", "[COMMAND]", "Show the commands, or the options of one.", CMD_HELP, cmd_help },
	{ "completion", "bash|zsh|fish", NULL, CMD_COMPLETION, cmd_completion },
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
		complain_memory();
		return EXIT_INTERNAL;
	}
	ok = sink_open(&sink, path) && sink_write(&sink, o->p, o->n);
	if (!sink_close(&sink, ok)) {
		complain("%s: %s", path != NULL ? path : "standard output", strerror(sink.error));
		return EXIT_INTERNAL;
	}
	return EXIT_CLEAN;
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
