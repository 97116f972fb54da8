/* SPDX-License-Identifier: Apache-2.0 */
#include "input/input.h"

#include <inttypes.h>
#include <stdlib.h>

#include "input/form.h"
#include "input/once.h"
#include "input/text/wide.h"

void
input_free(struct input *in)
{
	arena_free(&in->arena);
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
	struct skip s = { in->path, in->held_format, in->held_line, in->held };

	if (!in->holding)
		return 0;
	in->holding = false;
	return tell(in, &s);
}

int
input_item(struct input *in, const char *format, uint64_t line, struct span der, const char *fault)
{
	struct item item = {
		.path = in->path, .format = in->format != NULL ? in->format : format,
		.line = in->line > 0 ? in->line : line, .der = der, .fault = fault
	};
	int ret = release(in);

	if (ret != 0)
		return ret;
	if (in->arena.failed)
		return input_no_memory(in);
	if (fault == NULL && in->once != NULL && once_seen(in->once, der))
		return input_skip(in, format, line, "the same certificate once more in one record");
	if (in->once != NULL && in->once->octets.failed)
		return input_no_memory(in);
	item.index = in->index++;
	in->items++;
	in->faults += fault != NULL;
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
	if (in->walking || in->others || in->holding || in->index > 0) {
		ret = release(in);
		ret = ret != 0 ? ret : tell(in, &s);
	} else {
		n = n < sizeof in->held ? n : sizeof in->held - 1;
		memcpy(in->held, what, n);
		in->held[n] = '\0';
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

const char *
input_other(const struct input *in, struct span der)
{
	return in->crls && sniff_status(der) ? NULL : sniff_other(der, in->tbs);
}

const char *
input_over_limit(struct input *in)
{
	return arena_printf(&in->arena, "longer than the limit of %zu octets", in->limit);
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
	return (struct input_place){ in->any, in->passing, in->format, in->line };
}

void
input_place_back(struct input *in, struct input_place p)
{
	in->any = p.any;
	in->passing = p.passing;
	in->format = p.format;
	in->line = p.line;
}

/* ---- one form after another ---- */

static input_form_fn *const readers[] = {
	[SNIFF_DER] = input_der, [SNIFF_MBOX] = input_mbox, [SNIFF_MAIL] = input_mail, [SNIFF_LDIF] = input_ldif,
	[SNIFF_NDJSON] = input_ndjson, [SNIFF_JSON] = input_json, [SNIFF_REPORT] = input_report, [SNIFF_CSV] = input_csv, [SNIFF_PEM] = input_text,
	[SNIFF_TEXT] = input_text, [SNIFF_LINES] = input_lines, [SNIFF_BASE64] = input_base64, [SNIFF_WIDE] = input_wide, [SNIFF_CR] = input_cr,
	[SNIFF_ARCHIVE] = input_archive, [SNIFF_UU] = input_uu, [SNIFF_BINARY] = input_binary
};

/* How many octets at the front are zeros. */
static size_t
zeros(struct span s)
{
	uint64_t word;
	size_t n = 0;

	for (; n + sizeof word <= s.n; n += sizeof word) {
		memcpy(&word, s.p + n, sizeof word);
		if (word != 0)
			break;
	}
	while (n < s.n && s.p[n] == 0)
		n++;
	return n;
}

/* Padding between forms, and the byte order mark of UTF-8. */
static void
skip_padding(struct stream *r, bool first)
{
	size_t n;

	do {
		struct span s = stream_window(r, WIDE_OCTETS);

		n = 0;
		if (s.n >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
			n = 3;
		else if (s.n > 0 && s.p[0] == 0 && wide_begins(s) == WIDE_NONE)
			n = zeros(s);
		else if (!first && wide_begins(s) == WIDE_NONE)
			while (n < s.n && memchr(" \t\r\n", s.p[n], 4) != NULL)
				n++;
		stream_skip(r, n);
	} while (n > 0);
}

/* One form, as far as it goes. */
static int
one_form(struct input *in, struct stream *r, bool *end)
{
	struct span start = stream_fill(r);
	uint64_t at = stream_at(r);
	enum sniffed form;
	int ret;

	*end = start.n == 0;
	if (*end)
		return 0;
	form = sniff_form(start, in->field);
	if (form == SNIFF_GZIP || form == SNIFF_ZSTD)
		ret = input_packed(in, r, form);
	else
		ret = readers[form](in, r);
	if (ret == 0 && stream_at(r) == at && !stream_broken(r))
		ret = input_binary(in, r);
	*end = ret != 0 || stream_broken(r);
	return ret;
}

/* One form more; where it stands behind packed data and holds nothing, that is said. */
static int
next_form(struct input *in, struct stream *r, bool *end)
{
	const char *behind = in->ended;
	uint64_t before = in->items + in->skipped + in->holding, at = stream_at(r);
	int ret;

	in->ended = NULL;
	ret = one_form(in, r, end);
	if (behind == NULL || ret != 0 || stream_broken(r) || stream_at(r) == at || in->items + in->skipped + in->holding > before)
		return ret;
	return input_item(in, behind, 0, SPAN_NONE, arena_printf(&in->arena,
	    "%s data that are followed by something else, at octet %" PRIu64, behind, at));
}

int
input_stream(struct input *in, struct stream *r)
{
	uint64_t items = in->items, skipped = in->skipped + in->holding;
	uint64_t lines = in->lines;
	bool any = in->any, passing = in->passing, later = in->later, end = false;
	int ret = 0;

	if (in->depth >= INPUT_DEPTH)
		return input_item(in, NULL, 0, SPAN_NONE, arena_printf(&in->arena,
		    "forms nested deeper than %d", INPUT_DEPTH));
	skip_padding(r, true);
	if (!stream_await(r))
		return stream_broken(r) ? 0 : input_nothing(in, NULL, stream_at(r) > 0 ? "nothing but zeros" : "an empty file");
	in->lines = 0;
	in->later = false;
	in->ended = NULL;
	in->depth++;
	while (ret == 0 && !end) {
		ret = next_form(in, r, &end);
		if (ret == 0 && !end)
			skip_padding(r, false);
		/* What comes behind is read for what is in it. */
		in->passing |= in->items > items || in->skipped + in->holding > skipped;
		in->any |= in->passing;
		in->later = true;
	}
	in->depth--;
	in->ended = NULL;
	in->any = any;
	in->passing = passing;
	in->later = later;
	in->lines = lines;
	return ret;
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
	in->holding = false;
	in->any = !named;
	in->passing = false;
	in->lines = 0;
	if (in->archives == 0)
		in->unpacked = 0;
	ret = input_stream(in, r);
	if (ret != 0 || r->error != 0)
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
