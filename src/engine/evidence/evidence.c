/* SPDX-License-Identifier: Apache-2.0 */
/*
 * evidence.c - meets the record of a certificate with the rules over
 * evidence.  Each rule asks due() for every object it judges: levels are those
 * of the day on which that happened.
 */
#include "engine/engine.h"
#include "evidence/answer.h"
#include "evidence/record/shape.h"
#include "evidence/record/word.h"

const char *const record_rule_ids[RECORD_RULES] = {
	[RECORD_ABSENT] = "evidence.record.absent", [RECORD_UNUSABLE] = "evidence.record.unusable",
	[RECORD_ORPHAN] = "evidence.record.orphan", [RECORD_INCOMPLETE] = "evidence.record.incomplete",
	[RECORD_RIVALS] = "evidence.record.one-record-per-certificate", [RECORD_FIELD] = "evidence.record.bad-field",
	[RECORD_MATCHES] = "evidence.record.record-matches-certificate",
};
/* So many records about one certificate are judged; of more, which nobody has by right, the last ones. */
#define MAX_JUDGED 16u
#define JUDGED_TEXT "16"

/* ---- the rules ---- */

/*
 * The day before which nothing can have been issued, whatever the record says: the certificate's notBefore, which may differ
 * from the signing by two days (TLS BR 7.1.2.7); of a record that is judged alone, the last of what it says was done.
 */
static int32_t
not_issued_before(const struct smimelint_run *run, const struct ev_record *r)
{
	int32_t day = DAY_ALWAYS, done;

	if (!run->record_only)
		return run->cert.not_before.ok ? day_from_seconds(run->cert.not_before.seconds) - 2 : DAY_ALWAYS;
	for (uint32_t i = 0; i < r->n_validations; i++)
		if (r->validations[i].completed_at.given && (done = day_from_seconds(r->validations[i].completed_at.seconds)) > day)
			day = done;
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (r->caa_checks[i].checked_at.given && (done = day_from_seconds(r->caa_checks[i].checked_at.seconds)) > day)
			day = done;
	return day;
}

static void
settle_issuance(const struct smimelint_run *run, struct ev_view *v)
{
	int32_t earliest;

	const struct ev_issuance *issuance = v->record->issuance;

	if (issuance != NULL && issuance->issued_at.given)
		v->issued = issuance->issued_at;
	else if (!run->record_only && run->cert.not_before.ok)
		v->issued = (struct ev_time){ true, 0, run->cert.not_before.seconds };
	if (run->ctx->at != DAY_NEVER)
		v->issued_day = run->ctx->at;
	else
		v->issued_day = v->issued.given ? day_from_seconds(v->issued.seconds) : RULESET_DAY;
	/* No record leaves the SBR by a time of issuance that cannot be. */
	if (v->issued_day < SBR_DAY && run->ctx->at == DAY_NEVER && (earliest = not_issued_before(run, v->record)) >= SBR_DAY)
		v->issued_day = earliest;
}

/* By what the certificate is judged; where that does not tell type and generation, its record does. */
static struct profile
evidence_profile(const struct smimelint_run *run, const struct ev_view *v, struct profile p)
{
	const struct ev_issuance *issuance = v->record->issuance;
	uint16_t kind;
	uint8_t type, gen;

	if (run->record_only)
		p = (struct profile){ .kind = KIND_SUBSCRIBER, .types = TYPE_ANY, .gens = GEN_ANY };
	/* A record is of a subscriber's. */
	if (p.kind == KIND_SUBSCRIBER)
		p.also = 0;
	if (p.kind != KIND_SUBSCRIBER || p.known || issuance == NULL || issuance->profile.p == NULL)
		return p;
	for (const char *const *word = ev_profile_words; *word != NULL; word++)
		if (ev_word_is(issuance->profile, *word) && profile_parse(*word, &kind, &type, &gen)) {
			p.types = type;
			p.gens = gen;
		}
	return p;
}

/* One of the records that are judged. */
struct judged {
	struct ev_view *view;
	struct profile profile;
	struct check check;
};
struct judged_records {
	struct judged v[MAX_JUDGED];
	uint32_t n;
};

