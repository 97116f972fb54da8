/* SPDX-License-Identifier: Apache-2.0 */
/* event.c - what adapters say of an event, and the words of other systems that several have. */
#include "command/import/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/day.h"
#include "base/text.h"
#include "command/import/moment.h"
#include "option/opt.h"

struct event *
event_add(struct events *e, enum event_kind kind)
{
	static struct event nobody;
	struct event *more;

	if (e->n == e->cap) {
		size_t cap = e->cap + e->cap / 2 + 64;

		if ((more = realloc(e->event, cap * sizeof *more)) == NULL) {
			e->failed = true;
			nobody = (struct event){ .kind = kind, .arena = &e->arena };
			return &nobody;
		}
		e->event = more;
		e->cap = cap;
	}
	e->event[e->n] = (struct event){ .kind = kind, .arena = &e->arena };
	return &e->event[e->n++];
}

static void
add_fact(struct event *v, struct fact f)
{
	struct fact *more = arena_take(v->arena, sizeof *more);

	if (more == NULL)
		return;
	*more = f;
	if (v->first == NULL)
		v->first = more;
	else
		v->last->next = more;
	v->last = more;
}

void
event_text(struct event *v, const char *member, const char *text)
{
	if (text != NULL)
		add_fact(v, (struct fact){ member, FACT_TEXT, text, 0, NULL });
}

void
event_json(struct event *v, const char *member, const char *json)
{
	if (json != NULL)
		add_fact(v, (struct fact){ member, FACT_JSON, json, 0, NULL });
}

static const struct fact *
find_fact(const struct event *v, const char *member)
{
	const struct fact *f = v->first;

	while (f != NULL && strcmp(f->member, member) != 0)
		f = f->next;
	return f;
}

bool
event_has(const struct event *v, const char *member)
{
	return find_fact(v, member) != NULL;
}

const char *
event_text_of(const struct event *v, const char *member)
{
	const struct fact *f = find_fact(v, member);

	return f != NULL && f->type == FACT_TEXT ? f->text : NULL;
}

/* Numbers of a table stand in the record as they stand there. */
int64_t
event_number_of(const struct event *v, const char *member)
{
	const struct fact *f = find_fact(v, member);

	if (f == NULL || (f->type != FACT_NUMBER && f->type != FACT_JSON))
		return 0;
	return f->type == FACT_NUMBER ? f->number : strtoll(f->text, NULL, 10);
}

void
event_fact_from(struct event *v, const struct event *other, const char *member)
{
	const struct fact *f = find_fact(other, member);

	if (f != NULL && find_fact(v, member) == NULL)
		add_fact(v, (struct fact){ f->member, f->type, f->text, f->number, NULL });
}

static bool
differ(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) != 0;
}

bool
event_of_other(const struct event *v, const struct event *w)
{
	return v != NULL && w != NULL && differ(v->applicant, w->applicant);
}

bool
event_is_apart(const struct event *v, const struct event *w)
{
	return event_of_other(v, w) || differ(v->order, w->order);
}

void
event_texts(struct event *v, const char *member, const char *text)
{
	if (text != NULL)
		add_fact(v, (struct fact){ member, FACT_TEXTS, text, 0, NULL });
}

void
event_number(struct event *v, const char *member, int64_t n)
{
	add_fact(v, (struct fact){ member, FACT_NUMBER, NULL, n, NULL });
}

void
event_bool(struct event *v, const char *member, bool yes)
{
	add_fact(v, (struct fact){ member, FACT_BOOL, NULL, yes, NULL });
}

void
event_sha256(struct events *e, struct event *v, const char *member, const char *text)
{
	uint8_t digest[32];

	if (text == NULL)
		return;
	if (smimelint_fingerprint(e->run, (const uint8_t *)text, strlen(text), digest) == SMIMELINT_OK)
		event_text(v, member, text_hex(&e->arena, (struct span){ digest, sizeof digest }));
	else
		e->failed = true;
}

void
event_time(struct events *e, struct event *v, const char *member, int64_t seconds)
{
	char text[32];

	if (seconds != 0)
		event_text(v, member, arena_printf(&e->arena, "%s", seconds_format(seconds, text)));
}

/* Digits behind the point of a second. */
static int32_t
nanos_of(const char *digit)
{
	int32_t nanos = 0;

	for (int32_t unit = 100000000; *digit >= '0' && *digit <= '9'; digit++, unit /= 10)
		nanos += (*digit - '0') * unit;
	return nanos;
}

