/* SPDX-License-Identifier: Apache-2.0 */
/*
 * template.c - `evidence template`: a record for each certificate with every
 * member that its profile and the method need, empty or filled with an example.
 */
#include <string.h>

#include "base/day.h"
#include "base/json_out.h"
#include "base/text.h"
#include "command/command.h"
#include "command/import/import.h"
#include "input/input.h"

#define HOUR 3600
#define NOT_FILLED ""

/* What a method needs besides: a set. */
enum need {
	NEED_RANDOM_VALUE = 1 << 0, NEED_HTTP = 1 << 1, NEED_PERSISTENT_TXT = 1 << 2, NEED_REGISTRAR = 1 << 3,
	NEED_DNS_CONTACT = 1 << 4, NEED_ACME = 1 << 5, NEED_MPIC = 1 << 6, NEED_DOMAIN = 1 << 7
};
struct method {
	const char *name;		/* of --method */
	const char *section;		/* of SBR 3.2.2 */
	unsigned needs;
	const char *sent_to;		/* to whom the value goes, %s: the domain; NULL: to nobody */
	const char *record;		/* dns_contact: type and owner name */
	const char *open_mpic;
};
#define BY_DNS (NEED_DOMAIN | NEED_MPIC)
static const struct method methods[] = {
	{ "3.2.2.4.7", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE, NULL, NULL, "dns-change" },
	{ "3.2.2.4.4", "3.2.2.1", NEED_DOMAIN | NEED_RANDOM_VALUE, "hostmaster@%s", NULL, NULL },
	{ "3.2.2.4.12", "3.2.2.1", NEED_DOMAIN | NEED_REGISTRAR, NULL, NULL, NULL },
	{ "3.2.2.4.13", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, "security@%s", "CAA", "contact-email-caa" },
	{ "3.2.2.4.14", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, "security@%s", "TXT", "contact-email-txt" },
	{ "3.2.2.4.18", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_HTTP, NULL, NULL, "website-change" },
	{ "3.2.2.4.19", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_HTTP, NULL, NULL, "acme-http-01" },
	{ "3.2.2.4.20", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE, NULL, NULL, "acme-tls-alpn-01" },
	{ "3.2.2.4.21", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE, NULL, NULL, "dns-account-01" },
	{ "3.2.2.4.22", "3.2.2.1", BY_DNS | NEED_PERSISTENT_TXT, NULL, NULL, "dns-persistent" },
	{ "3.2.2.2", "3.2.2.2", NEED_RANDOM_VALUE, "", NULL, NULL },
	{ "3.2.2.4", "3.2.2.4", NEED_RANDOM_VALUE | NEED_ACME, "", NULL, NULL },
};
#define N_METHODS (sizeof methods / sizeof *methods)

static const struct place {
	const char *code, *role, *rir;
	int lat, lon;
} places[] = {
	{ "fra-1", "primary", "RIPE NCC", 50, 8 }, { "us-west-2", "remote", "ARIN", 45, -119 },
	{ "eu-north-1", "remote", "RIPE NCC", 59, 18 }, { "ap-southeast-2", "remote", "APNIC", -33, 151 },
	{ "sa-east-1", "remote", "LACNIC", -23, -46 }, { "ca-central-1", "remote", "ARIN", 45, -73 },
};
#define N_PLACES (sizeof places / sizeof *places)

struct template {
	smimelint_run *run;
	const struct method *method;
	bool example;
	struct json j;
	struct arena arena;		/* of one certificate */
	int64_t issued;
	const char *profile;
	struct out one, lines;		/* the first certificate to be read; all of them, one on each line */
	size_t n;
	bool failed;
};

/* ---- values ---- */

/* The example, or "" where the CA has to say it. */
static void
say(struct template *t, const char *member, const char *example)
{
	json_member(&t->j, member, t->example ? example : NOT_FILLED);
}

static void
say_time(struct template *t, const char *member, int64_t before)
{
	char text[32];

	say(t, member, arena_printf(&t->arena, "%s", seconds_format(t->issued - before, text)));
}

static void
say_number(struct template *t, const char *member, uint64_t n)
{
	json_key(&t->j, member);
	if (t->example)
		json_number(&t->j, n);
	else
		json_null(&t->j);
}

static void
say_bool(struct template *t, const char *member, bool yes)
{
	json_key(&t->j, member);
	if (t->example)
		json_bool(&t->j, yes);
	else
		json_null(&t->j);
}

