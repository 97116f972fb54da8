#include "result/accept.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"
#include "base/text.h"
#include "option/opt.h"
#include "report/finding.h"
#include "result/baseline.h"
#include "result/waiver.h"

struct accept {
	struct tally tally;		/* its rules count the baseline's findings by key */
	struct document list;		/* the waivers' texts */
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
	tally_free(&a->tally);
	document_close(&a->list);
	free(a->waiver);
	free(a);
}

bool
accept_baseline(struct accept *a, const char *path)
{
	tally_free(&a->tally);		/* the last baseline named is the one */
	return baseline_read(&a->tally, path);
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

bool
accept_waivers(struct accept *a, const char *path)
{
	const struct json_value *list;

	document_close(&a->list);	/* the last list named is the one */
	free(a->waiver);
	a->waiver = NULL;
	a->n_waivers = 0;
	if (!today(&a->today) || !document_open(&a->list, path, DOCUMENT_SETTINGS) ||
	    (list = document_value(&a->list, a->list.text)) == NULL)
		return false;
	if (list->type != JSON_ARRAY)
		return document_refuse(&a->list, list, NULL, "a list is expected");
	if ((a->waiver = calloc((size_t)list->n + 1, sizeof *a->waiver)) == NULL) {
		complain_memory();
		return false;
	}
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (!waiver_read(&a->waiver[a->n_waivers++], &a->list, e))
			return false;
	return true;
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
		reason = text_show(res->arena, span_of(w->reason), 0);
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
		if (s[i].state == STATE_NEW && counts_take(&a->tally.rules, baseline_key(res->arena, res->path,
		    smimelint_rule_text(f.rule, "id"), result_finding_placed(res, &f) ? f.path : NULL, f.value)))
			s[i].state = STATE_KNOWN;
	}
	return s;
}
