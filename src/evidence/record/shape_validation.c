/* SPDX-License-Identifier: Apache-2.0 */
/* shape_validation.c - validations[] and caa_checks[]. */
#include "evidence/record/shape_parts.h"

const char *const ev_performers[] = { "ca", "delegated_third_party", "enterprise_ra", NULL };
const char *const ev_operators[] = { "ca", "third_party", NULL };
const char *const ev_dnssec_states[] = { "secure", "insecure", "bogus", "indeterminate", NULL };
static const char *const steps[] = { "prune", "cname", NULL };
static const char *const sections[] = { "3.2.2.1", "3.2.2.2", "3.2.2.3", "3.2.2.4", NULL };
static const char *const registrars[] = { "ca", "affiliate", "no", NULL };
static const char *const contact_sources[] = { "rdap", "whois", "soa", "registrar_direct", "https_website",
	"https_whois_page", NULL };
static const char *const caa_results[] = { "permit", "deny", "lookup_failure", NULL };

#define T struct ev_random_value
static const struct ev_field random_value_fields[] = {
	SKIMMED_HASH(value_sha256, 'O', "SHA-256 of the Random Value"),
	HASH(confirmed_value_sha256, 'O', "SHA-256 of the value in the confirming response"),
	INT(entropy_bits, 'O', "entropy of the Random Value in bits"),
	SKIMMED_TIME(created_at, 'r', "when the Random Value was created"),
	SKIMMED_TIME(sent_at, 'O', "when the Random Value was sent"),
	TEXTS(sent_to, 'C', "the addresses or numbers that the Random Value was sent to, or that were called; with methods that write or call"),
	TEXTS(other_channels, 'C', "other ways on which it was shown; empty: none; with 3.2.2.2 and 3.2.2.4"),
	TIME(confirmed_at, 'C', "when the confirming response came; with 3.2.2.2 and 3.2.2.4, elsewhere completed_at may stand for it"),
	INT(valid_seconds, 'O', "how long the CA takes it for valid, in seconds"),
};
#undef T
SHAPE(random_value, "random_value");

#define T struct ev_request_token
static const struct ev_field request_token_fields[] = {
	TEXT(key_binding, 'r', "how it incorporates the key of the request: sha256:csr, sha384:csr, ..."),
	TIME(timestamp, 'O', "the time in it, if it has one"),
	SKIMMED_HASH(value_sha256, 'r', "SHA-256 of the token"),
};
#undef T
SHAPE(request_token, "request_token");

#define T struct ev_dkim
static const struct ev_field dkim_fields[] = {
	TEXT(result, 'r', "pass, fail, none"),
	TEXT(d, 'O', "the signing domain"),
};
#undef T
SHAPE(dkim, "dkim");

#define T struct ev_acme
static const struct ev_field acme_fields[] = {
	TEXT(challenge_type, 'C', "email-reply-00; for 3.2.2.4"),
	TEXT(identifier, 'C', "the identifier of the authorization; for 3.2.2.4"),
	INT(token_part1_bits, 'C', "entropy of token-part1 in bits; for 3.2.2.4"),
	INT(token_part2_bits, 'C', "entropy of token-part2 in bits; for 3.2.2.4"),
	TEXT(message_id, 'C', "Message-ID of the challenge email; for 3.2.2.4"),
	TEXT(in_reply_to, 'C', "In-Reply-To of the response email; for 3.2.2.4"),
	TEXT(reply_from, 'C', "From of the response email; for 3.2.2.4"),
	OBJECT(dkim, 'C', &dkim_shape, "DKIM of the response email; for 3.2.2.4"),
	TEXT(account_uri, 'O', "the ACME account"),
};
#undef T
SHAPE(acme, "acme");

#define T struct ev_persistent_txt
static const struct ev_field persistent_txt_fields[] = {
	TEXT(name, 'r', "owner name of the TXT record"),
	TEXT(rdata, 'r', "its text"),
	TEXT(account_uri, 'r', "the account of the Applicant"),
};
#undef T
SHAPE(persistent_txt, "persistent_txt");

#define T struct ev_domain_contact
static const struct ev_field domain_contact_fields[] = {
	ENUM(source, 'r', contact_sources, "where the Domain Contact was taken from"),
	TEXT(server_found_via, 'C', "how the WHOIS or RDAP server was found: iana_bootstrap, iana_whois, cache, ...; with rdap and whois"),
	NUMBER(server_data_age_hours, 'C', "age of the data of that server in hours, 0 where they were asked for just then; with rdap and whois"),
	TIME(obtained_at, 'O', "when the contact was taken"),
};
#undef T
SHAPE(domain_contact, "domain_contact");

