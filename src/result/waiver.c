/* SPDX-License-Identifier: Apache-2.0 */
#include "result/waiver.h"

#include <stdlib.h>
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
	if (smimelint_rule_find(pattern) != NULL)
		return true;
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

/* What names one certificate; NULL: it is for those that patterns name. */
static const char *
name_of(const struct waiver *w)
{
	return w->sha256 != NULL ? w->sha256 : w->serial;
}

static int
by_name(const void *a, const void *b)
{
	const struct waiver *x = a, *y = b;
	const char *p = name_of(x), *q = name_of(y);
	int order = p == NULL || q == NULL ? (p == NULL) - (q == NULL) : strcmp(p, q);

	return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
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
	for (const struct json_value *e = list->child; e != NULL; e = e->next) {
		struct waiver *w = &all->waiver[all->n_waiver];

		if (!waiver_read(w, d, e))
			return NULL;
		w->index = all->n_waiver++;
		all->n_named += name_of(w) != NULL;
	}
	if (all->n_waiver > 1)
		qsort(all->waiver, all->n_waiver, sizeof *all->waiver, by_name);
	return d->arena->failed ? NULL : all;
}

static bool
fact_is(const char *value, const char *wanted, bool pattern)
{
	if (wanted == NULL)
		return true;
	return value != NULL && (pattern ? text_glob(span_of(wanted), span_of(value)) : strcmp(wanted, value) == 0);
}

static bool
is_for(const struct waiver *w, const struct waiver_facts *f)
{
	return fact_is(f->sha256, w->sha256, false) && fact_is(f->serial, w->serial, false) &&
	    fact_is(f->issuer, w->certificate_issuer, false) && fact_is(f->subject, w->subject, true) &&
	    fact_is(f->issuer, w->issuer, true);
}

/* The first of those that name a certificate by this name or one that sorts behind it. */
static size_t
first_named(const struct waiver_list *l, const char *name)
{
	size_t low = 0, high = l->n_named;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(name_of(&l->waiver[middle]), name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int
by_index(const void *a, const void *b)
{
	const struct waiver *x = *(const struct waiver *const *)a, *y = *(const struct waiver *const *)b;

	return (x->index > y->index) - (x->index < y->index);
}

/* What is collected on the way. */
struct choice {
	struct arena *arena;
	const struct waiver **v;
	size_t n, room;
};

static bool
choose(struct choice *c, const struct waiver *w, const struct waiver_facts *f)
{
	const struct waiver **v;

	if (!is_for(w, f))
		return true;
	if ((v = arena_grow(c->arena, c->v, c->n, &c->room, sizeof *v)) == NULL)
		return false;
	c->v = v;
	v[c->n++] = w;
	return true;
}

static bool
choose_named(struct choice *c, const struct waiver_list *l, const char *name, const struct waiver_facts *f)
{
	bool ok = true;

	for (size_t i = name != NULL ? first_named(l, name) : l->n_named;
	    ok && i < l->n_named && strcmp(name_of(&l->waiver[i]), name) == 0; i++)
		ok = choose(c, &l->waiver[i], f);
	return ok;
}

const struct waiver **
waivers_of(const struct waiver_list *l, const struct waiver_facts *f, struct arena *a, size_t *n)
{
	struct choice c = { .arena = a, .room = 16 };
	bool ok = (c.v = arena_array(a, c.room, sizeof *c.v)) != NULL && choose_named(&c, l, f->sha256, f) &&
	    choose_named(&c, l, f->serial, f);

	for (size_t i = l->n_named; ok && i < l->n_waiver; i++)
		ok = choose(&c, &l->waiver[i], f);
	*n = c.n;
	if (!ok)
		return NULL;
	if (c.n > 1)
		qsort(c.v, c.n, sizeof *c.v, by_index);
	return c.v;
}
