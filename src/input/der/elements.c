/* SPDX-License-Identifier: Apache-2.0 */
/* elements.c - what each element of DER is, and what stands in it: a certificate, a CRL, a response, or a bag or container of them. */
#include "der/der.h"
#include "input/der/bag.h"
#include "input/der/begins.h"
#include "input/der/container.h"
#include "input/der/filled.h"
#include "input/der/unknown.h"
#include "input/der/wrapped.h"
#include "input/form.h"

/* Where anything may stand, only what begins as a signed object or a TBSCertificate, or is an OCSP response, is taken for what is linted. */
static bool
is_nothing(const struct input_elements *e, struct span der)
{
	size_t header;

	if (!e->in->any || e->in->index > e->before || der.n < 2 || (e->in->crls && sniff_readable_status(der, e->in->tbs) != SNIFFED_NO_STATUS))
		return false;
	header = der.p[1] < 0x80 ? 2 : 2 + (size_t)(der.p[1] & 0x7f);
	return der.n <= header || (der.p[header] != 0x30 && !sniff_tbs(der, e->in->tbs) && !sniff_signed(der));
}

/* An element that begins with none, and shows what a certificate, a CRL or a response has, is one whose first octets are damaged. */
static int
nothing(const struct input_elements *e, struct span octets, uint64_t line)
{
	struct span rest = octets;
	struct der_tlv outer, first;
	/* None has a tag of several octets (X.690 8.1.2.4). */
	bool damaged = der_next(&rest, &outer) != DER_OK || der_next(&outer.val, &first) != DER_OK || (first.id & 0x1f) == 0x1f;
	uint64_t at = 0;
	enum remains what = damaged ? remains_inside(octets, &at) : REMAINS_NONE;

	if (what != REMAINS_NONE)
		return input_remains(e->in, e->format, line, what, at);
	return filled_from(octets, 2) > 0 ? input_item(e->in, e->format, line, SPAN_NONE, "an element of no known kind, in which a certificate begins") :
	    input_skip(e->in, e->format, line, "an element that is no certificate");
}

/* An element of another kind, where anything may stand: one that shows what only CRLs or responses have is one whose fields are damaged. */
static int
other_element(const struct input_elements *e, struct span octets, uint64_t line, const char *other)
{
	uint64_t at = 0;
	enum remains what = e->in->crls ? remains_inside(octets, &at) : REMAINS_NONE;

	if (what == REMAINS_CRL || what == REMAINS_RESPONSE)
		return input_remains(e->in, e->format, line, what, at);
	/* What is skipped holds no certificate: one begins in it, and has not been read. */
	return sniff_unknown(octets) && filled_from(octets, 2) > 0 ? input_item(e->in, e->format, line, octets, other) :
	    input_skip(e->in, e->format, line, other);
}

static int wrapped(struct input_elements *, enum wrapped, struct span octets, uint64_t line);
static int inner_container(struct input_elements *, struct span octets, bool behind_damage);

static int
element(void *arg, struct span octets, uint64_t line, bool over)
{
	struct input_elements *e = arg;
	const char *other, *fault;
	enum wrapped what;
	bool none;
	int ret;

	if (over)
		return input_item(e->in, e->format, line, octets, input_over_limit(e->in, octets));
	what = e->in->tbs ? WRAPPED_NOT : wrapped_in(octets);
	if (what != WRAPPED_NOT)
		return wrapped(e, what, octets, line);
	if ((ret = unknown_read(e, octets, &none)) != 0 || !none)
		return ret;
	other = input_other(octets, e->in->tbs, e->in->crls);
	fault = other != NULL ? other : sniff_frame(&e->in->arena, octets);
	fault = fault != NULL ? fault : input_among_others(e, octets);
	if (other != NULL && input_place_of(e->in, octets) != PLACE_OF_CERTIFICATE)
		ret = input_item_in_its_place(e->in, e->format, line, octets, other);
	else if (other != NULL && (e->in->any ? !sniff_tbs(octets, e->in->tbs) : e->file && sniff_companion(octets)))
		ret = other_element(e, octets, line, other);
	else if (is_nothing(e, octets))
		ret = nothing(e, octets, line);
	else
		ret = input_item(e->in, e->format, line, octets, fault);
	return ret != 0 ? ret : input_out_of_step(e->in, e->format, line, octets, other == NULL && fault != NULL);
}

