/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mpic.c - adapters for the answers of Open MPIC (checks nested in
 * check_response, or flat beside the code), of boulder (mpicSummary), and the
 * generic form.
 */
#include "evidence/mpic.h"

#include "base/day.h"
#include "evidence/answer.h"
#include "evidence/methods.h"
#include "evidence/mpic_time.h"
#include "evidence/observe.h"
#include "evidence/perspective.h"
#include "evidence/record/word.h"

/* ---- facts of a verbatim object ---- */

static struct span
text_in(const struct json_value *m)
{
	return m != NULL && m->type == JSON_STRING ? m->text : SPAN_NONE;
}

/* Where the caller's name is a constant, so is its mark: see json_find(). */
#define NAMED __attribute__((always_inline)) static inline

NAMED struct span
text_of(const struct json_value *v, const char *key)
{
	return text_in(json_find(v, key));
}

/* A name or a word: one of blanks alone is as none. */
NAMED struct span
word_of(const struct json_value *v, const char *key)
{
	const struct json_value *m = json_find(v, key);

	return json_says_nothing(m) ? SPAN_NONE : text_in(m);
}

NAMED uint8_t
bool_of(const struct json_value *v, const char *key)
{
	const struct json_value *m = json_find(v, key);

	return m == NULL || m->type != JSON_BOOL ? EV_UNSAID : m->yes ? EV_YES : EV_NO;
}

NAMED struct ev_int
int_of(const struct json_value *v, const char *key)
{
	struct ev_int out = { false, 0 };
	const struct json_value *m = json_find(v, key);

	out.given = m != NULL && json_int64(m, &out.n);
	return out;
}

NAMED const struct json_value *
array_of(const struct json_value *v, const char *key)
{
	const struct json_value *m = json_find(v, key);

	return m != NULL && m->type == JSON_ARRAY ? m : NULL;
}

NAMED const struct json_value *
object_of(const struct json_value *v, const char *key)
{
	const struct json_value *m = json_find(v, key);

	return m != NULL && m->type == JSON_OBJECT ? m : NULL;
}

static struct ev_time
time_from_ns(struct ev_int ns)
{
	const int64_t second = 1000000000;

	/* Nothing was corroborated before 1970. */
	if (!ns.given || ns.n < 0)
		return (struct ev_time){ false, 0, 0 };
	return (struct ev_time){ true, (uint32_t)(ns.n % second), ns.n / second };
}

static uint8_t
check_word(struct span text)
{
	return span_is(text, "dcv") ? CHECK_DCV : span_is(text, "caa") ? CHECK_CAA : 0;
}

struct ev_claim
ev_claim_read(struct span text)
{
	uint32_t n[2] = { 0, 0 };
	unsigned part = 0, digits = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '/' && part == 0 && digits > 0) {
			part = 1;
			digits = 0;
		} else if (text.p[i] >= '0' && text.p[i] <= '9' && ++digits <= 6) {
			n[part] = n[part] * 10 + (uint32_t)(text.p[i] - '0');
		} else {
			return (struct ev_claim){ false, 0, 0 };
		}
	}
	return (struct ev_claim){ part == 1 && digits > 0, n[0], n[1] };
}

/* ---- Open MPIC ---- */

NAMED bool
has_items(const struct json_value *v, const char *key)
{
	const struct json_value *list = array_of(v, key);

	return list != NULL && list->n > 0;
}

/* The member, whatever its form; null is absent. */
static const struct json_value *
value_of(const struct json_value *v, const char *member)
{
	v = json_find(v, member);
	return v == NULL || v->type == JSON_NULL ? NULL : v;
}

/* Of a truth that stands beside the check and within it: both have to say it. */
static bool
both_say(uint8_t outer, uint8_t *within)
{
	bool differ = outer != EV_UNSAID && *within != EV_UNSAID && outer != *within;

	if (differ)
		*within = EV_NO;
	return differ;
}

