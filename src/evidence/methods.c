/* SPDX-License-Identifier: Apache-2.0 */
/* methods.c - the tables of SBR 3.2.2 and TLS BR 3.2.2.4, as they bind S/MIME. */
#include "evidence/methods.h"

#include "base/text.h"
#include "evidence/record/word.h"

#define SBR DAY(2023, 9, 1)
#define NAMES(...) ((const char *const[]){ __VA_ARGS__ })
#define TXT NAMES("TXT", NULL)
/* Retired for TLS before the SBR began: it may be met in no record at all. */
#define RETIRED(n, title, y, m, d) \
	{ .number = "3.2.2.4." n, .name = title, .from = DAY_NEVER, .should_not_from = DAY_NEVER, \
	  .banned_from = DAY(y, m, d), .reuse_banned_from = DAY(y, m, d), .open_mpic = NAMES(NULL) }

/* In the order of their numbers, from 1, without a gap. */
static const struct ev_method methods[] = {
	RETIRED("1", "Validating the Applicant as a Domain Contact", 2018, 8, 1),
	{
		.number = "3.2.2.4.2", .name = "Email, Fax, SMS, or Postal Mail to Domain Contact",
		.from = SBR, .should_not_from = DAY_NEVER,
		.banned_from = DAY(2025, 7, 15), .reuse_banned_from = DAY(2025, 7, 15),
		.scope = NAME_SUBTREE, .contact = CONTACT_DOMAIN, .random_days = 30, .random_expires = true, .unique = UNIQUE_MESSAGE, .open_mpic = NAMES(NULL),
	},
	RETIRED("3", "Phone Contact with Domain Contact", 2019, 6, 1),
	{
		.number = "3.2.2.4.4", .name = "Constructed Email to Domain Contact",
		.from = SBR, .should_not_from = DAY(2026, 3, 15),
		.banned_from = DAY(2028, 3, 15), .reuse_banned_from = DAY(2028, 3, 15),
		.scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE | ADN_CNAME, .contact = CONTACT_CONSTRUCTED,
		.random_days = 30, .random_expires = true, .unique = UNIQUE_MESSAGE, .open_mpic = NAMES(NULL),
	},
	RETIRED("5", "Domain Authorization Document", 2018, 8, 1),
	RETIRED("6", "Agreed-Upon Change to Website", 2020, 6, 4),
	{
		.number = "3.2.2.4.7", .name = "DNS Change",
		.from = SBR, .should_not_from = DAY_NEVER, .banned_from = DAY_NEVER, .reuse_banned_from = DAY_NEVER,
		.corroboration = CORROBORATION_YES, .scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE | ADN_CNAME,
		.random_days = 30, .takes_token = true, .unique = UNIQUE_REQUEST, .place = PLACE_NAME_OR_LABEL, .types = NAMES("CNAME", "TXT", "CAA", NULL),
		.open_mpic = NAMES("dns-change", "acme-dns-01", NULL),
	},
	{
		.number = "3.2.2.4.8", .name = "IP Address",
		.from = SBR, .should_not_from = DAY_NEVER,
		.banned_from = DAY(2026, 3, 15), .reuse_banned_from = DAY(2026, 3, 15),
		.corroboration = CORROBORATION_YES, .scope = NAME_EXACT, .random_days = 30,
		.place = PLACE_NAME, .relied = RELIES_ADDRESS, .types = NAMES("A", "AAAA", NULL),
		.open_mpic = NAMES("ip-address", OPEN_MPIC_REVERSE, NULL),
	},
	RETIRED("9", "Test Certificate", 2019, 3, 16),
	RETIRED("10", "TLS Using a Random Value", 2020, 9, 22),
	RETIRED("11", "Any Other Method", 2018, 3, 9),
	{
		.number = "3.2.2.4.12", .name = "Validating Applicant as a Domain Contact",
		.from = SBR, .should_not_from = DAY_NEVER, .banned_from = DAY_NEVER, .reuse_banned_from = DAY_NEVER,
		.scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE | ADN_BASE, .contact = CONTACT_DOMAIN, .open_mpic = NAMES(NULL),
	},
	{
		.number = "3.2.2.4.13", .name = "Email to DNS CAA Contact",
		.from = SBR, .should_not_from = DAY(2026, 3, 15),
		.banned_from = DAY(2028, 3, 15), .reuse_banned_from = DAY(2028, 3, 15),
		.corroboration = CORROBORATION_YES, .scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE | ADN_CNAME,
		.contact = CONTACT_DNS_CAA, .random_days = 30, .random_expires = true, .unique = UNIQUE_MESSAGE, .place = PLACE_ABOVE, .relied = RELIES_CONTACT, .types = NAMES("CAA", NULL),
		.open_mpic = NAMES("contact-email-caa", NULL),
	},
	{
		.number = "3.2.2.4.14", .name = "Email to DNS TXT Contact",
		.from = SBR, .should_not_from = DAY(2026, 3, 15),
		.banned_from = DAY(2028, 3, 15), .reuse_banned_from = DAY(2028, 3, 15),
		.corroboration = CORROBORATION_YES, .scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE | ADN_CNAME,
		.contact = CONTACT_DNS_TXT, .random_days = 30, .random_expires = true, .unique = UNIQUE_MESSAGE, .place = PLACE_LABEL, .label = "_validation-contactemail", .relied = RELIES_CONTACT, .types = TXT,
		.open_mpic = NAMES("contact-email-txt", NULL),
	},
	{
		.number = "3.2.2.4.15", .name = "Phone Contact with Domain Contact",
		.from = SBR, .should_not_from = DAY_NEVER,
		.banned_from = DAY(2025, 7, 15), .reuse_banned_from = DAY(2025, 7, 15),
		.scope = NAME_SUBTREE, .contact = CONTACT_DOMAIN, .phone = true, .random_days = 30, .random_expires = true, .open_mpic = NAMES(NULL),
	},
	{
		.number = "3.2.2.4.16", .name = "Phone Contact with DNS TXT Record Phone Contact",
		.from = SBR, .should_not_from = DAY(2026, 3, 15),
		.banned_from = DAY(2027, 3, 15), .reuse_banned_from = DAY(2027, 3, 15),
		.corroboration = CORROBORATION_YES, .scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE | ADN_CNAME,
		.contact = CONTACT_DNS_TXT, .phone = true, .random_days = 30, .random_expires = true, .place = PLACE_LABEL, .label = "_validation-contactphone", .relied = RELIES_CONTACT, .types = TXT,
		.open_mpic = NAMES("contact-phone-txt", NULL),
	},
	{
		.number = "3.2.2.4.17", .name = "Phone Contact with DNS CAA Phone Contact",
		.from = SBR, .should_not_from = DAY(2026, 3, 15),
		.banned_from = DAY(2027, 3, 15), .reuse_banned_from = DAY(2027, 3, 15),
		.corroboration = CORROBORATION_YES, .scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE | ADN_CNAME,
		.contact = CONTACT_DNS_CAA, .phone = true, .random_days = 30, .random_expires = true, .place = PLACE_ABOVE, .relied = RELIES_CONTACT, .types = NAMES("CAA", NULL),
		.open_mpic = NAMES("contact-phone-caa", NULL),
	},
	{
		.number = "3.2.2.4.18", .name = "Agreed-Upon Change to Website v2",
		.from = SBR, .should_not_from = DAY_NEVER, .banned_from = DAY_NEVER, .reuse_banned_from = DAY_NEVER,
		.corroboration = CORROBORATION_NOT_ONION, .scope = NAME_EXACT, .random_days = 30, .random_expires = true,
		.takes_token = true, .unique = UNIQUE_REQUEST, .open_mpic = NAMES("website-change", NULL),
	},
	{
		.number = "3.2.2.4.19", .name = "Agreed-Upon Change to Website - ACME",
		.from = SBR, .should_not_from = DAY_NEVER, .banned_from = DAY_NEVER, .reuse_banned_from = DAY_NEVER,
		.corroboration = CORROBORATION_NOT_ONION, .scope = NAME_EXACT, .random_days = 30,
		.open_mpic = NAMES("acme-http-01", NULL),
	},
	{
		.number = "3.2.2.4.20", .name = "TLS Using ALPN",
		.from = SBR, .should_not_from = DAY_NEVER, .banned_from = DAY_NEVER, .reuse_banned_from = DAY_NEVER,
		.corroboration = CORROBORATION_NOT_ONION, .scope = NAME_EXACT, .random_days = 30,
		.open_mpic = NAMES("acme-tls-alpn-01", NULL),
	},
	{
		.number = "3.2.2.4.21", .name = "DNS Labeled with Account ID - ACME",
		.from = DAY(2025, 3, 1), .should_not_from = DAY_NEVER, .banned_from = DAY_NEVER, .reuse_banned_from = DAY_NEVER,
		.corroboration = CORROBORATION_YES, .scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE, .random_days = 30,
		.place = PLACE_ACCOUNT, .types = TXT,
		.open_mpic = NAMES("dns-account-01", NULL),
	},
	{
		.number = "3.2.2.4.22", .name = "DNS TXT Record with Persistent Value",
		.from = DAY(2025, 11, 10), .should_not_from = DAY_NEVER, .banned_from = DAY_NEVER, .reuse_banned_from = DAY_NEVER,
		.corroboration = CORROBORATION_YES, .scope = NAME_SUBTREE, .adn_steps = ADN_PRUNE,
		.place = PLACE_LABEL, .label = "_validation-persist", .relied = RELIES_ACCOUNT, .types = TXT,
		.open_mpic = NAMES("dns-persistent", NULL),
	},
};

