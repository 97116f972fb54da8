/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/issuer/crl_changes.h"

#include "rules/common/revocation.h"

#define SHOWN 10		/* changes that have a finding each */

bool
changes_shows(struct check *c, struct changes_shown *s, const struct crl_change *e)
{
	if (s->n < SHOWN) {
		s->n++;
		return true;
	}
	s->more++;
	rest_take(c, &s->rest, e->entry.serial);
	rest_take(c, &s->rest, (struct span){ &e->reason_now, 1 });
	return false;
}

void
changes_add_more(struct check *c, struct changes_shown *s, const struct crl_changes *all)
{
	if (all->more == 0 || all->rest == NULL)
		return;
	s->more += all->more;
	rest_take(c, &s->rest, (struct span){ all->rest->octets, all->rest->n });
}

void
changes_report_more(struct check *c, const struct changes_shown *s)
{
	if (s->more > 0)
		report(c, at_part(c, PART_REVOKED), "%llu more entries (%s)", (unsigned long long)s->more, rest_show(c, &s->rest));
}

void
changes_tell_beyond(struct check *c)
{
	if (c->past->too_many)
		beyond_limit(c, at_part(c, PART_ISSUER), CERTIFICATES_BEYOND);
}
