#include "tool/accept.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"
#include "base/text.h"
#include "tool/finding.h"
#include "tool/opt.h"
#include "tool/waiver.h"

#define FILE_MAX ((size_t)256 * 1024 * 1024)

struct accept {
	struct arena arena;		/* for the keys of findings */
	struct tally tally;		/* its rules count the baseline's findings by key */
	cJSON *list;			/* the waivers' texts */
	struct waiver *waiver;
	size_t n_waivers;
	int32_t today;
};

struct accept *
accept_new(void)
{
	return calloc(1, sizeof(struct accept));
}

void
accept_free(struct accept *a)
{
	if (a == NULL)
		return;
	arena_free(&a->arena);
	tally_free(&a->tally);
	cJSON_Delete(a->list);
	free(a->waiver);
	free(a);
}

/* ---- files ---- */

static char *
file_read(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL, *more;
	size_t cap = 64 * 1024;

	*n = 0;
	while (f != NULL && *n <= FILE_MAX && (more = realloc(text, cap + 1)) != NULL) {
		text = more;
		*n += fread(text + *n, 1, cap - *n, f);
		text[*n] = '\0';
		if (*n < cap && !ferror(f)) {
			fclose(f);
			return text;
		}
		if (ferror(f))
			break;
		cap *= 2;
	}
	if (f != NULL && !ferror(f) && *n <= FILE_MAX)
		complain_memory();
	else
		complain("%s: %s", path, f == NULL ? strerror(errno) : *n > FILE_MAX ? "larger than 256 MiB" : "cannot be read");
	if (f != NULL)
		fclose(f);
	free(text);
	return NULL;
}

/* The next value of the text, or NULL after a message; *p moves behind it. */
static cJSON *
value_next(const char *path, const char *text, const char **p, size_t n)
{
	const char *end = NULL;
	cJSON *tree;
	unsigned line = 1;

	errno = 0;
	tree = cJSON_ParseWithLengthOpts(*p, n - (size_t)(*p - text) + 1, &end, false);
	if (tree == NULL && errno == ENOMEM) {
		complain_memory();
		return NULL;
	}
	if (tree == NULL) {
		for (const char *q = text; q < end && q < text + n; q++)
			line += *q == '\n';
		complain("%s:%u: this is not JSON", path, line);
		return NULL;
	}
	*p = end + strspn(end, " \t\r\n");
	return tree;
}

/* ---- the baseline ---- */

/* The parts cannot hold U+001F: reports escape controls. */
static const char *
finding_key(struct arena *a, const char *source, const char *rule, const char *path, const char *value)
{
	return arena_printf(a, "%s\x1f%s\x1f%s\x1f%s%s", path_relative(source), rule, path != NULL ? path : "",
	    value != NULL ? "=" : "", value != NULL ? value : "");
}

/* A member that is a text, or null where it may be; false after a message. */
static bool
member_text(const char *file, const char *at, const cJSON *object, const char *name, bool may_be_null, const char **text)
{
	const cJSON *m = cJSON_GetObjectItemCaseSensitive(object, name);

	*text = cJSON_IsString(m) ? m->valuestring : NULL;
	if (*text != NULL || (may_be_null && cJSON_IsNull(m)))
		return true;
	complain("%s: %s/%s: a text%s is expected", file, at, name, may_be_null ? " or null" : "");
	return false;
}

static bool
baseline_finding(struct accept *a, const char *file, const char *at, const char *source, const cJSON *finding)
{
	const char *rule, *path, *value, *state;

	arena_reset(&a->arena);
	if (!member_text(file, at, finding, "rule", false, &rule) || !member_text(file, at, finding, "path", true, &path) ||
	    !member_text(file, at, finding, "value", true, &value) || !member_text(file, at, finding, "state", false, &state))
		return false;
	/* What was waived is not known: it counts again without its waiver. */
	if (strcmp(state, "waived") != 0)
		counts_add(&a->tally, &a->tally.rules, finding_key(&a->arena, source, rule, path, value), 1);
	return !a->arena.failed && !a->tally.failed;
}

static bool
baseline_result(struct accept *a, const char *file, const char *at, const cJSON *result)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(result, "findings"), *finding;
	const char *source;
	char inside[96];
	unsigned i = 0;

	snprintf(inside, sizeof inside, "%s/source", at);
	if (!member_text(file, inside, cJSON_GetObjectItemCaseSensitive(result, "source"), "path", false, &source))
		return false;
	if (!cJSON_IsArray(list)) {
		complain("%s: %s/findings: a list is expected", file, at);
		return false;
	}
	cJSON_ArrayForEach(finding, list) {
		snprintf(inside, sizeof inside, "%s/findings/%u", at, i++);
		if (!baseline_finding(a, file, inside, source, finding))
			return false;
	}
	return true;
}

