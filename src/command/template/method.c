/* SPDX-License-Identifier: Apache-2.0 */
/* method.c - what the methods of SBR 3.2.2 need in a record: validations and CAA checks. */
#include <string.h>

#include "base/day.h"
#include "command/command.h"
#include "command/template/draft.h"

#define BY_DNS (NEED_DOMAIN | NEED_MPIC)
#define EXAMPLE_NUMBER "+49 30 5550100"
#define EXAMPLE_ADDRESS "192.0.2.7"
static const struct method methods[] = {
	{ "3.2.2.4.7", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE, NULL, NULL, "dns-change" },
	{ "3.2.2.4.2", "3.2.2.1", NEED_DOMAIN | NEED_RANDOM_VALUE | NEED_CONTACT, "owner@%s", NULL, NULL },
	{ "3.2.2.4.4", "3.2.2.1", NEED_DOMAIN | NEED_RANDOM_VALUE, "hostmaster@%s", NULL, NULL },
	{ "3.2.2.4.8", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_IP, NULL, NULL, "ip-address" },
	{ "3.2.2.4.12", "3.2.2.1", NEED_DOMAIN | NEED_CONTACT | NEED_REGISTRAR, NULL, NULL, NULL },
	{ "3.2.2.4.13", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, "security@%s", "CAA", "contact-email-caa" },
	{ "3.2.2.4.14", "3.2.2.1", BY_DNS | NEED_RANDOM_VALUE | NEED_DNS_CONTACT, "security@%s", "TXT", "contact-email-txt" },
	{ "3.2.2.4.15", "3.2.2.1", NEED_DOMAIN | NEED_RANDOM_VALUE | NEED_CONTACT, EXAMPLE_NUMBER, NULL, NULL },
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
	if (smimelint_method_day(wanted, SMIMELINT_METHOD_BEGINS) == INT32_MAX) {
		complain("--method %s: it was retired before the SBR began, and no certificate may rely on it", wanted);
		return NULL;
	}
	for (size_t i = 0; i < N_METHODS; i++)
		out_fmt(&names, "%s%s", i > 0 ? ", " : "", methods[i].name);
	out_char(&names, '\0');
	complain("--method: \"%s\" is none of %s", wanted, names.failed ? "" : names.p);
	out_free(&names);
	return NULL;
}

/* ---- when ---- */

#define DAY_SECONDS INT64_C(86400)
#define NEVER INT32_MAX

static const char *
in_words(struct draft *d, int32_t day)
{
	char text[16];

	return arena_printf(&d->arena, "%s", day_format(day, text));
}

/*
 * Why no validation can be relied on any more: the method has ended.  Before that
 * day, that one should not be used any more, and one of before is too old.
 */
static const char *
say_ended(struct draft *d, int32_t should_not, int32_t ends)
{
	int32_t day = day_from_seconds(d->issued);

	if (day >= ends || should_not >= ends)
		return arena_printf(&d->arena, "%s had ended by %s, the day of the certificate: it must not be used from %s on", d->method->name,
		    in_words(d, day), in_words(d, ends));
	return arena_printf(&d->arena, "%s should not be used from %s on, and what was validated before is too old on %s, the day of the certificate",
	    d->method->name, in_words(d, should_not), in_words(d, day));
}

/* The validation is of the last noon before the method's end, where it would come after; may the issuance rely on it? */
static bool
settle_before(struct draft *d, int32_t end, int32_t reuse_end)
{
	int64_t noon = (int64_t)end * DAY_SECONDS - DAY_SECONDS / 2, days = (d->method->needs & NEED_DOMAIN) != 0 ? 398 : 30;

	if (day_from_seconds(d->issued - d->validated) >= end)
		d->validated = d->issued - noon;
	return day_from_seconds(d->issued) < reuse_end && d->validated + HOUR <= days * DAY_SECONDS;
}

