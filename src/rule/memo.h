/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memo.h - what several rules ask of one certificate and the first of them works out.
 *
 * Whoever runs rules keeps it, empties it (all zero) before the next certificate or profile, and frees nothing: it lies in the arena.
 */
#ifndef RULE_MEMO_H
#define RULE_MEMO_H

#include "key/key.h"
#include "value/idna.h"
#include "value/orgid.h"
#include "x509/mailbox_set.h"

struct rule_memo {
	const struct cert_view *cert;	/* whose mailboxes they are; NULL: nobody has asked */
	struct mailbox_set mailboxes;
	bool mailboxes_matched;		/* … how the addresses in its names and its Mailbox Fields go together is known */
	uint8_t mailbox_matches;	/* … set of enum mailbox_match */
	struct span domain;		/* the last one whose labels were checked */
	struct span label;		/* its first faulty label */
	enum idna_fault fault;
	struct span sound_label;	/* the last A-label of the certificate that is valid */
	const struct cert_attr *orgid_of;	/* the last organizationIdentifier that was taken apart */
	struct orgid orgid;
	enum orgid_fault orgid_fault;
	bool orgids_judged;		/* every organizationIdentifier was asked every question about it */
	uint32_t orgid_broken;		/* … those that one of them breaks: a bit each */
	const struct cert_view *point_of;	/* whose key was asked whether it is a point of its curve; NULL: nobody's */
	enum key_point point;
	const struct cert_view *purposes_of;	/* whose purposes were asked for; NULL: nobody's */
	const char **purpose;		/* … each as text; NULL: not yet */
};

struct check;

/* The Mailbox Fields of the certificate, to be searched. */
const struct mailbox_set *memo_mailboxes(struct check *);
/* orgid_parse() of an attribute's text, once for rules that follow one another. */
const struct orgid *memo_orgid(struct check *, const struct cert_attr *, enum orgid_fault *);
/* idna_check(), once for equal domains that follow one another.  *label stays as it is where there is no fault. */
enum idna_fault memo_idna(struct check *, struct span domain, struct span *label);
/* Is the certificate's key a point of its curve? */
enum key_point memo_key_point(struct check *);

/* One finding about extended key usage i of the certificate; its value is what identifies it. */
void memo_report_purpose(struct check *, unsigned i);

#endif
