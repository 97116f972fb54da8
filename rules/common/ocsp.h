/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp.h - what the rows on OCSP responses share. */
#ifndef RULES_COMMON_OCSP_H
#define RULES_COMMON_OCSP_H

#include "rules/common/revocation.h"

/* From its publication in June 2013 on. */
#define RFC6960_SHALL SCHEDULE(SHALL_FROM(2013, 6, 1))
#define RFC6960_SHOULD SCHEDULE(SHOULD_FROM(2013, 6, 1))
#define RFC6960_NOTICE SCHEDULE(NOTICE_FROM(2013, 6, 1))
#define OCSP_MUST .schedule = RFC6960_SHALL, .scope = SCOPE_OCSP_RESPONSE
#define OCSP_SHOULD .schedule = RFC6960_SHOULD, .scope = SCOPE_OCSP_RESPONSE
#define OCSP_NOTICE .schedule = RFC6960_NOTICE, .scope = SCOPE_OCSP_RESPONSE
/* On each SingleResponse; what can be read of one is judged. */
#define EACH_SINGLE .reads = PARTS1(PART_RESPONSES), .when = PARTS1(PART_RESPONSES)

typedef void single_fn(struct check *, const struct ocsp_single *);

static inline void
each_single(struct check *c, single_fn *fn)
{
	for (unsigned i = 0; i < c->ocsp->n_single; i++)
		fn(c, &c->ocsp->single[i]);
}

/* What RFC 6960 2.2 answers for a certificate that was never issued. */
static inline bool
ocsp_non_issued(const struct ocsp_single *s)
{
	return s->status == OCSP_REVOKED && s->reason == CRL_HOLD && s->revoked.ok && s->revoked.seconds == 0;
}

/* "serial 4a10": which certificate it is about. */
static inline const char *
single_serial(struct check *c, const struct ocsp_single *s)
{
	return s->serial.p == NULL ? "no serial" : arena_printf(c->arena, "serial %s", show_serial(c, s->serial));
}

/* The CA of the certificate that it is about: that of its CertID, else the response's.  NULL: not known. */
static inline const struct cert_view *
single_ca(const struct check *c, const struct ocsp_single *s)
{
	const struct ca *ca = c->about != NULL ? c->about[s - c->ocsp->single].ca : NULL;

	return ca != NULL ? ca->cert : c->issuer;
}

/*
 * Is every certificate of which nothing else is known one of a CA?  What is
 * known of some says nothing of the others.
 */
static inline bool
ocsp_covers_cas_only(const struct check *c)
{
	return c->profile->covers_asked == COVERS_CA || c->profile->cas_from != COVERS_FROM_NONE ||
	    (c->profile->covers == COVERS_CA && (c->profile->covers_from != COVERS_FROM_CERTIFICATES || c->issuer_says.covers == COVERS_CA));
}

/* What is known of its certificate itself: set of CRL_IS(); 0: nothing. */
static inline uint8_t
single_classes(const struct check *c, const struct ocsp_single *s)
{
	return ocsp_classes(c->known, c->about, (unsigned)(s - c->ocsp->single));
}

/* Is its certificate at hand?  With its CA's beside it, it is known to be one of that CA. */
static inline bool
single_is_given(const struct check *c, const struct ocsp_single *s)
{
	size_t i = (size_t)(s - c->ocsp->single);

	return (c->known != NULL && c->known[i].cert != NULL) || (c->about != NULL && c->about[i].is_of_ca);
}

static inline bool
single_is_issued(const struct check *c, const struct ocsp_single *s)
{
	return single_is_given(c, s) && c->about != NULL && c->about[s - c->ocsp->single].ca != NULL;
}

/* Where nothing that is known says of what kind it is, what the response covers does.  A responder's certificate is of neither kind. */
static inline bool
single_is_of(const struct check *c, const struct ocsp_single *s, uint8_t kind, bool covered)
{
	uint8_t classes = single_classes(c, s);
	bool open = classes == 0 || (classes & CRL_IS(CRL_CLASS_UNKNOWN)) != 0;

	return (classes & kind) != 0 || (open && covered);
}

/* May the certificate be a CA's, or a subscriber's?  Both, where several with its issuer and serial number were given. */
static inline bool
single_is_of_ca(const struct check *c, const struct ocsp_single *s)
{
	return single_is_of(c, s, CRL_IS_CA, c->profile->covers == COVERS_CA && ocsp_covers_cas_only(c));
}

static inline bool
single_is_of_subscriber(const struct check *c, const struct ocsp_single *s)
{
	return single_is_of(c, s, CRL_IS_SUBSCRIBER, !(c->profile->covers == COVERS_CA && ocsp_covers_cas_only(c)));
}

/*
 * Does nothing say that the certificate is a subscriber's?  Then it is taken for
 * one (SBR 4.9.10), and a finding says which options decide: one answer is about
 * one certificate, so that a CA that may issue both leaves it open.
 */
static inline const char *
single_presumed(const struct check *c, const struct ocsp_single *s)
{
	uint8_t covers = c->profile->covers;
	bool open = covers == 0 || (covers == (COVERS_CA | COVERS_SUBSCRIBER) && c->profile->covers_from == COVERS_FROM_ISSUER);

	if (!open || (single_classes(c, s) & (uint8_t)~CRL_IS(CRL_CLASS_UNKNOWN)) != 0)
		return "";
	return c->issuer_state == ISSUER_NOT_ASKED ? ", taken for a subscriber's: --covers, --issuer or --certificates decides" :
	    ", taken for a subscriber's: --covers or --certificates decides";
}

/* The limits of SBR 4.9.10 are those of subscriber certificates, unless something says that they are not.  Is there one? */
static inline bool
any_of_subscriber(struct check *c, single_fn *fn)
{
	bool any = c->ocsp->n_single == 0;

	for (unsigned i = 0; i < c->ocsp->n_single; i++) {
		if (!single_is_of_subscriber(c, &c->ocsp->single[i]))
			continue;
		any = true;
		fn(c, &c->ocsp->single[i]);
	}
	return any;
}

static inline void
each_of_subscriber(struct check *c, single_fn *fn)
{
	if (!any_of_subscriber(c, fn))
		not_applicable(c, "the response tells the status of no subscriber certificate");
	tell_certificates_beyond(c);
}

/* … and those of CAs, where something says that they are. */
static inline void
each_of_ca(struct check *c, single_fn *fn)
{
	bool any = false;

	for (unsigned i = 0; i < c->ocsp->n_single; i++) {
		if (!single_is_of_ca(c, &c->ocsp->single[i]))
			continue;
		any = true;
		fn(c, &c->ocsp->single[i]);
	}
	if (!any)
		not_applicable(c, "nothing says that the certificates are those of CAs");
	tell_certificates_beyond(c);
}

/* A single_fn: nextUpdate is missing. */
static inline void
ocsp_no_next_update(struct check *c, const struct ocsp_single *s)
{
	if (!s->bad && !s->has_next_update)
		report(c, s->raw, "%s%s", single_serial(c, s), single_presumed(c, s));
}

#endif
