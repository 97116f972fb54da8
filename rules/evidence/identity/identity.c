/* SPDX-License-Identifier: Apache-2.0 */
/* identity.c - LEI data, Reliable Methods of Communication, attributes under their several names. */
#include "rules/evidence/identity/identity.h"

#include "evidence/identity.h"
#include "evidence/record/word.h"
#include "rules/evidence/ask.h"
#include "rules/evidence/evidence.h"
#include "value/fold.h"
#include "value/normal.h"

/* beside: data that stand beside others of the source, of which a part will do. */
static void
report_lei_data(struct check *c, const struct ev_lei *lei, bool beside)
{
	const struct {
		const char *member, *name, *wanted;
		struct span value;
	} statuses[] = {
		{ "registration_status", "RegistrationStatus", "ISSUED", lei->registration_status },
		{ "entity_status", "EntityStatus", "ACTIVE", lei->entity_status },
		{ "validation_sources", "ValidationSources", "FULLY_CORROBORATED", lei->validation_sources },
	};

	/* What GLEIF answered has no form of ours that would tell of a member that cannot be read. */
	if (lei->code.p == NULL && lei->verbatim && !beside)
		report_missing(c, lei->at, "lei");
	else if (lei->code.p == NULL && !beside)
		fact_missing(c, lei->at, "code");
	if (lei->id.p != NULL && lei->code.p != NULL && !text_equal_ascii(lei->id, lei->code))
		report_fact(c, lei->at, "lei", "%s, the record's id: %s", fact_text(c, lei->code), fact_text(c, lei->id));
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		const char *member = statuses[i].member;
		const struct json_value *at = ev_lei_place(lei, &member);

		if (statuses[i].value.p == NULL && beside)
			continue;
		if (statuses[i].value.p == NULL && lei->verbatim)
			report_missing(c, at, member);
		else if (statuses[i].value.p == NULL)
			fact_missing(c, at, member);
		else if (!ev_word_is(statuses[i].value, statuses[i].wanted))
			report_fact(c, at, member, "%s %s", statuses[i].name, fact_text(c, statuses[i].value));
	}
}

void
report_lei(struct check *c, const struct ev_lei *lei)
{
	report_lei_data(c, lei, false);
}

static bool
is_of_type(const struct json_value *v, enum json_type type)
{
	return v == NULL || v->type == JSON_NULL || v->type == type;
}

static bool
is_record_readable(const struct json_value *record)
{
	const struct json_value *attributes = json_find(record, "attributes");

	return is_of_type(record, JSON_OBJECT) && is_of_type(attributes, JSON_OBJECT) && is_of_type(json_find(attributes, "lei"), JSON_STRING);
}

/* Has each part that GLEIF's answer has the type that it has there?  A list is the answer to a search. */
static bool
is_answer_readable(const struct ev_source *s)
{
	const struct json_value *data = json_find(s->gleif_response, "data");

	if (!is_of_type(s->gleif_response, JSON_OBJECT))
		return false;
	if (data == NULL || data->type != JSON_ARRAY)
		return is_record_readable(data);
	for (const struct json_value *record = data->child; record != NULL; record = record->next)
		if (!is_record_readable(record))
			return false;
	return true;
}

/* Did GLEIF answer with something, which is no record? */
static bool
is_answer_without_record(const struct ev_source *s)
{
	return s->gleif_response != NULL && s->gleif_response->type == JSON_OBJECT && s->gleif_response->child != NULL;
}

void
report_source_lei(struct check *c, const struct ev_source *s)
{
	const struct ev_lei *lei = ev_source_lei(c->arena, s);
	const struct ev_lei *answer = s->lei != NULL ? ev_source_gleif(c->arena, s) : NULL;

	if (lei == NULL)
		fact_missing(c, s->at, "lei");
	else
		report_lei(c, lei);
	if (s->lei != NULL && !is_answer_readable(s))
		report_fact(c, s->at, "gleif_response", "no answer of the GLEIF API");
	else if (s->lei != NULL && answer == NULL && is_answer_without_record(s))
		report_fact(c, s->at, "gleif_response", "it has no record of this LEI");
	/* GLEIF's answer has the dates of its record. */
	else if (s->lei != NULL && answer == NULL && !s->lei->gleif_record_at.given)
		fact_missing(c, s->lei->at, "gleif_record_at");
	if (answer == NULL)
		return;
	report_lei_data(c, answer, true);
	if (answer->code.p != NULL && lei->code.p != NULL && !text_equal_ascii(answer->code, lei->code))
		report_fact(c, answer->at, "lei", "%s, the source: %s", fact_text(c, answer->code), fact_text(c, lei->code));
}

