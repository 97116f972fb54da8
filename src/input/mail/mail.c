/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mail.c - the certificates in messages (RFC 5322, RFC 8551) and in
 * mbox files of them (RFC 4155): signatures and signed messages, and what is
 * attached as DER or PEM.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "base/ascii.h"
#include "input/form.h"
#include "input/mail/mime.h"
#include "input/written/run.h"

/* Multiparts and messages inside one another are followed no deeper. */
#define MAX_PARTS 16

struct mail {
	struct input *in;
	unsigned depth;
	bool read;			/* the part at hand, to its end or to a fault */
	bool cut;			/* it is said already that the message at hand is incomplete */
	uint64_t line;			/* before the header at hand */
	bool counts;			/* and lines of the header count */
	bool quoted;			/* its header stands behind other text: it may be all there is */
};

/* A stream of the entity at hand; `counts`: its lines are those of the file. */
struct entity {
	struct stream *octets;
	uint64_t line;
	bool counts;
};

static int entity(struct mail *, struct entity *);

/* RFC 8551 3.2, 3.5, with the names from before they were registered. */
static bool
is_smime(const char *type)
{
	static const char *const types[] = {
		"application/pkcs7-mime", "application/pkcs7-signature", "application/x-pkcs7-mime",
		"application/x-pkcs7-signature"
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

static void
drain(struct stream *r)
{
	while (stream_take(r).n > 0)
		;
}

static int
not_readable(struct mail *m, const struct mime_head *h, const char *what)
{
	return input_item(m->in, NULL, 0, SPAN_NONE, arena_printf(&m->in->arena, "%s that is %s", h->type, what));
}

/* RFC 2585 4, and the names in use: what is attached so is a certificate, or several. */
static bool
is_certificate(const char *type)
{
	static const char *const types[] = {
		"application/pkix-cert", "application/pkix-pkipath", "application/x-x509-ca-cert", "application/x-x509-user-cert",
		"application/x-x509-email-cert", "application/x-x509-server-cert", "application/x-pkcs7-certificates",
		"application/pem-certificate-chain", "application/x-pem-file"
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

/* The same of a CRL and an OCSP response (RFC 2585 4.2, RFC 6960 C.2). */
static bool
is_status(const struct mail *m, const char *type)
{
	return m->in->crls && (strcmp(type, "application/pkix-crl") == 0 || strcmp(type, "application/ocsp-response") == 0);
}

static bool
ends_with_one(const char *name, const char *const ends[], size_t number)
{
	size_t n = strlen(name), k;

	for (size_t i = 0; i < number; i++)
		if ((k = strlen(ends[i])) < n && strcasecmp(name + n - k, ends[i]) == 0)
			return true;
	return false;
}

/* RFC 8551 3.2.1, RFC 2585 4.2, and in use: the name tells where the type says nothing, as it does on its way through many systems. */
static bool
is_named_as_one(const struct mime_head *h)
{
	static const char *const ends[] = { ".p7m", ".p7s", ".p7c", ".p7z", ".p7b", ".cer", ".crt" };

	return strcmp(h->type, "application/octet-stream") == 0 && ends_with_one(h->file, ends, sizeof ends / sizeof *ends);
}

/* An archive may hold certificates, whatever is damaged in front of them. */
static bool
is_archive(const struct mime_head *h)
{
	static const char *const types[] = {
		"application/zip", "application/x-zip", "application/x-zip-compressed", "application/x-7z-compressed", "application/x-tar",
		"application/gzip", "application/x-gzip"
	};
	static const char *const ends[] = { ".zip", ".7z", ".tar", ".gz", ".tgz", ".xz", ".bz2", ".zst" };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(h->type, types[i]) == 0)
			return true;
	return ends_with_one(h->file, ends, sizeof ends / sizeof *ends);
}

/* What a part holds, by its content; what is none is no fault, and not worth a word. */
static int
by_content(struct mail *m, struct stream *r, bool any)
{
	struct input_place before = input_place(m->in);
	int ret;

	m->in->any = any;
	m->in->passing = true;
	ret = input_stream(m->in, r);
	m->in->any = before.any;
	m->in->passing = before.passing;
	return ret;
}

/* A part that says it holds certificates: what cannot be read in it is a fault. */
static int
place_part(struct mail *m, const struct mime_head *h, struct stream *r)
{
	struct input *in = m->in;
	struct span start = stream_fill(r);
	uint64_t before = in->items + in->skipped + in->holding;
	int ret;

	if (stream_broken(r) && start.n == 0)
		return 0;
	if (start.n == 0)
		return not_readable(m, h, "empty");
	if (sniff_cms(start) && cms_any_begins(start) <= 0)
		return input_skip(in, NULL, 0, arena_printf(&in->arena, "%s that is encrypted, or not signed", h->type));
	ret = by_content(m, r, false);
	if (ret != 0 || stream_broken(r) || in->items + in->skipped + in->holding > before)
		return ret;
	if (h->encoding == MIME_UNKNOWN)
		return not_readable(m, h, "in an unknown transfer encoding");
	return not_readable(m, h, is_smime(h->type) || is_status(m, h->type) || is_named_as_one(h) ? "neither DER nor base64 of it" : "no certificate");
}

/* One that is named as an archive: octets that are none have lost their front. */
static int
archive_part(struct mail *m, const struct mime_head *h, struct stream *r)
{
	struct input *in = m->in;
	uint64_t before = in->items + in->skipped + in->holding;
	bool other = sniff_form(stream_fill(r), NULL) == SNIFF_BINARY;
	int ret = by_content(m, r, true);

	if (ret != 0 || !other || stream_broken(r) || in->items + in->skipped + in->holding > before)
		return ret;
	return not_readable(m, h, "no archive");
}

/* What a part that is none of several holds, without its transfer encoding. */
static int
leaf(struct mail *m, const struct mime_head *h, struct stream *r, uint64_t line)
{
	struct input_place before = input_place(m->in);
	uint64_t items = m->in->items;
	bool place = is_smime(h->type) || is_certificate(h->type) || is_status(m, h->type) || is_named_as_one(h);
	bool archive = is_archive(h);
	int ret;

	m->in->line = line;
	m->in->dropped = false;
	if (is_status(m, h->type))
		m->in->place = strcmp(h->type, "application/pkix-crl") == 0 ? PLACE_OF_CRL : PLACE_OF_RESPONSE;
	ret = place ? place_part(m, h, r) : archive ? archive_part(m, h, r) : by_content(m, r, true);
	/* Damage in a part that nobody reads does not matter. */
	m->read = place || archive || m->in->items > items || m->in->dropped;
	input_place_back(m->in, before);
	return ret;
}

/* The message ends where a boundary should come; said once, and not where the part that is cut off says it. */
static int
incomplete(struct mail *m, uint64_t line, bool faulty)
{
	bool said = m->cut || faulty;

	m->cut = true;
	return said ? 0 : input_item(m->in, NULL, line, SPAN_NONE,
	    "a multipart that ends without its closing boundary");
}

static int
multipart(struct mail *m, const struct mime_head *h, struct entity *e)
{
	struct mime_part part = { .stream.buf = input_buffer(m->in) };
	uint8_t *buf = part.stream.buf;
	bool preamble = true, parts = false, faulty = false;
	int ret = 0;

	if (buf == NULL)
		return -1;
	do {
		struct entity inner = { &part.stream, e->line, e->counts };
		uint64_t faults = m->in->faults;

		part = (struct mime_part){ .stream.buf = buf };
		mime_part_open(&part, e->octets, h->boundary, &e->line);
		ret = preamble ? by_content(m, &part.stream, true) : entity(m, &inner);
		if (ret == 0)
			drain(&part.stream);
		preamble = false;
		parts |= part.end != MIME_CUT;
		faulty = m->in->faults != faults;
	} while (ret == 0 && part.end == MIME_NEXT);
	/* Where anything may stand, a header with no part behind it is one that was quoted. */
	if (ret == 0 && part.end == MIME_CUT && !stream_broken(e->octets) && (parts || !m->quoted))
		ret = incomplete(m, e->line, faulty);
	free(buf);
	return ret;
}

static bool
is_multipart(const struct mime_head *h)
{
	return strncmp(h->type, "multipart/", 10) == 0;
}

static bool
is_message(const struct mime_head *h)
{
	return strcmp(h->type, "message/rfc822") == 0 || strcmp(h->type, "message/global") == 0;
}

static int
body(struct mail *m, const struct mime_head *h, struct entity *e)
{
	if (is_multipart(h)) {
		if (h->boundary[0] == '\0')
			return input_item(m->in, NULL, e->line, SPAN_NONE, "a multipart without a boundary");
		return multipart(m, h, e);
	}
	if (is_message(h))
		return entity(m, e);
	return leaf(m, h, e->octets, e->line + e->counts);
}

/* Certificates that stand whole behind damage in the encoding of a part or message. */
static int
behind_damage(struct mail *m, struct mime_decoder *d, uint64_t line)
{
	struct input_place before = input_place(m->in);
	int ret = 0;

	m->in->line = line;
	while (ret == 0 && d->stream.fault == d->words) {
		mime_decoder_resume(d);
		ret = input_der_behind_damage(m->in, &d->stream);
	}
	input_place_back(m->in, before);
	return ret;
}

static int
damaged(struct mail *m, struct mime_decoder *d, uint64_t line)
{
	int ret = input_item(m->in, NULL, line, SPAN_NONE, d->words);

	return ret != 0 ? ret : behind_damage(m, d, line);
}

/*
 * What stands behind damage in a part in which nothing was read, as if the damage began the part: what is left of a certificate shows
 * there.  Where only sound ones come, the damage is told of.
 */
static int
look_behind_damage(struct mail *m, struct mime_decoder *d, uint64_t line)
{
	struct input *in = m->in;
	struct input_place before = input_place(in);
	uint64_t items = in->items, faults = in->faults;
	char words[sizeof d->words];
	int ret = 0;

	memcpy(words, d->words, sizeof words);
	in->line = line;
	while (ret == 0 && d->stream.fault == d->words) {
		mime_decoder_resume(d);
		ret = by_content(m, &d->stream, true);
	}
	input_place_back(in, before);
	return ret == 0 && in->items > items && in->faults == faults ? input_item(in, NULL, line, SPAN_NONE, words) : ret;
}

/* Other text behind the encoded one of a part: what is in it counts, and that there is nothing is no fault. */
static int
behind(struct mail *m, struct stream *r, uint64_t line)
{
	struct input_place before = input_place(m->in);
	int ret;

	m->in->line = line;
	ret = by_content(m, r, true);
	input_place_back(m->in, before);
	return ret;
}

/* What the transfer encoding of an entity stands for.  Damage counts where somebody reads it. */
static int
decoded(struct mail *m, const struct mime_head *h, struct entity *e)
{
	struct mime_decoder d = { .stream.buf = input_buffer(m->in) };
	struct entity inner = { &d.stream, e->line + e->counts, false };
	uint64_t faults = m->in->faults;
	int ret;

	if (d.stream.buf == NULL)
		return -1;
	mime_decoder_open(&d, e->octets, h->encoding, e->counts ? inner.line : 0);
	m->read = true;
	ret = body(m, h, &inner);
	if (ret == 0 && d.stream.fault == d.words && m->in->faults == faults &&
	    (m->read || d.remains || is_multipart(h) || is_message(h)))
		ret = damaged(m, &d, inner.line);
	else if (ret == 0 && d.stream.fault == d.words && !m->read)
		ret = look_behind_damage(m, &d, inner.line);
	if (ret == 0 && d.behind)
		ret = behind(m, e->octets, d.line);
	if (d.made.failed)
		ret = input_no_memory(m->in);
	mime_decoder_close(&d);
	free(d.stream.buf);
	return ret;
}

/* A field of a header with a certificate in it, as proxies write it there. */
static int
field(void *arg, struct span text, uint64_t line)
{
	struct mail *m = arg;
	const uint8_t *colon = memchr(text.p, ':', text.n);

	if (colon != NULL)
		text = span_sub(text, (size_t)(colon - text.p) + 1, text.n - (size_t)(colon - text.p) - 1);
	return run_may_stand_in(text) ? input_other_value(m->in, m->in->format, m->line + (m->counts ? line : 0), text) : 0;
}

/* A header and what comes after it. */
static int
entity(struct mail *m, struct entity *e)
{
	struct mime_head h;
	uint64_t lines = 0;
	int ret;

	if (m->depth == MAX_PARTS)
		return input_item(m->in, NULL, e->line, SPAN_NONE, arena_printf(&m->in->arena,
		    "parts nested deeper than %d", MAX_PARTS));
	m->line = e->line;
	m->counts = e->counts;
	if (!mime_head_read(e->octets, &h, &lines, field, m))
		return input_no_memory(m->in);
	if (h.ret != 0)
		return h.ret;
	if (e->counts)
		e->line += lines;
	m->depth++;
	if (h.encoding == MIME_AS_IS || h.encoding == MIME_UNKNOWN)
		ret = body(m, &h, e);
	else
		ret = decoded(m, &h, e);
	m->depth--;
	return ret;
}

/* Empty lines before a message, and the count of its octets that Apple Mail writes there. */
static uint64_t
skip_lead(struct stream *r)
{
	uint64_t lines = 0;
	bool ends = true;

	for (;;) {
		struct span line = stream_line(r, &ends);
		size_t n = 0;

		while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t' || (line.p[n] >= '0' && line.p[n] <= '9')))
			n++;
		if (line.p == NULL)
			return lines;
		if (n < line.n || !ends) {
			stream_back(r, line);
			return lines;
		}
		lines++;
	}
}

/* A message in which nothing was read, with what was met in it that is known, and the way out. */
static const char *
without(struct input *in)
{
	static const char words[] = "a message without a certificate";

	return in->unread != NULL ? arena_printf(&in->arena, "%s, with %s", words, in->unread) : words;
}

int
input_mail(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct mail m = { .in = in, .quoted = in->later || in->format != NULL };
	uint64_t items = in->items, skipped = in->skipped + in->holding;
	struct entity e = { r, in->lines + skip_lead(r), true };
	int ret;

	in->format = "mail";
	in->unread = NULL;
	ret = entity(&m, &e);
	in->lines = e.line;
	input_place_back(in, before);
	if (ret != 0 || stream_broken(r) || in->items > items || in->skipped + in->holding > skipped)
		return ret;
	return input_nothing(in, "mail", without(in));
}

/* One message of an mbox file, whose "From " line has been read; how it ends is left in *end. */
static int
message(struct mail *m, struct stream *r, uint8_t *buf, uint64_t *line, enum mime_end *end)
{
	struct mime_part part = { .stream.buf = buf };
	struct entity e = { &part.stream, *line, true };
	struct input *in = m->in;
	uint64_t items = in->items, skipped = in->skipped + in->holding;
	int ret;

	m->cut = false;
	in->unread = NULL;
	mime_part_open(&part, r, NULL, line);
	ret = entity(m, &e);
	if (ret == 0)
		ret = by_content(m, &part.stream, true);
	if (ret == 0)
		drain(&part.stream);
	*end = part.end;
	if (ret != 0 || in->items > items || in->skipped + in->holding > skipped)
		return ret;
	return input_skip(in, NULL, *line, without(in));
}

int
input_mbox(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct mail m = { .in = in };
	uint64_t line = in->lines + 1;
	uint8_t *buf = input_buffer(in);
	enum mime_end end = MIME_NEXT;
	bool ends = false;
	int ret = 0;

	if (buf == NULL)
		return -1;
	while (!ends && stream_raw_line(r, &ends).p != NULL)
		;
	in->format = "mbox";
	while (ret == 0 && end == MIME_NEXT)
		ret = message(&m, r, buf, &line, &end);
	free(buf);
	input_place_back(in, before);
	return ret;
}

/* ---- uuencoded text without a message around it ---- */

int
input_uu(struct input *in, struct stream *r)
{
	struct mime_decoder d = { .stream.buf = input_buffer(in) };
	struct mail m = { .in = in };
	uint64_t items = in->items, faults = in->faults, skipped = in->skipped + in->holding;
	struct span s;
	int ret;

	if (d.stream.buf == NULL)
		return -1;
	/* The other lines have no blanks before them. */
	while ((s = stream_ahead(r)).n > 0 && is_space(s.p[0]))
		stream_skip(r, 1);
	in->dropped = false;
	mime_decoder_open(&d, r, MIME_UUENCODE, 0);
	ret = by_content(&m, &d.stream, true);
	drain(&d.stream);
	/* Damage in what holds none does not matter; what is left of one was told of as that. */
	if (ret == 0 && d.stream.fault == d.words && in->items > items && in->items - items == in->faults - faults)
		ret = behind_damage(&m, &d, 0);
	else if (ret == 0 && d.stream.fault == d.words && (in->items > items || in->dropped || d.remains))
		ret = damaged(&m, &d, 0);
	else if (ret == 0 && d.stream.fault == d.words && !d.any)
		ret = input_skip(in, NULL, 0, "a uuencoded text that cannot be read");
	else if (ret == 0 && d.remains && in->items == items && in->skipped + in->holding == skipped && !stream_broken(r))
		ret = input_item(in, NULL, 0, SPAN_NONE, "uuencoded text of a certificate whose beginning is gone");
	if (d.made.failed)
		ret = input_no_memory(in);
	mime_decoder_close(&d);
	free(d.stream.buf);
	return ret;
}
