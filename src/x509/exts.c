/* SPDX-License-Identifier: Apache-2.0 */
/* exts.c - the table of an artifact's extensions (RFC 5280 4.1.2.9, 5.1.2.7). */
#include "x509/exts.h"

/* Takes an Extension apart as nearly all are: nothing in its frame breaks DER.  False: it has to be read anew. */
static bool
take_plain_frame(const struct der_tlv *t, struct artifact_ext *e)
{
	struct span in = t->val;
	struct der_tlv critical, value;
	bool is_critical;

	if (t->id != DER_SEQUENCE || t->quirks != 0 || !reader_plain_oid(&in, &e->oid, &e->id))
		return false;
	is_critical = der_take(&in, DER_BOOLEAN, &critical);
	if (is_critical && (critical.quirks != 0 || critical.val.n != 1 || critical.val.p[0] != 0xff))
		return false;
	if (!der_take(&in, DER_OCTET_STRING, &value) || value.quirks != 0 || in.n > 0)
		return false;
	e->val = value.val;
	e->critical = e->critical_encoded = is_critical;
	return true;
}

/* Sees which extension it is, so that its faults are filed under it. */
static void
take_oid(const struct der_tlv *t, struct artifact_ext *e)
{
	struct span in = t->val;
	struct der_tlv oid;

	*e = (struct artifact_ext){ .id = OID_UNKNOWN };
	if (t->id != DER_SEQUENCE || !der_take(&in, DER_OID, &oid))
		return;
	e->oid = oid.val;
	e->id = oid_find(oid.val);
}

/* The fields of one Extension. */
static void
read_frame(struct reader *r, const struct der_tlv *t, struct artifact_ext *e)
{
	struct span in = t->val;
	struct ext_frame f;
	size_t n;

	reader_check(r, t->raw);
	if (t->id != DER_SEQUENCE) {
		reader_bad(r, t->raw, "Extension is not a SEQUENCE");
		return;
	}
	if (e->oid.p == NULL) {
		(void)reader_not_taken(r, in, "extnID is not an OBJECT IDENTIFIER");
		return;
	}
	/* Behind extnID, which take_oid() has taken. */
	n = (size_t)(e->oid.p + e->oid.n - in.p);
	in = span_sub(in, n, in.n - n);
	read_ext_frame(r, in, &f);
	e->critical = f.critical;
	e->critical_encoded = f.critical_encoded;
	e->critical_unread = f.critical_unread;
	if (f.what != NULL)
		reader_bad(r, f.where, f.what);
	if (!f.has_value)
		return;
	e->val = f.value.val;
	/* What stands behind it may have been meant to say whether the extension is critical. */
	if (f.value.raw.p + f.value.raw.n < in.p + in.n)
		r->artifact->unsure_parts |= PARTS1(PART_EXTENSIONS);
}

/* Could nothing so far be told of the certificate but that it is sound? */
static bool
is_sound(const struct reader *r)
{
	return r->memo != NULL && !r->bad && r->unmet.n == 0 && r->artifact->n_fault == 0;
}

/* The value of a known extension, unless one of the same octets was read before. */
static void
read_value(struct reader *r, const struct artifact_ext *e)
{
	bool shared = (PARTS1(e->part) & EXT_MEMO_PARTS) != 0 && is_sound(r);

	if (shared && ext_memo_recall(&r->memo->exts, (enum artifact_part)e->part, e->val, r->cv, r->a))
		return;
	(void)reader_check_value(r, e->val);
	ext_read(r, e->val);
	if (shared && is_sound(r) && !ext_memo_keep(&r->memo->exts, (enum artifact_part)e->part, e->val, r->cv))
		r->a->failed = true;
}

static void
read_extension(struct reader *r, const struct der_tlv *t, struct artifact_ext *e)
{
	struct artifact *a = r->artifact;
	bool plain = take_plain_frame(t, e), known;

	if (!plain)
		take_oid(t, e);
	e->part = ext_part((enum artifact_kind)a->kind, e->id);
	known = e->part != PART_COUNT;
	e->raw = t->raw;
	if (!known && e->id == OID_EXT_NO_REV_AVAIL && r->cv != NULL)
		r->cv->no_rev_avail = true;
	e->repeated = known && a->by_part[e->part] != NULL;
	reader_enter(r, known ? (enum artifact_part)e->part : PART_EXTENSIONS, t->raw);
	if (!plain)
		read_frame(r, t, e);
	if (known && e->val.p != NULL && e->repeated)
		reader_end(r, reader_check_value(r, e->val));
	else if (known && e->val.p != NULL)
		read_value(r, e);
	else if (e->val.p != NULL)
		reader_check_untyped(r, e->raw, e->val);
	e->state = reader_state(r);
	if (e->repeated) {
		a->repeated_parts |= PARTS1(e->part);
	} else if (known) {
		a->by_part[e->part] = e;
		a->state[e->part] = e->state;
	}
}

