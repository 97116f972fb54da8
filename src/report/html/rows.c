/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c - the certificates of the HTML report: as data for its script, and a few for readers without one. */
#include <inttypes.h>
#include <string.h>

#include "base/base64.h"
#include "report/html/pack.h"
#include "report/html/page.h"
#include "report/part.h"

/* ---- data ---- */

struct packing {
	struct pack pack;
	size_t limit;			/* octets as written */
	uint64_t n;
	struct out text;		/* of the line at hand */
	/* for views: */
	struct names *texts;		/* names of fields among them, which come in all */
	smimelint_run *run;
	uint32_t nodes;
};

static void
json_names(struct json *j, const char *key, const struct names *names)
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < names->n; i++)
		json_string(j, names->name[i]);
	json_close(j, ']');
}

/* The first line: what the numbers in the rows mean. */
static void
pack_names(const struct html *h, struct packing *p)
{
	struct json j = json_to(&p->text, true);

	json_open(&j, '{');
	json_names(&j, "issuers", &h->issuers);
	json_names(&j, "texts", &h->texts);
	json_key(&j, "rules");
	json_open(&j, '[');
	for (uint32_t i = 0; i < h->rules.n; i++) {
		const struct html_rule *r = &h->rule[i];

		json_open(&j, '{');
		json_member(&j, "id", h->rules.name[i]);
		json_member(&j, "title", r->message);
		json_member(&j, "citation", r->citation);
		json_member(&j, "requires", r->row != NULL ? smimelint_rule_text(r->row, "requires") : NULL);
		json_member(&j, "remedy", r->row != NULL ? smimelint_rule_text(r->row, "remedy") : NULL);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_member_number(&j, "results", h->tally.results);
	json_close(&j, '}');
}

static bool
pack_line(void *arg, const char *line, size_t n)
{
	struct packing *p = arg;

	if (pack_size(&p->pack) + n > p->limit)
		return false;
	pack_mem(&p->pack, "\n", 1);
	pack_mem(&p->pack, line, n);
	p->n++;
	return true;
}

static uint64_t
packed(struct packing *p, struct out *o)
{
	pack_end(&p->pack);
	base64_write(o, out_span(&p->pack.out));
	o->failed |= p->pack.failed || p->text.failed;
	pack_free(&p->pack);
	out_free(&p->text);
	return p->n;
}

uint64_t
html_pack_rows(struct html *h, struct out *o)
{
	struct packing p = { .limit = HTML_ROWS_PACKED };

	pack_begin(&p.pack);
	pack_names(h, &p);
	pack_mem(&p.pack, p.text.p, p.text.n);
	keep_each(&h->rows, pack_line, &p);
	return packed(&p, o);
}

/* ---- decoded certificates ---- */

/* [depth, name or its number among the texts, value, offset, length] */
static int
pack_node(void *arg, unsigned depth, const char *name, const char *value, uint32_t offset, uint32_t length)
{
	struct packing *p = arg;
	struct json j = json_to(&p->text, true);
	uint32_t number = names_number(p->texts, span_of(name));

	if (p->nodes > 0)
		out_char(&p->text, ',');
	out_char(&p->text, '[');
	out_number(&p->text, depth);
	out_char(&p->text, ',');
	if (number != NAMES_FULL) {
		out_number(&p->text, number);
		out_char(&p->text, ',');
	} else {
		json_string(&j, name);
	}
	json_string(&j, value);
	out_char(&p->text, ',');
	out_number(&p->text, offset);
	out_char(&p->text, ',');
	out_number(&p->text, length);
	out_char(&p->text, ']');
	return ++p->nodes == HTML_VIEW_NODES;
}

/* "NUMBER BASE64" becomes [number, "base64", [fields]]. */
static bool
pack_view(void *arg, const char *line, size_t n)
{
	struct packing *p = arg;
	size_t digits = (size_t)((const char *)memchr(line, ' ', n) - line);
	struct span base64 = { (const uint8_t *)line + digits + 1, n - digits - 1 };
	struct base64 b = { .n = 0 };
	struct out der = { NULL, 0, 0, false };
	smimelint_status st = SMIMELINT_ERR_INPUT;
	bool more = true;

	out_clear(&p->text);
	out_char(&p->text, '[');
	out_mem(&p->text, line, digits);
	if (base64_feed(&b, base64, &der) == NULL && base64_end(&b, &der) && !der.failed)
		st = smimelint_lint(p->run, (const uint8_t *)der.p, der.n);
	p->nodes = 0;
	out_str(&p->text, ",\"");
	base64_write(&p->text, out_span(&der));
	out_str(&p->text, "\",[");
	if (st == SMIMELINT_OK)
		smimelint_walk(p->run, pack_node, p);
	out_str(&p->text, "]]");
	p->text.failed |= der.failed || p->texts->failed || st == SMIMELINT_ERR_NOMEM || smimelint_run_error(p->run) != SMIMELINT_OK;
	out_free(&der);
	if (st == SMIMELINT_OK)
		more = pack_line(p, p->text.p, p->text.n);
	return more && !p->text.failed;
}

uint64_t
html_pack_views(struct html *h, struct out *o)
{
	struct packing p = { .limit = HTML_VIEWS_PACKED, .texts = &h->texts };
	smimelint_ctx *ctx = NULL;

	pack_begin(&p.pack);
	/* Unsigned certificates can be looked at too; what is found does not matter here, and one rule is the fewest. */
	if (smimelint_ctx_new(&ctx) == SMIMELINT_OK && smimelint_ctx_set(ctx, "tbs", "yes") == SMIMELINT_OK &&
	    smimelint_ctx_set(ctx, "only", "x690.certificate.unreadable") == SMIMELINT_OK && smimelint_run_new(&p.run, ctx) == SMIMELINT_OK)
		keep_each(&h->views, pack_view, &p);
	else
		p.text.failed = true;
	smimelint_run_free(p.run);
	smimelint_ctx_free(ctx);
	return packed(&p, o);
}

/* ---- without a script ---- */

struct listing {
	struct html *h;
	struct out *o;
	uint32_t n;
};

/* Places of what is read here of a row (html_add). */
enum { ROW_NUMBER, ROW_STATUS, ROW_PATH, ROW_INDEX, ROW_LINE, ROW_ISSUER, ROW_SHA256, ROW_SERIAL, ROW_SUBJECT, ROW_KIND = 10,
	ROW_FINDINGS = 17 };
enum { FINDING_SEVERITY, FINDING_RULE, FINDING_STATE, FINDING_VALUE };

/* Element n of a list; a null where there is none. */
static const struct json_value *
nth(const struct json_value *list, unsigned n)
{
	static const struct json_value none = { .type = JSON_NULL };
	const struct json_value *v = list->child;

	while (v != NULL && n-- > 0)
		v = v->next;
	return v != NULL ? v : &none;
}

/* A text, or the number of one that comes in many rows. */
static const char *
row_text(struct html *h, const struct json_value *v)
{
	int64_t number;

	return json_int64(v, &number) ? h->texts.name[number] : part_text(&h->scratch, v);
}

static void
list_finding(const struct listing *l, const struct json_value *f)
{
	const struct json_value *rule = nth(f, FINDING_RULE), *value = nth(f, FINDING_VALUE);
	int64_t severity = SMIMELINT_NOTICE, number = 0;
	const char *name;

	json_int64(nth(f, FINDING_SEVERITY), &severity);
	name = smimelint_level_name((smimelint_level)severity);
	out_fmt(l->o, "<li><span class=\"chip s-%s\"><span aria-hidden=\"true\">%s</span> %s</span> ", name,
	    html_sign((smimelint_level)severity), name);
	if (json_int64(rule, &number)) {
		html_text(l->o, l->h->rule[number].message);
		out_fmt(l->o, " <a href=\"#rule-%u\"><code>", (unsigned)number);
		html_text(l->o, l->h->rules.name[number]);
		out_str(l->o, "</code></a>");
	} else {
		html_text(l->o, part_text(&l->h->scratch, rule));
	}
	if (value->type == JSON_STRING) {
		out_str(l->o, ": <span class=\"value\">");
		html_text(l->o, part_text(&l->h->scratch, value));
		out_str(l->o, "</span>");
	}
	out_str(l->o, "</li>");
}

/* What a row is about: a subject, a CRL or a response, or nothing that could be made out. */
static const char *
row_title(struct html *h, const struct json_value *row, smimelint_level status)
{
	const struct json_value *subject = nth(row, ROW_SUBJECT);
	const char *kind = row_text(h, nth(row, ROW_KIND)), *number = part_text(&h->scratch, nth(row, ROW_SERIAL));

	if (kind != NULL && strcmp(kind, "ocsp-response") == 0)
		return "OCSP response";
	if (kind != NULL && (strcmp(kind, "crl") == 0 || strcmp(kind, "delta-crl") == 0))
		return arena_printf(&h->scratch, "%s%s%s", *kind == 'd' ? "Delta CRL" : "CRL", number != NULL ? " " : "", number != NULL ? number : "");
	if (subject->type == JSON_STRING)
		return part_text(&h->scratch, subject);
	return status == SMIMELINT_UNREADABLE ? "(nothing could be made out)" : "(no certificate)";
}

static bool
list_row(void *arg, const char *line, size_t n)
{
	struct listing *l = arg;
	struct span text = { (const uint8_t *)line, n };
	struct json_fault fault;
	const struct json_value *row;
	int64_t status = SMIMELINT_UNREADABLE;
	const char *name;

	if (l->n == HTML_STATIC || (row = json_read(&l->h->scratch, text, NULL, &fault)) == NULL)
		return false;
	json_int64(nth(row, ROW_STATUS), &status);
	name = smimelint_level_name((smimelint_level)status);
	out_fmt(l->o, "<article><h3><span class=\"chip s-%s\"><span aria-hidden=\"true\">%s</span> %s</span> ", name,
	    html_sign((smimelint_level)status), name);
	html_text(l->o, row_title(l->h, row, (smimelint_level)status));
	out_str(l->o, "</h3><p class=\"path\">");
	html_text(l->o, row_text(l->h, nth(row, ROW_PATH)));
	if (nth(row, ROW_LINE)->type == JSON_NUMBER) {
		out_char(l->o, ':');
		html_span(l->o, nth(row, ROW_LINE)->text);
	}
	if (nth(row, ROW_SHA256)->type == JSON_STRING) {
		out_str(l->o, ", SHA-256 <code>");
		html_text(l->o, part_text(&l->h->scratch, nth(row, ROW_SHA256)));
		out_str(l->o, "</code>");
	}
	out_str(l->o, "</p><ul>");
	for (const struct json_value *f = nth(row, ROW_FINDINGS)->child; f != NULL; f = f->next)
		list_finding(l, f);
	out_str(l->o, "</ul></article>\n");
	l->n++;
	return true;
}

void
html_static_rows(struct html *h, struct out *o)
{
	struct listing l = { h, o, 0 };

	out_str(o, "<p>With JavaScript, all certificates of this page can be searched, sorted and looked at here.");
	if (h->tally.results > HTML_STATIC)
		out_fmt(o, " Without it, these are the %u with the worst findings.", HTML_STATIC);
	out_str(o, "</p>\n");
	keep_each(&h->rows, list_row, &l);
}
