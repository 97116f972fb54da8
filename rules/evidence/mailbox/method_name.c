/* SPDX-License-Identifier: Apache-2.0 */
/* method_name.c - does the name that was validated speak for the mailbox? (TLS BR 3.2.2.4) */
#include "evidence/caa.h"
#include "evidence/record/word.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/idna.h"

static bool
has_step(const struct ev_validation *v, const char *step)
{
	for (uint32_t i = 0; i < v->n_adn_steps; i++)
		if (ev_word_is(v->adn_steps[i], step))
			return true;
	return false;
}

/* The name that has to be covered: the mail domain, or the mail server that was selected for it. */
static struct span
target_name(struct check *c, const struct ev_mailbox *m, const struct ev_validation *v)
{
	if (v->sbr_section == SECTION_MAIL_SERVER)
		return v->mx != NULL && v->mx->selected.p != NULL ? idna_domain_key(c->arena, ask_relative(v->mx->selected)) : SPAN_NONE;
	return m->address.p != NULL ? idna_domain_key(c->arena, mail_domain(m->address)) : SPAN_NONE;
}

/* ---- does it cover the mailbox? ---- */

/* Two letters are the code of a country, which is controlled by a registry whatever a list of suffixes says; a gTLD may be one's own (TLS BR 1.6.1). */
static bool
is_country_code(struct span name)
{
	return name.n == 2 && is_letter(name.p[0]) && is_letter(name.p[1]);
}

static bool
above_base_domain(struct check *c, struct span validated, struct span target)
{
	struct span base;

	if (is_country_code(validated))
		return true;
	if (c->evidence->psl == NULL) {
		not_evaluated(c, "whether the name is above the Base Domain Name: no Public Suffix List was given (--psl)");
		return false;
	}
	base = ev_psl_base_domain(c->evidence->psl, target);
	return base.p == NULL || (!span_eq(base, validated) && caa_is_at_or_above(validated, base));
}

static void
look_cover(struct check *c, const struct ev_mailbox *m, const struct ev_validation *v, const struct ev_method *method)
{
	struct span validated = idna_domain_key(c->arena, ask_relative(v->validated_name)), target = target_name(c, m, v);

	/* Where a CNAME led from the one to the other, no tree joins them. */
	if (target.p == NULL || span_eq(validated, target) || has_step(v, "cname"))
		return;
	if (!caa_is_at_or_above(validated, target))
		report_fact(c, v->at, "validated_name", "%s for %s", fact_text(c, validated), fact_text(c, target));
	/* A method that was retired before the SBR is in none of their tables. */
	else if (method->scope == NAME_EXACT && method->from != DAY_NEVER)
		report_fact(c, v->at, "validated_name", "%s for %s by %s", fact_text(c, validated), fact_text(c, target),
		    method->number);
	else if (above_base_domain(c, validated, target))
		report_fact(c, v->at, "validated_name", "%s, above the Base Domain Name of %s", fact_text(c, validated),
		    fact_text(c, target));
}

static void
look_named(struct check *c, const struct ev_validation *v)
{
	if (ev_method_of(v) != NULL && v->validated_name.p == NULL && due(c, &v->completed_at))
		fact_missing(c, v->at, "validated_name");
}

static void
validated_name_covers_mailbox(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	each_validation(c, look_named);
	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		const struct ev_validation *v = validation_of(c, &r->mailboxes[i]);
		const struct ev_method *m = v != NULL ? ev_method_of(v) : NULL;

		if (m != NULL && v->validated_name.p != NULL && due(c, &v->completed_at))
			look_cover(c, &r->mailboxes[i], v, m);
	}
}

/* ---- by which steps? ---- */

static void
look_step(struct check *c, const struct ev_validation *v, const struct ev_method *m, struct span step)
{
	bool cname = ev_word_is(step, "cname"), prune = ev_word_is(step, "prune");

	if (cname && (m->adn_steps & ADN_CNAME) == 0)
		report_fact(c, v->at, "adn_steps", "cname with %s", m->number);
	else if (prune && (m->adn_steps & ADN_PRUNE) == 0)
		report_fact(c, v->at, "adn_steps", "prune with %s", m->number);
}

static void
look_base(struct check *c, const struct ev_validation *v, const struct ev_method *m)
{
	struct span validated, base;

	if ((m->adn_steps & ADN_BASE) == 0 || v->validated_name.p == NULL)
		return;
	if (c->evidence->psl == NULL) {
		not_evaluated(c, "whether the name is its own Base Domain Name: no Public Suffix List was given (--psl)");
		return;
	}
	validated = idna_domain_key(c->arena, ask_relative(v->validated_name));
	base = ev_psl_base_domain(c->evidence->psl, validated);
	if (base.p == NULL || !span_eq(base, validated))
		report_fact(c, v->at, "validated_name", "%s is not its own Base Domain Name", fact_text(c, v->validated_name));
}

