/* SPDX-License-Identifier: Apache-2.0 */
/* record.c - finds what the ids of a record name. */
#include "evidence/record/record.h"

#define FIND(name, type, list) \
	const struct type * \
	name(const struct ev_record *r, struct span id, unsigned *n) \
	{ \
		const struct type *found = NULL; \
		unsigned count = 0; \
	\
		for (uint32_t i = 0; id.p != NULL && i < r->n_##list; i++) \
			if (r->list[i].id.p != NULL && span_eq_short(r->list[i].id, id)) { \
				found = &r->list[i]; \
				count++; \
			} \
		if (n != NULL) \
			*n = count; \
		return count == 1 ? found : NULL; \
	}

FIND(ev_validation_find, ev_validation, validations)
FIND(ev_caa_check_find, ev_caa_check, caa_checks)
FIND(ev_mpic_find, ev_mpic, mpic)