bool
event_at(struct event *v, const char *time)
{
	v->at = value_time(time);
	v->nanos = v->at != 0 && time[sizeof "0000-00-00T00:00:00" - 1] == '.' ? nanos_of(time + sizeof "0000-00-00T00:00:00") : 0;
	return v->at != 0;
}

const char *
name_plain(struct events *e, const char *name)
{
	const char *plain = smimelint_plain_name(e->run, name);

	e->failed |= plain == NULL;
	return plain != NULL ? arena_printf(&e->arena, "%s", plain) : NULL;
}

/* No domain ends in a label of digits alone (RFC 3696 2), and none has a colon. */
bool
name_is_servers(const char *name)
{
	const char *dot = strrchr(name, '.'), *last = dot != NULL ? dot + 1 : name;

	return strchr(name, '@') == NULL && (strchr(name, ':') != NULL || (strncmp(name, "*.", 2) == 0 && name[2] != '\0') ||
	    (*last != '\0' && last[strspn(last, "0123456789")] == '\0'));
}

/* Labels of something, parted by dots, with no star, blank or control character. */
static bool
is_domain(const char *name)
{
	if (*name == '\0' || *name == '.' || strstr(name, "..") != NULL || strpbrk(name, "*\x7f") != NULL)
		return false;
	while ((unsigned char)*name > ' ')
		name++;
	return *name == '\0';
}

static size_t
count(const cJSON *list)
{
	size_t n = 0;

	for (const cJSON *c = list != NULL ? list->child : NULL; c != NULL; c = c->next)
		n++;
	return n;
}

bool
event_too_many(struct events *e, const cJSON *list, const cJSON *more)
{
	size_t n = count(list) + count(more);

	if (n <= MOST_PERSPECTIVES)
		return false;
	e->bad++;
	complain("%s:%llu: an answer with %zu perspectives, of which a record has %u at the most", e->path, (unsigned long long)e->line, n,
	    MOST_PERSPECTIVES);
	return true;
}

void
event_response(struct events *e, struct event *v, const char *raw, const char *mpic_format)
{
	v->response = raw;
	v->mpic_format = mpic_format;
	if (raw != NULL)
		return;
	e->bad++;
	complain("%s:%llu: this is no JSON to the letter (RFC 8259), so that the record does not have the answer", e->path, (unsigned long long)e->line);
}

/* The URLs that were asked for: the first, and where redirects led.  One that is asked for again, at another address, is none. */
void
event_fetched(struct events *e, struct event *v, const cJSON *challenge)
{
	const cJSON *fetched = foreign_find(challenge, "validationRecord"), *first = fetched != NULL ? fetched->child : NULL;
	const char *before = value_text(first, "url");
	struct out o = { NULL, 0, 0, false };
	struct json j = json_to(&o, true);
	size_t redirects = 0;

	if (before == NULL)
		return;
	event_text(v, "http.url", arena_printf(&e->arena, "%s", before));
	json_open(&j, '[');
	for (const cJSON *r = first->next; r != NULL; r = r->next) {
		const char *url = value_text(r, "url");

		if (url == NULL || strcmp(url, before) == 0)
			continue;
		json_open(&j, '{');
		json_member(&j, "url", url);
		json_close(&j, '}');
		before = url;
		redirects++;
	}
	json_close(&j, ']');
	if (redirects > 0)
		event_json(v, "http.redirects", arena_printf(&e->arena, "%.*s", (int)o.n, o.p));
	e->failed |= o.failed;
	out_free(&o);
}

void
event_name(struct events *e, struct event *v, const char *name)
{
	const char *copy = name_plain(e, name), *at = copy != NULL ? strrchr(copy, '@') : NULL;

	if (copy == NULL)
		return;
	/* U+FFFD stands for what was lost. */
	if (at == copy || !is_domain(at != NULL ? at + 1 : copy) || strstr(copy, "\xef\xbf\xbd") != NULL) {
		e->bad++;
		complain("%s:%llu: \"%s\" is no domain and no mailbox", e->path, (unsigned long long)e->line, text_show(&e->arena, span_of(name), 100));
	} else if (at != NULL) {
		v->mailbox = copy;
	} else {
		v->domain = copy;
	}
}

/* ---- values ---- */

bool
value_is_clear(struct events *e, const cJSON *v)
{
	const char *twice = foreign_twice(v);

	if (twice == NULL)
		return true;
	e->bad++;
	complain("%s:%llu: an object has \"%s\" twice, so that nothing of it is taken", e->path, (unsigned long long)e->line,
	    text_show(&e->arena, span_of(twice), 100));
	return false;
}

