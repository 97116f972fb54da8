/* SPDX-License-Identifier: Apache-2.0 */
/* among.c - elements that stand among other octets: those may stand in them, too, and no certificate was issued that has them. */
#include "input/der/whole.h"
#include "input/form.h"
#include "input/known.h"

const char *
input_among_others(const struct input_elements *e, struct span octets)
{
	const struct known *around = e->in->around;

	if (e->loose && around != NULL && around->woven)
		return around->words;
	if ((!e->loose && !e->split.found) || whole_in_itself(octets))
		return NULL;
	return "octets that begin as a certificate and are none: others of the file stand among them, or they are damaged (export it as hexadecimal or base64)";
}
