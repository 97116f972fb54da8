/* SPDX-License-Identifier: Apache-2.0 */
/* paths.c - what all certification paths of a certificate have in common. */
#include "rules/common/paths.h"

bool
rule_self_issued(const struct cert_view *cv)
{
	return cert_self_issued(cv) || name_alike(&cv->issuer, &cv->subject);
}

/* The issuing CA's certificate, with which each path begins. */
static const struct ca_path *
beginning(struct check *c)
{
	struct ca_path *p = arena_take(c->arena, sizeof *p + sizeof *p->ca);

	if (p != NULL) {
		p->n = 1;
		p->ca[0] = c->issuer;
	}
	return p;
}

static const struct ca_path *
not_decided(struct check *c, enum path_verdict why)
{
	if (why == PATH_UNREAD)
		not_evaluated(c, "what a CA certificate on the path says of it cannot be read");
	else
		beyond_limit(c, at_part(c, PART_ISSUER), "more CA certificates above it, or more of their constraints, than are followed");
	return NULL;
}

const struct ca_path *
rule_broken_path(struct check *c, path_fn *verdict)
{
	const struct ca_path *first = c->paths != NULL ? c->paths->first : NULL, *alone;
	enum path_verdict best = PATH_BREAKS, v;

	for (const struct ca_path *p = first; p != NULL; p = p->next) {
		if ((v = verdict(c, p)) == PATH_HOLDS)
			return NULL;
		if (v < best)
			best = v;
	}
	if (best == PATH_BREAKS && first != NULL && !c->paths->more)
		return first;
	/* What is not followed begins with the issuing CA's certificate all the same. */
	if ((alone = beginning(c)) == NULL)
		return NULL;
	if (verdict(c, alone) == PATH_BREAKS)
		return alone;
	return not_decided(c, best == PATH_BREAKS ? PATH_BEYOND : best);
}
