/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cps.h - what the rules on the CA's own limits share.
 *
 * Sections are those of the outline that RFC 3647 gives a CP and a CPS, and
 * SBR 1.2 asks for; the profile's name, which is the CA's, stands in the value.
 */
#ifndef RULES_CPS_CPS_H
#define RULES_CPS_CPS_H

#include "rule/ca_profile.h"
#include "rule/rule.h"

#define CPS_SHALL SCHEDULE({ DAY_ALWAYS, LEVEL_SHALL })

/* The limits for the certificate; NULL: none of the CA's profiles matches, and the rule is not applicable. */
static inline const struct ca_profile *
ca_limits(struct check *c)
{
	if (c->ca_profile == NULL)
		not_applicable(c, "no profile of the CA matches the certificate");
	return c->ca_profile;
}

/* Is this limit set?  Where it is not, the rule is not applicable. */
static inline bool
is_limited(struct check *c, bool limited)
{
	if (!limited)
		not_applicable(c, "the CA's profile sets no such limit");
	return limited;
}

static inline void
report_limit(struct check *c, struct span where, const char *what)
{
	report(c, where, "%s (%s)", what, c->ca_profile->name);
}

#endif
