/* SPDX-License-Identifier: Apache-2.0 */
/* permission.c - see permission.h. */
#include "evidence/permission.h"

#include "evidence/caa.h"
#include "evidence/methods.h"

static bool
read_records(struct arena *a, const struct json_value *records, struct caa_property *out, uint32_t *n)
{
	*n = 0;
	if (records->type == JSON_STRING) {
		*n = records->text.n > 0;
		return records->text.n == 0 || caa_read_zone(a, records->text, out);
	}
	for (const struct json_value *e = records->child; e != NULL; e = e->next)
		if (e->type != JSON_STRING || !caa_read_zone(a, e->text, &out[(*n)++]))
			return false;
	return true;
}

static bool
has_no_records(const struct ev_sighting *s)
{
	return s->records == NULL || (s->records->type == JSON_STRING ? s->records->text.n == 0 : s->records->n == 0);
}

/* With allow_lookup_failure, a pass without any word of records is a failure too. */
static bool
look_up_failed(const struct ev_attempt *t, const struct ev_sighting *s)
{
	return s->record_present != EV_YES && (s->errors || (s->record_present == EV_UNSAID && has_no_records(s) &&
	    t->asked.allow_lookup_failure == EV_YES));
}

/* An empty list beside the word that there is a record has lost it; without that word, Open MPIC has not finished its look-up. */
static bool
has_lost_records(const struct ev_attempt *t, const struct ev_sighting *s)
{
	return has_no_records(s) && (s->record_present == EV_YES || (s->record_present == EV_UNSAID && t->mpic->format == MPIC_OPEN));
}

/* Was it a validation of the domain, by its method, without any word of CAA? */
static bool
is_domain_validation(const struct ev_sighting *s)
{
	return s->record_present == EV_UNSAID && s->check_type.p == NULL && ev_method_of_open_mpic(s->method) != NULL;
}

static bool
same_texts(const struct json_value *a, const struct json_value *b)
{
	if (a == NULL || b == NULL || a->type != b->type)
		return false;
	if (a->type == JSON_STRING)
		return span_eq(a->text, b->text);
	for (a = a->child, b = b->child; a != NULL && b != NULL; a = a->next, b = b->next)
		if (a->type != JSON_STRING || b->type != JSON_STRING || !span_eq(a->text, b->text))
			return false;
	return a == b;
}

static uint8_t
judge_records(const struct ev_record *r, const struct ev_attempt *t, const struct caa_property *p, uint32_t n)
{
	const struct span *issuer = r->ca != NULL ? r->ca->issuer_domain_names : NULL, *more = NULL;
	uint32_t n_issuer = r->ca != NULL ? r->ca->n_issuer_domain_names : 0, n_more = t->caa != NULL ? t->caa->n_tags_processed : 0;

	if (n_more > 0)
		more = t->caa->tags_processed;
	for (uint32_t i = 0; i < n; i++)
		if ((p[i].flags & CAA_CRITICAL) != 0 && !caa_tag_known(p[i].tag, more, n_more))
			return SEEN_OTHER;
	/* A CA without names is told as that. */
	if (caa_judge(p, n, issuer, n_issuer) == CAA_FORBIDDEN)
		return n_issuer > 0 ? SEEN_OTHER : SEEN_UNKNOWN;
	return SEEN_SAME;
}

/* Perspectives mostly have the answer that the one before had: it is read once. */
static void
read_answer(struct arena *a, const struct ev_record *r, const struct ev_attempt *t, const struct json_value *records,
    struct ev_permission *last)
{
	struct caa_property *p;

	if (same_texts(records, last->records))
		return;
	*last = (struct ev_permission){ .records = records, .says = SEEN_UNKNOWN };
	p = records != NULL ? arena_array(a, (size_t)records->n + 1, sizeof *p) : NULL;
	last->readable = p != NULL && read_records(a, records, p, &last->n);
	if (last->readable)
		last->says = judge_records(r, t, p, last->n);
}

uint8_t
ev_saw_permission(struct arena *a, const struct ev_record *r, const struct ev_attempt *t, const struct ev_sighting *s,
    struct ev_permission *last)
{
	read_answer(a, r, t, s->records, last);
	/* Records of CAA show a check of CAA under a wrong name. */
	if (is_domain_validation(s) && (!last->readable || last->n == 0))
		return SEEN_OTHER_KIND;
	if (look_up_failed(t, s))
		return t->caa != NULL && caa_failure_accepted(t->caa) ? SEEN_SAME : SEEN_FAILURE;
	if (has_lost_records(t, s))
		return SEEN_UNKNOWN;
	return s->record_present == EV_NO && has_no_records(s) ? SEEN_SAME : last->says;
}
