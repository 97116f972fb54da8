/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ballots.c - by whom it was decided: SBR 1.2.1 and TLS BR 1.2.1, 1.2.2.  Days of
 * the TLS BR stand here where S/MIME certificates are bound by what they refer to.
 */
#include "report/ballots.h"

#include "base/day.h"

static const struct ballot ballots[] = {
	{ DAY(2023, 9, 1), "SMC01", "the first S/MIME Baseline Requirements" },
	{ DAY(2023, 9, 1), "SMC03", "corrections before they took effect" },
	{ DAY(2024, 2, 20), "SMC05", "CAA for mailboxes: what is logged" },
	{ DAY(2024, 5, 11), "SMC06", "subject attributes" },
	{ DAY(2024, 8, 29), "SMC08", "SmtpUTF8Mailbox as RFC 9598 says" },
	{ DAY(2024, 9, 15), "SMC03", "only CAs that comply themselves issue" },
	{ DAY(2024, 9, 15), "SMC05", "CAA for mailboxes: SHOULD" },
	{ DAY(2024, 9, 15), "SMC06", "organizations are active" },
	{ DAY(2024, 11, 22), "SMC09", "linting, identifiers of organizations and persons" },
	{ DAY(2025, 1, 15), "SC080", "Domain Contacts from IANA's servers" },
	{ DAY(2025, 3, 1), "SC084", "method 3.2.2.4.21" },
	{ DAY(2025, 3, 15), "SMC05", "CAA for mailboxes: SHALL" },
	{ DAY(2025, 3, 15), "SMC09", "linting before issuance: SHOULD" },
	{ DAY(2025, 3, 15), "SMC010", "corroboration: SHOULD" },
	{ DAY(2025, 5, 14), "SMC011", "EUID and subdivisions in organizationIdentifier" },
	{ DAY(2025, 5, 15), "SMC010", "corroboration: SHALL" },
	{ DAY(2025, 7, 2), "SMC012", "validation by ACME, attributes in a directoryName" },
	{ DAY(2025, 7, 15), "SMC08", "no Legacy generation" },
	{ DAY(2025, 7, 15), "SC080", "no methods 3.2.2.4.2 and .15" },
	{ DAY(2025, 8, 22), "SMC013", "ML-DSA and ML-KEM" },
	{ DAY(2025, 9, 15), "SMC09", "linting before issuance: SHALL" },
	{ DAY(2025, 9, 15), "SC067", "corroboration: the quorum binds" },
	{ DAY(2025, 10, 13), "SMC014", "CAA look-ups that fail" },
	{ DAY(2025, 11, 10), "SC088", "method 3.2.2.4.22" },
	{ DAY(2026, 3, 15), "SMC014", "DNSSEC for CAA" },
	{ DAY(2026, 3, 15), "SC067", "corroboration: three perspectives, two regions" },
	{ DAY(2026, 3, 15), "SC085", "DNSSEC for domain validation" },
	{ DAY(2026, 3, 15), "SC090", "no method 3.2.2.4.8; .4, .13, .14, .16, .17: SHOULD NOT" },
	{ DAY(2026, 3, 27), "SMC015", "mobile driving licences" },
	{ DAY(2026, 5, 5), "SMC016", "DNSSEC outside the scope of logging" },
	{ DAY(2026, 6, 15), "SC067", "corroboration: four perspectives" },
	{ DAY(2026, 9, 7), "SC100", "DNSSEC errors in domain validation" },
	{ DAY(2026, 9, 15), "SMC016", "no SHA-1" },
	{ DAY(2026, 9, 15), "SMC017", "RSA keys of CAs: 4096 bits" },
	{ DAY(2026, 9, 28), "SMC018", "extKeyUsage of cross-certificates" },
	{ DAY(2026, 11, 15), "SC101", "Authorization Domain Names" },
	{ DAY(2026, 12, 15), "SC067", "corroboration: five perspectives" },
	{ DAY(2027, 3, 15), "SC090", "no methods 3.2.2.4.16 and .17" },
	{ DAY(2027, 7, 1), "SMC018", "extKeyUsage: emailProtection and clientAuth alone" },
	{ DAY(2027, 9, 15), "SMC017", "no issuing CA with an RSA key below 3072 bits" },
	{ DAY(2028, 3, 15), "SC090", "no methods 3.2.2.4.4, .13 and .14" },
};

const struct ballot *
ballots_of(int32_t day, size_t *n)
{
	const struct ballot *first = NULL;

	*n = 0;
	for (size_t i = 0; i < sizeof ballots / sizeof *ballots; i++)
		if (ballots[i].day == day && (*n)++ == 0)
			first = &ballots[i];
	return first;
}

const struct ballot *
ballot_at(size_t i)
{
	return i < sizeof ballots / sizeof *ballots ? &ballots[i] : NULL;
}
