/* SPDX-License-Identifier: Apache-2.0 */
/* denied.h - a complete CRL beside OCSP responses of before. */
#ifndef ENGINE_REVOCATION_DENIED_H
#define ENGINE_REVOCATION_DENIED_H

#include "engine/engine.h"

/* Which certificates, not expired and in its scope, a response of before said to be revoked for good, while the CRL at hand does not list them. */
void crl_find_denied(struct smimelint_run *, struct crl_past *);

#endif
