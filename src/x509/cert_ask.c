/* cert_ask.c - questions to a certificate's view that several rules ask. */
#include "x509/cert.h"

#include <stdlib.h>

static const char *const part_paths[PART_COUNT] = {
#define X(name, path) [PART_##name] = path,
	CERT_FIELD_LIST(X)
#undef X
	[PART_EXT_SAN] = "extnValue.subjectAltName",
	[PART_EXT_IAN] = "extnValue.issuerAltName",
	[PART_EXT_KU] = "extnValue.keyUsage",
	[PART_EXT_EKU] = "extnValue.extKeyUsage",
	[PART_EXT_BC] = "extnValue.basicConstraints",
	[PART_EXT_CP] = "extnValue.certificatePolicies",
	[PART_EXT_CRLDP] = "extnValue.cRLDistributionPoints",
	[PART_EXT_FRESHEST] = "extnValue.freshestCRL",
	[PART_EXT_AIA] = "extnValue.authorityInfoAccess",
	[PART_EXT_SIA] = "extnValue.subjectInfoAccess",
	[PART_EXT_AKI] = "extnValue.authorityKeyIdentifier",
	[PART_EXT_SKI] = "extnValue.subjectKeyIdentifier",
	[PART_EXT_NC] = "extnValue.nameConstraints",
	[PART_EXT_PM] = "extnValue.policyMappings",
	[PART_EXT_PC] = "extnValue.policyConstraints",
	[PART_EXT_IAP] = "extnValue.inhibitAnyPolicy",
	[PART_EXT_SMIMECAPS] = "extnValue.smimeCapabilities",
	[PART_EXT_SDA] = "extnValue.subjectDirectoryAttributes",
	[PART_EXT_QC] = "extnValue.qcStatements",
	[PART_EXT_LEI] = "extnValue.lei",
	[PART_EXT_LEI_ROLE] = "extnValue.leiRole",
	[PART_EXT_ADOBE_TIMESTAMP] = "extnValue.adobeTimestamp",
	[PART_EXT_ADOBE_ARCHIVE] = "extnValue.adobeArchiveRevInfo",
	[PART_EXT_SCT] = "extnValue.signedCertificateTimestampList",
	[PART_EXT_POISON] = "extnValue.ctPoison",
	[PART_EXT_OCSP_NOCHECK] = "extnValue.ocspNoCheck",
	[PART_EXT_PKUP] = "extnValue.privateKeyUsagePeriod",
};

const char *
cert_part_path(enum cert_part part)
{
	return part < PART_COUNT ? part_paths[part] : "certificate";
}

static enum cert_part
parent(enum cert_part part)
{
	if (part >= PART_FIELDS)
		return PART_EXTENSIONS;
	switch (part) {
	case PART_NOT_BEFORE:
	case PART_NOT_AFTER:
		return PART_VALIDITY;
	case PART_KEY_ALGORITHM:
		return PART_SPKI;
	case PART_CERTIFICATE:
	case PART_TBS:
	case PART_SIGNATURE_ALGORITHM:
	case PART_SIGNATURE_VALUE:
		return PART_CERTIFICATE;
	default:
		return PART_TBS;
	}
}

struct span
cert_part_span(const struct cert_view *cv, enum cert_part part)
{
	const struct cert_ext *e = part < PART_COUNT ? cv->by_part[part] : NULL;

	if (e != NULL)
		return e->val.n > 0 ? e->val : e->raw;
	if (part < PART_FIELDS && cv->field[part].raw.p != NULL)
		return cv->field[part].raw;
	if (part == PART_CERTIFICATE || part >= PART_COUNT)
		return cv->der;
	return cert_part_span(cv, parent(part));
}

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

/* So few mailboxes are searched one by one. */
#define FEW_MAILBOXES 16

static int
compare_texts(const void *pa, const void *pb)
{
	const struct span *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	return a->n == 0 ? 0 : memcmp(a->p, b->p, a->n);
}

void
cert_order_mailboxes(struct cert_view *cv, struct arena *a)
{
	struct span *v;

	if (cv->n_mailbox <= FEW_MAILBOXES || (v = arena_array(a, cv->n_mailbox, sizeof *v)) == NULL)
		return;
	for (unsigned i = 0; i < cv->n_mailbox; i++)
		v[i] = cv->mailbox[i].text;
	qsort(v, cv->n_mailbox, sizeof *v, compare_texts);
	cv->mailbox_order = v;
}

bool
cert_has_mailbox(const struct cert_view *cv, struct span address)
{
	if (cv->mailbox_order != NULL)
		return bsearch(&address, cv->mailbox_order, cv->n_mailbox, sizeof address, compare_texts) != NULL;
	for (unsigned i = 0; i < cv->n_mailbox; i++)
		if (span_eq(cv->mailbox[i].text, address))
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
