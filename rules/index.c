/* index.c - the tables of all rule files, in the order of the standards. */
#include "engine/rule.h"
#include "rules/tables.h"

const struct rule_table *const rule_tables[] = {
	&rules_x690_encoding,
	&rules_rfc5280_fields,
	NULL
};
