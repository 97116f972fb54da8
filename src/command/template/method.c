/* SPDX-License-Identifier: Apache-2.0 */
/* method.c - what the methods of SBR 3.2.2 need in a record: validations and CAA checks. */
#include <string.h>

#include "base/day.h"
#include "command/command.h"
#include "command/template/draft.h"

#define BY_DNS (NEED_DOMAIN | NEED_MPIC)
#define EXAMPLE_NUMBER "+49 30 5550100"
static const struct method methods[] = {
	{ "3.2.2.4.7", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE, NULL, NULL, "dns-change" },
	{ "3.2.2.4.4", "3.2.2.1", NEED_DOMAIN | NEED_RANDOM_VALUE, "hostmaster@%s", NULL, NULL },
	{ "3.2.2.4.12", "3.2.2.1", NEED_DOMAIN | NEED_REGISTRAR, NULL, NULL, NULL },
	{ "3.2.2.4.13", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, "security@%s", "CAA", "contact-email-caa" },
	{ "3.2.2.4.14", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, "security@%s", "TXT", "contact-email-txt" },
	{ "3.2.2.4.16", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, EXAMPLE_NUMBER, "TXT", "contact-phone-txt" },
	{ "3.2.2.4.17", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, EXAMPLE_NUMBER, "CAA", "contact-phone-caa" },
	{ "3.2.2.4.18", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_HTTP, NULL, NULL, "website-change" },
	{ "3.2.2.4.19", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_HTTP, NULL, NULL, "acme-http-01" },
	{ "3.2.2.4.20", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE, NULL, NULL, "acme-tls-alpn-01" },
	{ "3.2.2.4.21", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE, NULL, NULL, "dns-account-01" },
	{ "3.2.2.4.22", "3.2.2.1", BY_DNS | NEED_PERSISTENT_TXT, NULL, NULL, "dns-persistent" },
	{ "3.2.2.2", "3.2.2.2", NEED_RANDOM_VALUE, "", NULL, NULL },
	{ "3.2.2.4", "3.2.2.4", NEED_RANDOM_VALUE | NEED_ACME, "", NULL, NULL },
};
#define N_METHODS (sizeof methods / sizeof *methods)

const struct method *
template_method(const char *wanted)
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

/* Whom the method writes to or calls: the mailbox, an address in its domain, or a number. */
static const char *
addressee(struct draft *d, const char *mailbox)
{
	const char *to = d->method->sent_to, *domain = strchr(to, '%');

	if (*to == '\0')
		return mailbox;
	return domain == NULL ? to : arena_printf(&d->arena, "%.*s%s", (int)(domain - to), to, draft_domain(mailbox));
}

static void
put_random_value(struct draft *d, const char *mailbox, size_t i)
{
	const struct method *m = d->method;
	/* Each certificate has values of its own. */
	const char *value = arena_printf(&d->arena, "EXAMPLE-RANDOM-VALUE-%s-%zu", smimelint_fact(d->run, "tbs_sha256"), i + 1);

	draft_open(d, "random_value");
	draft_hash(d, "value_sha256", value);
	draft_hash(d, "confirmed_value_sha256", value);
	draft_number(d, "entropy_bits", 128);
	draft_time(d, "created_at", 48 * HOUR);
	if (m->sent_to != NULL) {
		draft_time(d, "sent_at", 48 * HOUR);
		draft_list(d, "sent_to", addressee(d, mailbox));
	}
	if (*m->section != '\0' && strcmp(m->section, "3.2.2.2") == 0)
		draft_list(d, "other_channels", NULL);
	draft_time(d, "confirmed_at", 47 * HOUR);
	draft_close(d);
}

static void
put_dns(struct draft *d, const char *domain)
{
	draft_open(d, "dns");
	draft_say(d, "query_name", domain);
	draft_say(d, "query_type", "TXT");
	draft_say(d, "resolver_operator", "ca");
	draft_open(d, "dnssec");
	draft_bool(d, "validated", true);
	draft_bool(d, "local_policy_disabled", false);
	draft_say(d, "status", "insecure");
	draft_close(d);
	draft_close(d);
}

static void
put_contacts(struct draft *d, const char *mailbox)
{
	const struct method *m = d->method;
	const char *domain = draft_domain(mailbox);

	if ((m->needs & NEED_REGISTRAR) != 0) {
		draft_open(d, "domain_contact");
		draft_say(d, "source", "registrar_direct");
		draft_time(d, "obtained_at", 48 * HOUR);
		draft_close(d);
		draft_say(d, "ca_is_registrar", "ca");
	}
	if ((m->needs & NEED_DNS_CONTACT) != 0) {
		draft_open(d, "dns_contact");
		json_member(&d->j, "record_type", m->record);
		draft_say(d, "name", strcmp(m->record, "CAA") == 0 ? domain : arena_printf(&d->arena, "_validation-contact%s.%s",
		    *m->sent_to == '+' ? "phone" : "email", domain));
		draft_say(d, "value", addressee(d, mailbox));
		draft_close(d);
	}
}

