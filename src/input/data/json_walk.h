/* SPDX-License-Identifier: Apache-2.0 */
/* json_walk.h - the values of a tree in the order of the text. */
#ifndef INPUT_DATA_JSON_WALK_H
#define INPUT_DATA_JSON_WALK_H

#include "base/json.h"

/* The next one behind v and all that stands in it; NULL: there is none. */
static inline const struct json_value *
json_behind(const struct json_value *root, const struct json_value *v)
{
	while (v != root && v->next == NULL)
		v = v->parent;
	return v != root ? v->next : NULL;
}

/* The next one after v, which may stand in it. */
static inline const struct json_value *
json_after(const struct json_value *root, const struct json_value *v)
{
	return v->child != NULL ? v->child : json_behind(root, v);
}

#endif
