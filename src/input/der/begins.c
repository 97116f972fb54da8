/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/begins.h"

#include "input/der/cms.h"
#include "input/der/front.h"
#include "input/sniff.h"

/* OCSPResponse (RFC 6960 4.2.1) with responseBytes: of any status, for those of an error are there as well. */
static bool
response_starts(struct span fields)
{
	return fields.n >= 5 && memcmp(fields.p, "\x0a\1", 2) == 0 && fields.p[3] == 0xa0 && fields.p[4] >= 0x80;
}

/* A Name with an attribute in it (RFC 5280 4.1.2.4), or an empty one with a time behind it. */
static bool
issuer_starts(struct span s)
{
	size_t n = s.n > 1 && s.p[1] > 0x80 ? front_head(s) : 2;

	return s.n > n && n > 0 && s.p[0] == 0x30 && (s.p[n] == 0x31 || (s.p[1] == 0 && (s.p[n] == 0x17 || s.p[n] == 0x18)));
}

/* A CRL (RFC 5280 5.1), which may be short: the version 2, or none; the algorithm, and the issuer as far as it is shown. */
static bool
crl_starts(struct span fields)
{
	size_t n = fields.n > 1 && fields.p[1] >= 0x80 ? front_head(fields) : 2;
	struct span algorithm;
	bool v2;

	n = fields.n > 1 && fields.p[1] == 0x80 ? 2 : n;
	if (fields.n < n + 6 || n == 0 || fields.p[0] != 0x30)
		return false;
	v2 = memcmp(fields.p + n, "\2\1\1", 3) == 0;
	algorithm = span_from(fields, v2 ? n + 3 : n);
	if (algorithm.n < 3 || algorithm.p[0] != 0x30 || algorithm.p[1] >= 0x80 || algorithm.p[2] != 6)
		return false;
	n = 2 + (size_t)algorithm.p[1];
	return v2 || n + 3 > algorithm.n || issuer_starts(span_from(algorithm, n));
}

/* A certificate, as far as its first octets tell; a CRL or a response. */
static bool
certificate_starts(struct span der)
{
	size_t n = front_head(der);

	/* Old software writes CRLs without their length (X.690 8.1.3.6). */
	if (der.n > 2 && memcmp(der.p, "\x30\x80", 2) == 0)
		return crl_starts(span_from(der, 2)) || certificate_front(der);
	if (n == 0 || der.n < n + 2 || der.p[0] != 0x30)
		return false;
	return response_starts(span_from(der, n)) || crl_starts(span_from(der, n)) || certificate_front(der);
}

/* What wrapped.h knows: a path, a pair, SignedData without its ContentInfo, PKCS #12, Netscape's sequence. */
static bool
container_starts(struct span val)
{
	size_t n = front_head(val);

	if (val.n > n && n > 0 && (val.p[0] == 0xa0 || val.p[0] == 0xa1))
		return certificate_starts(span_from(val, n));
	if (certificate_starts(val) || span_starts(val, SPAN_LIT("\x06\x09\x60\x86\x48\x01\x86\xf8\x42\x02\x05")))
		return true;
	if (!span_starts(val, SPAN_LIT("\x02\x01")) || val.n < 14 || val.p[2] == 0 || val.p[2] > 5)
		return false;
	if (val.p[3] == 0x31)
		return true;
	n = front_head(span_from(val, 3));
	n = val.p[4] == 0x80 ? 2 : n;
	return val.p[3] == 0x30 && n > 0 && span_starts(span_from(val, 3 + n), SPAN_LIT("\x06\x09\x2a\x86\x48\x86\xf7"));
}

/* [0] around SignedData (RFC 5652 5.1): its version, then a set of algorithms. */
static bool
is_signed_data(struct span der)
{
	size_t n = front_head(der), k;
	struct span inner = span_from(der, n < der.n ? n : der.n);

	k = front_head(inner);
	inner = span_from(inner, k < inner.n ? k : inner.n);
	return der.p[0] == 0xa0 && n > 0 && k > 0 && inner.n > 3 && memcmp(inner.p, "\x02\x01", 2) == 0 && inner.p[2] < 6 && inner.p[3] == 0x31;
}

bool
element_begins(struct span der)
{
	size_t n = front_head(der), before;

	bool is_sequence = der.n > 1 && der.p[0] == 0x30 && (n > 0 || der.p[1] == 0x80);

	/* Its type is all that shows SignedData, and stands in front. */
	if (is_sequence && cms_begins(der) > 0)
		return true;
	if (der.n < 16)
		return false;
	if (is_sequence && cms_stamp_begins(der, &before) > 0)
		return true;
	if (der.p[0] == 0x30 && der.p[1] == 0x80)
		return certificate_starts(der);
	if (n == 0)
		return false;
	/* An OCTET STRING around a certificate, a set of them. */
	if (der.p[0] == 0x04 || der.p[0] == 0x31)
		return certificate_starts(span_from(der, n));
	return der.p[0] == 0x30 && (certificate_starts(der) || container_starts(span_from(der, n)));
}

