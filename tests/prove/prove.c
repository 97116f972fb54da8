/* SPDX-License-Identifier: Apache-2.0 */
/*
 * prove.c - the readers that the rest stands on, each called with any octets
 * in an array of exactly so many, so that what it is given ends where the
 * array ends.  Frama-C's EVA follows all of them at once (run.sh, goals.txt).
 */
#include "base/base64.h"
#include "base/utf8.h"
#include "der/der.h"
#include "input/pem/line/armour.h"

/* Every read of it is another number. */
extern volatile int any;

/* What is called, and which sizes: run.sh writes both. */
#ifndef GOAL
#define GOAL goal_span_is_ascii
#define SIZES(X) X(1)
#endif
/* With 1 it is told of an octet more than there is: then no goal may hold. */
#ifndef LIE
#define LIE 0
#endif

/* For the log: a goal that comes back for each size was followed to its end. */
void Frama_C_show_each_size(int n);

/* ---- text ---- */

static inline void
goal_span_is_ascii(struct span in)
{
	(void)span_is_ascii(in);
}

static inline void
goal_utf8_next(struct span in)
{
	uint32_t code;

	(void)utf8_next(&in, &code);
}

static inline void
goal_utf8_valid(struct span in)
{
	(void)utf8_valid(in);
}

static inline void
goal_utf8_length(struct span in)
{
	(void)utf8_length(in);
}

static inline void
goal_utf8_put(struct span in)
{
	uint8_t out[4];

	(void)utf8_put(out, in.n == 0 ? (uint32_t)any : in.p[0]);
}

/* ---- base64, with room for what it writes ---- */

static inline void
goal_base64_write(struct span in)
{
	static char room[128];
	struct out to = { room, 0, sizeof room, false };

	base64_write(&to, in);
}

/* ---- elements ---- */

static inline void
goal_der_next(struct span in)
{
	struct der_tlv t;

	(void)der_next(&in, &t);
}

static inline void
goal_der_peek(struct span in)
{
	(void)der_peek(in, (uint8_t)any);
}

static inline void
goal_der_take(struct span in)
{
	struct der_tlv t;

	(void)der_take(&in, (uint8_t)any, &t);
}

static inline void
goal_der_framed(struct span in)
{
	(void)der_framed(in);
	(void)der_count(in);
}

static inline void
goal_der_check_primitive(struct span in)
{
	(void)der_check_primitive((uint8_t)any, in);
}

static inline void
goal_der_check_one(struct span in)
{
	const struct der_tlv t = { .raw = in, .val = in, .num = (uint32_t)any, .quirks = (uint32_t)any, .id = (uint8_t)any };

	(void)der_check_one(&t);
}

/* ---- values ---- */

static inline void
goal_der_small(struct span in)
{
	uint32_t number;

	(void)der_small(in, &number);
}

static inline void
goal_der_negative(struct span in)
{
	(void)der_negative(in);
}

static inline void
goal_der_bit_length(struct span in)
{
	(void)der_bit_length(in);
}

static inline void
goal_der_bits(struct span in)
{
	uint16_t bits;
	size_t n;

	(void)der_bits(in, &bits, &n);
}

static inline void
goal_der_time(struct span in)
{
	int64_t seconds;

	(void)der_time((uint8_t)any, in, &seconds);
}

/* ---- PEM lines ---- */

static inline void
goal_armour_none(struct span in)
{
	(void)armour_none(in);
}

static inline void
goal_armour_at(struct span in)
{
	struct armour a;

	(void)armour_at(in, &a);
}

/* ---- every size ---- */

#define ARRAY(n) extern uint8_t octets_##n[n];
SIZES(ARRAY)

static void
of(struct span in, int n)
{
	GOAL(in);
	Frama_C_show_each_size(n);
}

int
main(void)
{
	static const uint8_t end[1];

#define ONE(n) \
	if (any) { \
		of((struct span){ octets_##n, n + LIE }, n); \
		return 0; \
	}
	SIZES(ONE)
	/* Nothing, and an empty text. */
	of((struct span){ any ? NULL : end + 1, LIE }, 0);
	return 0;
}
