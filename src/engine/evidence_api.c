/* evidence_api.c - the public calls that give records and ask about them. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/engine.h"
#include "x509/idna.h"

smimelint_status
smimelint_ctx_add_evidence_source(smimelint_ctx *ctx, const char *name, smimelint_fetch_fn *fetch, void *arg)
{
	if (ctx == NULL || name == NULL || fetch == NULL)
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	switch (ev_store_add(&ctx->records, name, fetch, arg)) {
	case EV_OK:
		return SMIMELINT_OK;
	case EV_NO_MEMORY:
		return SMIMELINT_ERR_NOMEM;
	default:
		snprintf(ctx->error, sizeof ctx->error, "evidence: nothing can be read");
		return SMIMELINT_ERR_INPUT;
	}
}

static int64_t
fetch_text(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	const struct record_text *t = arg;

	if (at >= t->n)
		return 0;
	if (n > t->n - at)
		n = (size_t)(t->n - at);
	memcpy(buf, t->octets + at, n);
	return (int64_t)n;
}

smimelint_status
smimelint_ctx_add_evidence(smimelint_ctx *ctx, const char *name, const char *json, size_t len)
{
	struct record_text *t;

	if (ctx == NULL || name == NULL || (json == NULL && len != 0) || len > SIZE_MAX - sizeof *t)
		return SMIMELINT_ERR_ARG;
	if ((t = malloc(sizeof *t + len)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	t->n = len;
	if (len > 0)
		memcpy(t->octets, json, len);
	t->next = ctx->text;
	ctx->text = t;
	return smimelint_ctx_add_evidence_source(ctx, name, fetch_text, t);
}

/* Suffixes are compared as A-labels. */
static bool
add_suffixes(struct ev_psl *psl, struct span text)
{
	struct ev_psl_reader r;
	struct span rule;
	struct arena a;
	bool ok = true;

	arena_init(&a);
	ev_psl_begin(&r, text);
	while (ok && ev_psl_next(&r, &rule)) {
		arena_reset(&a);
		ok = ev_psl_add(psl, idna_domain_key(&a, rule)) && !a.failed;
	}
	arena_free(&a);
	ev_psl_close(psl);
	return ok;
}

smimelint_status
smimelint_ctx_add_psl(smimelint_ctx *ctx, const char *text, size_t len)
{
	size_t before;

	if (ctx == NULL || (text == NULL && len != 0))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	before = ctx->psl.n;
	if (!add_suffixes(&ctx->psl, (struct span){ (const uint8_t *)text, len }))
		return SMIMELINT_ERR_NOMEM;
	if (ctx->psl.n > before)
		return SMIMELINT_OK;
	snprintf(ctx->error, sizeof ctx->error, "no rule of a Public Suffix List in it");
	return SMIMELINT_ERR_INPUT;
}

size_t
smimelint_record_count(const smimelint_ctx *ctx)
{
	return ctx == NULL ? 0 : ctx->records.n_entry;
}

smimelint_record_status
smimelint_record_state(const smimelint_ctx *ctx, size_t i, const char **name, uint64_t *line)
{
	const struct ev_entry *e;

	if (ctx == NULL || i >= ctx->records.n_entry)
		return SMIMELINT_RECORD_UNUSABLE;
	e = &ctx->records.entry[i];
	if (name != NULL)
		*name = ctx->records.source[e->source].name;
	if (line != NULL)
		*line = e->line;
	if (e->unusable != NULL)
		return SMIMELINT_RECORD_UNUSABLE;
	return atomic_load_explicit(&ctx->records.used[i], memory_order_relaxed) ? SMIMELINT_RECORD_MATCHED :
	    SMIMELINT_RECORD_ORPHAN;
}
