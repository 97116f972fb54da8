/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/cms.h"

#include "der/der.h"
#include "input/der/front.h"
#include "input/sniff.h"

enum { IN_NOTHING, IN_CONTENT_INFO, IN_CONTENT, IN_SIGNED_DATA, IN_CERTIFICATES };

static const char cut_short[] = "cut short";
static const char past_end[] = "content that runs past the element around it";

/* Identifier and length octets of one element. */
struct head {
	uint8_t id;
	uint64_t length;
	bool open;			/* of indefinite length */
};

/* 1: read; 0: more octets are needed; -1: no such octets are allowed (X.690 8.1.2, 8.1.3), or they are too long. */
static int
head_read(const uint8_t *p, unsigned n, struct head *h)
{
	unsigned at = 1, k;

	*h = (struct head){ 0 };
	if (n < 2)
		return 0;
	h->id = p[0];
	if ((p[0] & 0x1f) == 0x1f) {
		while (at < n && (p[at] & 0x80) != 0)
			at++;
		if (++at > 6)
			return -1;
		if (at >= n)
			return 0;
	}
	k = p[at++];
	h->open = k == 0x80;
	h->length = k < 0x80 ? k : 0;
	if (h->open)
		return (p[0] & DER_CONSTRUCTED) != 0 ? 1 : -1;
	if (k < 0x80)
		return 1;
	k &= 0x7f;
	if (k > 8)
		return -1;
	if (n < at + k)
		return 0;
	for (unsigned i = 0; i < k; i++)
		h->length = h->length << 8 | p[at + i];
	return h->length <= INT64_MAX ? 1 : -1;
}

/* The last octet of the types of content that are read: what they have is there as it is. */
enum { TYPE_DATA = 1, TYPE_SIGNED = 2, TYPE_DIGESTED = 5 };

/* Do these octets begin a ContentInfo (RFC 5652 3)?  *type: of what is in it, behind which octets.p[*behind] stands. */
static int
info_begins(struct span octets, uint8_t *type, size_t *behind)
{
	/* 1.2.840.113549.1.7, and which of them (RFC 5652 4, 5.1, 7). */
	static const uint8_t types[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };
	struct head h;
	size_t from, n;

	if (octets.n > 0 && octets.p[0] != DER_SEQUENCE)
		return 0;
	if (octets.n < 2)
		return -1;
	from = octets.p[1] > 0x80 ? 2 + (size_t)(octets.p[1] & 0x7f) : 2;
	if (from > CMS_HEAD || head_read(octets.p, octets.n < from ? (unsigned)octets.n : (unsigned)from, &h) < 0)
		return 0;
	if (octets.n <= from)
		return -1;
	n = octets.n - from < sizeof types ? octets.n - from : sizeof types;
	if (memcmp(octets.p + from, types, n) != 0)
		return 0;
	*behind = from + sizeof types + 1;
	if (octets.n < *behind)
		return -1;
	*type = octets.p[*behind - 1];
	return 1;
}

int
cms_begins(struct span octets)
{
	uint8_t type = TYPE_SIGNED;
	size_t behind;
	int begins = info_begins(octets, &type, &behind);

	return type == TYPE_SIGNED ? begins : 0;
}

int
cms_any_begins(struct span octets)
{
	uint8_t type = TYPE_SIGNED;
	size_t behind;
	int begins = info_begins(octets, &type, &behind);

	if (begins <= 0 || type == TYPE_SIGNED)
		return begins;
	/* An encapContentInfo that is left of a SignedData has often no content. */
	if ((type != TYPE_DATA && type != TYPE_DIGESTED) || (octets.n > behind && octets.p[behind] != DER_CTX_CONS(0)))
		return 0;
	return octets.n > behind ? 1 : -1;
}

int
cms_stamp_begins(struct span s, size_t *before)
{
	/* PKIStatus (RFC 3161 2.4.2) goes up to 5; a SEQUENCE of few octets has it first. */
	static const uint8_t status[] = { 0x02, 0x01 };
	size_t outer = s.n > 1 && s.p[1] > 0x80 ? 2 + (size_t)(s.p[1] & 0x7f) : 2, n;
	struct span info;

	if (s.n > 0 && s.p[0] != DER_SEQUENCE)
		return 0;
	if (s.n <= outer + 1)
		return s.n > outer && s.p[outer] != DER_SEQUENCE ? 0 : -1;
	if (outer > CMS_HEAD || s.p[outer] != DER_SEQUENCE || s.p[outer + 1] < 3 || s.p[outer + 1] >= 0x80)
		return 0;
	info = span_from(s, outer + 2);
	n = info.n < sizeof status ? info.n : sizeof status;
	if (memcmp(info.p, status, n) != 0 || (info.n > sizeof status && info.p[sizeof status] > 5))
		return 0;
	*before = outer + 2 + s.p[outer + 1];
	return s.n <= *before ? -1 : cms_begins(span_from(s, *before));
}

