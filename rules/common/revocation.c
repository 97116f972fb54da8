/* SPDX-License-Identifier: Apache-2.0 */
/* revocation.c - twelve months; what happened before a requirement; certificates beside a CRL or a response that decide nothing. */
#include "rules/common/revocation.h"

int64_t
twelve_months_after(int64_t seconds)
{
	int32_t day = day_from_seconds(seconds);
	int64_t clock = seconds - day * SECONDS_PER_DAY;
	struct date d = day_to_date(day);

	d.year++;
	if (!date_valid(d.year, d.month, d.day))
		d = (struct date){ d.year, 3, 1 };
	return day_from_date(d) * SECONDS_PER_DAY + clock;
}

bool
was_bound(const struct check *c, int64_t when)
{
	return when >= c->rule->schedule[0].from * SECONDS_PER_DAY;
}

int64_t
counts_from(const struct check *c, int64_t when)
{
	return was_bound(c, when) ? when : c->rule->schedule[0].from * SECONDS_PER_DAY;
}

const char *
show_reason(struct check *c, struct span value)
{
	uint32_t number;

	if (der_negative(value) || !der_small(value, &number))
		return arena_printf(c->arena, "ENUMERATED %s", show_octets(c, value, CRL_SERIAL_MAX));
	if (value.n > 1 && number <= UINT8_MAX)
		return arena_printf(c->arena, "%lu in %s", (unsigned long)number, show_count(c, value.n, "octet"));
	return arena_printf(c->arena, "%lu", (unsigned long)number);
}

/* Whose it says that it is; a name that cannot be read is none. */
static const char *
subject_of(struct check *c, const struct known_cert *k)
{
	struct cert_name *name = arena_take(c->arena, sizeof *name);

	return name != NULL && k->subject.p != NULL && name_read(name, k->subject, c->arena) ? show_text(c, span_of(name_show(c->arena, name)), 200) : "";
}

/* A forged one has the issuer and serial number of another, so that its digest alone tells which it is. */
static const char *
digest_of(struct check *c, const struct known_cert *k)
{
	uint8_t out[KEY_MAX_HASH];

	return text_hex(c->arena, (struct span){ out, key_digest(c->key, KEY_SHA256, k->der, out) });
}

const char *
show_known(struct check *c, const struct known_cert *k)
{
	return arena_printf(c->arena, "SHA-256 %s: %s", digest_of(c, k), subject_of(c, k));
}

void
report_unvouched(struct check *c, struct span where)
{
	const struct unvouched *u = c->unvouched;

	for (size_t i = 0; i < u->n && i < UNVOUCHED_SHOWN; i++)
		report(c, where, "serial %s, %s", show_serial(c, u->v[i]->serial), show_known(c, u->v[i]));
	if (u->n > UNVOUCHED_SHOWN)
		report(c, where, "%zu more (%s)", u->n - UNVOUCHED_SHOWN, rest_show(c, &u->rest));
}

void
needs_certificates(struct check *c)
{
	if (c->unvouched->n > 0)
		not_evaluated(c, "no key that was given signed some of the certificates given");
}

static bool
has_certificates_beyond(const struct check *c)
{
	for (unsigned i = 0; c->ocsp != NULL && c->known != NULL && i < c->ocsp->n_single; i++)
		if (c->known[i].more)
			return true;
	return c->matches != NULL && c->matches->too_many;
}

void
tell_certificates_beyond(struct check *c)
{
	if (has_certificates_beyond(c))
		beyond_limit(c, at_part(c, c->ocsp != NULL ? PART_RESPONSES : PART_REVOKED), CERTIFICATES_BEYOND);
}

void
report_unvouched_crls(struct check *c, struct span where)
{
	const struct unvouched_crls *u = c->unvouched_crls;
	char when[32];

	for (size_t i = 0; i < u->n && i < UNVOUCHED_SHOWN; i++)
		report(c, where, "thisUpdate %s, number %s", u->v[i]->this_update.ok ? seconds_format(u->v[i]->this_update.seconds, when) : "unreadable",
		    u->v[i]->number.p != NULL ? show_serial(c, u->v[i]->number) : "none");
	if (u->n > UNVOUCHED_SHOWN)
		report(c, where, "%zu more (%s)", u->n - UNVOUCHED_SHOWN, rest_show(c, &u->rest));
}

void
report_unvouched_responses(struct check *c, struct span where)
{
	const struct unvouched_responses *u = c->unvouched_responses;
	char when[32];

	for (size_t i = 0; i < u->n && i < UNVOUCHED_SHOWN; i++)
		report(c, where, "producedAt %s", u->v[i]->produced_at.ok ? seconds_format(u->v[i]->produced_at.seconds, when) : "unreadable");
	if (u->n > UNVOUCHED_SHOWN)
		report(c, where, "%zu more (%s)", u->n - UNVOUCHED_SHOWN, rest_show(c, &u->rest));
}
