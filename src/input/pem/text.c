/* SPDX-License-Identifier: Apache-2.0 */
/* text.c - text with certificates in it: PEM blocks, containers of them, base64 and hexadecimal, and others beside them. */
#include <inttypes.h>
#include <stdio.h>

#include "base/ascii.h"
#include "input/der/begins.h"
#include "input/der/filled.h"
#include "input/der/inside.h"
#include "input/der/structure.h"
#include "input/der/wrapped.h"
#include "input/form.h"
#include "input/known.h"
#include "input/pem/line/armour.h"
#include "input/pem/scan/pem_scan.h"
#include "input/written/net.h"
#include "input/written/run.h"

struct text_reader {
	struct input *in;
	struct input_elements bag;
	const struct stream *broken;	/* the one that cuts off the block at hand; NULL: none does */
	bool remains;			/* it was told of what remains of a certificate, which may go on behind the form at hand */
};

/* Where the lines of the block are those of the file, the fault's own is said. */
static const char *
block_fault(struct input *in, const struct pem_block *b)
{
	if (in->line > 0)
		return b->fault;
	return arena_printf(&in->arena, "%s, in line %" PRIu64, b->fault, b->fault_line);
}

/* A certificate, or a CRL or a response where its label says so. */
static int
one_item(struct input *in, const struct pem_block *b)
{
	bool status = in->crls && pem_content_of(b->label) == PEM_IS_STATUS;
	const char *fault = NULL, *other;
	int ret;

	if (b->over_limit)
		fault = input_over_limit(in, b->octets);
	else if (b->fault != NULL)
		fault = block_fault(in, b);
	else if (b->octets.n == 0)
		fault = "an empty PEM block";
	else if ((other = status ? input_other_than_status(b->label, b->octets, in->tbs) : sniff_other(b->octets, in->tbs)) != NULL)
		fault = arena_printf(&in->arena, "%s in a PEM block labelled %s", other, b->label);
	else
		fault = sniff_frame(&in->arena, b->octets);
	ret = input_item(in, "pem", b->line, b->octets, fault);
	if (ret == 0 && !b->over_limit)
		ret = input_out_of_step(in, "pem", b->line, b->octets, b->fault != NULL);
	/* RFC 7468 5.1: one certificate in a block; another is read all the same. */
	return ret != 0 || b->over_limit || b->fault != NULL ? ret : input_behind_first(in, "pem", b->line, b->octets);
}

static int
certificate(struct input *in, const struct pem_block *b)
{
	struct input_place before = input_place(in);
	int ret;

	if (in->crls && pem_content_of(b->label) == PEM_IS_STATUS)
		in->place = strstr(b->label, "CRL") != NULL ? PLACE_OF_CRL : PLACE_OF_RESPONSE;
	ret = one_item(in, b);
	input_place_back(in, before);
	return ret;
}

/* A container whose text is damaged: it is read as far as it goes, and what stands whole behind the damage.  A broken stream tells of itself. */
static int
damaged_container(struct text_reader *t, const struct pem_block *b)
{
	int ret = t->broken == NULL ? input_item(t->in, cms_format(&t->bag.split.cms), b->line, SPAN_NONE, block_fault(t->in, b)) : 0;

	if (ret != 0 || b->sound == b->octets.n)
		return ret;
	split_behind_damage(&t->bag.split);
	ret = split_feed(&t->bag.split, span_sub(b->octets, b->sound, b->octets.n - b->sound));
	return ret != 0 ? ret : input_elements_end(&t->bag, t->broken);
}