static void
put_method(struct draft *d, const char *mailbox)
{
	const struct method *m = d->method;
	const char *domain = draft_domain(mailbox);

	put_contacts(d, mailbox);
	if ((m->needs & NEED_HTTP) != 0) {
		draft_open(d, "http");
		draft_say(d, "url", arena_printf(&d->arena, "http://%s/.well-known/%s/EXAMPLE", domain,
		    strcmp(m->name, "3.2.2.4.18") == 0 ? "pki-validation" : "acme-challenge"));
		draft_list(d, "redirects", NULL);
		draft_number(d, "status", 200);
		draft_close(d);
	}
	if ((m->needs & NEED_PERSISTENT_TXT) != 0) {
		draft_open(d, "persistent_txt");
		draft_say(d, "name", arena_printf(&d->arena, "_validation-persist.%s", domain));
		draft_say(d, "rdata", "ca.example; accounturi=https://ca.example/acct/1");
		draft_say(d, "account_uri", "https://ca.example/acct/1");
		draft_close(d);
	}
	if ((m->needs & NEED_ACME) != 0) {
		draft_open(d, "acme");
		draft_say(d, "challenge_type", "email-reply-00");
		draft_say(d, "identifier", mailbox);
		draft_number(d, "token_part1_bits", 128);
		draft_number(d, "token_part2_bits", 128);
		draft_say(d, "message_id", "<EXAMPLE@ca.example>");
		draft_say(d, "in_reply_to", "<EXAMPLE@ca.example>");
		draft_say(d, "reply_from", mailbox);
		draft_open(d, "dkim");
		draft_say(d, "result", "pass");
		draft_say(d, "d", domain);
		draft_close(d);
		draft_close(d);
	}
}

void
template_validation(struct draft *d, size_t i)
{
	const struct method *m = d->method;
	const char *mailbox = smimelint_mailbox(d->run, i), *domain = draft_domain(mailbox);
	int32_t day = day_from_seconds(d->issued - 47 * HOUR);

	json_open(&d->j, '{');
	json_member(&d->j, "id", draft_name(d, "v", i));
	json_member(&d->j, "sbr_section", m->section);
	if ((m->needs & NEED_DOMAIN) != 0) {
		json_member(&d->j, "tls_method", m->name);
		draft_say(d, "tls_br_version", smimelint_document_version("tls-br", day));
		draft_say(d, "validated_name", domain);
		draft_list(d, "adn_steps", NULL);
	}
	draft_say(d, "sbr_version", smimelint_document_version("sbr", day));
	draft_time(d, "initiated_at", 48 * HOUR);
	draft_time(d, "completed_at", 47 * HOUR);
	json_member(&d->j, "result", "pass");
	json_member(&d->j, "performed_by", "ca");
	draft_say(d, "actor_id", "system:EXAMPLE");
	draft_say(d, "applicant_id", "EXAMPLE-APPLICANT-1");
	draft_say(d, "request_id", "EXAMPLE-ORDER-1");
	if ((m->needs & NEED_RANDOM_VALUE) != 0)
		put_random_value(d, mailbox, i);
	put_method(d, mailbox);
	if ((m->needs & NEED_DOMAIN) != 0)
		put_dns(d, domain);
	if ((m->needs & NEED_MPIC) != 0)
		json_member(&d->j, "mpic", draft_name(d, "m", i));
	draft_close(d);
}

void
template_check(struct draft *d, size_t i)
{
	const char *domain = draft_domain(smimelint_mailbox(d->run, i));

	json_open(&d->j, '{');
	json_member(&d->j, "id", draft_name(d, "c", i));
	json_member(&d->j, "domain", domain);
	draft_time(d, "checked_at", HOUR);
	draft_say(d, "result", "permit");
	draft_list(d, "queried", domain);
	draft_say(d, "found_at", domain);
	draft_open_list(d, "records");
	json_open(&d->j, '{');
	draft_number(d, "flags", 0);
	draft_say(d, "tag", "issuemail");
	draft_say(d, "value", "ca.example");
	draft_close(d);
	draft_close_list(d);
	draft_number(d, "ttl_seconds", 300);
	json_member(&d->j, "performed_by", "ca");
	draft_open(d, "dnssec");
	draft_bool(d, "validated", true);
	draft_bool(d, "local_policy_disabled", false);
	draft_say(d, "status", "insecure");
	draft_close(d);
	if ((d->method->needs & NEED_MPIC) != 0)
		json_member(&d->j, "mpic", draft_name(d, "n", i));
	draft_close(d);
}
