/* SPDX-License-Identifier: Apache-2.0 */
/* constraints.c - RFC 5280 4.2.1.10: names of a certificate inside the nameConstraints of the CAs above it. */
#include "rules/common/extension.h"
#include "rules/common/paths.h"
#include "rules/tables.h"
#include "x509/constraint.h"

/* Of names with subtrees, on one path. */
#define MOST_COMPARISONS (UINT64_C(1) << 22)

/* A name to be tested. */
struct tested_name {
	struct span where;
	unsigned form;			/* enum general_name_form; of every mailbox GN_RFC822 */
	struct span text;		/* of a mailbox, a host, a URI, an address */
	const struct cert_name *dir;	/* of a directory name */
	const struct general_name *gn;	/* NULL: of the subject */
};

static bool
test_subject(const struct cert_view *cv, struct tested_name *n)
{
	if (cv->subject.n_attr == 0 || cv->subject.bad)
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
		utf8_mailbox ? gn->other_value.val : gn->tlv.val, gn->form == GN_DIRECTORY ? gn->dir : NULL, gn };
	return gn->form != GN_DIRECTORY || (gn->dir != NULL && !gn->dir->bad);
}

/* With a mailbox in the SAN the subject's emailAddress is not tested (RFC 5280 4.2.1.10). */
static bool
has_mailbox_in_san(const struct cert_view *cv)
{
	return cv->n_mailbox != 0 || (cv->artifact.bad_parts & PARTS1(PART_EXT_SAN)) != 0;
}

/* The next name from *at on: the subject, those of the SAN, emailAddress attributes. */
static bool
next_name(const struct cert_view *cv, unsigned *at, struct tested_name *n)
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
		return t->base.dir != NULL && constraint_directory(t->base.dir, n->dir);
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

enum fit { INSIDE, NOT_KNOWN, EXCLUDED, NOT_PERMITTED };

static bool
some_binds(const struct subtree *t, unsigned n, const struct tested_name *name)
{
	for (unsigned i = 0; i < n; i++)
		if (binds(&t[i], name))
			return true;
	return false;
}

/* Permitted subtrees bind a form only where one of that form is there. */
static enum fit
fit(const struct cert_view *ca, const struct tested_name *n)
{
	const struct ext_nc *nc = &ca->nc;
	bool bound = some_binds(nc->permitted, nc->n_permitted, n);

	if (!is_comparable(n->form))
		return bound || some_binds(nc->excluded, nc->n_excluded, n) || !cert_ok(ca, PART_EXT_NC) ? NOT_KNOWN : INSIDE;
	for (unsigned i = 0; i < nc->n_excluded; i++)
		if (binds(&nc->excluded[i], n) && matches(&nc->excluded[i], n, true))
			return EXCLUDED;
	if (!cert_ok(ca, PART_EXT_NC))
		return NOT_KNOWN;
	for (unsigned i = 0; bound && i < nc->n_permitted; i++)
		if (binds(&nc->permitted[i], n) && matches(&nc->permitted[i], n, false))
			return INSIDE;
	return bound ? NOT_PERMITTED : INSIDE;
}

/* ---- a path ---- */

static enum path_verdict
names_of(const struct cert_view *cv, const struct cert_view *ca)
{
	enum path_verdict verdict = PATH_HOLDS;
	struct tested_name n;

	for (unsigned at = 0; next_name(cv, &at, &n);)
		switch (fit(ca, &n)) {
		case INSIDE:
			break;
		case NOT_KNOWN:
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
	return !(cv->bc.ca && rule_self_issued(cv));
}

static uint64_t
comparisons(const struct cert_view *cv, const struct cert_view *ca)
{
	return (UINT64_C(1) + cv->san.n + cv->subject.n_attr) * (ca->nc.n_permitted + ca->nc.n_excluded);
}

static enum path_verdict
constraints_of(struct check *c, const struct ca_path *p)
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

/* ---- what is told ---- */

static const char *
name_text(struct check *c, const struct tested_name *n)
{
	if (n->dir != NULL)
		return name_show(c->arena, n->dir);
	return n->form == GN_IP ? text_hex(c->arena, n->text) : text_show(c->arena, n->text, 256);
}

/* Of the CA certificate with the constraints: the issuing CA's goes without saying. */
static const char *
by_text(struct check *c, const struct cert_view *ca)
{
	return ca == c->issuer ? "" : arena_printf(c->arena, " by %s", name_show(c->arena, &ca->subject));
}

/* Each name of the certificate at hand once, by the nearest CA whose constraints it breaks. */
static void
tell_own_names(struct check *c, const struct ca_path *p)
{
	struct tested_name n;

	for (unsigned at = 0; is_bound(c->cert) && next_name(c->cert, &at, &n);)
		for (size_t i = 0; i < p->n; i++) {
			enum fit f = fit(p->ca[i], &n);

			if (f != EXCLUDED && f != NOT_PERMITTED)
				continue;
			report(c, n.where, "%s%s: %s", f == EXCLUDED ? "excluded" : "not permitted", by_text(c, p->ca[i]), name_text(c, &n));
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
			for (unsigned at = 0; is_bound(p->ca[k]) && next_name(p->ca[k], &at, &n);) {
				enum fit f = fit(p->ca[i], &n);

				if (f == EXCLUDED || f == NOT_PERMITTED)
					report(c, at_part(c, PART_ISSUER), "CA certificate above: %s%s: %s",
					    f == EXCLUDED ? "excluded" : "not permitted", by_text(c, p->ca[i]), name_text(c, &n));
			}
}

static bool
some_path_is_constrained(const struct check *c)
{
	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next)
		for (size_t i = 0; i < p->n; i++)
			if (cert_has(p->ca[i], PART_EXT_NC))
				return true;
	return cert_has(c->issuer, PART_EXT_NC) || c->paths == NULL || c->paths->more;
}

static void
constraints_violated(struct check *c)
{
	const struct ca_path *p;

	if (!some_path_is_constrained(c)) {
		not_applicable(c, "no CA certificate above has nameConstraints");
		return;
	}
	if ((p = rule_broken_path(c, constraints_of)) == NULL)
		return;
	tell_own_names(c, p);
	tell_names_between(c, p);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.name-constraints.violated",
		.section = "4.2.1.10",
		.title = "name outside the nameConstraints of a CA above",
		.requires = "On the path every name of a certificate that is not self-issued lies inside the permitted subtrees of "
		    "its form and outside the excluded ones, of each CA certificate above it.",
		.explanation = "Path validation refuses the certificate. The constraints are the issuing CA's, or those of a CA "
		    "above it that was given, too, and which the value names then. The subject, mailboxes (SmtpUTF8Mailbox "
		    "included, RFC 9598 6), directory and domain names, URIs and IP addresses of the subjectAltName are tested; the "
		    "subject's emailAddress only where the subjectAltName has no mailbox. Where several paths lead up, each of them "
		    "has a constraint that is broken.",
		.remedy = "Issue names inside the constraints, or issue from another CA.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.reads = PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN), .fn = constraints_violated,
	},
};

RULE_TABLE(rules_issuer_constraints, "RFC 5280 4.2.1.10 Names inside the constraints of the CAs above", rules);
