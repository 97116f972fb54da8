/* SPDX-License-Identifier: Apache-2.0 */
/* record.c - is there a record, can it be used, is it about this certificate, do its parts hold together. */
#include "evidence/record/word.h"
#include "rules/evidence/evidence.h"
#include "rules/tables.h"

/* ---- what the engine finds ---- */

static void
record_absent(struct check *c)
{
	report_fact(c, NULL, NULL, NULL);
}

static void
record_unusable(struct check *c)
{
	const struct ev_view *v = c->evidence;
	const struct ev_entry *e = &v->store->entry[v->entry];

	if (e->unusable != NULL)
		report_fact(c, NULL, NULL, "%s, line %llu, column %llu", e->unusable, (unsigned long long)e->bad_line,
		    (unsigned long long)e->bad_column);
	else
		report_fact(c, NULL, NULL, "%s", v->reading->unusable);
}

static void
record_orphan(struct check *c)
{
	report_fact(c, NULL, NULL, NULL);
}

static void
record_incomplete(struct check *c)
{
	report_fact(c, NULL, NULL, "%s", c->evidence->not_evaluated);
}

/* ---- faults of the reading ---- */

/* What is wrong with a long value, by its beginning, and a digest of all of it. */
static void
report_long(struct check *c, const struct ev_fault *f)
{
	struct rest rest = { .n = 0 };

	rest_take(c, &rest, ev_met(f->at));
	report_fact(c, f->at, f->member, "%s (%s)", f->what, rest_show(c, &rest));
}

static void
report_faults(struct check *c, enum ev_fault_kind kind)
{
	const struct ev_reading *r = c->evidence->reading;

	if (!due(c, NULL))
		return;
	for (size_t i = 0; i < r->n_fault; i++) {
		const struct ev_fault *f = &r->fault[i];

		if (f->kind == kind && f->at != NULL && f->member == NULL && ev_met(f->at).n > EV_FAULT_SHOWN)
			report_long(c, f);
		else if (f->kind == kind)
			report_fact(c, f->at, f->member, "%s", f->what);
	}
}

/* Lengths apart, which the rules about the certificate judge. */
static bool
is_mailbox(enum mailbox_fault fault)
{
	return fault == MAILBOX_OK || fault == MAILBOX_LOCAL_TOO_LONG || fault == MAILBOX_LABEL_TOO_LONG ||
	    fault == MAILBOX_DOMAIN_TOO_LONG || fault == MAILBOX_TOO_LONG;
}

static void
bad_field(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_issuance *issuance = r->issuance;
	struct mailbox parts;

	report_faults(c, EV_FAULT_FIELD);
	/* Of a record that is judged alone no notBefore takes its place: no age is measured. */
	if (c->cert == NULL && issuance != NULL && json_says_nothing(json_find(issuance->at, "issued_at")) && due(c, NULL))
		fact_missing_as(c, issuance->at, "issued_at", MISSING_ERROR);
	for (uint32_t i = 0; i < ev_all_mailboxes(r) && due(c, NULL); i++) {
		const struct ev_mailbox *m = &r->mailboxes[i];
		enum mailbox_fault fault = m->address.p != NULL ? mailbox_parse(m->address, MAILBOX_UTF8, &parts) : MAILBOX_OK;

		if (!is_mailbox(fault))
			report_fact(c, m->at, "address", "%s %s", fact_text(c, m->address), mailbox_fault_text(fault));
	}
}

static void
timestamps_well_formed(struct check *c)
{
	const struct ev_attempts *all = &c->evidence->attempts;

	report_faults(c, EV_FAULT_TIME);
	for (uint32_t i = 0; i < all->n && due(c, NULL); i++)
		for (uint32_t k = 0; k < all->attempt[i].n_sighting; k++) {
			const struct ev_sighting *s = &all->attempt[i].sighting[k];

			if (s->time_at != NULL && !s->time.given)
				report_fact(c, s->time_at, NULL, "%s", fact_text(c, s->time_at->raw));
		}
}

/* So many names of members that the format does not have are shown; the others are counted. */
#define SHOWN_MEMBERS 64

