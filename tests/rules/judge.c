/* SPDX-License-Identifier: Apache-2.0 */
/* judge.c - every case of a recipe: its octets, its findings, its near misses. */
#include "tests/rules/run.h"

#include <fnmatch.h>

#include "tests/recipe/lex.h"

static bool
fits(const struct expectation *e, const struct finding *f, bool with_value)
{
	const char *value = f->value != NULL ? f->value : "";

	if (strcmp(e->rule, f->id) != 0 || strcmp(e->severity, smimelint_level_name(f->severity)) != 0)
		return false;
	return with_value ? e->value != NULL && strcmp(e->value, value) == 0 : e->value == NULL;
}

/*
 * Pairs expectations with findings, those that name a value first, and says
 * what is left over on either side.
 */
static void
compare(struct runner *r, struct judged *j)
{
	const struct expectation *e;
	const struct finding *f;
	bool done_e[512] = { false }, done_f[512] = { false };
	size_t ie, jf;

	for (int pass = 0; pass < 2; pass++)
		for (e = j->c->expect, ie = 0; e != NULL && ie < 512; e = e->next, ie++)
			for (f = j->finding, jf = 0; !done_e[ie] && f != NULL && jf < 512; f = f->next, jf++)
				if (!done_f[jf] && fits(e, f, pass == 0))
					done_e[ie] = done_f[jf] = true;
	for (e = j->c->expect, ie = 0; e != NULL; e = e->next, ie++)
		if (ie >= 512 || !done_e[ie]) {
			complain(r, j->recipe, j->c, e->line, "- expect %s %s%s%s", e->severity, e->rule,
			    e->value != NULL ? " " : "", e->value != NULL ? e->value : "");
			j->failed = true;
		}
	for (f = j->finding, jf = 0; f != NULL; f = f->next, jf++)
		if (jf >= 512 || !done_f[jf]) {
			complain(r, j->recipe, j->c, j->c->line, "+ expect %s %s%s%s",
			    smimelint_level_name(f->severity), f->id, f->value != NULL ? " " : "",
			    f->value != NULL ? f->value : "");
			j->failed = true;
		}
}

/* Where a title has alternatives, the value says which of them it is. */
static void
check_which(struct runner *r, struct judged *j)
{
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (strstr(smimelint_rule_text(f->rule, "title"), " or ") != NULL && (f->value == NULL || *f->value == '\0')) {
			complain(r, j->recipe, j->c, j->c->line, "%s: no value says which: %s", f->id, smimelint_rule_text(f->rule, "title"));
			j->failed = true;
		}
}

/* Each rule of the list has this outcome. */
static void
check_outcomes(struct runner *r, struct judged *j, const char *word, const struct expectation *e, smimelint_outcome want)
{
	for (; e != NULL; e = e->next) {
		size_t i = rule_index(e->rule);

		if (i == smimelint_rule_count()) {
			complain(r, j->recipe, j->c, e->line, "%s %s: there is no such rule", word, e->rule);
			j->failed = true;
		} else if (j->outcome[i] != want) {
			complain(r, j->recipe, j->c, e->line, "%s %s: outcome %s", word, e->rule,
			    smimelint_outcome_name((smimelint_outcome)j->outcome[i]));
			j->failed = true;
		}
	}
}

static void
add(struct runner *r, struct judged *j)
{
	*r->last = j;
	r->last = &j->next;
	if (!j->failed)
		r->passed++;
}

/* The recipe's error instead of its certificate. */
static void
say_error(struct runner *r, const struct recipe *recipe, const struct recipe_case *c)
{
	complain(r, recipe, c, c->line, "%s", r->world.tool.error);
	r->world.tool.error[0] = '\0';
}

static void
judge_case(struct runner *r, const struct recipe *recipe, const struct recipe_case *c,
    struct span known, struct octets *bundle)
{
	struct judged *j;
	struct built b;
	struct spec s;

	if (!build_case(&r->world, recipe, c, known, &b) || !spec_read(&r->world, recipe, c, &s)) {
		say_error(r, recipe, c);
		return;
	}
	bundle_put(bundle, c->name, &b);
	if (r->only != NULL && fnmatch(r->only, arena_printf(&r->world.arena, "%s/%s", recipe->id,
	    c->name), 0) != 0)
		return;
	if ((j = lint_case(r, recipe, s.setting, b.der, NULL)) == NULL) {
		say_error(r, recipe, c);
		return;
	}
	j->recipe = recipe;
	j->c = c;
	j->family = c->of != NULL ? c->of : c;
	j->setting = s.setting;
	j->der = b.der;
	if (b.der.n <= BUNDLE_KEEPS && !span_eq(known, b.der)) {
		complain(r, recipe, c, c->line, "its certificate is not in the bundle: make testdata");
		j->failed = true;
	}
	compare(r, j);
	check_which(r, j);
	check_outcomes(r, j, "near", c->near, SMIMELINT_RULE_PASS);
	check_outcomes(r, j, "unbound", c->unbound, SMIMELINT_RULE_NOT_EFFECTIVE);
	check_outcomes(r, j, "unjudged", c->unjudged, SMIMELINT_RULE_NOT_EVALUATED);
	check_outcomes(r, j, "idle", c->idle, SMIMELINT_RULE_NOT_APPLICABLE);
	check_outcomes(r, j, "unread", c->unread, SMIMELINT_RULE_UNREADABLE);
	add(r, j);
}

void
judge_recipe(struct runner *r, struct recipe *recipe)
{
	struct tool *t = &r->world.tool;
	const char *path = bundle_path(t, recipe->path), *old;
	struct octets bundle = OCTETS(t);
	unsigned failed = r->failed;
	size_t n = 0;

	if ((old = file_read(t, path, &n)) == NULL)
		old = "";
	bundle_put_head(&bundle, recipe);
	for (const struct recipe_case *c = recipe->first; c != NULL; c = c->next)
		judge_case(r, recipe, c, bundle_find(t, old, c->name), &bundle);
	if (r->failed == failed && (n != bundle.n || memcmp(old, bundle.p, n) != 0))
		complain(r, recipe, recipe->first, 1, "%s differs from what make testdata writes", path);
}
