/* SPDX-License-Identifier: Apache-2.0 */
/* method_facts.c - what single methods need besides: whom the message went to, whose address it was (TLS BR 3.2.2.4). */
#include "evidence/address.h"
#include "evidence/caa.h"
#include "evidence/record/word.h"
#include "evidence/telephone.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/header.h"
#include "value/host.h"

#define SERVER_DATA_HOURS 48
#define TOKEN_DAYS 30

/* ---- .4: a constructed address ---- */

static bool
is_constructed(struct span address, struct span domain)
{
	static const struct {
		const char *name;
		bool any_case;		/* RFC 2142 2 */
	} kept[] = { { "admin", false }, { "administrator", false }, { "webmaster", true }, { "hostmaster", true }, { "postmaster", true } };
	struct mailbox parts;

	(void)mailbox_parse(address, MAILBOX_ASCII, &parts);
	for (size_t i = 0; parts.local.p != NULL && i < sizeof kept / sizeof *kept; i++)
		if (span_is(parts.local, kept[i].name) || (kept[i].any_case && text_equal_ascii(parts.local, span_of(kept[i].name))))
			return ask_same_domain(parts.domain, domain);
	return false;
}

static void
look_constructed(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_random_value *rv = v->random_value;

	if (m == NULL || m->contact != CONTACT_CONSTRUCTED || !due(c, &v->completed_at))
		return;
	if (rv == NULL) {
		fact_missing(c, v->at, "random_value");
		return;
	}
	if (rv->n_sent_to == 0)
		fact_missing(c, rv->at, "sent_to");
	for (uint32_t i = 0; v->validated_name.p != NULL && i < rv->n_sent_to; i++)
		if (!is_constructed(header_address(rv->sent_to[i]), v->validated_name))
			report_fact(c, rv->at, "sent_to", "%s", fact_text(c, rv->sent_to[i]));
}

static void
constructed_address(struct check *c)
{
	each_validation(c, look_constructed);
}

/* ---- .2, .12, .15: the Domain Contact ---- */

static bool
by_domain_contact(const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	return m != NULL && m->contact == CONTACT_DOMAIN;
}

/* The server was found from IANA's data, or from a copy of it. */
static bool
found_by_iana(const struct ev_domain_contact *d)
{
	return ev_word_is(d->server_found_via, d->source == CONTACT_RDAP ? "iana_bootstrap" : "iana_whois") ||
	    ev_word_is(d->server_found_via, "cache");
}

static void
look_server(struct check *c, const struct ev_domain_contact *d)
{
	if (d->server_found_via.p == NULL)
		fact_missing(c, d->at, "server_found_via");
	else if (!found_by_iana(d))
		report_fact(c, d->at, "server_found_via", "%s", fact_text(c, d->server_found_via));
	if (!d->server_data_age_hours.given)
		fact_missing(c, d->at, "server_data_age_hours");
	else if (d->server_data_age_hours.n > SERVER_DATA_HOURS)
		report_fact(c, d->at, "server_data_age_hours", "%.10g h", d->server_data_age_hours.n);
}

/* The word for a source that is a page on the web; NULL for others. */
static const char *
website(const struct ev_domain_contact *d)
{
	return d->source == CONTACT_HTTPS_WEBSITE ? "https_website" :
	    d->source == CONTACT_HTTPS_WHOIS_PAGE ? "https_whois_page" : NULL;
}

static void
look_contact(struct check *c, const struct ev_validation *v)
{
	const struct ev_domain_contact *d = v->domain_contact;

	if (!by_domain_contact(v) || !due(c, &v->completed_at))
		return;
	bound_by_method(c, ev_method_of(v));
	if (d == NULL)
		fact_missing(c, v->at, "domain_contact");
	else if (d->source == 0)
		fact_missing(c, d->at, "source");
	else if (website(d) != NULL)
		report_fact(c, d->at, "source", "%s", website(d));
	else if (d->source == CONTACT_RDAP || d->source == CONTACT_WHOIS)
		look_server(c, d);
}

static void
domain_contact_source(struct check *c)
{
	each_validation(c, look_contact);
}