const char *
value_text(const cJSON *v, const char *member)
{
	const cJSON *m = foreign_find(v, member);

	return m != NULL && (m->type & 0xff) == cJSON_String ? m->valuestring : NULL;
}

bool
value_is_status(struct events *e, const cJSON *challenge)
{
	static const char *const words[] = { "pending", "processing", "valid", "invalid" };
	const cJSON *m = foreign_find(challenge, "status");
	const char *status = value_text(challenge, "status");

	if (m == NULL || (m->type & 0xff) == cJSON_NULL || (status != NULL && *status == '\0'))
		return true;
	for (size_t i = 0; status != NULL && i < sizeof words / sizeof *words; i++)
		if (strcmp(status, words[i]) == 0)
			return true;
	e->bad++;
	complain("%s:%llu: a challenge with the status \"%s\", which RFC 8555 7.1.6 does not have, so that it is not taken", e->path,
	    (unsigned long long)e->line, status != NULL ? text_show(&e->arena, span_of(status), 60) : "(no text)");
	return false;
}

bool
value_is_bool(struct events *e, const cJSON *v, const char *member, const char *what)
{
	const cJSON *m = foreign_find(v, member);

	if (m == NULL || (m->type & (cJSON_True | cJSON_False | cJSON_NULL)) != 0)
		return true;
	e->bad++;
	complain("%s:%llu: %s whose \"%s\" is neither true nor false, so that it is not taken", e->path, (unsigned long long)e->line, what, member);
	return false;
}

int64_t
value_number(const cJSON *v, const char *member)
{
	const cJSON *m = foreign_find(v, member);

	return m != NULL && (m->type & 0xff) == cJSON_Number && m->valuedouble > -9e18 && m->valuedouble < 9e18 ?
	    (int64_t)m->valuedouble : 0;
}

/* "2026-11-15T09:59:55", with a fraction or without, and Z or an offset: in any other zone it is not known. */
int64_t
value_time(const char *text)
{
	int year, month, day, hour, minute, second, read = 0, offset_hour, offset_minute;
	char sign;
	int64_t t;

	if (text == NULL || !moment_is_time(text) ||
	    sscanf(text, "%4d-%2d-%2d%*c%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second, &read) != 6)
		return 0;
	t = DAY(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
	text += read;
	if (*text == '.')
		text += 1 + strspn(text + 1, "0123456789");
	if (sscanf(text, "%c%2d:%2d", &sign, &offset_hour, &offset_minute) == 3 && (sign == '+' || sign == '-'))
		t -= (sign == '+' ? 1 : -1) * (offset_hour * 3600 + offset_minute * 60);
	return t;
}

/* ---- methods ---- */

struct word {
	const char *theirs, *ours;
};

static const char *
translate(const struct word *words, const char *theirs)
{
	for (; theirs != NULL && words->theirs != NULL; words++)
		if (strcmp(words->theirs, theirs) == 0)
			return words->ours;
	return NULL;
}

const char *
method_of_challenge(const char *type)
{
	static const struct word words[] = {
		{ "dns-01", "3.2.2.4.7" }, { "http-01", "3.2.2.4.19" }, { "tls-alpn-01", "3.2.2.4.20" },
		{ "dns-account-01", "3.2.2.4.21" }, { "dns-persist-01", "3.2.2.4.22" }, { NULL, NULL }
	};

	return translate(words, type);
}

const char *
method_of_open_mpic(const char *name)
{
	static const struct word words[] = {
		{ "dns-change", "3.2.2.4.7" }, { "acme-dns-01", "3.2.2.4.7" }, { "ip-address", "3.2.2.4.8" },
		{ "reverse-address-lookup", "3.2.2.4.8" }, { "contact-email-caa", "3.2.2.4.13" }, { "contact-email-txt", "3.2.2.4.14" },
		{ "contact-phone-txt", "3.2.2.4.16" }, { "contact-phone-caa", "3.2.2.4.17" }, { "website-change", "3.2.2.4.18" },
		{ "acme-http-01", "3.2.2.4.19" }, { "acme-tls-alpn-01", "3.2.2.4.20" }, { "dns-account-01", "3.2.2.4.21" },
		{ "dns-persistent", "3.2.2.4.22" }, { NULL, NULL }
	};

	return translate(words, name);
}
