/* SPDX-License-Identifier: Apache-2.0 */
#include "result/waiver.h"

#include <string.h>

#include "base/day.h"
#include "base/text.h"

/* The text of a member that was taken; true without one. */
static bool
text_of(struct json_doc *d, const struct json_value *v, const char **text)
{
	return v == NULL || (*text = json_doc_text(d, v)) != NULL;
}

static bool
rule_exists(const char *pattern)
{
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (smimelint_rule_matches(smimelint_rule_at(i), pattern))
			return true;
	return false;
}

static bool
certificate_read(struct waiver *w, struct json_doc *d, const struct json_value *object)
{
	const struct json_value *sha256 = NULL, *serial = NULL, *issuer = NULL, *subject = NULL;
	const struct json_doc_member list[] = {
		{ "sha256", &sha256 }, { "serial", &serial }, { "issuer", &issuer }, { "subject", &subject }, { NULL, NULL },
	};

	if (!json_doc_members(d, object, list) || !text_of(d, sha256, &w->sha256) || !text_of(d, serial, &w->serial) ||
	    !text_of(d, issuer, &w->certificate_issuer) || !text_of(d, subject, &w->subject))
		return false;
	if ((serial != NULL) != (issuer != NULL))
		return json_doc_refuse(d, object, NULL, "serial and issuer name a certificate only together");
	if (sha256 != NULL && (strlen(w->sha256) != 64 || strspn(w->sha256, "0123456789abcdef") != 64))
		return json_doc_refuse(d, sha256, NULL, "64 lower-case hexadecimal digits are expected");
	if (sha256 == NULL && serial == NULL && subject == NULL)
		return json_doc_refuse(d, object, NULL, "sha256, serial with issuer, or subject is missing");
	return true;
}

static bool
waiver_read(struct waiver *w, struct json_doc *d, const struct json_value *object)
{
	const struct json_value *rule = NULL, *certificate = NULL, *issuer = NULL, *reason = NULL, *expires = NULL;
	const struct json_doc_member list[] = {
		{ "rule", &rule }, { "certificate", &certificate }, { "issuer", &issuer }, { "reason", &reason },
		{ "expires", &expires }, { NULL, NULL },
	};
	const char *missing, *day = NULL;

	*w = (struct waiver){ .expires = DAY_ALWAYS };
	if (!json_doc_members(d, object, list) || !text_of(d, rule, &w->rule) || !text_of(d, issuer, &w->issuer) ||
	    !text_of(d, reason, &w->reason) || !text_of(d, expires, &day) ||
	    (certificate != NULL && !certificate_read(w, d, certificate)))
		return false;
	missing = rule == NULL ? "rule" : reason == NULL ? "reason" : expires == NULL ? "expires" :
	    certificate == NULL && issuer == NULL ? "certificate or issuer" : NULL;
	if (missing != NULL)
		return json_doc_refuse(d, object, NULL, "%s is missing", missing);
	if (!rule_exists(w->rule))
		return json_doc_refuse(d, rule, NULL, "\"%s\" names no rule", w->rule);
	return day_parse(day, &w->expires) || json_doc_refuse(d, expires, NULL, "\"%s\" is no date YYYY-MM-DD", day);
}

struct waiver_list *
waivers_read(struct json_doc *d, int32_t day)
{
	const struct json_value *list = json_doc_value(d, d->text);
	struct waiver_list *all;

	if (list == NULL)
		return NULL;
	if (list->type != JSON_ARRAY) {
		json_doc_refuse(d, list, NULL, "a list is expected");
		return NULL;
	}
	if ((all = arena_take(d->arena, sizeof *all + list->n * sizeof *all->waiver)) == NULL)
		return NULL;
	all->day = day;
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (!waiver_read(&all->waiver[all->n++], d, e))
			return NULL;
	return d->arena->failed ? NULL : all;
}

static bool
fact_is(const char *value, const char *wanted, bool pattern)
{
	if (wanted == NULL)
		return true;
	return value != NULL && (pattern ? text_glob(span_of(wanted), span_of(value)) : strcmp(wanted, value) == 0);
}

bool
waiver_matches(const struct waiver *w, const smimelint_rule *rule, const struct waiver_facts *f)
{
	return smimelint_rule_matches(rule, w->rule) && fact_is(f->sha256, w->sha256, false) &&
	    fact_is(f->serial, w->serial, false) && fact_is(f->issuer, w->certificate_issuer, false) &&
	    fact_is(f->subject, w->subject, true) && fact_is(f->issuer, w->issuer, true);
}
