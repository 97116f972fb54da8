/* SPDX-License-Identifier: Apache-2.0 */
/* der.c - DER, one element after another: certificates, and PKCS #7 or CMS containers of them. */
#include <inttypes.h>
#include <stdlib.h>

#include "der/der.h"
#include "input/der/begins.h"
#include "input/der/filled.h"
#include "input/der/inside.h"
#include "input/der/remains.h"
#include "input/der/wrapped.h"
#include "input/form.h"
#include "input/pem/armour.h"
#include "input/pem/dump.h"
#include "input/pem/frame.h"
#include "input/pem/run.h"
#include "input/text/wide.h"
#include "os/mapping.h"
#include "os/spool.h"

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

/* Does a certificate begin so many bits behind the beginning of an octet? */
static bool
begins_inside_octet(struct span s, unsigned bits)
{
	struct again again = { 0, 0 };

	for (size_t i = 1; i < s.n; i++)
		if (again_octet(&again, (uint8_t)(s.p[i - 1] << bits | s.p[i] >> (8 - bits))))
			return true;
	return false;
}

int
input_out_of_step(struct input *in, const char *format, uint64_t line, struct span octets, bool damaged)
{
	struct span rest = octets;
	struct der_tlv first;

	/* What is whole may have anything in it, and damage may move the first itself. */
	if (damaged ? !element_begins(octets) : der_next(&rest, &first) != DER_OK || rest.n < AGAIN_OCTETS)
		return 0;
	/* A character of base64 stands for six bits, a digit of hexadecimal for four. */
	for (unsigned bits = 2; bits < 8; bits += 2)
		if (begins_inside_octet(rest, bits))
			return input_item(in, format, line, SPAN_NONE, "another certificate behind the first, whose base64 or "
			    "hexadecimal ends inside an octet (base64 without its \"=\", an odd digit)");
	return 0;
}

/* A CRL or a response that is damaged inside, or not signed, wherever it stands. */
static int
no_status(struct input *in, const char *format, uint64_t line, struct span octets, const char *fault)
{
	struct input_place before = input_place(in);
	int ret;

	in->place = input_place_of(in, octets);
	ret = input_item(in, format, line, octets, fault);
	input_place_back(in, before);
	return ret;
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

	return what != REMAINS_NONE ? input_remains(e->in, e->format, line, what, at) :
	    input_skip(e->in, e->format, line, "an element that is no certificate");
}

/* An element of another kind, where anything may stand: one that shows what only CRLs or responses have is one whose fields are damaged. */
static int
other_element(const struct input_elements *e, struct span octets, uint64_t line, const char *other)
{
	uint64_t at = 0;
	enum remains what = e->in->crls ? remains_inside(octets, &at) : REMAINS_NONE;

	return what == REMAINS_CRL || what == REMAINS_RESPONSE ? input_remains(e->in, e->format, line, what, at) :
	    input_skip(e->in, e->format, line, other);
}

static int wrapped(struct input_elements *, enum wrapped, struct span octets, uint64_t line);
static cms_fn bag;

