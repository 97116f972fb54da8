/* SPDX-License-Identifier: Apache-2.0 */
/*
 * above.c - RFC 5280 6.1 on the CA certificates above a certificate, a CRL (6.3.3 f)
 * or an OCSP response: what makes each path none.
 */
#include "rules/common/constraints.h"
#include "rules/common/path.h"
#include "rules/tables.h"

static bool
is_limited(const struct cert_view *ca)
{
	return ca->bc.has_path_len || path_limit_unread(ca);
}

static void
path_len_exceeded(struct check *c)
{
	const struct ca_path *p;
	struct path_limit limit;

	if (!path_some_ca(c, is_limited)) {
		not_applicable(c, "no CA certificate above has a pathLenConstraint");
		return;
	}
	if ((p = path_broken(c, path_length)) == NULL)
		return;
	limit = path_exceeded_limit(c, p);
	report(c, rule_at_issuer(c), "%u below one that allows %u: %s", limit.counted, (unsigned)limit.ca->bc.path_len,
	    name_show(c->arena, &limit.ca->subject));
}

static const char *
name_text(struct check *c, const struct tested_name *n)
{
	if (n->directory != NULL)
		return name_show(c->arena, n->directory);
	return n->form == GN_IP ? text_hex(c->arena, n->text) : show_text(c, n->text, 256);
}

/* Of the CA certificate with the constraints: the issuing CA's goes without saying. */
static const char *
by_text(struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];

	return i == 0 ? "" : arena_printf(c->arena, " by %s", name_show(c->arena, &ca->subject));
}

static bool
is_violated(enum constraint_fit f)
{
	return f == CONSTRAINT_EXCLUDES || f == CONSTRAINT_DOES_NOT_PERMIT;
}

/* The first certificate of the path with whose constraints that at hand is compared no more, within what is compared in a result. */
static size_t
end_of_own(const struct check *c, const struct ca_path *p)
{
	struct path_pairs pairs = path_pairs_of(c, p);

	while (path_next_pair(c, p, &pairs))
		if (pairs.own && pairs.beyond)
			return pairs.by;
	return p->n;
}

/* Each name of the certificate at hand once, by the nearest CA whose constraints it breaks. */
static void
tell_own_names(struct check *c, const struct ca_path *p)
{
	size_t end = end_of_own(c, p);
	struct tested_name n;

	for (unsigned at = 0; c->cert != NULL && path_binds(c->cert) && rule_next_name(c->cert, &at, &n);)
		for (size_t i = 0; i < end; i++) {
			enum constraint_fit f = rule_constraint_fit(p->ca[i], &n);

			if (!is_violated(f))
				continue;
			report(c, n.where, "%s%s: %s", f == CONSTRAINT_EXCLUDES ? "excluded" : "not permitted", by_text(c, p, i), name_text(c, &n));
			break;
		}
}

/* A CA certificate between breaks those of one above: no path leads through it.  What is too much to compare is told as such. */
static void
tell_names_between(struct check *c, const struct ca_path *p)
{
	struct path_pairs pairs = path_pairs_of(c, p);
	struct tested_name n;

	while (path_next_pair(c, p, &pairs)) {
		if (pairs.beyond) {
			rule_beyond_paths(c);
			return;
		}
		for (unsigned at = 0; !pairs.own && rule_next_name(pairs.cert, &at, &n);) {
			enum constraint_fit f = rule_constraint_fit(p->ca[pairs.by], &n);

			if (is_violated(f))
				report(c, rule_at_issuer(c), "CA certificate above: %s%s: %s",
				    f == CONSTRAINT_EXCLUDES ? "excluded" : "not permitted", by_text(c, p, pairs.by), name_text(c, &n));
		}
	}
}

static void
constraints_violated(struct check *c)
{
	const struct ca_path *p;

	if (!path_some_ca(c, path_has_constraints)) {
		not_applicable(c, "no CA certificate above has nameConstraints");
		return;
	}
	if ((p = path_broken(c, path_names)) == NULL)
		return;
	tell_own_names(c, p);
	tell_names_between(c, p);
}

