/* SPDX-License-Identifier: Apache-2.0 */
/* json_field.h - what --field names in JSON: members of a name, or one value by a pointer. */
#ifndef INPUT_DATA_JSON_FIELD_H
#define INPUT_DATA_JSON_FIELD_H

#include "input/data/json_record.h"

/* All that it names in the record, which is read; certificates elsewhere are counted. */
int json_take_field(struct json_record *);

#endif
