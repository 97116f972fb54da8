#include "tool/split.h"

#include "tool/sniff.h"

uint64_t
split_length(struct span s)
{
	uint64_t length = 0;
	unsigned k;

	if (s.n < 2)
		return 0;
	if (s.p[1] < 0x80)
		return 2u + (uint64_t)s.p[1];
	k = s.p[1] & 0x7fu;
	if (k == 0 || k > 4)
		return UINT64_MAX;
	if (s.n < 2 + k)
		return 0;
	for (unsigned i = 0; i < k; i++)
		length = length << 8 | s.p[2 + i];
	return length + 2 + k;
}

static bool
is_blank(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memchr(" \t\r\n", p[i], 4) == NULL)
			return false;
	return true;
}

/* Hands out the element at hand and begins the next. */
static int
hand_out(struct split *s)
{
	struct span octets = { (const uint8_t *)s->octets.p, s->octets.n };
	int r;

	r = s->fn(s->arg, octets, s->start, s->seen > s->limit);
	out_clear(&s->octets);
	s->total = s->seen = 0;
	s->whole = 0;
	return r;
}

/* Adds up to n octets of the front of *in, keeping no more than the limit and one. */
static void
add(struct split *s, struct span *in, uint64_t n)
{
	size_t take = n < in->n ? (size_t)n : in->n;
	size_t room = s->octets.n <= s->limit ? s->limit + 1 - s->octets.n : 0;

	if (s->seen == 0)
		s->start = s->line;
	out_mem(&s->octets, in->p, take < room ? take : room);
	s->seen += take;
	*in = span_sub(*in, take, in->n - take);
}

/*
 * One more octet after a whole element.  Two of them tell whether the next
 * element begins, or whether these are octets that trail the last.
 */
static int
after_whole(struct split *s, struct span *in)
{
	struct span ahead = { s->ahead, 2 };
	int r;

	s->ahead[s->n_ahead++] = in->p[0];
	*in = span_sub(*in, 1, in->n - 1);
	if (s->n_ahead < 2)
		return 0;
	s->n_ahead = 0;
	if (!sniff_der_starts(ahead)) {
		s->whole = (size_t)s->total;
		s->total = UINT64_MAX;
		add(s, &ahead, 2);
		return 0;
	}
	r = hand_out(s);
	add(s, &ahead, 2);
	return r;
}

int
split_feed(struct split *s, struct span in)
{
	int r = 0;

	while (in.n > 0 && r == 0 && !s->done && !s->octets.failed) {
		if (s->total == 0) {
			add(s, &in, 1);
			s->total = split_length((struct span){ (const uint8_t *)s->octets.p, s->octets.n });
		} else if (s->total == UINT64_MAX && s->seen > s->limit) {
			s->done = true;
		} else if (s->seen < s->total) {
			add(s, &in, s->total - s->seen);
		} else if (s->total > s->limit) {
			r = hand_out(s);
		} else {
			r = after_whole(s, &in);
		}
	}
	return r;
}

int
split_end(struct split *s)
{
	struct span ahead = { s->ahead, s->n_ahead };

	if (s->seen == 0)
		return 0;
	if (s->n_ahead > 0)
		s->whole = (size_t)s->total;
	add(s, &ahead, s->n_ahead);
	/* The line end after a file of DER is the editor's, not the certificate's. */
	if (s->whole > 0 && s->octets.n >= s->whole && s->seen <= s->limit &&
	    is_blank(s->octets.p + s->whole, s->octets.n - s->whole))
		s->octets.n = s->whole;
	return hand_out(s);
}

void
split_free(struct split *s)
{
	out_free(&s->octets);
}
