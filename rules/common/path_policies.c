/* SPDX-License-Identifier: Apache-2.0 */
/*
 * path_policies.c - RFC 5280 6.1 on the policies of one path, with the inputs that demand
 * least: any policy is acceptable, none need be there, mappings and anyPolicy count
 * (6.1.1 c, e, f and g all unset).
 *
 * Of valid_policy_tree only the last level is kept, as the policies that the next
 * certificate may have: whether a node is left shows there.  What is above a path
 * that does not end at a root only takes policies away, so that one which is not
 * valid without it is not valid with it.
 */
#include "rules/common/path.h"

/* Of policies with policies, on one path. */
#define MOST_POLICY_COMPARISONS 16384

/* Policies that the next certificate may have (the expected_policy_set of all nodes of the last level), each once or more often. */
struct policy_set {
	struct span *v;
	size_t n, room;
	bool any;			/* there is a node of anyPolicy */
	bool any_mapped;		/* … that expects what it was mapped to, and no longer anyPolicy: the path is refused (6.1.4 a) */
};

/* The variables of 6.1.2.  What cannot be read counts for the path, or against it. */
struct policy_walk {
	struct arena *arena;
	struct policy_set set;
	uint32_t explicit_policy, mapping, inhibit_any;
	const struct cert_view *by;	/* whose policyConstraints set explicit_policy last */
	size_t comparisons;
	bool strict;			/* it counts against it */
	bool beyond;			/* there is more to compare, or memory is out */
	bool broken;
};

static void
add(struct policy_walk *w, struct policy_set *set, struct span policy)
{
	struct span *v = arena_grow(w->arena, set->v, set->n, &set->room, sizeof *v);

	if (v == NULL) {
		w->beyond = true;
		return;
	}
	v[set->n++] = policy;
	set->v = v;
}

static bool
has(struct policy_walk *w, const struct policy_set *set, struct span policy)
{
	for (size_t i = 0; i < set->n && !w->beyond; i++) {
		w->beyond = ++w->comparisons > MOST_POLICY_COMPARISONS;
		if (span_eq_short(set->v[i], policy))
			return true;
	}
	return false;
}

static bool
asserts(struct policy_walk *w, const struct cert_view *cv, struct span policy)
{
	for (unsigned i = 0; i < cv->policies.n && !w->beyond; i++) {
		w->beyond = ++w->comparisons > MOST_POLICY_COMPARISONS;
		if (span_eq_short(cv->policies.v[i].oid, policy))
			return true;
	}
	return false;
}

static bool
maps_any(const struct cert_view *cv)
{
	for (unsigned i = 0; i < cv->pm.n; i++)
		if (cv->pm.v[i].issuer.id == OID_ANY_POLICY)
			return true;
	return false;
}

static bool
maps(struct policy_walk *w, const struct cert_view *cv, struct span policy)
{
	for (unsigned i = 0; i < cv->pm.n && !w->beyond; i++) {
		w->beyond = ++w->comparisons > MOST_POLICY_COMPARISONS;
		if (span_eq_short(cv->pm.v[i].issuer.oid, policy))
			return true;
	}
	return false;
}

static bool
is_null(const struct policy_set *set)
{
	return set->n == 0 && !set->any;
}

/* 6.1.3 d and e: what remains valid of what was expected.  In a CA certificate between that is self-issued anyPolicy always counts. */
static void
take_policies(struct policy_walk *w, const struct cert_view *cv, bool between)
{
	struct policy_set valid = { .v = NULL };
	bool lost = rule_is_unread(cv, PART_EXT_CP) && !w->strict, any = lost;

	for (unsigned i = 0; i < cv->policies.n; i++)
		any = any || cv->policies.v[i].id == OID_ANY_POLICY;
	any = any && (lost || w->inhibit_any > 0 || (between && path_is_self_issued(cv)));
	for (unsigned i = 0; i < cv->policies.n && !w->beyond; i++) {
		const struct policy *p = &cv->policies.v[i];

		if (p->id != OID_ANY_POLICY && (w->set.any || has(w, &w->set, p->oid)))
			add(w, &valid, p->oid);
	}
	valid.any = w->set.any && !w->set.any_mapped && any;
	for (size_t i = 0; any && i < w->set.n && !w->beyond; i++)
		if (oid_find(w->set.v[i]) == OID_ANY_POLICY)
			valid.any = true;
		else if (!asserts(w, cv, w->set.v[i]))
			add(w, &valid, w->set.v[i]);
	w->set = valid;
}