static void
look_contact_reused(struct check *c, const struct ev_validation *v)
{
	const struct ev_domain_contact *d = v->domain_contact;

	if (!by_domain_contact(v) || !v->completed_at.given || !due(c, NULL) || d == NULL || website(d) == NULL ||
	    day_from_seconds(v->completed_at.seconds) >= DAY(2025, 1, 15))
		return;
	bound_by_method(c, ev_method_of(v));
	report_fact(c, d->at, "source", "%s", website(d));
}

static void
domain_contact_source_reused(struct check *c)
{
	each_validation(c, look_contact_reused);
}

/* ---- .12: the registrar ---- */

static void
look_registrar(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m == NULL || strcmp(m->number, "3.2.2.4.12") != 0 || !due(c, &v->completed_at))
		return;
	if (v->ca_is_registrar == 0)
		fact_missing(c, v->at, "ca_is_registrar");
	else if (v->ca_is_registrar == REGISTRAR_NO)
		report_fact(c, v->at, "ca_is_registrar", "the CA is neither the registrar nor its affiliate");
}

static void
registrar_only(struct check *c)
{
	each_validation(c, look_registrar);
}

/* ---- .13, .14, .16, .17: the contact in the DNS ---- */

static void
look_record(struct check *c, const struct ev_validation *v, const struct ev_method *m)
{
	const struct ev_dns_contact *d = v->dns_contact;
	const char *type = m->contact == CONTACT_DNS_CAA ? "CAA" : "TXT";
	struct span label = m->phone ? SPAN_LIT("_validation-contactphone.") : SPAN_LIT("_validation-contactemail.");

	if (d->record_type.p == NULL)
		fact_missing(c, d->at, "record_type");
	else if (!ev_word_is(d->record_type, type))
		report_fact(c, d->at, "record_type", "%s with %s", fact_text(c, d->record_type), m->number);
	else if (d->name.p == NULL)
		fact_missing(c, d->at, "name");
	else if (v->validated_name.p != NULL && (m->contact == CONTACT_DNS_CAA ?
	    !caa_is_at_or_above(d->name, v->validated_name) :
	    (d->name.n <= label.n || !text_equal_ascii(span_sub(d->name, 0, label.n), label) ||
	    !ask_same_domain(span_sub(d->name, label.n, d->name.n - label.n), v->validated_name))))
		report_fact(c, d->at, "name", "%s for %s", fact_text(c, d->name), fact_text(c, v->validated_name));
}

static void
look_dns_contact(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_dns_contact *d = v->dns_contact;
	const struct ev_random_value *rv = v->random_value;

	if (m == NULL || (m->contact != CONTACT_DNS_CAA && m->contact != CONTACT_DNS_TXT) || !due(c, &v->completed_at))
		return;
	bound_by_method(c, m);
	if (d == NULL) {
		fact_missing(c, v->at, "dns_contact");
		return;
	}
	look_record(c, v, m);
	if (d->value.p == NULL)
		fact_missing(c, d->at, "value");
	/* Of email evidence.random-value.random-value-30d misses it.  Of a call that was answered the number stands there, too. */
	else if (rv == NULL)
		fact_missing_as(c, v->at, "random_value", m->phone ? c->rule->missing : MISSING_NOT_EVALUATED);
	else if (rv != NULL && rv->n_sent_to == 0)
		fact_missing(c, rv->at, "sent_to");
	for (uint32_t i = 0; d->value.p != NULL && rv != NULL && i < rv->n_sent_to; i++)
		if (m->phone ? !ev_same_number(rv->sent_to[i], d->value) : !header_mailbox_equal(rv->sent_to[i], d->value))
			report_fact(c, rv->at, "sent_to", "%s, the record has %s", fact_text(c, rv->sent_to[i]), fact_text(c, d->value));
}

static void
dns_contact_observed(struct check *c)
{
	each_validation(c, look_dns_contact);
}

/* ---- .8: the address ---- */

/* The methods of TLS BR 3.2.2.5 and the days from which they count; .4 is retired. */
static const struct {
	const char *number;
	int32_t from;
} ip_methods[] = {
	{ "3.2.2.5.1", SBR_DAY }, { "3.2.2.5.2", SBR_DAY }, { "3.2.2.5.3", SBR_DAY }, { "3.2.2.5.5", SBR_DAY },
	{ "3.2.2.5.6", SBR_DAY }, { "3.2.2.5.7", SBR_DAY }, { "3.2.2.5.8", DAY(2025, 12, 16) },
};

