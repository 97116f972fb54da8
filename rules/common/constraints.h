/* SPDX-License-Identifier: Apache-2.0 */
/* constraints.h - the names of a certificate that nameConstraints above it are about (RFC 5280 4.2.1.10, 6.1.3 b and c). */
#ifndef RULES_COMMON_CONSTRAINTS_H
#define RULES_COMMON_CONSTRAINTS_H

#include "rule/rule.h"

/* A name to be tested. */
struct tested_name {
	struct span where;
	unsigned form;			/* enum general_name_form; of every mailbox GN_RFC822 */
	struct span text;		/* of a mailbox, a host, a URI, an address */
	const struct cert_name *directory;	/* of a directory name */
	const struct general_name *gn;	/* NULL: of the subject */
};

/* The next name from *at on, which begins with 0: the subject, those of the SAN, emailAddress attributes; false: none is left. */
bool rule_next_name(const struct cert_view *, unsigned *at, struct tested_name *);

/* Does some subtree have a minimum or a maximum, so that nobody can tell what is inside? */
bool rule_constraints_have_bounds(const struct cert_view *ca);

/* CONSTRAINT_UNREAD: the CA's nameConstraints cannot be read or have bounds for this form, or nobody has said how names of this form are compared with them. */
enum constraint_fit { CONSTRAINT_MET, CONSTRAINT_UNREAD, CONSTRAINT_EXCLUDES, CONSTRAINT_DOES_NOT_PERMIT };
/* Do these constraints bind names of this form without anybody having said how they are compared? */
bool rule_constraint_is_unknown(const struct cert_view *ca, const struct tested_name *);
/* How one name stands to one CA certificate's nameConstraints. */
enum constraint_fit rule_constraint_fit(const struct cert_view *ca, const struct tested_name *);

#endif
