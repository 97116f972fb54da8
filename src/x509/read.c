/* SPDX-License-Identifier: Apache-2.0 */
/* read.c - noting faults, and taking elements one after the other. */
#include "x509/read.h"

#include "base/utf8.h"

/* ---- faults, each place once ---- */

/* Can one fault say both?  An element that is not there and one that is damaged may have the same place. */
static bool
same_structure(const char *a, const char *b)
{
	return a == NULL || b == NULL || a == b || strcmp(a, b) == 0;
}

/* The slot of a fault at these octets of the part: its own, or a free one. */
static uint32_t *
fault_slot(const struct fault_list *l, uint8_t part, struct span where, const char *what)
{
	uint64_t key = ((uint64_t)(uintptr_t)where.p << 8 ^ (uint64_t)where.n << 32 ^ part) * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(key >> 20) & (l->n_slot - 1);

	for (; l->slot[i] != 0; i = (i + 1) & (l->n_slot - 1)) {
		const struct artifact_fault *f = &l->v[l->slot[i] - 1];

		if (f->part == part && f->where.p == where.p && f->where.n == where.n && same_structure(f->what, what))
			break;
	}
	return &l->slot[i];
}

/* Room for one fault more: the table is at most half full. */
static bool
fault_room(struct reader *r, size_t n)
{
	struct fault_list *l = &r->faults;
	struct artifact_fault *v = arena_grow(r->a, l->v, n, &l->room, sizeof *v);

	if (v == NULL || n >= UINT32_MAX)
		return false;
	l->v = v;
	if (n < l->n_slot / 2)
		return true;
	l->n_slot = l->n_slot == 0 ? 32 : 2 * l->n_slot;
	if ((l->slot = arena_array(r->a, l->n_slot, sizeof *l->slot)) == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		*fault_slot(l, v[i].part, v[i].where, v[i].what) = (uint32_t)i + 1;
	return true;
}

/*
 * May the octets be what a rule is about, which cannot tell?  A padded OBJECT IDENTIFIER is compared with those that are known, as another
 * one, text that is none, or is in pieces, is passed over, and a number or a BOOLEAN of no octets is taken for none.
 */
static bool
leaves_open(struct span where, uint32_t quirks)
{
	struct der_tlv t;

	if ((quirks & (DER_Q_OID | DER_Q_CONSTRUCTED | DER_Q_INT_EMPTY)) != 0)
		return true;
	if ((quirks & (DER_Q_CHARSET | DER_Q_BOOL)) == 0 || der_next(&where, &t) != DER_OK)
		return false;
	if ((quirks & DER_Q_BOOL) != 0 && t.val.n == 0)
		return true;
	return (quirks & DER_Q_CHARSET) != 0 && (t.id == DER_BMP || t.id == DER_UNIVERSALSTR || !utf8_valid(t.val));
}

void
reader_fault(struct reader *r, struct span where, enum der_status st, uint32_t quirks, const char *what)
{
	struct artifact *a = r->artifact;
	struct artifact_fault *f;
	uint32_t *slot;

	if (a != NULL && leaves_open(where, quirks))
		a->unsure_parts |= PARTS1(r->part) | (r->part == PART_SPKI ? PARTS1(PART_KEY_ALGORITHM) : 0);
	if (a == NULL || !fault_room(r, a->n_fault))
		return;
	a->fault = r->faults.v;
	slot = fault_slot(&r->faults, r->part, where, what);
	if (*slot == 0) {
		r->faults.v[a->n_fault] = (struct artifact_fault){ .part = r->part, .where = where };
		*slot = (uint32_t)++a->n_fault;
	}
	f = &r->faults.v[*slot - 1];
	f->quirks |= quirks;
	if (f->status == DER_OK)
		f->status = (uint8_t)st;
	if (f->what == NULL)
		f->what = what;
}

/* ---- where framing broke ---- */

static void
note_unmet(struct reader *r, struct span octets)
{
	struct span_list *l = &r->unmet;
	struct span *v = arena_grow(r->a, l->v, l->n, &l->room, sizeof *v);

	r->bad = r->unframed = true;
	if (v == NULL)
		return;
	l->v = v;
	v[l->n++] = octets;
}

bool
reader_among_unmet(const struct reader *r, struct span where)
{
	size_t low = 0, high = r->unmet.n;

	/* The first that does not end before `where`; one that ends where nothing is stands there, too. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const uint8_t *end = r->unmet.v[middle].p + r->unmet.v[middle].n;

		if (where.n > 0 ? end <= where.p : end < where.p)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == r->unmet.n)
		return false;
	return where.n > 0 ? r->unmet.v[low].p < where.p + where.n : r->unmet.v[low].p <= where.p;
}

void
reader_bad(struct reader *r, struct span where, const char *what)
{
	r->bad = true;
	if (where.p == NULL)
		where = r->whole;
	if (!reader_unmet(r, where))
		reader_fault(r, where, DER_OK, 0, what);
}

uint8_t
reader_bad_state(struct reader *r)
{
	/* Only rules about certificates tell an element's type from its value. */
	if (!r->bad && r->cv != NULL)
		r->artifact->typed_parts |= PARTS1(r->part);
	r->bad = true;
	return PART_IS_BAD;
}

static void
note(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	struct reader *r = arg;

	if (st != DER_OK || quirks != 0)
		reader_fault(r, where, st, quirks, NULL);
	if (st != DER_OK || quirks == 0)
		note_unmet(r, where);
}

void
reader_check(struct reader *r, struct span in)
{
	(void)der_check(in, 0, note, r);
}

struct span
reader_check_value(struct reader *r, struct span val)
{
	struct der_tlv t;

	bool framed = der_next(&val, &t) == DER_OK;

	(void)der_check(framed ? t.raw : val, 0, note, r);
	return framed ? val : SPAN_NONE;
}

void
reader_tail(struct reader *r, struct span rest)
{
	if (r->artifact != NULL)
		r->artifact->unsure_parts |= PARTS1(r->part);
	if (!reader_unmet(r, rest))
		reader_quirk(r, rest, DER_Q_TRAILING);
}

/* Is an element there that breaks nothing but our limit? */
static bool
is_only_deeper(struct span in, enum der_status st)
{
	struct der_tlv t;

	return st == DER_EDEPTH && der_next(&in, &t) == DER_OK;
}

/*
 * Is it a fault whatever the type of the value is?  Else the elements of a SET stand in the order of their tags, not as those of a
 * SET OF (X.690 10.3), and RFC 5280 alone forbids fractions of a second (11.7): *quirks loses these.
 */
static bool
is_fault_of_any(struct span where, enum der_status st, uint32_t *quirks)
{
	bool is_unmet = st == DER_OK && *quirks == 0;

	*quirks &= ~(uint32_t)(DER_Q_SET_ORDER | DER_Q_TIME);
	return st != DER_OK ? !is_only_deeper(where, st) : is_unmet || *quirks != 0;
}

static void
note_untyped(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	struct reader *r = arg;

	if (is_fault_of_any(where, st, &quirks))
		note(r, where, st, quirks);
	else if (st != DER_OK)
		r->artifact->too_deep = true;
}

static void
note_unsound(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	bool *sound = arg;

	*sound = *sound && !is_fault_of_any(where, st, &quirks);
}

bool
reader_untyped_sound(struct span val)
{
	struct span rest = val;
	bool sound = true;
	struct der_tlv t;

	if (der_next(&rest, &t) != DER_OK || rest.n > 0)
		return false;
	(void)der_check(val, 0, note_unsound, &sound);
	return sound;
}

void
reader_check_untyped(struct reader *r, struct span extension, struct span val)
{
	const uint64_t unsure = r->artifact->unsure_parts;
	const bool bad = r->bad, unframed = r->unframed;
	struct span rest = val;
	struct der_tlv t;
	bool framed = der_next(&rest, &t) == DER_OK;

	if (val.n == 0)
		reader_bad(r, extension, "extnValue holds no element");
	else
		(void)der_check(framed ? t.raw : val, 0, note_untyped, r);
	if (framed)
		reader_end(r, rest);
	r->artifact->unsure_parts = unsure;
	r->bad = bad;
	r->unframed = unframed;
}

bool
reader_bits(struct reader *r, const struct der_tlv *t, const char *empty, struct span *bits)
{
	if (t->val.n == 0) {
		reader_bad(r, t->raw, empty);
		return false;
	}
	*bits = span_sub(t->val, 1, t->val.n - 1);
	return true;
}

bool
reader_not_taken(struct reader *r, struct span in, const char *what)
{
	struct span rest = in;
	struct der_tlv t;

	if (rest.n > 0 && der_next(&rest, &t) == DER_OK)
		reader_bad(r, t.raw, what);
	else
		reader_bad(r, in.n > 0 ? in : r->whole, what);
	return false;
}

bool
reader_only(struct reader *r, struct span in, uint8_t id, struct der_tlv *t, const char *what)
{
	if (!reader_take(r, &in, id, t, what))
		return false;
	reader_end(r, in);
	return true;
}

bool
reader_field(struct reader *r, struct span *in, unsigned n, uint8_t id, struct der_tlv *t, const char *what)
{
	bool cons = (id & DER_CONSTRUCTED) != 0;
	uint8_t tag = (uint8_t)DER_CTX(n);

	if (!der_peek(*in, tag) && !der_peek(*in, tag | DER_CONSTRUCTED))
		return false;
	if (der_next(in, t) != DER_OK) {
		reader_bad(r, *in, what);
		return false;
	}
	if (((t->id & DER_CONSTRUCTED) != 0) != cons) {
		reader_quirk(r, t->raw, cons ? DER_Q_PRIMITIVE : DER_Q_CONSTRUCTED);
		reader_bad(r, t->raw, what);
		return false;
	}
	if (!cons)
		reader_quirk(r, t->raw, der_check_primitive(id, t->val));
	return true;
}

void *
reader_items(struct reader *r, struct span in, size_t size, unsigned *n)
{
	*n = der_count(in);
	return *n == 0 ? NULL : arena_array(r->a, *n, size);
}

void *
reader_list(struct reader *r, struct span in, size_t size, element_fn *read, unsigned *n)
{
	unsigned room;
	uint8_t *v = reader_items(r, in, size, &room);
	const struct span whole = r->whole;
	bool bad = r->bad;
	struct der_tlv t;

	*n = 0;
	while (v != NULL && *n < room && reader_next(r, &in, &t)) {
		r->bad = false;
		r->whole = t.raw;
		if (read(r, &t, v + *n * size))
			++*n;
		else
			memset(v + *n * size, 0, size);
		bad = bad || r->bad;
	}
	r->bad = bad;
	r->whole = whole;
	reader_stop(r, in);
	return v;
}

void
reader_named_bits(struct reader *r, struct span where, struct span val)
{
	if (val.n > 1 && val.p[0] < 8 && (val.p[val.n - 1] >> val.p[0] & 1) == 0)
		reader_quirk(r, where, DER_Q_BIT_TRAILING);
}
