/* SPDX-License-Identifier: Apache-2.0 */
/* profile_show.h - what a certificate's profile is, for a value. */
#ifndef RULES_COMMON_PROFILE_SHOW_H
#define RULES_COMMON_PROFILE_SHOW_H

#include "rule/rule.h"

/* The types of the profile, and its generations. */
static inline const char *
types_show(const struct profile *p)
{
	switch (p->types) {
	case TYPE_MV:
		return "mailbox-validated";
	case TYPE_OV:
		return "organization-validated";
	case TYPE_SV:
		return "sponsor-validated";
	case TYPE_IV:
		return "individual-validated";
	case TYPE_OV | TYPE_SV:
		return "organization- or sponsor-validated";
	case TYPE_SV | TYPE_IV:
		return "sponsor- or individual-validated";
	default:
		return "several types";
	}
}
static inline const char *
generations_show(const struct profile *p)
{
	switch (p->gens) {
	case GEN_LEGACY:
		return "Legacy";
	case GEN_MULTI:
		return "Multipurpose";
	case GEN_STRICT:
		return "Strict";
	default:
		return "several generations";
	}
}

#endif
