/* ldif.c - LDIF (RFC 2849): the attributes of entries that hold certificates. */
#include <strings.h>

#include "input/form.h"

struct ldif {
	struct input *in;
	struct input_base64 value;
	bool inside;			/* a value is at hand */
	uint64_t found;			/* values that may hold certificates */
};

/*
 * RFC 4523 2 and RFC 2798 2.8, by name and by OID.  A crossCertificatePair
 * holds certificates of CAs in a frame of its own, and is skipped.
 */
static const char *const attributes[] = {
	"userCertificate", "2.5.4.36", "cACertificate", "2.5.4.37", "userSMIMECertificate", "2.16.840.1.113730.3.1.40"
};
static const char *const others[] = { "crossCertificatePair", "2.5.4.40" };

static bool
is_one_of(struct span name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name.n == strlen(names[i]) && strncasecmp((const char *)name.p, names[i], name.n) == 0)
			return true;
	return false;
}

static int
value_ends(struct ldif *l)
{
	if (!l->inside)
		return 0;
	l->inside = false;
	return input_base64_end(&l->value, NULL);
}

/* "attribute;options:: base64"; "attribute:< URL" says where a value is, and is not followed. */
static int
value_begins(struct ldif *l, struct span line, uint64_t number)
{
	const uint8_t *colon = memchr(line.p, ':', line.n), *option;
	struct span name, value;

	if (colon == NULL)
		return 0;
	name = span_sub(line, 0, (size_t)(colon - line.p));
	value = span_sub(line, name.n + 1, line.n - name.n - 1);
	if ((option = name.n > 0 ? memchr(name.p, ';', name.n) : NULL) != NULL)
		name.n = (size_t)(option - name.p);
	if (is_one_of(name, others, sizeof others / sizeof *others)) {
		l->in->skipped++;
		l->found++;
		return 0;
	}
	if (!is_one_of(name, attributes, sizeof attributes / sizeof *attributes))
		return 0;
	l->found++;
	if (value.n > 0 && value.p[0] == '<') {
		l->in->skipped++;
		return 0;
	}
	if (value.n == 0 || value.p[0] != ':')
		return input_item(l->in, "ldif", number, SPAN_NONE, "an attribute whose value is not in base64");
	l->inside = true;
	input_base64_begin(&l->value, number);
	return input_base64_feed(&l->value, span_sub(value, 1, value.n - 1), number);
}

static int
line_begins(struct ldif *l, struct span line, uint64_t number)
{
	int ret;

	if (line.n > 0 && line.p[0] == ' ')
		return l->inside ? input_base64_feed(&l->value, span_sub(line, 1, line.n - 1), number) : 0;
	ret = value_ends(l);
	if (ret != 0 || line.n == 0 || line.p[0] == '#')
		return ret;
	return value_begins(l, line, number);
}

int
input_ldif(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct ldif l = { .in = in };
	bool ends = true, starts;
	uint64_t number = 0;
	struct span line;
	int ret = 0;

	in->format = "ldif";
	input_base64_init(&l.value, in, in->format);
	for (;;) {
		starts = ends;
		number += starts;
		line = stream_line(r, &ends);
		if (line.p == NULL || ret != 0)
			break;
		if (starts)
			ret = line_begins(&l, number == 1 ? sniff_after_mark(line) : line, number);
		else if (l.inside)
			ret = input_base64_feed(&l.value, line, number);
	}
	if (ret == 0 && !stream_broken(r))
		ret = value_ends(&l);
	input_base64_free(&l.value);
	input_place_back(in, before);
	if (ret != 0 || stream_broken(r) || l.found > 0)
		return ret;
	return input_nothing(in, "ldif", "entries without an attribute for certificates");
}
