/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_scan.h"

#include "input/pem/scan/end_ahead.h"
#include "input/pem/scan/pem_body.h"
#include "input/pem/scan/pem_find.h"
#include "input/pem/scan/pem_run.h"
#include "input/pem/scan/pem_text.h"

void
pem_init(struct pem *p, struct stream *in, size_t limit)
{
	*p = (struct pem){ .in = in, .limit = limit, .line = 1, .line_blank = true };
}

void
pem_free(struct pem *p)
{
	out_free(&p->octets);
	beside_free(&p->beside);
}

/* END ahead, behind a body whose beginning is gone. */
static void
end_alone(struct pem *p, struct pem_block *b, const struct armour *a)
{
	memcpy(p->label_now, a->label, sizeof p->label_now);
	b->label = p->label_now;
	b->line = p->line;
	pem_fault(p, b, "an END line without its BEGIN line", p->line);
	pem_take(p, pem_window(p), a->n);
}

/* Base64 of a certificate whose beginning is gone, which goes on here. */
static void
what_remains(struct pem *p, struct pem_block *b)
{
	b->what = PEM_BASE64;
	b->label = "";
	b->line = p->line;
	b->remains = p->lost.kind == LOST_RESPONSE ? REMAINS_RESPONSE : p->lost.kind == LOST_CRL ? REMAINS_CRL : REMAINS_CERTIFICATE;
	pem_fault(p, b, p->lost.words, p->line);
	lost_is_told(&p->lost, true);
}

/* DER that was passed over, as its signs show. */
static void
what_was_passed(struct pem *p, struct pem_block *b, enum remains what)
{
	b->what = PEM_REMAINS;
	b->label = "";
	b->remains = what;
	b->at = stream_at(p->in) - 1;
	b->line = p->line;
}

bool
pem_next(struct pem *p, struct pem_block *b)
{
	enum found found = FOUND_BEGIN;
	struct finding f = { .at = 0 };
	struct span s;

	*b = (struct pem_block){ .what = PEM_BLOCK };
	out_clear(&p->octets);
	p->pieced = p->labelled = false;
	p->joints = (struct steady){ .n = 0 };
	if (beside_next(p, b))
		return true;
	if (!p->begun) {
		found = pem_find(p, &s, &f);
		if (found == FOUND_NOTHING)
			return false;
		pem_take(p, s, f.at);
		if (found == FOUND_FORM)
			return false;
		if (found != FOUND_REMAINS)
			p->remains = (struct remains_met){ 0 };
	}
	if (found == FOUND_RUN) {
		b->told = p->lost.told > 0;
		pem_read_run(p, b, f.run, f.total);
		/* Lines of a body stand for another form by chance. */
		if (b->what != PEM_FORM)
			lost_is_told(&p->lost, b->fault != NULL);
	} else if (found == FOUND_END) {
		end_alone(p, b, &f.armour);
	} else if (found == FOUND_REMAINS) {
		what_was_passed(p, b, f.remains);
	} else if (found == FOUND_LOST) {
		what_remains(p, b);
	} else {
		if (!p->begun) {
			pem_begin(p, &f.armour, span_sub(s, f.at, s.n - f.at));
			pem_take(p, span_sub(s, f.at, s.n - f.at), f.armour.n);
		}
		p->begun = false;
		lost_is_told(&p->lost, false);
		if (beside_begins(p))
			return beside_next(p, b);
		memcpy(p->label_now, p->label, sizeof p->label);
		b->label = p->label_now;
		b->line = p->begun_line;
		pem_read_body(p, b);
		if (p->unended)
			lost_is_told(&p->lost, end_leaves_rest(p));
	}
	p->behind_body = b->what == PEM_FORM && p->octets.n >= PEM_BODY_WORD / 4 * 3 ? 1 : 0;
	b->octets = (struct span){ (const uint8_t *)p->octets.p, p->octets.n };
	b->pieced = p->pieced || body_has_others(&p->body);
	b->labelled = p->labelled;
	return true;
}
