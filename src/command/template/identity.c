/* SPDX-License-Identifier: Apache-2.0 */
/* identity.c - how an organization, its authority and an individual were validated. */
#include <string.h>

#include "base/day.h"
#include "command/template/draft.h"

/* ---- identity ---- */

/* "NTRDE-HRB1", "NTRUS+CA-1", "GOVUS+CA", "INTXG": its scheme, country, subdivision and reference. */
static void
put_registration(struct draft *d)
{
	const char *id = draft_subject(d, "organizationIdentifier", "NTRDE-EXAMPLE1"), *dash = strchr(id, '-');
	bool needs_reference = strncmp(id, "GOV", 3) != 0 && strncmp(id, "INT", 3) != 0;

	if (strlen(id) < 5 || (dash == NULL && needs_reference))
		dash = (id = "NTRDE-EXAMPLE1") + 5;
	draft_open(d, "registration");
	draft_say(d, "scheme", arena_printf(&d->arena, "%.3s", id));
	draft_say(d, "country", arena_printf(&d->arena, "%.2s", id + 3));
	if (id[5] == '+')
		draft_say(d, "subdivision", arena_printf(&d->arena, "%.*s", (int)strcspn(id + 6, "-"), id + 6));
	if (dash != NULL)
		draft_say(d, "reference", dash + 1);
	draft_say(d, "verified_in", "EXAMPLE REGISTER");
	draft_bool(d, "source_disclosed", true);
	draft_close(d);
}

/* Each organizationalUnitName is the legal name of an Affiliate (SBR 7.1.4.2.2.c). */
static void
put_affiliates(struct draft *d)
{
	const char *name;

	if (draft_subject(d, "OU", NULL) == NULL)
		return;
	draft_open_list(d, "affiliates");
	for (size_t i = 0; (name = draft_subject_nth(d, "OU", i)) != NULL; i++) {
		json_open(&d->j, '{');
		draft_say(d, "ou_value", name);
		draft_say(d, "legal_name", name);
		draft_time(d, "verified_at", 101 * HOUR);
		draft_close(d);
	}
	draft_close_list(d);
}

/* ---- LEI ---- */

/* What the extensions for LEI hold (SBR 7.1.2.3.l). */
struct lei {
	struct draft *draft;
	const char *code;		/* NULL: there is none */
	bool role;
};

static int
find_lei(void *arg, unsigned depth, const char *name, const char *value, uint32_t offset, uint32_t length)
{
	struct lei *lei = arg;
	const char *text = value != NULL ? strstr(value, ": ") : NULL;

	(void)depth;
	(void)offset;
	(void)length;
	if (strcmp(name, "lei") == 0 && text != NULL)
		lei->code = arena_printf(&lei->draft->arena, "%s", text + 2);
	lei->role |= strcmp(name, "leiRole") == 0;
	return 0;
}

static struct lei
lei_of(struct draft *d)
{
	struct lei lei = { .draft = d };

	(void)smimelint_walk(d->run, find_lei, &lei);
	return lei;
}

static void
put_lei(struct draft *d, const char *member, const char *code)
{
	draft_open(d, member);
	draft_say(d, "code", code);
	draft_say(d, "registration_status", "ISSUED");
	draft_say(d, "entity_status", "ACTIVE");
	draft_say(d, "validation_sources", "FULLY_CORROBORATED");
	draft_time(d, "gleif_record_at", 102 * HOUR);
	draft_close(d);
}

/* The data of an LEI that the certificate has are a source; NULL: it has none. */
static void
put_lei_source(struct draft *d, const char *code)
{
	if (code == NULL)
		return;
	json_open(&d->j, '{');
	draft_say(d, "type", "lei");
	draft_time(d, "obtained_at", 101 * HOUR);
	put_lei(d, "lei", code);
	draft_close(d);
}

/* The LEI that is the Registration Reference (SBR 3.2.3.3); NULL: it is none. */
static const char *
lei_of_registration(struct draft *d)
{
	static const char before[] = "LEIXG-";
	const char *id = draft_subject(d, "organizationIdentifier", "");

	return strncmp(id, before, strlen(before)) == 0 ? id + strlen(before) : NULL;
}

void
template_organization(struct draft *d)
{
	const char *country = draft_subject(d, "C", "DE");
	const char *lei = lei_of(d).code, *reference = lei_of_registration(d);

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
	put_affiliates(d);
	draft_open_list(d, "sources");
	json_open(&d->j, '{');
	draft_say(d, "type", "government_agency");
	draft_say(d, "name", "EXAMPLE REGISTER");
	draft_say(d, "url", "https://register.example/");
	draft_time(d, "obtained_at", 101 * HOUR);
	draft_bool(d, "obtained_directly", true);
	draft_say(d, "status_label", "active");
	draft_close(d);
	put_lei_source(d, lei);
	if (lei == NULL || reference == NULL || strcmp(lei, reference) != 0)
		put_lei_source(d, reference);
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
	struct lei lei = lei_of(d);

	draft_open(d, "individual");
	draft_time(d, "validated_at", 89 * HOUR);
	json_member(&d->j, "performed_by", "ca");
	draft_say(d, "actor_id", "EXAMPLE-OFFICER-2");
	draft_say(d, "given_name", draft_subject(d, "givenName", draft_subject(d, "GN", "EXAMPLE")));
	draft_say(d, "surname", draft_subject(d, "SN", draft_subject(d, "surname", "EXAMPLE")));
	if (draft_subject(d, "pseudonym", NULL) != NULL)
		draft_say(d, "pseudonym", draft_subject(d, "pseudonym", NULL));
	if (draft_subject(d, "title", NULL) != NULL)
		draft_say(d, "title", draft_subject(d, "title", NULL));
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
	if (lei.role)
		put_lei(d, "role_lei", lei.code != NULL ? lei.code : EXAMPLE_LEI);
	draft_open_list(d, "sources");
	put_document(d);
	draft_close_list(d);
	draft_close(d);
}
