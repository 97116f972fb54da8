/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chains.c - random hierarchies with known limits, and what is found below them.
 *
 *	chains [--seed S] [--number N]
 *
 * Three to five levels of CAs, with cross certificates, renewed ones, key
 * rollovers and cycles; some have a pathLenConstraint or nameConstraints, some
 * were not signed by the CA that they name, are no CA's, may not sign, are not for
 * mail or are damaged.  A certificate below them, a CA's or one of the pool itself is linted
 * beside all of them in random order.  What is right stands in this file alone:
 * each path is gone down from its top, with the variables of RFC 5280 6.1.2 to
 * 6.1.5.  One valid path is enough; where each is broken, each fault of each is
 * found; and where one cannot be read, something is.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/guard/deviation.h"
#include "tests/guard/ways.h"

enum { MOST_CAS = 16, DOMAINS = 4, NO_LIMIT = 99, MOST_PATHS = 32, LONGEST = 64 };

/* What may be wrong with a path. */
enum fault { TOO_LONG, OUTSIDE, NO_CA, NO_SIGN, FORGED, NO_EMAIL, FAULTS };
static const char *const rule_of[FAULTS] = {
	"rfc5280.basic-constraints.path-len-exceeded", "rfc5280.name-constraints.violated", "rfc5280.issuer.not-ca",
	"rfc5280.issuer.no-cert-sign", "rfc5280.issuer.signature-wrong", "sbr.ext-key-usage.issuer-without-email",
};
static const char *const unread_rule = "x690.certificate.issuer-unreadable";
static const char *const key_name[] = { "ed25519", "ed448" }, *const algorithm[] = { "id-Ed25519", "id-Ed448" };

/* A certificate as its parties know it: a name is a number, each has two keys. */
struct certificate {
	unsigned subject, key, issuer, issuer_key;
	unsigned limit;			/* pathLenConstraint, or NO_LIMIT */
	unsigned permitted, excluded;	/* sets of mail domains; permitted 0: any */
	bool in_germany;		/* directory names in C=DE alone are permitted */
	bool is_ca;
	bool without_ca;		/* a CA's certificate without basicConstraints */
	bool without_sign;		/* … without keyCertSign */
	bool without_email;		/* … for other purposes */
	bool forged;			/* its signature is nobody's */
	enum { WHOLE, BC_DAMAGED, KU_DAMAGED, NC_DAMAGED } damage;
	unsigned domains;		/* of its mailboxes */
};
struct hierarchy {
	struct certificate ca[MOST_CAS], target;
	unsigned n, n_name;
	unsigned abroad;		/* set of the names that have C=FR */
	int pooled;			/* the target is this one of the pool; -1: none */
};

static bool
one_in(unsigned n)
{
	return below(n) == 0;
}

/* ---- a hierarchy ---- */

static struct certificate
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

/* Of self-signed ones only the signature: a path ends there. */
static void
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
}

static void
add(struct hierarchy *h, struct certificate c)
{
	spoil(&c);
	if (h->n < MOST_CAS)
		h->ca[h->n++] = c;
}

/* The line from the root, 0, down; then certificates that cross it, renew or roll over a part, or lead upwards. */
static struct hierarchy
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
		h.ca[h.n - 1].without_ca = one_in(6) && h.ca[h.n - 1].issuer != like->subject;
	}
	like = h.n > 0 ? &h.ca[h.n - 1 - below(h.n < 3 ? h.n : 3)] : NULL;
	if (like == NULL || (one_in(8) && like->issuer != like->subject)) {
		h.pooled = h.n > 0 ? (int)(like - h.ca) : -1;
		if (h.pooled >= 0) {
			h.ca[h.pooled].forged = false;
			h.ca[h.pooled].damage = WHOLE;
		}
		h.target = like != NULL ? *like : some_ca(1, 0, 0, 0);
		return h;
	}
	h.target = one_in(3) ? some_ca(like->subject, !like->key, like->subject, like->key) : some_ca(7, one_in(2), like->subject, like->key);
	if (h.target.subject == 7 && !one_in(2)) {
		h.target.is_ca = false;
		h.target.domains = 1u << below(DOMAINS) | 1u << below(DOMAINS);
	}
	return h;
}

/* ---- what is right ---- */