/* Of two records: what was found in one of them weighs more than what the other has, and so does what could not be judged. */
static uint8_t
weightier(uint8_t a, uint8_t b)
{
	static const uint8_t weight[] = {
		[SMIMELINT_RULE_OFF] = 0, [SMIMELINT_RULE_NOT_APPLICABLE] = 1, [SMIMELINT_RULE_NOT_EFFECTIVE] = 2, [SMIMELINT_RULE_PASS] = 3,
		[SMIMELINT_RULE_NOT_EVALUATED] = 4, [SMIMELINT_RULE_UNREADABLE] = 5, [SMIMELINT_RULE_FOUND] = 6,
	};

	return weight[a] >= weight[b] ? a : b;
}

/* Parts of the certificate that it compares with the record, and that cannot be read, or not wholly. */
static uint64_t
unread_parts(const struct smimelint_run *run, const struct smimelint_rule *r, bool wholly)
{
	const struct cert_view *cv = &run->cert;

	if (r->evidence != EVIDENCE_MATCHED || r->needs == 0)
		return 0;
	return r->needs & (wholly ? artifact_unseen(cv) : cv->bad_parts | cv->typed_parts);
}

static void
run_rule(struct smimelint_run *run, struct judged *j, size_t i, uint64_t *unread)
{
	const struct smimelint_rule *r = run->rules[i];
	struct plan_entry e = { .rule = (uint16_t)i, .row = r, .upcoming = DAY_NEVER };
	struct sink sink = { .run = run, .entry = &e, .dated = &e };
	uint8_t before = run->outcome[i];

	run->outcome[i] = SMIMELINT_RULE_NOT_APPLICABLE;
	if (j->view->issued_day < SBR_DAY && run->ctx->upcoming == DAY_ALWAYS) {
		run->outcome[i] = SMIMELINT_RULE_NOT_EFFECTIVE;
	} else if (unread_parts(run, r, false) != 0) {
		run->outcome[i] = SMIMELINT_RULE_UNREADABLE;
		*unread |= unread_parts(run, r, false);
	} else {
		j->check.rule = r;
		j->check.sink = &sink;
		r->fn(&j->check);
		if (unread_parts(run, r, true) != 0 && run->outcome[i] != SMIMELINT_RULE_FOUND) {
			run->outcome[i] = SMIMELINT_RULE_UNREADABLE;
			*unread |= unread_parts(run, r, true);
		}
	}
	run->outcome[i] = weightier(run->outcome[i], before);
}

static bool
judges_record(const struct smimelint_run *run, size_t i, const struct profile *p)
{
	const struct smimelint_rule *r = run->rules[i];

	return (r->evidence == EVIDENCE_RECORD || (r->evidence == EVIDENCE_MATCHED && !run->record_only)) && rule_covers(&r->scope, p);
}

/* A rule speaks that was not chosen, because one that was could not look. */
static void
run_unchosen(struct smimelint_run *run, struct judged_records *all, size_t i)
{
	uint64_t unread = 0;

	for (uint32_t k = 0; k < all->n; k++)
		run_rule(run, &all->v[k], i, &unread);
	if (run->outcome[i] != SMIMELINT_RULE_FOUND)
		run->outcome[i] = SMIMELINT_RULE_OFF;
}

/* Those that say what cannot be read, whether they were chosen or not. */
static void
tell_damage_of_record(struct smimelint_run *run, struct judged_records *all)
{
	const struct ev_view *v = &run->evidence;

	for (size_t i = run->first_evidence; i < run->end_evidence; i++)
		if (run->outcome[i] == SMIMELINT_RULE_OFF && (run->rules[i]->tells_damage ||
		    (i == run->record_index[RECORD_RIVALS] && v->n_unread_rival > 0)))
			run_unchosen(run, all, i);
}

