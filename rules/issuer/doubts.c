/* SPDX-License-Identifier: Apache-2.0 */
/*
 * doubts.c - CA certificates above that path validation may accept, and some
 * software does not.
 *
 * Where no path is valid that is told by the rules of above.c, and what speaks
 * against each of them beside it: a filter may leave one of the two.  Where one is
 * valid that nothing speaks against, relying parties have that, and nothing is
 * told but that others fail (beside.c).
 */
#include "rules/common/path_doubts.h"
#include "rules/issuer/beside.h"
#include "rules/tables.h"

/* ---- where nothing else leads up ---- */

/* Is some path valid, whatever else speaks against it, to which this does not come? */
static bool
some_free_of(const struct check *c, const struct path_doubt *doubt)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (path_doubt_of(c, p, doubt) == PATH_HOLDS && path_is_valid(c, p) == PATH_HOLDS)
			return true;
	return false;
}

/*
 * The first path that is not known to be none and of which this is the verdict,
 * where nothing else leads up; what cannot be read, where nothing else does
 * that can be.  Where all are known to be none, each of them: what refuses them
 * takes nothing from what speaks against them.  NULL: there is none.
 */
static const struct ca_path *
doubtful_path(const struct check *c, const struct path_doubt *doubt, enum path_verdict verdict)
{
	bool all = path_all_break(c);

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next)
		if (path_doubt_of(c, p, doubt) == verdict && (all || path_is_valid(c, p) != PATH_BREAKS))
			return (verdict == PATH_UNREAD ? some_free_of(c, doubt) : path_some_free(c)) ? NULL : p;
	return NULL;
}

/* Speaks this against some path, whichever it is? */
static bool
some_doubtful(const struct check *c, const struct path_doubt *doubt)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (path_doubt_of(c, p, doubt) != PATH_HOLDS)
			return true;
	return false;
}

/* It is not known of any certificate: is that so because not all could be seen?  It is told then. */
static void
tell_unknown(struct check *c, const struct path_doubt *doubt)
{
	if (c->paths == NULL || some_free_of(c, doubt))
		return;
	if (c->paths->more)
		rule_beyond_paths(c);
	else if (some_doubtful(c, doubt))
		path_tell_unread(c, NULL);
	else
		(void)path_is_hidden(c);
}

/* The first certificate of a path of which this cannot be read; NULL: there is none. */
static const struct cert_view *
unread_on(const struct check *c, const struct ca_path *p, path_member_fn *at)
{
	for (size_t i = 0; i < p->n; i++)
		if (at(c, p, i) == PATH_UNREAD)
			return p->ca[i];
	return NULL;
}

/* Beside one of which it is known, another may be damaged, where no valid path is without: the milder finding of the two does not stand for both. */
static void
tell_unread_beside(struct check *c, const struct path_doubt *doubt)
{
	const struct cert_view *first = NULL, *ca;
	bool all = path_all_break(c);
	enum path_verdict valid;

	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next) {
		valid = path_is_valid(c, p);
		ca = all || valid != PATH_BREAKS ? unread_on(c, p, doubt->unread) : NULL;
		if (ca == NULL && valid == PATH_HOLDS)
			return;
		if (first == NULL)
			first = ca;
	}
	if (first != NULL)
		rule_tell_unread(c, first, path_doubt_unread_part(first, doubt));
}

/*
 * The certificate that is in doubt where nothing else leads up, and was not
 * told; what cannot be read, or is too much to look at, is told here.
 */
static const struct cert_view *
doubtful_ca(struct check *c, const struct path_doubt *doubt)
{
	const struct ca_path *p = doubtful_path(c, doubt, PATH_BREAKS);
	const struct cert_view *ca;

	if (p != NULL && c->paths->more) {
		rule_beyond_paths(c);
	} else if (p != NULL) {
		tell_unread_beside(c, doubt);
		return path_first(c, p, doubt->at, PATH_BREAKS);
	} else if ((p = doubtful_path(c, doubt, PATH_UNREAD)) != NULL) {
		ca = path_first(c, p, doubt->at, PATH_UNREAD);
		rule_tell_unread(c, ca, path_doubt_unread_part(ca, doubt));
	} else
		tell_unknown(c, doubt);
	return NULL;
}

static const char *
which(struct check *c, const struct cert_view *ca)
{
	const char *whose = rule_whose(c, ca, ca == c->issuer);

	return whose != NULL ? whose : "issuing CA's certificate";
}

static void
not_v3(struct check *c)
{
	const struct cert_view *ca = doubtful_ca(c, &path_doubts[DOUBT_VERSION]);

	if (ca == c->issuer)
		about_issuing_ca(c);
	/* The path of a CRL ends with it. */
	if (ca == c->issuer && c->crl != NULL)
		only_worth_knowing(c);
	if (ca != NULL)
		report(c, rule_at_issuer(c), "%s", which(c, ca));
}

