/* SPDX-License-Identifier: Apache-2.0 */
/* coverage.c - has each mailbox of the certificate a validation that holds? */
#include "evidence/record/word.h"
#include "rule/memo.h"
#include "rules/common/repeated.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/idna.h"

/* A mailbox entry, taken apart to be compared: the local part octet by octet, the domain as A-labels. */
struct entry {
	const struct ev_mailbox *entry;
	struct span local, domain;
	bool again;			/* told as the second of a mailbox, which may stand twice in the certificate as well */
};

static void
take_apart(struct check *c, struct span address, const struct mailbox *parts, struct span *local, struct span *domain)
{
	/* Text without an @ is compared as a whole. */
	*local = parts->local.p != NULL ? parts->local : address;
	*domain = parts->local.p != NULL ? idna_domain_key(c->arena, parts->domain) : SPAN_NONE;
}

static struct entry *
read_entries(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	struct entry *e = arena_array(c->arena, ev_all_mailboxes(r), sizeof *e);
	struct mailbox parts;

	for (uint32_t i = 0; e != NULL && i < ev_all_mailboxes(r); i++) {
		e[i].entry = &r->mailboxes[i];
		if (r->mailboxes[i].address.p == NULL)
			continue;
		(void)mailbox_parse(r->mailboxes[i].address, MAILBOX_UTF8, &parts);
		take_apart(c, r->mailboxes[i].address, &parts, &e[i].local, &e[i].domain);
	}
	return e;
}

/* The entry of a mailbox; NULL where there is none.  *second: another one, where there are two. */
static const struct ev_mailbox *
find_entry(struct check *c, const struct entry *e, struct span address, const struct mailbox *parts,
    const struct ev_mailbox **second)
{
	const struct ev_mailbox *found = NULL;
	struct span local, domain;

	*second = NULL;
	take_apart(c, address, parts, &local, &domain);
	for (uint32_t i = 0; i < ev_all_mailboxes(c->evidence->record); i++) {
		if (e[i].local.p == NULL || !span_eq(e[i].local, local) || !span_eq(e[i].domain, domain))
			continue;
		if (found != NULL && *second == NULL)
			*second = e[i].entry;
		else if (found == NULL)
			found = e[i].entry;
	}
	return found;
}

/* ---- mailboxes without an entry ---- */

/* They may stand in the certificate more than once. */
struct lacks {
	struct span *shown, *key;
	bool *again;			/* an earlier one is the same mailbox */
	size_t most;
	unsigned n;
};

/* Room for all of them, once there is one.  False: memory is out. */
static bool
lacks_have_room(struct check *c, struct lacks *l)
{
	if (l->shown == NULL) {
		l->shown = arena_array(c->arena, l->most, sizeof *l->shown);
		l->key = arena_array(c->arena, l->most, sizeof *l->key);
		l->again = arena_array(c->arena, l->most, sizeof *l->again);
	}
	return l->shown != NULL && l->key != NULL && l->again != NULL;
}

static void
lacks_add(struct check *c, struct lacks *l, struct span address, const struct mailbox *parts)
{
	struct span local, domain;
	uint8_t *key;

	take_apart(c, address, parts, &local, &domain);
	if (!lacks_have_room(c, l) || (key = arena_take(c->arena, domain.n + 1 + local.n)) == NULL)
		return;
	if (domain.n > 0)
		memcpy(key, domain.p, domain.n);
	key[domain.n] = '@';
	memcpy(key + domain.n + 1, local.p, local.n);
	l->shown[l->n] = address;
	l->again[l->n] = false;
	l->key[l->n++] = (struct span){ key, domain.n + 1 + local.n };
}

static struct span
lack_key(const void *list, unsigned i)
{
	return ((const struct lacks *)list)->key[i];
}

static void
mark_again(struct check *c, const void *list, unsigned i)
{
	(void)c;
	((const struct lacks *)list)->again[i] = true;
}

