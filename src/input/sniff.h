/* SPDX-License-Identifier: Apache-2.0 */
/* sniff.h - tells by its content what an input is. */
#ifndef INPUT_SNIFF_H
#define INPUT_SNIFF_H

#include "base/arena.h"

enum sniffed {
	SNIFF_EMPTY, SNIFF_GZIP, SNIFF_ZSTD, SNIFF_ARCHIVE, SNIFF_RECORDS, SNIFF_SQLITE,
	SNIFF_WIDE, SNIFF_COLOURED, SNIFF_CR, SNIFF_ESCAPES, SNIFF_DER, SNIFF_QUOTED, SNIFF_DUMP,
	SNIFF_FRAMED, SNIFF_CELL, SNIFF_GRID,
	SNIFF_MBOX, SNIFF_MAIL, SNIFF_HTTP, SNIFF_WARC,
	SNIFF_LDIF, SNIFF_NDJSON, SNIFF_JSON, SNIFF_REPORT, SNIFF_CSV, SNIFF_PEM, SNIFF_UU, SNIFF_LINES, SNIFF_BASE64, SNIFF_TEXT, SNIFF_BINARY
};

/*
 * The form of an input, from its first octets (64 KiB or all of it).  `field`:
 * the column of a table that holds certificates; NULL: one whose name says so.
 */
enum sniffed sniff_form(struct span start, const char *field);

/* The same of text that tells its form by how its first lines are built; SNIFF_TEXT: it does not. */
enum sniffed sniff_text(struct span start, const char *field);
/* Does an object that begins in this line go on in what stands behind it?  It does not close there, and no other begins behind. */
bool sniff_json_goes_on(struct span line, struct span behind);
/* Takes a line off the front of *text; the line end (LF or CRLF) is neither here nor there. */
struct span sniff_line(struct span *text);
/* Does an archive, or a compression that is read as one, begin so? */
bool sniff_archive(struct span start);
/* Does the image of a volume: its first descriptor stands behind what a system starts from (ECMA-119 6.2.1, 8.1.1)? */
bool sniff_iso(struct span start);
/* The same of other octets than the first: does what begins so tell it beyond doubt? */
bool sniff_archive_inside(struct span octets);
/* Does the first message of an mbox file begin so (RFC 4155)? */
bool sniff_mbox(struct span text);
/* Does a header with a field of MIME begin so (RFC 5322 2.2, RFC 2045 3)?  Its end may be missing. */
bool sniff_mail(struct span text);
/* Is this line a field of a header, with blanks before its colon or without (RFC 5322 2.2, 4.5)? */
bool sniff_field(struct span line);
/* Is the first line a field of MIME? */
bool sniff_mime_field(struct span text);
/* Does a uuencoded file begin so? */
bool sniff_uu(struct span text);
/* The same behind other text of its line. */
bool sniff_uu_inside(struct span text);
/* Do lines of one begin so, without those before them? */
bool sniff_uu_lines(struct span text);
/*
 * What text without a certificate is, and the way out, where its beginning
 * tells: an HTML page, an answer of a web server; NULL: it does not.
 */
const char *sniff_other_text(struct arena *, struct span start);
/* The same of an answer of a web server whose body begins otherwise than as it stands there; NULL: it has no status. */
const char *sniff_answer(struct arena *, struct span start, struct span body);
/* What a page is that a server sends in the place of a file, HTML, or XML as of an object store; NULL: it is none. */
const char *sniff_page(struct span text);
/* Does a line of base64 stand for the start of a SEQUENCE? */
bool sniff_base64(struct span line);

/* Is this the start of a PKCS #7 or CMS container of whatever content? */
bool sniff_cms(struct span start);

/* Does a ContentInfo (RFC 5652 3) of any type begin so? */
bool sniff_content_info(struct span start);
/* The same where its content follows: an Extension and an AlgorithmIdentifier begin with an OID as well. */
bool sniff_content_follows(struct span start);
/*
 * Does a SEQUENCE begin so whose first elements are short, as in no certificate, and whose last goes on to its end?
 * A version or a status is first: keys, names and extensions of certificates have none.
 */
bool sniff_adds_up(struct span start);

/* Does a CRL or its TBSCertList begin so (RFC 5280 5.1)?  The end may be missing. */
bool sniff_crl(struct span start);
/* Is it a CRL, or an OCSP response (RFC 6960 4.2.1)? */
bool sniff_status(struct span der);
/* Does one of them begin so, and is its end missing? */
bool sniff_cut_status(struct span start);
/* … a CRL? */
bool sniff_cut_crl(struct span start);

enum sniffed_status { SNIFFED_NO_STATUS, SNIFFED_CRL, SNIFFED_RESPONSE };
/* Which of them can be read, whatever is wrong in it?  `tbs`: what is to be signed can, too. */
enum sniffed_status sniff_readable_status(struct span der, bool tbs);
/* Does a TBSCertList or ResponseData begin so, without what is around it? */
bool sniff_to_be_signed(struct span start);
/* Which of them is whole on the outside, and by what is left of it inside? */
enum sniffed_status sniff_damaged_status(struct span der);

/* Does a TBSCertificate begin so (RFC 5280 4.1)?  The end may be missing.  `asked`: where one is looked for, its first octet tells a version. */
bool sniff_tbs(struct span start, bool asked);
/* Do an AlgorithmIdentifier and a BIT STRING, as behind what is signed, stand behind the first element, whatever that is? */
bool sniff_signed(struct span der);

/* Is this one Name (RFC 5280 4.1.2.4), whole and with an attribute in it? */
bool sniff_name(struct span der);

/*
 * What one element of DER is if it is something else than a certificate: "a
 * certificate revocation list", ...; NULL when it may be a certificate, or
 * cannot be told.  `tbs`: a TBSCertificate is what is looked for.
 */
const char *sniff_other(struct span der, bool tbs);
/* Is it a key, public, private or encrypted? */
bool sniff_key(struct span der);
/* Is it a SEQUENCE or a SET of no structure that is known here, of which nothing is signed as in a certificate? */
bool sniff_unknown(struct span der);
/* Is it a key or a request, as stand beside certificates? */
bool sniff_companion(struct span der);

/* Why the outermost element cannot be framed, and where; NULL when it can. */
const char *sniff_frame(struct arena *, struct span der);

/* Length of the element that begins so; 0: more octets are needed; UINT64_MAX: it cannot be told. */
uint64_t sniff_length(struct span start);

/* Octets that tell an OCSP response of less than 128 octets, as errors are (RFC 6960 4.2.1): an error without responseBytes has no more. */
#define SNIFF_SHORT 5
/* Does one begin so?  May these be its first octets, or all? */
bool sniff_short_response(struct span octets);
bool sniff_may_be_short_response(struct span octets);
/* Does a CRL begin so, of which no more is seen than the head of its algorithm? */
bool sniff_crl_starts(struct span octets);

/* Does this look like the start of a DER element as long as a certificate is? */
bool sniff_der_starts(struct span octets);

/* Does an element around certificates begin so that is no SEQUENCE (wrapped.h)? */
bool sniff_wrapped_starts(struct span octets);

#endif
