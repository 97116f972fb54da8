/* SPDX-License-Identifier: Apache-2.0 */
/* decode.h - from the text of a record to its structures, led by the tables of shape.h. */
#ifndef EVIDENCE_RECORD_DECODE_H
#define EVIDENCE_RECORD_DECODE_H

#include "evidence/record/shape.h"

/* Limits of one record, in octets and entries. */
#define EV_RECORD_OCTETS ((size_t)4 << 20)
#define EV_RECORD_VALUES 400000u
#define EV_LIST_ENTRIES 1000u
#define EV_ATTEMPT_PERSPECTIVES 64u

enum ev_fault_kind {
	EV_FAULT_FIELD,			/* wrong type or form, or required and missing: treated as absent */
	EV_FAULT_TIME,			/* a time that is none: treated as absent */
	EV_FAULT_UNKNOWN		/* a member that the format does not have: ignored */
};
#define EV_FAULT_SHOWN 60u		/* octets of a value that `what` has; of a longer one the beginning */

struct ev_fault {
	const struct json_value *at;
	const char *member;		/* not NULL: it is missing in `at` */
	uint8_t kind;			/* enum ev_fault_kind */
	const char *what;		/* in the arena: what is wrong, or the value met */
};
/* The value that was met, of which `what` may have the beginning only. */
static inline struct span
ev_met(const struct json_value *v)
{
	return v->type == JSON_STRING ? v->text : v->raw;
}

struct ev_reading {
	const struct ev_record *record;	/* NULL: the record is unusable */
	/* unusable: why and where (in the text), or no_memory */
	const char *unusable;
	size_t offset;
	bool no_memory;
	/* usable: */
	struct ev_fault *fault;		/* all of them */
	size_t n_fault, fault_room;
};

/* Reads one record.  Everything lies in the arena or points into the text. */
void ev_read(struct arena *, struct span text, struct ev_reading *);
/* The same of a record of so few values; one of more is unusable. */
void ev_read_few(struct arena *, struct span text, uint32_t values, struct ev_reading *);

/*
 * The same for the index of records: says alike whether it is one and what makes it unusable, but fills only the members
 * that find it again (`skimmed` in shape.h) and gives no faults.
 */
void ev_skim(struct arena *, struct span text, struct ev_reading *);

/*
 * Decodes one JSON value into the structure of a shape: an attempt that a
 * record embeds, a table of perspectives.  NULL when it is no object or memory
 * is out.  Faults are added to the reading.
 */
const void *ev_decode(struct arena *, const struct json_value *, const struct ev_shape *, struct ev_reading *);

/* One more field of a wrong form: `what` says how, and stays. */
void ev_fault_add(struct arena *, struct ev_reading *, const struct json_value *at, const char *what);
/* … of a service region that is none of ev_rir_words. */
void ev_fault_add_rir(struct arena *, struct ev_reading *, const struct json_value *at);

/* The RIR that a text names (see EV_RIR); 0: none. */
uint8_t ev_rir_read(const struct json_value *);

/* RFC 3339 date-time with zone, and full-date.  False: the text is none, or the day does not exist. */
bool ev_time_parse(struct span text, struct ev_time *out);
bool ev_date_parse(struct span text, struct ev_time *out);

#endif
