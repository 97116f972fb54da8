/* SPDX-License-Identifier: Apache-2.0 */
/*
 * second_subject.c - what is wrong in a subject is wrong in a directoryName of
 * the subjectAltName (SBR 7.1.4.2.1).
 *
 *	second_subject RECIPE...
 *
 * The subject of every case of a subscriber certificate whose profile is known
 * becomes a directoryName beside another subject, which is right.  Each finding
 * about the subject has its like there, of the same severity at least.
 */
#include "tests/guard/builder.h"
#include "tests/rules/excuse.h"
#include "x509/cert.h"

/* Of each profile a case of testdata/base, and a subject that is right for its type. */
static const struct {
	const char *profile, *base, *subject;
} second[] = {
#define MV ""
#define OV "O=Hafenkontor Kiel AG, organizationIdentifier=NTRDE-DEX1517.HRB77, L=Kiel, C=DE"
#define SV "GN=Jan, SN=Petersen, " OV
#define IV "GN=Jan, SN=Petersen, L=Kiel, C=DE"
	{ "mailbox-validated/legacy", "mv-legacy", MV }, { "mailbox-validated/multipurpose", "mv-multi", MV },
	{ "mailbox-validated/strict", "mv-strict", MV },
	{ "organization-validated/legacy", "ov-legacy", OV }, { "organization-validated/multipurpose", "ov-multi", OV },
	{ "organization-validated/strict", "ov-strict", OV },
	{ "sponsor-validated/legacy", "sv-legacy", SV }, { "sponsor-validated/multipurpose", "sv-multi", SV },
	{ "sponsor-validated/strict", "sv-strict", SV },
	{ "individual-validated/legacy", "iv-legacy", IV }, { "individual-validated/multipurpose", "iv-multi", IV },
	{ "individual-validated/strict", "iv-strict", IV },
};
#define SECOND (sizeof second / sizeof *second)

/* Findings about a subject that a directoryName does not have, and why. */
static struct excuse not_of_second[] = {
	/* A warning: that note 2 binds a directoryName is a reading. */
	EXCUSED("sbr.subject.sv-person-missing"), EXCUSED("sbr.subject.iv-person-missing"),
	/* RFC 5280 4.1.2.6 speaks of the subject. */
	EXCUSED("rfc5280.email-address.not-in-alt-name"),
	/* What is compared is of another length. */
	EXCUSED("x690.certificate.beyond-limit"),
};
#define NOT_OF_SECOND (sizeof not_of_second / sizeof *not_of_second)

#define MOST_FINDINGS 256

/* A finding about the name at hand. */
struct told {
	const char *rule, *section;
	smimelint_level severity;
	bool matched;
};

enum name { SUBJECT, DIRECTORY_NAME };

static bool
is_about(const char *path, enum name what)
{
	static const char subject[] = "tbsCertificate.subject";
	char next = '\0';

	if (what == DIRECTORY_NAME)
		return strstr(path, ".subjectAltName[") != NULL && strstr(path, ".directoryName") != NULL;
	if (strncmp(path, subject, sizeof subject - 1) == 0)
		next = path[sizeof subject - 1];
	return strcmp(path, subject) == 0 || next == '[' || next == '.';
}

/* The findings about this name. */
static size_t
lint(struct builder *g, struct span der, enum name what, struct told told[MOST_FINDINGS])
{
	size_t n = 0;

	if (smimelint_lint(g->run, der.p, der.n) != SMIMELINT_OK)
		return 0;
	for (size_t i = 0; i < smimelint_finding_count(g->run) && n < MOST_FINDINGS; i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->run, i, &f) == SMIMELINT_OK && f.path != NULL && is_about(f.path, what))
			told[n++] = (struct told){ smimelint_rule_text(f.rule, "id"), smimelint_rule_text(f.rule, "section"), f.severity, false };
	}
	return n;
}

/* The tables of 7.1.4.2.3 to 7.1.4.2.6 are no matter of a directoryName before version 1.0.10. */
#define TABLES_DAY "2025-07-02"

static bool
is_left_out(const char *section, const char *day)
{
	static const char tables[] = "7.1.4.2.";

	return strcmp(day, TABLES_DAY) < 0 && strncmp(section, tables, sizeof tables - 1) == 0 && section[sizeof tables - 1] > '2';
}

