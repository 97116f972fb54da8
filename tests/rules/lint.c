/* SPDX-License-Identifier: Apache-2.0 */
/* lint.c - one certificate through the public interface. */
#include "tests/rules/run.h"

size_t
rule_index(const char *id)
{
	const smimelint_rule *rule = smimelint_rule_find(id);

	return rule != NULL ? smimelint_rule_index(rule) : smimelint_rule_count();
}

/* What a neighbour is given as: an issuing certificate, or what CRLs and OCSP responses are judged beside. */
static const struct neighbour {
	const char *name;
	smimelint_status (*add)(smimelint_ctx *, const uint8_t *, size_t);
} neighbours[] = {
	{ "issuer", smimelint_ctx_add_issuer }, { "known", smimelint_ctx_add_certificate },
	{ "previous", smimelint_ctx_add_previous }, { "responder", smimelint_ctx_add_responder },
};

static const struct neighbour *
find_neighbour(const struct setting *s)
{
	for (size_t i = 0; i < sizeof neighbours / sizeof *neighbours; i++)
		if (strcmp(s->name, neighbours[i].name) == 0)
			return &neighbours[i];
	return NULL;
}

bool
is_neighbour_setting(const struct setting *s)
{
	return find_neighbour(s) != NULL;
}

/* Those that nobody can read are refused, and a series lacks them. */
static bool
expects_to_be_unreadable(const struct recipe_case *c)
{
	const struct expectation *e = c->expect;

	while (e != NULL && strcmp(e->rule, "x690.crl.unreadable") != 0 && strcmp(e->rule, "x690.ocsp-response.unreadable") != 0)
		e = e->next;
	return e != NULL;
}

/* A case of the file at hand or a base. */
static bool
add_neighbour(struct runner *r, smimelint_ctx *ctx, const struct recipe *recipe, const struct neighbour *as, const char *name)
{
	const struct recipe *where;
	const struct recipe_case *c = world_find(&r->world, recipe, name, &where);
	struct built b;
	smimelint_status st;

	if (c == NULL || !build_case(&r->world, where, c, SPAN_NONE, &b))
		return false;
	st = as->add(ctx, b.der.p, b.der.n);
	if (st == SMIMELINT_OK || (st == SMIMELINT_ERR_INPUT && expects_to_be_unreadable(c)))
		return true;
	tool_fail(&r->world.tool, "%s: %s %s: %s", recipe->path, as->name, name, smimelint_ctx_error(ctx));
	return false;
}

/* The CA's own limits, or another list or table: a file, named from the recipe's folder. */
static bool
add_file(struct runner *r, smimelint_ctx *ctx, const struct recipe *recipe, const char *name,
    smimelint_status add(smimelint_ctx *, const char *, size_t))
{
	const char *slash = strrchr(recipe->path, '/'), *path, *text;
	int folder = slash != NULL ? (int)(slash - recipe->path) : 0;
	size_t n;

	path = arena_printf(&r->world.arena, "%.*s/%s", folder, folder > 0 ? recipe->path : ".", name);
	if ((text = file_read(&r->world.tool, path, &n)) == NULL) {
		tool_fail(&r->world.tool, "%s: cannot be read", path);
		return false;
	}
	if (add(ctx, text, n) == SMIMELINT_OK)
		return true;
	tool_fail(&r->world.tool, "%s:%s", path, smimelint_ctx_error(ctx));
	return false;
}

static bool
apply_settings(struct runner *r, smimelint_ctx *ctx, const struct recipe *recipe,
    const struct setting *s, struct span der, const char *at)
{
	const char *ca_profile = NULL;

	if (!add_records(r, ctx, s, der))
		return false;
	for (; s != NULL; s = s->next) {
		if (is_record_setting(s))
			continue;
		if (strcmp(s->name, "ca-profile") == 0) {
			ca_profile = s->value;
		} else if (strcmp(s->name, "weak-keys") == 0) {
			if (!add_file(r, ctx, recipe, s->value, smimelint_ctx_add_weak_keys))
				return false;
		} else if (strcmp(s->name, "perspectives") == 0) {
			if (!add_file(r, ctx, recipe, s->value, smimelint_ctx_add_perspectives))
				return false;
		} else if (is_neighbour_setting(s)) {
			if (!add_neighbour(r, ctx, recipe, find_neighbour(s), s->value))
				return false;
		} else if (smimelint_ctx_set(ctx, s->name, s->value) != SMIMELINT_OK) {
			tool_fail(&r->world.tool, "%s: options %s=%s: %s", recipe->path, s->name, s->value,
			    smimelint_ctx_error(ctx));
			return false;
		}
	}
	if (ca_profile != NULL && !add_file(r, ctx, recipe, ca_profile, smimelint_ctx_add_ca_profile))
		return false;
	if (at != NULL && smimelint_ctx_set(ctx, "at", at) != SMIMELINT_OK) {
		tool_fail(&r->world.tool, "%s: at=%s: %s", recipe->path, at, smimelint_ctx_error(ctx));
		return false;
	}
	return true;
}

