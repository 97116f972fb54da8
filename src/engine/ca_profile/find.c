/* SPDX-License-Identifier: Apache-2.0 */
/* find.c - which of the CA's profiles a certificate is of. */
#include <stdlib.h>

#include "engine/engine.h"

static bool
has_policy(const struct cert_view *cv, const struct ca_items *wanted)
{
	for (unsigned i = 0; i < cv->policies.n; i++)
		if (ca_items_have(wanted, (struct ca_item){ cv->policies.v[i].oid, 0 }))
			return true;
	return false;
}

static bool
is_profile(const struct ca_match *m, const struct profile *p)
{
	for (unsigned i = 0; i < m->n_profile; i++)
		if (m->profile[i].type == p->types && m->profile[i].gen == p->gens)
			return true;
	return false;
}

static bool
matches(const struct ca_match *m, const struct cert_view *cv, const struct profile *p, struct arena *a)
{
	if ((m->kinds != 0 && (profile_kinds(p) & ~m->kinds) != 0) || p->day < m->from || p->day > m->until)
		return false;
	if (m->n_profile != 0 && (profile_kinds(p) != KIND_SUBSCRIBER || !is_profile(m, p)))
		return false;
	if (m->policies.given && !has_policy(cv, &m->policies))
		return false;
	return !m->issuers.given || ca_texts_fit(&m->issuers, span_of(name_show(a, &cv->issuer)));
}

const struct ca_profile *
ca_profile_find(const struct ca_profiles *all, const struct cert_view *cv, const struct profile *p, struct arena *a)
{
	for (size_t i = 0; i < all->n; i++)
		if (matches(&all->v[i]->match, cv, p, a))
			return all->v[i];
	return NULL;
}

void
ca_profiles_free(struct ca_profiles *all)
{
	arena_free(&all->arena);
	free(all->v);
}
