/* SPDX-License-Identifier: Apache-2.0 */
/* pem_form.h - base64 of a form that text goes on with: a container, PEM once more, records. */
#ifndef INPUT_PEM_SCAN_PEM_FORM_H
#define INPUT_PEM_SCAN_PEM_FORM_H

#include "base/base64.h"
#include "input/pem/scan/pem_scan.h"
#include "input/written/run.h"

/* Characters between those of base64 at the front of the text ahead; false: it breaks off here. */
bool pem_between(struct pem *p, struct base64 *b64, uint64_t *made);
/* Where the text at hand has both alphabets of base64, what it stands for is in doubt: that is its fault, and nothing of it is sound. */
void pem_tell_mixed(struct pem *p, struct pem_block *b, const struct base64 *b64);
/* At the beginning of a line, does something else begin than goes on with the text at hand?  `inside`: that stops inside a group. */
bool pem_next_begins(struct pem *p, struct span here, enum run at_hand, bool inside);
/* Behind the next line end in these octets, LF, CRLF or CR; 0: there is none.  A CR at their end is one. */
size_t pem_line_end(struct span s);
/* Base64 of another form, as far as it goes. */
void pem_read_form(struct pem *p, struct pem_block *b, struct base64 *b64, size_t limit);

#endif
