/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/unknown.h"

#include "input/der/again.h"
#include "input/der/filled.h"
#include "input/der/remains.h"
#include "input/der/wrapped.h"
#include "input/sniff.h"
#include "input/written/run.h"

/* What is found in one, and where the one before it ends. */
struct found {
	struct input_elements *e;
	const uint8_t *end;
};

static int
is_found(void *arg, enum inside what, struct span octets)
{
	(void)octets;
	*(bool *)arg = what == INSIDE_ELEMENT || what == INSIDE_CONTAINER || what == INSIDE_PIECES;
	return *(bool *)arg;
}

/* So many octets may be a CRL, a container or something packed, of which nothing was found. */
#define MANY 128

/* Does one begin in these octets, out of step with the elements around it, or one that is written out?  Many may hold one in a form of their own. */
static bool
is_passed_over(struct span octets)
{
	struct again again = { 0, 0 };

	if (octets.n >= MANY)
		return true;
	for (size_t i = 0; i < octets.n; i++)
		if (again_octet(&again, octets.p[i]))
			return true;
	return run_inside(octets);
}

/* Octets between what is found: they may show one more, which is damaged, or was passed over. */
static int
between(struct input_elements *e, const uint8_t *from, const uint8_t *to)
{
	struct span octets = to > from ? (struct span){ from, (size_t)(to - from) } : SPAN_NONE;
	uint64_t at = 0;
	enum remains what = octets.n > 0 ? remains_inside(octets, &at) : REMAINS_NONE;

	if (what != REMAINS_NONE)
		return input_remains(e->in, e->format, e->split.start, what, at);
	return !is_passed_over(octets) ? 0 :
	    input_item(e->in, e->format, e->split.start, SPAN_NONE, "octets beside certificates in a structure of DER, of which nothing is known");
}

/* A certificate begins in these octets, which no element is left of: one that is cut, or whose length is damaged. */
static int
broken(struct input_elements *e, struct span octets)
{
	const char *why = sniff_frame(&e->in->arena, octets);

	return input_item(e->in, e->format, e->split.start, octets, why != NULL ? why : "octets that begin as a certificate and are none");
}

static int
take_found(void *arg, enum inside what, struct span octets)
{
	struct found *f = arg;
	uint64_t items = f->e->in->items;
	int ret = between(f->e, f->end, octets.p);

	f->end = octets.p + octets.n;
	if (ret == 0 && what == INSIDE_STRAY)
		return input_item(f->e->in, f->e->format, f->e->split.start, SPAN_NONE, "octets that are no element beside certificates in a structure of DER");
	/* One that is cut short has what stands behind it for its own. */
	if (ret == 0 && what == INSIDE_ELEMENT && filled_with_others(octets, false, false) > 0)
		return broken(f->e, octets);
	ret = ret != 0 ? ret : f->e->inside(f->e, what, octets);
	return ret != 0 || what != INSIDE_OCTETS || f->e->in->items > items ? ret : broken(f->e, octets);
}

int
unknown_read(struct input_elements *e, struct span octets, bool *none)
{
	struct found f = { .e = e, .end = octets.p };
	struct input_place before = input_place(e->in);
	bool any = false;
	int ret;

	/* A quick look first: most are certificates.  What is damaged of a response is told of as that, with the certificates in it. */
	*none = e->in->tbs || e->in->depth >= INPUT_DEPTH || (octets.n >= AGAIN_OCTETS && again_may_begin(octets.p, AGAIN_OCTETS)) ||
	    !sniff_unknown(octets) || certificate_begins(octets) ||
	    sniff_damaged_status(octets) != SNIFFED_NO_STATUS || inside_find(octets, is_found, &any) == 0 || !any;
	if (*none)
		return 0;
	e->in->any = e->in->passing = true;
	e->in->depth++;
	ret = inside_find(octets, take_found, &f);
	e->in->depth--;
	ret = ret != 0 ? ret : between(e, f.end, octets.p + octets.n);
	input_place_back(e->in, before);
	return ret;
}
