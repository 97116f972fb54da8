/* SPDX-License-Identifier: Apache-2.0 */
/* join.c - the events of one certificate as its record: which of them are its own, and how they are written. */
#include "command/import/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/day.h"
#include "command/mailboxes.h"

/* Certificates may say a notBefore of up to so much before they were signed (TLS BR 7.1.2.7). */
#define BACK_DATING (48 * 3600)

/* ---- which ---- */

static const char *
name_of(const struct event *v)
{
	return v->mailbox != NULL ? v->mailbox : v->domain;
}

/* A validation that failed proves nothing, and takes nothing back: it stands before all that succeeded, whenever it was. */
static bool
is_vain(const struct event *v)
{
	return v->kind == EVENT_VALIDATION && v->failed;
}

/* Names are plain ones: domains in lower case, local parts octet for octet, as RFC 5321 2.4 has them. */
static int
compare(const char *name, enum event_kind kind, bool vain, int64_t at, const struct event *v)
{
	int way = strcmp(name, name_of(v));

	if (way == 0)
		way = (kind > v->kind) - (kind < v->kind);
	if (way == 0)
		way = is_vain(v) - vain;
	return way != 0 ? way : (at > v->at) - (at < v->at);
}

/*
 * Of those of one second that with the corroboration comes last, else that which is last in the log: the whole check ends
 * with it.  A refusal has its place in the log.
 */
static int
compare_events(const void *a, const void *b)
{
	const struct event *v = *(const struct event *const *)a, *w = *(const struct event *const *)b;
	int way = compare(name_of(v), v->kind, is_vain(v), v->at, w);

	if (way == 0)
		way = (v->response != NULL || v->failed) - (w->response != NULL || w->failed);
	if (way == 0)
		way = (v->nanos > w->nanos) - (v->nanos < w->nanos);
	return way != 0 ? way : (v > w) - (v < w);
}

/* So long after its corroboration a check may still have lines of remote perspectives in the log, whose clocks are their own. */
#define LATE_PERSPECTIVE 30

/* The corroborated event at hand, and how many more refusals are those of the perspectives that it counts as refusing. */
struct whole {
	const struct event *of;		/* NULL: there is none */
	size_t refusals, sights;	/* each of them logs what it saw and how its check ended */
};

/* May it be what one perspective says in the course of the corroborated event? */
static bool
is_within(const struct event *v, const struct whole *w)
{
	return v->response == NULL && w->of != NULL && w->of->at != 0 && w->of->kind == v->kind && v->at - w->of->at <= LATE_PERSPECTIVE &&
	    strcasecmp(name_of(w->of), name_of(v)) == 0;
}

/*
 * A refusal that does not corroborate, where the quorum can spare it (TLS BR 3.2.2.9): the answer, which goes into the record as it
 * came, lists the perspective.  One more than the answer lists is none of it.
 */
static bool
is_listed(const struct event *v, struct whole *w)
{
	size_t *left = v->part == PART_ANSWER ? &w->sights : &w->refusals;

	if (!is_within(v, w) || *left == 0)
		return false;
	--*left;
	return true;
}

static bool
is_check_of(const struct event *v, const char *name)
{
	return v->kind == EVENT_CAA && strcasecmp(name_of(v), name) == 0;
}

/* The last check decides.  Lines of single perspectives behind it do not; refusals among them, and such without a time, are counted. */
static void
leave_out_parts(struct join *j)
{
	struct whole w = { .of = NULL };
	size_t kept = 0;

	for (size_t i = 0; i < j->n_sorted; i++) {
		const struct event *v = j->sorted[i];
		bool forbids = v->kind == EVENT_CAA && v->failed;

		if (forbids && is_listed(v, &w)) {
			j->outvoted++;
			continue;
		}
		if (!v->failed && v->response != NULL)
			w = (struct whole){ v, v->refusing, v->refusing };
		j->undated += forbids && v->at == 0 && i + 1 < j->n_sorted && is_check_of(j->sorted[i + 1], name_of(v));
		j->sorted[kept++] = v;
	}
	j->n_sorted = kept;
}

