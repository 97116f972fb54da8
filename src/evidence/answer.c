/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c - see answer.h: tables of what Open MPIC, boulder, the generic form and GLEIF write. */
#include "evidence/answer.h"

#include <string.h>

#include "evidence/record/word.h"

/* What a value may be. */
enum {
	TRUTH = 1 << JSON_BOOL, TEXT = 1 << JSON_STRING, LIST = 1 << JSON_ARRAY, OBJECT = 1 << JSON_OBJECT,
	COUNT = 1 << 10,		/* an integer that is not negative */
	TEXTS = 1 << 8,			/* a list of texts alone */
	HIDDEN = 1 << 9,		/* an object with the hash of a text */
	REGIONS = TEXTS | 1 << 11,	/* a list of texts, each of them a service region */
	FIELDS_SENT = OBJECT | 1 << 12,	/* an object, each member of which is a text */
	RECORDS = TEXTS | HIDDEN	/* a list of both */
};

struct typed {
	const char *name;
	uint16_t n;			/* its octets */
	uint16_t types;
	const struct typed *inside;	/* of the object, or of each object in the list; NULL: it is not looked into */
};
#define MEMBER(name, types, inside) { name, sizeof(name) - 1, types, inside }
#define END { NULL, 0, 0, NULL }

static const struct typed open_redirect[] = {
	MEMBER("url", TEXT, NULL), MEMBER("status_code", COUNT, NULL), MEMBER("response_url", TEXT, NULL), MEMBER("response_status_code", COUNT, NULL), END
};
static const struct typed open_details[] = {
	MEMBER("caa_record_present", TRUTH, NULL), MEMBER("response_page", TEXT, NULL), MEMBER("records_seen", TEXT | RECORDS, NULL),
	MEMBER("response_url", TEXT, NULL), MEMBER("response_status_code", COUNT, NULL), MEMBER("response_code", COUNT, NULL),
	MEMBER("response_history", LIST, open_redirect), END
};
#define OPEN_CHECK MEMBER("check_completed", TRUTH, NULL), MEMBER("check_passed", TRUTH, NULL), MEMBER("check_type", TEXT, NULL), \
	MEMBER("errors", LIST, NULL), MEMBER("details", OBJECT, open_details)
