/* SPDX-License-Identifier: Apache-2.0 */
/* spki.c - AlgorithmIdentifier and SubjectPublicKeyInfo (RFC 5280 4.1.1.2, 4.1.2.7). */
#include "x509/read.h"

/* As SPAN_LIT, for an object of static duration. */
#define SPAN_LIT_INIT(s) { (const uint8_t *)(s), sizeof(s) - 1 }

/* RSASSA-PSS-params (RFC 4055 3.1): all four fields have a DEFAULT, which DER leaves out. */
static void
check_pss_defaults(struct reader *r, struct span params)
{
	static const struct span defaults[] = {
		SPAN_LIT_INIT("\xa0\x0b\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00"),
		SPAN_LIT_INIT("\xa1\x18\x30\x16\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"
		    "\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00"),
		SPAN_LIT_INIT("\xa2\x03\x02\x01\x14"),
		SPAN_LIT_INIT("\xa3\x03\x02\x01\x01"),
	};
	struct der_tlv seq, t;

	if (!der_take(&params, DER_SEQUENCE, &seq))
		return;
	while (der_next(&seq.val, &t) == DER_OK)
		for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
			if (span_eq(t.raw, defaults[i]))
				reader_quirk(r, t.raw, DER_Q_DEFAULT);
}

void
read_algorithm(struct reader *r, struct span element, struct artifact_algorithm *alg)
{
	struct der_tlv seq, oid, params;
	struct span in = element;

	alg->raw = element;
	if (!reader_take(r, &in, DER_SEQUENCE, &seq, "AlgorithmIdentifier is not a SEQUENCE"))
		return;
	in = seq.val;
	if (!reader_take(r, &in, DER_OID, &oid, "AlgorithmIdentifier does not begin with an OBJECT IDENTIFIER"))
		return;
	alg->oid = oid.val;
	alg->id = oid_find(oid.val);
	if (der_next(&in, &params) == DER_OK)
		alg->params = params.raw;
	reader_end(r, in);
	if (alg->id == OID_RSA_PSS && alg->params.p != NULL)
		check_pss_defaults(r, alg->params);
}

/* RSAPublicKey (RFC 8017 A.1.1). */
static void
read_rsa_key(struct reader *r, struct cert_spki *spki)
{
	struct der_tlv seq, n, e;
	struct span in;

	(void)reader_check_value(r, spki->key);
	if (!reader_only(r, spki->key, DER_SEQUENCE, &seq, "RSAPublicKey is not a SEQUENCE"))
		return;
	in = seq.val;
	if (!reader_take(r, &in, DER_INTEGER, &n, "modulus is not an INTEGER"))
		return;
	spki->modulus = n.val;
	if (!reader_take(r, &in, DER_INTEGER, &e, "publicExponent is not an INTEGER"))
		return;
	spki->exponent = e.val;
	reader_end(r, in);
}

static bool
is_rsa(enum oid id)
{
	return id == OID_RSA || id == OID_RSA_PSS || id == OID_RSA_OAEP;
}

void
read_spki(struct reader *r, struct span content, struct cert_spki *spki)
{
	struct artifact_algorithm alg = { .id = OID_UNKNOWN };
	struct der_tlv t, curve;
	struct span params;

	r->cv->state[PART_KEY_ALGORITHM] = PART_IS_BAD;
	if (!reader_take(r, &content, DER_SEQUENCE, &t, "algorithm of subjectPublicKeyInfo is not a SEQUENCE"))
		return;
	r->cv->field[PART_KEY_ALGORITHM] = t;
	read_algorithm(r, t.raw, &alg);
	if (alg.oid.p != NULL && reader_whole(r, t.raw))
		r->cv->state[PART_KEY_ALGORITHM] = PART_IS_OK;
	spki->algorithm = t.raw;
	spki->oid = alg.oid;
	spki->id = alg.id;
	spki->params = params = alg.params;
	if (der_take(&params, DER_OID, &curve))
		spki->curve = oid_find(curve.val);
	if (!reader_take(r, &content, DER_BIT_STRING, &t, "subjectPublicKey is not a BIT STRING"))
		return;
	reader_end(r, content);
	if (!reader_bits(r, &t, "subjectPublicKey is an empty BIT STRING element", &spki->key))
		return;
	if (is_rsa(spki->id))
		read_rsa_key(r, spki);
}
