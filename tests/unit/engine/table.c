/* SPDX-License-Identifier: Apache-2.0 */
/* The rule tables: what every row has to have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/engine.h"

static char text[1 << 16];

/* One name on each line of a committed list. */
static const char *
list_read(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		fail_msg("%s: cannot be opened; the tests run in the top folder", path);
	text[0] = '\n';
	n = fread(text + 1, 1, sizeof text - 2, f);
	text[n + 1] = '\0';
	fclose(f);
	return text;
}

static bool
list_has(const char *list, const char *name)
{
	char line[256];

	snprintf(line, sizeof line, "\n%s\n", name);
	return strstr(list, line) != NULL;
}

/* Runs of [a-z0-9], joined by hyphens where they are allowed. */
static bool
is_word(struct span w, bool hyphens)
{
	bool after = false;

	for (size_t i = 0; i < w.n; i++) {
		uint8_t c = w.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			after = true;
		else if (hyphens && c == '-' && after && i + 1 < w.n)
			after = false;
		else
			return false;
	}
	return w.n > 0;
}

static bool
is_id(const char *id)
{
	const char *first = strchr(id, '.'), *second = first != NULL ? strchr(first + 1, '.') : NULL;

	return second != NULL &&
	    is_word((struct span){ (const uint8_t *)id, (size_t)(first - id) }, false) &&
	    is_word((struct span){ (const uint8_t *)first + 1, (size_t)(second - first - 1) }, true) &&
	    is_word((struct span){ (const uint8_t *)second + 1, strlen(second + 1) }, true);
}

#define each_rule(r) \
	const struct smimelint_rule *r; \
	for (size_t i = 0; (r = rules_at(i)) != NULL; i++)

static void
ids(void **state)
{
	(void)state;
	assert_true(is_id("sbr.key-usage.rsa-bits"));
	assert_false(is_id("sbr.key-usage"));
	assert_false(is_id("sbr.key-usage.Rsa"));
	assert_false(is_id("sbr.-key.rsa"));
	assert_false(is_id("sbr.key--usage.rsa"));
	assert_false(is_id("sbr.key.rsa.bits"));
	each_rule(r) {
		if (!is_id(r->id))
			fail_msg("%s: no rule id", r->id);
		if (smimelint_rule_at(smimelint_rule_index(r)) != r)
			fail_msg("%s has another index", r->id);
		if (smimelint_rule_find(r->id) != r)
			fail_msg("%s: not the only rule of this id", r->id);
		if (smimelint_rule_text(r, "source") == NULL)
			fail_msg("%s: of no known source", r->id);
	}
	assert_int_equal(smimelint_rule_count(), rules_count());
	assert_true(rules_count() <= UINT16_MAX);
}

static void
texts(void **state)
{
	static const char *const columns[] = { "section", "title", "requires", "explanation", "remedy", "heading" };

	(void)state;
	each_rule(r) {
		for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
			const char *t = smimelint_rule_text(r, columns[k]);
			size_t n = t != NULL ? strlen(t) : 0;

			if (n == 0 || t[0] == ' ' || t[n - 1] == ' ' || strstr(t, "  ") != NULL || !utf8_valid((struct span){ (const uint8_t *)t, n }))
				fail_msg("%s: %s is empty, or has blanks too many", r->id, columns[k]);
		}
		if (r->title[strlen(r->title) - 1] == '.' || strchr(r->title, '\n') != NULL)
			fail_msg("%s: the title is one line without a full stop", r->id);
		if (r->reading != NULL && r->reading[0] == '\0')
			fail_msg("%s: the reading is empty", r->id);
	}
}

static bool
is_source(const struct smimelint_rule *r, const char *source)
{
	return strcmp(smimelint_rule_text(r, "source"), source) == 0;
}

static void
schedules(void **state)
{
	(void)state;
	each_rule(r) {
		bool shall = false;
		size_t n = 0;

		if (r->schedule == NULL || r->schedule[0].level == LEVEL_END || r->schedule[0].level == LEVEL_NONE)
			fail_msg("%s: never in effect", r->id);
		for (; r->schedule[n].level != LEVEL_END; n++) {
			if (r->schedule[n].level > LEVEL_SHALL)
				fail_msg("%s: level %u", r->id, r->schedule[n].level);
			/* Over evidence, what is asked may change and the level stay: phases. */
			if (n > 0 && (r->schedule[n].from <= r->schedule[n - 1].from ||
			    (r->schedule[n].level == r->schedule[n - 1].level && r->evidence == EVIDENCE_NONE)))
				fail_msg("%s: the schedule does not ascend, or repeats a level", r->id);
			shall = shall || r->schedule[n].level == LEVEL_SHALL;
		}
		if (r->reading != NULL && !shall)
			fail_msg("%s: a disputed reading of no SHALL", r->id);
		/* A notice is no requirement, and may speak of what is before. */
		if (r->schedule[0].level != LEVEL_NOTICE &&
		    ((is_source(r, "sbr") && r->schedule[0].from < DAY(2023, 9, 1)) ||
		    (is_source(r, "rfc5280") && r->schedule[0].from < DAY(2008, 5, 1))))
			fail_msg("%s: begins before its text", r->id);
	}
}

