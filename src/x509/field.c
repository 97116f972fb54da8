/* SPDX-License-Identifier: Apache-2.0 */
/* field.c - the fields of a SEQUENCE, one after the other. */
#include "x509/field.h"

static bool
right_kind(const struct field_kind *kind, uint8_t id)
{
	if (kind->id == FIELD_TIME)
		return id == DER_UTCTIME || id == DER_GENTIME;
	return id == kind->id;
}

bool
field_fits(const struct fields *f, enum artifact_part part)
{
	return f->rest.n > 0 && right_kind(&f->kinds[part], f->rest.p[0]);
}

/* Something else stands there, or nothing that can be framed. */
__attribute__((cold, noinline)) static void
miss(struct reader *r, struct fields *f, enum artifact_part part, bool short_of)
{
	struct der_tlv *t = &r->artifact->field[part];
	const struct field_kind *kind = &f->kinds[part];
	struct span rest = f->rest;
	enum der_status st = der_next(&rest, t);

	if (st == DER_OK && !short_of) {
		reader_check(r, t->raw);
		reader_bad(r, t->raw, kind->wrong);
		f->rest = rest;
	} else {
		*t = (struct der_tlv){ .raw = SPAN_NONE };
		if (st == DER_OK || st == DER_END)
			reader_bad(r, r->whole, kind->missing);
		else if (!f->lost)
			reader_fault(r, f->rest, st, 0, kind->missing);
		f->lost = f->lost || (st != DER_OK && st != DER_END);
	}
	r->bad = true;
}

bool
field_take(struct reader *r, struct fields *f, enum artifact_part part, bool short_of)
{
	struct der_tlv *t = &r->artifact->field[part];

	reader_enter(r, part, r->whole);
	if (field_fits(f, part) && der_next(&f->rest, t) == DER_OK)
		r->whole = t->raw;
	else
		miss(r, f, part, short_of);
	reader_close(r);
	return !r->bad;
}

void
field_take_time(struct reader *r, struct fields *f, enum artifact_part part, struct artifact_time *time)
{
	const struct der_tlv *t = &r->artifact->field[part];

	if (!field_take(r, f, part, false))
		return;
	if (t->quirks == 0 && der_moment(t->id, t->val, &time->seconds)) {
		time->ok = true;
		return;
	}
	reader_check_one(r, t);
	reader_time(r, t, time);
	reader_close(r);
}

bool
field_is_next(struct span in, uint8_t n)
{
	return in.n > 0 && (in.p[0] & ~DER_CONSTRUCTED) == DER_CTX(n);
}

bool
fields_follow(const struct fields *f, const uint8_t *part, size_t n)
{
	struct span in = f->rest;
	enum der_status st;
	struct der_tlv t;

	for (size_t i = 0; i < n; i++)
		if (der_next(&in, &t) != DER_OK || !right_kind(&f->kinds[part[i]], t.id))
			return false;
	while ((st = der_next(&in, &t)) == DER_OK)
		if ((t.id & 0xc0) != DER_CONTEXT)
			return false;
	return st == DER_END;
}

void
fields_give_up(struct reader *r, const uint8_t *part, size_t n)
{
	r->lost = true;
	r->artifact->lost_parts |= PARTS1(r->part);
	for (size_t i = 0; i < n; i++)
		r->artifact->state[part[i]] = PART_IS_BAD;
}