struct outcome {
	bool valid, unread;		/* some path is; or cannot be read, and nothing else is known to be wrong with it */
	bool wrong[FAULTS];		/* with some path */
	unsigned n_path, longest;
};

static bool
is_self_issued(const struct certificate *c)
{
	return c->subject == c->issuer;
}

/* The variables of RFC 5280 6.1.2 on the way down. */
struct validation {
	unsigned max_path_length, permitted, excluded;
	bool in_germany, unread, names_unread;
	bool wrong[FAULTS];
};

/* 6.1.3 b and c, of which a self-issued CA certificate is free. */
static void
check_names(struct validation *v, const struct hierarchy *h, const struct certificate *c)
{
	if (is_self_issued(c) && c->is_ca)
		return;
	v->unread |= v->names_unread;
	if (v->in_germany && (h->abroad & 1u << c->subject) != 0)
		v->wrong[OUTSIDE] = true;
	if ((c->domains & ~v->permitted) != 0 || (c->domains & v->excluded) != 0)
		v->wrong[OUTSIDE] = true;
}

/* 6.1.4 l: the certificate is counted. */
static void
count_down(struct validation *v, const struct certificate *c)
{
	if (is_self_issued(c))
		return;
	if (v->max_path_length == 0)
		v->wrong[TOO_LONG] = true;
	else
		v->max_path_length--;
}

static bool
has_limit(const struct certificate *c)
{
	return !c->without_ca && c->damage != BC_DAMAGED;
}

/* 6.1.4 g, k, m and n. */
static void
take_limits(struct validation *v, const struct certificate *c)
{
	v->wrong[NO_CA] |= c->without_ca;
	v->wrong[NO_SIGN] |= c->without_sign;
	v->unread |= c->damage == BC_DAMAGED || c->damage == KU_DAMAGED;
	v->names_unread |= c->damage == NC_DAMAGED;
	if (c->damage != NC_DAMAGED) {
		if (c->permitted != 0)
			v->permitted &= c->permitted;
		v->excluded |= c->excluded;
		v->in_germany |= c->in_germany;
	}
	if (has_limit(c) && c->limit < v->max_path_length)
		v->max_path_length = c->limit;
}

static bool
is_any(const bool wrong[FAULTS])
{
	for (unsigned f = 0; f < FAULTS; f++)
		if (wrong[f])
			return true;
	return false;
}

/* One that says neither that it is a CA's nor that its key signs certificates is judged as a subscriber's. */
static bool
is_judged_as_ca(const struct certificate *c)
{
	return c->is_ca && !(c->without_ca && c->without_sign);
}

/* A path of n, the issuing CA's certificate first. */
static void
validate(const struct hierarchy *h, const unsigned *path, unsigned n, bool is_forged, struct outcome *o)
{
	struct validation v = { .max_path_length = NO_LIMIT, .permitted = ~0u };

	v.wrong[FORGED] = is_forged;
	for (unsigned i = n; i-- > 0;) {
		const struct certificate *c = &h->ca[path[i]];

		check_names(&v, h, c);
		count_down(&v, c);
		take_limits(&v, c);
	}
	check_names(&v, h, &h->target);
	/* The last one is no intermediate certificate; a CA's is of use only as one. */
	if (h->target.is_ca && has_limit(&h->target))
		count_down(&v, &h->target);
	v.wrong[NO_EMAIL] = !is_judged_as_ca(&h->target) && h->ca[path[0]].without_email;
	o->valid |= !is_any(v.wrong) && !v.unread;
	o->unread |= !is_any(v.wrong) && v.unread;
	for (unsigned f = 0; f < FAULTS; f++)
		o->wrong[f] |= v.wrong[f];
	o->n_path++;
	if (n > o->longest)
		o->longest = n;
}

/* Is the CA that it names among them? */
static bool
is_refuted(const struct hierarchy *h, const struct certificate *c)
{
	for (unsigned i = 0; i < h->n; i++)
		if (c->forged && h->ca[i].subject == c->issuer && h->ca[i].key == c->issuer_key)
			return true;
	return false;
}

