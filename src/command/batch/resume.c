/* SPDX-License-Identifier: Apache-2.0 */
#include "command/batch/resume.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "option/opt.h"
#include "os/sink.h"
#include "report/part.h"

#define CHECKED 64u		/* so many of the first results are linted again and compared */

void
resume_free(struct resume *r)
{
	if (r->file != NULL)
		fclose(r->file);
	r->file = NULL;
	free(r->path);
	free(r->line);
	linter_free(&r->linter);
	out_free(&r->found);
	out_free(&r->again);
	tally_free(&r->sum);
}

static struct span
line_span(const struct resume *r)
{
	return (struct span){ (const uint8_t *)r->line, r->n };
}

/* Reads the next whole line that stands; false at the end. */
static bool
next_line(struct resume *r)
{
	ssize_t n = getline(&r->line, &r->cap, r->file);

	if (n <= 0 || r->line[n - 1] != '\n' || (r->end > 0 && r->at + n > r->end)) {
		r->n = 0;
		return false;
	}
	r->n = (size_t)n;
	r->at += n;
	return true;
}

static bool
refuse(struct resume *r, const char *why)
{
	complain("%s: %s; without --resume it is begun anew", r->path, why);
	r->refused = true;
	return false;
}

static bool
begins(struct span text, struct span with)
{
	return text.n >= with.n && (with.n == 0 || memcmp(text.p, with.p, with.n) == 0);
}

/* ---- what stands ---- */

/* Place and index of a row of csv: up to the second comma outside quotes. */
static struct span
row_place(struct span row)
{
	bool quoted = false;
	unsigned commas = 0;
	size_t n = 0;

	for (; n < row.n && commas < 2; n++) {
		quoted ^= row.p[n] == '"';
		commas += row.p[n] == ',' && !quoted;
	}
	return span_sub(row, 0, n);
}

/*
 * Where the whole results end.  A result is one line of ndjson; of csv it may
 * be several rows, so that nobody knows whether the last one has all of them.
 */
static bool
measure(struct resume *r)
{
	struct out place = { NULL, 0, 0, false };
	off_t end = r->at, before = r->at;
	bool ok;

	while (next_line(r)) {
		struct span line = line_span(r);

		if (begins(line, SPAN_LIT("{\"schema\":\"smimelint-summary/")))
			break;
		if (r->report->form == &form_csv) {
			struct span at = row_place(line);

			if (!span_eq(at, out_span(&place)))
				end = before;
			out_clear(&place);
			out_mem(&place, (const char *)at.p, at.n);
			before = r->at;
		} else {
			end = r->at;
		}
	}
	r->end = end;
	ok = !place.failed;
	out_free(&place);
	if (!ok)
		complain_memory();
	return ok;
}

/* The head of the report must be there; 0: it is not even whole. */
static bool
read_head(struct resume *r, struct span head)
{
	if (head.n == 0)
		return true;
	if (!next_line(r))
		return true;
	if (!span_eq(line_span(r), head))
		return refuse(r, "this is no partial report of this format and version");
	return true;
}

static bool
go_back(struct resume *r, off_t to)
{
	if (fseeko(r->file, to, SEEK_SET) != 0) {
		complain("%s: %s", r->path, error_words(errno));
		return false;
	}
	r->at = to;
	return true;
}

/* Finds out how much stands and takes the first line of it. */
static bool
read_start(struct resume *r)
{
	struct out head = { NULL, 0, 0, false };
	off_t begin;
	bool ok;

	r->report->form->begin(r->report, &head);
	ok = !head.failed && read_head(r, out_span(&head));
	out_free(&head);
	begin = r->at;
	if (!ok || !measure(r) || !go_back(r, begin))
		return false;
	if (r->end == begin || !next_line(r)) {
		fclose(r->file);
		r->file = NULL;
	}
	return true;
}

bool
resume_open(struct resume *r, const smimelint_ctx *ctx, const struct report *report, const char *output)
{
	r->report = report;
	r->sum.wide = report->summary && report->form == &form_ndjson;	/* csv has no summary */
	if ((r->path = sink_partial_name(output)) == NULL || !linter_init(&r->linter, ctx, report)) {
		complain_memory();
		return false;
	}
	if ((r->file = fopen(r->path, "r")) == NULL && errno != ENOENT) {
		complain("%s: %s", r->path, error_words(errno));
		return false;
	}
	return r->file == NULL || read_start(r);
}

/* ---- one item ---- */

