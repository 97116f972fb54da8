/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/csv.h"

#include <stdint.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/status_value.h"
#include "input/pem/line/frame.h"
#include "input/sniff.h"
#include "input/text/cr.h"

void
csv_begin(struct csv *c)
{
	c->fields = 0;
	c->state = CSV_START;
	out_clear(&c->value);
	out_clear(&c->starts);
}

void
csv_free(struct csv *c)
{
	out_free(&c->value);
	out_free(&c->starts);
}

static size_t
field_start(const struct csv *c, size_t i)
{
	size_t at;

	if (i >= c->fields || (i + 1) * sizeof at > c->starts.n)
		return c->value.n;
	memcpy(&at, c->starts.p + i * sizeof at, sizeof at);
	return at;
}

struct span
csv_field(const struct csv *c, size_t i)
{
	size_t from = field_start(c, i);

	return (struct span){ (const uint8_t *)c->value.p + from, field_start(c, i + 1) - from };
}

/* One field more begins. */
static void
field_begins(struct csv *c)
{
	c->fields++;
	if (c->each != NULL)
		out_clear(&c->value);
	else
		out_mem(&c->starts, &c->value.n, sizeof c->value.n);
}

static void
field_ends(const struct csv *c)
{
	if (c->each != NULL)
		c->each(c->arg, c->fields - 1, out_span(&c->value));
}

/* Takes n octets of the field at hand off the front of *line. */
static void
take(struct csv *c, struct span *line, size_t n)
{
	size_t room = c->most > 0 ? c->most - c->value.n : n;

	out_mem(&c->value, line->p, n < room ? n : room);
	*line = span_sub(*line, n, line->n - n);
}

static bool
ends_line(struct span rest)
{
	size_t n = cr_before_end(rest);

	return n == rest.n || rest.p[n] == '\n';
}

/* How many octets come before the next quote, or separator or line end. */
static size_t
run(const struct csv *c, struct span line)
{
	const uint8_t *quote;
	size_t n = 0;

	if (c->state == CSV_QUOTED) {
		quote = memchr(line.p, '"', line.n);
		return quote != NULL ? (size_t)(quote - line.p) : line.n;
	}
	while (n < line.n && line.p[n] != (uint8_t)c->separator && line.p[n] != '\n' && line.p[n] != '\r')
		n++;
	return n;
}

/* One quote off the front of *line: it opens or closes the field, or stands for itself after another. */
static void
quote(struct csv *c, struct span *line)
{
	if (c->state == CSV_QUOTE)
		take(c, line, 1);
	else
		*line = span_sub(*line, 1, line->n - 1);
	c->state = c->state == CSV_QUOTED ? CSV_QUOTE : CSV_QUOTED;
}

void
csv_goes_on(struct csv *c)
{
	out_char(&c->value, '\n');
	c->state = CSV_PLAIN;
}

enum csv_status
csv_line(struct csv *c, struct span line)
{
	while (line.n > 0) {
		if (c->state == CSV_START)
			field_begins(c);
		if (line.p[0] == '"' && c->state != CSV_PLAIN) {
			quote(c, &line);
		} else if (c->state == CSV_QUOTED) {
			take(c, &line, run(c, line));
		} else if (ends_line(line)) {
			field_ends(c);
			return CSV_WHOLE;
		} else if (line.p[0] == (uint8_t)c->separator) {
			field_ends(c);
			c->state = CSV_START;
			line = span_sub(line, 1, line.n - 1);
		} else if (c->state == CSV_QUOTE) {
			return CSV_BAD;
		} else {
			size_t n = run(c, line);

			c->state = CSV_PLAIN;
			take(c, &line, n > 0 ? n : 1);
		}
	}
	if (c->state == CSV_QUOTED)
		return CSV_OPEN;
	/* The last line of the text, without a line end; after a separator it has one more field, which is empty. */
	if (c->state == CSV_START)
		field_begins(c);
	field_ends(c);
	return CSV_WHOLE;
}

/* ---- the names of the columns ---- */

bool
csv_says_certificate(struct span name)
{
	/* In exports of directories, of databases, of CA software and of the CCADB. */
	static const char *const names[] = {
		"certificate", "cert", "pem", "der", "raw", "pem info", "x.509 certificate (pem)", "certificate pem",
		"certificate_pem", "certificatepem", "pem certificate", "cert_pem", "certpem", "certificate_der", "cert_der",
		"certificate der", "x509certificate", "x509_certificate", "certificates", "certs", "x5c", "usercertificate",
		"usercertificate;binary", "usersmimecertificate", "base64cert", "certificatedata", "certificate data", "certdata"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name.n == strlen(names[i]) && strncasecmp((const char *)name.p, names[i], name.n) == 0)
			return true;
	return false;
}

bool
csv_says_encoding(struct span name)
{
	static const char *const names[] = { "pem", "der", "x5c" };
	size_t n;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name.n >= (n = strlen(names[i])) && strncasecmp((const char *)name.p + name.n - n, names[i], n) == 0)
			return csv_says_certificate(name);
	return false;
}

