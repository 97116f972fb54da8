/* SPDX-License-Identifier: Apache-2.0 */
/* subject_tables.c - the tables of SBR 7.1.4.2.3 to 7.1.4.2.6, written down a second time, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/common/subject.h"
#include "rules/tables.h"

/* For each type Legacy, Multipurpose, Strict: 'm' MAY, 's' SHALL, 'n' SHALL NOT. */
static const struct {
	enum oid attribute;
	const char *mv, *ov, *sv, *iv;
} table[] = {
	{ OID_COMMON_NAME,    "mmm", "mmm", "mmm", "mmm" },
	{ OID_ORGANIZATION,   "nnn", "sss", "sss", "nnn" },
	{ OID_ORG_UNIT,       "nnn", "mmm", "mmm", "nnn" },
	{ OID_ORG_IDENTIFIER, "nnn", "sss", "sss", "nnn" },
	{ OID_GIVEN_NAME,     "nnn", "nnn", "mmm", "mmm" },
	{ OID_SURNAME,        "nnn", "nnn", "mmm", "mmm" },
	{ OID_PSEUDONYM,      "nnn", "nnn", "mmm", "mmm" },
	{ OID_SERIAL_NUMBER,  "mmm", "mmm", "mmm", "mmm" },
	{ OID_EMAIL_ADDRESS,  "mmm", "mmm", "mmm", "mmm" },
	{ OID_TITLE,          "nnn", "nnn", "mmm", "mmm" },
	{ OID_STREET,         "nnn", "mmn", "mmn", "mmn" },
	{ OID_LOCALITY,       "nnn", "mmm", "mmm", "mmm" },
	{ OID_STATE,          "nnn", "mmm", "mmm", "mmm" },
	{ OID_POSTAL_CODE,    "nnn", "mmn", "mmn", "mmn" },
	{ OID_COUNTRY,        "nnn", "mmm", "mmm", "mmm" },
	{ OID_UNKNOWN,        "nnn", "mnn", "mnn", "mnn" },
	{ OID_BUSINESS_CATEGORY, "nnn", "mnn", "mnn", "mnn" },
	{ OID_DOMAIN_COMPONENT, "nnn", "mnn", "mnn", "mnn" },
};

static enum cell
cell_of(uint8_t types, uint8_t gens, enum oid attribute)
{
	struct profile p = { .kind = KIND_SUBSCRIBER, .types = types, .gens = gens };

	return subject_cell(&p, attribute);
}

static void
test_known(void **state)
{
	static const uint8_t gens[] = { GEN_LEGACY, GEN_MULTI, GEN_STRICT };

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *rows[] = { table[i].mv, table[i].ov, table[i].sv, table[i].iv };

		for (unsigned t = 0; t < 4; t++) {
			for (unsigned g = 0; g < 3; g++) {
				enum cell want = rows[t][g] == 's' ? CELL_SHALL : rows[t][g] == 'n' ? CELL_SHALL_NOT : CELL_MAY;

				assert_int_equal(cell_of((uint8_t)(1 << t), gens[g], table[i].attribute), want);
			}
		}
	}
}

/* An open profile: what all agree in. */
static void
test_open(void **state)
{
	(void)state;
	assert_int_equal(cell_of(TYPE_ANY, GEN_ANY, OID_ORGANIZATION), CELL_MAY);
	assert_int_equal(cell_of(TYPE_OV | TYPE_SV, GEN_ANY, OID_ORGANIZATION), CELL_SHALL);
	assert_int_equal(cell_of(TYPE_MV | TYPE_IV, GEN_ANY, OID_ORGANIZATION), CELL_SHALL_NOT);
	assert_int_equal(cell_of(TYPE_ANY, GEN_STRICT, OID_STREET), CELL_SHALL_NOT);
	assert_int_equal(cell_of(TYPE_ANY, GEN_MULTI | GEN_STRICT, OID_STREET), CELL_MAY);
	assert_int_equal(cell_of(TYPE_ANY, GEN_MULTI | GEN_STRICT, OID_UNKNOWN), CELL_SHALL_NOT);
	assert_int_equal(cell_of(TYPE_ANY, GEN_ANY, OID_UNKNOWN), CELL_MAY);
}

/* How many rules of one type speak of this attribute (OID_UNKNOWN: of others) in this profile. */
static unsigned
rules_on(uint8_t type, uint8_t gen, enum oid attribute)
{
	const struct rule_table *t = &rules_sbr_7_1_4_2_profiles;
	unsigned n = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct smimelint_rule *r = &t->rule[i];
		bool person = strstr(r->id, "person") != NULL;

		if (r->scope.types == type && (r->scope.gens & gen) && r->arg == (uint32_t)attribute && !person)
			n++;
	}
	return n;
}

/* Each cell that is not MAY has one rule, and no other has any. */
static void
test_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (table[i].attribute == OID_BUSINESS_CATEGORY || table[i].attribute == OID_DOMAIN_COMPONENT)
			continue;
		for (unsigned t = 0; t < 4; t++) {
			for (unsigned g = 0; g < 3; g++) {
				uint8_t type = (uint8_t)(1 << t), gen = (uint8_t)(1 << g);

				assert_int_equal(rules_on(type, gen, table[i].attribute),
				    cell_of(type, gen, table[i].attribute) == CELL_MAY ? 0 : 1);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
