#include "input/text/pem_scan.h"

#include "base/base64.h"

static const char begin_mark[] = "-----BEGIN ";
static const char end_mark[] = "-----END ";

void
pem_init(struct pem *p, struct stream *in, size_t limit)
{
	*p = (struct pem){ .in = in, .limit = limit, .crl_limit = limit };
}

bool
pem_is_crl(const char *label)
{
	return strcmp(label, "X509 CRL") == 0 || strcmp(label, "CRL") == 0;
}

bool
pem_is_bag(const char *label)
{
	/* OpenSSL's "PKCS #7 SIGNED DATA", as it is shown. */
	return strcmp(label, "PKCS7") == 0 || strcmp(label, "CMS") == 0 || strcmp(label, "PKCS ?7 SIGNED DATA") == 0;
}

void
pem_free(struct pem *p)
{
	out_free(&p->octets);
}

bool
pem_begins(struct span text)
{
	const size_t n = sizeof begin_mark - 1;
	const uint8_t *dash;

	while (text.n >= n && (dash = memchr(text.p, '-', text.n - n + 1)) != NULL) {
		if (memcmp(dash, begin_mark, n) == 0)
			return true;
		text.n -= (size_t)(dash - text.p) + 1;
		text.p = dash + 1;
	}
	return false;
}

/* Does the line, blanks or a byte order mark at its start apart, begin with this mark?  The rest is left in *line. */
static bool
line_marked(struct span *line, const char *mark, size_t n)
{
	static const uint8_t bom[] = { 0xef, 0xbb, 0xbf };
	struct span s = *line;

	if (s.n >= sizeof bom && memcmp(s.p, bom, sizeof bom) == 0)
		s = span_sub(s, sizeof bom, s.n - sizeof bom);
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = span_sub(s, 1, s.n - 1);
	if (s.n < n || memcmp(s.p, mark, n) != 0)
		return false;
	*line = span_sub(s, n, s.n - n);
	return true;
}

/* Takes a BEGIN line; its label ends with five dashes (RFC 7468 3: preeb). */
static bool
line_begins(struct pem *p, struct span line)
{
	size_t n = 0;

	if (!line_marked(&line, begin_mark, sizeof begin_mark - 1))
		return false;
	while (n + 5 <= line.n && memcmp(line.p + n, "-----", 5) != 0)
		n++;
	if (n + 5 > line.n)
		return false;
	for (size_t i = 0; i < n && i < PEM_LABEL - 1; i++) {
		uint8_t c = line.p[i];

		p->label[i] = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ? (char)c : '?';
	}
	p->label[n < PEM_LABEL - 1 ? n : PEM_LABEL - 1] = '\0';
	return true;
}

/* The next line or piece of one; *starts says whether a line begins with it. */
static struct span
next_line(struct pem *p, bool *starts)
{
	bool ends;
	struct span s = stream_line(p->in, &ends);

	*starts = !p->inside_line;
	if (s.p != NULL && *starts)
		p->line++;
	p->inside_line = s.p != NULL && !ends;
	return s;
}

/* A header line of RFC 1421 ("Proc-Type: 4,ENCRYPTED"), as keys carry them. */
static bool
line_is_header(struct span line)
{
	return line.n > 0 && memchr(line.p, ':', line.n) != NULL;
}

static void
fault(struct pem *p, struct pem_block *b, const char *words)
{
	if (b->fault == NULL) {
		b->fault = words;
		b->fault_line = p->line;
		b->sound = p->octets.n;
	}
}

/* Adds one line of the body. */
static void
body_line(struct pem *p, struct pem_block *b, struct base64 *b64, struct span line)
{
	bool bag = p->bag_limit > 0 && pem_is_bag(b->label);

	if ((b->fault != NULL && !bag) || b->over_limit || line_is_header(line))
		return;
	if (base64_feed(b64, line, &p->octets) != NULL) {
		fault(p, b, "a character that base64 does not have");
		*b64 = (struct base64){ 0 };
	}
	if (p->octets.n > (bag ? p->bag_limit : pem_is_crl(b->label) ? p->crl_limit : p->limit))
		b->over_limit = true;
}

/*
 * The body up to its END line.  The label there is not compared, as RFC 7468 2
 * allows: what was read tells by itself what it is.
 */
static void
read_body(struct pem *p, struct pem_block *b)
{
	struct base64 b64 = { 0 };
	struct span line;
	bool starts;

	for (;;) {
		line = next_line(p, &starts);
		if (line.p == NULL) {
			fault(p, b, "the text ends before the END line");
			b->ends_text = true;
			return;
		}
		if (starts && line_begins(p, line)) {
			fault(p, b, "another BEGIN line comes before the END line");
			p->begun = true;
			return;
		}
		if (starts && line_marked(&line, end_mark, sizeof end_mark - 1))
			break;
		body_line(p, b, &b64, line);
	}
	if (b->fault == NULL && !b->over_limit && !base64_end(&b64, &p->octets))
		fault(p, b, "base64 that stops inside an octet");
}

bool
pem_next(struct pem *p, struct pem_block *b)
{
	struct span line;
	bool starts;

	*b = (struct pem_block){ 0 };
	while (!p->begun) {
		line = next_line(p, &starts);
		if (line.p == NULL)
			return false;
		p->begun = starts && line_begins(p, line);
	}
	p->begun = false;
	memcpy(p->label_now, p->label, sizeof p->label);
	out_clear(&p->octets);
	b->label = p->label_now;
	b->line = p->line;
	read_body(p, b);
	b->octets = (struct span){ (const uint8_t *)p->octets.p, p->octets.n };
	return true;
}
