/* SPDX-License-Identifier: Apache-2.0 */
/* lines.h - a certificate in lines of every notation, behind what programs put in front of each line. */
#ifndef TESTS_UNIT_INPUT_LINES_H
#define TESTS_UNIT_INPUT_LINES_H

#include "base/base64.h"
#include "subjects.h"

enum { LINE = 16, LINE_BASE64 = 48 };

/* ---- notations ---- */

static inline void
put_hex(struct out *o, struct span s, const char *before, const char *between)
{
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%s%s%02x", i > 0 ? between : "", before, s.p[i]);
}

/* Octets in groups of so many, or with one more blank in the middle. */
static inline void
put_parted(struct out *o, struct span s, size_t group, size_t middle)
{
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%s%s%02x", i > 0 && i % group == 0 ? " " : "", i > 0 && i == middle ? " " : "", s.p[i]);
}

static void digits(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "", ""); }
static void spaced(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "", " "); }
static void pairs(struct out *o, struct span s, size_t at) { (void)at; put_parted(o, s, 2, 0); }
static void words(struct out *o, struct span s, size_t at) { (void)at; put_parted(o, s, 4, 0); }
static void halves(struct out *o, struct span s, size_t at) { (void)at; put_parted(o, s, 1, LINE / 2); }
static void colons(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "", ":"); }
static void array(struct out *o, struct span s, size_t at) { (void)at; put_hex(o, s, "0x", ", "); out_char(o, ','); }
static void string(struct out *o, struct span s, size_t at) { (void)at; out_char(o, '"'); put_hex(o, s, "\\x", ""); out_char(o, '"'); }
static void dump(struct out *o, struct span s, size_t at) { out_fmt(o, "%08zx: ", at); put_hex(o, s, "", " "); }
static void base64(struct out *o, struct span s, size_t at) { (void)at; base64_write(o, s); }
static void java(struct out *o, struct span s, size_t at) { (void)at; out_char(o, '"'); base64_write(o, s); out_str(o, "\\n\" +"); }

static const struct notation {
	const char *name;
	void (*line)(struct out *, struct span, size_t at);
	size_t width;
	const char *begin, *end;
} notations[] = {
	{ "digits", digits, LINE, "", "" }, { "spaced", spaced, LINE, "", "" }, { "pairs", pairs, LINE, "", "" }, { "words", words, LINE, "", "" },
	{ "halves", halves, LINE, "", "" }, { "colons", colons, LINE, "", "" }, { "array", array, LINE, "", "" },
	{ "strings", string, LINE, "", "" }, { "dump", dump, LINE, "", "" }, { "base64", base64, LINE_BASE64, "", "" },
	{ "PEM", base64, LINE_BASE64, "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----" },
	{ "strings of Java", java, LINE_BASE64, "\"-----BEGIN CERTIFICATE-----\\n\" +", "\"-----END CERTIFICATE-----\\n\";" },
};
#define NOTATIONS (sizeof notations / sizeof *notations)

/* ---- what stands in front of each line ---- */

enum front { NOTHING, MARK, TIME, MOMENT, FRACTION, SECONDS, PROCESS, NAME, NUMBER, GREP, HASH, SLASHES, FIELD, THREADS, FRONTS };

static inline void
put_front(struct out *o, enum front front, size_t i)
{
	switch (front) {
	case MARK:
		out_char(o, '+');
		break;
	case TIME:
		out_fmt(o, "2024-01-%02zu 10:%02zu:%02zu ", 1 + i % 28, i % 60, i * 7 % 60);
		break;
	case MOMENT:
		out_fmt(o, "02/01/2024 10:%02zu DEBUG ", i % 60);
		break;
	case FRACTION:
		out_fmt(o, "2024-01-02T10:00:%02zu.%03zuZ app[12]: ", i / 10 % 60, i * 100 % 1000);
		break;
	case SECONDS:
		out_fmt(o, "[%5zu.%06zu] ", 9 + i / 20, i * 71345 % 1000000);
		break;
	case THREADS:
		out_fmt(o, "10:00:%02zu [4711:%zu] ", i % 60, 4712 + i % 2);
		break;
	case PROCESS:
		out_str(o, "4711 ");
		break;
	case NAME:
		out_str(o, "web-1  | ");
		break;
	case NUMBER:
		out_fmt(o, "%6zu\t", i + 1);
		break;
	case GREP:
		out_fmt(o, "cert.txt:%zu:", i + 1);
		break;
	case HASH:
		out_str(o, "# ");
		break;
	case SLASHES:
		out_str(o, "// ");
		break;
	case FIELD:
		out_str(o, "app: ");
		break;
	default:
		return;
	}
}

static inline void
put_lines(struct out *o, const struct notation *n, enum front front, struct span der)
{
	size_t line = 0;

	if (*n->begin != '\0') {
		put_front(o, front, line++);
		out_fmt(o, "%s\n", n->begin);
	}
	for (size_t at = 0; at < der.n; at += n->width) {
		put_front(o, front, line++);
		n->line(o, span_sub(der, at, der.n - at < n->width ? der.n - at : n->width), at);
		out_char(o, '\n');
	}
	if (*n->end != '\0') {
		put_front(o, front, line);
		out_fmt(o, "%s\n", n->end);
	}
}

/* Strings of octets are source text: behind what is neither a mark nor nothing they break off, and are told of. */
static inline bool
stands_behind(const struct notation *n, enum front front)
{
	return n->line != string || front <= MARK;
}

#endif