static void
critical_unknown(struct check *c)
{
	const struct cert_view *ca = doubtful_ca(c, &path_doubts[DOUBT_CRITICAL]);
	const struct artifact_ext *e = ca != NULL ? path_unknown_critical(ca) : NULL;

	if (e != NULL)
		report(c, rule_at_issuer(c), "%s; %s", oid_show(c->arena, e->oid), which(c, ca));
}

/* Paths that were not valid then count for nothing beside one that was.  Where all of those are refused they do. */
static const struct cert_view *
ended_ca(const struct check *c)
{
	const struct path_doubt *doubt = &path_doubts[DOUBT_VALIDITY];

	for (const struct ca_path *p = c->paths != NULL && path_all_break(c) ? c->paths->ended : NULL; p != NULL; p = p->next)
		if (path_doubt_of(c, p, doubt) == PATH_BREAKS)
			return path_first(c, p, doubt->at, PATH_BREAKS);
	return NULL;
}

/*
 * A CRL or a response that is fetched after its CA has ended is of use to few,
 * and forbidden by nothing.  A certificate that began later is often that of a
 * renewal, and the one before it was not given.
 */
static void
not_valid_then(struct check *c)
{
	const struct cert_view *ca = doubtful_ca(c, &path_doubts[DOUBT_VALIDITY]);
	char text[32];
	bool late;

	if (ca == NULL && (ca = ended_ca(c)) == NULL)
		return;
	late = c->artifact->begins.seconds > ca->not_after.seconds;
	if (c->cert == NULL || !late)
		only_worth_knowing(c);
	report(c, rule_at_issuer(c), "%s: %s; %s", late ? "notAfter" : "notBefore",
	    seconds_format(late ? ca->not_after.seconds : ca->not_before.seconds, text), which(c, ca));
}

static void
above_without_email(struct check *c)
{
	const struct cert_view *ca;

	if (!path_is_for_mail(c))
		not_applicable(c, "not for mail");
	else if ((ca = doubtful_ca(c, &path_doubts[DOUBT_PURPOSE])) != NULL)
		report(c, rule_at_issuer(c), "%s", which(c, ca));
}

static void
report_limit(struct check *c, const struct cert_view *ca, struct span where)
{
	if (ca != NULL)
		report(c, where, "pathLenConstraint %u of %s", (unsigned)ca->bc.path_len, name_show(c->arena, &ca->subject));
}

static void
too_deep(struct check *c)
{
	report_limit(c, doubtful_ca(c, &path_doubts[DOUBT_DEPTH]), rule_at_issuer(c));
}

static void
no_room_below(struct check *c)
{
	if (path_counts_at_hand(c))
		report_limit(c, doubtful_ca(c, &path_doubts[DOUBT_ROOM]), at_part(c, PART_EXT_BC));
	else
		not_applicable(c, "no pathLenConstraint counts this certificate");
}

/* ---- the rules ---- */

