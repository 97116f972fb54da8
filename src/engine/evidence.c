/* SPDX-License-Identifier: Apache-2.0 */
/*
 * evidence.c - meets the record of a certificate with the rules over
 * evidence.  Each rule asks due() for every object it judges: levels are those
 * of the day on which that happened.
 */
#include "engine/engine.h"

const char *const record_rule_ids[RECORD_RULES] = {
	[RECORD_ABSENT] = "evidence.record.absent", [RECORD_UNUSABLE] = "evidence.record.unusable",
	[RECORD_ORPHAN] = "evidence.record.orphan", [RECORD_INCOMPLETE] = "evidence.record.incomplete",
};
/* Records about one certificate that are read; of more, which nobody has by right, the last ones. */
#define MAX_RIVALS 1000u
/* The same where each record is judged alone, so that all of them together cost no more than their number. */
#define MAX_RIVALS_OF_EACH 16u

static bool
digest_part(struct smimelint_run *run, enum artifact_part part, uint8_t out[32])
{
	uint8_t digest[KEY_MAX_HASH];
	size_t n = key_digest(run->key, KEY_SHA256, run->cert.field[part].raw, digest);

	memset(out, 0, 32);
	if (n == 32)
		memcpy(out, digest, 32);
	return n == 32;
}

static bool
make_matchers(struct smimelint_run *run)
{
	struct ev_matchers *m = &run->matchers;
	const char *serial = serial_text(run);

	m->has_sha256 = !run->cert.bare_tbs && !run->ctx->tbs;
	if (!digest_part(run, PART_TBS, m->tbs_sha256) ||
	    (m->has_sha256 && !digest_part(run, PART_WHOLE, m->sha256)))
		return false;
	if (!cert_has(&run->cert, PART_ISSUER) || !digest_part(run, PART_ISSUER, m->issuer_name_sha256))
		serial = NULL;
	m->serial = (struct span){ (const uint8_t *)serial, serial != NULL ? strlen(serial) : 0 };
	return true;
}

/* The record at this entry; NULL when it is none any more (then *r says why) or memory is out. */
static const struct ev_record *
read_entry(struct smimelint_run *run, uint32_t entry, struct ev_reading *r)
{
	if (!ev_store_read(&run->ctx->records, entry, &run->arena, r)) {
		*r = (struct ev_reading){ .unusable = "it cannot be read any more", .no_memory = run->arena.failed };
		return NULL;
	}
	return r->record;
}

/*
 * Which of several records for one certificate is judged: the last that none
 * of the others supersedes.
 */
static uint32_t
choose(const struct ev_record *const *rival, uint32_t n)
{
	for (uint32_t i = n; i-- > 1;) {
		bool superseded = false;

		for (uint32_t k = 0; k < n; k++)
			superseded |= rival[k] != NULL && rival[i] != NULL && k != i && rival[i]->record_id.p != NULL &&
			    rival[k]->supersedes.p != NULL && span_eq(rival[k]->supersedes, rival[i]->record_id);
		if (!superseded)
			return i;
	}
	return 0;
}

/* The records about the certificate of these matchers, read, in the run's arena; *entry: where each stands. */
static bool
read_rivals(struct smimelint_run *run, size_t total, size_t most, struct ev_reading **reading, uint32_t **entry)
{
	struct ev_view *v = &run->evidence;
	const struct ev_record **rival;

	v->n_rival = (uint32_t)(total < most ? total : most);
	v->n_unread_rival = total - v->n_rival;
	rival = arena_array(&run->arena, v->n_rival, sizeof *rival);
	*reading = arena_array(&run->arena, v->n_rival, sizeof **reading);
	*entry = arena_array(&run->arena, v->n_rival, sizeof **entry);
	if (rival == NULL || *reading == NULL || *entry == NULL)
		return false;
	(void)ev_store_match(v->store, &run->matchers, *entry, v->n_rival);
	for (uint32_t i = 0; i < v->n_rival; i++) {
		rival[i] = read_entry(run, (*entry)[i], &(*reading)[i]);
		if ((*reading)[i].no_memory)
			return false;
	}
	v->rival = rival;
	return true;
}

