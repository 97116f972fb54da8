/* SPDX-License-Identifier: Apache-2.0 */
#include "command/nearest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "option/near.h"
#include "option/opt.h"
#include "smimelint.h"

/* ---- rules ---- */

/* A column of rule i; NULL past the last one. */
static const char *
column_name(const char *column, size_t i)
{
	return i < smimelint_rule_count() ? smimelint_rule_text(smimelint_rule_at(i), column) : NULL;
}

static const char *
source_name(void *arg, size_t i)
{
	(void)arg;
	return column_name("source", i);
}

/* The ids of all rules, a glob for the topic of each ("sbr.key-usage.*"), and their sources. */
static const char *
rule_name(void *arg, size_t i)
{
	size_t n = smimelint_rule_count();
	const char *id = i < 3 * n ? smimelint_rule_text(smimelint_rule_at(i % n), i < 2 * n ? "id" : "source") : NULL;

	return i < n || i >= 2 * n || id == NULL ? id : arena_printf(arg, "%.*s.*", (int)(strrchr(id, '.') - id), id);
}

/* The first section that a rule names, without its document: "3.2.2.9" of "TLS BR 3.2.2.9"; NULL past the last rule. */
static const char *
section_at(size_t i, struct arena *a)
{
	const char *section = column_name("section", i), *begin = section;
	size_t end = section != NULL ? strcspn(section, ",") : 0;

	for (size_t k = 0; k < end; k++)
		if (section[k] == ' ')
			begin = section + k + 1;
	return section == NULL ? NULL : arena_printf(a, "%.*s", (int)(section + end - begin), begin);
}

/* How many numbers and letters between dots two sections have in common at their beginnings. */
static unsigned
common_parts(const char *a, const char *b)
{
	unsigned n = 0;

	for (; *a == *b && *a != '\0'; a++, b++)
		n += *a == '.';
	return n + ((*a == '\0' || *a == '.') && (*b == '\0' || *b == '.'));
}

/* The section, or the one above it, that has this many parts; its letters. */
static size_t
letters_of_parts(const char *section, unsigned parts)
{
	size_t n = 0;

	while (section[n] != '\0' && (section[n] != '.' || --parts > 0))
		n++;
	return n;
}

static int
by_number(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;

	return strlen(x) != strlen(y) ? (strlen(x) > strlen(y)) - (strlen(x) < strlen(y)) : strcmp(x, y);
}

/* The sections of all rules that have the most parts in common with one, cut behind the next part: their number. */
static size_t
sections_beside(struct arena *a, const char *section, const char **beside, size_t most)
{
	unsigned best = 1;
	size_t n = 0, k;
	const char *s;

	for (size_t i = 0; (s = section_at(i, a)) != NULL; i++)
		if (common_parts(section, s) > best)
			best = common_parts(section, s);
	for (size_t i = 0; n < most && (s = section_at(i, a)) != NULL; i++) {
		if (common_parts(section, s) < best)
			continue;
		s = arena_printf(a, "%.*s", (int)letters_of_parts(s, best + 1), s);
		for (k = 0; k < n && strcmp(beside[k], s) != 0;)
			k++;
		if (k == n)
			beside[n++] = s;
	}
	return n;
}

/* In the tree of the sections, not by their letters: those beside it. */
void
nearest_section(const char *section)
{
	const char *beside[24];
	struct arena a;
	size_t n;

	arena_init(&a);
	n = sections_beside(&a, section, beside, sizeof beside / sizeof *beside);
	if (!a.failed && n > 0) {
		qsort(beside, n, sizeof *beside, by_number);
		for (size_t i = 0; i < n; i++)
			fprintf(stderr, "%s%s", i == 0 ? "smimelint: did you mean " : ", ", beside[i]);
		fputs("?\n", stderr);
	}
	arena_free(&a);
}

void
nearest_source(const char *source)
{
	(void)suggest(source, source_name, NULL, "");
}

void
nearest_rule(const char *pattern)
{
	struct arena a;

	if (*pattern >= '0' && *pattern <= '9') {
		nearest_section(pattern);
		return;
	}
	arena_init(&a);
	(void)suggest(pattern, rule_name, &a, "");
	arena_free(&a);
}

/* ---- days ---- */

/* Groups of digits in a text that has nothing else but one mark between two of them. */
struct groups {
	int value[4];
	size_t digits[4];
	size_t n;
};

