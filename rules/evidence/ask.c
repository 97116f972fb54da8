/* SPDX-License-Identifier: Apache-2.0 */
/* ask.c - what relies on what in a record of validation evidence. */
#include "rules/evidence/ask.h"

#include "evidence/record/word.h"
#include "value/idna.h"
#include "value/judge.h"

struct span
ask_mail_domain(struct span address)
{
	struct span domain = address.p != NULL ? mail_domain(address) : SPAN_NONE;

	return domain.n > 0 && domain.p[0] != '[' ? domain : SPAN_NONE;
}

static bool
names(struct span reference, struct span id)
{
	return reference.p != NULL && id.p != NULL && span_eq_short(reference, id);
}

static bool
is_named(const struct ev_record *r, uint32_t n, const struct ev_validation *v)
{
	for (uint32_t i = 0; i < n; i++)
		if (names(r->mailboxes[i].validation, v->id))
			return true;
	return false;
}

bool
ask_validation_referenced(const struct ev_record *r, const struct ev_validation *v)
{
	return is_named(r, ev_all_mailboxes(r), v);
}

/* Worked out once, since each rule over validations asks it. */
bool
ask_validation_relied(const struct check *c, const struct ev_validation *v)
{
	const struct ev_record *r = c->evidence->record;
	uint8_t *relied = &c->evidence->relied[v - r->validations];

	if (*relied == EV_UNSAID)
		*relied = is_named(r, r->n_mailboxes, v) ? EV_YES : EV_NO;
	return *relied == EV_YES;
}

struct span
ask_relative(struct span name)
{
	return name.n > 1 && name.p[name.n - 1] == '.' ? span_sub(name, 0, name.n - 1) : name;
}

bool
ask_same_domain(struct span a, struct span b)
{
	return a.p != NULL && b.p != NULL && idna_domain_equal(ask_relative(a), ask_relative(b));
}

/* A mailbox relies on the check that it names; where it names none, on the last one of its domain. */
static bool
relies_on(const struct ev_record *r, const struct ev_mailbox *m, const struct ev_caa_check *check)
{
	struct span domain;

	if (m->caa.p != NULL)
		return names(m->caa, check->id);
	domain = ask_mail_domain(m->address);
	for (uint32_t i = r->n_caa_checks; i-- > 0;)
		if (ask_same_domain(r->caa_checks[i].domain, domain))
			return &r->caa_checks[i] == check;
	return false;
}

static bool
is_relied_on(const struct ev_record *r, uint32_t n, const struct ev_caa_check *check)
{
	for (uint32_t i = 0; i < n; i++)
		if (relies_on(r, &r->mailboxes[i], check))
			return true;
	return false;
}

bool
ask_check_referenced(const struct ev_record *r, const struct ev_caa_check *check)
{
	return is_relied_on(r, ev_all_mailboxes(r), check);
}

bool
ask_check_relied(const struct check *c, const struct ev_caa_check *check)
{
	const struct ev_record *r = c->evidence->record;
	uint8_t *relied = &c->evidence->relied[r->n_validations + (check - r->caa_checks)];

	if (*relied == EV_UNSAID)
		*relied = is_relied_on(r, r->n_mailboxes, check) ? EV_YES : EV_NO;
	return *relied == EV_YES;
}

bool
ask_check_of_server(const struct ev_record *r, const struct ev_mailbox *m, const struct ev_caa_check *check)
{
	const struct ev_validation *v = ev_validation_find(r, m->validation, NULL);

	return names(m->caa, check->id) && v != NULL && v->sbr_section == SECTION_MAIL_SERVER &&
	    ask_same_domain(v->validated_name, check->domain);
}

void
ask_each_check_relied(struct check *c, ask_check_fn *judge)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (ask_check_relied(c, &r->caa_checks[i]))
			judge(c, &r->caa_checks[i]);
}

void
ask_each_check(struct check *c, ask_check_fn *judge)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (ask_check_relied(c, &r->caa_checks[i]) && due(c, &r->caa_checks[i].checked_at))
			judge(c, &r->caa_checks[i]);
}

bool
ask_caa_exempt(const struct ev_record *r)
{
	return r->issuance != NULL && r->issuance->caa_exemption != NULL;
}

bool
ask_caa_optional(const struct ev_record *r)
{
	return ask_caa_exempt(r) && ev_word_is(r->issuance->caa_exemption->kind, CAA_CONSTRAINED_SUBCA);
}

