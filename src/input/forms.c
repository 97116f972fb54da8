/* SPDX-License-Identifier: Apache-2.0 */
/* forms.c - one form of input after another, each read by its reader. */
#include <inttypes.h>

#include "base/ascii.h"
#include "input/form.h"
#include "input/in_front.h"
#include "input/known.h"
#include "input/mail/http.h"
#include "input/mail/mime.h"
#include "input/pdf_names.h"
#include "input/pem/grid/grid.h"
#include "input/pem/line/frame.h"
#include "input/text/wide.h"

static input_form_fn *const readers[] = {
	[SNIFF_DER] = input_der, [SNIFF_MBOX] = input_mbox, [SNIFF_MAIL] = input_mail, [SNIFF_LDIF] = input_ldif,
	[SNIFF_NDJSON] = input_ndjson, [SNIFF_JSON] = input_json, [SNIFF_REPORT] = input_report, [SNIFF_CSV] = input_csv, [SNIFF_PEM] = input_text,
	[SNIFF_TEXT] = input_text, [SNIFF_LINES] = input_lines, [SNIFF_BASE64] = input_base64, [SNIFF_WIDE] = input_wide, [SNIFF_CR] = input_cr,
	[SNIFF_ESCAPES] = input_escapes, [SNIFF_COLOURED] = input_coloured,
	[SNIFF_ARCHIVE] = input_archive, [SNIFF_UU] = input_uu, [SNIFF_HTTP] = input_http, [SNIFF_WARC] = input_warc, [SNIFF_BINARY] = input_binary,
	[SNIFF_QUOTED] = input_quoted, [SNIFF_DUMP] = input_dump, [SNIFF_FRAMED] = input_framed, [SNIFF_CELL] = input_cell,
	[SNIFF_GRID] = input_grid, [SNIFF_RECORDS] = input_records, [SNIFF_SQLITE] = input_sqlite
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

/* How many octets at the front are blanks; those in front of the lines of an indented text are its own. */
static size_t
blanks(struct span s)
{
	struct frame frame;
	struct grid grid;
	size_t n = 0, from;

	while (n < s.n && is_space(s.p[n]))
		n++;
	for (from = n; from > 0 && (s.p[from - 1] == ' ' || s.p[from - 1] == '\t'); from--)
		;
	if (n == from || n == s.n)
		return n;
	return grid_begins(&grid, span_from(s, from)) || (mime_uu_begins(span_from(s, n)) && frame_begins(&frame, span_from(s, from))) ? from : n;
}

/* Octets that are looked at to tell a form, no fewer. */
#define LOOK_LEAST ((size_t)4096)

/* Padding between forms, and the byte order mark of UTF-8.  Were there zeros? */
static bool
skip_padding(struct stream *r, bool first)
{
	bool any = false;
	size_t n;

	do {
		struct span s = stream_window(r, WIDE_OCTETS);

		n = 0;
		if (s.n >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
			n = 3;
		else if (s.n > 0 && s.p[0] == 0 && wide_begins(s) == WIDE_NONE && !(first && sniff_archive(stream_fill(r))))
			any = (n = zeros(s)) > 0;
		else if (!first && wide_begins(s) == WIDE_NONE)
			n = blanks(stream_window(r, GRID_OCTETS));
		stream_skip(r, n);
	} while (n > 0);
	return any;
}

/*
 * What tells the form that begins: all that the buffer takes, and behind another form no more than that one had.
 * Of many short ones each would else be paid for by 64 KiB that are looked through.
 */
static struct span
beginning(const struct input *in, struct stream *r)
{
	struct span s = in->later ? stream_window(r, in->look) : stream_fill(r);

	return in->later && s.n > in->look ? span_sub(s, 0, in->look) : s;
}

/* Octets of a length in front of a certificate, and of a tag, no fewer. */
#define LENGTH 4

/* Are there octets that no line of ASCII has at the end of what was taken?  Then something else has begun in front of what comes next. */
static bool
ends_as_no_text(const struct stream *r)
{
	for (size_t n = 1; n <= LENGTH && n <= r->pos; n++)
		if (!is_space(r->buf[r->pos - n]) && (r->buf[r->pos - n] < ' ' || r->buf[r->pos - n] >= 0x7f))
			return true;
	return false;
}

/* Is what was taken in a text that ends within a line?  What comes next stands beside other values, as in a row of a table. */
static bool
ends_in_row(const struct stream *r)
{
	return r->pos > 0 && (r->buf[r->pos - 1] == '\t' || r->buf[r->pos - 1] == ',' || r->buf[r->pos - 1] == '|');
}

/* A form whose octets are all its own. */
static bool
is_apart(enum sniffed form)
{
	return form == SNIFF_DER || form == SNIFF_GZIP || form == SNIFF_ZSTD || form == SNIFF_ARCHIVE || form == SNIFF_WIDE;
}

/* So many octets in front of the first line of a PEM block are looked at one by one. */
#define FRONT_OCTETS 64

/* Of the octets that tell the form, the first that stands in no text. */
static size_t
first_no_text(struct span s)
{
	const uint8_t *zero;

	for (size_t n = 0; n < s.n && n < FRONT_OCTETS && s.p[n] != '-'; n++)
		if (s.p[n] < ' ' && memchr("\b\t\n\v\f\r\33", s.p[n], 7) == NULL)
			return n;
	zero = memchr(s.p, 0, s.n);
	return zero != NULL ? (size_t)(zero - s.p) : SIZE_MAX;
}

/* The first octet that is no blank. */
static size_t
first_ink(struct span s)
{
	size_t n = 0;

	while (n < s.n && is_space(s.p[n]))
		n++;
	return n;
}

/* Of the form at hand so many octets were taken. */
struct taken {
	enum sniffed form;
	size_t ink, no_text;
	uint64_t octets;
	bool nothing;		/* no item, nothing skipped */
};

/* Do octets of no form stand before what comes next?  Those that were met once go on behind a text among them, as in a file of a database. */
static bool
leaves_loose(const struct input *in, const struct taken *t, const struct stream *r)
{
	if (t->octets <= t->ink)
		return false;
	return (!in->later && t->nothing) || t->no_text < t->octets || (!is_apart(t->form) && (ends_as_no_text(r) || ends_in_row(r)));
}

/* One form, as far as it goes. */
static int
one_form(struct input *in, struct stream *r, struct in_front *front, bool *end)
{
	struct span start = beginning(in, r);
	uint64_t at = stream_at(r), before = in->items + in->skipped + in->holding;
	struct taken taken = { .ink = first_ink(start), .no_text = SIZE_MAX };
	enum sniffed form;
	int ret;

	*end = start.n == 0;
	if (*end)
		return 0;
	/* Beside other octets, any answer of a web server is one. */
	form = in->later && http_answers(start) ? SNIFF_HTTP : sniff_form(start, in->field);
	taken.form = form;
	in_front_note(front, r, http_answers(start) ? SNIFF_HTTP : form);
	if (form == SNIFF_PEM || form == SNIFF_TEXT || form == SNIFF_BINARY)
		taken.no_text = first_no_text(start);
	if (form == SNIFF_GZIP || form == SNIFF_ZSTD)
		ret = input_packed(in, r, form);
	else
		ret = readers[form](in, r);
	if (ret == 0 && stream_at(r) == at && !stream_broken(r))
		ret = input_binary(in, r);
	taken.octets = stream_at(r) - at;
	taken.nothing = in->items + in->skipped + in->holding == before;
	in->loose |= leaves_loose(in, &taken, r);
	*end = ret != 0 || stream_broken(r);
	return ret;
}

/* One form more; where it stands behind packed data and holds nothing, that is said. */
static int
next_form(struct input *in, struct stream *r, struct in_front *front, bool *end)
{
	const char *behind = in->ended;
	uint64_t before = in->items + in->skipped + in->holding, at = stream_at(r);
	int ret;

	in->ended = NULL;
	ret = one_form(in, r, front, end);
	if (behind == NULL || ret != 0 || stream_broken(r) || stream_at(r) == at || in->items + in->skipped + in->holding > before)
		return ret;
	return input_item(in, behind, 0, SPAN_NONE, arena_printf(&in->arena,
	    "%s data that are followed by something else, at octet %" PRIu64, behind, at));
}

/* What form that is known the stream has from its first octet on; the names of a PDF are looked through as they come. */
static void
look_around(struct input *in, struct stream *r, struct pdf_names *names)
{
	in->around = known_form(stream_window(r, KNOWN_OCTETS));
	if (in->around == NULL || !in->around->named)
		return;
	pdf_names_feed(names, stream_ahead(r));
	r->seen = pdf_names_feed;
	r->seen_arg = names;
}

/* A form that is known is around what was read, and more of what it holds may be compressed: that is told of beside so many that were read. */
static int
tell_packed(struct input *in, const struct pdf_names *names, uint64_t read)
{
	const struct known *around = in->around;
	bool packed = around != NULL && around->packed && (!around->named || pdf_names_hide(names));

	return packed && read > 0 ? input_item(in, NULL, 0, SPAN_NONE, around->words) : 0;
}

int
input_forms(struct input *in, struct stream *r)
{
	const struct known *around = in->around;
	uint64_t items = in->items, faults = in->faults, skipped = in->skipped + in->holding;
	uint64_t lines = in->lines;
	bool any = in->any, passing = in->passing, later = in->later, loose = in->loose, behind = stream_at(r) > 0, end = false, padded;
	struct in_front front = { 0 };
	struct pdf_names names = { 0 };
	size_t look = in->look;
	int ret = 0;

	if (in->depth >= INPUT_DEPTH)
		return input_item(in, NULL, 0, SPAN_NONE, arena_printf(&in->arena,
		    "forms nested deeper than %d", INPUT_DEPTH));
	padded = skip_padding(r, true);
	if (!stream_await(r))
		return stream_broken(r) ? 0 : input_nothing(in, NULL, stream_at(r) == 0 ? "an empty file" : padded ? "nothing but zeros" : "nothing but a byte order mark");
	in->lines = 0;
	in->later = behind;
	if (!behind)
		look_around(in, r, &names);
	/* What stands behind an element that is cut off is of the same stream. */
	in->loose &= behind;
	in->look = STREAM_SIZE;
	in->ended = NULL;
	in->depth++;
	while (ret == 0 && !end) {
		uint64_t at = stream_at(r);

		ret = next_form(in, r, &front, &end);
		in->look = stream_at(r) - at < LOOK_LEAST ? LOOK_LEAST : stream_at(r) - at < STREAM_SIZE ? (size_t)(stream_at(r) - at) : STREAM_SIZE;
		if (ret == 0 && !end)
			(void)skip_padding(r, false);
		/* What comes behind is read for what is in it. */
		in->passing |= in->items > items || in->skipped + in->holding > skipped;
		in->any |= in->passing;
		in->later = true;
	}
	if (!behind)
		r->seen = NULL;
	if (ret == 0 && !behind && !stream_broken(r))
		ret = tell_packed(in, &names, in->items - items - (in->faults - faults));
	if (ret == 0 && !behind && !passing && in->around == NULL)
		ret = in_front_tell(in, &front, r, in->items == items + 1 && in->faults == faults && in->skipped + in->holding == skipped);
	if (r->back.octets.n > 0)
		stream_back_free(r);
	in->depth--;
	in->ended = NULL;
	in->around = around;
	in->any = any;
	in->passing = passing;
	in->later = later;
	in->loose = loose;
	in->look = look;
	in->lines = lines;
	return ret;
}