/* A path that only comes round to itself counts where no other ends. */
static void
go_up(const struct hierarchy *h, unsigned *path, unsigned n, struct outcome *o, struct outcome *round)
{
	const struct certificate *last = n > 0 ? &h->ca[path[n - 1]] : &h->target;
	bool went = false, comes_round = false;

	if (n > 0 && is_self_issued(last) && last->key == last->issuer_key) {
		/* Validation does not look at the signature of a root (RFC 5280 6.1). */
		validate(h, path, n, false, o);
		return;
	}
	if (n > 0 && is_refuted(h, last)) {
		validate(h, path, n, true, o);
		return;
	}
	for (unsigned i = 0; i < h->n; i++) {
		bool on = (int)i == h->pooled;

		for (unsigned k = 0; k < n; k++)
			on |= path[k] == i;
		if (h->ca[i].subject != last->issuer || h->ca[i].key != last->issuer_key)
			continue;
		comes_round |= on;
		if (on)
			continue;
		went = true;
		path[n] = i;
		go_up(h, path, n + 1, o, round);
	}
	if (!went && n > 0)
		validate(h, path, n, false, comes_round ? round : o);
}

/* ---- the certificates ---- */

static const char *
name_text(struct arena *a, const struct hierarchy *h, unsigned name)
{
	return arena_printf(a, "C=%s, O=Chain, CN=Name %u", (h->abroad & 1u << name) != 0 ? "FR" : "DE", name);
}

static const char *
domains_text(struct arena *a, const char *word, unsigned set)
{
	const char *text = "";

	for (unsigned d = 0; d < DOMAINS; d++)
		if ((set & 1u << d) != 0)
			text = arena_printf(a, "%s %semail:%sd%u.example", text, word, *word == '\0' ? "a@" : "", d);
	return text;
}

static const char *
usage_text(const struct certificate *c)
{
	if (c->without_email)
		return "  extKeyUsage = clientAuth\n";
	if (c->damage == KU_DAMAGED)
		return "  keyUsage = critical der: '01'\n";
	return c->without_sign ? "  keyUsage = critical cRLSign\n" : "";
}

static const char *
limits_text(struct arena *a, const struct certificate *c)
{
	const char *text = c->without_ca ? "  remove basicConstraints\n" : c->damage == BC_DAMAGED ?
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

/* Its text with that of a helper, who signs; `number` makes its serial number. */
static const char *
certificate_text(struct arena *a, const struct hierarchy *h, const struct certificate *c, unsigned number)
{
	bool self_signed = is_self_issued(c) && c->key == c->issuer_key;
	/* Key identifiers of their own: all names share the two keys. */
	const char *signer = arena_printf(a, "case signer%u\n  base subca\n  subject = %s\n  spki = %s\n  subjectKeyIdentifier = c0de%02x%02x\n",
	    number, name_text(a, h, c->issuer), key_name[c->issuer_key], c->issuer, c->issuer_key);
	const char *text = arena_printf(a, "case made%u\n  base %s\n  subject = %s\n  spki = %s\n"
	    "  subjectKeyIdentifier = c0de%02x%02x\n  authorityKeyIdentifier = keyid:c0de%02x%02x\n  signature = %s\n  signed-by %s\n", number,
	    self_signed ? "root" : c->is_ca ? "subca" : "mv-strict", name_text(a, h, c->subject), key_name[c->key], c->subject,
	    c->key, c->issuer, c->issuer_key, algorithm[c->issuer_key],
	    self_signed ? "self" : arena_printf(a, "signer%u", number));

	return arena_printf(a, "%s%s%s%s%s\n", self_signed ? "" : signer, text, c->forged ? "  signatureValue = 00ff00ff\n" : "",
	    c->is_ca ? usage_text(c) : "", c->is_ca ? limits_text(a, c) : arena_printf(a, "  subjectAltName =%s\n", domains_text(a, "", c->domains)));
}

static bool
make(struct world *w, const char *text, unsigned number, struct span *der)
{
	struct recipe *r = recipe_parse(&w->tool, "chains.recipe", text);
	const struct recipe *where;
	const struct recipe_case *c;
	struct built b;

	if (r == NULL || (c = world_find(w, r, arena_printf(&w->arena, "made%u", number), &where)) == NULL ||
	    !build_case(w, where, c, SPAN_NONE, &b))
		return false;
	*der = b.der;
	return true;
}

/* ---- the trial ---- */

static unsigned long n_broken, n_unread;	/* trials in which no path is valid; in which one of them cannot be read */

static bool
agree(smimelint_run *run, const struct outcome *o, const char *text, unsigned long number)
{
	bool invalid = o->n_path > 0 && !o->valid, same = true, some = is_found(run, unread_rule, SMIMELINT_ERROR);

	n_broken += invalid;
	n_unread += invalid && o->unread;
	for (unsigned f = 0; f < FAULTS; f++) {
		bool found = is_found(run, rule_of[f], SMIMELINT_ERROR);

		some |= found;
		same &= found == (invalid && o->wrong[f]);
	}
	/*
	 * Where a path may be valid, not all that is wrong with others is told; nor with
	 * other certificates of the issuing CA than the one by which the certificate is
	 * judged, but for what is wrong with their paths.
	 */
	if (invalid && (o->unread || o->wrong[NO_EMAIL]) ? some : same && is_found(run, unread_rule, SMIMELINT_ERROR) == false)
		return true;
	printf("chain %lu: %u paths, %s%s\n", number, o->n_path, !invalid ? "valid" : "not valid", invalid && o->unread ? " or not to be read" : "");
	for (unsigned f = 0; f < FAULTS; f++)
		if (invalid && o->wrong[f])
			printf("expected %s\n", rule_of[f]);
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK)
			printf("found %s %s\n", smimelint_rule_text(f.rule, "id"), f.value != NULL ? f.value : "");
	}
	printf("%s", text);
	return false;
}

