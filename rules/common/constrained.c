/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/common/constrained.h"
#include "rules/common/issuer.h"

static bool
is_zero(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != 0)
			return false;
	return true;
}

/* Is every name of its form in this subtree: that of an empty base, or of a mask of zeros? */
static bool
has_all(const struct subtree *t)
{
	const struct span v = t->base.tlv.val;

	switch (t->base.form) {
	case GN_DIRECTORY:
		return t->base.directory != NULL && !t->base.directory->unread && t->base.directory->n_rdn == 0;
	case GN_RFC822:
	case GN_DNS:
	case GN_URI:
		return v.n == 0;
	case GN_IP:
		return is_zero(span_from(v, v.n / 2));
	default:
		return false;
	}
}

/* The first subtree of this form; of those that have every name, where there are any; NULL: there is none of this form. */
static const struct subtree *
subtree_of(const struct subtree *v, unsigned n, unsigned form)
{
	const struct subtree *first = NULL;

	for (unsigned i = 0; i < n; i++) {
		if (v[i].base.form != form)
			continue;
		if (has_all(&v[i]))
			return &v[i];
		first = first != NULL ? first : &v[i];
	}
	return first;
}

enum constrained
rule_form_constrained(const struct ext_nc *nc, unsigned form, struct span *by)
{
	const struct subtree *permitted = subtree_of(nc->permitted, nc->n_permitted, form);
	const struct subtree *excluded = subtree_of(nc->excluded, nc->n_excluded, form);

	if ((permitted != NULL && !has_all(permitted)) || (excluded != NULL && has_all(excluded))) {
		*by = SPAN_NONE;
		return CONSTRAINED;
	}
	*by = excluded != NULL ? excluded->raw : permitted != NULL ? permitted->raw : SPAN_NONE;
	return excluded != NULL ? CONSTRAINED_BY_EXCLUSION : permitted != NULL ? CONSTRAINED_BY_ALL : CONSTRAINED_NOT;
}

static bool
has_any_usage(const struct cert_view *ca)
{
	for (unsigned i = 0; i < ca->eku.n; i++)
		if (ca->eku.v[i].id == OID_EKU_ANY)
			return true;
	return false;
}

bool
rule_looks_constrained(const struct cert_view *ca)
{
	struct span by;

	/* What cannot be read may say so. */
	if (rule_is_unread(ca, PART_EXT_EKU) || rule_is_unread(ca, PART_EXT_NC))
		return true;
	return cert_has(ca, PART_EXT_EKU) && !has_any_usage(ca) && cert_has(ca, PART_EXT_NC) &&
	    rule_form_constrained(&ca->nc, GN_RFC822, &by) >= CONSTRAINED_BY_EXCLUSION &&
	    rule_form_constrained(&ca->nc, GN_DIRECTORY, &by) >= CONSTRAINED_BY_EXCLUSION;
}
