/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form_end.h - where base64 of another form than DER ends that has no "=" at
 * its end: other words may follow it on its line.
 */
#ifndef INPUT_PEM_SCAN_FORM_END_H
#define INPUT_PEM_SCAN_FORM_END_H

#include "base/base64.h"

/*
 * Is the first word of base64, of `word` characters, all of a form?  `octets`: what it stands for, but for what is still in *b64;
 * `behind`: the text that follows it.
 */
bool form_is_all(struct span octets, struct base64 b64, uint64_t word, struct span behind);
/* Is END of armour, behind which none of its words goes on, the last of any other word or line? */
bool form_ends(struct span octets, struct base64 b64, struct span behind);

#endif