static void
read_open_sighting(const struct json_value *entry, struct ev_sighting *s)
{
	const struct json_value *nested = object_of(entry, "check_response"), *check = nested != NULL ? nested : entry;
	const struct json_value *details = object_of(check, "details"), *seen = value_of(details, "records_seen"),
	    *found_at = value_of(details, "found_at");

	*s = (struct ev_sighting){
		.at = entry, .code = word_of(entry, "perspective_code"),
		.completed = bool_of(check, "check_completed"), .passed = bool_of(check, "check_passed"),
		.errors = has_items(check, "errors"), .time = time_from_ns(int_of(check, "timestamp_ns")),
		.time_at = value_of(check, "timestamp_ns"),
		.record_present = bool_of(details, "caa_record_present"), .page = text_of(details, "response_page"),
		.details = details, .check_type = word_of(check, "check_type"),
		.method = word_of(details, "validation_method"),
		.found_at = json_says_nothing(found_at) ? SPAN_NONE : text_in(found_at),
		.found_at_other = found_at != NULL && found_at->type != JSON_STRING,
	};
	if (nested != NULL) {
		s->contradicts_itself = both_say(bool_of(entry, "check_passed"), &s->passed);
		s->contradicts_itself |= both_say(bool_of(entry, "check_completed"), &s->completed);
	}
	/* Versions before records_seen. */
	if (seen == NULL)
		seen = value_of(details, "response");
	if (seen != NULL && (seen->type == JSON_ARRAY || seen->type == JSON_STRING))
		s->records = seen;
}

/* What the remote perspectives were to see; each method has its own name for it. */
static void
read_asked_value(const struct json_value *parameters, struct ev_asked *asked)
{
	static const char *const names[] = {
		"challenge_value", "key_authorization_hash", "key_authorization", "expected_account_uri", "token"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct json_value *v = json_find(parameters, names[i]);

		if (v == NULL || v->type == JSON_NULL)
			continue;
		asked->redacted = v->type != JSON_STRING;
		asked->is_account = strcmp(names[i], "expected_account_uri") == 0;
		if (v->type == JSON_STRING)
			asked->value = v->text;
		return;
	}
}

static void
read_asked(const struct json_value *response, enum ev_check check, struct ev_asked *asked)
{
	asked->at = object_of(response, check == CHECK_CAA ? "caa_check_parameters" : "dcv_check_parameters");
	asked->validation_method = word_of(asked->at, "validation_method");
	asked->prefix = word_of(asked->at, "dns_name_prefix");
	asked->exact_match = bool_of(asked->at, "require_exact_match");
	asked->exact_case = bool_of(asked->at, "require_exact_case");
	asked->certificate_type = word_of(asked->at, "certificate_type");
	asked->caa_domains = array_of(asked->at, "caa_domains");
	asked->issuer_domain_names = array_of(asked->at, "issuer_domain_names");
	asked->allow_lookup_failure = bool_of(asked->at, "allow_lookup_failure");
	read_asked_value(asked->at, asked);
}

typedef void sighting_fn(const struct json_value *entry, struct ev_sighting *);

static bool
add_sightings(struct arena *a, struct ev_attempt *t, const struct json_value *list, sighting_fn *read)
{
	if (list == NULL || list->n > EV_ATTEMPT_PERSPECTIVES || (t->sighting = arena_array(a, list->n, sizeof *t->sighting)) == NULL)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		read(e, &t->sighting[t->n_sighting++]);
	return true;
}

static void
read_open(struct arena *a, const struct json_value *response, struct ev_attempt *t)
{
	const struct json_value *previous = array_of(response, "previous_attempt_results");

	t->recognised = add_sightings(a, t, array_of(response, "perspectives"), read_open_sighting);
	t->check_type = word_of(response, "check_type");
	t->check = check_word(t->check_type);
	t->target = word_of(response, "domain_or_ip_target");
	t->trace = word_of(response, "trace_identifier");
	t->is_valid = bool_of(response, "is_valid");
	t->completed = bool_of(response, "mpic_completed");
	t->parameters = object_of(response, "actual_orchestration_parameters");
	t->perspective_count = int_of(t->parameters, "perspective_count");
	t->quorum_count = int_of(t->parameters, "quorum_count");
	t->attempt_count = int_of(t->parameters, "attempt_count");
	t->n_previous = previous != NULL ? previous->n : 0;
	read_asked(response, t->mpic->check, &t->asked);
}

/* ---- boulder ---- */

static void
read_boulder_list(const struct json_value *list, uint8_t passed, struct ev_attempt *t)
{
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		t->sighting[t->n_sighting++] = (struct ev_sighting){
			.at = e, .code = e->type == JSON_STRING ? e->text : SPAN_NONE, .completed = passed, .passed = passed
		};
}

/* An object with type and value, or, as in the logs of early 2025 and before, a text. */
static struct span
boulder_name(const struct json_value *event)
{
	const struct json_value *object = object_of(event, "Identifier");

	if (object != NULL)
		return word_of(object, "value");
	return word_of(event, json_find(event, "Identifier") != NULL ? "Identifier" : "Hostname");
}

