/* SPDX-License-Identifier: Apache-2.0 */
/* boulder.c - audit lines of boulder's validation authority: "Validation result", "CAA check result", "Checked CAA records". */
#include "command/import/perspective.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "command/import/dig.h"
#include "command/import/front.h"
#include "command/import/moment.h"
#include "option/opt.h"

/* A remote perspective runs the program "remoteva", which logs as the primary does; what it found is in the summary of the primary. */
static bool
is_of_remote(const char *line)
{
	const char *program = strstr(line, "remoteva"), *message = strstr(line, "[AUDIT]");

	return program != NULL && message != NULL && program < message;
}

/* The last time in front of the event, where it has one: those before it are of who collected the line.  And who wrote it. */
static void
add_line(struct events *e, struct event *v, const char *line)
{
	bool zoneless = false;
	const char *time = v->at == 0 ? moment_in(&e->arena, line, &zoneless) : NULL;

	v->remote = is_of_remote(line);
	if (v->at != 0)
		return;
	e->zoneless += zoneless;
	if (event_at(v, time))
		return;
	e->undated++;
	if (time != NULL)
		complain("%s:%llu: %s is no time that can be read, so that the record has none", e->path, (unsigned long long)e->line, time);
	else
		complain("%s:%llu: no time of the calendar with a year, so that the record has none", e->path, (unsigned long long)e->line);
}

/* An object with type and value, or, as in the logs of early 2025 and before, a text; boulder's package blog has a list. */
static const char *
name_of(const cJSON *event)
{
	static const char *const members[] = { "Identifier", "identifier", "Hostname" };
	const cJSON *list = foreign_find(event, "idents");
	const char *name = list != NULL && list->child != NULL && list->child->next == NULL ? value_text(list->child, "value") : NULL;

	for (size_t i = 0; name == NULL && i < sizeof members / sizeof *members; i++) {
		name = value_text(foreign_find(event, members[i]), "value");
		if (name == NULL)
			name = value_text(event, members[i]);
	}
	return name;
}

/* As the validation authority names it, or as package blog does. */
static int64_t
first_number(const cJSON *event, const char *member, const char *other)
{
	int64_t number = value_number(event, member);

	return number != 0 ? number : value_number(event, other);
}

static void
set_account(struct events *e, struct event *v, int64_t account)
{
	if (account != 0)
		v->applicant = arena_printf(&e->arena, "account-%lld", (long long)account);
}

/* Names of other systems hold for the event; what it was for joins it to others. */
static void
add_names(struct events *e, struct event *v, const cJSON *event)
{
	const char *name = name_of(event);
	const char *text = value_text(event, "AuthzID");
	int64_t order = text != NULL ? strtoll(text, NULL, 10) : first_number(event, "AuthzID", "authz");
	int64_t account = first_number(event, "Requester", "acct");

	if (name != NULL)
		event_name(e, v, name);
	if (order > 0)
		v->order = arena_printf(&e->arena, "authz-%lld", (long long)order);
	set_account(e, v, account);
}

static void
add_corroboration(struct events *e, struct event *v, const cJSON *event, const char *raw)
{
	const cJSON *summary = foreign_find(event, "Summary"), *failed = foreign_find(summary, "failedPerspectives");

	if (summary == NULL)
		return;
	for (const cJSON *p = failed != NULL ? failed->child : NULL; p != NULL; p = p->next)
		v->refusing++;
	event_response(e, v, raw, "boulder-summary");
	/*
	 * Boulder asks the remote perspectives about a validation after its own has passed, and has a summary of them then; about CAA it
	 * asks them whatever it found itself (va/caa.go, DoCAA), and names an internal error where that was no permission.
	 */
	v->primary_result = v->kind != EVENT_CAA ? "pass" : value_text(event, "InternalError") != NULL ? "deny" : "permit";
}

static void
add_validation(struct events *e, const cJSON *event, const cJSON *challenge, const char *raw, const char *line)
{
	struct event *v = event_add(e, EVENT_VALIDATION);

	add_names(e, v, event);
	(void)event_at(v, value_text(challenge, "validated"));
	add_line(e, v, line);
	event_text(v, "sbr_section", "3.2.2.1");
	event_text(v, "tls_method", method_of_challenge(value_text(challenge, "type")));
	event_text(v, "validated_name", v->domain);
	event_time(e, v, "completed_at", v->at);
	event_text(v, "result", "pass");
	event_text(v, "actor_id", "system:boulder-va");
	event_text(v, "applicant_id", v->applicant);
	event_text(v, "request_id", v->order);
	event_sha256(e, v, "random_value.value_sha256", value_text(challenge, "token"));
	event_fetched(e, v, challenge);
	if (value_text(challenge, "accounturi") != NULL)
		event_text(v, "persistent_txt.account_uri", arena_printf(&e->arena, "%s", value_text(challenge, "accounturi")));
	add_corroboration(e, v, event, raw);
}

