/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_log.h"

#include "input/data/held.h"
#include "input/pem/run.h"

/* What was handed on or skipped so far. */
static uint64_t
told(const struct input *in)
{
	return in->items + in->skipped + in->holding;
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

int
json_log_ends(struct json_record *r)
{
	int ret = 0;

	if (r->block.n > 0)
		ret = r->block_known ? input_other_value(r->in, r->format, r->block_line, out_span(&r->block)) : each_line(r);
	out_clear(&r->block);
	return ret;
}

/* The lines of the file between two of the block are empty ones of it, so that each keeps its number. */
static void
hold_line(struct json_record *r, const struct json_value *v, enum json_line what)
{
	struct span text = v->text;

	while (text.n > 0 && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		text.n--;
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
