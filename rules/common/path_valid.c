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
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next) {
		if (p->refuted)
			return true;
		for (size_t i = 0; i < p->n; i++)
			if (is(p->ca[i]))
				return true;
	}
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

/* ---- what cannot be read ---- */

/* Of the i-th certificate of a path, what a rule rests on and what cannot be read; PART_COUNT: nothing. */
typedef enum artifact_part unread_fn(const struct check *, const struct ca_path *, size_t i);

static enum artifact_part
unread_of_cas(const struct check *c, const struct ca_path *p, size_t i)
{
	return path_ca_at(c, p, i) == PATH_UNREAD ? PART_EXT_BC : PART_COUNT;
}

static enum artifact_part
unread_of_signers(const struct check *c, const struct ca_path *p, size_t i)
{
	return path_cert_sign_at(c, p, i) == PATH_UNREAD ? PART_EXT_KU : PART_COUNT;
}

static enum artifact_part
unread_of_length(const struct check *c, const struct ca_path *p, size_t i)
{
	return !is_last(c, i) && path_limit_unread(p->ca[i]) ? PART_EXT_BC : PART_COUNT;
}

static enum artifact_part
unread_of_names(const struct check *c, const struct ca_path *p, size_t i)
{
	if (!is_last(c, i) && (rule_is_unread(p->ca[i], PART_EXT_NC) || rule_constraints_have_bounds(p->ca[i])))
		return PART_EXT_NC;
	return i + 1 < p->n && rule_is_unread(p->ca[i], PART_EXT_SAN) ? PART_EXT_SAN : PART_COUNT;
}

static enum artifact_part
unread_of_mappings(const struct check *c, const struct ca_path *p, size_t i)
{
	return path_mapping_at(c, p, i) == PATH_UNREAD ? PART_EXT_PM : PART_COUNT;
}

static enum artifact_part
unread_of_signatures(const struct check *c, const struct ca_path *p, size_t i)
{
	(void)c;
	if (i + 1 < p->n && rule_is_unread(p->ca[i], PART_SIGNATURE_VALUE))
		return PART_SIGNATURE_VALUE;
	if (i + 1 < p->n && rule_is_unread(p->ca[i], PART_SIGNATURE_ALGORITHM))
		return PART_SIGNATURE_ALGORITHM;
	return i > 0 && rule_is_unread(p->ca[i], PART_SPKI) ? PART_SPKI : PART_COUNT;
}

/* A number that is negative is none that could be counted. */
static enum artifact_part
unread_of_policies(const struct check *c, const struct ca_path *p, size_t i)
{
	static const enum artifact_part parts[] = { PART_EXT_PC, PART_EXT_CP, PART_EXT_IAP, PART_EXT_PM };

	(void)c;
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
		if (rule_is_unread(p->ca[i], parts[k]))
			return parts[k];
	return path_demands_policies(p->ca[i]) ? PART_EXT_PC : cert_has(p->ca[i], PART_EXT_IAP) ? PART_EXT_IAP : PART_COUNT;
}

static const struct {
	path_fn *of;
	unread_fn *part;
} unread[] = {
	{ path_is_of_cas, unread_of_cas },
	{ path_is_of_signers, unread_of_signers },
	{ path_length, unread_of_length },
	{ path_names, unread_of_names },
	{ path_mappings, unread_of_mappings },
	{ path_is_signed, unread_of_signatures },
	{ path_policies, unread_of_policies },
	{ path_policies_end, unread_of_policies },
};
#define N_UNREAD (sizeof unread / sizeof *unread)
/* Whether a path is valid rests on all but the last. */
#define N_OF_VALID (N_UNREAD - 1)

/* Of this path, for this rule.  Tells it; false: there is nothing. */
static bool
tell_unread_of(struct check *c, const struct ca_path *p, size_t asked)
{
	enum artifact_part part;

	if (unread[asked].of(c, p) != PATH_UNREAD)
		return false;
	for (size_t i = 0; i < p->n; i++)
		if ((part = unread[asked].part(c, p, i)) != PART_COUNT) {
			rule_tell_unread(c, p->ca[i], part);
			return true;
		}
	return false;
}

/* Names of a form that nobody has said how to compare are no damage. */
void
path_tell_unread(struct check *c, path_fn *of)
{
	const struct ca_path *first = c->paths != NULL ? c->paths->first : NULL;

	for (const struct ca_path *p = first; p != NULL; p = p->next)
		for (size_t k = 0; k < N_UNREAD; k++)
			if (unread[k].of == of && tell_unread_of(c, p, k))
				return;
	for (const struct ca_path *p = first; p != NULL; p = p->next)
		for (size_t k = 0; k < N_OF_VALID; k++)
			if (tell_unread_of(c, p, k))
				return;
	not_evaluated(c, "names of a CA certificate above cannot be compared with its constraints");
}

/* ---- the verdict ---- */

bool
path_all_break(const struct check *c)
{
	if (c->paths == NULL || c->paths->more)
		return false;
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (path_is_valid(c, p) != PATH_BREAKS)
			return false;
	return true;
}

bool
path_is_hidden(struct check *c)
{
	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next)
		if (p->refuted) {
			not_evaluated(c, "a CA certificate above is not signed with the key of the CA that it names, and what stands above that is not seen");
			return true;
		}
	return false;
}

/* What one rule makes of all paths. */
struct sum {
	const struct ca_path *broken;	/* the first that breaks it */
	bool unread, beyond;		/* of some it is not known whether they do */
	enum path_verdict least;	/* of any that all rules make of one: PATH_BREAKS, they are all refused */
};

static struct sum
sum_up(const struct check *c, path_fn *verdict)
{
	struct sum s = { NULL, false, false, PATH_BREAKS };
	enum path_verdict v;

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL && s.least != PATH_HOLDS; p = p->next) {
		if ((v = path_is_valid(c, p)) < s.least)
			s.least = v;
		v = verdict(c, p);
		if (v == PATH_BREAKS && s.broken == NULL)
			s.broken = p;
		s.unread = s.unread || v == PATH_UNREAD;
		s.beyond = s.beyond || v == PATH_BEYOND;
	}
	return s;
}

const struct ca_path *
path_broken(struct check *c, path_fn *verdict)
{
	bool whole = c->paths != NULL && !c->paths->more;
	struct sum s = sum_up(c, verdict);
	const struct ca_path *alone;

	if (s.least == PATH_HOLDS)
		return NULL;
	if (whole && s.least == PATH_BREAKS && s.broken != NULL)
		return s.broken;
	if (whole && s.broken == NULL && !s.unread && !s.beyond) {
		(void)path_is_hidden(c);
		return NULL;
	}
	/* What is not followed begins with the issuing CA's certificate all the same, if it has but one. */
	if (c->paths != NULL && c->paths->n_issuer == 1 && (alone = beginning(c)) != NULL && verdict(c, alone) == PATH_BREAKS)
		return alone;
	if (s.unread || s.least == PATH_UNREAD)
		path_tell_unread(c, verdict);
	else
		rule_beyond_paths(c);
	return NULL;
}