enum lei_data
lei_data_of(struct check *c, const struct ev_organization *o, struct span code)
{
	const struct ev_source *without = NULL;
	bool any = false;

	for (uint32_t i = 0; i < o->n_sources; i++) {
		const struct ev_lei *lei = o->sources[i].type == SOURCE_LEI ? ev_source_lei(c->arena, &o->sources[i]) : NULL;

		if (lei != NULL && lei->code.p != NULL && text_equal_ascii(lei->code, code))
			return LEI_DATA_THERE;
		if (lei != NULL && lei->code.p != NULL)
			any = true;
		else if (o->sources[i].type == SOURCE_LEI && without == NULL)
			without = &o->sources[i];
	}
	if (without != NULL) {
		const struct ev_lei *lei = ev_source_lei(c->arena, without);

		fact_missing(c, lei != NULL ? lei->at : without->at, lei != NULL && !lei->verbatim ? "code" : "lei");
		return LEI_DATA_WITHOUT_LEI;
	}
	return any ? LEI_DATA_OF_OTHERS : LEI_DATA_MISSING;
}

static bool
has_digest_of(const struct check *c, const struct span *hex, uint32_t n, struct span text)
{
	uint8_t digest[KEY_MAX_HASH];
	const char *own = key_digest(c->key, KEY_SHA256, text, digest) == 32 ? text_hex(c->arena, (struct span){ digest, 32 }) : NULL;

	for (uint32_t i = 0; own != NULL && i < n; i++)
		if (span_is(hex[i], own))
			return true;
	return false;
}

bool
is_among_digests(const struct check *c, struct span text, const struct span *hex, uint32_t n)
{
	struct span composed;

	if (n == 0)
		return false;
	if (has_digest_of(c, hex, n, text))
		return true;
	composed = normal_composed(c->arena, text);
	return composed.p != NULL && has_digest_of(c, hex, n, composed);
}

/* Contact data that the one to be verified gave himself. */
static bool
is_own_source(struct span source)
{
	static const char *const own[] = { "applicant", "request", "certificate_request", "subscriber", "self" };
	/* Also within a sentence: "number given by the requester". */
	static const char *const within[] = {
		"requester", "applicant representative", "applicant_representative", "certificate request", "by the applicant"
	};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (fold_equal(source, span_of(own[i])))
			return true;
	for (size_t i = 0; i < sizeof within / sizeof *within; i++)
		if (fold_contains(source, span_of(within[i])))
			return true;
	return false;
}

void
report_rmoc(struct check *c, const struct json_value *at, const struct ev_rmoc *rmoc)
{
	if (rmoc == NULL) {
		fact_missing(c, at, "rmoc");
		return;
	}
	if (rmoc->at->type == JSON_STRING) {
		if (!ask_text_missing(c, at, "rmoc", rmoc->at->text) && is_own_source(rmoc->at->text))
			report_fact(c, at, "rmoc", "%s", fact_text(c, rmoc->at->text));
		return;
	}
	(void)ask_text_missing(c, rmoc->at, "kind", rmoc->kind);
	if (!ask_text_missing(c, rmoc->at, "source", rmoc->source) && is_own_source(rmoc->source))
		report_fact(c, rmoc->at, "source", "%s", fact_text(c, rmoc->source));
}

/* The attributes that a record speaks of: RFC 4519's short names, and where what was verified of them stands. */
static const struct {
	enum oid type;
	const char *brief, *member;
} attributes[] = {
	{ OID_ORGANIZATION, "O", "legal_name" },
	{ OID_ORG_IDENTIFIER, "ORGID", "registration" },
	{ OID_ORG_UNIT, "OU", "affiliates" },
	{ OID_COUNTRY, "C", "country" },
	{ OID_STATE, "ST", "state" },
	{ OID_LOCALITY, "L", "locality" },
	{ OID_STREET, "STREET", "street" },
	{ OID_POSTAL_CODE, "POSTALCODE", "postal_code" },
};
#define N_ATTRIBUTES (sizeof attributes / sizeof *attributes)

bool
attribute_named(struct span name, enum oid type)
{
	for (size_t i = 0; i < N_ATTRIBUTES; i++)
		if (attributes[i].type == type)
			return name.p != NULL && (ev_word_is(name, oid_name(type)) || ev_word_is(name, attributes[i].brief));
	return false;
}

const char *
attribute_member(enum oid type)
{
	for (size_t i = 0; i < N_ATTRIBUTES; i++)
		if (attributes[i].type == type)
			return attributes[i].member;
	return NULL;
}