/* The next field of a row of csv, without its quotes; those doubled in it stay so. */
static struct span
take_field(struct span *row)
{
	bool quoted = row->n > 0 && row->p[0] == '"', inside = false;
	struct span field;
	size_t n = 0;

	for (; n < row->n && (inside || (row->p[n] != ',' && row->p[n] != '\r')); n++)
		inside ^= row->p[n] == '"';
	field = quoted && n >= 2 ? span_sub(*row, 1, n - 2) : span_sub(*row, 0, n);
	n += n < row->n;
	*row = span_sub(*row, n, row->n - n);
	return field;
}

static bool
level_named(struct span name, smimelint_level *out)
{
	for (unsigned l = SMIMELINT_PASS; l <= SMIMELINT_UNREADABLE; l++)
		if (span_is(name, smimelint_level_name((smimelint_level)l))) {
			*out = (smimelint_level)l;
			return true;
		}
	return false;
}

/* Counts a finding by its row; false: it is no row of ours. */
static bool
count_row(struct resume *r, struct span row, smimelint_level *status)
{
	smimelint_level severity;

	for (unsigned i = 0; i < 12; i++)	/* up to "status" */
		(void)take_field(&row);
	if (!level_named(take_field(&row), status))
		return false;
	(void)take_field(&row);
	if (!level_named(take_field(&row), &severity) || severity < SMIMELINT_UPCOMING || severity > SMIMELINT_ERROR)
		return false;
	tally_finding(&r->sum, severity, span_is(take_field(&row), "new"), NULL);
	return true;
}

/* The rows of this item, if it has some; those before the first one had none. */
static bool
take_rows(struct resume *r, const struct item *item, const char *path)
{
	smimelint_level status = SMIMELINT_PASS;
	struct out place = { NULL, 0, 0, false };
	bool ok = true;

	csv_place(&place, path, item->index);
	out_char(&place, ',');
	while (ok && r->n > 0 && begins(line_span(r), out_span(&place))) {
		out_mem(&r->found, r->line, r->n);
		ok = count_row(r, line_span(r), &status) || refuse(r, "a row in it is none of this program");
		next_line(r);
	}
	tally_result(&r->sum, status);
	r->sum.failed |= place.failed;
	out_free(&place);
	return ok;
}

/* The line of ndjson at hand must be this item's. */
static bool
take_object(struct resume *r, const struct item *item, const char *path)
{
	struct arena *a = &r->linter.arena;
	struct json_fault fault;
	const struct json_value *v = json_read(a, span_sub(line_span(r), 0, r->n - 1), NULL, &fault), *source;
	int64_t index;

	if (v == NULL && fault.what == NULL) {
		a->failed = true;
		return true;
	}
	if (v == NULL || part_wrong(a, v) != NULL)
		return refuse(r, "a line in it is no result of this program");
	source = json_find(v, "source");
	if (!json_is(json_find(source, "path"), path) || !json_int64(json_find(source, "index"), &index) ||
	    (uint64_t)index != item->index)
		return refuse(r, "it was made from other inputs");
	(void)part_count(&r->sum, a, v);
	json_sum_line(r->report, &r->sum, r->linter.run, r->line, r->n);
	out_mem(&r->found, r->line, r->n);
	next_line(r);
	return true;
}

/* Would the item have the same text now? */
static bool
compare(struct resume *r, const struct item *item)
{
	out_clear(&r->again);
	if (!linter_item(&r->linter, &r->again, item, r->items))
		return false;
	return span_eq(out_span(&r->found), out_span(&r->again)) ||
	    refuse(r, "it was made from other inputs or with other options");
}

/* Passes by an item that is done. */
static bool
pass_by(struct resume *r, const struct item *item)
{
	const char *path;
	bool ok;

	out_clear(&r->found);
	arena_reset(&r->linter.arena);
	path = text_show(&r->linter.arena, span_of(item->path), 0);
	ok = r->report->form == &form_csv ? take_rows(r, item, path) : take_object(r, item, path);
	if (!ok || r->sum.failed || r->found.failed || r->linter.arena.failed)
		return false;
	if ((r->items < CHECKED || r->n == 0) && !compare(r, item))
		return false;
	r->items++;
	if (r->n == 0) {
		fclose(r->file);
		r->file = NULL;
	}
	return true;
}

int
resume_item(void *resume, const struct item *item)
{
	struct resume *r = resume;

	if (r->file == NULL)
		return r->fn(r->arg, item);
	return pass_by(r, item) ? 0 : -1;
}

bool
resume_end(struct resume *r)
{
	return r->file == NULL || refuse(r, "it has results of inputs that are not there");
}
