/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_out.h"

#include <string.h>

#include "base/base64.h"
#include "base/json_plain.h"

struct json
json_to(struct out *o, bool compact)
{
	return (struct json){ .out = o, .compact = compact };
}

static void
json_line(struct json *j)
{
	if (j->compact)
		return;
	out_char(j->out, '\n');
	out_spaces(j->out, j->depth);
}

/* What stands before a value or a key: the comma, and the place on the line. */
static inline void
json_lead(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (j->comma)
		out_char(j->out, ',');
	if (!j->compact && j->depth > 0)
		json_line(j);
}

void
json_open(struct json *j, char bracket)
{
	json_lead(j);
	out_char(j->out, bracket);
	j->depth++;
	j->comma = false;
}

void
json_close(struct json *j, char bracket)
{
	j->depth--;
	if (j->comma)
		json_line(j);
	out_char(j->out, bracket);
	j->comma = true;
}

/* What cannot stand for itself in a string. */
static void
json_escaped(struct out *o, uint8_t c)
{
	static const char digits[] = "0123456789abcdef";
	char *to;

	if (c == '"' || c == '\\') {
		if ((to = out_more(o, 2)) != NULL)
			memcpy(to, (char[]){ '\\', (char)c }, 2);
	} else if ((to = out_more(o, 6)) != NULL) {
		memcpy(to, (char[]){ '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] }, 6);
	}
}

/* Text of n octets in quotes, all of which stand for themselves. */
static void
json_plainly(struct out *o, const char *text, size_t n)
{
	char *to = out_more(o, n + 2);

	if (to == NULL)
		return;
	to[0] = '"';
	memcpy(to + 1, text, n);
	to[n + 1] = '"';
}

/* Text in quotes; it is UTF-8 already. */
static void
json_quoted(struct json *j, const char *text)
{
	const uint8_t *s = (const uint8_t *)text, *end = s + strlen(text), *plain;
	bool high = false;

	/* Nearly all text is plain. */
	if ((plain = json_plain(s, end, true, &high)) == end) {
		json_plainly(j->out, text, (size_t)(end - s));
		return;
	}
	out_char(j->out, '"');
	for (; plain < end; plain = json_plain(s, end, true, &high)) {
		out_mem(j->out, s, (size_t)(plain - s));
		json_escaped(j->out, *plain);
		s = plain + 1;
	}
	out_mem(j->out, s, (size_t)(end - s));
	out_char(j->out, '"');
}

void
json_key(struct json *j, const char *key)
{
	size_t n = strlen(key);
	char *to;

	json_lead(j);
	if ((to = out_more(j->out, n + 3)) != NULL) {
		memcpy(to + 1, key, n);
		to[0] = to[n + 1] = '"';
		to[n + 2] = ':';
	}
	if (!j->compact)
		out_char(j->out, ' ');
	j->after_key = true;
	j->comma = false;
}

void
json_string(struct json *j, const char *text)
{
	if (text == NULL) {
		json_null(j);
		return;
	}
	json_lead(j);
	json_quoted(j, text);
	j->comma = true;
}

void
json_base64(struct json *j, struct span octets)
{
	if (octets.p == NULL) {
		json_null(j);
		return;
	}
	json_lead(j);
	out_char(j->out, '"');
	base64_write(j->out, octets);
	out_char(j->out, '"');
	j->comma = true;
}

/* A number, true, false or null. */
static void
json_word(struct json *j, const char *word, size_t n)
{
	json_lead(j);
	out_mem(j->out, word, n);
	j->comma = true;
}

void
json_number(struct json *j, uint64_t n)
{
	json_lead(j);
	out_number(j->out, n);
	j->comma = true;
}

void
json_raw(struct json *j, const char *text)
{
	json_word(j, text, strlen(text));
}

void
json_bool(struct json *j, bool b)
{
	json_word(j, b ? "true" : "false", b ? 4 : 5);
}

void
json_null(struct json *j)
{
	json_word(j, "null", 4);
}

void
json_member(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_string(j, text);
}

void
json_member_number(struct json *j, const char *key, uint64_t n)
{
	json_key(j, key);
	json_number(j, n);
}
