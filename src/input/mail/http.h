/* SPDX-License-Identifier: Apache-2.0 */
/* http.h - answers of web servers (RFC 9112) whose type says that a CRL or an OCSP response is in them. */
#ifndef INPUT_MAIL_HTTP_H
#define INPUT_MAIL_HTTP_H

#include "base/span.h"

/* Does one begin so, with its header whole? */
bool http_begins(struct span text);

#endif
