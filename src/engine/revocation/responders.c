/* SPDX-License-Identifier: Apache-2.0 */
/* responders.c - certificates of OCSP responders that responses leave out. */
#include "engine/revocation/responders.h"

#include <stdlib.h>

enum responders_status
responders_add(struct responder **list, const struct key_lib *lib, struct span der)
{
	struct responder *r = calloc(1, sizeof *r + der.n);
	bool no_memory = false, readable;

	if (r == NULL)
		return RESPONDERS_NOMEM;
	if (der.n > 0)
		memcpy(r->octets, der.p, der.n);
	der.p = r->octets;
	arena_init(&r->arena);
	r->next = *list;
	*list = r;
	if (!cert_view_read(&r->cert, der, CERT_INPUT_AUTO, &r->arena))
		return RESPONDERS_NOMEM;
	readable = cert_readable(&r->cert) && cert_has(&r->cert, PART_SPKI);
	if (readable)
		r->key = key_issuer_new(lib, r->cert.field[PART_SPKI].raw, &no_memory);
	if (readable && !no_memory)
		return RESPONDERS_OK;
	*list = r->next;
	r->next = NULL;
	responders_free(&r);
	return no_memory ? RESPONDERS_NOMEM : RESPONDERS_NOT_A_CERTIFICATE;
}

void
responders_free(struct responder **list)
{
	while (*list != NULL) {
		struct responder *next = (*list)->next;

		key_issuer_free((*list)->key);
		arena_free(&(*list)->arena);
		free(*list);
		*list = next;
	}
}
