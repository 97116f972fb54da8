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

/*
 * Of damaged artifacts another field may be damaged, too, and elements that are no
 * field may stand behind all; but not more of these than sound ones.  What wraps a
 * SEQUENCE is hardly met by chance, and counts twice.  A SEQUENCE where there is no
 * field may be one out of step.
 */
static bool
follow(const struct fields *f, const uint8_t *part, size_t n, size_t stray)
{
	struct span in = f->rest;
	size_t sound = 0, others = 0, i = 0;
	enum der_status st;
	struct der_tlv t;

	for (size_t k = 0; (st = der_next(&in, &t)) == DER_OK; k++) {
		bool context = (t.id & 0xc0) == DER_CONTEXT;

		if (k == stray && t.id != DER_SEQUENCE)
			continue;
		if (i < n ? right_kind(&f->kinds[part[i]], t.id) : context)
			sound += i >= n && der_peek(t.val, DER_SEQUENCE) ? 2 : 1;
		else if (t.id == DER_SEQUENCE || (i < n && context))
			return false;
		else
			others++;
		i++;
	}
	return st == DER_END && i >= n && others <= sound;
}

bool
fields_follow(const struct fields *f, const uint8_t *part, size_t n)
{
	return follow(f, part, n, SIZE_MAX);
}

bool
fields_follow_stray(const struct fields *f, const uint8_t *part, size_t n)
{
	return follow(f, part, n, 0);
}

bool
fields_follow_in_part(const struct fields *f, const uint8_t *part, size_t n)
{
	size_t stray = 0;

	while (stray <= n && !follow(f, part, n, stray))
		stray++;
	return stray <= n || follow(f, part, n, SIZE_MAX);
}

/* Is one of them an Extension, if damage is not all there is? */
static bool
holds_extension(struct span list)
{
	struct der_tlv t;

	while (der_next(&list, &t) == DER_OK)
		if (t.id == DER_SEQUENCE && der_peek(t.val, DER_OID))
			return true;
	return false;
}

bool
fields_lead_to_extensions(struct span in, uint8_t n)
{
	struct der_tlv t, list;

	while (der_next(&in, &t) == DER_OK)
		if (t.id == DER_CTX_CONS(n))
			return der_take(&t.val, DER_SEQUENCE, &list) && holds_extension(list.val);
	return false;
}

void
fields_stray(struct reader *r, struct fields *f, struct span whole)
{
	struct der_tlv t;
	bool told;

	if (der_next(&f->rest, &t) != DER_OK)
		return;
	reader_enter(r, PART_TBS, whole);
	reader_check(r, t.raw);
	told = reader_unmet(r, t.raw);
	if (told || r->strays.n == 0 || r->strays.p + r->strays.n != t.raw.p)
		fields_tell_strays(r, whole);
	if (!told)
		r->strays = (struct span){ r->strays.n > 0 ? r->strays.p : t.raw.p, r->strays.n + t.raw.n };
	r->bad = true;
	/* It may have been meant to be what any rule is about. */
	r->artifact->unsure_parts |= PARTS1(PART_TBS);
}

void
fields_tell_strays(struct reader *r, struct span whole)
{
	struct span all = r->strays, behind = all;
	struct der_tlv first;

	r->strays = SPAN_NONE;
	if (all.n == 0)
		return;
	(void)der_next(&behind, &first);
	reader_enter(r, PART_TBS, whole);
	reader_bad(r, all, behind.n == 0 ? "an element stands in front of a field, and is none or out of its place" :
	    "elements stand in front of a field, and are none or out of their places");
}

static void
all_bad(struct reader *r, const uint8_t *part, size_t n)
{
	for (size_t i = 0; i < n; i++)
		r->artifact->state[part[i]] = PART_IS_BAD;
}

bool
fields_empty(struct reader *r, const struct der_tlv *t, const uint8_t *part, size_t n, const char *what)
{
	if (t->val.n > 0)
		return false;
	reader_bad(r, t->raw, what);
	all_bad(r, part, n);
	return true;
}

void
fields_give_up(struct reader *r, const uint8_t *part, size_t n)
{
	r->lost = true;
	r->artifact->lost_parts |= PARTS1(r->part);
	all_bad(r, part, n);
}
