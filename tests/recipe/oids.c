/* SPDX-License-Identifier: Apache-2.0 */
/* oids.c - object identifiers by name or number. */
#include <errno.h>
#include <stdlib.h>

#include "tests/recipe/names.h"
#include "x509/oid.h"

static const struct {
	const char *name;
	struct span octets;
} known[] = {
#define X(id, octets, name) { name, { (const uint8_t *)(octets), sizeof(octets) - 1 } },
	OID_LIST(X)
#undef X
};

/* Short names for what recipes write most, and some that no rule knows. */
static const char *const alias[][2] = {
	{ "CN", "commonName" }, { "SN", "surname" }, { "GN", "givenName" },
	{ "C", "countryName" }, { "L", "localityName" }, { "ST", "stateOrProvinceName" },
	{ "STREET", "streetAddress" }, { "O", "organizationName" },
	{ "OU", "organizationalUnitName" }, { "T", "title" }, { "E", "emailAddress" },
	{ "DC", "domainComponent" }, { "UID", "userId" }, { "ORGID", "organizationIdentifier" },
	{ "mv-legacy", "mailbox-validated-legacy" }, { "mv-multi", "mailbox-validated-multipurpose" },
	{ "mv-strict", "mailbox-validated-strict" }, { "ov-legacy", "organization-validated-legacy" },
	{ "ov-multi", "organization-validated-multipurpose" },
	{ "ov-strict", "organization-validated-strict" }, { "sv-legacy", "sponsor-validated-legacy" },
	{ "sv-multi", "sponsor-validated-multipurpose" }, { "sv-strict", "sponsor-validated-strict" },
	{ "iv-legacy", "individual-validated-legacy" },
	{ "iv-multi", "individual-validated-multipurpose" },
	{ "iv-strict", "individual-validated-strict" },
	{ "any", "anyExtendedKeyUsage" },
	{ "serverAuth", "id-kp-serverAuth" }, { "clientAuth", "id-kp-clientAuth" },
	{ "codeSigning", "id-kp-codeSigning" }, { "emailProtection", "id-kp-emailProtection" },
	{ "timeStamping", "id-kp-timeStamping" }, { "OCSPSigning", "id-kp-OCSPSigning" },
	{ "documentSigning", "id-kp-documentSigning" },
	{ "crlDistributionPoints", "cRLDistributionPoints" }, { "sct", "signedCertificateTimestampList" },
	{ "poison", "ctPoison" },
	{ "aes128-cbc", "2.16.840.1.101.3.4.1.2" }, { "aes192-cbc", "2.16.840.1.101.3.4.1.22" },
	{ "aes256-cbc", "2.16.840.1.101.3.4.1.42" }, { "3des-cbc", "1.2.840.113549.3.7" },
	{ "rc2-cbc", "1.2.840.113549.3.2" },
};

static void
put_arc(struct octets *o, uint64_t v)
{
	unsigned shift = 63;

	while (shift > 0 && v >> shift == 0)
		shift -= 7;
	for (;; shift -= 7) {
		octets_byte(o, (unsigned)(v >> shift & 0x7f) | (shift > 0 ? 0x80 : 0));
		if (shift == 0)
			return;
	}
}

static bool
oid_from_dotted(struct octets *o, const char *s)
{
	uint64_t v, first = 0;
	unsigned n = 0;
	char *end;

	for (;; s = end + 1, n++) {
		if (*s < '0' || *s > '9')
			return false;
		errno = 0;
		v = strtoull(s, &end, 10);
		if (errno != 0 || (n == 0 && v > 2))
			return false;
		if (n == 0)
			first = v;
		else
			put_arc(o, n == 1 ? first * 40 + v : v);
		if (*end == '\0')
			return n > 0;
		if (*end != '.')
			return false;
	}
}

bool
oid_from_text(struct octets *o, const char *text)
{
	for (size_t i = 0; i < sizeof alias / sizeof *alias; i++)
		if (strcmp(alias[i][0], text) == 0) {
			text = alias[i][1];
			break;
		}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, text) == 0) {
			octets_span(o, known[i].octets);
			return true;
		}
	return oid_from_dotted(o, text);
}

void
put_oid(struct octets *o, const char *text)
{
	size_t mark = octets_open(o, 0x06);

	if (!oid_from_text(o, text))
		tool_fail(o->tool, "no object identifier: %s", text);
	octets_close(o, mark);
}