/* Elements one after another, and another form behind the first of them. */
static int
sound_elements(struct text_reader *t, const struct pem_block *b)
{
	struct input *in = t->in;
	struct input_place before = input_place(in);
	struct span rest = b->octets;
	size_t own;
	int ret;

	/* What an element has taken in stands before what comes next. */
	do {
		t->bag.split.may_pause = true;
		ret = split_feed(&t->bag.split, rest);
		t->bag.split.may_pause = false;
		rest = span_from(rest, rest.n - t->bag.split.left);
	} while (ret == 0 && rest.n > 0 && split_apart(&t->bag.split, &ret) && ret == 0);
	own = rest.n > 0 && input_elements_go_on(&t->bag, rest) ? input_elements_trail(&t->bag, rest) : rest.n;
	if (ret == 0)
		ret = split_feed(&t->bag.split, span_sub(rest, 0, own));
	rest = span_from(rest, own);
	if (ret == 0)
		ret = input_elements_end(&t->bag, NULL);
	if (ret != 0 || rest.n == 0)
		return ret;
	in->line = in->line > 0 ? in->line : b->line;
	in->any = in->passing = true;
	ret = input_octets_of(in, rest);
	input_place_back(in, before);
	return ret;
}

/* An element whose text is damaged, or that is too long. */
static int
damaged_element(struct text_reader *t, const struct pem_block *b, const char *format)
{
	struct input *in = t->in;
	struct input_place before = input_place(in);
	bool status = b->remains == REMAINS_CRL || b->remains == REMAINS_RESPONSE;
	int ret;

	if (status && !in->crls)
		return input_skip(in, format, b->line, b->fault);
	if (status && in->place == PLACE_OF_CERTIFICATE)
		in->place = b->remains == REMAINS_CRL ? PLACE_OF_CRL : PLACE_OF_RESPONSE;
	ret = input_item(in, format, b->line, b->octets, b->over_limit ? input_over_limit(in, b->octets) : block_fault(in, b));
	input_place_back(in, before);
	/* Its length may be what is damaged: others that are whole may have been taken for its own octets. */
	return ret != 0 || b->over_limit ? ret : input_behind_first(in, format, b->line, b->octets);
}

/* Elements of DER, whatever their label. */
static int
elements(struct text_reader *t, const struct pem_block *b, const char *format)
{
	struct input *in = t->in;
	bool container = cms_any_begins(b->octets) > 0;
	int ret;

	t->bag.format = format;
	split_reset(&t->bag.split);
	t->bag.split.line = b->line;
	if (!container && (b->fault != NULL || b->over_limit))
		return damaged_element(t, b, format);
	if (b->fault == NULL && !b->over_limit)
		return sound_elements(t, b);
	ret = split_feed(&t->bag.split, b->fault != NULL ? span_sub(b->octets, 0, b->sound) : b->octets);
	if (ret != 0)
		return ret;
	if (b->over_limit)
		return input_item(in, cms_format(&t->bag.split.cms), b->line, SPAN_NONE, arena_printf(&in->arena,
		    "a container longer than the limit of %zu octets (--max-container)", input_whole(in)));
	return b->fault != NULL ? damaged_container(t, b) : input_elements_end(&t->bag, NULL);
}

/* A block labelled as a container that holds none: unreadable, and the certificates that stand whole in it. */
static int
no_container(struct text_reader *t, const struct pem_block *b)
{
	struct input *in = t->in;
	int ret = input_item(in, "pem", b->line, b->octets, b->octets.n == 0 ? "an empty PEM block" :
	    arena_printf(&in->arena, "no container of certificates in a PEM block labelled %s", b->label));

	if (ret != 0)
		return ret;
	split_reset(&t->bag.split);
	t->bag.split.line = b->line;
	split_behind_damage(&t->bag.split);
	ret = split_feed(&t->bag.split, b->octets);
	return ret != 0 ? ret : input_elements_end(&t->bag, NULL);
}

/* What a label says, and whether one was found. */
struct wanted {
	enum sniffed_status says;
	bool found;
};

static int
is_wanted(void *arg, enum inside what, struct span octets)
{
	struct wanted *w = arg;

	w->found |= what == INSIDE_ELEMENT && sniff_readable_status(octets, false) == w->says;
	return w->found;
}

