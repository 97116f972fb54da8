/* SPDX-License-Identifier: Apache-2.0 */
/*
 * doubts.c - CA certificates above that path validation may accept, and some
 * software does not; and paths that fail beside one that does not.
 *
 * Where no path is valid that is told by the rules of above.c, and what speaks
 * against each of them beside it: a filter may leave one of the two.  Where one is
 * valid that nothing speaks against, relying parties have that, and nothing is
 * told but that others fail.
 */
#include "rules/common/path.h"
#include "rules/tables.h"

/* ---- what may speak against one certificate of a path ---- */

/* Of a root path validation takes the name and the key (RFC 5280 6.1.1 d). */
static bool
is_anchor(const struct ca_path *p, size_t i)
{
	return p->rooted && i + 1 == p->n;
}

/* Who issues an indirect CRL is no CA: with that certificate the path ends, of which 6.1.4 asks nothing. */
static bool
is_no_cas(const struct check *c, size_t i)
{
	return i == 0 && c->crl != NULL && c->crl->idp.indirect == CRL_FLAG_TRUE;
}

static enum path_verdict
version_at(const struct check *c, const struct ca_path *p, size_t i)
{
	if (is_anchor(p, i) || is_no_cas(c, i))
		return PATH_HOLDS;
	return p->ca[i]->version < 2 ? PATH_BREAKS : PATH_HOLDS;
}

/* One that this program does not know, or the poison that keeps a precertificate from being used. */
static const struct artifact_ext *
unknown_critical(const struct cert_view *ca)
{
	for (unsigned k = 0; k < ca->n_ext; k++)
		if (ca->ext[k].critical && ca->ext[k].oid.p != NULL && (ca->ext[k].part == PART_COUNT || ca->ext[k].part == PART_EXT_POISON))
			return &ca->ext[k];
	return NULL;
}

/* Is there an extension that cannot be named, and so might be any? */
static bool
has_nameless(const struct cert_view *ca)
{
	for (unsigned k = 0; k < ca->n_ext; k++)
		if (ca->ext[k].oid.p == NULL)
			return true;
	return (ca->lost_parts & PARTS1(PART_EXTENSIONS)) != 0;
}

/*
 * A critical extension that is known and holds what cannot be processed: that is
 * refused like one that is not known (RFC 5280 4.2).  PART_COUNT: there is none.
 */
static enum artifact_part
unread_critical(const struct cert_view *ca)
{
	for (unsigned k = 0; k < ca->n_ext; k++)
		if (ca->ext[k].critical && ca->ext[k].part != PART_COUNT && !ca->ext[k].repeated &&
		    ((ca->bad_parts | ca->unsure_parts) & PARTS1(ca->ext[k].part)) != 0)
			return (enum artifact_part)ca->ext[k].part;
	return PART_COUNT;
}

static enum path_verdict
critical_at(const struct check *c, const struct ca_path *p, size_t i)
{
	(void)c;
	if (is_anchor(p, i))
		return PATH_HOLDS;
	if (unknown_critical(p->ca[i]) != NULL)
		return PATH_BREAKS;
	return has_nameless(p->ca[i]) || unread_critical(p->ca[i]) != PART_COUNT ? PATH_UNREAD : PATH_HOLDS;
}

/* Beside an extension that is not known there may be one that cannot be read. */
static enum path_verdict
critical_unread_at(const struct check *c, const struct ca_path *p, size_t i)
{
	(void)c;
	return !is_anchor(p, i) && (has_nameless(p->ca[i]) || unread_critical(p->ca[i]) != PART_COUNT) ? PATH_UNREAD : PATH_HOLDS;
}

/*
 * The issuing CA's certificate has rules of its own (rfc5280.validity.outside-issuers,
 * rfc5280.crl.outside-issuer-validity); of an OCSP response where the CA signed it
 * (rfc6960.response.signer-not-valid).
 */
static bool
has_validity_rule(const struct check *c)
{
	return c->ocsp == NULL || (c->single == NULL && c->signer != NULL && c->signer->is_ca);
}

static enum path_verdict
validity_at(const struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];

	if ((i == 0 && has_validity_rule(c)) || is_anchor(p, i) || !c->artifact->begins.ok)
		return PATH_HOLDS;
	if (!ca->not_before.ok || !ca->not_after.ok)
		return PATH_UNREAD;
	return cert_valid_at(ca, c->artifact->begins) ? PATH_HOLDS : PATH_BREAKS;
}

