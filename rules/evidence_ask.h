/* evidence_ask.h - what rules over validation evidence ask again and again: what relies on what. */
#ifndef RULES_EVIDENCE_ASK_H
#define RULES_EVIDENCE_ASK_H

#include "x509/mailbox.h"

#include "rules/evidence.h"

/* The domain name of a mailbox; SPAN_NONE where there is none, and for an address literal. */
struct span ask_mail_domain(struct span address);

/* Is the check or the validation one that some mailbox of the record relies on? */
bool ask_check_relied(const struct ev_record *, const struct ev_caa_check *);
bool ask_validation_relied(const struct ev_record *, const struct ev_validation *);

/* Judges each CAA check that a mailbox relies on, where the requirement binds at its time. */
typedef void ask_check_fn(struct check *, const struct ev_caa_check *);
void ask_each_check(struct check *, ask_check_fn *);

/* Is CAA checking not needed at all, as the record has it? */
bool ask_caa_exempt(const struct ev_record *);
/* Must remote perspectives corroborate this CAA check? */
bool ask_check_corroborated(const struct check *, const struct ev_caa_check *);
/* Is the attempt one that the requirements ask for, and readable? */
bool ask_attempt_binds(const struct check *, const struct ev_attempt *);

/* Do the facts of the check make its failed look-up one that counts as permission (SBR 4.2.2.1)? */
bool ask_failure_accepted(const struct ev_caa_check *);
/* Is the day one on which that asks for an Insecure domain, as it does since SBR 1.0.12? */
bool ask_insecure_needed(const struct ev_caa_check *);

/* Where the perspectives of a response stand, and the code of each; NULL: nowhere of their own. */
const char *ask_list_member(const struct ev_attempt *);
const char *ask_code_member(const struct ev_attempt *);
/* Are perspectives of earlier attempts in the list, or in the CA's own count? */
bool ask_counts_other_attempts(const struct ev_attempt *);

#endif