/* Elements in a block that is labelled as a CRL or a response: where none of them is one, that is told of beside them. */
static int
status_elements(struct text_reader *t, const struct pem_block *b)
{
	struct input *in = t->in;
	struct wanted w = { strstr(b->label, "CRL") != NULL ? SNIFFED_CRL : SNIFFED_RESPONSE, false };
	int ret = 0;

	if (inside_find(b->octets, is_wanted, &w) == 0)
		ret = input_item(in, "pem", b->line, SPAN_NONE, arena_printf(&in->arena, "%s in a PEM block labelled %s",
		    w.says == SNIFFED_CRL ? "no certificate revocation list" : "no OCSP response", b->label));
	return ret != 0 ? ret : elements(t, b, "pem");
}

/* Elements in a block that is labelled as a key or something else that holds no certificate. */
static int
other_elements(struct text_reader *t, const struct pem_block *b)
{
	struct input_place before = input_place(t->in);
	uint64_t told = t->in->items + t->in->skipped + t->in->holding;
	int ret;

	t->in->any = true;
	ret = elements(t, b, "pem");
	input_place_back(t->in, before);
	return ret != 0 || t->in->items + t->in->skipped + t->in->holding > told ? ret :
	    input_skip(t->in, "pem", b->line, arena_printf(&t->in->arena, "a PEM block labelled %s", b->label));
}

/* Does a certificate begin so, behind the head of its SEQUENCE?  Its end may be missing, or damaged. */
static bool
begins_certificate(struct span octets)
{
	return element_begins(octets) && sniff_tbs(span_from(octets, 2 + (size_t)(octets.p[1] & 0x7f)), false);
}

/*
 * Is a block with a label of no known meaning, or of something else, a certificate by what it begins with?  Or by its
 * label, where it is damaged, or begins as nothing that is known: its first line may be gone.
 */
static bool
is_certificate(struct input *in, const struct pem_block *b, enum pem_content content, bool damaged)
{
	if (content == PEM_IS_UNKNOWN)
		return element_begins(b->octets) || (pem_names_certificate(b->label) && (damaged || sniff_other(b->octets, in->tbs) == NULL));
	return content == PEM_IS_OTHER && begins_certificate(b->octets);
}

/* What is in armour is told by its label, and by its content where that says something else. */
static int
block(struct text_reader *t, const struct pem_block *b)
{
	enum pem_content content = pem_content_of(b->label);
	bool damaged = b->fault != NULL || b->over_limit, cms = cms_any_begins(b->octets) > 0;
	bool inside = !damaged && !certificate_begins(b->octets) && structure_begins(b->octets);
	const char *what;

	if (content == PEM_IS_STATUS)
		content = t->in->crls ? PEM_IS_CERTIFICATE : PEM_IS_OTHER;
	if (content == PEM_IS_TBS)
		content = t->in->tbs ? PEM_IS_CERTIFICATE : PEM_IS_OTHER;
	if (is_certificate(t->in, b, content, damaged))
		content = PEM_IS_CERTIFICATE;
	if ((content == PEM_IS_OTHER || content == PEM_IS_BAG) && !damaged && certificate_begins(b->octets))
		content = PEM_IS_CERTIFICATE;
	if (content != PEM_IS_OTHER && (cms || inside))
		return t->in->crls && pem_content_of(b->label) == PEM_IS_STATUS && !damaged ? status_elements(t, b) : elements(t, b, "pem");
	if ((content == PEM_IS_OTHER || content == PEM_IS_UNKNOWN) && !damaged && filled_from(b->octets, 2) > 0)
		return other_elements(t, b);
	if (content == PEM_IS_CERTIFICATE || (content == PEM_IS_BAG && damaged && !sniff_cms(b->octets)))
		return certificate(t->in, b);
	if (content == PEM_IS_BAG && !damaged && !sniff_content_info(b->octets))
		return no_container(t, b);
	what = arena_printf(&t->in->arena, "a PEM block labelled %s", b->label);
	return pem_content_of(b->label) == PEM_IS_TBS ? input_item(t->in, "pem", b->line, b->octets, what) : input_skip(t->in, "pem", b->line, what);
}

