/* SPDX-License-Identifier: Apache-2.0 */
#include "result/accepted.h"

#include "result/baseline.h"
#include "result/cut.h"
#include "result/finding.h"
#include "result/waiver.h"

/* In the context's accepted_arena, all of it. */
struct accepted {
	struct baseline baseline;
	struct waiver_list *waivers;	/* in the order of the calls */
};

/* ---- what is accepted ---- */

static struct accepted *
accepted_of(smimelint_ctx *ctx)
{
	ctx->error[0] = '\0';
	ctx->accepted_arena.failed = false;
	if (ctx->accepted == NULL)
		ctx->accepted = arena_take(&ctx->accepted_arena, sizeof *ctx->accepted);
	return ctx->accepted;
}

static smimelint_status
refused(smimelint_ctx *ctx, const struct json_doc *d)
{
	if (d->error == NULL)
		return SMIMELINT_ERR_NOMEM;
	return ctx_refuse(ctx, "%s", d->error);
}

smimelint_status
smimelint_ctx_add_waivers(smimelint_ctx *ctx, const char *json, size_t len, int32_t day)
{
	struct json_doc d;
	struct accepted *a;
	struct waiver_list *list, **last;

	if (ctx == NULL || (json == NULL && len != 0) || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	if ((a = accepted_of(ctx)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	d = (struct json_doc){ .text = { (const uint8_t *)json, len }, .arena = &ctx->accepted_arena };
	if ((list = waivers_read(&d, day)) == NULL)
		return refused(ctx, &d);
	for (last = &a->waivers; *last != NULL; last = &(*last)->next)
		continue;
	*last = list;
	return SMIMELINT_OK;
}

/* first_line: 0 for a whole report, else the number of the first of some lines of an ndjson report. */
static smimelint_status
add_baseline(smimelint_ctx *ctx, const char *json, size_t len, uint64_t first_line)
{
	struct json_doc d;
	struct arena trees;
	struct accepted *a;
	struct key_work *work;
	smimelint_status st = SMIMELINT_OK;

	if (ctx == NULL || (json == NULL && len != 0) || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	if ((a = accepted_of(ctx)) == NULL || (work = key_work_new(ctx->lib)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	arena_init(&trees);
	d = (struct json_doc){
		.text = { (const uint8_t *)json, len }, .before = first_line > 0 ? first_line - 1 : 0, .arena = &trees
	};
	if (!baseline_add(&a->baseline, &ctx->accepted_arena, work, &d, first_line > 0))
		st = refused(ctx, &d);
	arena_free(&trees);
	key_work_free(work);
	return st;
}

smimelint_status
smimelint_ctx_add_baseline(smimelint_ctx *ctx, const char *json, size_t len)
{
	return add_baseline(ctx, json, len, 0);
}

smimelint_status
smimelint_ctx_add_baseline_lines(smimelint_ctx *ctx, const char *lines, size_t len, uint64_t first)
{
	return first == 0 ? SMIMELINT_ERR_ARG : add_baseline(ctx, lines, len, first);
}

/* ---- one result ---- */

/* The first waiver that holds; else the last that does not any more is named. */
static void
judge_waivers(struct smimelint_run *run, struct finding *f, const struct waiver *const *waiver, size_t n, int32_t today)
{
	char day[16];

	for (size_t i = 0; i < n && f->state != SMIMELINT_STATE_WAIVED; i++) {
		const struct waiver *w = waiver[i];

		if (!smimelint_rule_matches(f->rule, w->rule))
			continue;
		f->waiver = text_show(&run->arena, span_of(w->reason), 0);
		if (w->expires >= today)
			f->state = SMIMELINT_STATE_WAIVED;
		else
			f->waiver = arena_printf(&run->arena, "expired on %s: %s", day_format(w->expires, day), f->waiver);
	}
}

static void
judge_by_lists(struct smimelint_run *run, const struct waiver_list *l)
{
	struct waiver_facts facts;

	if (l == NULL || run->n_finding == 0)
		return;
	facts = (struct waiver_facts){
		smimelint_fact(run, "sha256"), smimelint_fact(run, "serial"), smimelint_fact(run, "issuer"),
		smimelint_fact(run, "subject")
	};
	for (; l != NULL; l = l->next) {
		size_t n = 0;
		const struct waiver **waiver = waivers_of(l, &facts, &run->arena, &n);

		for (size_t i = 0; waiver != NULL && i < run->n_finding && n > 0; i++)
			judge_waivers(run, &run->finding[i], waiver, n, l->day);
	}
}

static void
judge_all(struct smimelint_run *run, const struct accepted *a)
{
	judge_by_lists(run, a->waivers);
	for (size_t i = 0; i < run->n_finding; i++) {
		struct finding *f = &run->finding[i];
		smimelint_finding shown;
		struct known_key key;

		if (f->state == SMIMELINT_STATE_WAIVED || a->baseline.used == 0)
			continue;
		shown = finding_view(run, i);
		if (baseline_key(&key, run->key, &run->arena, run->source.path, f->rule->id, shown.path, shown.value) &&
		    baseline_take(&a->baseline, &key, (smimelint_level)f->severity))
			f->state = SMIMELINT_STATE_KNOWN;
	}
}

void
accepted_judge(struct smimelint_run *run)
{
	struct cut cut;
	bool is_cut;

	if (run->judged)
		return;
	run->judged = true;
	is_cut = cut_begin(run, &cut);
	if (run->ctx->accepted != NULL)
		judge_all(run, run->ctx->accepted);
	if (is_cut)
		cut_end(run, &cut);
}
