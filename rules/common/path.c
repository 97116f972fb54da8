/* SPDX-License-Identifier: Apache-2.0 */
/* path.c - RFC 5280 6.1 on the certification paths above what is at hand. */
#include "rules/common/path.h"

#include "rules/common/constraints.h"

/* Of names with subtrees, on all paths of a result. */
#define MOST_COMPARISONS (UINT64_C(1) << 22)

/* ---- what is asked once ---- */

static bool
is_answered(const struct ca_path *p, enum path_question question, enum path_verdict *verdict)
{
	uint8_t answer = p->memo != NULL ? p->memo->answer[question] : 0;

	if (answer != 0)
		*verdict = (enum path_verdict)(answer - 1);
	return answer != 0;
}

static enum path_verdict
remember(const struct ca_path *p, enum path_question question, enum path_verdict verdict)
{
	if (p->memo != NULL)
		p->memo->answer[question] = (uint8_t)(1 + verdict);
	return verdict;
}

enum path_verdict
path_recall(const struct check *c, const struct ca_path *p, enum path_question question, path_fn *of)
{
	enum path_verdict verdict;

	return is_answered(p, question, &verdict) ? verdict : remember(p, question, of(c, p));
}

static enum path_verdict
worst_member(const struct check *c, const struct ca_path *p, path_member_fn *of)
{
	enum path_verdict verdict = PATH_HOLDS;

	for (size_t i = 0; i < p->n; i++)
		verdict = path_worse(verdict, of(c, p, i));
	return verdict;
}

enum path_verdict
path_recall_worst(const struct check *c, const struct ca_path *p, enum path_question question, path_member_fn *of)
{
	enum path_verdict verdict;

	return is_answered(p, question, &verdict) ? verdict : remember(p, question, worst_member(c, p, of));
}

/* ---- the certificates of a path ---- */

bool
path_is_self_issued(const struct cert_view *cv)
{
	return cert_self_issued(cv) || name_alike(&cv->issuer, &cv->subject);
}

/* Is it the last certificate of the path, with which that of a CRL ends? */
static bool
is_last(const struct check *c, size_t i)
{
	return i == 0 && c->crl != NULL;
}

/* ---- pathLenConstraint of one path ---- */

/* CA certificates that a pathLenConstraint counts (RFC 5280 4.2.1.9): those that are not self-issued. */
static bool
is_counted(const struct cert_view *cv)
{
	return cv->bc.ca && !path_is_self_issued(cv);
}

/* Where it is judged as one.  In its own path it is the last, which is no intermediate certificate (RFC 5280 4.2.1.9). */
bool
path_counts_at_hand(const struct check *c)
{
	return (c->profile->kind & KIND_ANY_CA) != 0 && is_counted(c->cert);
}

bool
path_limit_unread(const struct cert_view *ca)
{
	return rule_is_unread(ca, PART_EXT_BC) || (ca->bc.has_path_len && ca->bc.path_len_negative);
}

struct path_limit
path_exceeded_limit(const struct check *c, const struct ca_path *p)
{
	struct path_limit limit = { NULL, 0, false };

	for (size_t i = 0; i < p->n; i++) {
		const struct cert_view *ca = p->ca[i];

		if (is_last(c, i))
			continue;
		if (path_limit_unread(ca)) {
			limit.unread = true;
		} else if (ca->bc.has_path_len && limit.counted > ca->bc.path_len) {
			limit.ca = ca;
			break;
		}
		limit.counted += !path_is_self_issued(ca);
	}
	return limit;
}

static enum path_verdict
judge_length(const struct check *c, const struct ca_path *p)
{
	struct path_limit limit = path_exceeded_limit(c, p);

	return limit.ca != NULL ? PATH_BREAKS : limit.unread ? PATH_UNREAD : PATH_HOLDS;
}

enum path_verdict
path_length(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_LENGTH, judge_length);
}

/* ---- nameConstraints of one path ---- */

static enum path_verdict
names_of(const struct cert_view *cv, const struct cert_view *ca)
{
	enum path_verdict verdict = PATH_HOLDS;
	struct tested_name n;

	for (unsigned at = 0; rule_next_name(cv, &at, &n);)
		switch (rule_constraint_fit(ca, &n)) {
		case CONSTRAINT_MET:
			break;
		case CONSTRAINT_UNREAD:
			verdict = PATH_UNREAD;
			break;
		default:
			return PATH_BREAKS;
		}
	return verdict;
}

/* The certificate at hand, or a CA's below the one with the constraints. */
bool
path_binds(const struct cert_view *cv)
{
	return !(cv->bc.ca && path_is_self_issued(cv));
}

bool
path_has_constraints(const struct cert_view *ca)
{
	return cert_has(ca, PART_EXT_NC) || rule_is_unread(ca, PART_EXT_NC);
}

/* A name costs something also where nothing binds it. */
static uint64_t
comparisons(const struct cert_view *cv, const struct cert_view *ca)
{
	uint64_t subtrees = (uint64_t)ca->nc.n_permitted + ca->nc.n_excluded;

	return (UINT64_C(1) + cv->san.n + cv->subject.n_attr) * (subtrees > 0 ? subtrees : 1);
}

/* Those that a path takes: nothing is compared here. */
static uint64_t
weigh(const struct check *c, const struct ca_path *p)
{
	struct path_pairs pairs = { .n = 0 };

	while (path_next_pair(c, p, &pairs))
		continue;
	return pairs.n;
}

