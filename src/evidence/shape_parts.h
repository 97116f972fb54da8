/* SPDX-License-Identifier: Apache-2.0 */
/* shape_parts.h - how the tables of shape*.c are written, and what they share. */
#ifndef EVIDENCE_SHAPE_PARTS_H
#define EVIDENCE_SHAPE_PARTS_H

#include <stddef.h>

#include "evidence/shape.h"

/* A member of T, the structure at hand, that is named as in the JSON text. */
#define FIELD_(name, type, need, words, shape, doc) \
	{ #name, type, need, offsetof(T, name), 0, 0, words, shape, doc }
#define LIST_(name, type, need, shape, doc) \
	{ #name, type, need, offsetof(T, name), offsetof(T, n_##name), 0, NULL, shape, doc }
#define TEXT(name, need, doc) FIELD_(name, EV_TEXT, need, NULL, NULL, doc)
#define RAW(name, need, doc) FIELD_(name, EV_RAW, need, NULL, NULL, doc)
#define HASH(name, need, doc) FIELD_(name, EV_HASH, need, NULL, NULL, doc)
#define TIME(name, need, doc) FIELD_(name, EV_TIME, need, NULL, NULL, doc)
#define DATE(name, need, doc) FIELD_(name, EV_DATE, need, NULL, NULL, doc)
#define BOOL(name, need, doc) FIELD_(name, EV_BOOL, need, NULL, NULL, doc)
#define INT(name, need, doc) FIELD_(name, EV_INT, need, NULL, NULL, doc)
#define NUMBER(name, need, doc) FIELD_(name, EV_NUMBER, need, NULL, NULL, doc)
#define INT_TO(name, need, most, doc) { #name, EV_INT, need, offsetof(T, name), 0, most, NULL, NULL, doc }
#define DEGREES(name, need, most, doc) { #name, EV_NUMBER, need, offsetof(T, name), 0, most, NULL, NULL, doc }
#define ANY(name, need, doc) FIELD_(name, EV_ANY, need, NULL, NULL, doc)
#define RIR(name, need, doc) FIELD_(name, EV_RIR, need, NULL, NULL, doc)
#define ENUM(name, need, words, doc) FIELD_(name, EV_ENUM, need, words, NULL, doc)
#define OBJECT(name, need, shape, doc) FIELD_(name, EV_OBJECT, need, NULL, shape, doc)
#define TEXTS(name, need, doc) LIST_(name, EV_TEXTS, need, NULL, doc)
#define OBJECTS(name, need, shape, doc) LIST_(name, EV_OBJECTS, need, shape, doc)
#define FIELDS(fields) (sizeof(fields) / sizeof *(fields))
#define SHAPE(name, words) \
	static const struct ev_shape name##_shape = { words, sizeof(struct ev_##name), name##_fields, FIELDS(name##_fields) }

extern const char *const ev_performers[], *const ev_operators[], *const ev_dnssec_states[], *const ev_source_types[];
extern const struct ev_shape ev_validation_shape, ev_caa_check_shape;
extern const struct ev_shape ev_organization_shape, ev_individual_shape, ev_authority_shape;

#endif