/* A document, an object of NDJSON, or the summary after such objects; `number` counts them. */
static bool
baseline_value(struct accept *a, const char *file, unsigned number, const cJSON *value)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(value, "results"), *result;
	const char *schema;
	char at[64];
	unsigned i = 0;

	if (number == 0)
		at[0] = '\0';
	else
		snprintf(at, sizeof at, "object %u: ", number + 1);
	if (!member_text(file, at, value, "schema", false, &schema))
		return false;
	if (strcmp(schema, "smimelint-summary/1") == 0)
		return true;
	if (strcmp(schema, "smimelint/1") != 0) {
		complain("%s: %s/schema: \"smimelint/1\" is expected: a report of -f json or ndjson", file, at);
		return false;
	}
	if (list == NULL)
		return baseline_result(a, file, at, value);
	cJSON_ArrayForEach(result, list) {
		snprintf(at, sizeof at, "/results/%u", i++);
		if (!baseline_result(a, file, at, result))
			return false;
	}
	return true;
}

bool
accept_baseline(struct accept *a, const char *path)
{
	size_t n;
	char *text = file_read(path, &n);
	const char *p = text;
	bool ok = text != NULL;

	tally_free(&a->tally);		/* the last baseline named is the one */
	/* An empty file is the NDJSON report of nothing. */
	p = ok ? p + strspn(p, " \t\r\n") : p;
	for (unsigned i = 0; ok && p < text + n; i++) {
		cJSON *value = value_next(path, text, &p, n);

		ok = value != NULL && baseline_value(a, path, i, value);
		cJSON_Delete(value);
	}
	free(text);
	if (a->tally.failed || a->arena.failed) {
		complain_memory();
		return false;
	}
	return ok;
}

/* ---- waivers ---- */

/* The day waivers are judged at: today in UTC, or that of SOURCE_DATE_EPOCH. */
static bool
today(int32_t *day)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long seconds;

	if (epoch == NULL || *epoch == '\0') {
		*day = day_from_seconds((int64_t)time(NULL));
		return true;
	}
	seconds = strtoll(epoch, &end, 10);
	if (*epoch < '0' || *epoch > '9' || *end != '\0' || seconds > INT64_C(253402300799)) {
		complain("SOURCE_DATE_EPOCH: \"%s\" is no number of seconds since 1970", epoch);
		return false;
	}
	*day = day_from_seconds((int64_t)seconds);
	return true;
}

static bool
waivers_list(struct accept *a, const char *path)
{
	const cJSON *element;

	if (!cJSON_IsArray(a->list)) {
		complain("%s: /: a list is expected", path);
		return false;
	}
	free(a->waiver);
	a->n_waivers = 0;
	if ((a->waiver = calloc((size_t)cJSON_GetArraySize(a->list) + 1, sizeof *a->waiver)) == NULL) {
		complain_memory();
		return false;
	}
	cJSON_ArrayForEach(element, a->list) {
		if (!waiver_read(&a->waiver[a->n_waivers], path, (int)a->n_waivers, element))
			return false;
		a->n_waivers++;
	}
	return true;
}

bool
accept_waivers(struct accept *a, const char *path)
{
	size_t n;
	char *text = file_read(path, &n);
	const char *p = text;
	bool ok;

	if (text == NULL)
		return false;
	cJSON_Delete(a->list);
	a->list = value_next(path, text, &p, n);
	ok = a->list != NULL;
	if (ok && p < text + n) {
		complain("%s: something stands behind the list", path);
		ok = false;
	}
	free(text);
	return ok && today(&a->today) && waivers_list(a, path);
}

/* ---- results ---- */

static void
judge_waivers(const struct accept *a, const struct result *res, const smimelint_finding *f, struct standing *s)
{
	char day[16];

	for (size_t i = 0; i < a->n_waivers && s->state != STATE_WAIVED; i++) {
		const struct waiver *w = &a->waiver[i];
		const char *reason;

		if (!waiver_matches(w, f->rule, res->run))
			continue;
		reason = text_show(res->arena, (struct span){ (const uint8_t *)w->reason, strlen(w->reason) }, 0);
		if (w->expires >= a->today)
			*s = (struct standing){ STATE_WAIVED, reason };
		else
			s->reading = arena_printf(res->arena, "expired on %s: %s", day_format(w->expires, day), reason);
	}
}

const struct standing *
accept_judge(const struct accept *a, const struct result *res)
{
	size_t n = result_finding_count(res);
	struct standing *s = arena_array(res->arena, n, sizeof *s);

	for (size_t i = 0; s != NULL && i < n; i++) {
		smimelint_finding f = result_finding(res, i);

		s[i] = (struct standing){ STATE_NEW, NULL };
		judge_waivers(a, res, &f, &s[i]);
		if (s[i].state == STATE_NEW && counts_take(&a->tally.rules, finding_key(res->arena, res->path,
		    smimelint_rule_text(f.rule, "id"), result_finding_placed(res, &f) ? f.path : NULL, f.value)))
			s[i].state = STATE_KNOWN;
	}
	return s;
}