static void
say_hash(struct template *t, const char *member, const char *text)
{
	uint8_t digest[32];

	t->failed |= smimelint_fingerprint(t->run, (const uint8_t *)text, strlen(text), digest) != SMIMELINT_OK;
	say(t, member, text_hex(&t->arena, (struct span){ digest, sizeof digest }));
}

static void
open_object(struct template *t, const char *member)
{
	json_key(&t->j, member);
	json_open(&t->j, '{');
}

static void
close_object(struct template *t)
{
	json_close(&t->j, '}');
}

static void
open_list(struct template *t, const char *member)
{
	json_key(&t->j, member);
	json_open(&t->j, '[');
}

static void
close_list(struct template *t)
{
	json_close(&t->j, ']');
}

/* A list of one text, or an empty one. */
static void
say_list(struct template *t, const char *member, const char *example)
{
	open_list(t, member);
	if (t->example && example != NULL)
		json_string(&t->j, example);
	close_list(t);
}

/* The value of an attribute of the subject, as RFC 4514 writes it; `otherwise` where there is none. */
static const char *
subject(struct template *t, const char *type, const char *otherwise)
{
	const char *p = smimelint_fact(t->run, "subject");
	size_t n = strlen(type);

	for (; p != NULL && *p != '\0'; p += *p == ',') {
		char *value = arena_take(&t->arena, strlen(p) + 1);
		size_t to = 0;
		const char *q = p + strcspn(p, "=,");

		if (value == NULL)
			return otherwise;
		for (q += *q == '='; *q != '\0' && *q != ',' && *q != '+'; q++)
			value[to++] = *q == '\\' && q[1] != '\0' ? *++q : *q;
		if (strncmp(p, type, n) == 0 && p[n] == '=' && to > 0)
			return value;
		p = q;
	}
	return otherwise;
}

static const char *
domain_of(const char *mailbox)
{
	const char *at = strrchr(mailbox, '@');

	return at != NULL ? at + 1 : mailbox;
}

static const char *
name(struct template *t, const char *letter, size_t i)
{
	return arena_printf(&t->arena, "%s%zu", letter, i + 1);
}

/* ---- the parts of a record ---- */

static void
put_subject(struct template *t)
{
	static const char *const matchers[] = { "sha256", "tbs_sha256", "issuer_name_sha256", "serial" };

	open_object(t, "subject_certificate");
	json_member(&t->j, "stage", smimelint_fact(t->run, "sha256") != NULL ? "post" : "pre");
	for (size_t i = 0; i < sizeof matchers / sizeof *matchers; i++)
		if (smimelint_fact(t->run, matchers[i]) != NULL)
			json_member(&t->j, matchers[i], smimelint_fact(t->run, matchers[i]));
	close_object(t);
}

static void
put_issuance(struct template *t)
{
	int32_t day = day_from_seconds(t->issued);

	open_object(t, "ca");
	say(t, "name", "EXAMPLE CA");
	say_list(t, "issuer_domain_names", "ca.example");
	say(t, "cps_url", "https://ca.example/cps");
	say(t, "cps_version", "1.0");
	close_object(t);
	open_object(t, "issuance");
	say_time(t, "issued_at", 0);
	json_member(&t->j, "profile", t->profile);
	say(t, "sbr_version", smimelint_document_version("sbr", day));
	say(t, "requested_via", "applicant_representative");
	say(t, "applicant_id", "EXAMPLE-APPLICANT-1");
	open_object(t, "request");
	say(t, "id", "EXAMPLE-ORDER-1");
	say_time(t, "received_at", 49 * HOUR);
	close_object(t);
	open_object(t, "agreement");
	say(t, "version", "1.0");
	say_time(t, "accepted_at", 49 * HOUR);
	close_object(t);
	close_object(t);
	open_list(t, "lint");
	json_open(&t->j, '{');
	json_member(&t->j, "tool", "smimelint");
	json_member(&t->j, "version", smimelint_version());
	say(t, "target", "tbs");
	json_member(&t->j, "input_sha256", smimelint_fact(t->run, "tbs_sha256"));
	say_time(t, "ran_at", 2);
	say(t, "result", "pass");
	say_number(t, "findings", 0);
	close_object(t);
	close_list(t);
}

static void
put_mailboxes(struct template *t, size_t n)
{
	open_list(t, "mailboxes");
	for (size_t i = 0; i < n; i++) {
		json_open(&t->j, '{');
		json_member(&t->j, "address", smimelint_mailbox(t->run, i));
		json_member(&t->j, "validation", name(t, "v", i));
		json_member(&t->j, "caa", name(t, "c", i));
		close_object(t);
	}
	close_list(t);
}

