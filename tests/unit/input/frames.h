/* SPDX-License-Identifier: Apache-2.0 */
/* frames.h - the lines of a text with something before and behind each of them, as logs, listings and programs have it. */
#ifndef TESTS_UNIT_INPUT_FRAMES_H
#define TESTS_UNIT_INPUT_FRAMES_H

#include "carriers.h"
#include "subjects.h"

/* "@" is the number of the line, "~" one of other letters. */
static const struct around {
	const char *before, *behind;
} frames[] = {
	{ "", "" }, { "2026-11-29T07:38:@Z INFO ", "" }, { "app_1  | ", "" }, { "+", "" }, { "-", "" }, { " ", "" }, { "\t", "" }, { "# ", "" }, { "#", "" },
	{ "//", "" }, { "f.pem:@:", "" }, { "echo \"", "\" >> x" }, { "@echo ", " >> x.pem" }, { "printf '", "\\n' >> x" }, { "$c .= '", "' . \"\\n\";" },
	{ "$c += \"", "`r`n\"" }, { "strcat(c, \"", "\\n\");" }, { "  \"", "\" & vbCrLf & _" }, { "  '", "' + #13#10 +" }, { "|| '", "' || CHR(10)" },
	{ "| ", " |" }, { "<td>", "</td>" }, { "", "<br>" }, { "<!-- ", " -->" }, { "s/x/", "/" }, { "INFO ", " [main]" }, { "INFO ", " (@)" },
	{ "level=info msg=\"", "\" seq=@" }, { "[3f~a91-7d] ", "" }, { "~  ", "" }, { "\33[32m", "\33[0m" }, { "\33[32m+\33[m\33[32m", "\33[m" },
	{ "^[[32m", "^[[0m" }, { "@\t", "\tx" },
};

static void
put(struct out *o, const char *s, unsigned line)
{
	for (; *s != '\0'; s++)
		if (*s == '@')
			out_fmt(o, "%u", line + 20);
		else if (*s == '~')
			out_str(o, line % 2 == 0 ? "info" : "debug");
		else
			out_mem(o, s, 1);
}

/* The lines of a text in a frame, with words before and behind the first of them and the last. */
static void
around_lines(struct out *o, const struct around *frame, const char *text, const struct around *first, const struct around *last)
{
	for (unsigned i = 0; *text != '\0'; i++) {
		const char *lf = strchr(text, '\n');
		bool ends = lf[1] == '\0';

		put(o, frame->before, i);
		out_str(o, i == 0 ? first->before : ends ? last->before : "");
		out_mem(o, text, (size_t)(lf - text));
		out_str(o, i == 0 ? first->behind : ends ? last->behind : "");
		put(o, frame->behind, i);
		out_char(o, '\n');
		text = lf + 1;
	}
}

static void
block_of(struct out *o, unsigned which)
{
	pem(o, out_span(&subject[which]));
	out_mem(o, "", 1);
}

#endif
