/* SPDX-License-Identifier: Apache-2.0 */
/*
 * right_paths.h - what is right of the paths of a random hierarchy.
 *
 * Each is gone down from its top, with the variables of RFC 5280 6.1.2 to 6.1.5.
 * One valid path is enough; where each is broken, each fault of each counts, and
 * what of each cannot be read or speaks against it; where one that could be valid
 * cannot be read, something is; and what speaks against a valid path counts where
 * nothing else leads up.
 */
#ifndef TESTS_GUARD_RIGHT_PATHS_H
#define TESTS_GUARD_RIGHT_PATHS_H

#include "tests/guard/policy_tree.h"

enum { MOST_PATHS = 32, LONGEST = 64, MOST_KEPT = 512 };

/* What may be wrong with a path. */
enum fault { TOO_LONG, OUTSIDE, NO_CA, NO_SIGN, FORGED, NO_POLICY, MAPS_ANY, NO_EMAIL, FAULTS };
/* What may speak against a valid one. */
enum doubt { OF_V1, CRITICAL, ENDED, OTHER_PURPOSE, TOO_DEEP, NO_ROOM, DOUBTS };

/* What one path is. */
struct path {
	unsigned issuer;		/* the CA certificate that it begins with */
	unsigned wrong, doubts;		/* sets of enum fault and enum doubt */
	unsigned unread;		/* those faults of which it cannot be told whether it has them */
	bool depth_unread;		/* … or whether it leaves room below */
	bool refused;			/* an extension that is critical cannot be read (4.2) */
	bool in_time;			/* none of its certificates had ended */
	bool comes_round;		/* it does nothing else */
	bool of_forged_root;		/* it ends at a root that its own key did not sign, which another rule tells of */
};
struct outcome {
	struct path path[MOST_KEPT];
	unsigned n_path, longest;
	bool valid, unread;		/* some path is; or cannot be read, and nothing else is known to be wrong with it */
	bool leads_up;			/* some is valid but for what its issuing CA's certificate is for */
	bool free;			/* … and nothing speaks against it */
	bool free_of_all;		/* … nor against its root */
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
static inline void
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
static inline void
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
static inline void
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
static inline void
check_ca(struct validation *v, const struct certificate *c)
{
	v->unread |= c->damage == BC_DAMAGED ? 1 << NO_CA | 1 << TOO_LONG : c->damage == KU_DAMAGED ? 1 << NO_SIGN : 0;
	if (c->without_ca && (!c->of_v1 || c->denies_ca))
		v->wrong |= 1 << NO_CA;
	if (c->without_sign)
		v->wrong |= 1 << NO_SIGN;
}

/* With it the path of a CRL ends (6.3.3 f). One whose keyUsage is for CRLs alone need be no CA's (4.2.1.9). */
static inline void
check_crl_issuer(struct validation *v, const struct certificate *c)
{
	if (c->without_sign)
		return;
	v->unread |= c->damage == BC_DAMAGED ? 1 << NO_CA : 0;
	if (c->without_ca && (!c->of_v1 || c->denies_ca))
		v->wrong |= 1 << NO_CA;
}

/* One that says neither that it is a CA's nor that its key signs certificates is judged as a subscriber's. */
static inline bool
is_judged_as_ca(const struct certificate *c)
{
	return c->is_ca && !(c->without_ca && c->without_sign);
}

/* Where a CA that issues CRLs would be counted in the paths of its certificates. */
static inline bool
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
static inline bool
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
static inline bool
is_depth_unread(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	bool counts = h->target.form == CERTIFICATE && h->target.is_ca && has_limit(&h->target) && !is_self_issued(&h->target);

	for (unsigned i = 0; counts && i < n; i++)
		if (h->ca[path[i]].damage == BC_DAMAGED)
			return true;
	return false;
}

/* What speaks against the certificates of a path; of a root its name and its key count alone (6.1.1 d). */
static inline unsigned
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
static inline bool
is_refused(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (h->ca[path[i]].damage != WHOLE && !is_root(&h->ca[path[i]]))
			return true;
	return false;
}

static inline bool
is_in_time(const struct hierarchy *h, const unsigned *path, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (h->ca[path[i]].ended && !is_root(&h->ca[path[i]]))
			return false;
	return true;
}

static inline bool
is_mapped(const struct certificate *c)
{
	return c->from != c->to && (c->from == ANY || c->to == ANY);
}

/* Of a root its name and its key count alone (6.1.1 d); with its CA's certificate the path of a CRL or a response ends. */
static inline unsigned
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
static inline void
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
		    is_in_time(h, path, n), comes_round, is_root(&h->ca[path[n - 1]]) && h->ca[path[n - 1]].forged };
	o->n_path++;
	if (n > o->longest)
		o->longest = n;
}

