/* SPDX-License-Identifier: Apache-2.0 */
/* layers.h - elements of DER around a certificate. */
#ifndef TESTS_UNIT_INPUT_LAYERS_H
#define TESTS_UNIT_INPUT_LAYERS_H

#include "carriers.h"

/* An element with octets in front of what it holds. */
static void
put(struct out *o, uint8_t tag, struct span first, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	out_mem(&in, first.p, first.n);
	out_mem(&in, der.p, der.n);
	element(o, tag, out_span(&in));
	out_free(&in);
}

/* The same twice around it. */
static void
put_twice(struct out *o, uint8_t tag, struct span first, uint8_t inner, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	element(&in, inner, der);
	put(o, tag, first, out_span(&in));
	out_free(&in);
}

static void tagged_0(struct out *o, struct span der) { element(o, 0xa0, der); }
static void tagged_3(struct out *o, struct span der) { element(o, 0xa3, der); }
static void bit_string(struct out *o, struct span der) { put(o, 0x03, SPAN_LIT("\0"), der); }
static void attribute(struct out *o, struct span der) { put_twice(o, 0x30, SPAN_LIT("\6\3\x55\4\x24"), 0x31, der); }
static void behind_a_number(struct out *o, struct span der) { put(o, 0x30, SPAN_LIT("\2\1\7\x0c\3abc"), der); }
static void netscape(struct out *o, struct span der) { put_twice(o, 0x30, SPAN_LIT("\6\x09\x60\x86\x48\1\x86\xf8\x42\2\5"), 0xa0, der); }

static void
pieces(struct out *o, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	for (size_t i = 0; i < der.n; i += 100)
		element(&in, 0x04, span_sub(der, i, der.n - i < 100 ? der.n - i : 100));
	element(o, 0x24, out_span(&in));
	out_free(&in);
}

static void
sequence_of_netscape(struct out *o, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	path(&in, der);
	netscape(o, out_span(&in));
	out_free(&in);
}

/* certificates: it holds nothing else. */
static const struct layer {
	const char *name;
	carrier_fn *fn;
	bool certificates;
} layers[] = {
	{ "[0]", tagged_0, false }, { "[3]", tagged_3, false }, { "OCTET STRING", octet_string, false }, { "BIT STRING", bit_string, false },
	{ "pieces", pieces, false }, { "attribute", attribute, false }, { "behind a number", behind_a_number, false },
	{ "path", path, true }, { "set", set, true }, { "pair", pair, true }, { "bag", bag, true },
	{ "Netscape", sequence_of_netscape, true },
};
#define LAYERS (sizeof layers / sizeof *layers)

#endif
