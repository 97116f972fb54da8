/* SPDX-License-Identifier: Apache-2.0 */
/* boulder.c - audit lines of boulder's validation authority: "Validation result", "CAA check result", "Checked CAA records". */
#include "command/import/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* The time that the line begins with, where it has one. */
static int64_t
time_of_line(const char *line)
{
	for (const char *p = line; (p = strchr(p, 'T')) != NULL; p++)
		if (p - line >= 10 && value_time(p - 10) != 0)
			return value_time(p - 10);
	return 0;
}

/* An object with type and value, or, as in the logs of early 2025 and before, a text. */
static const char *
name_of(const cJSON *event)
{
	static const char *const members[] = { "Identifier", "identifier", "Hostname" };
	const char *name = NULL;

	for (size_t i = 0; name == NULL && i < sizeof members / sizeof *members; i++) {
		name = value_text(foreign_find(event, members[i]), "value");
		if (name == NULL)
			name = value_text(event, members[i]);
	}
	return name;
}

/* Names of other systems hold for the event; what it was for joins it to others. */
static void
add_names(struct events *e, struct event *v, const cJSON *event)
{
	const char *name = name_of(event);
	int64_t order = value_number(event, "AuthzID"), account = value_number(event, "Requester");

	if (name != NULL)
		event_name(e, v, name);
	if (order != 0)
		v->order = arena_printf(&e->arena, "authz-%lld", (long long)order);
	if (account != 0)
		v->applicant = arena_printf(&e->arena, "account-%lld", (long long)account);
}

static void
add_corroboration(struct event *v, const cJSON *event, const char *raw)
{
	const cJSON *summary = foreign_find(event, "Summary"), *failed = foreign_find(summary, "failedPerspectives");

	if (summary == NULL)
		return;
	for (const cJSON *p = failed != NULL ? failed->child : NULL; p != NULL; p = p->next)
		v->refusing++;
	v->response = raw;
	v->mpic_format = "boulder-summary";
	/* Of a check that forbids the event does not say which perspectives did. */
	if (!v->failed)
		v->primary_result = v->kind == EVENT_CAA ? "permit" : "pass";
}