/* The paths of a result share what may be compared, in their order, whichever of them rules ask about first. */
static uint64_t
comparisons_before(const struct check *c, const struct ca_path *p)
{
	uint64_t n = 0;

	if (p->memo == NULL)
		return 0;
	for (const struct ca_path *q = p->memo->weighed ? NULL : c->paths->all->first; q != NULL; q = q->next) {
		q->memo->weighed = true;
		q->memo->comparisons_before = n;
		n += weigh(c, q);
	}
	return p->memo->comparisons_before;
}

struct path_pairs
path_pairs_of(const struct check *c, const struct ca_path *p)
{
	return (struct path_pairs){ .n = comparisons_before(c, p) };
}

bool
path_next_pair(const struct check *c, const struct ca_path *p, struct path_pairs *pairs)
{
	for (; pairs->i < p->n; pairs->i++, pairs->k = 0) {
		while (path_has_constraints(p->ca[pairs->i]) && pairs->k <= pairs->i) {
			size_t k = pairs->k++;
			const struct cert_view *cv = k == 0 ? c->cert : p->ca[k - 1];

			/* A CRL or a response has no name of a subject. */
			if (cv == NULL || !path_binds(cv))
				continue;
			pairs->own = k == 0;
			pairs->cert = cv;
			pairs->by = pairs->i;
			pairs->n += comparisons(cv, p->ca[pairs->i]);
			pairs->beyond = pairs->n > MOST_COMPARISONS;
			return true;
		}
	}
	return false;
}

static enum path_verdict
judge_names(const struct check *c, const struct ca_path *p)
{
	struct path_pairs pairs = path_pairs_of(c, p);
	enum path_verdict verdict = PATH_HOLDS, v;

	while (path_next_pair(c, p, &pairs)) {
		v = pairs.beyond ? PATH_BEYOND : names_of(pairs.cert, p->ca[pairs.by]);
		/* Names of the certificate at hand that cannot be read are damage of its own. */
		if (v == PATH_HOLDS && !pairs.own && rule_is_unread(pairs.cert, PART_EXT_SAN))
			v = PATH_UNREAD;
		verdict = path_worse(verdict, v);
	}
	return verdict;
}

enum path_verdict
path_names(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_NAMES, judge_names);
}

/* ---- what each of a path has to be ---- */

/*
 * A CA may have a key for CRLs alone, whose certificate says so in keyUsage and
 * need not have basicConstraints (RFC 5280 4.2.1.9); who issues an indirect CRL
 * is no CA.
 */
static bool
is_for_crls(const struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];
	bool for_few = cert_has(ca, PART_EXT_KU) && !rule_is_unread(ca, PART_EXT_KU);

	return is_last(c, i) && (c->crl->idp.indirect == CRL_FLAG_TRUE || (for_few && (ca->ku.bits & KU_KEY_CERT_SIGN) == 0));
}

enum path_verdict
path_ca_at(const struct check *c, const struct ca_path *p, size_t i)
{
	const struct cert_view *ca = p->ca[i];

	if (is_for_crls(c, p, i))
		return PATH_HOLDS;
	if (rule_is_unread(ca, PART_EXT_BC))
		return PATH_UNREAD;
	return ca->bc.ca || (ca->version < 2 && !cert_has(ca, PART_EXT_BC)) ? PATH_HOLDS : PATH_BREAKS;
}

enum path_verdict
path_cert_sign_of(const struct cert_view *ca)
{
	if (rule_is_unread(ca, PART_EXT_KU))
		return PATH_UNREAD;
	return !cert_has(ca, PART_EXT_KU) || (ca->ku.bits & KU_KEY_CERT_SIGN) != 0 ? PATH_HOLDS : PATH_BREAKS;
}

/* Whether its key may sign CRLs is another matter (rfc5280.crl.issuer-no-crl-sign). */
enum path_verdict
path_cert_sign_at(const struct check *c, const struct ca_path *p, size_t i)
{
	return is_last(c, i) ? PATH_HOLDS : path_cert_sign_of(p->ca[i]);
}

const struct cert_view *
path_first(const struct check *c, const struct ca_path *p, path_member_fn *of, enum path_verdict verdict)
{
	for (size_t i = 0; i < p->n; i++)
		if (of(c, p, i) == verdict)
			return p->ca[i];
	return p->ca[0];
}

enum path_verdict
path_is_of_cas(const struct check *c, const struct ca_path *p)
{
	return path_recall_worst(c, p, PATH_ASKS_CAS, path_ca_at);
}

enum path_verdict
path_is_of_signers(const struct check *c, const struct ca_path *p)
{
	return path_recall_worst(c, p, PATH_ASKS_SIGNERS, path_cert_sign_at);
}

/* What of a CA certificate below another keeps its signature from being tried with that one's key. */
static bool
is_untried(const struct cert_view *ca, const struct cert_view *by)
{
	return rule_is_unread(ca, PART_SIGNATURE_VALUE) || rule_is_unread(ca, PART_SIGNATURE_ALGORITHM) || rule_is_unread(by, PART_SPKI);
}

static enum path_verdict
judge_signatures(const struct check *c, const struct ca_path *p)
{
	(void)c;
	if (p->refuted)
		return PATH_BREAKS;
	for (size_t i = 1; i < p->n; i++)
		if (is_untried(p->ca[i - 1], p->ca[i]))
			return PATH_UNREAD;
	return PATH_HOLDS;
}

enum path_verdict
path_is_signed(const struct check *c, const struct ca_path *p)
{
	return path_recall(c, p, PATH_ASKS_SIGNED, judge_signatures);
}
