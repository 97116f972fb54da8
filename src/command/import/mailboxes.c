/* SPDX-License-Identifier: Apache-2.0 */
/* mailboxes.c - the mailboxes of a certificate, each once. */
#include "command/import/mailboxes.h"

#include "command/import/keyed.h"

/* A list that is being made. */
struct once {
	smimelint_run *run;
	struct arena *arena;
	struct keyed seen;
	const char **list;
	size_t n, room;
	bool failed;
};

static void
add(void *arg, const char *mailbox)
{
	struct once *once = arg;
	const char *key, **list;

	if (once->failed || (key = smimelint_plain_name(once->run, mailbox)) == NULL) {
		once->failed = true;
		return;
	}
	if (keyed_find(&once->seen, key) != NULL)
		return;
	if ((list = arena_grow(once->arena, once->list, once->n, &once->room, sizeof *list)) == NULL) {
		once->failed = true;
		return;
	}
	keyed_set(&once->seen, once->arena, key, mailbox);
	once->list = list;
	list[once->n++] = mailbox;
}

size_t
mailboxes_once(smimelint_run *run, struct arena *a, const char ***list, bool *failed)
{
	struct once once = { .run = run, .arena = a, .seen = { .failed = false } };
	size_t n = smimelint_mailbox_count(run);

	for (size_t i = 0; i < n && !once.failed; i++)
		add(&once, smimelint_mailbox(run, i));
	smimelint_named_mailboxes(run, add, &once);
	*failed |= once.failed || once.seen.failed || a->failed;
	keyed_free(&once.seen);
	*list = once.list;
	return once.n;
}
