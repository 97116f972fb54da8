/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_version_serial.c - SBR 7.1 and 7.1.1: the serial number and the version. */
#include "rule/rule.h"
#include "rules/tables.h"

/*
 * 64 random bits fall below 2^40 once in 2^24 times: so seldom that a shorter
 * serial number was not drawn so, and often enough never to say so of a few
 * leading zeros.
 */
#define SERIAL_SHORT_BITS 40

#define X509_V3 2	/* the value of the version field (RFC 5280 4.1.2.1) */

/* The INTEGER without its leading zero octets. */
static struct span
magnitude(struct span serial)
{
	while (serial.n != 0 && *serial.p == 0)
		serial = span_sub(serial, 1, serial.n - 1);
	return serial;
}

static bool
is_negative(struct span serial)
{
	return serial.n != 0 && (*serial.p & 0x80) != 0;
}

/* Significant bits of a number that is not negative. */
static size_t
bits(struct span serial)
{
	struct span m = magnitude(serial);
	size_t n = m.n * 8;

	for (unsigned top = m.n != 0 ? *m.p : 0x80; (top & 0x80) == 0; top <<= 1)
		n--;
	return n;
}

static void
serial_not_positive(struct check *c)
{
	struct span s = c->cert->serial;

	if (s.n == 0)
		return;
	if (is_negative(s))
		report(c, at_part(c, PART_SERIAL), "negative");
	else if (magnitude(s).n == 0)
		report(c, at_part(c, PART_SERIAL), "0");
}

static void
serial_too_large(struct check *c)
{
	struct span s = c->cert->serial;

	if (!is_negative(s) && bits(s) > 159)
		report(c, at_part(c, PART_SERIAL), "%s", show_count(c, bits(s), "bit"));
}

static void
serial_too_short(struct check *c)
{
	struct span s = c->cert->serial;
	size_t n;

	if (is_negative(s) || (n = bits(s)) == 0)
		return;
	if (n < SERIAL_SHORT_BITS)
		report(c, at_part(c, PART_SERIAL), "%s", show_count(c, n, "bit"));
}

static void
version_not_v3(struct check *c)
{
	uint32_t version = c->cert->version;

	if (version == UINT32_MAX)
		report(c, at_part(c, PART_VERSION), "out of range");
	else if (version != X509_V3)
		report(c, at_part(c, PART_VERSION), "v%lu", (unsigned long)version + 1);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.serial-number.not-positive",
		.section = "7.1",
		.title = "serialNumber is not greater than zero",
		.requires = "The serial number of a certificate is greater than zero.",
		.explanation = "Issuer and serial number together name a certificate in CRLs, OCSP and signed messages. "
		    "Zero and negative numbers are read differently by different software, so revocation can miss its target.",
		.remedy = "Draw the serial number from a CSPRNG and encode it as a positive INTEGER, "
		    "with a leading zero octet where the first bit is set.",
		.peers = PEERS("zlint:e_serial_number_not_positive", "pkilint:pkix.certificate_serial_number_out_of_range"),
		.schedule = SBR_SHALL,
		.fn = serial_not_positive,
		.needs = PARTS1(PART_SERIAL),
		.scope = SCOPE_ALL,
	},
	{
		.id = "sbr.serial-number.too-large",
		.section = "7.1",
		.title = "serialNumber is 2^159 or more",
		.requires = "The serial number of a certificate is less than 2^159.",
		.explanation = "A number below 2^159 fits the 20 octets that RFC 5280 lets relying parties expect; "
		    "software with a fixed buffer refuses or truncates a longer one.",
		.remedy = "Draw at most 159 bits, and at least 64, for the serial number.",
		.peers = PEERS("zlint:e_serial_number_longer_than_20_octets",
		    "pkilint:pkix.certificate_serial_number_out_of_range"),
		.schedule = SBR_SHALL,
		.fn = serial_too_large,
		.needs = PARTS1(PART_SERIAL),
		.scope = SCOPE_ALL,
	},
	{
		.id = "sbr.serial-number.too-short",
		.section = "7.1",
		.title = "serialNumber is too small to hold 64 random bits",
		.requires = "The serial number holds at least 64 bits of output from a CSPRNG.",
		.explanation = "The random bits make the signed octets unpredictable, which is what stops a collision of the "
		    "digest from being prepared. A number drawn from 64 random bits may begin with zeros, so its size alone "
		    "proves little; but it falls below 2^40 once in 16 million times, and a counter always does.",
		.remedy = "Draw the serial number from a CSPRNG with 64 bits or more; 127 or 159 bits are usual.",
		.reading = "One certificate cannot show how its serial number was made: fewer than 40 significant bits "
		    "are taken as proof that it does not hold 64 random ones.",
		.schedule = SBR_SHALL,
		.fn = serial_too_short,
		.needs = PARTS1(PART_SERIAL),
		.scope = SCOPE_ALL,
	},
	{
		.id = "sbr.version.not-v3",
		.section = "7.1.1",
		.title = "certificate is not X.509 version 3",
		.requires = "A certificate is X.509 version 3, which the version field says with the value 2.",
		.explanation = "Only version 3 has extensions. Without them software does not see whether the subject is "
		    "a CA, nor what the key is for. Some software gives such a certificate more rights than it should have.",
		.remedy = "Encode the version field with the value 2.",
		.peers = PEERS("zlint:e_invalid_certificate_version", "zlint:e_cert_extensions_version_not_3",
		    "pkilint:pkix.certificate_version_is_not_v3"),
		.schedule = SBR_SHALL,
		.fn = version_not_v3,
		.needs = PARTS1(PART_VERSION),
		.scope = SCOPE_ALL,
	},
};

RULE_TABLE(rules_sbr_7_1_version_serial, "SBR 7.1 and 7.1.1 Serial number and version", rules);