/* A rule that found nothing in the records that were judged may find it in the others: it is unreadable, whatever rules were chosen. */
static void
tell_unjudged(struct smimelint_run *run, const struct judged_records *all)
{
	uint16_t teller = run->limit_index;

	if (run->evidence.n_unjudged_rival == 0)
		return;
	for (size_t i = run->first_evidence; i < run->end_evidence; i++)
		if (!rule_is_off(run->ctx, i) && run->outcome[i] != SMIMELINT_RULE_FOUND && judges_record(run, i, &all->v[0].profile))
			run->outcome[i] = SMIMELINT_RULE_UNREADABLE;
	finding_add(run, (struct finding){
		.rule = run->rules[teller], .index = teller, .value = "more than " JUDGED_TEXT " records about the certificate",
		.where = { run->cert.der.p, 0 }, .since = DAY_ALWAYS, .severity = SMIMELINT_ERROR
	});
	run->outcome[teller] = SMIMELINT_RULE_FOUND;
}

static bool
digest_text(void *key, struct span text, uint8_t out[32])
{
	uint8_t digest[KEY_MAX_HASH];

	if (key_digest(key, KEY_SHA256, text, digest) != 32)
		return false;
	memcpy(out, digest, 32);
	return true;
}

/* What rules ask of a record, worked out once.  False: memory is out. */
static bool
take_record(struct smimelint_run *run, struct ev_view *v, struct ev_reading *reading, struct judged_records *all)
{
	struct judged *j = &all->v[all->n];

	settle_issuance(run, v);
	*j = (struct judged){ v, evidence_profile(run, v, run->profile), check_make(run, NULL) };
	j->check.evidence = v;
	j->check.profile = &j->profile;
	if (run->record_only)
		j->check.cert = NULL;
	if (!evidence_part_mailboxes(&j->check, reading))
		return false;
	v->record = reading->record;
	ev_gleif_check(&run->arena, reading);
	v->sha256 = (struct ev_sha256){ digest_text, run->key, EV_RECORD_HASHES };
	if (!ev_attempts_make(&run->arena, reading, &run->ctx->evidence.perspectives, run->ctx->evidence.clock_skew, &v->sha256, &v->attempts) ||
	    (v->count = mpic_count_all(&run->arena, &v->attempts)) == NULL ||
	    (v->relied = arena_array(&run->arena, (size_t)v->record->n_validations + v->record->n_caa_checks, sizeof *v->relied)) == NULL)
		return false;
	all->n++;
	return true;
}

/* Does it say what one says that is judged already? */
static bool
is_judged(const struct judged_records *all, const struct ev_record *r)
{
	for (uint32_t i = 0; i < all->n; i++)
		if (json_equal(all->v[i].view->record->at, r->at))
			return true;
	return false;
}

/*
 * Besides the record at hand, each that differs from it and that no other
 * supersedes: which of them is right nobody knows, so their order must not
 * decide.  False: memory is out.
 */
static bool
take_rivals(struct smimelint_run *run, struct judged_records *all)
{
	struct ev_view *first = &run->evidence;

	for (uint32_t i = first->n_rival; !run->record_only && first->rival != NULL && i-- > 0;) {
		struct ev_rival *r = &first->rival[i];
		struct ev_view *v;

		if (r->entry == first->entry || r->superseded || r->record == NULL || is_judged(all, r->record))
			continue;
		if (all->n == MAX_JUDGED) {
			first->n_unjudged_rival++;
			continue;
		}
		if ((v = arena_take(&run->arena, sizeof *v)) == NULL)
			return false;
		*v = *first;
		evidence_show(v, r);
		if (!take_record(run, v, &r->reading, all))
			return false;
	}
	return true;
}

/* What the rules came upon, and whether one of them had a look, or was not chosen. */
struct seen_of_records {
	uint64_t unread;
	bool looked, off;
};

/* Each rule that was chosen meets each record. */
static void
meet_records(struct smimelint_run *run, struct judged_records *all, struct seen_of_records *seen)
{
	for (size_t i = run->first_evidence; i < run->end_evidence; i++) {
		if (rule_is_off(run->ctx, i)) {
			run->outcome[i] = SMIMELINT_RULE_OFF;
			seen->off = true;
			continue;
		}
		for (uint32_t k = 0; k < all->n; k++)
			if (judges_record(run, i, &all->v[k].profile) && (k == 0 || i != run->record_index[RECORD_RIVALS])) {
				run_rule(run, &all->v[k], i, &seen->unread);
				seen->looked |= run->outcome[i] != SMIMELINT_RULE_NOT_EFFECTIVE;
			}
	}
}

