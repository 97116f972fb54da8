/* SPDX-License-Identifier: Apache-2.0 */
/*
 * above.c - RFC 5280 6.1 on the CA certificates above a certificate: limits of
 * all of them bind, and one valid path is enough.
 */
#include "rules/common/constraints.h"
#include "rules/common/issuer.h"
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

/* A negative number is none that a path could keep or exceed (RFC 5280 4.2.1.9). */
static bool
is_limit_unread(const struct cert_view *ca)
{
	return rule_is_unread(ca, PART_EXT_BC) || (ca->bc.has_path_len && ca->bc.path_len_negative);
}

static struct path_limit
exceeded_limit(const struct check *c, const struct ca_path *p)
{
	struct path_limit limit = { NULL, at_hand_is_counted(c), false };

	for (size_t i = 0; i < p->n; i++) {
		const struct cert_view *ca = p->ca[i];

		if (is_limit_unread(ca)) {
			limit.unread = true;
		} else if (ca->bc.has_path_len && limit.counted > ca->bc.path_len) {
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

static bool
is_constrained(const struct cert_view *ca)
{
	return cert_has(ca, PART_EXT_NC) || rule_is_unread(ca, PART_EXT_NC);
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
		if (!is_constrained(p->ca[i]))
			continue;
		for (size_t k = 0; k <= i; k++) {
			const struct cert_view *cv = k == 0 ? c->cert : p->ca[k - 1];

			if (!is_bound(cv))
				continue;
			n += comparisons(cv, p->ca[i]);
			v = n > MOST_COMPARISONS ? PATH_BEYOND : names_of(cv, p->ca[i]);
			/* Names of the certificate at hand that cannot be read are damage of its own. */
			if (v == PATH_HOLDS && k > 0 && rule_is_unread(cv, PART_EXT_SAN))
				v = PATH_UNREAD;
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

/* Is it a CA's (RFC 5280 6.1.4 k)?  Versions without extensions leave that open. */
static enum path_verdict
ca_of(const struct cert_view *ca)
{
	if (rule_is_unread(ca, PART_EXT_BC))
		return PATH_UNREAD;
	return ca->version < 2 || ca->bc.ca ? PATH_HOLDS : PATH_BREAKS;
}

/* May its key sign certificates (RFC 5280 6.1.4 n)? */
static enum path_verdict
cert_sign_of(const struct cert_view *ca)
{
	if (rule_is_unread(ca, PART_EXT_KU))
		return PATH_UNREAD;
	return !cert_has(ca, PART_EXT_KU) || (ca->ku.bits & KU_KEY_CERT_SIGN) != 0 ? PATH_HOLDS : PATH_BREAKS;
}

static enum path_verdict
worse(enum path_verdict a, enum path_verdict b)
{
	return a > b ? a : b;
}

static enum path_verdict
ca_on(const struct check *c, const struct ca_path *p)
{
	enum path_verdict verdict = PATH_HOLDS;

	(void)c;
	for (size_t i = 0; i < p->n; i++)
		verdict = worse(verdict, ca_of(p->ca[i]));
	return verdict;
}

static enum path_verdict
cert_sign_on(const struct check *c, const struct ca_path *p)
{
	enum path_verdict verdict = PATH_HOLDS;

	(void)c;
	for (size_t i = 0; i < p->n; i++)
		verdict = worse(verdict, cert_sign_of(p->ca[i]));
	return verdict;
}

/* What of a CA certificate below another keeps its signature from being tried with that one's key. */
static bool
is_untried(const struct cert_view *ca, const struct cert_view *by)
{
	return rule_is_unread(ca, PART_SIGNATURE_VALUE) || rule_is_unread(ca, PART_SIGNATURE_ALGORITHM) || rule_is_unread(by, PART_SPKI);
}

static enum path_verdict
signed_on(const struct check *c, const struct ca_path *p)
{
	(void)c;
	if (p->refuted)
		return PATH_BREAKS;
	for (size_t i = 1; i < p->n; i++)
		if (is_untried(p->ca[i - 1], p->ca[i]))
			return PATH_UNREAD;
	return PATH_HOLDS;
}

/* One that breaks a rule of this file is no valid path. */
static enum path_verdict
verdict_of(const struct check *c, const struct ca_path *p)
{
	enum path_verdict verdict = worse(signed_on(c, p), worse(ca_on(c, p), cert_sign_on(c, p)));

	return verdict == PATH_BREAKS ? verdict : worse(verdict, limits_of(c, p));
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

/* Of the i-th one of a path, what it rests on and what cannot be read; PART_COUNT: nothing. */
static enum artifact_part
unread_part(const struct ca_path *p, size_t i)
{
	static const enum artifact_part limits[] = { PART_EXT_BC, PART_EXT_KU, PART_EXT_NC }, below[] = { PART_EXT_SAN,
		PART_SIGNATURE_VALUE, PART_SIGNATURE_ALGORITHM };

	for (size_t k = 0; k < sizeof limits / sizeof *limits; k++)
		if (rule_is_unread(p->ca[i], limits[k]))
			return limits[k];
	if (is_limit_unread(p->ca[i]))
		return PART_EXT_BC;
	for (size_t k = 0; i + 1 < p->n && k < sizeof below / sizeof *below; k++)
		if (rule_is_unread(p->ca[i], below[k]))
			return below[k];
	return i > 0 && rule_is_unread(p->ca[i], PART_SPKI) ? PART_SPKI : PART_COUNT;
}

/* Names of a form that nobody has said how to compare are no damage. */
static void
tell_unread(struct check *c)
{
	enum artifact_part part;

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next)
		for (size_t i = 0; i < p->n; i++)
			if ((part = unread_part(p, i)) != PART_COUNT) {
				rule_tell_unread(c, p->ca[i], part);
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
	return ca->bc.has_path_len || is_limit_unread(ca);
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

/* The first of a path that stands so; there is one. */
static const struct cert_view *
first_with(const struct ca_path *p, enum path_verdict (*of)(const struct cert_view *), enum path_verdict verdict)
{
	for (size_t i = 0; i < p->n; i++)
		if (of(p->ca[i]) == verdict)
			return p->ca[i];
	return p->ca[0];
}

/* The issuing CA goes without saying. */
static void
report_ca(struct check *c, const struct ca_path *p, const struct cert_view *ca)
{
	if (ca == p->ca[0])
		report(c, at_part(c, PART_ISSUER), NULL);
	else
		report(c, at_part(c, PART_ISSUER), "CA certificate above: %s", name_show(c->arena, &ca->subject));
}

static bool
is_no_ca(const struct cert_view *ca)
{
	return ca_of(ca) != PATH_HOLDS;
}

static void
issuer_not_ca(struct check *c)
{
	const struct ca_path *p;

	if (c->issuer->version < 2)
		not_applicable(c, "the issuing CA's certificate is of a version without extensions");
	if (some_ca(c, is_no_ca) && (p = broken_path(c, ca_on)) != NULL)
		report_ca(c, p, first_with(p, ca_of, PATH_BREAKS));
}

static bool
is_no_signer(const struct cert_view *ca)
{
	return cert_sign_of(ca) != PATH_HOLDS;
}

static void
issuer_no_cert_sign(struct check *c)
{
	const struct ca_path *p;

	if (!cert_has(c->issuer, PART_EXT_KU))
		not_applicable(c, "the issuing CA's certificate has no keyUsage");
	if (some_ca(c, is_no_signer) && (p = broken_path(c, cert_sign_on)) != NULL)
		report_ca(c, p, first_with(p, cert_sign_of, PATH_BREAKS));
}

static bool
some_unsigned(const struct check *c)
{
	if (c->paths == NULL || c->paths->more)
		return true;
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (signed_on(c, p) != PATH_HOLDS)
			return true;
	return false;
}

static void
signature_wrong_above(struct check *c)
{
	const struct ca_path *p;

	if (some_unsigned(c) && (p = broken_path(c, signed_on)) != NULL)
		report(c, at_part(c, PART_ISSUER), "%s", name_show(c->arena, &p->ca[p->n - 1]->subject));
}

/* Where no path is valid that is told; and one that is no rollover's leaves nothing open. */
static void
rollover_or_damaged_above(struct check *c)
{
	const struct ca_path *doubtful = NULL;

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next) {
		if (verdict_of(c, p) != PATH_HOLDS)
			continue;
		if (!p->doubtful)
			return;
		if (doubtful == NULL)
			doubtful = p;
	}
	if (doubtful != NULL)
		report(c, at_part(c, PART_ISSUER), "%s", name_show(c->arena, &doubtful->ca[doubtful->n - 1]->subject));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.issuer.signature-wrong",
		.section = "6.1.3",
		.title = "certificate of a CA above is not signed with the key of the CA that it names",
		.requires = "Each certificate of a path is signed with the key of the next one.",
		.explanation = "The certificate of a CA above was given, and so was that of the CA which it names as its issuer, by name "
		    "and key identifier; but that one's key did not make its signature. It is forged or damaged, and path validation "
		    "refuses the path. Where several paths lead up, none of them is valid.",
		.remedy = "Give the certificate that the CA was issued, not one that was changed.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = signature_wrong_above, .is_bounded = true,
	},
	{
		.id = "rfc5280.issuer.rollover-or-damaged",
		.section = "6.1",
		.title = "self-issued certificate of a CA above that its own key did not sign",
		.requires = "Nothing: path validation does not look at the signature of a root, and a CA that changes its key may certify "
		    "the new key with the old one, in a certificate whose issuer and subject are the same.",
		.explanation = "Every path that could be valid ends with such a certificate. Without authorityKeyIdentifier one of a rollover "
		    "looks like a root's that was altered after signing.",
		.remedy = "Give the certificate of the CA's other key, too. If this is a root's, find out whether the octets are those "
		    "that were signed.",
		.scope = SCOPE_ALL, .schedule = RFC5280_NOTICE, .needs_issuer = true, .follows_paths = true,
		.fn = rollover_or_damaged_above, .is_bounded = true,
	},
	{
		.id = "rfc5280.issuer.not-ca",
		.section = "4.2.1.9",
		.title = "issuing certificate is not a CA's",
		.requires = "A certificate whose key signs certificates has basicConstraints with cA TRUE.",
		.explanation = "Path validation refuses the path. The certificate is the issuing CA's, or that of a CA above it that was "
		    "given, too, and which the value names then. Where several paths lead up, none of them is valid.",
		.remedy = "Issue from a CA certificate.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = issuer_not_ca, .is_bounded = true,
	},
	{
		.id = "rfc5280.issuer.no-cert-sign",
		.section = "4.2.1.3",
		.title = "issuing CA's keyUsage lacks keyCertSign",
		.requires = "A key that signs certificates has keyCertSign set where its certificate has keyUsage.",
		.explanation = "Path validation refuses the path. The certificate is the issuing CA's, or that of a CA above it that was "
		    "given, too, and which the value names then. Where several paths lead up, none of them is valid.",
		.remedy = "Issue from a CA whose certificate has keyCertSign.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = issuer_no_cert_sign, .is_bounded = true,
	},
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
