/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/bag.h"

#include "base/ascii.h"
#include "input/sniff.h"

int
bag_begin(struct split *s, struct span octets)
{
	int r;

	s->state = SPLIT_BAG;
	cms_init(&s->cms, s->limit, s->content_limit, s->bag, s->arg);
	s->cms.crl_limit = s->large;
	r = cms_feed(&s->cms, &octets);
	out_clear(&s->octets);
	s->total = s->seen = 0;
	return r;
}

int
bag_end(struct split *s)
{
	s->state = SPLIT_AFTER_BAG;
	return cms_end(&s->cms);
}

bool
split_has_lost(const struct split *s)
{
	return s->state == SPLIT_BAG && s->cms.broken && s->cms.left == 0;
}

int
bag_feed(struct split *s, struct span *in)
{
	int r;

	if (s->cms.bare && !s->cms.keep)
		s->start = s->line;
	/* What stands behind damage may be something else. */
	if (s->has_text && s->may_pause && split_has_lost(s)) {
		s->paused = true;
		return 0;
	}
	r = cms_feed(&s->cms, in);
	return r == 0 && s->cms.done ? bag_end(s) : r;
}

void
bag_behind(struct split *s, struct span *in)
{
	*in = span_behind_space(*in);
	if (in->n > 0 && s->may_pause && (in->n < 2 || !sniff_der_starts(*in)))
		s->paused = true;
	else if (in->n > 0) {
		s->state = SPLIT_ELEMENT;
		s->behind = true;
	}
}

void
split_behind_damage(struct split *s)
{
	if (s->state != SPLIT_BAG) {
		split_reset(s);
		cms_init(&s->cms, s->limit, 0, s->bag, s->arg);
		s->cms.bare = true;
		s->state = SPLIT_BAG;
		s->start = s->line;
	}
	cms_behind_damage(&s->cms);
}
