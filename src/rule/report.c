/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - how a rule says what it found: values made, then handed to whoever runs the rule. */
#include <stdarg.h>

#include "rule/rule.h"

static bool
is_shown(const struct check *c)
{
	return c->say->is_shown == NULL || c->say->is_shown(c);
}

/* NULL where there is no format, and where nobody will see it. */
static const char *__attribute__((format(printf, 2, 0)))
value_print(struct check *c, const char *fmt, va_list ap)
{
	return fmt != NULL && is_shown(c) ? arena_vprintf(c->arena, fmt, ap) : NULL;
}

void
report(struct check *c, struct span where, const char *fmt, ...)
{
	const char *value;
	va_list ap;

	va_start(ap, fmt);
	value = value_print(c, fmt, ap);
	va_end(ap);
	c->say->found(c, where, value);
}

/* What has no digest is told by the run, which fails then. */
static bool
digest(void *arg, struct span in, uint8_t out[REST_DIGEST])
{
	struct check *c = arg;
	uint8_t all[KEY_MAX_HASH];
	bool ok = key_digest(c->key, KEY_SHA256, in, all) == REST_DIGEST;

	if (ok)
		memcpy(out, all, REST_DIGEST);
	return ok;
}

void
rest_take(struct check *c, struct rest *r, struct span thing)
{
	rest_add(r, &(struct rest_by){ digest, c }, thing);
}

const char *
rest_show(struct check *c, const struct rest *r)
{
	uint8_t all[REST_DIGEST];

	return digest(c, (struct span){ r->octets, r->n }, all) ? text_hex(c->arena, (struct span){ all, 8 }) : "";
}

/* The beginning of something, with a digest of all of it. */
static const char *
with_digest(struct check *c, const char *beginning, struct span whole)
{
	uint8_t all[REST_DIGEST];

	if (!is_shown(c))
		return beginning;
	return digest(c, whole, all) ? arena_printf(c->arena, "%s (%s)", beginning, text_hex(c->arena, (struct span){ all, 8 })) : "";
}

const char *
show_text(struct check *c, struct span text, size_t limit)
{
	const char *shown = text_show(c->arena, text, limit);

	return limit == 0 || text.n <= limit ? shown : with_digest(c, shown, text);
}

const char *
show_octets(struct check *c, struct span octets, size_t limit)
{
	if (octets.n <= limit)
		return text_hex(c->arena, octets);
	return with_digest(c, arena_printf(c->arena, "%s\xe2\x80\xa6", text_hex(c->arena, span_sub(octets, 0, limit))), octets);
}

const char *
show_count(struct check *c, size_t n, const char *one)
{
	return arena_printf(c->arena, "%zu %s%s", n, one, n == 1 ? "" : "s");
}

const char *
show_serial(struct check *c, struct span serial)
{
	return show_octets(c, serial, CRL_SERIAL_MAX + 1);
}

void
report_text(struct check *c, struct span where, struct span text)
{
	c->say->found(c, where, !is_shown(c) ? NULL : text.n == 0 ? "empty" : show_text(c, text, 256));
}

void
report_broken(struct check *c, struct span where, const struct smimelint_rule *broken)
{
	if (c->say->found_broken != NULL)
		c->say->found_broken(c, where, broken);
	else
		c->say->found(c, where, broken->id);
}

void
not_applicable(struct check *c, const char *why)
{
	c->say->not_applicable(c, why);
}

void
not_evaluated(struct check *c, const char *why)
{
	c->say->not_evaluated(c, why);
}

void
only_worth_knowing(struct check *c)
{
	if (c->say->only_worth_knowing != NULL)
		c->say->only_worth_knowing(c);
}

void
about_issuing_ca(struct check *c)
{
	if (c->say->about_issuing_ca != NULL)
		c->say->about_issuing_ca(c);
}

void
beyond_limit(struct check *c, struct span where, const char *what)
{
	c->say->beyond_limit(c, where, what);
}

void
unreadable_above(struct check *c, struct span where, const char *what)
{
	c->say->unreadable_above(c, where, what);
}

void
reading_settled(struct check *c)
{
	if (c->say->reading_settled != NULL)
		c->say->reading_settled(c);
}

void
counts_as_error(struct check *c)
{
	if (c->say->counts_as_error != NULL)
		c->say->counts_as_error(c);
}

/* ---- rules over evidence ---- */

bool
due(struct check *c, const struct ev_time *when)
{
	return c->say->due(c, when);
}

void
bound_since(struct check *c, int32_t day)
{
	c->say->bound_since(c, day);
}

void
bound_by(struct check *c, const char *section)
{
	c->say->bound_by(c, section);
}

void
report_fact(struct check *c, const struct json_value *at, const char *member, const char *fmt, ...)
{
	const char *value;
	va_list ap;

	va_start(ap, fmt);
	value = value_print(c, fmt, ap);
	va_end(ap);
	c->say->found_fact(c, at, member, value);
}

void
report_missing(struct check *c, const struct json_value *at, const char *member)
{
	c->say->missing(c, at, member, c->rule->missing);
}

void
report_missing_as(struct check *c, const struct json_value *at, const char *member, uint8_t missing)
{
	c->say->missing(c, at, member, missing);
}

const char *
fact_text(struct check *c, struct span text)
{
	return show_text(c, text, 100);
}
