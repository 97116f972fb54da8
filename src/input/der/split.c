/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/split.h"

#include "der/der.h"
#include "input/der/at_hand.h"
#include "input/der/bag.h"
#include "input/der/taken_in.h"
#include "input/sniff.h"

/* Armour stands in octets that are no element: from there on they are text. */
static void
begin_text(struct split *s, struct span octets)
{
	out_clear(&s->octets);
	s->total = s->seen = 0;
	s->state = SPLIT_TEXT;
	out_mem(&s->text, octets.p, octets.n);
}

/*
 * The length of the element at hand is wrong.  What it has taken in of what
 * stands behind it is split anew.  False: it has taken in nothing.
 */
static bool
split_anew(struct split *s, int *r)
{
	size_t n = taken_in_at(s);
	struct span own = at_hand_own(s, n);
	struct out held = s->octets;
	struct span rest = span_from(out_span(&held), n);
	bool may_pause = s->may_pause;

	*r = 0;
	if (n == 0)
		return false;
	s->octets = (struct out){ NULL, 0, 0, false };
	*r = s->fn(s->arg, own, s->start, false);
	s->total = s->seen = 0;
	s->whole = 0;
	s->anew++;
	s->may_pause = false;
	if (*r == 0 && rest.p[0] == '-')
		begin_text(s, rest);
	else if (*r == 0)
		*r = split_feed(s, rest);
	s->anew--;
	s->may_pause = may_pause;
	out_free(&held);
	return true;
}

/* Octets that are kept ahead belong to what is at hand, and no more of it comes: they have to tell. */
static int tell_all(struct split *s);

bool
split_apart(struct split *s, int *r)
{
	return s->state == SPLIT_ELEMENT && s->seen == s->total && taken_in_possible(s) && split_anew(s, r);
}

/* Hands out the element at hand, and by itself what it has taken in. */
static int
hand_out_anew(struct split *s)
{
	int r;

	if (!taken_in_possible(s) || !split_anew(s, &r))
		return at_hand_out(s);
	s->anew++;
	r = r == 0 ? tell_all(s) : r;
	r = r == 0 && s->seen > 0 ? hand_out_anew(s) : r;
	s->anew--;
	return r;
}

static int feed_kept(struct split *s, struct span octets);

/* A certificate that begins in octets that are no element: it is the next, or goes on with what was split anew. */
static int
begin_again(struct split *s)
{
	uint8_t octets[AGAIN_OCTETS];
	struct span start = { octets, sizeof octets };
	int r;

	again_octets(&s->again, octets);
	s->seen -= sizeof octets;
	if (s->octets.n > s->seen)
		s->octets.n = (size_t)s->seen;
	r = hand_out_anew(s);
	if (s->state != SPLIT_ELEMENT)
		return r == 0 ? feed_kept(s, start) : r;
	at_hand_add(s, &start, sizeof octets);
	s->total = sniff_length((struct span){ octets, sizeof octets });
	s->behind = false;
	s->found = true;
	return r;
}

static const char armour[] = "-----BEGIN ";

/* One octet more of octets that are no element.  True: armour begins in the last of them. */
static bool
armour_octet(struct split *s, uint8_t c)
{
	const unsigned dashes = 5, n = sizeof armour - 1;

	if (c == (uint8_t)armour[s->armour])
		s->armour++;
	else if (c != '-' || s->armour != dashes)
		s->armour = c == '-';
	if (s->armour < n)
		return false;
	s->armour = 0;
	return true;
}

/* Armour in octets that are no element. */
static int
end_with_text(struct split *s)
{
	int r;

	s->seen -= sizeof armour - 1;
	if (s->octets.n > s->seen)
		s->octets.n = (size_t)s->seen;
	r = hand_out_anew(s);
	if (r == 0 && s->state == SPLIT_BAG)
		r = bag_end(s);
	if (s->state == SPLIT_TEXT)
		out_str(&s->text, armour);
	else
		begin_text(s, SPAN_LIT("-----BEGIN "));
	return r;
}

/* Up to n octets that are no element, or one too long to keep, as far as the beginning of a certificate, or of text with one. */
static int
search(struct split *s, struct span *in, uint64_t n)
{
	size_t end = n < in->n ? (size_t)n : in->n, k = 0;
	bool found = false, text = false;

	while (k < end && !found && !text) {
		text = s->has_text && armour_octet(s, in->p[k]);
		found = again_octet(&s->again, in->p[k++]);
	}
	at_hand_add(s, in, k);
	return text ? end_with_text(s) : found ? begin_again(s) : 0;
}

/* Takes octets again that were kept ahead: they are all taken. */
static int
feed_kept(struct split *s, struct span octets)
{
	uint64_t line = s->line;
	bool may_pause = s->may_pause;
	int r;

	s->line = s->ahead_line;
	s->may_pause = false;
	r = split_feed(s, octets);
	s->line = line;
	s->may_pause = may_pause;
	return r;
}

