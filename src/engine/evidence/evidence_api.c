/* SPDX-License-Identifier: Apache-2.0 */
/* evidence_api.c - the public calls that give records and ask about them. */
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "engine/engine.h"
#include "evidence/methods.h"
#include "evidence/perspective.h"
#include "evidence/record/shape.h"
#include "evidence/record/versions.h"
#include "value/idna.h"

smimelint_status
smimelint_ctx_add_evidence_source(smimelint_ctx *ctx, const char *name, smimelint_fetch_fn *fetch, void *arg)
{
	if (ctx == NULL || name == NULL || fetch == NULL || !ctx_is_open(ctx))
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

	if (ctx == NULL || name == NULL || (json == NULL && len != 0) || len > SIZE_MAX - sizeof *t || !ctx_is_open(ctx))
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

int32_t
smimelint_method_day(const char *method, smimelint_method_event event)
{
	const struct ev_method *m = method != NULL ? ev_method_find(span_of(method)) : NULL;
	const struct ev_section *s = method != NULL ? ev_section_find(span_of(method)) : NULL;

	if (m == NULL)
		return s == NULL ? INT32_MIN : event == SMIMELINT_METHOD_BEGINS ? s->from : INT32_MAX;
	switch (event) {
	case SMIMELINT_METHOD_BEGINS:
		return m->from;
	case SMIMELINT_METHOD_SHOULD_NOT:
		return m->should_not_from;
	case SMIMELINT_METHOD_ENDS:
		return m->banned_from;
	case SMIMELINT_METHOD_REUSE_ENDS:
		return m->reuse_banned_from;
	}
	return INT32_MIN;
}

const char *
smimelint_document_version(const char *document, int32_t day)
{
	if (document == NULL || (strcmp(document, "sbr") != 0 && strcmp(document, "tls-br") != 0))
		return NULL;
	return ev_version_on(strcmp(document, "sbr") == 0 ? BASELINE_SBR : BASELINE_TLS_BR, day);
}

const char *
smimelint_record_type(const char *member)
{
	const struct ev_field *f = member != NULL ? ev_field_at(member) : NULL;

	return f != NULL ? ev_type_word(f) : NULL;
}

/* The line of the first that is no rule; 0: all are. */
static size_t
foreign_line(struct span text)
{
	struct ev_psl_reader r;
	struct span rule;
	size_t line = 1;

	ev_psl_begin(&r, text);
	while (ev_psl_next(&r, &rule)) {
		if (ev_psl_is_rule(rule))
			continue;
		for (const uint8_t *p = text.p; p < rule.p; p++)
			line += *p == '\n';
		return line;
	}
	return 0;
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
	struct span list = { (const uint8_t *)text, len };
	size_t before, line;

	if (ctx == NULL || (text == NULL && len != 0) || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	if ((line = foreign_line(list)) != 0) {
		snprintf(ctx->error, sizeof ctx->error, "line %zu is no rule of a Public Suffix List", line);
		return SMIMELINT_ERR_INPUT;
	}
	before = ctx->psl.n;
	if (!add_suffixes(&ctx->psl, list))
		return SMIMELINT_ERR_NOMEM;
	if (ctx->psl.n > before)
		return SMIMELINT_OK;
	snprintf(ctx->error, sizeof ctx->error, "no rule of a Public Suffix List in it");
	return SMIMELINT_ERR_INPUT;
}

/* A table is what a record has under "perspectives", or an object around that. */
static const struct json_value *
table_document(struct arena *a, const struct json_value *root)
{
	struct json_value *table, *around;

	if (root->type != JSON_OBJECT || json_find(root, "perspectives") != NULL)
		return root;
	table = arena_take(a, sizeof *table);
	around = arena_take(a, sizeof *around);
	if (table == NULL || around == NULL)
		return NULL;
	*table = *root;
	table->key = SPAN_LIT("perspectives");
	*around = (struct json_value){ .type = JSON_OBJECT, .n = 1, .raw = root->raw, .child = table };
	return around;
}

/* "LINE: POINTER: what", as the other settings are refused. */
static smimelint_status
refuse_table(smimelint_ctx *ctx, struct span text, size_t offset, const char *where, const char *what)
{
	uint64_t line, column;

	json_place(text, offset, &line, &column);
	snprintf(ctx->error, sizeof ctx->error, "%llu: %s%s%s", (unsigned long long)line, where, where[0] != '\0' ? ": " : "", what);
	return SMIMELINT_ERR_INPUT;
}

static smimelint_status
refuse_syntax(smimelint_ctx *ctx, struct span text, const struct json_fault *f)
{
	uint64_t line, column;

	if (f->what == NULL)
		return SMIMELINT_ERR_NOMEM;
	json_place(text, f->offset, &line, &column);
	return refuse_table(ctx, text, f->offset, arena_printf(&ctx->evidence_arena, "column %llu: this is not JSON",
	    (unsigned long long)column), f->what);
}

static const char *
entry_says(struct arena *a, const struct ev_perspective *p, const char *member)
{
	const struct json_value *v = json_find(p->at, member);

	return json_says_nothing(v) ? "nothing" : text_show(a, v->raw, EV_FAULT_SHOWN);
}

/* Which of two entries of a perspective came first decides nothing: those that contradict each other are refused. */
static smimelint_status
refuse_contradiction(smimelint_ctx *ctx, struct span text, const struct ev_perspective *p, const struct ev_perspective *other,
    const char *member)
{
	struct arena *a = &ctx->evidence_arena;

	return refuse_table(ctx, text, (size_t)(p->at->raw.p - text.p), json_pointer(a, p->at, member),
	    arena_printf(a, "%s, another entry of the same perspective and time has %s", entry_says(a, p, member), entry_says(a, other, member)));
}

/* All of the table goes behind what is there. */
static smimelint_status
add_table(struct smimelint_ctx *ctx, struct span text, const struct ev_record *r)
{
	struct ev_table *t = &ctx->evidence.perspectives;
	struct ev_perspective *list = arena_array(&ctx->evidence_arena, (size_t)t->n + r->n_perspectives, sizeof *list);

	if (list == NULL)
		return SMIMELINT_ERR_NOMEM;
	if (t->n > 0)
		memcpy(list, t->perspective, t->n * sizeof *list);
	for (uint32_t i = t->n; i < t->n + r->n_perspectives; i++) {
		list[i] = r->perspectives[i - t->n];
		for (uint32_t k = 0; k < i; k++) {
			const char *member;

			if (!span_eq(list[i].code, list[k].code))
				continue;
			if ((member = ev_perspective_contradiction(&list[i], &list[k])) != NULL)
				return refuse_contradiction(ctx, text, &list[i], &list[k], member);
			list[i].several = list[k].several = true;
		}
	}
	*t = (struct ev_table){ list, t->n + r->n_perspectives };
	return SMIMELINT_OK;
}

smimelint_status
smimelint_ctx_add_perspectives(smimelint_ctx *ctx, const char *json, size_t len)
{
	struct ev_reading reading = { .record = NULL };
	const struct json_value *root, *document;
	const struct ev_record *table;
	struct json_fault fault;
	struct span text = { NULL, len };
	struct arena *a;
	uint8_t *copy;

	if (ctx == NULL || (json == NULL && len != 0) || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	a = &ctx->evidence_arena;
	if (len > EV_RECORD_OCTETS)
		return refuse_table(ctx, text, 0, "", "longer than a table may be");
	if ((text.p = copy = arena_take(a, len)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	if (len > 0)
		memcpy(copy, json, len);
	if ((root = json_read(a, text, NULL, &fault)) == NULL)
		return refuse_syntax(ctx, text, &fault);
	document = table_document(a, root);
	table = document != NULL ? ev_decode(a, document, &ev_perspectives_shape, &reading) : NULL;
	if (a->failed)
		return SMIMELINT_ERR_NOMEM;
	if (table == NULL)
		return refuse_table(ctx, text, (size_t)(root->raw.p - text.p), "", "no object of perspectives by code");
	if (reading.n_fault > 0)
		return refuse_table(ctx, text, (size_t)(reading.fault[0].at->raw.p - text.p),
		    json_pointer(a, reading.fault[0].at, reading.fault[0].member), reading.fault[0].what);
	if (reading.unusable != NULL)
		return refuse_table(ctx, text, reading.offset, "", reading.unusable);
	return add_table(ctx, text, table);
}

smimelint_status
smimelint_ctx_check_evidence(smimelint_ctx *ctx)
{
	if (ctx == NULL)
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	for (size_t i = 0; i < ctx->records.n_entry; i++) {
		const struct ev_entry *e = &ctx->records.entry[i];

		if (e->unusable == NULL)
			continue;
		snprintf(ctx->error, sizeof ctx->error, "%s:%llu: no validation evidence record: %s",
		    ctx->records.source[e->source].name, (unsigned long long)e->line, e->unusable);
		return SMIMELINT_ERR_INPUT;
	}
	return SMIMELINT_OK;
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