/* 6.1.4 b: those that are mapped are expected under their other names, or no more where mapping is inhibited. */
static void
take_mappings(struct policy_walk *w, const struct cert_view *cv)
{
	struct policy_set expected = { .any = w->set.any };

	if (maps_any(cv)) {
		expected.any = w->set.any && w->mapping > 0;
		expected.any_mapped = true;
	}
	if (rule_is_unread(cv, PART_EXT_PM)) {
		w->broken = w->broken || w->strict;
		w->set.any = w->set.any || w->set.n > 0;
		return;
	}
	for (size_t i = 0; i < w->set.n && !w->beyond; i++)
		if (!maps(w, cv, w->set.v[i]))
			add(w, &expected, w->set.v[i]);
	for (unsigned i = 0; i < cv->pm.n && w->mapping > 0 && !w->beyond; i++)
		if (w->set.any || has(w, &w->set, cv->pm.v[i].issuer.oid))
			add(w, &expected, cv->pm.v[i].subject.oid);
	w->set = expected;
}

/* The number of certificates to skip.  False: it cannot be read, or is negative (RFC 5280 4.2.1.11, 4.2.1.14). */
static bool
read_skip(struct span integer, uint32_t *skip)
{
	if (integer.n == 0 || (integer.p[0] & 0x80) != 0)
		return false;
	*skip = 0;
	for (size_t i = 0; i < integer.n; i++)
		*skip = *skip > UINT32_MAX >> 8 ? UINT32_MAX : *skip << 8 | integer.p[i];
	return true;
}

/* 6.1.4 i and j: the smaller one counts.  `there`: the field is; `unread`: nobody knows. */
static void
lower(const struct policy_walk *w, uint32_t *variable, bool there, bool unread, struct span integer)
{
	uint32_t skip = UINT32_MAX;

	if (unread || (there && !read_skip(integer, &skip)))
		skip = w->strict ? 0 : UINT32_MAX;
	if (skip < *variable)
		*variable = skip;
}

static void
take_constraints(struct policy_walk *w, const struct cert_view *cv)
{
	bool unread = rule_is_unread(cv, PART_EXT_PC);
	uint32_t before = w->explicit_policy;

	lower(w, &w->explicit_policy, cv->pc.has_require_explicit, unread, cv->pc.require_explicit);
	if (w->explicit_policy < before)
		w->by = cv;
	lower(w, &w->mapping, cv->pc.has_inhibit_mapping, unread, cv->pc.inhibit_mapping);
	lower(w, &w->inhibit_any, cert_has(cv, PART_EXT_IAP), rule_is_unread(cv, PART_EXT_IAP), cv->iap);
}

/* 6.1.4 h: of those that are not self-issued. */
static void
count_down(uint32_t *variable)
{
	*variable -= *variable > 0;
}

/* 6.1.3 d to f and 6.1.4: a certificate with others below it. */
static void
go_through(struct policy_walk *w, const struct cert_view *cv)
{
	take_policies(w, cv, true);
	w->broken = w->broken || (w->explicit_policy == 0 && is_null(&w->set));
	take_mappings(w, cv);
	if (!path_is_self_issued(cv)) {
		count_down(&w->explicit_policy);
		count_down(&w->mapping);
		count_down(&w->inhibit_any);
	}
	take_constraints(w, cv);
}

/* 6.1.3 and 6.1.5: the last one; NULL: the root, or a responder's, of which nobody has said which policies it needs. */
static void
end_with(struct policy_walk *w, const struct cert_view *cv)
{
	uint32_t own = UINT32_MAX;

	if (cv != NULL) {
		take_policies(w, cv, false);
		w->broken = w->broken || (w->explicit_policy == 0 && is_null(&w->set));
		lower(w, &own, cv->pc.has_require_explicit, rule_is_unread(cv, PART_EXT_PC), cv->pc.require_explicit);
	}
	count_down(&w->explicit_policy);
	if (own == 0 && w->explicit_policy > 0) {
		w->explicit_policy = 0;
		w->by = cv;
	}
	w->broken = w->broken || (w->explicit_policy == 0 && is_null(&w->set));
}

/* May a certificate of it demand that policies are valid? */
bool
path_demands_policies(const struct cert_view *cv)
{
	return cert_has(cv, PART_EXT_PC) || rule_is_unread(cv, PART_EXT_PC);
}

static bool
some_demands(const struct check *c, const struct ca_path *p)
{
	bool some = c->cert != NULL && path_demands_policies(c->cert);

	for (size_t i = 0; i < p->n && !some; i++)
		some = path_demands_policies(p->ca[i]);
	return some;
}

/* The path of a CRL ends with the issuing CA's certificate, and so does that of a response: of those that it is about nothing is known. */
static bool
ends_with_issuer(const struct check *c)
{
	return c->crl != NULL || c->ocsp != NULL;
}

/* Through the certificates of a path down to this one of it. */
static struct policy_walk
walk_to(const struct check *c, const struct ca_path *p, size_t last, bool strict)
{
	struct policy_walk w = {
		.arena = c->arena, .set = { .any = true }, .explicit_policy = UINT32_MAX, .mapping = UINT32_MAX, .inhibit_any = UINT32_MAX,
		.strict = strict,
	};

	/* Of a root validation takes the name and the key (6.1.1 d). */
	for (size_t i = p->n - p->rooted; i-- > last;)
		go_through(&w, p->ca[i]);
	return w;
}