bool
ask_check_corroborated(const struct check *c, const struct ev_caa_check *check)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		const struct ev_validation *v;

		if (!relies_on(r, &r->mailboxes[i], check))
			continue;
		v = ev_validation_find(r, r->mailboxes[i].validation, NULL);
		if (c->evidence->options->all_caa || (v != NULL && ev_needs_corroboration(v)))
			return true;
	}
	return false;
}

/* What is of the other kind is told by the rules that ask whether there was corroboration. */
static bool
is_answer(const struct ev_attempt *t, enum ev_check check)
{
	return (t->mpic->check == 0 || t->mpic->check == check) && (t->check == 0 || t->check == check);
}

static bool
is_served(const struct check *c, const struct ev_attempt *t, const struct ev_validation *v)
{
	return names(v->mpic, t->mpic->id) && ev_needs_corroboration(v) && ask_validation_relied(c, v);
}

/* An attempt may serve several; one that needs it is enough. */
static bool
serves_validation(const struct check *c, const struct ev_attempt *t)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; t->validation != NULL && i < r->n_validations; i++)
		if (is_served(c, t, &r->validations[i]))
			return true;
	return false;
}

static bool
serves_check(const struct check *c, const struct ev_attempt *t)
{
	const struct ev_record *r = c->evidence->record;

	if (t->caa == NULL || ask_check_corroborated(c, t->caa))
		return t->caa != NULL;
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (names(r->caa_checks[i].mpic, t->mpic->id) && ask_check_corroborated(c, &r->caa_checks[i]))
			return true;
	return false;
}

static bool
is_bound(const struct check *c, const struct ev_attempt *t)
{
	return t->recognised && ((is_answer(t, CHECK_DCV) && serves_validation(c, t)) ||
	    (is_answer(t, CHECK_CAA) && serves_check(c, t)));
}

bool
ask_attempt_relied(const struct check *c, const struct ev_attempt *t)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; t->validation != NULL && i < r->n_validations; i++)
		if (names(r->validations[i].mpic, t->mpic->id) && ask_validation_relied(c, &r->validations[i]))
			return true;
	if (t->caa == NULL || ask_check_relied(c, t->caa))
		return t->caa != NULL;
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (names(r->caa_checks[i].mpic, t->mpic->id) && ask_check_relied(c, &r->caa_checks[i]))
			return true;
	return false;
}

/* Worked out once, since dozens of rules ask it of each attempt. */
bool
ask_attempt_binds(const struct check *c, const struct ev_attempt *t)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	uint8_t *binds = &all->attempt[t - all->attempt].binds;

	if (*binds == EV_UNSAID)
		*binds = is_bound(c, t) ? EV_YES : EV_NO;
	return *binds == EV_YES;
}

void
ask_each_served(struct check *c, const struct ev_attempt *t, ask_served_fn *judge)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_validations; i++)
		if (is_served(c, t, &r->validations[i]))
			judge(c, t, &r->validations[i]);
}

void
ask_each_needing(struct check *c, validation_check *judge)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_validations; i++)
		if (ev_needs_corroboration(&r->validations[i]) && ask_validation_relied(c, &r->validations[i]))
			judge(c, &r->validations[i]);
}

const struct ev_attempt *
ask_attempt_of(const struct check *c, struct span id)
{
	return ev_attempt_find(&c->evidence->attempts, c->evidence->record, id);
}

struct span
ask_requested(const struct json_value *call, const char *member)
{
	const struct json_value *v = json_find(call, member);

	return json_says_nothing(v) ? SPAN_NONE : v->type == JSON_STRING ? v->text : v->raw;
}

/* ---- corroboration of CAA checks ---- */

static bool
is_older(const struct ev_attempt *t, const struct ev_caa_check *check)
{
	return ev_after(&check->checked_at, &t->last) && ev_elapsed(&t->last, &check->checked_at) > EV_ATTEMPT_SECONDS;
}

const struct ev_attempt *
ask_attempt_of_check(const struct check *c, const struct ev_caa_check *check, bool *used_again)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	const struct ev_record *r = c->evidence->record;
	const struct ev_attempt *t;

	*used_again = check->mpic.p == NULL && check->corroboration_reuse != NULL;
	if (*used_again)
		return ev_attempt_of_reuse(all, r, check->corroboration_reuse);
	t = ev_attempt_find(all, r, check->mpic);
	*used_again = t != NULL && t->mpic->check == CHECK_CAA && is_older(t, check);
	return t;
}

/* ---- counts and phases ---- */

const struct mpic_count *
ask_count(const struct check *c, const struct ev_attempt *t)
{
	return &c->evidence->count[t - c->evidence->attempts.attempt];
}

