#include "command/linter.h"

bool
linter_init(struct linter *l, const smimelint_ctx *ctx, const struct report *report)
{
	*l = (struct linter){ .report = report, .tally.wide = report->summary };
	arena_init(&l->arena);
	return smimelint_run_new(&l->run, ctx) == SMIMELINT_OK;
}

void
linter_free(struct linter *l)
{
	smimelint_run_free(l->run);
	arena_free(&l->arena);
	tally_free(&l->tally);
}

static void
count_result(struct tally *t, const struct result *res)
{
	tally_result(t, res->status);
	t->not_evaluated += smimelint_not_evaluated_count(res->run);
	for (size_t i = 0; i < result_finding_count(res); i++) {
		smimelint_finding f = result_finding(res, i);

		tally_finding(t, f.severity, result_state(res, i) == STATE_NEW, smimelint_rule_text(f.rule, "id"));
	}
	t->records += res->item->kind == ITEM_STRAY && res->status != SMIMELINT_UNREADABLE;
	if (t->wide && result_certificate(res))
		tally_certificate(t, smimelint_fact(res->run, "issuer"), smimelint_fact(res->run, "profile"),
		    smimelint_fact(res->run, "kind"), smimelint_fact(res->run, "not_before"));
}

bool
linter_item(struct linter *l, struct out *text, const struct item *item, uint64_t number)
{
	const struct report *r = l->report;
	struct result res = { item, item->path, number, l->run, SMIMELINT_UNREADABLE, &l->arena, NULL };
	struct span der = item->fault != NULL ? SPAN_NONE : item->der;
	smimelint_status st;

	arena_reset(&l->arena);
	st = item->kind == ITEM_RECORD ? smimelint_lint_record(l->run, item->record) :
	    item->kind == ITEM_STRAY ? smimelint_report_record(l->run, item->record) :
	    smimelint_lint(l->run, der.p, der.n);
	if (st != SMIMELINT_OK && st != SMIMELINT_ERR_INPUT && st != SMIMELINT_ERR_LIMIT)
		return false;
	res.status = l->status = smimelint_result_status(l->run);
	if (r->accept != NULL)
		res.standing = accept_judge(r->accept, &res);
	r->form->result(r, text, &res);
	count_result(&l->tally, &res);
	return smimelint_run_error(l->run) == SMIMELINT_OK && !l->arena.failed && !l->tally.failed && !text->failed;
}