/* To the certificate at hand; NULL: to the CA's. */
static struct policy_walk
walk_down(const struct check *c, const struct ca_path *p, const struct cert_view *own, bool strict)
{
	bool with_issuer = ends_with_issuer(c);
	struct policy_walk w = walk_to(c, p, with_issuer ? 1 : 0, strict);

	/* What cannot be read of the certificate at hand is damage of its own. */
	w.strict = strict && own == NULL;
	end_with(&w, !with_issuer ? own : p->rooted && p->n == 1 ? NULL : p->ca[0]);
	return w;
}

/* Of a responder's certificate nobody has said with which policies it is validated (RFC 6960 4.2.2.2). */
static const struct cert_view *
last_of(const struct check *c)
{
	return c->profile->kind == KIND_OCSP ? NULL : c->cert;
}

static enum path_verdict
judge_down_to(const struct check *c, const struct ca_path *p, const struct cert_view *own)
{
	struct policy_walk w;

	if (!some_demands(c, p))
		return PATH_HOLDS;
	w = walk_down(c, p, own, false);
	if (w.beyond)
		return PATH_BEYOND;
	if (w.broken)
		return PATH_BREAKS;
	w = walk_down(c, p, own, true);
	return w.beyond ? PATH_BEYOND : w.broken ? PATH_UNREAD : PATH_HOLDS;
}

static enum path_verdict
judge_policies(const struct check *c, const struct ca_path *p)
{
	return judge_down_to(c, p, last_of(c));
}

enum path_verdict
path_policies(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_POLICIES, judge_policies);
}

const struct cert_view *
path_policies_by(const struct check *c, const struct ca_path *p)
{
	return walk_down(c, p, c->cert, false).by;
}

enum path_verdict
path_policies_end(const struct check *c, const struct ca_path *p)
{
	return judge_down_to(c, p, c->cert);
}

/* Does the issuing CA lead to it, by its policies or a mapping, and those above it do not? */
static bool
lacks_above(struct policy_walk *w, const struct cert_view *issuer, struct span policy)
{
	bool led = asserts(w, issuer, policy) || cert_has_policy(issuer, OID_ANY_POLICY);

	for (unsigned i = 0; i < issuer->pm.n && !led; i++)
		led = span_eq_short(issuer->pm.v[i].subject.oid, policy);
	return led && !w->set.any && !has(w, &w->set, policy);
}

bool
path_lacks_policy(const struct check *c, const struct ca_path *p, struct span policy)
{
	struct policy_walk w = walk_to(c, p, 0, false);

	return lacks_above(&w, p->ca[0], policy);
}

/* A CA certificate without policies leaves none valid, which is said of that one. */
static bool
some_without_policies(const struct ca_path *p)
{
	for (size_t i = 0; i + p->rooted < p->n; i++)
		if (!cert_has(p->ca[i], PART_EXT_CP) && !rule_is_unread(p->ca[i], PART_EXT_CP))
			return true;
	return false;
}

static enum path_verdict
judge_reserved(const struct check *c, const struct ca_path *p, bool strict)
{
	struct policy_walk w = walk_to(c, p, 0, strict);
	bool lacks = false;

	for (unsigned i = 0; i < c->cert->policies.n && !lacks; i++)
		lacks = oid_is_sbr(c->cert->policies.v[i].id) && lacks_above(&w, p->ca[0], c->cert->policies.v[i].oid);
	return w.beyond ? PATH_BEYOND : !lacks ? PATH_HOLDS : strict ? PATH_UNREAD : PATH_BREAKS;
}

enum path_verdict
path_reserved_policies(const struct check *c, const struct ca_path *p)
{
	enum path_verdict v;

	if (some_without_policies(p))
		return PATH_HOLDS;
	v = judge_reserved(c, p, false);
	return v != PATH_HOLDS ? v : judge_reserved(c, p, true);
}

enum path_verdict
path_mapping_at(const struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];

	if ((p->rooted && i + 1 == p->n) || (i == 0 && c->crl != NULL))
		return PATH_HOLDS;
	for (unsigned k = 0; k < ca->pm.n; k++)
		if (ca->pm.v[k].issuer.id == OID_ANY_POLICY || ca->pm.v[k].subject.id == OID_ANY_POLICY)
			return PATH_BREAKS;
	return rule_is_unread(ca, PART_EXT_PM) ? PATH_UNREAD : PATH_HOLDS;
}

enum path_verdict
path_mappings(const struct check *c, const struct ca_path *p)
{
	return path_recall_worst(c, p, PATH_ASKS_MAPPINGS, path_mapping_at);
}
