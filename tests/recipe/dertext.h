/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dertext.h - a small language that says DER, and every way to break it.
 *
 *	SEQUENCE { OID 1.2.3 UTF8 "x" [0] { INTEGER 5 } [1] '04ff' }
 *
 * An element is a tag, perhaps /modifiers, and its content.  Tags: SEQUENCE
 * SET INTEGER ENUM BOOLEAN NULL OID BITS OCTETS UTF8 PRINTABLE IA5 T61 NUMERIC
 * VISIBLE BMP UNIVERSAL UTCTIME GENTIME, [n] (context), [An] (application),
 * [Pn] (private), TAG:hh (identifier octets).  Content: { elements }, "text",
 * 'hex' (content octets as they stand), or what the type suggests: a number,
 * TRUE, an identifier.  BITS "..." and BITS { } have no unused bits.  Alone,
 * 'hex' stands for octets, $name for what the caller provides, and
 * name "CN=x", gn "email:a@b" and alg "sha256WithRSAEncryption" for theirs.
 *
 * Modifiers: /long1 to /long9 (so many length octets), /indef (indefinite
 * length with end-of-contents), /indef-open (without), /len=N (claims N),
 * /prim and /cons (clear or set the constructed bit).
 */
#ifndef TESTS_RECIPE_DERTEXT_H
#define TESTS_RECIPE_DERTEXT_H

#include "tests/recipe/octets.h"

/* Writes what $name stands for; false when there is no such name. */
typedef bool dertext_ref_fn(void *arg, const char *name, struct octets *out);

/* Encodes the text; an error is recorded in o->tool.  fn may be NULL. */
void dertext_put(struct octets *o, const char *text, dertext_ref_fn *fn, void *arg);

#endif
