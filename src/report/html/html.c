/* SPDX-License-Identifier: Apache-2.0 */
/* html.c - gathers results for the HTML report. */
#include <inttypes.h>
#include <stdlib.h>

#include "report/html/page.h"
#include "report/part.h"
#include "report/report.h"

struct html *
html_new(void)
{
	struct html *h = calloc(1, sizeof *h);

	if (h == NULL)
		return NULL;
	h->rules.limit = HTML_RULES;
	h->issuers.limit = HTML_ISSUERS;
	h->profiles.limit = HTML_PROFILES;
	h->folders.limit = HTML_ISSUERS;
	h->texts.limit = HTML_TEXTS;
	h->series.limit = HTML_ISSUERS;
	h->rows.limit = HTML_ROWS;
	h->rows.room = HTML_ROW_OCTETS;
	h->views.limit = HTML_VIEWS;
	h->views.room = HTML_VIEW_OCTETS;
	h->rule = calloc(HTML_RULES, sizeof *h->rule);
	h->issuer = calloc(HTML_ISSUERS, sizeof *h->issuer);
	h->profile = calloc(HTML_PROFILES, sizeof *h->profile);
	h->folder = calloc(HTML_ISSUERS, sizeof *h->folder);
	if (h->rule == NULL || h->issuer == NULL || h->profile == NULL || h->folder == NULL) {
		html_free(h);
		return NULL;
	}
	return h;
}

void
html_free(struct html *h)
{
	if (h == NULL)
		return;
	for (uint32_t i = 0; h->issuer != NULL && i < HTML_ISSUERS; i++)
		free(h->issuer[i].cell);
	names_free(&h->rules);
	names_free(&h->issuers);
	names_free(&h->profiles);
	names_free(&h->folders);
	names_free(&h->texts);
	names_free(&h->series);
	free(h->rule);
	free(h->issuer);
	free(h->profile);
	free(h->folder);
	keep_free(&h->rows);
	keep_free(&h->views);
	out_free(&h->row);
	out_free(&h->path);
	arena_free(&h->arena);
	arena_free(&h->scratch);
	tally_free(&h->tally);
	free(h);
}

static bool
html_failed(const struct html *h)
{
	return h->arena.failed || h->scratch.failed || h->row.failed || h->path.failed || h->rules.failed ||
	    h->issuers.failed || h->profiles.failed || h->folders.failed || h->texts.failed || h->series.failed ||
	    h->tally.failed;
}

/* ---- counts ---- */

static void
count(struct html_counts *c, smimelint_level status)
{
	c->all++;
	c->status[status]++;
}

/* Files are counted where the path changes, and by the folder they are in. */
static void
count_source(struct html *h, struct span path)
{
	size_t folder = path.n;
	uint32_t k;

	if (h->files == 0 || !span_eq(out_span(&h->path), path)) {
		out_clear(&h->path);
		out_mem(&h->path, path.p, path.n);
		h->files++;
	}
	while (folder > 0 && path.p[folder - 1] != '/')
		folder--;
	k = names_number(&h->folders, span_sub(path, 0, folder > 0 ? folder : path.n));
	*(k != NAMES_FULL ? &h->folder[k] : &h->more_folders) += 1;
}

/* The month of "YYYY-MM-...", counted from the first one that can be shown; HTML_MONTHS: none. */
static unsigned
month_of(const struct json_value *issued)
{
	unsigned n[2] = { 0, 0 };

	if (issued == NULL || issued->type != JSON_STRING || issued->text.n < 7)
		return HTML_MONTHS;
	for (size_t i = 0; i < 7; i++) {
		uint8_t c = issued->text.p[i];

		if (i == 4 ? c != '-' : c < '0' || c > '9')
			return HTML_MONTHS;
		if (i != 4)
			n[i > 4] = n[i > 4] * 10 + c - '0';
	}
	if (n[0] < HTML_YEAR_MIN || n[0] >= HTML_YEAR_MIN + HTML_YEARS || n[1] < 1 || n[1] > 12)
		return HTML_MONTHS;
	return (n[0] - HTML_YEAR_MIN) * 12 + n[1] - 1;
}

