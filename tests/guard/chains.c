/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chains.c - random hierarchies with known limits, and what is found below them.
 *
 *	chains [--seed S] [--number N]
 *
 * Three to five levels of CAs, with cross certificates, renewed ones, key
 * rollovers and cycles; some have a pathLenConstraint or nameConstraints, some
 * were not signed by the CA that they name, are no CA's, may not sign, demand, map or
 * inhibit policies, are not for mail, are damaged, had ended, are of version 1 or have a critical extension that
 * nobody knows.  A certificate below them, a CA's, one of the pool itself, a CRL or
 * an OCSP response is linted beside all of them in random order.  What is right
 * stands in this file alone: each path is gone down from its top, with the
 * variables of RFC 5280 6.1.2 to 6.1.5.  One valid path is enough; where each is
 * broken, each fault of each is found, and what of each cannot be read or speaks against it; where one that could be valid
 * cannot be read, something is; and what speaks against a valid path is found where nothing else leads up.  A filter that
 * leaves one of the rules takes nothing from what that one says.
 */
#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "base/text.h"
#include "tests/guard/deviation.h"
#include "tests/guard/hierarchy_text.h"
#include "tests/guard/policy_tree.h"
#include "tests/guard/ways.h"
#include "x509/cert.h"

enum { MOST_PATHS = 32, LONGEST = 64, MOST_KEPT = 512 };

/* What may be wrong with a path. */
enum fault { TOO_LONG, OUTSIDE, NO_CA, NO_SIGN, FORGED, NO_POLICY, MAPS_ANY, NO_EMAIL, FAULTS };
static const char *const rule_of[FAULTS] = {
	"rfc5280.basic-constraints.path-len-exceeded", "rfc5280.name-constraints.violated", "rfc5280.issuer.not-ca",
	"rfc5280.issuer.no-cert-sign", "rfc5280.issuer.signature-wrong", "rfc5280.certificate-policies.none-valid",
	"rfc5280.issuer.maps-any-policy", "sbr.ext-key-usage.issuer-without-email",
};
/* What may speak against a valid one. */
enum doubt { OF_V1, CRITICAL, ENDED, OTHER_PURPOSE, TOO_DEEP, NO_ROOM, DOUBTS };
static const char *const rule_of_doubt[DOUBTS] = { "rfc5280.issuer.not-v3", "rfc5280.issuer.unknown-critical", "rfc5280.issuer.not-valid-then",
	"sbr.ext-key-usage.above-without-email", "rfc5280.crl.issuer-too-deep", "rfc5280.basic-constraints.no-room-below" };
static const char *const other_rule = "rfc5280.issuer.other-certificate-above-fails";
static const char *const unread_rule = "x690.certificate.issuer-unreadable";

/* ---- what is right ---- */

/* What one path is. */
struct path {
	unsigned issuer;		/* the CA certificate that it begins with */
	unsigned wrong, doubts;		/* sets of enum fault and enum doubt */
	unsigned unread;		/* those faults of which it cannot be told whether it has them */
	bool depth_unread;		/* … or whether it leaves room below */
	bool refused;			/* an extension that is critical cannot be read (4.2) */
	bool in_time;			/* none of its certificates had ended */
	bool comes_round;		/* it does nothing else */
};
struct outcome {
	struct path path[MOST_KEPT];
	unsigned n_path, longest;
	bool valid, unread;		/* some path is; or cannot be read, and nothing else is known to be wrong with it */
	bool leads_up;			/* some is valid but for what its issuing CA's certificate is for */
	bool free;			/* … and nothing speaks against it */
	bool all_broken;		/* none could be valid: then each fault of each is told, and what of each cannot be read */
	bool had_ended;			/* a path is none of these because it had ended */
	bool refused;			/* nothing leads up by extensions that can be read */
	bool fails;			/* some path that had not ended is not as good as any */
	unsigned wrong, doubts;		/* with some path; of one that may be valid */
	unsigned n_issuer;		/* certificates of the issuing CA that they begin with */
	bool told_apart;		/* … of which one has other faults as well, by which they are chosen */
	bool has_outdone;		/* another one of them is known to be signed by nobody: no path begins with it */
	bool has_filler;		/* a CA has a certificate with a filler for a signature, and another one that is damaged */
};

