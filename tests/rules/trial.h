/* SPDX-License-Identifier: Apache-2.0 */
/* trial.h - the record of a case, judged again and again with other texts (trial.c). */
#ifndef TESTS_RULES_TRIAL_H
#define TESTS_RULES_TRIAL_H

#include "tests/rules/run.h"

struct trial {
	smimelint_ctx *ctx;
	smimelint_run *run;
	const char *text;		/* the record as the case has it; of several, the last one */
	const struct together *beside;	/* the others */
	struct span der;
};

/*
 * All rules over evidence, with the case's settings but for its choice of
 * rules.  False: the case has no record, or several, or cannot be set up.  To
 * be closed in any case.
 */
bool trial_open(struct trial *, struct runner *, const struct judged *);
/* The same of a case with several records, too: the last one is tried, and the others are given beside it. */
bool trial_open_together(struct trial *, struct runner *, const struct judged *);
void trial_close(struct trial *);
/* Lints the certificate with this text as the record.  False: it is no record, or memory is out. */
bool trial_lint(struct trial *, const char *text, size_t n);
/* How many errors and warnings each rule has in what was linted last. */
void trial_complaints(const struct trial *, unsigned *complaints);
/* What an element is, in the arena, where that decides which members it needs: ":3.2.2.1:3.2.2.4.7". */
const char *trial_kind(struct arena *, const struct json_value *);
/* Has the case no error and no warning, by what it asks for?  Others may find something, and then something more. */
bool trial_is_sound(const struct judged *);

#endif
