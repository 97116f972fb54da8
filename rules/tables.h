/* tables.h - declares the table of each rule file. */
#ifndef RULES_TABLES_H
#define RULES_TABLES_H

#include "engine/rule.h"

extern const struct rule_table rules_x690_encoding;
extern const struct rule_table rules_rfc5280_fields;

#endif
