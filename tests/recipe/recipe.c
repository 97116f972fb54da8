/* SPDX-License-Identifier: Apache-2.0 */
/* recipe.c - reads recipe files. */
#include "tests/recipe/recipe.h"

#include <ctype.h>

#include "tests/recipe/lex.h"

struct parser {
	struct tool *tool;
	struct recipe *recipe;
	struct recipe_case *now;	/* the case or variant being read */
	unsigned line;
};

static void
fail(struct parser *p, const char *what, const char *detail)
{
	tool_fail(p->tool, "%s:%u: %s%s", p->recipe->path, p->line, what, detail);
}

static void *
make(struct parser *p, size_t n)
{
	void *v = arena_take(p->tool->arena, n);

	if (v == NULL)
		fail(p, "out of memory", "");
	return v;
}

/* "testdata/sbr/x.recipe" is known as "sbr/x". */
static const char *
id_of(struct tool *t, const char *path)
{
	const char *s = strstr(path, "testdata/"), *end;

	s = s != NULL ? s + strlen("testdata/") : path;
	end = strrchr(s, '.');
	return lex_copy(t, s, end != NULL ? (size_t)(end - s) : strlen(s));
}

struct recipe_case *
recipe_find(const struct recipe *r, const char *name)
{
	for (struct recipe_case *c = r->first; c != NULL; c = c->next)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static struct recipe_case *
add_case(struct parser *p, const char *name)
{
	struct recipe_case **link = &p->recipe->first, *c;

	if (recipe_find(p->recipe, name) != NULL)
		fail(p, "a case of this name is there already: ", name);
	if ((c = make(p, sizeof *c)) == NULL)
		return NULL;
	c->name = name;
	c->day = DAY_ALWAYS;
	c->line = c->last_line = p->line;
	while (*link != NULL)
		link = &(*link)->next;
	return *link = c;
}

static void
add_setting(struct parser *p, const char *name, const char *value)
{
	struct setting **link = p->now != NULL ? &p->now->setting : &p->recipe->setting, *s;

	if ((s = make(p, sizeof *s)) == NULL)
		return;
	s->name = name;
	s->value = value;
	while (*link != NULL)
		link = &(*link)->next;
	*link = s;
}

/* options kind=root-ca at=2026-01-01 tbs */
static void
read_options(struct parser *p, const char *rest)
{
	const char *w, *eq;

	while ((w = lex_word(p->tool, &rest)) != NULL) {
		eq = strchr(w, '=');
		if (eq == NULL)
			add_setting(p, w, "yes");
		else
			add_setting(p, lex_copy(p->tool, w, (size_t)(eq - w)), eq + 1);
	}
}

static void
add_expectation(struct parser *p, struct expectation **link, const char *severity, const char *rest)
{
	struct expectation *e;
	const char *rule = lex_word(p->tool, &rest), *value;

	if ((e = make(p, sizeof *e)) == NULL)
		return;
	if (rule == NULL)
		fail(p, "rule id missing", "");
	value = lex_trim(p->tool, rest, strlen(rest));
	if (severity == NULL && *value != '\0')
		fail(p, "after this rule stands nothing: ", value);
	e->severity = severity;
	e->rule = rule;
	e->value = *value != '\0' ? value : NULL;
	e->line = p->line;
	while (*link != NULL)
		link = &(*link)->next;
	*link = e;
}

static void
read_expect(struct parser *p, const char *rest)
{
	static const char *const severities[] = { "error", "warning", "notice", "upcoming" };
	const char *w = lex_word(p->tool, &rest);

	for (size_t i = 0; w != NULL && i < sizeof severities / sizeof *severities; i++)
		if (strcmp(w, severities[i]) == 0) {
			add_expectation(p, &p->now->expect, w, rest);
			return;
		}
	fail(p, "expect wants error, warning, notice or upcoming", "");
}

static void read_statement(struct parser *p, const char *text);

/* on 2023-08-31 [statement] */
static void
read_variant(struct parser *p, const char *rest)
{
	const struct recipe_case *of = p->now->of != NULL ? p->now->of : p->now;
	const char *w = lex_word(p->tool, &rest);
	int32_t day = 0;

	if (w == NULL || !day_parse(w, &day)) {
		fail(p, "on wants a date (YYYY-MM-DD)", "");
		return;
	}
	p->now = add_case(p, arena_printf(p->tool->arena, "%s@%s", of->name, w));
	if (p->now == NULL)
		return;
	p->now->of = of;
	p->now->day = day;
	rest = lex_trim(p->tool, rest, strlen(rest));
	if (*rest != '\0')
		read_statement(p, rest);
}

static void
add_directive(struct parser *p, const char *name, const char *op, const char *value)
{
	struct directive **link = &p->now->directive, *d;

	if ((d = make(p, sizeof *d)) == NULL)
		return;
	d->name = name;
	d->op = op;
	d->value = value;
	d->line = p->line;
	while (*link != NULL)
		link = &(*link)->next;
	*link = d;
}

/* "name = value", "name += value", or "name value". */
static void
read_directive(struct parser *p, const char *text)
{
	size_t n = strcspn(text, " \t="), name_end;
	const char *s, *op = "";

	/* "repeat keyUsage = …", "extension 1.2.3 = …": two words before the sign. */
	if (strncmp(text, "repeat ", 7) == 0 || strncmp(text, "extension ", 10) == 0) {
		n += strspn(text + n, " \t");
		n += strcspn(text + n, " \t=");
	}
	name_end = n;
	s = text + n + strspn(text + n, " \t");
	if (*s == '=') {
		op = "=";
		s++;
	} else if ((*s == '+' || *s == '-') && s[1] == '=') {
		op = *s == '+' ? "+=" : "-=";
		s += 2;
	}
	add_directive(p, lex_trim(p->tool, text, name_end), op, lex_trim(p->tool, s, strlen(s)));
}

/* What is said of validation evidence records: tests/rules/record.c reads it. */
static bool
read_record(struct parser *p, const char *text)
{
	static const char *const words[] = { "record", "set", "drop", "damage" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *rest = text;

		if (lex_skip_word(&rest, words[i])) {
			add_setting(p, words[i], rest);
			return true;
		}
	}
	return false;
}

static void
read_statement(struct parser *p, const char *text)
{
	const char *rest = text;

	if (lex_skip_word(&rest, "case")) {
		if (*rest == '\0' || strpbrk(rest, " \t@") != NULL)
			fail(p, "a case has a name of one word, without @", "");
		p->now = add_case(p, rest);
	} else if (lex_skip_word(&rest, "base")) {
		if (p->now != NULL)
			p->now->base = rest;
		else
			p->recipe->base = rest;
	} else if (lex_skip_word(&rest, "options")) {
		read_options(p, rest);
	} else if (lex_skip_word(&rest, "ca-profile")) {
		add_setting(p, "ca-profile", rest);
	} else if (lex_skip_word(&rest, "weak-keys")) {
		add_setting(p, "weak-keys", rest);
	} else if (lex_skip_word(&rest, "perspectives")) {
		add_setting(p, "perspectives", rest);
	} else if (*text == '\0') {
		return;
	} else if (p->now == NULL) {
		fail(p, "before the first case stand base, options, ca-profile, weak-keys and perspectives only: ", text);
	} else if (lex_skip_word(&rest, "expect")) {
		read_expect(p, rest);
	} else if (lex_skip_word(&rest, "near")) {
		add_expectation(p, &p->now->near, NULL, rest);
	} else if (lex_skip_word(&rest, "unbound")) {
		add_expectation(p, &p->now->unbound, NULL, rest);
	} else if (lex_skip_word(&rest, "unjudged")) {
		add_expectation(p, &p->now->unjudged, NULL, rest);
	} else if (lex_skip_word(&rest, "idle")) {
		add_expectation(p, &p->now->idle, NULL, rest);
	} else if (lex_skip_word(&rest, "unread")) {
		add_expectation(p, &p->now->unread, NULL, rest);
	} else if (lex_skip_word(&rest, "on")) {
		read_variant(p, rest);
	} else if (lex_skip_word(&rest, "issuer") && *rest != '=' && *rest != '+' && *rest != '-') {
		add_setting(p, "issuer", rest);
	} else if (lex_skip_word(&rest, "known")) {
		add_setting(p, "known", rest);
	} else if (lex_skip_word(&rest, "previous")) {
		add_setting(p, "previous", rest);
	} else if (lex_skip_word(&rest, "responder")) {
		add_setting(p, "responder", rest);
	} else if (read_record(p, text)) {
		return;
	} else {
		read_directive(p, text);
	}
}

/* The next logical line: a backslash at the end joins the next one. */
static const char *
next_statement(struct parser *p, const char **text, unsigned *lines)
{
	struct octets o = OCTETS(p->tool);
	const char *s = *text;
	size_t n;

	*lines = 0;
	do {
		n = strcspn(s, "\n");
		octets_put(&o, s, n);
		s += n + (s[n] == '\n');
		++*lines;
		if (o.n == 0 || o.p[o.n - 1] != '\\')
			break;
		o.n--;
	} while (*s != '\0');
	*text = s;
	return lex_trim(p->tool, (const char *)octets_as_span(&o).p, o.n);
}

struct recipe *
recipe_parse(struct tool *t, const char *path, const char *text)
{
	struct parser p = { t, NULL, NULL, 1 };
	const char *statement;
	unsigned lines;

	if ((p.recipe = arena_take(t->arena, sizeof *p.recipe)) == NULL) {
		tool_fail(t, "out of memory");
		return NULL;
	}
	p.recipe->path = path;
	p.recipe->id = id_of(t, path);
	for (; *text != '\0' && tool_ok(t); p.line += lines) {
		statement = next_statement(&p, &text, &lines);
		if (*statement == '#')
			continue;
		read_statement(&p, statement);
		if (p.now != NULL && *statement != '\0')
			p.now->last_line = p.line + lines - 1;
	}
	return tool_ok(t) ? p.recipe : NULL;
}
