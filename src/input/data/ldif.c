/* SPDX-License-Identifier: Apache-2.0 */
/* ldif.c - LDIF (RFC 2849): the attributes of entries that hold certificates, by name and by content. */
#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/held.h"
#include "input/lost/lost.h"
#include "input/pem/over_lines.h"
#include "input/written/run.h"

struct ldif {
	struct input *in;
	struct held lines;
	struct out attribute;		/* the line at hand, unfolded */
	uint64_t number;		/* where it begins */
	bool over;			/* it is longer than a container may be */
	uint64_t found;			/* values in the place of certificates */
	size_t width;			/* of the lines that it is folded into; 0: there is none behind the first */
	bool named;			/* it has a name, and is no comment */
	struct lost lost;		/* what stands between entries */
	bool between;			/* no entry is at hand: behind an empty line, before the name of the next */
	uint8_t ahead[OVER_LINES_OCTETS];	/* the line taken last, and what lies behind it */
	size_t short_at, odd_at;	/* octets of it, up to the end of a shorter line, and to that of one that is not the last, or is longer; 0: none is */
};

/* RFC 4523 2 and RFC 2798 2.8, by name and by OID. */
static const char *const attributes[] = {
	"userCertificate", "2.5.4.36", "cACertificate", "2.5.4.37", "userSMIMECertificate", "2.16.840.1.113730.3.1.40",
	"crossCertificatePair", "2.5.4.40", "userPKCS12", "2.16.840.1.113730.3.1.216"
};

/* The same of CRLs. */
static const char *const revocation_lists[] = {
	"certificateRevocationList", "2.5.4.39", "authorityRevocationList", "2.5.4.38", "deltaRevocationList", "2.5.4.53"
};

static bool
is_one_of(struct span name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name.n == strlen(names[i]) && strncasecmp((const char *)name.p, names[i], name.n) == 0)
			return true;
	return false;
}

/* Active Directory writes one octet, zero, where a CA has published no CRL. */
static bool
is_none(struct span value)
{
	while (value.n > 0 && (value.p[0] == ':' || value.p[0] == ' '))
		value = span_sub(value, 1, value.n - 1);
	return value.n == 0 || span_is(value, "AA==");
}

/* Does the attribute hold what is linted?  *place: what that is. */
static bool
is_place(const struct input *in, struct span name, struct span value, enum item_place *place)
{
	bool crl = in->crls && is_one_of(name, revocation_lists, sizeof revocation_lists / sizeof *revocation_lists);

	*place = crl ? PLACE_OF_CRL : PLACE_OF_CERTIFICATE;
	return crl ? !is_none(value) : is_one_of(name, attributes, sizeof attributes / sizeof *attributes);
}

/*
 * Is one of the lines not as long as the others that has octets of the element in it, which then ends before its value does?  Lines are
 * gone, and others twice: its octets are not all its own.
 */
static bool
has_other_lines(const struct ldif *l, struct span value)
{
	struct span base64 = span_trimmed(value);
	size_t from = base64.n > 0 ? (size_t)(base64.p - (const uint8_t *)l->attribute.p) : 0;
	uint64_t total, needs;

	if (l->odd_at <= from || run_begins(base64, ' ', &total) != RUN_BASE64 || total > UINT32_MAX)
		return false;
	needs = (total * 4 + 2) / 3;
	return base64_run(base64) > (total + 2) / 3 * 4 && l->odd_at < from + needs;
}

/* No URL is followed; one that has what it names in it ("data:") is read. */
static int
url(struct ldif *l, struct span value)
{
	struct input *in = l->in;
	uint64_t items = in->items;
	int ret = run_may_stand_in(value) ? input_other_value(in, "ldif", l->number, value) : 0;

	if (ret != 0 || in->items > items)
		return ret;
	return input_item(in, "ldif", l->number, SPAN_NONE, "a certificate at a URL, which is not followed");
}

/* An attribute that may hold certificates, by its name: "value", ": base64" or "< URL". */
static int
place(struct ldif *l, struct span value)
{
	struct input *in = l->in;

	l->found++;
	if (l->over)
		return input_item(in, "ldif", l->number, SPAN_NONE, arena_printf(&in->arena,
		    "a value longer than the limit of %zu octets (--max-container)", input_whole(in)));
	if (value.n > 0 && value.p[0] == '<')
		return url(l, value);
	if (value.n > 0 && value.p[0] == ':' && has_other_lines(l, span_from(value, 1)))
		return input_item(in, "ldif", l->number, SPAN_NONE, "base64 in lines of which some are none of the certificate");
	if (value.n > 0 && value.p[0] == ':')
		return input_value(in, "ldif", l->number, span_sub(value, 1, value.n - 1));
	if (run_may_stand_in(value))
		return input_value(in, "ldif", l->number, value);
	return input_item(in, "ldif", l->number, SPAN_NONE, "an attribute whose value is not in base64");
}

