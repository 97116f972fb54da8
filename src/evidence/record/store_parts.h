/* SPDX-License-Identifier: Apache-2.0 */
/* store_parts.h - what the reader of a source (store_read.c) gives to the store (store.c). */
#ifndef EVIDENCE_RECORD_STORE_PARTS_H
#define EVIDENCE_RECORD_STORE_PARTS_H

#include "evidence/record/store.h"

/* One source more, its name copied; false: memory is out. */
bool store_add_source(struct ev_store *, const char *name, ev_fetch_fn *, void *arg);
/* One entry more; false: memory is out. */
bool store_add_entry(struct ev_store *, const struct ev_entry *);
/* What finds the record of the last entry again, and the values in it; false: memory is out. */
bool store_add_record(struct ev_store *, const struct ev_record *);
/* Makes what was added findable; false: memory is out. */
bool store_index(struct ev_store *);

#endif
