/* SPDX-License-Identifier: Apache-2.0 */
/* revocation.c - twelve months, and whose certificates are Strict. */
#include "rules/common/revocation.h"

int64_t
twelve_months_after(int64_t seconds)
{
	int32_t day = day_from_seconds(seconds);
	int64_t clock = seconds - day * SECONDS_PER_DAY;
	struct date d = day_to_date(day);

	d.year++;
	if (!date_valid(d.year, d.month, d.day))
		d = (struct date){ d.year, 3, 1 };
	return day_from_date(d) * SECONDS_PER_DAY + clock;
}

bool
issues_strict_only(const struct cert_view *ca)
{
	bool any = false;

	for (unsigned i = 0; i < ca->policies.n; i++) {
		enum oid id = ca->policies.v[i].id;

		if (id == OID_ANY_POLICY)
			return false;
		if (!oid_is_sbr(id))
			continue;
		if (id != OID_SBR_MV_STRICT && id != OID_SBR_OV_STRICT && id != OID_SBR_SV_STRICT && id != OID_SBR_IV_STRICT)
			return false;
		any = true;
	}
	return any && cert_ok(ca, PART_EXT_CP);
}
