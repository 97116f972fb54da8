/* SPDX-License-Identifier: Apache-2.0 */
/* spec.c - applies the directives of a case and of its bases. */
#include "tests/recipe/spec.h"

#include "tests/recipe/names.h"

#define MAX_BASES 8

const struct recipe_case *
world_find(struct world *w, const struct recipe *in, const char *name, const struct recipe **where)
{
	const struct recipe_case *c = recipe_find(in, name);

	*where = in;
	for (*where = in; c == NULL; ) {
		*where = *where == in ? w->bases : (*where)->next;
		if (*where == NULL)
			break;
		c = recipe_find(*where, name);
	}
	if (c == NULL)
		tool_fail(&w->tool, "%s: no case or base of this name: %s", in->path, name);
	return c;
}

static const char **
text_field(struct spec *s, const char *name)
{
	const struct {
		const char *name;
		const char **at;
	} fields[] = {
		{ "version", &s->version }, { "serial", &s->serial }, { "signature", &s->signature },
		{ "issuer", &s->issuer }, { "notBefore", &s->not_before },
		{ "notAfter", &s->not_after }, { "validity", &s->validity },
		{ "subject", &s->subject }, { "spki", &s->spki },
		{ "issuerUniqueID", &s->issuer_uid }, { "subjectUniqueID", &s->subject_uid },
		{ "extensions", &s->extensions }, { "tbs", &s->tbs },
		{ "certificate", &s->certificate },
		{ "thisUpdate", &s->this_update }, { "nextUpdate", &s->next_update },
		{ "revokedCertificates", &s->revoked },
		{ "responderID", &s->responder_id }, { "producedAt", &s->produced_at }, { "responses", &s->responses },
		{ "single", &s->single }, { "certID", &s->cert_id }, { "certs", &s->certs },
		{ "signatureAlgorithm", &s->signature_algorithm },
		{ "signatureValue", &s->signature_value },
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].name, name) == 0)
			return fields[i].at;
	return NULL;
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

/* "+=" on a name adds an attribute, on anything else words. */
static const char *
joined(struct tool *t, const char *old, const char *separator, const char *more)
{
	return *or_empty(old) == '\0' ? more : arena_printf(t->arena, "%s%s%s", old, separator, more);
}

/* subject = …, subject += OU=x, subject -= CN, subject.CN = x */
static bool
apply_name(struct tool *t, struct spec *s, const struct directive *d)
{
	const char *attr = strchr(d->name, '.');
	const char *field = lex_copy(t, d->name, strcspn(d->name, "."));
	const char **at;

	if (strcmp(field, "subject") != 0 && strcmp(field, "issuer") != 0)
		return false;
	at = text_field(s, field);
	if (attr != NULL)
		*at = name_with(t, or_empty(*at), attr + 1, d->value);
	else if (strcmp(d->op, "+=") == 0)
		*at = joined(t, *at, ", ", d->value);
	else if (strcmp(d->op, "-=") == 0)
		*at = name_without(t, or_empty(*at), d->value);
	else
		*at = d->value;
	return true;
}

/* Does the extension go by this name? */
static bool
same_extension(struct tool *t, const struct ext_spec *e, const char *name)
{
	struct octets a = OCTETS(t), b = OCTETS(t);

	return e->name != NULL && oid_from_text(&a, e->name) && oid_from_text(&b, name) &&
	    span_eq(octets_as_span(&a), octets_as_span(&b));
}

static struct ext_spec *
find_extension(struct tool *t, struct spec *s, const char *name)
{
	for (struct ext_spec *e = s->ext; e != NULL; e = e->next)
		if (same_extension(t, e, name))
			return e;
	return NULL;
}

static struct ext_spec *
append_extension(struct tool *t, struct spec *s, const char *name)
{
	struct ext_spec **link = &s->ext, *e = arena_take(t->arena, sizeof *e);

	if (e == NULL) {
		tool_fail(t, "out of memory");
		return NULL;
	}
	e->name = name;
	while (*link != NULL)
		link = &(*link)->next;
	return *link = e;
}

