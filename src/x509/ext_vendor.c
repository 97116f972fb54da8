/* SPDX-License-Identifier: Apache-2.0 */
/* ext_vendor.c - Adobe's extensions and the list of certificate timestamps (RFC 6962 3.3). */
#include "x509/read.h"

static void
read_requires_auth(struct reader *r, struct span *in, struct ext_adobe_timestamp *ts)
{
	struct der_tlv t;

	if (!der_take(in, DER_BOOLEAN, &t))
		return;
	ts->has_requires_auth = true;
	if (t.val.n == 1 && t.val.p[0] == 0)
		reader_quirk(r, t.raw, DER_Q_DEFAULT);
}

void
ext_read_adobe_timestamp(struct reader *r, struct span val)
{
	struct ext_adobe_timestamp *ts = &r->cv->adobe_timestamp;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "adobeTimestamp is not a SEQUENCE"))
		return;
	val = seq.val;
	if (!reader_take(r, &val, DER_INTEGER, &t, "version of adobeTimestamp is not an INTEGER"))
		return;
	if (!der_small(t.val, &ts->version))
		ts->version = UINT32_MAX;
	if (der_next(&val, &t) != DER_OK) {
		reader_bad(r, seq.raw, "adobeTimestamp has no readable location");
		return;
	}
	read_general_name(r, &t, &ts->location);
	read_requires_auth(r, &val, ts);
	reader_end(r, val);
}

void
ext_read_adobe_archive(struct reader *r, struct span val)
{
	struct der_tlv seq, t;

	if (reader_only(r, val, DER_SEQUENCE, &seq, "adobeArchiveRevInfo is not a SEQUENCE"))
		(void)reader_only(r, seq.val, DER_INTEGER, &t, "version of adobeArchiveRevInfo is not an INTEGER");
}

/* Takes a 16-bit length and as many octets; false where they are not there. */
static bool
take_tls_vector(struct span *in, struct span *out)
{
	size_t n;

	if (in->n < 2)
		return false;
	n = (size_t)in->p[0] << 8 | in->p[1];
	if (n > in->n - 2)
		return false;
	*out = span_sub(*in, 2, n);
	*in = span_sub(*in, 2 + n, in->n - 2 - n);
	return true;
}

void
ext_read_sct(struct reader *r, struct span val)
{
	struct span list, item;
	struct der_tlv t;

	if (!reader_only(r, val, DER_OCTET_STRING, &t, "signedCertificateTimestampList is not an OCTET STRING"))
		return;
	val = t.val;
	if (!take_tls_vector(&val, &list) || val.n > 0) {
		reader_bad(r, t.raw, "length of the timestamp list does not match its octets");
		return;
	}
	while (list.n > 0) {
		if (!take_tls_vector(&list, &item)) {
			reader_bad(r, list, "timestamp runs past the end of its list");
			return;
		}
		r->cv->sct.n++;
	}
}
