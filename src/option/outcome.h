/* SPDX-License-Identifier: Apache-2.0 */
/* outcome.h - how every command ends: what it writes, and its exit code. */
#ifndef OPTION_OUTCOME_H
#define OPTION_OUTCOME_H

#include "base/out.h"
#include "option/opt.h"
#include "os/sink.h"
#include "report/tally.h"
#include "smimelint.h"

/*
 * Writes what a command has to say to -o or standard output; the exit code,
 * after a message if it fails.  Where nobody reads standard output any more the
 * process ends as SIGPIPE has it.
 */
int cmd_write(const struct opt_line *, struct out *);

/* Where nobody reads standard output any more the process ends as SIGPIPE has it, and says nothing; else it returns. */
void cmd_end_unread(const struct sink *);

/*
 * Is the file of the report, or FILE.partial, an operand, what an option reads, or standard input where that is read?
 * Then, or when memory is out, it is refused, after a message.
 */
bool cmd_output_is_read(const struct opt_line *, bool stdin_is_read);
/* The message where it turns out later. */
void cmd_complain_is_read(const char *path);
/* The exit code where a report cannot be written, after a message. */
int cmd_unwritten(const struct sink *);

/* Why there is no context or run: memory is out, or OpenSSL cannot; EXIT_INTERNAL after a message. */
int cmd_no_library(smimelint_status);

/* The level that --fail-on names; false after a message. */
bool cmd_fail_on(const char *value, smimelint_level *);
/* The exit code after a whole report. */
int cmd_exit(const struct tally *, smimelint_level fail_on);

#endif