/* Of what remote perspectives found valid no record is made, where the whole of it failed. */
static void
add_failure(struct events *e, const cJSON *event, const cJSON *challenge, const char *raw, const char *line)
{
	struct event *v = event_add(e, EVENT_VALIDATION);

	v->failed = v->aside = true;
	add_names(e, v, event);
	(void)event_at(v, value_text(challenge, "validated"));
	add_line(e, v, line);
	v->response = raw;
}

/* ---- CAA ---- */

static bool
is_false(const cJSON *v)
{
	return v != NULL && (v->type & 0xff) == cJSON_False;
}

static bool
is_true(const cJSON *v)
{
	return v != NULL && (v->type & 0xff) == cJSON_True;
}

static void
tell_unread(struct events *e, const char *what)
{
	e->bad++;
	complain("%s:%llu: %s", e->path, (unsigned long long)e->line, what);
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
		event_text(v, "found_at", name_plain(e, found));
	if (answer != NULL) {
		if (!dig_add_records(e, v, answer))
			tell_unread(e, "a CAA record of this answer cannot be read: the record does not have what was seen");
		dig_add_dnssec(v, answer);
	}
}

static void
add_answer(struct events *e, struct event *v, const cJSON *event)
{
	add_seen(e, v, is_false(foreign_find(event, "present")), value_text(event, "foundAt"), value_text(event, "response"));
}