bool
evidence_find(struct smimelint_run *run)
{
	const struct ev_store *store = &run->ctx->records;
	struct ev_view *v = &run->evidence;
	struct ev_reading *reading;
	uint32_t *entry, at;
	size_t total;

	v->store = store;
	v->psl = run->ctx->psl.n > 0 ? &run->ctx->psl : NULL;
	v->options = &run->ctx->evidence;
	if (!make_matchers(run))
		return false;
	v->certificate = &run->matchers;
	total = ev_store_match(store, &run->matchers, NULL, 0);
	if (total == 0)
		return true;
	if (!read_rivals(run, total, MAX_RIVALS, &reading, &entry))
		return false;
	at = choose(v->rival, v->n_rival);
	run->reading = reading[at];
	v->reading = &run->reading;
	v->record = v->rival[at];
	v->entry = entry[at];
	v->file = store->source[store->entry[v->entry].source].name;
	v->line = store->entry[v->entry].line;
	return true;
}

/* ---- the rules ---- */

static void
settle_issuance(struct smimelint_run *run)
{
	struct ev_view *v = &run->evidence;
	const struct ev_issuance *issuance = v->record->issuance;

	if (issuance != NULL && issuance->issued_at.given)
		v->issued = issuance->issued_at;
	else if (!run->record_only && run->cert.not_before.ok)
		v->issued = (struct ev_time){ true, 0, run->cert.not_before.seconds };
	if (run->ctx->at != DAY_NEVER)
		v->issued_day = run->ctx->at;
	else
		v->issued_day = v->issued.given ? day_from_seconds(v->issued.seconds) : RULESET_DAY;
}

/* Where the certificate does not tell type and generation, its record does. */
static struct profile
evidence_profile(const struct smimelint_run *run)
{
	const struct ev_issuance *issuance = run->evidence.record->issuance;
	struct profile p = run->profile;
	uint16_t kind;
	uint8_t type, gen;
	char text[64];

	if (run->record_only)
		p = (struct profile){ .kind = KIND_SUBSCRIBER, .types = TYPE_ANY, .gens = GEN_ANY };
	if (p.kind != KIND_SUBSCRIBER || p.known || issuance == NULL || issuance->profile.p == NULL ||
	    issuance->profile.n >= sizeof text)
		return p;
	memcpy(text, issuance->profile.p, issuance->profile.n);
	text[issuance->profile.n] = '\0';
	if (profile_parse(text, &kind, &type, &gen) && type != 0) {
		p.types = type;
		p.gens = gen;
	}
	return p;
}

static void
run_rule(struct smimelint_run *run, struct check *c, size_t i, uint64_t *unread)
{
	const struct smimelint_rule *r = run->rules[i];
	struct plan_entry e = { .rule = (uint16_t)i, .row = r, .upcoming = DAY_NEVER };
	struct sink sink = { .run = run, .entry = &e, .dated = &e };

	run->outcome[i] = SMIMELINT_RULE_NOT_APPLICABLE;
	if (run->evidence.issued_day < SBR_DAY && run->ctx->upcoming == DAY_ALWAYS) {
		run->outcome[i] = SMIMELINT_RULE_NOT_EFFECTIVE;
		return;
	}
	if (r->evidence == EVIDENCE_MATCHED && (r->needs & run->cert.bad_parts) != 0) {
		run->outcome[i] = SMIMELINT_RULE_UNREADABLE;
		*unread |= r->needs & run->cert.bad_parts;
		return;
	}
	c->rule = r;
	c->sink = &sink;
	r->fn(c);
}

static bool
judges_record(const struct smimelint_run *run, size_t i, const struct profile *p)
{
	const struct smimelint_rule *r = run->rules[i];

	return (r->evidence == EVIDENCE_RECORD || (r->evidence == EVIDENCE_MATCHED && !run->record_only)) && rule_covers(&r->scope, p);
}

/* Those that say what cannot be read, whether they were chosen or not. */
static void
tell_damage_of_record(struct smimelint_run *run, struct check *c)
{
	uint64_t unread = 0;

	for (size_t i = run->first_evidence; i < run->end_evidence; i++) {
		if (!run->rules[i]->tells_damage || run->outcome[i] != SMIMELINT_RULE_OFF)
			continue;
		run_rule(run, c, i, &unread);
		if (run->outcome[i] != SMIMELINT_RULE_FOUND)
			run->outcome[i] = SMIMELINT_RULE_OFF;
	}
}

