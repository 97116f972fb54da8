/* SPDX-License-Identifier: Apache-2.0 */
/* hierarchy_text.h - the certificates and CRLs of a random hierarchy as a recipe writes them. */
#ifndef TESTS_GUARD_HIERARCHY_TEXT_H
#define TESTS_GUARD_HIERARCHY_TEXT_H

#include "base/arena.h"
#include "tests/guard/hierarchy.h"

static const char *const key_name[] = { "ed25519", "ed448" }, *const signature_name[] = { "id-Ed25519", "id-Ed448" };

static inline const char *
name_text(struct arena *a, const struct hierarchy *h, unsigned name)
{
	return arena_printf(a, "C=%s, O=Chain, CN=Name %u", (h->abroad & 1u << name) != 0 ? "FR" : "DE", name);
}

static inline const char *
domains_text(struct arena *a, const char *word, unsigned set)
{
	const char *text = "";

	for (unsigned d = 0; d < DOMAINS; d++)
		if ((set & 1u << d) != 0)
			text = arena_printf(a, "%s %semail:%sd%u.example", text, word, *word == '\0' ? "a@" : "", d);
	return text;
}

static inline const char *
usage_text(const struct certificate *c)
{
	if (c->without_email)
		return "  extKeyUsage = clientAuth\n";
	if (c->damage == KU_DAMAGED)
		return "  keyUsage = critical der: '01'\n";
	return c->without_sign ? "  keyUsage = critical cRLSign\n" : "";
}

static inline const char *
limits_text(struct arena *a, const struct certificate *c)
{
	const char *text = c->denies_ca ? "  basicConstraints = critical der: SEQUENCE { }\n" : c->without_ca ? "  remove basicConstraints\n" : c->damage == BC_DAMAGED ?
	    "  basicConstraints = critical der: '01'\n" : "  basicConstraints = critical CA\n";

	if (has_limit(c) && c->limit != NO_LIMIT)
		text = arena_printf(a, "  basicConstraints = critical CA pathlen=%u\n", c->limit);
	if (c->damage == NC_DAMAGED)
		return arena_printf(a, "%s  nameConstraints = critical der: '01'\n", text);
	if (c->permitted == 0 && c->excluded == 0 && !c->in_germany)
		return text;
	return arena_printf(a, "%s  nameConstraints = critical%s%s%s\n", text, domains_text(a, "permitted:", c->permitted),
	    domains_text(a, "excluded:", c->excluded), c->in_germany ? " permitted:dirname:C=DE" : "");
}

static inline const char *
policy_text(unsigned policy)
{
	static const char *const text[] = { "mv-legacy", "mv-multi", "mv-strict", "any" };

	return text[policy];
}

static inline const char *
number_text(struct arena *a, const char *before, unsigned limit)
{
	return limit != NO_LIMIT ? arena_printf(a, "%s%u", before, limit) : "";
}

static inline const char *
policies_text(struct arena *a, const struct certificate *c)
{
	/* A root has none to remove, and none of its own that count. */
	const char *text = c->policies != 0 ? "  certificatePolicies =" : is_root(c) ? "  certificatePolicies = mv-legacy" : "  remove certificatePolicies";
	const char *oid[] = { "", "", "", "2.5.29.32.0" };

	for (unsigned policy = 0; policy <= ANY; policy++)
		if ((c->policies & 1u << policy) != 0)
			text = arena_printf(a, "%s %s", text, policy_text(policy));
	if (c->demand != NO_LIMIT || c->no_mapping != NO_LIMIT)
		text = arena_printf(a, "%s\n  policyConstraints = critical%s%s", text, number_text(a, " require=", c->demand),
		    number_text(a, " inhibit=", c->no_mapping));
	text = arena_printf(a, "%s%s", text, number_text(a, "\n  inhibitAnyPolicy = critical ", c->no_any));
	if (c->from != c->to)
		text = arena_printf(a, "%s\n  policyMappings = critical %s=%s", text, c->from == ANY ? oid[ANY] : policy_text(c->from),
		    c->to == ANY ? oid[ANY] : policy_text(c->to));
	return arena_printf(a, "%s\n", text);
}

static inline const char *
oddities_text(struct arena *a, const struct certificate *c)
{
	return arena_printf(a, "%s%s%s", c->of_v1 ? "  version = v1\n" : "", c->critical ? "  1.2.3.4 = critical der: NULL\n" : "",
	    c->ended ? "  notBefore = 2023-09-20\n  notAfter = 2023-10-31T23:59:59\n" : "");
}

static inline const char *
crl_text(struct arena *a, const struct certificate *c, unsigned number)
{
	return arena_printf(a, "case made%u\n  base crl-alone\n  signature = %s\n  signed-by signer%u\n  authorityKeyIdentifier = keyid:c0de%02x%02x\n", number,
	    signature_name[c->issuer_key], number, c->issuer, c->issuer_key);
}

/* Octets of nobody, or a filler: the certificate at hand may have that before it is signed, one of a CA above may not. */
static inline const char *
forgery_text(const struct certificate *c, unsigned number)
{
	if (!c->forged)
		return "";
	return c->is_ca && is_filler(number) ? "  signatureValue = 00000000\n" : "  signatureValue = dummy\n";
}

/* Its text with that of a helper, who signs; `number` makes its serial number. */
static inline const char *
certificate_text(struct arena *a, const struct hierarchy *h, const struct certificate *c, unsigned number)
{
	bool self_signed = is_root(c);
	/* Key identifiers of their own: all names share the two keys. */
	const char *signer = arena_printf(a, "case signer%u\n  base subca\n  subject = %s\n  spki = %s\n  subjectKeyIdentifier = c0de%02x%02x\n",
	    number, name_text(a, h, c->issuer), key_name[c->issuer_key], c->issuer, c->issuer_key);
	const char *text = arena_printf(a, "case made%u\n  base %s\n  subject = %s\n  spki = %s\n"
	    "  subjectKeyIdentifier = c0de%02x%02x\n  authorityKeyIdentifier = keyid:c0de%02x%02x\n  signature = %s\n  signed-by %s\n", number,
	    self_signed ? "root" : c->is_ca ? "subca" : "mv-strict", name_text(a, h, c->subject), key_name[c->key], c->subject,
	    c->key, c->issuer, c->issuer_key, signature_name[c->issuer_key],
	    self_signed ? "self" : arena_printf(a, "signer%u", number));

	if (h->with_policies && c->form == CERTIFICATE)
		text = arena_printf(a, "%s%s", text, policies_text(a, c));
	if (c->form != CERTIFICATE)
		return arena_printf(a, "%s%s", signer, c->form == CRL ? crl_text(a, c, number) : "");
	return arena_printf(a, "%s%s%s%s%s%s\n", self_signed ? "" : signer, text, forgery_text(c, number),
	    c->is_ca ? usage_text(c) : "", c->is_ca ? oddities_text(a, c) : "", c->is_ca ? limits_text(a, c) : arena_printf(a, "  subjectAltName =%s\n", domains_text(a, "", c->domains)));
}

#endif