/* What the audit event says of the validation: whatever an error looks like, it is one. */
static void
read_boulder_event(const struct json_value *event, struct ev_attempt *t)
{
	const struct json_value *challenge = object_of(event, "Challenge"), *error = json_find(event, "Error");

	t->target = boulder_name(event);
	t->challenge_type = word_of(challenge, "type");
	t->challenge_status = word_of(challenge, "status");
	if (!json_says_nothing(error))
		t->error = error->type == JSON_STRING ? error->text : error->raw;
}

static void
read_boulder(struct arena *a, const struct json_value *response, struct ev_attempt *t)
{
	/* The summary alone, or the whole audit event around it. */
	const struct json_value *event = object_of(response, "Summary"), *summary = event != NULL ? event : response;
	const struct json_value *passed = array_of(summary, "passedPerspectives"),
	    *failed = array_of(summary, "failedPerspectives"), *rirs = array_of(summary, "passedRIRs");

	if (passed == NULL || failed == NULL || passed->n > EV_ATTEMPT_PERSPECTIVES ||
	    failed->n > EV_ATTEMPT_PERSPECTIVES - passed->n ||
	    (t->sighting = arena_array(a, passed->n + failed->n, sizeof *t->sighting)) == NULL)
		return;
	t->recognised = true;
	if (event != NULL)
		read_boulder_event(response, t);
	read_boulder_list(passed, EV_YES, t);
	read_boulder_list(failed, EV_NO, t);
	t->summary = summary;
	t->claim = t->logged = ev_claim_read(text_of(summary, "quorumResult"));
	t->rirs_at = rirs;
	for (const struct json_value *e = rirs != NULL ? rirs->child : NULL; e != NULL; e = e->next)
		t->rirs = (uint8_t)(t->rirs | 1u << ev_rir_read(e));
	t->unknown_rir = (t->rirs & 1u) != 0;
	t->rirs &= (uint8_t)~1u;
}

/* ---- the generic form ---- */

/* What says nothing, and a word for none, is no error. */
static bool
names_error(const struct json_value *error)
{
	static const char *const none[] = { "none", "no error", "noerror", "ok", NULL };

	return !json_says_nothing(error) && !(error->type == JSON_STRING && ev_word_among(error->text, none));
}

static void
read_generic_sighting(const struct json_value *entry, struct ev_sighting *s)
{
	*s = (struct ev_sighting){
		.at = entry, .code = word_of(entry, "code"), .completed = bool_of(entry, "completed"),
		.passed = bool_of(entry, "passed"), .errors = names_error(json_find(entry, "error")),
		.records = array_of(entry, "observed"),
	};
	if (!ev_time_parse(text_of(entry, "at"), &s->time))
		s->time = (struct ev_time){ false, 0, 0 };
	s->time_at = value_of(entry, "at");
}

/* ---- an attempt ---- */

/* The record's own entry, else that of the table the linter was given. */
static const struct ev_perspective *
place_of(const struct ev_record *r, const struct ev_table *table, struct span code, struct ev_time at)
{
	const struct ev_perspective *p = ev_perspective_find(r->perspectives, r->n_perspectives, code, at);

	return p != NULL ? p : ev_perspective_find(table->perspective, table->n, code, at);
}

static void
settle_sightings(const struct ev_record *r, const struct ev_table *table, struct ev_attempt *t)
{
	const struct ev_primary *primary = t->mpic->primary;

	if (primary != NULL)
		t->primary_place = place_of(r, table, primary->code, t->time);
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		struct ev_sighting *s = &t->sighting[i];

		s->place = place_of(r, table, s->code, t->time);
		s->is_primary = primary != NULL && primary->code.p != NULL && s->code.p != NULL &&
		    span_eq(primary->code, s->code);
		for (uint32_t k = 0; k < i && s->code.p != NULL; k++)
			s->again |= t->sighting[k].code.p != NULL && span_eq(t->sighting[k].code, s->code);
	}
}

static void
make_attempt(struct arena *a, const struct ev_mpic *m, struct ev_attempt *t)
{
	const struct json_value *response = m->response;

	*t = (struct ev_attempt){ .mpic = m };
	switch (m->format) {
	case MPIC_OPEN:
		read_open(a, response, t);
		break;
	case MPIC_BOULDER:
		read_boulder(a, response, t);
		break;
	case MPIC_GENERIC:
		t->recognised = add_sightings(a, t, array_of(response, "perspectives"), read_generic_sighting);
		break;
	default:
		break;
	}
	if (m->quorum_claim.p != NULL)
		t->claim = ev_claim_read(m->quorum_claim);
}

/* ---- all of a record ---- */

