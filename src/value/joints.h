/* SPDX-License-Identifier: Apache-2.0 */
/* joints.h - two names in one text, and the signs that part them. */
#ifndef VALUE_JOINTS_H
#define VALUE_JOINTS_H

#include "base/span.h"

/* The text without such signs at its ends. */
struct span joints_strip(struct span);
/* What stands beside the name, which begins or ends the text, case apart; empty where it does neither. */
struct span joints_beside(struct span text, struct span name);

#endif
