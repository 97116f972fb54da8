/* SPDX-License-Identifier: Apache-2.0 */
/* out_of_step.c - a certificate that begins inside an octet, because two texts were joined where no octet ends. */
#include "der/der.h"
#include "input/der/begins.h"
#include "input/form.h"

/* Does a certificate begin so many bits behind the beginning of an octet? */
static bool
begins_inside_octet(struct span s, unsigned bits)
{
	struct again again = { 0, 0 };

	for (size_t i = 1; i < s.n; i++)
		if (again_octet(&again, (uint8_t)(s.p[i - 1] << bits | s.p[i] >> (8 - bits))))
			return true;
	return false;
}

int
input_out_of_step(struct input *in, const char *format, uint64_t line, struct span octets, bool damaged)
{
	struct span rest = octets;
	struct der_tlv first;

	/* What is whole may have anything in it, and damage may move the first itself. */
	if (damaged ? !element_begins(octets) : der_next(&rest, &first) != DER_OK || rest.n < AGAIN_OCTETS)
		return 0;
	/* A character of base64 stands for six bits, a digit of hexadecimal for four. */
	for (unsigned bits = 2; bits < 8; bits += 2)
		if (begins_inside_octet(rest, bits))
			return input_item(in, format, line, SPAN_NONE, "another certificate behind the first, whose base64 or "
			    "hexadecimal ends inside an octet (base64 without its \"=\", an odd digit)");
	return 0;
}