/* A certificate of the profile with this Name as a directoryName, of that day; the tables bound it from 2025-07-02. */
static bool
make(struct builder *g, size_t which, struct span name, const char *when, struct built *built)
{
	struct arena *a = &g->world.arena;
	const char *general = arena_printf(a, "\"der:[4] { '%s' }\"", text_hex(a, name));
	struct directive extension = { .name = "subjectAltName", .op = "+=", .value = general };
	struct directive day = { .next = &extension, .name = "notBefore", .op = "=", .value = when };
	struct directive subject = { .next = &day, .name = "subject", .op = "=", .value = second[which].subject };
	struct recipe_case c = { .name = "second", .base = second[which].base, .directive = *second[which].subject != '\0' ? &subject : &day };

	return build_case(&g->world, &g->made, &c, SPAN_NONE, built);
}

static void
compare(struct builder *g, const char *where, const char *day, struct told *first, size_t n, struct told *other, size_t n_other)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		if (is_left_out(first[i].section, day))
			continue;
		while (k < n_other && (other[k].matched || other[k].severity < first[i].severity))
			k++;
		if (k < n_other) {
			other[k].matched = true;
			g->passed++;
		} else if (!is_excused(not_of_second, NOT_OF_SECOND, first[i].rule, NULL)) {
			g->failed++;
			printf("%s: %s (%s) has no like in a directoryName\n", where, first[i].rule, smimelint_level_name(first[i].severity));
		}
	}
}

/* Which of the profiles the result at hand has; SECOND: none of them, or another kind. */
static size_t
profile_of(smimelint_run *run)
{
	const char *profile = smimelint_fact(run, "profile"), *kind = smimelint_fact(run, "kind");
	size_t which = 0;

	if (profile == NULL || kind == NULL || strcmp(kind, "subscriber") != 0)
		return SECOND;
	while (which < SECOND && strcmp(second[which].profile, profile) != 0)
		which++;
	return which;
}

static void
guard_case(struct builder *g, const struct recipe *r, const struct recipe_case *c, const char *bundle)
{
	struct told *first = arena_array(&g->world.arena, MOST_FINDINGS, sizeof *first);
	struct told *other = arena_array(&g->world.arena, MOST_FINDINGS, sizeof *other);
	struct span der = bundle_find(&g->world.tool, bundle, c->name);
	struct cert_view cv;
	struct built built;
	size_t n, which;
	const char *day;

	g->world.tool.error[0] = '\0';
	if (der.n == 0 || (n = lint(g, der, SUBJECT, first)) == 0 || (which = profile_of(g->run)) == SECOND ||
	    !cert_view_read(&cv, der, CERT_INPUT_AUTO, &g->world.arena) || !cert_ok(&cv, PART_SUBJECT))
		return;
	day = arena_printf(&g->world.arena, "%s", smimelint_fact(g->run, "judged_at"));
	/* The Legacy profiles once more at a day when the tables bound them. */
	if (c->of == NULL && strstr(second[which].base, "legacy") != NULL)
		day = TABLES_DAY;
	if (!make(g, which, cv.subject.raw, day, &built)) {
		printf("%s/%s", r->id, c->name);
		builder_fail(g);
		return;
	}
	compare(g, arena_printf(&g->world.arena, "%s/%s", r->id, c->name), day, first, n, other, lint(g, built.der, DIRECTORY_NAME, other));
}

static void
guard_recipe(struct builder *g, const char *path)
{
	struct recipe *r;
	const char *bundle = bundle_read(&g->world.tool, path, &r);

	if (bundle == NULL) {
		g->failed++;
		return;
	}
	for (const struct recipe_case *c = r->first; c != NULL; c = c->next)
		guard_case(g, r, c, bundle);
}

int
main(int argc, char **argv)
{
	struct builder g;

	if (!builder_open(&g, "(made)", "made"))
		return 2;
	for (int i = 1; i < argc; i++)
		guard_recipe(&g, argv[i]);
	g.failed += print_unused(not_of_second, NOT_OF_SECOND, "not_of_second");
	return builder_close(&g);
}
