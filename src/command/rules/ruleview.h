/* SPDX-License-Identifier: Apache-2.0 */
/* ruleview.h - what the commands about rules share: filters, and a rule's columns as text. */
#ifndef COMMAND_RULES_RULEVIEW_H
#define COMMAND_RULES_RULEVIEW_H

#include "base/arena.h"
#include "base/json_out.h"
#include "option/opt.h"
#include "smimelint.h"

/* Does a rule pass the filters of `rules` and `timeline` (--only, --skip, --source, --section, --kind)? */
bool rule_chosen(const struct opt_line *, const smimelint_rule *);
/* False after a message when a filter names no rule at all. */
bool rule_filters_valid(const struct opt_line *);
/* False after a message when the filters of `lint` leave no rule on; of `evidence check`, which judges records alone, none over evidence. */
bool rule_filters_leave(const struct opt_line *, bool records);
/* The document of `rules --format json` around its rules. */
void json_rules_open(struct json *);
void json_rules_close(struct json *, struct out *);
/* One rule with the keys of `rules --format json`. */
void json_rule(struct json *, const smimelint_rule *);
/* Items of a list column joined by ", "; "" when there are none. */
const char *rule_items(struct arena *, const smimelint_rule *, const char *list);
/* "SHOULD from 2025-03-15, SHALL from 2025-05-15" */
const char *rule_schedule_text(struct arena *, const smimelint_rule *);

#endif
