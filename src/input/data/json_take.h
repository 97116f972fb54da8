/* SPDX-License-Identifier: Apache-2.0 */
/* json_take.h - values of JSON in the place of a certificate, and octets written one by one wherever they are. */
#ifndef INPUT_DATA_JSON_TAKE_H
#define INPUT_DATA_JSON_TAKE_H

#include "input/data/json_record.h"

/* Does the name say that this is a CRL or an OCSP response, and is it one, be it as short as an error is? */
bool json_is_status(const struct json_record *, const struct json_value *);
/* Did a CRL or response stand there, in a record in which nothing was found? */
bool json_is_lost_status(const struct json_record *, const struct json_value *);
/* Does the name say that this is a certificate, or that it is one of them? */
bool json_is_place(const struct json_record *, const struct json_value *);
/*
 * Octets, in r->list.  Those that begin as an element of DER does, or are named so, stand in the place of a certificate;
 * others hold one or not.
 */
int json_take_list(struct json_record *, bool place);
/* A value that was named, or stands where certificates do. */
int json_take_place(struct json_record *, const struct json_value *);
/* A list whose items are the lines of one text. */
int json_take_lines(struct json_record *, const struct json_value *list, bool place);

#endif
