/* SPDX-License-Identifier: Apache-2.0 */
/* entries.h - the events of a log in lists, each in the order of time: of one name, one kind, one owner and one worth. */
#ifndef COMMAND_IMPORT_ENTRIES_H
#define COMMAND_IMPORT_ENTRIES_H

#include "command/import/import.h"

/* What a validation proves, or whether the check was one for mail: events of each worth have lists of their own. */
enum worth {
	WORTH_NONE,			/* it failed; it was for certificates of servers */
	WORTH_MAILBOX,			/* of the mailbox alone (SBR 3.2.2.2, 3.2.2.4) */
	WORTH_NAME,			/* of the name alone */
	WORTH_BELOW			/* of names below it, too; a check */
};

/* Whose events a list has: anybody's, an account's, an authorization's. */
enum owner { OWNER_ANY, OWNER_ACCOUNT, OWNER_ORDER };

/* An event in the list of its name, its kind, its owner and its worth; or what is looked for there. */
struct entry {
	const char *name, *key;		/* key: of the owner; "": of any, of no account that is named */
	enum event_kind kind;
	enum owner owner;
	enum worth worth;
	int64_t at;
	const struct event *event;
	size_t granted;			/* where the first of the list from here on stands that did not fail; SIZE_MAX: none */
};

enum worth event_worth(const struct event *);
/* Where the events of a list end that are not later; those without a time stand before all others. */
size_t entries_end(const struct join *, const struct entry *list, int64_t before);
/* Is the entry of this number in the list? */
bool entries_have(const struct join *, const struct entry *list, size_t i);
/* The event of a list in front of where some end; and the last that is not later.  NULL: there is none. */
const struct event *entries_before(const struct join *, const struct entry *list, size_t end);
const struct event *entries_last(const struct join *, const struct entry *list, int64_t before);

#endif
