/* SPDX-License-Identifier: Apache-2.0 */
/*
 * opt.h - the options of all commands: one table, from which the reading of
 * the command line, --help and the messages about wrong usage come.
 */
#ifndef OPTION_OPT_H
#define OPTION_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum command {
	CMD_LINT = 1 << 0, CMD_RULES = 1 << 1, CMD_EXPLAIN = 1 << 2,
	CMD_TIMELINE = 1 << 3, CMD_HELP = 1 << 4, CMD_COMPLETION = 1 << 5, CMD_MERGE = 1 << 6, CMD_EVIDENCE = 1 << 7,
	CMD_PROFILE = 1 << 8,
	CMD_ALL = CMD_LINT | CMD_RULES | CMD_EXPLAIN | CMD_TIMELINE | CMD_HELP | CMD_COMPLETION | CMD_MERGE |
	    CMD_EVIDENCE | CMD_PROFILE
};

enum opt_id {
	OPT_FORMAT, OPT_OUTPUT, OPT_JOBS, OPT_LIBRARY, OPT_ISSUER, OPT_TBS, OPT_FAIL_ON,
	OPT_MAX_CERTIFICATE, OPT_MAX_CONTAINER, OPT_FIELD, OPT_UPCOMING, OPT_NOW, OPT_EVIDENCE, OPT_PERSPECTIVES, OPT_CONFIG,
	OPT_SUMMARY, OPT_EXPLAIN_RUN, OPT_COLOR,
	OPT_QUIET, OPT_VERBOSE, OPT_SOURCE, OPT_SECTION, OPT_KIND, OPT_ONLY, OPT_SKIP,
	OPT_FROM, OPT_TO, OPT_AT, OPT_DIFF, OPT_OPENSSL, OPT_TIMEOUT, OPT_SERVE, OPT_SERVE_PROFILE,
	OPT_BASELINE, OPT_WAIVERS, OPT_CA_PROFILE, OPT_PSL, OPT_WEAK_KEYS,
	OPT_SAMPLE, OPT_SAMPLE_RATE, OPT_SEED, OPT_DEDUPE, OPT_WITH_DER, OPT_PROGRESS, OPT_RESUME,
	OPT_STRICT_INPUTS, OPT_SKIP_OTHERS, OPT_FILES_FROM, OPT_NULL, OPT_PASSPHRASE_FILE,
	OPT_REPORT_TITLE, OPT_REPORT_CLIENT, OPT_REPORT_AUDITOR,
	OPT_KNOWN, OPT_PREVIOUS, OPT_RESPONDER, OPT_SEQUENCE, OPT_CURRENT,
	OPT_CERTIFICATES, OPT_MAP, OPT_MISSING, OPT_METHOD, OPT_EXAMPLE, OPT_PARTS,
	OPT_HELP, OPT_VERSION
};

enum opt_takes { TAKES_NOTHING, TAKES_VALUE, MAY_TAKE_VALUE };

struct opt {
	const char *name;		/* without its dashes */
	const char *metavar;		/* what its value is called; NULL: none */
	const char *help;
	uint16_t commands;		/* enum command */
	uint8_t id;			/* enum opt_id */
	uint8_t takes;			/* enum opt_takes */
	char brief;			/* short option, or 0 */
	bool repeats;			/* each use adds to the ones before */
};

/* All options, in the order in which help shows them; ends with name == NULL. */
extern const struct opt opt_table[];

struct opt_given {
	const struct opt *opt;
	const char *value;		/* NULL: none */
	const char *where;		/* in a configuration: "FILE:LINE: /NAME"; NULL: on the command line */
};

struct opt_line {
	struct opt_given *given;	/* in the order of the command line */
	size_t n_given;
	const char **operand;
	size_t n_operand;
};

struct command_row {
	const char *name;
	const char *operands;		/* as in the usage line */
	const char *summary;		/* NULL: help does not show the command */
	enum command command;
};
/* All commands, `lint` first; ends with name == NULL. */
extern const struct command_row commands[];
const struct command_row *command_find(const char *name);

/* Reads the options and operands of one command; false after a message about wrong usage. */
bool opt_read(struct opt_line *, enum command, int argc, char **argv);
void opt_free(struct opt_line *);
/* The option of this command by its long name; NULL: there is none. */
const struct opt *opt_find(enum command, const char *name);
/* Is its value the name of a file, or of a folder of files? */
bool opt_takes_file(const struct opt *);
/* Is this value the name of none, though one is due? */
bool opt_lacks_file(const struct opt *, const char *value);
/* The value of the last use of an option, or `otherwise`. */
const char *opt_last(const struct opt_line *, enum opt_id, const char *otherwise);
/* How often it was used. */
size_t opt_count(const struct opt_line *, enum opt_id);

/* "smimelint: ..." on standard error. */
void complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same for memory that is out. */
void complain_memory(void);
/* What is said of an errno; memory that is out is remembered for exit_refused(). */
const char *error_words(int error);
/* The exit code after a complaint before the work: EXIT_USAGE, or EXIT_INTERNAL when memory was out. */
int exit_refused(void);

/* Exit codes. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3, EXIT_INTERNAL = 4 };

#endif
