/* SPDX-License-Identifier: Apache-2.0 */
/* joints.c - two names in one text, and the signs that part them. */
#include "value/joints.h"

#include "value/fold.h"

/* Signs that part two names, beside those of ASCII: no-break space, middle dot, en dash, em dash, bullet. */
static const struct {
	const char *octets;
	size_t n;
} joints[] = { { "\xc2\xa0", 2 }, { "\xc2\xb7", 2 }, { "\xe2\x80\x93", 3 }, { "\xe2\x80\x94", 3 }, { "\xe2\x80\xa2", 3 } };

static bool
is_ascii_joint(uint8_t octet)
{
	static const bool ascii[128] = {
		[' '] = true, ['-'] = true, [','] = true, [';'] = true, [':'] = true, ['('] = true, [')'] = true, ['['] = true, [']'] = true,
		['/'] = true, ['|'] = true, ['@'] = true, ['_'] = true,
	};

	return octet < sizeof ascii && ascii[octet];
}

/* How many octets such a sign takes at the front of the text: 0 for none. */
static size_t
joint_at(struct span text)
{
	if (text.n == 0 || *text.p < 0x80)
		return text.n > 0 && is_ascii_joint(*text.p);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (text.n >= joints[i].n && memcmp(text.p, joints[i].octets, joints[i].n) == 0)
			return joints[i].n;
	return 0;
}

/* … and at its end: its octets are no other character's in UTF-8. */
static size_t
joint_before_end(struct span text)
{
	if (text.n == 0 || text.p[text.n - 1] < 0x80)
		return text.n > 0 && is_ascii_joint(text.p[text.n - 1]);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (text.n >= joints[i].n && memcmp(text.p + text.n - joints[i].n, joints[i].octets, joints[i].n) == 0)
			return joints[i].n;
	return 0;
}

struct span
joints_strip(struct span text)
{
	size_t n;

	while ((n = joint_at(text)) != 0)
		text = span_sub(text, n, text.n - n);
	while ((n = joint_before_end(text)) != 0)
		text.n -= n;
	return text;
}

struct span
joints_beside(struct span text, struct span name)
{
	size_t step;

	text = joints_strip(text);
	for (size_t n = 1; n < text.n; n += step != 0 ? step : 1) {
		struct span before = span_sub(text, 0, n), after = span_sub(text, n, text.n - n);

		if ((step = joint_at(after)) == 0)
			continue;
		after = span_sub(after, step, after.n - step);
		if (fold_equal(before, name))
			return joints_strip(after);
		if (fold_equal(after, name))
			return joints_strip(before);
	}
	return SPAN_NONE;
}
