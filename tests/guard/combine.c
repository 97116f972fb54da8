/* SPDX-License-Identifier: Apache-2.0 */
/*
 * combine.c - two faults in one certificate, CRL or OCSP response: each is still found.
 *
 *	combine [--every N] RECIPE...
 *
 * Breaking cases of the recipes that start from the same base are taken in
 * pairs whose statements touch different elements, and one artifact is built
 * with the statements of both.  Every error that one of them has alone is there
 * with rule, value and place, or the other one made another certificate of it
 * (another kind, profile or day), or a rule that says the same speaks, or the
 * rule could not look and the result says so.  Takes one pair of every N; where
 * it takes all, each reason has to be needed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "smimelint.h"
#include "tests/guard/linter.h"
#include "tests/recipe/bundle.h"
#include "tests/recipe/lex.h"
#include "tests/recipe/names.h"
#include "tests/rules/excuse.h"

struct fault {
	struct fault *next;
	const smimelint_rule *rule;
	const char *value, *path;
};

/* What one certificate gave. */
struct verdict {
	struct fault *fault;
	const char *kind, *profile, *day;
	smimelint_level status;
	uint8_t *outcome;
};

/* A breaking case, as the statements that make it from its base. */
struct part {
	const struct recipe *recipe;
	const struct recipe_case *c;
	const struct recipe_case *base;		/* among the bases */
	bool is_signed;				/* a CRL or an OCSP response: its signature is looked at */
	struct directive **statement;
	size_t n;
	const char **element;
	size_t n_element;
	struct verdict alone;
};

struct combine {
	struct world world;
	smimelint_ctx *ctx[2];			/* of what is to be signed, and of what is */
	smimelint_run *run[2];
	struct arena arena;			/* of the pair at hand */
	struct arena keys;
	struct part *part;
	size_t n_part, cap_part;
	struct recipe made;			/* what built cases belong to */
	unsigned passed, failed;
};

/* ---- cases ---- */

#define MOST_STATEMENTS 64

/* The file of bases that has this case; NULL: it is none. */
static const struct recipe *
file_of_base(const struct world *w, const struct recipe_case *c)
{
	for (const struct recipe *r = w->bases; r != NULL; r = r->next)
		for (const struct recipe_case *b = r->first; b != NULL; b = b->next)
			if (b == c)
				return r;
	return NULL;
}

/* Octets of the whole, and signatures, are no elements. */
static bool
is_element(const struct directive *d)
{
	static const char *const others[] = { "tbs", "certificate", "validity", "patch", "truncate", "append", "tbs-only",
		"signed-by", "extensions", "signatureValue", "signatureAlgorithm", "rawExtension", "notBefore" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(d->name, others[i]) == 0)
			return false;
	return true;
}

/* Adds the statements of a case and of what it starts from, outermost first; false: no case that can be combined. */
static bool
flatten(struct combine *m, const struct recipe *r, const struct recipe_case *c, struct part *p, unsigned depth)
{
	const char *name = c->base != NULL ? c->base : r->base;
	const struct recipe *where, *file;
	const struct recipe_case *b;

	if (depth > 8 || c->of != NULL || c->setting != NULL || r->setting != NULL || name == NULL)
		return false;
	if ((b = world_find(&m->world, r, name, &where)) == NULL)
		return false;
	if ((file = file_of_base(&m->world, b)) != NULL) {
		p->base = b;
		p->is_signed = strstr(file->path, "/bases.recipe") == NULL;
	}
	if (file == NULL && !flatten(m, where, b, p, depth + 1))
		return false;
	for (struct directive *d = c->directive; d != NULL; d = d->next) {
		if (!is_element(d) || p->n == MOST_STATEMENTS)
			return false;
		p->statement[p->n++] = d;
	}
	return true;
}

static bool
is_breaking(const struct recipe_case *c)
{
	for (const struct expectation *e = c->expect; e != NULL; e = e->next)
		if (strcmp(e->severity, "error") == 0)
			return true;
	return false;
}

/* ---- elements ---- */

/* What lies in one another, or is reckoned from one another, is one element. */
static const char *
whole(const char *name)
{
	static const char *const parts[][2] = {
		{ "certID", "responses" }, { "single", "responses" }, { "no-entries", "entry" }, { "nextUpdate", "thisUpdate" },
		{ "deltaCRLIndicator", "cRLNumber" },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(name, parts[i][0]) == 0)
			return parts[i][1];
	return strncmp(name, "entry.", 6) == 0 ? "entry" : name;
}

