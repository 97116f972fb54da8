/* waiver.h - one accepted finding of --waivers. */
#ifndef RESULT_WAIVER_H
#define RESULT_WAIVER_H

#include "option/document.h"
#include "smimelint.h"

/* The texts belong to the document; NULL: not asked for. */
struct waiver {
	const char *rule;		/* id, glob, section or source */
	const char *sha256, *serial, *subject;
	const char *issuer;		/* glob */
	const char *certificate_issuer;	/* the whole name, with the serial */
	const char *reason;
	int32_t expires;		/* the last day on which it holds */
};

/* Reads one element of the list; false after a message. */
bool waiver_read(struct waiver *, struct document *, const struct json_value *);
/* Is it for this rule and for the certificate that the run holds? */
bool waiver_matches(const struct waiver *, const smimelint_rule *, smimelint_run *);

#endif
