/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pack/extent.h"

#include <zlib.h>

/* The record at the end of a zip and, before it, the locator of zip64 (APPNOTE 4.3.16, 4.3.15). */
#define ZIP_END 22
#define ZIP_LOCATOR 20
/* Header and footer of a stream of xz (.xz file format 2.1.1, 2.1.2). */
#define XZ_FOOTER 12
/* Octets from a place on that tell whether an archive ends there, and with those before it. */
#define LOOK 42
#define AROUND (LOOK + ZIP_LOCATOR)

static bool
is_at(struct span s, size_t at, const char *octets, size_t n)
{
	return at <= s.n && s.n - at >= n && memcmp(s.p + at, octets, n) == 0;
}

static bool
is_xz(struct span s)
{
	return is_at(s, 0, "\xfd" "7zXZ\0", 6);
}

static bool
is_7z(struct span s)
{
	return is_at(s, 0, "7z\xbc\xaf\x27\x1c", 6);
}

/*
 * Does the record of the end stand at s.p[at], which is octet `where` of the
 * zip?  The list of members ends where it begins; a zip that is stored in
 * another has one that says so of other octets.
 */
static bool
zip_ends(struct span s, size_t at, uint64_t where)
{
	uint64_t size, offset;

	if (!is_at(s, at, "PK\5\6", 4) || s.n - at < ZIP_END)
		return false;
	size = span_little(s, at + 12, 4);
	offset = span_little(s, at + 16, 4);
	if (size == UINT32_MAX || offset == UINT32_MAX)
		return at >= ZIP_LOCATOR && is_at(s, at - ZIP_LOCATOR, "PK\6\7", 4) &&
		    span_little(s, at - ZIP_LOCATOR + 8, 8) < where;
	/* With the record of zip64, which is 56 octets or more, and its locator between. */
	return offset + size == where || (at >= ZIP_LOCATOR && is_at(s, at - ZIP_LOCATOR, "PK\6\7", 4) && offset + size < where);
}

/* Does the footer of a stream of xz stand at s.p[at]?  Its checksum says so, and the index before it is where it says. */
static bool
xz_ends(struct span s, size_t at, uint64_t where)
{
	if (where % 4 != 0 || s.n - at < XZ_FOOTER || !is_at(s, at + 10, "YZ", 2))
		return false;
	return (span_little(s, at + 4, 4) + 1) * 4 < where && span_little(s, at, 4) == crc32(0, s.p + at + 4, 6);
}

/* Another stream of xz behind the first, after nulls: they are one text. */
static bool
xz_goes_on(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == 0)
		n++;
	return n % 4 == 0 && is_xz(span_sub(s, n, s.n - n));
}

/* How many of these octets, of which the first so many may begin a record, belong to the archive; 0: it does not end there. */
static size_t
end_in(struct span s, size_t most, bool xz, uint64_t where)
{
	/* What is looked for first: the magic octets of either record. */
	size_t before = xz ? 10 : 0;

	for (size_t i = 0; i < most && i + before < s.n; i++) {
		const uint8_t *p = memchr(s.p + i + before, xz ? 'Y' : 'P', s.n - i - before);

		if (p == NULL)
			return 0;
		i = (size_t)(p - s.p) - before;
		if (i >= most)
			return 0;
		if (!xz && zip_ends(s, i, where + i))
			return i + ZIP_END + (size_t)span_little(s, i + 20, 2);
		if (xz && xz_ends(s, i, where + i) && !xz_goes_on(span_sub(s, i + XZ_FOOTER, s.n - i - XZ_FOOTER)))
			return i + XZ_FOOTER;
	}
	return 0;
}

/* The header of a 7z says where its list of members is; 0: it says nothing of use. */
static uint64_t
end_of_7z(struct span s)
{
	uint64_t offset, size;

	if (!is_7z(s) || s.n < 32)
		return 0;
	offset = span_little(s, 12, 8);
	size = span_little(s, 20, 8);
	return offset <= INT64_MAX / 4 && size <= INT64_MAX / 4 ? 32 + offset + size : 0;
}

struct extent
extent_of(struct stream *r)
{
	struct span start = stream_window(r, 32);
	struct extent e = { EXTENT_NONE, stream_at(r), 0 };

	if (is_at(start, 0, "PK\3\4", 4) || is_at(start, 0, "PK\5\6", 4))
		e.form = EXTENT_ZIP;
	else if (is_xz(start))
		e.form = EXTENT_XZ;
	else if ((e.known = end_of_7z(start)) > 0)
		e.form = EXTENT_7Z;
	return e;
}

size_t
extent_step(const struct extent *e, const struct stream *r, struct span s, bool *ends)
{
	uint64_t where = stream_at(r) - e->base;
	bool last = s.n < STREAM_SIZE;
	size_t n = 0;

	if (e->form == EXTENT_7Z)
		n = e->known - where <= s.n ? (size_t)(e->known - where) : 0;
	else if (e->form != EXTENT_NONE)
		n = end_in(s, last ? s.n : s.n - LOOK, e->form == EXTENT_XZ, where);
	*ends = n > 0;
	/* The comment of a zip may go on behind what lies ahead; a record that does is met again. */
	return n > 0 ? n : last ? s.n : s.n - AROUND;
}