/* The first path on which names cannot be compared; NULL: one holds, or all break for another reason. */
static const struct ca_path *
without_comparison(const struct check *c)
{
	const struct ca_path *open = NULL, *first = c->paths != NULL ? c->paths->first : NULL;

	for (const struct ca_path *p = first; p != NULL; p = p->next) {
		enum path_verdict v = path_names(c, p);

		if (v == PATH_HOLDS)
			return NULL;
		if (v == PATH_UNREAD && open == NULL)
			open = p;
	}
	return open;
}

static const char *
form_text(struct check *c, const struct tested_name *n)
{
	if (n->gn == NULL || n->gn->form != GN_OTHER_NAME)
		return general_name_form_text(n->form);
	return arena_printf(c->arena, "otherName %s", oid_show(c->arena, n->gn->other_oid));
}

/* Each name of a form that nobody has said how to compare, of the certificate at hand and of those between. */
static void
constraints_not_compared(struct check *c)
{
	const struct ca_path *p = without_comparison(c);
	struct path_pairs pairs;
	struct tested_name n;

	if (p == NULL)
		return;
	pairs = path_pairs_of(c, p);
	while (path_next_pair(c, p, &pairs) && !pairs.beyond)
		for (unsigned at = 0; rule_next_name(pairs.cert, &at, &n);)
			if (rule_constraint_is_unknown(p->ca[pairs.by], &n))
				report(c, pairs.own ? n.where : rule_at_issuer(c), "%s%s%s", pairs.own ? "" : "CA certificate above: ",
				    form_text(c, &n), by_text(c, p, pairs.by));
}

static void
report_ca(struct check *c, const struct ca_path *p, const struct cert_view *ca)
{
	const char *whose = rule_whose(c, ca, ca == p->ca[0]);

	if (ca == c->issuer)
		about_issuing_ca(c);
	if (whose == NULL)
		report(c, rule_at_issuer(c), NULL);
	else
		report(c, rule_at_issuer(c), "%s", whose);
}

static bool
is_no_ca(const struct cert_view *ca)
{
	return rule_is_unread(ca, PART_EXT_BC) || (!ca->bc.ca && (ca->version >= 2 || cert_has(ca, PART_EXT_BC)));
}

static void
issuer_not_ca(struct check *c)
{
	const struct ca_path *p;

	if (c->issuer->version < 2 && !cert_has(c->issuer, PART_EXT_BC))
		not_applicable(c, "the issuing CA's certificate is of a version without extensions");
	if (path_some_ca(c, is_no_ca) && (p = path_broken(c, path_is_of_cas)) != NULL)
		report_ca(c, p, path_first(c, p, path_ca_at, PATH_BREAKS));
}

static bool
is_no_signer(const struct cert_view *ca)
{
	return rule_is_unread(ca, PART_EXT_KU) || (cert_has(ca, PART_EXT_KU) && (ca->ku.bits & KU_KEY_CERT_SIGN) == 0);
}

static void
issuer_no_cert_sign(struct check *c)
{
	const struct ca_path *p;

	if (!cert_has(c->issuer, PART_EXT_KU))
		not_applicable(c, "the issuing CA's certificate has no keyUsage");
	if (path_some_ca(c, is_no_signer) && (p = path_broken(c, path_is_of_signers)) != NULL)
		report_ca(c, p, path_first(c, p, path_cert_sign_at, PATH_BREAKS));
}

static bool
has_mappings(const struct cert_view *ca)
{
	return cert_has(ca, PART_EXT_PM) || rule_is_unread(ca, PART_EXT_PM);
}

static void
maps_any_policy(struct check *c)
{
	const struct ca_path *p;

	if (!path_some_ca(c, has_mappings))
		not_applicable(c, "no CA certificate above has policyMappings");
	else if ((p = path_broken(c, path_mappings)) != NULL)
		report(c, rule_at_issuer(c), "%s", name_show(c->arena, &path_first(c, p, path_mapping_at, PATH_BREAKS)->subject));
}

static void
no_valid_policy(struct check *c)
{
	struct span where = c->cert != NULL ? at_part(c, PART_EXT_CP) : rule_at_issuer(c);
	const struct cert_view *by;
	const struct ca_path *p;

	if (!path_some_ca(c, path_demands_policies) && (c->cert == NULL || !path_demands_policies(c->cert))) {
		not_applicable(c, "no CA certificate above has policyConstraints");
		return;
	}
	if ((p = path_broken(c, path_policies)) == NULL)
		return;
	by = path_policies_by(c, p);
	report(c, where, "demanded by %s", by == NULL || by == c->cert ? "its own policyConstraints" : name_show(c->arena, &by->subject));
}

