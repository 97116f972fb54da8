/* SPDX-License-Identifier: Apache-2.0 */
/*
 * observe.c - compares what each remote perspective saw with what it was to
 * see: the value of the challenge, or CAA records that permit.
 */
#include "evidence/observe.h"

#include "base/text.h"
#include "evidence/caa.h"

/* How much of a page Open MPIC shows. */
#define PAGE_OCTETS 100

/* ---- texts ---- */

static bool
contains(struct span text, struct span part, bool exact_case)
{
	if (part.n == 0)
		return false;
	for (size_t i = 0; i + part.n <= text.n; i++) {
		struct span here = span_sub(text, i, part.n);

		if (exact_case ? span_eq(here, part) : text_equal_ascii(here, part))
			return true;
	}
	return false;
}

static int
base64_value(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The octets that a base64 text stands for; what follows the first other character is left out. */
static struct span
from_base64(struct arena *a, struct span text)
{
	uint8_t *out = arena_take(a, text.n);
	uint32_t bits = 0;
	unsigned have = 0;
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < text.n && base64_value(text.p[i]) >= 0; i++) {
		bits = bits << 6 | (uint32_t)base64_value(text.p[i]);
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[n++] = (uint8_t)(bits >> have);
		}
	}
	return (struct span){ out, n };
}

/* ---- domain validation ---- */

static bool
text_shows(const struct ev_asked *asked, struct span text, struct span value)
{
	bool exact_case = asked->exact_case == EV_YES;

	if (asked->exact_match == EV_YES)
		return exact_case ? span_eq(text, value) : text_equal_ascii(text, value);
	return contains(text, value, exact_case);
}

/* A record that stands as an object, such as a hash of it, may be the one. */
static uint8_t
saw_in_records(const struct ev_asked *asked, const struct json_value *records, struct span value)
{
	uint8_t seen = SEEN_OTHER;

	if (records->type == JSON_STRING)
		return text_shows(asked, records->text, value) ? SEEN_SAME : SEEN_OTHER;
	for (const struct json_value *e = records->child; e != NULL; e = e->next) {
		if (e->type == JSON_OBJECT)
			seen = SEEN_UNKNOWN;
		else if (e->type == JSON_STRING && text_shows(asked, e->text, value))
			return SEEN_SAME;
	}
	return seen;
}

/* The value as a page in UTF-16 has it, in either order of octets. */
static struct span
in_utf16(struct arena *a, struct span value, bool big)
{
	uint8_t *out = arena_take(a, 2 * value.n);

	for (size_t i = 0; out != NULL && i < value.n; i++) {
		out[2 * i + big] = value.p[i];
		out[2 * i + !big] = 0;
	}
	return (struct span){ out, out != NULL ? 2 * value.n : 0 };
}

/* Pages have the charset that their answer says; values are ASCII. */
static bool
page_shows(struct arena *a, struct span page, struct span value)
{
	return contains(page, value, true) || contains(page, in_utf16(a, value, false), true) ||
	    contains(page, in_utf16(a, value, true), true);
}

/* Two octets for each character: every other one is 0. */
static bool
is_utf16(struct span page)
{
	return page.n >= 2 && ((page.p[0] == 0xff && page.p[1] == 0xfe) || (page.p[0] == 0xfe && page.p[1] == 0xff) ||
	    page.p[0] == 0 || page.p[1] == 0);
}

/* A page is cut, so the value may come after its end; that of ACME is all of it. */
static uint8_t
saw_in_page(struct arena *a, const struct ev_asked *asked, struct span page, struct span value)
{
	struct span octets[] = { from_base64(a, page), page };
	size_t whole = is_utf16(octets[0]) ? 2 * value.n : value.n;
	bool alone = span_is(asked->validation_method, "acme-http-01") && whole < PAGE_OCTETS;
	bool cut = false;

	for (size_t i = 0; i < 2; i++) {
		if (page_shows(a, octets[i], value))
			return SEEN_SAME;
		/* Base64 of a whole page is longer than the page. */
		cut |= octets[i].n >= PAGE_OCTETS && (i == 0 || octets[0].n < PAGE_OCTETS / 2);
	}
	return cut && !alone ? SEEN_UNKNOWN : SEEN_OTHER;
}