/* The attempts that corroboration_reuse embeds. */
static void
add_embedded(struct arena *a, struct ev_reading *reading, struct ev_attempts *all)
{
	const struct ev_record *r = reading->record;

	for (uint32_t i = 0; i < r->n_caa_checks; i++) {
		const struct ev_corroboration_reuse *reuse = r->caa_checks[i].corroboration_reuse;
		const struct json_value *v = reuse != NULL ? reuse->mpic : NULL;
		const struct ev_mpic *m = v != NULL ? ev_decode(a, v, &ev_embedded_mpic_shape, reading) : NULL;

		if (m != NULL)
			make_attempt(a, m, &all->attempt[all->n++]);
		else if (v != NULL && v->type != JSON_STRING)
			ev_fault_add(a, reading, v, "neither an id nor an object");
	}
}

static struct ev_attempt *
named(const struct ev_record *r, struct ev_attempts *all, struct span id)
{
	const struct ev_mpic *m = ev_mpic_find(r, id, NULL);

	return m != NULL ? &all->attempt[m - r->mpic] : NULL;
}

static struct ev_attempt *
reused(const struct ev_record *r, struct ev_attempts *all, const struct ev_corroboration_reuse *reuse)
{
	if (reuse == NULL || reuse->mpic == NULL)
		return NULL;
	if (reuse->mpic->type == JSON_STRING)
		return named(r, all, reuse->mpic->text);
	for (uint32_t i = r->n_mpic; i < all->n; i++)
		if (all->attempt[i].mpic->at == reuse->mpic)
			return &all->attempt[i];
	return NULL;
}

static bool
is_relied(const struct ev_record *r, const struct ev_validation *v)
{
	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		if (v->id.p != NULL && r->mailboxes[i].validation.p != NULL && span_eq(r->mailboxes[i].validation, v->id))
			return true;
	return false;
}

/* Of two validations that name one attempt, the one that a mailbox relies on; then the one that needs it. */
static bool
comes_first(const struct ev_record *r, const struct ev_validation *v, const struct ev_validation *other)
{
	bool relied = is_relied(r, v);

	return relied != is_relied(r, other) ? relied : ev_needs_corroboration(v) && !ev_needs_corroboration(other);
}

/* Which validations and CAA checks rely on which attempts; a check's own attempt before one used again. */
static void
find_reliance(const struct ev_record *r, struct ev_attempts *all)
{
	struct ev_attempt *t;

	for (uint32_t i = 0; i < r->n_validations; i++)
		if ((t = named(r, all, r->validations[i].mpic)) != NULL && (t->validation == NULL ||
		    comes_first(r, &r->validations[i], t->validation)))
			t->validation = &r->validations[i];
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if ((t = named(r, all, r->caa_checks[i].mpic)) != NULL && t->caa == NULL)
			t->caa = &r->caa_checks[i];
	for (uint32_t i = 0; i < r->n_caa_checks; i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];

		if (check->mpic.p == NULL && (t = reused(r, all, check->corroboration_reuse)) != NULL && t->caa == NULL) {
			t->caa = check;
			t->reuse = check->corroboration_reuse;
		}
	}
}

bool
ev_attempts_make(struct arena *a, struct ev_reading *reading, const struct ev_table *table, int64_t skew,
    struct ev_sha256 *sha256, struct ev_attempts *all)
{
	const struct ev_record *r = reading->record;

	all->n = 0;
	if ((all->attempt = arena_array(a, (size_t)r->n_mpic + r->n_caa_checks, sizeof *all->attempt)) == NULL)
		return false;
	for (uint32_t i = 0; i < r->n_mpic; i++)
		make_attempt(a, &r->mpic[i], &all->attempt[all->n++]);
	add_embedded(a, reading, all);
	for (uint32_t i = 0; i < all->n; i++)
		ev_answer_check(a, all->attempt[i].mpic, reading);
	find_reliance(r, all);
	for (uint32_t i = 0; i < all->n; i++) {
		ev_settle_time(&all->attempt[i], skew);
		settle_sightings(r, table, &all->attempt[i]);
		all->attempt[i].sha256 = sha256;
		ev_observe(a, r, &all->attempt[i]);
	}
	return !a->failed;
}

const struct ev_attempt *
ev_attempt_find(const struct ev_attempts *all, const struct ev_record *r, struct span id)
{
	struct ev_attempts list = *all;

	return named(r, &list, id);
}

const struct ev_attempt *
ev_attempt_of_reuse(const struct ev_attempts *all, const struct ev_record *r, const struct ev_corroboration_reuse *reuse)
{
	struct ev_attempts list = *all;

	return reused(r, &list, reuse);
}