/* The element at hand holds others: octets that follow it stand behind it as behind a container. */
static int
leave(struct split *s, struct span octets)
{
	int r = at_hand_out(s);

	s->state = SPLIT_AFTER_BAG;
	return r == 0 ? feed_kept(s, octets) : r;
}

/*
 * The element at hand is followed by octets that are no element: they belong to
 * it, if its length is right.
 */
static int
trail(struct split *s, struct span octets)
{
	int r = 0;

	if (taken_in_ends(s))
		return leave(s, octets);
	if (!split_anew(s, &r)) {
		s->whole = (size_t)s->total;
		s->total = UINT64_MAX;
	}
	s->anew++;
	if (r == 0)
		r = feed_kept(s, octets);
	s->anew--;
	return r;
}

/* It does: the search for its beginning goes on behind the element, in the octets that were kept. */
static int
search_behind(struct split *s)
{
	uint8_t kept[sizeof s->ahead];
	size_t n = s->n_ahead, from = s->octets.n < AGAIN_OCTETS ? 1 : s->octets.n - (AGAIN_OCTETS - 1);

	memcpy(kept, s->ahead, n);
	s->n_ahead = 0;
	s->again = (struct again){ 0, 0 };
	for (size_t i = from; i < s->octets.n; i++)
		(void)again_octet(&s->again, (uint8_t)s->octets.p[i]);
	s->total = UINT64_MAX;
	return feed_kept(s, (struct span){ kept, n });
}

/* So many octets ahead tell whether the next element begins: of one that may be short all of it, and behind a CRL whether it is another. */
static unsigned
telling(const struct split *s)
{
	struct span ahead = { s->ahead, s->n_ahead };

	if (ahead.n < 2)
		return 2;
	if (sniff_may_be_short_response(ahead))
		return SNIFF_SHORT;
	return s->large > 0 && sniff_der_starts(ahead) && sniff_crl(split_element(s)) ? SPLIT_AHEAD : 2;
}

/* They tell whether the next element begins, or whether these are octets that trail the last. */
static int
tell(struct split *s)
{
	uint8_t kept[sizeof s->ahead];
	struct span two = { kept, 2 }, rest = { kept + 2, (size_t)s->n_ahead - 2 }, ahead = { kept, s->n_ahead };
	uint64_t line = s->line;
	int r;

	memcpy(kept, s->ahead, s->n_ahead);
	s->n_ahead = 0;
	/* What it has taken in goes on with them. */
	if ((!sniff_der_starts(two) && !sniff_short_response(ahead)) || (taken_in_possible(s) && taken_in_at(s) > 0)) {
		r = trail(s, two);
	} else {
		/* Elements of several kinds stand one after another; a CRL behind a CRL is one that was written twice. */
		if (s->large > 0 && sniff_crl(split_element(s)) && sniff_crl_starts(ahead))
			out_mem(&s->octets, two.p, two.n);
		r = at_hand_out(s);
		s->line = s->ahead_line;
		at_hand_add(s, &two, two.n);
		s->line = line;
	}
	return r == 0 ? feed_kept(s, rest) : r;
}

static int
tell_all(struct split *s)
{
	struct span last = { s->ahead, 1 };
	int r = 0;

	while (r == 0 && s->n_ahead > 1)
		r = tell(s);
	if (r != 0 || s->n_ahead == 0)
		return r;
	/* One octet alone begins no element. */
	s->n_ahead = 0;
	if (taken_in_ends(s))
		return leave(s, (struct span){ s->ahead, 1 });
	s->whole = (size_t)s->total;
	at_hand_add(s, &last, 1);
	return 0;
}

/* Keeps up to n octets of the front of *in until more of them tell what they begin. */
static void
keep_ahead(struct split *s, struct span *in, size_t n)
{
	if (s->n_ahead == 0)
		s->ahead_line = s->line;
	for (; n > 0 && in->n > 0; n--, *in = span_sub(*in, 1, in->n - 1))
		s->ahead[s->n_ahead++] = in->p[0];
}

/*
 * Octets after a whole element.  What they are does not depend on how many of
 * them come at once: as long as they do not tell, they are kept.
 */
static int
after_whole(struct split *s, struct span *in)
{
	uint8_t octets[sizeof s->ahead];
	struct span behind = { octets, s->n_ahead };
	enum overlap overlap;

	memcpy(octets, s->ahead, s->n_ahead);
	for (size_t i = 0; i < in->n && behind.n < sizeof octets; i++)
		octets[behind.n++] = in->p[i];
	overlap = taken_in_overlaps(s, behind);
	if (overlap == OVERLAP_BEGINS)
		return search_behind(s);
	if (s->may_pause && s->n_ahead == 0 && (in->n < AGAIN_OCTETS || !(sniff_der_starts(*in) || sniff_short_response(*in)))) {
		s->paused = true;
		return 0;
	}
	if (overlap == OVERLAP_OPEN) {
		keep_ahead(s, in, in->n);
		return 0;
	}
	while (s->n_ahead < telling(s) && in->n > 0)
		keep_ahead(s, in, telling(s) - s->n_ahead);
	return s->n_ahead < telling(s) ? 0 : tell(s);
}

