/* SPDX-License-Identifier: Apache-2.0 */
/* trial.c - what deletions and changes share: one record with one thing otherwise. */
#include "tests/rules/again.h"
#include "tests/rules/trial.h"

static bool
is_taken_over(const struct setting *s)
{
	return !is_record_setting(s) && strcmp(s->name, "only") != 0 && strcmp(s->name, "skip") != 0 &&
	    strcmp(s->name, "upcoming") != 0;
}

bool
trial_open_together(struct trial *t, struct runner *r, const struct judged *j)
{
	*t = (struct trial){ .der = j->der };
	if (smimelint_ctx_new(&t->ctx) != SMIMELINT_OK)
		return false;
	for (const struct setting *s = j->setting; s != NULL; s = s->next)
		if (is_neighbour_setting(s) || strcmp(s->name, "ca-profile") == 0 ||
		    (is_taken_over(s) && smimelint_ctx_set(t->ctx, s->name, s->value) != SMIMELINT_OK))
			return false;
	/* A record that is none any more leaves the certificate without one. */
	(void)smimelint_ctx_set(t->ctx, "require-evidence", "yes");
	(void)smimelint_ctx_set(t->ctx, "only", "evidence.*");
	t->text = record_text(r, j->setting, j->der, &t->beside);
	return t->text != NULL && tool_ok(&r->world.tool) && smimelint_run_new(&t->run, t->ctx) == SMIMELINT_OK;
}

bool
trial_open(struct trial *t, struct runner *r, const struct judged *j)
{
	return trial_open_together(t, r, j) && t->beside == NULL;
}

void
trial_close(struct trial *t)
{
	smimelint_run_free(t->run);
	smimelint_ctx_free(t->ctx);
}

bool
trial_lint(struct trial *t, const char *text, size_t n)
{
	return lint_again(t->ctx, t->run, text, n, t->beside, t->der);
}

void
trial_complaints(const struct trial *t, unsigned *complaints)
{
	memset(complaints, 0, smimelint_rule_count() * sizeof *complaints);
	for (size_t i = 0; i < smimelint_finding_count(t->run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(t->run, i, &f) == SMIMELINT_OK && f.severity >= SMIMELINT_WARNING)
			complaints[rule_index(smimelint_rule_text(f.rule, "id"))]++;
	}
}

const char *
trial_kind(struct arena *a, const struct json_value *v)
{
	static const char *const members[] = { "sbr_section", "tls_method", "type", "check" };
	const char *text = "";

	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const struct json_value *kind = json_find(v, members[i]);

		if (kind != NULL && kind->type == JSON_STRING)
			text = arena_printf(a, "%s:%.*s", text, (int)kind->text.n, (const char *)kind->text.p);
	}
	return text;
}

bool
trial_is_sound(const struct judged *j)
{
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (f->severity >= SMIMELINT_WARNING)
			return false;
	return true;
}