const char *
template_settle(struct draft *d)
{
	const char *name = d->method->name;
	int32_t day = day_from_seconds(d->issued), begin = smimelint_method_day(name, SMIMELINT_METHOD_BEGINS),
	    ends = smimelint_method_day(name, SMIMELINT_METHOD_ENDS), should_not = smimelint_method_day(name, SMIMELINT_METHOD_SHOULD_NOT),
	    end = should_not < ends ? should_not : ends;

	d->validated = 47 * HOUR;
	/* What was done before the SBR began may be relied on. */
	if (begin <= smimelint_method_day("3.2.2.2", SMIMELINT_METHOD_BEGINS))
		begin = INT32_MIN;
	/* A validation of an hour, and another until the issuance. */
	if (begin == day && d->issued < begin * DAY_SECONDS + 2 * HOUR)
		return arena_printf(&d->arena, "%s began on %s, less than two hours before the certificate", name, in_words(d, begin));
	if (begin > day)
		return arena_printf(&d->arena, "%s had not begun by %s, the day of the certificate: it is in use from %s on", name,
		    in_words(d, day), in_words(d, begin));
	if (begin != INT32_MIN && d->issued - 48 * HOUR < begin * DAY_SECONDS)
		d->validated = HOUR;
	if (end != NEVER && !settle_before(d, end, smimelint_method_day(name, SMIMELINT_METHOD_REUSE_ENDS)))
		return say_ended(d, should_not, ends);
	return NULL;
}

/* Whom the method writes to or calls: the mailbox, an address in its domain, or a number. */
static const char *
addressee(struct draft *d, const char *mailbox)
{
	const char *to = d->method->sent_to, *domain = strchr(to, '%');

	if (*to == '\0')
		return mailbox;
	return domain == NULL ? to : arena_printf(&d->arena, "%.*s%s", (int)(domain - to), to, draft_domain(d, mailbox));
}

/* Each certificate has values of its own. */
static const char *
example_random_value(struct draft *d, size_t i)
{
	return arena_printf(&d->arena, "EXAMPLE-RANDOM-VALUE-%s-%zu", smimelint_fact(d->run, "tbs_sha256"), i + 1);
}

/* Methods by which the Random Value stands in the record or the file as it is. */
static bool
publishes_value(const struct draft *d)
{
	return strcmp(d->method->name, "3.2.2.4.7") == 0 || strcmp(d->method->name, "3.2.2.4.18") == 0;
}

/* What each perspective saw: the record, contact or address that is relied on, else a challenge. */
const char *
template_observed(struct draft *d, const char *mailbox, size_t i)
{
	if ((d->method->needs & NEED_PERSISTENT_TXT) != 0)
		return EXAMPLE_PERSISTENT;
	if ((d->method->needs & NEED_DNS_CONTACT) != 0)
		return addressee(d, mailbox);
	if (publishes_value(d))
		return example_random_value(d, i);
	return (d->method->needs & NEED_IP) != 0 ? EXAMPLE_ADDRESS : arena_printf(&d->arena, "EXAMPLE-OBSERVATION-%zu", i + 1);
}

static void
put_random_value(struct draft *d, const char *mailbox, size_t i)
{
	const struct method *m = d->method;
	const char *value = example_random_value(d, i);

	draft_open(d, "random_value");
	draft_hash(d, "value_sha256", value);
	draft_hash(d, "confirmed_value_sha256", value);
	draft_number(d, "entropy_bits", 128);
	draft_time(d, "created_at", d->validated + HOUR);
	if (m->sent_to != NULL) {
		draft_time(d, "sent_at", d->validated + HOUR);
		draft_list(d, "sent_to", addressee(d, mailbox));
	}
	if (strcmp(m->section, "3.2.2.2") == 0 || strcmp(m->section, "3.2.2.4") == 0)
		draft_list(d, "other_channels", NULL);
	draft_time(d, "confirmed_at", d->validated);
	draft_close(d);
}

/* Where the record of the method stands: that of the account below a label which the example of the draft has. */
static const char *
record_place(struct draft *d, const char *domain)
{
	const char *label = strcmp(d->method->name, "3.2.2.4.21") == 0 ? "_ujmmovf2vn55tgye._acme-challenge." :
	    strcmp(d->method->name, "3.2.2.4.22") == 0 ? "_validation-persist." : "";

	return arena_printf(&d->arena, "%s%s", label, domain);
}

static void
put_dnssec(struct draft *d)
{
	draft_open(d, "dnssec");
	draft_bool(d, "validated", true);
	draft_bool(d, "local_policy_disabled", false);
	draft_say(d, "status", "insecure");
	draft_close(d);
}

static void
put_dns(struct draft *d, const char *domain)
{
	draft_open(d, "dns");
	draft_say(d, "query_name", record_place(d, domain));
	draft_say(d, "query_type", (d->method->needs & (NEED_HTTP | NEED_IP)) != 0 || strcmp(d->method->name, "3.2.2.4.20") == 0 ? "A" : "TXT");
	draft_say(d, "resolver_operator", "ca");
	put_dnssec(d);
	draft_close(d);
}

