/* SPDX-License-Identifier: Apache-2.0 */
/* constraints.c - RFC 5280 4.2.1.10: names of a certificate inside its issuing CA's nameConstraints. */
#include "rules/common/extension.h"
#include "rules/tables.h"
#include "x509/constraint.h"

/* A name to be tested: a mailbox or a directory name. */
struct subject_name {
	struct span where, shown;
	const struct cert_name *dir;	/* NULL: a mailbox */
};

static bool
matches(const struct subtree *t, const struct subject_name *n)
{
	if (n->dir != NULL)
		return t->base.form == GN_DIRECTORY && t->base.dir != NULL &&
		    constraint_directory(t->base.dir, n->dir);
	return t->base.form == GN_RFC822 && constraint_mailbox(t->base.tlv.val, n->shown);
}

/* Permitted subtrees bind a form only where one of that form is there. */
static bool
permitted(const struct ext_nc *nc, const struct subject_name *n)
{
	unsigned form = n->dir != NULL ? GN_DIRECTORY : GN_RFC822;
	bool bound = false;

	for (unsigned i = 0; i < nc->n_permitted; i++) {
		if (nc->permitted[i].base.form == form)
			bound = true;
		if (matches(&nc->permitted[i], n))
			return true;
	}
	return !bound;
}

static bool
excluded(const struct ext_nc *nc, const struct subject_name *n)
{
	for (unsigned i = 0; i < nc->n_excluded; i++)
		if (matches(&nc->excluded[i], n))
			return true;
	return false;
}

static void
test_name(struct check *c, const struct subject_name *n)
{
	const char *why = excluded(&c->issuer->nc, n) ? "excluded" :
	    permitted(&c->issuer->nc, n) ? NULL : "not permitted";

	if (why != NULL)
		report(c, n->where, "%s: %s", why,
		    n->dir != NULL ? name_show(c->arena, n->dir) : text_show(c->arena, n->shown, 256));
}

/* With a mailbox in the SAN the subject's emailAddress is not tested (RFC 5280 4.2.1.10). */
static void
test_email_attributes(struct check *c)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(&c->cert->subject, OID_EMAIL_ADDRESS, &at)) != NULL; )
		if (a->text.p != NULL)
			test_name(c, &(struct subject_name){ a->raw, a->text, NULL });
}

static void
constraints_violated(struct check *c)
{
	const struct cert_view *cv = c->cert;

	if (!cert_ok(c->issuer, PART_EXT_NC)) {
		not_applicable(c, "the issuing CA's certificate has no nameConstraints that can be read");
		return;
	}
	if (cert_self_issued(cv) && cv->bc.ca) {
		not_applicable(c, "constraints do not bind self-issued CA certificates");
		return;
	}
	if (cv->subject.n_attr != 0 && !cv->subject.bad)
		test_name(c, &(struct subject_name){ cv->subject.raw, SPAN_NONE, &cv->subject });
	for (unsigned i = 0; i < cv->san.n; i++)
		if (cv->san.v[i].form == GN_DIRECTORY && !cv->san.v[i].dir->bad)
			test_name(c, &(struct subject_name){ cv->san.v[i].tlv.raw, SPAN_NONE, cv->san.v[i].dir });
	for (unsigned i = 0; i < cv->n_mailbox; i++)
		test_name(c, &(struct subject_name){ cv->san.v[cv->mailbox[i].general_name].tlv.raw,
		    cv->mailbox[i].text, NULL });
	if (cv->n_mailbox == 0 && (cv->bad_parts & PARTS1(PART_EXT_SAN)) == 0)
		test_email_attributes(c);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.name-constraints.violated",
		.section = "4.2.1.10",
		.title = "name outside the issuing CA's nameConstraints",
		.requires = "Every mailbox and directory name of the certificate lies inside the permitted subtrees of its "
		    "form and outside the excluded ones.",
		.explanation = "Path validation refuses the certificate. Mailboxes of the subjectAltName, SmtpUTF8Mailbox "
		    "included (RFC 9598 6), the subject and directoryName entries are tested; the subject's emailAddress only "
		    "where the subjectAltName has no mailbox.",
		.remedy = "Issue names inside the constraints, or issue from another CA.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true,
		.reads = PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN), .fn = constraints_violated,
	},
};

RULE_TABLE(rules_issuer_constraints, "RFC 5280 4.2.1.10 Names inside the issuing CA's constraints", rules);
