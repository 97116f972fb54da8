/* SPDX-License-Identifier: Apache-2.0 */
/* method_dns.c - what was looked up, and where: records of DNS methods, persistent TXT records, MX records (TLS BR 3.2.2.4, SBR 3.2.2.3). */
#include "evidence/address.h"
#include "evidence/caa.h"
#include "evidence/persistent.h"
#include "evidence/record/word.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/idna.h"
#include "value/uri.h"

#define RCODE_NXDOMAIN 3

/* ---- .22: a persistent TXT record ---- */

/* An absolute one: RFC 8657 3 has the account's URI of ACME here, or another that CA and Applicant agree on. */
static bool
is_uri(struct span text)
{
	struct uri u;

	return uri_parse(text, &u) == URI_OK;
}

/* What is wrong with the parameters of the record; NULL: nothing. */
static const char *
persistent_fault(struct check *c, const struct ev_validation *v, const struct persistent_record *r)
{
	struct span account = v->persistent_txt->account_uri;

	if (r->account.p == NULL)
		return "no accounturi";
	if (r->account_again)
		return "accounturi twice";
	if (!is_uri(r->account))
		return arena_printf(c->arena, "accounturi is no URI: %s", r->account.n > 0 ? fact_text(c, r->account) : "empty");
	if (account.p != NULL && !persistent_same_account(r->account, account))
		return arena_printf(c->arena, "accounturi is %s, validated for %s", fact_text(c, r->account), fact_text(c, account));
	if (r->has_until && !r->until_is_number)
		return "persistUntil is no number";
	if (r->has_until && v->completed_at.given && v->completed_at.seconds > r->until)
		return arena_printf(c->arena, "persistUntil passed %s before the validation",
		    ev_duration(c->arena, v->completed_at.seconds - r->until));
	/* A malformed value is read as one without issuer. */
	return caa_issuer_domain(v->persistent_txt->rdata).n == 0 ? "not of the form of an issue-value (RFC 8659 4.2)" : NULL;
}

/* Issuer Domain Names are A-labels: what is not ASCII is none. */
static bool
is_issuer(const struct ev_ca *ca, struct span domain)
{
	for (uint32_t i = 0; i < ca->n_issuer_domain_names; i++)
		if (span_is_ascii(domain) && span_is_ascii(ca->issuer_domain_names[i]) &&
		    idna_domain_equal(ca->issuer_domain_names[i], domain))
			return true;
	return false;
}

static void
look_rdata(struct check *c, const struct ev_validation *v, const struct ev_persistent_txt *t)
{
	const struct ev_ca *ca = c->evidence->record->ca;
	const struct persistent_record record = persistent_read(t->rdata);
	const char *fault;

	if (ca != NULL && ca->issuer_domain_names != NULL && !is_issuer(ca, record.domain))
		report_fact(c, t->at, "rdata", "%s is not an Issuer Domain Name of the CA",
		    record.domain.n > 0 ? fact_text(c, record.domain) : "nothing");
	else if ((fault = persistent_fault(c, v, &record)) != NULL)
		report_fact(c, t->at, "rdata", "%s", fault);
}

static bool
is_by_persistent_txt(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	return m != NULL && strcmp(m->number, "3.2.2.4.22") == 0 && due(c, &v->completed_at);
}

static void
look_persistent(struct check *c, const struct ev_validation *v)
{
	struct span label = SPAN_LIT("_validation-persist.");
	const struct ev_persistent_txt *t = v->persistent_txt;

	if (!is_by_persistent_txt(c, v))
		return;
	if (t == NULL) {
		fact_missing(c, v->at, "persistent_txt");
		return;
	}
	if (t->name.p == NULL)
		fact_missing(c, t->at, "name");
	else if (v->validated_name.p != NULL && (t->name.n <= label.n || !text_equal_ascii(span_sub(t->name, 0, label.n), label) ||
	    !ask_same_domain(span_sub(t->name, label.n, t->name.n - label.n), v->validated_name)))
		report_fact(c, t->at, "name", "%s for %s", fact_text(c, t->name), fact_text(c, v->validated_name));
	if (t->account_uri.p == NULL)
		fact_missing(c, t->at, "account_uri");
	if (t->rdata.p == NULL)
		fact_missing(c, t->at, "rdata");
	else
		look_rdata(c, v, t);
}