static void
look_derivation(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m == NULL || !v->completed_at.given || !due(c, &v->completed_at))
		return;
	if (v->adn_steps == NULL)
		fact_missing(c, v->at, "adn_steps");
	for (uint32_t i = 0; i < v->n_adn_steps; i++)
		look_step(c, v, m, v->adn_steps[i]);
	look_base(c, v, m);
}

static void
adn_derivation(struct check *c)
{
	each_validation(c, look_derivation);
}

static void
look_persistent(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m != NULL && strcmp(m->number, "3.2.2.4.22") == 0 && due(c, &v->completed_at) && has_step(v, "cname"))
		report_fact(c, v->at, "adn_steps", "cname with %s", m->number);
}

static void
adn_derivation_persistent(struct check *c)
{
	each_validation(c, look_persistent);
}

/* By file .18 has an Authorization Domain Name; these two have the name itself. */
static void
look_acme(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m == NULL || (strcmp(m->number, "3.2.2.4.19") != 0 && strcmp(m->number, "3.2.2.4.20") != 0) || !due(c, &v->completed_at))
		return;
	bound_by_method(c, m);
	if (has_step(v, "cname"))
		report_fact(c, v->at, "adn_steps", "cname with %s", m->number);
}

static void
adn_derivation_acme(struct check *c)
{
	each_validation(c, look_acme);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.method.validated-name-covers-mailbox",
		.section = "SBR 3.2.2.1, 3.2.2.3",
		.title = "validation of the name does not cover the domain of the mailbox",
		.requires = "The validated name is the mail domain, or with 3.2.2.3 the mail server selected for it. Methods that cover a "
		    "whole subtree may validate a name above it, up to its Base Domain Name.",
		.explanation = "The methods .8, .18, .19 and .20 prove control of one name alone. Above the Base Domain Name lie names "
		    "under which anybody can register; the Public Suffix List (--psl) has that boundary, and without it this "
		    "part is not evaluated. A name reached by CNAME is judged by its steps.",
		.remedy = "Validate the domain of the mailbox.",
		.schedule = SBR_SHALL, .missing = MISSING_ERROR, .fn = validated_name_covers_mailbox, COMMON,
	}, {
		.id = "evidence.method.adn-derivation",
		.section = "TLS BR 3.2.2.4",
		.title = "method does not allow the step that led to the Authorization Domain Name",
		.requires = "The Authorization Domain Name follows from the requested name by steps that TLS BR 3.2.2.4 "
		    "allows for the method: pruning labels, following CNAMEs. With .12 it is the Base Domain Name of the "
		    "requested name.",
		.explanation = "The table came with TLS BR 2.2.9. From 2026-08-06 to 2026-11-14 the CA may follow the "
		    "text of 2.2.7 instead. The methods .18 to .20 validate one name only, so neither step leads to it.",
		.remedy = "Validate a name that the method may be used for.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 11, 15)), .fn = adn_derivation,
		.yields_to = IDS("evidence.method.validated-name-covers-mailbox", "evidence.method.method-allowed-when-validated"),
		.yields = YIELD_IN_ENTRY, COMMON,
	}, {
		.id = "evidence.method.adn-derivation-persistent",
		.section = "TLS BR 3.2.2.4.22",
		.title = "Authorization Domain Name of a persistent TXT record was reached by CNAME",
		.requires = "For method .22 the target of a CNAME is not used as the Authorization Domain Name.",
		.explanation = "The method had this from its first day, before the table of steps. From 2026-11-15 the table has it.",
		.remedy = "Validate the name itself.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 11, 10), ENDS_ON(2026, 11, 15)), .fn = adn_derivation_persistent, COMMON,
	}, {
		.id = "evidence.method.adn-derivation-acme",
		.section = "TLS BR 3.2.2.4.19, 3.2.2.4.20",
		.title = "name that was validated by an ACME challenge of HTTP or TLS was reached by CNAME",
		.requires = "The methods .19 and .20 validate the name itself, which the URL or the handshake has (RFC 8555 8.3, RFC 8737 3).",
		.explanation = "Both say \"domain control of the FQDN\", where .18 says \"Authorization Domain Name\". From 2026-11-15 the table of steps has it.",
		.remedy = "Validate the name itself.",
		.reading = "These methods do not name the Authorization Domain Name, which alone may come from a CNAME (TLS BR 1.6.1). By the other "
		    "reading its definition goes for all methods, of which .22 alone is excepted. It says: \"The CA may use the FQDN returned from a DNS CNAME "
		    "lookup as the FQDN for the purposes of domain validation.\"",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2026, 11, 15)), .fn = adn_derivation_acme, COMMON,
	},
};

RULE_TABLE(rules_evidence_method_name, "Evidence: the name that was validated", rules);
