/* SPDX-License-Identifier: Apache-2.0 */
/* ext_usage.c - what a key may be used for: keyUsage, extKeyUsage, basicConstraints, privateKeyUsagePeriod. */
#include "x509/read.h"

const char *const key_usage_names[KEY_USAGES] = {
	"digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
	"keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"
};

void
ext_read_ku(struct reader *r, struct span val)
{
	struct ext_ku *ku = &r->cv->ku;
	struct der_tlv t;
	size_t n;

	if (!reader_only(r, val, DER_BIT_STRING, &t, "keyUsage is not a BIT STRING"))
		return;
	if (!der_bits(t.val, &ku->bits, &n)) {
		reader_bad(r, t.raw, "keyUsage holds no readable bits");
		return;
	}
	ku->n_bits = (unsigned)n;
	reader_named_bits(r, t.raw, t.val);
}

static bool
read_purpose(struct reader *r, const struct der_tlv *t, void *item)
{
	if (t->id != DER_OID) {
		reader_bad(r, t->raw, "KeyPurposeId is not an OBJECT IDENTIFIER");
		return false;
	}
	*(struct oid_item *)item = (struct oid_item){ t->val, oid_find(t->val) };
	return true;
}

void
ext_read_eku(struct reader *r, struct span val)
{
	struct oid_items *eku = &r->cv->eku;
	struct der_tlv seq;

	if (reader_only(r, val, DER_SEQUENCE, &seq, "extKeyUsage is not a SEQUENCE"))
		eku->v = reader_list(r, seq.val, sizeof *eku->v, read_purpose, &eku->n);
}

static void
read_path_len(struct reader *r, const struct der_tlv *t, struct ext_bc *bc)
{
	if (t->val.n == 0) {
		reader_bad(r, t->raw, "pathLenConstraint has no value");
		return;
	}
	bc->has_path_len = true;
	bc->path_len_at = t->raw;
	bc->path_len_negative = der_negative(t->val);
	if (!der_small(t->val, &bc->path_len))
		bc->path_len = UINT32_MAX;
}

void
ext_read_bc(struct reader *r, struct span val)
{
	struct ext_bc *bc = &r->cv->bc;
	struct der_tlv seq, t;
	struct span in;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "basicConstraints is not a SEQUENCE"))
		return;
	in = seq.val;
	if (der_take(&in, DER_BOOLEAN, &t)) {
		bc->ca_encoded = true;
		bc->ca = t.val.n == 1 && t.val.p[0] != 0;
		if (t.val.n != 1)
			reader_bad(r, t.raw, "cA is not one octet");
		else if (!bc->ca)
			reader_quirk(r, t.raw, DER_Q_DEFAULT);
	}
	if (der_take(&in, DER_INTEGER, &t))
		read_path_len(r, &t, bc);
	if (in.n > 0 && der_next(&in, &t) == DER_OK)
		reader_bad(r, t.raw, "basicConstraints has an element that is neither cA nor pathLenConstraint");
}

void
ext_read_pkup(struct reader *r, struct span val)
{
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "privateKeyUsagePeriod is not a SEQUENCE"))
		return;
	val = seq.val;
	r->cv->has_key_period = val.n > 0;
	(void)reader_field(r, &val, 0, DER_GENTIME, &t, "notBefore of privateKeyUsagePeriod is not primitive");
	(void)reader_field(r, &val, 1, DER_GENTIME, &t, "notAfter of privateKeyUsagePeriod is not primitive");
	reader_end(r, val);
}

/* ctPoison (RFC 6962 3.1) and ocspNoCheck (RFC 6960 4.2.2.2.1). */
/* RFC 6960 4.4.8 gives the extension without the type of its value: one element it is all the same. */
void
ext_read_extended_revoke(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (der_next(&val, &t) == DER_OK)
		reader_end(r, val);
	else
		reader_bad(r, SPAN_NONE, "extnValue holds no element");
}

void
ext_read_null(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_NULL, &t, "extension value is not a NULL") && t.val.n > 0)
		reader_bad(r, t.raw, "extension value is a NULL with content");
}
