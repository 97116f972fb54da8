/* SPDX-License-Identifier: Apache-2.0 */
/*
 * above.c - RFC 5280 6.1 on the CA certificates above a certificate: limits of
 * all of them bind, and one valid path is enough.
 */
#include "rules/common/constraints.h"
#include "rules/tables.h"

/* Of names with subtrees, on one path. */
#define MOST_COMPARISONS (UINT64_C(1) << 22)

/* PATH_UNREAD: what decides cannot be read.  PATH_BEYOND: it is too much to look at. */
enum path_verdict { PATH_HOLDS, PATH_UNREAD, PATH_BEYOND, PATH_BREAKS };
/* What one path makes of the certificate at hand. */
typedef enum path_verdict path_fn(const struct check *, const struct ca_path *);

/* Are issuer and subject the same name (RFC 5280 6.1, 7.1)? */
static bool
is_self_issued(const struct cert_view *cv)
{
	return cert_self_issued(cv) || name_alike(&cv->issuer, &cv->subject);
}

/* ---- pathLenConstraint of one path ---- */

/* CA certificates that a pathLenConstraint counts (RFC 5280 4.2.1.9): those that are not self-issued. */
static bool
is_counted(const struct cert_view *cv)
{
	return cv->bc.ca && !is_self_issued(cv);
}

/* The certificate at hand, where it is judged as one: the last of a path is not counted (RFC 5280 6.1). */
static bool
at_hand_is_counted(const struct check *c)
{
	return (c->profile->kind & KIND_ANY_CA) != 0 && is_counted(c->cert);
}

/* A limit on one path, and how many CA certificates it counts there, the one at hand among them. */
struct path_limit {
	const struct cert_view *ca;	/* that has it; NULL: none is exceeded */
	unsigned counted;
	bool unread;			/* a basicConstraints that cannot be read may have one */
};

static struct path_limit
exceeded_limit(const struct check *c, const struct ca_path *p)
{
	struct path_limit limit = { NULL, at_hand_is_counted(c), false };

	for (size_t i = 0; i < p->n; i++) {
		const struct cert_view *ca = p->ca[i];

		limit.unread |= cert_has(ca, PART_EXT_BC) && !cert_ok(ca, PART_EXT_BC);
		if (cert_ok(ca, PART_EXT_BC) && ca->bc.has_path_len && limit.counted > ca->bc.path_len) {
			limit.ca = ca;
			break;
		}
		limit.counted += !is_self_issued(ca);
	}
	return limit;
}

static enum path_verdict
path_len_of(const struct check *c, const struct ca_path *p)
{
	struct path_limit limit = exceeded_limit(c, p);

	return limit.ca != NULL ? PATH_BREAKS : limit.unread ? PATH_UNREAD : PATH_HOLDS;
}

/* ---- nameConstraints of one path ---- */

static enum path_verdict
names_of(const struct cert_view *cv, const struct cert_view *ca)
{
	enum path_verdict verdict = PATH_HOLDS;
	struct tested_name n;

	for (unsigned at = 0; rule_next_name(cv, &at, &n);)
		switch (rule_constraint_fit(ca, &n)) {
		case CONSTRAINT_MET:
			break;
		case CONSTRAINT_UNREAD:
			verdict = PATH_UNREAD;
			break;
		default:
			return PATH_BREAKS;
		}
	return verdict;
}

/* The certificate at hand, or a CA's below the one with the constraints: self-issued CA certificates are not bound. */
static bool
is_bound(const struct cert_view *cv)
{
	return !(cv->bc.ca && is_self_issued(cv));
}

static uint64_t
comparisons(const struct cert_view *cv, const struct cert_view *ca)
{
	return (UINT64_C(1) + cv->san.n + cv->subject.n_attr) * (ca->nc.n_permitted + ca->nc.n_excluded);
}

static enum path_verdict
constraints_of(const struct check *c, const struct ca_path *p)
{
	enum path_verdict verdict = PATH_HOLDS, v;
	uint64_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		if (!cert_has(p->ca[i], PART_EXT_NC))
			continue;
		for (size_t k = 0; k <= i; k++) {
			const struct cert_view *cv = k == 0 ? c->cert : p->ca[k - 1];

			if (!is_bound(cv))
				continue;
			n += comparisons(cv, p->ca[i]);
			v = n > MOST_COMPARISONS ? PATH_BEYOND : names_of(cv, p->ca[i]);
			if (v > verdict)
				verdict = v;
		}
	}
	return verdict;
}

