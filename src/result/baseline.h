/* baseline.h - the findings of an earlier report (--baseline). */
#ifndef RESULT_BASELINE_H
#define RESULT_BASELINE_H

#include "base/arena.h"
#include "report/tally.h"

/* Counts the findings of a json or ndjson report in `tally`'s rules, by key; false after a message. */
bool baseline_read(struct tally *, const char *path);

/*
 * What makes two findings the same: where the certificate came from, the rule,
 * the path and the value (NULL: none).
 */
const char *baseline_key(struct arena *, const char *source, const char *rule, const char *path, const char *value);

#endif
