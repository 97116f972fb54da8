/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ca_profile.h - the limits that a CA set itself in its CP/CPS, as the rules of
 * source cps read them.
 *
 * Read from JSON once (engine/ca_profile); plain structs afterwards, constant
 * and shared by all workers.
 */
#ifndef RULE_CA_PROFILE_H
#define RULE_CA_PROFILE_H

#include "base/arena.h"
#include "base/text.h"
#include "x509/cert.h"

/* An object identifier, or a form of GeneralName that has none. */
struct ca_item {
	struct span oid;		/* content octets */
	uint8_t form;			/* enum general_name_form; 0 (otherName): oid tells */
};
struct ca_items {
	bool given;			/* the list is there, be it empty */
	const struct ca_item *v;
	unsigned n;
};

/* The sorts of things that a certificate has a list of. */
enum ca_sort {
	CA_POLICIES,			/* certificatePolicies */
	CA_USAGES,			/* extKeyUsage */
	CA_EXTENSIONS,
	CA_ATTRIBUTES,			/* of the subject */
	CA_NAMES,			/* subjectAltName */
	CA_SORTS
};
/* Each of `required` has to be there, none of `forbidden`; with `allowed`, nothing besides it and `required`. */
struct ca_set {
	struct ca_items required, allowed, forbidden;
};

/* Texts to compare with, or patterns of text_glob(). */
struct ca_texts {
	bool given;
	const struct span *v;
	unsigned n;
};

/* Where the certificate points to. */
enum ca_url {
	CA_URL_CRL, CA_URL_OCSP, CA_URL_ISSUERS, CA_URL_CPS,
	CA_URLS
};
/* Patterns: some URL has to fit each of `required`; with `allowed`, every URL fits some of either list. */
struct ca_url_limits {
	struct ca_texts required, allowed;
};

struct ca_key {
	enum oid id;			/* of the algorithm; of the curve for EC */
	uint32_t min_bits, max_bits;	/* RSA */
};

/* What an attribute of the subject may say: one of the values, or a text that fits a pattern. */
struct ca_value {
	struct span attribute;
	struct ca_texts values, patterns;
};

enum ca_name_form {
	CA_CN_MAILBOX = 1 << 0,
	CA_CN_ORGANIZATION = 1 << 1,	/* as organizationName has it */
	CA_CN_PSEUDONYM = 1 << 2,	/* as pseudonym has it */
	CA_CN_PERSONAL = 1 << 3		/* none of these */
};

/* A profile named in `match`, by the engine's bits of type and generation. */
struct ca_sbr_profile {
	uint8_t type, gen;
};
/* Which certificates the limits are for: each member that is given has to hold. */
struct ca_match {
	uint16_t kinds;			/* set of enum kind; 0: any */
	const struct ca_sbr_profile *profile;
	unsigned n_profile;		/* 0: any */
	struct ca_items policies;	/* the certificate has one of them */
	struct ca_texts issuers;	/* patterns of the issuer's RFC 4514 string */
	int32_t from, until;		/* first and last day judged at */
};

#define CA_NO_LIMIT UINT32_MAX

struct ca_profile {
	const char *name;		/* safe to show */
	struct ca_match match;
	struct ca_set set[CA_SORTS];
	struct ca_items critical, not_critical;
	struct ca_items signatures;
	struct ca_url_limits url[CA_URLS];
	struct ca_texts issuers;	/* patterns */
	struct ca_texts domains;	/* patterns of the mailboxes' domains */
	uint32_t max_mailboxes, max_days, max_path_len;	/* each: or CA_NO_LIMIT */
	uint32_t max_backdating;	/* days from notBefore to the day of issuance, or CA_NO_LIMIT */
	const struct ca_key *key;	/* NULL: no limit */
	unsigned n_key;
	uint16_t usage_required;	/* set of enum key_usage */
	uint16_t usage_allowed;		/* the same; all bits: no limit */
	const uint16_t *usage_set;	/* the whole keyUsage is one of these; NULL: no limit */
	unsigned n_usage_set;
	struct ca_value *value;
	unsigned n_value;
	uint8_t constrained;		/* enum answer: the CAs are technically constrained (SBR 7.1.5) */
	uint8_t common_name;		/* set of enum ca_name_form; 0: no limit */
};

static inline bool
ca_items_have(const struct ca_items *items, struct ca_item wanted)
{
	for (unsigned i = 0; i < items->n; i++)
		if (items->v[i].form == wanted.form && span_eq(items->v[i].oid, wanted.oid))
			return true;
	return false;
}

static inline const char *
ca_item_show(struct arena *a, struct ca_item item)
{
	return item.form != 0 ? general_name_form_text(item.form) : oid_show(a, item.oid);
}

static inline bool
ca_texts_fit(const struct ca_texts *patterns, struct span text)
{
	for (unsigned i = 0; i < patterns->n; i++)
		if (text_glob(patterns->v[i], text))
			return true;
	return false;
}

/* All profiles of a context, in the order given. */
struct ca_profiles {
	struct arena arena;
	const struct ca_profile **v;
	size_t n;
};

enum ca_profiles_status { CA_PROFILES_OK, CA_PROFILES_NOMEM, CA_PROFILES_REFUSED };
/*
 * Adds those of a JSON text.  When it is refused nothing is added, and error
 * holds "LINE: POINTER: what is wrong".
 */
enum ca_profiles_status ca_profiles_add(struct ca_profiles *, struct span json, char *error, size_t room);
void ca_profiles_free(struct ca_profiles *);

/* The first profile that matches; NULL when none does.  The arena is for scratch. */
struct profile;
const struct ca_profile *ca_profile_find(const struct ca_profiles *, const struct cert_view *,
    const struct profile *, struct arena *);

#endif
