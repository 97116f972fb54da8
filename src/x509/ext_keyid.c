/* SPDX-License-Identifier: Apache-2.0 */
/* ext_keyid.c - authorityKeyIdentifier and subjectKeyIdentifier (RFC 5280 4.2.1.1, .2). */
#include "x509/read.h"

/* Those at the front of *in that are not there yet. */
static void
read_aki_fields(struct reader *r, struct span *in, struct ext_aki *aki)
{
	struct der_tlv t;

	if (aki->key_id.p == NULL && reader_field(r, in, 0, DER_OCTET_STRING, &t, "keyIdentifier is not primitive"))
		aki->key_id = t.val;
	if (!aki->has_issuer && reader_field(r, in, 1, DER_SEQUENCE, &t, "authorityCertIssuer is not constructed")) {
		aki->has_issuer = true;
		read_general_names(r, t.val, &aki->issuer);
	}
	if (!aki->has_serial && reader_field(r, in, 2, DER_INTEGER, &t, "authorityCertSerialNumber is not primitive")) {
		aki->has_serial = true;
		aki->serial = t.val;
	}
}

void
ext_read_aki(struct reader *r, struct span val)
{
	struct ext_aki *aki = &r->artifact->aki;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "authorityKeyIdentifier is not a SEQUENCE"))
		return;
	val = seq.val;
	read_aki_fields(r, &val, aki);
	reader_end(r, val);
	while (reader_out_of_order(r, &val, &t))
		read_aki_fields(r, &t.raw, aki);
}

void
ext_read_ski(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_OCTET_STRING, &t, "subjectKeyIdentifier is not an OCTET STRING"))
		r->cv->ski = t.val;
}
