/* SPDX-License-Identifier: Apache-2.0 */
/* boulder.c - audit lines of boulder's validation authority: "Validation result", "CAA check result", "Checked CAA records". */
#include "command/import/import.h"

#include <string.h>

/* The time that the line begins with, where it has one. */
static int64_t
time_of_line(const char *line)
{
	for (const char *p = line; (p = strchr(p, 'T')) != NULL; p++)
		if (p - line >= 10 && value_time(p - 10) != 0)
			return value_time(p - 10);
	return 0;
}

/* Names of other systems hold for the event; what it was for joins it to others. */
static void
add_names(struct events *e, struct event *v, const cJSON *event)
{
	const char *name = value_text(foreign_find(event, "Identifier"), "value");

	if (name == NULL)
		name = value_text(event, "identifier");
	if (name != NULL)
		event_name(e, v, name);
	if (foreign_find(event, "AuthzID") != NULL)
		v->order = arena_printf(&e->arena, "authz-%lld", (long long)value_number(event, "AuthzID"));
	if (foreign_find(event, "Requester") != NULL)
		v->applicant = arena_printf(&e->arena, "account-%lld", (long long)value_number(event, "Requester"));
}

static void
add_corroboration(struct event *v, const cJSON *event, const char *raw)
{
	if (foreign_find(event, "Summary") == NULL)
		return;
	v->response = raw;
	v->mpic_format = "boulder-summary";
	v->primary_result = v->kind == EVENT_CAA ? "permit" : "pass";
}

static void
add_validation(struct events *e, const cJSON *event, const cJSON *challenge, const char *raw, const char *line)
{
	struct event *v = event_add(e, EVENT_VALIDATION);
	const cJSON *fetched = foreign_find(challenge, "validationRecord");

	add_names(e, v, event);
	v->at = value_time(value_text(challenge, "validated"));
	if (v->at == 0)
		v->at = time_of_line(line);
	event_text(v, "sbr_section", "3.2.2.1");
	event_text(v, "tls_method", method_of_challenge(value_text(challenge, "type")));
	event_text(v, "validated_name", v->domain);
	event_time(e, v, "completed_at", v->at);
	event_text(v, "result", "pass");
	event_text(v, "performed_by", "ca");
	event_text(v, "actor_id", "system:boulder-va");
	event_text(v, "applicant_id", v->applicant);
	event_text(v, "request_id", v->order);
	event_sha256(e, v, "random_value.value_sha256", value_text(challenge, "token"));
	if (fetched != NULL && fetched->child != NULL && value_text(fetched->child, "url") != NULL)
		event_text(v, "http.url", arena_printf(&e->arena, "%s", value_text(fetched->child, "url")));
	add_corroboration(v, event, raw);
}

static void
add_check(struct events *e, const cJSON *event, const char *raw, const char *line)
{
	const char *found = value_text(event, "foundAt");
	struct event *v = event_add(e, EVENT_CAA);

	add_names(e, v, event);
	v->at = time_of_line(line);
	event_text(v, "domain", v->domain);
	event_time(e, v, "checked_at", v->at);
	event_text(v, "result", "permit");
	event_text(v, "performed_by", "ca");
	if (found != NULL && *found != '\0')
		event_text(v, "found_at", arena_printf(&e->arena, "%s", found));
	add_corroboration(v, event, raw);
}

static bool
is_false(const cJSON *v)
{
	return v != NULL && (v->type & 0xff) == cJSON_False;
}

/* What failed is no evidence. */
static bool
take(struct events *e, const cJSON *event, const char *raw, const char *line)
{
	const cJSON *challenge = foreign_find(event, "Challenge");
	const char *error = value_text(event, "Error"), *status = value_text(challenge, "status");

	if (error != NULL && *error != '\0')
		return false;
	if (challenge != NULL && status != NULL && *status != '\0') {
		if (strcmp(status, "valid") == 0)
			add_validation(e, event, challenge, raw, line);
		return strcmp(status, "valid") == 0;
	}
	if (strstr(line, "CAA check result") == NULL && strstr(line, "Checked CAA records") == NULL)
		return false;
	if (is_false(foreign_find(event, "valid")))
		return false;
	add_check(e, event, raw, line);
	return true;
}

static const struct lack lacks[] = {
	{ "mpic[].primary.code", "evidence.mpic.primary-present-and-passed" },
	{ "times and sightings of the remote perspectives",
	    "evidence.mpic.same-challenge-seen, evidence.mpic.caa-remote-permits, evidence.mpic.no-shared-results" },
	{ "perspectives (give them with --perspectives)", "evidence.mpic.distance" },
	{ "caa_checks[].records, queried, ttl_seconds (the log has the answer as text)",
	    "evidence.caa.issuemail-permits, evidence.caa.tree-climb" },
	{ "issuemail: boulder processes issue and issuewild", "evidence.caa.issue-tags-ignored" },
	{ "validations[].initiated_at, random_value.created_at, confirmed_at, entropy_bits, http.redirects, http.status",
	    "evidence.age.*, evidence.random-value.*, evidence.method.http-retrieval" },
	{ "validations[].tls_br_version, dns", "evidence.version.*, evidence.dnssec.*" },
	{ "issuance.*, lint[]", "evidence.linting.*, evidence.request.*" },
	{ "organization, individual, authority", "evidence.organization.*, evidence.individual.*, evidence.authority.*" },
	{ NULL, NULL }
};

const struct adapter import_boulder = { "boulder", "audit lines of boulder's validation authority", take, false, lacks };
