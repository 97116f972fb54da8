/* SPDX-License-Identifier: Apache-2.0 */
/* retrieval.h - how a page or token was fetched over HTTP, as the CA recorded it or as Open MPIC answered. */
#ifndef EVIDENCE_RETRIEVAL_H
#define EVIDENCE_RETRIEVAL_H

#include "evidence/mpic.h"

/* A URL and a status code, each with its place in the record; at == NULL: there is none of its type. */
struct ev_url {
	const struct json_value *at;
	struct span text;
};
struct ev_status_code {
	const struct json_value *at;
	int64_t n;
};
/* An answer that led elsewhere. */
struct ev_hop {
	const struct json_value *at;	/* its entry */
	struct ev_status_code status;
	struct ev_url to;
};
struct ev_retrieval {
	const struct json_value *at;	/* the object that tells of it */
	struct ev_url first;
	const struct ev_hop *hop;
	uint32_t n_hop;
	struct ev_status_code status;	/* of the last answer */
	bool recorded;			/* by the CA, so that every part of it has to be there */
};

/* What a perspective tells of its retrieval.  False: nothing, or memory is out. */
bool ev_retrieval_of(struct arena *, const struct ev_sighting *, struct ev_retrieval *);
/* The perspective whose retrieval stands for the primary's, which is not recorded: the first that passed, else the first that tells of one. */
const struct ev_sighting *ev_retrieval_stand_in(const struct ev_validation *, const struct ev_attempt *);
/*
 * What the record says of a validation's retrieval: its member http, or what
 * stands in for it.  False: neither is there, or memory is out.
 */
bool ev_retrieval_read(struct arena *, const struct ev_validation *, const struct ev_attempt *, struct ev_retrieval *);

#endif
