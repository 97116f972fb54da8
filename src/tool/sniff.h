/* sniff.h - tells by its content what an input is. */
#ifndef TOOL_SNIFF_H
#define TOOL_SNIFF_H

#include "base/arena.h"

enum sniffed { SNIFF_EMPTY, SNIFF_PEM, SNIFF_DER, SNIFF_BASE64, SNIFF_TEXT, SNIFF_BINARY };

/* The form of an input, from its first octets (64 KiB or all of it). */
enum sniffed sniff_form(struct span start);

/*
 * What one element of DER is if it is something else than a certificate: "a
 * certificate revocation list", ...; NULL when it may be a certificate, or
 * cannot be told.  `tbs`: a TBSCertificate is what is looked for.
 */
const char *sniff_other(struct span der, bool tbs);

/* Why the outermost element cannot be framed, and where; NULL when it can. */
const char *sniff_frame(struct arena *, struct span der);

/* Does this look like the start of a DER element as long as a certificate is? */
bool sniff_der_starts(struct span octets);

#endif