static void
put_random_value(struct template *t, const char *mailbox, size_t i)
{
	const struct method *m = t->method;
	const char *value = arena_printf(&t->arena, "EXAMPLE-RANDOM-VALUE-%zu", i + 1);

	open_object(t, "random_value");
	say_hash(t, "value_sha256", value);
	say_hash(t, "confirmed_value_sha256", value);
	say_number(t, "entropy_bits", 128);
	say_time(t, "created_at", 48 * HOUR);
	if (m->sent_to != NULL) {
		say_time(t, "sent_at", 48 * HOUR);
		say_list(t, "sent_to", *m->sent_to == '\0' ? mailbox :
		    arena_printf(&t->arena, "%.*s%s", (int)strcspn(m->sent_to, "%"), m->sent_to, domain_of(mailbox)));
	}
	if (*m->section != '\0' && strcmp(m->section, "3.2.2.2") == 0)
		say_list(t, "other_channels", NULL);
	say_time(t, "confirmed_at", 47 * HOUR);
	close_object(t);
}

static void
put_dns(struct template *t, const char *domain)
{
	open_object(t, "dns");
	say(t, "query_name", domain);
	say(t, "query_type", "TXT");
	say(t, "resolver_operator", "ca");
	open_object(t, "dnssec");
	say_bool(t, "validated", true);
	say_bool(t, "local_policy_disabled", false);
	say(t, "status", "insecure");
	close_object(t);
	close_object(t);
}

static void
put_contacts(struct template *t, const char *domain)
{
	const struct method *m = t->method;

	if ((m->needs & NEED_REGISTRAR) != 0) {
		open_object(t, "domain_contact");
		say(t, "source", "registrar_direct");
		say_time(t, "obtained_at", 48 * HOUR);
		close_object(t);
		say(t, "ca_is_registrar", "ca");
	}
	if ((m->needs & NEED_DNS_CONTACT) != 0) {
		open_object(t, "dns_contact");
		json_member(&t->j, "record_type", m->record);
		say(t, "name", strcmp(m->record, "TXT") == 0 ? arena_printf(&t->arena, "_validation-contactemail.%s", domain) : domain);
		say(t, "value", arena_printf(&t->arena, "security@%s", domain));
		close_object(t);
	}
}

static void
put_method(struct template *t, const char *mailbox)
{
	const struct method *m = t->method;
	const char *domain = domain_of(mailbox);

	put_contacts(t, domain);
	if ((m->needs & NEED_HTTP) != 0) {
		open_object(t, "http");
		say(t, "url", arena_printf(&t->arena, "http://%s/.well-known/%s/EXAMPLE", domain,
		    strcmp(m->name, "3.2.2.4.18") == 0 ? "pki-validation" : "acme-challenge"));
		say_list(t, "redirects", NULL);
		say_number(t, "status", 200);
		close_object(t);
	}
	if ((m->needs & NEED_PERSISTENT_TXT) != 0) {
		open_object(t, "persistent_txt");
		say(t, "name", arena_printf(&t->arena, "_validation-persist.%s", domain));
		say(t, "rdata", "ca.example; accounturi=https://ca.example/acct/1");
		say(t, "account_uri", "https://ca.example/acct/1");
		close_object(t);
	}
	if ((m->needs & NEED_ACME) != 0) {
		open_object(t, "acme");
		say(t, "challenge_type", "email-reply-00");
		say(t, "identifier", mailbox);
		say_number(t, "token_part1_bits", 128);
		say_number(t, "token_part2_bits", 128);
		say(t, "message_id", "<EXAMPLE@ca.example>");
		say(t, "in_reply_to", "<EXAMPLE@ca.example>");
		say(t, "reply_from", mailbox);
		open_object(t, "dkim");
		say(t, "result", "pass");
		say(t, "d", domain);
		close_object(t);
		close_object(t);
	}
}

