/* SPDX-License-Identifier: Apache-2.0 */
/* header.c - what stands in header fields of messages: RFC 5322 3.2.2, 3.4, 3.6.4. */
#include "value/header.h"

#include "base/ascii.h"
#include "value/idna.h"
#include "value/mailbox.h"

/* The index behind a quoted-string that begins at i, or behind a comment, which may have comments in it; the end where it has none. */
static size_t
behind_quoted(struct span s, size_t i)
{
	for (i++; i < s.n && s.p[i] != '"'; i++)
		i += s.p[i] == '\\';
	return i < s.n ? i + 1 : s.n;
}

static size_t
behind_comment(struct span s, size_t i)
{
	size_t depth = 0;

	for (; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return s.n;
}

/* Where the first of a character stands that is neither quoted nor in a comment, from i on; the end where there is none. */
static size_t
find_bare(struct span s, size_t i, uint8_t c)
{
	while (i < s.n && s.p[i] != c)
		i = s.p[i] == '"' ? behind_quoted(s, i) : s.p[i] == '(' ? behind_comment(s, i) : i + 1;
	return i < s.n ? i : s.n;
}

/* The first index from i on at which there is neither a blank nor a comment. */
static size_t
behind_blanks(struct span s, size_t i)
{
	while (i < s.n && (is_space(s.p[i]) || s.p[i] == '('))
		i = s.p[i] == '(' ? behind_comment(s, i) : i + 1;
	return i;
}

/* Without blanks and comments around it: what begins at `from` and ends with the first of them. */
static struct span
trimmed(struct span s)
{
	size_t from = behind_blanks(s, 0), end = from;

	while (end < s.n && !is_space(s.p[end]) && s.p[end] != '(')
		end = s.p[end] == '"' ? behind_quoted(s, end) : end + 1;
	return behind_blanks(s, end) == s.n ? span_sub(s, from, end - from) : s;
}

struct span
header_address(struct span field)
{
	size_t open = find_bare(field, 0, '<'), close = open < field.n ? find_bare(field, open + 1, '>') : field.n;

	if (open == field.n)
		return trimmed(field);
	/* A list goes on before the brackets or behind them. */
	if (close == field.n || behind_blanks(field, close + 1) != field.n || find_bare(field, 0, ',') < open)
		return field;
	return trimmed(span_sub(field, open + 1, close - open - 1));
}

/* The next octet of a local part, without the marks of a quoted string, which are no part of it (RFC 5322 3.2.4); -1: the end. */
static int
take_unquoted(struct span *local, bool quoted)
{
	size_t skip = quoted && local->n > 1 && local->p[0] == '\\';
	int octet;

	if (local->n <= skip)
		return -1;
	octet = local->p[skip];
	*local = span_from(*local, skip + 1);
	return octet;
}

static bool
is_quoted(struct span local)
{
	return local.n >= 2 && local.p[0] == '"' && local.p[local.n - 1] == '"';
}

/* The same mailbox, of which one or both have the local part as a quoted string? */
static bool
equal_unquoted(struct span a, struct span b)
{
	struct mailbox x, y;
	bool in_x, in_y;
	int octet;

	(void)mailbox_parse(a, MAILBOX_UTF8, &x);
	(void)mailbox_parse(b, MAILBOX_UTF8, &y);
	in_x = is_quoted(x.local);
	in_y = is_quoted(y.local);
	if ((!in_x && !in_y) || x.local.p == NULL || y.local.p == NULL || !idna_domain_equal(x.domain, y.domain))
		return false;
	x.local = in_x ? span_sub(x.local, 1, x.local.n - 2) : x.local;
	y.local = in_y ? span_sub(y.local, 1, y.local.n - 2) : y.local;
	do {
		octet = take_unquoted(&x.local, in_x);
		if (octet != take_unquoted(&y.local, in_y))
			return false;
	} while (octet >= 0);
	return true;
}

bool
header_mailbox_equal(struct span a, struct span b)
{
	struct span x = header_address(a), y = header_address(b);

	return mailbox_equal(a, b) || mailbox_equal(x, y) || equal_unquoted(x, y);
}

/* Takes the next identifier of a field, without its brackets; empty behind the last. */
static struct span
take_id(struct span *s)
{
	size_t from = behind_blanks(*s, 0), end = from;
	bool bracket = from < s->n && s->p[from] == '<';
	struct span id;

	while (end < s->n && (bracket ? s->p[end] != '>' : !is_space(s->p[end]) && s->p[end] != '<'))
		end++;
	from += bracket;
	id = span_sub(*s, from, end > from ? end - from : 0);
	end += bracket && end < s->n;
	*s = span_sub(*s, end, s->n - end);
	/* The closing bracket alone may have been kept. */
	if (!bracket && id.n > 0 && id.p[id.n - 1] == '>')
		id.n--;
	return id;
}

bool
header_replies_to(struct span in_reply_to, struct span message_id)
{
	const struct span sent = take_id(&message_id);

	while (sent.n > 0 && in_reply_to.n > 0) {
		const struct span id = take_id(&in_reply_to);

		if (span_eq(id, sent))
			return true;
	}
	return false;
}