static struct span
text_or(const struct json_value *v, struct span otherwise)
{
	return v != NULL && v->type == JSON_STRING ? v->text : otherwise;
}

/* What a result is about: the object of it, when it was issued, and what its row shows. */
struct about {
	const struct json_value *object;	/* NULL: a record of evidence, or nothing that can be read */
	const char *issued;
	const char *facts[10];			/* in the places of the row; report.js */
};

static struct about
about_of(const struct json_value *result)
{
	static const struct {
		const char *member;
		struct about about;
	} kinds[] = {
		{ "certificate", { NULL, "not_before", { "sha256", "serial", "subject", "*profile", "*kind", "*profile_from", "not_before", "not_after",
		    "mailboxes", NULL } } },
		{ "crl", { NULL, "this_update", { "sha256", "number", "-", "-", "*kind", "-", "this_update", "next_update", "-", NULL } } },
		{ "ocsp", { NULL, "produced_at", { "sha256", "-", "responder", "-", "*kind", "-", "produced_at", "-", "-", NULL } } },
	};
	struct about none = kinds[0].about;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct about a = kinds[i].about;

		a.object = json_find(result, kinds[i].member);
		if (a.object != NULL && a.object->type == JSON_OBJECT)
			return a;
	}
	return none;
}

/* Counts what it says of itself; its issuer's number, or NAMES_FULL. */
static uint32_t
count_certificate(struct html *h, const struct json_value *certificate, const char *issued, smimelint_level status)
{
	const struct json_value *profile = json_find(certificate, "profile"), *kind = json_find(certificate, "kind");
	uint32_t i, k;
	unsigned month;

	/* An OCSP response does not name who issued the certificate: who answers counts. */
	i = names_number(&h->issuers, text_or(json_find(certificate, "issuer"), text_or(json_find(certificate, "responder"),
	    SPAN_LIT("(unreadable)"))));
	k = names_number(&h->profiles, text_or(profile, text_or(kind, SPAN_LIT("(unknown)"))));
	month = month_of(json_find(certificate, issued));
	count(i != NAMES_FULL ? &h->issuer[i].counts : &h->more_issuers, status);
	count(k != NAMES_FULL ? &h->profile[k] : &h->more_profiles, status);
	count(month < HTML_MONTHS ? &h->month[month] : &h->undated, status);
	return i;
}

/* One more certificate of the issuer breaks the rule. */
static void
count_cell(struct html *h, uint32_t issuer, uint32_t rule)
{
	struct html_issuer *i = &h->issuer[issuer];

	if (rule >= i->cells) {
		uint32_t cells = (rule / 64 + 1) * 64;
		uint32_t *more = realloc(i->cell, cells * sizeof *more);

		if (more == NULL) {
			h->tally.failed = true;
			return;
		}
		memset(more + i->cells, 0, (cells - i->cells) * sizeof *more);
		i->cell = more;
		i->cells = cells;
	}
	i->cell[rule]++;
}

/* What is said of a rule that this program does not have is what its first finding says. */
static void
meet_rule(struct html *h, struct html_rule *r, const char *id, const struct json_value *finding)
{
	r->row = smimelint_rule_find(id);
	if (r->row != NULL) {
		r->message = smimelint_rule_text(r->row, "title");
		r->citation = rule_citation(&h->arena, r->row);
		return;
	}
	r->message = part_text(&h->arena, json_find(finding, "message"));
	r->citation = arena_printf(&h->arena, "%s %s", part_text(&h->arena, json_find(finding, "source")),
	    part_text(&h->arena, json_find(finding, "section")));
}

