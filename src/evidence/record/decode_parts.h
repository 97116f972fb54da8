/* SPDX-License-Identifier: Apache-2.0 */
/* decode_parts.h - what the reader of a record (record_read.c) and that of its structures (decode.c) share. */
#ifndef EVIDENCE_RECORD_DECODE_PARTS_H
#define EVIDENCE_RECORD_DECODE_PARTS_H

#include "evidence/record/decode.h"

struct decoder {
	struct arena *arena;
	struct ev_reading *reading;
	bool skims;			/* only what the index needs */
	bool replaced;			/* a text may have an escape that stands for no character */
};

/* The structure of a shape; NULL: the value is no object, or memory is out. */
const void *decode_root(struct decoder *, const struct json_value *, const struct ev_shape *);
/* The record is unusable, and why; the first cause counts. */
void decode_refuse(struct decoder *, const struct json_value *, const char *what);

#endif
