/* SPDX-License-Identifier: Apache-2.0 */
#include "command/template/draft.h"

#include <string.h>

#include "base/day.h"
#include "base/text.h"

/* ---- values ---- */

void
draft_say(struct draft *d, const char *member, const char *example)
{
	json_member(&d->j, member, d->example ? example : NOT_FILLED);
}

void
draft_time(struct draft *d, const char *member, int64_t before)
{
	char text[32];

	draft_say(d, member, arena_printf(&d->arena, "%s", seconds_format(d->issued - before, text)));
}

void
draft_number(struct draft *d, const char *member, uint64_t n)
{
	json_key(&d->j, member);
	if (d->example)
		json_number(&d->j, n);
	else
		json_null(&d->j);
}

void
draft_bool(struct draft *d, const char *member, bool yes)
{
	json_key(&d->j, member);
	if (d->example)
		json_bool(&d->j, yes);
	else
		json_null(&d->j);
}

void
draft_hash(struct draft *d, const char *member, const char *text)
{
	uint8_t digest[32];

	d->no_memory |= smimelint_fingerprint(d->run, (const uint8_t *)text, strlen(text), digest) != SMIMELINT_OK;
	draft_say(d, member, text_hex(&d->arena, (struct span){ digest, sizeof digest }));
}

void
draft_open(struct draft *d, const char *member)
{
	json_key(&d->j, member);
	json_open(&d->j, '{');
}

void
draft_close(struct draft *d)
{
	json_close(&d->j, '}');
}

void
draft_open_list(struct draft *d, const char *member)
{
	json_key(&d->j, member);
	json_open(&d->j, '[');
}

void
draft_close_list(struct draft *d)
{
	json_close(&d->j, ']');
}

void
draft_list(struct draft *d, const char *member, const char *example)
{
	draft_open_list(d, member);
	if (d->example && example != NULL)
		json_string(&d->j, example);
	draft_close_list(d);
}

/* Without the backslashes of RFC 4514. */
static const char *
plain_value(struct draft *d, const char *from, const char *end)
{
	char *value = arena_take(&d->arena, (size_t)(end - from) + 1), *to = value;

	for (; value != NULL && from < end; from++) {
		from += *from == '\\' && from + 1 < end;
		*to++ = *from;
	}
	return value;
}

const char *
draft_subject_nth(struct draft *d, const char *type, size_t i)
{
	const char *p = smimelint_fact(d->run, "subject");
	size_t n = strlen(type);

	for (; p != NULL && *p != '\0'; p += *p == ',' || *p == '+') {
		const char *from = p + strcspn(p, "=,"), *q;

		from += *from == '=';
		for (q = from; *q != '\0' && *q != ',' && *q != '+'; q++)
			q += *q == '\\' && q[1] != '\0';
		if (strncmp(p, type, n) == 0 && p[n] == '=' && q > from && i-- == 0)
			return plain_value(d, from, q);
		p = q;
	}
	return NULL;
}

const char *
draft_subject(struct draft *d, const char *type, const char *otherwise)
{
	const char *value = draft_subject_nth(d, type, 0);

	return value != NULL ? value : otherwise;
}

const char *
draft_domain(struct draft *d, const char *mailbox)
{
	const char *at = strrchr(mailbox, '@'), *domain = at != NULL ? at + 1 : mailbox, *plain = smimelint_plain_name(d->run, domain);

	d->no_memory |= plain == NULL;
	return plain != NULL ? arena_printf(&d->arena, "%s", plain) : domain;
}

bool
draft_has_caa(const struct draft *d, size_t i)
{
	const char *at = strrchr(d->mailbox[i], '@');

	return at == NULL || at[1] != '[';
}

const char *
draft_name(struct draft *d, const char *letter, size_t i)
{
	return arena_printf(&d->arena, "%s%zu", letter, i + 1);
}
