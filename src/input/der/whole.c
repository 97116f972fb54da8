/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/whole.h"

#include "base/ascii.h"
#include "der/der.h"
#include "input/sniff.h"

/* What breaks DER and leaves its frames clear is for the rules; of what is too deep to be met nobody knows. */
static void
note_depth(void *arg, struct span where, enum der_status status, uint32_t quirks)
{
	bool *met = arg;

	(void)where;
	(void)quirks;
	*met = *met && status != DER_EDEPTH;
}

bool
whole_frames(struct span octets)
{
	bool met = true;

	return octets.n > 0 && der_framed(octets) && der_check(octets, 0, note_depth, &met) && met;
}

/* Hexadecimal digits of an octet. */
static bool
is_octet_in_hex(struct span s)
{
	return s.n >= 2 && hex_digit(s.p[0]) >= 0 && hex_digit(s.p[1]) >= 0;
}

/* Does one octet stand here as markup or a program writes it, in so many that no signature has them by chance? */
static bool
is_escape(struct span s)
{
	static const struct span markup[] = {
		SPAN_CONST("&lt;"), SPAN_CONST("&gt;"), SPAN_CONST("&amp;"), SPAN_CONST("&quot;"), SPAN_CONST("&#34;"), SPAN_CONST("&#39;")
	};

	if (span_starts(s, SPAN_LIT("\\u00")))
		return is_octet_in_hex(span_from(s, 4));
	if (span_starts(s, SPAN_LIT("\\x")))
		return is_octet_in_hex(span_from(s, 2));
	for (size_t i = 0; s.p[0] == '&' && i < sizeof markup / sizeof *markup; i++)
		if (span_starts(s, markup[i]))
			return true;
	return false;
}

/* The signature stands last: what was put into it moves nothing that has a frame. */
static bool
is_signature(struct span algorithm, struct span bits)
{
	static const uint8_t ecdsa[] = { 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04 };
	struct der_tlv oid;

	/* X.690 8.6.2.2: the count of unused bits. */
	if (bits.n == 0 || bits.p[0] > 7)
		return false;
	bits = span_from(bits, 1);
	/* Ecdsa-Sig-Value (RFC 3279 2.2.3). */
	if (der_take(&algorithm, DER_OID, &oid) && span_starts(oid.val, (struct span){ ecdsa, sizeof ecdsa }))
		return whole_frames(bits);
	for (size_t i = 0; i < bits.n; i++)
		if (is_escape(span_from(bits, i)))
			return false;
	return true;
}

/* What is looked at: every length, and what the signature has inside its own. */
enum looked { LENGTHS, SIGNATURE };

/* What is signed, the algorithm, the signature (RFC 5280 4.1, 5.1), and behind them no more than a response has (RFC 6960 4.2.1). */
static bool
is_signed(struct span fields, bool response, enum looked looked)
{
	struct der_tlv signed_part, algorithm, bits, certs;

	if (!der_take(&fields, DER_SEQUENCE, &signed_part) || !der_take(&fields, DER_SEQUENCE, &algorithm) || der_next(&fields, &bits) != DER_OK)
		return false;
	if (response)
		(void)der_take(&fields, DER_CTX_CONS(0), &certs);
	if (fields.n > 0 || (bits.id & ~DER_CONSTRUCTED) != DER_BIT_STRING)
		return false;
	return looked == LENGTHS || bits.id != DER_BIT_STRING || is_signature(algorithm.val, bits.val);
}

/* The BasicOCSPResponse in responseBytes (RFC 6960 4.2.1); an error has none. */
static bool
is_response(struct span fields, enum looked looked)
{
	struct der_tlv status, tagged, bytes, type, octets, basic;

	if (!der_take(&fields, DER_ENUMERATED, &status) || fields.n == 0)
		return fields.n == 0;
	return der_take(&fields, DER_CTX_CONS(0), &tagged) && fields.n == 0 && der_take(&tagged.val, DER_SEQUENCE, &bytes) &&
	    der_take(&bytes.val, DER_OID, &type) && der_take(&bytes.val, DER_OCTET_STRING, &octets) && whole_frames(octets.val) &&
	    der_take(&octets.val, DER_SEQUENCE, &basic) && is_signed(basic.val, true, looked);
}

static bool
is_whole(struct span der, enum looked looked)
{
	struct der_tlv outer;

	/* What has no end is told of as such. */
	if (der_next(&der, &outer) != DER_OK || outer.id != DER_SEQUENCE)
		return true;
	if (!whole_frames(outer.raw))
		return false;
	if (der_peek(outer.val, DER_ENUMERATED))
		return is_response(outer.val, looked);
	/* A part alone that is to be signed has no signature. */
	return !der_peek(outer.val, DER_SEQUENCE) || sniff_to_be_signed(outer.raw) || is_signed(outer.val, false, looked);
}

bool
whole_in_itself(struct span der)
{
	return is_whole(der, SIGNATURE);
}

bool
whole_in_lengths(struct span der)
{
	return is_whole(der, LENGTHS);
}