/* The names that the format does not have; "" without any. */
static const char *
unknown_members(struct check *c)
{
	const struct ev_reading *r = c->evidence->reading;
	struct rest rest = { .n = 0 };
	const char *names = "";
	size_t n = 0;

	for (size_t i = 0; i < r->n_fault; i++) {
		const char *name;

		if (r->fault[i].kind != EV_FAULT_UNKNOWN)
			continue;
		name = json_pointer(c->arena, r->fault[i].at, NULL);
		if (n++ < SHOWN_MEMBERS)
			names = arena_printf(c->arena, "%s%s%s", names, names[0] != '\0' ? ", " : "", name);
		else
			rest_take(c, &rest, span_of(name));
	}
	return n <= SHOWN_MEMBERS ? names : arena_printf(c->arena, "%s, and %zu more (%s)", names, n - SHOWN_MEMBERS, rest_show(c, &rest));
}

/* One finding for all of them. */
static void
record_format(struct check *c)
{
	const char *names;

	if (!due(c, NULL))
		return;
	names = unknown_members(c);
	if (!span_is(c->evidence->record->evidence_version, "1.0"))
		report_fact(c, c->evidence->record->at, "evidence_version", "%s",
		    fact_text(c, c->evidence->record->evidence_version));
	if (names[0] != '\0')
		report_fact(c, c->evidence->record->at, NULL, "%s", names);
}

/* ---- the certificate ---- */

static bool
hex_is(struct span hex, const uint8_t *octets, const char **shown, struct arena *a)
{
	*shown = text_hex(a, (struct span){ octets, 32 });
	return span_is(hex, *shown);
}

static void
report_other(struct check *c, const char *member, const char *shown)
{
	report_fact(c, c->evidence->record->subject_certificate->at, member, "the certificate's is %s", shown);
}

static void
compare_matchers(struct check *c, const struct ev_subject *s, const struct ev_matchers *m)
{
	const char *shown;

	if (s->tbs_sha256.p != NULL && !hex_is(s->tbs_sha256, m->tbs_sha256, &shown, c->arena))
		report_other(c, "tbs_sha256", shown);
	if (s->sha256.p != NULL && m->has_sha256 && !hex_is(s->sha256, m->sha256, &shown, c->arena))
		report_other(c, "sha256", shown);
	if (s->issuer_name_sha256.p != NULL && !hex_is(s->issuer_name_sha256, m->issuer_name_sha256, &shown, c->arena))
		report_other(c, "issuer_name_sha256", shown);
	if (s->serial.p != NULL && m->serial.p != NULL && !span_eq(s->serial, m->serial))
		report_other(c, "serial", show_text(c, m->serial, 100));
}

static void
record_matches_certificate(struct check *c)
{
	const struct ev_subject *s = c->evidence->record->subject_certificate;

	if (!due(c, NULL))
		return;
	if (s == NULL)
		fact_missing(c, c->evidence->record->at, "subject_certificate");
	else if (s->tbs_sha256.p == NULL && s->sha256.p == NULL && (s->issuer_name_sha256.p == NULL || s->serial.p == NULL))
		fact_missing(c, s->at, "tbs_sha256");
	else if (c->evidence->certificate != NULL)
		compare_matchers(c, s, c->evidence->certificate);
}

/* What a record says it replaces: not itself, and not one of several that are called the same and differ. */
static void
check_superseded(struct check *c)
{
	const struct ev_view *v = c->evidence;
	const struct ev_record *own = v->record, *first = NULL;
	unsigned n = 0;

	if (own->supersedes.p == NULL)
		return;
	if (own->record_id.p != NULL && span_eq(own->supersedes, own->record_id)) {
		report_fact(c, own->at, "supersedes", "%s, its own record_id", fact_text(c, own->supersedes));
		return;
	}
	for (uint32_t i = 0; v->rival != NULL && i < v->n_rival; i++) {
		const struct ev_record *r = v->rival[i].record;

		if (r == NULL || r->record_id.p == NULL || !span_eq(r->record_id, own->supersedes))
			continue;
		if (first == NULL)
			first = r;
		n += r == first || !json_equal(r->at, first->at);
	}
	if (n > 1)
		report_fact(c, own->at, "supersedes", "%s, which %u that differ are called", fact_text(c, own->supersedes), n);
}

