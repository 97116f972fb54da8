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

smimelint_status
smimelint_ctx_add_baseline(smimelint_ctx *ctx, const char *json, size_t len)
{
	struct json_doc d;
	struct arena trees;
	struct accepted *a;
	smimelint_status st = SMIMELINT_OK;

	if (ctx == NULL || (json == NULL && len != 0) || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	if ((a = accepted_of(ctx)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	arena_init(&trees);
	d = (struct json_doc){ .text = { (const uint8_t *)json, len }, .arena = &trees };
	if (!baseline_add(&a->baseline, &ctx->accepted_arena, &d))
		st = refused(ctx, &d);
	arena_free(&trees);
	return st;
}

/* ---- one result ---- */

/* The first waiver that holds; else the last that does not any more is named. */
static void
judge_waivers(struct smimelint_run *run, struct finding *f, const struct waiver_facts *facts)
{
	char day[16];

	for (const struct waiver_list *l = run->ctx->accepted->waivers; l != NULL; l = l->next)
		for (size_t i = 0; i < l->n && f->state != SMIMELINT_STATE_WAIVED; i++) {
			const struct waiver *w = &l->waiver[i];

			if (!waiver_matches(w, f->rule, facts))
				continue;
			f->waiver = text_show(&run->arena, span_of(w->reason), 0);
			if (w->expires >= l->day)
				f->state = SMIMELINT_STATE_WAIVED;
			else
				f->waiver = arena_printf(&run->arena, "expired on %s: %s", day_format(w->expires, day), f->waiver);
		}
}

static void
judge_all(struct smimelint_run *run, const struct accepted *a)
{
	struct waiver_facts facts = { .sha256 = NULL };

	if (a->waivers != NULL && run->n_finding > 0)
		facts = (struct waiver_facts){
			smimelint_fact(run, "sha256"), smimelint_fact(run, "serial"), smimelint_fact(run, "issuer"),
			smimelint_fact(run, "subject")
		};
	for (size_t i = 0; i < run->n_finding; i++) {
		struct finding *f = &run->finding[i];
		smimelint_finding shown;

		judge_waivers(run, f, &facts);
		if (f->state == SMIMELINT_STATE_WAIVED || a->baseline.used == 0)
			continue;
		shown = finding_view(run, i);
		if (baseline_take(&a->baseline, baseline_key(&run->arena, run->source.path, f->rule->id, shown.path, shown.value)))
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