/* All of the pool, from some place on and round. */
static bool
add_issuers(struct world *w, smimelint_ctx *ctx, const struct hierarchy *h, const char *text)
{
	unsigned from = h->n > 0 ? below(h->n) : 0;
	struct span der;

	for (unsigned i = 0; i < h->n; i++)
		if (!make(w, text, (from + i) % h->n, &der) || smimelint_ctx_add_issuer(ctx, der.p, der.n) != SMIMELINT_OK)
			return false;
	return true;
}

static bool
choose_rules(smimelint_ctx *ctx)
{
	for (unsigned f = 0; f < FAULTS; f++)
		if (smimelint_ctx_set(ctx, "only", rule_of[f]) != SMIMELINT_OK)
			return false;
	return true;
}

static bool
try_one(struct world *w, const struct way *ways, unsigned long number)
{
	struct hierarchy h = some_hierarchy();
	struct outcome o = { .n_path = 0 }, round = o;
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	unsigned path[MOST_CAS], target = h.pooled >= 0 ? (unsigned)h.pooled : MOST_CAS;
	const char *text = "";
	struct span der;
	bool ok = false, is_followed;

	(void)ways;

	for (unsigned i = 0; i < h.n; i++)
		text = arena_printf(&w->arena, "%s%s", text, certificate_text(&w->arena, &h, &h.ca[i], i));
	if (h.pooled < 0)
		text = arena_printf(&w->arena, "%s%s", text, certificate_text(&w->arena, &h, &h.target, MOST_CAS));
	go_up(&h, path, 0, &o, &round);
	is_followed = o.n_path + round.n_path <= MOST_PATHS && o.longest <= LONGEST && round.longest <= LONGEST;
	if (smimelint_ctx_new(&ctx) == SMIMELINT_OK && choose_rules(ctx) && smimelint_ctx_set(ctx, "scope", "all") == SMIMELINT_OK &&
	    add_issuers(w, ctx, &h, text) && make(w, text, target, &der) && smimelint_run_new(&run, ctx) == SMIMELINT_OK &&
	    smimelint_lint(run, der.p, der.n) == SMIMELINT_OK)
		ok = !is_followed || agree(run, o.n_path > 0 ? &o : &round, text, number);
	else
		printf("chain %lu: %s\n%s", number, w->tool.error, text);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return ok;
}

int
main(int argc, char **argv)
{
	static const struct ways_of of = { 0, NULL, try_one };
	int code = ways_run(argc, argv, &of, NULL);

	printf("%lu have no valid path, %lu one that cannot be read\n", n_broken, n_unread);
	/* Where nothing is broken nothing was tried. */
	return code != 0 || n_broken == 0 || n_unread == 0;
}
