/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cms.h - the certificates of a SignedData (PKCS #7 of RFC 2315, CMS of RFC
 * 5652), taken out of it as its octets arrive, in DER or BER of any length; and
 * its content, as that of Data and DigestedData.
 *
 * A certificate is handed on exactly as it stands: OpenSSL's d2i_CMS would
 * encode its outer octets anew, and hide what is wrong with them.
 */
#ifndef INPUT_DER_CMS_H
#define INPUT_DER_CMS_H

#include "base/out.h"
#include "base/span.h"
#include "input/der/again.h"

/* ContentInfo, its [0], SignedData, its certificates. */
#define CMS_LEVELS 4
/* The longest identifier and length octets that are read. */
#define CMS_HEAD 15

/* Octets that tell whether a certificate begins behind damage. */
#define CMS_NEXT 32

/* One certificate, or word that it is over or damaged. */
struct cms_part {
	enum { CMS_CERTIFICATE, CMS_REVOCATION, CMS_CONTENT, CMS_INSIDE, CMS_DAMAGE, CMS_END } what;
	const char *format;		/* "pkcs7": nobody signed, it is there for its certificates; "cms"; NULL: no container */
	/* Of a certificate, of a RevocationInfoChoice (RFC 5652 10.2.1), of the encapContentInfo, or of what may have others inside:
	   signerInfos, with their attributes, and a certificate of another kind. */
	struct span octets;
	bool over;			/* it is longer than the limit, and these are its first octets */
	const char *fault;		/* what is damaged; at the end: something was */
	uint64_t at;			/* at which octet of the container */
	uint64_t certificates, others;	/* at the end: how many, and how many of other kinds beside them */
};

/* A value other than 0 ends the reading. */
typedef int cms_fn(void *arg, const struct cms_part *);

struct cms {
	size_t limit;			/* octets of one certificate */
	size_t content_limit;		/* octets of the content that is signed, and of what may have others inside; 0: they are not wanted */
	size_t crl_limit;		/* octets of one element of crls; 0: they are not wanted */
	cms_fn *fn;
	void *arg;
	uint64_t at;			/* octets that have come */
	struct { uint64_t bound; bool open; } level[CMS_LEVELS];	/* open: ends with end-of-contents octets */
	unsigned levels;		/* that have begun */
	uint8_t head[CMS_HEAD];		/* of the element that comes next */
	unsigned n_head;
	/* of the element at hand: */
	uint64_t start, left;		/* where it began; octets up to its end or that of an element in it */
	unsigned open;			/* indefinite lengths in it that have not ended */
	bool keep, skip;		/* a certificate; something else */
	uint8_t type;			/* of what is in the container: the last octet of its identifier */
	bool digests;			/* digestAlgorithms */
	bool content, inside;		/* kept is the content, or what may have others inside, not a certificate */
	bool crls;			/* the set at hand is crls, not certificates */
	uint64_t size;			/* of the certificate at hand */
	struct out octets;		/* the same, up to the limit and one */
	bool seen_digests, seen_content, unsigned_bag;
	uint64_t certificates, others;
	struct again again;
	unsigned small;			/* octets of a damaged element up to where the next one may begin */
	bool adjacent;			/* no frame is known, but the next element may begin here: */
	uint8_t next[CMS_NEXT];		/* its first octets, until they tell */
	unsigned n_next;
	bool bare;			/* the octets are those of no container */
	bool broken;			/* no frame is known any more */
	bool done;			/* its last octet has come */
};

/* Do these octets begin a SignedData?  1: yes, 0: no, -1: more of them are needed. */
int cms_begins(struct span octets);
/* … or one whose content alone may have certificates: Data, DigestedData? */
int cms_any_begins(struct span octets);
/* … a TimeStampResp (RFC 3161 2.4.2) with one?  *before: octets in front of that. */
int cms_stamp_begins(struct span octets, size_t *before);

void cms_init(struct cms *, size_t limit, size_t content_limit, cms_fn *, void *arg);
/* The octets that come lie behind damage that is told of already: certificates are found by what they begin with. */
void cms_behind_damage(struct cms *);
/* Takes octets off the front of *in, none behind its end, nor behind damage and a certificate that is met there.  What fn returned, if not 0. */
int cms_feed(struct cms *, struct span *in);
/* No more octets come.  Called once, whether it is done or not. */
int cms_end(struct cms *);
void cms_free(struct cms *);
/* "pkcs7" or "cms", as far as is known; NULL: there is no container. */
const char *cms_format(const struct cms *);

#endif
