/* SPDX-License-Identifier: Apache-2.0 */
/* acme.c - authorization objects of ACME (RFC 8555, RFC 8823), as servers print them: one event for each valid challenge. */
#include "command/import/import.h"

#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "base/text.h"
#include "command/command.h"
#include "command/import/moment.h"

static const char *
copy(struct events *e, const char *text)
{
	return text != NULL ? arena_printf(&e->arena, "%s", text) : NULL;
}

/* RFC 8823: control over a mailbox, which the SBR have as 3.2.2.4. */
static void
add_mailbox(struct events *e, struct event *v, const cJSON *challenge, const char *mailbox)
{
	event_text(v, "sbr_section", "3.2.2.4");
	event_text(v, "acme.challenge_type", copy(e, value_text(challenge, "type")));
	event_text(v, "acme.identifier", mailbox);
}

/* dns-persist-01 names the account that the record has to name. */
static void
add_domain(struct events *e, struct event *v, const cJSON *challenge)
{
	event_text(v, "sbr_section", "3.2.2.1");
	event_text(v, "tls_method", method_of_challenge(value_text(challenge, "type")));
	event_text(v, "validated_name", v->domain);
	event_text(v, "persistent_txt.account_uri", copy(e, value_text(challenge, "accounturi")));
	event_fetched(e, v, challenge);
}

/* Of an authorization, as text: what the perspectives found, as boulder shows it; NULL: it has none. */
static const char *
corroboration(struct events *e, const char *authorization)
{
	const struct json_limits limits = { 0, 0, true, false };
	const struct json_value *v, *summary;
	struct json_fault fault;
	const char *text = NULL;
	struct arena a;

	if (authorization == NULL || strstr(authorization, "\"mpicSummary\"") == NULL)
		return NULL;
	arena_init(&a);
	v = json_read(&a, span_of(authorization), &limits, &fault);
	if ((summary = v != NULL ? json_find(v, "mpicSummary") : NULL) != NULL && summary->type == JSON_OBJECT)
		text = json_as_line(e, (const char *)summary->raw.p, summary->raw.n);
	e->failed |= a.failed;
	arena_free(&a);
	return text;
}

/* A time that is not set is the first one of Go. */
static const char *
validated_of(const cJSON *challenge)
{
	const char *text = value_text(challenge, "validated");

	return text != NULL && (*text == '\0' || strncmp(text, "0001-01-01T00:00:00", 19) == 0) ? NULL : text;
}

static void
add_validated(struct events *e, struct event *v, const char *text)
{
	bool zoneless = false;
	const char *time = text != NULL ? moment_text(&e->arena, copy(e, text), &zoneless) : NULL;

	if (time == NULL)
		return;
	if (!moment_is_time(time)) {
		event_text(v, "completed_at", time);
		e->timeless++;
		complain("%s:%llu: %s is no time that can be read, for completed_at", e->path, (unsigned long long)e->line, text);
		return;
	}
	e->zoneless += zoneless;
	(void)event_at(v, time);
	event_time(e, v, "completed_at", v->at);
}

/* A challenge is logged again and again: the first time that it is valid counts. */
static void
add_challenge(struct events *e, const cJSON *challenge, const char *name, const char *summary)
{
	const char *url = copy(e, value_text(challenge, "url"));
	const char *before = url != NULL ? keyed_find(&e->taken, url) : NULL;
	struct event *v;

	if (before != NULL && strcmp(before, name) == 0)
		return;
	if (url != NULL)
		keyed_set(&e->taken, &e->arena, url, copy(e, name));
	v = event_add(e, EVENT_VALIDATION);
	event_name(e, v, name);
	add_validated(e, v, validated_of(challenge));
	event_text(v, "result", "pass");
	event_text(v, "request_id", url);
	if (strchr(name, '@') != NULL)
		add_mailbox(e, v, challenge, v->mailbox);
	else
		add_domain(e, v, challenge);
	event_sha256(e, v, "random_value.value_sha256", value_text(challenge, "token"));
	if (v->domain != NULL && summary != NULL) {
		v->response = summary;
		v->mpic_format = "boulder-summary";
		v->primary_result = "pass";
	}
}

/* ---- what became of it (RFC 8555 7.1.4, 7.1.6) ---- */

static bool
is_status(const cJSON *object, const char *const *words)
{
	const char *status = value_text(object, "status");

	for (; status != NULL && *words != NULL; words++)
		if (strcmp(status, *words) == 0)
			return true;
	return false;
}

static bool
is_valid(const cJSON *challenge)
{
	const char *status = value_text(challenge, "status");

	return status != NULL && strcmp(status, "valid") == 0;
}

/* How many of them are valid.  A status that the RFC does not have proves nothing. */
static size_t
count_valid(struct events *e, const cJSON *challenges)
{
	size_t n = 0;

	for (const cJSON *c = challenges->child; c != NULL; c = c->next) {
		value_is_status(e, c);
		n += is_valid(c);
	}
	return n;
}