static void
put_validation(struct template *t, size_t i)
{
	const struct method *m = t->method;
	const char *mailbox = smimelint_mailbox(t->run, i), *domain = domain_of(mailbox);
	int32_t day = day_from_seconds(t->issued - 47 * HOUR);

	json_open(&t->j, '{');
	json_member(&t->j, "id", name(t, "v", i));
	json_member(&t->j, "sbr_section", m->section);
	if ((m->needs & NEED_DOMAIN) != 0) {
		json_member(&t->j, "tls_method", m->name);
		say(t, "tls_br_version", smimelint_document_version("tls-br", day));
		say(t, "validated_name", domain);
		say_list(t, "adn_steps", NULL);
	}
	say(t, "sbr_version", smimelint_document_version("sbr", day));
	say_time(t, "initiated_at", 48 * HOUR);
	say_time(t, "completed_at", 47 * HOUR);
	json_member(&t->j, "result", "pass");
	json_member(&t->j, "performed_by", "ca");
	say(t, "actor_id", "system:EXAMPLE");
	say(t, "applicant_id", "EXAMPLE-APPLICANT-1");
	say(t, "request_id", "EXAMPLE-ORDER-1");
	if ((m->needs & NEED_RANDOM_VALUE) != 0)
		put_random_value(t, mailbox, i);
	put_method(t, mailbox);
	if ((m->needs & NEED_DOMAIN) != 0)
		put_dns(t, domain);
	if ((m->needs & NEED_MPIC) != 0)
		json_member(&t->j, "mpic", name(t, "m", i));
	close_object(t);
}

static void
put_check(struct template *t, size_t i)
{
	const char *domain = domain_of(smimelint_mailbox(t->run, i));

	json_open(&t->j, '{');
	json_member(&t->j, "id", name(t, "c", i));
	json_member(&t->j, "domain", domain);
	say_time(t, "checked_at", HOUR);
	say(t, "result", "permit");
	say_list(t, "queried", domain);
	say(t, "found_at", domain);
	open_list(t, "records");
	json_open(&t->j, '{');
	say_number(t, "flags", 0);
	say(t, "tag", "issuemail");
	say(t, "value", "ca.example");
	close_object(t);
	close_list(t);
	say_number(t, "ttl_seconds", 300);
	json_member(&t->j, "performed_by", "ca");
	open_object(t, "dnssec");
	say_bool(t, "validated", true);
	say_bool(t, "local_policy_disabled", false);
	say(t, "status", "insecure");
	close_object(t);
	if ((t->method->needs & NEED_MPIC) != 0)
		json_member(&t->j, "mpic", name(t, "n", i));
	close_object(t);
}

/* One remote perspective in the generic form. */
static void
put_sighting(struct template *t, const struct place *p, int64_t before, const char *seen)
{
	json_open(&t->j, '{');
	say(t, "code", p->code);
	say_time(t, "at", before);
	say_bool(t, "completed", true);
	say_bool(t, "passed", true);
	say_list(t, "observed", seen);
	json_key(&t->j, "error");
	json_null(&t->j);
	close_object(t);
}

static void
put_attempt(struct template *t, size_t i, bool caa)
{
	const char *domain = domain_of(smimelint_mailbox(t->run, i));
	const char *seen = caa ? "0 issuemail \"ca.example\"" : arena_printf(&t->arena, "EXAMPLE-OBSERVATION-%zu", i + 1);
	int64_t before = caa ? HOUR : 47 * HOUR;

	json_open(&t->j, '{');
	json_member(&t->j, "id", name(t, caa ? "n" : "m", i));
	json_member(&t->j, "check", caa ? "caa" : "dcv");
	json_member(&t->j, "target", domain);
	open_object(t, "primary");
	say(t, "code", places[0].code);
	say_time(t, "at", before);
	say(t, "result", caa ? "permit" : "pass");
	say_list(t, "observed", seen);
	close_object(t);
	say(t, "quorum_claim", "5/5");
	json_member(&t->j, "format", "generic");
	open_object(t, "response");
	open_list(t, "perspectives");
	for (size_t k = 1; k < (t->example ? N_PLACES : 3); k++)
		put_sighting(t, &places[k], before, seen);
	close_list(t);
	close_object(t);
	close_object(t);
}

static void
put_degrees(struct template *t, const char *member, int degrees)
{
	json_key(&t->j, member);
	if (t->example)
		json_raw(&t->j, arena_printf(&t->arena, "%d", degrees));
	else
		json_null(&t->j);
}

static void
put_perspectives(struct template *t)
{
	open_object(t, "perspectives");
	for (size_t k = 0; k < (t->example ? N_PLACES : 3); k++) {
		open_object(t, t->example ? places[k].code : arena_printf(&t->arena, "CODE-%zu", k));
		json_member(&t->j, "role", places[k].role);
		say(t, "rir", places[k].rir);
		put_degrees(t, "lat", places[k].lat);
		put_degrees(t, "lon", places[k].lon);
		say_bool(t, "secure_channel", true);
		say_bool(t, "bgp_mitigation", true);
		close_object(t);
	}
	close_object(t);
}