/* Counts one finding; the number of its rule, or NAMES_FULL. */
static uint32_t
count_finding(struct html *h, const struct json_value *finding, uint32_t issuer)
{
	const struct json_value *since = json_find(finding, "since");
	bool fresh = json_is(json_find(finding, "state"), "new");
	uint32_t before = h->rules.n, k = names_number(&h->rules, json_find(finding, "rule")->text);
	smimelint_level severity = SMIMELINT_NOTICE;
	struct html_rule *r;

	part_level(json_find(finding, "severity"), &severity);
	tally_finding(&h->tally, severity, fresh, "");
	h->accepted += !fresh;
	if (k == NAMES_FULL) {
		h->more_rules++;
		return k;
	}
	r = &h->rule[k];
	if (k == before)
		meet_rule(h, r, h->rules.name[k], finding);
	r->severity[severity]++;
	r->fresh += fresh;
	r->accepted += !fresh;
	if (since->type == JSON_STRING && (r->since == NULL || strncmp((const char *)since->text.p, r->since, since->text.n) < 0))
		r->since = part_text(&h->arena, since);
	if (r->last != h->tally.results) {
		r->last = h->tally.results;
		r->certificates++;
		if (issuer != NAMES_FULL)
			count_cell(h, issuer, k);
	}
	return k;
}

/* ---- rows ---- */

/* Where text begins that is too long for a row, cut between characters. */
static const char *
cut_text(struct arena *a, struct span text)
{
	size_t n = HTML_ROW_TEXT;

	while (n > 0 && (text.p[n] & 0xc0) == 0x80)
		n--;
	return arena_printf(a, "%.*s\xe2\x80\xa6", (int)n, (const char *)text.p);
}

/* A comma and the value: as it was written, unless that is long. */
static void
row_value(struct html *h, const struct json_value *v)
{
	struct json j = json_to(&h->row, true);

	out_char(&h->row, ',');
	if (v != NULL && v->type == JSON_STRING && v->text.n > HTML_ROW_TEXT)
		json_string(&j, cut_text(&h->scratch, v->text));
	else if (v != NULL && (v->type == JSON_STRING || v->raw.n <= HTML_ROW_TEXT))
		out_mem(&h->row, v->raw.p, v->raw.n);
	else
		json_null(&j);
}

/* A comma, and the number of a name; where it has none, the name.  What is no text is none: a number would be one of a name. */
static void
row_name(struct html *h, uint32_t number, const struct json_value *name)
{
	if (number == NAMES_FULL) {
		row_value(h, name != NULL && name->type == JSON_STRING ? name : NULL);
		return;
	}
	out_char(&h->row, ',');
	out_number(&h->row, number);
}

/* A member's value; with a '*' before its name, one that comes in many rows. */
static void
row_members(struct html *h, const struct json_value *object, const char *const *members)
{
	for (; *members != NULL; members++) {
		const struct json_value *v = object != NULL ? json_find(object, *members + (**members == '*')) : NULL;

		if (**members == '*')
			row_name(h, v != NULL && v->type == JSON_STRING ? names_number(&h->texts, v->text) : NAMES_FULL, v);
		else
			row_value(h, v);
	}
}

/* [severity, rule, state, ...] without the nulls at its end; the script has these places in a table (report.js). */
static void
row_finding(struct html *h, const struct json_value *finding, uint32_t rule)
{
	static const char *const members[] = { "*state", "value", "*path", "offset", "length", "*since", "reading", "record",
		"basis", NULL };
	static const char null[] = ",null";
	smimelint_level severity = SMIMELINT_NOTICE;

	part_level(json_find(finding, "severity"), &severity);
	out_char(&h->row, '[');
	out_number(&h->row, severity);
	row_name(h, rule, json_find(finding, "rule"));
	row_members(h, finding, members);
	while (!h->row.failed && memcmp(h->row.p + h->row.n - strlen(null), null, strlen(null)) == 0)
		h->row.n -= strlen(null);
	out_char(&h->row, ']');
}