static bool
is_name(struct span name, const char *field)
{
	if (field == NULL)
		return name.n > 0 && csv_says_certificate(name);
	return name.n > 0 && name.n == strlen(field) && strncasecmp((const char *)name.p, field, name.n) == 0;
}

static char
separator_of(struct span line)
{
	static const char separators[] = { ',', ';', '\t', '|' };

	for (size_t i = 0; i < sizeof separators; i++)
		if (memchr(line.p, separators[i], line.n) != NULL)
			return separators[i];
	return ',';
}

/* No column has a name like this: base64 of something. */
static bool
is_long_word(struct span line)
{
	enum { LONG = 48 };
	size_t run = 0;

	for (size_t i = 0; i < line.n && run < LONG; i++)
		run = base64_char(line.p[i]) ? run + 1 : 0;
	return run == LONG;
}

/* "userSMIMECertificate;binary:: " of LDIF, behind which a value stands (RFC 2849): no head of a table. */
static bool
is_attribute(struct span line)
{
	size_t n = 0;

	while (n < line.n && (is_alnum(line.p[n]) || memchr(";-.", line.p[n], 3) != NULL))
		n++;
	return n > 0 && span_starts(span_from(line, n), SPAN_LIT("::"));
}

struct heading {
	struct csv_head *head;
	const char *field;
};

static void
one_name(void *arg, size_t i, struct span name)
{
	const struct heading *g = arg;
	struct csv_head *h = g->head;

	if (i >= CSV_COLUMNS)
		return;
	h->named[i] = is_name(name, g->field);
	h->status[i] = h->named[i] || g->field == NULL ? (uint8_t)status_place(name) : PLACE_OF_CERTIFICATE;
	if (h->named[i] || h->status[i] != PLACE_OF_CERTIFICATE)
		h->column = h->column == SIZE_MAX ? i : h->column;
}

bool
csv_head_read(struct csv_head *h, struct span line, const char *field)
{
	/* A name that does not fit is none of those looked for. */
	char room[256];
	struct heading g = { h, field };
	struct csv c = { .each = one_name, .arg = &g, .value = { room, 0, sizeof room, false }, .most = sizeof room };

	*h = (struct csv_head){ .separator = separator_of(line), .column = SIZE_MAX };
	c.separator = h->separator;
	if (is_long_word(line) || is_attribute(line) || csv_line(&c, line) != CSV_WHOLE)
		return false;
	h->columns = c.fields;
	return true;
}

/* ---- columns that are known by what they hold ---- */

/* Lines that are looked at. */
#define FIRST_LINES 16
/* Characters of a cell that holds a certificate, no fewer. */
#define CELL 256

/* Base64 of "-----BEGIN C". */
#define BEGIN_IN_BASE64 "LS0tLS1CRUdJTiBD"

struct cells {
	size_t column;			/* in which a certificate begins; SIZE_MAX: in none */
	unsigned n;			/* in which one does */
};

static void
one_cell(void *arg, size_t i, struct span value)
{
	struct cells *c = arg;

	if (value.n != CELL || !base64_text(value) || !(sniff_base64(value) || span_starts(value, SPAN_LIT(BEGIN_IN_BASE64))))
		return;
	c->column = c->n++ == 0 ? i : c->column;
}

bool
csv_head_by_content(struct csv_head *h, struct span text)
{
	char room[CELL + 1];
	unsigned found = 0;

	*h = (struct csv_head){ .column = SIZE_MAX };
	for (unsigned i = 0; i < FIRST_LINES && text.n > 0; i++) {
		size_t n;
		struct span line = frame_line(text, &n);
		struct cells cells = { SIZE_MAX, 0 };
		struct csv c = { .each = one_cell, .arg = &cells, .value = { room, 0, sizeof room, false }, .most = CELL };
		enum csv_status status;
		struct csv_head named;

		/* The last may go on behind what is seen. */
		if (n == 0)
			break;
		text = span_from(text, n);
		if (i < CSV_TITLES && csv_head_read(&named, line, NULL) && named.column != SIZE_MAX)
			return false;
		h->separator = i == 0 ? separator_of(line) : h->separator;
		c.separator = h->separator;
		status = csv_line(&c, line);
		/* A cell that is cut has lost the quote that ends it. */
		if (status == CSV_OPEN && i > 0 && line.n >= CELL)
			continue;
		if (status != CSV_WHOLE || c.fields < 2 || (i > 0 && c.fields != h->columns))
			return false;
		h->columns = c.fields;
		if (cells.column == SIZE_MAX)
			continue;
		h->column = h->column == SIZE_MAX ? cells.column : h->column;
		/* Behind a head, one row that has two of them tells as well. */
		found += cells.column == h->column ? (i > 0 ? cells.n : 1) : 0;
	}
	return found > 1 && h->column < CSV_COLUMNS;
}