#define T struct ev_dns_contact
static const struct ev_field dns_contact_fields[] = {
	TEXT(record_type, 'r', "CAA or TXT"),
	TEXT(name, 'r', "its owner name"),
	TEXT(value, 'r', "the address or number in it"),
};
#undef T
SHAPE(dns_contact, "dns_contact");

#define T struct ev_redirect
static const struct ev_field redirect_fields[] = {
	INT(status, 'r', "status code"),
	TEXT(url, 'r', "where it led to"),
};
#undef T
SHAPE(redirect, "redirects[]");

#define T struct ev_http
static const struct ev_field http_fields[] = {
	TEXT(url, 'r', "the first URL"),
	OBJECTS(redirects, 'O', &redirect_shape, "redirections, in order"),
	INT(status, 'r', "status code of the last answer"),
};
#undef T
SHAPE(http, "http");

#define T struct ev_ip
static const struct ev_field ip_fields[] = {
	TEXT(method, 'r', "3.2.2.5.N, how control over the address was proved"),
	TEXT(address, 'r', "the address"),
	TEXT(from_record, 'r', "A or AAAA"),
};
#undef T
SHAPE(ip, "ip");

#define T struct ev_mx_answer
static const struct ev_field mx_answer_fields[] = {
	INT_TO(preference, 'r', 65535, "preference value, of 16 bits"),
	TEXT(host, 'r', "host name"),
};
#undef T
SHAPE(mx_answer, "answers[]");

#define T struct ev_mx
static const struct ev_field mx_fields[] = {
	TIME(looked_up_at, 'r', "when MX was asked for"),
	OBJECTS(answers, 'r', &mx_answer_shape, "the answers; empty: none"),
	BOOL(implicit, 'O', "there is no MX record: the domain itself"),
	TEXT(selected, 'r', "the SMTP FQDN that was validated"),
	BOOL(selected_is_alias, 'C', "it owns a CNAME record; where there are answers"),
	TEXT(fallback_reason, 'O', "why not the one with the lowest preference value"),
	INT(corroborated_by, 'O', "how many remote Network Perspectives saw the same"),
};
#undef T
SHAPE(mx, "mx");

#define T struct ev_dnssec
static const struct ev_field dnssec_fields[] = {
	BOOL(validated, 'O', "the resolver validated, to the IANA root"),
	BOOL(local_policy_disabled, 'O', "local policy switched validation off"),
	ENUM(status, 'O', ev_dnssec_states, "state of the answer"),
	INT_TO(rcode, 'O', 65535, "RCODE of the answer, with its upper bits (RFC 6895 2.3)"),
	INT_TO(ede, 'O', 65535, "Extended DNS Error code (RFC 8914)"),
};
#undef T
SHAPE(dnssec, "dnssec");

#define T struct ev_dns
static const struct ev_field dns_fields[] = {
	TEXT(query_name, 'O', "name asked for"),
	TEXT(query_type, 'O', "type asked for"),
	ENUM(resolver_operator, 'O', ev_operators, "who runs the recursive resolver of the Primary Network Perspective"),
	OBJECT(dnssec, 'O', &dnssec_shape, "DNSSEC validation by the Primary Network Perspective"),
};
#undef T
SHAPE(dns, "dns");

#define T struct ev_validation
static const struct ev_field validation_fields[] = {
	SKIMMED_TEXT(id, 'R', "name that mailboxes refer to"),
	SKIMMED_ENUM(sbr_section, 'r', sections, "3.2.2.1 domain, 3.2.2.2 email, 3.2.2.3 mail server operator, 3.2.2.4 ACME"),
	TEXT(tls_method, 'C', "3.2.2.4.N of the TLS Baseline Requirements; with 3.2.2.1 and 3.2.2.3"),
	TEXT(tls_br_version, 'C', "version of the TLS Baseline Requirements; with 3.2.2.1 and 3.2.2.3"),
	TEXT(sbr_version, 'C', "version of the SBR; with 3.2.2.2 and 3.2.2.4"),
	TEXT(validated_name, 'C', "the domain name that was proved; with 3.2.2.1 and 3.2.2.3"),
	WORDS(adn_steps, 'O', steps, "prune, cname: how the name was reached from the mail domain or SMTP FQDN"),
	TIME(initiated_at, 'R', "when the validation began"),
	TIME(completed_at, 'r', "when the validation was completed"),
	TEXT(result, 'r', "pass: only successful validations belong here"),
	ENUM(performed_by, 'r', ev_performers, "who did it"),
	TEXT(actor_id, 'O', "person (pseudonymous) or system:..."),
	TEXT(applicant_id, 'O', "for whom the domain was validated"),
	SKIMMED_TEXT(request_id, 'O', "the request that it was made for"),
	SKIMMED_OBJECT(random_value, 'C', &random_value_shape, "methods with a Random Value; of a call that was answered sent_to alone"),
	BOOL(applicant_submitted_request, 'O', "for 3.2.2.4.7 and 3.2.2.5.1: the Applicant submitted the request"),
	SKIMMED_OBJECT(request_token, 'C', &request_token_shape, "where a Request Token takes the Random Value's place"),
	OBJECT(acme, 'C', &acme_shape, "with 3.2.2.4; for 3.2.2.4.19 to .21 optional"),
	OBJECT(persistent_txt, 'C', &persistent_txt_shape, "for 3.2.2.4.22"),
	OBJECT(domain_contact, 'C', &domain_contact_shape, "for 3.2.2.4.2, .12, .15"),
	ENUM(ca_is_registrar, 'C', registrars, "for 3.2.2.4.12"),
	OBJECT(dns_contact, 'C', &dns_contact_shape, "for 3.2.2.4.13, .14, .16, .17"),
	OBJECT(http, 'C', &http_shape, "for 3.2.2.4.18, .19, unless the Open MPIC response shows it"),
	OBJECT(ip, 'C', &ip_shape, "for 3.2.2.4.8"),
	OBJECT(mx, 'C', &mx_shape, "with 3.2.2.3"),
	OBJECT(dns, 'O', &dns_shape, "the Primary Network Perspective's look-up"),
	TEXT(mpic, 'C', "id of its corroboration; where the method needs it, from 2025-05-15"),
};
#undef T
const struct ev_shape ev_validation_shape = {
	"validations[]", sizeof(struct ev_validation), validation_fields, FIELDS(validation_fields)
};

