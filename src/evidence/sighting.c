/* SPDX-License-Identifier: Apache-2.0 */
/* sighting.c - does a remote perspective corroborate? */
#include "evidence/mpic.h"

bool
ev_sighting_passed(const struct ev_sighting *s)
{
	return s->passed == EV_YES && s->completed != EV_NO;
}

bool
ev_sighting_refuted(const struct ev_sighting *s)
{
	return s->seen != SEEN_UNKNOWN && s->seen != SEEN_SAME;
}

bool
ev_sighting_corroborates(const struct ev_sighting *s)
{
	return ev_sighting_passed(s) && !ev_sighting_refuted(s) && !s->apart;
}
