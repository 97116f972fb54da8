/* SPDX-License-Identifier: Apache-2.0 */
#include "input/input.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "input/der/decrypt.h"
#include "input/der/whole.h"
#include "input/der/wrapped.h"
#include "input/form.h"
#include "input/once.h"
#include "os/clock.h"
#include "os/deadline.h"

void
input_free(struct input *in)
{
	arena_free(&in->arena);
	decrypt_free(in->openssl);
	in->openssl = NULL;
}

/* ---- what is handed on ---- */

int
input_no_memory(struct input *in)
{
	in->no_memory = true;
	return -1;
}

/* Tells of one thing that is skipped. */
static int
tell(struct input *in, const struct skip *s)
{
	in->skipped++;
	return in->skip != NULL ? in->skip(in->skip_arg, s) : 0;
}

/* What was held back turns out to stand beside certificates. */
static int
release(struct input *in)
{
	struct skip s = { in->held_path, in->held_format, in->held_line, in->held };

	if (!in->holding)
		return 0;
	in->holding = false;
	return tell(in, &s);
}

/* Who opened the file at hand tells that it is not read to its end. */
static int
give_up(struct input *in)
{
	in->broken_off = true;
	return -1;
}

/*
 * Did something come into these octets from beside the lines that they were put together from?  It moves all behind it: the lengths fit no
 * more, or, where it came into the signature, as much trails the element.
 */
static bool
is_woven(const struct input *in, struct span der)
{
	bool trails = der.n > 0 && der.p[0] == 0x30 && sniff_length(der) < der.n;

	/* What comes in with a line of another is a full one, or stands behind one that is none: of several, the last has less too many. */
	trails = trails && der.n - sniff_length(der) >= in->last_line;
	switch (in->lines_differ ? LINES_PIECED : in->lines_were) {
	case LINES_PLAIN:
		return false;
	case LINES_ENDED:
		/* All that was written is here: without trailing octets nothing came in, and what is wrong is for the rules. */
		return trails && !whole_in_itself(der);
	case LINES_IN_CELLS:
		return !whole_in_lengths(der) || (trails && !whole_in_itself(der));
	case LINES_LABELLED:
		return !whole_in_itself(der);
	case LINES_IN_ARMOUR:
		return trails || !whole_in_lengths(der);
	default:
		/* Nothing says where the element ended: what trails it may have been its own. */
		return trails || !whole_in_itself(der);
	}
}

int
input_item(struct input *in, const char *format, uint64_t line, struct span der, const char *fault)
{
	const char *woven = fault == NULL && is_woven(in, der) ? INPUT_PIECED : fault;
	struct item item = {
		.path = in->path, .format = in->format != NULL ? in->format : format,
		.line = in->line > 0 ? in->line : line, .der = der, .fault = woven, .place = in->place, .mapped = in->mapped
	};
	int ret;

	/* What was read in time may take long. */
	if (!in->broken_off && in->until != 0 && clock_now() >= in->until + INPUT_GRACE)
		return give_up(in);
	if ((ret = release(in)) != 0)
		return ret;
	if (in->arena.failed)
		return input_no_memory(in);
	if (woven == NULL && in->once != NULL && once_seen(in->once, der)) {
		in->copies++;
		return input_skip(in, format, line, "the same certificate once more in one record");
	}
	if (in->once != NULL && in->once->octets.failed)
		return input_no_memory(in);
	item.index = in->index++;
	in->items++;
	in->faults += woven != NULL;
	ret = in->fn(in->arg, &item);
	arena_reset(&in->arena);
	return ret;
}

int
input_skip(struct input *in, const char *format, uint64_t line, const char *what)
{
	struct skip s = {
		.path = in->path, .format = in->format != NULL ? in->format : format,
		.line = in->line > 0 ? in->line : line, .reason = what
	};
	size_t n = strlen(what);
	int ret;

	if (in->arena.failed)
		return input_no_memory(in);
	if (in->strict)
		return input_item(in, format, line, SPAN_NONE, what);
	if (in->walking || in->others || in->holding || in->items > in->before) {
		ret = release(in);
		ret = ret != 0 ? ret : tell(in, &s);
	} else {
		n = n < sizeof in->held ? n : sizeof in->held - 1;
		memcpy(in->held, what, n);
		in->held[n] = '\0';
		in->held_path = in->path;
		in->held_format = s.format;
		in->held_line = s.line;
		in->holding = true;
		ret = 0;
	}
	arena_reset(&in->arena);
	return ret;
}

int
input_nothing(struct input *in, const char *format, const char *what)
{
	if (in->passing)
		return 0;
	return in->any ? input_skip(in, format, 0, what) : input_item(in, format, 0, SPAN_NONE, what);
}

/* Two SEQUENCEs and a version, as a certificate has them and no CRL or response. */
static bool
is_versioned(struct span der)
{
	size_t n = der.n > 1 && der.p[0] == 0x30 && der.p[1] > 0x80 ? 2 + (size_t)(der.p[1] & 0x7f) : 2, k;

	if (der.n < n + 2 || der.p[n] != 0x30)
		return false;
	k = der.p[n + 1] > 0x80 ? 2 + (size_t)(der.p[n + 1] & 0x7f) : 2;
	return der.n > n + k && der.p[n + k] == 0xa0;
}

