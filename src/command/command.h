/* command.h - the commands: each takes its options and operands and returns an exit code. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/arena.h"
#include "smimelint.h"
#include "base/json_out.h"
#include "command/opt.h"
#include "report/tally.h"

int cmd_lint(struct opt_line *);
int cmd_merge(struct opt_line *);
int cmd_evidence(struct opt_line *);
/* `evidence check`: its operands after the first are files of records. */
int cmd_evidence_check(struct opt_line *);
int cmd_rules(struct opt_line *);
int cmd_explain(struct opt_line *);
int cmd_timeline(struct opt_line *);
int cmd_help(struct opt_line *);
int cmd_completion(struct opt_line *);

/* Help for one command; NULL: for all. */
int cmd_show_help(const struct opt_line *, const struct command_row *);
/* Writes what a command has to say to -o or standard output; the exit code, after a message if it fails. */
int cmd_write(const struct opt_line *, struct out *);

/* The level that --fail-on names; false after a message. */
bool cmd_fail_on(const char *value, smimelint_level *);
/* The exit code after a whole report. */
int cmd_exit(const struct tally *, smimelint_level fail_on);

/* Does a rule pass the filters of `rules` and `timeline` (--only, --skip, --source, --section, --kind)? */
bool rule_chosen(const struct opt_line *, const smimelint_rule *);
/* False after a message when a filter names no rule at all. */
bool rule_filters_valid(const struct opt_line *);
/* One rule with the keys of `rules --format json`. */
void json_rule(struct json *, const smimelint_rule *);
/* Items of a list column joined by ", "; "" when there are none. */
const char *rule_items(struct arena *, const smimelint_rule *, const char *list);
/* "SHOULD from 2025-03-15, SHALL from 2025-05-15" */
const char *rule_schedule_text(struct arena *, const smimelint_rule *);

#endif
