/* SPDX-License-Identifier: Apache-2.0 */
/* view.h - what a rule over validation evidence sees. */
#ifndef EVIDENCE_VIEW_H
#define EVIDENCE_VIEW_H

#include "evidence/corroboration.h"
#include "evidence/psl.h"
#include "evidence/record/store.h"

/* What the caller may tell about the reading of records. */
struct ev_options {
	int64_t clock_skew;		/* seconds by which clocks may differ; 5 where it is not said */
	struct ev_time now;		/* the time of linting, where it is said */
	bool require;			/* a certificate without a record is an error */
	bool require_full;		/* and so is a rule that its record does not suffice for */
	bool phase_at_issuance;		/* phases of MPIC bind by the day of issuance, not of the attempt */
	bool all_caa;			/* every CAA check is to be corroborated, whatever the validation */
	/* Issuer Domain Names that the CP/CPS discloses, where they are said. */
	struct span *issuer_domain;
	uint32_t n_issuer_domain;
	struct ev_table perspectives;	/* besides those of the records */
};
#define EV_CLOCK_SKEW 5

/* One of several records that match the same certificate. */
struct ev_rival {
	const struct ev_record *record;	/* NULL: it cannot be read any more */
	struct ev_reading reading;
	uint32_t entry;			/* in the store */
	bool superseded;		/* another of them names it in supersedes */
};

struct ev_view {
	const struct ev_record *record;
	const struct ev_reading *reading;	/* its faults */
	const struct ev_options *options;
	const struct ev_store *store;
	const struct ev_psl *psl;	/* NULL: not given */
	const char *not_evaluated;	/* once the rules have run: those that lacked a fact, by their ids; NULL: none */
	uint32_t entry;			/* the record's, in the store */
	const char *file;		/* as the source was named */
	uint64_t line;
	struct ev_sha256 sha256;	/* for those */
	struct ev_attempts attempts;	/* of corroboration */
	const struct mpic_count *count;	/* of each of them */
	uint8_t *relied;		/* enum ev_bool of each validation, then of each CAA check: does a mailbox rely on it? */
	/* Records that match the same certificate, in the order of the sources; this one is among them, if none else. */
	struct ev_rival *rival;		/* NULL: it is the only one */
	uint32_t n_rival;
	size_t n_unread_rival;		/* before those, and not read any more */
	uint32_t n_unjudged_rival;	/* read, unlike those that are judged, and not judged any more */
	/* Of the certificate; NULL: the record is judged alone. */
	const struct ev_matchers *certificate;
	/*
	 * What all ages are measured to: issued_at, or notBefore where it is not
	 * given; issued.given is false where neither is.
	 */
	struct ev_time issued;
	int32_t issued_day;		/* the day of issuance for the levels of rules: --at or the day of `issued` */
};

#endif
