/* SPDX-License-Identifier: Apache-2.0 */
/* goes_on.c - whether octets behind an element of DER begin another form: text with certificates, or something packed. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "input/der/begins.h"
#include "input/der/taken_in.h"
#include "input/form.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/text/wide.h"
#include "input/written/dump.h"
#include "input/written/run.h"

/* Does something packed, wide text or a message begin in a line of these octets? */
static bool
form_inside(struct span s)
{
	const uint8_t *lf;
	struct frame frame;

	for (; s.n > 2 && (lf = memchr(s.p, '\n', s.n)) != NULL; ) {
		size_t n = (size_t)(lf - s.p) + 1;

		s = span_sub(s, n, s.n - n);
		if (binary_begins(s) || wide_begins(s) != WIDE_NONE || sniff_uu(s) || sniff_mbox(s) || (sniff_mime_field(s) && sniff_mail(s)) ||
		    dump_begins(s) || frame_begins(&frame, s))
			return true;
	}
	return false;
}

bool
input_goes_on(struct span s)
{
	struct frame frame;
	size_t n = 0, from;

	while (n < s.n && (s.p[n] == 0 || is_space(s.p[n])))
		n++;
	if (wide_begins(s) != WIDE_NONE || (n > 0 && wide_begins(span_sub(s, n - 1, s.n - n + 1)) != WIDE_NONE))
		return true;
	/* Lines that are indented begin with their blanks. */
	for (from = n; from > 0 && (s.p[from - 1] == ' ' || s.p[from - 1] == '\t'); from--)
		;
	if (from < n && frame_begins(&frame, span_sub(s, from, s.n - from)))
		return true;
	s = span_sub(s, n, s.n - n);
	if (wide_begins(s) != WIDE_NONE)
		return true;
	if (s.n > 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
		return true;
	return binary_begins(s) || (n > 0 && sniff_der_starts(s)) || sniff_wrapped_starts(s) || sniff_archive(s) || pem_begins(s) || run_inside(s) ||
	    sniff_uu(s) || sniff_mbox(s) || dump_begins(s) || frame_begins(&frame, s) || form_inside(s);
}

/* An octet that no text has: a control character other than line ends, tabs and what colours begin with, or what is no UTF-8. */
static bool
is_no_text(struct span s)
{
	uint32_t code;

	return s.p[0] >= 0x80 ? !utf8_next(&s, &code) : s.p[0] < ' ' && memchr("\b\t\n\v\f\r\33", s.p[0], 7) == NULL;
}

/* Does something begin here that is no text in units of one octet?  The header of an archive that has to be looked at as a whole begins with text. */
static bool
octets_begin(struct span s, bool no_text)
{
	return sniff_der_starts(s) || wide_begins(s) != WIDE_NONE || binary_begins(s) || sniff_wrapped_starts(s) || (!no_text && sniff_archive(s));
}

/* Blanks in front of a text, and a byte order mark, are its own. */
static size_t
blanks(struct span s)
{
	size_t n = 0;

	for (;;)
		if (n < s.n && is_space(s.p[n]))
			n++;
		else if (span_starts(span_from(s, n), SPAN_LIT("\xef\xbb\xbf")))
			n += 3;
		else
			return n;
}

size_t
input_elements_trail(const struct input_elements *e, struct span behind)
{
	size_t n = 0, before;
	bool no_text;

	/* What stands around certificates is none itself. */
	if (e->split.state != SPLIT_ELEMENT || taken_in_ends(&e->split))
		return 0;
	for (;;) {
		struct span rest = span_from(behind, n);

		before = blanks(rest);
		rest = span_from(rest, before);
		if (rest.n == 0)
			return n;
		no_text = is_no_text(rest);
		if (octets_begin(rest, no_text))
			return n + before;
		if (!no_text)
			return n;
		n += before + 1;
	}
}

bool
input_elements_go_on(const struct input_elements *e, struct span behind)
{
	uint64_t at;

	return input_goes_on(behind) || (remains_inside(behind, &at) != REMAINS_NONE && split_is_whole(&e->split));
}
