/* SPDX-License-Identifier: Apache-2.0 */
/* ext_frame.c - critical and extnValue of one Extension (RFC 5280 4.1), whatever it is an extension of. */
#include "x509/read.h"

/* A BOOLEAN has one octet (X.690 8.2.1): of more than one some decoders see the first, others the last. */
static void
read_critical(struct reader *r, struct span *in, struct ext_frame *f)
{
	struct der_tlv t;

	if (!der_take(in, DER_BOOLEAN, &t))
		return;
	f->critical_encoded = true;
	f->critical_unread = t.val.n != 1;
	for (size_t i = 0; i < t.val.n; i++)
		f->critical = f->critical || t.val.p[i] != 0;
	if (t.val.n == 1 && !f->critical)
		reader_quirk(r, t.raw, DER_Q_DEFAULT);
}

/* The first OCTET STRING that stands behind something else; *in is what follows it. */
static bool
take_value_behind(struct span *in, struct der_tlv *value)
{
	struct der_tlv t;

	while (der_next(in, &t) == DER_OK)
		if (der_take(in, DER_OCTET_STRING, value))
			return true;
	return false;
}

/* The octets that hold the place of a field that is not there: an element, where one can be framed. */
static struct span
at_front(const struct reader *r, struct span in)
{
	struct span rest = in;
	struct der_tlv t;

	if (in.n == 0)
		return r->whole;
	return der_next(&rest, &t) == DER_OK ? t.raw : in;
}

void
read_ext_frame(struct reader *r, struct span in, struct ext_frame *f)
{
	*f = (struct ext_frame){ .where = SPAN_NONE };
	read_critical(r, &in, f);
	f->has_value = der_take(&in, DER_OCTET_STRING, &f->value);
	if (!f->has_value) {
		f->where = at_front(r, in);
		f->has_value = take_value_behind(&in, &f->value);
		/* What stands there has the name of neither field. */
		if (f->has_value)
			f->where = r->whole;
		/* What stands in front of the value may have been meant to be critical, and to say something else. */
		f->critical_unread = f->critical_unread || f->has_value || !f->critical;
		f->what = !f->has_value ? "extnValue is not an OCTET STRING in primitive form" :
		    f->critical_encoded ? "an element stands between critical and extnValue" : "critical is not a BOOLEAN";
	}
	if (f->critical_unread && r->artifact != NULL)
		r->artifact->unsure_parts |= PARTS1(r->part);
	if (!f->has_value)
		return;
	reader_end(r, in);
	/* Likewise what stands behind it, if nothing said so in front. */
	f->critical_unread = f->critical_unread || (in.n > 0 && !f->critical);
}