static void
one_record_per_certificate(struct check *c)
{
	const struct ev_view *v = c->evidence;
	const struct ev_rival *own = NULL;

	for (uint32_t i = 0; v->rival != NULL && i < v->n_rival; i++)
		if (v->rival[i].entry == v->entry)
			own = &v->rival[i];
	if (!due(c, NULL) || (own != NULL && own->superseded))
		return;
	check_superseded(c);
	for (uint32_t i = 0; v->rival != NULL && i < v->n_rival; i++) {
		const struct ev_rival *r = &v->rival[i];

		if (r != own && r->record != NULL && !r->superseded && !json_equal(r->record->at, v->record->at))
			report_fact(c, v->record->at, "subject_certificate", "also %s",
			    r->record->record_id.p != NULL ? fact_text(c, r->record->record_id) : "a record without record_id");
	}
	if (v->n_unread_rival > 0)
		report_fact(c, v->record->at, "subject_certificate", "also %zu records that were not compared", v->n_unread_rival);
	if (v->n_unjudged_rival > 0)
		report_fact(c, v->record->at, "subject_certificate", "%u of them were not judged", (unsigned)v->n_unjudged_rival);
}

/* Of more records with one record_id those nearest to the one at hand are compared with it. */
#define MOST_NAMESAKES 8

/* Those about this certificate are told of by evidence.record.one-record-per-certificate. */
static bool
is_rival(const struct ev_view *v, uint32_t entry)
{
	for (uint32_t i = 0; v->rival != NULL && i < v->n_rival; i++)
		if (v->rival[i].entry == entry)
			return true;
	return false;
}

static bool
is_of_another_ca(const struct ev_record *a, const struct ev_record *b)
{
	return a->ca != NULL && b->ca != NULL && a->ca->name.p != NULL && b->ca->name.p != NULL && !span_eq(a->ca->name, b->ca->name);
}

/* Does the entry hold another record of that name? */
static bool
is_namesake(struct check *c, uint32_t entry)
{
	const struct ev_record *own = c->evidence->record;
	struct ev_reading other;

	if (is_rival(c->evidence, entry) || !ev_store_read(c->evidence->store, entry, c->arena, &other) || other.record == NULL)
		return false;
	return span_eq(other.record->record_id, own->record_id) && !is_of_another_ca(other.record, own) && !json_equal(other.record->at, own->at);
}

static void
record_id_unique(struct check *c)
{
	const struct ev_view *v = c->evidence;
	uint32_t entry[MOST_NAMESAKES];
	size_t n;

	if (!due(c, NULL) || v->record->record_id.n == 0)
		return;
	n = ev_store_namesakes(v->store, v->record->record_id, v->entry, entry, MOST_NAMESAKES);
	for (size_t i = 0; i < n && i < MOST_NAMESAKES; i++)
		if (is_namesake(c, entry[i])) {
			const struct ev_entry *e = &v->store->entry[entry[i]];

			report_fact(c, v->record->at, "record_id", "%s, also line %llu of %s", fact_text(c, v->record->record_id),
			    (unsigned long long)e->line, fact_text(c, span_of(v->store->source[e->source].name)));
			return;
		}
	if (n > MOST_NAMESAKES)
		not_evaluated(c, "more records have the record_id than are compared");
}

static void
profile_matches_policy_oid(struct check *c)
{
	const struct ev_issuance *issuance = c->evidence->record->issuance;
	const struct ext_policies *p = &c->cert->policies;
	const char *others = NULL;

	if (!due(c, NULL))
		return;
	if (issuance == NULL || issuance->profile.p == NULL) {
		not_evaluated(c, "issuance.profile is not in the record");
		return;
	}
	for (unsigned i = 0; i < p->n; i++) {
		const char *name = oid_name(p->v[i].id), *dash = oid_is_sbr(p->v[i].id) ? strrchr(name, '-') : NULL;

		if (dash == NULL)
			continue;
		others = arena_printf(c->arena, "%.*s/%s", (int)(dash - name), name, dash + 1);
		if (ev_word_is(issuance->profile, others))
			return;
	}
	if (others == NULL)
		not_applicable(c, "the certificate has no reserved policy OID of SBR 7.1.6.1");
	else
		report_fact(c, issuance->at, "profile", "%s, the certificate %s", issuance->profile.n > 0 ? fact_text(c, issuance->profile) : "nothing", others);
}

/* ---- what refers to what ---- */

/* Is there an object in the list whose own id is missing or cannot be read?  That is a finding already. */
static bool
has_nameless(const struct check *c, const char *list)
{
	const struct json_value *l = json_find(c->evidence->record->at, list), *id;

	if (l == NULL || l->type != JSON_ARRAY)
		return l != NULL && l->type != JSON_NULL;
	for (l = l->child; l != NULL; l = l->next)
		if ((id = json_find(l, "id")) == NULL || id->type != JSON_STRING)
			return true;
	return false;
}