static void
scopes(void **state)
{
	(void)state;
	each_rule(r) {
		if (r->fn == NULL)
			fail_msg("%s: no function", r->id);
		if (r->scope.kinds == 0 || r->scope.types == 0 || r->scope.gens == 0 ||
		    (r->scope.kinds & ~(KIND_ANY | KIND_ANY_CRL | KIND_OCSP_RESPONSE)) != 0 ||
		    (r->scope.types & ~TYPE_ANY) != 0 || (r->scope.gens & ~GEN_ANY) != 0)
			fail_msg("%s: scope is empty or too wide", r->id);
		if ((r->scope.kinds & KIND_SUBSCRIBER) == 0 && (r->scope.types != TYPE_ANY || r->scope.gens != GEN_ANY))
			fail_msg("%s: type and generation bind subscriber certificates only", r->id);
		/* Of several certificates of the issuer one is chosen for both the profile that is claimed and the one that is asserted. */
		if (r->needs_issuer && (r->scope.types != TYPE_ANY || r->scope.gens != GEN_ANY))
			fail_msg("%s: looks at the issuer's certificate, and binds some profiles only", r->id);
	}
}

static void
sections(void **state)
{
	const char *list = list_read("testdata/sbr/sections.txt");

	(void)state;
	each_rule(r) {
		char section[128], *end, *to, *last;

		if (!is_source(r, "sbr"))
			continue;
		snprintf(section, sizeof section, "%s", r->section);
		/* Each of those that say the rule's sentence; "7.1.4.2.2.a to n" are several. */
		for (char *at = section; at != NULL; at = end) {
			if ((end = strstr(at, ", ")) != NULL) {
				*end = '\0';
				end += 2;
			}
			if ((to = strstr(at, " to ")) != NULL) {
				*to = '\0';
				if (strlen(to + 4) != 1 || to[4] <= to[-1])
					fail_msg("%s: sections from %s to %s", r->id, at, to + 4);
			}
			last = at + strlen(at) - 1;
			do {
				if (!list_has(list, at))
					fail_msg("%s: the SBR have no section %s", r->id, at);
			} while (to != NULL && (*last)++ < to[4]);
		}
	}
}

/* The names of the equivalents are names that those linters have. */
static void
peers_of(const char *peer, const char *path)
{
	const char *list = list_read(path), *name;
	size_t n = 0;

	each_rule(r) {
		for (size_t k = 0; (name = smimelint_rule_item(r, peer, k)) != NULL; k++, n++)
			if (!list_has(list, name))
				fail_msg("%s: %s has no %s", r->id, peer, name);
	}
	assert_true(n > 0);
}

static void
peers(void **state)
{
	(void)state;
	peers_of("zlint", "testdata/peers/zlint.txt");
	peers_of("pkilint", "testdata/peers/pkilint.txt");
	each_rule(r) {
		for (const char *const *p = r->peers; p != NULL && *p != NULL; p++)
			if (strncmp(*p, "zlint:", 6) != 0 && strncmp(*p, "pkilint:", 8) != 0)
				fail_msg("%s: %s is of no known linter", r->id, *p);
	}
}

/* Giving way ends: by this many steps with a rule that gives way to none, so that no two wait for each other. */
static bool
settles(const struct smimelint_rule *r, unsigned steps)
{
	for (const char *const *id = r->yields_to; id != NULL && *id != NULL; id++)
		if (steps == 0 || !settles(smimelint_rule_find(*id), steps - 1))
			return false;
	return true;
}

