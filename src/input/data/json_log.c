/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_log.h"

#include "base/ascii.h"
#include "input/data/held.h"
#include "input/data/status_value.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/body.h"
#include "input/pem/line/frame.h"
#include "input/pem/scan/mentioned.h"
#include "input/written/run.h"

/* What was handed on or skipped so far. */
static uint64_t
told(const struct input *in)
{
	return in->items + in->skipped + in->holding;
}

static int
tell(struct json_record *r, const char *what)
{
	lost_is_told(&r->lost, true);
	return input_item(r->in, r->format, r->line, SPAN_NONE, what);
}

/* Lines that are no block are read each for itself, as they are in other objects. */
static int
each_line(struct json_record *r)
{
	struct span rest = out_span(&r->block);
	uint64_t number = r->block_line;
	int ret = 0;

	for (; ret == 0 && rest.n > 0; number++) {
		struct span line = sniff_line(&rest);

		if (run_may_stand_in(line))
			ret = input_other_value(r->in, r->format, number, line);
	}
	if (ret != 0 || told(r->in) > r->block_items)
		return ret;
	return input_skip(r->in, r->format, r->block_line, "words about a PEM block");
}

/* Objects between may have had lines of another block. */
static int
block_of_lines(struct json_record *r)
{
	struct input_place before = input_place(r->in);
	int ret;

	r->in->lines_were = LINES_PIECED;
	ret = input_other_value(r->in, r->format, r->block_line, out_span(&r->block));
	input_place_back(r->in, before);
	return ret;
}

int
json_log_ends(struct json_record *r)
{
	int ret = 0;

	if (r->block.n > 0)
		ret = r->block_known ? block_of_lines(r) : each_line(r);
	out_clear(&r->block);
	return ret == 0 && lost_ends(&r->lost) ? tell(r, r->lost.words) : ret;
}

/* The lines of the file between two of the block are empty ones of it, so that each keeps its number. */
static void
hold_line(struct json_record *r, const struct json_value *v, enum json_line what)
{
	struct span text = span_without_ends(v->text);

	if (r->block.n == 0) {
		r->block_line = r->line;
		r->block_lines = 0;
		r->block_items = told(r->in);
		r->block_known = false;
	}
	for (; r->block_lines < r->line - r->block_line; r->block_lines++)
		out_char(&r->block, '\n');
	if (text.n > 0)
		out_mem(&r->block, text.p, text.n);
	out_char(&r->block, '\n');
	r->block_lines++;
	r->block_last = what;
	r->block_known |= what == JSON_LINE_FIRST || what == JSON_LINE_END;
	r->held = v;
}

/* Is there room for one more line of the block? */
static bool
has_room(const struct json_record *r, struct span text)
{
	return r->block.n + (r->line - r->block_line) + text.n < input_whole(r->in);
}

/* Each line of a block is in the same member of another object. */
int
json_log_line(struct json_record *r)
{
	const struct json_value *v;
	struct span block = out_span(&r->block), begin = sniff_line(&block);
	enum json_line what = JSON_LINE_OTHER;
	int ret;

	if (begin.n > 0) {
		v = json_find(r->root, r->member);
		if (v != NULL && v->type == JSON_STRING && has_room(r, v->text))
			what = json_line_behind(begin, r->block_last, v->text);
		if (what != JSON_LINE_OTHER)
			hold_line(r, v, what);
		ret = what == JSON_LINE_OTHER || what == JSON_LINE_END ? json_log_ends(r) : 0;
		if (ret != 0 || what != JSON_LINE_OTHER)
			return ret;
	}
	for (v = r->root->type == JSON_OBJECT ? r->root->child : NULL; v != NULL && r->held == NULL; v = v->next)
		if (v->type == JSON_STRING && v->key.n < sizeof r->member && json_line_begins(v->text)) {
			memcpy(r->member, v->key.p, v->key.n);
			r->member[v->key.n] = '\0';
			hold_line(r, v, JSON_LINE_BEGIN);
		}
	return 0;
}

/* ---- what remains of a block whose BEGIN is gone ---- */

/* Longer texts are no lines of a log. */
#define LINE 512
/* Lines between the last of a body that shows that it is one, and END, no more. */
#define BODY_END 3

/* Does an END stand in this line, and no BEGIN? */
static bool
ends_with(struct span line, struct armour *a)
{
	size_t at;

	return frame_armour(line, &at) && armour_at(span_from(line, at), a) && a->end && !pem_begins(line);
}

static bool
ends_block(struct span line)
{
	struct armour a;

	return ends_with(line, &a);
}