static void
add_check(struct events *e, const cJSON *event, bool forbidden, const char *raw, const char *line)
{
	struct event *v = event_add(e, EVENT_CAA);

	v->failed = forbidden;
	v->part = strstr(line, "CAA check result") != NULL ? PART_RESULT : PART_ANSWER;
	add_names(e, v, event);
	add_line(e, v, line);
	event_text(v, "domain", v->domain);
	event_time(e, v, "checked_at", v->at);
	event_text(v, "result", forbidden ? "deny" : "permit");
	add_answer(e, v, event);
	add_corroboration(e, v, event, raw);
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

static int64_t
number_behind(const char *line, const char *name)
{
	const char *digits = behind(line, name);

	return digits != NULL ? strtoll(digits, NULL, 10) : 0;
}

static bool
is_truth(const char *word)
{
	return strncmp(word, "true,", 5) == 0 || strncmp(word, "false,", 6) == 0;
}

/* Does it end with the mark that closes a text as Go quotes it, with escapes in it, which nothing on the line has opened? */
static bool
ends_quoted(const char *line)
{
	bool quoted = false, last = false, escaped = false;

	for (const char *at = line; *at != '\0'; at++) {
		last = *at == '"';
		quoted ^= last;
		if (*at == '\\' && at[1] != '\0') {
			escaped = true;
			at++;
		}
	}
	return last && quoted && escaped;
}

/* A log that was cut at its front, or stands behind another one, may begin within the words of a line, or within the answer that they end with. */
static bool
is_cut(const char *line)
{
	return strstr(line, "Valid for issuance: ") != NULL || strstr(line, "Response=\"") != NULL || strstr(line, "\\tIN\\tCAA\\t") != NULL ||
	    ends_quoted(line);
}

/* Does anything follow the text that the line ends with, as Go quotes it? */
static bool
has_more(const char *quoted)
{
	size_t n = strlen(quoted), length = *quoted == '"' ? 1 + quoted_length(quoted + 1, n - 1) + 1 : n;

	return length < n && quoted[length + strspn(quoted + length, " \t\r")] != '\0';
}

/* Checked CAA records for D, [Present: true, Account ID: 7, Challenge: http-01, Valid for issuance: true, Found at: "D"] Response="..." */
static bool
take_words(struct events *e, const char *line)
{
	const char *name = behind(line, CHECKED), *valid = behind(line, "Valid for issuance: "), *present = behind(line, "[Present: ");
	const char *found = go_text(e, behind(line, "Found at: ")), *seen = behind(line, "Response="), *answer = go_text(e, seen);
	size_t n = name != NULL ? strcspn(name, ", ") : 0;
	struct event *v;

	if (name == NULL && is_cut(line)) {
		tell_unread(e, "begins within a line of boulder: the log was cut off before it");
		return true;
	}
	if (n == 0 || present == NULL)
		return false;
	if (valid == NULL || !is_truth(present) || !is_truth(valid)) {
		tell_unread(e, "this line of boulder is cut off");
		return true;
	}
	v = event_add(e, EVENT_CAA);
	v->failed = strncmp(valid, "true", 4) != 0;
	v->part = PART_ANSWER;
	set_account(e, v, number_behind(line, "Account ID: "));
	event_name(e, v, arena_printf(&e->arena, "%.*s", (int)n, name));
	add_line(e, v, arena_printf(&e->arena, "%.*s", (int)(name - line), line));
	/* What it says of issuance stands before what was seen. */
	if (answer != NULL && has_more(seen))
		tell_unread(e, "another line of boulder begins within this one: the log was cut off before it");
	if (answer == NULL)
		tell_unread(e, "this line of boulder is cut off: the record does not have what was seen");
	event_text(v, "domain", v->domain);
	event_time(e, v, "checked_at", v->at);
	event_text(v, "result", v->failed ? "deny" : "permit");
	add_seen(e, v, strncmp(present, "false", 5) == 0, found, answer);
	return true;
}

/* Boulder validates addresses, too; its logs of before have no type. */
static bool
is_address(const cJSON *event)
{
	const char *type = value_text(foreign_find(event, "Identifier"), "type"), *name = name_of(event);

	return (type != NULL && strcmp(type, "dns") != 0) || (name != NULL && name_is_servers(name));
}

/*
 * Package blog, which some of boulder's programs log with since autumn 2026 (log/slog's JSON), has the time and the message in the object:
 * a line as the others begin with, behind whose own time it stands.
 */
static const char *
line_of(struct events *e, const cJSON *event, const char *line)
{
	const char *time = value_text(event, "time"), *said = value_text(event, "msg");

	return said != NULL ? arena_printf(&e->arena, "%s %s %s", line, time != NULL ? time : "", said) : line;
}

/* Has it what a check found?  What only announces one has that in an object or a text of its own. */
static bool
has_check(const cJSON *event)
{
	static const char *const members[] = { "valid", "Latency", "Summary", "Error", "InternalError" };
	size_t i = 0;

	while (i < sizeof members / sizeof *members && foreign_find(event, members[i]) == NULL)
		i++;
	return i < sizeof members / sizeof *members || value_text(event, "msg") == NULL;
}

/* What the words before it would have called a check of CAA, where a log was cut off within them: lines begin with their time. */
static bool
is_unannounced(struct events *e, const cJSON *event, const char *line)
{
	bool result = foreign_find(event, "Summary") != NULL && foreign_find(event, "Identifier") != NULL, zoneless = false;

	if (moment_in(&e->arena, line, &zoneless) != NULL || (!result && (foreign_find(event, "foundAt") == NULL || foreign_find(event, "valid") == NULL)))
		return false;
	tell_unread(e, "begins within a line of boulder: the log was cut off before it");
	return true;
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
	if (event_too_many(e, foreign_find(foreign_find(event, "Summary"), "passedPerspectives"),
	    foreign_find(foreign_find(event, "Summary"), "failedPerspectives")))
		return true;
	line = line_of(e, event, line);
	if (!value_is_bool(e, event, "valid", "a check of CAA") || !value_is_bool(e, event, "present", "a check of CAA") ||
	    !value_is_status(e, challenge))
		return true;
	if (foreign_find(event, "challenges") != NULL)
		return import_acme.take(e, event, raw, line);
	if (challenge != NULL && status != NULL && *status != '\0') {
		if (valid && !failed)
			add_validation(e, event, challenge, raw, line);
		else if (foreign_find(event, "Summary") != NULL)
			add_failure(e, event, challenge, raw, line);
		return valid && !failed;
	}
	if (strstr(line, "CAA check result") == NULL && strstr(line, "Checked CAA records") == NULL)
		return is_unannounced(e, event, line);
	if (!has_check(event))
		return false;
	if (strstr(line, "Checked CAA records") != NULL && !is_false(foreign_find(event, "valid")) && !is_true(foreign_find(event, "valid"))) {
		tell_unread(e, "a check of CAA that does not say whether its records permit, so that it is not taken");
		return true;
	}
	failed |= is_false(foreign_find(event, "valid"));
	add_check(e, event, failed, raw, line);
	return true;
}

static const struct lack lacks[] = {
	{ "mpic[].primary.code", "evidence.mpic.primary-present-and-passed" },
	{ "times and sightings of the remote perspectives",
	    "evidence.mpic.same-challenge-seen, evidence.mpic.caa-remote-permits, evidence.mpic.no-shared-results" },
	{ "perspectives (give them with --perspectives)", "evidence.mpic.distance, evidence.mpic.resolver-region-and-distance" },
	{ "caa_checks[].queried, dnssec of answers without the AD flag, lookup_failure", "evidence.caa.tree-climb, evidence.caa.dnssec-*" },
	{ "issuemail: boulder processes issue and issuewild", "evidence.caa.issue-tags-ignored" },
	{ "validations[].initiated_at, random_value.created_at, confirmed_at, entropy_bits, http.redirects[].status, http.status",
	    "evidence.age.*, evidence.random-value.*, evidence.method.http-retrieval" },
	{ "validations[].persistent_txt.name, rdata", "evidence.method.persistent-txt" },
	{ "validations[].tls_br_version, performed_by, dns; caa_checks[].performed_by",
	    "evidence.version.*, evidence.delegation.*, evidence.dnssec.*" },
	{ "issuance.*, lint[]", "evidence.linting.*, evidence.request.*" },
	{ "organization, individual, authority", "evidence.organization.*, evidence.individual.*, evidence.authority.*" },
	{ NULL, NULL }
};

static const char *const signs[] = {
	"Validation result JSON=", "CAA check result JSON=", "Checked CAA records", "msg=\"Validation result\"", "msg=\"CAA check result\"", NULL
};

const struct adapter import_boulder = { "boulder", "audit lines of boulder's validation authority", take, false, lacks, "Challenge",
	signs, CHECKED, take_words, perspectives_settle };