void
join_begin(struct join *j, struct arena *a)
{
	const struct events *e = j->events;

	j->n_sorted = 0;
	j->sorted = arena_array(a, e->n, sizeof *j->sorted);
	for (size_t i = 0; i < e->n && j->sorted != NULL; i++)
		if (name_of(&e->event[i]) != NULL && !e->event[i].aside)
			j->sorted[j->n_sorted++] = &e->event[i];
	if (j->n_sorted > 1)
		qsort(j->sorted, j->n_sorted, sizeof *j->sorted, compare_events);
	leave_out_parts(j);
}

/* The last event of exactly this name, up to this time; one without a time is before all others. */
static const struct event *
last_of(const struct join *j, enum event_kind kind, bool vain, const char *name, int64_t before)
{
	size_t low = 0, high = j->n_sorted;
	const struct event *v;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(name, kind, vain, before, j->sorted[middle]) < 0)
			high = middle;
		else
			low = middle + 1;
	}
	v = low > 0 ? j->sorted[low - 1] : NULL;
	return v != NULL && v->kind == kind && is_vain(v) == vain && strcmp(name, name_of(v)) == 0 ? v : NULL;
}

/* Of the mailbox itself, else of its domain, else of the nearest domain above (not for CAA); of those the last before the certificate. */
static const struct event *
nearest(const struct join *j, enum event_kind kind, bool vain, const char *mailbox, int64_t before)
{
	const char *at = strrchr(mailbox, '@'), *domain = at != NULL ? at + 1 : mailbox, *dot;
	const struct event *v = at != NULL ? last_of(j, kind, vain, mailbox, before) : NULL;

	while (v == NULL && *domain != '\0') {
		v = last_of(j, kind, vain, domain, before);
		dot = kind != EVENT_CAA ? strchr(domain, '.') : NULL;
		domain = dot != NULL ? dot + 1 : "";
	}
	return v;
}

/* How far behind the certificate's time an event of it may be: not at all, else as far as certificates may be dated back. */
struct reach {
	int64_t before, late;
};

/* The last before the certificate; one behind that only where there is none. */
static const struct event *
within(const struct join *j, enum event_kind kind, bool vain, const char *mailbox, struct reach r)
{
	const struct event *v = nearest(j, kind, vain, mailbox, r.before);

	return v != NULL || r.late == r.before ? v : nearest(j, kind, vain, mailbox, r.late);
}

/* One that failed only where none succeeded. */
static const struct event *
choose(const struct join *j, enum event_kind kind, const char *mailbox, struct reach r)
{
	const struct event *v = within(j, kind, false, mailbox, r);

	return v != NULL || kind == EVENT_CAA ? v : within(j, kind, true, mailbox, r);
}

/* ---- how ---- */

/* The mailboxes of a certificate, or one name, with the events of each. */
struct part {
	const char *mailbox;		/* NULL: the events are of a domain alone */
	const struct event *validation, *check;
};

/* The first part with the same event: it is written once. */
static size_t
first_with(const struct part *p, size_t i, bool check)
{
	for (size_t k = 0; k < i; k++)
		if (check ? p[k].check == p[i].check : p[k].validation == p[i].validation)
			return k;
	return i;
}

static void
put_value(struct json *j, const struct fact *f)
{
	if (f->type == FACT_NUMBER) {
		json_number(j, (uint64_t)f->number);
	} else if (f->type == FACT_BOOL) {
		json_bool(j, f->number != 0);
	} else if (f->type == FACT_JSON) {
		json_raw(j, f->text);
	} else if (f->type == FACT_TEXTS) {
		json_open(j, '[');
		json_string(j, f->text);
		json_close(j, ']');
	} else {
		json_string(j, f->text);
	}
}

/* Members have dots where they lie in others: "acme.dkim.result". */
#define MOST_LEVELS 4

/* Has one before it the same first `n` octets of its name? */
static bool
is_repeated(const struct event *v, const struct fact *f, size_t n)
{
	const struct fact *e = v->first;

	while (e != f && (strncmp(e->member, f->member, n) != 0 || (f->member[n] == '\0' && e->member[n] != '\0')))
		e = e->next;
	return e != f;
}

