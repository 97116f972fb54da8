/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/inside.h"

#include "der/der.h"
#include "input/der/again.h"
#include "input/der/cms.h"
#include "input/der/wrapped.h"
#include "input/sniff.h"

/* Elements around one another are gone into no deeper; what is in them is looked through. */
#define INSIDE_DEPTH 32

/* What is signed, an algorithm and a signature, where ResponseData is signed. */
static bool
is_basic_response(const struct der_tlv *t)
{
	struct span in = t->val;
	struct der_tlv data;

	return sniff_signed(t->raw) && der_take(&in, DER_SEQUENCE, &data) && sniff_to_be_signed(data.raw) && !sniff_crl(data.raw);
}

/* False: nothing that is looked for. */
static bool
known(const struct der_tlv *t, enum inside *what)
{
	if (t->id == (DER_OCTET_STRING | DER_CONSTRUCTED) && wrapped_in(t->raw) == WRAPPED_PIECES) {
		*what = INSIDE_PIECES;
		return true;
	}
	if (t->id != DER_SEQUENCE)
		return false;
	if (cms_begins(t->raw) > 0)
		*what = INSIDE_CONTAINER;
	else if (certificate_begins(t->raw) || (sniff_signed(t->raw) ? sniff_crl(t->raw) :
	    sniff_status(t->raw) && sniff_damaged_status(t->raw) == SNIFFED_RESPONSE))
		*what = INSIDE_ELEMENT;
	else if (is_basic_response(t))
		*what = INSIDE_BASIC;
	else
		return false;
	return true;
}

/* Octets that are not gone into, or are no elements (stray). */
static int
look_through(struct span octets, bool stray, inside_fn *fn, void *arg)
{
	struct again again = { 0, 0 };

	for (size_t i = 0; i < octets.n; i++)
		if (again_octet(&again, octets.p[i]))
			return fn(arg, INSIDE_OCTETS, span_from(octets, i + 1 - AGAIN_OCTETS));
	return stray ? fn(arg, INSIDE_STRAY, octets) : 0;
}

/* The elements in it, or in the octets that it is of: they fill those, or trail a certificate.  Of no octets: there are none. */
static struct span
elements_of(const struct der_tlv *t)
{
	struct span octets = t->id == DER_BIT_STRING && t->val.n > 0 && t->val.p[0] == 0 ? span_from(t->val, 1) : t->val, in = octets;
	struct der_tlv first;

	if ((t->id & DER_CONSTRUCTED) != 0)
		return t->val;
	if ((t->id != DER_OCTET_STRING && t->id != DER_BIT_STRING) || der_next(&in, &first) != DER_OK ||
	    ((first.id & DER_CONSTRUCTED) == 0 && !sniff_wrapped_starts(octets)))
		return SPAN_NONE;
	return in.n == 0 || certificate_begins(first.raw) ? octets : SPAN_NONE;
}

int
inside_find(struct span octets, inside_fn *fn, void *arg)
{
	struct span rest[INSIDE_DEPTH];
	unsigned depth = 1;
	int ret = 0;

	rest[0] = octets;
	while (ret == 0 && depth > 0) {
		struct span *in = &rest[depth - 1];
		enum inside what;
		struct der_tlv t;

		if (in->n == 0) {
			depth--;
		} else if (der_next(in, &t) != DER_OK) {
			ret = look_through(*in, true, fn, arg);
			depth--;
		} else if (known(&t, &what) && ((ret = fn(arg, what, t.raw)) != 0 || what != INSIDE_BASIC)) {
			continue;
		} else if (depth < INSIDE_DEPTH && elements_of(&t).n > 0) {
			rest[depth] = elements_of(&t);
			depth++;
		} else {
			ret = look_through(t.val, false, fn, arg);
		}
	}
	return ret;
}
