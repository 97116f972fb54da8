/* SPDX-License-Identifier: Apache-2.0 */
/* merge.c - reads the parts, adds their results, and ends the report. */
#include "command/merge/merge.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "input/pack/unpack.h"
#include "input/sniff.h"
#include "os/stop.h"
#include "report/part.h"

#define WRITE_AT ((size_t)256 * 1024)

void
merge_free(struct merge *m)
{
	tally_free(&m->sum);
	heads_free(&m->heads);
	seen_free(&m->seen);
	strays_free(&m->strays);
	parts_free(&m->parts);
	skips_free(&m->skips);
	html_free(m->html);
	ahead_free(&m->ahead);
	out_free(&m->out);
	out_free(&m->unread);
	arena_free(&m->arena);
}

static bool
merge_failed(const struct merge *m)
{
	return m->sum.failed || m->out.failed || m->unread.failed || m->arena.failed || m->seen.failed ||
	    m->parts.failed || heads_failed(&m->heads);
}


/* ---- results ---- */

/* A member's text, or "null". */
static struct span
head_text(const struct out *o)
{
	return o->n > 0 ? out_span(o) : SPAN_LIT("null");
}

/* The document begins when a part has said how it was made, or with the end of all. */
static void
begin(struct merge *m)
{
	m->waits |= !m->begun && m->report->form == &form_json;
	m->begun = true;
}

static bool
write_head(struct merge *m)
{
	struct out head = { NULL, 0, 0, false };
	bool ok;

	json_report_begin(&head, head_text(&m->heads.tool), head_text(&m->heads.run));
	ok = !head.failed && sink_write(m->sink, head.p, head.n) && ahead_write(&m->ahead, m->sink);
	m->waits = false;
	out_free(&head);
	return ok;
}

/* Where nothing can wait any longer, it is not said how the report was made. */
static bool
write_octets(struct merge *m)
{
	size_t n = m->waits ? ahead_keep(&m->ahead, out_span(&m->out)) : 0;

	return n == m->out.n || ((!m->waits || write_head(m)) && sink_write(m->sink, m->out.p + n, m->out.n - n));
}

/* What is more than so many octets, or what there is at the end (0). */
static bool
write_out(struct merge *m, size_t from)
{
	bool ok = !merge_failed(m);

	if (ok && m->waits && (m->heads.run.n > 0 || from == 0))
		ok = write_head(m);
	if (ok && m->out.n > from) {
		ok = write_octets(m);
		out_clear(&m->out);
	}
	return ok;
}

static void
count_result(struct merge *m, const struct json_value *result)
{
	const struct json_value *source = json_find(result, "source"), *first = json_find(result, "findings")->child;
	int64_t line = 0;

	if (part_count(&m->sum, &m->arena, result) != SMIMELINT_UNREADABLE) {
		m->records += json_is(json_find(source, "format"), "evidence");
		return;
	}
	json_int64(json_find(source, "line"), &line);
	merge_text_unread(m, part_text(&m->arena, json_find(source, "path")), line,
	    part_text(&m->arena, json_find(first, "value")));
}

/* A result of the merged report, as it is written; it may have a closing object without being asked for one. */
static void
sum_line(struct merge *m, const char *text, size_t n)
{
	struct report r = *m->report;

	r.summary = true;
	json_sum_line(&r, &m->sum, m->run, text, n);
}

/* A result of a part, as it stands there. */
static bool
add_result(struct merge *m, const struct json_value *result, struct span text)
{
	const struct report_form *form = m->report->form;

	begin(m);
	if (form == &form_json)
		out_str(&m->out, m->results > 0 ? ",\n" : "\n");
	if (form == &form_json || form == &form_ndjson)
		out_mem(&m->out, text.p, text.n);
	if (form == &form_ndjson)
		out_char(&m->out, '\n');
	sum_line(m, (const char *)text.p, text.n);
	m->results++;
	count_result(m, result);
	return m->html == NULL || html_add(m->html, result);
}

/* ---- certificates that come again ---- */

