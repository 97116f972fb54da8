/* SPDX-License-Identifier: Apache-2.0 */
/* permission.h - do the CAA records that a perspective saw permit? */
#ifndef EVIDENCE_PERMISSION_H
#define EVIDENCE_PERMISSION_H

#include "evidence/mpic.h"

/* The records of an answer, and what they say to the CA. */
struct ev_permission {
	const struct json_value *records;	/* NULL: there are none */
	uint32_t n;			/* of those that can be read */
	bool readable;
	uint8_t says;			/* of those that can be read: what a perspective saw in them */
};

/* What this perspective of the attempt saw, which passed. `last`: the answer of the one before, and of this one afterwards. */
uint8_t ev_saw_permission(struct arena *, const struct ev_record *, const struct ev_attempt *, const struct ev_sighting *,
    struct ev_permission *last);

#endif
