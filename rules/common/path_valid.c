/* SPDX-License-Identifier: Apache-2.0 */
/* path_valid.c - which paths are valid, of all that lead up from what is at hand. */
#include "rules/common/constraints.h"
#include "rules/common/path.h"

/* With the issuing CA's certificate the path of a CRL ends. */
static bool
is_last(const struct check *c, size_t i)
{
	return i == 0 && c->crl != NULL;
}

enum path_verdict
path_is_valid(const struct check *c, const struct ca_path *p)
{
	enum path_verdict verdict = path_worse(path_is_signed(c, p), path_worse(path_is_of_cas(c, p), path_is_of_signers(c, p)));

	if (verdict != PATH_BREAKS)
		verdict = path_worse(verdict, path_worse(path_length(c, p), path_mappings(c, p)));
	if (verdict != PATH_BREAKS)
		verdict = path_worse(verdict, path_policies(c, p));
	return verdict != PATH_BREAKS ? path_worse(verdict, path_names(c, p)) : verdict;
}

/* ---- all paths ---- */

bool
path_some_ca(const struct check *c, bool (*is)(const struct cert_view *))
{
	if (c->paths == NULL || c->paths->more || is(c->issuer))
		return true;
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		for (size_t i = 0; i < p->n; i++)
			if (is(p->ca[i]))
				return true;
	return false;
}

/* The issuing CA's certificate, with which each path begins. */
static const struct ca_path *
beginning(struct check *c)
{
	struct ca_path *p = arena_take(c->arena, sizeof *p + sizeof *p->ca);

	if (p != NULL) {
		*p = (struct ca_path){ .n = 1 };
		p->ca[0] = c->issuer;
	}
	return p;
}

/* … where it rests on what policies are valid; a number that is negative is none that could be counted. */
static enum artifact_part
unread_policy_part(const struct check *c, const struct ca_path *p, size_t i, path_fn *policies)
{
	static const enum artifact_part parts[] = { PART_EXT_PC, PART_EXT_CP, PART_EXT_IAP };

	if (policies(c, p) != PATH_UNREAD)
		return PART_COUNT;
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
		if (rule_is_unread(p->ca[i], parts[k]))
			return parts[k];
	return path_demands_policies(p->ca[i]) ? PART_EXT_PC : cert_has(p->ca[i], PART_EXT_IAP) ? PART_EXT_IAP : PART_COUNT;
}

/* Of the i-th one of a path, what it rests on and what cannot be read; PART_COUNT: nothing. */
static enum artifact_part
unread_part(const struct check *c, const struct ca_path *p, size_t i, path_fn *policies)
{
	static const enum artifact_part limits[] = { PART_EXT_BC, PART_EXT_KU, PART_EXT_NC, PART_EXT_PM }, below[] = { PART_EXT_SAN,
		PART_SIGNATURE_VALUE, PART_SIGNATURE_ALGORITHM };

	for (size_t k = 0; k < sizeof limits / sizeof *limits; k++)
		if (rule_is_unread(p->ca[i], limits[k]) && (!is_last(c, i) || limits[k] == PART_EXT_BC))
			return limits[k];
	if (!is_last(c, i) && path_limit_unread(p->ca[i]))
		return PART_EXT_BC;
	if (!is_last(c, i) && rule_constraints_have_bounds(p->ca[i]) && path_names(c, p) == PATH_UNREAD)
		return PART_EXT_NC;
	for (size_t k = 0; i + 1 < p->n && k < sizeof below / sizeof *below; k++)
		if (rule_is_unread(p->ca[i], below[k]))
			return below[k];
	return i > 0 && rule_is_unread(p->ca[i], PART_SPKI) ? PART_SPKI : unread_policy_part(c, p, i, policies);
}

/* Names of a form that nobody has said how to compare are no damage. */
void
path_tell_unread(struct check *c, path_fn *policies)
{
	enum artifact_part part;

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next)
		for (size_t i = 0; i < p->n; i++)
			if ((part = unread_part(c, p, i, policies)) != PART_COUNT) {
				rule_tell_unread(c, p->ca[i], part);
				return;
			}
	not_evaluated(c, "names of a CA certificate above cannot be compared with its constraints");
}

const struct ca_path *
path_broken(struct check *c, path_fn *verdict)
{
	const struct ca_path *broken = NULL, *alone;
	enum path_verdict least = PATH_BREAKS, v;
	bool whole = c->paths != NULL && !c->paths->more, sound = true;

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next) {
		if ((v = path_is_valid(c, p)) == PATH_HOLDS)
			return NULL;
		if (v < least)
			least = v;
		if ((v = verdict(c, p)) == PATH_BREAKS && broken == NULL)
			broken = p;
		sound = sound && v == PATH_HOLDS;
	}
	if (whole && (least == PATH_BREAKS || sound))
		return broken;
	/* What is not followed begins with the issuing CA's certificate all the same, if it has but one. */
	if (c->paths != NULL && c->paths->n_issuer == 1 && (alone = beginning(c)) != NULL && verdict(c, alone) == PATH_BREAKS)
		return alone;
	if (least == PATH_UNREAD)
		path_tell_unread(c, path_policies);
	else
		rule_beyond_paths(c);
	return NULL;
}