/* By the profile or the kind that the certificate asserts beside the one that is claimed: what it breaks of either is found, once. */
static void
meet_records_by(struct smimelint_run *run, struct judged_records *all, struct seen_of_records *seen, struct profile other)
{
	size_t first = run->n_finding;

	for (uint32_t k = 0; k < all->n; k++)
		all->v[k].profile = evidence_profile(run, all->v[k].view, other);
	meet_records(run, all, seen);
	findings_merge(run, first);
}

/* Was a rule over evidence chosen?  Then a filter takes away no reason why it could not look. */
static bool
some_rule_is_chosen(const struct smimelint_run *run)
{
	for (size_t i = run->first_evidence; i < run->end_evidence; i++)
		if (!rule_is_off(run->ctx, i))
			return true;
	return false;
}

static void
run_rules(struct smimelint_run *run)
{
	struct judged_records all;
	struct seen_of_records seen = { 0, false, false };
	struct profile shown;

	all.n = 0;
	if (!take_record(run, &run->evidence, &run->reading, &all) || !take_rivals(run, &all))
		return;
	meet_records(run, &all, &seen);
	if (run->other_profile.kind != 0)
		meet_records_by(run, &all, &seen, run->other_profile);
	if (!run->record_only && (shown = profile_shown(run)).kind != 0)
		meet_records_by(run, &all, &seen, shown);
	/* What cannot be read is absent for every rule: where one that was chosen had a look, it is told. */
	if (seen.looked && seen.off)
		tell_damage_of_record(run, &all);
	if (some_rule_is_chosen(run) || !rule_is_off(run->ctx, run->limit_index))
		tell_unjudged(run, &all);
	damage_tell(run, seen.unread);
}

/*
 * A rule that the engine runs itself, unless it is skipped, or no rule over
 * evidence is chosen.  SMIMELINT_PASS: it has nothing to find.  No filter takes
 * away why those that are chosen have nothing to look at.
 */
static void
run_named(struct smimelint_run *run, enum record_rule rule, uint8_t severity)
{
	size_t i = run->record_index[rule];

	if ((rule != RECORD_UNUSABLE && (run->ctx->selected[i] & SELECTED_SKIP) != 0) || (rule_is_off(run->ctx, i) && !some_rule_is_chosen(run)))
		return;
	if (severity != SMIMELINT_PASS)
		run_alone(run, run->rules[i], severity);
	else
		run->outcome[i] = SMIMELINT_RULE_PASS;
}

/* Where the record has to suffice: the rules over evidence that lacked a fact, once all have run. */
static void
judge_incomplete(struct smimelint_run *run)
{
	const char *ids = NULL;

	if (!run->ctx->evidence.require_full)
		return;
	for (size_t i = 0; i < run->n_rules; i++)
		if (run->rules[i]->evidence != EVIDENCE_NONE && run->outcome[i] == SMIMELINT_RULE_NOT_EVALUATED)
			ids = arena_printf(&run->arena, "%s%s%s", ids != NULL ? ids : "", ids != NULL ? ", " : "", run->rules[i]->id);
	run->evidence.not_evaluated = ids;
	run_named(run, RECORD_INCOMPLETE, ids != NULL ? SMIMELINT_ERROR : SMIMELINT_PASS);
}

void
evidence_run(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;

	if (ctx->records.n_source == 0 && !ctx->evidence.require)
		return;
	if (run->evidence.n_rival == 0) {
		run_named(run, RECORD_ABSENT, ctx->evidence.require ? SMIMELINT_ERROR : SMIMELINT_NOTICE);
		return;
	}
	run_named(run, RECORD_ABSENT, SMIMELINT_PASS);
	run_named(run, RECORD_ORPHAN, SMIMELINT_PASS);
	run_named(run, RECORD_UNUSABLE, run->evidence.record == NULL ? SMIMELINT_ERROR : SMIMELINT_PASS);
	if (run->evidence.record == NULL)
		return;
	run_rules(run);
	judge_incomplete(run);
}

/* ---- records alone ---- */

