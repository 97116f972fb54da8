/* SPDX-License-Identifier: Apache-2.0 */
/* lint.h - one run of `lint`, from its options to its exit code. */
#ifndef COMMAND_LINT_LINT_H
#define COMMAND_LINT_LINT_H

#include "command/batch/progress.h"
#include "command/batch/resume.h"
#include "command/lint/auto_issuer.h"
#include "command/lint/choose.h"
#include "command/lint/records.h"
#include "command/serve/profile.h"
#include "command/skips.h"
#include "option/config.h"
#include "report/report.h"

struct lint {
	struct opt_line *line;
	struct report report;
	struct input input;
	struct skips skips;
	struct out passphrase;		/* of input.passphrase */
	char separator;			/* between the names of --files-from */
	struct choose choose;
	struct auto_issuer auto_issuer;
	struct document config;
	struct out asked;		/* of report.run */
	struct evidence evidence;
	smimelint_ctx *ctx;
	struct progress progress;
	struct resume resume;
	unsigned jobs;
	unsigned timeout;		/* seconds; 0: none */
	const char *serve;		/* as which backend; NULL: not */
	struct kept_mapping {		/* of large CRLs of before */
		struct span octets;
		char *path;
	} *mapping;
	size_t n_mapping;
	bool lost;			/* one of them became shorter: what was found by it does not count */
	struct serve_numbers numbers;	/* what its numbers mean */
};

/* Sets an option of the library; false after a message. */
bool lint_set(struct lint *, const char *name, const char *value);
/* Sets what the command line and the configuration give; false after a message. */
bool lint_set_options(struct lint *);
/* The same with all that options ask of one another: everything is checked before anything is linted. */
bool lint_options(struct lint *);
/* Is each result whole lines of the form, so that a part of the report is one of the inputs? */
bool lint_by_lines(const struct lint *);
/* What a list of files needs, and that it does not take what is read as something else; false after a message, as the next two. */
bool lint_lists_fit(const struct lint *);
/* As a backend, requests say what is linted and how they are answered. */
bool lint_serves_alone(const struct lint *);
/* What is found must not depend on results that are not linted again. */
bool lint_resume_fits(const struct lint *, const char *output);

#endif
