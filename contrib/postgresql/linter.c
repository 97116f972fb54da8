/* SPDX-License-Identifier: Apache-2.0 */
#include "linter.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#define LINTERS 8

/* Memory of the library is its own: nothing of it hangs on a memory context, and no error is raised while it is half made. */
struct linter {
	char *key;			/* the options, as jsonb has them; NULL: the slot is free */
	Size n;
	smimelint_ctx *ctx;
	smimelint_run *run;
	uint64 used;			/* when */
};

static struct linter linters[LINTERS];
static uint64 calls;

/* The members of the options that are no options of the library. */
static const char *const documents[] = { "issuers", "evidence", "ca-profile" };
enum { ISSUERS, EVIDENCE, CA_PROFILE, DOCUMENTS };

/* What a context is made of, all of it allocated before. */
struct wish {
	char *options;			/* JSON in UTF-8 */
	char *document[DOCUMENTS];	/* the same, or NULL; not the issuers */
	int n_issuer;
	bytea **issuer;
};

void
linter_check(smimelint_status st)
{
	if (st == SMIMELINT_ERR_NOMEM)
		ereport(ERROR, errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"));
	if (st != SMIMELINT_OK)
		ereport(ERROR, errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION), errmsg("smimelint: %s", smimelint_strerror(st)));
}

/* ---- reading the options ---- */

static void
refuse(const char *why)
{
	ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("smimelint options: %s", why));
}

static char *
json_text(Jsonb *json)
{
	char *text = JsonbToCString(NULL, &json->root, VARSIZE(json));

	return pg_server_to_any(text, (int)strlen(text), PG_UTF8);
}

static JsonbValue *
member(Jsonb *options, const char *name)
{
	return getKeyJsonValueFromContainer(&options->root, name, (int)strlen(name), NULL);
}

/* What is no base64 is an error of SQLSTATE 22023 already. */
static bytea *
read_issuer(const JsonbValue *v)
{
	if (v->type != jbvString)
		refuse("\"issuers\" is a list of texts, the base64 of a CA certificate each");
	return DatumGetByteaP(DirectFunctionCall2(binary_decode,
	    PointerGetDatum(cstring_to_text_with_len(v->val.string.val, v->val.string.len)), CStringGetTextDatum("base64")));
}

static void
read_issuers(struct wish *w, const JsonbValue *v)
{
	JsonbContainer *list;

	if (v->type != jbvBinary || !JsonContainerIsArray(v->val.binary.data) || JsonContainerIsScalar(v->val.binary.data))
		refuse("\"issuers\" is a list of texts, the base64 of a CA certificate each");
	list = v->val.binary.data;
	w->n_issuer = (int)JsonContainerSize(list);
	w->issuer = palloc(sizeof *w->issuer * (Size)Max(w->n_issuer, 1));
	for (int i = 0; i < w->n_issuer; i++)
		w->issuer[i] = read_issuer(getIthJsonbValueFromContainer(list, (uint32)i));
}

static struct wish
read_options(Jsonb *options)
{
	struct wish w = { 0 };

	if (!JB_ROOT_IS_OBJECT(options))
		refuse("they are no JSON object");
	for (int i = 0; i < DOCUMENTS; i++) {
		JsonbValue *v = member(options, documents[i]);

		if (v == NULL)
			continue;
		if (i == ISSUERS && v->type != jbvNull)
			read_issuers(&w, v);
		else if (v->type != jbvNull)
			w.document[i] = json_text(JsonbValueToJsonb(v));
		options = DatumGetJsonbP(DirectFunctionCall2(jsonb_delete, JsonbPGetDatum(options),
		    CStringGetTextDatum(documents[i])));
	}
	w.options = json_text(options);
	return w;
}

/* ---- making a context ---- */

/* Sets all that is wished; calls nothing of the server.  *issuer: how many issuers were added. */
static smimelint_status
fulfil(smimelint_ctx *ctx, const struct wish *w, int *issuer)
{
	smimelint_status st = smimelint_ctx_set_json(ctx, w->options, strlen(w->options));

	for (*issuer = 0; st == SMIMELINT_OK && *issuer < w->n_issuer; *issuer += st == SMIMELINT_OK)
		st = smimelint_ctx_add_issuer(ctx, (const uint8_t *)VARDATA(w->issuer[*issuer]),
		    VARSIZE(w->issuer[*issuer]) - VARHDRSZ);
	if (st == SMIMELINT_OK && w->document[EVIDENCE] != NULL)
		st = smimelint_ctx_add_evidence(ctx, "evidence", w->document[EVIDENCE], strlen(w->document[EVIDENCE]));
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_check_evidence(ctx);
	if (st == SMIMELINT_OK && w->document[CA_PROFILE] != NULL)
		st = smimelint_ctx_add_ca_profile(ctx, w->document[CA_PROFILE], strlen(w->document[CA_PROFILE]));
	return st;
}

static void
linter_free(struct linter *l)
{
	smimelint_run_free(l->run);
	smimelint_ctx_free(l->ctx);
	free(l->key);
	*l = (struct linter){ 0 };
}

/* Makes the linter; on an error nothing of it is left when the error is raised. */
static void
linter_make(struct linter *l, Jsonb *options)
{
	struct wish w = read_options(options);
	char why[1024] = "";
	int issuer = 0;
	smimelint_status st = smimelint_ctx_new(&l->ctx);

	if (st == SMIMELINT_OK && (st = fulfil(l->ctx, &w, &issuer)) != SMIMELINT_OK)
		strlcpy(why, smimelint_ctx_error(l->ctx), sizeof why);
	if (st == SMIMELINT_OK && (st = smimelint_run_new(&l->run, l->ctx)) != SMIMELINT_OK)
		strlcpy(why, smimelint_ctx_error(l->ctx), sizeof why);
	l->n = VARSIZE(options);
	if (st == SMIMELINT_OK && (l->key = malloc(l->n)) == NULL)
		st = SMIMELINT_ERR_NOMEM;
	if (st == SMIMELINT_OK) {
		memcpy(l->key, options, l->n);
		return;
	}
	linter_free(l);
	if (st == SMIMELINT_ERR_OPTION)
		refuse(pg_any_to_server(why, (int)strlen(why), PG_UTF8));
	if (st == SMIMELINT_ERR_INPUT || st == SMIMELINT_ERR_LIMIT)
		refuse(issuer < w.n_issuer ? psprintf("element %d of \"issuers\" is no certificate that can be read", issuer) :
		    "\"evidence\" holds something that is no validation evidence record");
	linter_check(st);
}

smimelint_run *
linter_run(Jsonb *options)
{
	struct linter *l = &linters[0];

	calls++;
	for (int i = 0; i < LINTERS; i++) {
		if (linters[i].key != NULL && linters[i].n == VARSIZE(options) && memcmp(linters[i].key, options, linters[i].n) == 0) {
			linters[i].used = calls;
			return linters[i].run;
		}
		if (linters[i].used < l->used)
			l = &linters[i];
	}
	linter_free(l);
	linter_make(l, options);
	l->used = calls;
	return l->run;
}
