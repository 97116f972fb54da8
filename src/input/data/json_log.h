/* SPDX-License-Identifier: Apache-2.0 */
/* json_log.h - a block of PEM in a log that is written as objects: one line of it in each. */
#ifndef INPUT_DATA_JSON_LOG_H
#define INPUT_DATA_JSON_LOG_H

#include "input/data/json_record.h"

/* The line of a block that this object has, if it has one, is held: r->held is its member.  A block that ends is handed on. */
int json_log_line(struct json_record *r);
/* No more objects come, or other text stands between: a block that is held is handed on. */
int json_log_ends(struct json_record *r);
/*
 * Lines of a block whose BEGIN is gone: what remains of it is told of once, at the first line that shows it, or at END.
 */
int json_log_remains(struct json_record *);

#endif
