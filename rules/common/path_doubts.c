/* SPDX-License-Identifier: Apache-2.0 */
/* path_doubts.c - what may speak against the certificates of a path that is valid. */
#include "rules/common/path_doubts.h"

/* ---- against one certificate of a path ---- */

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

static bool
is_processed(const struct artifact_ext *e)
{
	return e->part != PART_COUNT && e->part != PART_EXT_POISON;
}

const struct artifact_ext *
path_unknown_critical(const struct cert_view *ca)
{
	for (unsigned k = 0; k < ca->n_ext; k++)
		if (ca->ext[k].critical && ca->ext[k].oid.p != NULL && !is_processed(&ca->ext[k]))
			return &ca->ext[k];
	return NULL;
}

/* Is there an extension that cannot be named, and so might be any, or one that is not known and might be critical? */
static bool
has_open(const struct cert_view *ca)
{
	for (unsigned k = 0; k < ca->n_ext; k++)
		if (ca->ext[k].oid.p == NULL || (ca->ext[k].critical_unread && !is_processed(&ca->ext[k])))
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
		if ((ca->ext[k].critical || ca->ext[k].critical_unread) && ca->ext[k].part != PART_COUNT && !ca->ext[k].repeated &&
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
	if (path_unknown_critical(p->ca[i]) != NULL)
		return PATH_BREAKS;
	return has_open(p->ca[i]) || unread_critical(p->ca[i]) != PART_COUNT ? PATH_UNREAD : PATH_HOLDS;
}

/* Beside an extension that is not known there may be one that cannot be read. */
static enum path_verdict
critical_unread_at(const struct check *c, const struct ca_path *p, size_t i)
{
	(void)c;
	return !is_anchor(p, i) && (has_open(p->ca[i]) || unread_critical(p->ca[i]) != PART_COUNT) ? PATH_UNREAD : PATH_HOLDS;
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

bool
path_is_for_mail(const struct check *c)
{
	return c->cert != NULL && (c->profile->kind & (KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS)) != 0 &&
	    (cert_has_eku(c->cert, OID_EKU_EMAIL) || cert_has_eku(c->cert, OID_EKU_ANY));
}

/* The CA certificate above a subscriber's has a rule of its own (sbr.ext-key-usage.issuer-without-email). */
static enum path_verdict
purpose_at(const struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];

	if (is_anchor(p, i) || !path_is_for_mail(c) || (i == 0 && c->profile->kind == KIND_SUBSCRIBER))
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

const struct path_doubt path_doubts[PATH_DOUBTS] = {
	[DOUBT_VERSION] = { PATH_ASKS_VERSION, version_at, version_at, PART_VERSION, "rfc5280.issuer.not-v3" },
	[DOUBT_CRITICAL] = { PATH_ASKS_CRITICAL, critical_at, critical_unread_at, PART_EXTENSIONS, "rfc5280.issuer.unknown-critical" },
	[DOUBT_VALIDITY] = { PATH_ASKS_VALIDITY, validity_at, validity_at, PART_VALIDITY, "rfc5280.issuer.not-valid-then" },
	[DOUBT_PURPOSE] = { PATH_ASKS_PURPOSE, purpose_at, purpose_at, PART_EXT_EKU, "sbr.ext-key-usage.above-without-email" },
	[DOUBT_DEPTH] = { PATH_ASKS_DEPTH, depth_at, depth_at, PART_EXT_BC, "rfc5280.crl.issuer-too-deep" },
	[DOUBT_ROOM] = { PATH_ASKS_ROOM, room_at, room_at, PART_EXT_BC, "rfc5280.basic-constraints.no-room-below" },
};

enum artifact_part
path_doubt_unread_part(const struct cert_view *ca, const struct path_doubt *doubt)
{
	if (doubt->rests_on == PART_VALIDITY)
		return ca->not_before.ok ? PART_NOT_AFTER : PART_NOT_BEFORE;
	return doubt->rests_on == PART_EXTENSIONS && !has_open(ca) ? unread_critical(ca) : doubt->rests_on;
}

/* ---- against a path ---- */

enum path_verdict
path_doubt_of(const struct check *c, const struct ca_path *p, const struct path_doubt *doubt)
{
	return path_recall_worst(c, p, doubt->asks, doubt->at);
}

bool
path_is_free(const struct check *c, const struct ca_path *p)
{
	for (unsigned d = 0; d < PATH_DOUBTS; d++)
		if (path_doubt_of(c, p, &path_doubts[d]) != PATH_HOLDS)
			return false;
	return path_is_valid(c, p) == PATH_HOLDS;
}

bool
path_some_free(const struct check *c)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (path_is_free(c, p))
			return true;
	return false;
}