const struct ev_time *
ask_phase_day(const struct check *c, const struct ev_time *when)
{
	return c->evidence->options->phase_at_issuance ? NULL : when;
}

const struct ev_time *
ask_phase_time(const struct check *c, const struct ev_attempt *t)
{
	return ask_phase_day(c, &t->time);
}

const struct mpic_phase *
ask_phase(const struct check *c, const struct ev_attempt *t)
{
	const struct ev_time *time = ask_phase_time(c, t);

	return mpic_phase(time != NULL && time->given ? day_from_seconds(time->seconds) : c->evidence->issued_day);
}

bool
ask_count_spares(const struct check *c, const struct ev_attempt *t, const struct mpic_count *n)
{
	const struct mpic_phase *p = ask_phase(c, t);

	if (p == NULL || !p->quorum)
		return true;
	return n->decided && mpic_has_quorum(n->distinct, n->distinct_corroborating) &&
	    (n->distinct_rirs >= p->rirs || n->rir_unknown);
}

bool
ask_quorum_spares(const struct check *c, const struct ev_attempt *t)
{
	return ask_count_spares(c, t, ask_count(c, t));
}

bool
ask_text_missing(struct check *c, const struct json_value *at, const char *member, struct span text)
{
	/* NA is Namibia, too. */
	if (text.p == NULL)
		fact_missing(c, at, member);
	else if (value_says_nothing(text) && !span_is(text, "NA"))
		report_missing(c, at, member);
	else
		return false;
	return true;
}

/* A certificate request is one Applicant's, which is said where nothing says that it was one. */
const char *
ask_other_request(const struct ev_validation *v, unsigned shared)
{
	if (v->request_id.p != NULL && (shared & SHARED_REQUESTS) != 0)
		return ASK_OTHER_REQUEST;
	return v->applicant_id.p != NULL && (shared & SHARED_APPLICANTS) != 0 ? "for another Applicant" : NULL;
}

bool
ask_request_unsaid(const struct ev_validation *v, unsigned shared)
{
	return (shared & SHARED_VALIDATIONS) != 0 && (v->request_id.p == NULL || (shared & SHARED_UNSURE) != 0);
}

const char *
ask_attempt_name(struct check *c, const struct ev_attempt *t)
{
	struct span name = t->target.p != NULL ? t->target : t->mpic->target;
	const char *what = t->mpic->check == CHECK_CAA ? "CAA check" : "validation";

	if (name.p == NULL)
		return what;
	return t->trace.p != NULL ? arena_printf(c->arena, "%s of %s, trace %s", what, fact_text(c, name), fact_text(c, t->trace)) :
	    arena_printf(c->arena, "%s of %s", what, fact_text(c, name));
}

const char *
ask_list_member(const struct ev_attempt *t)
{
	return t->mpic->format == MPIC_BOULDER ? NULL : "perspectives";
}

const char *
ask_code_member(const struct ev_attempt *t)
{
	return t->mpic->format == MPIC_BOULDER ? NULL : t->mpic->format == MPIC_OPEN ? "perspective_code" : "code";
}

bool
ask_counts_other_attempts(const struct ev_attempt *t)
{
	bool again = t->n_previous > 0 || (t->attempt_count.given && t->attempt_count.n > 1);

	return again && ((t->perspective_count.given && t->n_sighting > t->perspective_count.n) ||
	    (t->claim.given && t->claim.used > t->n_sighting));
}

void
ask_each_attempt(struct check *c, ask_attempt_fn *judge)
{
	const struct ev_attempts *all = &c->evidence->attempts;

	for (uint32_t i = 0; i < all->n; i++)
		if (ask_attempt_binds(c, &all->attempt[i]) && due(c, ask_phase_time(c, &all->attempt[i])))
			judge(c, &all->attempt[i]);
}

void
ask_report_sighting(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s, const char *what)
{
	report_fact(c, s->at, ask_code_member(t), "%s%s%s", s->code.p != NULL ? fact_text(c, s->code) : "",
	    s->code.p != NULL ? ": " : "", what);
}

int64_t
ask_after_issuance(struct check *c, const struct ev_time *when)
{
	const struct ev_issuance *i = c->evidence->record->issuance;
	int64_t late = when->given && c->evidence->issued.given ? ev_elapsed(&c->evidence->issued, when) : 0;

	if (late <= c->evidence->options->clock_skew)
		return 0;
	if ((i != NULL && i->issued_at.given) || late > ASK_BACK_DATING)
		return late;
	not_evaluated(c, "issued_at is not recorded, and notBefore may be dated back");
	return 0;
}
