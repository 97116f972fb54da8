#include "result/waiver.h"

#include <string.h>

#include "base/day.h"
#include "base/text.h"

/* The text of a member that was taken; true without one. */
static bool
text_of(struct document *d, const struct json_value *v, const char **text)
{
	return v == NULL || (*text = document_text(d, v)) != NULL;
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
certificate_read(struct waiver *w, struct document *d, const struct json_value *object)
{
	const struct json_value *sha256 = NULL, *serial = NULL, *issuer = NULL, *subject = NULL;
	const struct document_member list[] = {
		{ "sha256", &sha256 }, { "serial", &serial }, { "issuer", &issuer }, { "subject", &subject }, { NULL, NULL },
	};

	if (!document_members(d, object, list) || !text_of(d, sha256, &w->sha256) || !text_of(d, serial, &w->serial) ||
	    !text_of(d, issuer, &w->certificate_issuer) || !text_of(d, subject, &w->subject))
		return false;
	if ((serial != NULL) != (issuer != NULL))
		return document_refuse(d, object, NULL, "serial and issuer name a certificate only together");
	if (sha256 != NULL && (strlen(w->sha256) != 64 || strspn(w->sha256, "0123456789abcdef") != 64))
		return document_refuse(d, sha256, NULL, "64 lower-case hexadecimal digits are expected");
	if (sha256 == NULL && serial == NULL && subject == NULL)
		return document_refuse(d, object, NULL, "sha256, serial with issuer, or subject is missing");
	return true;
}

bool
waiver_read(struct waiver *w, struct document *d, const struct json_value *object)
{
	const struct json_value *rule = NULL, *certificate = NULL, *issuer = NULL, *reason = NULL, *expires = NULL;
	const struct document_member list[] = {
		{ "rule", &rule }, { "certificate", &certificate }, { "issuer", &issuer }, { "reason", &reason },
		{ "expires", &expires }, { NULL, NULL },
	};
	const char *missing, *day = NULL;

	*w = (struct waiver){ .expires = DAY_ALWAYS };
	if (!document_members(d, object, list) || !text_of(d, rule, &w->rule) || !text_of(d, issuer, &w->issuer) ||
	    !text_of(d, reason, &w->reason) || !text_of(d, expires, &day) ||
	    (certificate != NULL && !certificate_read(w, d, certificate)))
		return false;
	missing = rule == NULL ? "rule" : reason == NULL ? "reason" : expires == NULL ? "expires" :
	    certificate == NULL && issuer == NULL ? "certificate or issuer" : NULL;
	if (missing != NULL)
		return document_refuse(d, object, NULL, "%s is missing", missing);
	if (!rule_exists(w->rule))
		return document_refuse(d, rule, NULL, "\"%s\" names no rule", w->rule);
	return day_parse(day, &w->expires) || document_refuse(d, expires, NULL, "\"%s\" is no date YYYY-MM-DD", day);
}

static bool
fact_is(smimelint_run *run, const char *fact, const char *wanted, bool pattern)
{
	const char *value = wanted != NULL ? smimelint_fact(run, fact) : NULL;

	if (wanted == NULL)
		return true;
	return value != NULL && (pattern ? text_glob(span_of(wanted), span_of(value)) : strcmp(wanted, value) == 0);
}

bool
waiver_matches(const struct waiver *w, const smimelint_rule *rule, smimelint_run *run)
{
	return smimelint_rule_matches(rule, w->rule) && fact_is(run, "sha256", w->sha256, false) &&
	    fact_is(run, "serial", w->serial, false) && fact_is(run, "issuer", w->certificate_issuer, false) &&
	    fact_is(run, "subject", w->subject, true) && fact_is(run, "issuer", w->issuer, true);
}
