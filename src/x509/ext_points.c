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
		read_relative_name(r, t.val);
	} else {
		reader_bad(r, name->raw, "distributionPoint is neither fullName nor nameRelativeToCRLIssuer");
		return;
	}
	reader_end(r, in);
}

static void
read_point(struct reader *r, const struct der_tlv *point, struct dist_point *p)
{
	struct span in = point->val;
	struct der_tlv t;

	p->raw = point->raw;
	if (point->id != DER_SEQUENCE) {
		reader_bad(r, point->raw, "DistributionPoint is not a SEQUENCE");
		return;
	}
	if (reader_field(r, &in, 0, DER_SEQUENCE, &t, "distributionPoint is not constructed"))
		read_point_name(r, &t, p);
	if (reader_field(r, &in, 1, DER_BIT_STRING, &t, "reasons is not primitive")) {
		p->has_reasons = true;
		p->reasons = t.val;
		reader_named_bits(r, t.raw, t.val);
	}
	if (reader_field(r, &in, 2, DER_SEQUENCE, &t, "cRLIssuer is not constructed")) {
		p->has_crl_issuer = true;
		read_general_names(r, t.val, &p->crl_issuer);
	}
	reader_end(r, in);
}

static void
read_points(struct reader *r, struct span val, struct ext_crldp *points)
{
	struct dist_point *v;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "CRLDistributionPoints is not a SEQUENCE"))
		return;
	val = seq.val;
	if ((v = reader_items(r, val, sizeof *v, &points->n)) == NULL)
		points->n = 0;
	points->v = v;
	for (unsigned i = 0; i < points->n && der_next(&val, &t) == DER_OK; i++)
		read_point(r, &t, &v[i]);
	reader_stop(r, val);
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

static void
read_access(struct reader *r, const struct der_tlv *desc, struct access_description *d)
{
	struct span in = desc->val;
	struct der_tlv t;

	d->raw = desc->raw;
	if (desc->id != DER_SEQUENCE) {
		reader_bad(r, desc->raw, "AccessDescription is not a SEQUENCE");
		return;
	}
	if (!reader_take(r, &in, DER_OID, &t, "accessMethod is not an OBJECT IDENTIFIER"))
		return;
	d->oid = t.val;
	d->method = oid_find(t.val);
	if (der_next(&in, &t) != DER_OK) {
		reader_bad(r, desc->raw, "AccessDescription has no readable accessLocation");
		return;
	}
	read_general_name(r, &t, &d->location);
	reader_end(r, in);
}

static void
read_accesses(struct reader *r, struct span val, struct ext_access *access)
{
	struct access_description *v;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "list of AccessDescriptions is not a SEQUENCE"))
		return;
	val = seq.val;
	if ((v = reader_items(r, val, sizeof *v, &access->n)) == NULL)
		access->n = 0;
	access->v = v;
	for (unsigned i = 0; i < access->n && der_next(&val, &t) == DER_OK; i++)
		read_access(r, &t, &v[i]);
	reader_stop(r, val);
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
