/* SPDX-License-Identifier: Apache-2.0 */
/* perspective.h - which lines of boulder are of one check, and which of them a record has. */
#ifndef COMMAND_IMPORT_PERSPECTIVE_H
#define COMMAND_IMPORT_PERSPECTIVE_H

#include "command/import/import.h"

/* Gives results what the primary saw, and sets aside what remote perspectives logged of the same check.  When all events are there. */
void perspectives_settle(struct events *);

#endif