/* What its client or its time has ended since was valid once.  What has failed, is not finished, or was revoked by the CA proves nothing. */
static bool
is_authorized(struct events *e, const cJSON *authorization, size_t n_valid)
{
	static const char *const proving[] = { "valid", "deactivated", "expired", NULL };
	static const char *const other[] = { "pending", "processing", "invalid", "revoked", NULL };
	const char *status = value_text(authorization, "status");

	if (is_status(authorization, other)) {
		e->unproved += n_valid;
	} else if (!is_status(authorization, proving) && (status != NULL || n_valid > 0)) {
		e->bad++;
		complain("%s:%llu: an authorization with %s%s%s, so that it is not taken", e->path, (unsigned long long)e->line,
		    status != NULL ? "the status \"" : "no status (RFC 8555 7.1.4)",
		    status != NULL ? text_show(&e->arena, span_of(status), 60) : "",
		    status != NULL ? "\", which RFC 8555 7.1.4 does not have" : "");
	}
	return is_status(authorization, proving);
}

static void
add_offer(struct events *e, const cJSON *challenge, const char *name)
{
	const char *url = value_text(challenge, "url");

	if (url != NULL && keyed_find(&e->offers, url) == NULL)
		keyed_set(&e->offers, &e->arena, copy(e, url), copy(e, name));
}

/* The answer to a challenge does not name whom it is for; the authorization did, when it was offered. */
static bool
take_challenge(struct events *e, const cJSON *challenge)
{
	const char *url = value_text(challenge, "url"), *name = url != NULL ? keyed_find(&e->offers, url) : NULL;

	if (name == NULL || !is_valid(challenge) || value_text(challenge, "type") == NULL)
		return false;
	add_challenge(e, challenge, name, NULL);
	return true;
}

/*
 * A domain or a mailbox, as its type says; other types are of other certificates (RFC 8738), but for these words in other letters
 * (RFC 8555 9.7.7, RFC 8823 3).
 */
static bool
is_identifier(struct events *e, const char *type, const char *name)
{
	const char *fitting = strchr(name, '@') != NULL ? "email" : "dns";

	if (type == NULL || strcmp(type, fitting) == 0)
		return true;
	if (strcasecmp(type, "dns") == 0 || strcasecmp(type, "email") == 0) {
		e->bad++;
		complain("%s:%llu: an identifier \"%s\" whose type is \"%s\" and not \"%s\", so that it is not taken", e->path, (unsigned long long)e->line,
		    text_show(&e->arena, span_of(name), 100), type, fitting);
	}
	return false;
}

static bool
take_authorization(struct events *e, const cJSON *authorization, const char *raw)
{
	const cJSON *identifier = foreign_find(authorization, "identifier"), *list = foreign_find(authorization, "challenges"), *mpic;
	const char *name = value_text(identifier, "value"), *type = value_text(identifier, "type"), *summary;
	size_t n;

	if (name == NULL || list == NULL || name_is_servers(name) || !is_identifier(e, type, name))
		return false;
	mpic = foreign_find(authorization, "mpicSummary");
	if (event_too_many(e, foreign_find(mpic, "passedPerspectives"), foreign_find(mpic, "failedPerspectives")))
		return true;
	for (const cJSON *c = list->child; c != NULL; c = c->next)
		add_offer(e, c, name);
	n = count_valid(e, list);
	if (!is_authorized(e, authorization, n))
		return false;
	summary = corroboration(e, raw);
	for (const cJSON *c = list->child; c != NULL; c = c->next)
		if (is_valid(c))
			add_challenge(e, c, name, summary);
	return n > 0;
}

/* The log of step-ca has what it answered as a text of JSON in "response". */
static bool
take(struct events *e, const cJSON *value, const char *raw, const char *line)
{
	const char *response = value_text(value, "response"), *end;
	cJSON *answer = response != NULL ? foreign_read(response, strlen(response), &end) : NULL;
	const cJSON *object = answer != NULL ? answer : value;
	bool any = !value_is_clear(e, object) || take_authorization(e, object, answer != NULL ? response : raw) || take_challenge(e, object);

	(void)line;
	if (answer != NULL)
		foreign_free(answer);
	return any;
}

static const struct lack lacks[] = {
	{ "mpic[] (but boulder's mpicSummary)", "evidence.mpic.*" },
	{ "caa_checks[]", "evidence.caa.*" },
	{ "validations[].initiated_at, random_value.created_at, confirmed_at, entropy_bits, http.redirects[].status, http.status",
	    "evidence.age.*, evidence.random-value.*, evidence.method.http-retrieval" },
	{ "validations[].acme.token_part1_bits, token_part2_bits, message_id, in_reply_to, reply_from, dkim",
	    "evidence.random-value.acme-*" },
	{ "validations[].persistent_txt.name, rdata", "evidence.method.persistent-txt" },
	{ "validations[].tls_br_version, sbr_version, performed_by, applicant_id, dns",
	    "evidence.version.*, evidence.delegation.*, evidence.dnssec.*" },
	{ "issuance.*, lint[]", "evidence.linting.*, evidence.request.*" },
	{ "organization, individual, authority", "evidence.organization.*, evidence.individual.*, evidence.authority.*" },
	{ NULL, NULL }
};

static const char *const signs[] = { "'challenges'", NULL };

const struct adapter import_acme = { "acme", "authorization objects of ACME (RFC 8555, RFC 8823)", take, false, lacks, "challenges",
	signs, NULL, NULL, NULL };
