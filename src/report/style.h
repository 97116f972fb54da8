/* SPDX-License-Identifier: Apache-2.0 */
/* style.h - the looks of text for people: colours and wrapping. */
#ifndef REPORT_STYLE_H
#define REPORT_STYLE_H

#include "base/out.h"
#include "smimelint.h"

struct style {
	bool colour;
	unsigned width;			/* columns */
	unsigned guarded;		/* build services that run, which take some lines for commands (workflow.h); 0: none */
};

enum colour { COLOUR_OFF, COLOUR_BOLD, COLOUR_DIM, COLOUR_RED, COLOUR_YELLOW, COLOUR_GREEN, COLOUR_BLUE };

/* The style for a report: `when` is auto, always or never; false when it is none of them. */
bool style_choose(struct style *, const char *when, bool to_terminal);

/*
 * Where the text is guarded: in what stands in o from this octet on, no line
 * is a workflow command any more ("::error ...", "##[error]...").
 */
void style_guard(const struct style *, struct out *o, size_t from);

void style_on(const struct style *, struct out *, enum colour);
void style_off(const struct style *, struct out *);
void style_text(const struct style *, struct out *, enum colour, const char *text);
enum colour style_level(smimelint_level);

/* Columns that UTF-8 text takes: its code points. */
size_t text_columns(const char *text, size_t n);

/*
 * Text wrapped at spaces, and words that no line takes at the marks in them,
 * its lines indented to column `at`; the cursor stands in column `now` <= at.
 * Ends the line.
 */
void style_wrapped(const struct style *, struct out *, size_t now, size_t at, const char *text);
/*
 * A rule's id from column `at` on, or on a line of its own where it does not
 * fit there; the cursor stands in column `now`.  The column it ends in.
 */
size_t style_id(const struct style *, struct out *, size_t now, size_t at, const char *id);
/* Dim text behind what ends in column `now`, or on lines of its own from column `at` where it does not fit. */
void style_beside(const struct style *, struct out *, size_t now, size_t at, const char *text);
/* "label: text", wrapped under itself, labels up to 8 letters; nothing where text is NULL or empty. */
void style_labelled(const struct style *, struct out *, size_t indent, const char *label, const char *text);

#endif