int
input_element(struct input_elements *e, struct span octets, uint64_t line)
{
	return element(e, octets, line, false);
}

/* What stands behind the first element where one should stand alone; *arg: has that been met? */
struct behind {
	struct input_elements elements;
	bool met;
};

static int
element_behind(void *arg, struct span octets, uint64_t line, bool over)
{
	struct behind *b = arg;

	if (!b->met) {
		b->met = true;
		return 0;
	}
	return over || element_begins(octets) || sniff_tbs(octets, b->elements.in->tbs) ? element(&b->elements, octets, line, over) : 0;
}

static int
part_behind(void *arg, const struct cms_part *p)
{
	struct behind *b = arg;

	return container_part(&b->elements, p);
}

int
input_behind_first(struct input *in, const char *format, uint64_t line, struct span octets)
{
	struct span rest = octets;
	struct der_tlv first;
	struct behind b = { .met = false };
	int ret;

	if (der_next(&rest, &first) == DER_OK && rest.n < AGAIN_OCTETS && filled_by_fields(first.raw))
		return 0;
	input_elements_init(&b.elements, in, format);
	b.elements.split.fn = element_behind;
	b.elements.split.bag = part_behind;
	b.elements.split.arg = &b;
	b.elements.split.line = line;
	ret = split_feed(&b.elements.split, octets);
	if (ret == 0)
		ret = input_elements_end(&b.elements, NULL);
	input_elements_free(&b.elements);
	return ret;
}

/* One element that lies in another, and what stands behind it in the same place. */
static int
inner_element(struct input_elements *e, struct span octets, uint64_t line)
{
	int ret;

	if (cms_begins(octets) > 0)
		return inner_container(e, octets, false);
	ret = element(e, octets, line, false);
	return ret != 0 ? ret : input_behind_first(e->in, e->format, line, octets);
}

/* SignedData is read as if its ContentInfo stood around it, of indefinite length. */
static int
signed_data(const struct input_elements *e, struct span octets, uint64_t line)
{
	static const uint8_t head[] = {
		0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x80
	};
	static const uint8_t end[4] = { 0 };
	struct input_elements inner;
	int ret;

	input_elements_init(&inner, e->in, e->format);
	inner.loose = e->loose;
	inner.split.line = line;
	ret = split_feed(&inner.split, (struct span){ head, sizeof head });
	if (ret == 0)
		ret = split_feed(&inner.split, octets);
	if (ret == 0)
		ret = split_feed(&inner.split, (struct span){ end, sizeof end });
	if (ret == 0)
		ret = input_elements_end(&inner, NULL);
	input_elements_free(&inner);
	return ret;
}

/* Data or DigestedData, which was held whole first. */
static int
content_info(const struct input_elements *e, struct span octets, uint64_t line)
{
	struct input_elements inner;
	int ret;

	input_elements_init(&inner, e->in, e->format);
	inner.loose = e->loose;
	inner.split.start = inner.split.line = line;
	ret = bag_begin(&inner.split, octets);
	if (ret == 0)
		ret = input_elements_end(&inner, NULL);
	input_elements_free(&inner);
	return ret;
}

/* A container in another holds certificates, or is not worth a word. */
static int
inner_bag(void *arg, const struct cms_part *p)
{
	return p->what == CMS_END && p->others == 0 ? 0 : container_part(arg, p);
}

/* A whole container, or octets behind damage, that stand in a container. */
static int
inner_container(struct input_elements *e, struct span octets, bool behind_damage)
{
	struct input_elements inner;
	int ret;

	input_elements_init(&inner, e->in, e->format);
	inner.loose = e->loose;
	inner.split.bag = inner_bag;
	inner.split.line = e->split.start;
	if (behind_damage)
		split_behind_damage(&inner.split);
	ret = split_feed(&inner.split, octets);
	if (ret == 0)
		ret = input_elements_end(&inner, NULL);
	input_elements_free(&inner);
	return ret;
}