static const struct typed open_check[] = { OPEN_CHECK, END };
/* The check stands beside the code in older answers. */
static const struct typed open_perspective[] = {
	MEMBER("perspective_code", TEXT, NULL), MEMBER("check_response", OBJECT, open_check), OPEN_CHECK, END
};
static const struct typed open_asked[] = {
	MEMBER("validation_method", TEXT, NULL), MEMBER("require_exact_case", TRUTH, NULL), MEMBER("certificate_type", TEXT, NULL),
	MEMBER("caa_domains", TEXTS, NULL), MEMBER("issuer_domain_names", TEXTS, NULL), MEMBER("allow_lookup_failure", TRUTH, NULL),
	MEMBER("key_authorization_hash", TEXT | HIDDEN, NULL), MEMBER("key_authorization", TEXT | HIDDEN, NULL),
	MEMBER("expected_account_uri", TEXT | HIDDEN, NULL), MEMBER("token", TEXT | HIDDEN, NULL), MEMBER("challenge_value", TEXT | HIDDEN, NULL),
	MEMBER("dns_name_prefix", TEXT, NULL), MEMBER("dns_record_type", TEXT, NULL), MEMBER("require_exact_match", TRUTH, NULL),
	MEMBER("http_headers", FIELDS_SENT, NULL), END
};
static const struct typed open_orchestration[] = {
	MEMBER("perspective_count", COUNT, NULL), MEMBER("quorum_count", COUNT, NULL), MEMBER("attempt_count", COUNT, NULL), END
};
static const struct typed open_answer[] = {
	MEMBER("is_valid", TRUTH, NULL), MEMBER("mpic_completed", TRUTH, NULL), MEMBER("check_type", TEXT, NULL), MEMBER("domain_or_ip_target", TEXT, NULL),
	MEMBER("trace_identifier", TEXT, NULL), MEMBER("perspectives", LIST, open_perspective), MEMBER("previous_attempt_results", LIST, NULL),
	MEMBER("actual_orchestration_parameters", OBJECT, open_orchestration), MEMBER("caa_check_parameters", OBJECT, open_asked),
	MEMBER("dcv_check_parameters", OBJECT, open_asked), END
};
static const struct typed boulder_summary[] = {
	MEMBER("passedPerspectives", TEXTS, NULL), MEMBER("failedPerspectives", TEXTS, NULL), MEMBER("passedRIRs", REGIONS, NULL), MEMBER("quorumResult", TEXT, NULL), END
};
static const struct typed boulder_identifier[] = { MEMBER("value", TEXT, NULL), END };
static const struct typed boulder_challenge[] = { MEMBER("type", TEXT, NULL), MEMBER("status", TEXT, NULL), END };
/* The summary alone, or the whole audit event around it. */
static const struct typed boulder_answer[] = {
	MEMBER("Identifier", TEXT | OBJECT, boulder_identifier), MEMBER("Hostname", TEXT, NULL), MEMBER("Challenge", OBJECT, boulder_challenge),
	MEMBER("Summary", OBJECT, boulder_summary), MEMBER("passedPerspectives", TEXTS, NULL), MEMBER("failedPerspectives", TEXTS, NULL),
	MEMBER("passedRIRs", REGIONS, NULL), MEMBER("quorumResult", TEXT, NULL), END
};
static const struct typed generic_perspective[] = {
	MEMBER("code", TEXT, NULL), MEMBER("completed", TRUTH, NULL), MEMBER("passed", TRUTH, NULL), MEMBER("observed", RECORDS, NULL), END
};
static const struct typed generic_answer[] = { MEMBER("perspectives", LIST, generic_perspective), END };
/* Other names than the legal one can only add a name that is right. */
static const struct typed gleif_name[] = { MEMBER("name", TEXT, NULL), END };
static const struct typed gleif_entity[] = { MEMBER("legalName", OBJECT, gleif_name), MEMBER("status", TEXT, NULL), END };
static const struct typed gleif_registration[] = { MEMBER("status", TEXT, NULL), MEMBER("corroborationLevel", TEXT, NULL), END };
static const struct typed gleif_attributes[] = {
	MEMBER("lei", TEXT, NULL), MEMBER("entity", OBJECT, gleif_entity), MEMBER("registration", OBJECT, gleif_registration), END
};
static const struct typed gleif_record[] = { MEMBER("attributes", OBJECT, gleif_attributes), END };
static const struct typed gleif_answer[] = { MEMBER("data", OBJECT | LIST, gleif_record), END };

static bool
is_hidden(const struct json_value *v)
{
	const struct json_value *hash = json_find(v, "sha256");

	return hash != NULL && hash->type == JSON_STRING && ev_is_sha256(hash->text);
}

static bool
has_texts_alone(const struct json_value *list, bool or_hidden)
{
	const struct json_value *e = list->child;

	while (e != NULL && (e->type == JSON_STRING || (or_hidden && is_hidden(e))))
		e = e->next;
	return list->type == JSON_ARRAY && e == NULL;
}

static bool
is_count(const struct json_value *v)
{
	int64_t n;

	return json_int64(v, &n) && n >= 0;
}

static bool
is_of_type(const struct json_value *v, uint16_t types)
{
	if (types == COUNT)
		return is_count(v);
	if ((types >> v->type & 1) != 0)
		return true;
	return (types & TEXTS) != 0 ? has_texts_alone(v, (types & HIDDEN) != 0) : (types & HIDDEN) != 0 && is_hidden(v);
}

