/* SPDX-License-Identifier: Apache-2.0 */
#include "x509/ext_memo.h"

/* A copy on its way: from a value whose spans point into some octets to one whose spans point into equal ones. */
struct move {
	const uint8_t *from, *to;
	struct arena *a;
};

static void
move(const struct move *m, struct span *s)
{
	span_move(s, m->from, m->to);
}

static void
move_tlv(const struct move *m, struct der_tlv *t)
{
	move(m, &t->raw);
	move(m, &t->val);
}

/* ---- names: URIs alone, as nearly all are ---- */

static bool
is_uri(const struct general_name *gn)
{
	return gn->form == GN_URI && gn->uri != NULL;
}

static bool
move_uri(const struct move *m, const struct uri **at)
{
	struct uri *uri = arena_copy(m->a, *at, 1, sizeof *uri);

	if (uri == NULL)
		return false;
	move(m, &uri->scheme);
	move(m, &uri->host);
	move(m, &uri->path);
	*at = uri;
	return true;
}

static bool
move_name(const struct move *m, struct general_name *gn)
{
	move_tlv(m, &gn->tlv);
	return move_uri(m, &gn->uri);
}

/* ---- the values; false: an empty list, something that is not remembered, or no memory ---- */

static bool
copy_access(const struct move *m, struct ext_access *out, const struct ext_access *in)
{
	struct access_description *v = arena_copy(m->a, in->v, in->n, sizeof *v);

	for (unsigned i = 0; v != NULL && i < in->n; i++) {
		if (!is_uri(&v[i].location) || !move_name(m, &v[i].location))
			return false;
		move(m, &v[i].raw);
		move(m, &v[i].oid);
	}
	*out = (struct ext_access){ v, in->n, NULL };
	return v != NULL && in->n > 0;
}

static bool
copy_point(const struct move *m, struct dist_point *p)
{
	struct general_name *v = arena_copy(m->a, p->full.v, p->full.n, sizeof *v);

	if (v == NULL || p->has_relative || p->has_crl_issuer || p->bad)
		return false;
	for (unsigned i = 0; i < p->full.n; i++)
		if (!is_uri(&v[i]) || !move_name(m, &v[i]))
			return false;
	move(m, &p->raw);
	move(m, &p->full.raw);
	move(m, &p->reasons);
	if (p->full.v != NULL)
		p->full.v = v;
	return true;
}

static bool
copy_points(const struct move *m, struct ext_crldp *out, const struct ext_crldp *in)
{
	struct dist_point *v = arena_copy(m->a, in->v, in->n, sizeof *v);

	for (unsigned i = 0; v != NULL && i < in->n; i++)
		if (!copy_point(m, &v[i]))
			return false;
	*out = (struct ext_crldp){ v, in->n };
	return v != NULL && in->n > 0;
}

static bool
copy_policy(const struct move *m, struct policy *p)
{
	struct policy_qualifier *v = arena_copy(m->a, p->qualifier, p->n_qualifier, sizeof *v);

	for (unsigned i = 0; v != NULL && i < p->n_qualifier; i++) {
		move(m, &v[i].raw);
		move(m, &v[i].oid);
		move_tlv(m, &v[i].cps);
		if (v[i].uri != NULL && !move_uri(m, &v[i].uri))
			return false;
		move_tlv(m, &v[i].explicit_text);
	}
	move(m, &p->raw);
	move(m, &p->oid);
	move(m, &p->qualifiers);
	if (p->qualifier != NULL)
		p->qualifier = v;
	return v != NULL;
}

static bool
copy_policies(const struct move *m, struct ext_policies *out, const struct ext_policies *in)
{
	struct policy *v = arena_copy(m->a, in->v, in->n, sizeof *v);

	for (unsigned i = 0; v != NULL && i < in->n; i++)
		if (!copy_policy(m, &v[i]))
			return false;
	*out = (struct ext_policies){ v, in->n, in->all };
	return v != NULL && in->n > 0;
}