static void
persistent_txt(struct check *c)
{
	each_validation(c, look_persistent);
}

/* The account is that of the Applicant who requested the validation (TLS BR 3.2.2.4.22 (3)): with ACME the one that ordered. */
static void
look_requester(struct check *c, const struct ev_validation *v)
{
	const struct ev_persistent_txt *t = v->persistent_txt;

	if (!is_by_persistent_txt(c, v) || v->acme == NULL)
		return;
	if (t == NULL || t->account_uri.p == NULL || v->acme->account_uri.p == NULL)
		not_evaluated(c, "the account of the record, or that of ACME which requested the validation, is not recorded");
	else if (!persistent_same_account(t->account_uri, v->acme->account_uri))
		report_fact(c, t->at, "account_uri", "%s, requested by %s", fact_text(c, t->account_uri), fact_text(c, v->acme->account_uri));
}

static void
persistent_requester(struct check *c)
{
	each_validation(c, look_requester);
}

/* ---- what was asked of DNS ---- */

/* The labels in front of the name, as "_x._y"; SPAN_NONE: it is not below the name. */
static struct span
labels_below(struct check *c, struct span text, struct span name)
{
	struct span asked = idna_domain_key(c->arena, ask_relative(text)), validated = idna_domain_key(c->arena, ask_relative(name));

	size_t n = asked.n > validated.n ? asked.n - validated.n - 1 : 0;

	return caa_is_at_or_above(validated, asked) ? span_sub(asked, 0, n) : SPAN_NONE;
}

/* draft-ietf-acme-dns-account-label-00: the first ten octets of the SHA-256 of the account's URL in base32, in small letters. */
static const char *
account_label(struct check *c, struct span account)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint8_t digest[KEY_MAX_HASH];
	char label[1 + 16 + 1] = "_";

	if (key_digest(c->key, KEY_SHA256, account, digest) != 32)
		return NULL;
	for (unsigned i = 0; i < 16; i++) {
		unsigned bit = 5 * i, two = (unsigned)digest[bit / 8] << 8 | digest[bit / 8 + 1];

		label[1 + i] = letters[two >> (11 - bit % 8) & 31];
	}
	return arena_printf(c->arena, "%s", label);
}

/* With .21, which account's label is it?  Of a record without the account nothing can be said. */
static void
look_account(struct check *c, const struct ev_validation *v, struct span labels)
{
	struct span account = v->acme != NULL ? v->acme->account_uri : SPAN_NONE;
	const char *label = account.p != NULL ? account_label(c, account) : NULL;

	if (label == NULL)
		not_evaluated(c, "the account of ACME, whose label it is, is not recorded");
	else if (labels.n <= strlen(label) || !text_equal_ascii(span_sub(labels, 0, strlen(label)), span_of(label)) || labels.p[strlen(label)] != '.')
		report_fact(c, v->dns->at, "query_name", "%s for %s, whose label is %s", fact_text(c, v->dns->query_name), fact_text(c, account), label);
}

static bool
is_found_in_dns(const struct ev_method *m)
{
	return m->takes_token ? m->scope == NAME_SUBTREE : strcmp(m->number, "3.2.2.4.21") == 0 || strcmp(m->number, "3.2.2.4.22") == 0;
}

/* The look-ups that lead to the name or to the server are others: of MX records, and of the CNAME that was followed. */
static bool
is_look_up_before(const struct ev_validation *v)
{
	bool cname = false;

	for (uint32_t i = 0; i < v->n_adn_steps; i++)
		cname |= ev_word_is(v->adn_steps[i], "cname");
	return v->dns != NULL && ((v->sbr_section == SECTION_MAIL_SERVER && ev_word_is(v->dns->query_type, "MX")) ||
	    (cname && ev_word_is(v->dns->query_type, "CNAME")));
}