static int
element(void *arg, struct span octets, uint64_t line, bool over)
{
	struct input_elements *e = arg;
	const char *other, *fault;
	enum wrapped what;
	int ret;

	if (over)
		return input_item(e->in, e->format, line, octets, input_over_limit(e->in, octets));
	what = e->in->tbs ? WRAPPED_NOT : wrapped_in(octets);
	if (what != WRAPPED_NOT)
		return wrapped(e, what, octets, line);
	other = input_other(e->in, octets);
	fault = other != NULL ? other : sniff_frame(&e->in->arena, octets);
	if (other != NULL && input_place_of(e->in, octets) != PLACE_OF_CERTIFICATE)
		ret = no_status(e->in, e->format, line, octets, other);
	else if (e->in->any && other != NULL && !sniff_tbs(octets, e->in->tbs))
		ret = other_element(e, octets, line, other);
	else if (is_nothing(e, octets))
		ret = nothing(e, octets, line);
	else
		ret = input_item(e->in, e->format, line, octets, fault);
	return ret != 0 ? ret : input_out_of_step(e->in, e->format, line, octets, other == NULL && fault != NULL);
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
bag_behind(void *arg, const struct cms_part *p)
{
	struct behind *b = arg;

	return bag(&b->elements, p);
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
	b.elements.split.bag = bag_behind;
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
	int ret = element(e, octets, line, false);

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

/* Elements with certificates in them. */
static int
wrapped(struct input_elements *e, enum wrapped what, struct span octets, uint64_t line)
{
	struct span rest, one;
	int ret = 0;

	if (e->in->depth >= INPUT_DEPTH)
		return input_item(e->in, e->format, line, SPAN_NONE, "elements nested too deep");
	e->in->depth++;
	rest = wrapped_start(what, octets);
	if (what == WRAPPED_PFX)
		ret = input_pkcs12(e->in, line, octets);
	else if (what == WRAPPED_SIGNED)
		ret = signed_data(e, octets.p[0] == 0x30 ? octets : rest, line);
	else if (what == WRAPPED_OCTETS)
		ret = inner_element(e, rest, line);
	else
		while (ret == 0 && wrapped_next(what, &rest, &one))
			ret = inner_element(e, one, line);
	e->in->depth--;
	return ret;
}

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
	else if (wrapped_content(p->octets, &octets) && octets.n > 0 && !octets.failed)
		ret = input_octets_of(in, out_span(&octets));
	if (octets.failed)
		ret = input_no_memory(in);
	out_free(&octets);
	input_place_back(in, before);
	return ret;
}

/* A container in another holds certificates, or is not worth a word. */
static int
inner_bag(void *arg, const struct cms_part *p)
{
	return p->what == CMS_END && p->others == 0 ? 0 : bag(arg, p);
}

/* A whole container, or octets behind damage, that stand in a container. */
static int
inner_container(struct input_elements *e, struct span octets, bool behind_damage)
{
	struct input_elements inner;
	int ret;

	input_elements_init(&inner, e->in, e->format);
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

static int
inside(void *arg, enum inside what, struct span octets)
{
	struct input_elements *e = arg;

	switch (what) {
	case INSIDE_ELEMENT:
		return element(e, octets, e->split.start, false);
	case INSIDE_BASIC:
		return input_skip(e->in, e->format, e->split.start, "a BasicOCSPResponse in a container, without the OCSPResponse around it");
	default:
		return inner_container(e, octets, what == INSIDE_OCTETS);
	}
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
	ret = inside_find(p->octets, inside, e);
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
	return no_status(e->in, format, e->split.start, octets, sniff_to_be_signed(octets) ? sniff_other(octets, false) : "neither a CRL nor an OCSP response");
}

static int
bag(void *arg, const struct cms_part *p)
{
	struct input_elements *e = arg;
	struct input *in = e->in;
	const char *format = p->format != NULL ? p->format : e->format;
	uint64_t line = e->split.start;

	switch (p->what) {
	case CMS_CERTIFICATE:
		return input_item(in, format, line, p->octets,
		    p->over ? input_over_limit(in, p->octets) : sniff_other(p->octets, false));
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

void
input_elements_init(struct input_elements *e, struct input *in, const char *format)
{
	*e = (struct input_elements){
		in, format, in->index, in->items,
		{ .limit = in->limit, .large = in->crls ? input_whole(in) : 0, .content_limit = input_whole(in),
		    .fn = element, .bag = bag, .arg = e }
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

/* Does something packed, wide text or a message begin in a line of these octets? */
static bool
form_inside(struct span s)
{
	const uint8_t *lf;
	struct frame frame;

	for (; s.n > 2 && (lf = memchr(s.p, '\n', s.n)) != NULL; ) {
		size_t n = (size_t)(lf - s.p) + 1;

		s = span_sub(s, n, s.n - n);
		if (binary_begins(s) || wide_begins(s) != WIDE_NONE || sniff_uu(s) || sniff_mbox(s) || (sniff_mime_field(s) && sniff_mail(s)) ||
		    dump_begins(s) || frame_begins(&frame, s))
			return true;
	}
	return false;
}

bool
input_goes_on(struct span s)
{
	struct frame frame;
	size_t n = 0, from;

	while (n < s.n && (s.p[n] == 0 || memchr(" \t\r\n", s.p[n], 4) != NULL))
		n++;
	if (wide_begins(s) != WIDE_NONE || (n > 0 && wide_begins(span_sub(s, n - 1, s.n - n + 1)) != WIDE_NONE))
		return true;
	/* Lines that are indented begin with their blanks. */
	for (from = n; from > 0 && (s.p[from - 1] == ' ' || s.p[from - 1] == '\t'); from--)
		;
	if (from < n && frame_begins(&frame, span_sub(s, from, s.n - from)))
		return true;
	s = span_sub(s, n, s.n - n);
	if (wide_begins(s) != WIDE_NONE)
		return true;
	if (s.n > 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
		return true;
	return binary_begins(s) || (n > 0 && sniff_der_starts(s)) || sniff_wrapped_starts(s) || sniff_archive(s) || pem_begins(s) || run_inside(s) ||
	    sniff_uu(s) || sniff_mbox(s) || dump_begins(s) || frame_begins(&frame, s) || form_inside(s);
}

bool
input_elements_go_on(const struct input_elements *e, struct span behind)
{
	uint64_t at;

	return input_goes_on(behind) || (remains_inside(behind, &at) != REMAINS_NONE && split_is_whole(&e->split));
}

/* What tells that something else begins than the rest of a container. */
#define BEGINNING 64

/* Octets in front of where something else begins, as far as they tell: behind damage a container has no end. */
static size_t
octets_of_bag(struct span s, bool *end)
{
	size_t n = s.n > BEGINNING ? s.n - BEGINNING + 1 : s.n;

	for (size_t i = 0; i < n; i++)
		if (filled_other_begins(span_from(s, i))) {
			*end = i == 0;
			return i;
		}
	return n;
}

/* The same behind damage of a container. */
static int
feed_behind_damage(struct input_elements *e, struct stream *r, bool *done)
{
	struct span octets = stream_window(r, BEGINNING);
	size_t n = octets_of_bag(octets, done);
	int ret;

	e->split.may_pause = false;
	ret = split_feed(&e->split, span_sub(octets, 0, n));
	stream_skip(r, n);
	*done |= octets.n == 0;
	return ret;
}

/* Octets up to where another form begins behind a whole element. */
static int
feed_der(struct input_elements *e, struct stream *r, bool *done)
{
	struct span octets = stream_window(r, AGAIN_OCTETS);
	int ret;

	e->split.may_pause = true;
	ret = split_feed(&e->split, octets);
	stream_skip(r, octets.n - e->split.left);
	*done = octets.n == 0 || e->split.state == SPLIT_TEXT;
	if (ret != 0 || !e->split.paused || *done || split_has_lost(&e->split))
		return ret;
	octets = stream_fill(r);
	/* So few were seen that they did not tell. */
	if (e->split.left < AGAIN_OCTETS && octets.n > e->split.left)
		return 0;
	/* What it has taken in stands before what comes next. */
	if (wrapped_in(split_element(&e->split)) == WRAPPED_NOT && split_apart(&e->split, &ret))
		return ret;
	*done = e->in->later || input_elements_go_on(e, octets) || wrapped_in(split_element(&e->split)) != WRAPPED_NOT;
	if (*done)
		return 0;
	/* They trail it: two of them tell. */
	e->split.may_pause = false;
	octets.n = octets.n < 2 ? octets.n : 2;
	ret = split_feed(&e->split, octets);
	stream_skip(r, octets.n);
	return ret;
}

/* CRLs of files from this size on are read in place: copying one takes as much memory as it has octets. */
#define MAPPED_FROM ((uint64_t)8 << 20)
/* So many octets behind a CRL trail it; more of them may be something else. */
#define MAY_TRAIL 64

/* A large file that is one CRL, whole or cut short; SPAN_NONE: anything else. */
static struct span
map_crl(const struct input *in, struct stream *r)
{
	uint64_t size = stream_size(r), length;
	struct span head;

	if (!in->crls || size < MAPPED_FROM || stream_at(r) != 0)
		return SPAN_NONE;
	head = stream_fill(r);
	if (!sniff_cut_crl(head) || (length = sniff_length(head)) == 0 || length == UINT64_MAX ||
	    (length < size && size - length > MAY_TRAIL))
		return SPAN_NONE;
	return mapping_open(r->fd, size);
}

static int
read_mapped(struct input *in, struct stream *r, struct span crl)
{
	struct input_elements e;
	int ret;

	input_elements_init(&e, in, "der");
	in->mapped = true;
	ret = element(&e, crl, 0, false);
	in->mapped = false;
	input_elements_free(&e);
	if (!in->keeps_mappings)
		mapping_close(crl);
	(void)stream_seek(r, stream_size(r));
	return ret;
}

/* How long the large CRL is that a pipe begins with; 0: it begins with something else. */
static uint64_t
piped_crl(const struct input *in, struct stream *r)
{
	enum { HEADER = 6 };
	uint64_t length;

	/* What is packed has a limit of its own. */
	if (!in->crls || r->read != NULL || stream_size(r) != 0 || stream_at(r) != 0)
		return 0;
	length = sniff_length(stream_window(r, HEADER));
	return length >= MAPPED_FROM && length != UINT64_MAX && sniff_cut_crl(stream_fill(r)) ? length : 0;
}

/* Octets behind it trail it; where another CRL begins, or so many octets that are no element, two of them tell. */
static void
spool_crl(struct spool *s, struct stream *r, uint64_t length)
{
	struct span behind;

	spool_take(s, r, length);
	behind = stream_window(r, MAY_TRAIL + 1);
	if (behind.n > MAY_TRAIL)
		spool_put(s, span_sub(behind, 0, sniff_der_starts(behind) && !sniff_crl_starts(behind) ? 0 : 2));
	else
		spool_take(s, r, behind.n);
}

/* A large CRL of a pipe, which is read as that of a file is; *done: it was. */
static int
read_spooled(struct input *in, struct stream *r, bool *done)
{
	uint64_t length = piped_crl(in, r);
	struct input_elements e;
	struct spool s;
	struct span crl;
	int ret;

	*done = length > 0 && spool_open(&s);
	if (!*done)
		return 0;
	spool_crl(&s, r, length);
	crl = s.failed ? SPAN_NONE : spool_map(&s);
	spool_close(&s);
	if (crl.p == NULL)
		return input_item(in, "der", 0, SPAN_NONE, "a CRL for which there is no room among the temporary files (TMPDIR)");
	input_elements_init(&e, in, "der");
	in->mapped = true;
	ret = element(&e, crl, 0, false);
	in->mapped = false;
	in->dropped |= stream_broken(r);
	input_elements_free(&e);
	if (!in->keeps_mappings)
		mapping_close(crl);
	return ret;
}

/* Text that was met inside an element whose end is missing. */
static int
text_inside(struct input *in, struct span text, struct stream *behind)
{
	struct stream_joined joined = { text, behind };
	struct input_place before = input_place(in);
	struct stream r = {
		.read = stream_joined, .arg = &joined, .until = in->until, .buf = input_buffer(in), .before = stream_at(behind) - text.n
	};
	int ret;

	if (r.buf == NULL)
		return -1;
	in->any = in->passing = true;
	ret = input_stream(in, &r);
	input_place_back(in, before);
	free(r.buf);
	return ret;
}

static int
read_der(struct input *in, struct stream *r, bool behind_damage)
{
	struct span crl = behind_damage ? SPAN_NONE : map_crl(in, r);
	struct input_elements e;
	bool done = false;
	int ret = 0;

	if (crl.p != NULL)
		return read_mapped(in, r, crl);
	if (!behind_damage && ((ret = read_spooled(in, r, &done)) != 0 || (done && stream_ahead(r).n == 0)))
		return ret;
	done = false;
	input_elements_init(&e, in, "der");
	e.split.has_text = true;
	if (behind_damage)
		split_behind_damage(&e.split);
	while (ret == 0 && !done && !e.split.octets.failed && !e.split.cms.octets.failed)
		ret = split_has_lost(&e.split) ? feed_behind_damage(&e, r, &done) : feed_der(&e, r, &done);
	if (ret == 0)
		ret = input_elements_end(&e, r);
	if (ret == 0 && e.split.state == SPLIT_TEXT)
		ret = text_inside(in, out_span(&e.split.text), r);
	input_elements_free(&e);
	return ret;
}

int
input_der(struct input *in, struct stream *r)
{
	return read_der(in, r, false);
}

int
input_der_behind_damage(struct input *in, struct stream *r)
{
	return read_der(in, r, true);
}
