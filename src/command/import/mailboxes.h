/* SPDX-License-Identifier: Apache-2.0 */
/* mailboxes.h - the mailboxes of a certificate, as a record of evidence has them: each once. */
#ifndef COMMAND_IMPORT_MAILBOXES_H
#define COMMAND_IMPORT_MAILBOXES_H

#include "base/arena.h"
#include "smimelint.h"

/*
 * Those of the certificate that the run has linted, in this arena: of the
 * subjectAltName in their order, then those that stand in the subject or in a
 * directoryName alone; how many there are.  One that stands twice, or again with the domain
 * in other letters, is one mailbox.  *failed becomes true when memory is out.
 */
size_t mailboxes_once(smimelint_run *, struct arena *, const char ***list, bool *failed);

#endif
