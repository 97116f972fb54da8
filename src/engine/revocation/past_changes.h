/* SPDX-License-Identifier: Apache-2.0 */
/* past_changes.h - entries that are gone from a CRL, came or changed, while they are looked for. */
#ifndef ENGINE_REVOCATION_PAST_CHANGES_H
#define ENGINE_REVOCATION_PAST_CHANGES_H

#include "engine/revocation/past_place.h"

struct list {
	struct crl_change *v;
	size_t n, room;
	uint64_t more;
	struct rest *rest;
};

struct changes {
	struct arena *arena;
	struct known_asked *asked;
	const struct place *at;
	const struct past_asking *how;
	int64_t this_update;		/* of the CRL at hand */
	int64_t until;			/* … or, if that is later, nextUpdate of the one that it is compared with */
	const struct crl_view *before;	/* … that one */
	bool too_many;			/* certificates of an entry were given than are kept */
	bool came_unbound;		/* some came that were revoked before the SBR */
	int64_t earlier;		/* when the last CRL of an earlier moment was issued */
	struct list gone, came, changed;
	struct list backdated;		/* came, with a date from before that */
	struct list unsaid;		/* was on hold since the base, or an earlier delta CRL took it off, and the delta CRL at hand lacks it */
	struct list held;		/* was on hold alone when it went: it may have been revoked for good before */
};

/* By issuer and serial number, the order of the lists that are looked into below. */
int past_change_order(const void *, const void *);

static inline bool
past_is_before_in_moment(const struct crl_view *cv, const struct crl_view *other)
{
	return cv->this_update.seconds == other->this_update.seconds && past_number_order(cv, other) < 0;
}

static inline bool
past_is_since(const struct crl_view *cv, const struct crl_view *other)
{
	return cv->this_update.seconds > other->this_update.seconds || past_is_before_in_moment(other, cv);
}

/* When is the CRL no longer in force?  One that does not say so lasts. */
static inline int64_t
past_end_of(const struct crl_view *cv)
{
	return cv->next_update.ok ? cv->next_update.seconds : INT64_MAX;
}

/* past_list.c: what is found in this CRL of before is of it. */
void past_begin(struct changes *, const struct crl_view *before);
/* One more, which is counted alone where there are too many whose certificate is not known. */
void past_keep(struct changes *, struct list *, const struct crl_entry *, uint8_t reason_now, const struct known_cert *);
/* Of an entry's certificates the one whose entry has to stay longest; NULL: none is known. */
const struct known_cert *past_known_of(struct changes *, const struct crl_entry *);
/* Has the CRL entries whose serial number could not be read?  Nobody knows whether they are gone; of damaged ones behind the first few neither. */
bool past_has_unread(const struct crl_view *);
/* past_twin.c: what a delta CRL and the complete one of its moment and number say otherwise (RFC 5280 5.2.4). */
void past_compare_twin(const struct place *, const struct past_asking *, struct crl_past *);
/* In the order of past_change_order(), and each once. */
void past_order(struct list *);

/* past_back.c: of what was on hold when it went, what one of the first of its scope had revoked for good is gone, too. */
void past_look_back(struct changes *, size_t completes, size_t deltas, struct crl_past *);

/* past_stands.c: takes out what stands on the base of a delta CRL. */
void past_drop_of_base(struct changes *, const struct crl_view *base);
/* What is on hold now, and was in this CRL, is not gone because an earlier one had revoked it for good: that one's entry was its own to keep. */
void past_drop_held(struct changes *, const struct crl_view *other, struct crl_past *);
/* What stands on a CRL of another scope, issued since that one before, is not gone, where relying parties had the one or the other all the time. */
void past_drop_moved(struct changes *, const struct crl_view *before, struct crl_past *);
/* past_changes.c: what this CRL of before had revoked for good and the one at hand has not.  False: too many entries, or no memory. */
bool past_find_gone(const struct crl_view *before, struct changes *, struct crl_past *);
/* Is the certificate of an entry that is gone one of those whose status this CRL tells? */
enum past_inside { PAST_OUTSIDE, PAST_PERHAPS_INSIDE, PAST_INSIDE };
enum past_inside past_inside(const struct changes *, const struct crl_view *, const struct crl_change *);
/* What stands on a CRL of the issuer, of whatever scope and key, that came in time and lasts beyond the one at hand, is not lost. */
void past_drop_elsewhere(struct changes *, struct crl_past *);
/* What is missing on this CRL, which came when the last that had it had ended, is that one's to answer for. */
void past_drop_told(struct changes *, const struct crl_view *by);
/* Takes out of those that came what another CRL of the issuer has shown since the revocation: a delta CRL, or one of another partition. */
void past_drop_shown(struct changes *, struct crl_past *);
/* … out of those with a date from before, what another one of since then has, unless so many of these are there that none is looked into. */
void past_drop_posted(struct changes *, struct crl_past *);

#endif