static int
hex_digit(uint8_t c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A fingerprint in lower-case hexadecimal; false: it is none. */
static bool
fingerprint_of(const struct json_value *v, uint8_t out[FINGERPRINT])
{
	if (v == NULL || v->type != JSON_STRING || v->text.n != 2 * FINGERPRINT)
		return false;
	for (size_t i = 0; i < FINGERPRINT; i++) {
		int high = hex_digit(v->text.p[2 * i]), low = hex_digit(v->text.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

/* Has the certificate of this result come before, in whichever part?  A TBSCertificate has a hash of its own only. */
static bool
is_duplicate(struct merge *m, const struct json_value *result)
{
	const struct json_value *certificate = json_find(result, "certificate");
	uint8_t fingerprint[FINGERPRINT];

	if (certificate == NULL || certificate->type == JSON_NULL)
		certificate = json_find(result, "crl");
	if (certificate == NULL || certificate->type == JSON_NULL)
		certificate = json_find(result, "ocsp");
	if (!m->dedupe || (!fingerprint_of(json_find(certificate, "sha256"), fingerprint) &&
	    !fingerprint_of(json_find(certificate, "tbs_sha256"), fingerprint)))
		return false;
	if (seen_add(&m->seen, fingerprint, 1) == 0)
		return false;
	m->sum.duplicates++;
	return true;
}

/* A part was made with --dedupe: the copies that it left out come on top of those that it has. */
static void
add_copies(struct merge *m, const struct json_value *copies)
{
	uint8_t fingerprint[FINGERPRINT];
	int64_t n;

	for (const struct json_value *v = copies != NULL ? copies->child : NULL; v != NULL; v = v->next) {
		if (!fingerprint_of(json_find(v, "sha256"), fingerprint) || !json_int64(json_find(v, "count"), &n) ||
		    n < 2 || n > UINT32_MAX)
			continue;
		seen_add(&m->seen, fingerprint, (uint32_t)n - m->dedupe);
	}
}

/* Damage at a line (0: none) of a part; `index` counts what the part holds. */
static bool
add_damage(struct merge *m, const char *path, uint64_t index, uint64_t line, const char *reason)
{
	const smimelint_source from = { sizeof from, m->operand, index, "report", line, reason };
	struct result res = {
		.path = path, .index = index, .line = line, .number = m->results, .run = m->run,
		.status = SMIMELINT_UNREADABLE, .arena = &m->arena,
	};
	size_t before;

	if (smimelint_lint(m->run, NULL, 0) == SMIMELINT_ERR_NOMEM ||
	    smimelint_result_source(m->run, &from) != SMIMELINT_OK)
		return false;
	begin(m);
	before = m->out.n;
	if (m->report->form != &form_text)
		m->report->form->result(m->report, &m->out, &res);
	if (!m->out.failed && m->out.n > before)
		sum_line(m, m->out.p + before, m->out.n - before);
	if (m->html != NULL && !m->out.failed) {
		if (!html_add_lines(m->html, m->out.p, m->out.n))
			return false;
		out_clear(&m->out);
	}
	m->results++;
	tally_result(&m->sum, SMIMELINT_UNREADABLE);
	for (size_t i = 0; i < result_finding_count(&res); i++) {
		smimelint_finding f = result_finding(&res, i);

		tally_finding(&m->sum, f.severity, true, smimelint_rule_text(f.rule, "id"));
	}
	merge_text_unread(m, path, (int64_t)line, reason);
	return true;
}

/* ---- parts ---- */

/* What a closing summary has that results do not tell. */
static void
add_summary(struct merge *m, const struct json_value *summary)
{
	const struct {
		const char *name;
		uint64_t *count;
		bool *given;
	} counts[] = {
		{ "skipped", &m->sum.skipped, NULL }, { "population", &m->sum.population, &m->sum.sampled },
		{ "duplicates", &m->sum.duplicates, &m->sum.deduped },
		{ "issuer_found", &m->sum.issuer_found, &m->sum.issuers_sought },
		{ "issuer_not_found", &m->sum.issuer_not_found, &m->sum.issuers_sought },
	};
	int64_t n;

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (json_int64(json_find(summary, counts[i].name), &n) && n >= 0) {
			*counts[i].count += (uint64_t)n;
			if (counts[i].given != NULL)
				*counts[i].given = true;
		}
	m->sum.skips_unknown |= !json_int64(json_find(summary, "skipped"), &n);
	add_copies(m, json_find(summary, "copies"));
}

/* What a report lists as skipped, or counts without a list; false: memory is out. */
static bool
add_skipped(struct merge *m, const struct json_value *report)
{
	const struct json_value *list = json_find(report, "skipped");
	int64_t n;

	if (list == NULL || list->type != JSON_ARRAY) {
		m->unlisted |= json_int64(json_find(json_find(report, "summary"), "skipped"), &n) && n > 0;
		return true;
	}
	m->sum.listed = true;
	for (const struct json_value *v = list->child; v != NULL; v = v->next) {
		const char *path = part_text(&m->arena, json_find(v, "path")), *reason = part_text(&m->arena, json_find(v, "reason"));
		struct skip skip = { .path = path, .reason = reason };
		int64_t line;

		if (json_int64(json_find(v, "line"), &line) && line > 0)
			skip.line = (uint64_t)line;
		if (path == NULL || reason == NULL)
			continue;
		parts_skipped(&m->parts, m->run, span_of(path), span_of(reason));
		if (skips_add_shown(&m->skips, &skip) != 0)
			return false;
	}
	return true;
}

static const char *
damage_text(struct arena *a, const struct part_entry *e)
{
	if (e->last_line > e->line)
		return arena_printf(a, "damaged report, up to line %" PRIu64 ": %s", e->last_line, e->reason);
	return arena_printf(a, "damaged report: %s", e->reason);
}

/* What the part holds; `index` counts its results. */
static bool
add_entry(struct merge *m, const struct part_entry *e, const char *path, uint64_t index)
{
	enum stray stray;

	arena_reset(&m->arena);
	if (e->kind == PART_DAMAGE)
		return add_damage(m, path, index, e->line, damage_text(&m->arena, e));
	if (e->kind == PART_SUMMARY) {
		add_summary(m, json_find(e->value, "summary"));
		if (!add_skipped(m, e->value) ||
		    (e->reason != NULL && !add_damage(m, path, index, e->last_line, damage_text(&m->arena, e))))
			return false;
	}
	if (e->kind != PART_RESULT)
		return true;
	parts_result(&m->parts, m->run, e->value, e->text);
	if (is_duplicate(m, e->value))
		return true;
	stray = stray_kind(e->value);
	return stray != STRAY_NONE ? strays_add(&m->strays, m->run, stray, e->text) : add_result(m, e->value, e->text);
}

/* Where the octets ended before their time, that is said. */
static bool
add_break(struct merge *m, const char *path, uint64_t index, const struct stream *r)
{
	if (!stream_broken(r))
		return true;
	arena_reset(&m->arena);
	if (stop_asked())
		return add_damage(m, path, index, 0, arena_printf(&m->arena, "not read to its end: %s stopped the run", stop_name()));
	return add_damage(m, path, index, 0, r->fault != NULL ? r->fault : r->error == EISDIR ? "a folder, no report" :
	    arena_printf(&m->arena, "cannot be read: %s", strerror(r->error)));
}

/* A report of a file that may hold several, one after another. */
struct reading {
	const char *path;
	uint64_t index;			/* of results and damage in the file */
	bool open;			/* it has begun, and not been closed by its counts */
	bool said;			/* how it was made */
	bool foreign;			/* otherwise than the first */
	bool damaged;
	struct lines lines;		/* its results, as they stand there */
};

/*
 * --parts: a closing object has one number for all results: are they those that
 * it was written for?  An older report has none.  Where something else is
 * damaged, that has been said.
 */
static bool
check_lines(struct merge *m, struct reading *r, const struct part_entry *e)
{
	const struct json_value *told = json_find(json_find(e->value, "summary"), "results_sha256");
	char text[LINES_TEXT];
	struct lines one;

	if (m->parts.wanted == 0)
		return true;
	if (e->kind == PART_RESULT && lines_of(&one, m->run, (const char *)e->text.p, e->text.n))
		lines_add(&r->lines, &one);
	else if (e->kind == PART_RESULT)
		return false;
	if (e->kind != PART_SUMMARY || told == NULL || r->damaged || json_is(told, lines_text(&r->lines, text)))
		return true;
	r->damaged = true;
	return add_damage(m, r->path, r->index++, e->last_line, "damaged report: its results are not those that its summary was made for");
}

/* The end of a report. */
static bool
report_end(struct merge *m, struct reading *r, bool closed)
{
	const char *why[PARTS_FAULTS];
	bool ok = true;

	m->reports++;
	m->sum.skips_unknown |= !closed;
	if (!r->said)
		heads_add(&m->heads, r->path, NULL);
	if (m->parts.wanted > 0 && !stop_asked()) {
		arena_reset(&m->arena);
		parts_report(&m->parts, &m->arena, m->operand, &(struct parts_end){ closed, r->foreign, r->damaged }, why);
		for (int i = 0; ok && i < PARTS_FAULTS; i++)
			ok = why[i] == NULL || add_damage(m, r->path, r->index++, 0, why[i]);
	}
	*r = (struct reading){ .path = r->path, .index = r->index };
	return ok;
}

/* A head begins a report, its counts end it. */
static bool
read_entry(struct merge *m, struct reading *r, const struct part_entry *e)
{
	bool ok = e->kind != PART_HEAD || !r->open || report_end(m, r, false);

	ok = ok && add_entry(m, e, r->path, r->index) && write_out(m, WRITE_AT);
	r->index += e->kind == PART_RESULT || e->reason != NULL;
	r->open |= e->kind == PART_HEAD || e->kind == PART_RESULT;
	r->damaged |= e->reason != NULL;
	r->foreign |= e->foreign;
	ok = ok && check_lines(m, r, e);
	if ((e->kind == PART_HEAD || e->kind == PART_SUMMARY) && !r->said) {
		r->foreign |= !heads_add(&m->heads, r->path, e->value);
		r->said = true;
	}
	return ok && (e->kind != PART_SUMMARY || report_end(m, r, true));
}

static bool
read_part(struct merge *m, struct part *p, const char *path)
{
	struct reading r = { .path = path };
	uint64_t before = m->reports;
	struct part_entry e;
	bool ok = true;

	while (ok && part_next(p, &e))
		ok = read_entry(m, &r, &e);
	if (ok && (r.open || m->reports == before))
		ok = report_end(m, &r, false);
	return ok && add_break(m, path, r.index, p->pieces.stream) && !part_failed(p) && !merge_failed(m);
}

static bool
merge_stream(struct merge *m, const char *path, struct stream *r)
{
	struct part p;
	bool ok;

	part_init(&p, r);
	ok = read_part(m, &p, path);
	part_free(&p);
	return ok;
}

/* A report that is compressed; of any size, as it is held a result at a time. */
static bool
merge_packed(struct merge *m, const char *path, struct stream *r, enum unpack_form form)
{
	struct unpack u = { .stream = { .buf = malloc(STREAM_SIZE) }, .limit = UINT64_MAX };
	bool ok = u.stream.buf != NULL && unpack_open(&u, form, r);

	ok = ok && merge_stream(m, path, &u.stream);
	unpack_close(&u);
	free(u.stream.buf);
	return ok;
}

static bool
merge_open(struct merge *m, const char *path, int fd)
{
	struct stream r = { .fd = fd, .buf = malloc(STREAM_SIZE) };
	enum sniffed form;
	struct stat st;
	bool ok;

	if (r.buf == NULL)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		parts_file(&m->parts, m->run, st.st_dev, st.st_ino);
	if (m->report->form == &form_json && (!m->begun || m->waits))
		heads_look_ahead(&m->heads, fd);
	form = sniff_form(stream_fill(&r), NULL);
	if (form == SNIFF_GZIP || form == SNIFF_ZSTD)
		ok = merge_packed(m, path, &r, form == SNIFF_GZIP ? UNPACK_GZIP : UNPACK_ZSTD);
	else
		ok = merge_stream(m, path, &r);
	free(r.buf);
	return ok;
}

static bool
add_missing(struct merge *m, const char *path, int error)
{
	m->reports++;
	m->sum.skips_unknown = true;
	arena_reset(&m->arena);
	if (stop_asked())
		return add_damage(m, path, 0, 0, arena_printf(&m->arena, "not read: %s stopped the run", stop_name()));
	return add_damage(m, path, 0, 0, error == ENOENT ? "no such file" : error == EACCES ? "permission denied" :
	    arena_printf(&m->arena, "error %d while opening", error));
}

bool
merge_part(struct merge *m, const char *operand)
{
	struct arena a;
	const char *path;
	bool ok;
	int fd;

	arena_init(&a);
	m->operand = operand;
	path = text_show(&a, span_of(operand), 0);
	/* What a signal keeps from being read is missing, too. */
	if (stop_asked())
		fd = -1;
	else
		fd = strcmp(operand, "-") == 0 ? STDIN_FILENO : open(operand, O_RDONLY | O_CLOEXEC);
	if (a.failed)
		ok = false;
	else if (fd < 0)
		ok = add_missing(m, path, errno);
	else
		ok = merge_open(m, path, fd);
	if (fd > STDIN_FILENO)
		close(fd);
	arena_free(&a);
	return ok;
}

/* ---- the end ---- */

/* The records that no part had a certificate for. */
static bool
add_strays(struct merge *m)
{
	const struct json_value *v;
	smimelint_level status = SMIMELINT_UNREADABLE;
	struct json_fault fault;
	struct span text;
	bool ok = true;

	while (ok && strays_next(&m->strays, m->run, m->reports, &text)) {
		arena_reset(&m->arena);
		v = json_read(&m->arena, text, NULL, &fault);
		if (stray_kind(v) == STRAY_ORPHAN && part_level(json_find(v, "status"), &status))
			tally_record(&m->sum, status);
		ok = v != NULL && add_result(m, v, text) && write_out(m, WRITE_AT);
	}
	if (m->strays.error != 0)
		m->sink->error = m->strays.error;
	return ok && !strays_failed(&m->strays);
}

/* Are the parts too many or too few?  A run that was stopped has not seen them all. */
static bool
add_verdict(struct merge *m)
{
	const char *why;

	arena_reset(&m->arena);
	m->operand = "--parts";
	if (stop_asked() || (why = parts_number(&m->parts, &m->arena)) == NULL)
		return true;
	return add_damage(m, "--parts", 0, 0, why);
}

static bool
html_report(struct merge *m)
{
	struct html_head head = { out_span(&m->heads.tool), out_span(&m->heads.run), out_span(&m->heads.list), &m->sum,
	    &m->report->cover };

	return html_write(m->html, &m->out, &head);
}

bool
merge_end(struct merge *m)
{
	struct span differences;
	bool ok = true;

	begin(m);
	if (!add_strays(m) || !add_verdict(m))
		return false;
	heads_end(&m->heads);
	m->sum.deduped |= m->dedupe;
	tally_copies(&m->sum, &m->seen);
	tally_sort(&m->sum);
	m->sum.listed &= !m->unlisted;
	m->sum.skip = m->skips.list;
	m->sum.skips = m->skips.n;
	differences = out_span(&m->heads.list);
	arena_reset(&m->arena);
	if (merge_failed(m))
		return false;
	if (m->report->form == &form_json)
		json_report_end(&m->out, &m->sum, differences);
	else if (m->report->form == &form_text)
		merge_text_report(m);
	else if (m->html != NULL)
		ok = html_report(m);
	else if (m->report->summary || differences.n > 0)
		ndjson_report_end(&m->out, &m->sum, head_text(&m->heads.tool), head_text(&m->heads.run), differences);
	return ok && write_out(m, 0);
}