/* The variables of RFC 5280 6.1.2 on the way down. */
struct validation {
	unsigned max_path_length, permitted, excluded;
	bool in_germany, names_unread;
	unsigned wrong, unread;
};

/* 6.1.3 b and c, of which a self-issued CA certificate is free. */
static void
check_names(struct validation *v, const struct hierarchy *h, const struct certificate *c)
{
	if (is_self_issued(c) && c->is_ca)
		return;
	v->unread |= v->names_unread ? 1 << OUTSIDE : 0;
	if (v->in_germany && (h->abroad & 1u << c->subject) != 0)
		v->wrong |= 1 << OUTSIDE;
	if ((c->domains & ~v->permitted) != 0 || (c->domains & v->excluded) != 0)
		v->wrong |= 1 << OUTSIDE;
}

/* 6.1.4 l: the certificate is counted. */
static void
count_down(struct validation *v, const struct certificate *c)
{
	if (is_self_issued(c))
		return;
	if (v->max_path_length == 0)
		v->wrong |= 1 << TOO_LONG;
	else
		v->max_path_length--;
}

/* 6.1.4 g and m. */
static void
take_limits(struct validation *v, const struct certificate *c)
{
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

/* 6.1.4 k and n; of version 1 nothing is known. */
static void
check_ca(struct validation *v, const struct certificate *c)
{
	v->unread |= c->damage == BC_DAMAGED ? 1 << NO_CA | 1 << TOO_LONG : c->damage == KU_DAMAGED ? 1 << NO_SIGN : 0;
	if (c->without_ca && (!c->of_v1 || c->denies_ca))
		v->wrong |= 1 << NO_CA;
	if (c->without_sign)
		v->wrong |= 1 << NO_SIGN;
}

/* With it the path of a CRL ends (6.3.3 f). One whose keyUsage is for CRLs alone need be no CA's (4.2.1.9). */
static void
check_crl_issuer(struct validation *v, const struct certificate *c)
{
	if (c->without_sign)
		return;
	v->unread |= c->damage == BC_DAMAGED ? 1 << NO_CA : 0;
	if (c->without_ca && (!c->of_v1 || c->denies_ca))
		v->wrong |= 1 << NO_CA;
}

/* One that says neither that it is a CA's nor that its key signs certificates is judged as a subscriber's. */
static bool
is_judged_as_ca(const struct certificate *c)
{
	return c->is_ca && !(c->without_ca && c->without_sign);
}

/* Where a CA that issues CRLs would be counted in the paths of its certificates. */
static bool
is_too_deep(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	const struct certificate *issuer = &h->ca[path[0]];
	unsigned counted = 0;

	/* Whether it issues certificates as well cannot be read of a damaged one: that is what is told then. */
	if (h->target.form != CRL || issuer->without_ca || issuer->without_sign || issuer->damage == BC_DAMAGED || issuer->damage == KU_DAMAGED)
		return false;
	for (unsigned i = 0; i < n; i++) {
		const struct certificate *c = &h->ca[path[i]];

		if (i > 0 && has_limit(c) && counted > c->limit)
			return true;
		counted += !is_self_issued(c);
	}
	return false;
}

/* Where a CA's certificate that is judged leaves no room for one below it: in its own path it is the last. */
static bool
leaves_no_room(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	unsigned counted = 1;

	if (h->target.form != CERTIFICATE || !h->target.is_ca || !has_limit(&h->target) || is_self_issued(&h->target))
		return false;
	for (unsigned i = 0; i < n; i++) {
		const struct certificate *c = &h->ca[path[i]];

		if (has_limit(c) && counted > c->limit)
			return true;
		counted += !is_self_issued(c);
	}
	return false;
}

/* Can a limit that counts the last certificate of its own path, in those below it, not be read? */
static bool
is_depth_unread(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	bool counts = h->target.form == CERTIFICATE && h->target.is_ca && has_limit(&h->target) && !is_self_issued(&h->target);

	for (unsigned i = 0; counts && i < n; i++)
		if (h->ca[path[i]].damage == BC_DAMAGED)
			return true;
	return false;
}

/* What speaks against the certificates of a path; of a root its name and its key count alone (6.1.1 d). */
static unsigned
doubts_of(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	const struct certificate *t = &h->target;
	bool as_ca = is_judged_as_ca(t), for_mail = t->form == CERTIFICATE && (!t->is_ca || !t->without_email);
	unsigned doubts = is_too_deep(h, path, n) ? 1 << TOO_DEEP : leaves_no_room(h, path, n) ? 1 << NO_ROOM : 0;

	for (unsigned i = 0; i < n; i++) {
		const struct certificate *c = &h->ca[path[i]];

		if (is_root(c))
			continue;
		doubts |= c->of_v1 ? 1 << OF_V1 : 0;
		doubts |= c->critical ? 1 << CRITICAL : 0;
		doubts |= c->ended && i > 0 ? 1 << ENDED : 0;
		doubts |= c->without_email && for_mail && (as_ca || i > 0) ? 1 << OTHER_PURPOSE : 0;
	}
	return doubts;
}

/* The damaged extensions are all critical. */
static bool
is_refused(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (h->ca[path[i]].damage != WHOLE && !is_root(&h->ca[path[i]]))
			return true;
	return false;
}

static bool
is_in_time(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (h->ca[path[i]].ended && !is_root(&h->ca[path[i]]))
			return false;
	return true;
}

static bool
is_mapped(const struct certificate *c)
{
	return c->from != c->to && (c->from == ANY || c->to == ANY);
}

/* Of a root its name and its key count alone (6.1.1 d); with its CA's certificate the path of a CRL or a response ends. */
static unsigned
policy_faults(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	static struct policy_tree t;
	const struct certificate *last = h->target.form == CERTIFICATE ? &h->target : NULL;
	unsigned wrong = 0;

	if (!h->with_policies)
		return 0;
	tree_begin(&t, n + 1);
	for (unsigned i = n; i-- > 0;) {
		const struct certificate *c = &h->ca[path[i]];

		if (i + 1 == n && is_root(c))
			continue;
		wrong |= is_mapped(c) && (i > 0 || h->target.form != CRL) ? 1 << MAPS_ANY : 0;
		if (i == 0 && h->target.form != CERTIFICATE) {
			last = c;
			break;
		}
		tree_take(&t, c, false);
		tree_prepare(&t, c);
	}
	if (last != NULL)
		tree_take(&t, last, true);
	tree_end(&t, last);
	return wrong | (t.invalid ? 1 << NO_POLICY : 0);
}

/* A path of n, the issuing CA's certificate first. */
static void
validate(const struct hierarchy *h, const unsigned *path, unsigned n, bool is_forged, bool comes_round, struct outcome *o)
{
	struct validation v = { .max_path_length = NO_LIMIT, .permitted = ~0u, .wrong = is_forged ? 1 << FORGED : 0 };

	for (unsigned i = n; i-- > 0;) {
		const struct certificate *c = &h->ca[path[i]];

		check_names(&v, h, c);
		if (i == 0 && h->target.form == CRL) {
			check_crl_issuer(&v, c);
			break;
		}
		count_down(&v, c);
		take_limits(&v, c);
		check_ca(&v, c);
	}
	if (h->target.form == CERTIFICATE)
		check_names(&v, h, &h->target);
	if (h->target.form == CERTIFICATE && !is_judged_as_ca(&h->target) && h->ca[path[0]].without_email)
		v.wrong |= 1 << NO_EMAIL;
	v.wrong |= policy_faults(h, path, n);
	if (o->n_path < MOST_KEPT)
		o->path[o->n_path] = (struct path){ path[0], v.wrong, doubts_of(h, path, n), v.unread, is_depth_unread(h, path, n), is_refused(h, path, n),
		    is_in_time(h, path, n), comes_round };
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

/* A subscriber's issuer is to be for mail and to comply (SBR Appendix B); that of a CRL has to say in its keyUsage that it signs them. */
static bool
has_other_faults(const struct hierarchy *h, const struct certificate *issuer)
{
	if (h->with_policies)
		return true;
	if (h->target.form == CERTIFICATE)
		return (issuer->without_email || issuer->of_v1 || issuer->damage != WHOLE) && !is_judged_as_ca(&h->target);
	return h->target.form == CRL && issuer->damage == KU_DAMAGED;
}

static bool
has_filler_beside_damage(const struct hierarchy *h)
{
	for (unsigned i = 0; i < h->n; i++)
		for (unsigned k = 0; k < h->n; k++)
			if (h->ca[i].forged && is_filler(i) && h->ca[k].damage != WHOLE && h->ca[k].subject == h->ca[i].subject &&
			    h->ca[k].key == h->ca[i].key)
				return true;
	return false;
}

/* Was the i-th signed by nobody, as far as its octets or the others tell? */
static bool
is_known_forged(const struct hierarchy *h, unsigned i)
{
	const struct certificate *c = &h->ca[i];

	return is_root(c) ? c->forged : is_refuted(h, c) || (c->forged && is_filler(i));
}

/* With a filler for a signature, which no key made; of one that names its issuer's key in the pool that key tells it. */
static bool
is_unsigned(const struct hierarchy *h, unsigned i)
{
	return h->ca[i].forged && is_filler(i) && !is_root(&h->ca[i]) && !is_refuted(h, &h->ca[i]);
}

/* A root that its own key did not sign is none of the issuing CA's certificates, where another of them is sound; nor is one with a filler. */
static bool
is_outdone(const struct hierarchy *h, unsigned i)
{
	if (!is_unsigned(h, i) && (!is_root(&h->ca[i]) || !h->ca[i].forged))
		return false;
	for (unsigned k = 0; k < h->n; k++)
		if (h->ca[k].subject == h->ca[i].subject && h->ca[k].key == h->ca[i].key && !is_known_forged(h, k))
			return true;
	return false;
}

static void
go_up(const struct hierarchy *h, unsigned *path, unsigned n, struct outcome *o)
{
	const struct certificate *last = n > 0 ? &h->ca[path[n - 1]] : &h->target;
	bool went = false, comes_round = false;

	if (n > 0 && is_root(last)) {
		/* Validation does not look at the signature of a root (RFC 5280 6.1). */
		validate(h, path, n, false, false, o);
		return;
	}
	if (n > 0 && is_refuted(h, last)) {
		validate(h, path, n, true, false, o);
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
		if (n == 0 && is_outdone(h, i)) {
			o->has_outdone |= is_unsigned(h, i);
			continue;
		}
		went = true;
		o->n_issuer += n == 0;
		o->told_apart |= n == 0 && has_other_faults(h, &h->ca[i]);
		path[n] = i;
		go_up(h, path, n + 1, o);
	}
	if (!went && n > 0)
		validate(h, path, n, false, comes_round, o);
}

static void
drop_path(struct outcome *o, unsigned i)
{
	o->path[i] = o->path[--o->n_path];
}

/* A path that only comes round to itself counts where no other ends; one that had ended, where all had. */
static void
choose_paths(struct outcome *o)
{
	bool ends = false, in_time = false;

	for (unsigned i = 0; i < o->n_path; i++)
		ends |= !o->path[i].comes_round;
	for (unsigned i = o->n_path; ends && i-- > 0;)
		if (o->path[i].comes_round)
			drop_path(o, i);
	for (unsigned i = 0; i < o->n_path; i++)
		in_time |= o->path[i].in_time && (o->path[i].wrong & 1 << FORGED) == 0;
	for (unsigned i = o->n_path; in_time && i-- > 0;)
		if (!o->path[i].in_time) {
			o->had_ended |= (o->path[i].doubts & 1u << ENDED) != 0;
			drop_path(o, i);
		}
}

static bool
is_broken(const struct path *p)
{
	return (p->wrong & ~(1u << NO_EMAIL)) != 0;
}

/* Where a path could be valid, what speaks against those that are not is told of none. */
static void
sum_up_some(struct outcome *o)
{
	bool accepted = false;

	for (unsigned i = 0; i < o->n_path; i++) {
		const struct path *p = &o->path[i];

		accepted |= !is_broken(p) && p->unread == 0 && !p->refused;
		o->refused |= !is_broken(p) && p->refused;
		o->doubts |= !is_broken(p) ? p->doubts : 0;
	}
	o->refused = o->refused && !accepted;
}

/* Of no rule it depends on another one what it says of paths that are none. */
static void
sum_up_none(struct outcome *o)
{
	bool refused = false, depth_unread = false;
	unsigned unread = 0;

	for (unsigned i = 0; i < o->n_path; i++) {
		const struct path *p = &o->path[i];

		unread |= p->unread;
		refused |= p->refused;
		depth_unread |= p->depth_unread;
		o->doubts |= p->doubts;
	}
	o->refused = (unread & ~o->wrong) != 0 || refused || depth_unread;
	o->doubts |= o->had_ended ? 1 << ENDED : 0;
	/* The one says it of the path to the certificate, the other of those below. */
	if ((o->wrong & 1 << TOO_LONG) != 0)
		o->doubts &= ~(1u << NO_ROOM);
}

static void
sum_up(struct outcome *o)
{
	choose_paths(o);
	o->all_broken = true;
	for (unsigned i = 0; i < o->n_path; i++) {
		const struct path *p = &o->path[i];

		o->all_broken &= is_broken(p);
		o->valid |= p->wrong == 0 && p->unread == 0;
		o->unread |= p->wrong == 0 && p->unread != 0;
		o->leads_up |= !is_broken(p) && p->unread == 0;
		o->free |= !is_broken(p) && p->unread == 0 && !p->refused && p->doubts == 0;
		o->wrong |= p->wrong;
	}
	for (unsigned i = 0; i < o->n_path; i++)
		o->fails |= is_broken(&o->path[i]) || o->path[i].unread != 0 ||
		    (o->free && (o->path[i].refused || (o->path[i].doubts & ~(1u << ENDED)) != 0));
	if (o->all_broken)
		sum_up_none(o);
	else
		sum_up_some(o);
}

/* ---- the certificates ---- */

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

/* "'…'" of the SHA-1 of these octets. */
static const char *
hash_text(struct arena *a, struct span s)
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	return EVP_Digest(s.p, s.n, md, &n, EVP_sha1(), NULL) == 1 ? arena_printf(a, "'%s'", text_hex(a, (struct span){ md, n })) : "";
}

/* A response that the CA signed itself, about a certificate of its own: by its name and key, which its helper has. */
static bool
make_response(struct world *w, const struct hierarchy *h, const char *text, struct span *der)
{
	const struct recipe *where;
	struct recipe *r = recipe_parse(&w->tool, "chains.recipe", text);
	const struct recipe_case *c = r != NULL ? world_find(w, r, arena_printf(&w->arena, "signer%u", MOST_CAS), &where) : NULL;
	const char *key, *response;
	struct cert_view ca;
	struct built b;

	if (c == NULL || !build_case(w, where, c, SPAN_NONE, &b) || !cert_view_read(&ca, b.der, CERT_INPUT_AUTO, &w->arena))
		return false;
	key = hash_text(&w->arena, ca.spki.key);
	response = arena_printf(&w->arena, "%scase made%u\n  base ocsp-ca\n  signature = %s\n  signed-by signer%u\n"
	    "  responderID = der: [2] { OCTETS %s }\n  certID = der: SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS %s OCTETS %s INTEGER '10' }\n",
	    text, MOST_CAS, signature_name[h->target.issuer_key], MOST_CAS, key, hash_text(&w->arena, ca.subject.raw), key);
	return make(w, response, MOST_CAS, der);
}

/* ---- the trial ---- */

/*
 * Trials in which no path is valid; in which one of them cannot be read; in which
 * something speaks against each valid one; in which policies alone are wrong.
 */
static unsigned long n_broken, n_unread, n_doubtful, n_policy;
/* … in which a rule alone found something, or could not see above a wrong signature. */
static unsigned long n_alone, n_hidden;

static bool
errors_agree(smimelint_run *run, const struct outcome *o)
{
	bool invalid = o->n_path > 0 && !o->valid, same = true, some = is_found(run, unread_rule, SMIMELINT_ERROR);

	for (unsigned f = 0; f < FAULTS; f++) {
		bool found = is_found(run, rule_of[f], SMIMELINT_ERROR);

		some |= found;
		same &= found == (invalid && (o->wrong & 1u << f) != 0);
	}
	/*
	 * Where a path may be valid, not all that is wrong with others is told; nor with
	 * other certificates of the issuing CA than the one by which the certificate is
	 * judged, but for what is wrong with their paths.  That one may have no valid
	 * path where the others have other faults.
	 */
	if (o->told_apart && o->n_issuer > 1)
		return some || !invalid;
	/* … and the paths of one that nobody signed keep what is wrong with all others from being told. */
	if (invalid && (o->unread || o->has_outdone || (o->wrong & 1 << NO_EMAIL) != 0))
		return some;
	/* Of several certificates of the issuing CA one is chosen whose path is not refused. */
	return same && (is_found(run, unread_rule, SMIMELINT_ERROR) == o->refused || (o->refused && o->n_issuer > 1));
}

/* Of several certificates of the issuing CA the one that is chosen has the fewest errors of all kinds: something is told then. */
static bool
doubts_agree(smimelint_run *run, const struct outcome *o)
{
	unsigned expected = o->free ? 0 : o->doubts, found = 0;

	for (unsigned d = 0; d < DOUBTS; d++)
		found |= is_found(run, rule_of_doubt[d], SMIMELINT_NOTICE) ? 1u << d : 0;
	if (o->n_issuer == 1 && !o->has_outdone)
		return found == expected && is_found(run, other_rule, SMIMELINT_NOTICE) == (o->leads_up && o->fails);
	/*
	 * By a notice they are not chosen, if they have others; a path with one may be chosen before a path with a warning.
	 * Where all paths of the one that is chosen are refused, what had ended of its others is told.
	 */
	return o->told_apart || ((found & ~expected & ~(1u << CRITICAL | 1u << TOO_DEEP | (o->had_ended ? 1u << ENDED : 0))) == 0 &&
	    (found != 0 || expected == 0));
}

static bool
agree(smimelint_run *run, const struct outcome *o, const char *text, unsigned long number)
{
	bool invalid = o->n_path > 0 && !o->valid;

	n_broken += invalid;
	n_unread += invalid && o->unread;
	n_policy += invalid && o->wrong == 1u << NO_POLICY;
	n_doubtful += !invalid && !o->free && o->n_path > 0;
	if (errors_agree(run, o) && doubts_agree(run, o))
		return true;
	/* A filler says nothing beside another certificate of the CA: that the other one cannot be read is told, though its path may be valid. */
	if (o->has_filler && is_found(run, unread_rule, SMIMELINT_ERROR))
		return true;
	printf("chain %lu: %u paths, %s%s\n", number, o->n_path, !invalid ? "valid" : "not valid", invalid && o->unread ? " or not to be read" : "");
	for (unsigned f = 0; f < FAULTS; f++)
		if (invalid && (o->wrong & 1u << f) != 0)
			printf("expected %s\n", rule_of[f]);
	for (unsigned d = 0; d < DOUBTS; d++)
		if (!o->free && (o->doubts & 1u << d) != 0)
			printf("expected %s\n", rule_of_doubt[d]);
	if (o->valid && o->fails)
		printf("expected %s\n", other_rule);
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

/* Which of the rules one trial leaves alone. */
static const char *
some_rule(void)
{
	unsigned i = below(FAULTS + DOUBTS);

	return i < FAULTS ? rule_of[i] : rule_of_doubt[i - FAULTS];
}

static bool
choose_rules(smimelint_ctx *ctx)
{
	for (unsigned f = 0; f < FAULTS; f++)
		if (smimelint_ctx_set(ctx, "only", rule_of[f]) != SMIMELINT_OK)
			return false;
	for (unsigned d = 0; d < DOUBTS; d++)
		if (smimelint_ctx_set(ctx, "only", rule_of_doubt[d]) != SMIMELINT_OK)
			return false;
	return smimelint_ctx_set(ctx, "only", other_rule) == SMIMELINT_OK;
}

/* Is this finding the rule's, or one that it could not look? */
static bool
is_about(const smimelint_finding *f, const char *rule)
{
	const char *id = smimelint_rule_text(f->rule, "id");
	size_t n = strlen(rule);

	return strcmp(id, rule) == 0 || (strcmp(id, unread_rule) == 0 && f->value != NULL && strncmp(f->value, rule, n) == 0 && f->value[n] == ':');
}

static unsigned
count_about(smimelint_run *run, const char *rule)
{
	unsigned n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		n += smimelint_finding_get(run, i, &f) == SMIMELINT_OK && is_about(&f, rule);
	}
	return n;
}

/* What the rule made of it; with a filter nothing else is found, but a reason why it could not look. */
static smimelint_outcome
outcome_of(smimelint_run *run, const char *rule)
{
	size_t i = 0;

	while (strcmp(smimelint_rule_text(smimelint_rule_at(i), "id"), rule) != 0)
		i++;
	return smimelint_rule_outcome(run, i, NULL);
}

/* A filter that leaves one rule takes nothing from what that one says, and what it could not see has a reason that is told. */
static bool
agree_alone(smimelint_run *all, smimelint_run *alone, const char *rule, const char *text, unsigned long number)
{
	bool yields = strcmp(rule, rule_of_doubt[NO_ROOM]) == 0 && is_found(all, rule_of[TOO_LONG], SMIMELINT_ERROR);
	smimelint_outcome o = outcome_of(alone, rule);

	n_alone += o == SMIMELINT_RULE_FOUND;
	n_hidden += o == SMIMELINT_RULE_NOT_EVALUATED;
	if (o == SMIMELINT_RULE_NOT_EVALUATED && smimelint_finding_count(alone) == 0)
		printf("chain %lu: %s could not be evaluated, and no reason is found\n%s", number, rule, text);
	else if (!yields && (count_about(all, rule) != count_about(alone, rule) || outcome_of(all, rule) != o))
		printf("chain %lu: alone %s says another thing\n%s", number, rule, text);
	else
		return true;
	return false;
}

static bool
open_alone(struct world *w, smimelint_ctx **ctx, smimelint_run **run, const struct hierarchy *h, const char *text, const char *rule)
{
	return smimelint_ctx_new(ctx) == SMIMELINT_OK && smimelint_ctx_set(*ctx, "only", rule) == SMIMELINT_OK &&
	    smimelint_ctx_set(*ctx, "scope", "all") == SMIMELINT_OK && add_issuers(w, *ctx, h, text) && smimelint_run_new(run, *ctx) == SMIMELINT_OK;
}

static bool
try_one(struct world *w, const struct way *ways, unsigned long number)
{
	struct hierarchy h = with_some_policies(with_issuer_in_time(some_hierarchy()));
	struct outcome o = { .n_path = 0 };
	smimelint_ctx *ctx = NULL, *ctx_alone = NULL;
	smimelint_run *run = NULL, *alone = NULL;
	const char *rule = some_rule();
	unsigned path[MOST_CAS], target = h.pooled >= 0 ? (unsigned)h.pooled : MOST_CAS;
	const char *text = "";
	struct span der;
	bool ok = false, is_followed;

	(void)ways;

	for (unsigned i = 0; i < h.n; i++)
		text = arena_printf(&w->arena, "%s%s", text, certificate_text(&w->arena, &h, &h.ca[i], i));
	if (h.pooled < 0)
		text = arena_printf(&w->arena, "%s%s", text, certificate_text(&w->arena, &h, &h.target, MOST_CAS));
	go_up(&h, path, 0, &o);
	is_followed = o.n_path <= MOST_PATHS && o.longest <= LONGEST;
	if (is_followed)
		sum_up(&o);
	o.has_filler = has_filler_beside_damage(&h);
	if (smimelint_ctx_new(&ctx) == SMIMELINT_OK && choose_rules(ctx) && smimelint_ctx_set(ctx, "scope", "all") == SMIMELINT_OK &&
	    add_issuers(w, ctx, &h, text) &&
	    (h.target.form == RESPONSE ? make_response(w, &h, text, &der) : make(w, text, target, &der)) && smimelint_run_new(&run, ctx) == SMIMELINT_OK &&
	    smimelint_lint(run, der.p, der.n) == SMIMELINT_OK && open_alone(w, &ctx_alone, &alone, &h, text, rule) &&
	    smimelint_lint(alone, der.p, der.n) == SMIMELINT_OK)
		ok = (!is_followed || agree(run, &o, text, number)) && agree_alone(run, alone, rule, text, number);
	else
		printf("chain %lu: %s\n%s", number, w->tool.error, text);
	smimelint_run_free(run);
	smimelint_run_free(alone);
	smimelint_ctx_free(ctx);
	smimelint_ctx_free(ctx_alone);
	return ok;
}

int
main(int argc, char **argv)
{
	static const struct ways_of of = { 0, NULL, try_one };
	int code = ways_run(argc, argv, &of, NULL);

	printf("%lu have no valid path (%lu for their policies alone), %lu one that cannot be read, %lu none that is free of doubts\n", n_broken, n_policy,
	    n_unread, n_doubtful);
	printf("alone a rule found something in %lu, and could not see above a wrong signature in %lu\n", n_alone, n_hidden);
	/* Where nothing is broken nothing was tried. */
	return code != 0 || n_broken == 0 || n_policy == 0 || n_unread == 0 || n_doubtful == 0 || n_alone == 0 || n_hidden == 0;
}
