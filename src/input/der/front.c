/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/front.h"

#include "input/sniff.h"

size_t
front_head(struct span s)
{
	/* Of CRLs alone there are some of more than 16 MiB. */
	return s.n >= 2 && s.p[1] >= 0x81 && s.p[1] <= 0x84 ? 2 + (size_t)(s.p[1] & 0x7f) : 0;
}

/*
 * What begins a TBSCertificate of less than 128 octets (RFC 5280 4.1), as one with a key of Ed25519 and short names is: a version, or the
 * serialNumber and the signature of version 1.  Much else is so short.
 */
static bool
short_tbs_starts(struct span tbs)
{
	size_t n;

	if (tbs.n >= 6 && memcmp(tbs.p, "\xa0\3\2\1", 4) == 0)
		return tbs.p[4] < 3 && tbs.p[5] == 2;
	if (tbs.n < 2 || tbs.p[0] != 2 || tbs.p[1] == 0 || tbs.p[1] >= 0x40)
		return false;
	n = 2 + (size_t)tbs.p[1];
	return tbs.n > n + 2 && tbs.p[n] == 0x30 && tbs.p[n + 1] < 0x80 && tbs.p[n + 2] == 6;
}

/*
 * What begins a TBSCertificate (RFC 5280 4.1): the version in [0], whatever it is and however it is encoded, with the serialNumber
 * behind it where that is seen.
 */
static bool
version_starts(struct span tbs)
{
	/* Octets of a version with its own head, no more: there are some in two INTEGERs. */
	enum { VERSION = 20 };
	size_t n;

	/* Its tag may be the one octet that is damaged. */
	if (tbs.n >= 6 && tbs.p[0] != 0xa0 && memcmp(tbs.p + 1, "\3\2\1", 3) == 0)
		return tbs.p[5] == 2;
	if (tbs.n < 4 || (tbs.p[0] & 0xdf) != 0x80)
		return false;
	if (tbs.p[0] == 0xa0 && (tbs.p[1] == 3 || tbs.p[1] == 0x80))
		return tbs.p[1] == 3 || tbs.p[2] == 2;
	n = tbs.p[1] == 0x81 ? 3 + (size_t)tbs.p[2] : 2 + (size_t)tbs.p[1];
	return n <= VERSION && (tbs.n <= n || tbs.p[n] == 2);
}

bool
certificate_front(struct span der)
{
	size_t n = der.n > 1 && der.p[1] == 0x80 ? 2 : front_head(der), k;
	uint64_t outer = sniff_length(der), inner;
	struct span tbs;

	if (n == 0 || der.n < n + 2 || der.p[0] != 0x30)
		return false;
	tbs = span_from(der, n);
	k = tbs.p[1] == 0x80 ? 2 : front_head(tbs);
	inner = sniff_length(tbs);
	if ((tbs.p[0] != 0x30 && tbs.p[0] != 0x31) || tbs.n < k || (inner != UINT64_MAX && inner + n > outer))
		return false;
	if (k == 0)
		return tbs.p[0] == 0x30 && tbs.p[1] < 0x80 && n != 2 && short_tbs_starts(span_from(tbs, 2));
	tbs = span_from(tbs, k);
	if (version_starts(tbs))
		return true;
	/* The serialNumber of version 1; a tbsCertificate that is a SET, or without its length (X.690 8.1.3.6), has more in front of it to show it. */
	return der.p[n] == 0x30 && der.p[n + 1] != 0x80 && n != 2 ? tbs.n >= 2 && tbs.p[0] == 2 && tbs.p[1] > 0 && tbs.p[1] < 0x40 :
	    short_tbs_starts(tbs);
}
