/* SPDX-License-Identifier: Apache-2.0 */
/* open_mpic.c - answers of Open MPIC, nested (core since 3) and flat: one event for each that says valid, or that CAA forbids. */
#include "command/import/import.h"

#include <string.h>

#include "base/text.h"
#include "option/opt.h"

/* A member of each answer: for whom it is. */
#define TARGET "domain_or_ip_target"

#define NANOS 1000000000

/* The last moment of any perspective, in nanoseconds; timestamp_ns is of the check, or beside the code in flat answers. */
static int64_t
last_moment(const cJSON *response)
{
	const cJSON *list = foreign_find(response, "perspectives");
	int64_t last = 0;

	for (const cJSON *p = list != NULL ? list->child : NULL; p != NULL; p = p->next) {
		const cJSON *check = foreign_find(p, "check_response");
		int64_t ns = value_number(check != NULL ? check : p, "timestamp_ns");

		last = ns > last ? ns : last;
	}
	return last;
}

static bool
is_bool(const cJSON *v, const char *member, bool yes)
{
	const cJSON *m = foreign_find(v, member);

	return m != NULL && (m->type & 0xff) == (yes ? cJSON_True : cJSON_False);
}

/* ---- what was looked for, by its method ---- */

static const char *
copy(struct events *e, const char *text)
{
	return text != NULL ? arena_printf(&e->arena, "%s", text) : NULL;
}

/* What one perspective saw: the name that answered, or the only record. */
static const char *
sighting(const cJSON *details, bool record)
{
	const cJSON *records = foreign_find(details, "records_seen"), *first = records != NULL ? records->child : NULL;

	if (!record)
		return value_text(details, "found_at");
	return first != NULL && first->next == NULL && (first->type & 0xff) == cJSON_String ? first->valuestring : NULL;
}

/* What all perspectives that passed saw; NULL where they saw different things. */
static const char *
common_sighting(const cJSON *response, bool record)
{
	const cJSON *list = foreign_find(response, "perspectives");
	const char *common = NULL;

	for (const cJSON *p = list != NULL ? list->child : NULL; p != NULL; p = p->next) {
		const cJSON *nested = foreign_find(p, "check_response"), *check = nested != NULL ? nested : p;
		const char *seen = sighting(foreign_find(check, "details"), record);

		if (!is_bool(check, "check_passed", true))
			continue;
		if (seen == NULL || (common != NULL && strcmp(common, seen) != 0))
			return NULL;
		common = seen;
	}
	return common;
}

/* A Random Value is called as other things are that are looked for. */
static void
add_random_value(struct events *e, struct event *v, const cJSON *parameters, const cJSON *response)
{
	const char *value = value_text(parameters, "challenge_value");

	(void)response;
	event_sha256(e, v, "random_value.value_sha256", value != NULL ? value : value_text(parameters, "token"));
}

static void
add_address(struct events *e, struct event *v, const cJSON *parameters, const cJSON *response)
{
	(void)response;
	event_text(v, "ip.address", copy(e, value_text(parameters, "challenge_value")));
	event_text(v, "ip.from_record", copy(e, value_text(parameters, "dns_record_type")));
}

static void
add_contact(struct events *e, struct event *v, const cJSON *parameters, const cJSON *response)
{
	const char *name = common_sighting(response, false);

	event_text(v, "dns_contact.record_type", copy(e, value_text(parameters, "dns_record_type")));
	event_text(v, "dns_contact.name", name != NULL ? name_plain(e, name) : NULL);
	event_text(v, "dns_contact.value", copy(e, value_text(parameters, "challenge_value")));
}

static void
add_persistent(struct events *e, struct event *v, const cJSON *parameters, const cJSON *response)
{
	const char *name = common_sighting(response, false);

	event_text(v, "persistent_txt.name", name != NULL ? name_plain(e, name) : NULL);
	event_text(v, "persistent_txt.rdata", copy(e, common_sighting(response, true)));
	event_text(v, "persistent_txt.account_uri", copy(e, value_text(parameters, "expected_account_uri")));
}

/*
 * What Open MPIC looks for by its name of a method; of some that is the look-up
 * alone, and the validation goes on with an email, a call or the address.
 */
static const struct sought {
	const char *method;
	bool begins;
	void (*add)(struct events *, struct event *, const cJSON *parameters, const cJSON *response);
} methods[] = {
	{ "dns-change", false, add_random_value }, { "website-change", false, add_random_value }, { "acme-http-01", false, add_random_value },
	{ "ip-address", true, add_address }, { "reverse-address-lookup", true, NULL }, { "contact-email-caa", true, add_contact },
	{ "contact-email-txt", true, add_contact }, { "contact-phone-caa", true, add_contact }, { "contact-phone-txt", true, add_contact },
	{ "dns-persistent", false, add_persistent },
};

static const struct sought *
find_sought(const char *method)
{
	for (size_t i = 0; method != NULL && i < sizeof methods / sizeof *methods; i++)
		if (strcmp(methods[i].method, method) == 0)
			return &methods[i];
	return NULL;
}

