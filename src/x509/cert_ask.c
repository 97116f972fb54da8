/* cert_ask.c - questions to a certificate's view that several rules ask. */
#include "x509/cert.h"

bool
cert_has_eku(const struct cert_view *cv, enum oid id)
{
	for (unsigned i = 0; i < cv->eku.n; i++)
		if (cv->eku.v[i].id == id)
			return true;
	return false;
}

bool
cert_has_policy(const struct cert_view *cv, enum oid id)
{
	for (unsigned i = 0; i < cv->policies.n; i++)
		if (cv->policies.v[i].id == id)
			return true;
	return false;
}

bool
cert_self_issued(const struct cert_view *cv)
{
	return cv->issuer.raw.p != NULL && cv->subject.raw.p != NULL && span_eq(cv->issuer.raw, cv->subject.raw);
}

bool
cert_self_signed(const struct cert_view *cv)
{
	return cert_self_issued(cv) &&
	    (cv->aki.key_id.p == NULL || cv->ski.p == NULL || span_eq(cv->aki.key_id, cv->ski));
}