/* ---- extensions that have the same identifier ---- */

static int
order(const struct artifact_ext *a, const struct artifact_ext *b)
{
	if (a->oid.n != b->oid.n)
		return a->oid.n < b->oid.n ? -1 : 1;
	return a->oid.n == 0 ? 0 : memcmp(a->oid.p, b->oid.p, a->oid.n);
}

/* Merges the sorted runs [from, middle) and [middle, to); equal ones keep their order. */
static void
merge(struct artifact_ext *const *in, struct artifact_ext **out, size_t from, size_t middle, size_t to)
{
	size_t left = from, right = middle;

	for (size_t i = from; i < to; i++) {
		if (left < middle && (right >= to || order(in[left], in[right]) <= 0))
			out[i] = in[left++];
		else
			out[i] = in[right++];
	}
}

/*
 * Marks all but the first of each unknown extension (read_extension() has done
 * the known ones).  Sorts, because a hostile input has 100,000 of them.
 */
static void
mark_repeated(struct reader *r, struct artifact_ext *ext, unsigned n)
{
	struct artifact_ext **list, **spare;
	size_t m = 0;

	for (unsigned i = 0; i < n; i++)
		m += ext[i].part == PART_COUNT;
	if (m < 2 || (list = arena_array(r->a, m, sizeof *list)) == NULL || (spare = arena_array(r->a, m, sizeof *spare)) == NULL)
		return;
	m = 0;
	for (unsigned i = 0; i < n; i++)
		if (ext[i].part == PART_COUNT && ext[i].oid.p != NULL)
			list[m++] = &ext[i];
	for (size_t run = 1; run < m; run *= 2) {
		struct artifact_ext **swap = list;

		for (size_t from = 0; from < m; from += 2 * run)
			merge(list, spare, from, from + run < m ? from + run : m,
			    from + 2 * run < m ? from + 2 * run : m);
		list = spare;
		spare = swap;
	}
	for (size_t i = 1; i < m; i++)
		if (order(list[i - 1], list[i]) == 0)
			list[i]->repeated = true;
}

/* ---- the table ---- */

/*
 * Where the framing of one has broken: do the others end where the list does,
 * and look like Extensions, most of them?  When an octet was lost or put in,
 * they do not.
 */
static bool
others_follow(struct span in)
{
	size_t sound = 0, others = 0;
	enum der_status st;
	struct der_tlv t;

	while ((st = der_next(&in, &t)) == DER_OK) {
		if (t.id == DER_SEQUENCE && der_peek(t.val, DER_OID))
			sound++;
		else
			others++;
	}
	return st == DER_END && others <= sound;
}

/* Out of step: where it began is one of the extensions that are damaged. */
static uint64_t
damaged_parts(const struct artifact_ext *ext, unsigned n)
{
	uint64_t parts = 0;

	for (unsigned i = 0; i < n; i++)
		if (ext[i].state == PART_IS_BAD && ext[i].part != PART_COUNT)
			parts |= PARTS1(ext[i].part);
	return parts;
}

static void
read_list(struct reader *r, struct span in)
{
	struct artifact *a = r->artifact;
	struct artifact_ext *ext = reader_items(r, in, sizeof *ext, &a->n_ext);
	bool bad = false, in_step = false;
	struct der_tlv t;

	a->ext = ext;
	if (ext == NULL)
		a->n_ext = 0;
	for (unsigned i = 0; i < a->n_ext && der_next(&in, &t) == DER_OK; i++) {
		read_extension(r, &t, &ext[i]);
		/* One that cannot be named might be any. */
		bad = bad || (ext[i].id == OID_UNKNOWN && !der_oid_sound(ext[i].oid));
		if (in_step || (!r->unframed && t.id == DER_SEQUENCE))
			continue;
		/* Asked once: what is in step behind one is so behind those after it. */
		in_step = others_follow(in);
		if (!in_step) {
			r->lost = bad = true;
			a->n_ext = i + 1;
			a->lost_parts |= damaged_parts(ext, a->n_ext);
		}
	}
	reader_enter(r, PART_EXTENSIONS, a->field[PART_EXTENSIONS].raw);
	r->bad = bad;
	if (in.n > 0 && !r->lost)
		reader_check(r, in);
	if (a->n_ext > 1)
		mark_repeated(r, ext, a->n_ext);
}

void
read_extensions(struct reader *r, const struct der_tlv *wrapper)
{
	struct span in = wrapper->val;
	struct der_tlv seq;

	reader_check_one(r, wrapper);
	if (!reader_take(r, &in, DER_SEQUENCE, &seq, "extensions are not a SEQUENCE")) {
		reader_check(r, wrapper->val);
		return;
	}
	reader_check_one(r, &seq);
	reader_end(r, in);
	read_list(r, seq.val);
	/* What stands behind the list may have been meant to stand in it. */
	r->bad = r->bad || in.n > 0;
}