/* The line at hand is whole. */
static int
attribute_ends(struct ldif *l)
{
	struct span line = out_span(&l->attribute), name, value;
	const uint8_t *colon = line.n > 0 ? memchr(line.p, ':', line.n) : NULL, *option;
	struct input_place before = input_place(l->in);
	int ret = 0;

	if (colon != NULL && line.p[0] != '#') {
		name = span_sub(line, 0, (size_t)(colon - line.p));
		value = span_sub(line, name.n + 1, line.n - name.n - 1);
		if ((option = name.n > 0 ? memchr(name.p, ';', name.n) : NULL) != NULL)
			name.n = (size_t)(option - name.p);
		if (is_place(l->in, name, value, &l->in->place))
			ret = place(l, value);
		else if (run_may_stand_in(value))
			ret = input_other_value(l->in, "ldif", l->number, value);
		input_place_back(l->in, before);
	} else if (run_may_stand_in(line)) {
		ret = input_other_value(l->in, "ldif", l->number, line);
	}
	out_clear(&l->attribute);
	l->over = false;
	l->width = l->short_at = l->odd_at = 0;
	return ret;
}

/* A line more of those that the attribute is folded into: all of them are as long, but for the last. */
static void
note_width(struct ldif *l, size_t n)
{
	l->width = l->width == 0 ? n : l->width;
	if (l->odd_at == 0 && (l->short_at > 0 || n > l->width))
		l->odd_at = l->short_at > 0 ? l->short_at : l->attribute.n + 1;
	if (l->short_at == 0 && n < l->width)
		l->short_at = l->attribute.n + n;
}

static int
one_line(struct ldif *l, struct span line)
{
	bool goes_on = line.n > 0 && line.p[0] == ' ';
	int ret = 0;

	line = span_without_ends(line);
	if (!goes_on) {
		ret = attribute_ends(l);
		l->number = l->lines.number;
		l->named = line.n > 0 && line.p[0] != '#' && memchr(line.p, ':', line.n) != NULL;
	} else {
		line = line.n > 0 ? span_sub(line, 1, line.n - 1) : line;
		note_width(l, line.n);
	}
	l->over |= l->lines.over || line.n > input_whole(l->in) - l->attribute.n;
	if (!l->over)
		out_mem(&l->attribute, line.p, line.n);
	else if (l->attribute.n == 0)
		out_mem(&l->attribute, line.p, line.n < 256 ? line.n : 256);
	return ret;
}

/*
 * A line behind the entries, in which a certificate begins; what begins with a
 * name is an attribute, and with a blank one that goes on, if there is one.
 */
static bool
is_no_line(struct span line, bool behind_empty)
{
	uint64_t total;
	size_t n = 0;

	if (line.n == 0 || line.p[0] == '#' || (line.p[0] == ' ' && !behind_empty))
		return false;
	while (n < line.n && (is_alnum(line.p[n]) || memchr("-.;_", line.p[n], 4) != NULL))
		n++;
	return (n == 0 || n == line.n || line.p[n] != ':' || run_begins(line, 0, &total) == RUN_HEX) && held_other_text(line);
}

/* The name of an entry, which it begins with. */
static bool
is_entry(struct span line)
{
	return line.n > 2 && strncasecmp((const char *)line.p, "dn:", 3) == 0;
}

/* Is the line an attribute whose value is in base64, or that holds certificates, or the name of an entry? */
static bool
is_attribute(const struct ldif *l, struct span line)
{
	const uint8_t *colon = memchr(line.p, ':', line.n);
	enum item_place place;
	struct span name, value;

	if (colon == NULL || line.p[0] == '#')
		return false;
	name = span_sub(line, 0, (size_t)(colon - line.p));
	value = span_from(line, name.n + 1);
	return (value.n > 0 && value.p[0] == ':') || is_entry(line) || is_place(l->in, name, value, &place);
}

/* Characters of a line between entries that shows by a sign alone that something begins, no more. */
#define SHORT 16

/*
 * Does something begin with the line that goes on in those behind it, as no attribute does?  Lines that one is folded into begin with one
 * blank (RFC 2849).
 */
