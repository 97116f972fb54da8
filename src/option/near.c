/* SPDX-License-Identifier: Apache-2.0 */
#include "option/near.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

enum { MAX = 64 };			/* letters of names that are compared */

/* The letters of a name as they are compared; false: it is too long for that. */
static bool
fold(const char *name, char folded[MAX + 1])
{
	size_t n = strlen(name);

	if (n > MAX)
		return false;
	for (size_t i = 0; i <= n; i++)
		folded[i] = name[i] == '_' || name[i] == '/' ? '-' : (char)small_letter((uint8_t)name[i]);
	return true;
}

/* How many letters to insert, remove, change or swap with the next. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned rows[3][MAX + 1], *two = rows[0], *one = rows[1], *now = rows[2], *turn;
	size_t n = strlen(a), m = strlen(b);

	for (size_t j = 0; j <= m; j++)
		one[j] = two[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		now[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned best = one[j - 1] + (a[i - 1] != b[j - 1]);

			if (one[j] + 1 < best)
				best = one[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two[j - 2] + 1 < best)
				best = two[j - 2] + 1;
			now[j] = best;
		}
		turn = two;
		two = one;
		one = now;
		now = turn;
	}
	return one[m];
}

/* How far a name is from what was typed; a part of a longer name counts as near. */
static unsigned
farness(const char *wrong, const char *name)
{
	char a[MAX + 1], b[MAX + 1];
	unsigned d;

	if (!fold(wrong, a) || !fold(name, b))
		return UINT_MAX;
	d = distance(a, b);
	if (d > 1 && strlen(a) >= 3 && strstr(b, a) != NULL)
		d = 1;
	return d;
}

/* Was the same name there before its place i? */
static bool
named_before(const char *(*name)(void *arg, size_t i), void *arg, size_t i)
{
	const char *s = name(arg, i);

	for (size_t k = 0; k < i; k++)
		if (strcmp(name(arg, k), s) == 0)
			return true;
	return false;
}

bool
suggest(const char *wrong, const char *(*name)(void *arg, size_t i), void *arg, const char *prefix)
{
	unsigned limit = (unsigned)(strlen(wrong) / 3) + 1, best = limit + 1;
	unsigned shown = 0;
	const char *s;

	for (size_t i = 0; (s = name(arg, i)) != NULL; i++) {
		unsigned d = farness(wrong, s);

		if (d < best)
			best = d;
	}
	if (best > limit)
		return false;
	for (size_t i = 0; shown < 5 && (s = name(arg, i)) != NULL; i++)
		if (farness(wrong, s) == best && !named_before(name, arg, i)) {
			fprintf(stderr, "%s%s%s", shown == 0 ? "smimelint: did you mean " : ", ", prefix, s);
			shown++;
		}
	fputs("?\n", stderr);
	return true;
}
