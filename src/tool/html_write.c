/* html_write.c - the frame of the HTML report, and what it says first and last. */
#include <inttypes.h>
#include <string.h>

#include "tool/html_page.h"

bool
html_write(struct html *h, struct out *o, const struct html_head *head)
{
	arena_reset(&h->scratch);
	out_str(o, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>S/MIME lint report</title>\n<p>");
	html_count(o, h->tally.results, "certificate", "certificates");
	html_span(o, head->tool);
	return !h->scratch.failed && !h->arena.failed;
}
