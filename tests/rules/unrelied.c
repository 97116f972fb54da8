/* SPDX-License-Identifier: Apache-2.0 */
/* unrelied.c - see unrelied.h. */
#include "tests/rules/unrelied.h"

struct search {
	struct arena *arena;
	const struct trial *trial;
	const struct json_value *record;
	const struct unrelied *found;
	size_t relied;			/* entries of mailboxes that are not unrelied */
};

/* Does a notice say that it is of no mailbox of the certificate, or that nothing names it? */
static bool
is_noticed(const struct search *s, const struct json_value *element, const char *rule, const char *member)
{
	const char *path = json_pointer(s->arena, element, member);

	for (size_t i = 0; i < smimelint_finding_count(s->trial->run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(s->trial->run, i, &f) == SMIMELINT_OK && f.path != NULL && strcmp(f.path, path) == 0 &&
		    strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0)
			return true;
	}
	return false;
}

/* Has an element a member with this id, other than its own? */
static bool
names(const struct json_value *e, const struct json_value *id)
{
	for (const struct json_value *m = e->child; m != NULL; m = m->next)
		if (m->type == JSON_STRING && m != json_find(e, "id") && json_equal(m, id))
			return true;
	return false;
}

/* Is the element named, and only by what is unrelied itself? */
static bool
is_named_by_unrelied(const struct search *s, const struct json_value *element)
{
	const struct json_value *id = json_find(element, "id");
	bool named = false;

	for (const struct json_value *list = s->record->child; list != NULL; list = list->next)
		for (const struct json_value *e = list->type == JSON_ARRAY ? list->child : NULL; e != NULL; e = e->next) {
			if (!names(e, id))
				continue;
			if (!unrelied_has(s->found, e))
				return false;
			named = true;
		}
	return named;
}

static bool
is_unrelied(const struct search *s, const char *list, const struct json_value *element)
{
	const struct json_value *id = json_find(element, "id");

	if (strcmp(list, "mailboxes") == 0)
		return json_says_nothing(json_find(element, "address")) ||
		    is_noticed(s, element, "evidence.coverage.no-unmatched-mailbox", "address");
	return s->relied == 0 || json_says_nothing(id) || is_noticed(s, element, "evidence.coverage.no-unreferenced-evidence", NULL) ||
	    is_named_by_unrelied(s, element);
}

const struct unrelied *
unrelied_of(struct arena *a, const struct trial *t, const struct json_value *record)
{
	/* What names others comes before them. */
	static const char *const lists[] = { "mailboxes", "validations", "caa_checks", "mpic" };
	struct search s = { a, t, record, NULL, 0 };

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct json_value *list = json_find(record, lists[i]);

		for (const struct json_value *e = list != NULL && list->type == JSON_ARRAY ? list->child : NULL; e != NULL; e = e->next) {
			struct unrelied *one = is_unrelied(&s, lists[i], e) ? arena_take(a, sizeof *one) : NULL;

			s.relied += one == NULL && i == 0;
			if (one == NULL)
				continue;
			*one = (struct unrelied){ s.found, e };
			s.found = one;
		}
	}
	return s.found;
}

bool
unrelied_has(const struct unrelied *first, const struct json_value *v)
{
	for (; v != NULL; v = v->parent)
		for (const struct unrelied *i = first; i != NULL; i = i->next)
			if (i->element == v)
				return true;
	return false;
}