static void
look_asked(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_dns *dns = v->dns;
	struct span labels;

	if (m == NULL || !is_found_in_dns(m) || !due(c, &v->completed_at) || is_look_up_before(v))
		return;
	bound_by_method(c, m);
	if (dns == NULL) {
		fact_missing_as(c, v->at, "dns", MISSING_NOT_EVALUATED);
		return;
	}
	if (dns->query_name.p == NULL)
		fact_missing_as(c, dns->at, "query_name", MISSING_NOT_EVALUATED);
	else if (v->validated_name.p != NULL && ((labels = labels_below(c, dns->query_name, v->validated_name)).p == NULL || !ev_is_place(m, labels)))
		report_fact(c, dns->at, "query_name", "%s for %s", fact_text(c, dns->query_name), fact_text(c, v->validated_name));
	else if (v->validated_name.p != NULL && m->place == PLACE_ACCOUNT)
		look_account(c, v, labels);
	if (dns->query_type.p == NULL)
		fact_missing_as(c, dns->at, "query_type", MISSING_NOT_EVALUATED);
	else if (!ev_is_type(m, dns->query_type))
		report_fact(c, dns->at, "query_type", "%s with %s", fact_text(c, dns->query_type), m->number);
}

static void
record_looked_up(struct check *c)
{
	each_validation(c, look_asked);
}

/* An answer that is none shows no record, but for a CNAME whose target is not there (RFC 6604 3). */
static void
look_answer(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_dnssec *said = v->dns != NULL ? v->dns->dnssec : NULL;

	if (m == NULL || said == NULL || !said->rcode.given || !is_found_in_dns(m) || is_look_up_before(v) || !due(c, &v->completed_at))
		return;
	bound_by_method(c, m);
	if (said->rcode.n != 0 && !(said->rcode.n == RCODE_NXDOMAIN && ev_word_is(v->dns->query_type, "CNAME")))
		report_fact(c, said->at, "rcode", "response code %lld", (long long)said->rcode.n);
}

static void
record_answered(struct check *c)
{
	each_validation(c, look_answer);
}

static bool
is_related(struct check *c, struct span a, struct span b)
{
	struct span x = idna_domain_key(c->arena, ask_relative(a)), y = idna_domain_key(c->arena, ask_relative(b));

	return caa_is_at_or_above(x, y) || caa_is_at_or_above(y, x);
}

/* Addresses are asked for at the name itself; what else is asked for, at it, above or below. */
static void
look_asked_besides(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_dns *dns = v->dns;
	bool address = dns != NULL && (ev_word_is(dns->query_type, "A") || ev_word_is(dns->query_type, "AAAA"));

	if (m == NULL || is_found_in_dns(m) || m->corroboration == CORROBORATION_NO || !due(c, &v->completed_at) ||
	    is_look_up_before(v) || (v->http != NULL && v->http->n_redirects > 0))
		return;
	bound_by_method(c, m);
	if (dns == NULL) {
		fact_missing_as(c, v->at, "dns", MISSING_NOT_EVALUATED);
		return;
	}
	/* The server that an email goes to has a name of its own. */
	if (m->contact != CONTACT_NONE && dns->query_type.p != NULL && !ev_word_is(dns->query_type, "CAA") && !ev_word_is(dns->query_type, "TXT"))
		return;
	if (m->contact != CONTACT_NONE && dns->query_type.p == NULL)
		fact_missing_as(c, dns->at, "query_type", MISSING_NOT_EVALUATED);
	else if (dns->query_name.p == NULL)
		fact_missing_as(c, dns->at, "query_name", MISSING_NOT_EVALUATED);
	else if (v->validated_name.p != NULL &&
	    !(address ? ask_same_domain(dns->query_name, v->validated_name) : is_related(c, dns->query_name, v->validated_name)))
		report_fact(c, dns->at, "query_name", "%s for %s", fact_text(c, dns->query_name), fact_text(c, v->validated_name));
}

static void
name_looked_up(struct check *c)
{
	each_validation(c, look_asked_besides);
}

/* ---- 3.2.2.3: the mail server ---- */

static const struct ev_mx_answer *
find_answer(const struct ev_mx *mx)
{
	for (uint32_t i = 0; i < mx->n_answers; i++)
		if (mx->answers[i].host.p != NULL && ask_same_domain(mx->answers[i].host, mx->selected))
			return &mx->answers[i];
	return NULL;
}

