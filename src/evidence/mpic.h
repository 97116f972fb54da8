/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mpic.h - what Multi-Perspective Issuance Corroboration answered, whatever
 * the form of the answer: the verbatim response of each attempt of a record as
 * plain structures.
 *
 * A member of the response that is absent or of a wrong type is an absent fact:
 * the response is somebody else's, so it is no fault of the record.
 */
#ifndef EVIDENCE_MPIC_H
#define EVIDENCE_MPIC_H

#include "evidence/record/decode.h"

struct ev_method;

/* What a remote Network Perspective saw, against what was to be seen. */
enum ev_seen {
	SEEN_UNKNOWN,			/* the response does not show it */
	SEEN_SAME,
	SEEN_OTHER,			/* domain validation: something else; CAA: it forbids */
	SEEN_NO_ANSWER,			/* domain validation: the look-up or the retrieval had no success */
	SEEN_FAILURE,			/* CAA: the look-up failed and must not be taken for permission */
	SEEN_OTHER_KIND,		/* it made a check of the other kind, and shows nothing of what this one is about */
	SEEN_OTHER_METHOD,		/* domain validation: it looked by another method than the one that is relied on */
	SEEN_ELSEWHERE			/* it looked at a name that is not the target's */
};

/* One remote Network Perspective in an attempt. */
struct ev_sighting {
	const struct json_value *at;	/* its entry in the response */
	struct span code;
	uint8_t completed, passed;	/* enum ev_bool */
	uint8_t record_present;		/* CAA: enum ev_bool */
	uint8_t seen;			/* enum ev_seen */
	bool errors;			/* it names some */
	bool again;			/* an earlier entry has its code */
	bool contradicts_itself;	/* what stands beside its check says otherwise: it has not passed */
	bool is_primary;		/* its code is the primary's */
	bool apart;			/* it passed at a time that is not the attempt's, and so corroborates nothing */
	struct ev_time time;
	const struct json_value *time_at;	/* what gives it, or stands in its place and is none; NULL: nothing */
	const struct json_value *records;	/* what it saw: an array of texts, or one text; NULL: not shown */
	struct span page;		/* the same of a web page */
	const struct json_value *details;	/* what else it tells; NULL: nothing */
	struct span check_type;		/* the kind of check that it says it made */
	struct span method, found_at;	/* the method that it says it used, and the name that it looked at */
	bool found_at_other;		/* what stands in the place of the name is none */
	const struct ev_perspective *place;	/* its entry of the table at that time; NULL: there is none */
};
/* Does its answer say that the check passed?  Older answers do not say whether it was completed. */
bool ev_sighting_passed(const struct ev_sighting *);
/* Does what it saw keep it from corroborating? */
bool ev_sighting_refuted(const struct ev_sighting *);
/* Passed, not refuted, and not apart. */
bool ev_sighting_corroborates(const struct ev_sighting *);

/* A count as CAs log it: "4/5". */
struct ev_claim {
	bool given;
	uint32_t passed, used;
};

/* What was asked of the remote perspectives. */
struct ev_asked {
	const struct json_value *at;	/* the parameters of the check; NULL: none */
	struct span validation_method;
	struct span prefix;		/* before the name, with a dot between them */
	struct span value;		/* what they were to see */
	bool redacted;			/* it is shown as a hash only */
	bool is_account;		/* it is the accounturi of a persistent record */
	uint8_t exact_match, exact_case, allow_lookup_failure;	/* enum ev_bool */
	struct span certificate_type;
	const struct json_value *caa_domains;	/* an array, or NULL */
	const struct json_value *issuer_domain_names;	/* of a persistent record: an array, or NULL */
};

/* SHA-256, of which a room above knows how; so many may be made for a record.  False: there is none. */
#define EV_RECORD_HASHES 20000u
struct ev_sha256 {
	bool (*digest)(void *arg, struct span text, uint8_t out[32]);
	void *arg;
	unsigned left;
};

/* Is the challenge that the perspectives were to see that of the validation? */
enum ev_challenge {
	CHALLENGE_UNSHOWN,		/* the record does not have both */
	CHALLENGE_OWN,
	CHALLENGE_OTHER,		/* what was asked for has no part with the hash of the Random Value or Request Token */
	CHALLENGE_UNCLEAR		/* nothing that was seen has, or it may be made of the value */
};

