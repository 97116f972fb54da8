/* evidence_ask.c - what relies on what in a record of validation evidence. */
#include "rules/evidence_ask.h"

struct span
ask_mail_domain(struct span address)
{
	struct span domain = address.p != NULL ? mail_domain(address) : SPAN_NONE;

	return domain.n > 0 && domain.p[0] != '[' ? domain : SPAN_NONE;
}

static bool
names(struct span reference, struct span id)
{
	return reference.p != NULL && id.p != NULL && span_eq(reference, id);
}

bool
ask_validation_relied(const struct ev_record *r, const struct ev_validation *v)
{
	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		if (names(r->mailboxes[i].validation, v->id))
			return true;
	return false;
}

bool
ask_check_relied(const struct ev_record *r, const struct ev_caa_check *check)
{
	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		if (names(r->mailboxes[i].caa, check->id))
			return true;
	return false;
}

void
ask_each_check(struct check *c, ask_check_fn *judge)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (ask_check_relied(r, &r->caa_checks[i]) && due(c, &r->caa_checks[i].checked_at))
			judge(c, &r->caa_checks[i]);
}

bool
ask_caa_exempt(const struct ev_record *r)
{
	return r->issuance != NULL && r->issuance->caa_exemption != NULL;
}

bool
ask_check_corroborated(const struct check *c, const struct ev_caa_check *check)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		const struct ev_validation *v;

		if (!names(r->mailboxes[i].caa, check->id))
			continue;
		v = ev_validation_find(r, r->mailboxes[i].validation, NULL);
		if (c->evidence->options->all_caa || (v != NULL && ev_needs_corroboration(v)))
			return true;
	}
	return false;
}

bool
ask_attempt_binds(const struct check *c, const struct ev_attempt *t)
{
	if (!t->recognised)
		return false;
	if (t->validation != NULL && ev_needs_corroboration(t->validation) &&
	    ask_validation_relied(c->evidence->record, t->validation))
		return true;
	return t->caa != NULL && ask_check_corroborated(c, t->caa);
}

bool
ask_insecure_needed(const struct ev_caa_check *check)
{
	return !check->checked_at.given || check->checked_at.seconds >= DAY(2025, 10, 13) * SECONDS_PER_DAY;
}

bool
ask_failure_accepted(const struct ev_caa_check *check)
{
	const struct ev_lookup_failure *f = check->lookup_failure;

	if (f == NULL || f->outside_ca_infrastructure != EV_YES || !f->retries.given || f->retries.n < 1)
		return false;
	return ask_insecure_needed(check) ? f->domain_dnssec_status == DNSSEC_INSECURE : f->dnssec_chain_to_root == EV_NO;
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