const struct ev_method *
ev_method_find(struct span number)
{
	static const char section[] = "3.2.2.4.";
	size_t at = sizeof section - 1, n = 0;

	if (number.n <= at || number.n > at + 2 || memcmp(number.p, section, at) != 0 || number.p[at] == '0')
		return NULL;
	for (; at < number.n; at++) {
		unsigned digit = number.p[at] - (unsigned)'0';

		if (digit > 9)
			return NULL;
		n = n * 10 + digit;
	}
	/* The table has them all, in their order. */
	return n <= sizeof methods / sizeof *methods ? &methods[n - 1] : NULL;
}

const struct ev_method *
ev_method_of_open_mpic(struct span name)
{
	for (size_t i = 0; name.p != NULL && i < sizeof methods / sizeof *methods; i++)
		for (const char *const *word = methods[i].open_mpic; *word != NULL; word++)
			if (span_is(name, *word))
				return &methods[i];
	return NULL;
}

const struct ev_method *
ev_method_of_challenge(struct span type)
{
	static const struct {
		const char *type, *number;
	} words[] = {
		{ "http-01", "3.2.2.4.19" }, { "dns-01", "3.2.2.4.7" }, { "tls-alpn-01", "3.2.2.4.20" },
		{ "dns-account-01", "3.2.2.4.21" }, { "dns-persist-01", "3.2.2.4.22" },
	};

	for (size_t i = 0; type.p != NULL && i < sizeof words / sizeof *words; i++)
		if (span_is(type, words[i].type))
			return ev_method_find(span_of(words[i].number));
	return NULL;
}