/* The id of some object of a list that this one names; n: how many have it. */
static void
check_reference(struct check *c, const struct json_value *at, const char *member, struct span id, unsigned n, const char *list)
{
	if (id.p == NULL || n == 1)
		return;
	if (n == 0 && has_nameless(c, list))
		not_evaluated(c, arena_printf(c->arena, "an object of %s has no id that can be read", list));
	else if (n == 0)
		report_fact(c, at, member, "nothing is called %s", fact_text(c, id));
	else
		report_fact(c, at, member, "%u are called %s", n, fact_text(c, id));
}

static void
mailbox_references(struct check *c, const struct ev_record *r)
{
	unsigned n;

	for (uint32_t i = 0; i < ev_all_mailboxes(r); i++) {
		const struct ev_mailbox *m = &r->mailboxes[i];

		(void)ev_validation_find(r, m->validation, &n);
		check_reference(c, m->at, "validation", m->validation, n, "validations");
		(void)ev_caa_check_find(r, m->caa, &n);
		check_reference(c, m->at, "caa", m->caa, n, "caa_checks");
	}
}

static void
references_resolve(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	unsigned n;

	if (!due(c, NULL))
		return;
	mailbox_references(c, r);
	for (uint32_t i = 0; i < r->n_validations; i++) {
		(void)ev_mpic_find(r, r->validations[i].mpic, &n);
		check_reference(c, r->validations[i].at, "mpic", r->validations[i].mpic, n, "mpic");
	}
	for (uint32_t i = 0; i < r->n_caa_checks; i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];
		const struct json_value *reused = check->corroboration_reuse != NULL ? check->corroboration_reuse->mpic : NULL;

		(void)ev_mpic_find(r, check->mpic, &n);
		check_reference(c, check->at, "mpic", check->mpic, n, "mpic");
		if (reused != NULL && reused->type == JSON_STRING) {
			(void)ev_mpic_find(r, reused->text, &n);
			check_reference(c, reused->parent, "mpic", reused->text, n, "mpic");
		}
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.record.absent",
		.section = "(format)",
		.title = "no validation evidence record for this certificate",
		.requires = "With evidence at hand, each certificate has a record of how it was validated.",
		.explanation = "Evidence that is not there proves nothing. The notice becomes an error with --require-evidence.",
		.remedy = "Give the record of this certificate, with its tbs_sha256.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }),
		.fn = record_absent, .scope = SCOPE_ALL, .evidence = EVIDENCE_RUN,
	},
	{
		.id = "evidence.record.unusable",
		.section = "(format)",
		.title = "validation evidence record cannot be used",
		.requires = "A record is one UTF-8 JSON object without duplicate names and within the limits. Its "
		    "evidence_format is smime-issuance-evidence, and the major number of its evidence_version is 1.",
		.explanation = "Nothing of such a record is evaluated; its certificate is linted as one without a record.",
		.remedy = "Mend the record at the place that the finding names.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_SHALL }),
		.fn = record_unusable, .scope = SCOPE_ALL, .evidence = EVIDENCE_RUN,
	},
	{
		.id = "evidence.record.orphan",
		.section = "(format)",
		.title = "validation evidence record belongs to no certificate that was linted",
		.requires = "Each record matches a certificate of the run.",
		.explanation = "It is listed at the end of the run, so that a record whose matchers are wrong is not lost.",
		.remedy = "Give its certificate too, or correct subject_certificate.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }),
		.fn = record_orphan, .scope = SCOPE_ALL, .evidence = EVIDENCE_RUN,
	},
	{
		.id = "evidence.record.incomplete",
		.section = "(format)",
		.title = "validation evidence record lacks facts that rules need",
		.requires = "With --require-evidence=full, the record and the tables that are given suffice for every rule that applies.",
		.explanation = "The value names the rules that were not evaluated. Without the option they are counted at the end of the "
		    "report. smimelint-evidence(5) lists which members each rule reads.",
		.remedy = "Record the facts, or give the tables (--psl, --perspectives, --issuer-domain).",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_SHALL }),
		.fn = record_incomplete, .scope = SCOPE_ALL, .evidence = EVIDENCE_RUN,
	},
	{
		.id = "evidence.record.record-format",
		.section = "(format)",
		.title = "validation evidence record goes beyond format 1.0",
		.requires = "Members that format 1.0 does not have, and later minor versions, are accepted and ignored.",
		.explanation = "What is misspelt is ignored like what is new.",
		.remedy = "Check the names; put what is the CA's own under extensions.",
		.schedule = SBR_NOTICE,
		.fn = record_format, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.bad-field",
		.section = "(format)",
		.title = "member of the validation evidence record is missing or of a wrong type or form",
		.requires = "Members have the types and forms of format 1.0, and those that it requires are there.",
		.explanation = "Such a member is treated as absent. Without issuance.issued_at no age is measured where the record is judged alone; "
		    "with its certificate notBefore takes the place, and evidence.record.issuance-time-sane warns.",
		.remedy = "Write the member as smimelint-evidence(5) says.",
		.schedule = SBR_SHALL,
		.fn = bad_field, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .tells_damage = true,
	},
	{
		.id = "evidence.record.timestamps-well-formed",
		.section = "(format)",
		.title = "time in the validation evidence record is no RFC 3339 time with zone",
		.requires = "Times are RFC 3339 date-times with Z or a numeric offset; *_ns members are integers of nanoseconds since 1970.",
		.explanation = "Such a time is treated as absent.",
		.remedy = "Write 2026-07-01T09:30:00Z.",
		.schedule = SBR_SHALL,
		.fn = timestamps_well_formed, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .tells_damage = true,
	},
	{
		.id = "evidence.record.record-matches-certificate",
		.section = "(format)",
		.title = "matcher of the validation evidence record is not that of the certificate",
		.requires = "subject_certificate has a matcher (tbs_sha256, sha256, or issuer_name_sha256 with serial), and each that it has "
		    "is the certificate's.",
		.explanation = "A record that one matcher finds and another contradicts may be about another certificate. "
		    "Then nothing that it says is sure. tbs_sha256 is the preferred matcher, because it is the same before "
		    "signing and after.",
		.remedy = "Write the matchers of this certificate, or give its own record.",
		.schedule = SBR_SHALL, .missing = MISSING_ERROR,
		.fn = record_matches_certificate, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.one-record-per-certificate",
		.section = "(format)",
		.title = "several validation evidence records that differ are about this certificate",
		.requires = "Each record about a certificate says the same as the others, or another record names it in supersedes. "
		    "A record does not supersede itself.",
		.explanation = "Records that differ cannot both be what happened. Each that no other supersedes is judged, so that their "
		    "order decides nothing; of more than 16 the last ones. Those that supersede one another in a ring all stand.",
		.remedy = "Leave out the wrong one, or name its record_id in the supersedes of the right one.",
		.schedule = SBR_SHALL,
		.fn = one_record_per_certificate, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.record-id-unique",
		.section = "(format)",
		.title = "another validation evidence record has the same record_id",
		.requires = "A record_id names one record of the CA.",
		.explanation = "A finding, a report or supersedes that names a record then means two of them. The same record given twice is no fault, "
		    "nor are records of CAs with different names.",
		.remedy = "Give each record an id of its own.",
		.schedule = SBR_SHALL,
		.fn = record_id_unique, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.references-resolve",
		.section = "(format)",
		.title = "id in the validation evidence record names no object, or more than one",
		.requires = "Each id under mailboxes[], validations[].mpic, caa_checks[].mpic and corroboration_reuse.mpic is the id of "
		    "exactly one object.",
		.explanation = "What is referred to cannot be found, so it proves nothing for what refers to it. (Codes of Network "
		    "Perspectives: see evidence.mpic.perspective-table-complete.)",
		.remedy = "Put the object into the record, or correct the id.",
		.schedule = SBR_SHALL,
		.fn = references_resolve, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.profile-matches-policy-oid",
		.section = "SBR 7.1.6.1",
		.title = "profile in the validation evidence record is not that of the certificate",
		.requires = "issuance.profile is the type and generation of the reserved policy OID 2.23.140.1.5.T.G in the certificate.",
		.explanation = "The type decides what had to be validated. A record for another type shows that of another certificate.",
		.remedy = "Issue with the OID of the profile that was validated, or correct the record.",
		.schedule = SBR_SHALL,
		.fn = profile_matches_policy_oid, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_MATCHED,
		.needs = PARTS1(PART_EXT_CP),
	},
};

RULE_TABLE(rules_evidence_record, "Evidence: the record", rules);
