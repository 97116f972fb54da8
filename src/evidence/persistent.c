/* SPDX-License-Identifier: Apache-2.0 */
/* persistent.c - takes Persistent DCV TXT Records apart. */
#include "evidence/persistent.h"

#include <string.h>

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

struct persistent_record
persistent_read(struct span rest)
{
	struct persistent_record out = { .domain = take_part(&rest, ';') };

	while (rest.n > 0) {
		struct span value = take_part(&rest, ';'), name = take_part(&value, '=');

		value = trim(value);
		if (span_is(name, "accounturi")) {
			out.account_again = out.account.p != NULL;
			out.account = value;
		} else if (span_is(name, "persistUntil")) {
			out.has_until = true;
			out.until_is_number = read_seconds(value, &out.until);
		}
	}
	return out;
}
