/* SPDX-License-Identifier: Apache-2.0 */
/* past.h - CRLs and OCSP responses of before, and what one at hand differs in from them. */
#ifndef ENGINE_PAST_H
#define ENGINE_PAST_H

#include "engine/known.h"

struct past_one {
	struct past_one *next;
	struct arena arena;
	struct release release;		/* of its mapping; fn NULL: it was copied */
	uint32_t issuer_alike;		/* name_alike_hash() of a CRL's issuer */
	bool is_crl;
	size_t at;			/* in the order in which they were given, from 0 */
	atomic_size_t vouched;		/* of a CRL: what was found out with some CA certificates given (engine/vouch.c); 0: nothing yet */
	union {
		struct crl_view crl;
		struct ocsp_view ocsp;
	};
	const struct ocsp_single **answer;	/* of a response, by CertID; of one CertID the last that is good for longest first */
	size_t n_answer;		/* … that have a serial number and thisUpdate */
	uint8_t octets[];
};
struct past {
	struct past_one *first;		/* the latest that was added */
	size_t n_crl, n_ocsp;
};

enum past_status { PAST_OK, PAST_NOMEM, PAST_NEITHER };

/* Adds a copy of a CRL or a response; the same octets twice are kept once.  Of what lies in a mapping that stays nothing is copied. */
enum past_status past_add(struct past *, struct span der, const struct release *mapping);
void past_free(struct past *);

/*
 * What is to be said of the CRL and those before it.  At most `held` entries of
 * an unsorted list are compared.  of_cas: entries whose certificate is not
 * known are those of CAs.  rest_by digests those that are only counted.
 */
void past_of_crl(const struct past *, const struct crl_view *, bool of_cas, bool whole, size_t held, struct known_asked *,
    const struct rest_by *rest_by, struct arena *, struct crl_past *);

/* Sorts the answers of a response, so that each is found without a look at all others.  false: memory is out. */
bool past_sort_answers(struct past_one *);
/* The response of these octets among them; NULL: there is none. */
const struct past_one *past_response(const struct past *, const struct ocsp_view *);
/*
 * The last answer before for the certificate of n CertIDs, which are those of
 * `id`, issued before thisUpdate of the first; NULL: there is none.  *in is the
 * response that it is in, which is none of those left out.
 */
#define PAST_MOST_FORGED 4		/* responses of before that the CA did not sign are passed over, for one answer; behind them none is looked for */
struct past_but {
	const struct past_one *v[1 + PAST_MOST_FORGED];	/* NULL: none */
	size_t n;
};
const struct ocsp_single *past_answer(const struct past *, const struct past_but *, const struct ocsp_single *id, size_t n,
    const struct past_one **in);

#endif