/* The members below such a prefix, in the order of the log; each once, whatever its columns' order. */
static void
put_facts(struct json *j, struct arena *a, const struct event *v, const char *prefix, unsigned levels)
{
	size_t n = strlen(prefix);

	for (const struct fact *f = v->first; f != NULL; f = f->next) {
		const char *dot = strncmp(f->member, prefix, n) == 0 ? strchr(f->member + n, '.') : NULL;
		const char *object = dot != NULL ? arena_printf(a, "%.*s", (int)(dot - f->member) + 1, f->member) : NULL;

		if (strncmp(f->member, prefix, n) != 0 || is_repeated(v, f, object != NULL ? strlen(object) : strlen(f->member)))
			continue;
		if (object == NULL || levels == 0) {
			json_key(j, f->member + n);
			put_value(j, f);
			continue;
		}
		json_key(j, arena_printf(a, "%.*s", (int)(dot - f->member - (ptrdiff_t)n), f->member + n));
		json_open(j, '{');
		put_facts(j, a, v, object, levels - 1);
		json_close(j, '}');
	}
}

static const char *
id_of(struct arena *a, char letter, size_t i)
{
	return arena_printf(a, "%c%zu", letter, i + 1);
}

static void
put_events(struct json *j, struct arena *a, const struct part *p, size_t n, bool checks)
{
	json_key(j, checks ? "caa_checks" : "validations");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct event *v = checks ? p[i].check : p[i].validation;

		if (v == NULL || first_with(p, i, checks) != i)
			continue;
		json_open(j, '{');
		json_member(j, "id", id_of(a, checks ? 'c' : 'v', i));
		put_facts(j, a, v, "", MOST_LEVELS);
		if (v->response != NULL)
			json_member(j, "mpic", id_of(a, checks ? 'n' : 'm', i));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
put_attempt(struct json *j, struct arena *a, const struct event *v, const char *id)
{
	char time[32];

	json_open(j, '{');
	json_member(j, "id", id);
	json_member(j, "check", v->kind == EVENT_CAA ? "caa" : "dcv");
	json_member(j, "target", v->domain);
	if (v->primary_result != NULL && v->at != 0) {
		json_key(j, "primary");
		json_open(j, '{');
		json_member(j, "at", arena_printf(a, "%s", seconds_format(v->at, time)));
		json_member(j, "result", v->primary_result);
		json_close(j, '}');
	}
	json_member(j, "format", v->mpic_format);
	json_key(j, "response");
	json_raw(j, v->response);
	json_close(j, '}');
}

static void
put_attempts(struct json *j, struct arena *a, const struct part *p, size_t n)
{
	json_key(j, "mpic");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		if (p[i].validation != NULL && p[i].validation->response != NULL && first_with(p, i, false) == i)
			put_attempt(j, a, p[i].validation, id_of(a, 'm', i));
		if (p[i].check != NULL && p[i].check->response != NULL && first_with(p, i, true) == i)
			put_attempt(j, a, p[i].check, id_of(a, 'n', i));
	}
	json_close(j, ']');
}

