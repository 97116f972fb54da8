/* SPDX-License-Identifier: Apache-2.0 */
/* beside.h - paths that fail beside one that does not. */
#ifndef RULES_ISSUER_BESIDE_H
#define RULES_ISSUER_BESIDE_H

#include "rule/rule.h"

/* Of those that begin with the issuing CA's certificate at hand. */
rule_fn rule_another_above_fails;

#endif