static bool
goes_over_lines(struct ldif *l, struct span line)
{
	bool blank = line.p[0] == ' ';
	struct span behind;

	/* Base64 that is folded has no other blank. */
	if (blank && l->named && memchr(line.p + 1, ' ', line.n - 1) == NULL)
		return false;
	if (!over_lines_may_begin(line) && !(l->between && line.n > SHORT && line.p[0] != '#'))
		return false;
	if (is_attribute(l, line))
		return false;
	behind = stream_window(l->lines.r, OVER_LINES_OCTETS);
	if (line.n >= sizeof l->ahead || (!blank && behind.n > 0 && behind.p[0] == ' '))
		return false;
	memcpy(l->ahead, line.p, line.n);
	behind.n = behind.n < sizeof l->ahead - line.n ? behind.n : sizeof l->ahead - line.n;
	if (behind.n > 0)
		memcpy(l->ahead + line.n, behind.p, behind.n);
	return over_lines_begins((struct span){ l->ahead, line.n + behind.n });
}

/* A line between the entries, that is none of an attribute's: of a certificate whose beginning is gone?  That is told of once. */
static int
between_entries(struct ldif *l, struct span line)
{
	bool shows = false, folded = line.p[0] == ' ' && l->named;

	/* What may hold one is read for itself. */
	if (folded || is_attribute(l, line) || run_may_stand_in(line))
		return 0;
	for (size_t i = 0; i < line.n; i++)
		shows |= lost_octet(&l->lost, line.p[i]);
	if (!shows)
		return 0;
	lost_is_told(&l->lost, true);
	return input_item(l->in, "ldif", l->lines.number, SPAN_NONE, l->lost.words);
}

/* A line of quoted text, of hexadecimal or of a dump.  Names of attributes begin with a letter, or have dots (RFC 4512 2.5). */
static bool
is_foreign(struct span line)
{
	size_t n = 0;

	if (line.n == 0 || line.p[0] == '>')
		return line.n > 0;
	while (n < line.n && hex_digit(line.p[n]) >= 0)
		n++;
	if (n >= 16 && held_is_empty(span_sub(line, n, line.n - n)))
		return true;
	return n >= 4 && n < line.n && is_digit(line.p[0]) && memchr(": \t", line.p[n], 3) != NULL;
}

/* The value behind two colons; of no octets: it has none in base64. */
static struct span
base64_of(struct span line)
{
	const uint8_t *colon = line.n > 0 ? memchr(line.p, ':', line.n) : NULL;
	struct span value = colon != NULL ? span_from(line, (size_t)(colon - line.p) + 1) : SPAN_NONE;

	return value.n > 0 && value.p[0] == ':' ? span_from(value, 1) : SPAN_NONE;
}

/* The stream breaks off in the line at hand, which may go on with the attribute before it, or behind that. */
static int
broken_off(struct ldif *l, struct span line)
{
	int ret = line.n > 0 && line.p[0] != ' ' ? attribute_ends(l) : 0;

	if (ret == 0 && line.n > 0)
		ret = one_line(l, line);
	if (ret != 0 || has_other_lines(l, base64_of(out_span(&l->attribute))))
		return ret;
	return held_broken_off(l->in, l->lines.r, "ldif", l->number, out_span(&l->attribute));
}

int
input_ldif(struct input *in, struct stream *r)
{
	struct ldif l = { .in = in, .lines = { .in = in, .r = r, .number = in->lines }, .between = true };
	uint64_t items = in->items, skipped = in->skipped + in->holding;
	struct span line;
	bool empty = false, rest = false;
	int ret = 0;

	while (ret == 0 && !rest && (line = held_line(&l.lines)).p != NULL && !l.lines.cut) {
		if (held_other_form(line) || is_no_line(line, empty) || is_foreign(line) || goes_over_lines(&l, line)) {
			ret = attribute_ends(&l);
			ret = ret != 0 ? ret : held_rest(&l.lines, line);
			rest = true;
			continue;
		}
		empty = held_is_empty(line);
		l.between = empty || (l.between && !is_entry(line));
		ret = one_line(&l, line);
		if (ret == 0 && l.between && !empty)
			ret = between_entries(&l, line);
		held_forget(&l.lines);
	}
	if (ret == 0 && !rest)
		ret = stream_broken(r) ? broken_off(&l, l.lines.cut ? line : SPAN_NONE) : attribute_ends(&l);
	if (l.lines.text.failed || l.attribute.failed)
		ret = input_no_memory(in);
	out_free(&l.attribute);
	out_free(&l.lines.text);
	if (ret != 0 || rest || stream_broken(r) || l.found > 0 || in->items > items || in->skipped + in->holding > skipped)
		return ret;
	return input_nothing(in, "ldif", "entries without an attribute for certificates");
}