static bool
ip_method_allowed(struct span method, const struct ev_time *completed)
{
	for (size_t i = 0; i < sizeof ip_methods / sizeof *ip_methods; i++)
		if (span_is(method, ip_methods[i].number))
			return ip_methods[i].from == SBR_DAY || !completed->given ||
			    day_from_seconds(completed->seconds) >= ip_methods[i].from;
	return false;
}

static bool
is_of_record(struct span address, struct span record)
{
	return ev_word_is(record, "A") ? host_is_ipv4(address) : ev_same_ipv6(address, address);
}

static void
look_ip(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_ip *ip = v->ip;

	if (m == NULL || strcmp(m->number, "3.2.2.4.8") != 0 || !due(c, &v->completed_at))
		return;
	if (ip == NULL) {
		fact_missing(c, v->at, "ip");
		return;
	}
	if (ip->method.p == NULL)
		fact_missing(c, ip->at, "method");
	else if (!ip_method_allowed(ip->method, &v->completed_at))
		report_fact(c, ip->at, "method", "%s", fact_text(c, ip->method));
	if (ip->address.p == NULL)
		fact_missing(c, ip->at, "address");
	if (ip->from_record.p == NULL)
		fact_missing(c, ip->at, "from_record");
	else if (!ev_word_is(ip->from_record, "A") && !ev_word_is(ip->from_record, "AAAA"))
		report_fact(c, ip->at, "from_record", "%s", fact_text(c, ip->from_record));
	else if (ip->address.p != NULL && !is_of_record(ip->address, ip->from_record))
		report_fact(c, ip->at, "address", "%s from %s", fact_text(c, ip->address), fact_text(c, ip->from_record));
}

static void
ip_submethod(struct check *c)
{
	each_validation(c, look_ip);
}

/* ---- Request Tokens ---- */

enum hash_strength { HASH_NONE, HASH_WEAK, HASH_STRONG, HASH_UNKNOWN };

/* Does the word before the colon (sha256:csr) name one of these, in whatever case, with hyphens, underscores and slashes or without? */
static bool
names_one_of(struct span word, const char *const *names)
{
	char plain[24];
	size_t n = 0;

	for (size_t i = 0; i < word.n && n < sizeof plain - 1; i++)
		if (memchr("-_/", word.p[i], 3) == NULL)
			plain[n++] = (char)small_letter(word.p[i]);
	plain[n] = '\0';
	while (*names != NULL && strcmp(*names, plain) != 0)
		names++;
	return *names != NULL;
}

/* Against SHA-256, the weakest hash that the SBR allow a signature. */
static enum hash_strength
strength_of(struct span binding)
{
	static const char *const weak[] = {
		"md2", "md4", "md5", "sha", "sha0", "sha1", "sha224", "sha3224", "sha512224", "ripemd160", "rmd160", NULL
	};
	static const char *const strong[] = {
		"sha256", "sha384", "sha512", "sha512256", "sha2256", "sha2384", "sha2512", "sha3256", "sha3384", "sha3512", NULL
	};
	const uint8_t *colon = binding.n > 0 ? memchr(binding.p, ':', binding.n) : NULL;
	struct span word = colon != NULL ? span_sub(binding, 0, (size_t)(colon - binding.p)) : SPAN_NONE;

	if (word.n == 0)
		return HASH_NONE;
	return names_one_of(word, weak) ? HASH_WEAK : names_one_of(word, strong) ? HASH_STRONG : HASH_UNKNOWN;
}

/* Is what is hashed the request or its key, alone or beside something else (sha256:csr+timestamp)?  EV_UNSAID: the words are unknown. */
static enum ev_bool
has_key(struct span binding)
{
	static const char *const keys[] = {
		"csr", "request", "certificaterequest", "certificationrequest", "pkcs10", "pkcs#10", "p10", "key", "publickey", "pubkey", "spki",
		"subjectpublickeyinfo", "jwk", NULL
	};
	static const char *const others[] = {
		"", "none", "no", "nothing", "null", "domain", "domainname", "fqdn", "adn", "name", "mailbox", "email", "time", "timestamp", "date", "random",
		"randomvalue", "nonce", "salt", "order", "account", "accounturi", "applicant", "serial", NULL
	};
	const uint8_t *colon = binding.n > 0 ? memchr(binding.p, ':', binding.n) : NULL;
	size_t from = colon != NULL ? (size_t)(colon - binding.p) + 1 : binding.n;
	bool known = true;

	for (size_t end; from <= binding.n; from = end + 1) {
		struct span word;

		for (end = from; end < binding.n && memchr("+,;&| ", binding.p[end], 6) == NULL;)
			end++;
		word = span_sub(binding, from, end - from);
		if (names_one_of(word, keys))
			return EV_YES;
		known &= names_one_of(word, others);
	}
	return known ? EV_NO : EV_UNSAID;
}