static void
put_contacts(struct draft *d, const char *mailbox)
{
	const struct method *m = d->method;
	const char *domain = draft_domain(d, mailbox);

	if ((m->needs & NEED_CONTACT) != 0) {
		draft_open(d, "domain_contact");
		draft_say(d, "source", "registrar_direct");
		draft_time(d, "obtained_at", d->validated + HOUR);
		draft_close(d);
	}
	if ((m->needs & NEED_REGISTRAR) != 0)
		draft_say(d, "ca_is_registrar", "ca");
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
put_method(struct draft *d, const char *mailbox, size_t i)
{
	const struct method *m = d->method;
	const char *domain = draft_domain(d, mailbox);

	put_contacts(d, mailbox);
	if ((m->needs & NEED_HTTP) != 0) {
		draft_open(d, "http");
		draft_say(d, "url", publishes_value(d) ? arena_printf(&d->arena, "http://%s/.well-known/pki-validation/EXAMPLE", domain) :
		    arena_printf(&d->arena, "http://%s/.well-known/acme-challenge/%s", domain, example_random_value(d, i)));
		draft_list(d, "redirects", NULL);
		draft_number(d, "status", 200);
		draft_close(d);
	}
	if ((m->needs & NEED_IP) != 0) {
		draft_open(d, "ip");
		draft_say(d, "method", "3.2.2.5.6");
		draft_say(d, "address", EXAMPLE_ADDRESS);
		draft_say(d, "from_record", "A");
		draft_close(d);
	}
	if ((m->needs & NEED_PERSISTENT_TXT) != 0) {
		draft_open(d, "persistent_txt");
		draft_say(d, "name", arena_printf(&d->arena, "_validation-persist.%s", domain));
		draft_say(d, "rdata", EXAMPLE_PERSISTENT);
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

/* The name that is proved: where it is the Base Domain Name, an example takes the last two labels for that. */
static const char *
proved_name(const struct draft *d, const char *domain)
{
	const char *dot = strrchr(domain, '.');

	if (!d->example || (d->method->needs & NEED_REGISTRAR) == 0 || dot == NULL)
		return domain;
	while (dot > domain && dot[-1] != '.')
		dot--;
	return dot;
}

void
template_validation(struct draft *d, size_t i)
{
	const struct method *m = d->method;
	const char *mailbox = d->mailbox[i], *whole = draft_domain(d, mailbox), *domain = proved_name(d, whole);
	int32_t day = day_from_seconds(d->issued - d->validated);

	json_open(&d->j, '{');
	json_member(&d->j, "id", draft_name(d, "v", i));
	json_member(&d->j, "sbr_section", m->section);
	if ((m->needs & NEED_DOMAIN) != 0) {
		json_member(&d->j, "tls_method", m->name);
		draft_say(d, "tls_br_version", smimelint_document_version("tls-br", day));
		draft_say(d, "validated_name", domain);
		draft_list(d, "adn_steps", domain != whole ? "prune" : NULL);
	}
	draft_say(d, "sbr_version", smimelint_document_version("sbr", day));
	draft_time(d, "initiated_at", d->validated + HOUR);
	draft_time(d, "completed_at", d->validated);
	json_member(&d->j, "result", "pass");
	json_member(&d->j, "performed_by", "ca");
	draft_say(d, "actor_id", "system:EXAMPLE");
	draft_say(d, "applicant_id", "EXAMPLE-APPLICANT-1");
	draft_say(d, "request_id", "EXAMPLE-ORDER-1");
	if ((m->needs & NEED_RANDOM_VALUE) != 0)
		put_random_value(d, mailbox, i);
	put_method(d, mailbox, i);
	if ((m->needs & NEED_DOMAIN) != 0)
		put_dns(d, domain);
	if ((m->needs & NEED_MPIC) != 0)
		json_member(&d->j, "mpic", draft_name(d, "m", i));
	draft_close(d);
}

void
template_check(struct draft *d, size_t i)
{
	const char *domain = draft_domain(d, d->mailbox[i]);

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
	draft_open(d, "dns");
	draft_say(d, "resolver_operator", "ca");
	draft_close(d);
	put_dnssec(d);
	if ((d->method->needs & NEED_MPIC) != 0)
		json_member(&d->j, "mpic", draft_name(d, "n", i));
	draft_close(d);
}