static void
partners(void **state)
{
	(void)state;
	each_rule(r) {
		for (const char *const *id = r->yields_to; id != NULL && *id != NULL; id++)
			if (smimelint_rule_find(*id) == NULL ||
			    (smimelint_rule_find(*id)->evidence == EVIDENCE_NONE) != (r->evidence == EVIDENCE_NONE))
				fail_msg("%s: gives way to %s, which is no rule of its kind", r->id, *id);
		if (r->yields != YIELD_TO_FINDING && r->yields_to == NULL)
			fail_msg("%s: gives way, and says not to whom", r->id);
		/* A record has many facts of a kind: what is said of one takes nothing from another. */
		if (r->evidence != EVIDENCE_NONE && r->yields_to != NULL && r->yields != YIELD_IN_PLACE && r->yields != YIELD_IN_ENTRY)
			fail_msg("%s: gives way for the whole record", r->id);
		for (const char *const *id = r->tells_of; id != NULL && *id != NULL; id++)
			if (smimelint_rule_find(*id) == NULL)
				fail_msg("%s: tells of %s, which is no rule", r->id, *id);
		for (const char *const *id = r->yields == YIELD_OF_BROKEN ? r->yields_to : NULL; id != NULL && *id != NULL; id++)
			if (smimelint_rule_find(*id)->tells_of == NULL)
				fail_msg("%s: gives way to %s, which tells of no broken rule", r->id, *id);
		for (const char *const *id = r->listed_as; id != NULL && *id != NULL; id++)
			if (smimelint_rule_find(*id) == NULL)
				fail_msg("%s: is listed as %s, which is no rule", r->id, *id);
		for (const char *const *id = r->yields == YIELD_TO_LIST ? r->yields_to : NULL; id != NULL && *id != NULL; id++)
			if (!smimelint_rule_find(*id)->judges_issuer || r->listed_as == NULL)
				fail_msg("%s: gives way to %s, which lists nothing, or not as what", r->id, *id);
		if (!settles(r, 8))
			fail_msg("%s: gives way in a circle", r->id);
	}
}

/* Ends the id with one of the words by which notices say that something was not judged? */
static bool
says_not_judged(const char *id)
{
	static const char *const words[] = { "-undecided", "not-tried", "not-sought", "not-found", "not-compared" };
	size_t n = strlen(id);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (n > strlen(words[i]) && strcmp(id + n - strlen(words[i]), words[i]) == 0)
			return true;
	return false;
}

/* A notice that something was not judged comes along with the rule that was not, whatever the filter. */
static void
speakers(void **state)
{
	(void)state;
	each_rule(r) {
		if (r->evidence != EVIDENCE_NONE)
			continue;
		if (says_not_judged(r->id) && r->speaks_for == NULL && !r->speaks_for_issuer)
			fail_msg("%s: says for no rule why it was not evaluated", r->id);
		for (const char *const *id = r->speaks_for; id != NULL && *id != NULL; id++)
			if (smimelint_rule_find(*id) == NULL || (smimelint_rule_find(*id)->scope.kinds & r->scope.kinds) == 0)
				fail_msg("%s: speaks for %s, which is no rule of its kinds", r->id, *id);
	}
}

/* Every table is headed, not empty, and listed once. */
static void
tables(void **state)
{
	(void)state;
	for (size_t t = 0; rule_tables[t] != NULL; t++) {
		assert_true(rule_tables[t]->n > 0);
		assert_non_null(rule_tables[t]->heading);
		for (size_t k = 0; k < t; k++)
			assert_ptr_not_equal(rule_tables[t], rule_tables[k]);
	}
}

/* A citation is the document and the section, whatever room there is for it. */
static void
citations(void **state)
{
	char whole[256], part[8];

	(void)state;
	assert_int_equal(smimelint_rule_citation(smimelint_rule_find("sbr.key-usage.rsa-bits"), whole, sizeof whole), 13);
	assert_string_equal(whole, "SBR 7.1.2.3.e");
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const struct smimelint_rule *r = rules_at(i);
		const char *document = smimelint_rule_text(r, "document");
		size_t n = smimelint_rule_citation(r, whole, sizeof whole), least = strlen(document) + strlen(r->section);

		assert_int_equal(strlen(whole), n);
		assert_int_equal(n, least + (document[0] != '\0'));
		assert_memory_equal(whole, document, strlen(document));
		assert_string_equal(whole + n - strlen(r->section), r->section);
		/* Either the source has a document, or the section names it; but for the format of records, which is our own. */
		assert_true((whole[0] >= 'A' && whole[0] <= 'Z') || strcmp(whole, "(format)") == 0);
		/* As reports print it, it chooses the rule. */
		assert_true(smimelint_rule_matches(r, whole));
		assert_true(smimelint_rule_matches(r, r->section));
		assert_int_equal(smimelint_rule_citation(r, part, sizeof part), n);
		assert_int_equal(smimelint_rule_citation(r, NULL, 0), n);
		if (n >= sizeof part) {
			assert_int_equal(strlen(part), sizeof part - 1);
			assert_memory_equal(part, whole, sizeof part - 1);
		}
	}
	assert_int_equal(smimelint_rule_citation(NULL, whole, sizeof whole), 0);
	assert_int_equal(smimelint_rule_citation(rules_at(0), NULL, 8), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids), cmocka_unit_test(texts), cmocka_unit_test(schedules), cmocka_unit_test(scopes),
		cmocka_unit_test(sections), cmocka_unit_test(peers), cmocka_unit_test(partners), cmocka_unit_test(speakers),
		cmocka_unit_test(tables), cmocka_unit_test(citations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
