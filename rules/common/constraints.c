/* SPDX-License-Identifier: Apache-2.0 */
/* constraints.c - names of a certificate inside the nameConstraints of a CA above it. */
#include "rules/common/constraints.h"
#include "rules/common/issuer.h"
#include "x509/constraint.h"

static bool
test_subject(const struct cert_view *cv, struct tested_name *n)
{
	if (cv->subject.n_attr == 0 || cv->subject.unread)
		return false;
	*n = (struct tested_name){ cv->subject.raw, GN_DIRECTORY, SPAN_NONE, &cv->subject, NULL };
	return true;
}

static bool
test_general_name(const struct general_name *gn, struct tested_name *n)
{
	bool utf8_mailbox = gn->form == GN_OTHER_NAME && gn->other_type == OID_ON_SMTP_UTF8 &&
	    (gn->other_value.id & DER_CONSTRUCTED) == 0;

	*n = (struct tested_name){ gn->tlv.raw, utf8_mailbox ? GN_RFC822 : gn->form,
		utf8_mailbox ? gn->other_value.val : gn->tlv.val, gn->form == GN_DIRECTORY ? gn->directory : NULL, gn };
	return gn->form != GN_DIRECTORY || (gn->directory != NULL && !gn->directory->unread);
}

/* With a mailbox in the SAN the subject's emailAddress is not tested (RFC 5280 4.2.1.10). */
static bool
has_mailbox_in_san(const struct cert_view *cv)
{
	return cv->n_mailbox != 0 || ((cv->artifact.bad_parts | artifact_unseen(&cv->artifact)) & PARTS1(PART_EXT_SAN)) != 0;
}

bool
rule_next_name(const struct cert_view *cv, unsigned *at, struct tested_name *n)
{
	const struct cert_attr *a;
	unsigned attr;

	if (*at == 0 && (*at = 1) == 1 && test_subject(cv, n))
		return true;
	while (*at <= cv->san.n)
		if (test_general_name(&cv->san.v[(*at)++ - 1], n))
			return true;
	if (has_mailbox_in_san(cv))
		return false;
	attr = *at - 1 - cv->san.n;
	while ((a = name_next(&cv->subject, OID_EMAIL_ADDRESS, &attr)) != NULL && a->text.p == NULL)
		;
	*at = attr + 1 + cv->san.n;
	if (a != NULL)
		*n = (struct tested_name){ a->raw, GN_RFC822, a->text, NULL, NULL };
	return a != NULL;
}

/* ---- one name ---- */

static bool
binds(const struct subtree *t, const struct tested_name *n)
{
	return t->base.form == n->form && (n->form != GN_OTHER_NAME || span_eq(t->base.other_oid, n->gn->other_oid));
}

/* A URI without a host that is a name cannot be inside, and is refused wherever URIs are constrained. */
static bool
host_of(const struct tested_name *n, struct span *host)
{
	*host = n->gn->uri != NULL ? n->gn->uri->host : SPAN_NONE;
	return host->n != 0 && !host_is_ip_literal(*host) && !host_is_ipv4(*host);
}

static bool
matches(const struct subtree *t, const struct tested_name *n, bool without_host)
{
	struct span host;

	switch (n->form) {
	case GN_DIRECTORY:
		return t->base.directory != NULL && constraint_directory(t->base.directory, n->directory);
	case GN_RFC822:
		return constraint_mailbox(t->base.tlv.val, n->text);
	case GN_DNS:
		return constraint_dns(t->base.tlv.val, n->text);
	case GN_URI:
		return host_of(n, &host) ? constraint_uri(t->base.tlv.val, host) : without_host;
	default:
		return constraint_ip(t->base.tlv.val, n->text);
	}
}

/* Nobody has said how names of the other forms are compared. */
static bool
is_comparable(unsigned form)
{
	return form == GN_DIRECTORY || form == GN_RFC822 || form == GN_DNS || form == GN_URI || form == GN_IP;
}

/*
 * A mailbox of otherName is constrained as rfc822Name has it (RFC 9598 6, RFC 8398 6).  How one subtree of its own form would be compared
 * nobody has said.
 */
static bool
binds_own_form(const struct subtree *t, const struct tested_name *n)
{
	return n->form == GN_RFC822 && n->gn != NULL && n->gn->form == GN_OTHER_NAME && t->base.form == GN_OTHER_NAME &&
	    span_eq(t->base.other_oid, n->gn->other_oid);
}

static bool
some_binds(const struct subtree *t, unsigned n, const struct tested_name *name)
{
	for (unsigned i = 0; i < n; i++)
		if (binds(&t[i], name))
			return true;
	return false;
}

/*
 * A subtree with a minimum or a maximum: software that meets it for a form of
 * name processes the fields, which mean nothing here, or refuses the
 * certificate (RFC 5280 4.2.1.10).
 */
static bool
has_bounds(const struct subtree *t)
{
	return t->min != 0 || t->has_max;
}

static bool
some_has_bounds(const struct subtree *t, unsigned n, const struct tested_name *name)
{
	for (unsigned i = 0; i < n; i++)
		if (has_bounds(&t[i]) && (name == NULL || binds(&t[i], name)))
			return true;
	return false;
}

bool
rule_constraints_have_bounds(const struct cert_view *ca)
{
	return some_has_bounds(ca->nc.permitted, ca->nc.n_permitted, NULL) || some_has_bounds(ca->nc.excluded, ca->nc.n_excluded, NULL);
}

static bool
some_binds_own_form(const struct subtree *t, unsigned n, const struct tested_name *name)
{
	for (unsigned i = 0; i < n; i++)
		if (binds_own_form(&t[i], name))
			return true;
	return false;
}

bool
rule_constraint_is_unknown(const struct cert_view *ca, const struct tested_name *n)
{
	const struct ext_nc *nc = &ca->nc;

	if (is_comparable(n->form))
		return some_binds_own_form(nc->permitted, nc->n_permitted, n) || some_binds_own_form(nc->excluded, nc->n_excluded, n);
	return some_binds(nc->permitted, nc->n_permitted, n) || some_binds(nc->excluded, nc->n_excluded, n);
}

/* Permitted subtrees bind a form only where one of that form is there (RFC 5280 4.2.1.10). */
enum constraint_fit
rule_constraint_fit(const struct cert_view *ca, const struct tested_name *n)
{
	const struct ext_nc *nc = &ca->nc;
	bool bound = some_binds(nc->permitted, nc->n_permitted, n), unread = rule_is_unread(ca, PART_EXT_NC);

	if (!is_comparable(n->form))
		return unread || rule_constraint_is_unknown(ca, n) ? CONSTRAINT_UNREAD : CONSTRAINT_MET;
	for (unsigned i = 0; i < nc->n_excluded; i++)
		if (!has_bounds(&nc->excluded[i]) && binds(&nc->excluded[i], n) && matches(&nc->excluded[i], n, true))
			return CONSTRAINT_EXCLUDES;
	if (unread || rule_constraint_is_unknown(ca, n) || some_has_bounds(nc->permitted, nc->n_permitted, n) ||
	    some_has_bounds(nc->excluded, nc->n_excluded, n))
		return CONSTRAINT_UNREAD;
	for (unsigned i = 0; bound && i < nc->n_permitted; i++)
		if (binds(&nc->permitted[i], n) && matches(&nc->permitted[i], n, false))
			return CONSTRAINT_MET;
	return bound ? CONSTRAINT_DOES_NOT_PERMIT : CONSTRAINT_MET;
}
