/* SPDX-License-Identifier: Apache-2.0 */
/* crl.c - findings about the entries of a CRL. */
#include "rules/common/crl.h"

#include "rules/common/revocation.h"

#define SHOWN 32		/* octets of a value */

/* What a finding about an entry says besides its serial number. */
static const char *
spot_detail(struct check *c, enum crl_sight sight, const struct crl_spot *s, char buf[32])
{
	switch (sight) {
	case CRL_SEES_MALFORMED:
	case CRL_SEES_ISSUER_NAME:
		return s->what;
	case CRL_SEES_TIME_TYPE:
	case CRL_SEES_AFTER_THIS_UPDATE:
	case CRL_SEES_LONG_AGO:
		return seconds_format(s->seconds, buf);
	case CRL_SEES_REASON_UNDEFINED:
		return show_reason(c, s->value);
	case CRL_SEES_REPEATED_EXTENSION:
	case CRL_SEES_UNKNOWN_CRITICAL:
	case CRL_SEES_MISPLACED:
		return oid_show(c->arena, s->value);
	case CRL_SEES_OVERSIZE:
		return show_count(c, s->entry.n, "octet");
	case CRL_SEES_INVALIDITY_FORM:
		return show_octets(c, s->value, SHOWN);
	case CRL_SEES_INVALIDITY_LATE:
		return show_text(c, s->value, SHOWN);
	case CRL_SEES_UNSPECIFIED:
	case CRL_SEES_HOLD:
	case CRL_SEES_OWN_HOLD:
	case CRL_SEES_INHERITED_HOLD:
	case CRL_SEES_OTHERS_HOLD:
	case CRL_SEES_CA_HOLD:
	case CRL_SEES_STRICT_HOLD:
	case CRL_SEES_SUBSCRIBER_HOLD:
	case CRL_SEES_REMOVE:
	case CRL_SEES_OTHER_REASON:
	case CRL_SEES_REASON_CRITICAL:
		return crl_reason_text((enum crl_reason)s->reason);
	default:
		return NULL;
	}
}

static void
report_spot(struct check *c, enum crl_sight sight, const struct crl_spot *s)
{
	char buf[32];
	const char *detail = spot_detail(c, sight, s, buf);
	const char *serial = s->serial.p == NULL ? "none" : s->serial.n == 0 ? "empty" : show_serial(c, s->serial);

	if (detail != NULL)
		report(c, s->where, "serial %s: %s", serial, detail);
	else
		report(c, s->where, "serial %s", serial);
}

void
report_entries(struct check *c, enum crl_sight sight)
{
	const struct crl_tally *t = &c->crl->tally[sight];
	uint64_t shown = t->n < CRL_SPOTS ? t->n : CRL_SPOTS;

	for (uint64_t i = 0; i < shown; i++)
		report_spot(c, sight, &t->spot[i]);
	if (t->rest == NULL)
		return;
	/* Of one entry's extensions there may be more than of entries. */
	if (t->n > c->crl->n_entry)
		report(c, at_part(c, PART_REVOKED), "%llu more (%s)", (unsigned long long)(t->n - shown), rest_show(c, t->rest));
	else
		report(c, at_part(c, PART_REVOKED), "%llu more of %llu entries (%s)", (unsigned long long)(t->n - shown),
		    (unsigned long long)c->crl->n_entry, rest_show(c, t->rest));
}

void
rule_crl_entries(struct check *c)
{
	report_entries(c, (enum crl_sight)c->rule->arg);
}

/* SBR 7.2.2 has it of "CRL and CRL entry extensions". */
void
rule_crl_reason_critical(struct check *c)
{
	for (unsigned i = 0; i < c->crl->n_ext; i++)
		if (c->crl->ext[i].id == OID_EXT_REASON_CODE && c->crl->ext[i].critical)
			report(c, c->crl->ext[i].raw, "in crlExtensions");
	report_entries(c, CRL_SEES_REASON_CRITICAL);
}

/* Which entries they are: those that are remembered, and the digest of the others. */
static void
take_entries(struct check *c, struct rest *rest, const struct crl_tally *t)
{
	for (uint64_t i = 0; i < t->n && i < CRL_SPOTS; i++)
		rest_take(c, rest, t->spot[i].serial);
	if (t->rest != NULL)
		rest_take(c, rest, (struct span){ t->rest->octets, t->rest->n });
}

void
report_entries_as_one(struct check *c, const enum crl_sight *sight, size_t n)
{
	struct rest rest = { .n = 0 };
	uint64_t all = 0;

	for (size_t i = 0; i < n; i++) {
		take_entries(c, &rest, &c->crl->tally[sight[i]]);
		all += c->crl->tally[sight[i]].n;
	}
	if (all != 0)
		report(c, at_part(c, PART_REVOKED), "%llu of %llu entries (%s)", (unsigned long long)all,
		    (unsigned long long)c->crl->n_entry, rest_show(c, &rest));
}

void
report_ca_entries(struct check *c, enum crl_sight sure, enum crl_sight unknown)
{
	bool of_cas = covers_cas_only(c) && unknown != CRL_SIGHTS, in_doubt = c->profile->covers_from == COVERS_FROM_ISSUER ||
	    c->profile->covers_from == COVERS_FROM_CERTIFICATES || c->profile->cas_from == COVERS_FROM_ISSUER;

	if (c->profile->covers == COVERS_SUBSCRIBER && !of_cas)
		not_applicable(c, "no CRL of CA certificates");
	else if (!of_cas && unknown != CRL_SIGHTS && c->crl->tally[unknown].n > 0)
		not_evaluated(c, "whether they are of CA certificates is not known of all entries");
	if (of_cas && in_doubt)
		report_entries(c, unknown);
	reading_settled(c);
	report_entries(c, sure);
	if (of_cas && !in_doubt)
		report_entries(c, unknown);
	tell_certificates_beyond(c);
}
