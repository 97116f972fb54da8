/* SPDX-License-Identifier: Apache-2.0 */
#include "command/batch/linter.h"

#include <string.h>

#include "base/text.h"
#include "input/sniff.h"
#include "os/lack.h"
#include "os/mapping.h"

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

/* found: yes, no, or NULL where none was looked for. */
static void
count_issuer(struct tally *t, const char *found)
{
	if (found != NULL && strcmp(found, "yes") == 0)
		t->issuer_found++;
	else if (found != NULL)
		t->issuer_not_found++;
}

/* When it was issued, whatever it is. */
static const char *
issued(smimelint_run *run)
{
	static const char *const facts[] = { "not_before", "this_update", "produced_at" };
	const char *text = NULL;

	for (size_t i = 0; text == NULL && i < sizeof facts / sizeof *facts; i++)
		text = smimelint_fact(run, facts[i]);
	return text;
}

static void
count_names(struct tally *t, smimelint_run *run)
{
	const char *reasons = smimelint_fact(run, "reasons"), *issuer = smimelint_fact(run, "issuer");

	/* Who issued the certificate an OCSP response is about it does not name: who answers counts. */
	tally_certificate(t, issuer != NULL ? issuer : smimelint_fact(run, "responder"), smimelint_fact(run, "profile"),
	    smimelint_fact(run, "kind"), issued(run));
	if (reasons != NULL)
		tally_crl(t, smimelint_fact(run, "covers"), reasons);
}

static void
count_not_evaluated(struct tally *t, smimelint_run *run)
{
	const size_t n = smimelint_rule_count();

	for (size_t i = 0; (i = smimelint_not_evaluated_next(run, i)) < n; i++)
		tally_not_evaluated(t, smimelint_rule_text(smimelint_rule_at(i), "id"), i);
}

static void
count_result(struct tally *t, const struct result *res)
{
	tally_result(t, res->status);
	count_issuer(t, smimelint_fact(res->run, "issuer_found"));
	count_not_evaluated(t, res->run);
	for (size_t i = 0; i < result_finding_count(res); i++) {
		smimelint_finding f = result_finding(res, i);

		tally_finding(t, f.severity, f.state == SMIMELINT_STATE_NEW, smimelint_rule_text(f.rule, "id"));
	}
	if (res->kind == RESULT_STRAY && res->status != SMIMELINT_UNREADABLE)
		tally_record(t, res->status);
	if (!result_certificate(res))
		return;
	tally_kind(t, smimelint_fact(res->run, "kind"));
	if (t->wide)
		count_names(t, res->run);
}

struct span
linter_octets(const struct item *item)
{
	static const uint8_t crl[] = { 0x30, 0x7f, 0x30, 0x7d, 2, 1, 1, 0x30, 3, 6, 1, 0, 0x30, 0, 0x17 };
	/* A BasicOCSPResponse of no octets. */
	static const uint8_t response[] = { 0x30, 20, 0x0a, 1, 0, 0xa0, 15, 0x30, 13, 6, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1, 4, 0 };

	if (item->fault == NULL || sniff_cut_status(item->der))
		return item->der;
	if (item->place == PLACE_OF_RESPONSE)
		return (struct span){ response, sizeof response };
	return item->place == PLACE_OF_CRL ? (struct span){ crl, sizeof crl } : SPAN_NONE;
}

static smimelint_status
lint(smimelint_run *run, const struct item *item)
{
	struct span der = linter_octets(item);

	switch (item->kind) {
	case ITEM_RECORD:
		return smimelint_lint_record(run, item->record);
	case ITEM_STRAY:
		return smimelint_report_record(run, item->record);
	default:
		return item->mapped && der.p == item->der.p && der.p != NULL ? smimelint_lint_mapped(run, der.p, der.n, mapping_release, NULL) :
		    smimelint_lint(run, der.p, der.n);
	}
}

/* Lints and renders it. */
static bool
render(struct linter *l, struct out *text, const struct item *item, struct result *res)
{
	const smimelint_source from = { sizeof from, item->path, item->index, item->format, item->line, item->fault };
	smimelint_status st = lint(l->run, item);

	if (st != SMIMELINT_OK && st != SMIMELINT_ERR_INPUT && st != SMIMELINT_ERR_LIMIT)
		return false;
	if (smimelint_result_source(l->run, &from) != SMIMELINT_OK)
		return false;
	res->path = text_show(&l->arena, span_of(item->path), 0);
	res->status = l->status = smimelint_result_status(l->run);
	l->report->form->result(l->report, text, res);
	return true;
}

/* The same of a file that lost octets meanwhile: nothing that was found in it counts. */
static bool
render_lost(struct linter *l, struct out *text, const struct item *item, struct result *res)
{
	struct item lost = *item;

	lost.der = SPAN_NONE;
	lost.fault = MAPPING_LOST;
	lost.place = PLACE_OF_CRL;
	arena_reset(&l->arena);
	return render(l, text, &lost, res);
}

bool
linter_item(struct linter *l, struct out *text, const struct item *item, uint64_t number)
{
	static const enum result_kind kinds[] = {
		[ITEM_CERTIFICATE] = RESULT_CERTIFICATE, [ITEM_RECORD] = RESULT_RECORD, [ITEM_STRAY] = RESULT_STRAY,
	};
	struct result res = {
		.index = item->index, .line = item->line, .kind = kinds[item->kind], .number = number, .run = l->run,
		.arena = &l->arena,
	};
	size_t before = text->n;

	arena_reset(&l->arena);
	if (!render(l, text, item, &res))
		return false;
	if (item->mapped && mapping_lost(item->der)) {
		text->n = before;
		if (!render_lost(l, text, item, &res))
			return false;
	}
	if (!text->failed && text->n > before)
		json_sum_line(l->report, &l->tally, l->run, text->p + before, text->n - before);
	count_result(&l->tally, &res);
	return !lack_noted() && smimelint_run_error(l->run) == SMIMELINT_OK && !l->arena.failed && !l->tally.failed && !text->failed;
}