/* The findings, counted and written; is the certificate one of the first that break some rule? */
static bool
row_findings(struct html *h, const struct json_value *findings, uint32_t issuer)
{
	bool example = false;
	uint32_t n = 0;

	out_char(&h->row, ',');
	out_number(&h->row, findings->n);
	out_str(&h->row, ",[");
	for (const struct json_value *f = findings->child; f != NULL; f = f->next) {
		uint32_t rule = count_finding(h, f, issuer);

		example |= rule != NAMES_FULL && h->rule[rule].certificates <= HTML_EXAMPLES;
		if (n++ >= HTML_ROW_FINDINGS)
			continue;
		if (n > 1)
			out_char(&h->row, ',');
		row_finding(h, f, rule);
	}
	out_char(&h->row, ']');
	return example;
}

/* How much a certificate of this status deserves to be kept. */
static unsigned
merit(smimelint_level status)
{
	return status == SMIMELINT_UNREADABLE ? 4 : status == SMIMELINT_OUT_OF_SCOPE ? 0 : status == SMIMELINT_PASS ? 1 : status;
}

static bool
keep_view(struct html *h, const struct json_value *der, unsigned worth)
{
	if (der == NULL || der->type != JSON_STRING || der->text.n == 0 || der->text.n > HTML_VIEW_DER)
		return true;
	out_clear(&h->row);
	out_number(&h->row, worth);
	out_number(&h->row, h->tally.results);
	out_char(&h->row, ' ');
	out_mem(&h->row, der->text.p, der->text.n);
	out_char(&h->row, '\n');
	return !h->row.failed && keep_lines(&h->views, h->row.p, h->row.n);
}

/* [number, status, path, ...]; the script has these places in a table (report.js). */
bool
html_add(struct html *h, const struct json_value *result)
{
	static const char *const sources[] = { "*path", "index", "line", NULL };
	static const char *const judged[] = { "*judged_at", NULL };
	const struct json_value *source = json_find(result, "source"), *crl = json_find(result, "crl");
	struct about about = about_of(result);
	smimelint_level status = SMIMELINT_UNREADABLE;
	uint32_t issuer = NAMES_FULL;
	bool example;

	arena_reset(&h->scratch);
	out_clear(&h->row);
	part_level(json_find(result, "status"), &status);
	tally_result(&h->tally, status);
	count_source(h, json_find(source, "path")->text);
	if (about.object != NULL) {
		issuer = count_certificate(h, about.object, about.issued, status);
		tally_kind(&h->tally, part_text(&h->scratch, json_find(about.object, "kind")));
	} else if (status != SMIMELINT_UNREADABLE)
		tally_record(&h->tally, status);
	if (about.object != NULL && about.object == crl)
		html_add_crl(h, crl);
	out_number(&h->row, merit(status));
	out_char(&h->row, '[');
	out_number(&h->row, h->tally.results);
	out_char(&h->row, ',');
	out_number(&h->row, status);
	row_members(h, source, sources);
	row_name(h, issuer, about.object != NULL ? json_find(about.object, "issuer") : NULL);
	row_members(h, about.object, about.facts);
	row_members(h, result, judged);
	example = row_findings(h, json_find(result, "findings"), issuer);
	out_str(&h->row, "]\n");
	return !html_failed(h) && keep_lines(&h->rows, h->row.p, h->row.n) &&
	    keep_view(h, json_find(result, "der"), example ? 4 : merit(status) > 0 ? merit(status) - 1 : 0);
}

bool
html_add_lines(struct html *h, const char *text, size_t n)
{
	struct span rest = { (const uint8_t *)text, n }, line;
	struct arena a;
	uint64_t number = 0;
	bool ok = true;

	arena_init(&a);
	while (ok && json_next_line(&rest, &line, &number)) {
		struct json_fault fault;
		const struct json_value *v = json_read(&a, line, NULL, &fault);

		ok = v != NULL && html_add(h, v);
		arena_reset(&a);
	}
	arena_free(&a);
	return ok;
}