/* ---- all paths ---- */

static bool
some_ca(const struct check *c, bool (*is)(const struct cert_view *))
{
	if (c->paths == NULL || c->paths->more || is(c->issuer))
		return true;
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		for (size_t i = 0; i < p->n; i++)
			if (is(p->ca[i]))
				return true;
	return false;
}

static enum path_verdict
limits_of(const struct check *c, const struct ca_path *p)
{
	enum path_verdict length = path_len_of(c, p), names = length == PATH_BREAKS ? PATH_HOLDS : constraints_of(c, p);

	return length > names ? length : names;
}

/* May its key sign certificates (RFC 5280 6.1.4 k and n)?  Versions without extensions leave that open. */
static bool
may_issue(const struct cert_view *ca)
{
	if (cert_ok(ca, PART_EXT_KU) && (ca->ku.bits & KU_KEY_CERT_SIGN) == 0)
		return false;
	return ca->version < 2 || ca->bc.ca || (cert_has(ca, PART_EXT_BC) && !cert_ok(ca, PART_EXT_BC));
}

/* One that breaks either rule, or leads through what is no CA's certificate, is no valid path. */
static enum path_verdict
verdict_of(const struct check *c, const struct ca_path *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!may_issue(p->ca[i]))
			return PATH_BREAKS;
	return limits_of(c, p);
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

/* What of this one cannot be read that paths rest on; NULL: nothing. */
static const char *
unread_part(const struct cert_view *ca)
{
	if (cert_has(ca, PART_EXT_BC) && !cert_ok(ca, PART_EXT_BC))
		return "basicConstraints";
	return cert_has(ca, PART_EXT_NC) && !cert_ok(ca, PART_EXT_NC) ? "nameConstraints" : NULL;
}

/* Names of a form that nobody has said how to compare are no damage. */
static void
tell_unread(struct check *c)
{
	const char *part;

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next)
		for (size_t i = 0; i < p->n; i++)
			if ((part = unread_part(p->ca[i])) != NULL) {
				unreadable_above(c, at_part(c, PART_ISSUER), arena_printf(c->arena, "%s of %s", part,
				    name_show(c->arena, &p->ca[i]->subject)));
				return;
			}
	not_evaluated(c, "names of a CA certificate above cannot be compared with its constraints");
}

/*
 * The first of the paths that breaks this rule, where none is valid; NULL where
 * one is, or none breaks this rule, or that is not known, which is told then.
 */
static const struct ca_path *
broken_path(struct check *c, path_fn *verdict)
{
	const struct ca_path *broken = NULL, *alone;
	enum path_verdict least = PATH_BREAKS, v;
	bool whole = c->paths != NULL && !c->paths->more, sound = true;

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next) {
		if ((v = verdict_of(c, p)) == PATH_HOLDS)
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
		tell_unread(c);
	else
		beyond_limit(c, at_part(c, PART_ISSUER), "more CA certificates above it, or more of their constraints, than are followed");
	return NULL;
}

/* ---- what is told ---- */

static bool
is_limited(const struct cert_view *ca)
{
	return cert_has(ca, PART_EXT_BC) && (ca->bc.has_path_len || !cert_ok(ca, PART_EXT_BC));
}

static void
path_len_exceeded(struct check *c)
{
	struct span where = at_part(c, at_hand_is_counted(c) ? PART_EXT_BC : PART_ISSUER);
	const struct ca_path *p;
	struct path_limit limit;

	if (!some_ca(c, is_limited)) {
		not_applicable(c, "no CA certificate above has a pathLenConstraint");
		return;
	}
	if ((p = broken_path(c, path_len_of)) == NULL)
		return;
	limit = exceeded_limit(c, p);
	if (limit.ca == p->ca[0])
		report(c, where, NULL);
	else
		report(c, where, "%u below one that allows %u: %s", limit.counted, (unsigned)limit.ca->bc.path_len,
		    name_show(c->arena, &limit.ca->subject));
}

