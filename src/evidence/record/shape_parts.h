/* SPDX-License-Identifier: Apache-2.0 */
/* shape_parts.h - how the tables of shape*.c are written, and what they share. */
#ifndef EVIDENCE_RECORD_SHAPE_PARTS_H
#define EVIDENCE_RECORD_SHAPE_PARTS_H

#include <stddef.h>

#include "evidence/record/shape.h"

/* A member of T, the structure at hand, that is named as in the JSON text. */
#define AS_(name, to, type, need, n_to, most, words, shape, doc, skimmed) \
	{ name, sizeof(name) - 1, type, need, offsetof(T, to), n_to, most, words, shape, doc, skimmed }
#define MEMBER_(name, type, need, most, words, shape, doc, skimmed) \
	AS_(#name, name, type, need, 0, most, words, shape, doc, skimmed)
#define FIELD_(name, type, need, words, shape, doc) MEMBER_(name, type, need, 0, words, shape, doc, false)
#define MEMBERS_(name, type, need, shape, doc, skimmed) \
	AS_(#name, name, type, need, offsetof(T, n_##name), 0, NULL, shape, doc, skimmed)
#define LIST_(name, type, need, shape, doc) MEMBERS_(name, type, need, shape, doc, false)
#define TEXT(name, need, doc) FIELD_(name, EV_TEXT, need, NULL, NULL, doc)
#define RAW(name, need, doc) FIELD_(name, EV_RAW, need, NULL, NULL, doc)
#define TAG(name, need, doc) FIELD_(name, EV_TAG, need, NULL, NULL, doc)
#define COUNTRY(name, need, doc) FIELD_(name, EV_COUNTRY, need, NULL, NULL, doc)
#define CLAIM(name, need, doc) FIELD_(name, EV_CLAIM, need, NULL, NULL, doc)
#define WORD(name, need, words, doc) FIELD_(name, EV_WORD, need, words, NULL, doc)
#define HASH(name, need, doc) FIELD_(name, EV_HASH, need, NULL, NULL, doc)
#define TIME(name, need, doc) FIELD_(name, EV_TIME, need, NULL, NULL, doc)
#define DATE(name, need, doc) FIELD_(name, EV_DATE, need, NULL, NULL, doc)
#define BOOL(name, need, doc) FIELD_(name, EV_BOOL, need, NULL, NULL, doc)
#define INT(name, need, doc) FIELD_(name, EV_INT, need, NULL, NULL, doc)
#define NUMBER(name, need, doc) FIELD_(name, EV_NUMBER, need, NULL, NULL, doc)
#define INT_TO(name, need, most, doc) MEMBER_(name, EV_INT, need, most, NULL, NULL, doc, false)
#define DEGREES(name, need, most, doc) MEMBER_(name, EV_NUMBER, need, most, NULL, NULL, doc, false)
#define ANY(name, need, doc) FIELD_(name, EV_ANY, need, NULL, NULL, doc)
#define RIR(name, need, doc) FIELD_(name, EV_RIR, need, NULL, NULL, doc)
#define ENUM(name, need, words, doc) FIELD_(name, EV_ENUM, need, words, NULL, doc)
#define OBJECT(name, need, shape, doc) FIELD_(name, EV_OBJECT, need, NULL, shape, doc)
#define OBJECT_OR_TEXT(name, need, shape, doc) FIELD_(name, EV_OBJECT_OR_TEXT, need, NULL, shape, doc)
#define THINGS(name, need, doc) AS_(#name, n_##name, EV_THINGS, need, 0, 0, NULL, NULL, doc, false)
#define TEXTS(name, need, doc) LIST_(name, EV_TEXTS, need, NULL, doc)
#define WORDS(name, need, words, doc) AS_(#name, name, EV_TEXTS, need, offsetof(T, n_##name), 0, words, NULL, doc, false)
#define OBJECTS(name, need, shape, doc) LIST_(name, EV_OBJECTS, need, shape, doc)
#define RENAMED(name, to, type, need, words, doc) AS_(name, to, type, need, 0, 0, words, NULL, doc, false)
/* Those that are read for the index, too. */
#define SKIMMED_TEXT(name, need, doc) MEMBER_(name, EV_TEXT, need, 0, NULL, NULL, doc, true)
#define SKIMMED_TEXT_TO(name, need, most, doc) MEMBER_(name, EV_TEXT, need, most, NULL, NULL, doc, true)
#define SKIMMED_SERIAL(name, need, doc) MEMBER_(name, EV_SERIAL, need, 0, NULL, NULL, doc, true)
#define SKIMMED_HASH(name, need, doc) MEMBER_(name, EV_HASH, need, 0, NULL, NULL, doc, true)
#define SKIMMED_TIME(name, need, doc) MEMBER_(name, EV_TIME, need, 0, NULL, NULL, doc, true)
#define SKIMMED_ENUM(name, need, words, doc) MEMBER_(name, EV_ENUM, need, 0, words, NULL, doc, true)
#define SKIMMED_ANY(name, need, doc) MEMBER_(name, EV_ANY, need, 0, NULL, NULL, doc, true)
#define SKIMMED_OBJECT(name, need, shape, doc) MEMBER_(name, EV_OBJECT, need, 0, NULL, shape, doc, true)
#define SKIMMED_OBJECTS(name, need, shape, doc) MEMBERS_(name, EV_OBJECTS, need, shape, doc, true)
#define FIELDS(fields) (sizeof(fields) / sizeof *(fields))
#define SHAPE(name, words) \
	static const struct ev_shape name##_shape = { words, sizeof(struct ev_##name), name##_fields, FIELDS(name##_fields) }

extern const char *const ev_performers[], *const ev_operators[], *const ev_dnssec_states[], *const ev_source_types[];
extern const struct ev_shape ev_validation_shape, ev_caa_check_shape;
extern const struct ev_shape ev_organization_shape, ev_individual_shape, ev_authority_shape;

#endif
