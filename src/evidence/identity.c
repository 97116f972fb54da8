/* SPDX-License-Identifier: Apache-2.0 */
/* identity.c - sources of organizations and individuals: words, LEI data, status labels. */
#include "evidence/identity.h"

#include "base/text.h"
#include "evidence/record/shape_parts.h"
#include "evidence/record/word.h"

const char *
ev_source_word(uint8_t type)
{
	return type == 0 || type > SOURCE_OTHER ? "" : ev_source_types[type - 1];
}

static struct span
text_of(const struct json_value *v)
{
	return v != NULL && v->type == JSON_STRING ? v->text : SPAN_NONE;
}

/* One that is no text is no LEI. */
static struct span
id_of(const struct json_value *v)
{
	return v != NULL && v->type != JSON_NULL && v->type != JSON_STRING ? v->raw : text_of(v);
}

/* The answer to a search is a list: the record of the source's LEI is taken from it, or the only one. */
static const struct json_value *
gleif_record(const struct ev_source *s)
{
	const struct json_value *data = json_find(s->gleif_response, "data"), *record;

	if (data == NULL || data->type != JSON_ARRAY)
		return data;
	for (record = data->child; s->lei != NULL && record != NULL; record = record->next)
		if (s->lei->code.p != NULL && text_equal_ascii(text_of(json_find(json_find(record, "attributes"), "lei")), s->lei->code))
			return record;
	return data->child != NULL && data->child->next == NULL ? data->child : NULL;
}

const struct ev_lei *
ev_source_lei(struct arena *a, const struct ev_source *s)
{
	return s->lei != NULL ? s->lei : ev_source_gleif(a, s);
}

const struct ev_lei *
ev_source_gleif(struct arena *a, const struct ev_source *s)
{
	const struct json_value *record = gleif_record(s), *attributes = json_find(record, "attributes");
	const struct json_value *registration = json_find(attributes, "registration");
	struct ev_lei *lei;

	if (attributes == NULL || (lei = arena_take(a, sizeof *lei)) == NULL)
		return NULL;
	*lei = (struct ev_lei){
		.at = attributes,
		.verbatim = true,
		.code = text_of(json_find(attributes, "lei")),
		.id = id_of(json_find(record, "id")),
		.registration_status = text_of(json_find(registration, "status")),
		.entity_status = text_of(json_find(json_find(attributes, "entity"), "status")),
		.validation_sources = text_of(json_find(registration, "corroborationLevel")),
	};
	return lei;
}

const struct json_value *
ev_lei_place(const struct ev_lei *lei, const char **member)
{
	static const struct {
		const char *member, *object, *name;
	} places[] = {
		{ "registration_status", "registration", "status" },
		{ "entity_status", "entity", "status" },
		{ "validation_sources", "registration", "corroborationLevel" },
	};

	for (size_t i = 0; lei->verbatim && i < sizeof places / sizeof *places; i++) {
		const struct json_value *object = json_find(lei->at, places[i].object);

		if (strcmp(*member, places[i].member) != 0)
			continue;
		*member = object != NULL ? places[i].name : places[i].object;
		return object != NULL ? object : lei->at;
	}
	return lei->at;
}

static struct span
without_blanks(struct span text)
{
	while (text.n > 0 && text.p[text.n - 1] == ' ')
		text.n--;
	while (text.n > 0 && text.p[0] == ' ')
		text = span_sub(text, 1, text.n - 1);
	return text;
}

/* The word, and another one behind it. */
static bool
begins_with(struct span text, const char *word)
{
	size_t n = strlen(word);

	return text.n > n + 1 && strchr(" -_", text.p[n]) != NULL && text.p[n] != '\0' && ev_word_is(span_sub(text, 0, n), word);
}

/* "not active", "non current": what denies a word for active. */
static bool
begins_with_denial(struct span label)
{
	return begins_with(label, "not") || begins_with(label, "non");
}

enum ev_status_label
ev_status_label(struct span label)
{
	/* Those that the text names come first; the others mean the same in common registers. */
	static const char *const ceased[] = {
		"ceased", "inactive", "invalid", "not current", "dissolved", "deregistered", "struck off", "removed", "deleted",
		"closed", "cancelled", "canceled", "revoked", "terminated", "expired", "liquidated", "in liquidation",
		"liquidation", "wound up", "forfeited", "void", "defunct", "withdrawn", "annulled", "merged", "retired", NULL
	};
	static const char *const active[] = {
		"active", "current", "registered", "valid", "live", "in existence", "existing", "good standing",
		"in good standing", "active/compliance", "open", "normal", "issued", "incorporated", NULL
	};

	bool denied;

	label = without_blanks(label);
	if (ev_word_among(label, ceased))
		return LABEL_CEASED;
	denied = begins_with_denial(label);
	if (denied)
		label = span_sub(label, 4, label.n - 4);
	if (ev_word_among(label, active))
		return denied ? LABEL_CEASED : LABEL_ACTIVE;
	return LABEL_UNLISTED;
}