struct ev_attempt {
	const struct ev_mpic *mpic;
	bool recognised;		/* the response has the form that `format` says */
	uint8_t check;			/* enum ev_check as the response has it; 0: it does not say, or another word */
	struct span check_type;		/* the word that it has */
	uint8_t is_valid, completed;	/* enum ev_bool: the service's own verdict */
	struct span target;
	struct span challenge_type, challenge_status;	/* of boulder's event: words of ACME for the method and for how it ended */
	struct span error;		/* of boulder's event: why it failed */
	struct span trace;		/* the name of the call, in the logs of the service */
	struct ev_int perspective_count, quorum_count, attempt_count;
	const struct json_value *parameters;	/* where those stand; NULL: nowhere */
	uint32_t n_previous;		/* attempts before this one that the response carries */
	struct ev_claim claim;		/* the record's, else the response's */
	struct ev_claim logged;		/* the response's own */
	const struct json_value *summary;	/* of boulder: where that stands */
	const struct json_value *rirs_at;	/* the regions that the response claims; NULL: it claims none */
	uint8_t rirs;			/* those, as a set of 1 << enum ev_rir */
	bool unknown_rir;		/* … and some that are none of them */
	struct ev_asked asked;
	/*
	 * Of a domain validation: the method that was called, else its own (NULL:
	 * neither is known), and what it relies on, which the perspectives are to
	 * see whatever they were asked for (SPAN_NONE: not recorded, or a challenge
	 * that was asked for or that nobody shows).
	 */
	const struct ev_method *method;
	struct span relied;
	bool whole, exact, any_hex;	/* values stand as words of their own; their case counts; … but that of a number in hexadecimal */
	uint8_t challenge;		/* enum ev_challenge */
	struct ev_sha256 *sha256;	/* NULL: there is none */
	struct ev_sighting *sighting;
	uint32_t n_sighting;
	struct ev_time last;		/* the last sighting's of those that passed and are not apart; where none passed, of all; not given: none has one */
	/*
	 * When it was made: the last sighting, else the primary's time where that
	 * belongs to what relies on the attempt, else the time of that.  Never
	 * before the validation began.
	 */
	struct ev_time time;
	const struct ev_perspective *primary_place;
	uint8_t binds;			/* enum ev_bool: does what relies on it ask for corroboration?  EV_UNSAID: no rule has asked yet */
	uint8_t primary_seen;		/* enum ev_seen: what the primary saw, against what it asked the others for, or what permits */
	/* What relies on it: the first of each that names it, validations that need it before others. */
	const struct ev_validation *validation;
	const struct ev_caa_check *caa;
	const struct ev_corroboration_reuse *reuse;	/* not NULL: `caa` uses it again */
};

/* A table of perspectives that the linter was given besides the records. */
struct ev_table {
	const struct ev_perspective *perspective;
	uint32_t n;
};

struct ev_attempts {
	struct ev_attempt *attempt;	/* of record->mpic, in its order, then those that corroboration_reuse embeds */
	uint32_t n;
};

/*
 * All attempts of a record, in the arena; clocks may differ by `skew` seconds.
 * Faults of those that corroboration_reuse embeds are added to the record's
 * reading.  What hashes lives as long as they.  False: memory is out.
 */
bool ev_attempts_make(struct arena *, struct ev_reading *, const struct ev_table *, int64_t skew, struct ev_sha256 *, struct ev_attempts *);

/* What belongs to one attempt lies within so many seconds (TLS BR 3.2.2.9 has no figure). */
#define EV_ATTEMPT_SECONDS 600

/* By how much a time lies before the earlier or after the later of two others; 0: between them, or one is not given. */
int64_t ev_outside(const struct ev_time *when, const struct ev_time *from, const struct ev_time *to);

/* The attempt that an id names; NULL when none or more than one has it. */
const struct ev_attempt *ev_attempt_find(const struct ev_attempts *, const struct ev_record *, struct span id);
/* The attempt that a reuse names or embeds. */
const struct ev_attempt *ev_attempt_of_reuse(const struct ev_attempts *, const struct ev_record *,
    const struct ev_corroboration_reuse *);

/* "4/5" */
struct ev_claim ev_claim_read(struct span text);

#endif