/* Is it to be used for mail? */
static bool
is_for_mail(const struct check *c)
{
	return c->cert != NULL && (c->profile->kind & (KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS)) != 0 &&
	    (cert_has_eku(c->cert, OID_EKU_EMAIL) || cert_has_eku(c->cert, OID_EKU_ANY));
}

/* The CA certificate above a subscriber's has a rule of its own (sbr.ext-key-usage.issuer-without-email). */
static enum path_verdict
purpose_at(const struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];

	if (is_anchor(p, i) || !is_for_mail(c) || (i == 0 && c->profile->kind == KIND_SUBSCRIBER))
		return PATH_HOLDS;
	if (cert_has_eku(ca, OID_EKU_EMAIL) || cert_has_eku(ca, OID_EKU_ANY))
		return PATH_HOLDS;
	return rule_is_unread(ca, PART_EXT_EKU) ? PATH_UNREAD : cert_has(ca, PART_EXT_EKU) ? PATH_BREAKS : PATH_HOLDS;
}

/* How does a pathLenConstraint of the i-th bear so many CA certificates below it? */
static enum path_verdict
limit_bears(const struct ca_path *p, size_t i, unsigned counted)
{
	const struct cert_view *ca = p->ca[i];

	for (size_t k = 0; k < i; k++)
		counted += !path_is_self_issued(p->ca[k]);
	if (path_limit_unread(ca))
		return PATH_UNREAD;
	return ca->bc.has_path_len && counted > ca->bc.path_len ? PATH_BREAKS : PATH_HOLDS;
}

/* Does the CA of a CRL issue certificates as well? */
static enum path_verdict
issues_certificates(const struct check *c, const struct cert_view *ca)
{
	if (is_no_cas(c, 0))
		return PATH_BREAKS;
	if (rule_is_unread(ca, PART_EXT_BC))
		return PATH_UNREAD;
	return ca->bc.ca ? path_cert_sign_of(ca) : PATH_BREAKS;
}

/*
 * The certificate of a CRL's issuer ends the path of the CRL, and no
 * pathLenConstraint counts it; where it is a CA's, it does in the path of each
 * certificate that the CRL is about.
 */
static enum path_verdict
depth_at(const struct check *c, const struct ca_path *p, size_t i)
{
	enum path_verdict issues, bears;

	if (i == 0 || c->crl == NULL || (issues = issues_certificates(c, p->ca[0])) == PATH_BREAKS)
		return PATH_HOLDS;
	bears = limit_bears(p, i, 0);
	return bears != PATH_HOLDS && issues == PATH_UNREAD ? PATH_UNREAD : bears;
}

/* A CA certificate that is judged ends its path likewise, and is between in the path of each below it. */
static enum path_verdict
room_at(const struct check *c, const struct ca_path *p, size_t i)
{
	return c->cert != NULL && path_counts_at_hand(c) ? limit_bears(p, i, 1) : PATH_HOLDS;
}

/* ---- of a path, and of all ---- */

static enum path_verdict
judge_versions(const struct check *c, const struct ca_path *p)
{
	return path_worst_member(c, p, version_at);
}

static enum path_verdict
judge_criticals(const struct check *c, const struct ca_path *p)
{
	return path_worst_member(c, p, critical_at);
}

static enum path_verdict
judge_validities(const struct check *c, const struct ca_path *p)
{
	return path_worst_member(c, p, validity_at);
}

static enum path_verdict
judge_purposes(const struct check *c, const struct ca_path *p)
{
	return path_worst_member(c, p, purpose_at);
}

static enum path_verdict
judge_depths(const struct check *c, const struct ca_path *p)
{
	return path_worst_member(c, p, depth_at);
}

static enum path_verdict
judge_room(const struct check *c, const struct ca_path *p)
{
	return path_worst_member(c, p, room_at);
}

static enum path_verdict
versions(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_VERSION, judge_versions);
}

static enum path_verdict
criticals(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_CRITICAL, judge_criticals);
}

static enum path_verdict
validities(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_VALIDITY, judge_validities);
}

static enum path_verdict
purposes(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_PURPOSE, judge_purposes);
}

static enum path_verdict
depths(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_DEPTH, judge_depths);
}

static enum path_verdict
room(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_ROOM, judge_room);
}

/* What may speak against one, and where it lies. */
struct doubt {
	path_fn *of;
	path_member_fn *at;
	path_member_fn *unread;		/* what cannot be read of one, whatever else speaks against it */
};
static const struct doubt of_version = { versions, version_at, version_at }, of_criticals = { criticals, critical_at, critical_unread_at },
    of_validity = { validities, validity_at, validity_at }, of_purpose = { purposes, purpose_at, purpose_at },
    of_depth = { depths, depth_at, depth_at }, of_room = { room, room_at, room_at };