/* One path on which it would have a policy is enough; of those that other rules refuse, where there is no other. */
static void
responder_without_policy(struct check *c)
{
	const struct ca_path *without = NULL;
	bool all = path_all_break(c), hidden = false;
	enum path_verdict open = PATH_HOLDS, v;

	if (!path_some_ca(c, path_demands_policies)) {
		not_applicable(c, "no CA certificate above has policyConstraints");
		return;
	}
	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next) {
		if ((v = path_is_valid(c, p)) == PATH_BREAKS && !all)
			continue;
		v = path_worse(all ? PATH_HOLDS : v, path_policies_end(c, p));
		if (v == PATH_HOLDS && !p->refuted)
			return;
		hidden = hidden || v == PATH_HOLDS;
		if (v != PATH_BREAKS)
			open = path_worse(open, v);
		else if (without == NULL)
			without = p;
	}
	if (open == PATH_UNREAD)
		path_tell_unread(c, path_policies_end);
	else if (open == PATH_BEYOND)
		rule_beyond_paths(c);
	else if (hidden)
		(void)path_is_hidden(c);
	else if (without != NULL)
		report(c, at_part(c, PART_EXT_CP), "demanded by %s", name_show(c->arena, &path_policies_by(c, without)->subject));
}

/*
 * The first path that lacks a policy, where none is with them: one is enough, of those that other rules do not refuse.
 * NULL: there is one, or it is not known, which is told.
 */
static const struct ca_path *
first_lacking(struct check *c)
{
	const struct ca_path *lacking = NULL;
	enum path_verdict open = PATH_HOLDS, v;
	bool all = path_all_break(c);

	for (const struct ca_path *p = c->paths != NULL ? c->paths->first : NULL; p != NULL; p = p->next) {
		if (!all && path_is_valid(c, p) == PATH_BREAKS)
			continue;
		v = path_reserved_policies(c, p);
		if (v == PATH_HOLDS)
			return NULL;
		if (v != PATH_BREAKS)
			open = path_worse(open, v);
		else if (lacking == NULL)
			lacking = p;
	}
	if (open == PATH_HOLDS)
		return lacking;
	if (open == PATH_UNREAD)
		path_tell_unread(c, path_reserved_policies);
	else
		rule_beyond_paths(c);
	return NULL;
}

/* Only reserved policies, as of the issuing CA alone. */
static void
policy_not_above(struct check *c)
{
	const struct ca_path *lacking = first_lacking(c);

	for (unsigned i = 0; lacking != NULL && i < c->cert->policies.n; i++) {
		const struct policy *p = &c->cert->policies.v[i];

		if (oid_is_sbr(p->id) && path_lacks_policy(c, lacking, p->oid))
			report(c, p->oid, "%s", oid_show(c->arena, p->oid));
	}
}

static bool
some_unsigned(const struct check *c)
{
	if (c->paths == NULL || c->paths->more)
		return true;
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (path_is_signed(c, p) != PATH_HOLDS)
			return true;
	return false;
}

static void
signature_wrong_above(struct check *c)
{
	const struct ca_path *p;

	if (some_unsigned(c) && (p = path_broken(c, path_is_signed)) != NULL)
		report(c, rule_at_issuer(c), "%s", name_show(c->arena, &p->ca[p->n - 1]->subject));
}