/* The version of a certificate (RFC 5280 4.1.2.1), of whose octets one may be another. */
static bool
is_like_version(struct span s)
{
	static const uint8_t version[] = { 0xa0, 3, 2, 1 };
	unsigned same = 0;

	if (s.n <= sizeof version)
		return false;
	for (size_t i = 0; i < sizeof version; i++)
		same += s.p[i] == version[i];
	return same + (s.p[sizeof version] < 3) >= sizeof version;
}

/* The serial number behind it, and an AlgorithmIdentifier. */
static bool
is_like_serial(struct span s)
{
	size_t n = s.n > 1 ? 2 + (size_t)s.p[1] : 0;

	return s.n > n + 2 && s.p[0] == 0x02 && n > 2 && s.p[n] == 0x30 && s.p[n + 1] < 0x80 && s.p[n + 2] == 0x06;
}

/* Fields of something that is known: those of requests, keys and others with a version; names, attributes, extensions, an OID with its content. */
static bool
other_fields(struct span s)
{
	if (s.n < 8)
		return false;
	switch (s.p[0]) {
	case 0x02:
		return s.p[1] == 1 && s.p[2] < 6;
	case 0x06:
		return s.p[1] < 0x20;
	case 0x31:
		return s.p[1] < 0x80 && s.p[2] == 0x30 && s.p[4] == 0x06;
	case 0x30:
	case 0xa1:
		return true;
	default:
		return false;
	}
}

bool
known_begins(struct span der)
{
	/* The version's own, a head's, and so many in which one may stand when characters are damaged that stand for its octets. */
	enum { VERSION = 5, HEAD_MOST = 5, NEAR = 10 };
	size_t n = der.n > 1 && der.p[1] > 0x80 ? front_head(der) : 2, k;
	struct span in;

	if (n == 0 || der.n < n + HEAD_MOST || der.p[0] != 0x30)
		return false;
	in = span_from(der, n);
	/* A TBSCertificate alone. */
	if (is_like_version(in))
		return true;
	/* Its length octets may be damaged. */
	for (k = 2; k <= NEAR && k < in.n; k++)
		if (is_like_version(span_from(in, k)) || is_like_serial(span_from(in, k)) ||
		    (in.n > k + VERSION && is_like_serial(span_from(in, k + VERSION))))
			return false;
	if (in.p[0] != 0x30)
		return (in.p[0] & 0xdf) - 0x80u < 10 || other_fields(in);
	k = in.p[1] > 0x80 ? front_head(in) : 2;
	return k > 0 && in.n > k && other_fields(span_from(in, k));
}

/* A vector of TLS with a certificate in it (RFC 8446 4.4.2: cert_data<1..2^24-1>) at this place. */
static bool
vector_at(struct span s, size_t at)
{
	enum { LENGTH = 3 };
	struct span der;
	uint64_t n;

	if (s.n < at + LENGTH + 8)
		return false;
	n = (uint64_t)s.p[at] << 16 | (uint64_t)s.p[at + 1] << 8 | s.p[at + 2];
	der = span_from(s, at + LENGTH);
	return certificate_starts(der) && sniff_length(der) == n;
}

bool
vector_begins(struct span s)
{
	/*
	 * RFC 6962: a precertificate (3.2), a chain (3.1), and the leaf of a tree (3.4): version, type,
	 * a time of eight octets, and the type of the entry, 0 for a certificate.
	 */
	return vector_at(s, 0) || vector_at(s, 3) ||
	    (s.n > 12 && s.p[0] == 0 && s.p[1] == 0 && s.p[10] == 0 && s.p[11] == 0 && vector_at(s, 12));
}

bool
binary_begins(struct span s)
{
	if (s.n < 4)
		return false;
	if (memcmp(s.p, "\x1f\x8b\x08", 3) == 0)
		return s.p[3] < 0x20;
	if (memcmp(s.p, "\x28\xb5\x2f\xfd", 4) == 0 || sniff_archive_inside(s))
		return true;
	return s.n > 15 && s.p[1] >= 0x80 && (((s.p[0] == 0x30 || s.p[0] == 0x31 || s.p[0] == 0x04) &&
	    (element_begins(s) || cms_begins(s) > 0)) || is_signed_data(s));
}
