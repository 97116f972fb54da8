/* SPDX-License-Identifier: Apache-2.0 */
/* pem_words.c - words about armour, told from armour. */
#include "base/base64.h"
#include "input/sniff.h"
#include "input/text/pem_text.h"
#include "input/text/run.h"

/* A line of base64 that is no word, such as "done", no shorter. */
#define SHORTEST 16

/* A line of nothing but base64, or with so much of it that it is one of a block. */
static bool
is_body(struct span line)
{
	size_t n = 0;

	while (n < line.n && (base64_char(line.p[n]) || line.p[n] == '='))
		n++;
	return (n == line.n && n >= SHORTEST) || frame_has_base64(line);
}

static bool
is_blank(struct span line)
{
	while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
		line = span_sub(line, 1, line.n - 1);
	return line.n == 0;
}

/*
 * Is there a body in the lines behind the one of BEGIN?  It is base64, with nothing that is found by itself, up to an END line, to the
 * end of the text, or as far as is looked; up to another BEGIN, it is more than one line, which may be a fingerprint.  An END line of
 * its own ends a block whatever is in it.
 */
static bool
body_behind(struct pem *p)
{
	struct span s = pem_first_line(pem_window(p));
	bool whole = s.n < FRAME_LINE, any = false;
	unsigned lines = 0;
	struct armour a;
	size_t at;

	(void)sniff_line(&s);
	while (s.n > 0) {
		struct span line = sniff_line(&s);

		if (frame_armour(line, &at) && armour_at(span_sub(line, at, line.n - at), &a))
			return a.end ? lines > 0 || (at == 0 && a.n == line.n) : lines > 1;
		if (run_inside(line))
			return false;
		lines += is_body(line);
		any |= !is_blank(line);
	}
	return lines > 0 || (whole && !any);
}

/* Does base64 stand in it that is no word? */
static bool
has_run(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < SHORTEST; i++)
		n = base64_char(s.p[i]) ? n + 1 : 0;
	return n == SHORTEST;
}

/* Is what stands beside BEGIN a word, and no mark of a text that a program wrote? */
static bool
has_words_behind(struct span rest)
{
	return rest.n > 1 && rest.p[0] == ' ' && !is_blank(rest);
}

bool
pem_is_words(struct pem *p)
{
	size_t n;
	struct span line = frame_line(pem_first_line(pem_window(p)), &n);

	if (frame_has_base64(line) || (!p->begun_inside && !has_words_behind(line)))
		return false;
	/* END on the same line, as in a script that writes both: what stands between is no base64. */
	if (frame_armour(line, &n))
		return !has_run(span_sub(line, 0, n));
	return !body_behind(p);
}