#define T struct ev_caa_record
static const struct ev_field caa_record_fields[] = {
	INT_TO(flags, 'R', 255, "0 to 255"),
	TAG(tag, 'R', "property tag, without blanks"),
	RAW(value, 'R', "property value, raw"),
};
#undef T
SHAPE(caa_record, "records[]");

#define T struct ev_lookup_failure
static const struct ev_field lookup_failure_fields[] = {
	BOOL(outside_ca_infrastructure, 'r', "the failure is outside the CA's infrastructure"),
	INT(retries, 'r', "how often the look-up was tried again"),
	BOOL(dnssec_chain_to_root, 'C', "the zone has a DNSSEC chain to the root; before 2025-10-13"),
	ENUM(domain_dnssec_status, 'C', ev_dnssec_states, "DNSSEC state of the domain; from 2025-10-13"),
	TEXT(error, 'O', "what went wrong"),
};
#undef T
SHAPE(lookup_failure, "lookup_failure");

#define T struct ev_corroboration_reuse
static const struct ev_field corroboration_reuse_fields[] = {
	TIME(corroborated_at, 'r', "when the earlier check was corroborated"),
	TEXT(domain, 'r', "its domain"),
	TEXT(applicant_id, 'r', "its Applicant"),
	HASH(prior_certificate_sha256, 'O', "a certificate issued after it"),
	ANY(mpic, 'r', "the corroboration: an id, or the attempt itself"),
};
#undef T
SHAPE(corroboration_reuse, "corroboration_reuse");

#define T struct ev_caa_check
static const struct ev_field caa_check_fields[] = {
	TEXT(id, 'R', "name that mailboxes refer to"),
	TEXT(domain, 'r', "the mail domain"),
	TIME(checked_at, 'r', "when CAA was checked"),
	ENUM(result, 'r', caa_results, "what the CA took it for; lookup_failure: treated as permission"),
	TEXTS(queried, 'O', "the names asked for, in order"),
	RAW(found_at, 'r', "owner of the Relevant RRset; null: there is none"),
	OBJECTS(records, 'r', &caa_record_shape, "the Relevant RRset; may be empty"),
	INT_TO(ttl_seconds, 'O', 4294967295, "TTL of the Relevant RRset in seconds; null: not known"),
	TEXTS(tags_processed, 'O', "property tags that the CA processes"),
	ENUM(performed_by, 'O', ev_performers, "who did it"),
	TEXT(actor_id, 'O', "person (pseudonymous) or system:..."),
	OBJECT(dns, 'O', &dns_shape, "the Primary Network Perspective's look-up"),
	OBJECT(dnssec, 'O', &dnssec_shape, "DNSSEC validation by the Primary Network Perspective"),
	OBJECT(lookup_failure, 'C', &lookup_failure_shape, "with result lookup_failure"),
	TEXT(mpic, 'C', "id of its corroboration; where the validation's method needs it"),
	OBJECT(corroboration_reuse, 'C', &corroboration_reuse_shape, "instead of mpic: an earlier corroboration"),
};
#undef T
const struct ev_shape ev_caa_check_shape = {
	"caa_checks[]", sizeof(struct ev_caa_check), caa_check_fields, FIELDS(caa_check_fields)
};
