/* outcome.h - how every command ends: what it writes, and its exit code. */
#ifndef OPTION_OUTCOME_H
#define OPTION_OUTCOME_H

#include "option/opt.h"
#include "report/tally.h"
#include "smimelint.h"

/* Writes what a command has to say to -o or standard output; the exit code, after a message if it fails. */
int cmd_write(const struct opt_line *, struct out *);

/* Why there is no context or run: memory is out, or OpenSSL cannot; EXIT_INTERNAL after a message. */
int cmd_no_library(smimelint_status);

/* The level that --fail-on names; false after a message. */
bool cmd_fail_on(const char *value, smimelint_level *);
/* The exit code after a whole report. */
int cmd_exit(const struct tally *, smimelint_level fail_on);

#endif
