/* SPDX-License-Identifier: Apache-2.0 */
/* join.c - the events of one certificate as its record: how they are written. */
#include "command/import/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "command/import/mailboxes.h"

/* Certificates may say a notBefore of up to so much before they were signed (TLS BR 7.1.2.7). */
#define BACK_DATING (48 * 3600)

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
		pick_events(join, name, r, &p[i]);
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
		const char *name = p.mailbox != NULL ? p.mailbox : e->event[i].domain;

		if (name == NULL || e->event[i].aside || keyed_find(&seen, name) != NULL)
			continue;
		keyed_set(&seen, &keys, name, name);
		pick_events(join, name, any, &p);
		arena_init(&a);
		put_record(join, &a, NULL, &p, 1);
		join->failed |= a.failed;
		arena_free(&a);
	}
	join->failed |= seen.failed;
	keyed_free(&seen);
	arena_free(&keys);
}
