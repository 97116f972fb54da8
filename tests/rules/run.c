/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run.c - lints every case of every recipe and proves every rule; see
 * testdata/README.md.
 *
 *	run [--only GLOB] [--gate|--no-gate] [--rules PATTERN] [--rebase] [--deletions|--deletions-all] [--changes] [--damage|--damage-all] RECIPE...
 *
 * Run in the top folder of the tree.  GLOB is matched with "sbr/file/case";
 * with it there is no gate unless asked for.  PATTERN names the rules the gate
 * asks about, as --only of smimelint does (id glob, section, source).
 */
#include "tests/rules/run.h"

#include <stdarg.h>
#include <stdio.h>

void
complain(struct runner *r, const struct recipe *recipe, const struct recipe_case *c, unsigned line,
    const char *fmt, ...)
{
	va_list ap;

	printf("%s:%u: case %s: ", recipe->path, line, c != NULL ? c->name : "(none)");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	r->failed++;
}

static void
read_and_judge(struct runner *r, const char *path)
{
	struct tool *t = &r->world.tool;
	struct recipe *recipe = recipe_read(t, path);

	if (recipe == NULL) {
		printf("%s\n", t->error);
		t->error[0] = '\0';
		r->failed++;
	} else {
		judge_recipe(r, recipe);
	}
}

static int
usage(void)
{
	fputs("usage: run [--only GLOB] [--gate|--no-gate] [--rules PATTERN] [--rebase] [--deletions|--deletions-all] [--changes] [--damage|--damage-all] RECIPE...\n", stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	struct runner r = { .passed = 0 };
	bool with_gate = true, gate_said = false, with_rebase = false, with_changes = false;
	size_t damage = 0, with_deletions = 0;
	int i;

	for (i = 1; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
			r.only = argv[++i];
		else if (strcmp(argv[i], "--rules") == 0 && i + 1 < argc)
			r.rules = argv[++i];
		else if (strcmp(argv[i], "--gate") == 0 || strcmp(argv[i], "--no-gate") == 0) {
			with_gate = strcmp(argv[i], "--gate") == 0;
			gate_said = true;
		} else if (strcmp(argv[i], "--rebase") == 0)
			with_rebase = true;
		else if (strcmp(argv[i], "--deletions") == 0)
			with_deletions = 16;
		else if (strcmp(argv[i], "--deletions-all") == 0)
			with_deletions = 1;
		else if (strcmp(argv[i], "--changes") == 0)
			with_changes = true;
		else if (strcmp(argv[i], "--damage") == 0)
			damage = 8;
		else if (strcmp(argv[i], "--damage-all") == 0)
			damage = 1;
		else
			return usage();
	}
	if (i == argc)
		return usage();
	r.last = &r.first;
	if (!world_open(&r.world, "testdata")) {
		fprintf(stderr, "%s\n", r.world.tool.error);
		world_close(&r.world);
		return 1;
	}
	for (; i < argc; i++)
		read_and_judge(&r, argv[i]);
	if (with_gate && (gate_said || r.only == NULL)) {
		gate(&r);
		pairs(&r);
		bounded(&r);
	}
	if (with_deletions > 0) {
		deletions(&r, with_deletions);
		required(&r);
		absent(&r);
	}
	if (with_changes)
		changes(&r);
	if (damage > 0)
		damage_elements(&r, damage);
	if (with_rebase)
		rebase(&r);
	printf("%u passed, %u failed\n", r.passed, r.failed);
	world_close(&r.world);
	return r.failed > 0;
}
