/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/container.h"

#include <inttypes.h>

#include "der/der.h"
#include "input/der/wrapped.h"
#include "input/form.h"

/* What was signed may hold certificates of its own: a message with another signature, or attached ones. */
static int
content(const struct input_elements *e, const struct cms_part *p)
{
	struct input *in = e->in;
	struct input_place before = input_place(in);
	struct out octets = { NULL, 0, 0, false };
	int ret = 0;

	in->any = in->passing = true;
	if (p->over)
		ret = input_skip(in, p->format, e->split.start, "signed content longer than the limit of a container (--max-container)");
	else if ((wrapped_content(p->octets, &octets) || wrapped_string(p->octets, &octets)) && octets.n > 0 && !octets.failed)
		ret = input_octets_of(in, out_span(&octets));
	if (octets.failed)
		ret = input_no_memory(in);
	out_free(&octets);
	input_place_back(in, before);
	return ret;
}

/* Attributes of signers have time stamps, certificates and what tells their status (RFC 3161 A, RFC 5126 6.3). */
static int
look_inside(struct input_elements *e, const struct cms_part *p, const char *format)
{
	struct input *in = e->in;
	struct input_place before = input_place(in);
	int ret;

	if (p->over)
		return input_skip(in, format, e->split.start, "a part of a container longer than the limit of a container (--max-container)");
	if (in->depth >= INPUT_DEPTH)
		return input_item(in, format, e->split.start, SPAN_NONE, "containers nested too deep");
	in->format = in->format != NULL ? in->format : format;
	in->any = in->passing = true;
	in->depth++;
	ret = inside_find(p->octets, e->inside, e);
	in->depth--;
	input_place_back(in, before);
	return ret;
}

/* Of a format that is not known: what stands in it tells more than that. */
static int
other_revocation(struct input_elements *e, const struct cms_part *p, const char *format)
{
	struct input *in = e->in;
	uint64_t before = in->items + in->skipped + in->holding;
	int ret = look_inside(e, p, format);

	return ret != 0 || in->items + in->skipped + in->holding > before ? ret :
	    input_skip(in, format, e->split.start, "revocation information that is neither a CRL nor an OCSP response");
}

/* A CRL, or [1] with what another format has: an OCSP response (RFC 5940 2). */
static int
revocation(struct input_elements *e, const struct cms_part *p, const char *format)
{
	static const uint8_t ocsp_response[] = { 0x2b, 6, 1, 5, 5, 7, 0x10, 2 };
	struct span octets = p->octets;
	struct der_tlv t, oid;

	if (p->over)
		return input_item(e->in, format, e->split.start, octets, input_over_limit(e->in, octets));
	if (der_take(&octets, DER_CTX_CONS(1), &t)) {
		octets = t.val;
		if (!der_take(&octets, DER_OID, &oid) || !span_eq(oid.val, (struct span){ ocsp_response, sizeof ocsp_response }))
			return other_revocation(e, p, format);
	}
	if (sniff_readable_status(octets, false) != SNIFFED_NO_STATUS)
		return input_item(e->in, format, e->split.start, octets, NULL);
	return input_item_in_its_place(e->in, format, e->split.start, octets, sniff_to_be_signed(octets) ? sniff_other(octets, false) : "neither a CRL nor an OCSP response");
}

static int
certificate(const struct input_elements *e, const struct cms_part *p, const char *format)
{
	const char *fault = p->over ? input_over_limit(e->in, p->octets) : sniff_other(p->octets, false);

	return input_item(e->in, format, e->split.start, p->octets, fault != NULL ? fault : input_among_others(e, p->octets));
}

int
container_part(void *arg, const struct cms_part *p)
{
	struct input_elements *e = arg;
	struct input *in = e->in;
	const char *format = p->format != NULL ? p->format : e->format;
	uint64_t line = e->split.start;

	switch (p->what) {
	case CMS_CERTIFICATE:
		return certificate(e, p, format);
	case CMS_REVOCATION:
		return revocation(e, p, format);
	case CMS_CONTENT:
		return content(e, p);
	case CMS_INSIDE:
		return look_inside(e, p, format);
	case CMS_DAMAGE:
		return input_item(in, format, line, SPAN_NONE, arena_printf(&in->arena,
		    "a damaged container: %s, at octet %" PRIu64, p->fault, p->at));
	default:
		break;
	}
	for (uint64_t i = 0; i < p->others; i++) {
		int ret = input_skip(in, format, line, "a certificate of another kind than X.509 in a container");

		if (ret != 0)
			return ret;
	}
	if (p->certificates > 0 || p->fault != NULL || in->items > e->items)
		return 0;
	if (e->split.stamp)
		return input_skip(in, format, line, "a response of a time-stamping authority without a certificate");
	return in->format != NULL ? input_skip(in, format, line, "a PKCS #7 or CMS container without a certificate") :
	    input_nothing(in, format, "a PKCS #7 or CMS container without a certificate");
}