enum ev_document_kind
ev_document_kind(struct span kind)
{
	/* Those of the text come first. */
	static const char *const official[] = {
		"passport", "identity card", "id card", "driver license", "driver licence", "drivers license", "drivers licence",
		"driver's license", "driver's licence", "driving license", "driving licence", "military id", "military id card",
		"national id", "national id card", "national identity card", "identity document", "passport card", "epassport",
		"e passport", "emrtd", "eid card", "residence permit", "residence card", "permanent resident card", "residence title",
		"travel document", "refugee travel document", "seaman's book", "state id", "state id card", NULL
	};
	/*
	 * What employers, schools, shops and banks give out, papers that prove an address or a change of name at the most (3.2.4.1 (8)), and
	 * those that nobody's appearance can be compared with (3.2.4.1 (1)).
	 */
	static const char *const unofficial[] = {
		"employee badge", "employee card", "employee id", "employee id card", "company badge", "company card", "company id",
		"company id card", "corporate badge", "corporate id", "staff badge", "staff card", "staff id", "work badge", "work id",
		"access badge", "access card", "visitor badge", "badge", "library card", "student card", "student id", "student id card",
		"school id", "university id", "university card", "membership card", "club card", "loyalty card", "customer card", "gym card",
		"bus pass", "transit card", "travel card", "press card", "credit card", "debit card", "bank card", "payment card",
		"business card", "utility bill", "bank statement", "credit card statement", "gym membership", "membership", "tax document", "tax bill",
		"tax assessment", "tax return", "tax card", "rent contract", "lease", "insurance card", "health insurance card", "health card",
		"social security card", "marriage certificate", "marriage licence", "marriage license", "divorce decree", "divorce certificate",
		"birth certificate", "death certificate", "baptismal certificate", "certificate of baptism", "certificate of marriage",
		"certificate of birth", "court order", "deed poll", "change of name", "name change certificate", "name change order", "photo",
		"photograph", "passport photo", "selfie", "diploma", NULL
	};

	return ev_word_among(kind, official) ? DOCUMENT_OFFICIAL : ev_word_among(kind, unofficial) ? DOCUMENT_UNOFFICIAL : DOCUMENT_UNLISTED;
}

/* "the applicant", "by the applicant" */
static struct span
without_article(struct span role)
{
	static const char *const before[] = { "by", "the", "an", "a" };

	role = without_blanks(role);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (begins_with(role, before[i]))
			role = without_blanks(span_from(role, strlen(before[i]) + 1));
	return role;
}

enum ev_author
ev_author(struct span role)
{
	static const char *const own[] = {
		"self", "myself", "himself", "herself", "itself", "themselves", "oneself", "own", "own letter", "own statement", "own declaration",
		"own word", "applicant", "applicants", "applicant itself", "applicant himself", "applicant herself", "applicant themselves",
		"applicant representative", "applicant's representative", "representative of the applicant", "applicant organization",
		"applicant organisation", "legal entity applicant", "subject", "subject itself", "subject himself", "subject herself", "subscriber",
		"subscriber itself", "subscriber himself", "subscriber herself", "requester", "requestor", "certificate requester",
		"certificate requestor", "certificate holder", "certificate subject", NULL
	};
	static const char *const employed[] = { "self employed", NULL };
	/* Those of the text come first; the others are of the same callings, or keep registers and offices. */
	static const char *const known[] = {
		"accountant*", "lawyer*", "government*", "third party", "third parties", "notar*", "legal practitioner*", "legal counsel",
		"attorney*", "solicitor*", "barrister*", "advocate*", "advokat*", "abogad*", "avvocat*", "advogad*", "avocat*", "rechtsanw*",
		"anwalt", "jurist", "cpa", "auditor*", "auditing firm", "tax advis*", "tax consultant*", "steuerberat*", "wirtschaftspr*", "buchpr*",
		"expert comptable", "comptable*", "contador*", "commercialista", "revisor*", "civil servant*", "public servant*", "public official*",
		"public officer*", "public authority", "state official*", "state authority", "beamt*", "authority", "ministry", "municipality",
		"magistrate*", "judge", "court", "registrar*", "commissioner*", "justice of the peace", "consul", "consular*", "consulate", "embassy",
		"diplomat*", "police*", "chamber of commerce", "bank", "bailiff*", "huissier*", NULL
	};

	role = without_article(role);
	if (ev_word_among(role, own))
		return AUTHOR_SELF;
	if (ev_word_within(role, known))
		return begins_with_denial(role) || begins_with(role, "no") ? AUTHOR_UNLISTED : AUTHOR_THIRD_PARTY;
	/* Who works for himself may be anybody else. */
	if (role.n > 4 && ev_word_is(span_sub(role, 0, 4), "self") && !ev_word_within(role, employed))
		return AUTHOR_SELF;
	return span_is_ascii(role) ? AUTHOR_UNLISTED : AUTHOR_UNREADABLE;
}

bool
ev_is_passport(struct span kind)
{
	static const char *const passports[] = { "passport", "epassport", "e passport", "biometric passport", NULL };

	return ev_word_among(kind, passports);
}
