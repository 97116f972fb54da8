/* SPDX-License-Identifier: Apache-2.0 */
/*
 * path_doubts.h - what may speak against the certificates of a path that is valid:
 * some software does not accept it, or another path that goes through them is none.
 */
#ifndef RULES_COMMON_PATH_DOUBTS_H
#define RULES_COMMON_PATH_DOUBTS_H

#include "rules/common/path.h"

enum path_doubt_kind { DOUBT_VERSION, DOUBT_CRITICAL, DOUBT_VALIDITY, DOUBT_PURPOSE, DOUBT_DEPTH, DOUBT_ROOM, PATH_DOUBTS };
/* What may speak against one, where it lies, and the rule that says so. */
struct path_doubt {
	enum path_question asks;
	path_member_fn *at;
	path_member_fn *unread;		/* what cannot be read of one, whatever else speaks against it */
	enum artifact_part rests_on;
	const char *rule;
};
extern const struct path_doubt path_doubts[PATH_DOUBTS];

/* Does it speak against this path? */
enum path_verdict path_doubt_of(const struct check *, const struct ca_path *, const struct path_doubt *);
/* Of the parts that it rests on, the one that cannot be read. */
enum artifact_part path_doubt_unread_part(const struct cert_view *, const struct path_doubt *);
/* Is this path valid, with nothing that speaks against it?  Is some path so? */
bool path_is_free(const struct check *, const struct ca_path *);
bool path_some_free(const struct check *);

/* A critical extension that this program does not know, or the poison that keeps a precertificate from being used; NULL: there is none. */
const struct artifact_ext *path_unknown_critical(const struct cert_view *);
/* Is the certificate at hand to be used for mail? */
bool path_is_for_mail(const struct check *);

#endif