/* An entry that has the mailbox in other letters, upper or lower case: which of the two it is a host alone knows (RFC 5321 2.4). */
static const struct ev_mailbox *
other_letters(const struct check *c, struct span address)
{
	const struct ev_record *r = c->evidence->record;
	uint32_t i = 0;

	while (i < ev_all_mailboxes(r) && (r->mailboxes[i].address.p == NULL || !text_equal_ascii(r->mailboxes[i].address, address)))
		i++;
	return i < ev_all_mailboxes(r) ? &r->mailboxes[i] : NULL;
}

static void
report_lack(struct check *c, struct span address)
{
	const struct ev_mailbox *other = other_letters(c, address);

	if (other != NULL)
		report_fact(c, c->evidence->record->at, "mailboxes", "no entry for %s: %s is another mailbox, upper and lower case count before the @",
		    fact_text(c, address), fact_text(c, other->address));
	else
		report_fact(c, c->evidence->record->at, "mailboxes", "no entry for %s", fact_text(c, address));
}

/* Each mailbox once.  nameless: so many entries have no address that can be read, one of which may be its own. */
static void
lacks_report(struct check *c, const struct lacks *l, uint32_t nameless)
{
	if (l->n > 1)
		each_repeated(c, l, l->n, lack_key, mark_again);
	for (unsigned i = 0; i < l->n; i++) {
		if (l->again[i])
			continue;
		if (nameless > 0)
			nameless--;
		else
			report_lack(c, l->shown[i]);
	}
}

/* ---- of nobody ---- */

static void
no_unmatched_mailbox(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (!due(c, NULL))
		return;
	for (uint32_t i = r->n_mailboxes; i < ev_all_mailboxes(r); i++)
		report_fact(c, r->mailboxes[i].at, "address", "%s", fact_text(c, r->mailboxes[i].address));
}

static void
report_unreferenced(struct check *c, const struct json_value *at, struct span id)
{
	if (id.p != NULL)
		report_fact(c, at, NULL, "%s", fact_text(c, id));
}

static void
no_unreferenced_evidence(struct check *c)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	const struct ev_record *r = c->evidence->record;

	if (ev_all_mailboxes(r) == 0 || !due(c, NULL))
		return;
	for (uint32_t i = 0; i < r->n_validations; i++)
		if (!ask_validation_referenced(r, &r->validations[i]))
			report_unreferenced(c, r->validations[i].at, r->validations[i].id);
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (!ask_check_referenced(r, &r->caa_checks[i]))
			report_unreferenced(c, r->caa_checks[i].at, r->caa_checks[i].id);
	for (uint32_t i = 0; i < all->n; i++)
		if (all->attempt[i].validation == NULL && all->attempt[i].caa == NULL)
			report_unreferenced(c, all->attempt[i].mpic->at, all->attempt[i].mpic->id);
}

/* ---- the validation of an entry ---- */

static void
look_entry(struct check *c, const struct ev_mailbox *m)
{
	const struct ev_validation *v = validation_of(c, m);
	struct contradiction x;

	if (m->validation.p == NULL)
		fact_missing(c, m->at, "validation");
	else if (v == NULL)
		not_evaluated(c, "a mailbox refers to no single validation: evidence.record.references-resolve");
	else if (v->result.p == NULL)
		fact_missing(c, v->at, "result");
	else if (!ev_word_is(v->result, "pass"))
		report_fact(c, m->at, "validation", "%s has the result %s", fact_text(c, v->id), fact_text(c, v->result));
	else if (validation_contradicts(v, &x))
		report_fact(c, m->at, "validation", "the times of %s contradict one another", fact_text(c, v->id));
}

/* Those of other certificates of the same order are not this one's. */
static void
look_entries(struct check *c, const struct ev_record *r)
{
	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		look_entry(c, &r->mailboxes[i]);
}

