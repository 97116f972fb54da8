/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/structure.h"

#include "der/der.h"
#include "input/der/filled.h"
#include "input/der/whole.h"
#include "input/der/wrapped.h"
#include "input/sniff.h"

bool
structure_ends(struct span der)
{
	enum wrapped what = wrapped_in(der);

	if (what == WRAPPED_CONTENT)
		return filled_with_others(der, false, true) == 0;
	if (what != WRAPPED_NOT)
		return true;
	return sniff_unknown(der) && whole_frames(der) && sniff_damaged_status(der) == SNIFFED_NO_STATUS && filled_with_others(der, false, false) > 0;
}

bool
structure_begins(struct span octets)
{
	struct der_tlv first;
	struct span rest = octets;

	return structure_ends(der_next(&rest, &first) == DER_OK ? first.raw : octets);
}
