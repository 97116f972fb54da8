/* SPDX-License-Identifier: Apache-2.0 */
/* ext_points.c - where to fetch things: cRLDistributionPoints, freshestCRL, authorityInfoAccess, subjectInfoAccess (RFC 5280 4.2.1.13, .15, 4.2.2). */
#include "x509/read.h"

/* DistributionPointName is a CHOICE, so [0] stands before the alternative's own tag. */
void
read_point_name(struct reader *r, const struct der_tlv *name, struct dist_point *p)
{
	struct span in = name->val;
	struct der_tlv t;

	p->has_name = true;
	if (reader_field(r, &in, 0, DER_SEQUENCE, &t, "fullName is not constructed")) {
		read_general_names(r, t.val, &p->full);
	} else if (reader_field(r, &in, 1, DER_SET, &t, "nameRelativeToCRLIssuer is not constructed")) {
		p->has_relative = true;
		p->relative = t.val;
		read_relative_name(r, t.val);
	} else {
		reader_bad(r, name->raw, "distributionPoint is neither fullName nor nameRelativeToCRLIssuer");
		return;
	}
	reader_end(r, in);
}

/* Those at the front of *in that are not there yet. */
static void
read_point_fields(struct reader *r, struct span *in, struct dist_point *p)
{
	struct der_tlv t;

	if (!p->has_name && reader_field(r, in, 0, DER_SEQUENCE, &t, "distributionPoint is not constructed"))
		read_point_name(r, &t, p);
	if (!p->has_reasons && reader_field(r, in, 1, DER_BIT_STRING, &t, "reasons is not primitive")) {
		p->has_reasons = true;
		p->reasons = t.val;
		reader_named_bits(r, t.raw, t.val);
	}
	if (!p->has_crl_issuer && reader_field(r, in, 2, DER_SEQUENCE, &t, "cRLIssuer is not constructed")) {
		p->has_crl_issuer = true;
		read_general_names(r, t.val, &p->crl_issuer);
	}
}

/* What is damaged in it is known by p->bad; its names are judged one by one. */
static bool
read_point(struct reader *r, const struct der_tlv *point, void *item)
{
	struct dist_point *p = item;
	struct span in = point->val;
	struct der_tlv t;

	p->raw = point->raw;
	if (point->id != DER_SEQUENCE) {
		reader_bad(r, point->raw, "DistributionPoint is not a SEQUENCE");
		return false;
	}
	read_point_fields(r, &in, p);
	reader_end(r, in);
	while (reader_out_of_order(r, &in, &t))
		read_point_fields(r, &t.raw, p);
	/* What cannot be framed inside a name is that name's. */
	r->bad = r->bad || (reader_unmet(r, point->raw) && !der_framed(point->val));
	p->bad = r->bad;
	return true;
}

static void
read_points(struct reader *r, struct span val, struct ext_crldp *points)
{
	struct der_tlv seq;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "CRLDistributionPoints is not a SEQUENCE"))
		return;
	reader_go_in(r);
	points->v = reader_list(r, seq.val, sizeof *points->v, read_point, &points->n);
}

void
ext_read_crldp(struct reader *r, struct span val)
{
	read_points(r, val, &r->cv->crldp);
}

void
ext_read_freshest(struct reader *r, struct span val)
{
	read_points(r, val, &r->artifact->freshest);
}

/* One whose location cannot be read stands apart from the others: its method says what it is not. */
static bool
keep_damaged(struct reader *r, const struct access_description *d)
{
	struct access_description *own = arena_take(r->a, sizeof *own);

	reader_damaged(r);
	if (own == NULL)
		return false;
	*own = *d;
	*r->damaged_access = own;
	r->damaged_access = &own->next;
	return false;
}

static bool
read_access(struct reader *r, const struct der_tlv *desc, void *item)
{
	struct access_description *d = item;
	struct span in = desc->val;
	struct der_tlv t;

	d->raw = desc->raw;
	if (desc->id != DER_SEQUENCE) {
		reader_bad(r, desc->raw, "AccessDescription is not a SEQUENCE");
		return false;
	}
	if (!reader_take(r, &in, DER_OID, &t, "accessMethod is not an OBJECT IDENTIFIER"))
		return false;
	d->oid = t.val;
	d->method = oid_find(t.val);
	if (der_next(&in, &t) != DER_OK) {
		reader_bad(r, desc->raw, "AccessDescription has no readable accessLocation");
		d->location.form = GN_URI;
		return keep_damaged(r, d);
	}
	reader_end(r, in);
	if (!read_general_name(r, &t, &d->location))
		return keep_damaged(r, d);
	if (r->bad)
		reader_damaged(r);
	return true;
}

static void
read_accesses(struct reader *r, struct span val, struct ext_access *access)
{
	struct der_tlv seq;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "list of AccessDescriptions is not a SEQUENCE"))
		return;
	reader_go_in(r);
	r->damaged_access = &access->damaged;
	access->v = reader_list(r, seq.val, sizeof *access->v, read_access, &access->n);
}

void
ext_read_aia(struct reader *r, struct span val)
{
	read_accesses(r, val, &r->artifact->aia);
}

void
ext_read_sia(struct reader *r, struct span val)
{
	read_accesses(r, val, &r->cv->sia);
}
