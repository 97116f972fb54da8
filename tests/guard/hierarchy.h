/* SPDX-License-Identifier: Apache-2.0 */
/* hierarchy.h - random hierarchies of CAs with known faults, and what is linted below them. */
#ifndef TESTS_GUARD_HIERARCHY_H
#define TESTS_GUARD_HIERARCHY_H

#include <stdbool.h>

#include "tests/guard/chance.h"

enum { MOST_CAS = 16, DOMAINS = 4, NO_LIMIT = 99, POLICIES = 3, ANY = 3 };

/* A certificate as its parties know it: a name is a number, each has two keys. */
struct certificate {
	unsigned subject, key, issuer, issuer_key;
	unsigned limit;			/* pathLenConstraint, or NO_LIMIT */
	unsigned permitted, excluded;	/* sets of mail domains; permitted 0: any */
	bool in_germany;		/* directory names in C=DE alone are permitted */
	bool is_ca;
	bool without_ca;		/* a CA's certificate without basicConstraints */
	bool denies_ca;			/* … whose basicConstraints say that it is none */
	bool without_sign;		/* … without keyCertSign */
	bool without_email;		/* … for other purposes */
	bool forged;			/* its signature is nobody's */
	bool of_v1, critical;		/* of version 1; with an extension that nobody knows */
	bool ended;			/* before anything that is linted began */
	unsigned policies;		/* set of three and ANY; none: it has no certificatePolicies */
	unsigned demand, no_mapping, no_any;	/* requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy, or NO_LIMIT */
	unsigned from, to;		/* one policy is mapped to another; the same: none is */
	enum { WHOLE, BC_DAMAGED, KU_DAMAGED, NC_DAMAGED } damage;
	unsigned domains;		/* of its mailboxes */
	enum { CERTIFICATE, CRL, RESPONSE } form;	/* of the one below them */
};
struct hierarchy {
	struct certificate ca[MOST_CAS], target;
	unsigned n, n_name;
	unsigned abroad;		/* set of the names that have C=FR */
	bool with_policies;		/* else all have all, and nothing is demanded */
	int pooled;			/* the target is this one of the pool; -1: none */
};

static inline bool
one_in(unsigned n)
{
	return below(n) == 0;
}

static inline bool
is_self_issued(const struct certificate *c)
{
	return c->subject == c->issuer;
}

static inline bool
has_limit(const struct certificate *c)
{
	return !c->without_ca && c->damage != BC_DAMAGED;
}

static inline bool
is_root(const struct certificate *c)
{
	return is_self_issued(c) && c->key == c->issuer_key;
}

/* A filler is told from a signature by its octets. */
static inline bool
is_filler(unsigned number)
{
	return number % 2 == 1;
}

static inline struct certificate
some_ca(unsigned subject, unsigned key, unsigned issuer, unsigned issuer_key)
{
	struct certificate c = { .subject = subject, .key = key, .issuer = issuer, .issuer_key = issuer_key,
		.limit = one_in(3) ? below(3) : NO_LIMIT, .in_germany = one_in(8), .is_ca = true };

	if (one_in(5))
		c.permitted = 1 + below((1 << DOMAINS) - 1);
	if (one_in(6))
		c.excluded = 1u << below(DOMAINS);
	return c;
}

/* Of a certificate in a hierarchy that has policies. */
static inline void
give_policies(struct certificate *c)
{
	c->policies = one_in(12) ? 0 : 1u << below(POLICIES) | 1u << below(POLICIES) | (one_in(4) ? 1u << ANY : 0);
	c->demand = c->is_ca && one_in(2) ? below(4) : NO_LIMIT;
	c->no_mapping = c->is_ca && one_in(5) ? below(3) : NO_LIMIT;
	c->no_any = c->is_ca && one_in(5) ? below(3) : NO_LIMIT;
	c->from = below(one_in(10) ? ANY + 1 : POLICIES);
	c->to = c->is_ca && one_in(3) ? below(one_in(10) ? ANY + 1 : POLICIES) : c->from;
}