void
cms_init(struct cms *c, size_t limit, size_t content_limit, cms_fn *fn, void *arg)
{
	struct out octets = c->octets;

	*c = (struct cms){ .limit = limit, .content_limit = content_limit, .fn = fn, .arg = arg, .octets = octets };
	out_clear(&c->octets);
}

static void
lose(struct cms *c)
{
	c->broken = true;
	c->adjacent = false;
	c->n_next = c->small = 0;
	c->keep = c->skip = c->content = c->inside = false;
	c->n_head = 0;
	c->left = 0;
	c->open = 0;
}

void
cms_behind_damage(struct cms *c)
{
	lose(c);
	c->again = (struct again){ 0, 0 };
	c->done = false;
}

void
cms_free(struct cms *c)
{
	out_free(&c->octets);
}

const char *
cms_format(const struct cms *c)
{
	return c->bare ? NULL : c->unsigned_bag ? "pkcs7" : "cms";
}

static struct cms_part
part(const struct cms *c)
{
	return (struct cms_part){ .format = cms_format(c), .certificates = c->certificates, .others = c->others };
}

/* From here on no frame is known: what may follow is found by what it begins with. */
static int
damage(struct cms *c, const char *fault, uint64_t at)
{
	struct cms_part p = part(c);

	p.what = CMS_DAMAGE;
	p.fault = fault;
	p.at = at;
	lose(c);
	return c->fn(c->arg, &p);
}

/* An element of so few octets has hardly one in it. */
#define SMALL 64

/* The same of an element of so many octets that should not be there: behind a small one the next may begin, and in it where its length is none. */
static int
damage_ends(struct cms *c, const char *fault, uint64_t at, uint64_t length)
{
	int r = damage(c, fault, at);

	if (length < SMALL) {
		c->small = (unsigned)length;
		c->adjacent = length == 0;
	}
	return r;
}

static size_t
limit_of(const struct cms *c)
{
	return c->content || c->inside ? c->content_limit : c->crls ? c->crl_limit : c->limit;
}

static void
keep(struct cms *c, const uint8_t *p, size_t n)
{
	size_t limit = limit_of(c);
	size_t room = c->octets.n <= limit ? limit + 1 - c->octets.n : 0;

	out_mem(&c->octets, p, n < room ? n : room);
	c->size += n;
}

/* The end of the element at hand. */
static int
element_ends(struct cms *c)
{
	struct cms_part p;

	if (c->digests)
		/* No digest algorithms, no signers: a bag of certificates (RFC 5652 5.1). */
		c->unsigned_bag &= c->at - c->start <= 4;
	c->skip = c->digests = false;
	c->adjacent = c->broken;
	if (!c->keep)
		return 0;
	c->keep = false;
	c->certificates += !c->content && !c->inside && !c->crls;
	p = part(c);
	p.what = c->content ? CMS_CONTENT : c->inside ? CMS_INSIDE : c->crls ? CMS_REVOCATION : CMS_CERTIFICATE;
	p.octets = (struct span){ (const uint8_t *)c->octets.p, c->octets.n };
	p.over = c->size > limit_of(c);
	c->content = c->inside = false;
	return c->fn(c->arg, &p);
}

/* Octets of the element at hand, off the front of *in. */
static int
content(struct cms *c, struct span *in)
{
	size_t n = c->left < in->n ? (size_t)c->left : in->n;

	if (c->keep)
		keep(c, in->p, n);
	if (n > 0 && c->levels == IN_CONTENT_INFO)
		c->type = in->p[n - 1];
	c->at += n;
	c->left -= n;
	*in = span_sub(*in, n, in->n - n);
	return c->left == 0 && c->open == 0 ? element_ends(c) : 0;
}

/* Is this an element to look into? */
static bool
enters(const struct cms *c, uint8_t id)
{
	switch (c->levels) {
	case IN_NOTHING:
		return id == DER_SEQUENCE;
	case IN_CONTENT:
		return id == DER_SEQUENCE && c->type != TYPE_DATA;
	case IN_CONTENT_INFO:
		return id == DER_CTX_CONS(0);
	case IN_SIGNED_DATA:
		return c->type == TYPE_DIGESTED ? false : id == DER_CTX_CONS(0) || (id == DER_CTX_CONS(1) && c->crl_limit > 0);
	default:
		return false;
	}
}

/* Do the digestAlgorithms begin so, or the one of DigestedData (RFC 5652 7)? */
static bool
is_digests(const struct cms *c, uint8_t id)
{
	return c->levels == IN_SIGNED_DATA && id == (c->type == TYPE_DIGESTED ? DER_SEQUENCE : DER_SET) && !c->seen_digests;
}

