/* SPDX-License-Identifier: Apache-2.0 */
/* beside.c - paths that fail beside one that does not: relying parties, not the issuer, choose among them. */
#include "rules/issuer/beside.h"

#include "rules/common/path_doubts.h"

/* What may be wrong with a path, and the rule that says so of each. */
static const struct {
	path_fn *of;
	const char *rule;
} faults[] = {
	{ path_is_signed, "rfc5280.issuer.signature-wrong" },
	{ path_is_of_cas, "rfc5280.issuer.not-ca" },
	{ path_is_of_signers, "rfc5280.issuer.no-cert-sign" },
	{ path_length, "rfc5280.basic-constraints.path-len-exceeded" },
	{ path_names, "rfc5280.name-constraints.violated" },
	{ path_mappings, "rfc5280.issuer.maps-any-policy" },
	{ path_policies, "rfc5280.certificate-policies.none-valid" },
};

static const char *
with_fault(const struct check *c, const char *text, enum path_verdict v, const char *rule)
{
	if (v == PATH_HOLDS)
		return text;
	return arena_printf(c->arena, "%s%s%s%s", text, text[0] != '\0' ? ", " : "", rule, v != PATH_BREAKS ? " (not known)" : "");
}

/* One whose certificates had ended is no path to choose: that is no fault of it. */
static const char *
faults_show(const struct check *c, const struct ca_path *p)
{
	const char *text = "";

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		text = with_fault(c, text, faults[i].of(c, p), faults[i].rule);
	for (unsigned d = 0; d < PATH_DOUBTS; d++)
		if (d != DOUBT_VALIDITY)
			text = with_fault(c, text, path_doubt_of(c, p, &path_doubts[d]), path_doubts[d].rule);
	return text;
}

static bool
is_on(const struct ca_path *p, const struct cert_view *ca)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->ca[i] == ca)
			return true;
	return false;
}

/* Is it as good as any: free of doubts, or valid where none is free? */
static bool
is_good(const struct check *c, const struct ca_path *p, bool free)
{
	return free ? path_is_free(c, p) : path_is_valid(c, p) == PATH_HOLDS;
}

static bool
is_on_good(const struct check *c, const struct cert_view *ca, bool free)
{
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		if (is_good(c, p, free) && is_on(p, ca))
			return true;
	return false;
}

/* Where a path leaves those that are good; its last certificate where it does not. */
static const struct cert_view *
parting(const struct check *c, const struct ca_path *p, bool free)
{
	for (size_t i = 1; i < p->n; i++)
		if (!is_on_good(c, p->ca[i], free))
			return p->ca[i];
	return p->ca[p->n - 1];
}

/*
 * A path that fails, of those that begin with this certificate of the issuing CA: of the others the rule on those tells, and
 * of this one, where no good path begins with it, those on it.
 */
static bool
fails_beside(const struct check *c, const struct ca_path *p, bool free)
{
	return p->ca[0] == c->issuer && p->n > 1 && !is_good(c, p, free) && is_on_good(c, c->issuer, free);
}

void
rule_another_above_fails(struct check *c)
{
	const struct cert_view *first = NULL, *ca;
	const char *text = NULL, *faults_text;
	struct rest rest = { .n = 0 };
	size_t more = 0;
	bool free, some = false;

	if (c->paths == NULL || c->paths->first == NULL || c->paths->first->next == NULL)
		return;
	free = path_some_free(c);
	for (const struct ca_path *p = c->paths->first; p != NULL; p = p->next)
		some = some || is_good(c, p, free);
	for (const struct ca_path *p = c->paths->first; some && p != NULL; p = p->next) {
		if (!fails_beside(c, p, free) || (ca = parting(c, p, free)) == first || *(faults_text = faults_show(c, p)) == '\0')
			continue;
		if (first == NULL) {
			first = ca;
			text = faults_text;
		} else {
			more++;
			rest_take(c, &rest, ca->der);
			rest_take(c, &rest, span_of(faults_text));
		}
	}
	if (first == NULL)
		return;
	text = arena_printf(c->arena, "%s, serial number %s: %s", name_show(c->arena, &first->subject), text_hex(c->arena, first->serial), text);
	if (more > 0)
		report(c, rule_at_issuer(c), "%s; %zu path%s more (%s)", text, more, more > 1 ? "s" : "", rest_show(c, &rest));
	else
		report(c, rule_at_issuer(c), "%s", text);
}