enum item_place
input_place_of(const struct input *in, struct span der)
{
	enum sniffed_status is;

	if (!in->crls || is_versioned(der))
		return PLACE_OF_CERTIFICATE;
	is = sniff_readable_status(der, true);
	is = is == SNIFFED_NO_STATUS ? sniff_damaged_status(der) : is;
	return is == SNIFFED_CRL ? PLACE_OF_CRL : is == SNIFFED_RESPONSE ? PLACE_OF_RESPONSE : PLACE_OF_CERTIFICATE;
}

int
input_item_in_its_place(struct input *in, const char *format, uint64_t line, struct span der, const char *fault)
{
	struct input_place before = input_place(in);
	int ret;

	in->place = input_place_of(in, der);
	ret = input_item(in, format, line, der, fault);
	input_place_back(in, before);
	return ret;
}

const char *
input_other(struct span der, bool tbs, bool crls)
{
	if (!crls || is_versioned(der))
		return sniff_other(der, tbs);
	if (sniff_readable_status(der, tbs) != SNIFFED_NO_STATUS)
		return NULL;
	if (sniff_to_be_signed(der))
		return sniff_other(der, false);
	switch (sniff_damaged_status(der)) {
	case SNIFFED_CRL:
		return "a certificate revocation list whose fields are damaged";
	case SNIFFED_RESPONSE:
		return "an OCSP response whose status is damaged";
	default:
		return sniff_other(der, tbs);
	}
}

const char *
input_other_than_status(const char *label, struct span octets, bool tbs)
{
	enum sniffed_status says = strstr(label, "CRL") != NULL ? SNIFFED_CRL : SNIFFED_RESPONSE;
	enum sniffed_status is = sniff_readable_status(octets, tbs);
	const char *other;

	if (is != SNIFFED_NO_STATUS)
		return is == says ? NULL : is == SNIFFED_RESPONSE ? "an OCSP response" : "a certificate revocation list";
	if (certificate_begins(octets))
		return "a certificate";
	other = input_other(octets, tbs, true);
	return other != NULL ? other : says == SNIFFED_CRL ? "no certificate revocation list" : "no OCSP response";
}

int
input_remains(struct input *in, const char *format, uint64_t line, enum remains what, uint64_t at)
{
	struct input_place before = input_place(in);
	const char *words = arena_printf(&in->arena, "%s in DER whose beginning is damaged or gone, at octet %" PRIu64, remains_words(what), at);
	bool status = what == REMAINS_CRL || what == REMAINS_RESPONSE;
	int ret;

	if (status && !in->crls)
		return input_skip(in, format, line, words);
	if (status)
		in->place = what == REMAINS_CRL ? PLACE_OF_CRL : PLACE_OF_RESPONSE;
	ret = input_item(in, format, line, SPAN_NONE, words);
	input_place_back(in, before);
	return ret;
}

const char *
input_over_limit(struct input *in, struct span octets)
{
	if (in->crls && sniff_crl(octets))
		return arena_printf(&in->arena, "a CRL of more than the %zu octets of --max-container: as a file in DER it may have any size", input_whole(in));
	return arena_printf(&in->arena, "longer than the limit of %zu octets (--max-certificate)", in->limit);
}

/* ---- what the readers of the forms use ---- */

size_t
input_whole(const struct input *in)
{
	uint64_t limit = in->container > 0 ? in->container : INPUT_CONTAINER;

	return limit < SIZE_MAX / 4 ? (size_t)limit : SIZE_MAX / 4;
}

uint8_t *
input_buffer(struct input *in)
{
	uint8_t *buf = malloc(STREAM_SIZE);

	if (buf == NULL)
		input_no_memory(in);
	return buf;
}

struct input_place
input_place(const struct input *in)
{
	return (struct input_place){ in->any, in->passing, in->lines_were, in->last_line, in->place, in->format, in->line };
}

void
input_place_back(struct input *in, struct input_place p)
{
	in->any = p.any;
	in->passing = p.passing;
	in->lines_were = p.lines_were;
	in->last_line = p.last_line;
	in->place = p.place;
	in->format = p.format;
	in->line = p.line;
}

/* ---- whatever form comes ---- */

int
input_stream(struct input *in, struct stream *r)
{
	int ret = in->forms(in, r);

	/* So does a stream inside another, whose own octets may all be there. */
	return ret == 0 && (r->error == ETIMEDOUT || r->error == EINTR) && deadline_over(in->until) ? give_up(in) : ret;
}

int
input_octets_of(struct input *in, struct span octets)
{
	struct stream r = { .read = stream_memory, .arg = &octets, .until = in->until, .buf = input_buffer(in) };
	int ret;

	if (r.buf == NULL)
		return -1;
	ret = input_stream(in, &r);
	free(r.buf);
	return ret;
}

int
input_file(struct input *in, struct stream *r)
{
	bool named = !in->walking && !in->others;
	uint64_t items = in->items, skipped = in->skipped;
	int ret;

	in->index = 0;
	/* A member of an archive is no file that was named: what is held back stays so. */
	if (named) {
		in->holding = false;
		in->before = items;
	}
	in->any = !named;
	in->passing = in->dropped = false;
	in->place = PLACE_OF_CERTIFICATE;
	in->lines = 0;
	if (in->archives == 0)
		in->unpacked = 0;
	ret = input_stream(in, r);
	/* Who opened it tells that it is broken, and how. */
	if (ret != 0 || stream_broken(r))
		return ret;
	if (in->holding) {
		in->holding = false;
		return input_item(in, in->held_format, in->held_line, SPAN_NONE, in->held);
	}
	/* Nothing passes in silence. */
	if (in->items == items && (named || in->skipped == skipped))
		return input_nothing(in, NULL, "nothing in it is a certificate");
	return 0;
}
