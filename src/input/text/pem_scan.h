/*
 * pem_scan.h - a scanner of PEM (RFC 7468) that reads any text, any number of
 * blocks, and says where a block begins and what is wrong with it.
 */
#ifndef INPUT_TEXT_PEM_SCAN_H
#define INPUT_TEXT_PEM_SCAN_H

#include "base/out.h"
#include "os/stream.h"

#define PEM_LABEL 48

struct pem {
	struct stream *in;
	size_t limit;			/* octets of one block that are kept, plus one */
	size_t bag_limit;		/* of one labelled as a container of certificates; 0: the same */
	size_t crl_limit;		/* of one labelled as a CRL */
	uint64_t line;			/* number of the line last read */
	bool begun;			/* that line was a BEGIN not yet handed out */
	bool inside_line;		/* the piece last read did not end its line */
	char label[PEM_LABEL];		/* of the BEGIN line last read */
	char label_now[PEM_LABEL];	/* of the block at hand */
	struct out octets;		/* decoded octets of the block at hand */
};

struct pem_block {
	const char *label;		/* octets outside A-Z, 0-9 and space appear as '?' */
	struct span octets;		/* valid until the next call */
	uint64_t line;			/* of BEGIN */
	const char *fault;		/* NULL: sound; else what is wrong */
	uint64_t fault_line;		/* and where */
	size_t sound;			/* so many octets came before it; what comes after is kept of a container only */
	bool ends_text;			/* the text ends in it */
	bool over_limit;		/* longer than the limit: octets holds its beginning */
};

void pem_init(struct pem *, struct stream *, size_t limit);
void pem_free(struct pem *);
/* The next block; false at the end of the input. */
bool pem_next(struct pem *, struct pem_block *);
/* Does this label stand for a container of certificates (RFC 7468 8, 9)? */
bool pem_is_bag(const char *label);
/* … for a CRL (RFC 7468 6, and as it once was written)? */
bool pem_is_crl(const char *label);
/* Does this text hold the beginning of a block? */
bool pem_begins(struct span text);

#endif
