/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/large_crl.h"

#include "input/der/at_hand.h"
#include "input/form.h"
#include "os/mapping.h"
#include "os/spool.h"

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

/* Without one line end behind it. */
static struct span
without_line_end(struct span crl)
{
	uint64_t length = sniff_length(crl);

	return length < crl.n && at_hand_is_line_end(span_from(crl, (size_t)length), 1) ? span_sub(crl, 0, (size_t)length) : crl;
}

static int
read_in_place(struct input *in, struct span crl)
{
	struct input_elements e;
	uint64_t whole = in->items - in->faults;
	int ret;

	input_elements_init(&e, in, "der");
	in->mapped = true;
	ret = input_element(&e, without_line_end(crl), 0);
	in->mapped = false;
	input_elements_free(&e);
	/* Octets of a CRL that is not whole are looked through once fn has had them: only here nobody wants them any more. */
	if (!in->keeps_mappings || in->items - in->faults == whole)
		mapping_close(crl);
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
	struct spool s;
	struct span crl;

	*done = length > 0 && spool_open(&s);
	if (!*done)
		return 0;
	spool_crl(&s, r, length);
	crl = s.failed ? SPAN_NONE : spool_map(&s);
	spool_close(&s);
	if (crl.p == NULL)
		return input_item(in, "der", 0, SPAN_NONE, "a CRL for which there is no room among the temporary files (TMPDIR)");
	in->dropped |= stream_broken(r);
	return read_in_place(in, crl);
}

int
large_crl_read(struct input *in, struct stream *r, bool *done)
{
	struct span crl = map_crl(in, r);
	int ret;

	if (crl.p == NULL)
		return read_spooled(in, r, done);
	ret = read_in_place(in, crl);
	(void)stream_seek(r, stream_size(r));
	*done = true;
	return ret;
}
