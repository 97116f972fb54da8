/* SPDX-License-Identifier: Apache-2.0 */
/* persistent.c - takes Persistent DCV TXT Records apart. */
#include "evidence/persistent.h"

#include <string.h>

#include "base/text.h"

static struct span
trim(struct span s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = span_sub(s, 1, s.n - 1);
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/* Takes the part before the next such octet off the front. */
static struct span
take_part(struct span *rest, char end)
{
	const uint8_t *at = rest->n > 0 ? memchr(rest->p, end, rest->n) : NULL;
	struct span part = span_sub(*rest, 0, at != NULL ? (size_t)(at - rest->p) : rest->n);

	*rest = span_sub(*rest, part.n + (at != NULL), rest->n - part.n - (at != NULL));
	return trim(part);
}

/* A time so late that it has no number here is the last that there is. */
static bool
read_seconds(struct span s, int64_t *out)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n > (INT64_MAX - 9) / 10 ? INT64_MAX : n * 10 + (s.p[i] - '0');
	}
	*out = n;
	return s.n > 0;
}

/* Of several each is a persistUntil: the first to pass ends the record. */
static void
take_until(struct persistent_record *r, struct span value)
{
	int64_t seconds = 0;
	bool is_number = read_seconds(value, &seconds);

	r->until = r->has_until && r->until < seconds ? r->until : seconds;
	r->until_is_number = is_number && (!r->has_until || r->until_is_number);
	r->has_until = true;
}

struct persistent_record
persistent_read(struct span rest)
{
	struct persistent_record out = { .domain = take_part(&rest, ';') };

	while (rest.n > 0) {
		struct span value = take_part(&rest, ';'), name = take_part(&value, '=');

		value = trim(value);
		/* Tags of CAA are compared without regard to case (RFC 8659 4.1), and so are those of its parameters. */
		if (text_equal_ascii(name, SPAN_LIT("accounturi"))) {
			out.account_again |= out.account.p != NULL;
			out.account = value;
		} else if (text_equal_ascii(name, SPAN_LIT("persistUntil"))) {
			take_until(&out, value);
		}
	}
	return out;
}

/* The index behind the scheme and its colon; 0: there is none. */
static size_t
scheme_end(struct span uri)
{
	const uint8_t *colon = uri.n > 0 ? memchr(uri.p, ':', uri.n) : NULL;

	return colon != NULL ? (size_t)(colon - uri.p) + 1 : 0;
}

/* Where the host and the port of a URI with an authority begin and end; both are where the scheme ends in one without. */
struct host_at {
	size_t from, to;
};

static struct host_at
host_of(struct span uri)
{
	size_t from = scheme_end(uri);
	struct host_at host = { from, from };

	if (from == 0 || uri.n - from < 2 || uri.p[from] != '/' || uri.p[from + 1] != '/')
		return host;
	host.from = host.to = from + 2;
	for (; host.to < uri.n && uri.p[host.to] != '/' && uri.p[host.to] != '?' && uri.p[host.to] != '#'; host.to++)
		if (uri.p[host.to] == '@')
			host.from = host.to + 1;
	return host;
}

bool
persistent_same_account(struct span a, struct span b)
{
	size_t scheme = scheme_end(a);
	struct host_at host = host_of(a);

	return a.n == b.n && text_equal_ascii(span_sub(a, 0, scheme), span_sub(b, 0, scheme)) &&
	    span_eq(span_sub(a, scheme, host.from - scheme), span_sub(b, scheme, host.from - scheme)) &&
	    text_equal_ascii(span_sub(a, host.from, host.to - host.from), span_sub(b, host.from, host.to - host.from)) &&
	    span_eq(span_from(a, host.to), span_from(b, host.to));
}
