/* pem.c - PEM blocks: certificates, containers of them, and others beside them. */
#include <inttypes.h>
#include <stdio.h>

#include "input/form.h"
#include "input/text/pem_scan.h"

struct pem_reader {
	struct input *in;
	struct input_elements bag;
	uint64_t others;		/* blocks that are something else */
	char first_other[PEM_LABEL];	/* the first of them, and its line */
	uint64_t first_line;
};

static bool
label_is_certificate(const struct input *in, const char *label)
{
	static const char *const names[] = { "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(label, names[i]) == 0)
			return true;
	return in->tbs && strcmp(label, "TBS CERTIFICATE") == 0;
}

static bool
label_is_crl(const struct input *in, const char *label)
{
	return in->crls && pem_is_crl(label);
}

/* Where the lines of the block are those of the file, the fault's own is said. */
static const char *
block_fault(struct input *in, const struct pem_block *b)
{
	if (in->line > 0)
		return b->fault;
	return arena_printf(&in->arena, "%s, in line %" PRIu64, b->fault, b->fault_line);
}

static int
certificate(struct input *in, const struct pem_block *b)
{
	const char *fault = NULL, *other;

	if (b->over_limit)
		fault = input_over_limit(in);
	else if (b->fault != NULL)
		fault = block_fault(in, b);
	else if (b->octets.n == 0)
		fault = "an empty PEM block";
	else if (label_is_crl(in, b->label) && !sniff_crl(b->octets))
		fault = arena_printf(&in->arena, "no certificate revocation list in a PEM block labelled %s", b->label);
	else if (!label_is_crl(in, b->label) && (other = sniff_other(b->octets, in->tbs)) != NULL)
		fault = arena_printf(&in->arena, "%s in a PEM block labelled %s", other, b->label);
	else
		fault = sniff_frame(&in->arena, b->octets);
	return input_item(in, "pem", b->line, b->octets, fault);
}

/* A container whose base64 is damaged: it is read as far as it goes, and what stands whole behind the damage. */
static int
damaged_container(struct pem_reader *p, const struct pem_block *b)
{
	int ret = input_item(p->in, cms_format(&p->bag.split.cms), b->line, SPAN_NONE, block_fault(p->in, b));

	if (ret != 0 || b->sound == b->octets.n)
		return ret;
	split_behind_damage(&p->bag.split);
	ret = split_feed(&p->bag.split, span_sub(b->octets, b->sound, b->octets.n - b->sound));
	return ret != 0 ? ret : input_elements_end(&p->bag, NULL);
}

/* A container, whatever its label. */
static int
container(struct pem_reader *p, const struct pem_block *b)
{
	struct input *in = p->in;
	int ret;

	split_reset(&p->bag.split);
	p->bag.split.line = b->line;
	ret = split_feed(&p->bag.split, b->fault != NULL ? span_sub(b->octets, 0, b->sound) : b->octets);
	if (ret != 0)
		return ret;
	if (b->over_limit)
		return input_item(in, cms_format(&p->bag.split.cms), b->line, SPAN_NONE, arena_printf(&in->arena,
		    "a container longer than the limit of %zu octets", input_whole(in)));
	return b->fault != NULL ? damaged_container(p, b) : input_elements_end(&p->bag, NULL);
}

static int
block(struct pem_reader *p, const struct pem_block *b)
{
	bool is_bag = pem_is_bag(b->label), damaged = b->fault != NULL || b->over_limit;

	if (cms_begins(b->octets) > 0 && (is_bag || label_is_certificate(p->in, b->label)))
		return container(p, b);
	if (label_is_certificate(p->in, b->label) || label_is_crl(p->in, b->label) || (is_bag && damaged && !sniff_cms(b->octets)))
		return certificate(p->in, b);
	if (p->others++ == 0) {
		memcpy(p->first_other, b->label, sizeof p->first_other);
		p->first_line = b->line;
	}
	return 0;
}

int
input_pem(struct input *in, struct stream *r)
{
	struct pem_reader p = { .in = in };
	uint64_t before = in->index;
	struct pem_block b;
	struct pem pem;
	int ret = 0;

	pem_init(&pem, r, in->limit);
	pem.bag_limit = input_whole(in);
	pem.crl_limit = in->crls ? input_whole(in) : in->limit;
	input_elements_init(&p.bag, in, "pem");
	/* A block that a broken stream cuts off is told of with the stream. */
	while (ret == 0 && pem_next(&pem, &b) && !pem.octets.failed && !(b.ends_text && stream_broken(r)))
		ret = block(&p, &b);
	if (pem.octets.failed)
		ret = input_no_memory(in);
	pem_free(&pem);
	input_elements_free(&p.bag);
	if (ret != 0 || stream_broken(r))
		return ret;
	if (in->index == before && p.others == 0)
		return input_nothing(in, NULL, in->field == NULL || in->format != NULL ? "text without a PEM block" :
		    "text without a PEM block, and no table with the column of --field");
	if (in->index == before)
		return input_nothing(in, "pem", arena_printf(&in->arena,
		    "no certificate, but a PEM block labelled %s in line %" PRIu64, p.first_other, p.first_line));
	in->skipped += p.others;
	return 0;
}