static bool
copy_purposes(const struct move *m, struct oid_items *out, const struct oid_items *in)
{
	struct oid_item *v = arena_copy(m->a, in->v, in->n, sizeof *v);

	for (unsigned i = 0; v != NULL && i < in->n; i++)
		move(m, &v[i].oid);
	*out = (struct oid_items){ v, in->n };
	return v != NULL && in->n > 0;
}

static bool
copy_capabilities(const struct move *m, struct ext_smimecaps *out, const struct ext_smimecaps *in)
{
	struct capability *v = arena_copy(m->a, in->v, in->n, sizeof *v);

	for (unsigned i = 0; v != NULL && i < in->n; i++) {
		move(m, &v[i].raw);
		move(m, &v[i].oid);
		move(m, &v[i].params);
	}
	*out = (struct ext_smimecaps){ v, in->n };
	return v != NULL && in->n > 0;
}

/* ---- the parts ---- */

static unsigned
kind_of(enum artifact_part part)
{
	switch (part) {
	case PART_EXT_AIA:
		return 0;
	case PART_EXT_CRLDP:
		return 1;
	case PART_EXT_CP:
		return 2;
	case PART_EXT_EKU:
		return 3;
	default:
		return 4;
	}
}

static bool
take_from_view(const struct move *m, enum artifact_part part, union ext_value *out, const struct cert_view *cv)
{
	switch (part) {
	case PART_EXT_AIA:
		return copy_access(m, &out->access, &cv->aia);
	case PART_EXT_CRLDP:
		return copy_points(m, &out->crldp, &cv->crldp);
	case PART_EXT_CP:
		return copy_policies(m, &out->policies, &cv->policies);
	case PART_EXT_EKU:
		return copy_purposes(m, &out->purposes, &cv->eku);
	default:
		return copy_capabilities(m, &out->capabilities, &cv->smimecaps);
	}
}

static bool
put_into_view(const struct move *m, enum artifact_part part, const union ext_value *in, struct cert_view *cv)
{
	switch (part) {
	case PART_EXT_AIA:
		return copy_access(m, &cv->aia, &in->access);
	case PART_EXT_CRLDP:
		return copy_points(m, &cv->crldp, &in->crldp);
	case PART_EXT_CP:
		return copy_policies(m, &cv->policies, &in->policies);
	case PART_EXT_EKU:
		return copy_purposes(m, &cv->eku, &in->purposes);
	default:
		return copy_capabilities(m, &cv->smimecaps, &in->capabilities);
	}
}

bool
ext_memo_recall(const struct ext_memo *memo, enum artifact_part part, struct span val, struct cert_view *cv, struct arena *a)
{
	const struct known_ext *known = &memo->known[kind_of(part)];

	if (val.n == 0)
		return false;
	for (const struct known_value *k = known->value; k < known->value + EXT_MEMO_VALUES; k++)
		if (k->octets.n == val.n && memcmp(k->octets.p, val.p, val.n) == 0)
			return put_into_view(&(struct move){ k->octets.p, val.p, a }, part, &k->value, cv);
	return false;
}

/* How much is remembered before all is forgotten. */
#define MEMO_FULL 32768

static void
forget(struct ext_memo *memo)
{
	memset(memo->known, 0, sizeof memo->known);
	arena_reset(&memo->arena);
}

bool
ext_memo_keep(struct ext_memo *memo, enum artifact_part part, struct span val, const struct cert_view *cv)
{
	struct known_value value;
	struct known_ext *known;
	uint8_t *octets;

	if (val.n == 0 || val.n > EXT_MEMO_OCTETS)
		return true;
	if (memo->arena.used > MEMO_FULL)
		forget(memo);
	known = &memo->known[kind_of(part)];
	octets = arena_copy(&memo->arena, val.p, val.n, 1);
	value.octets = (struct span){ octets, val.n };
	if (octets != NULL && take_from_view(&(struct move){ val.p, octets, &memo->arena }, part, &value.value, cv)) {
		known->value[known->next] = value;
		known->next = (known->next + 1) % EXT_MEMO_VALUES;
	}
	if (!memo->arena.failed)
		return true;
	forget(memo);
	return false;
}

void
ext_memo_free(struct ext_memo *memo)
{
	arena_free(&memo->arena);
}
