/* SPDX-License-Identifier: Apache-2.0 */
/* entry.c - the entries of the table of perspectives that an attempt used. */
#include "rules/evidence/mpic/entry.h"

bool
told_begin(struct check *c, struct told *told)
{
	told->n = 0;
	told->most = c->evidence->record->n_perspectives + c->evidence->options->perspectives.n;
	told->entry = arena_array(c->arena, told->most, sizeof *told->entry);
	return told->entry != NULL;
}

bool
told_first(struct told *told, const struct ev_perspective *p)
{
	for (uint32_t i = 0; i < told->n; i++)
		if (told->entry[i] == p)
			return false;
	if (told->n < told->most)
		told->entry[told->n++] = p;
	return true;
}

bool
entry_is_own(const struct check *c, const struct ev_perspective *p)
{
	const struct ev_record *r = c->evidence->record;

	return r->n_perspectives > 0 && p >= r->perspectives && p < r->perspectives + r->n_perspectives;
}

const struct json_value *
entry_code_at(const struct ev_attempt *t, int64_t i, const char **member)
{
	*member = i < 0 ? "code" : ask_code_member(t);
	return i < 0 ? t->mpic->primary->at : t->sighting[i].at;
}

void
entry_report(struct check *c, const struct ev_attempt *t, int64_t i, const struct ev_perspective *p, const char *key, const char *what)
{
	const char *member = key;
	const struct json_value *at = entry_is_own(c, p) ? p->at : entry_code_at(t, i, &member);

	report_fact(c, at, member, "%s: %s", fact_text(c, p->code), what);
}

void
entry_each_attempt(struct check *c, telling_fn *judge)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	struct told told;

	if (!told_begin(c, &told))
		return;
	for (uint32_t i = 0; i < all->n; i++)
		if (ask_attempt_binds(c, &all->attempt[i]) && due(c, ask_phase_time(c, &all->attempt[i])))
			judge(c, &all->attempt[i], &told);
}
