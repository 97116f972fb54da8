/* SPDX-License-Identifier: Apache-2.0 */
/* identity.c - how an organization, its authority and an individual were validated. */
#include <string.h>

#include "base/day.h"
#include "command/template/draft.h"

/* ---- identity ---- */

/* "NTRDE-HRB1": its scheme, country and reference. */
static void
put_registration(struct draft *d)
{
	const char *id = draft_subject(d, "organizationIdentifier", "NTRDE-EXAMPLE1"), *dash = strchr(id, '-');

	if (strlen(id) < 6 || dash == NULL)
		dash = (id = "NTRDE-EXAMPLE1") + 5;
	draft_open(d, "registration");
	draft_say(d, "scheme", arena_printf(&d->arena, "%.3s", id));
	draft_say(d, "country", arena_printf(&d->arena, "%.2s", id + 3));
	draft_say(d, "reference", dash + 1);
	draft_say(d, "verified_in", "EXAMPLE REGISTER");
	draft_bool(d, "source_disclosed", true);
	draft_close(d);
}

void
template_organization(struct draft *d)
{
	const char *country = draft_subject(d, "C", "DE");

	draft_open(d, "organization");
	draft_time(d, "validated_at", 100 * HOUR);
	json_member(&d->j, "performed_by", "ca");
	draft_say(d, "actor_id", "EXAMPLE-OFFICER-1");
	draft_say(d, "legal_name", draft_subject(d, "O", "EXAMPLE GmbH"));
	draft_open(d, "jurisdiction");
	draft_say(d, "country", country);
	draft_close(d);
	put_registration(d);
	draft_open(d, "address");
	draft_say(d, "country", country);
	draft_say(d, "state", draft_subject(d, "ST", "EXAMPLE"));
	draft_say(d, "locality", draft_subject(d, "L", "EXAMPLE"));
	draft_say(d, "street", draft_subject(d, "STREET", "EXAMPLE"));
	draft_say(d, "postal_code", draft_subject(d, "postalCode", "EXAMPLE"));
	draft_close(d);
	draft_open_list(d, "sources");
	json_open(&d->j, '{');
	draft_say(d, "type", "government_agency");
	draft_say(d, "name", "EXAMPLE REGISTER");
	draft_say(d, "url", "https://register.example/");
	draft_time(d, "obtained_at", 101 * HOUR);
	draft_bool(d, "obtained_directly", true);
	draft_say(d, "status_label", "active");
	draft_close(d);
	draft_close_list(d);
	draft_close(d);
	draft_open(d, "authority");
	draft_time(d, "verified_at", 99 * HOUR);
	json_member(&d->j, "performed_by", "ca");
	draft_say(d, "actor_id", "EXAMPLE-OFFICER-1");
	draft_list(d, "roles", "request_certificates");
	draft_open(d, "rmoc");
	draft_say(d, "kind", "telephone");
	draft_say(d, "source", "EXAMPLE REGISTER");
	draft_time(d, "confirmed_at", 99 * HOUR);
	draft_close(d);
	draft_open(d, "contract");
	draft_say(d, "term", "825d");
	draft_close(d);
	draft_close(d);
}

static void
put_document(struct draft *d)
{
	char day[16];

	json_open(&d->j, '{');
	draft_say(d, "type", "physical_document");
	draft_time(d, "obtained_at", 90 * HOUR);
	draft_open(d, "document");
	draft_say(d, "kind", "passport");
	draft_say(d, "issuer", "DE");
	draft_say(d, "valid_from", arena_printf(&d->arena, "%s", day_format(day_from_seconds(d->issued) - 1000, day)));
	draft_say(d, "valid_until", arena_printf(&d->arena, "%s", day_format(day_from_seconds(d->issued) + 1000, day)));
	draft_hash(d, "number_sha256", "EXAMPLE-DOCUMENT-1");
	draft_close(d);
	draft_open(d, "procedure");
	draft_say(d, "mode", "remote_live");
	draft_bool(d, "visual_comparison", true);
	draft_close(d);
	draft_close(d);
}

/* The parts of an address that the subject has. */
static void
put_address(struct draft *d)
{
	static const struct {
		const char *type, *member;
	} parts[] = {
		{ "C", "country" }, { "ST", "state" }, { "L", "locality" }, { "STREET", "street" }, { "postalCode", "postal_code" },
	};
	bool any = false;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *value = draft_subject(d, parts[i].type, NULL);

		if (value == NULL)
			continue;
		if (!any)
			draft_open(d, "address");
		any = true;
		draft_say(d, parts[i].member, value);
	}
	if (any)
		draft_close(d);
}

/* "PASDE-C01X0006H"; others are the CA's own. */
static void
put_identifiers(struct draft *d)
{
	const char *value = draft_subject(d, "serialNumber", NULL);

	if (value != NULL && strcspn(value, "-") == strlen("PASDE"))
		draft_list(d, "identifiers", value);
}

void
template_individual(struct draft *d, bool sponsored)
{
	draft_open(d, "individual");
	draft_time(d, "validated_at", 89 * HOUR);
	json_member(&d->j, "performed_by", "ca");
	draft_say(d, "actor_id", "EXAMPLE-OFFICER-2");
	draft_say(d, "given_name", draft_subject(d, "givenName", draft_subject(d, "GN", "EXAMPLE")));
	draft_say(d, "surname", draft_subject(d, "SN", draft_subject(d, "surname", "EXAMPLE")));
	draft_list(d, "presentations", draft_subject(d, "CN", NULL));
	if (!sponsored)
		put_address(d);
	put_identifiers(d);
	if (sponsored) {
		draft_open(d, "affiliation");
		draft_say(d, "type", "company_attestation");
		draft_time(d, "verified_at", 89 * HOUR);
		draft_close(d);
	}
	draft_open_list(d, "sources");
	put_document(d);
	draft_close_list(d);
	draft_close(d);
}
