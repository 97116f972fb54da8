/* SPDX-License-Identifier: Apache-2.0 */
/*
 * armour.h - the lines around a PEM block (RFC 7468 3), however they were
 * copied: more dashes or fewer, those of a word processor, odd blanks, any
 * case, one glued to the next; and the labels that they carry.
 */
#ifndef INPUT_PEM_LINE_ARMOUR_H
#define INPUT_PEM_LINE_ARMOUR_H

#include "base/span.h"

#define PEM_LABEL 48
/* What is looked at to tell whether armour begins. */
#define ARMOUR_OCTETS 192

struct armour {
	size_t n;			/* its octets; what may begin the next armour is not among them */
	bool end;			/* END, not BEGIN */
	char label[PEM_LABEL];
};

/* Does armour begin with these octets? */
bool armour_at(struct span text, struct armour *);
/* Does the text hold a BEGIN? */
bool pem_begins(struct span text);
/* Behind so many octets of what begins no armour, some may begin: a run of dashes is passed over at once, but for its end. */
size_t armour_none(struct span text);

enum pem_content {
	PEM_IS_CERTIFICATE,
	PEM_IS_BAG,			/* a container of certificates (RFC 7468 8, 9) */
	PEM_IS_TBS,
	PEM_IS_STATUS,			/* as a CRL is labelled (RFC 7468 6), and once was; an OCSP response */
	PEM_IS_OTHER,			/* something else, which the label names */
	PEM_IS_UNKNOWN			/* no label that is known: its content tells */
};

/* What a label stands for. */
enum pem_content pem_content_of(const char *label);
/* Is it a name for certificates all the same, such as CERT or X509, or CERTIFICATE with a mistake behind its beginning? */
bool pem_names_certificate(const char *label);
/* Is it one of a key, in which no identifiers of names and extensions stand? */
bool pem_names_key(const char *label);

#endif