/* The octets of a string in pieces, which are put together. */
static int
pieces(struct input_elements *e, struct span string, uint64_t line)
{
	struct out octets = { NULL, 0, 0, false };
	int ret;

	if (!wrapped_string(string, &octets))
		ret = input_item(e->in, e->format, line, SPAN_NONE, "an OCTET STRING in pieces, of which one is none");
	else
		ret = octets.failed ? input_no_memory(e->in) : inner_element(e, out_span(&octets), line);
	out_free(&octets);
	return ret;
}

/* Elements with certificates in them. */
static int
wrapped(struct input_elements *e, enum wrapped what, struct span octets, uint64_t line)
{
	struct span rest, one;
	struct input_place before = input_place(e->in);
	int ret = 0;

	if (e->in->depth >= INPUT_DEPTH)
		return input_item(e->in, e->format, line, SPAN_NONE, "elements nested too deep");
	e->in->depth++;
	/* Each of them stands in the place of a certificate. */
	e->in->any &= what != WRAPPED_PATH && what != WRAPPED_PAIR && what != WRAPPED_LOOSE;
	rest = wrapped_start(what, octets);
	if (what == WRAPPED_CONTENT)
		ret = content_info(e, octets, line);
	else if (what == WRAPPED_PFX)
		ret = input_pkcs12(e->in, line, octets);
	else if (what == WRAPPED_SIGNED)
		ret = signed_data(e, octets.p[0] == 0x30 ? octets : rest, line);
	else if (what == WRAPPED_LOOSE)
		ret = inner_container(e, rest, false);
	else if (what == WRAPPED_OCTETS)
		ret = inner_element(e, rest, line);
	else if (what == WRAPPED_PIECES)
		ret = pieces(e, octets, line);
	else
		while (ret == 0 && wrapped_next(what, &rest, &one))
			ret = inner_element(e, one, line);
	e->in->depth--;
	input_place_back(e->in, before);
	return ret;
}

static int
inside(void *arg, enum inside what, struct span octets)
{
	struct input_elements *e = arg;

	switch (what) {
	case INSIDE_ELEMENT:
		return element(e, octets, e->split.start, false);
	case INSIDE_PIECES:
		return wrapped(e, WRAPPED_PIECES, octets, e->split.start);
	case INSIDE_STRAY:
		return 0;
	case INSIDE_BASIC:
		return input_skip(e->in, e->format, e->split.start, "a BasicOCSPResponse in a container, without the OCSPResponse around it");
	default:
		return inner_container(e, octets, what == INSIDE_OCTETS);
	}
}

void
input_elements_init(struct input_elements *e, struct input *in, const char *format)
{
	*e = (struct input_elements){
		in, format, in->index, in->items, false, false,
		{ .limit = in->limit, .large = in->crls ? input_whole(in) : 0, .content_limit = input_whole(in),
		    .fn = element, .bag = container_part, .arg = e },
		inside
	};
}

bool
input_elements_nothing(const struct input_elements *e)
{
	return is_nothing(e, (struct span){ (const uint8_t *)e->split.octets.p, e->split.octets.n });
}

void
input_elements_free(struct input_elements *e)
{
	split_free(&e->split);
}

/* Packed data that end too early cut a CRL short: how many entries are there is worth knowing. */
static bool
is_cut_crl(const struct input_elements *e, const struct stream *r)
{
	return r->fault != NULL && e->in->crls && e->split.state == SPLIT_ELEMENT && e->split.seen == e->split.octets.n &&
	    sniff_cut_crl(split_element(&e->split));
}

static int
cut_crl(struct input_elements *e, const struct stream *r)
{
	e->in->cut_told = true;
	return input_item(e->in, e->format, e->split.start, split_element(&e->split), r->fault);
}

int
input_elements_end(struct input_elements *e, const struct stream *r)
{
	bool broken = r != NULL && stream_broken(r);
	int ret = broken && is_cut_crl(e, r) ? cut_crl(e, r) : broken ? split_break(&e->split) : split_end(&e->split);

	e->in->dropped |= broken && (e->split.seen > 0 || e->split.state == SPLIT_BAG);
	return e->split.octets.failed || e->split.text.failed || e->split.cms.octets.failed ? input_no_memory(e->in) : ret;
}