/* Of self-signed ones only the signature: a path ends there. */
static inline void
spoil(struct certificate *c)
{
	if (c->issuer == c->subject && c->key == c->issuer_key)
		c->forged = one_in(8);
	else if (one_in(10))
		c->forged = true;
	else if (one_in(14))
		c->without_sign = true;
	else if (one_in(14) && c->issuer != c->subject)
		c->damage = BC_DAMAGED;
	else if (one_in(14))
		c->damage = one_in(2) ? KU_DAMAGED : NC_DAMAGED;
	else
		c->without_email = one_in(12);
	c->of_v1 = one_in(16);
	c->critical = one_in(16);
	c->ended = one_in(12);
}

/* One of the pool that is linted itself, or issued what is: its own faults are no path's. */
static inline void
mend(struct certificate *c)
{
	c->forged = c->of_v1 = c->critical = c->ended = c->denies_ca = false;
	c->damage = WHOLE;
}

static inline void
add(struct hierarchy *h, struct certificate c)
{
	spoil(&c);
	if (h->n < MOST_CAS)
		h->ca[h->n++] = c;
}

/* The line from the root, 0, down; then certificates that cross it, renew or roll over a part, or lead upwards. */
static inline struct hierarchy
some_hierarchy(void)
{
	struct hierarchy h = { .n_name = 2 + below(4), .pooled = -1 };
	const struct certificate *like;
	unsigned key[8] = { 0 }, more = below(6);

	for (unsigned name = 0; name < 8; name++)
		h.abroad |= one_in(8) ? 1u << name : 0;
	if (!one_in(4))
		add(&h, some_ca(0, 0, 0, 0));
	for (unsigned name = 1; name < h.n_name; name++) {
		add(&h, some_ca(name, 0, name - 1, key[name - 1]));
		if (one_in(6)) {
			add(&h, some_ca(name, 1, name, 0));
			key[name] = 1;
		}
	}
	for (; h.n > 0 && more > 0; more--) {
		like = &h.ca[below(h.n)];
		if (like->subject == 0)
			continue;
		add(&h, one_in(2) ? some_ca(like->subject, like->key, like->issuer, like->issuer_key) :
		    some_ca(like->subject, like->key, below(h.n_name), 0));
		h.ca[h.n - 1].without_ca = h.ca[h.n - 1].damage != BC_DAMAGED && one_in(6) && h.ca[h.n - 1].issuer != like->subject;
		h.ca[h.n - 1].denies_ca = h.ca[h.n - 1].without_ca && one_in(2);
	}
	like = h.n > 0 ? &h.ca[h.n - 1 - below(h.n < 3 ? h.n : 3)] : NULL;
	if (like == NULL || (one_in(8) && like->issuer != like->subject)) {
		h.pooled = h.n > 0 ? (int)(like - h.ca) : -1;
		if (h.pooled >= 0)
			mend(&h.ca[h.pooled]);
		h.target = like != NULL ? *like : some_ca(1, 0, 0, 0);
		return h;
	}
	h.target = one_in(3) ? some_ca(like->subject, !like->key, like->subject, like->key) : some_ca(7, one_in(2), like->subject, like->key);
	if (h.target.subject == 7 && !one_in(4)) {
		h.target.is_ca = false;
		h.target.domains = 1u << below(DOMAINS) | 1u << below(DOMAINS);
		h.target.form = one_in(3) ? CERTIFICATE : one_in(2) ? CRL : RESPONSE;
	}
	if (h.target.form != CERTIFICATE)
		h.target.domains = 0;
	return h;
}

/* Policies for every third of them. */
static inline struct hierarchy
with_some_policies(struct hierarchy h)
{
	h.with_policies = one_in(3);
	for (unsigned i = 0; h.with_policies && i < h.n; i++)
		give_policies(&h.ca[i]);
	if (h.with_policies)
		give_policies(&h.target);
	if (h.pooled >= 0)
		h.target = h.ca[h.pooled];
	return h;
}

/* Certificates of the issuing CA are chosen by whether they had ended, before their paths are looked at. */
static inline struct hierarchy
with_issuer_in_time(struct hierarchy h)
{
	for (unsigned i = 0; i < h.n; i++)
		if (h.ca[i].subject == h.target.issuer && h.ca[i].key == h.target.issuer_key)
			h.ca[i].ended = false;
	return h;
}

#endif
