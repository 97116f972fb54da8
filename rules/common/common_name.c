/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/common/common_name.h"

#include "value/fold.h"

#define MAX_ORGANIZATIONS 64	/* of the subject, that values of other names are compared with */

bool
may_compare_organization(struct check *c, const struct cert_name *n)
{
	static const enum oid others[3] = { OID_ORGANIZATION, OID_ORG_UNIT, OID_UNKNOWN };

	return may_compare(c, n, OID_COMMON_NAME, others) && may_search(c, n, OID_COMMON_NAME, n, others);
}

bool
may_compare_with_subject(struct check *c, const struct cert_name *other)
{
	static const enum oid others[3] = { OID_ORGANIZATION, OID_UNKNOWN, OID_UNKNOWN };
	size_t n = name_count(&c->cert->subject, OID_ORGANIZATION);

	if (n <= MAX_ORGANIZATIONS)
		return may_search(c, other, OID_COMMON_NAME, &c->cert->subject, others);
	beyond_limit(c, at_part(c, PART_SUBJECT), arena_printf(c->arena, "%zu values of organizationName", n));
	return false;
}

bool
may_compare_person(struct check *c, const struct cert_name *n)
{
	static const enum oid others[3] = { OID_GIVEN_NAME, OID_SURNAME, OID_PSEUDONYM };

	return may_compare_organization(c, n) && may_compare(c, n, OID_COMMON_NAME, others) && may_search(c, n, OID_COMMON_NAME, n, others);
}

enum org_match
organization_match(const struct cert_name *n, enum oid type, struct span text)
{
	enum org_match best = ORG_NONE;
	const struct cert_attr *o;

	for (unsigned i = 0; (o = next_value(n, type, &i)) != NULL;) {
		if (o->text.n == 0)
			continue;
		if (span_eq(o->text, text))
			return ORG_SAME;
		if (fold_equal(o->text, text))
			best = ORG_FOLDED;
		else if (best == ORG_NONE && fold_contains(text, o->text))
			best = ORG_CONTAINED;
	}
	return best;
}

bool
is_person_known(const struct cert_name *n)
{
	static const enum oid compared[] = { OID_ORGANIZATION, OID_ORG_UNIT, OID_GIVEN_NAME, OID_SURNAME, OID_PSEUDONYM };
	bool known = true;

	for (size_t i = 0; n->unread && i < sizeof compared / sizeof *compared; i++)
		known = known && !name_unread(n, compared[i]);
	return known;
}

bool
shows_personal_name(const struct cert_name *n, struct span text)
{
	static const enum oid types[] = { OID_SURNAME, OID_GIVEN_NAME };
	const struct cert_attr *a;

	for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
		for (unsigned i = 0; (a = next_value(n, types[t], &i)) != NULL;) {
			if (fold_shares_word(text, a->text))
				return true;
		}
	}
	return false;
}

/* Is it in givenName or surname? */
static bool
is_in_personal_name(const struct cert_name *n, struct span word)
{
	static const enum oid types[] = { OID_SURNAME, OID_GIVEN_NAME };
	const struct cert_attr *a;

	for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
		for (unsigned i = 0; (a = next_value(n, types[t], &i)) != NULL;) {
			if (fold_contains(a->text, word))
				return true;
		}
	}
	return false;
}

bool
has_word_beyond_name(const struct cert_name *n, struct span text)
{
	struct span rest = text, word;
	size_t letters;

	while (fold_next_word(&rest, &word, &letters)) {
		const uint8_t *behind = word.p + word.n;
		bool abbreviated = behind < text.p + text.n && *behind == '.';

		if (letters >= 2 && !abbreviated && fold_is_capital(word) && !is_in_personal_name(n, word))
			return true;
	}
	return false;
}

bool
is_organization(const struct cert_name *n, struct span text)
{
	return organization_match(n, OID_ORGANIZATION, text) >= ORG_FOLDED ||
	    organization_match(n, OID_ORG_UNIT, text) >= ORG_FOLDED;
}

bool
surely_no_person(const struct cert_name *n, struct span text)
{
	return ends_with_legal_form(text) || (has_personal_name(n) && !shows_personal_name(n, text));
}

/* A Pseudonym may stand in commonName, and nothing says which words are none. */
static bool
is_pseudonym(const struct cert_name *n, struct span text)
{
	const struct cert_attr *a;

	for (unsigned i = 0; (a = next_value(n, OID_PSEUDONYM, &i)) != NULL;)
		if (span_eq(a->text, text))
			return true;
	return false;
}

bool
is_organization_for_person(const struct cert_name *n, struct span text)
{
	return is_organization(n, text) && surely_no_person(n, text) && !is_pseudonym(n, text);
}
