/* SPDX-License-Identifier: Apache-2.0 */
#include "input/sniff.h"

#include "base/ascii.h"
#include "der/der.h"
#include "input/mail/http.h"
#include "input/mail/warc.h"
#include "input/pack/records.h"
#include "input/pack/sqlite.h"
#include "input/pem/grid/cell.h"
#include "input/pem/grid/grid.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/pem/line/quoted.h"
#include "input/text/coloured.h"
#include "input/text/cr.h"
#include "input/text/escapes.h"
#include "input/text/wide.h"
#include "input/written/dump.h"

/* zstd (RFC 8878 3.1) may begin with a frame to be skipped. */
static bool
is_zstd(struct span s)
{
	return span_starts(s, SPAN_LIT("\x28\xb5\x2f\xfd")) ||
	    (s.n >= 4 && (s.p[0] & 0xf0) == 0x50 && memcmp(s.p + 1, "\x2a\x4d\x18", 3) == 0);
}

/* Text that goes on behind the first three octets of gzip makes none of it: its flags have no letters (RFC 1952 2.3.1). */
static bool
is_gzip(struct span s)
{
	enum { HEADER = 10 };
	size_t n = 3;

	if (!span_starts(s, SPAN_LIT("\x1f\x8b\x08")))
		return false;
	while (n < s.n && n < HEADER && s.p[n] >= ' ' && s.p[n] < 0x7f)
		n++;
	return n < HEADER;
}

/* How archives and compressions begin that are read by libarchive. */
static const struct {
	char octets[9];
	unsigned char n;
	bool sure;			/* no text has them, and hardly other octets */
} packers[] = {
	{ "PK\3\4", 4, true }, { "PK\5\6", 4, false }, { "7z\xbc\xaf\x27\x1c", 6, true }, { "BZh", 3, true },
	{ "\xfd" "7zXZ\0", 6, true }, { "\x04\x22\x4d\x18", 4, true }, { "LZIP", 4, false }, { "\x1f\x9d", 2, false },
	{ "\x5d\0\0", 3, false }, { "!<arch>\n", 8, true }, { "MSCF\0\0\0\0", 8, true }, { "Rar!\x1a\x07", 6, true },
	{ "070701", 6, false }, { "070702", 6, false }, { "070707", 6, false }, { "xar!\0", 5, true }, { "\xc7\x71", 2, false }
};

/* The header of lzma: properties, a dictionary of 2^n or 3*2^n octets, and a length that is possible or not said. */
static bool
is_lzma(struct span s)
{
	uint64_t dictionary, length;

	if (s.n < 13 || s.p[0] != 0x5d)
		return false;
	dictionary = span_little(s, 1, 4);
	length = span_little(s, 5, 8);
	while (dictionary > 3 && dictionary % 2 == 0)
		dictionary /= 2;
	return (dictionary == 3 || dictionary == 1 || dictionary == 2) && span_little(s, 1, 4) >= 4096 &&
	    (length == UINT64_MAX || length >> 40 == 0);
}

/* The header of cpio is in digits, as far as it can be seen (POSIX pax, "cpio interchange format"). */
static bool
is_cpio(struct span s)
{
	bool octal = s.n > 5 && s.p[5] == '7';
	size_t n = octal ? 76 : 110;

	if (s.n < 60 || memcmp(s.p, "0707", 4) != 0 || s.p[4] != '0' || (!octal && s.p[5] != '1' && s.p[5] != '2'))
		return false;
	for (size_t i = 6; i < n && i < s.n; i++)
		if (hex_digit(s.p[i]) < 0 || (octal && hex_digit(s.p[i]) > 7))
			return false;
	return true;
}

/* Those whose first octets alone do not tell: what stands behind them does. */
static bool
is_packed_by_header(struct span s)
{
	if (s.n < 6)
		return false;
	if (memcmp(s.p, "LZIP\1", 5) == 0)
		return (s.p[5] & 0x1f) >= 12 && (s.p[5] & 0x1f) <= 29;
	/* compress(1): 9 to 16 bits. */
	if (s.p[0] == 0x1f && s.p[1] == 0x9d)
		return (s.p[2] & 0x60) == 0 && (s.p[2] & 0x1f) >= 9 && (s.p[2] & 0x1f) <= 16;
	return is_lzma(s) || is_cpio(s);
}

