/* SPDX-License-Identifier: Apache-2.0 */
/* report.h - our own reports, which lie among the inputs and are none. */
#ifndef INPUT_DATA_REPORT_H
#define INPUT_DATA_REPORT_H

#include "base/span.h"

/* Octets that tell one. */
#define REPORT_OCTETS 1024

/* What is said of a report that begins so; NULL: none does. */
const char *report_begins(struct span text);
/* Is it all of one without a finding, in the forms that have nothing around findings? */
bool report_is_empty(struct span text);

#endif
