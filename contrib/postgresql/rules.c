/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c - the table of rules, a row each.  Its texts are ASCII. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"

#include <smimelint.h>

PG_FUNCTION_INFO_V1(smimelint_pg_rules);

/* Columns that are one text, in their order; the citation is made. */
static const char *const texts[] = { "id", "source", "section", NULL, "title", "requires", "explanation", "remedy" };
#define TEXTS lengthof(texts)
#define COLUMNS (TEXTS + 5)

static Datum
list(const smimelint_rule *rule, const char *name)
{
	Datum items[64];
	const char *item;
	int n = 0;

	while (n < (int)lengthof(items) && (item = smimelint_rule_item(rule, name, (size_t)n)) != NULL)
		items[n++] = CStringGetTextDatum(item);
	return PointerGetDatum(construct_array(items, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* [{"from":"2023-09-01","level":"SHALL","severity":"error"}] */
static Datum
schedule(const smimelint_rule *rule)
{
	smimelint_level severity;
	StringInfoData json;
	int year, month, day;
	const char *level;
	int32_t from;

	initStringInfo(&json);
	appendStringInfoChar(&json, '[');
	for (size_t i = 0; smimelint_rule_schedule(rule, i, &from, &level, &severity); i++) {
		appendStringInfo(&json, "%s{\"from\":", i > 0 ? "," : "");
		if (from == PG_INT32_MIN)
			appendStringInfoString(&json, "null");
		else {
			j2date(from + UNIX_EPOCH_JDATE, &year, &month, &day);
			appendStringInfo(&json, "\"%04d-%02d-%02d\"", year, month, day);
		}
		appendStringInfo(&json, ",\"level\":\"%s\",\"severity\":\"%s\"}", level, smimelint_level_name(severity));
	}
	appendStringInfoChar(&json, ']');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}

static Datum
citation(const smimelint_rule *rule)
{
	char text[256];

	smimelint_rule_citation(rule, text, sizeof text);
	return CStringGetTextDatum(text);
}

Datum
smimelint_pg_rules(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *to = (ReturnSetInfo *)fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);
		bool nulls[COLUMNS] = { false };
		Datum values[COLUMNS];

		for (size_t t = 0; t < TEXTS; t++)
			values[t] = texts[t] != NULL ? CStringGetTextDatum(smimelint_rule_text(rule, texts[t])) : citation(rule);
		values[TEXTS] = list(rule, "kinds");
		values[TEXTS + 1] = list(rule, "needs");
		values[TEXTS + 2] = schedule(rule);
		values[TEXTS + 3] = list(rule, "zlint");
		values[TEXTS + 4] = list(rule, "pkilint");
		tuplestore_putvalues(to->setResult, to->setDesc, values, nulls);
	}
	return (Datum)0;
}