/* Does what is signed or digested begin so, or the content of Data (RFC 5652 4)? */
static bool
is_content(const struct cms *c, uint8_t id)
{
	if (c->levels == IN_CONTENT)
		return c->type == TYPE_DATA && (id & ~DER_CONSTRUCTED) == DER_OCTET_STRING && !c->seen_content;
	return c->levels == IN_SIGNED_DATA && id == DER_SEQUENCE && !c->seen_content && !is_digests(c, id);
}

/* Has SignedData an element that begins so (RFC 5652 5.1), or DigestedData?  The certificates and crls of the first are looked into. */
static bool
is_part(const struct cms *c, uint8_t id)
{
	if (c->type == TYPE_DIGESTED)
		return id == DER_INTEGER || is_digests(c, id) || is_content(c, id) || id == DER_OCTET_STRING;
	return id == DER_INTEGER || id == DER_SET || (id == DER_SEQUENCE && !c->seen_content) || id == DER_CTX_CONS(1);
}

/* May certificates stand deeper in an element: signerInfos, which are the second SET, or a certificate of another kind? */
static bool
may_have_inside(const struct cms *c, uint8_t id)
{
	if (c->content_limit == 0)
		return false;
	return c->levels == IN_SIGNED_DATA ? id == DER_SET && c->seen_digests : c->levels == IN_CERTIFICATES && !c->crls && id != DER_SEQUENCE;
}

/* An element of the container at hand begins. */
static int
begin(struct cms *c, const struct head *h)
{
	uint64_t bound = c->levels > 0 ? c->level[c->levels - 1].bound : UINT64_MAX;

	if (enters(c, h->id)) {
		c->crls = c->levels == IN_SIGNED_DATA && h->id == DER_CTX_CONS(1);
		c->level[c->levels].bound = h->open ? bound : c->at + h->length;
		c->level[c->levels++].open = h->open;
		return 0;
	}
	if ((c->levels == IN_CONTENT && !is_content(c, h->id)) || (c->levels == IN_CONTENT_INFO && h->id != DER_OID))
		return damage(c, "no SignedData", c->start);
	if (c->levels == IN_SIGNED_DATA && !is_part(c, h->id))
		return damage(c, "no part of SignedData", c->start);
	/* CertificateChoices (RFC 5652 10.2.2): [0] to [3] are no certificates of X.509. */
	if (c->levels == IN_CERTIFICATES && !c->crls && h->id != DER_SEQUENCE) {
		if (h->id < DER_CTX_CONS(0) || h->id > DER_CTX_CONS(3))
			return damage_ends(c, "no certificate", c->start, h->length);
		c->others++;
	}
	c->content = is_content(c, h->id) && c->content_limit > 0;
	c->seen_content |= is_content(c, h->id);
	c->inside = may_have_inside(c, h->id);
	c->keep = (c->levels == IN_CERTIFICATES && (c->crls || h->id == DER_SEQUENCE)) || c->content || c->inside;
	c->skip = !c->keep;
	c->digests = is_digests(c, h->id);
	c->seen_digests |= c->digests;
	c->unsigned_bag |= c->digests && h->length == 0;
	c->open = h->open;
	c->left = h->length;
	c->size = 0;
	out_clear(&c->octets);
	if (c->keep)
		keep(c, c->head, c->n_head);
	return c->left == 0 && c->open == 0 ? element_ends(c) : 0;
}

/* The same inside the element at hand, where only indefinite lengths must be followed to find its end. */
static int
begin_inside(struct cms *c, const struct head *h, bool ends)
{
	if (c->keep)
		keep(c, c->head, c->n_head);
	c->left = h->length;
	if (ends)
		c->open--;
	else if (h->open)
		c->open++;
	return c->left == 0 && c->open == 0 ? element_ends(c) : 0;
}

static int
header(struct cms *c, const struct head *h)
{
	uint64_t bound = c->levels > 0 ? c->level[c->levels - 1].bound : UINT64_MAX;
	bool ends = h->id == 0, inside = c->keep || c->skip;
	int r = 0;

	if (c->at > bound || h->length > bound - c->at)
		return damage(c, past_end, c->at - c->n_head);
	if (ends && (h->length > 0 || (!inside && (c->levels == 0 || !c->level[c->levels - 1].open))))
		return damage_ends(c, "stray end-of-contents octets", c->at - c->n_head, h->length);
	if (inside) {
		r = begin_inside(c, h, ends);
	} else if (ends) {
		c->levels--;
		c->done = c->levels == 0;
	} else {
		c->start = c->at - c->n_head;
		r = begin(c, h);
	}
	c->n_head = 0;
	return r;
}