static const char *
without_words(struct tool *t, const char *list, const char *word)
{
	struct octets o = OCTETS(t);
	const char *start, *w;

	for (;;) {
		while (*list == ' ')
			list++;
		start = list;
		if ((w = lex_word(t, &list)) == NULL)
			break;
		if (strcmp(w, word) == 0)
			continue;
		if (o.n > 0)
			octets_byte(&o, ' ');
		octets_put(&o, start, (size_t)(list - start));
	}
	return lex_copy(t, (const char *)octets_as_span(&o).p, o.n);
}

static void
set_extension(struct tool *t, struct ext_spec *e, const struct directive *d)
{
	const char *value = d->value;

	if (e == NULL)
		return;
	if (strcmp(d->op, "+=") == 0) {
		e->value = joined(t, e->value, " ", value);
	} else if (strcmp(d->op, "-=") == 0) {
		e->value = without_words(t, or_empty(e->value), value);
	} else {
		e->critical = CRITICAL_ABSENT;
		if (lex_skip_word(&value, "critical"))
			e->critical = CRITICAL_TRUE;
		else if (lex_skip_word(&value, "critical-false-written"))
			e->critical = CRITICAL_FALSE_WRITTEN;
		e->value = value;
	}
}

/* Assignments to extensions; false when the name is none. */
static bool
apply_extension(struct tool *t, struct spec *s, const struct directive *d)
{
	const char *name = d->name, *after;
	struct octets oid = OCTETS(t);
	struct ext_spec *e = NULL;
	bool repeat;

	if (*d->op == '\0')
		return false;
	if (strcmp(name, "rawExtension") == 0) {
		set_extension(t, append_extension(t, s, NULL), d);
		return true;
	}
	if ((after = lex_after(name, "extension ")) != NULL)
		name = after;
	if ((repeat = (after = lex_after(name, "repeat ")) != NULL))
		name = after;
	name = lex_trim(t, name, strlen(name));
	if (!oid_from_text(&oid, name))
		return false;
	if (!repeat)
		e = find_extension(t, s, name);
	set_extension(t, e != NULL ? e : append_extension(t, s, name), d);
	return true;
}

static void
remove_extension(struct tool *t, struct spec *s, const char *name)
{
	struct ext_spec **link = &s->ext;
	bool found = false;

	while (*link != NULL)
		if (same_extension(t, *link, name)) {
			*link = (*link)->next;
			found = true;
		} else {
			link = &(*link)->next;
		}
	if (!found)
		tool_fail(t, "nothing to remove: %s", name);
}

static void
set_critical(struct tool *t, struct spec *s, const char *name, enum critical critical)
{
	struct ext_spec *e = find_extension(t, s, name);

	if (e == NULL)
		tool_fail(t, "no such extension here: %s", name);
	else
		e->critical = critical;
}

static void
add_edit(struct tool *t, struct spec *s, const struct directive *d)
{
	struct byte_edit **link = &s->edit, *e = arena_take(t->arena, sizeof *e);

	if (e == NULL)
		return;
	e->what = d->name;
	e->value = d->value;
	while (*link != NULL)
		link = &(*link)->next;
	*link = e;
}

/* "entry = …" adds one, "entry.2 = …" puts another in the place of the second. */
static bool
apply_entry(struct tool *t, struct spec *s, const struct directive *d)
{
	struct entry_spec **link = &s->entry;
	const char *number = lex_after(d->name, "entry");
	long n;

	if (number == NULL || strcmp(d->op, "=") != 0 || (*number != '\0' && *number != '.'))
		return false;
	n = *number == '\0' ? 0 : lex_number(t, number + 1);
	while (*link != NULL && (n == 0 || --n > 0))
		link = &(*link)->next;
	if (*link == NULL && n > 0)
		tool_fail(t, "there is no %s", d->name);
	else if (*link == NULL)
		*link = arena_take(t->arena, sizeof **link);
	if (*link != NULL)
		(*link)->value = d->value;
	return true;
}

