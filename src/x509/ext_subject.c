/* ext_subject.c - about the subject: subjectDirectoryAttributes, smimeCapabilities, LEI and its role, qcStatements. */
#include "x509/read.h"

/* RFC 8551 2.5.2: SMIMECapability is an OBJECT IDENTIFIER and optional parameters. */
static void
read_capability(struct reader *r, const struct der_tlv *item, struct capability *c)
{
	struct span in = item->val;
	struct der_tlv t;

	c->raw = item->raw;
	if (item->id != DER_SEQUENCE) {
		reader_bad(r, item->raw, "SMIMECapability is not a SEQUENCE");
		return;
	}
	if (!reader_take(r, &in, DER_OID, &t, "capabilityID is not an OBJECT IDENTIFIER"))
		return;
	c->oid = t.val;
	if (der_next(&in, &t) == DER_OK)
		c->params = t.raw;
	reader_end(r, in);
}

void
ext_read_smimecaps(struct reader *r, struct span val)
{
	struct ext_smimecaps *caps = &r->cv->smimecaps;
	struct der_tlv seq, t;
	struct capability *v;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "smimeCapabilities is not a SEQUENCE"))
		return;
	val = seq.val;
	if ((v = reader_items(r, val, sizeof *v, &caps->n)) == NULL)
		caps->n = 0;
	caps->v = v;
	for (unsigned i = 0; i < caps->n && der_next(&val, &t) == DER_OK; i++)
		read_capability(r, &t, &v[i]);
	reader_stop(r, val);
}

static void
read_values(struct reader *r, struct span in, struct directory_attribute *attr)
{
	struct der_tlv *v = reader_items(r, in, sizeof *v, &attr->n_value);

	attr->value = v;
	if (v == NULL)
		attr->n_value = 0;
	for (unsigned i = 0; i < attr->n_value; i++)
		if (der_next(&in, &v[i]) != DER_OK)
			break;
	reader_stop(r, in);
}

/* Attribute of X.501: a type and a SET of values. */
static void
read_attribute(struct reader *r, const struct der_tlv *item, struct directory_attribute *attr)
{
	struct span in = item->val;
	struct der_tlv t;

	attr->raw = item->raw;
	if (item->id != DER_SEQUENCE) {
		reader_bad(r, item->raw, "Attribute is not a SEQUENCE");
		return;
	}
	if (!reader_take(r, &in, DER_OID, &t, "type of an Attribute is not an OBJECT IDENTIFIER"))
		return;
	attr->oid = t.val;
	attr->type = oid_find(t.val);
	if (!reader_take(r, &in, DER_SET, &t, "values of an Attribute are not a SET"))
		return;
	read_values(r, t.val, attr);
	reader_end(r, in);
}

void
ext_read_sda(struct reader *r, struct span val)
{
	struct ext_sda *sda = &r->cv->sda;
	struct directory_attribute *v;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "subjectDirectoryAttributes is not a SEQUENCE"))
		return;
	val = seq.val;
	if ((v = reader_items(r, val, sizeof *v, &sda->n)) == NULL)
		sda->n = 0;
	sda->v = v;
	for (unsigned i = 0; i < sda->n && der_next(&val, &t) == DER_OK; i++)
		read_attribute(r, &t, &v[i]);
	reader_stop(r, val);
}

/* RFC 3739 3.2.6: a statement identifier and optional information. */
static void
read_statement(struct reader *r, const struct der_tlv *item, struct qc_statement *s)
{
	struct span in = item->val;
	struct der_tlv t;

	s->raw = item->raw;
	if (item->id != DER_SEQUENCE) {
		reader_bad(r, item->raw, "QCStatement is not a SEQUENCE");
		return;
	}
	if (!reader_take(r, &in, DER_OID, &t, "statementId is not an OBJECT IDENTIFIER"))
		return;
	s->oid = t.val;
	s->id = oid_find(t.val);
	s->has_info = der_next(&in, &t) == DER_OK;
	if (s->has_info)
		s->info = t;
	reader_end(r, in);
}

void
ext_read_qc(struct reader *r, struct span val)
{
	struct ext_qc *qc = &r->cv->qc;
	struct qc_statement *v;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "qcStatements is not a SEQUENCE"))
		return;
	val = seq.val;
	if ((v = reader_items(r, val, sizeof *v, &qc->n)) == NULL)
		qc->n = 0;
	qc->v = v;
	for (unsigned i = 0; i < qc->n && der_next(&val, &t) == DER_OK; i++)
		read_statement(r, &t, &v[i]);
	reader_stop(r, val);
}

/* ISO 17442-2: both are PrintableStrings. */
void
ext_read_lei(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_PRINTABLE, &t, "lei is not a PrintableString"))
		r->cv->lei = t;
}

void
ext_read_lei_role(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_PRINTABLE, &t, "leiRole is not a PrintableString"))
		r->cv->lei_role = t;
}
