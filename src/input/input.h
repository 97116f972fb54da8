/* SPDX-License-Identifier: Apache-2.0 */
/*
 * input.h - finds the certificates in what the command line names: files,
 * folders and standard input, recognised by content.
 */
#ifndef INPUT_INPUT_H
#define INPUT_INPUT_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/span.h"

struct known;
struct once;
struct ossl_lib_ctx_st;
struct stream;

/* Octets of what must be held whole, or comes out of a doubtful compression. */
#define INPUT_CONTAINER ((uint64_t)256 * 1024 * 1024)

/* Milliseconds after the moment at which reading ends, in which what was read is handed on. */
#define INPUT_GRACE 500

enum item_kind {
	ITEM_CERTIFICATE,		/* a CRL, an OCSP response, or one input that is unreadable */
	ITEM_RECORD,			/* a validation evidence record, judged alone */
	ITEM_STRAY			/* one that is unusable, or that no certificate came for */
};

/* What the place says that an unreadable one should be: a label, an attribute, the type of a part. */
enum item_place {
	PLACE_OF_CERTIFICATE,
	PLACE_OF_CRL,
	PLACE_OF_RESPONSE
};

/* How the lines stood that an item was put together from: what stands beside them may have come into it, which its own form shows (item.c). */
enum item_lines {
	LINES_PLAIN,			/* alone, or beside signs that stand in no value: nothing came in */
	LINES_ENDED,			/* in a column, up to an END line or a sign of the cell's end: all that was written is here */
	LINES_IN_CELLS,			/* in one of several columns, whose lines may be another's */
	LINES_LABELLED,			/* behind something on the first line, which may be none of it */
	LINES_IN_ARMOUR,		/* with something beside them or between, up to an END line: it may trail what it has moved */
	LINES_PIECED			/* the same without an END line */
};

/* One thing to be judged.  All of it is valid during the call only. */
struct item {
	const char *path;		/* as named or found, "archive!member" inside one; "-": standard input */
	uint64_t index;			/* among the items of this path, from 0 */
	/*
	 * "pem", "der", "base64", "hex", "pkcs7", "cms", "pkcs12", "mail", "mbox",
	 * "ldif", "lines", "csv", "json", "ndjson": what it lies in, decompressed;
	 * "gzip", "zstd", "archive": of a fault in what packs it; NULL: not known.
	 */
	const char *format;
	uint64_t line;			/* of its beginning; 0: no text */
	struct span der;
	bool mapped;			/* der lies in a mapping of a file, and stays during the call only */
	const char *fault;		/* not NULL: unreadable; what was found, and where */
	enum item_place place;		/* of what is unreadable */
	enum item_kind kind;
	size_t record;			/* its number, where it is a record */
};

/* Something that holds no certificate, and why it is none.  Valid during the call only. */
struct skip {
	const char *path;
	const char *format;		/* as in struct item */
	uint64_t line;			/* 0: no text, or all of it */
	const char *reason;		/* "a private key", "a PEM block labelled X509 CRL" */
};

/* Takes one item; a value other than 0 ends the reading. */
typedef int item_fn(void *arg, const struct item *);
/* Takes one thing that is skipped; the same. */
typedef int skip_fn(void *arg, const struct skip *);