static void
look_binding(struct check *c, const struct ev_request_token *t)
{
	enum hash_strength strength = strength_of(t->key_binding);
	enum ev_bool key = has_key(t->key_binding);

	if (strength == HASH_NONE || strength == HASH_WEAK || key == EV_NO)
		report_fact(c, t->at, "key_binding", "bound by %s", fact_text(c, t->key_binding));
	else if (strength == HASH_UNKNOWN)
		not_evaluated(c, arena_printf(c->arena, "how strong the hash of %s is, is not known", fact_text(c, t->key_binding)));
	else if (key == EV_UNSAID)
		not_evaluated(c, arena_printf(c->arena, "whether %s has the key of the request in it, is not known", fact_text(c, t->key_binding)));
}

static void
look_token_age(struct check *c, const struct ev_validation *v, const struct ev_request_token *t)
{
	int64_t age = ev_elapsed(&t->timestamp, &v->completed_at);

	if (ev_after(&t->timestamp, &v->completed_at))
		report_fact(c, t->at, "timestamp", "%s in the future",
		    ev_duration(c->arena, ev_elapsed(&v->completed_at, &t->timestamp)));
	else if (v->completed_at.given && age > TOKEN_DAYS * SECONDS_PER_DAY)
		report_fact(c, t->at, "timestamp", "%s old, allowed: %d d", ev_duration(c->arena, age), TOKEN_DAYS);
}

/* Without a timestamp it is for a single use. */
static void
look_token_use(struct check *c, const struct ev_validation *v, const struct ev_request_token *t)
{
	size_t n;
	const struct ev_use *use = ev_store_uses(c->evidence->store, t->value_sha256, &n);
	const char *with = n > 1 ? ask_other_request(v, use->shared) : NULL;

	if (with != NULL)
		report_fact(c, t->at, "value_sha256", "without timestamp, and used %s", with);
	else if (n > 1 && ask_request_unsaid(v, use->shared))
		not_evaluated(c, "whether two validations with one Request Token were of one request, is not recorded");
}

static void
look_token(struct check *c, const struct ev_validation *v)
{
	const struct ev_request_token *t = v->request_token;

	if (t == NULL || !due(c, &v->completed_at))
		return;
	if (t->key_binding.p == NULL)
		fact_missing(c, t->at, "key_binding");
	else
		look_binding(c, t);
	if (t->value_sha256.p == NULL)
		fact_missing(c, t->at, "value_sha256");
	else if (t->timestamp.given)
		look_token_age(c, v, t);
	else
		look_token_use(c, v, t);
}

