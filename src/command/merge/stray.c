/* SPDX-License-Identifier: Apache-2.0 */
#include "command/merge/stray.h"

#include <errno.h>
#include <stdlib.h>

/* Does one of the findings say that no certificate has the record?  Beside it may stand why. */
static bool
says_orphan(const struct json_value *findings)
{
	for (const struct json_value *f = findings != NULL ? findings->child : NULL; f != NULL; f = f->next)
		if (json_is(json_find(f, "rule"), "evidence.record.orphan"))
			return true;
	return false;
}

/* Unusable records have the status unreadable. */
enum stray
stray_kind(const struct json_value *result)
{
	if (!json_is(json_find(json_find(result, "source"), "format"), "evidence"))
		return STRAY_NONE;
	if (json_is(json_find(result, "status"), "unreadable"))
		return STRAY_UNUSABLE;
	return says_orphan(json_find(result, "findings")) ? STRAY_ORPHAN : STRAY_NONE;
}

bool
strays_failed(const struct strays *s)
{
	return s->seen.failed || s->error != 0;
}

static bool
digest(struct strays *s, smimelint_run *run, struct span text, uint8_t out[FINGERPRINT])
{
	if (smimelint_fingerprint(run, text.p, text.n, out) == SMIMELINT_OK)
		return true;
	s->seen.failed = true;
	return false;
}

bool
strays_add(struct strays *s, smimelint_run *run, enum stray kind, struct span text)
{
	uint8_t key[FINGERPRINT];
	uint32_t n;

	if (!digest(s, run, text, key))
		return false;
	n = seen_add(&s->seen, key, 1) + 1;
	if (n > s->most)
		s->most = n;
	if (n > 1 || s->seen.failed)
		return !s->seen.failed;
	errno = 0;
	if ((s->spool == NULL && (s->spool = tmpfile()) == NULL) || putc('0' + (int)kind, s->spool) == EOF ||
	    fwrite(text.p, 1, text.n, s->spool) != text.n || putc('\n', s->spool) == EOF)
		s->error = errno != 0 ? errno : EIO;
	return s->error == 0;
}

/*
 * Reports that stand in one file and have no closing object look like one:
 * then the record that most of them have tells how many they are.
 */
bool
strays_next(struct strays *s, smimelint_run *run, uint64_t reports, struct span *text)
{
	uint8_t key[FINGERPRINT];
	ssize_t n;

	if (s->spool == NULL || strays_failed(s))
		return false;
	if (!s->reading && (fflush(s->spool) != 0 || fseek(s->spool, 0, SEEK_SET) != 0)) {
		s->error = errno;
		return false;
	}
	s->reading = true;
	while ((n = getline(&s->line, &s->cap, s->spool)) > 2) {
		uint32_t count;

		*text = (struct span){ (const uint8_t *)s->line + 1, (size_t)n - 2 };
		if (!digest(s, run, *text, key))
			return false;
		count = seen_count(&s->seen, key);
		if (s->line[0] - '0' == STRAY_UNUSABLE || (count >= reports && count == s->most))
			return true;
	}
	if (ferror(s->spool))
		s->error = errno != 0 ? errno : EIO;
	else if (!feof(s->spool))
		s->seen.failed = true;
	return false;
}

void
strays_free(struct strays *s)
{
	if (s->spool != NULL)
		fclose(s->spool);
	free(s->line);
	seen_free(&s->seen);
}
