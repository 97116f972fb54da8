/* store_parts.h - how a source is read into the store (store_read.c) and what is kept of it (store.c). */
#ifndef EVIDENCE_STORE_PARTS_H
#define EVIDENCE_STORE_PARTS_H

#include "evidence/store.h"

/* Reads all records of a source, in one pass. */
enum ev_status store_read(struct ev_store *, uint32_t source);

/* One entry more; false: memory is out. */
bool store_add_entry(struct ev_store *, const struct ev_entry *);
/* What finds the record of the last entry again, and the values in it; false: memory is out. */
bool store_add_record(struct ev_store *, const struct ev_record *);

#endif
