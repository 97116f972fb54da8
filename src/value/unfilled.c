/* SPDX-License-Identifier: Apache-2.0 */
/* unfilled.c - templates and forms into which no value was put. */
#include "value/unfilled.h"

#include "base/ascii.h"
#include "base/letters.h"
#include "value/fold.h"

static bool
is_of_identifier(uint8_t c)
{
	return (c >= '0' && c <= '9') || (small_letter(c) >= 'a' && small_letter(c) <= 'z') || c == '_' || c == '.';
}

/* A template's place that nothing was put into: "${city}", "#{city}" and "{{ city }}", with this brace. */
static bool
is_open_place(struct span s, size_t brace)
{
	bool twice = brace + 1 < s.n && s.p[brace + 1] == '{';
	size_t i = brace + (twice ? 2 : 1), from;

	if (!twice && (brace == 0 || (s.p[brace - 1] != '$' && s.p[brace - 1] != '#')))
		return false;
	while (i < s.n && s.p[i] == ' ')
		i++;
	for (from = i; i < s.n && is_of_identifier(s.p[i]);)
		i++;
	if (i == from)
		return false;
	while (i < s.n && s.p[i] == ' ')
		i++;
	return i < s.n && s.p[i] == '}' && (!twice || (i + 1 < s.n && s.p[i + 1] == '}'));
}

bool
value_has_open_place(struct span s)
{
	const uint8_t *p = s.p, *end = s.p + s.n;

	for (; (p = memchr(p, '{', (size_t)(end - p))) != NULL; p++)
		if (is_open_place(s, (size_t)(p - s.p)))
			return true;
	return false;
}

bool
value_is_field(struct span word)
{
	static const char *const fields[] = {
		"c", "city", "cn", "company", "country", "email", "first_name", "firstname", "given_name", "givenname", "gn", "l", "last_name",
		"lastname", "locality", "name", "o", "organization", "ou", "sn", "st", "state", "street", "surname", "title", "value"
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fold_equal(word, span_of(fields[i])))
			return true;
	return false;
}