static void
put_corroboration(struct template *t, size_t n)
{
	open_list(t, "mpic");
	for (size_t i = 0; i < n; i++) {
		put_attempt(t, i, false);
		put_attempt(t, i, true);
	}
	close_list(t);
	put_perspectives(t);
}

/* ---- identity ---- */

/* "NTRDE-HRB1": its scheme, country and reference. */
static void
put_registration(struct template *t)
{
	const char *id = subject(t, "organizationIdentifier", "NTRDE-EXAMPLE1"), *dash = strchr(id, '-');

	if (strlen(id) < 6 || dash == NULL)
		dash = (id = "NTRDE-EXAMPLE1") + 5;
	open_object(t, "registration");
	say(t, "scheme", arena_printf(&t->arena, "%.3s", id));
	say(t, "country", arena_printf(&t->arena, "%.2s", id + 3));
	say(t, "reference", dash + 1);
	say(t, "verified_in", "EXAMPLE REGISTER");
	say_bool(t, "source_disclosed", true);
	close_object(t);
}

static void
put_organization(struct template *t)
{
	const char *country = subject(t, "C", "DE");

	open_object(t, "organization");
	say_time(t, "validated_at", 100 * HOUR);
	json_member(&t->j, "performed_by", "ca");
	say(t, "actor_id", "EXAMPLE-OFFICER-1");
	say(t, "legal_name", subject(t, "O", "EXAMPLE GmbH"));
	open_object(t, "jurisdiction");
	say(t, "country", country);
	close_object(t);
	put_registration(t);
	open_object(t, "address");
	say(t, "country", country);
	say(t, "state", subject(t, "ST", "EXAMPLE"));
	say(t, "locality", subject(t, "L", "EXAMPLE"));
	say(t, "street", subject(t, "STREET", "EXAMPLE"));
	say(t, "postal_code", subject(t, "postalCode", "EXAMPLE"));
	close_object(t);
	open_list(t, "sources");
	json_open(&t->j, '{');
	say(t, "type", "government_agency");
	say(t, "name", "EXAMPLE REGISTER");
	say(t, "url", "https://register.example/");
	say_time(t, "obtained_at", 101 * HOUR);
	say_bool(t, "obtained_directly", true);
	say(t, "status_label", "active");
	close_object(t);
	close_list(t);
	close_object(t);
	open_object(t, "authority");
	say_time(t, "verified_at", 99 * HOUR);
	json_member(&t->j, "performed_by", "ca");
	say(t, "actor_id", "EXAMPLE-OFFICER-1");
	say_list(t, "roles", "request_certificates");
	open_object(t, "rmoc");
	say(t, "kind", "telephone");
	say(t, "source", "EXAMPLE REGISTER");
	say_time(t, "confirmed_at", 99 * HOUR);
	close_object(t);
	open_object(t, "contract");
	say(t, "term", "825d");
	close_object(t);
	close_object(t);
}

static void
put_document(struct template *t)
{
	char day[16];

	json_open(&t->j, '{');
	say(t, "type", "physical_document");
	say_time(t, "obtained_at", 90 * HOUR);
	open_object(t, "document");
	say(t, "kind", "passport");
	say(t, "issuer", "DE");
	say(t, "valid_from", arena_printf(&t->arena, "%s", day_format(day_from_seconds(t->issued) - 1000, day)));
	say(t, "valid_until", arena_printf(&t->arena, "%s", day_format(day_from_seconds(t->issued) + 1000, day)));
	say_hash(t, "number_sha256", "EXAMPLE-DOCUMENT-1");
	close_object(t);
	open_object(t, "procedure");
	say(t, "mode", "remote_live");
	say_bool(t, "visual_comparison", true);
	close_object(t);
	close_object(t);
}

