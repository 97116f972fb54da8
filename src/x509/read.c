/* read.c - noting faults, and taking elements one after the other. */
#include "x509/read.h"

void
reader_enter(struct reader *r, enum artifact_part part, struct span whole)
{
	r->part = (uint8_t)part;
	r->whole = whole;
	r->bad = r->unframed = false;
}

void
reader_close(struct reader *r)
{
	r->artifact->state[r->part] = r->bad ? PART_IS_BAD : PART_IS_OK;
}

/* A fault already noted for these very octets. */
static struct artifact_fault *
fault_at(const struct reader *r, struct span where)
{
	for (unsigned i = r->artifact->n_fault; i-- > 0; ) {
		struct artifact_fault *f = &r->fault[i];

		if (f->part == r->part && f->inner == r->inner && f->where.p == where.p && f->where.n == where.n)
			return f;
	}
	return NULL;
}

void
reader_fault(struct reader *r, struct span where, enum der_status st, uint32_t quirks, const char *what)
{
	struct artifact *a = r->artifact;
	struct artifact_fault *f;

	if (a == NULL)
		return;
	if (r->fault == NULL && (r->fault = arena_array(r->a, ARTIFACT_MAX_FAULTS, sizeof *r->fault)) == NULL)
		return;
	a->fault = r->fault;
	if ((f = fault_at(r, where)) == NULL) {
		if (a->n_fault == ARTIFACT_MAX_FAULTS) {
			a->n_fault_dropped++;
			return;
		}
		f = &r->fault[a->n_fault++];
		*f = (struct artifact_fault){ .part = r->part, .inner = r->inner, .where = where };
	}
	f->quirks |= quirks;
	if (f->status == DER_OK)
		f->status = (uint8_t)st;
	if (f->what == NULL)
		f->what = what;
}

void
reader_bad(struct reader *r, struct span where, const char *what)
{
	r->bad = true;
	if (!r->unframed)
		reader_fault(r, where.p != NULL ? where : r->whole, DER_OK, 0, what);
}

static void
note(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	struct reader *r = arg;

	reader_fault(r, where, st, quirks, NULL);
	if (st != DER_OK)
		r->bad = r->unframed = true;
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

	if (der_next(&val, &t) == DER_OK) {
		reader_check(r, t.raw);
		return val;
	}
	reader_check(r, val);
	return SPAN_NONE;
}

void
reader_check_one(struct reader *r, const struct der_tlv *t)
{
	reader_quirk(r, t->raw, der_check_one(t));
}

void
reader_end(struct reader *r, struct span rest)
{
	if (rest.n > 0 && !r->unframed)
		reader_quirk(r, rest, DER_Q_TRAILING);
}

void
reader_stop(struct reader *r, struct span rest)
{
	if (rest.n > 0)
		reader_bad(r, rest, "an element cannot be framed");
}

bool
reader_take(struct reader *r, struct span *in, uint8_t id, struct der_tlv *t, const char *what)
{
	struct span rest = *in;

	if (der_take(in, id, t))
		return true;
	if (rest.n > 0 && der_next(&rest, t) == DER_OK)
		reader_bad(r, t->raw, what);
	else
		reader_bad(r, in->n > 0 ? *in : r->whole, what);
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

void
reader_named_bits(struct reader *r, struct span where, struct span val)
{
	if (val.n > 1 && val.p[0] < 8 && (val.p[val.n - 1] >> val.p[0] & 1) == 0)
		reader_quirk(r, where, DER_Q_BIT_TRAILING);
}
