/* SPDX-License-Identifier: Apache-2.0 */
#include "input/known.h"

#include "base/ascii.h"

#define OPENPGP "a message or key of OpenPGP, which has no certificates of X.509"
#define ZLIB "a stream of zlib without the head of gzip: unpack it with pigz -dz"
#define PDF "a PDF: take its signature out with pdfsig -dump"
#define STORE "a serialized certificate store of Windows (.sst): export it as PKCS #7"
#define CAPTURE "a packet capture: take its certificates out with tshark -T fields -e tls.handshake.certificate"

/* Does PostgreSQL's dump in its custom form have its data compressed, as it has unless that is turned off? */
static bool
is_compressed_dump(struct span s)
{
	/* Magic, version (three octets), octets of a number and of an offset, the format; since 1.15 an octet, before that a signed number. */
	enum { MINOR = 6, FORMAT = 10, HEAD = 11, CUSTOM = 1, ALGORITHM_SINCE = 15 };

	if (s.n < HEAD + 2 || s.p[FORMAT] != CUSTOM)
		return false;
	return s.p[HEAD] != 0 || (s.p[MINOR] < ALGORITHM_SINCE && s.p[HEAD + 1] != 0);
}

/* Does a container of Avro have blocks that are compressed?  Its header names the codec (Apache Avro 1.11, "Object Container Files"). */
static bool
is_compressed_avro(struct span s)
{
	static const char codec[] = "avro.codec", none[] = "\x08null";

	for (size_t i = 0; i + sizeof codec < s.n; i++)
		if (span_starts(span_from(s, i), SPAN_LIT(codec)))
			return !span_starts(span_from(s, i + sizeof codec - 1), SPAN_LIT(none));
	return false;
}

/* A field of Thrift's compact protocol with a number in the place of the next: takes it off the front. */
static bool
take_number(struct span *s, struct span *number)
{
	size_t n = 1;

	if (s->n < 2 || s->p[0] != 0x15)
		return false;
	while (n + 1 < s->n && s->p[n] >= 0x80)
		n++;
	*number = span_sub(*s, 1, n);
	*s = span_from(*s, n + 1);
	return true;
}

/* Is the first page of a Parquet file compressed (parquet.thrift, PageHeader: the type, its octets without compression, and with it)? */
static bool
is_compressed_parquet(struct span s)
{
	struct span type, before, behind;

	s = span_from(s, 4);
	return take_number(&s, &type) && take_number(&s, &before) && take_number(&s, &behind) && !span_eq(before, behind);
}

/* Does an ORC file begin with a chunk that is compressed, its length in three octets (ORC v1, "Compression"), and not with a field? */
static bool
is_compressed_orc(struct span s)
{
	return s.n > 5 && s.p[5] < 0x09 && (s.p[3] != 0x0a || s.p[4] == 0);
}

/* No words of a text begin so.  '#' is a digit, '?' any octet, '\n' any line end, and "\x80" one that is no ASCII. */
static const struct known known[] = {
	{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, .words = "an Outlook message (.msg) or another OLE file: save the message as .eml" },
	{ "\x78\x9f\x3e\x22", 4, true, .words = "an attachment of Outlook (TNEF, winmail.dat): unpack it with ytnef" },
	{ "\xfe\xed\xfe\xed", 4, true, .words = "a Java key store: convert it with keytool -importkeystore -deststoretype PKCS12" },
	{ "\xce\xce\xce\xce", 4, true, .words = "a Java key store (JCEKS): convert it with keytool -importkeystore -deststoretype PKCS12" },
	/* ISO 32000-1 7.5.2: a comment of binary octets, or the first object.  Its streams may be compressed (7.4.4). */
	{ "%PDF-#.#\n%\x80\x80", 12, .packed = true, .named = true, .words = PDF }, { "%PDF-#.#\n\n%\x80\x80", 13, .packed = true, .named = true, .words = PDF },
	{ "%PDF-#.#\n# # obj", 16, .packed = true, .named = true, .words = PDF }, { "%PDF-#.#\n\n# # obj", 17, .packed = true, .named = true, .words = PDF },
	{ "SQLite format 3", 16, .words = KNOWN_SQLITE },
	{ "\xa1\xb2\xc3\xd4", 4, .woven = true, .words = CAPTURE }, { "\xd4\xc3\xb2\xa1", 4, .woven = true, .words = CAPTURE },
	{ "\xa1\xb2\x3c\x4d", 4, .woven = true, .words = CAPTURE }, { "\x4d\x3c\xb2\xa1", 4, .woven = true, .words = CAPTURE },
	{ "\x0a\x0d\x0d\x0a????\x1a\x2b\x3c\x4d", 12, .woven = true, .words = CAPTURE },
	{ "\x0a\x0d\x0d\x0a????\x4d\x3c\x2b\x1a", 12, .woven = true, .words = CAPTURE },
	{ "PGDMP", 5, .woven = true, .packed = true, .is = is_compressed_dump,
	    .words = "a dump of PostgreSQL that is compressed: make it readable with pg_restore -f -" },
	{ "PAR1", 4, .woven = true, .packed = true, .is = is_compressed_parquet, .words = "a Parquet file that is compressed: export it as CSV" },
	{ "ORC", 3, .woven = true, .packed = true, .is = is_compressed_orc, .words = "an ORC file that is compressed: export it as CSV" },
	{ "Obj\1", 4, .woven = true, .packed = true, .is = is_compressed_avro, .words = "an Avro file that is compressed: convert it with avro-tools tojson" },
	{ "age-encryption.org/v1\n-> ", 25, .words = "a file that age has encrypted: decrypt it with age -d" },
	{ "\x78\x01", 2, .words = ZLIB }, { "\x78\x9c", 2, .words = ZLIB }, { "\x78\xda", 2, .words = ZLIB },
	{ "\x85\x01\x0c\x03", 4, .words = OPENPGP }, { "\x85\x02\x0c\x03", 4, .words = OPENPGP },
	{ "\x84\x5e\x03", 3, .words = OPENPGP }, { "\x8c\x0d\x04", 3, .words = OPENPGP },
	{ "\x99\x01\x0d\x04", 4, .words = OPENPGP }, { "\x99\x02\x0d\x04", 4, .words = OPENPGP },
	/* Behind the magic: a property's number and its encoding, in four octets each; the zeros before it may be skipped as padding. */
	{ "\0\0\0\0CERT??\0\0\1\0\0\0", 16, true, .words = STORE }, { "CERT??\0\0\1\0\0\0", 12, true, .words = STORE },
};

static bool
is_as(uint8_t c, char meant)
{
	switch (meant) {
	case '#':
		return is_digit(c);
	case '?':
		return true;
	case '\n':
		return c == '\n' || c == '\r';
	case '\x80':
		return c >= 0x80;
	default:
		return c == (uint8_t)meant;
	}
}

static bool
begins_as(struct span s, const char *octets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i == s.n || !is_as(s.p[i], octets[i]))
			return false;
	return true;
}

const struct known *
known_form(struct span start)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (begins_as(start, known[i].octets, known[i].n) && (known[i].is == NULL || known[i].is(start)))
			return &known[i];
	return NULL;
}
