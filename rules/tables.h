/* tables.h - declares the table of each rule file. */
#ifndef RULES_TABLES_H
#define RULES_TABLES_H

#include "engine/rule.h"

#endif
