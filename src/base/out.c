/* SPDX-License-Identifier: Apache-2.0 */
#include "base/out.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
out_free(struct out *o)
{
	free(o->p);
	*o = (struct out){ NULL, 0, 0, false };
}

void
out_clear(struct out *o)
{
	o->n = 0;
}

bool
out_grow(struct out *o, size_t n)
{
	size_t cap = o->cap != 0 ? o->cap : 4096;
	char *p;

	if (o->failed || n > SIZE_MAX / 2 - o->n) {
		o->failed = true;
		return false;
	}
	while (cap < o->n + n)
		cap *= 2;
	if ((p = realloc(o->p, cap)) == NULL) {
		o->failed = true;
		return false;
	}
	o->p = p;
	o->cap = cap;
	return true;
}

/* Makes room for n more octets. */
static inline bool
out_room(struct out *o, size_t n)
{
	return (!o->failed && n <= o->cap - o->n) || out_grow(o, n);
}

struct span
out_span(const struct out *o)
{
	return o->failed ? SPAN_NONE : (struct span){ (const uint8_t *)o->p, o->n };
}

void
out_mem(struct out *o, const void *p, size_t n)
{
	if (n == 0 || !out_room(o, n))
		return;
	memcpy(o->p + o->n, p, n);
	o->n += n;
}

void
out_spaces(struct out *o, size_t n)
{
	if (n == 0 || !out_room(o, n))
		return;
	memset(o->p + o->n, ' ', n);
	o->n += n;
}

void
out_number(struct out *o, uint64_t n)
{
	static const char pairs[] =
	    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
	    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
	size_t digits = n < 1000 ? 3 : 4;
	char *to;

	if (n < 10) {
		out_char(o, (char)('0' + n));
		return;
	}
	if (n < 100) {
		if ((to = out_more(o, 2)) != NULL)
			memcpy(to, pairs + n * 2, 2);
		return;
	}
	for (uint64_t rest = n; rest >= 10000; rest /= 10)
		digits++;
	if ((to = out_more(o, digits)) == NULL)
		return;
	for (; digits >= 2; n /= 100)
		memcpy(to + (digits -= 2), pairs + n % 100 * 2, 2);
	if (digits > 0)
		*to = (char)('0' + n);
}

void
out_grouped(struct out *o, uint64_t n, char between)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%" PRIu64, n);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			out_char(o, between);
		out_char(o, digits[i]);
	}
}

void
out_fmt(struct out *o, const char *fmt, ...)
{
	va_list ap, again;
	size_t left;
	int n;

	if (!out_room(o, 1))
		return;
	left = o->cap - o->n;
	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(o->p + o->n, left, fmt, ap);
	if (n < 0) {
		o->failed = true;
	} else if ((size_t)n < left) {
		o->n += (size_t)n;
	} else if (out_room(o, (size_t)n + 1)) {
		vsnprintf(o->p + o->n, (size_t)n + 1, fmt, again);
		o->n += (size_t)n;
	}
	va_end(again);
	va_end(ap);
}
