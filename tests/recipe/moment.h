/* SPDX-License-Identifier: Apache-2.0 */
/* moment.h - times of recipes. */
#ifndef TESTS_RECIPE_MOMENT_H
#define TESTS_RECIPE_MOMENT_H

#include "base/day.h"
#include "tests/recipe/lex.h"

/* "2026-02-03", "2026-02-03T12:00:00"; false when it is anything else. */
bool moment_parse(struct tool *, const char *text, int64_t *seconds);

/*
 * "+825d", "+825d-1s", "+2h": so long that the validity, which includes both
 * ends (RFC 5280 4.1.2.5), is that length: one second less after notBefore.
 */
bool moment_relative(struct tool *, const char *text, int64_t not_before, int64_t *seconds);

/* UTCTime up to 2049, GeneralizedTime after it and before 1950 (RFC 5280 4.1.2.5). */
void put_moment(struct octets *, int64_t seconds);
/* "utc:…" and "gen:…" force the type; what follows is a moment, or content in quotation marks. */
bool put_forced_time(struct octets *, const char *text);
/* The content of a GeneralizedTime under this identifier octet. */
void put_gentime_content(struct octets *, unsigned id, const char *text);

#endif