static bool
is_doubtful(const struct check *c, const struct ca_path *p)
{
	return versions(c, p) != PATH_HOLDS || criticals(c, p) != PATH_HOLDS || validities(c, p) != PATH_HOLDS || purposes(c, p) != PATH_HOLDS ||
	    depths(c, p) != PATH_HOLDS || room(c, p) != PATH_HOLDS;
}

static bool
is_free(const struct check *c, const struct ca_path *p)
{
	return !is_doubtful(c, p) && path_is_valid(c, p) == PATH_HOLDS;
}

/* Does nothing speak against some path? */
static bool
some_free(const struct check *c)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (is_free(c, p))
			return true;
	return false;
}

/* Is some path valid, whatever else speaks against it, to which this does not come? */
static bool
some_free_of(const struct check *c, path_fn *of)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (of(c, p) == PATH_HOLDS && path_is_valid(c, p) == PATH_HOLDS)
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
doubtful_path(const struct check *c, path_fn *of, enum path_verdict verdict)
{
	bool all = path_all_break(c);

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next)
		if (of(c, p) == verdict && (all || path_is_valid(c, p) != PATH_BREAKS))
			return (verdict == PATH_UNREAD ? some_free_of(c, of) : some_free(c)) ? NULL : p;
	return NULL;
}

/* Of the parts that what speaks against a certificate rests on, the one that cannot be read. */
static enum artifact_part
unread_part(const struct cert_view *ca, enum artifact_part rests_on)
{
	if (rests_on == PART_VALIDITY)
		return ca->not_before.ok ? PART_NOT_AFTER : PART_NOT_BEFORE;
	return rests_on == PART_EXTENSIONS && !has_nameless(ca) ? unread_critical(ca) : rests_on;
}

/* Speaks this against some path, whichever it is? */
static bool
some_doubtful(const struct check *c, path_fn *of)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (of(c, p) != PATH_HOLDS)
			return true;
	return false;
}

/* It is not known of any certificate: is that so because not all could be seen?  It is told then. */
static void
tell_unknown(struct check *c, path_fn *of)
{
	if (c->paths == NULL || some_free_of(c, of))
		return;
	if (c->paths->more)
		rule_beyond_paths(c);
	else if (some_doubtful(c, of))
		path_tell_unread(c, of);
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
tell_unread_beside(struct check *c, const struct doubt *doubt, enum artifact_part rests_on)
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
		rule_tell_unread(c, first, unread_part(first, rests_on));
}

/*
 * The certificate that is in doubt where nothing else leads up, and was not
 * told; what cannot be read, or is too much to look at, is told here.
 */
static const struct cert_view *
doubtful_ca(struct check *c, const struct doubt *doubt, enum artifact_part rests_on)
{
	const struct ca_path *p = doubtful_path(c, doubt->of, PATH_BREAKS);
	const struct cert_view *ca;

	if (p != NULL && c->paths->more) {
		rule_beyond_paths(c);
	} else if (p != NULL) {
		tell_unread_beside(c, doubt, rests_on);
		return path_first(c, p, doubt->at, PATH_BREAKS);
	} else if ((p = doubtful_path(c, doubt->of, PATH_UNREAD)) != NULL) {
		ca = path_first(c, p, doubt->at, PATH_UNREAD);
		rule_tell_unread(c, ca, unread_part(ca, rests_on));
	} else
		tell_unknown(c, doubt->of);
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
	const struct cert_view *ca = doubtful_ca(c, &of_version, PART_VERSION);

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
	const struct cert_view *ca = doubtful_ca(c, &of_criticals, PART_EXTENSIONS);
	const struct artifact_ext *e = ca != NULL ? unknown_critical(ca) : NULL;

	if (e != NULL)
		report(c, rule_at_issuer(c), "%s; %s", oid_show(c->arena, e->oid), which(c, ca));
}

/* Paths that were not valid then count for nothing beside one that was.  Where all of those are refused they do. */
static const struct cert_view *
ended_ca(const struct check *c)
{
	for (const struct ca_path *p = c->paths != NULL && path_all_break(c) ? c->paths->ended : NULL; p != NULL; p = p->next)
		if (validities(c, p) == PATH_BREAKS)
			return path_first(c, p, validity_at, PATH_BREAKS);
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
	const struct cert_view *ca = doubtful_ca(c, &of_validity, PART_VALIDITY);
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

	if (!is_for_mail(c))
		not_applicable(c, "not for mail");
	else if ((ca = doubtful_ca(c, &of_purpose, PART_EXT_EKU)) != NULL)
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
	report_limit(c, doubtful_ca(c, &of_depth, PART_EXT_BC), rule_at_issuer(c));
}

