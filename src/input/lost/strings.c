/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/strings.h"

#include <string.h>

static const uint8_t marks[STRINGS] = { '\\', '%' };

/* The element at hand has ended, or was none, and another may begin. */
static void
next_element(struct string_octets *s)
{
	s->element = (struct element){ .frame = 0 };
}

static bool
string_ends(struct string_octets *s)
{
	bool lost = element_ends(&s->element) && !s->told;

	s->n = 0;
	s->told = false;
	return lost;
}

/* One octet more of the string. */
static bool
string_octet(struct string_octets *s, uint8_t octet, enum lost_kind *kind)
{
	bool again;

	s->octets = s->octets << 8 | octet;
	s->n++;
	again = sign_shows(s->octets, s->n, &s->behind, kind);
	return element_octet(&s->element, octet, again, *kind) && !s->told;
}

/* May an element begin with this octet in what is none so far: in another line, as the value of a parameter, or in a string? */
static bool
may_begin(const struct string_octets *s, uint8_t octet, bool line)
{
	return octet == SPELT_FRONT && element_is_none(&s->element) && (line || memchr(" =\"'", (uint8_t)s->octets, 4) != NULL);
}

static bool
string_character(struct string_octets *s, uint8_t mark, uint8_t c, uint8_t before, enum lost_kind *kind)
{
	bool lost, line = s->spelt.place == SPELT_BEHIND_LINE;
	uint8_t octets[SPELT_ROOM];
	unsigned n;

	sign_goes_behind(&s->behind);
	if (spelt_is_idle(&s->spelt) && c != mark && c != SPELT_FRONT)
		return false;
	n = spelt_character(&s->spelt, mark, c, before, octets);
	lost = s->spelt.ended && string_ends(s);
	for (unsigned i = 0; i < n; i++) {
		/* The quote that ends a string may be escaped. */
		if (may_begin(s, octets[i], line) || (spelt_quote(octets[i]) != 0 && element_is_whole(&s->element)))
			next_element(s);
		lost |= string_octet(s, octets[i], kind);
	}
	/* With its string, or its line, the element has ended. */
	if (s->spelt.place != SPELT_INSIDE && element_is_whole(&s->element)) {
		next_element(s);
		s->behind = 0;
	}
	s->told |= lost;
	return lost;
}

bool
strings_look(struct strings *s, uint8_t c, uint8_t before)
{
	bool lost = false;

	s->busy = false;
	for (size_t i = 0; i < STRINGS; i++) {
		lost |= string_character(&s->of[i], marks[i], c, before, &s->kind);
		s->busy |= !spelt_is_idle(&s->of[i].spelt) || s->of[i].behind > 0;
	}
	return lost;
}

bool
strings_end(struct strings *s)
{
	bool lost = false;

	for (size_t i = 0; i < STRINGS; i++)
		lost |= string_ends(&s->of[i]);
	*s = (struct strings){ .kind = s->kind };
	return lost;
}

void
strings_are_told(struct strings *s)
{
	for (size_t i = 0; i < STRINGS; i++)
		s->of[i].told = true;
}
