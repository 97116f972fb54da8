/* SPDX-License-Identifier: Apache-2.0 */
/* paths.h - a rule that every certification path of a certificate has to break (RFC 5280 6.1: one valid path is enough). */
#ifndef RULES_COMMON_PATHS_H
#define RULES_COMMON_PATHS_H

#include "rule/rule.h"

enum path_verdict { PATH_HOLDS, PATH_UNREAD, PATH_BEYOND, PATH_BREAKS };
/* What one path makes of the certificate at hand.  PATH_UNREAD: what decides cannot be read; PATH_BEYOND: it is too much to look at. */
typedef enum path_verdict path_fn(struct check *, const struct ca_path *);

/*
 * The first of the paths where each of them breaks the rule; NULL where one
 * does not, or where that is not known, which is told then.  The row has
 * follows_paths.
 */
const struct ca_path *rule_broken_path(struct check *, path_fn *);

/* Are issuer and subject the same name (RFC 5280 6.1, 7.1)? */
bool rule_self_issued(const struct cert_view *);

#endif