static void
begin_record(struct smimelint_run *run, size_t i)
{
	const struct ev_store *store = &run->ctx->records;
	struct ev_view *v = &run->evidence;

	run_reset(run, SPAN_NONE);
	memset(&run->cert, 0, sizeof run->cert);
	memset(run->outcome, SMIMELINT_RULE_NOT_APPLICABLE, run->n_rules);
	run->record_only = true;
	*v = (struct ev_view){
		.store = store, .psl = run->ctx->psl.n > 0 ? &run->ctx->psl : NULL, .options = &run->ctx->evidence,
		.entry = (uint32_t)i, .reading = &run->reading,
		.file = store->source[store->entry[i].source].name, .line = store->entry[i].line,
	};
	run->reading = (struct ev_reading){ .unusable = store->entry[i].unusable };
}

/* An input in which nothing can be read has one finding, whatever the filters. */
static void
report_unusable(struct smimelint_run *run)
{
	run_alone(run, run->rules[run->record_index[RECORD_UNUSABLE]], SMIMELINT_ERROR);
	findings_settle(run);
	run->status = SMIMELINT_UNREADABLE;
}

/* Does another record about its certificate supersede the one at hand?  Then that one is judged in its place. */
static bool
is_superseded(const struct ev_view *v)
{
	for (uint32_t i = 0; v->rival != NULL && i < v->n_rival; i++)
		if (v->rival[i].entry == v->entry)
			return v->rival[i].superseded;
	return false;
}

smimelint_status
smimelint_lint_record(smimelint_run *run, size_t i)
{
	if (run == NULL || i >= run->ctx->records.n_entry)
		return SMIMELINT_ERR_ARG;
	begin_record(run, i);
	if (run->reading.unusable == NULL)
		run->evidence.record = evidence_read(run, (uint32_t)i, &run->reading);
	if (run->arena.failed)
		return SMIMELINT_ERR_NOMEM;
	if (run->evidence.record == NULL) {
		report_unusable(run);
		return SMIMELINT_OK;
	}
	if (!evidence_find_rivals(run))
		return SMIMELINT_ERR_NOMEM;
	if (!is_superseded(&run->evidence)) {
		run_rules(run);
		judge_incomplete(run);
	}
	findings_yield(run);
	findings_settle(run);
	return run->arena.failed ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
}

/* May no certificate be found because the record does not say well which one it is about? */
static bool
names_no_certificate(const struct ev_view *v)
{
	const struct ev_subject *s = v->record->subject_certificate;

	if (s == NULL || (s->tbs_sha256.p == NULL && s->sha256.p == NULL && (s->issuer_name_sha256.p == NULL || s->serial.p == NULL)))
		return true;
	for (size_t i = 0; i < v->reading->n_fault; i++) {
		const struct ev_fault *f = &v->reading->fault[i];

		if (f->kind == EV_FAULT_FIELD && f->at != NULL && f->member == NULL && f->at->parent == s->at && !span_is(f->at->key, "stage"))
			return true;
	}
	return false;
}

/* What is wrong with it is told whatever rules were chosen: none of them meets the record. */
static void
tell_why_orphan(struct smimelint_run *run)
{
	static const enum record_rule rules[] = { RECORD_FIELD, RECORD_MATCHES };
	struct judged_records all;

	all.n = 0;
	if (!names_no_certificate(&run->evidence) || !some_rule_is_chosen(run) ||
	    !take_record(run, &run->evidence, &run->reading, &all))
		return;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		run_unchosen(run, &all, run->record_index[rules[i]]);
	findings_yield(run);
}

smimelint_status
smimelint_report_record(smimelint_run *run, size_t i)
{
	if (run == NULL || i >= run->ctx->records.n_entry)
		return SMIMELINT_ERR_ARG;
	begin_record(run, i);
	if (run->reading.unusable != NULL) {
		report_unusable(run);
		return SMIMELINT_OK;
	}
	/* For its record_id. */
	run->evidence.record = evidence_read(run, (uint32_t)i, &run->reading);
	run_named(run, RECORD_ORPHAN, SMIMELINT_NOTICE);
	if (run->evidence.record != NULL)
		tell_why_orphan(run);
	findings_settle(run);
	return run->arena.failed ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
}
