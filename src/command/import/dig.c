/* SPDX-License-Identifier: Apache-2.0 */
/* dig.c - see dig.h. */
#include "command/import/dig.h"

#include <stdio.h>
#include <string.h>

#include "command/import/front.h"

/*
 * A text as zone files have it (RFC 1035 5.1), without the marks around it: its
 * escapes give way to what they stand for.  Octets that are no text of their own
 * in UTF-8 stay escaped: a record has no others.
 */
static void
unescape(char *text)
{
	char *to = text;
	unsigned octet = 0;

	for (const char *p = text; *p != '\0'; p++) {
		bool number = *p == '\\' && strspn(p + 1, "0123456789") >= 3 && sscanf(p + 1, "%3u", &octet) == 1;

		if (number && octet > 0 && octet < 128) {
			*to++ = (char)octet;
			p += 3;
		} else {
			p += *p == '\\' && p[1] != '\0' && !number;
			*to++ = *p;
		}
	}
	*to = '\0';
}

/* One line of an answer as dig prints it, "NAME TTL IN CAA FLAGS TAG "VALUE"": false for other lines. */
static bool
put_record(struct json *j, const char *line, size_t n, long *ttl)
{
	char text[1024], tag[256], *value, *end;
	unsigned flags;
	int read = 0;

	if (n >= sizeof text)
		return false;
	memcpy(text, line, n);
	text[n] = '\0';
	if (sscanf(text, "%*255s %ld IN CAA %3u %255s %n", ttl, &flags, tag, &read) != 3 || read == 0 || flags > 255)
		return false;
	value = text + read;
	end = *value == '"' ? value + 1 + quoted_length(value + 1, strlen(value + 1)) : value;
	if (*end != '"' || end[1] != '\0' || end == value)
		return false;
	*end = '\0';
	unescape(value + 1);
	json_open(j, '{');
	json_member_number(j, "flags", flags);
	json_member(j, "tag", tag);
	json_member(j, "value", value + 1);
	json_close(j, '}');
	return true;
}

/* A heading of dig: records of the other sections are no part of what was asked for. */
static bool
is_other_section(const char *line, size_t n, bool other)
{
	static const char begins[] = ";; ", answer[] = ";; ANSWER SECTION:", ends[] = " SECTION:";
	const size_t before = sizeof ends - 1;

	if (n < before + sizeof begins - 1 || strncmp(line, begins, sizeof begins - 1) != 0 || strncmp(line + n - before, ends, before) != 0)
		return other;
	return strncmp(line, answer, sizeof answer - 1) != 0;
}

/* A record of CAA, whether it can be read or not: no comment, and of no other type. */
static bool
is_caa(const char *line, size_t n)
{
	char class[4], type[5];

	return n > 0 && *line != ';' && sscanf(line, "%*255[^ \t\n]%*[ \t]%*d%*[ \t]%3[^ \t\n]%*[ \t]%4[^ \t\n]", class, type) == 2 &&
	    strcmp(class, "IN") == 0 && strcmp(type, "CAA") == 0;
}

bool
dig_add_records(struct events *e, struct event *v, const char *answer)
{
	struct out o = { NULL, 0, 0, false };
	struct json j = json_to(&o, true);
	long ttl, least = -1;
	size_t records = 0;
	bool other = false, unread = false;

	json_open(&j, '[');
	for (const char *line = answer; *line != '\0';) {
		size_t n = strcspn(line, "\n");

		other = is_other_section(line, n, other);
		if (!other && put_record(&j, line, n, &ttl)) {
			records++;
			least = least < 0 || ttl < least ? ttl : least;
		} else {
			unread |= !other && is_caa(line, n);
		}
		line += n + (line[n] != '\0');
	}
	json_close(&j, ']');
	if (records > 0 && !unread) {
		event_json(v, "records", arena_printf(&e->arena, "%.*s", (int)o.n, o.p));
		event_number(v, "ttl_seconds", least);
	}
	e->failed |= o.failed;
	out_free(&o);
	return !unread;
}

void
dig_add_dnssec(struct event *v, const char *answer)
{
	static const char begins[] = ";; flags:";
	const char *line = strstr(answer, begins), *flags = line != NULL ? line + sizeof begins - 1 : NULL, *ad = flags != NULL ? strstr(flags, " ad") : NULL;

	if (ad == NULL || ad > flags + strcspn(flags, ";\n") || (ad[3] != ';' && ad[3] != ' '))
		return;
	event_bool(v, "dnssec.validated", true);
	event_text(v, "dnssec.status", "secure");
}
