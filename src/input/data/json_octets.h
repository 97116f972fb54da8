/* SPDX-License-Identifier: Apache-2.0 */
/* json_octets.h - octets that programs write one by one: lists of them, and objects whose members are numbered. */
#ifndef INPUT_DATA_JSON_OCTETS_H
#define INPUT_DATA_JSON_OCTETS_H

#include "base/json.h"
#include "base/out.h"

/* Octets of a list that are certificates, no fewer. */
#define JSON_LEAST_OCTETS 64

/* The octets that a value stands for, no fewer than that; false: it is something else, or memory is out. */
bool json_octets(const struct json_value *, struct out *to);
/* The same of a text each of whose characters is an octet (ISO 8859-1), as der.decode("latin1") makes it; no text of words is taken for one. */
bool json_characters(struct span text, struct out *to);

#endif