/* The header of a tar (POSIX pax, ustar): a name, and the sum of its octets in octal. */
static bool
is_tar(struct span s)
{
	enum { HEADER = 512, SUM = 148, SUM_OCTETS = 8 };
	uint32_t sum = SUM_OCTETS * ' ', said = 0;
	size_t i = SUM;

	if (s.n < HEADER || s.p[0] == 0)
		return false;
	for (size_t k = 0; k < HEADER; k++)
		sum += k < SUM || k >= SUM + SUM_OCTETS ? s.p[k] : 0;
	while (i < SUM + SUM_OCTETS && s.p[i] == ' ')
		i++;
	for (; i < SUM + SUM_OCTETS && s.p[i] >= '0' && s.p[i] <= '7'; i++)
		said = said << 3 | (uint32_t)(s.p[i] - '0');
	return said == sum;
}

bool
sniff_iso(struct span s)
{
	enum { SYSTEM_AREA = 32768 };

	return s.n > SYSTEM_AREA && span_starts(span_from(s, SYSTEM_AREA), SPAN_LIT("\1CD001\1"));
}

/* Do these octets begin one of packers[]? */
static bool
is_packed(struct span s, bool sure)
{
	/* The first octet tells most from each. */
	for (size_t i = 0; s.n > 0 && i < sizeof packers / sizeof *packers; i++)
		if (s.p[0] == (uint8_t)packers[i].octets[0] && s.n >= packers[i].n && (packers[i].sure || !sure) &&
		    memcmp(s.p, packers[i].octets, packers[i].n) == 0)
			return packers[i].octets[0] != 'B' || (s.n > 9 && s.p[3] >= '1' && s.p[3] <= '9' &&
			    memcmp(s.p + 4, "1AY&SY", 6) == 0) || (s.n > 9 && memcmp(s.p + 4, "\x17rE8P\x90", 6) == 0);
	return false;
}

bool
sniff_archive(struct span s)
{
	return is_packed(s, false) || is_tar(s) || sniff_iso(s);
}

bool
sniff_archive_inside(struct span s)
{
	return is_packed(s, true) || is_packed_by_header(s);
}

/* Its parts say themselves how they are encoded. */
static bool
is_message(enum sniffed text)
{
	return text == SNIFF_MBOX || text == SNIFF_MAIL;
}

/* A SEQUENCE so short that its length is one octet, and nothing else; "0" and the character behind it are one in front of as much text. */
static bool
is_short_sequence(struct span s)
{
	if (s.n < 2 || s.p[0] != DER_SEQUENCE || s.n != 2u + s.p[1])
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] >= 0x7f || (s.p[i] < ' ' && !is_space(s.p[i])))
			return true;
	return s.n == 2;
}

enum sniffed
sniff_form(struct span start, const char *field)
{
	enum sniffed text;
	struct frame frame;
	struct cell cell;
	struct grid grid;

	if (start.n == 0)
		return SNIFF_EMPTY;
	if (is_gzip(start))
		return SNIFF_GZIP;
	if (is_zstd(start))
		return SNIFF_ZSTD;
	if (sniff_archive(start))
		return SNIFF_ARCHIVE;
	if (records_begin(start))
		return SNIFF_RECORDS;
	if (sqlite_begins(start))
		return SNIFF_SQLITE;
	if (wide_begins(start) != WIDE_NONE)
		return SNIFF_WIDE;
	if (sniff_der_starts(start) || sniff_wrapped_starts(start) || sniff_short_response(start))
		return SNIFF_DER;
	if (http_begins(start))
		return SNIFF_HTTP;
	if (warc_begins(start))
		return SNIFF_WARC;
	if (coloured_begins(start))
		return SNIFF_COLOURED;
	if (cr_begins(start))
		return SNIFF_CR;
	if (escapes_begin(start) && !is_message(sniff_text(start, field)))
		return SNIFF_ESCAPES;
	if (quoted_begins(start))
		return SNIFF_QUOTED;
	if (dump_begins(start))
		return SNIFF_DUMP;
	if (grid_begins(&grid, start))
		return SNIFF_GRID;
	if (cell_begins(&cell, start))
		return SNIFF_CELL;
	text = sniff_text(start, field);
	/* An object on each line may have a certificate in each, whatever its first member is. */
	if (text != SNIFF_NDJSON && frame_begins(&frame, start) && !grid_ahead(start))
		return SNIFF_FRAMED;
	/* Cells that are wrapped are no lines of a table of their own. */
	if (text == SNIFF_CSV && field == NULL && grid_ahead(start))
		return SNIFF_TEXT;
	if (text != SNIFF_TEXT)
		return text;
	if (pem_begins(start))
		return SNIFF_PEM;
	if (is_short_sequence(start))
		return SNIFF_DER;
	if (memchr(start.p, 0, start.n) != NULL)
		return SNIFF_BINARY;
	return sniff_base64(start) ? SNIFF_BASE64 : SNIFF_TEXT;
}
