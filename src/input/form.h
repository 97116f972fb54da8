/* SPDX-License-Identifier: Apache-2.0 */
/* form.h - the readers of the forms of input, and what they share (item.c). */
#ifndef INPUT_FORM_H
#define INPUT_FORM_H

#include "base/base64.h"
#include "input/der/inside.h"
#include "input/der/remains.h"
#include "input/der/split.h"
#include "input/input.h"
#include "input/sniff.h"
#include "os/stream.h"

/*
 * Each takes a stream to its end and hands on what is in it; 0, or what ends
 * the reading of everything.  When the stream turns out to be broken, they
 * leave that to be said by who opened it, and drop the item that it cuts off.
 */
typedef int input_form_fn(struct input *, struct stream *);
input_form_fn input_der, input_der_behind_damage, input_base64, input_lines, input_text, input_mail, input_mbox, input_ldif, input_csv,
    input_json, input_ndjson, input_report, input_wide, input_binary, input_archive, input_http, input_warc, input_uu, input_coloured, input_cr, input_escapes,
    input_quoted, input_dump, input_framed, input_cell, input_grid, input_records, input_sqlite;
int input_packed(struct input *, struct stream *, enum sniffed form);

/* Whatever form the stream has, and whatever comes behind it: one reader after another. */
input_form_fn input_forms;
/* The same for a reader that has a stream in it. */
input_form_fn input_stream;
/* The same for octets in memory. */
int input_octets_of(struct input *, struct span octets);

/* A value of a table in the place of a certificate: base64, hexadecimal or PEM, of one certificate or more. */
int input_value(struct input *, const char *format, uint64_t line, struct span text);
/* May octets that were encoded, and are all there, hold a certificate?  A quick look: false only where none is. */
bool input_may_hold(struct span octets);
/* Any other value: only what stands in it as a certificate is read. */
int input_other_value(struct input *, const char *format, uint64_t line, struct span text);

/* Hands on one item; the words of its fault may stand in in->arena, and are gone afterwards. */
int input_item(struct input *, const char *format, uint64_t line, struct span der, const char *fault);
/* What is said of one that was put together from lines with something beside them, and is not whole in itself (der/whole.h). */
#define INPUT_PIECED "lines with other text beside them or between: some of it came in, or the lines are damaged"
/* Something that holds no certificate is skipped; what it is may stand in in->arena. */
int input_skip(struct input *, const char *format, uint64_t line, const char *what);
/* The place at hand holds no certificate: a fault where one should stand, else skipped. */
int input_nothing(struct input *, const char *format, const char *what);
/* Why these octets, or their beginning, are too many. */
const char *input_over_limit(struct input *, struct span octets);
/* Something in DER whose beginning is damaged or gone, and of which this is left. */
int input_remains(struct input *, const char *format, uint64_t line, enum remains what, uint64_t at);
/* What it should be by what it begins with, or by what is left of it. */
enum item_place input_place_of(const struct input *, struct span der);
/* Hands on one item as what it should be: a CRL or a response that is damaged inside, or not signed, wherever it stands. */
int input_item_in_its_place(struct input *, const char *format, uint64_t line, struct span der, const char *fault);
/* Octets of what is held whole. */
size_t input_whole(const struct input *);
int input_no_memory(struct input *);

/* A buffer for a stream over another; NULL after input_no_memory(). */
uint8_t *input_buffer(struct input *);

/* Forms inside one another are followed no deeper. */
#define INPUT_DEPTH 24

/* What a container may set for the items in it; taken before and put back after. */
struct input_place {
	bool any, passing;
	enum item_lines lines_were;
	size_t last_line;
	enum item_place place;
	const char *format;
	uint64_t line;
};
struct input_place input_place(const struct input *);
void input_place_back(struct input *, struct input_place);

/* ---- octets that are elements of DER: certificates, and containers of them (der/elements.c) ---- */

struct input_elements {
	struct input *in;
	const char *format;		/* of a certificate that lies in no container */
	uint64_t before;		/* index of the first item of these */
	uint64_t items;			/* of all files, before these */
	bool loose;			/* they stand among octets of no form, which may stand in them, too */
	bool file;			/* they are those of a file: no place says what one of them should be */
	struct split split;
	inside_fn *inside;		/* takes what stands deep in the parts of a container; its arg is this */
};

void input_elements_init(struct input_elements *, struct input *, const char *format);
/* One element that is there whole, though no stream brought it. */
int input_element(struct input_elements *, struct span octets, uint64_t line);
/* The octets have ended, with the stream that they come from (NULL: none that could break off). */
int input_elements_end(struct input_elements *, const struct stream *);
/* Is the element at hand no certificate, damaged or not, and met where anything may stand? */
bool input_elements_nothing(const struct input_elements *);
void input_elements_free(struct input_elements *);
/* Why one that may be a certificate, CRL or response is none that stands there, among other octets; NULL: nothing shows that. */
const char *input_among_others(const struct input_elements *, struct span octets);
/* Certificates and containers behind the first element of these octets, which was handed on with all that trails it. */
int input_behind_first(struct input *, const char *format, uint64_t line, struct span octets);
/*
 * Tells of a certificate that begins inside an octet of these: behind the first element, or anywhere where that is damaged.
 * Base64 without its "=", and an odd digit of hexadecimal, join two texts so.
 */
int input_out_of_step(struct input *, const char *format, uint64_t line, struct span octets, bool damaged);

/* Do these octets, which follow an element and begin none, begin another form: text with certificates, or something packed? */
bool input_goes_on(struct span octets);
/* … or show what is left of one whose beginning is damaged, behind one that is as long as its own fields are? */
bool input_elements_go_on(const struct input_elements *, struct span octets);
/* Where one does: how many octets in front of it are none of it, but trail the element, whatever that is followed by. */
size_t input_elements_trail(const struct input_elements *, struct span octets);

/* PKCS #12: its certificates, as far as they can be read. */
int input_pkcs12(struct input *, uint64_t line, struct span der);

/* ---- one text of base64, which stands for such octets (data/base64.c) ---- */

struct input_base64 {
	struct input_elements elements;
	struct base64 base64;
	struct out octets;
	bool looked;			/* what stands behind the elements was looked through */
	uint64_t bad;			/* the line with a character that base64 does not have; 0: none */
	bool parted;			/* a comment stands in the element at hand in which something else begins, and was told of */
	bool empty;
};

#define INPUT_NO_BASE64 "base64 with a character that it does not have"

void input_base64_init(struct input_base64 *, struct input *, const char *format);
/* Begins a text in this line (0: no text). */
void input_base64_begin(struct input_base64 *, uint64_t line);
/* A piece of it, which stands in this line. */
int input_base64_feed(struct input_base64 *, struct span text, uint64_t line);
int input_base64_end(struct input_base64 *, const struct stream *);
void input_base64_free(struct input_base64 *);

#endif