static void
run_rules(struct smimelint_run *run)
{
	struct check c = check_make(run, NULL);
	struct profile p = evidence_profile(run);
	uint64_t unread = 0;
	bool looked = false, off = false;

	settle_issuance(run);
	if (!ev_attempts_make(&run->arena, &run->reading, &run->ctx->evidence.perspectives,
	    run->ctx->evidence.clock_skew, &run->evidence.attempts) ||
	    (run->evidence.count = mpic_count_all(&run->arena, &run->evidence.attempts)) == NULL)
		return;
	c.evidence = &run->evidence;
	c.profile = &p;
	if (run->record_only)
		c.cert = NULL;
	for (size_t i = run->first_evidence; i < run->end_evidence; i++) {
		if (rule_is_off(run->ctx, i)) {
			run->outcome[i] = SMIMELINT_RULE_OFF;
			off = true;
		} else if (judges_record(run, i, &p)) {
			run_rule(run, &c, i, &unread);
			looked |= run->outcome[i] != SMIMELINT_RULE_NOT_EFFECTIVE;
		}
	}
	/* What cannot be read is absent for every rule: where one that was chosen had a look, it is told. */
	if (looked && off)
		tell_damage_of_record(run, &c);
	damage_tell(run, unread);
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

/*
 * A rule that the engine runs itself, unless it is skipped, or no rule over
 * evidence is chosen.  SMIMELINT_PASS: it has nothing to find.
 */
static void
run_named(struct smimelint_run *run, enum record_rule rule, uint8_t severity)
{
	size_t i = run->record_index[rule];

	if ((run->ctx->selected[i] & SELECTED_SKIP) != 0 || (rule_is_off(run->ctx, i) && !some_rule_is_chosen(run)))
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

static void
report_unusable(struct smimelint_run *run)
{
	run_named(run, RECORD_UNUSABLE, SMIMELINT_ERROR);
	findings_settle(run);
	run->status = SMIMELINT_UNREADABLE;
}

/* The records about the same certificate as this one, itself among them.  False where memory is out. */
static bool
find_rivals(struct smimelint_run *run)
{
	struct ev_view *v = &run->evidence;
	const struct ev_subject *subject = v->record->subject_certificate;
	struct ev_reading *reading;
	const struct ev_record **rival;
	uint32_t *entry;
	size_t total = 0;

	if (subject != NULL) {
		ev_matchers_read(subject, &run->matchers);
		total = ev_store_match(v->store, &run->matchers, NULL, 0);
	}
	if (total < 2) {
		v->rival = &v->record;
		v->n_rival = 1;
		return true;
	}
	if (!read_rivals(run, total, total <= MAX_RIVALS ? MAX_RIVALS : MAX_RIVALS_OF_EACH, &reading, &entry) ||
	    (rival = arena_array(&run->arena, v->n_rival, sizeof *rival)) == NULL)
		return false;
	/* Those read hold it once more, or it is one of those that were not read. */
	memcpy(rival, v->rival, v->n_rival * sizeof *rival);
	for (uint32_t i = 0; i < v->n_rival; i++)
		if (entry[i] == v->entry)
			rival[i] = v->record;
	v->rival = rival;
	return true;
}

smimelint_status
smimelint_lint_record(smimelint_run *run, size_t i)
{
	if (run == NULL || i >= run->ctx->records.n_entry)
		return SMIMELINT_ERR_ARG;
	begin_record(run, i);
	if (run->reading.unusable == NULL)
		run->evidence.record = read_entry(run, (uint32_t)i, &run->reading);
	if (run->arena.failed)
		return SMIMELINT_ERR_NOMEM;
	if (run->evidence.record == NULL) {
		report_unusable(run);
		return SMIMELINT_OK;
	}
	if (!find_rivals(run))
		return SMIMELINT_ERR_NOMEM;
	run_rules(run);
	judge_incomplete(run);
	findings_yield(run);
	findings_settle(run);
	return run->arena.failed ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
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
	run->evidence.record = read_entry(run, (uint32_t)i, &run->reading);
	run_named(run, RECORD_ORPHAN, SMIMELINT_NOTICE);
	findings_settle(run);
	return run->arena.failed ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
}
