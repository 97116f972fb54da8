/* SPDX-License-Identifier: Apache-2.0 */
/* versions.c - the versions of the documents by the days on which they took effect. */
#include "evidence/record/versions.h"

#include <string.h>

#include "base/day.h"

struct version {
	const char *number;
	int32_t from;			/* until the next one */
};

static const struct version sbr[] = {
	{ "1.0.0", DAY(2023, 1, 1) }, { "1.0.1", DAY(2023, 8, 11) }, { "1.0.2", DAY(2023, 12, 8) },
	{ "1.0.3", DAY(2024, 2, 20) }, { "1.0.4", DAY(2024, 5, 11) }, { "1.0.5", DAY(2024, 7, 15) },
	{ "1.0.6", DAY(2024, 8, 29) }, { "1.0.7", DAY(2024, 11, 22) }, { "1.0.8", DAY(2024, 12, 22) },
	{ "1.0.9", DAY(2025, 5, 14) }, { "1.0.10", DAY(2025, 7, 2) }, { "1.0.11", DAY(2025, 8, 22) },
	{ "1.0.12", DAY(2025, 10, 13) }, { "1.0.13", DAY(2026, 3, 27) }, { "1.0.14", DAY(2026, 5, 5) },
	{ "1.0.15", DAY(2026, 7, 30) }, { "1.0.16", DAY(2026, 9, 28) },
};

static const struct version tls_br[] = {
	{ "1.7.7", DAY(2021, 7, 12) }, { "1.7.8", DAY(2021, 7, 13) }, { "1.7.9", DAY(2021, 8, 16) },
	{ "1.8.0", DAY(2021, 8, 25) }, { "1.8.1", DAY(2021, 12, 23) }, { "1.8.2", DAY(2022, 3, 4) },
	{ "1.8.3", DAY(2022, 4, 15) }, { "1.8.4", DAY(2022, 4, 23) }, { "1.8.5", DAY(2022, 11, 30) },
	{ "1.8.6", DAY(2022, 12, 11) }, { "1.8.7", DAY(2023, 7, 15) }, { "2.0.0", DAY(2023, 9, 15) },
	{ "2.0.2", DAY(2024, 1, 8) }, { "2.0.1", DAY(2024, 3, 15) }, { "2.0.3", DAY(2024, 4, 15) },
	{ "2.0.4", DAY(2024, 5, 15) }, { "2.0.5", DAY(2024, 7, 1) }, { "2.0.6", DAY(2024, 8, 6) },
	{ "2.0.7", DAY(2024, 9, 6) }, { "2.0.8", DAY(2024, 10, 2) }, { "2.0.9", DAY(2024, 11, 8) },
	{ "2.1.0", DAY(2024, 11, 14) }, { "2.1.1", DAY(2024, 11, 14) }, { "2.1.2", DAY(2024, 12, 16) },
	{ "2.1.3", DAY(2025, 2, 24) }, { "2.1.4", DAY(2025, 3, 1) }, { "2.1.5", DAY(2025, 5, 16) },
	{ "2.1.6", DAY(2025, 7, 21) }, { "2.1.7", DAY(2025, 8, 25) }, { "2.1.8", DAY(2025, 11, 4) },
	{ "2.1.9", DAY(2025, 11, 10) }, { "2.2.0", DAY(2025, 12, 15) }, { "2.2.1", DAY(2025, 12, 16) },
	{ "2.2.2", DAY(2026, 1, 12) }, { "2.2.3", DAY(2026, 2, 16) }, { "2.2.4", DAY(2026, 2, 17) },
	{ "2.2.5", DAY(2026, 2, 25) }, { "2.2.6", DAY(2026, 3, 31) }, { "2.2.7", DAY(2026, 5, 19) },
	{ "2.2.8", DAY(2026, 6, 16) }, { "2.2.9", DAY(2026, 8, 6) }, { "2.3.0", DAY(2026, 9, 7) },
	{ "2.3.1", DAY(2026, 10, 4) },
};

/* SBR 1.0.6 and 1.0.7 named TLS BR 2.0.5, so that what followed did not count until 1.0.8. */
#define PINNED "2.0.5"
#define PIN_FROM DAY(2024, 8, 29)
#define PIN_UNTIL DAY(2024, 12, 22)
/* TLS BR 3.2.2.4 since 2.2.9: until then its text of 2.2.7 may be followed. */
#define OLD_METHODS "2.2.7"
#define OLD_FROM DAY(2026, 8, 6)
#define OLD_UNTIL DAY(2026, 11, 15)

static const struct version *
versions(enum ev_baseline d, size_t *n)
{
	*n = d == BASELINE_SBR ? sizeof sbr / sizeof *sbr : sizeof tls_br / sizeof *tls_br;
	return d == BASELINE_SBR ? sbr : tls_br;
}

const char *
ev_version_on(enum ev_baseline d, int32_t day)
{
	size_t n;
	const struct version *v = versions(d, &n);

	if (d == BASELINE_TLS_BR && day >= PIN_FROM && day < PIN_UNTIL)
		return PINNED;
	while (n > 0 && v[n - 1].from > day)
		n--;
	return n > 0 ? v[n - 1].number : NULL;
}

bool
ev_version_fits(enum ev_baseline d, struct span version, int32_t day)
{
	const char *right = ev_version_on(d, day);

	return right == NULL || span_is(version, right) ||
	    (d == BASELINE_TLS_BR && day >= OLD_FROM && day < OLD_UNTIL && span_is(version, OLD_METHODS));
}

/* Three numbers with dots between them. */
#define PARTS 3u

static bool
read_number(struct span text, uint32_t part[PARTS])
{
	unsigned n = 0, digits = 0;

	memset(part, 0, PARTS * sizeof *part);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '.' && digits > 0 && n + 1 < PARTS) {
			n++;
			digits = 0;
		} else if (text.p[i] >= '0' && text.p[i] <= '9' && ++digits <= 4) {
			part[n] = part[n] * 10 + (uint32_t)(text.p[i] - '0');
		} else {
			return false;
		}
	}
	return n > 0 && digits > 0;
}

static int
compare(const uint32_t a[PARTS], const uint32_t b[PARTS])
{
	for (unsigned i = 0; i < PARTS; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

enum ev_version
ev_version_read(enum ev_baseline d, struct span version)
{
	size_t n;
	const struct version *v = versions(d, &n);
	uint32_t number[PARTS], other[PARTS];

	/* Most are of late. */
	for (size_t i = n; i-- > 0; )
		if (span_is(version, v[i].number))
			return VERSION_PUBLISHED;
	if (!read_number(version, number))
		return VERSION_NONE;
	(void)read_number(span_of(v[n - 1].number), other);
	if (compare(number, other) > 0)
		return VERSION_LATER;
	/* The table of the SBR begins with their first version, that of the TLS BR later. */
	(void)read_number(span_of(v[0].number), other);
	return d == BASELINE_TLS_BR && compare(number, other) < 0 ? VERSION_PUBLISHED : VERSION_NEVER_PUBLISHED;
}

const char *
ev_version_newest(enum ev_baseline d, int32_t *from)
{
	size_t n;
	const struct version *v = versions(d, &n);

	if (from != NULL)
		*from = v[n - 1].from;
	return v[n - 1].number;
}