/* Entries whose address is missing or cannot be read, each of them a finding already. */
static uint32_t
count_nameless(const struct check *c)
{
	const struct json_value *l = json_find(c->evidence->record->at, "mailboxes"), *address;
	uint32_t n = 0;

	for (l = l != NULL && l->type == JSON_ARRAY ? l->child : NULL; l != NULL; l = l->next)
		n += (address = json_find(l, "address")) == NULL || address->type != JSON_STRING;
	return n;
}

static void
tell_second(struct check *c, struct entry *e, const struct ev_mailbox *second, struct span address)
{
	bool *again = &e[second - c->evidence->record->mailboxes].again;

	if (!*again)
		report_fact(c, second->at, "address", "a second entry for %s", fact_text(c, address));
	*again = true;
}

static void
look_certificate(struct check *c, struct entry *e)
{
	const struct ev_mailbox *second;
	struct lacks lacks = { .most = c->cert->n_mailbox };

	for (unsigned i = 0; i < c->cert->n_mailbox; i++) {
		const struct cert_mailbox *m = &c->cert->mailbox[i];

		if (find_entry(c, e, m->text, &m->parts, &second) == NULL)
			lacks_add(c, &lacks, m->text, &m->parts);
		else if (second != NULL)
			tell_second(c, e, second, m->text);
	}
	if (lacks.n > 0)
		lacks_report(c, &lacks, count_nameless(c));
}

static void
san_mailbox_has_validation(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	struct entry *e;

	if (!due(c, NULL))
		return;
	if (ev_all_mailboxes(r) == 0) {
		fact_missing(c, r->at, "mailboxes");
		return;
	}
	look_entries(c, r);
	if (c->cert == NULL)
		return;
	if (c->cert->state[PART_EXT_SAN] == PART_IS_BAD)
		not_evaluated(c, "the subjectAltName cannot be read");
	else if ((e = read_entries(c)) != NULL)
		look_certificate(c, e);
}

/* ---- mailboxes outside the subjectAltName ---- */

static void
look_name(struct check *c, const struct entry *e, const struct mailbox_set *san, const struct cert_name *n, struct lacks *lacks)
{
	const struct ev_mailbox *second;
	struct mailbox parts;

	for (unsigned i = 0; i < n->n_attr; i++) {
		const struct cert_attr *a = &n->attr[i];

		if ((a->type != OID_EMAIL_ADDRESS && a->type != OID_COMMON_NAME) || a->text.p == NULL ||
		    a->mailbox != MAILBOX_SORT_LIKE || mailbox_set_find(san, a->text) >= MAILBOX_MATCH_IDN)
			continue;
		(void)mailbox_parse(a->text, MAILBOX_UTF8, &parts);
		if (find_entry(c, e, a->text, &parts, &second) == NULL)
			lacks_add(c, lacks, a->text, &parts);
	}
}

static void
subject_mailbox_has_validation(struct check *c)
{
	const struct general_names *names = &c->cert->san;
	const struct mailbox_set *san;
	const struct entry *e;
	struct lacks lacks = { .most = c->cert->subject.n_attr };

	if (!due(c, NULL))
		return;
	if (ev_all_mailboxes(c->evidence->record) == 0) {
		not_evaluated(c, "mailboxes is not in the record");
		return;
	}
	for (unsigned i = 0; i < names->n; i++)
		lacks.most += names->v[i].directory != NULL ? names->v[i].directory->n_attr : 0;
	if ((e = read_entries(c)) == NULL)
		return;
	san = memo_mailboxes(c);
	look_name(c, e, san, &c->cert->subject, &lacks);
	for (unsigned i = 0; i < names->n; i++)
		if (names->v[i].directory != NULL)
			look_name(c, e, san, names->v[i].directory, &lacks);
	lacks_report(c, &lacks, 0);
}

/* ---- of whom ---- */

/* What an Enterprise RA asks for is of an enterprise that the record names: evidence.enterprise-ra.enterprise-ra-domains. */
static void
look_applicant(struct check *c, const struct ev_validation *v)
{
	const struct ev_issuance *i = c->evidence->record->issuance;

	if (v->applicant_id.p == NULL)
		fact_missing(c, v->at, "applicant_id");
	else if (!span_eq(v->applicant_id, i->applicant_id))
		report_fact(c, v->at, "applicant_id", "%s for %s", fact_text(c, v->applicant_id), fact_text(c, i->applicant_id));
}

