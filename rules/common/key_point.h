/* SPDX-License-Identifier: Apache-2.0 */
/* key_point.h - keys that are no points of their curve (SEC 1 2.3.3, RFC 8032 5.1.3 and 5.2.3). */
#ifndef RULES_COMMON_KEY_POINT_H
#define RULES_COMMON_KEY_POINT_H

#include "rule/memo.h"
#include "rule/rule.h"

/* NULL: it is one, or the curve is not known. */
static inline const char *
key_point_fault(enum key_point point)
{
	switch (point) {
	case KEY_POINT_LENGTH:
		return "wrong length";
	case KEY_POINT_FORM:
		return "no form of a point";
	case KEY_POINT_HYBRID:
		return "hybrid form";
	case KEY_POINT_INFINITY:
		return "point at infinity";
	case KEY_POINT_OFF_CURVE:
		return "not on the curve";
	case KEY_POINT_OK:
	case KEY_POINT_UNKNOWN:
		break;
	}
	return NULL;
}

static inline void
report_no_point(struct check *c)
{
	const char *fault = key_point_fault(memo_key_point(c));

	if (fault != NULL)
		report(c, c->cert->spki.key, "%s", fault);
}

#endif