/* Where a host stands in several records, the one that is sorted first is what selects it (RFC 5321 5.1). */
static const struct ev_mx_answer *
find_best_answer(const struct ev_mx *mx)
{
	const struct ev_mx_answer *best = find_answer(mx);

	for (uint32_t i = 0; best != NULL && i < mx->n_answers; i++) {
		const struct ev_mx_answer *other = &mx->answers[i];

		if (other->preference.given && best->preference.given && other->preference.n < best->preference.n &&
		    other->host.p != NULL && ask_same_domain(other->host, mx->selected))
			best = other;
	}
	return best;
}

/* The domain itself, where it has no MX record: that of each mailbox that the validation covers. */
static void
look_implicit(struct check *c, const struct ev_validation *v)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		if (r->mailboxes[i].address.p != NULL && v->id.p != NULL && span_eq(r->mailboxes[i].validation, v->id) &&
		    !ask_same_domain(mail_domain(r->mailboxes[i].address), v->mx->selected)) {
			report_fact(c, v->mx->at, "selected", "%s, without MX record of %s", fact_text(c, v->mx->selected),
			    fact_text(c, mail_domain(r->mailboxes[i].address)));
			return;
		}
}

static void
look_preference(struct check *c, const struct ev_mx *mx)
{
	const struct ev_mx_answer *answer = find_best_answer(mx), *best = answer;

	if (answer == NULL) {
		report_fact(c, mx->at, "selected", "%s is not among the answers", fact_text(c, mx->selected));
		return;
	}
	for (uint32_t i = 0; i < mx->n_answers && mx->fallback_reason.p == NULL; i++)
		if (mx->n_answers > 1 && !mx->answers[i].preference.given) {
			fact_missing(c, mx->answers[i].at, "preference");
			return;
		} else if (mx->answers[i].preference.given && best->preference.given &&
		    mx->answers[i].preference.n < best->preference.n) {
			best = &mx->answers[i];
		}
	if (best != answer)
		report_fact(c, mx->at, "selected", "preference %lld, there is %lld", (long long)answer->preference.n,
		    (long long)best->preference.n);
}

static void
look_mx(struct check *c, const struct ev_validation *v)
{
	const struct ev_mx *mx = v->mx;

	if (v->sbr_section != SECTION_MAIL_SERVER || !due(c, &v->completed_at))
		return;
	if (mx != NULL && !mx->looked_up_at.given)
		fact_missing(c, mx->at, "looked_up_at");
	if (mx == NULL)
		fact_missing(c, v->at, "mx");
	else if (mx->answers == NULL)
		fact_missing(c, mx->at, "answers");
	else if (mx->selected.p == NULL)
		fact_missing(c, mx->at, "selected");
	else if (mx->n_answers == 1 && span_is(mx->answers[0].host, "."))
		report_fact(c, mx->at, "answers", "null MX: the domain takes no mail");
	else if (mx->selected_is_alias == EV_YES)
		report_fact(c, mx->at, "selected_is_alias", "%s is an alias", fact_text(c, mx->selected));
	else if (host_is_ipv4(mx->selected) || ev_same_ipv6(mx->selected, mx->selected))
		report_fact(c, mx->at, "selected", "%s is an address", fact_text(c, mx->selected));
	else if (mx->n_answers == 0 && mx->implicit == EV_NO)
		report_fact(c, mx->at, "implicit", "false, but there are no answers");
	else if (mx->n_answers == 0)
		look_implicit(c, v);
	else if (mx->implicit == EV_YES)
		report_fact(c, mx->at, "implicit", "without MX record, but the answers have %u", mx->n_answers);
	else {
		if (mx->selected_is_alias == EV_UNSAID)
			fact_missing(c, mx->at, "selected_is_alias");
		look_preference(c, mx);
	}
}