/* Longer than a certificate may be, and a CRL. */
static bool
is_large_crl(const struct split *s)
{
	return s->total > s->limit && s->total <= s->large && s->usual == 0 && s->seen == s->octets.n &&
	    sniff_crl((struct span){ (const uint8_t *)s->octets.p, s->octets.n });
}

/* The length that the octets at hand say.  Behind a container what is too short to hold a certificate has none: the next one is searched for. */
static uint64_t
head_length(struct split *s)
{
	struct span head = { (const uint8_t *)s->octets.p, s->octets.n };

	s->behind = s->behind && (head.n < 2 || (head.p[0] != DER_SEQUENCE && head.p[1] < 0x80));
	return s->behind && head.n >= 2 ? UINT64_MAX : sniff_length(head);
}

static int
in_element(struct split *s, struct span *in)
{
	struct span octets;
	size_t before = 0;
	int begins = 0;

	if (s->bag != NULL && s->seen > 0 && s->seen == s->octets.n) {
		octets = (struct span){ (const uint8_t *)s->octets.p, s->octets.n };
		begins = cms_any_begins(octets);
		begins = begins == 0 ? cms_stamp_begins(octets, &before) : begins;
		s->stamp = before > 0;
		/* Data and DigestedData that can be held whole are elements first: what is cut of them takes in nothing else. */
		if (begins > 0 && (before > 0 || sniff_length(octets) > s->limit || cms_begins(octets) != 0))
			return bag_begin(s, span_from(octets, before));
	}
	if (s->total == 0 || (begins < 0 && s->seen < s->total)) {
		at_hand_add(s, in, 1);
		s->total = head_length(s);
	} else if (s->seen == s->limit && is_large_crl(s)) {
		s->usual = s->limit;
		s->limit = (size_t)s->total;
	} else if (s->total == UINT64_MAX || (s->seen < s->total && s->seen > s->limit)) {
		return search(s, in, s->total - s->seen);
	} else if (s->seen < s->total) {
		at_hand_add(s, in, s->total <= s->limit || s->seen < s->limit ?
		    (s->total <= s->limit ? s->total : s->limit) - s->seen : s->limit + 1 - s->seen);
	} else if (s->total > s->limit) {
		return at_hand_out(s);
	} else {
		return after_whole(s, in);
	}
	return 0;
}

/* Octets that were taken already go with the text; the others are the caller's. */
static void
in_text(struct split *s, struct span *in)
{
	if (s->may_pause) {
		s->paused = true;
		return;
	}
	out_mem(&s->text, in->p, in->n);
	in->n = 0;
}

int
split_feed(struct split *s, struct span in)
{
	int r = 0;

	s->paused = false;
	while (in.n > 0 && r == 0 && !s->paused && !s->octets.failed && !s->cms.octets.failed)
		if (s->state == SPLIT_BAG)
			r = bag_feed(s, &in);
		else if (s->state == SPLIT_AFTER_BAG)
			bag_behind(s, &in);
		else if (s->state == SPLIT_TEXT)
			in_text(s, &in);
		else
			r = in_element(s, &in);
	s->left = in.n;
	return r;
}

bool
split_between(const struct split *s)
{
	return s->state == SPLIT_AFTER_BAG || (s->state == SPLIT_ELEMENT && s->seen > 0 && s->seen == s->total && s->n_ahead == 0);
}

int
split_end(struct split *s)
{
	int r = tell_all(s);

	if (r != 0)
		return r;
	if (s->state == SPLIT_BAG)
		return bag_end(s);
	if (s->seen == 0)
		return 0;
	if (s->seen < s->total && s->total != UINT64_MAX && split_anew(s, &r)) {
		s->anew++;
		r = r == 0 ? split_end(s) : r;
		s->anew--;
		return r;
	}
	r = hand_out_anew(s);
	return r == 0 && s->state == SPLIT_BAG ? bag_end(s) : r;
}

int
split_break(struct split *s)
{
	bool followed = s->n_ahead > 0;

	if (s->state != SPLIT_ELEMENT || s->seen == 0)
		return 0;
	/* What trails a whole element is cut off, and that not. */
	s->n_ahead = 0;
	/* What it has taken in would be split anew, if what follows trailed it: nobody knows. */
	if (followed && s->seen == s->total && !taken_in_ends(s) && taken_in_at(s) > 0)
		return 0;
	if (s->whole > 0 && s->octets.n > s->whole) {
		s->seen = s->octets.n = s->whole;
		/* Nobody knows how that would have gone on, or where it began: it may stand in the element, too. */
		s->found = true;
	}
	return s->seen == s->total ? hand_out_anew(s) : s->seen == s->whole ? at_hand_out(s) : 0;
}

void
split_free(struct split *s)
{
	out_free(&s->octets);
	out_free(&s->text);
	cms_free(&s->cms);
}