/* "subject.CN" is the subject, "repeat keyUsage" and "critical keyUsage" are keyUsage. */
static const char *
element(struct tool *t, const struct directive *d)
{
	static const char *const verbs[] = { "critical", "noncritical", "critical-false-written", "remove" };
	static const char *const prefixes[] = { "repeat ", "extension " };
	const char *name = d->name, *after;

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(name, verbs[i]) == 0)
			return d->value;
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if ((after = lex_after(name, prefixes[i])) != NULL)
			name = after;
	return strncmp(name, "subject.", 8) == 0 || strncmp(name, "issuer.", 7) == 0 ?
	    lex_copy(t, name, strcspn(name, ".")) : whole(name);
}

/* An extension goes by its name and by its identifier. */
static const char *
by_identifier(struct tool *t, const char *name)
{
	struct octets o = OCTETS(t);

	if (oid_from_text(&o, name))
		return text_hex(t->arena, octets_as_span(&o));
	t->error[0] = '\0';
	return name;
}

/* What its statements touch. */
static void
list_elements(struct tool *t, struct part *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const char *list = element(t, p->statement[i]), *word;

		while (p->n_element < MOST_STATEMENTS && (word = lex_word(t, &list)) != NULL)
			p->element[p->n_element++] = by_identifier(t, word);
	}
}

static bool
touch(const struct part *a, const struct part *b)
{
	for (size_t i = 0; i < a->n_element; i++)
		for (size_t k = 0; k < b->n_element; k++)
			if (strcmp(a->element[i], b->element[k]) == 0)
				return true;
	return false;
}

/* ---- certificates ---- */

static const char *
keep(struct arena *a, const char *text)
{
	return text != NULL ? arena_printf(a, "%s", text) : NULL;
}

/* Where extensions stand changes with what else is there. */
static const char *
place(struct arena *a, const char *path)
{
	const char *open = path != NULL ? strstr(path, "xtensions[") : NULL;
	const char *end = open != NULL ? strchr(open, ']') : NULL;

	return end != NULL ? arena_printf(a, "%.*s%s", (int)(open - path), path, end + 1) : keep(a, path);
}

static bool
lint(smimelint_run *run, struct span der, struct arena *a, struct verdict *v)
{
	size_t n = smimelint_rule_count();
	smimelint_status st = smimelint_lint(run, der.p, der.n);
	struct fault **link = &v->fault;

	*v = (struct verdict){ .status = smimelint_result_status(run) };
	if (st != SMIMELINT_OK)
		return false;
	v->kind = keep(a, smimelint_fact(run, "kind"));
	v->profile = keep(a, smimelint_fact(run, "profile"));
	v->day = keep(a, smimelint_fact(run, "judged_at"));
	v->outcome = arena_take(a, n);
	for (size_t i = 0; i < n; i++)
		v->outcome[i] = (uint8_t)smimelint_rule_outcome(run, i, NULL);
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) != SMIMELINT_OK || f.severity != SMIMELINT_ERROR)
			continue;
		*link = arena_take(a, sizeof **link);
		**link = (struct fault){ NULL, f.rule, keep(a, f.value), place(a, f.path) };
		link = &(*link)->next;
	}
	return true;
}

/* Copies statements to the end of the list. */
static struct directive **
put(struct arena *a, struct directive **link, const struct part *p)
{
	for (size_t i = 0; i < p->n; i++) {
		*link = arena_take(a, sizeof **link);
		**link = *p->statement[i];
		(*link)->next = NULL;
		link = &(*link)->next;
	}
	return link;
}

/* The artifact of one or two parts, a certificate unsigned; b may be NULL. */
static bool
make(struct combine *m, const struct part *a, const struct part *b, struct arena *arena, struct verdict *v)
{
	struct recipe_case c = { .name = "combined", .base = a->base->name };
	struct directive *unsign = arena_take(arena, sizeof *unsign), **link = put(arena, &c.directive, a);
	struct arena own = m->world.arena;
	struct built built;
	bool ok;

	*unsign = (struct directive){ .name = "tbs-only", .op = "", .value = "" };
	if (b != NULL)
		link = put(arena, link, b);
	*link = a->is_signed ? NULL : unsign;
	m->world.arena = *arena;
	ok = build_case(&m->world, &m->made, &c, SPAN_NONE, &built);
	*arena = m->world.arena;
	m->world.arena = own;
	m->world.tool.error[0] = '\0';
	return ok && lint(m->run[a->is_signed], built.der, arena, v);
}