static void
mx_selection(struct check *c)
{
	each_validation(c, look_mx);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED, .missing = MISSING_ERROR

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.method.persistent-txt",
		.section = "TLS BR 3.2.2.4.22",
		.title = "persistent TXT record does not show the Applicant's control",
		.requires = "The record stands at _validation-persist below the validated name. It names an Issuer Domain "
		    "Name of the CA and has the accounturi of the Applicant, once, which is a URI (RFC 8657 3). Its persistUntil, if it has one, has not "
		    "passed. Its text is an issue-value (RFC 8659 4.2).",
		.explanation = "The record has no Random Value; what binds it to the Applicant is the account alone. Names of parameters are compared without "
		    "regard to case, and so are scheme and host of the account's URI; the rest of it is compared octet by octet.",
		.remedy = "Have the record corrected and check again.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 11, 10)), .fn = persistent_txt, COMMON,
	}, {
		.id = "evidence.method.persistent-requester",
		.section = "TLS BR 3.2.2.4.22",
		.title = "persistent TXT record has another account than the one that requested the validation",
		.requires = "The accounturi of the record is the unique URI of the account of the Applicant that requested the validation.",
		.explanation = "Otherwise the record shows the control of somebody else. With 3.2.2.4.21 the label is compared with the account "
		    "(evidence.method.record-looked-up).",
		.remedy = "Validate for the account that orders. Where the two are URIs of one account, record the one that the TXT record has.",
		.reading = "Where ACME requested the validation (acme.account_uri), the unique URI is read as that of the ACME account. RFC 8657 3 lets a CA "
		    "know one account by several URIs.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 11, 10)), .fn = persistent_requester, COMMON,
	}, {
		.id = "evidence.method.record-looked-up",
		.section = "TLS BR 3.2.2.4.7, 3.2.2.4.21, 3.2.2.4.22",
		.title = "look-up of the validation was of another name, or of another type",
		.requires = "With 3.2.2.4.7 a CNAME, TXT or CAA record stands at the validated name, or below one label that begins with an "
		    "underscore. With .21 a TXT record stands below the label of the account and _acme-challenge, with .22 below "
		    "_validation-persist.",
		.explanation = "A record elsewhere shows control of another name. The CNAME that led to the name and the MX record of the mail "
		    "domain are not judged.",
		.remedy = "Look the record up where the method has it, or record what was asked for.",
		.schedule = SBR_SHALL, .fn = record_looked_up, COMMON,
	}, {
		.id = "evidence.method.record-answered",
		.section = "TLS BR 3.2.2.4.7, 3.2.2.4.21, 3.2.2.4.22",
		.title = "look-up of the validation was answered with an error",
		.requires = "The CA confirms the presence of the value in a DNS record, which an answer with response code 0 has.",
		.explanation = "No record is in an answer of SERVFAIL (2), NXDOMAIN (3) or REFUSED (5). A CNAME record whose target does not exist "
		    "comes with NXDOMAIN (RFC 6604 3). A code that is not recorded is not asked for.",
		.remedy = "Look the record up again. Let the validation fail where it is not there.",
		.schedule = SBR_SHALL, .fn = record_answered, COMMON,
	}, {
		.id = "evidence.method.name-looked-up",
		.section = "TLS BR 3.2.2.4.8, 3.2.2.4.13, 3.2.2.4.14, 3.2.2.4.16 to 3.2.2.4.20",
		.title = "look-up of the validation was of a name that is not the validated one",
		.requires = "The address or the contact that proves control is that of the validated name.",
		.explanation = "Look-ups after a redirect, and those of the server that an email goes to, are not judged.",
		.remedy = "Record the look-up of the validated name.",
		.reading = "The look-up is read as that of the validated name. By the other reading it may be of the target of a CNAME that "
		    "stands there.",
		.schedule = SBR_SHALL, .fn = name_looked_up, COMMON,
	}, {
		.id = "evidence.method.mx-selection",
		.section = "SBR 3.2.2.3",
		.title = "mail server that was validated is not the one that mail to the address goes to",
		.requires = "The SMTP FQDN is found by RFC 5321 5.1. It is the MX host with the lowest preference value, or "
		    "the domain itself where there is no MX record. Aliases and addresses in MX records are not used.",
		.explanation = "Following the selection process is read as: lowest preference value first, another one for a reason that "
		    "the record gives (fallback_reason). A null MX (RFC 7505) names no server. Answers change: the record says when they were "
		    "looked up.",
		.remedy = "Validate the server that comes first, or validate in another way.",
		.schedule = SBR_SHALL, .fn = mx_selection, COMMON,
	},
};

RULE_TABLE(rules_evidence_method_dns, "Evidence: what a validation looked up", rules);