/* ---- what they look up ---- */

static bool
is_below_account(struct span labels)
{
	struct span below = SPAN_LIT("._acme-challenge");
	size_t n = labels.n > below.n ? labels.n - below.n : 0;

	return n > 0 && labels.p[0] == '_' && memchr(labels.p, '.', n) == NULL && text_equal_ascii(span_from(labels, n), below);
}

bool
ev_is_place(const struct ev_method *m, struct span labels)
{
	switch (m->place) {
	case PLACE_NONE:
		return true;
	case PLACE_NAME_OR_LABEL:
		return labels.n == 0 || (labels.p[0] == '_' && memchr(labels.p, '.', labels.n) == NULL);
	case PLACE_LABEL:
		return text_equal_ascii(labels, span_of(m->label));
	case PLACE_ACCOUNT:
		return is_below_account(labels);
	default:
		return labels.n == 0;
	}
}

bool
ev_is_type(const struct ev_method *m, struct span type)
{
	return m->types == NULL || ev_word_among(type, m->types);
}

struct span
ev_relied_value(const struct ev_method *m, const struct ev_validation *v)
{
	switch (m->relied) {
	case RELIES_CONTACT:
		return v->dns_contact != NULL ? v->dns_contact->value : SPAN_NONE;
	case RELIES_ADDRESS:
		return v->ip != NULL ? v->ip->address : SPAN_NONE;
	case RELIES_ACCOUNT:
		return v->persistent_txt != NULL ? v->persistent_txt->account_uri : SPAN_NONE;
	default:
		return SPAN_NONE;
	}
}

/* ---- sections of the SBR ---- */

/* In the order of enum ev_sbr_section. */
static const struct ev_section sections[] = {
	{ "3.2.2.1", SBR, true, 398, 0 },
	{ "3.2.2.2", SBR, false, 30, 24 * 3600 },
	{ "3.2.2.3", SBR, true, 398, 0 },
	{ "3.2.2.4", DAY(2025, 7, 2), false, 30, 24 * 3600 },
};

const struct ev_section *
ev_section_find(struct span number)
{
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (span_is(number, sections[i].number))
			return &sections[i];
	return NULL;
}

const struct ev_section *
ev_section_of(const struct ev_validation *v)
{
	return v->sbr_section != 0 ? &sections[v->sbr_section - 1] : NULL;
}

const struct ev_method *
ev_method_of(const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);

	return s != NULL && s->by_domain ? ev_method_find(v->tls_method) : NULL;
}

bool
ev_is_onion(struct span name)
{
	static const char end[] = "onion";
	size_t n = sizeof end - 1;

	if (name.n < n || (name.n > n && name.p[name.n - n - 1] != '.'))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((name.p[name.n - n + i] | 0x20) != (uint8_t)end[i])
			return false;
	return true;
}

bool
ev_needs_corroboration(const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	return m != NULL && (m->corroboration == CORROBORATION_YES ||
	    (m->corroboration == CORROBORATION_NOT_ONION && !ev_is_onion(v->validated_name)));
}