static void
add_validation(struct events *e, struct event *v, const cJSON *response)
{
	const cJSON *parameters = foreign_find(response, "dcv_check_parameters");
	const char *method = value_text(parameters, "validation_method");
	const struct sought *sought = find_sought(method);

	event_text(v, "sbr_section", "3.2.2.1");
	event_text(v, "tls_method", method_of_open_mpic(method));
	event_text(v, "validated_name", v->domain);
	if (sought == NULL || !sought->begins) {
		event_time(e, v, "completed_at", v->at);
		event_text(v, "result", "pass");
	}
	if (sought != NULL && sought->add != NULL)
		sought->add(e, v, parameters, response);
}

/* The answers are of the remote perspectives: when the primary looked and what it found is not in them.  A refusal is one of the whole check. */
static void
add_check(struct event *v)
{
	event_text(v, "domain", v->domain);
	if (v->failed)
		event_text(v, "result", "deny");
}

/* One service may check CAA for certificates of both kinds; it says for which, and looks at other tags then (RFC 9495 4). */
static bool
is_for_servers(const cJSON *response)
{
	const char *type = value_text(foreign_find(response, "caa_check_parameters"), "certificate_type");

	return type != NULL && strcmp(type, "tls-server") == 0;
}

/* Words in other letters are none of Open MPIC's: which check it was, and what came of it, is not guessed. */
static bool
is_answer(struct events *e, const cJSON *response, const char *check)
{
	if (strcmp(check, "dcv") == 0 || strcmp(check, "caa") == 0)
		return value_is_bool(e, response, "is_valid", "an answer");
	e->bad++;
	complain("%s:%llu: an answer whose check_type is neither dcv nor caa: %s, so that it is not taken", e->path, (unsigned long long)e->line,
	    text_show(&e->arena, span_of(check), 60));
	return false;
}

/* A validation that failed is no evidence; CAA that forbids is, of whatever comes before it. */
static bool
take(struct events *e, const cJSON *response, const char *raw, const char *line)
{
	const char *check = value_text(response, "check_type"), *target = value_text(response, TARGET);
	const char *trace = value_text(response, "trace_identifier");
	bool forbidden = check != NULL && strcmp(check, "caa") == 0 && is_bool(response, "is_valid", false);
	struct event *v;
	int64_t last;

	(void)line;
	if (check == NULL || target == NULL || !is_answer(e, response, check))
		return check != NULL && target != NULL;
	if (!(forbidden || is_bool(response, "is_valid", true)) || name_is_servers(target))
		return false;
	if (foreign_find(response, "perspectives") == NULL) {
		e->bad++;
		complain("%s:%llu: an answer without its perspectives", e->path, (unsigned long long)e->line);
		return true;
	}
	if (event_too_many(e, foreign_find(response, "perspectives"), NULL))
		return true;
	v = event_add(e, strcmp(check, "caa") == 0 ? EVENT_CAA : EVENT_VALIDATION);
	v->failed = forbidden;
	v->for_servers = is_for_servers(response);
	event_name(e, v, target);
	last = last_moment(response);
	v->at = last / NANOS;
	v->nanos = (int32_t)(last % NANOS);
	event_response(e, v, raw, "open-mpic");
	v->order = copy(e, trace);
	if (v->domain == NULL)
		return true;
	if (v->kind == EVENT_CAA)
		add_check(v);
	else
		add_validation(e, v, response);
	return true;
}

static const struct lack lacks[] = {
	{ "mpic[].primary", "evidence.mpic.primary-present-and-passed" },
	{ "perspectives (give them with --perspectives)",
	    "evidence.mpic.rir-diversity, evidence.mpic.distance, evidence.mpic.resolver-region-and-distance" },
	{ "caa_checks[].checked_at, result (but deny), records, found_at, queried, ttl_seconds: the answers are of the remote perspectives",
	    "evidence.caa.*" },
	{ "validations[].completed_at, result of ip-address, reverse-address-lookup and methods with a contact, of which it does the look-up alone",
	    "evidence.age.*, evidence.coverage.san-mailbox-has-validation, evidence.method.*" },
	{ "caa_checks[].dnssec, validations[].dns", "evidence.caa.dnssec-validated, evidence.dnssec.*" },
	{ "validations[].initiated_at, random_value.created_at, confirmed_at, entropy_bits",
	    "evidence.age.*, evidence.random-value.*" },
	{ "validations[].random_value of methods with a contact, ip.method",
	    "evidence.random-value.*, evidence.method.dns-contact-observed, evidence.method.ip-submethod" },
	{ "validations[].dns_contact.name, persistent_txt.name, rdata where perspectives saw different ones",
	    "evidence.method.dns-contact-observed, evidence.method.persistent-txt" },
	{ "validations[].tls_br_version, performed_by, applicant_id", "evidence.version.*, evidence.delegation.*" },
	{ "issuance.*, lint[]", "evidence.linting.*, evidence.request.*" },
	{ "organization, individual, authority", "evidence.organization.*, evidence.individual.*, evidence.authority.*" },
	{ NULL, NULL }
};

static const char *const signs[] = { TARGET, NULL };

const struct adapter import_open_mpic = { "open-mpic", "answers of Open MPIC, one on each line", take, false, lacks, TARGET, signs, NULL, NULL,
	NULL };
