/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - the commands: each takes its options and operands and returns an exit code. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "option/opt.h"
#include "option/outcome.h"

int cmd_lint(struct opt_line *);
int cmd_evidence(struct opt_line *);
/* `evidence check`: its operands after the first are files of records. */
int cmd_evidence_check(struct opt_line *);
/* `evidence template`: its operands after the first are certificates. */
int cmd_evidence_template(struct opt_line *);
/* `evidence import`: its operands after the first are logs. */
int cmd_evidence_import(struct opt_line *);
int cmd_rules(struct opt_line *);
int cmd_explain(struct opt_line *);
int cmd_timeline(struct opt_line *);
int cmd_help(struct opt_line *);
int cmd_completion(struct opt_line *);

/* Help for one command; NULL: for all. */
int cmd_show_help(const struct opt_line *, const struct command_row *);

#endif