static void
put_mailboxes(struct json *j, struct arena *a, const struct part *p, size_t n)
{
	json_key(j, "mailboxes");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		if (p[i].mailbox == NULL)
			continue;
		json_open(j, '{');
		json_member(j, "address", p[i].mailbox);
		if (p[i].validation != NULL)
			json_member(j, "validation", id_of(a, 'v', first_with(p, i, false)));
		if (p[i].check != NULL)
			json_member(j, "caa", id_of(a, 'c', first_with(p, i, true)));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
put_ca(struct json *j, const struct join *join)
{
	json_key(j, "ca");
	json_open(j, '{');
	if (join->n_issuer_domain > 0) {
		json_key(j, "issuer_domain_names");
		json_open(j, '[');
		for (size_t i = 0; i < join->n_issuer_domain; i++)
			json_string(j, join->issuer_domain[i]);
		json_close(j, ']');
	}
	json_close(j, '}');
}

static void
put_certificate(struct json *j, smimelint_run *run)
{
	static const char *const matchers[] = { "sha256", "tbs_sha256", "issuer_name_sha256", "serial" };

	json_key(j, "subject_certificate");
	json_open(j, '{');
	json_member(j, "stage", smimelint_fact(run, "sha256") != NULL ? "post" : "pre");
	for (size_t i = 0; i < sizeof matchers / sizeof *matchers; i++)
		if (smimelint_fact(run, matchers[i]) != NULL)
			json_member(j, matchers[i], smimelint_fact(run, matchers[i]));
	json_close(j, '}');
}

static void
put_record(struct join *join, struct arena *a, smimelint_run *run, const struct part *p, size_t n)
{
	struct json j = json_to(join->out, true);

	json_open(&j, '{');
	json_member(&j, "evidence_format", "smime-issuance-evidence");
	json_member(&j, "evidence_version", "1.0");
	json_member(&j, "record_id", run != NULL ? arena_printf(a, "import/%.16s", smimelint_fact(run, "tbs_sha256")) :
	    arena_printf(a, "import/%s", p[0].validation != NULL && p[0].validation->domain != NULL ? p[0].validation->domain :
	    p[0].check != NULL && p[0].check->domain != NULL ? p[0].check->domain : p[0].mailbox));
	if (run != NULL)
		put_certificate(&j, run);
	put_ca(&j, join);
	json_key(&j, "issuance");
	json_open(&j, '{');
	if (run != NULL && smimelint_fact(run, "profile") != NULL)
		json_member(&j, "profile", smimelint_fact(run, "profile"));
	json_close(&j, '}');
	put_mailboxes(&j, a, p, n);
	put_events(&j, a, p, n, false);
	put_events(&j, a, p, n, true);
	put_attempts(&j, a, p, n);
	if (join->perspectives != NULL) {
		json_key(&j, "perspectives");
		json_raw(&j, join->perspectives);
	}
	json_close(&j, '}');
	out_char(join->out, '\n');
	join->records++;
}

void
join_certificate(struct join *join, smimelint_run *run)
{
	struct part *p;
	const char *day = smimelint_fact(run, "not_before");
	int64_t before = value_time(day);
	struct reach r = { INT64_MAX, INT64_MAX };
	const char **mailbox, *name;
	size_t n, found = 0;
	struct arena a;

	arena_init(&a);
	n = mailboxes_once(run, &a, &mailbox, &join->failed);
	if ((p = arena_array(&a, n + 1, sizeof *p)) == NULL)
		n = 0;
	if (before != 0)
		r = (struct reach){ before, before + BACK_DATING };
	for (size_t i = 0; i < n; i++) {
		p[i].mailbox = mailbox[i];
		if ((name = smimelint_plain_name(run, mailbox[i])) == NULL || (name = arena_printf(&a, "%s", name)) == NULL) {
			join->failed = true;
			break;
		}
		p[i].validation = choose(join, EVENT_VALIDATION, name, r);
		p[i].check = choose(join, EVENT_CAA, name, r);
		found += p[i].validation != NULL || p[i].check != NULL;
	}
	if (found == 0)
		join->without++;
	else
		put_record(join, &a, run, p, n);
	join->failed |= a.failed;
	arena_free(&a);
}

void
join_names(struct join *join)
{
	const struct events *e = join->events;
	static const struct reach any = { INT64_MAX, INT64_MAX };
	struct keyed seen = { .failed = false };
	struct arena keys, a;

	arena_init(&keys);
	for (size_t i = 0; i < e->n; i++) {
		struct part p = { .mailbox = e->event[i].mailbox };
		const char *name = name_of(&e->event[i]);

		if (name == NULL || e->event[i].aside || keyed_find(&seen, name) != NULL)
			continue;
		keyed_set(&seen, &keys, name, name);
		p.validation = choose(join, EVENT_VALIDATION, name, any);
		p.check = choose(join, EVENT_CAA, name, any);
		arena_init(&a);
		put_record(join, &a, NULL, &p, 1);
		join->failed |= a.failed;
		arena_free(&a);
	}
	join->failed |= seen.failed;
	keyed_free(&seen);
	arena_free(&keys);
}