/* ---- the comparison ---- */

static bool
same(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static size_t
index_of(const smimelint_rule *rule)
{
	size_t i = 0;

	while (smimelint_rule_at(i) != rule)
		i++;
	return i;
}

/* In a CRL what is absent has the place of what it is absent from, and where that has gone, of what holds it. */
static bool
same_place(const char *a, const char *b)
{
	const char *shorter = a == NULL || (b != NULL && strlen(b) < strlen(a)) ? b : a;

	return same(a, b) || (a != NULL && b != NULL && strncmp(a, b, strlen(shorter)) == 0);
}

static bool
still_there(const struct verdict *v, const struct fault *f, bool loose)
{
	for (const struct fault *g = v->fault; g != NULL; g = g->next)
		if (g->rule == f->rule && same(g->value, f->value) &&
		    (loose ? same_place(g->path, f->path) : same(g->path, f->path)))
			return true;
	return false;
}

/* Faults of what the case is about; others come of the base that it no longer is. */
static void
keep_expected(struct verdict *v, const struct recipe_case *c)
{
	struct fault **link = &v->fault;

	while (*link != NULL) {
		bool expected = false;

		for (const struct expectation *e = c->expect; e != NULL; e = e->next)
			expected = expected || strcmp(e->rule, smimelint_rule_text((*link)->rule, "id")) == 0;
		if (expected)
			link = &(*link)->next;
		else
			*link = (*link)->next;
	}
}

/* The other fault made another certificate of it; or the rule gives way, or could not look, and an error stands there. */
static bool
has_a_reason(const struct verdict *both, const struct verdict *alone, const struct fault *f)
{
	uint8_t outcome = both->outcome[index_of(f->rule)];

	if (!same(both->kind, alone->kind) || !same(both->profile, alone->profile) || !same(both->day, alone->day))
		return true;
	return outcome == SMIMELINT_RULE_UNREADABLE && both->status >= SMIMELINT_ERROR;
}

/*
 * Rules that do not apply beside a fault of another element, and rightly: the
 * other fault is found, and what they ask is not asked of such a certificate.
 */
static struct excuse does_not_apply[] = {
	EXCUSED_WITH("sbr.key-usage.*", "spki"),				/* bits are asked of one type of key */
	EXCUSED_WITH("sbr.common-name.mailbox-*", "subjectAltName"),	/* sbr.san.no-mailbox: there is none to be compared with */
	EXCUSED_WITH("sbr.san.subject-mailbox-*", "subjectAltName"),
};
#define DOES_NOT_APPLY (sizeof does_not_apply / sizeof *does_not_apply)

/* What is wrong only as long as the other element is as it was: the other case puts another in its place. */
static struct excuse rests_on[] = {
	EXCUSED_WITH("rfc5280.crl-entry.revoked-after-this-update", "entry"),		/* a time of the base's entry */
	EXCUSED_WITH("rfc5280.crl-entry.reason-out-of-scope", "entry"),			/* the reason of the base's entry */
	EXCUSED_WITH("rfc5280.crl-entry.repeated-serial", "issuer"),			/* the CRL's own name, which an entry has as well */
	EXCUSED_WITH("sbr.crl-distribution-points.missing", "cRLDistributionPoints"),	/* it is there now */
	EXCUSED_WITH("sbr.common-name.mailbox-local-case", "subjectAltName"),		/* sbr.san.no-mailbox: none is there in other letters */
	EXCUSED_WITH("sbr.san.subject-mailbox-local-case", "subjectAltName"),
	EXCUSED_WITH("sbr.common-name.mv-*", "subject"),				/* another subject stands there now */
	EXCUSED_WITH("sbr.subject.mv-*", "subject"),
	EXCUSED_WITH("rfc*.key-usage.*", "keyUsage"),					/* what the base's keyUsage lets another key do */
	EXCUSED_WITH("sbr.common-name.ov-not-organization", "subjectAltName"),		/* a name there that cannot be read may be its address */
};
#define RESTS_ON (sizeof rests_on / sizeof *rests_on)

/* Does the list have the rule with an element that the other case touches? */
static bool
is_listed(struct combine *m, struct excuse *list, size_t n, const struct part *other, const struct fault *f)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < other->n_element; k++)
			if (strcmp(by_identifier(&m->world.tool, list[i].of), other->element[k]) == 0 &&
			    is_excused(&list[i], 1, smimelint_rule_text(f->rule, "id"), list[i].of))
				return true;
	return false;
}

