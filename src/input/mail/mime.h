/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mime.h - messages (RFC 5322, RFC 2045, RFC 2046) cut into their parts: the
 * header of an entity, the parts of a multipart or of an mbox file, and what
 * a transfer encoding stands for, each as a stream over the one it lies in.
 *
 * Our own, and not GMime: what is wanted is one octet-exact part out of
 * messages of any size and any damage, in fixed memory and with its line.
 * GMime would bring GLib, a tree per message, and repairs that are silent.
 */
#ifndef INPUT_MAIL_MIME_H
#define INPUT_MAIL_MIME_H

#include "base/base64.h"
#include "input/lost/lost.h"
#include "os/stream.h"

/* RFC 2046 5.1.1 allows 70 octets. */
#define MIME_BOUNDARY 256
#define MIME_TYPE 80
/* A longer name of a file is not known. */
#define MIME_FILE 256
/* Octets of one field that are looked at. */
#define MIME_FIELD 65536

enum mime_encoding { MIME_AS_IS, MIME_BASE64, MIME_QUOTED_PRINTABLE, MIME_UUENCODE, MIME_UNKNOWN };

struct mime_head {
	char type[MIME_TYPE];		/* in lower case; "" where none is given */
	char boundary[MIME_BOUNDARY];	/* "": none, or one that is too long */
	char file[MIME_FILE];		/* the name that it has as a file (RFC 2183 2.3); "": none, or one that is too long */
	enum mime_encoding encoding;
	int ret;			/* what the last call of the function for fields returned */
};

/* Takes a field, unfolded, up to MIME_FIELD octets of it, that begins in this line of the header (from 1); a value other than 0 is the last. */
typedef int mime_field_fn(void *arg, struct span field, uint64_t line);

/*
 * Reads the fields of an entity and the empty line after them; *line counts
 * the lines.  False: memory is out.  fn (NULL: none) gets each field.
 */
bool mime_head_read(struct stream *, struct mime_head *, uint64_t *line, mime_field_fn *fn, void *arg);

/* Is this the line "begin 644 name" before a uuencoded text? */
bool mime_uu_begins(struct span line);
/* The same with the line behind it, wherever it stands: is it one of such a text? */
bool mime_uu_follows(struct span line, struct span next);
/* Are these two lines of such a text, the first of them as long as all but the last?  That tells one whose beginning is gone. */
bool mime_uu_lines(struct span line, struct span next);

/* Is this the line before a message of an mbox file, beyond doubt? */
bool mime_postmark(struct span line);

/* How a part came to its end. */
enum mime_end { MIME_INSIDE, MIME_NEXT, MIME_LAST, MIME_CUT };

/*
 * The octets up to a line "--BOUNDARY" (the line end before it is not theirs)
 * or, where the boundary is NULL, up to a line "From " after an empty one.
 */
struct mime_part {
	struct stream stream;		/* its buffer is the caller's */
	struct stream *from;
	const char *boundary;
	uint64_t *line;			/* counts the lines taken of `from` */
	uint8_t due[2], n_due;		/* comes next: the end of the line before the one at hand */
	struct span rest;		/* comes then: the piece at hand */
	uint8_t held[2], n_held;	/* its line end, which may belong to a delimiter */
	bool inside_line, after_empty;
	enum mime_end end;
};

/* *p holds stream.buf and zeros. */
void mime_part_open(struct mime_part *p, struct stream *from, const char *boundary, uint64_t *line);

/* The octets that a base64 or quoted-printable text stands for (RFC 2045 6.7, 6.8), or a uuencoded one (POSIX uuencode). */
struct mime_decoder {
	struct stream stream;		/* its buffer is the caller's */
	struct stream *from;
	enum mime_encoding encoding;
	uint64_t line;			/* of the text at hand */
	struct base64 base64;
	struct out made;		/* decoded, not yet taken */
	size_t taken;
	bool begun;			/* uuencode: its "begin" has come; base64: so have some octets */
	bool line_blank;		/* base64: nothing but blanks has come of the line at hand */
	/* uuencode: "`" has come, which stands for six zeros; a space at the end of a line; a line that is shorter than it says */
	bool grave, kept, trimmed;
	bool any, dense;		/* it has octets; they begin as those of a certificate, or of PEM */
	bool again;			/* uuencode: after damage; a line that is none of it ends it */
	bool bare, closed;		/* uuencode: no "begin" has come; the last line was one of no octets */
	const char *first;		/* uuencode: what is wrong with its first line, which was passed over; NULL: nothing */
	uint64_t first_line;
	struct lost lost;
	bool remains;			/* uuencode: a certificate shows in it, with its beginning or without */
	bool gap;			/* base64: an empty line has come last, or one with padding at its end */
	bool at_line, other;		/* base64: a line begins ahead; it has what base64 does not have */
	bool ended;
	bool behind;			/* other text follows in the part, such as what a mailing list puts under each message */
	char words[96];			/* of stream.fault */
};

/* *d holds stream.buf and zeros; line: of the text's first line, 0 when lines do not count. */
void mime_decoder_open(struct mime_decoder *d, struct stream *from, enum mime_encoding, uint64_t line);
/* After damage (stream.fault is d->words): goes on with the next line. */
void mime_decoder_resume(struct mime_decoder *);
void mime_decoder_close(struct mime_decoder *);

#endif