/* Octets of the certificate that begins behind damage, of so many in all, are these. */
static int
begin_again(struct cms *c, const uint8_t *octets, size_t n, uint64_t total)
{
	c->again = (struct again){ 0, 0 };
	c->keep = true;
	c->size = 0;
	out_clear(&c->octets);
	keep(c, octets, n);
	c->left = total > n ? total - n : 0;
	return c->left == 0 ? element_ends(c) : 0;
}

static int search(struct cms *c, struct span *in);

/* They are looked through for the beginning of a certificate of the usual kind, which may go on with those behind it. */
static int
search_next(struct cms *c)
{
	uint8_t octets[CMS_NEXT];
	struct span next = { octets, c->n_next };
	int r = 0;

	memcpy(octets, c->next, c->n_next);
	c->adjacent = false;
	c->n_next = 0;
	while (next.n > 0 && r == 0)
		r = c->left > 0 ? content(c, &next) : search(c, &next);
	return r;
}

/* Another element of no octets that should not be there, of the same damage: none where it is the rest of a beginning that was looked through. */
static void
pass_empty(struct cms *c)
{
	struct again again = c->again;

	if (c->n_next != 2 || c->next[1] != 0 || again_octet(&again, c->next[0]))
		return;
	(void)again_octet(&again, 0);
	c->again = again;
	c->at += c->n_next;
	c->n_next = 0;
}

/*
 * The element before has ended here, or what is damaged has: the one behind it, if it is whole, counts, of whatever version it is.
 * Nothing longer than what is around it is one.
 */
static int
begin_adjacent(struct cms *c, struct span *in)
{
	uint64_t bound = c->levels > 0 ? c->level[c->levels - 1].bound : UINT64_MAX, total;
	struct span next;

	while (c->n_next < CMS_NEXT && in->n > 0) {
		c->next[c->n_next++] = in->p[0];
		*in = span_from(*in, 1);
		pass_empty(c);
	}
	if (c->n_next == 0)
		return 0;
	next = (struct span){ c->next, c->n_next };
	if (next.n < CMS_NEXT && next.p[0] == DER_SEQUENCE)
		return 0;
	total = sniff_length(next);
	if (next.n < CMS_NEXT || !certificate_front(next) || c->at > bound || total > bound - c->at)
		return search_next(c);
	c->at += next.n;
	c->adjacent = false;
	c->n_next = 0;
	return begin_again(c, c->next, next.n, total);
}

/* Octets of no known frame: each that ends the beginning of a certificate begins one. */
static int
search(struct cms *c, struct span *in)
{
	uint8_t octets[AGAIN_OCTETS];
	size_t n = 0, most;

	if (c->adjacent)
		return begin_adjacent(c, in);
	most = c->small > 0 && c->small < in->n ? c->small : in->n;
	while (n < most && !again_octet(&c->again, in->p[n]))
		n++;
	c->at += n;
	if (n == most) {
		*in = span_from(*in, n);
		c->adjacent = c->small == n && n > 0;
		c->small -= c->small > 0 ? (unsigned)n : 0;
		return 0;
	}
	c->small = 0;
	*in = span_sub(*in, n + 1, in->n - n - 1);
	c->at++;
	again_octets(&c->again, octets);
	return begin_again(c, octets, sizeof octets, ((uint64_t)octets[2] << 8 | octets[3]) + 4);
}

/* Containers that end here by their length. */
static void
close_levels(struct cms *c)
{
	while (c->levels > 0 && !c->level[c->levels - 1].open && c->level[c->levels - 1].bound == c->at)
		c->levels--;
	c->done = c->levels == 0;
}

int
cms_feed(struct cms *c, struct span *in)
{
	struct head h;
	int r = 0, read;

	while (in->n > 0 && !c->done && r == 0 && !c->octets.failed) {
		if (c->left > 0) {
			r = content(c, in);
		} else if (c->broken) {
			r = search(c, in);
		} else {
			c->head[c->n_head++] = in->p[0];
			*in = span_sub(*in, 1, in->n - 1);
			c->at++;
			read = head_read(c->head, c->n_head, &h);
			if (read > 0)
				r = header(c, &h);
			else if (read < 0)
				r = damage(c, "identifier or length octets that are not allowed", c->at - c->n_head);
		}
		if (c->broken)
			break;
		if (c->left == 0 && c->n_head == 0 && !c->keep && !c->skip)
			close_levels(c);
	}
	return r;
}

int
cms_end(struct cms *c)
{
	struct cms_part p;
	int r = 0;

	if (!c->done && !c->broken)
		r = damage(c, cut_short, c->at);
	if (r != 0)
		return r;
	p = part(c);
	p.what = CMS_END;
	p.fault = c->broken ? "damaged" : NULL;
	return c->fn(c->arg, &p);
}