static void
validation_of_applicant(struct check *c)
{
	const struct ev_issuance *i = c->evidence->record->issuance;

	if (i != NULL && i->applicant_id.p != NULL && !by_enterprise_ra(c) && due(c, NULL))
		each_validation(c, look_applicant);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.coverage.san-mailbox-has-validation",
		.section = "SBR 3.2.2",
		.title = "mailbox without a validation that holds",
		.requires = "Each rfc822Name and SmtpUTF8Mailbox of the subjectAltName has exactly one entry in mailboxes[], whose "
		    "validation succeeded and does not contradict itself.",
		.explanation = "The CA verifies that the Applicant controls all mailboxes in the certificate. Domains are compared as A-labels. Upper and lower case "
		    "count in a local part (RFC 5321 2.4): only its host knows whether A@example.com is a@example.com. An entry whose validation is not in the record is a matter of "
		    "evidence.record.references-resolve alone.",
		.remedy = "Validate each mailbox before issuing; record which validation covers it.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = san_mailbox_has_validation, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.coverage.subject-mailbox-has-validation",
		.section = "SBR 3.2.2, 7.1.4.2.1, 7.1.4.2.2",
		.title = "mailbox in the subject or a directoryName without validation",
		.requires = "Each Mailbox Address in commonName or emailAddress of the subject, or of a directoryName in the "
		    "subjectAltName, is covered by an entry in mailboxes[].",
		.explanation = "All mailboxes of a certificate are validated, wherever they stand. One that stands in the subjectAltName "
		    "too is judged there.",
		.remedy = "Validate the mailbox, and put it into the subjectAltName, which has to repeat it.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = subject_mailbox_has_validation, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_MATCHED,
		.needs = PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN),
	},
	{
		.id = "evidence.coverage.no-unmatched-mailbox",
		.section = "(format)",
		.title = "mailbox of the validation evidence record is not in the certificate",
		.requires = "Each entry in mailboxes[] is about a mailbox of the certificate.",
		.explanation = "Records may be written for a whole order, so that this is worth knowing and no fault. What the record says of such a "
		    "mailbox alone is not judged with this certificate.",
		.remedy = "See whether the record is that of this certificate.",
		.schedule = SBR_NOTICE,
		.fn = no_unmatched_mailbox, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_MATCHED,
		.needs = PARTS1(PART_EXT_SAN),
	},
	{
		.id = "evidence.coverage.no-unreferenced-evidence",
		.section = "(format)",
		.title = "nothing in the validation evidence record relies on this object",
		.requires = "A mailbox names each validation and CAA check; a validation or a CAA check names each corroboration.",
		.explanation = "What nothing relies on is not judged, because it is no evidence for a mailbox. A CAA check that no mailbox names "
		    "counts where it is the last one of its domain, and where it forbids (evidence.caa.caa-result-permits).",
		.remedy = "Name the object where it belongs, or leave it out.",
		.schedule = SBR_NOTICE,
		.fn = no_unreferenced_evidence, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.coverage.validation-of-applicant",
		.section = "SBR 3.2.2",
		.title = "mailbox was validated for another Applicant",
		.requires = "The CA verifies that the Applicant controls the email accounts: the validation that a mailbox relies on names the "
		    "Applicant of the issuance.",
		.explanation = "A validation may be used for several certificates, all of them of the Applicant for whom it was made.",
		.remedy = "Validate for this Applicant, or record the same name of the Applicant in both places.",
		.reading = "Each applicant_id is read as another Applicant. By the other reading the two are one company and its affiliate, which "
		    "count as one Applicant for domains (TLS BR 3.2.2.4).",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED,
		.fn = validation_of_applicant, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
};

RULE_TABLE(rules_evidence_coverage, "Evidence: mailboxes and their validations", rules);