/* Text in which nothing was found, by its beginning. */
static const char *
no_block(struct input *in, struct span start)
{
	const char *other = in->field == NULL || in->format != NULL ? sniff_other_text(&in->arena, start) : NULL;

	if (other != NULL)
		return other;
	return in->field == NULL || in->format != NULL ? "text without a PEM block" :
	    "text without a PEM block, and no table with the column of --field";
}

/* Is the last octet that is no blank one that ends a value of JSON? */
static bool
ends_json(struct span s)
{
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s.n > 0 && (s.p[s.n - 1] == '}' || s.p[s.n - 1] == ']');
}

bool
input_may_hold(struct span octets)
{
	switch (sniff_form(octets, NULL)) {
	case SNIFF_EMPTY:
	case SNIFF_TEXT:
	case SNIFF_REPORT:
		return input_goes_on(octets);
	case SNIFF_BINARY:
		return vector_begins(octets) || net_octets(octets) || input_goes_on(octets);
	case SNIFF_JSON:
	case SNIFF_NDJSON:
		/* The parts of a token of JOSE are, and are often cut. */
		return run_may_stand_in(octets) && (ends_json(octets) || input_goes_on(octets));
	case SNIFF_CR:
	case SNIFF_COLOURED:
	case SNIFF_CSV:
	case SNIFF_LINES:
		return run_may_stand_in(octets) || input_goes_on(octets);
	default:
		return true;
	}
}

/* What such a text stands for.  PEM stands there for its certificates; others for whatever is in them. */
static int
form_inside(struct input *in, const struct pem_block *b)
{
	struct input_place before = input_place(in);
	struct armour a;
	int ret;

	if (!input_may_hold(b->octets))
		return 0;
	in->line = in->line > 0 ? in->line : b->line;
	in->any = !armour_at(b->octets, &a);
	in->passing |= in->any;
	ret = input_octets_of(in, b->octets);
	input_place_back(in, before);
	return ret;
}

/* Another form in base64, hexadecimal or decimal.  A line of words in base64 may stand in front of lines that have lost their first. */
static int
form(struct text_reader *t, const struct pem_block *b)
{
	struct input *in = t->in;
	uint64_t before = in->items + in->skipped + in->holding, faults = in->faults;
	bool any;
	int ret;

	if (b->over_limit)
		return input_item(in, NULL, b->line, SPAN_NONE, arena_printf(&in->arena,
		    "an encoded text that stands for more than the limit of %zu octets (--max-container)", input_whole(in)));
	ret = form_inside(in, b);
	any = in->items + in->skipped + in->holding > before;
	/* What is in step with its octets was read, or told of. */
	if (ret != 0 || in->faults > faults || b->told || !nested_inside(b->octets, !any))
		return ret;
	t->remains = true;
	return input_item(in, NULL, b->line, SPAN_NONE, LOST_TEXT);
}

static int
one_thing(struct text_reader *t, const struct pem_block *b)
{
	struct input *in = t->in;

	switch (b->what) {
	case PEM_BLOCK:
		return block(t, b);
	case PEM_WORDS:
		return input_skip(in, "pem", b->line, "words about a PEM block");
	case PEM_FORM:
		return form(t, b);
	case PEM_REMAINS:
		return input_remains(in, "der", 0, b->remains, b->at);
	default:
		if (in->field != NULL && in->format == NULL)
			return input_item(in, NULL, b->line, SPAN_NONE, no_block(in, SPAN_NONE));
		return elements(t, b, b->what == PEM_HEX ? "hex" : "base64");
	}
}

