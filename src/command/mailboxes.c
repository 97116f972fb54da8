/* SPDX-License-Identifier: Apache-2.0 */
/* mailboxes.c - the mailboxes of a certificate, each once. */
#include "command/mailboxes.h"

#include "command/import/keyed.h"

size_t
mailboxes_once(smimelint_run *run, struct arena *a, const char ***list, bool *failed)
{
	size_t n = smimelint_mailbox_count(run), once = 0;
	struct keyed seen = { .failed = false };
	const char **m = arena_array(a, n + 1, sizeof *m), *key;

	for (size_t i = 0; m != NULL && i < n; i++) {
		m[once] = smimelint_mailbox(run, i);
		if ((key = smimelint_plain_name(run, m[once])) == NULL) {
			*failed = true;
			break;
		}
		if (keyed_find(&seen, key) == NULL) {
			keyed_set(&seen, a, key, m[once]);
			once++;
		}
	}
	*failed |= seen.failed || a->failed;
	keyed_free(&seen);
	*list = m;
	return once;
}