static void
compare(struct combine *m, const struct part *p, const struct part *other, const struct verdict *both)
{
	for (const struct fault *f = p->alone.fault; f != NULL; f = f->next) {
		if (still_there(both, f, p->is_signed) || has_a_reason(both, &p->alone, f) ||
		    (both->outcome[index_of(f->rule)] == SMIMELINT_RULE_NOT_APPLICABLE && is_listed(m, does_not_apply, DOES_NOT_APPLY, other, f)) ||
		    is_listed(m, rests_on, RESTS_ON, other, f)) {
			m->passed++;
			continue;
		}
		m->failed++;
		printf("%s/%s with %s/%s: %s%s%s is gone (%s)\n", p->recipe->id, p->c->name, other->recipe->id, other->c->name,
		    smimelint_rule_text(f->rule, "id"), f->value != NULL ? " " : "", f->value != NULL ? f->value : "",
		    smimelint_outcome_name((smimelint_outcome)both->outcome[index_of(f->rule)]));
	}
}

/* ---- all of it ---- */

static void
add_part(struct combine *m, const struct recipe *r, const struct recipe_case *c)
{
	struct arena *a = &m->world.arena;
	struct part p = { .recipe = r, .c = c };

	p.statement = arena_array(a, MOST_STATEMENTS, sizeof *p.statement);
	p.element = arena_array(a, MOST_STATEMENTS, sizeof *p.element);

	if (!is_breaking(c) || !flatten(m, r, c, &p, 0) || !make(m, &p, NULL, &m->arena, &p.alone))
		return;
	arena_reset(&m->arena);
	list_elements(&m->world.tool, &p);
	if (m->n_part == m->cap_part) {
		m->cap_part = m->cap_part == 0 ? 1024 : m->cap_part * 2;
		m->part = realloc(m->part, m->cap_part * sizeof *m->part);
	}
	m->part[m->n_part++] = p;
}

static bool
open_runs(struct combine *m)
{
	static const char *const options[2][5] = { { "tbs", "yes", "scope", "all" }, { "tbs", "no", "scope", "all" } };

	return linter_open(&m->ctx[0], &m->run[0], options[0]) && linter_open(&m->ctx[1], &m->run[1], options[1]);
}

int
main(int argc, char **argv)
{
	struct combine m = { .made = { .path = "(combined)", .id = "combined" } };
	struct arena alone = { NULL, NULL, 0, false };
	size_t every = 1, n = 0, pairs = 0;
	int i = 1;

	if (argc > 2 && strcmp(argv[1], "--every") == 0) {
		every = strtoul(argv[2], NULL, 10);
		i = 3;
	}
	if (every == 0 || !world_open(&m.world, "testdata") || !open_runs(&m))
		return 2;
	m.world.keys.arena = &m.keys;
	for (; i < argc; i++) {
		const struct recipe *r = recipe_read(&m.world.tool, argv[i]);

		for (const struct recipe_case *c = r != NULL ? r->first : NULL; c != NULL; c = c->next)
			add_part(&m, r, c);
		m.world.tool.error[0] = '\0';
	}
	for (size_t k = 0; k < m.n_part; k++)
		if (make(&m, &m.part[k], NULL, &alone, &m.part[k].alone))
			keep_expected(&m.part[k].alone, m.part[k].c);
		else
			return 2;
	for (size_t a = 0; a < m.n_part; a++)
		for (size_t b = a + 1; b < m.n_part; b++) {
			struct verdict both;

			if (m.part[a].base != m.part[b].base || n++ % every != 0)
				continue;
			arena_reset(&m.arena);
			if (touch(&m.part[a], &m.part[b]) || !make(&m, &m.part[a], &m.part[b], &m.arena, &both))
				continue;
			pairs++;
			compare(&m, &m.part[a], &m.part[b], &both);
			compare(&m, &m.part[b], &m.part[a], &both);
		}
	if (every == 1)
		m.failed += print_unused(does_not_apply, DOES_NOT_APPLY, "does_not_apply") + print_unused(rests_on, RESTS_ON, "rests_on");
	printf("%zu cases, %zu pairs of them\n%u passed, %u failed\n", m.n_part, pairs, m.passed, m.failed);
	for (size_t k = 0; k < 2; k++)
		linter_close(m.ctx[k], m.run[k]);
	world_close(&m.world);
	arena_free(&m.arena);
	arena_free(&m.keys);
	arena_free(&alone);
	free(m.part);
	return m.failed > 0 || pairs == 0;
}