/* One that is no rollover's leaves nothing open, if none is more likely to be valid. */
static void
rollover_or_damaged_above(struct check *c)
{
	const struct ca_path *doubtful = NULL, *first = c->paths != NULL ? c->paths->first : NULL;
	enum path_verdict least = PATH_BREAKS, v;

	for (const struct ca_path *p = first; p != NULL; p = p->next)
		if ((v = path_is_valid(c, p)) < least)
			least = v;
	for (const struct ca_path *p = first; p != NULL; p = p->next) {
		if (path_is_valid(c, p) != least)
			continue;
		if (!p->doubtful && !p->refuted)
			return;
		if (p->doubtful && doubtful == NULL)
			doubtful = p;
	}
	if (doubtful == NULL) {
		(void)path_is_hidden(c);
		return;
	}
	/* A root names no other key, so that no rollover explains it. */
	if (!doubtful->rooted)
		only_worth_knowing(c);
	report(c, rule_at_issuer(c), "%s", name_show(c->arena, &doubtful->ca[doubtful->n - 1]->subject));
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
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = signature_wrong_above, .speaks_for_paths = true,
	},
	{
		.id = "rfc5280.issuer.rollover-or-damaged",
		.section = "6.1",
		.title = "self-issued certificate of a CA above that its own key did not sign",
		.requires = "Nothing: path validation does not look at the signature of a root. A CA that changes its key may certify "
		    "the new key with the old one, in a certificate whose issuer and subject are the same.",
		.explanation = "Every path that could be valid ends with such a certificate. Without "
		    "authorityKeyIdentifier, one of a rollover looks like a root's that was altered after signing, and the "
		    "finding is a notice. A certificate whose authorityKeyIdentifier names its own key is a root's that is "
		    "damaged or forged, and breaks rfc5280.signature.wrong itself. Nothing here shows whether the CA above "
		    "is the one that is trusted. Where no path could be valid, one that ends so is reported beside what refuses it.",
		.remedy = "Give the certificate of the CA's other key, too. If this is a root's, find out whether the octets are those "
		    "that were signed.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHOULD, .needs_issuer = true, .follows_paths = true,
		.fn = rollover_or_damaged_above,
	},
	{
		.id = "rfc5280.issuer.not-ca",
		.section = "4.2.1.9",
		.title = "issuing certificate is not a CA's",
		.requires = "A certificate whose key signs certificates has basicConstraints with cA TRUE.",
		.explanation = "Path validation refuses the path. The certificate is the issuing CA's, or that of a CA above it that was "
		    "given, too, and which the value names then. Where several paths lead up, none of them is valid. A CA may sign "
		    "CRLs with a key of its own, whose certificate need not say so where its keyUsage lacks keyCertSign.",
		.remedy = "Issue from a CA certificate.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = issuer_not_ca, .yields_to = IDS("sbr.issuer.not-compliant"), .yields = YIELD_TO_LIST,
		.listed_as = IDS("sbr.basic-constraints.sub-ca-missing", "sbr.basic-constraints.sub-ca-not-ca", "rfc5280.basic-constraints.ca-absent"),
	},
	{
		.id = "rfc5280.issuer.no-cert-sign",
		.section = "4.2.1.3",
		.title = "issuing CA's keyUsage lacks keyCertSign",
		.requires = "A key that signs certificates has keyCertSign set where its certificate has keyUsage.",
		.explanation = "Path validation refuses the path. The certificate is the issuing CA's, or that of a CA "
		    "above it that was given, too, and which the value names then. Where several paths lead up, none of "
		    "them is valid. The certificate whose key signs a CRL needs cRLSign instead.",
		.remedy = "Issue from a CA whose certificate has keyCertSign.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = issuer_no_cert_sign, .yields_to = IDS("sbr.issuer.not-compliant"), .yields = YIELD_TO_LIST,
		.listed_as = IDS("sbr.key-usage.sub-ca-no-cert-sign"),
	},
	{
		.id = "rfc5280.basic-constraints.path-len-exceeded",
		.section = "4.2.1.9",
		.title = "more CA certificates on the path than a pathLenConstraint above allows",
		.requires = "At most n further CA certificates stand below a CA with pathLenConstraint n, and above the last certificate of a path.",
		.explanation = "Path validation refuses the path. The value names the CA whose limit it is. Self-issued certificates do not count. "
		    "Nor does the last certificate of the path, which can be a CA's: the one that is judged here, and that whose key signs a CRL. "
		    "Where several paths lead up, none of them is valid.",
		.remedy = "Issue from a CA below which the limits leave room.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = path_len_exceeded,
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
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.reads = PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN), .fn = constraints_violated,
	},
	{
		.id = "rfc5280.name-constraints.not-compared",
		.section = "4.2.1.10",
		.title = "name of a form whose nameConstraints above are not compared",
		.requires = "Nothing: whether the name lies inside the constraints is not known. Software that does not process a critical "
		    "constraint on a form that occurs below refuses the certificate.",
		.explanation = "RFC 5280 says how directory and domain names, mailboxes, URIs and addresses are compared, and RFC 9598 how "
		    "SmtpUTF8Mailboxes are. It leaves the other forms open: other kinds of otherName, registeredID, x400Address and ediPartyName. The value names "
		    "the form.",
		.remedy = "Leave the name out, or the constraint on its form, unless all relying parties are known to process it.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_NOTICE, .needs_issuer = true, .follows_paths = true,
		.reads = PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN), .fn = constraints_not_compared,
		.speaks_for = IDS("rfc5280.name-constraints.violated"),
	},
	{
		.id = "rfc5280.issuer.maps-any-policy",
		.section = "6.1.4",
		.title = "certificate of a CA above maps to or from anyPolicy",
		.requires = "On a path neither side of a policy mapping of a CA certificate is anyPolicy (6.1.4 a).",
		.explanation = "Path validation refuses the path. The value names the CA whose certificate it is. Certificates of roots are not asked. Where several paths lead up, none of them is valid.",
		.remedy = "Have the CA certificate reissued with mappings from one policy to another, or without.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.fn = maps_any_policy,
	},
	{
		.id = "rfc5280.certificate-policies.none-valid",
		.section = "6.1.5",
		.title = "no policy is valid on the path, and a policyConstraints there demands one",
		.requires = "Where requireExplicitPolicy of a CA certificate above counts, some policy is valid on the whole path: each certificate "
		    "asserts it, one that it is mapped to, or anyPolicy where that is not inhibited (6.1.3 d to f, 6.1.5 g).",
		.explanation = "Path validation refuses the path, whichever policies a relying party asks for. The value names the CA whose certificate "
		    "demands a policy. policyConstraints of a root do not count. Of an OCSP response the policies of the certificates that it is "
		    "about are not known, and of a responder's certificate nobody has said which it needs: the path ends with their issuer. Where several paths lead up, none of them is valid.",
		.remedy = "Issue under a policy that each CA certificate of the path asserts, or have the CA certificates reissued with it.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.needs = PARTS1(PART_EXT_CP) | PARTS1(PART_EXT_PC), .fn = no_valid_policy,
	},
	{
		.id = "rfc5280.certificate-policies.responder-none-valid",
		.section = "6.1.5",
		.title = "certificate of an OCSP responder has no valid policy, and a CA above demands one",
		.requires = "Nothing: RFC 6960 does not say with which policies the certificate of a responder is validated.",
		.explanation = "Relying parties that validate it as any other certificate refuse it, and with it the responses. The value names the CA "
		    "whose certificate demands a policy. One path on which there is one is enough.",
		.remedy = "Issue certificates of responders under a policy that each CA certificate of the path asserts.",
		.scope = { KIND_OCSP, TYPE_ANY, GEN_ANY }, .schedule = RFC5280_NOTICE, .needs_issuer = true, .follows_paths = true,
		.needs = PARTS1(PART_EXT_CP), .fn = responder_without_policy, .yields_to = IDS("rfc5280.certificate-policies.none-valid"),
	},
	{
		.id = "rfc5280.certificate-policies.not-above",
		.section = "6.1.3",
		.title = "certificate has a reserved policy that the CA certificates above do not lead to",
		.requires = "A policy is valid on a path only where each CA certificate of it asserts that policy, one that it is mapped to, or anyPolicy.",
		.explanation = "The issuing CA asserts the policy, and a CA further up was not certified for it, or one maps it to another. Relying "
		    "parties that ask for the policy find the path without it. A CA certificate without certificatePolicies has findings of its own, and one path with the policy is enough.",
		.remedy = "Issue under a policy that each CA certificate of the path asserts, or have the CA certificates reissued.",
		.reading = "a certificate asserts only reserved policies that are valid on its path",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .follows_paths = true,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = policy_not_above,
		.yields_to = IDS("rfc5280.certificate-policies.none-valid"),
	},
};

RULE_TABLE(rules_issuer_above, "RFC 5280 6.1 The CA certificates above", rules);