static const char *
keep(struct runner *r, const char *text)
{
	return text != NULL ? arena_printf(&r->world.arena, "%s", text) : NULL;
}

static void
keep_findings(struct runner *r, struct judged *j, smimelint_run *run)
{
	struct finding **link = &j->finding;

	while (*link != NULL)
		link = &(*link)->next;
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) != SMIMELINT_OK ||
		    (*link = arena_take(&r->world.arena, sizeof **link)) == NULL) {
			tool_fail(&r->world.tool, "finding %zu cannot be had", i);
			return;
		}
		(*link)->rule = f.rule;
		(*link)->id = smimelint_rule_text(f.rule, "id");
		(*link)->severity = f.severity;
		(*link)->value = keep(r, f.value);
		(*link)->path = keep(r, f.path);
		if (f.basis == NULL || !day_parse(f.basis + strcspn(f.basis, " ") + 1, &(*link)->basis))
			(*link)->basis = j->day;
		link = &(*link)->next;
	}
}

/* Copies what the run holds of its certificate. */
static struct judged *
keep_result(struct runner *r, smimelint_run *run)
{
	struct judged *j = arena_take(&r->world.arena, sizeof *j);
	size_t n = smimelint_rule_count();
	const char *day;

	if (j == NULL || (j->outcome = arena_take(&r->world.arena, n)) == NULL) {
		tool_fail(&r->world.tool, "out of memory");
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		j->outcome[i] = (uint8_t)smimelint_rule_outcome(run, i, NULL);
	day = smimelint_fact(run, "judged_at");
	if (day == NULL || !day_parse(day, &j->day))
		j->day = DAY_ALWAYS;
	keep_findings(r, j, run);
	return tool_ok(&r->world.tool) ? j : NULL;
}

/* Records that were no use for the certificate have findings too. */
static void
keep_records(struct runner *r, struct judged *j, const smimelint_ctx *ctx, smimelint_run *run)
{
	for (size_t i = 0; j != NULL && i < smimelint_record_count(ctx); i++)
		if (smimelint_record_state(ctx, i, NULL, NULL) != SMIMELINT_RECORD_MATCHED &&
		    smimelint_report_record(run, i) == SMIMELINT_OK) {
			keep_findings(r, j, run);
			for (size_t k = 0; k < smimelint_rule_count(); k++)
				if (smimelint_rule_outcome(run, k, NULL) == SMIMELINT_RULE_FOUND)
					j->outcome[k] = SMIMELINT_RULE_FOUND;
		}
}

smimelint_ctx *
case_context(struct runner *r, const struct recipe *recipe, const struct setting *s, struct span der, const char *at)
{
	smimelint_ctx *ctx = NULL;

	if (smimelint_ctx_new(&ctx) != SMIMELINT_OK)
		tool_fail(&r->world.tool, "no context");
	else if (apply_settings(r, ctx, recipe, s, der, at))
		return ctx;
	smimelint_ctx_free(ctx);
	return NULL;
}

struct judged *
lint_case(struct runner *r, const struct recipe *recipe, const struct setting *s, struct span der,
    const char *at)
{
	smimelint_ctx *ctx;
	smimelint_run *run = NULL;
	struct judged *j = NULL;
	smimelint_status status;

	if ((ctx = case_context(r, recipe, s, der, at)) == NULL)
		goto out;
	if ((status = smimelint_run_new(&run, ctx)) != SMIMELINT_OK) {
		tool_fail(&r->world.tool, "%s", status == SMIMELINT_ERR_OPTION ? NO_RULE_LEFT : "no run");
		goto out;
	}
	status = smimelint_lint(run, der.p, der.n);
	if (status != SMIMELINT_OK && status != SMIMELINT_ERR_INPUT)
		tool_fail(&r->world.tool, "%s", smimelint_strerror(status));
	else
		keep_records(r, j = keep_result(r, run), ctx, run);
out:
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return j;
}
