/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ext_crl.c - extensions of CRLs: cRLNumber, deltaCRLIndicator, issuingDistributionPoint
 * (RFC 5280 5.2.3 to 5.2.5), expiredCertsOnCRL (X.509 9.5.2.9), those of Microsoft's CA.
 */
#include "x509/read.h"

void
ext_read_crl_number(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_INTEGER, &t, "CRLNumber is not an INTEGER"))
		r->crl->number = t.val;
}

void
ext_read_delta_crl(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_INTEGER, &t, "BaseCRLNumber is not an INTEGER"))
		r->crl->base_number = t.val;
}

/* A BOOLEAN DEFAULT FALSE. */
static uint8_t
read_flag(struct reader *r, struct span *in, unsigned n, const char *what)
{
	struct der_tlv t;

	if (!reader_field(r, in, n, DER_BOOLEAN, &t, what))
		return CRL_FLAG_ABSENT;
	if (t.val.n > 0 && t.val.p[0] != 0)
		return CRL_FLAG_TRUE;
	reader_quirk(r, t.raw, DER_Q_DEFAULT);
	return CRL_FLAG_FALSE;
}

void
ext_read_idp(struct reader *r, struct span val)
{
	struct crl_idp *idp = &r->crl->idp;
	struct der_tlv seq, t;
	struct span in;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "IssuingDistributionPoint is not a SEQUENCE"))
		return;
	in = seq.val;
	idp->empty = in.n == 0;
	if (reader_field(r, &in, 0, DER_SEQUENCE, &t, "distributionPoint is not constructed"))
		read_point_name(r, &t, &idp->point);
	idp->user_certs = read_flag(r, &in, 1, "onlyContainsUserCerts is not primitive");
	idp->ca_certs = read_flag(r, &in, 2, "onlyContainsCACerts is not primitive");
	if (reader_field(r, &in, 3, DER_BIT_STRING, &t, "onlySomeReasons is not primitive")) {
		idp->point.has_reasons = true;
		idp->point.reasons = t.val;
		reader_named_bits(r, t.raw, t.val);
		if (t.val.n == 0)
			reader_bad(r, t.raw, "onlySomeReasons has no bits");
	}
	idp->indirect = read_flag(r, &in, 4, "indirectCRL is not primitive");
	idp->attribute_certs = read_flag(r, &in, 5, "onlyContainsAttributeCerts is not primitive");
	reader_end(r, in);
}

/* GeneralizedTime: certificates that expired from then on are on the CRL all the same. */
void
ext_read_expired_certs(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_GENTIME, &t, "ExpiredCertsOnCRL is not a GeneralizedTime"))
		reader_time(r, &t, &r->crl->expired_certs);
}

/* The certificate's index in the lower 16 bits, the key's in those above. */
void
ext_read_ca_version(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (!reader_only(r, val, DER_INTEGER, &t, "CA version is not an INTEGER"))
		return;
	r->crl->has_ca_version = der_small(t.val, &r->crl->ca_version);
	if (!r->crl->has_ca_version)
		reader_bad(r, t.raw, "CA version is no number of 32 bits");
}

/* Time. */
void
ext_read_next_publish(struct reader *r, struct span val)
{
	bool is_utc = der_peek(val, DER_UTCTIME);
	struct der_tlv t;

	if (reader_only(r, val, is_utc ? DER_UTCTIME : DER_GENTIME, &t, "Next CRL Publish is not a UTCTime or GeneralizedTime"))
		reader_time(r, &t, &r->crl->next_publish);
}
