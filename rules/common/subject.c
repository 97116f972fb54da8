/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/common/subject.h"

#include "rule/memo.h"
#include "value/fold.h"

bool
may_compare(struct check *c, const struct cert_name *n, enum oid type, const enum oid others[3])
{
	size_t values, with = 0;

	if (n->n_attr <= FEW_VALUES)
		return true;
	values = name_count(n, type);
	for (int i = 0; i < 3; i++)
		with += others[i] != OID_UNKNOWN ? name_count(n, others[i]) : 0;
	if (values <= FEW_VALUES || with <= MAX_COMPARISONS / values)
		return true;
	beyond_limit(c, n->raw, arena_printf(c->arena, "%zu values of %s to be compared with %zu of other attributes",
	    values, oid_name(type), with));
	return false;
}

static size_t
longest(const struct cert_name *n, enum oid type)
{
	const struct cert_attr *a;
	size_t most = 0;

	for (unsigned i = 0; (a = name_next(n, type, &i)) != NULL;)
		if (a->text.p != NULL && a->text.n > most)
			most = a->text.n;
	return most;
}

bool
may_search(struct check *c, const struct cert_name *n, enum oid type, const struct cert_name *with, const enum oid others[3])
{
	size_t text;

	/* Two values of one small name: as text each has twice as many octets at most, so that their product is no more than this. */
	if (n == with && fold_may_search(n->raw.n, n->raw.n))
		return true;
	text = longest(n, type);
	for (int i = 0; i < 3; i++) {
		size_t part = text > 0 && others[i] != OID_UNKNOWN ? longest(with, others[i]) : 0;

		if (fold_may_search(text, part))
			continue;
		beyond_limit(c, n->raw, arena_printf(c->arena, "a value of %s of %s to be compared with one of %s of %zu",
		    oid_name(type), show_count(c, text, "octet"), oid_name(others[i]), part));
		return false;
	}
	return true;
}

void
report_mailbox(struct check *c, const struct cert_attr *a, bool holds)
{
	bool open = mailbox_rests_on_type(c, a);

	if ((!open && !holds) || mailbox_set_find(memo_mailboxes(c), a->text) != (enum mailbox_match)c->rule->arg)
		return;
	if (open)
		rests_on_profile(c);
	else
		report_text(c, a->value.raw, a->text);
}
