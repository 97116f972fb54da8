/* SPDX-License-Identifier: Apache-2.0 */
/* evidence.h - what the rules over validation evidence share. */
#ifndef RULES_EVIDENCE_EVIDENCE_H
#define RULES_EVIDENCE_EVIDENCE_H

#include "evidence/methods.h"
#include "evidence/record/duration.h"
#include "rule/rule.h"

/*
 * A fact is absent, or what stands for it says nothing: reports that it is missing, unless
 * something stands in its place that could not be read (that is a finding of its own already).
 */
static inline void
fact_missing_as(struct check *c, const struct json_value *at, const char *member, enum missing missing)
{
	const struct json_value *v = json_find(at, member);

	if (json_says_nothing(v))
		report_missing_as(c, at, member, (uint8_t)missing);
	else
		not_applicable(c, arena_printf(c->arena, "%s cannot be read", json_pointer(c->arena, at, member)));
}

/* As the row's column says. */
static inline void
fact_missing(struct check *c, const struct json_value *at, const char *member)
{
	fact_missing_as(c, at, member, c->rule->missing);
}

/* The domain of an address, as it stands; SPAN_NONE without one. */
static inline struct span
mail_domain(struct span address)
{
	struct mailbox parts;

	(void)mailbox_parse(address, MAILBOX_UTF8, &parts);
	return parts.domain;
}

/* The mailbox entry's validation, where exactly one has its id. */
static inline const struct ev_validation *
validation_of(const struct check *c, const struct ev_mailbox *m)
{
	return ev_validation_find(c->evidence->record, m->validation, NULL);
}

/* Does a mailbox of the certificate rely on it? */
bool ask_validation_relied(const struct check *, const struct ev_validation *);

/* Calls a check for every validation that is relied on. */
typedef void validation_check(struct check *, const struct ev_validation *);
static inline void
each_validation(struct check *c, validation_check *look)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_validations; i++)
		if (ask_validation_relied(c, &r->validations[i]))
			look(c, &r->validations[i]);
}

/* Two times of a validation of which the first cannot lie after the second. */
struct contradiction {
	const struct json_value *at, *earlier_at;	/* the objects they stand in */
	const char *member, *earlier;			/* `member` should not lie before `earlier` */
	int64_t seconds;				/* by which it does */
};
/* Do its times contradict one another, so that it proves nothing (evidence_order.c)?  The first that does. */
bool validation_contradicts(const struct ev_validation *, struct contradiction *);

/* What is reported next breaks the section of this method of the TLS BR. */
static inline void
bound_by_method(struct check *c, const struct ev_method *m)
{
	bound_by(c, arena_printf(c->arena, "TLS BR %s", m->number));
}

/* Did an Enterprise RA approve the request (SBR 1.3.2.1)? */
static inline bool
by_enterprise_ra(const struct check *c)
{
	const struct ev_issuance *i = c->evidence->record->issuance;

	return i != NULL && i->requested_via == VIA_ENTERPRISE_RA;
}

static inline bool
is_mailbox_section(const struct ev_validation *v)
{
	return v->sbr_section == SECTION_EMAIL || v->sbr_section == SECTION_ACME;
}

/* Is a Random Value recorded?  A call that was answered leaves none: what stands in its place are the number that was called, and when. */
static inline bool
has_random_value(const struct ev_validation *v)
{
	const struct ev_random_value *rv = v->random_value;
	const struct ev_method *m;

	if (rv == NULL || rv->value_sha256.p != NULL || rv->confirmed_value_sha256.p != NULL || rv->created_at.given ||
	    rv->entropy_bits.given || rv->valid_seconds.given)
		return rv != NULL;
	m = ev_method_of(v);
	return m == NULL || !m->phone || rv->n_sent_to == 0;
}

/* Is it a validation of the address, as this method of TLS BR 3.2.2.5 has it (3.2.2.4.8)? */
static inline bool
is_by_address(const struct ev_validation *v, const struct ev_method *m, const char *number)
{
	return m->relied == RELIES_ADDRESS && v->ip != NULL && span_is(v->ip->method, number);
}

#endif
