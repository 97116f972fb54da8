/* SPDX-License-Identifier: Apache-2.0 */
/* ext_subject.c - about the subject: subjectDirectoryAttributes, smimeCapabilities, LEI and its role, qcStatements. */
#include "x509/read.h"

/* RFC 8551 2.5.2: SMIMECapability is an OBJECT IDENTIFIER and optional parameters. */
static bool
read_capability(struct reader *r, const struct der_tlv *element, void *item)
{
	struct capability *c = item;
	struct span in = element->val;
	struct der_tlv t;

	c->raw = element->raw;
	if (element->id != DER_SEQUENCE) {
		reader_bad(r, element->raw, "SMIMECapability is not a SEQUENCE");
		return false;
	}
	if (!reader_take(r, &in, DER_OID, &t, "capabilityID is not an OBJECT IDENTIFIER"))
		return false;
	c->oid = t.val;
	if (der_next(&in, &t) == DER_OK)
		c->params = t.raw;
	reader_end(r, in);
	return reader_whole(r, element->raw);
}

void
ext_read_smimecaps(struct reader *r, struct span val)
{
	struct ext_smimecaps *caps = &r->cv->smimecaps;
	struct der_tlv seq;

	if (reader_only(r, val, DER_SEQUENCE, &seq, "smimeCapabilities is not a SEQUENCE"))
		caps->v = reader_list(r, seq.val, sizeof *caps->v, read_capability, &caps->n);
}

static bool
read_attribute_value(struct reader *r, const struct der_tlv *element, void *item)
{
	*(struct der_tlv *)item = *element;
	return reader_whole(r, element->raw);
}

/* Attribute of X.501: a type and a SET of values. */
static bool
read_attribute(struct reader *r, const struct der_tlv *element, void *item)
{
	struct directory_attribute *attr = item;
	struct span in = element->val;
	struct der_tlv t;

	attr->raw = element->raw;
	if (element->id != DER_SEQUENCE) {
		reader_bad(r, element->raw, "Attribute is not a SEQUENCE");
		return false;
	}
	if (!reader_take(r, &in, DER_OID, &t, "type of an Attribute is not an OBJECT IDENTIFIER"))
		return false;
	attr->oid = t.val;
	attr->type = oid_find(t.val);
	if (!reader_take(r, &in, DER_SET, &t, "values of an Attribute are not a SET"))
		return false;
	attr->values = t.val;
	attr->value = reader_list(r, t.val, sizeof *attr->value, read_attribute_value, &attr->n_value);
	reader_end(r, in);
	return true;
}

void
ext_read_sda(struct reader *r, struct span val)
{
	struct ext_sda *sda = &r->cv->sda;
	struct der_tlv seq;

	if (reader_only(r, val, DER_SEQUENCE, &seq, "subjectDirectoryAttributes is not a SEQUENCE"))
		sda->v = reader_list(r, seq.val, sizeof *sda->v, read_attribute, &sda->n);
}

/* RFC 3739 3.2.6: a statement identifier and optional information. */
static bool
read_statement(struct reader *r, const struct der_tlv *element, void *item)
{
	struct qc_statement *s = item;
	struct span in = element->val;
	struct der_tlv t;

	s->raw = element->raw;
	if (element->id != DER_SEQUENCE) {
		reader_bad(r, element->raw, "QCStatement is not a SEQUENCE");
		return false;
	}
	if (!reader_take(r, &in, DER_OID, &t, "statementId is not an OBJECT IDENTIFIER"))
		return false;
	s->oid = t.val;
	s->id = oid_find(t.val);
	s->has_info = der_next(&in, &t) == DER_OK;
	if (s->has_info)
		s->info = t;
	reader_end(r, in);
	return reader_whole(r, element->raw);
}

void
ext_read_qc(struct reader *r, struct span val)
{
	struct ext_qc *qc = &r->cv->qc;
	struct der_tlv seq;

	if (reader_only(r, val, DER_SEQUENCE, &seq, "qcStatements is not a SEQUENCE"))
		qc->v = reader_list(r, seq.val, sizeof *qc->v, read_statement, &qc->n);
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
