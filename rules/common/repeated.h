/* SPDX-License-Identifier: Apache-2.0 */
/* repeated.h - elements of a list that are equal to an earlier one, however long the list is. */
#ifndef RULES_COMMON_REPEATED_H
#define RULES_COMMON_REPEATED_H

#include "rule/rule.h"

/* What of element i is compared; SPAN_NONE: nothing. */
typedef struct span repeat_key_fn(const void *list, unsigned i);
typedef void repeat_fn(struct check *, const void *list, unsigned i);

/* Tells `say` of each element whose key an earlier one has, in their order. */
void each_repeated(struct check *, const void *list, unsigned n, repeat_key_fn *key, repeat_fn *say);

#endif
