/* SPDX-License-Identifier: Apache-2.0 */
/* once.h - the certificates of one record, a row or an object, which may give the same one in several encodings. */
#ifndef INPUT_ONCE_H
#define INPUT_ONCE_H

#include "base/out.h"

struct once {
	struct out octets;		/* each after its length */
};

/* Was this certificate here before?  It is from now on; octets.failed when memory is out. */
bool once_seen(struct once *, struct span der);

#endif
