/* SPDX-License-Identifier: Apache-2.0 */
/* shared.c - what a Random Value was used for besides, in its record and in all others. */
#include "rules/evidence/evidence.h"
#include "rules/evidence/shared.h"

bool
has_value_of(const struct ev_validation *e, const struct ev_validation *v)
{
	return e->random_value != NULL && e->random_value->value_sha256.p != NULL &&
	    span_eq(e->random_value->value_sha256, v->random_value->value_sha256);
}

/* The validation of the same record that this one is told with: an earlier one, or a later one that the rule is silent of. */
static const struct ev_validation *
partner_of(const struct check *c, const struct ev_validation *v, uint8_t shared, speaks_fn *speaks)
{
	const struct ev_record *r = c->evidence->record;

	for (const struct ev_validation *e = r->validations; e < r->validations + r->n_validations; e++)
		if (e != v && has_value_of(e, v) && (e < v || !speaks(e, shared)))
			return e;
	return NULL;
}

/* Another record with the value, the first or last one in the index; NULL: only this one. */
static const struct ev_use *
use_elsewhere(const struct check *c, const struct ev_use *use, size_t n)
{
	return use[0].entry != c->evidence->entry ? &use[0] : use[n - 1].entry != c->evidence->entry ? &use[n - 1] : NULL;
}

void
report_shared(struct check *c, const struct ev_validation *v, const char *with, const struct ev_use *use, size_t n, speaks_fn *speaks)
{
	const struct ev_store *store = c->evidence->store;
	const struct ev_validation *partner = partner_of(c, v, use->shared, speaks);
	const struct ev_use *other = use_elsewhere(c, use, n);

	if (partner != NULL)
		report_fact(c, v->random_value->at, "value_sha256", "%s, %s", with, fact_text(c, partner->id));
	else if (other != NULL)
		report_fact(c, v->random_value->at, "value_sha256", "%s, line %llu of %s", with,
		    (unsigned long long)store->entry[other->entry].line,
		    fact_text(c, span_of(store->source[store->entry[other->entry].source].name)));
	else if ((use->shared & SHARED_ENTRIES) != 0)
		report_fact(c, v->random_value->at, "value_sha256", "%s, in other records", with);
}

const struct ev_use *
uses_of(const struct check *c, const struct ev_validation *v, size_t *n)
{
	const struct ev_random_value *rv = v->random_value;

	*n = 0;
	return rv != NULL && rv->value_sha256.p != NULL ? ev_store_uses(c->evidence->store, rv->value_sha256, n) : NULL;
}
