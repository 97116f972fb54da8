/* SPDX-License-Identifier: Apache-2.0 */
/* twins.c - several CA certificates with the issuer's name, and its key or its key identifier. */
#include "rules/common/issuer.h"
#include "rules/tables.h"

/* How many of the rules that it breaks are named. */
#define SHOWN 6

/* All that was noted of one certificate. */
static const char *
rules_show(struct check *c, const struct unlike_twin *first)
{
	const char *text = first->rule->id;
	struct rest rest = { .n = 0 };
	size_t n = 1;

	for (const struct unlike_twin *u = first->next; u != NULL; u = u->next)
		if (u->cert != first->cert)
			continue;
		else if (++n <= SHOWN)
			text = arena_printf(c->arena, "%s, %s", text, u->rule->id);
		else
			rest_take(c, &rest, span_of(u->rule->id));
	return n > SHOWN ? arena_printf(c->arena, "%s and %zu more (%s)", text, n - SHOWN, rest_show(c, &rest)) : text;
}

static bool
came_before(const struct unlike_twin *all, const struct unlike_twin *u)
{
	for (; all != u; all = all->next)
		if (all->cert == u->cert)
			return true;
	return false;
}

/* Is a path known that begins with this certificate and ends with a root that was given? */
static bool
is_rooted(const struct check *c, const struct cert_view *ca)
{
	const struct ca_paths *all = c->paths != NULL && c->paths->all != NULL ? c->paths->all : c->paths;

	for (const struct ca_path *p = all != NULL ? all->first : NULL; p != NULL; p = p->next)
		if (p->rooted && !p->refuted && p->ca[0] == ca)
			return true;
	return false;
}

/* Whoever made the one that it is judged with: no key that was given has signed that, and one has signed another. */
static const char *
trust_show(const struct check *c, const struct unlike_twin *first)
{
	if (!is_rooted(c, c->issuer))
		for (const struct unlike_twin *u = first; u != NULL; u = u->next)
			if (is_rooted(c, u->cert))
				return "; no root that was given leads to the one it is judged with";
	return "";
}

static void
another_fails(struct check *c)
{
	const struct unlike_twin *first = c->unlike_twin;
	struct rest rest = { .n = 0 };
	size_t others = 0;

	if (first == NULL)
		return;
	for (const struct unlike_twin *u = first; u != NULL; u = u->next) {
		others += !came_before(first, u);
		if (u->cert != first->cert) {
			rest_take(c, &rest, u->cert->der);
			rest_take(c, &rest, span_of(u->rule->id));
		}
	}
	if (others > 1)
		report(c, rule_at_issuer(c), "serial number %s: %s; %zu certificate%s more (%s)%s",
		    text_hex(c->arena, first->cert->serial), rules_show(c, first), others - 1, others > 2 ? "s" : "", rest_show(c, &rest),
		    trust_show(c, first));
	else
		report(c, rule_at_issuer(c), "serial number %s: %s%s", text_hex(c->arena, first->cert->serial),
		    rules_show(c, first), trust_show(c, first));
}

/* One is shown; they are in the order in which they fit. */
static void
key_identifier_of_others(struct check *c)
{
	struct rest rest = { .n = 0 };
	const struct cert_view *first;

	if (c->n_rival == 0)
		return;
	first = c->rival[0]->ca.cert;
	for (size_t i = 1; i < c->n_rival; i++)
		rest_take(c, &rest, c->rival[i]->ca.cert->der);
	if (c->n_rival > 1)
		report(c, rule_at_issuer(c), "serial number %s, issuer %s; %zu more (%s)", text_hex(c->arena, first->serial),
		    name_show(c->arena, &first->issuer), c->n_rival - 1, rest_show(c, &rest));
	else
		report(c, rule_at_issuer(c), "serial number %s, issuer %s", text_hex(c->arena, first->serial), name_show(c->arena, &first->issuer));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.issuer.other-certificate-fails",
		.section = "6.1",
		.title = "another CA certificate with the issuing CA's name and key breaks what this one keeps",
		.requires = "Nothing: one valid path is enough. But relying parties, not the issuer, choose among the "
		    "CA's certificates.",
		.explanation = "Several of the CA certificates that were given have the issuer's name and its key, and "
		    "were valid when this one began. It is judged with the one that breaks the fewest rules, and that is free of errors, "
		    "or of errors and warnings. The value names another one and the rules that are broken with that. Each CA certificate that is given counts as "
		    "trusted. Anybody can put the CA's name and key into a certificate and sign it with a root of their own. Among those given it hides what "
		    "only the CA's own certificate forbids: names, path lengths, usages, policies.",
		.remedy = "Give only CA certificates of which it is known who issued them. Where both are the CA's, replace the one that is named, or have it revoked.",
		.scope = SCOPE_SIGNED, .schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .needs_issuer = true, .follows_paths = true,
		.fn = another_fails,
	},
	{
		.id = "rfc5280.issuer.key-identifier-of-others",
		.section = "4.2.1.2",
		.title = "another CA certificate has the issuing CA's name and key identifier, and another key",
		.requires = "Nothing of this certificate. The key identifier of a CA is made so that it names one key: from the key, or as a unique value.",
		.explanation = "Two of the CA certificates that were given have the name and the key identifier that lead to the issuing CA, but not the same key. "
		    "One of them copies the other's identifier, which anybody can do. Judged is the one whose key made the signature; where that was not tried, the "
		    "newest that was valid then. The value names the other.",
		.remedy = "Give only CA certificates of which it is known who issued them.",
		.scope = SCOPE_SIGNED, .schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .needs_issuer = true,
		.fn = key_identifier_of_others, .needs = PARTS1(PART_ISSUER), .reads = PARTS1(PART_EXT_AKI), .when = PARTS1(PART_EXT_AKI),
	},
};

RULE_TABLE(rules_issuer_twins, "RFC 5280 6.1 Several certificates of the issuing CA", rules);
