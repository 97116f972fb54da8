/* SPDX-License-Identifier: Apache-2.0 */
/*
 * smimelint.c - the functions of the extension.  Each looks for interrupts
 * (statement_timeout, a cancelled query) before it lints; one certificate
 * takes some 20 microseconds.  The library is never inside a call when an
 * error is raised, so a run is good for the next call whatever happens.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "linter.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(smimelint_pg_version);
PG_FUNCTION_INFO_V1(smimelint_pg_findings);
PG_FUNCTION_INFO_V1(smimelint_pg_status);
PG_FUNCTION_INFO_V1(smimelint_pg_facts);
PG_FUNCTION_INFO_V1(smimelint_pg_result);

/* Lints the first argument by the options of the second. */
static smimelint_run *
lint(FunctionCallInfo fcinfo)
{
	bytea *der = PG_GETARG_BYTEA_PP(0);
	smimelint_run *run = linter_run(PG_GETARG_JSONB_P(1));
	smimelint_status st;

	CHECK_FOR_INTERRUPTS();
	st = smimelint_lint(run, (const uint8_t *)VARDATA_ANY(der), VARSIZE_ANY_EXHDR(der));
	/* Octets that are no certificate have a result, which says so. */
	if (st != SMIMELINT_ERR_INPUT && st != SMIMELINT_ERR_LIMIT)
		linter_check(st);
	return run;
}

/* A text of the library, which is UTF-8, as a Datum; *isnull where there is none. */
static Datum
text_or_null(const char *text, bool *isnull)
{
	*isnull = text == NULL;
	return text == NULL ? (Datum)0 : CStringGetTextDatum(pg_any_to_server(text, (int)strlen(text), PG_UTF8));
}

/* The last result, as a jsonb. */
static Jsonb *
result_json(smimelint_run *run)
{
	size_t n;
	const char *text = smimelint_result_json(run, 0, &n);

	if (text == NULL)
		linter_check(SMIMELINT_ERR_NOMEM);
	return DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(pg_any_to_server(text, (int)n, PG_UTF8))));
}

Datum
smimelint_pg_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%s, rule set of %s: SBR %s, TLS BR %s", smimelint_version(),
	    smimelint_ruleset("date"), smimelint_ruleset("sbr"), smimelint_ruleset("tls-br"))));
}

Datum
smimelint_pg_status(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(smimelint_level_name(smimelint_result_status(lint(fcinfo)))));
}

Datum
smimelint_pg_result(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(result_json(lint(fcinfo)));
}

/* The member that says what the thing is; it is null for the kinds of thing that it is not. */
Datum
smimelint_pg_facts(PG_FUNCTION_ARGS)
{
	static const char *const kinds[] = { "certificate", "crl", "ocsp" };
	Jsonb *result = result_json(lint(fcinfo));

	for (size_t i = 0; i < lengthof(kinds); i++) {
		JsonbValue *v = getKeyJsonValueFromContainer(&result->root, kinds[i], (int)strlen(kinds[i]), NULL);

		if (v != NULL && v->type != jbvNull)
			PG_RETURN_JSONB_P(JsonbValueToJsonb(v));
	}
	PG_RETURN_NULL();
}

enum {
	F_RULE, F_SEVERITY, F_SECTION, F_CITATION, F_SINCE, F_MESSAGE, F_VALUE, F_PATH, F_OFFSET, F_LENGTH, F_READING,
	F_RECORD, F_BASIS, F_COLUMNS
};

static void
put_finding(ReturnSetInfo *to, const smimelint_finding *f)
{
	Datum values[F_COLUMNS];
	bool nulls[F_COLUMNS] = { false };
	bool place = f->length > 0;

	values[F_RULE] = text_or_null(smimelint_rule_text(f->rule, "id"), &nulls[F_RULE]);
	values[F_SEVERITY] = text_or_null(smimelint_level_name(f->severity), &nulls[F_SEVERITY]);
	values[F_SECTION] = text_or_null(f->section, &nulls[F_SECTION]);
	values[F_CITATION] = text_or_null(f->citation, &nulls[F_CITATION]);
	values[F_SINCE] = DateADTGetDatum(f->since - (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE));
	nulls[F_SINCE] = f->since == PG_INT32_MIN;
	values[F_MESSAGE] = text_or_null(f->message, &nulls[F_MESSAGE]);
	values[F_VALUE] = text_or_null(f->value, &nulls[F_VALUE]);
	values[F_PATH] = text_or_null(f->path, &nulls[F_PATH]);
	values[F_OFFSET] = Int64GetDatum(f->offset);
	values[F_LENGTH] = Int64GetDatum(f->length);
	nulls[F_OFFSET] = nulls[F_LENGTH] = !place;
	values[F_READING] = text_or_null(f->reading, &nulls[F_READING]);
	values[F_RECORD] = text_or_null(f->record_id, &nulls[F_RECORD]);
	values[F_BASIS] = text_or_null(f->basis, &nulls[F_BASIS]);
	tuplestore_putvalues(to->setResult, to->setDesc, values, nulls);
}

/* All rows at once: a run has one result, and a call in between, of another row, would take it away. */
Datum
smimelint_pg_findings(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *to = (ReturnSetInfo *)fcinfo->resultinfo;
	smimelint_run *run = lint(fcinfo);
	smimelint_finding f = { .size = sizeof f };

	InitMaterializedSRF(fcinfo, 0);
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		linter_check(smimelint_finding_get(run, i, &f));
		put_finding(to, &f);
	}
	linter_check(smimelint_run_error(run));
	return (Datum)0;
}
