/* SPDX-License-Identifier: Apache-2.0 */
/* draft.h - a record that is being drafted for one certificate: its members, empty or filled with an example. */
#ifndef COMMAND_TEMPLATE_DRAFT_H
#define COMMAND_TEMPLATE_DRAFT_H

#include "base/arena.h"
#include "base/json_out.h"
#include "smimelint.h"

#define HOUR 3600
#define NOT_FILLED ""

#define EXAMPLE_LEI "529900T8BM49AURSDO55"
#define EXAMPLE_PERSISTENT "ca.example; accounturi=https://ca.example/acct/1"

/* What a method needs besides: a set. */
enum need {
	NEED_RANDOM_VALUE = 1 << 0, NEED_HTTP = 1 << 1, NEED_PERSISTENT_TXT = 1 << 2, NEED_REGISTRAR = 1 << 3,
	NEED_DNS_CONTACT = 1 << 4, NEED_ACME = 1 << 5, NEED_MPIC = 1 << 6, NEED_DOMAIN = 1 << 7,
	NEED_CONTACT = 1 << 8, NEED_IP = 1 << 9
};
struct method {
	const char *name;		/* of --method */
	const char *section;		/* of SBR 3.2.2 */
	unsigned needs;
	const char *sent_to;		/* to whom the value goes, %s: the domain, "": the mailbox, or a number; NULL: to nobody */
	const char *record;		/* dns_contact: type and owner name */
	const char *open_mpic;
};

struct draft {
	smimelint_run *run;
	const struct method *method;
	bool example;
	struct json j;
	struct arena arena;		/* of one certificate */
	const char **mailbox;		/* its mailboxes, each once */
	size_t n_mailbox;
	int64_t issued;
	int32_t today;			/* a day: what is dated later is still to be signed; DAY_NEVER: nothing is said of that */
	int64_t validated;		/* how long before the issuance the validation ended; it took an hour */
	const char *profile;
	struct out one, lines;		/* the first certificate to be read; all of them, one on each line */
	size_t n;
	bool failed;			/* a certificate could not be read */
	bool refused;			/* a certificate is of a day on which the method was not in use */
	bool no_memory;
};

/* Times lie so many seconds before the issuance. */

/* The example, or "" where the CA has to say it. */
void draft_say(struct draft *, const char *member, const char *example);
void draft_time(struct draft *, const char *member, int64_t before);
void draft_number(struct draft *, const char *member, uint64_t n);
void draft_bool(struct draft *, const char *member, bool yes);
/* The SHA-256 of the text. */
void draft_hash(struct draft *, const char *member, const char *text);
void draft_open(struct draft *, const char *member);
void draft_close(struct draft *);
void draft_open_list(struct draft *, const char *member);
void draft_close_list(struct draft *);
/* A list of one text, or an empty one. */
void draft_list(struct draft *, const char *member, const char *example);

/* The value of an attribute of the subject, as RFC 4514 writes it; `otherwise` where there is none. */
const char *draft_subject(struct draft *, const char *type, const char *otherwise);
/* The value of the i-th attribute of this type, from 0; NULL: there are not so many. */
const char *draft_subject_nth(struct draft *, const char *type, size_t i);
/* In the form of records, A-labels in lower case. */
const char *draft_domain(struct draft *, const char *mailbox);
/* Has the domain of the i-th mailbox CAA records?  An address in its place, anna@[192.0.2.1], is no name of the DNS. */
bool draft_has_caa(const struct draft *, size_t i);
/* "v1": the id of the first thing of this letter. */
const char *draft_name(struct draft *, const char *letter, size_t i);

/* The parts of a record: the i-th mailbox's validation and CAA check, the attempts of all mailboxes, identities. */
void template_validation(struct draft *, size_t i);
void template_check(struct draft *, size_t i);
void template_corroboration(struct draft *);
/* What each perspective of the i-th mailbox's validation saw. */
const char *template_observed(struct draft *, const char *mailbox, size_t i);
void template_organization(struct draft *);
void template_individual(struct draft *, bool sponsored);

/*
 * Chooses when the validation was, so that the method was in order then and the
 * validation may be relied on at the issuance.  NULL, or why there is no such time.
 */
const char *template_settle(struct draft *);

/* The method of this name; NULL, said: there is none. */
const struct method *template_method(const char *wanted);

#endif
