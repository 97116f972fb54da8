/* SPDX-License-Identifier: Apache-2.0 */
/* constrained.h - what makes a CA certificate technically constrained (SBR 7.1.5). */
#ifndef RULES_COMMON_CONSTRAINED_H
#define RULES_COMMON_CONSTRAINED_H

#include "rule/rule.h"

/* How nameConstraints bind names of one form. */
enum constrained {
	CONSTRAINED_NOT,		/* no subtree is about them */
	CONSTRAINED_BY_ALL,		/* one permits every such name */
	CONSTRAINED_BY_EXCLUSION,	/* some are excluded, and each other one is permitted: RFC 5280 4.2.1.10 */
	CONSTRAINED			/* only some are permitted, or none */
};

/* *by: the subtree that says so; SPAN_NONE: there is none. */
enum constrained rule_form_constrained(const struct ext_nc *, unsigned form, struct span *by);

/*
 * Does this certificate of a CA for mail look technically constrained: by an extKeyUsage without anyExtendedKeyUsage, and by what its
 * nameConstraints say of rfc822Names and directoryNames?  7.1.5 speaks of permitted subtrees; excluded ones alone are left open.
 */
bool rule_looks_constrained(const struct cert_view *ca);

#endif
