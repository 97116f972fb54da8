/* SPDX-License-Identifier: Apache-2.0 */
/* names.h - object identifiers, strings, distinguished and general names of recipes. */
#ifndef TESTS_RECIPE_NAMES_H
#define TESTS_RECIPE_NAMES_H

#include "tests/recipe/lex.h"

/*
 * Content octets of an object identifier: a name of x509/oid.h, one of the
 * short names ("CN", "sv-strict", "emailProtection"), or dotted decimal.
 * False when it is none of them.
 */
bool oid_from_text(struct octets *, const char *text);
/* The whole element; an unknown name is an error. */
void put_oid(struct octets *, const char *text);

/*
 * Tag of a string type by its short name: utf8, printable, ia5, t61, numeric,
 * visible, bmp, universal; 0 for any other.
 */
unsigned string_tag(const char *type);
/* Text in the encoding of that tag: one, two or four octets a character. */
void put_string(struct octets *, unsigned tag, const char *text);

/*
 * Name from "CN=Erika Muster, O:printable=Muster GmbH + L=Kiel".  After the
 * type may stand a string type, "hex" (with or without one: content octets) or
 * "der" (an element in DERTEXT).
 */
void put_name(struct octets *, const char *text);
/* One RelativeDistinguishedName, with the given identifier octet. */
void put_rdn(struct octets *, unsigned id, const char *text);
/* The name's text without the attributes of this type / with this one set. */
const char *name_without(struct tool *, const char *name, const char *type);
const char *name_with(struct tool *, const char *name, const char *type, const char *value);

/*
 * GeneralName from "email:a@b", dns, uri, ip, dirname, rid, smtputf8, upn,
 * othername:OID:DERTEXT, x400:DERTEXT, edi:DERTEXT, der:DERTEXT.
 */
void put_general_name(struct octets *, const char *text);
/* Does the text begin with one of these prefixes? */
bool is_general_name(const char *text);

#endif
