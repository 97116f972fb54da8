/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_4_2_1_san.c - SBR 7.1.4.2.1: the names in the subjectAltName, and the
 * mailboxes of the subject that it repeats.  Its directoryNames have a file of
 * their own.
 */
#include "rule/memo.h"
#include "rules/common/subject.h"
#include "rules/tables.h"
#include "value/mailbox.h"

#define SUBJECT PARTS1(PART_SUBJECT)
#define SAN PARTS1(PART_EXT_SAN)

bool
mailboxes_are_known(const struct check *c)
{
	return !c->cert->mailbox_unread && (cert_has(c->cert, PART_EXT_SAN) || cert_ok(c->cert, PART_EXTENSIONS));
}

void
each_directory_name(struct check *c, name_check *look)
{
	const struct general_names *san = &c->cert->san;

	for (const struct general_name *n = san->first_directory; n != NULL; n = n->next)
		look(c, n->directory);
}

/* ---- what is in the subjectAltName ---- */

static void
no_mailbox(struct check *c)
{
	if (c->cert->n_mailbox == 0 && !c->cert->mailbox_unread)
		report(c, at_part(c, PART_EXT_SAN), NULL);
}

/* The name itself, where it is a text or an OID. */
static void
report_form(struct check *c, const struct general_name *g)
{
	const char *form = general_name_form_text(g->form);

	switch (g->form) {
	case GN_DNS:
	case GN_URI:
		report(c, g->tlv.raw, "%s: %s", form, g->tlv.val.n == 0 ? "empty" : show_text(c, g->tlv.val, 256));
		break;
	case GN_REGISTERED_ID:
		report(c, g->tlv.raw, "%s: %s", form, oid_show(c->arena, g->tlv.val));
		break;
	default:
		report(c, g->tlv.raw, "%s", form);
	}
}

static bool
is_form_allowed(const struct general_name *g)
{
	return g->form == GN_OTHER_NAME || g->form == GN_RFC822 || g->form == GN_DIRECTORY;
}

/* The tag alone tells the form; one that is no form's is a fault of structure. */
static void
name_form_forbidden(struct check *c)
{
	const struct general_names *san = &c->cert->san;

	for (unsigned i = 0; i < san->n; i++)
		if (!is_form_allowed(&san->v[i]))
			report_form(c, &san->v[i]);
	for (const struct general_name *g = san->damaged; g != NULL; g = g->next)
		if (!is_form_allowed(g) && g->form != UINT8_MAX)
			report(c, g->tlv.raw, "%s", general_name_form_text(g->form));
}

static void
look_other_name(struct check *c, const struct general_name *g)
{
	if (g->form == GN_OTHER_NAME && g->other_oid.p != NULL && g->other_type != OID_ON_SMTP_UTF8)
		report(c, g->tlv.raw, "%s", oid_show(c->arena, g->other_oid));
}

static void
other_name_forbidden(struct check *c)
{
	const struct general_names *san = &c->cert->san;

	for (unsigned i = 0; i < san->n; i++)
		look_other_name(c, &san->v[i]);
	for (const struct general_name *g = san->damaged; g != NULL; g = g->next)
		look_other_name(c, g);
}

/* ---- what it repeats ---- */

/* Characters of a dot-atom (RFC 5321 4.1.2, RFC 6532); an apostrophe at its front is more often a quotation mark. */
static bool
is_local(uint8_t o)
{
	return is_alnum(o) || o >= 0x80 ||
	    (o != 0 && strchr(".!#$%&*+-/=?^_`{|}~", o) != NULL);
}

static bool
is_domain(uint8_t o)
{
	return is_alnum(o) || o >= 0x80 || o == '.' || o == '-' || o == '_';
}

/*
 * Is the attribute's value a Mailbox Address?  emailAddress can hold nothing
 * else, and commonName neither in a mailbox-validated certificate, so the
 * grammar alone decides; one that it does not fit is reported as such.
 */
