#include "tool/waiver.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "tool/opt.h"

/* '*' stands for any text, '?' for one octet; time at most the product of the lengths. */
static bool
glob(const char *pattern, const char *text)
{
	const char *star = NULL, *from = text;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

struct member {
	const char *name;
	const char **value;
};

/* Texts of an object, each at most once; a member that is not listed is an error. */
static bool
members_read(const char *file, const char *at, const cJSON *object, const struct member *list, const char *other)
{
	const cJSON *m;

	if (!cJSON_IsObject(object)) {
		complain("%s: %s: an object is expected", file, at);
		return false;
	}
	cJSON_ArrayForEach(m, object) {
		const struct member *known = list;

		if (other != NULL && strcmp(m->string, other) == 0)
			continue;
		while (known->name != NULL && strcmp(known->name, m->string) != 0)
			known++;
		if (known->name == NULL) {
			complain("%s: %s/%s: there is no such member", file, at, m->string);
			return false;
		}
		if (!cJSON_IsString(m) || *m->valuestring == '\0' || *known->value != NULL) {
			complain("%s: %s/%s: %s", file, at, m->string,
			    *known->value != NULL ? "given twice" : "a text that is not empty is expected");
			return false;
		}
		*known->value = m->valuestring;
	}
	return true;
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
certificate_read(struct waiver *w, const char *file, const char *at, const cJSON *object)
{
	const struct member list[] = {
		{ "sha256", &w->sha256 }, { "serial", &w->serial }, { "issuer", &w->certificate_issuer },
		{ "subject", &w->subject }, { NULL, NULL },
	};

	if (!members_read(file, at, object, list, NULL))
		return false;
	if ((w->serial != NULL) != (w->certificate_issuer != NULL)) {
		complain("%s: %s: serial and issuer name a certificate only together", file, at);
		return false;
	}
	if (w->sha256 != NULL && (strlen(w->sha256) != 64 || strspn(w->sha256, "0123456789abcdef") != 64)) {
		complain("%s: %s/sha256: 64 lower-case hexadecimal digits are expected", file, at);
		return false;
	}
	if (w->sha256 == NULL && w->serial == NULL && w->subject == NULL) {
		complain("%s: %s: sha256, serial with issuer, or subject is missing", file, at);
		return false;
	}
	return true;
}

bool
waiver_read(struct waiver *w, const char *file, int i, const cJSON *object)
{
	const char *expires = NULL, *missing;
	const struct member list[] = {
		{ "rule", &w->rule }, { "issuer", &w->issuer }, { "reason", &w->reason }, { "expires", &expires },
		{ NULL, NULL },
	};
	const cJSON *certificate = cJSON_GetObjectItemCaseSensitive(object, "certificate");
	char at[48], inside[64];

	*w = (struct waiver){ .expires = DAY_ALWAYS };
	snprintf(at, sizeof at, "/%d", i);
	snprintf(inside, sizeof inside, "%s/certificate", at);
	if (!members_read(file, at, object, list, "certificate") ||
	    (certificate != NULL && !certificate_read(w, file, inside, certificate)))
		return false;
	missing = w->rule == NULL ? "rule" : w->reason == NULL ? "reason" : expires == NULL ? "expires" :
	    certificate == NULL && w->issuer == NULL ? "certificate or issuer" : NULL;
	if (missing != NULL)
		complain("%s: %s: %s is missing", file, at, missing);
	else if (!rule_exists(w->rule))
		complain("%s: %s/rule: \"%s\" names no rule", file, at, w->rule);
	else if (!day_parse(expires, &w->expires))
		complain("%s: %s/expires: \"%s\" is no date YYYY-MM-DD", file, at, expires);
	else
		return true;
	return false;
}

static bool
fact_is(smimelint_run *run, const char *fact, const char *wanted, bool pattern)
{
	const char *value = wanted != NULL ? smimelint_fact(run, fact) : NULL;

	if (wanted == NULL)
		return true;
	return value != NULL && (pattern ? glob(wanted, value) : strcmp(wanted, value) == 0);
}

bool
waiver_matches(const struct waiver *w, const smimelint_rule *rule, smimelint_run *run)
{
	return smimelint_rule_matches(rule, w->rule) && fact_is(run, "sha256", w->sha256, false) &&
	    fact_is(run, "serial", w->serial, false) && fact_is(run, "issuer", w->certificate_issuer, false) &&
	    fact_is(run, "subject", w->subject, true) && fact_is(run, "issuer", w->issuer, true);
}
