/* SPDX-License-Identifier: Apache-2.0 */
/* run.h - the rule runner: what it keeps of each case, and its parts. */
#ifndef TESTS_RULES_RUN_H
#define TESTS_RULES_RUN_H

#include "base/json.h"
#include "smimelint.h"
#include "tests/recipe/bundle.h"

struct finding {
	struct finding *next;
	const smimelint_rule *rule;
	const char *id;
	smimelint_level severity;
	const char *value;		/* NULL: none */
	const char *path;		/* NULL: none */
	int32_t basis;			/* the day it was judged by; of a finding without basis the case's */
};

/* One case after its lint. */
struct judged {
	struct judged *next;
	const struct recipe *recipe;
	const struct recipe_case *c;
	const struct recipe_case *family;	/* the case of a variant, else the case itself */
	const struct setting *setting;
	struct span der;
	int32_t day;			/* judged at */
	struct finding *finding;
	uint8_t *outcome;		/* smimelint_outcome of each rule */
	const char *errors;		/* deletion.c: those of its record, in words */
	bool failed;
};

struct runner {
	struct world world;
	const char *only;		/* glob over "sbr/file/case", or NULL: all */
	const char *rules;		/* which rules the gate asks about, or NULL: all */
	struct judged *first, **last;
	unsigned passed, failed;
};

/* Prints one line "FILE:LINE: case NAME: …" and counts a failure. */
void complain(struct runner *, const struct recipe *, const struct recipe_case *, unsigned line,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/*
 * Builds, compares with the bundle, lints and judges every case of a recipe
 * file (judge.c).
 */
void judge_recipe(struct runner *, struct recipe *);

/*
 * Lints these octets with these settings and, if at is not NULL, the option
 * "at".  NULL, with world.tool.error, when a setting is refused, or when its
 * filters leave no rule (lint.c).
 */
#define NO_RULE_LEFT "its filters leave no rule that is on"
struct judged *lint_case(struct runner *, const struct recipe *, const struct setting *,
    struct span der, const char *at);
/* A context with these settings; NULL, with world.tool.error, when one is refused. */
smimelint_ctx *case_context(struct runner *, const struct recipe *, const struct setting *, struct span der, const char *at);
/* The records that the settings describe, given to the context (record.c); false: world.tool.error. */
bool add_records(struct runner *, smimelint_ctx *, const struct setting *, struct span der);
/* The text of the last record that they describe, and of those before it; NULL: there is none. */
struct together;
const char *record_text(struct runner *, const struct setting *, struct span der, const struct together **before);
/* The octets of a text that a value takes with its name and one comma: from *from until before *to. */
void record_cut(const char *text, const struct json_value *, size_t *from, size_t *to);
bool is_record_setting(const struct setting *);
/* Is it an issuer, or another artifact that the case is judged beside? (lint.c) */
bool is_neighbour_setting(const struct setting *);
bool has_finding(const struct judged *, const smimelint_rule *, smimelint_level severity);
/* The same, judged by a day from `from` until before `until`. */
bool has_finding_within(const struct judged *, const smimelint_rule *, smimelint_level severity, int32_t from,
    int32_t until);

/* Index of the rule with this id; smimelint_rule_count() when there is none (lint.c). */
size_t rule_index(const char *id);

/* What the data has to prove of every rule (gate.c). */
void gate(struct runner *);

/* Rules that tell in a case what they could not look at (bounded.c). */
void bounded(struct runner *);

/* Judges every failing record without each of its members (deletion.c); values are damaged in about one record of every so many. */
void deletions(struct runner *, size_t every);

/* Judges sound records without what the format calls required (required.c). */
void required(struct runner *);

/* Judges sound records without the members by which rules decide (absent.c). */
void absent(struct runner *);

/* Judges every record with values that the text forbids (changes.c). */
void changes(struct runner *);

/* What the data has to prove of every rule that gives way to others (pairs.c). */
void pairs(struct runner *);

/* What damage to one element may change (damage.c); elements are replaced in about one of every so many cases. */
void damage_elements(struct runner *, size_t every);

/* Writes what was found into the expect lines of the failed cases (rebase.c). */
void rebase(struct runner *);

#endif