static void
no_room_below(struct check *c)
{
	if (path_counts_at_hand(c))
		report_limit(c, doubtful_ca(c, &of_room, PART_EXT_BC), at_part(c, PART_EXT_BC));
	else
		not_applicable(c, "no pathLenConstraint counts this certificate");
}

/* ---- paths that fail beside one that does not ---- */

/* What may be wrong with a path, and the rule that says so of each. One whose certificates had ended is no path to choose. */
static const struct {
	path_fn *of;
	const char *rule;
} faults[] = {
	{ path_is_signed, "rfc5280.issuer.signature-wrong" },
	{ path_is_of_cas, "rfc5280.issuer.not-ca" },
	{ path_is_of_signers, "rfc5280.issuer.no-cert-sign" },
	{ path_length, "rfc5280.basic-constraints.path-len-exceeded" },
	{ path_names, "rfc5280.name-constraints.violated" },
	{ path_mappings, "rfc5280.issuer.maps-any-policy" },
	{ path_policies, "rfc5280.certificate-policies.none-valid" },
	{ versions, "rfc5280.issuer.not-v3" },
	{ criticals, "rfc5280.issuer.unknown-critical" },
	{ purposes, "sbr.ext-key-usage.above-without-email" },
	{ depths, "rfc5280.crl.issuer-too-deep" },
	{ room, "rfc5280.basic-constraints.no-room-below" },
};

static const char *
faults_show(const struct check *c, const struct ca_path *p)
{
	const char *text = "";

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		enum path_verdict v = faults[i].of(c, p);

		if (v != PATH_HOLDS)
			text = arena_printf(c->arena, "%s%s%s%s", text, text[0] != '\0' ? ", " : "", faults[i].rule,
			    v != PATH_BREAKS ? " (not known)" : "");
	}
	return text;
}

static bool
is_on(const struct ca_path *p, const struct cert_view *ca)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->ca[i] == ca)
			return true;
	return false;
}

/* Is it as good as any: free of doubts, or valid where none is free? */
static bool
is_good(const struct check *c, const struct ca_path *p, bool free)
{
	return free ? is_free(c, p) : path_is_valid(c, p) == PATH_HOLDS;
}

static bool
is_on_good(const struct check *c, const struct cert_view *ca, bool free)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (is_good(c, p, free) && is_on(p, ca))
			return true;
	return false;
}

/* Where a path leaves those that are good; its last certificate where it does not. */
static const struct cert_view *
parting(const struct check *c, const struct ca_path *p, bool free)
{
	for (size_t i = 1; i < p->n; i++)
		if (!is_on_good(c, p->ca[i], free))
			return p->ca[i];
	return p->ca[p->n - 1];
}

/*
 * A path that fails, of those that begin with this certificate of the issuing CA: of the others the rule on those tells, and
 * of this one, where no good path begins with it, those on it.
 */
static bool
fails_beside(const struct check *c, const struct ca_path *p, bool free)
{
	return p->ca[0] == c->issuer && p->n > 1 && !is_good(c, p, free) && is_on_good(c, c->issuer, free);
}

static void
another_above_fails(struct check *c)
{
	const struct cert_view *first = NULL, *ca;
	const char *text = NULL, *faults_text;
	struct rest rest = { .n = 0 };
	size_t more = 0;
	bool free, some = false;

	if (c->paths == NULL || c->paths->first == NULL || c->paths->first->next == NULL)
		return;
	free = some_free(c);
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		some = some || is_good(c, p, free);
	for (const struct ca_path *p = c->paths->first; some && p != NULL; p = p->next) {
		if (!fails_beside(c, p, free) || (ca = parting(c, p, free)) == first || *(faults_text = faults_show(c, p)) == '\0')
			continue;
		if (first == NULL) {
			first = ca;
			text = faults_text;
		} else {
			more++;
			rest_take(c, &rest, ca->der);
			rest_take(c, &rest, span_of(faults_text));
		}
	}
	if (first == NULL)
		return;
	text = arena_printf(c->arena, "%s, serial number %s: %s", name_show(c->arena, &first->subject), text_hex(c->arena, first->serial), text);
	if (more > 0)
		report(c, rule_at_issuer(c), "%s; %zu path%s more (%s)", text, more, more > 1 ? "s" : "", rest_show(c, &rest));
	else
		report(c, rule_at_issuer(c), "%s", text);
}

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
		.scope = SCOPE_SIGNED, .schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), OF_PATHS, .fn = another_above_fails,
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