/* Is the CA that it names among them? */
static inline bool
is_refuted(const struct hierarchy *h, const struct certificate *c)
{
	for (unsigned i = 0; i < h->n; i++)
		if (c->forged && h->ca[i].subject == c->issuer && h->ca[i].key == c->issuer_key)
			return true;
	return false;
}

/* A subscriber's issuer is to be for mail and to comply (SBR Appendix B); that of a CRL has to say in its keyUsage that it signs them. */
static inline bool
has_other_faults(const struct hierarchy *h, const struct certificate *issuer)
{
	if (h->with_policies)
		return true;
	if (h->target.form == CERTIFICATE)
		return (issuer->without_email || issuer->of_v1 || issuer->damage != WHOLE) && !is_judged_as_ca(&h->target);
	return h->target.form == CRL && issuer->damage == KU_DAMAGED;
}

static inline bool
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
static inline bool
is_known_forged(const struct hierarchy *h, unsigned i)
{
	const struct certificate *c = &h->ca[i];

	return is_root(c) ? c->forged : is_refuted(h, c) || (c->forged && is_filler(i));
}

/* With a filler for a signature, which no key made; of one that names its issuer's key in the pool that key tells it. */
static inline bool
is_unsigned(const struct hierarchy *h, unsigned i)
{
	return h->ca[i].forged && is_filler(i) && !is_root(&h->ca[i]) && !is_refuted(h, &h->ca[i]);
}

/* A root that its own key did not sign is none of the issuing CA's certificates, where another of them is sound; nor is one with a filler. */
static inline bool
is_outdone(const struct hierarchy *h, unsigned i)
{
	if (!is_unsigned(h, i) && (!is_root(&h->ca[i]) || !h->ca[i].forged))
		return false;
	for (unsigned k = 0; k < h->n; k++)
		if (h->ca[k].subject == h->ca[i].subject && h->ca[k].key == h->ca[i].key && !is_known_forged(h, k))
			return true;
	return false;
}

/* Above the issuing CA a root of which that is so counts beside one that its key did sign: which other certificates there are says nothing of its path. */
static inline bool
is_outdone_above(const struct hierarchy *h, unsigned i)
{
	for (unsigned k = 0; is_root(&h->ca[i]) && h->ca[i].forged && k < h->n; k++)
		if (is_root(&h->ca[k]) && !h->ca[k].forged && h->ca[k].subject == h->ca[i].subject && h->ca[k].key == h->ca[i].key)
			return true;
	return false;
}

static inline void
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
		if (n > 0 && is_outdone_above(h, i))
			continue;
		went = true;
		o->n_issuer += n == 0;
		o->told_apart |= n == 0 && has_other_faults(h, &h->ca[i]);
		path[n] = i;
		go_up(h, path, n + 1, o);
	}
	if (!went && n > 0)
		validate(h, path, n, false, comes_round, o);
}

static inline void
drop_path(struct outcome *o, unsigned i)
{
	o->path[i] = o->path[--o->n_path];
}

/* A path that only comes round to itself counts where no other ends; one that had ended, where all had. */
static inline void
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

static inline bool
is_broken(const struct path *p)
{
	return (p->wrong & ~(1u << NO_EMAIL)) != 0;
}

/* Where a path could be valid, what speaks against those that are not is told of none. */
static inline void
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
static inline void
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

static inline void
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
		o->free_of_all |= !is_broken(p) && p->unread == 0 && !p->refused && p->doubts == 0 && !p->of_forged_root;
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

/* What is right of a hierarchy; false: it has more paths, or longer ones, than are followed. */
static inline bool
judge_paths(const struct hierarchy *h, struct outcome *o)
{
	unsigned path[MOST_CAS];

	*o = (struct outcome){ .n_path = 0, .has_filler = has_filler_beside_damage(h) };
	go_up(h, path, 0, o);
	if (o->n_path > MOST_PATHS || o->longest > LONGEST)
		return false;
	sum_up(o);
	return true;
}

#endif