static bool
read_groups(const char *text, struct groups *g)
{
	*g = (struct groups){ .n = 0 };
	for (;; text++) {
		size_t digits = strspn(text, "0123456789");

		if (digits == 0 || digits > 8 || g->n == 3)
			return false;
		g->digits[g->n] = digits;
		for (; digits > 0; digits--)
			g->value[g->n] = g->value[g->n] * 10 + (*text++ - '0');
		g->n++;
		if (*text == '\0')
			return true;
		if (strchr("-/. _", *text) == NULL)
			return false;
	}
}

/* Suggests a day, with what belongs behind it; one that the month does not have becomes its last one. */
static bool
say_day(int year, int month, int day, const char *behind, bool *said)
{
	if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	while (!date_valid(year, month, day))
		day--;
	fprintf(stderr, "%s%04d-%02d-%02d%s", *said ? " or " : "smimelint: did you mean ", year, month, day, behind);
	*said = true;
	return true;
}

static void
say_nearest_day(const char *text, const char *behind)
{
	struct groups g;
	bool said = false;

	if (!read_groups(text, &g))
		return;
	if (g.n == 1 && g.digits[0] == 8)		/* 20250715 */
		g = (struct groups){ { g.value[0] / 10000, g.value[0] / 100 % 100, g.value[0] % 100, 0 }, { 4, 2, 2, 0 }, 3 };
	else if (g.n == 2 && g.digits[0] == 4)		/* 2025-07 */
		g.value[g.n++] = 1;
	if (g.n == 3 && g.digits[0] == 4) {
		if (!say_day(g.value[0], g.value[1], g.value[2], behind, &said))
			(void)say_day(g.value[0], g.value[2], g.value[1], behind, &said);
	} else if (g.n == 3 && g.digits[2] == 4) {	/* 15.7.2025; 7/8/2025 may be either */
		(void)say_day(g.value[2], g.value[1], g.value[0], behind, &said);
		if (strchr(text, '.') == NULL && g.value[0] != g.value[1])
			(void)say_day(g.value[2], g.value[0], g.value[1], behind, &said);
	}
	if (said)
		fputs("?\n", stderr);
}

void
nearest_day(const char *text)
{
	say_nearest_day(text, "");
}

bool
read_day_option(const char *option, const char *value, int32_t *day)
{
	if (day_parse(value, day))
		return true;
	complain("--%s: \"%s\" is no date YYYY-MM-DD", option, value);
	nearest_day(value);
	return false;
}

/* ---- profiles ---- */

const char *
profile_in_full(struct arena *a, const char *name)
{
	static const char *const types[][2] = {
		{ "mv", "mailbox-validated" }, { "ov", "organization-validated" },
		{ "sv", "sponsor-validated" }, { "iv", "individual-validated" },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strncmp(name, types[i][0], 2) == 0 && (name[2] == '\0' || strchr("-/_ ", name[2]) != NULL))
			return arena_printf(a, "%s%s", types[i][1], name + 2);
	return name;
}

/* ---- options of the library ---- */

/* Word i of an option. */
static const char *
option_word(void *arg, size_t i)
{
	const smimelint_option *const *o = arg;

	return smimelint_option_word(*o, i);
}

/* Then the word is right, and something else is not. */
static bool
is_option_word(const smimelint_option *o, const char *value)
{
	const char *word;

	for (size_t i = 0; (word = smimelint_option_word(o, i)) != NULL; i++)
		if (strcmp(word, value) == 0)
			return true;
	return false;
}

void
nearest_value(const char *option, const char *value)
{
	const smimelint_option *o = smimelint_option_find(option);
	const char *kind = o != NULL ? smimelint_option_text(o, "value") : "";
	struct arena a;

	arena_init(&a);
	if (strcmp(kind, "oid=profile") == 0 && strchr(value, '=') != NULL) {
		value = strchr(value, '=') + 1;
		o = smimelint_option_find("profile");
		kind = "profile";
	}
	if (o != NULL && is_option_word(o, value))
		o = NULL;
	if (strcmp(kind, "profile") == 0)
		value = profile_in_full(&a, value);
	if (strcmp(kind, "pattern") == 0)
		nearest_rule(value);
	else if (strcmp(kind, "day") == 0)
		nearest_day(value);
	else if (strcmp(kind, "time") == 0)
		say_nearest_day(value, "T00:00:00Z");
	else if (o != NULL && smimelint_option_word(o, 0) != NULL)
		(void)suggest(value, option_word, &o, "");
	arena_free(&a);
}
