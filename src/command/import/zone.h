/* SPDX-License-Identifier: Apache-2.0 */
/* zone.h - the zone behind a time of day, as logs write it. */
#ifndef COMMAND_IMPORT_ZONE_H
#define COMMAND_IMPORT_ZONE_H

#include <stddef.h>

/* How long the zone is that the text begins with, which a blank may be before: an offset, Z, UTC or GMT; 0: there is none. */
size_t zone_length(const char *text);
/*
 * How long that is which a time of day goes on with where it changes it and is
 * none of those: a half of the day (PM), a zone by its name, an offset that is
 * none, anything without a blank before it; 0: nothing does.
 */
size_t zone_other_length(const char *text);

#endif