static uint8_t
saw_value(struct arena *a, const struct ev_asked *asked, const struct ev_sighting *s, struct span value)
{
	if (s->records != NULL)
		return saw_in_records(asked, s->records, value);
	if (s->page.p != NULL)
		return saw_in_page(a, asked, s->page, value);
	return SEEN_UNKNOWN;
}

/* What was asked for, else what the primary saw; a value of which the hash alone is given cannot be compared. */
static uint8_t
saw_challenge(struct arena *a, const struct ev_attempt *t, const struct ev_sighting *s)
{
	const struct ev_primary *primary = t->mpic->primary;
	uint8_t seen = SEEN_UNKNOWN;

	if (t->asked.redacted)
		return SEEN_UNKNOWN;
	if (t->asked.value.p != NULL)
		return saw_value(a, &t->asked, s, t->asked.value);
	for (uint32_t i = 0; primary != NULL && i < primary->n_observed && seen != SEEN_SAME; i++)
		seen = saw_value(a, &t->asked, s, primary->observed[i]);
	return seen;
}

/* ---- CAA ---- */

static bool
read_records(struct arena *a, const struct json_value *records, struct caa_property *out, uint32_t *n)
{
	*n = 0;
	if (records->type == JSON_STRING) {
		*n = records->text.n > 0;
		return records->text.n == 0 || caa_read_zone(a, records->text, out);
	}
	for (const struct json_value *e = records->child; e != NULL; e = e->next)
		if (e->type != JSON_STRING || !caa_read_zone(a, e->text, &out[(*n)++]))
			return false;
	return true;
}

/* With allow_lookup_failure, a pass without any word of records is a failure too. */
static bool
look_up_failed(const struct ev_attempt *t, const struct ev_sighting *s)
{
	return s->record_present != EV_YES && (s->errors || (s->record_present == EV_UNSAID && s->records == NULL &&
	    t->asked.allow_lookup_failure == EV_YES));
}

static uint8_t
saw_permission(struct arena *a, const struct ev_record *r, const struct ev_attempt *t, const struct ev_sighting *s)
{
	const struct span *issuer = r->ca != NULL ? r->ca->issuer_domain_names : NULL, *more = NULL;
	uint32_t n, n_issuer = r->ca != NULL ? r->ca->n_issuer_domain_names : 0, n_more = t->caa != NULL ? t->caa->n_tags_processed : 0;
	struct caa_property *p;

	if (look_up_failed(t, s))
		return t->caa != NULL && caa_failure_accepted(t->caa) ? SEEN_SAME : SEEN_FAILURE;
	if (s->record_present == EV_NO)
		return SEEN_SAME;
	if (s->records == NULL || (p = arena_array(a, (size_t)s->records->n + 1, sizeof *p)) == NULL ||
	    !read_records(a, s->records, p, &n))
		return SEEN_UNKNOWN;
	if (n_more > 0)
		more = t->caa->tags_processed;
	for (uint32_t i = 0; i < n; i++)
		if ((p[i].flags & CAA_CRITICAL) != 0 && !caa_tag_known(p[i].tag, more, n_more))
			return SEEN_OTHER;
	/* A CA without names is told as that. */
	if (caa_judge(p, n, issuer, n_issuer) == CAA_FORBIDDEN)
		return n_issuer > 0 ? SEEN_OTHER : SEEN_UNKNOWN;
	return SEEN_SAME;
}

void
ev_observe(struct arena *a, const struct ev_record *r, struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		struct ev_sighting *s = &t->sighting[i];

		if (s->passed == EV_YES)
			s->seen = t->mpic->check == CHECK_CAA ? saw_permission(a, r, t, s) : saw_challenge(a, t, s);
	}
}
