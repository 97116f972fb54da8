/* SPDX-License-Identifier: Apache-2.0 */
/*
 * whole.h - whether an element that stands among other octets is whole in itself.  Its length alone does not say so: a program that keeps
 * octets in pages, packets or escapes puts its own among them, and what is found there ends too early by as many.
 */
#ifndef INPUT_DER_WHOLE_H
#define INPUT_DER_WHOLE_H

#include "base/span.h"

/*
 * Does nothing show that octets were put into this certificate, CRL or response, or changed in it?  All its elements fill those around them,
 * and its signature has what one of its kind has.  Of a signature of RSA nothing but escapes shows.
 */
bool whole_in_itself(struct span der);
/* The same by the lengths alone: a signature that is none of its kind may have been made so. */
bool whole_in_lengths(struct span der);
/* Do these octets fill the elements that they are, and those theirs? */
bool whole_frames(struct span octets);

#endif