static bool
holds_mailbox(const struct check *c, const struct cert_attr *a)
{
	bool only_mailbox = a->type == OID_EMAIL_ADDRESS || (a->type == OID_COMMON_NAME && c->profile->types == TYPE_MV);

	return a->mailbox == MAILBOX_SORT_LIKE || (only_mailbox && a->mailbox == MAILBOX_SORT_FITS);
}

/* rule->arg: enum mailbox_match, the relation that is the fault. */
static void
look_for_mailboxes(struct check *c, const struct cert_name *n)
{
	for (unsigned i = 0; i < n->n_attr; i++)
		report_mailbox(c, &n->attr[i], holds_mailbox(c, &n->attr[i]));
}

/* Which relations there are. */
static void
note_matches(struct check *c, const struct cert_name *n)
{
	for (unsigned i = 0; i < n->n_attr; i++)
		if (holds_mailbox(c, &n->attr[i]) || mailbox_rests_on_type(c, &n->attr[i]))
			c->memo->mailbox_matches |= (uint8_t)(1u << mailbox_set_find(memo_mailboxes(c), n->attr[i].text));
}

/*
 * An address inside a longer value: dot-atoms round an @, the domain with a
 * dot.  Takes it off the front of `text`; false when there is none.
 */
static bool
next_address(struct span *text, struct span *address)
{
	while (text->n > 0) {
		const uint8_t *at = memchr(text->p, '@', text->n);
		size_t from, to, dots = 0;

		if (at == NULL)
			return false;
		from = to = (size_t)(at - text->p);
		while (from > 0 && is_local(text->p[from - 1]))
			from--;
		for (to++; to < text->n && is_domain(text->p[to]); to++)
			dots += text->p[to] == '.';
		while (to > 0 && text->p[to - 1] == '.') {
			to--;
			dots--;
		}
		*address = span_sub(*text, from, to - from);
		*text = span_sub(*text, to, text->n - to);
		if (dots > 0 && mailbox_meant(*address))
			return true;
		if (text->n > 0 && text->p[0] == '@')
			*text = span_sub(*text, 1, text->n - 1);
	}
	return false;
}

static void
look_inside(struct check *c, const struct cert_name *n)
{
	struct span rest, address;

	for (unsigned i = 0; i < n->n_attr; i++) {
		const struct cert_attr *a = &n->attr[i];

		rest = a->text;
		if (a->text.p == NULL || a->mailbox != MAILBOX_SORT_NONE)
			continue;
		while (next_address(&rest, &address)) {
			if (mailbox_set_find(memo_mailboxes(c), address) != MAILBOX_MATCH_SAME)
				report_text(c, a->value.raw, address);
		}
	}
}

/* A value that the grammar alone takes for an address, such as admin@intranet. */
static void
look_for_doubtful(struct check *c, const struct cert_name *n)
{
	for (unsigned i = 0; i < n->n_attr; i++) {
		const struct cert_attr *a = &n->attr[i];

		if (a->mailbox == MAILBOX_SORT_FITS &&
		    mailbox_set_find(memo_mailboxes(c), a->text) == MAILBOX_MATCH_NONE)
			report_text(c, a->value.raw, a->text);
	}
}

/* Asks a question of the subject and of each directoryName in the subjectAltName. */
static void
each_subject(struct check *c, void look(struct check *, const struct cert_name *))
{
	const struct general_names *san = &c->cert->san;

	if (!mailboxes_are_known(c))
		return;
	look(c, &c->cert->subject);
	for (unsigned i = 0; i < san->n; i++)
		if (san->v[i].form == GN_DIRECTORY && san->v[i].directory != NULL)
			look(c, san->v[i].directory);
}

static void
mailbox_inside(struct check *c)
{
	each_subject(c, look_inside);
}

static void
mailbox_doubtful(struct check *c)
{
	each_subject(c, look_for_doubtful);
}

static void
mailbox_repeated(struct check *c)
{
	if (!c->memo->mailboxes_matched)
		each_subject(c, note_matches);
	c->memo->mailboxes_matched = true;
	if ((c->memo->mailbox_matches >> c->rule->arg & 1) != 0)
		each_subject(c, look_for_mailboxes);
}