/* Directives without a sign. */
static bool
apply_verb(struct tool *t, struct spec *s, const struct directive *d)
{
	const char *v = d->name;

	if (*d->op != '\0')
		return false;
	if (strcmp(v, "signed-by") == 0)
		s->signed_by = d->value;
	else if (strcmp(v, "crl") == 0)
		s->is_crl = true;
	else if (strcmp(v, "no-entries") == 0)
		s->entry = NULL;
	else if (strcmp(v, "tbs-only") == 0)
		s->tbs_only = true;
	else if (strcmp(v, "remove") == 0) {
		const char *list = d->value, *name;

		while ((name = lex_word(t, &list)) != NULL)
			remove_extension(t, s, name);
	} else if (strcmp(v, "critical") == 0)
		set_critical(t, s, d->value, CRITICAL_TRUE);
	else if (strcmp(v, "noncritical") == 0)
		set_critical(t, s, d->value, CRITICAL_ABSENT);
	else if (strcmp(v, "critical-false-written") == 0)
		set_critical(t, s, d->value, CRITICAL_FALSE_WRITTEN);
	else if (strcmp(v, "patch") == 0 || strcmp(v, "truncate") == 0 || strcmp(v, "append") == 0)
		add_edit(t, s, d);
	else
		return false;
	return true;
}

static void
apply(struct world *w, const struct recipe *r, struct spec *s, const struct directive *d)
{
	struct tool *t = &w->tool;
	const char **field;

	if (!tool_ok(t) || apply_name(t, s, d) || apply_verb(t, s, d) || apply_entry(t, s, d))
		goto done;
	if (strcmp(d->op, "=") == 0 && (field = text_field(s, d->name)) != NULL)
		*field = d->value;
	else if (!apply_extension(t, s, d))
		tool_fail(t, "unknown directive: %s %s", d->name, d->op);
	if (strcmp(d->name, "notBefore") == 0 || strcmp(d->name, "thisUpdate") == 0)
		s->day = DAY_ALWAYS;
done:
	if (!tool_ok(t) && strstr(t->error, r->path) == NULL) {
		char what[sizeof t->error];

		memcpy(what, t->error, sizeof what);
		t->error[0] = '\0';
		tool_fail(t, "%s:%u: %.180s", r->path, d->line, what);
	}
}

/* Copies the settings to the end of the spec's list. */
static void
add_settings(struct tool *t, struct spec *s, const struct setting *list)
{
	struct setting **link = &s->setting;

	while (*link != NULL)
		link = &(*link)->next;
	for (; list != NULL; list = list->next) {
		if ((*link = arena_take(t->arena, sizeof **link)) == NULL) {
			tool_fail(t, "out of memory");
			return;
		}
		(*link)->name = list->name;
		(*link)->value = list->value;
		link = &(*link)->next;
	}
}

static bool
read_into(struct world *w, const struct recipe *r, const struct recipe_case *c, struct spec *s,
    unsigned depth)
{
	const char *base = c->base != NULL ? c->base : c->of == NULL ? r->base : NULL;
	const struct recipe *where = r;
	const struct recipe_case *b;

	if (depth > MAX_BASES) {
		tool_fail(&w->tool, "%s:%u: bases refer to each other", r->path, c->line);
		return false;
	}
	if (c->of != NULL) {
		if (!read_into(w, r, c->of, s, depth + 1))
			return false;
		s->day = c->day;
	} else if (base != NULL) {
		b = world_find(w, r, base, &where);
		if (b == NULL || !read_into(w, where, b, s, depth + 1))
			return false;
	}
	if (s->settings_of != r)
		add_settings(&w->tool, s, r->setting);
	s->settings_of = r;
	add_settings(&w->tool, s, c->setting);
	for (const struct directive *d = c->directive; d != NULL; d = d->next)
		apply(w, r, s, d);
	return tool_ok(&w->tool);
}

bool
spec_read(struct world *w, const struct recipe *r, const struct recipe_case *c, struct spec *out)
{
	memset(out, 0, sizeof *out);
	out->day = DAY_ALWAYS;
	return read_into(w, r, c, out, 0);
}
