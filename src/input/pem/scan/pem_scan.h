/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pem_scan.h - a scanner of text for what stands in it as a certificate: PEM
 * blocks (RFC 7468) however they were pasted, base64 and hexadecimal without
 * armour.  It reads any text and any number of them, and says where one begins
 * and what is wrong with it.
 */
#ifndef INPUT_PEM_SCAN_PEM_SCAN_H
#define INPUT_PEM_SCAN_PEM_SCAN_H

#include "base/out.h"
#include "input/der/boundary.h"
#include "input/der/remains.h"
#include "input/lost/lost.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/body.h"
#include "input/pem/line/frame.h"
#include "input/pem/line/steady.h"
#include "input/pem/scan/beside.h"
#include "os/stream.h"

/* Octets of it, no more. */
#define PEM_JOINT 8

struct pem {
	struct stream *in;
	size_t limit;			/* octets of one block that are kept, plus one */
	size_t bag_limit;		/* of one labelled as a container of certificates; 0: the same */
	size_t crl_limit;		/* of one labelled as a CRL; 0: the same */
	bool runs;			/* what stands without armour is handed out as well, and reading stops where no text goes on */
	uint64_t line;			/* of the octet that comes next, from 1 */
	uint8_t last;			/* the octet taken last */
	size_t word;			/* characters of base64 up to the octet that is looked at */
	bool line_blank;		/* only blanks were taken of the line at hand */
	uint64_t looked;		/* no certificate of another begins in a line up to this octet of the stream (pem_up_to_next()) */
	bool http;			/* the head of a response of HTTP is at hand: its fields are those of no message */
	size_t behind_body;		/* characters behind base64 as a body has it, and one; 0: none was met */
	bool pieced;			/* the lines of the block at hand have something beside them, or a sign between, which may have come in */
	struct steady joints;		/* what stands between its strings, where a program puts them together */
	bool labelled;			/* something stands before the first of them */
	struct lost lost;		/* what was passed over */
	struct remains_met remains;	/* the same of octets that are no text */
	bool begun;			/* a BEGIN was met that is not yet handed out */
	bool begun_inside;		/* behind other text of its line */
	struct beside beside;		/* blocks beside one another */
	bool neighbour;			/* other base64 stands beside the lines of the block at hand */
	struct body body;		/* of the block at hand */
	struct boundary boundary;	/* in the octets of base64 without armour */
	struct frame frame;		/* of the block at hand; before that, what stands in front of BEGIN */
	uint8_t head[2 * FRAME_OCTETS];	/* what was taken last of the line at hand: FRAME_OCTETS of it, or more */
	size_t n_head;
	uint8_t joint[PEM_JOINT];	/* of a block on one line: what stands in the place of its line ends */
	size_t n_joint;			/* 0: nothing */
	uint64_t begun_line;
	char label[PEM_LABEL];		/* of it */
	char label_now[PEM_LABEL];	/* of the block at hand */
	uint64_t end;			/* where an END line was seen ahead; before that, none needs to be looked for */
	bool unended;			/* the block at hand ended without one: what is left of it is told of with it */
	uint64_t damaged;		/* the line with the damage met last in the block at hand */
	struct out octets;		/* decoded octets of the block at hand */
};

struct pem_block {
	enum {
		PEM_BLOCK,		/* in armour */
		PEM_BASE64,		/* base64 of what begins as a certificate or container does */
		PEM_HEX,		/* the same in hexadecimal */
		PEM_FORM,		/* base64, hexadecimal or a list of octets that stand for another form: PEM, something packed */
		PEM_WORDS,		/* words about armour, with no block behind them */
		PEM_REMAINS		/* what is left in DER of what is linted, at its first sign; its octets are not kept */
	} what;
	enum remains remains;		/* of what; also of base64, hexadecimal and lists whose beginning is gone */
	uint64_t at;			/* at which octet the sign stands */
	const char *label;		/* in upper case; octets outside A-Z, 0-9 and space appear as '?' */
	struct span octets;		/* valid until the next call */
	uint64_t line;			/* of its beginning */
	const char *fault;		/* NULL: sound; else what is wrong */
	uint64_t fault_line;		/* and where */
	size_t sound;			/* so many octets came before it; what comes after is kept of a container only */
	bool ends_text;			/* the text ends in it */
	bool told;			/* it goes on with what remains of a certificate, of which it was told */
	bool pieced;			/* its lines had something beside them, or a sign between, which may have come into its octets */
	bool labelled;			/* something stood before the first of several */
	size_t last;			/* octets of the last of them, where all others are as long as one another; 0: that is not known */
	bool over_limit;		/* longer than the limit: octets holds its beginning */
};

void pem_init(struct pem *, struct stream *, size_t limit);
void pem_free(struct pem *);
/* The next block; false at the end of the input, and where something begins that is no such text. */
bool pem_next(struct pem *, struct pem_block *);

#endif
