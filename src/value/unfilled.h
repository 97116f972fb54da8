/* SPDX-License-Identifier: Apache-2.0 */
/* unfilled.h - templates and forms into which no value was put. */
#ifndef VALUE_UNFILLED_H
#define VALUE_UNFILLED_H

#include "base/span.h"

/* Is there a template's place somewhere in the text: "${city}", "#{city}" or "{{ city }}"? */
bool value_has_open_place(struct span text);
/* Is it the name of a field, as forms have it in brackets, case apart? */
bool value_is_field(struct span word);

#endif
