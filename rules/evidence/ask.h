/* SPDX-License-Identifier: Apache-2.0 */
/* ask.h - what rules over validation evidence ask again and again: what relies on what. */
#ifndef RULES_EVIDENCE_ASK_H
#define RULES_EVIDENCE_ASK_H

#include "value/mailbox.h"

#include "rules/evidence/evidence.h"

/* The domain name of a mailbox; SPAN_NONE where there is none, and for an address literal. */
struct span ask_mail_domain(struct span address);
/* The name without the dot at its end. */
struct span ask_relative(struct span name);
/* Are both there and the same name, with a dot at the end or without? */
bool ask_same_domain(struct span, struct span);

/* Is the check one that a mailbox of the certificate relies on (ask_validation_relied: rules/evidence/evidence.h)? */
bool ask_check_relied(const struct check *, const struct ev_caa_check *);
/* Does any mailbox of the record rely on the validation or the check, in the certificate or not? */
bool ask_validation_referenced(const struct ev_record *, const struct ev_validation *);
bool ask_check_referenced(const struct ev_record *, const struct ev_caa_check *);

/* Does the mailbox name a check of its mail server, which its validation is about (SBR 3.2.2.3)? */
bool ask_check_of_server(const struct ev_record *, const struct ev_mailbox *, const struct ev_caa_check *);

/* Does a validation or a CAA check that is relied on name the attempt? */
bool ask_attempt_relied(const struct check *, const struct ev_attempt *);

/* Judges each CAA check that a mailbox relies on, where the requirement binds at its time. */
typedef void ask_check_fn(struct check *, const struct ev_caa_check *);
void ask_each_check(struct check *, ask_check_fn *);
/* The same, but the rule asks whether the requirement binds: of a check that says nothing of the matter it does not ask. */
void ask_each_check_relied(struct check *, ask_check_fn *);

/* Does the record say that CAA checking was not needed at all? */
bool ask_caa_exempt(const struct ev_record *);
/* Is the reason that it gives the one there is (SBR 4.2.2.1)?  Then the checks that were made all the same are not judged. */
#define CAA_CONSTRAINED_SUBCA "technically_constrained_subca"
bool ask_caa_optional(const struct ev_record *);
/* Must remote perspectives corroborate this CAA check? */
bool ask_check_corroborated(const struct check *, const struct ev_caa_check *);
/* Is the attempt one that the requirements ask for, and readable? */
bool ask_attempt_binds(const struct check *, const struct ev_attempt *);

/* Judges each attempt that the requirements ask for, where they bind at its time. */
typedef void ask_attempt_fn(struct check *, const struct ev_attempt *);
void ask_each_attempt(struct check *, ask_attempt_fn *);
/* Reports at the code of a perspective: the code and what is wrong. */
void ask_report_sighting(struct check *, const struct ev_attempt *, const struct ev_sighting *, const char *what);

/* Calls a check for each validation that needs corroboration, is relied on, and names this attempt for it. */
typedef void ask_served_fn(struct check *, const struct ev_attempt *, const struct ev_validation *);
void ask_each_served(struct check *, const struct ev_attempt *, ask_served_fn *judge);

/* Calls a check for each validation that mailboxes rely on and that needs corroboration. */
void ask_each_needing(struct check *, validation_check *judge);
/* The attempt with this id; NULL: there is not one. */
const struct ev_attempt *ask_attempt_of(const struct check *, struct span id);
/* A word of a call as it was sent, where it has it; what is no word is shown as it stands, and is none of ours. */
struct span ask_requested(const struct json_value *call, const char *member);

/*
 * The attempt that corroborates a CAA check; NULL: none that is there.  *used_again:
 * it is older than the check, whatever member names it, or named for reuse.
 */
const struct ev_attempt *ask_attempt_of_check(const struct check *, const struct ev_caa_check *, bool *used_again);

/* The count of an attempt, and the phase that binds it; NULL: before the first. */
const struct mpic_count *ask_count(const struct check *, const struct ev_attempt *);
/* The time that says whether corroboration is asked for at all, of what was done then; NULL: that of issuance. */
const struct ev_time *ask_phase_day(const struct check *, const struct ev_time *when);
const struct ev_time *ask_phase_time(const struct check *, const struct ev_attempt *);
const struct mpic_phase *ask_phase(const struct check *, const struct ev_attempt *);
/* Is the attempt sufficient without the perspectives that saw something else? */
bool ask_quorum_spares(const struct check *, const struct ev_attempt *);
/* Is it by that count? */
bool ask_count_spares(const struct check *, const struct ev_attempt *, const struct mpic_count *);

/* TLS BR 7.1.2.7 lets notBefore differ from the time of signing by so much. */
#define ASK_BACK_DATING (48 * SECONDS_PER_HOUR)
/*
 * By how many seconds it lies after the issuance; 0: not by more than clocks may differ, or nobody knows.  Where issued_at is not recorded,
 * notBefore stands for it, and what is less than the 48 hours behind that may have come before the signature: not evaluated.
 */
int64_t ask_after_issuance(struct check *, const struct ev_time *);

/* A text that is absent, or a word that says that there is none, is reported as missing: true then. */
bool ask_text_missing(struct check *, const struct json_value *at, const char *member, struct span text);

/* Of a value that is for one certificate request alone, in words: what it was used for besides (set of enum ev_shared); NULL: nothing. */
#define ASK_OTHER_REQUEST "for another request"
const char *ask_other_request(const struct ev_validation *, unsigned shared);
/* May it have been, of two validations of which one does not say its request, or of two Applicants?  One that is used again has the same name and times. */
bool ask_request_unsaid(const struct ev_validation *, unsigned shared);

/* The attempt in words: "CAA check of example.com, trace t-1". */
const char *ask_attempt_name(struct check *, const struct ev_attempt *);

/* Where the perspectives of a response stand, and the code of each; NULL: nowhere of their own. */
const char *ask_list_member(const struct ev_attempt *);
const char *ask_code_member(const struct ev_attempt *);
/* Are perspectives of earlier attempts in the list, or in the CA's own count? */
bool ask_counts_other_attempts(const struct ev_attempt *);

#endif