/* In the words of decode.c. */
static const char *
expected_text(uint16_t types)
{
	switch (types) {
	case TRUTH: return "neither true nor false";
	case COUNT: return "not an integer from 0 on";
	case TEXT: return "not a string";
	case LIST: return "not an array";
	case OBJECT: case FIELDS_SENT: return "not an object";
	case TEXTS: case RECORDS: case REGIONS: return "not an array of strings";
	case TEXT | OBJECT: return "neither a string nor an object";
	case OBJECT | LIST: return "neither an object nor an array";
	case TEXT | HIDDEN: return "neither a string nor an object with its sha256";
	default: return "neither a string nor an array of strings";
	}
}

struct walk {
	struct arena *arena;
	struct ev_reading *reading;
};

static void check_members(struct walk *, const struct json_value *object, const struct typed *);

static void
check_elements(struct walk *w, const struct json_value *list, const struct typed *inside)
{
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (e->type == JSON_OBJECT)
			check_members(w, e, inside);
		else
			ev_fault_add(w->arena, w->reading, e, expected_text(OBJECT));
}

/* A region that nobody knows counts as none, too. */
static void
check_regions(struct walk *w, const struct json_value *list)
{
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (ev_rir_read(e) == 0)
			ev_fault_add_rir(w->arena, w->reading, e);
}

static void
check_fields_sent(struct walk *w, const struct json_value *fields)
{
	for (const struct json_value *f = fields->child; f != NULL; f = f->next)
		if (f->type != JSON_STRING && f->type != JSON_NULL)
			ev_fault_add(w->arena, w->reading, f, expected_text(TEXT));
}

static bool
is_named(const struct typed *t, struct span name)
{
	return span_eq_short(name, (struct span){ (const uint8_t *)t->name, t->n });
}

/* Members mostly come in one order, so that the name is sought from `from` on, and then before it. */
static const struct typed *
find_typed(const struct typed *list, const struct typed *from, struct span name)
{
	for (const struct typed *t = from; t->name != NULL; t++)
		if (is_named(t, name))
			return t;
	for (const struct typed *t = list; t < from; t++)
		if (is_named(t, name))
			return t;
	return NULL;
}

/* The tables are no deeper than answers, five levels. */
static void
check_members(struct walk *w, const struct json_value *object, const struct typed *list)
{
	const struct typed *next = list;

	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		const struct typed *t = v->type != JSON_NULL ? find_typed(list, next, v->key) : NULL;

		if (t == NULL)
			continue;
		next = t + 1;
		if (!is_of_type(v, t->types))
			ev_fault_add(w->arena, w->reading, v, expected_text(t->types));
		else if (t->inside != NULL && v->type == JSON_OBJECT)
			check_members(w, v, t->inside);
		else if (t->inside != NULL && v->type == JSON_ARRAY)
			check_elements(w, v, t->inside);
		else if (t->types == REGIONS)
			check_regions(w, v);
		else if (t->types == FIELDS_SENT)
			check_fields_sent(w, v);
	}
}

void
ev_answer_check(struct arena *a, const struct ev_mpic *m, struct ev_reading *reading)
{
	static const struct typed *const answers[] = { [MPIC_OPEN] = open_answer, [MPIC_BOULDER] = boulder_answer, [MPIC_GENERIC] = generic_answer };
	struct walk w = { a, reading };

	if (m->response != NULL && m->response->type == JSON_OBJECT && m->format < sizeof answers / sizeof *answers && answers[m->format] != NULL)
		check_members(&w, m->response, answers[m->format]);
}

void
ev_gleif_check(struct arena *a, struct ev_reading *reading)
{
	const struct ev_organization *o = reading->record->organization;
	struct walk w = { a, reading };

	for (uint32_t i = 0; o != NULL && i < o->n_sources; i++) {
		const struct json_value *answer = o->sources[i].gleif_response;

		if (o->sources[i].type == SOURCE_LEI && answer != NULL && answer->type == JSON_OBJECT)
			check_members(&w, answer, gleif_answer);
	}
}