/* Does one end a certificate, whose last line was in the same member of the object before? */
static bool
ends_short_line(const struct json_record *r, const struct json_value *v, struct span line)
{
	struct armour a;

	return r->end_line > 0 && r->line - r->end_line == 1 && span_is(v->key, r->end_member) && ends_with(line, &a) &&
	    pem_content_of(a.label) == PEM_IS_CERTIFICATE;
}

/* Keeps where this object has a short line that may be the last of a body. */
static void
note_short_line(struct json_record *r)
{
	const struct json_value *v = r->root->type == JSON_OBJECT ? r->root->child : NULL;

	while (v != NULL && (v->type != JSON_STRING || v->key.n >= sizeof r->end_member || !lost_is_end(span_without_ends(v->text))))
		v = v->next;
	r->end_line = v != NULL ? r->line : 0;
	if (v == NULL)
		return;
	if (v->key.n > 0)
		memcpy(r->end_member, v->key.p, v->key.n);
	r->end_member[v->key.n] = '\0';
}

static bool
is_line(const struct json_value *v)
{
	return v->type == JSON_STRING && v->text.n < LINE && v->key.n < sizeof ((struct json_record *)NULL)->lost_member &&
	    (span_without_ends(v->text).n == 0 || memchr(v->text.p, '\n', span_without_ends(v->text).n) == NULL);
}

/* A CRL or a response in its place is one text, signed or not. */
static bool
is_status(const struct json_record *r, const struct json_value *v)
{
	return r->in->crls && status_place(v->key) != PLACE_OF_CERTIFICATE && sniff_base64(v->text);
}

/* The member that goes on with the lines before, or begins such. */
static const struct json_value *
line_of_body(struct json_record *r)
{
	const struct json_value *v = r->root->type == JSON_OBJECT ? r->root->child : NULL;

	for (; v != NULL; v = v->next)
		if (is_line(v) && !is_status(r, v) && mentioned_name(v->text) == 0 &&
		    (span_is(v->key, r->lost_member) || frame_has_base64(v->text) || ends_block(v->text)))
			break;
	if (v != NULL && v->key.n > 0)
		memcpy(r->lost_member, v->key.p, v->key.n);
	if (v != NULL)
		r->lost_member[v->key.n] = '\0';
	return v;
}

/* One line more. */
static int
feed_line(struct json_record *r, struct span line)
{
	bool lost = false;
	int ret = 0;

	for (size_t i = 0; i < line.n; i++) {
		lost |= lost_octet(&r->lost, line.p[i]);
		r->body_line = lost_is_body(&r->lost) ? r->line : r->body_line;
	}
	while (line.n > 0 && line.p[line.n - 1] == '=')
		line.n--;
	if (body_ends_before(line, line.n))
		r->body_line = r->line;
	if (lost)
		ret = tell(r, r->lost.words);
	(void)lost_octet(&r->lost, '\n');
	return ret;
}

/* Does an element of DER begin in the line?  Base64 of another form may be a line of a body. */
static bool
has_element(struct span line)
{
	uint64_t total;

	for (size_t i = 0; i < line.n; i++) {
		uint8_t before = i > 0 ? line.p[i - 1] : 0;
		enum run run = run_word(line.p[i], before) ? run_begins(span_from(line, i), before, &total) : RUN_NONE;

		if (run == RUN_BASE64 || run == RUN_HEX)
			return true;
	}
	return false;
}

int
json_log_remains(struct json_record *r)
{
	const struct json_value *v;
	struct span line;
	bool ends;
	int ret = 0;

	r->remains = NULL;
	/* The block at hand has its own lines. */
	if (r->held != NULL) {
		r->lost = (struct lost){ .told = 0 };
		r->body_line = r->end_line = 0;
		return 0;
	}
	v = line_of_body(r);
	if (v == NULL) {
		note_short_line(r);
		return 0;
	}
	line = span_without_ends(v->text);
	ends = ends_block(line);
	/* A text that is longer than a line goes on with none before it. */
	if (line.n > LOST_LONGEST)
		lost_is_told(&r->lost, false);
	if (ends && r->lost.told == 0 && ((r->body_line > 0 && r->line - r->body_line <= BODY_END) || ends_short_line(r, v, line)))
		ret = tell(r, "an END line without its BEGIN line");
	/* What begins in it is read by itself. */
	if (!pem_begins(line) && !has_element(line) && !lost_is_other(line)) {
		ret = ret != 0 ? ret : feed_line(r, line);
		r->remains = r->lost.told > 0 ? v : NULL;
	}
	note_short_line(r);
	if (ends) {
		lost_is_told(&r->lost, false);
		r->body_line = 0;
	}
	return ret;
}