static const char *
name_text(struct check *c, const struct tested_name *n)
{
	if (n->dir != NULL)
		return name_show(c->arena, n->dir);
	return n->form == GN_IP ? text_hex(c->arena, n->text) : text_show(c->arena, n->text, 256);
}

/* Of the CA certificate with the constraints: the issuing CA's goes without saying. */
static const char *
by_text(struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];

	return i == 0 ? "" : arena_printf(c->arena, " by %s", name_show(c->arena, &ca->subject));
}

/* Each name of the certificate at hand once, by the nearest CA whose constraints it breaks. */
static void
tell_own_names(struct check *c, const struct ca_path *p)
{
	struct tested_name n;

	for (unsigned at = 0; is_bound(c->cert) && rule_next_name(c->cert, &at, &n);)
		for (size_t i = 0; i < p->n; i++) {
			enum constraint_fit f = rule_constraint_fit(p->ca[i], &n);

			if (f != CONSTRAINT_EXCLUDES && f != CONSTRAINT_DOES_NOT_PERMIT)
				continue;
			report(c, n.where, "%s%s: %s", f == CONSTRAINT_EXCLUDES ? "excluded" : "not permitted", by_text(c, p, i), name_text(c, &n));
			break;
		}
}

/* A CA certificate between breaks those of one above: no path leads through it. */
static void
tell_names_between(struct check *c, const struct ca_path *p)
{
	struct tested_name n;

	for (size_t i = 1; i < p->n; i++)
		for (size_t k = 0; k < i; k++)
			for (unsigned at = 0; is_bound(p->ca[k]) && rule_next_name(p->ca[k], &at, &n);) {
				enum constraint_fit f = rule_constraint_fit(p->ca[i], &n);

				if (f == CONSTRAINT_EXCLUDES || f == CONSTRAINT_DOES_NOT_PERMIT)
					report(c, at_part(c, PART_ISSUER), "CA certificate above: %s%s: %s",
					    f == CONSTRAINT_EXCLUDES ? "excluded" : "not permitted", by_text(c, p, i), name_text(c, &n));
			}
}

static bool
is_constrained(const struct cert_view *ca)
{
	return cert_has(ca, PART_EXT_NC);
}

static void
constraints_violated(struct check *c)
{
	const struct ca_path *p;

	if (!some_ca(c, is_constrained)) {
		not_applicable(c, "no CA certificate above has nameConstraints");
		return;
	}
	if ((p = broken_path(c, constraints_of)) == NULL)
		return;
	tell_own_names(c, p);
	tell_names_between(c, p);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.basic-constraints.path-len-exceeded",
		.section = "4.2.1.9",
		.title = "more CA certificates on the path than a pathLenConstraint above allows",
		.requires = "At most n further CA certificates stand below a CA with pathLenConstraint n on a path.",
		.explanation = "Path validation refuses every path through this certificate. With 0 a CA issues certificates "
		    "of end entities only. The limit is the issuing CA's, or one of a CA above it that was given, too, and "
		    "which the value names then. Self-issued certificates do not count. Where several paths lead up, none of "
		    "them is valid.",
		.remedy = "Issue from a CA below which the limits leave room.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.needs = PARTS1(PART_EXT_BC), .fn = path_len_exceeded, .is_bounded = true,
	},
	{
		.id = "rfc5280.name-constraints.violated",
		.section = "4.2.1.10",
		.title = "name outside the nameConstraints of a CA above",
		.requires = "Each CA certificate of a path limits the names below it. Every name of a certificate that is not self-issued "
		    "lies inside the permitted subtrees of its form and outside the excluded ones.",
		.explanation = "Path validation refuses the certificate. The constraints are the issuing CA's, or those of a CA "
		    "above it that was given, too, and which the value names then. The subject, mailboxes (SmtpUTF8Mailbox "
		    "included, RFC 9598 6), directory and domain names, URIs and IP addresses of the subjectAltName are tested; the "
		    "subject's emailAddress only where the subjectAltName has no mailbox. Where several paths lead up, none of them "
		    "is valid.",
		.remedy = "Issue names inside the constraints, or issue from another CA.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.reads = PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN), .fn = constraints_violated, .is_bounded = true,
	},
};

RULE_TABLE(rules_issuer_above, "RFC 5280 6.1 The CA certificates above", rules);