struct input {
	size_t limit;			/* octets of one certificate */
	uint64_t container;		/* octets of one container; 0: INPUT_CONTAINER, and no limit on what is read as a stream */
	const char *field;		/* column or member that holds the certificate; NULL: one whose name says so */
	bool tbs;
	bool crls;			/* CRLs and OCSP responses are items, too: CRLs up to the octets of a container */
	bool others;			/* an operand without a certificate is skipped, as if it were found in a folder */
	bool keeps_mappings;		/* the mapping that a whole item lies in is fn's, which closes it: mapping_close(item->der) */
	bool bounded;			/* what is no file ends with the octets of a container, or is unreadable: it may have no end */
	bool strict;			/* what would be skipped is unreadable */
	struct own_file {
		dev_t dev;
		ino_t ino;
		bool replaced;		/* what is there now is lost with the end of the run: it may be a report, and nothing else */
	} own[2];			/* files of the report: no folder is read with them */
	size_t n_own;
	bool refused;			/* reading ended because the report would replace what is to be read */
	struct span passphrase;		/* of PKCS #12; p == NULL: none is known */
	struct ossl_lib_ctx_st *openssl;	/* what decrypts algorithms that the shared OpenSSL does not know; NULL: none was met */
	int64_t until;			/* when reading ends (clock.h); 0: never */
	item_fn *fn;
	void *arg;
	skip_fn *skip;			/* NULL: what is skipped is only counted */
	void *skip_arg;
	uint64_t skipped;		/* files, PEM blocks, mails and values that are something else */
	bool no_memory;
	bool late;			/* reading ended because of `until` */
	bool broken_off;		/* because of it, or of a signal to stop (stop.h) */
	bool goes_on;			/* a later run reads what a signal keeps this one from reading: nothing is told of it */
	int (*forms)(struct input *, struct stream *);	/* reads whatever form a stream has: input_read() knows them */
	/* of the file at hand: */
	struct arena arena;		/* for words about the next fault */
	const char *path;
	uint64_t index;
	uint64_t items;			/* handed on so far, of all files */
	uint64_t faults;		/* how many of them were unreadable */
	uint64_t copies;		/* certificates that were skipped because their record has them already */
	uint64_t octets;		/* of the files that were read to their end */
	int fd;				/* of the file at hand; 0: none */
	bool walking;			/* found in a folder, not named */
	bool mapped;			/* what is handed on lies in a mapping */
	uint64_t before;		/* items until the named file at hand */
	bool holding;			/* the first thing skipped in a named file: the file's fault, if it stays without a certificate */
	char held[160];			/* why it is none */
	const char *held_path, *held_format;
	uint64_t held_line;
	/* of the container at hand: */
	bool any;			/* it may hold anything: what is no certificate is skipped */
	bool later;			/* what comes behind other octets of the same stream */
	bool loose;			/* octets of no form stand before it: those behind an element may be of the same, and none of its own */
	size_t look;			/* so many octets tell what such is */
	bool passing;			/* it stands around certificates: what holds none is not worth a word */
	enum item_place place;		/* what it should be, if it is one */
	const char *format;		/* what the items in it have as their format; NULL: their own */
	uint64_t line;			/* what they have as their line; 0: their own */
	enum item_lines lines_were;	/* what may have come into their octets */
	bool lines_differ;		/* what stands in front of the lines of the text at hand may be of several writers (pem/line/steady.h) */
	size_t last_line;		/* octets of the last line of the element at hand, behind others that are all full; 0: that is not known */
	uint64_t lines;			/* of the text at hand, before the form at hand */
	const struct known *around;	/* a form that is known and that the stream at hand has from its first octet on; NULL: none */
	const char *unread;		/* a form that is known and not read, met in the message at hand; NULL: none */
	const char *ended;		/* packed data whose end was met, so that what comes behind is something else; NULL: none */
	unsigned packed;		/* compressed so many times */
	unsigned archives;		/* in so many archives around one another */
	uint64_t unpacked;		/* octets that were made of this file by what is packed twice or more */
	unsigned depth;			/* forms inside one another */
	bool cut_told;			/* why packed data broke off was told of with the CRL that they cut short */
	bool dropped;			/* something that had begun was cut off with its stream, and is not told of */
	struct once *once;		/* certificates of the record at hand, each of which counts once; NULL: no record */
};

/*
 * Reads one operand.  0, or what fn returned to end the reading, or -1 when
 * memory is out (then in->no_memory is set), the time is over or a signal to
 * stop has come (in->broken_off), or the report would replace an input
 * (in->refused).
 */
int input_read(struct input *, const char *path);
/*
 * The time is over, or a signal to stop has come: `what` ("not read") tells of
 * the file, folder or list of this path which of its octets are missing, as
 * its fault.  -1.
 */
int input_break_off(struct input *, const char *path, const char *what);
/* Reads the octets of one file, of path in->path, to their end.  The same. */
int input_file(struct input *, struct stream *);
/* Does a report of before stand in this file, be it one without a finding? */
bool input_is_report(int fd);
/* What an element is that is no item; NULL: it may be one.  `tbs` and `crls`: as above. */
const char *input_other(struct span der, bool tbs, bool crls);
/* What a PEM block labelled as a CRL or an OCSP response holds instead; NULL: what it says. */
const char *input_other_than_status(const char *label, struct span octets, bool tbs);
void input_free(struct input *);
/* How many octets of all files were read so far. */
uint64_t input_octets(const struct input *);

#endif
