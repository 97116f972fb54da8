/* SPDX-License-Identifier: Apache-2.0 */
/* form.c - one HTML page (html.h): results go to it as ndjson has them. */
#include "report/html/html.h"
#include "report/report.h"

static void
html_begin(const struct report *r, struct out *o)
{
	(void)r;
	(void)o;
}

static void
html_end(const struct report *r, struct out *o, const struct tally *t)
{
	struct out tool = { NULL, 0, 0, false }, run = tool;
	struct html_head head;

	json_made(r, &tool, &run);
	head = (struct html_head){ out_span(&tool), out_span(&run), SPAN_NONE, t, &r->cover };
	o->failed |= tool.failed || run.failed || !html_write(r->html, o, &head);
	out_free(&tool);
	out_free(&run);
}

const struct report_form form_html = { "html", html_begin, ndjson_result, html_end, WRITE_PAGE };