#define OF_PATHS .needs_issuer = true, .follows_paths = true
#define ONE_PATH "Where several paths lead up, there is a finding only when none of them is free of such certificates."

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl.issuer-too-deep",
		.section = "4.2.1.9",
		.title = "CA of the CRL stands deeper than a pathLenConstraint above allows",
		.requires = "Nothing: with the certificate of its issuer the path of a CRL ends, and the last one of a path does not count.",
		.explanation = "In the path of each certificate that the CA issues it does, and path validation refuses those. The value names the CA whose "
		    "limit it is. " ONE_PATH,
		.remedy = "Issue from a CA below which the limits leave room.",
		.scope = SCOPE_CRL, .schedule = RFC5280_NOTICE, OF_PATHS, .tells_twins = true, .fn = too_deep,
	},
	{
		.id = "rfc5280.basic-constraints.no-room-below",
		.section = "4.2.1.9",
		.title = "a pathLenConstraint above leaves no room for certificates below this CA certificate",
		.requires = "At most n further CA certificates stand below a CA with pathLenConstraint n, and above the last certificate of a path.",
		.explanation = "The path to this certificate may be valid: the last one of a path does not count, and can be a CA's. No path to a "
		    "certificate below it is. The value names the CA whose limit it is. " ONE_PATH,
		.remedy = "Issue from a CA below which the limits leave room.",
		.reading = "a CA certificate is issued so that certificates below it can be valid",
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = RFC5280_SHALL, OF_PATHS, .when = PARTS1(PART_EXT_BC), .needs = PARTS1(PART_EXT_BC),
		.fn = no_room_below, .yields_to = IDS("rfc5280.basic-constraints.path-len-exceeded"),
	},
	{
		.id = "rfc5280.issuer.not-v3",
		.section = "6.1.4",
		.title = "certificate of the issuing CA or of one above is not of version 3",
		.requires = "Path validation refuses a CA certificate of version 1 or 2, unless something outside of the path says that it is a CA's (6.1.4 k).",
		.explanation = "Versions 1 and 2 have no extensions. One whose basicConstraints are there all the same, and say that it is no CA's, breaks "
		    "rfc5280.issuer.not-ca as well. Of the "
		    "CA of a CRL it is a notice: with its certificate the path ends, and only of one between 6.1.4 k asks it. In the path of each certificate "
		    "that the CA issues it is one between. Certificates of roots are not asked. " ONE_PATH,
		.remedy = "Have the CA certificate reissued as version 3.",
		.reading = "nothing outside of the path says of a certificate of version 1 or 2 that it is a CA's",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, OF_PATHS, .fn = not_v3,
		.yields_to = IDS("sbr.issuer.not-compliant"), .yields = YIELD_TO_LIST, .listed_as = IDS("sbr.version.not-v3", "rfc5280.version.extensions"),
	},
	{
		.id = "rfc5280.issuer.unknown-critical",
		.section = "6.1.4",
		.title = "certificate of the issuing CA or of one above has a critical extension that is unknown to this program",
		.requires = "Nothing for the CA. Path validation refuses a certificate with a critical extension that it does not know (6.1.4 o, 6.1.5 f).",
		.explanation = "Software that does not know the extension refuses every path through the certificate. One that is known and damaged is refused as well (4.2): "
		    "the finding is x690.certificate.issuer-unreadable then. Certificates of roots are not asked. " ONE_PATH,
		.remedy = "Have the CA certificate reissued without the extension, or with a non-critical one, unless every relying party is known to process it.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_NOTICE, OF_PATHS, .tells_twins = true, .fn = critical_unknown,
	},
	{
		.id = "rfc5280.issuer.not-valid-then",
		.section = "6.1.3",
		.title = "certificate of a CA above was not valid at that time",
		.requires = "Every certificate of a path is within its validity period at the time of use (6.1.3 a 2).",
		.explanation = "At the notBefore of the certificate, the thisUpdate of the CRL or the producedAt of the response a CA certificate above had "
		    "expired, or had not begun. One that had not begun is a notice: the CA may have had another one before, which was not given. For "
		    "CRLs and responses it is a notice, too, and for responses that a delegated responder signed the issuing CA's certificate counts as well. "
		    "Certificates of roots are not asked. " ONE_PATH,
		.remedy = "Give the CA certificate of that time. Renew CA certificates before those below them are used.",
		.reading = "a CA issues only while there is a valid path to its own certificate",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, OF_PATHS, .fn = not_valid_then,
	},
	{
		.id = "rfc5280.issuer.other-certificate-above-fails",
		.section = "6.1",
		.title = "another certificate of a CA above leads to a path that fails",
		.requires = "Nothing: one valid path is enough. But relying parties, not the issuer, choose among the CA's certificates.",
		.explanation = "Several certificates that were given lead up from the issuing CA. One path at least is valid; the value names a "
		    "certificate of another one, and the rules that this certificate breaks.",
		.remedy = "Replace that CA certificate, or have it revoked.",
		.scope = SCOPE_SIGNED, .schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), OF_PATHS, .fn = rule_another_above_fails,
	},
	{
		.id = "sbr.ext-key-usage.above-without-email",
		.section = "7.1.2.2.g",
		.title = "extKeyUsage of a CA certificate above does not allow id-kp-emailProtection",
		.requires = "The extKeyUsage of the Subordinate CAs above one that issues S/MIME certificates has id-kp-emailProtection, too.",
		.explanation = "Applications nest extended key usages along the path and do not accept certificates below it for e-mail. The certificate "
		    "is that of a CA above the issuing CA, or that of the issuing CA of a CA certificate. Certificates of roots, and those without "
		    "extKeyUsage, are not asked. " ONE_PATH,
		.remedy = "Issue below CAs whose certificates have id-kp-emailProtection.",
		.reading = "a Subordinate CA issues S/MIME certificates also where CAs below it do so",
		.scope = SCOPE_CA(KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS), .schedule = SBR_SHALL, OF_PATHS,
		.when = PARTS1(PART_EXT_EKU), .needs = PARTS1(PART_EXT_EKU), .fn = above_without_email,
	},
};

RULE_TABLE(rules_issuer_doubts, "RFC 5280 6.1 CA certificates above that are in doubt", rules);
