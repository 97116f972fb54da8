/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c - one row per finding (RFC 4180), for spreadsheets. */
#include <inttypes.h>
#include <string.h>

#include "base/day.h"
#include "base/text.h"
#include "report/report.h"

static void
csv_begin(const struct report *r, struct out *o)
{
	(void)r;
	out_str(o, "file,index,line,sha256,kind,profile,serial,subject,issuer,not_before,not_after,judged_at,status,"
	    "rule,severity,state,source,section,since,message,value,path,offset,length,reading,record,record_id,basis,entries\r\n");
}

/* Does a spreadsheet take text that begins so for a formula?  Some pass over blanks, and some take full-width signs for the plain ones. */
static bool
begins_formula(const char *text)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };

	text += strspn(text, " ");
	/* All of them begin with one octet. */
	for (size_t i = 0; *text == *wide[0] && i < sizeof wide / sizeof *wide; i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return true;
	return *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;
}

/* A field and the comma before it.  An apostrophe keeps what looks like a formula text. */
static void
csv_field(struct out *o, const char *text)
{
	out_char(o, ',');
	if (text == NULL)
		return;
	out_char(o, '"');
	if (begins_formula(text))
		out_char(o, '\'');
	/* A quotation mark stands twice. */
	for (const char *mark; (mark = strchr(text, '"')) != NULL; text = mark + 1) {
		out_mem(o, text, (size_t)(mark + 1 - text));
		out_char(o, '"');
	}
	out_str(o, text);
	out_char(o, '"');
}

static void
csv_number(struct out *o, bool there, uint64_t n)
{
	out_char(o, ',');
	if (there)
		out_fmt(o, "%" PRIu64, n);
}

void
csv_place(struct out *o, const char *path, uint64_t index)
{
	size_t start = o->n;

	csv_field(o, path);
	if (!o->failed)			/* no comma before the first */
		memmove(o->p + start, o->p + start + 1, --o->n - start);
	csv_number(o, true, index);
}

/* File and line of the record that a finding is about. */
static const char *
record_place(const struct result *res, const smimelint_finding *f)
{
	struct span file = { (const uint8_t *)f->record_file, f->record_file != NULL ? strlen(f->record_file) : 0 };

	return f->record_file == NULL ? NULL :
	    arena_printf(res->arena, "%s:%" PRIu64, text_show(res->arena, file, 0), f->record_line);
}

static void
csv_row(struct out *o, const struct result *res, size_t i)
{
	static const char *const facts[] = {
		"sha256", "kind", "profile", "serial", "subject", "issuer", "not_before", "not_after", "judged_at"
	};
	smimelint_finding f = result_finding(res, i);
	char day[16];

	csv_place(o, res->path, res->index);
	csv_number(o, res->line > 0, res->line);
	for (size_t k = 0; k < sizeof facts / sizeof *facts; k++)
		csv_field(o, !result_certificate(res) ? NULL : smimelint_fact(res->run, facts[k]));
	csv_field(o, smimelint_level_name(res->status));
	csv_field(o, smimelint_rule_text(f.rule, "id"));
	csv_field(o, smimelint_level_name(f.severity));
	csv_field(o, smimelint_state_name(f.state));
	csv_field(o, smimelint_rule_text(f.rule, "source"));
	csv_field(o, f.section);
	csv_field(o, f.since == DAY_ALWAYS ? NULL : day_format(f.since, day));
	csv_field(o, f.message);
	csv_field(o, f.value);
	csv_field(o, f.path);
	csv_number(o, finding_has_octets(&f), f.offset);
	csv_number(o, finding_has_octets(&f), f.length);
	csv_field(o, finding_reading(&f));
	csv_field(o, record_place(res, &f));
	csv_field(o, f.record_id);
	csv_field(o, f.basis);
	csv_field(o, !result_certificate(res) ? NULL : smimelint_fact(res->run, "entries"));
	out_str(o, "\r\n");
}

static void
csv_result(const struct report *r, struct out *o, const struct result *res)
{
	(void)r;
	for (size_t i = 0; i < result_finding_count(res); i++)
		csv_row(o, res, i);
}

static void
csv_end(const struct report *r, struct out *o, const struct tally *t)
{
	(void)r;
	(void)o;
	(void)t;
}

const struct report_form form_csv = { "csv", csv_begin, csv_result, csv_end, WRITE_PLAIN };
