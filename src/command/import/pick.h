/* SPDX-License-Identifier: Apache-2.0 */
/* pick.h - which events of a log are those of a certificate. */
#ifndef COMMAND_IMPORT_PICK_H
#define COMMAND_IMPORT_PICK_H

#include "command/import/import.h"

/* How far behind the certificate's time an event of it may be: not at all, else as far as certificates may be dated back. */
struct reach {
	int64_t before, late;		/* INT64_MAX: there is no certificate, or its time is not known */
};

/* The mailboxes of a certificate, or one name, with the events of each. */
struct part {
	const char *mailbox;		/* NULL: the events are of a domain alone */
	const struct event *validation, *check;
};

/* The validation and the check of a mailbox or a domain, by its plain name. */
void pick_events(struct join *, const char *name, struct reach, struct part *);

#endif