#define WITH_SAN(gens, how) .scope = { KIND_SUBSCRIBER, TYPE_ANY, gens }, .when = SAN, .how = SAN
#define WITH_SUBJECT_AND_SAN .scope = SCOPE_SUBSCRIBER, .when = SUBJECT | SAN, .needs = SAN, .reads = SUBJECT
/* Without a Mailbox Field to compare with, the rule says so that there is none. */
#define WITHOUT_SAN_TOO .scope = SCOPE_SUBSCRIBER, .when = SUBJECT, .needs = SAN, .reads = SUBJECT | PARTS1(PART_EXTENSIONS), \
	.yields_whole_to = IDS("sbr.san.missing", "sbr.san.no-mailbox")
#define REPEATED "Every Mailbox Address in the subject or in a directoryName of the subjectAltName is repeated there as rfc822Name or SmtpUTF8Mailbox."
#define ONE_WRITING "the SBR name no rule of comparison; we read that the address has to be repeated octet by octet; the case of letters in " \
	"the domain and the form of its labels count alike"
#define NOT_IN_SAN "zlint:e_mailbox_address_shall_contain_an_rfc822_name", "zlint:e_subj_email_not_in_san", \
	"pkilint:pkix.subject_email_address_not_in_san", "pkilint:cabf.smime.email_address_in_attribute_not_in_san"

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.san.no-mailbox",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "subjectAltName has no rfc822Name and no SmtpUTF8Mailbox",
		.requires = "The subjectAltName has at least one rfc822Name or otherName of type id-on-SmtpUTF8Mailbox.",
		.explanation = "The certificate is for a mailbox, and mail programs look for it here and nowhere else.",
		.remedy = "Add the validated address as rfc822Name, or as SmtpUTF8Mailbox where its local part is not ASCII.",
		.peers = PEERS("pkilint:cabf.smime.san_does_not_contain_email_address", "zlint:e_mailbox_address_shall_contain_an_rfc822_name"),
		.schedule = SBR_SHALL, WITH_SAN(GEN_ANY, needs), .fn = no_mailbox,
	}, {
		.id = "sbr.san.name-form-forbidden",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "subjectAltName has a name of a form that is not allowed",
		.requires = "The subjectAltName has rfc822Names, otherNames and directoryNames, and no names of other forms.",
		.explanation = "The SBR have no rules of validation for other forms. Nobody checked what a dNSName or a "
		    "URI in an S/MIME certificate names.",
		.remedy = "Leave the name out.",
		.peers = PEERS("pkilint:cabf.smime.prohibited_generalname_type_present"),
		.schedule = SBR_SHALL, WITH_SAN(GEN_ANY, reads), .fn = name_form_forbidden,
	}, {
		.id = "sbr.san.other-name-forbidden",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "subjectAltName of a Strict certificate has an otherName that is not a SmtpUTF8Mailbox",
		.requires = "An otherName of a Strict certificate is of type id-on-SmtpUTF8Mailbox.",
		.explanation = "Other types, such as the userPrincipalName of Microsoft, are left to Multipurpose and Legacy certificates, where the CA validates them by its own rules.",
		.remedy = "Leave the otherName out, or issue a Multipurpose certificate.",
		.peers = PEERS("pkilint:cabf.smime.prohibited_othername_type_present"),
		.schedule = SBR_SHALL, WITH_SAN(GEN_STRICT, reads), .fn = other_name_forbidden,
	}, {
		.id = "sbr.san.subject-mailbox-missing",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "Mailbox Address of the subject or of a directoryName is not repeated in the subjectAltName",
		.requires = REPEATED,
		.explanation = "Software looks for addresses in the subjectAltName only, and only those are known to be "
		    "validated. The rule looks at emailAddress and at every attribute whose value has the form of an address. "
		    "The subject's commonName has a rule of its own, and so has an address that differs in letter case or in "
		    "the form of a label.",
		.remedy = "Add the validated address to the subjectAltName, or leave it out of the name.",
		.peers = PEERS(NOT_IN_SAN),
		.schedule = SBR_SHALL, WITHOUT_SAN_TOO, .fn = mailbox_repeated, .asks_profile = true, .arg = MAILBOX_MATCH_NONE,
		.yields_to = IDS("sbr.common-name.mailbox-not-in-san"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.san.subject-mailbox-local-case",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "Mailbox Address is repeated in the subjectAltName with other upper and lower case before the @",
		.requires = REPEATED,
		.explanation = "Upper and lower case count before the @ (RFC 5321 2.4), so these are two addresses, of which one was not validated.",
		.remedy = "Write the address in the same way in both places.",
		.peers = PEERS(NOT_IN_SAN),
		.schedule = SBR_SHALL, WITH_SUBJECT_AND_SAN, .fn = mailbox_repeated, .asks_profile = true, .arg = MAILBOX_MATCH_LOCAL_CASE,
		.yields_to = IDS("sbr.common-name.mailbox-local-case"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.san.subject-mailbox-domain-case",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "Mailbox Address is repeated in the subjectAltName with other upper and lower case in the domain",
		.requires = REPEATED,
		.explanation = "Case does not count in a domain, so both are one address. Software that compares octets does not find the one in the other, "
		    "and CAs have reported such certificates as misissued.",
		.remedy = "Write the address in the same way in both places.",
		.reading = ONE_WRITING,
		.peers = PEERS(NOT_IN_SAN),
		.schedule = SBR_SHALL, WITH_SUBJECT_AND_SAN, .fn = mailbox_repeated, .asks_profile = true, .arg = MAILBOX_MATCH_DOMAIN_CASE,
		.yields_to = IDS("sbr.common-name.mailbox-domain-case"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.san.subject-mailbox-label-form",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "Mailbox Address is repeated in the subjectAltName with the other form of a domain label",
		.requires = REPEATED,
		.explanation = "One of the two has a U-label, the other the A-label that encodes it (RFC 5890). Both are one address, but software that compares "
		    "octets does not find the one in the other. RFC 9598 allows A-labels only in the subjectAltName.",
		.remedy = "Write the domain with A-labels in both places.",
		.reading = ONE_WRITING,
		.schedule = SBR_SHALL, WITH_SUBJECT_AND_SAN, .fn = mailbox_repeated, .asks_profile = true, .arg = MAILBOX_MATCH_IDN,
		.yields_to = IDS("sbr.common-name.mailbox-label-form"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.san.subject-mailbox-doubtful",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "value with an @ and no dot after it is not repeated in the subjectAltName",
		.requires = REPEATED,
		.explanation = "By the grammar of RFC 5321 the value is a Mailbox whose domain has one label. It may be meant as something else.",
		.remedy = "Add the validated address to the subjectAltName, or write the value without an @.",
		.reading = "the SBR define a Mailbox Address by the grammar alone; we read that a value which fits it by chance is one too",
		.schedule = SBR_SHALL, WITHOUT_SAN_TOO, .fn = mailbox_doubtful,
		.yields_to = IDS("sbr.san.subject-mailbox-missing", "sbr.common-name.mailbox-not-in-san", "sbr.common-name.ov-not-organization"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.san.subject-mailbox-inside",
		.section = "7.1.4.2.1",
		.title = "value that is no Mailbox Address contains an address that is not in the subjectAltName",
		.requires = "Nothing: only a Mailbox Address that is a whole value has to be repeated in the subjectAltName.",
		.explanation = "People read the address in the name and take it for validated. The SBR define a Mailbox Address as one without padding or structure, "
		    "and its domain has no underscore, so this value is none. The address is compared octet by octet, as one that is a whole value.",
		.remedy = "Add the validated address to the subjectAltName, or leave it out of the name.",
		.schedule = SBR_NOTICE, WITHOUT_SAN_TOO, .fn = mailbox_inside,
		.yields_to = IDS("sbr.email-address.syntax"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_1_san, "SBR 7.1.4.2.1 Subject alternative name", rules);
