/* SPDX-License-Identifier: Apache-2.0 */
/* der.c - a stream of DER, one element after another, up to where another form begins. */
#include <stdlib.h>

#include "input/der/filled.h"
#include "input/der/large_crl.h"
#include "input/form.h"

/* What tells that something else begins than the rest of a container. */
#define BEGINNING 64
/* Octets in front of where something else begins, as far as they tell: behind damage a container has no end. */
static size_t
octets_of_bag(struct span s, bool *end)
{
	size_t n = s.n > BEGINNING ? s.n - BEGINNING + 1 : s.n;

	for (size_t i = 0; i < n; i++)
		if (filled_other_begins(span_from(s, i))) {
			*end = i == 0;
			return i;
		}
	return n;
}

/* The same behind damage of a container. */
static int
feed_behind_damage(struct input_elements *e, struct stream *r, bool *done)
{
	struct span octets = stream_window(r, BEGINNING);
	size_t n = octets_of_bag(octets, done);
	int ret;

	e->split.may_pause = false;
	ret = split_feed(&e->split, span_sub(octets, 0, n));
	stream_skip(r, n);
	*done |= octets.n == 0;
	return ret;
}

/* Does something begin in these octets that the next reader takes?  Among octets of no form, and where they do not show all that comes, that tells. */
static bool
is_followed(const struct input_elements *e, struct span octets)
{
	return (e->in->later && (e->in->loose || octets.n == STREAM_SIZE)) || input_elements_go_on(e, octets);
}

/* Octets up to where another form begins behind a whole element. */
static int
feed_der(struct input_elements *e, struct stream *r, bool *done)
{
	struct span octets = stream_window(r, AGAIN_OCTETS);
	int ret;

	e->split.may_pause = true;
	ret = split_feed(&e->split, octets);
	stream_skip(r, octets.n - e->split.left);
	*done = octets.n == 0 || e->split.state == SPLIT_TEXT;
	if (ret != 0 || !e->split.paused || *done || split_has_lost(&e->split))
		return ret;
	octets = stream_fill(r);
	/* So few were seen that they did not tell. */
	if (e->split.left < AGAIN_OCTETS && octets.n > e->split.left)
		return 0;
	/* What it has taken in stands before what comes next. */
	if (split_apart(&e->split, &ret))
		return ret;
	*done = is_followed(e, octets);
	if (*done && e->in->loose)
		return 0;
	/* They trail it: two of them tell. */
	octets.n = *done ? input_elements_trail(e, octets) : octets.n < 2 ? octets.n : 2;
	e->split.may_pause = false;
	ret = split_feed(&e->split, octets);
	stream_skip(r, octets.n);
	return ret;
}

/* Text that was met inside an element whose end is missing comes again, as what stands behind it. */
static int
text_inside(struct input *in, struct span text, struct stream *r)
{
	in->any = in->passing = true;
	return stream_give_back(r, text) ? 0 : input_no_memory(in);
}

static int
read_der(struct input *in, struct stream *r, bool behind_damage)
{
	struct input_elements e;
	bool done = false;
	int ret = 0;

	if (!behind_damage)
		ret = large_crl_read(in, r, &done);
	if (ret != 0 || (done && stream_ahead(r).n == 0))
		return ret;
	done = false;
	input_elements_init(&e, in, "der");
	e.loose = in->loose;
	e.file = in->depth == 1 && in->format == NULL;
	e.split.has_text = true;
	e.split.line_ends = stream_line_ends(r);
	if (behind_damage)
		split_behind_damage(&e.split);
	while (ret == 0 && !done && !e.split.octets.failed && !e.split.cms.octets.failed)
		ret = split_has_lost(&e.split) ? feed_behind_damage(&e, r, &done) : feed_der(&e, r, &done);
	if (ret == 0)
		ret = input_elements_end(&e, r);
	if (ret == 0 && e.split.state == SPLIT_TEXT)
		ret = text_inside(in, out_span(&e.split.text), r);
	input_elements_free(&e);
	return ret;
}

int
input_der(struct input *in, struct stream *r)
{
	return read_der(in, r, false);
}

int
input_der_behind_damage(struct input *in, struct stream *r)
{
	return read_der(in, r, true);
}
