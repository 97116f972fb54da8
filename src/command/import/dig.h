/* SPDX-License-Identifier: Apache-2.0 */
/* dig.h - an answer with CAA records as dig prints it, which boulder logs. */
#ifndef COMMAND_IMPORT_DIG_H
#define COMMAND_IMPORT_DIG_H

#include "command/import/import.h"

/* Adds the records of the answer, and the least of their TTLs.  False: one of them cannot be read, and none is added. */
bool dig_add_records(struct events *, struct event *, const char *answer);
/* Boulder asks for the AD bit: where a header of dig has it, the resolver has validated the answer (RFC 4035 3.2.3). */
void dig_add_dnssec(struct event *, const char *answer);

#endif
