/* SPDX-License-Identifier: Apache-2.0 */
/* telephone.h - telephone numbers as calls and text messages have them. */
#ifndef EVIDENCE_TELEPHONE_H
#define EVIDENCE_TELEPHONE_H

#include "base/span.h"

#include <stdbool.h>

/* Are both one telephone number, however people write it: the same digits and signs "+"?  What has none is what it is. */
bool ev_same_number(struct span, struct span);

#endif
