/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_html.c - the page from any lines of results: nothing of theirs ends its script or opens an element. */
#include "inside.h"
#include "report/html/html.h"
#include "report/part.h"
#include "report/report.h"

/* Results as merge takes them out of a report: only those that have all that a result has. */
static bool
add(struct html *h, struct span text)
{
	static uint8_t buf[STREAM_SIZE];
	struct stream stream = { .read = stream_memory, .arg = &text, .buf = buf };
	struct part_entry e;
	struct part part;
	bool any = false;

	part_init(&part, &stream);
	while (part_next(&part, &e))
		if (e.kind == PART_RESULT) {
			must(html_add(h, e.value));
			any = true;
		}
	part_free(&part);
	return any;
}

static size_t
count(struct span page, const char *word)
{
	const uint8_t *at = page.p, *end = page.p + page.n;
	size_t n = strlen(word), found = 0;

	for (; (at = memchr(at, word[0], (size_t)(end - at))) != NULL; at++)
		found += (size_t)(end - at) >= n && memcmp(at, word, n) == 0;
	return found;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static size_t scripts;
	struct tally tally = { .wide = false };
	struct cover cover = { .title = NULL };
	struct html_head head = { .tally = &tally, .cover = &cover };
	struct out page = { NULL, 0, 0, false };
	struct html *h = html_new();

	must(h != NULL);
	if (add(h, (struct span){ data, size }) || scripts == 0) {
		must(html_write(h, &page, &head) && !page.failed);
		if (scripts == 0)
			scripts = count(out_span(&page), "<script");
		must(count(out_span(&page), "<script") == scripts);
		must(count(out_span(&page), "</script") == scripts);
	}
	out_free(&page);
	html_free(h);
	return 0;
}