/* How the lines stood that it was read from. */
static void
note_lines(struct input *in, const struct pem_block *b)
{
	in->last_line = in->lines_were == LINES_PLAIN ? b->last : 0;
	if (b->pieced)
		in->lines_were = b->what == PEM_BLOCK && in->lines_were != LINES_PIECED ? LINES_IN_ARMOUR : LINES_PIECED;
	else if (b->labelled && in->lines_were < LINES_LABELLED)
		in->lines_were = LINES_LABELLED;
	else if (b->what == PEM_BLOCK && in->lines_were == LINES_IN_CELLS)
		in->lines_were = LINES_ENDED;
}

static int
one(struct text_reader *t, const struct pem_block *b)
{
	struct input_place before = input_place(t->in);
	int ret;

	note_lines(t->in, b);
	ret = one_thing(t, b);
	input_place_back(t->in, before);
	return ret;
}

/* A block that a broken stream cuts off is told of with the stream: what stands whole in a container is read. */
static int
cut_off(struct text_reader *t, const struct pem_block *b, const struct stream *r)
{
	struct input_place before = input_place(t->in);
	int ret;

	t->in->dropped = true;
	if (b->over_limit || cms_any_begins(b->octets) <= 0 || (t->in->field != NULL && t->in->format == NULL) ||
	    (b->what == PEM_BLOCK && pem_content_of(b->label) == PEM_IS_OTHER))
		return 0;
	t->broken = r;
	note_lines(t->in, b);
	ret = elements(t, b, b->what == PEM_BLOCK ? "pem" : b->what == PEM_HEX ? "hex" : "base64");
	input_place_back(t->in, before);
	return ret;
}

/* Text, or octets of no form with certificates among them. */
static int
read_text(struct input *in, struct stream *r, const struct known *known, const char *nothing)
{
	struct text_reader t = { .in = in };
	uint64_t before = in->items + in->skipped + in->holding;
	struct pem_block b;
	struct pem pem;
	int ret = 0;

	pem_init(&pem, r, in->limit);
	pem.bag_limit = input_whole(in);
	pem.crl_limit = in->crls ? input_whole(in) : in->limit;
	pem.runs = true;
	pem.line = in->lines + 1;
	input_elements_init(&t.bag, in, "pem");
	while (ret == 0 && t.broken == NULL && pem_next(&pem, &b) && !pem.octets.failed) {
		t.remains = false;
		ret = b.ends_text && stream_broken(r) ? cut_off(&t, &b, r) : one(&t, &b);
		if (t.remains)
			lost_is_told(&pem.lost, true);
	}
	if (pem.octets.failed)
		ret = input_no_memory(in);
	in->lines = pem.line - 1;
	pem_free(&pem);
	input_elements_free(&t.bag);
	if (ret != 0 || stream_broken(r) || in->items + in->skipped + in->holding > before)
		return ret;
	/* It may go on in another form, which holds some. */
	if (stream_await(r))
		return 0;
	if (in->passing && known != NULL) {
		in->unread = known->words;
		return known->store ? input_skip(in, NULL, 0, known->words) : 0;
	}
	return input_nothing(in, NULL, known != NULL ? known->words : nothing);
}

int
input_text(struct input *in, struct stream *r)
{
	const struct known *known = known_form(stream_window(r, KNOWN_OCTETS));

	return read_text(in, r, known, no_block(in, stream_fill(r)));
}

int
input_binary(struct input *in, struct stream *r)
{
	const struct known *known = known_form(stream_window(r, KNOWN_OCTETS));
	const char *words = arena_printf(&in->arena, "neither DER nor text: the first octet is %02x", (unsigned)stream_ahead(r).p[0]);
	uint64_t at = stream_at(r);
	int ret;

	ret = read_text(in, r, known, words);
	/* What looks like another form, and is none. */
	if (ret == 0 && stream_at(r) == at && stream_await(r)) {
		stream_skip(r, 1);
		ret = read_text(in, r, known, words);
	}
	return ret;
}