static void
request_token(struct check *c)
{
	each_validation(c, look_token);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .missing = MISSING_ERROR

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.method.constructed-address",
		.section = "TLS BR 3.2.2.4.4",
		.title = "message did not go to a constructed address",
		.requires = "The message goes to admin, administrator, webmaster, hostmaster or postmaster at the Authorization Domain Name.",
		.explanation = "Only these five names are kept for those who run a domain. RFC 2142 2 has webmaster, hostmaster and postmaster in "
		    "upper or lower case. Of the other two no text says so, and the case of a local part counts (RFC 5321 2.4).",
		.remedy = "Send to one of the five, or use another method.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = constructed_address,
		.yields_to = IDS("evidence.random-value.random-value-30d"), .yields = YIELD_IN_PLACE, COMMON,
	}, {
		.id = "evidence.method.domain-contact-source",
		.section = "TLS BR 3.2.2.4.12",
		.title = "Domain Contact was not looked up as required",
		.requires = "The Domain Contact is not taken from an HTTPS website. The CA finds a WHOIS server through "
		    "IANA's WHOIS server, and an RDAP server in IANA's bootstrap file. Copies of such data are at most 48 "
		    "hours old.",
		.explanation = "Whoever picks the server picks the answer. This is in force for S/MIME since 2025-01-15, for "
		    ".2, .12 and .15: SBR 1.0.8 follow the current TLS BR since 2024-12-22. The age of what the server was found by is "
		    "needed, 0 for what was asked just then.",
		.remedy = "Find the WHOIS or RDAP server through IANA, and look the contact up there.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 1, 15)), .basis = BASIS_COMPLETED, .fn = domain_contact_source, COMMON,
	}, {
		.id = "evidence.method.domain-contact-source-reused",
		.section = "TLS BR 3.2.2.4.12",
		.title = "certificate relies on a Domain Contact that was taken from an HTTPS website earlier",
		.requires = "From 2025-01-15 no certificate is issued on a Domain Contact obtained from an HTTPS website, even where the "
		    "time for its reuse is not over.",
		.explanation = "The text is about issuing, and names information that was obtained before.",
		.remedy = "Find the WHOIS or RDAP server through IANA, and look the contact up there again.",
		.reading = "TLS BR 3.2.2.4.2, .12 and .15 say that such a contact is not to be used, even within the "
		    "time for reuse. SBR 4.2.1 lets a CA continue to reuse completed validations when the methods "
		    "change. The stricter text is taken here, as a warning.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 1, 15)), .basis = BASIS_ISSUED, .fn = domain_contact_source_reused, COMMON,
	}, {
		.id = "evidence.method.registrar-only",
		.section = "TLS BR 3.2.2.4.12",
		.title = "Applicant was validated as the Domain Contact by a CA that is not the registrar",
		.requires = "This method is for a CA that is the registrar of the domain, or an Affiliate of it.",
		.explanation = "Only the registrar knows by itself who its customer is.",
		.remedy = "Validate by another method.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = registrar_only, COMMON,
	}, {
		.id = "evidence.method.dns-contact-observed",
		.section = "TLS BR 3.2.2.4.13",
		.title = "contact was not the one that the DNS names",
		.requires = "The message or call goes where the DNS says. With .13 and .17 that is the contactemail or contactphone property of "
		    "the domain, or of the next name above it that has CAA records. With .14 and .16 it is the TXT record at "
		    "_validation-contactemail or _validation-contactphone below the domain.",
		.explanation = "Whoever can write the record names the contact; an answer from anybody else proves nothing. The rule compares the "
		    "digits of telephone numbers. The number stands in random_value.sent_to, alone where the call was answered: that leaves no Random Value.",
		.remedy = "Ask the contact in the record.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = dns_contact_observed, COMMON,
	}, {
		.id = "evidence.method.ip-submethod",
		.section = "TLS BR 3.2.2.4.8",
		.title = "validation by IP address does not show which address and how it was validated",
		.requires = "The address comes from an A or AAAA record of the name. The CA proved control over it by a "
		    "method of TLS BR 3.2.2.5 that was allowed on that day.",
		.explanation = "Method .8 ended after 2026-03-14. Until then 3.2.2.5.1, .2, .3, .5, .6 and .7 were allowed, "
		    "and from 2025-12-16 3.2.2.5.8 too.",
		.remedy = "Record the method and the address.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2026, 3, 15)), .basis = BASIS_COMPLETED, .fn = ip_submethod, COMMON,
	}, {
		.id = "evidence.method.request-token",
		.section = "TLS BR 1.6.1",
		.title = "Request Token is not bound to the key, too old, or used again",
		.requires = "A Request Token incorporates the key of the request by a hash. With a timestamp it is valid from "
		    "then for 30 days; without one it is valid for a single use.",
		.explanation = "The hash is as strong as what signs the certificate request. That signature is not in the "
		    "record, so the rule reports hashes weaker than SHA-256, which the SBR allow nowhere. What is hashed is the request or its "
		    "public key, alone or with more: sha256:csr, sha256:spki+timestamp. Of words that are unknown the rule is not evaluated.",
		.remedy = "Make a new token from the request with SHA-256 or more.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = request_token, COMMON,
	},
};

RULE_TABLE(rules_evidence_method_facts, "Evidence: what single methods need", rules);