/* The URLs that were asked for: the first, and where redirects led.  One that is asked for again, at another address, is none. */
static void
add_retrieval(struct events *e, struct event *v, const cJSON *fetched)
{
	const cJSON *first = fetched != NULL ? fetched->child : NULL;
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

static void
add_validation(struct events *e, const cJSON *event, const cJSON *challenge, const char *raw, const char *line)
{
	struct event *v = event_add(e, EVENT_VALIDATION);
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
	add_retrieval(e, v, foreign_find(challenge, "validationRecord"));
	add_corroboration(v, event, raw);
}

/* ---- CAA ---- */

static bool
is_false(const cJSON *v)
{
	return v != NULL && (v->type & 0xff) == cJSON_False;
}

/*
 * A text as zone files have it (RFC 1035 5.1), without the marks around it: its
 * escapes give way to what they stand for.  Octets that are no text of their own
 * in UTF-8 stay escaped: a record has no others.
 */
static void
unescape(char *text)
{
	char *to = text;
	unsigned octet = 0;

	for (const char *p = text; *p != '\0'; p++) {
		bool number = *p == '\\' && strspn(p + 1, "0123456789") >= 3 && sscanf(p + 1, "%3u", &octet) == 1;

		if (number && octet > 0 && octet < 128) {
			*to++ = (char)octet;
			p += 3;
		} else {
			p += *p == '\\' && p[1] != '\0' && !number;
			*to++ = *p;
		}
	}
	*to = '\0';
}

/* One line of an answer as dig prints it, "NAME TTL IN CAA FLAGS TAG "VALUE"": false for other lines. */
static bool
put_record(struct json *j, const char *line, size_t n, long *ttl)
{
	char text[1024], tag[256], *value, *end;
	unsigned flags;
	int read = 0;

	if (n >= sizeof text)
		return false;
	memcpy(text, line, n);
	text[n] = '\0';
	if (sscanf(text, "%*255s %ld IN CAA %3u %255s %n", ttl, &flags, tag, &read) != 3 || read == 0 || flags > 255)
		return false;
	value = text + read;
	end = value + strlen(value);
	if (*value != '"' || end - value < 2 || end[-1] != '"')
		return false;
	end[-1] = '\0';
	unescape(value + 1);
	json_open(j, '{');
	json_member_number(j, "flags", flags);
	json_member(j, "tag", tag);
	json_member(j, "value", value + 1);
	json_close(j, '}');
	return true;
}

/* The records of the answer, and the least of their TTLs; nothing where there are some and none can be read. */
static void
add_records(struct events *e, struct event *v, const char *answer)
{
	struct out o = { NULL, 0, 0, false };
	struct json j = json_to(&o, true);
	long ttl, least = -1;
	size_t records = 0;

	json_open(&j, '[');
	for (const char *line = answer; *line != '\0';) {
		size_t n = strcspn(line, "\n");

		if (put_record(&j, line, n, &ttl)) {
			records++;
			least = least < 0 || ttl < least ? ttl : least;
		}
		line += n + (line[n] != '\0');
	}
	json_close(&j, ']');
	if (records > 0) {
		event_json(v, "records", arena_printf(&e->arena, "%.*s", (int)o.n, o.p));
		event_number(v, "ttl_seconds", least);
	}
	e->failed |= o.failed;
	out_free(&o);
}

/* What the Primary Network Perspective saw. */
static void
add_seen(struct events *e, struct event *v, bool absent, const char *found, const char *answer)
{
	if (absent) {
		event_json(v, "found_at", "null");
		event_json(v, "records", "[]");
		return;
	}
	if (found != NULL && *found != '\0')
		event_text(v, "found_at", arena_printf(&e->arena, "%s", found));
	if (answer != NULL)
		add_records(e, v, answer);
}

static void
add_answer(struct events *e, struct event *v, const cJSON *event)
{
	add_seen(e, v, is_false(foreign_find(event, "present")), value_text(event, "foundAt"), value_text(event, "response"));
}

/* How a check ended. */
#define RESULT "CAA check result"
/* The line with the records stands before that with the corroboration. */
#define SAME_CHECK 600

/* CAA of the domain forbade at this time: what was seen before it is not what a later check permitted.  The last time counts. */
static void
take_denial(struct events *e, const char *domain, int64_t at)
{
	const char *name = name_plain(e, domain), *before = name != NULL ? keyed_find(&e->denied, name) : NULL;

	if (name != NULL && (before == NULL || strtoll(before, NULL, 10) < at))
		keyed_set(&e->denied, &e->arena, name, arena_printf(&e->arena, "%lld", (long long)at));
}

static bool
is_denied_since(const struct events *e, const char *domain, int64_t at)
{
	const char *denied = keyed_find(&e->denied, domain);

	return denied != NULL && strtoll(denied, NULL, 10) >= at;
}

static void
add_answer_before(struct events *e, struct event *v)
{
	static const char *const members[] = { "found_at", "records", "ttl_seconds" };

	for (size_t i = e->n; i-- > 0;) {
		const struct event *seen = &e->event[i];

		if (seen == v || seen->kind != EVENT_CAA || seen->failed != v->failed || seen->response != NULL || seen->domain == NULL || v->domain == NULL ||
		    strcmp(seen->domain, v->domain) != 0 || seen->at > v->at || v->at - seen->at > SAME_CHECK)
			continue;
		/* A refusal between the two may be that of a remote perspective. */
		for (size_t k = 0; (v->failed || v->refusing > 0 || !is_denied_since(e, v->domain, seen->at)) && k < sizeof members / sizeof *members; k++)
			event_fact_from(v, seen, members[k]);
		return;
	}
}

static void
add_check(struct events *e, const cJSON *event, bool forbidden, const char *raw, const char *line)
{
	struct event *v = event_add(e, EVENT_CAA);

	v->failed = forbidden;
	v->sight = strstr(line, RESULT) == NULL;
	add_names(e, v, event);
	v->at = time_of_line(line);
	event_text(v, "domain", v->domain);
	event_time(e, v, "checked_at", v->at);
	event_text(v, "result", forbidden ? "deny" : "permit");
	event_text(v, "performed_by", "ca");
	add_answer(e, v, event);
	add_corroboration(v, event, raw);
	if (v->response != NULL || forbidden)
		add_answer_before(e, v);
}

/* ---- lines of before 2026-02, without JSON ---- */

#define CHECKED "Checked CAA records for "

/* The digits of a character's number that follow a letter as an escape, "x1b", "u00e9", "U0001f600". */
static unsigned
escape_digits(char letter)
{
	return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
}

/* The character that such an escape stands for; 0: none.  An octet of 128 or more is none, but a part of one. */
static uint32_t
escaped_code(const char *escape)
{
	unsigned digits = escape_digits(*escape);
	char number[9] = "";
	uint32_t code;

	if (digits == 0 || strspn(escape + 1, "0123456789abcdefABCDEF") < digits)
		return 0;
	memcpy(number, escape + 1, digits);
	code = (uint32_t)strtoul(number, NULL, 16);
	if ((digits == 2 && code > 127) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return 0;
	return code;
}

/*
 * Writes what an escape stands for, from its backslash on, and returns where it
 * ends.  What has no meaning in a record ("\xff", which is no character) stays
 * as it is.
 */
static const char *
put_escaped(const char *at, char **to)
{
	static const char letters[] = "abfnrtv\\\"'", means[] = "\a\b\f\n\r\t\v\\\"'";
	const char *letter = at[1] != '\0' ? strchr(letters, at[1]) : NULL;
	uint32_t code = escaped_code(at + 1);

	if (code != 0) {
		*to += utf8_put((uint8_t *)*to, code);
		return at + 2 + escape_digits(at[1]);
	}
	*(*to)++ = letter != NULL ? means[letter - letters] : *at;
	return at + (letter != NULL ? 2 : 1);
}

/* A text as Go quotes it (%q), without its marks and escapes; NULL: there is none. */
static const char *
go_text(struct events *e, const char *text)
{
	char *out = text != NULL && *text == '"' ? arena_take(&e->arena, strlen(text)) : NULL, *to = out;

	if (out == NULL)
		return NULL;
	for (text++; *text != '"' && *text != '\0';)
		if (*text == '\\')
			text = put_escaped(text, &to);
		else
			*to++ = *text++;
	*to = '\0';
	return *text == '"' ? out : NULL;
}

/* What stands behind a name on the line; NULL: it does not have the name. */
static const char *
behind(const char *line, const char *name)
{
	const char *at = strstr(line, name);

	return at != NULL ? at + strlen(name) : NULL;
}

/* A remote perspective runs the program "remoteva", which logs as the primary does; what it found is in the summary of the primary. */
static bool
is_of_remote(const char *line)
{
	const char *program = strstr(line, "remoteva"), *message = strstr(line, "[AUDIT]");

	return program != NULL && message != NULL && program < message;
}

/* Checked CAA records for D, [Present: true, Account ID: 7, Challenge: http-01, Valid for issuance: true, Found at: "D"] Response="..." */
static bool
take_words(struct events *e, const char *line)
{
	const char *name = behind(line, CHECKED), *valid = behind(line, "Valid for issuance: "), *present = behind(line, "[Present: ");
	const char *found = go_text(e, behind(line, "Found at: ")), *answer = go_text(e, behind(line, "Response="));
	size_t n = name != NULL ? strcspn(name, ", ") : 0;
	struct event *v;

	if (n == 0 || present == NULL || valid == NULL)
		return false;
	if (is_of_remote(line) && strncmp(valid, "true", 4) == 0)
		return false;
	v = event_add(e, EVENT_CAA);
	v->failed = strncmp(valid, "true", 4) != 0;
	v->sight = true;
	if (v->failed && !is_of_remote(line))
		take_denial(e, arena_printf(&e->arena, "%.*s", (int)n, name), time_of_line(line));
	event_name(e, v, arena_printf(&e->arena, "%.*s", (int)n, name));
	v->at = time_of_line(line);
	event_text(v, "domain", v->domain);
	event_time(e, v, "checked_at", v->at);
	event_text(v, "result", v->failed ? "deny" : "permit");
	event_text(v, "performed_by", "ca");
	add_seen(e, v, strncmp(present, "false", 5) == 0, found, answer);
	return true;
}

/* Boulder validates addresses, too; its logs of before have no type. */
static bool
is_address(const cJSON *event)
{
	const char *type = value_text(foreign_find(event, "Identifier"), "type"), *name = name_of(event);

	return (type != NULL && strcmp(type, "dns") != 0) || (name != NULL && name_is_address(name));
}

/* A validation that failed is no evidence; CAA that forbids is, of whatever comes before it. */
static bool
take(struct events *e, const cJSON *event, const char *raw, const char *line)
{
	const cJSON *challenge = foreign_find(event, "Challenge");
	const char *error = value_text(event, "Error"), *status = value_text(challenge, "status");
	bool failed = error != NULL && *error != '\0', valid = status != NULL && strcmp(status, "valid") == 0;

	if (is_address(event))
		return false;
	if (challenge != NULL && status != NULL && *status != '\0') {
		if (valid && !failed && !is_of_remote(line))
			add_validation(e, event, challenge, raw, line);
		return valid && !failed && !is_of_remote(line);
	}
	if (strstr(line, RESULT) == NULL && strstr(line, "Checked CAA records") == NULL)
		return false;
	failed |= is_false(foreign_find(event, "valid"));
	if (!failed && is_of_remote(line))
		return false;
	if (failed && name_of(event) != NULL && !is_of_remote(line))
		take_denial(e, name_of(event), time_of_line(line));
	add_check(e, event, failed, raw, line);
	return true;
}

static const struct lack lacks[] = {
	{ "mpic[].primary.code", "evidence.mpic.primary-present-and-passed" },
	{ "times and sightings of the remote perspectives",
	    "evidence.mpic.same-challenge-seen, evidence.mpic.caa-remote-permits, evidence.mpic.no-shared-results" },
	{ "perspectives (give them with --perspectives)", "evidence.mpic.distance, evidence.mpic.resolver-region-and-distance" },
	{ "caa_checks[].queried, dnssec", "evidence.caa.tree-climb, evidence.caa.dnssec-*" },
	{ "issuemail: boulder processes issue and issuewild", "evidence.caa.issue-tags-ignored" },
	{ "validations[].initiated_at, random_value.created_at, confirmed_at, entropy_bits, http.redirects[].status, http.status",
	    "evidence.age.*, evidence.random-value.*, evidence.method.http-retrieval" },
	{ "validations[].tls_br_version, dns", "evidence.version.*, evidence.dnssec.*" },
	{ "issuance.*, lint[]", "evidence.linting.*, evidence.request.*" },
	{ "organization, individual, authority", "evidence.organization.*, evidence.individual.*, evidence.authority.*" },
	{ NULL, NULL }
};

const struct adapter import_boulder = { "boulder", "audit lines of boulder's validation authority", take, false, lacks, CHECKED, take_words };