static void
put_individual(struct template *t, bool sponsored)
{
	open_object(t, "individual");
	say_time(t, "validated_at", 89 * HOUR);
	json_member(&t->j, "performed_by", "ca");
	say(t, "actor_id", "EXAMPLE-OFFICER-2");
	say(t, "given_name", subject(t, "givenName", subject(t, "GN", "EXAMPLE")));
	say(t, "surname", subject(t, "SN", subject(t, "surname", "EXAMPLE")));
	say_list(t, "presentations", subject(t, "CN", NULL));
	if (sponsored) {
		open_object(t, "affiliation");
		say(t, "type", "company_attestation");
		say_time(t, "verified_at", 89 * HOUR);
		close_object(t);
	}
	open_list(t, "sources");
	put_document(t);
	close_list(t);
	close_object(t);
}

static void
put_record(struct template *t)
{
	size_t n = smimelint_mailbox_count(t->run);
	bool sponsored = strncmp(t->profile, "sponsor", 7) == 0;

	json_open(&t->j, '{');
	json_member(&t->j, "evidence_format", "smime-issuance-evidence");
	json_member(&t->j, "evidence_version", "1.0");
	json_member(&t->j, "record_id", t->example ? arena_printf(&t->arena, "EXAMPLE-%.16s", smimelint_fact(t->run, "tbs_sha256")) :
	    NOT_FILLED);
	put_subject(t);
	put_issuance(t);
	put_mailboxes(t, n);
	open_list(t, "validations");
	for (size_t i = 0; i < n; i++)
		put_validation(t, i);
	close_list(t);
	open_list(t, "caa_checks");
	for (size_t i = 0; i < n; i++)
		put_check(t, i);
	close_list(t);
	if ((t->method->needs & NEED_MPIC) != 0)
		put_corroboration(t, n);
	if (sponsored || strncmp(t->profile, "organization", 12) == 0)
		put_organization(t);
	if (sponsored || strncmp(t->profile, "individual", 10) == 0)
		put_individual(t, sponsored);
	json_close(&t->j, '}');
}

/* ---- certificates ---- */

static void
write_record(struct template *t, struct out *o, bool compact)
{
	arena_init(&t->arena);
	t->j = json_to(o, compact);
	put_record(t);
	out_char(o, '\n');
	t->failed |= t->arena.failed;
	arena_free(&t->arena);
}

static int
take(void *arg, const struct item *item)
{
	struct template *t = arg;
	const char *profile;

	if (item->fault != NULL || smimelint_lint(t->run, item->der.p, item->der.n) != SMIMELINT_OK) {
		complain("%s: %s", item->path, item->fault != NULL ? item->fault : "no certificate");
		t->failed = true;
		return 0;
	}
	profile = smimelint_fact(t->run, "profile");
	t->profile = profile != NULL ? profile : "";
	t->issued = value_time(smimelint_fact(t->run, "not_before"));
	if (t->n++ == 0)
		write_record(t, &t->one, false);
	write_record(t, &t->lines, true);
	return 0;
}

static const struct method *
find_method(const char *wanted)
{
	struct out names = { NULL, 0, 0, false };

	for (size_t i = 0; i < N_METHODS; i++)
		if (strcmp(methods[i].name, wanted) == 0)
			return &methods[i];
	for (size_t i = 0; i < N_METHODS; i++)
		out_fmt(&names, "%s%s", i > 0 ? ", " : "", methods[i].name);
	out_char(&names, '\0');
	complain("--method %s: it is one of %s", wanted, names.failed ? "" : names.p);
	out_free(&names);
	return NULL;
}

int
cmd_evidence_template(struct opt_line *line)
{
	struct template t = {
		.method = find_method(opt_last(line, OPT_METHOD, "3.2.2.4.7")), .example = opt_count(line, OPT_EXAMPLE) > 0,
		.one = { NULL, 0, 0, false }, .lines = { NULL, 0, 0, false },
	};
	struct input in = { .limit = 1024 * 1024, .fn = take, .arg = &t };
	smimelint_ctx *ctx = NULL;
	smimelint_status st;
	int code;

	if (t.method == NULL)
		return EXIT_USAGE;
	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_run_new(&t.run, ctx);
	if (st != SMIMELINT_OK) {
		code = cmd_no_library(st);
	} else {
		for (size_t i = 1; i < line->n_operand || i == 1; i++)
			input_read(&in, i < line->n_operand ? line->operand[i] : "-");
		if (t.n == 0)
			complain("no certificate to begin a record for");
		code = t.n == 0 || t.failed ? EXIT_UNREADABLE : cmd_write(line, t.n == 1 ? &t.one : &t.lines);
	}
	input_free(&in);
	out_free(&t.one);
	out_free(&t.lines);
	smimelint_run_free(t.run);
	smimelint_ctx_free(ctx);
	return code;
}
