/* SPDX-License-Identifier: Apache-2.0 */
/* ext.c - which extensions are known, and who reads each one's value. */
#include "x509/read.h"

/* The part that holds an extension, and in which kinds of artifact: a set of 1 << kind. */
static const struct {
	uint8_t part, kinds;
} extensions[OID_COUNT] = {
#define OF(name, set) [OID_EXT_##name] = { PART_EXT_##name, set },
#define ALL(name) OF(name, 1 << ARTIFACT_CERTIFICATE | 1 << ARTIFACT_CRL | 1 << ARTIFACT_OCSP_RESPONSE)
#define CERT(name) OF(name, 1 << ARTIFACT_CERTIFICATE)
#define CRL(name) OF(name, 1 << ARTIFACT_CRL)
#define OCSP(name) OF(name, 1 << ARTIFACT_OCSP_RESPONSE)
	COMMON_EXT_LIST(ALL)
	CERT_EXT_LIST(CERT)
	CRL_EXT_LIST(CRL)
	OCSP_EXT_LIST(OCSP)
};

uint8_t
ext_part(enum artifact_kind kind, enum oid id)
{
	return (extensions[id].kinds >> kind & 1) != 0 ? extensions[id].part : PART_COUNT;
}

typedef void ext_reader_fn(struct reader *, struct span val);

static ext_reader_fn *const readers[PART_COUNT] = {
	[PART_EXT_SAN] = ext_read_san,
	[PART_EXT_IAN] = ext_read_ian,
	[PART_EXT_KU] = ext_read_ku,
	[PART_EXT_EKU] = ext_read_eku,
	[PART_EXT_BC] = ext_read_bc,
	[PART_EXT_CP] = ext_read_cp,
	[PART_EXT_CRLDP] = ext_read_crldp,
	[PART_EXT_FRESHEST] = ext_read_freshest,
	[PART_EXT_AIA] = ext_read_aia,
	[PART_EXT_SIA] = ext_read_sia,
	[PART_EXT_AKI] = ext_read_aki,
	[PART_EXT_SKI] = ext_read_ski,
	[PART_EXT_NC] = ext_read_nc,
	[PART_EXT_PM] = ext_read_pm,
	[PART_EXT_PC] = ext_read_pc,
	[PART_EXT_IAP] = ext_read_iap,
	[PART_EXT_SMIMECAPS] = ext_read_smimecaps,
	[PART_EXT_SDA] = ext_read_sda,
	[PART_EXT_QC] = ext_read_qc,
	[PART_EXT_LEI] = ext_read_lei,
	[PART_EXT_LEI_ROLE] = ext_read_lei_role,
	[PART_EXT_ADOBE_TIMESTAMP] = ext_read_adobe_timestamp,
	[PART_EXT_ADOBE_ARCHIVE] = ext_read_adobe_archive,
	[PART_EXT_SCT] = ext_read_sct,
	[PART_EXT_POISON] = ext_read_null,
	[PART_EXT_OCSP_NOCHECK] = ext_read_null,
	[PART_EXT_PKUP] = ext_read_pkup,
	[PART_EXT_OCSP_EXTENDED_REVOKE] = ext_read_extended_revoke,
	[PART_EXT_CRL_NUMBER] = ext_read_crl_number,
	[PART_EXT_DELTA_CRL] = ext_read_delta_crl,
	[PART_EXT_IDP] = ext_read_idp,
	[PART_EXT_EXPIRED_CERTS] = ext_read_expired_certs,
	[PART_EXT_MS_CA_VERSION] = ext_read_ca_version,
	[PART_EXT_MS_NEXT_PUBLISH] = ext_read_next_publish,
};

void
ext_read(struct reader *r, struct span val)
{
	if (readers[r->part] != NULL)
		readers[r->part](r, val);
}
