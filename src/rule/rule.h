/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rule.h - the contract of a rule: a row of data and one small function.
 *
 * A file under rules/ includes this; nothing here knows the engine.  A rule may
 * look and report, nothing else: it allocates only in check->arena, keeps no
 * statics, and tests no date and no scope (they are columns of its row).
 */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "base/arena.h"
#include "base/ascii.h"
#include "base/day.h"
#include "base/rest.h"
#include "base/text.h"
#include "base/utf8.h"
#include "evidence/view.h"
#include "key/key.h"
#include "rule/ca.h"
#include "rule/neighbours.h"
#include "x509/cert.h"
#include "x509/revocation/crl.h"
#include "x509/revocation/ocsp.h"

/* What an artifact is: one bit each in a scope.  The kind implies the artifact. */
enum kind {
	KIND_SUBSCRIBER = 1 << 0,
	KIND_SUBCA = 1 << 1,		/* subordinate CA, technically constrained ones too */
	KIND_ROOT = 1 << 2,
	KIND_CROSS = 1 << 3,		/* cross certificate: only by option or by a root in the issuer pool */
	KIND_OCSP = 1 << 4,		/* delegated OCSP signer */
	KIND_ANY_CA = KIND_SUBCA | KIND_ROOT | KIND_CROSS,
	KIND_ANY = 0x1f,		/* of certificate */
	KIND_CRL = 1 << 5,		/* complete for its scope */
	KIND_DELTA_CRL = 1 << 6,
	KIND_ANY_CRL = KIND_CRL | KIND_DELTA_CRL,
	KIND_OCSP_RESPONSE = 1 << 7,
	KIND_LAST = KIND_OCSP_RESPONSE
};
/* Certificate Type and Generation of SBR 7.1.6.1. */
enum cert_type {
	TYPE_MV = 1 << 0, TYPE_OV = 1 << 1, TYPE_SV = 1 << 2, TYPE_IV = 1 << 3,
	TYPE_ANY = 0xf
};
enum cert_generation {
	GEN_LEGACY = 1 << 0, GEN_MULTI = 1 << 1, GEN_STRICT = 1 << 2,
	GEN_ANY = 0x7
};

/*
 * Which artifacts a rule is about.  Type and generation bind subscriber
 * certificates only; leave them ANY for rules about others.
 */
struct scope {
	uint16_t kinds;
	uint8_t types, gens;
};
#define SCOPE_ALL { KIND_ANY, TYPE_ANY, GEN_ANY }
#define SCOPE_OCSP_RESPONSE { KIND_OCSP_RESPONSE, TYPE_ANY, GEN_ANY }
#define SCOPE_CRL { KIND_ANY_CRL, TYPE_ANY, GEN_ANY }
/* Whatever is signed: for rules about octets, names, times and algorithms. */
#define SCOPE_SIGNED { KIND_ANY | KIND_ANY_CRL | KIND_OCSP_RESPONSE, TYPE_ANY, GEN_ANY }
#define SCOPE_SUBSCRIBER { KIND_SUBSCRIBER, TYPE_ANY, GEN_ANY }
#define SCOPE_CA(kinds) { (kinds), TYPE_ANY, GEN_ANY }

/*
 * The profile of the artifact at hand.  Where the reserved policy OIDs
 * leave it open, types and gens hold every one that it could be, and where its
 * extensions cannot be read kind and also every kind; a rule runs when its scope
 * covers all of them.  So a rule that reads these masks must
 * report only what breaks the text for each profile in them.
 */
struct profile {
	uint16_t kind;			/* one bit */
	uint16_t also;			/* set of the others that it could be, where what tells them apart cannot be read; 0: none */
	uint8_t types, gens;		/* not empty, but where it tells the status of nothing that the SBR are about: then no rule of theirs applies */
	bool known;			/* exactly one type and one generation */
	bool self_signed, precertificate;
	bool rollover;			/* a self-issued CA certificate without authorityKeyIdentifier that its own key did not sign */
	bool kind_claimed;		/* an option says the kind */
	bool to_be_signed;		/* no signature of the CA's yet; looked for only where the day or the moment of linting asks */
	const char *claimed;		/* the profile that an option claims and the reserved OIDs contradict; NULL: none */
	uint8_t from;			/* enum profile_from */
	int32_t day;			/* the day the rules are judged at */
	uint8_t covers;			/* whose status it tells: set of enum covers, 0: not known */
	uint8_t covers_from;		/* enum covers_from: the first source; the others only add to it */
	uint8_t covers_asked;		/* of those, what the option says; 0: nothing */
	uint8_t cas_from;		/* enum covers_from: what says that it covers CA certificates alone, where the option says others, too */
};
static inline uint16_t
profile_kinds(const struct profile *p)
{
	return p->kind | p->also;
}
/* Whose status a CRL or an OCSP response tells, and what says so. */
enum covers { COVERS_SUBSCRIBER = 1 << 0, COVERS_CA = 1 << 1 };
enum covers_from { COVERS_FROM_NONE, COVERS_FROM_OPTION, COVERS_FROM_IDP, COVERS_FROM_CERTIFICATES, COVERS_FROM_ISSUER };
enum profile_from { PROFILE_FROM_NONE, PROFILE_FROM_POLICY, PROFILE_FROM_MAP, PROFILE_FROM_OPTION };

/* The strength of a requirement from a day on. */
enum level {
	LEVEL_END,			/* ends the array */
	LEVEL_NONE,			/* the requirement ends here */
	LEVEL_NOTICE,			/* no requirement, worth knowing: notice */
	LEVEL_SHOULD,			/* SHOULD, SHOULD NOT: warning */
	LEVEL_SHALL			/* SHALL, MUST and their negations: error */
};
struct dated_level {
	int32_t from;
	uint8_t level;
};
#define SCHEDULE(...) ((const struct dated_level[]){ __VA_ARGS__, { 0, LEVEL_END } })
#define SHALL_FROM(y, m, d) { DAY(y, m, d), LEVEL_SHALL }
#define SHOULD_FROM(y, m, d) { DAY(y, m, d), LEVEL_SHOULD }
#define NOTICE_FROM(y, m, d) { DAY(y, m, d), LEVEL_NOTICE }
#define ENDS_ON(y, m, d) { DAY(y, m, d), LEVEL_NONE }	/* the first day without */
#define SBR_DAY DAY(2023, 9, 1)
/* The commonest: the SBR since its start, RFC 5280 since its publication, DER always. */
#define SBR_SHALL SCHEDULE(SHALL_FROM(2023, 9, 1))
#define SBR_SHOULD SCHEDULE(SHOULD_FROM(2023, 9, 1))
#define SBR_NOTICE SCHEDULE(NOTICE_FROM(2023, 9, 1))
#define RFC5280_SHALL SCHEDULE(SHALL_FROM(2008, 5, 1))
#define RFC5280_SHOULD SCHEDULE(SHOULD_FROM(2008, 5, 1))
#define RFC5280_NOTICE SCHEDULE(NOTICE_FROM(2008, 5, 1))
#define X690_SHALL SCHEDULE({ DAY_ALWAYS, LEVEL_SHALL })

/*
 * Rules over validation evidence look at the record of a certificate.  Their
 * levels are those of the day of what they judge (the validation, the check,
 * the attempt), not of the certificate: see due().
 */
enum evidence {
	EVIDENCE_NONE,			/* a rule over artifacts */
	EVIDENCE_RECORD,		/* needs the record */
	EVIDENCE_MATCHED,		/* needs the record and its certificate */
	EVIDENCE_RUN			/* run by the engine itself, never by the loop over rules */
};
/* Whose time decides which level binds; the word of a finding's basis. */
enum basis {
	BASIS_NONE,			/* judged at the day of issuance, which says nothing about the fact */
	BASIS_ISSUED, BASIS_COMPLETED, BASIS_CHECKED, BASIS_VALIDATED, BASIS_VERIFIED, BASIS_ATTEMPT
};
/* What it means that a fact is not in the record. */
enum missing {
	MISSING_NOT_EVALUATED,		/* nothing can be said */
	MISSING_WARNING,
	MISSING_ERROR			/* as severe as the requirement's level on the day: error, or warning for a SHOULD */
};

/*
 * A fact is said once, by the rule that governs.  The rules of yields_to do so
 * only where they run, bind and apply: what the certificate at hand had from
 * them decides, so that a rule that is off, not in force, of another scope or
 * unreadable silences nobody, nor does a finding silence a more severe one.  The
 * rule that gives way is then not applicable.
 */
enum yield {
	YIELD_TO_FINDING,		/* one of them found it, wherever that is reported */
	YIELD_IN_PLACE,			/* several facts in one certificate or record: one of them found it in the same place */
	YIELD_IN_ENTRY,			/* one of them found it in the same validation, check, attempt or identity; more than that a member is missing */
	YIELD_OF_BROKEN,		/* several rules that another certificate breaks: one of them found what it `tells_of` */
	YIELD_TO_VERDICT,		/* one of them judged it; where it passed, its text allows what this rule's forbids */
	YIELD_TO_LIST			/* of the issuing CA's certificate itself: one of them, which lists all that it breaks, has one of `listed_as` there */
};

/* What a rule needs beside the artifact and its issuer, where it says nothing without. */
enum beside {
	BESIDE_PREVIOUS = 1 << 0,	/* CRLs or responses of before (--previous, --sequence) */
	BESIDE_CERTIFICATES = 1 << 1,	/* certificates whose status they tell (--certificates) */
	BESIDE_CURRENT = 1 << 2,	/* the moment at which they are to be good (--current) */
	BESIDE_NOW = 1 << 3,		/* the moment of linting (--now) */
	BESIDE_DEEP_KEYS = 1 << 4	/* leave to take long over a key (--deep-keys) */
};

struct check;
typedef void rule_fn(struct check *);

struct smimelint_rule {
	const char *id;			/* SOURCE.TOPIC.PROBLEM, stable for ever */
	const char *section;		/* "7.1.2.3.h"; of the id's source; each that says the rule's sentence, ", " between them, or
					   "7.1.4.2.2.a to n" for all from one to another */
	const char *title;		/* one line, says what is wrong: the finding's message */
	const char *requires;		/* what the text requires, in our words */
	const char *explanation;	/* why it matters; our reading where the text is open */
	const char *remedy;		/* what the CA does about it */
	const char *reading;		/* not NULL: SHALL under a disputed reading, which this
					   states; a warning unless --strict-readings */
	const char *const *peers;	/* PEERS("zlint:e_...", "pkilint:cabf...") or NULL */
	const struct dated_level *schedule;
	rule_fn *fn;
	uint64_t needs;			/* PARTS1() that it must see whole: for an absence, a count, a comparison
					   with all there is */
	uint64_t reads;			/* PARTS1() that it judges element by element: each finding stands, whatever
					   else in the part cannot be read; without one it is unreadable then */
	uint64_t when;			/* PARTS1() that must be present, else not applicable */
	uint32_t only_of;		/* set of enum cert_sight and value_trait: a certificate without any of them is not looked at; 0: each is */
	const char *lacking;		/* … it is not applicable then, and this is why; NULL: it passes */
	uint32_t arg;			/* for a function that several rows share */
	struct scope scope;
	const char *const *yields_to;	/* IDS() of the rules that say the same of such a certificate, or NULL */
	const char *const *yields_whole_to;	/* beside YIELD_IN_PLACE, or NULL: of these a finding in any place makes it silent */
	const char *const *tells_of;	/* IDS() of the rules whose breach by another certificate this one says (YIELD_OF_BROKEN), or NULL */
	const char *const *listed_as;	/* IDS() of the rules that the issuing CA's certificate breaks then (YIELD_TO_LIST), or NULL */
	uint8_t yields;			/* enum yield: when one of them makes this one silent */
	const char *const *speaks_for;	/* IDS() of the rules of which it says why they could not be evaluated, or NULL: where one of them
					   was chosen and could not, it speaks whatever a filter takes away */
	bool speaks_for_issuer;		/* … of all that need the issuing CA's certificate */
	bool speaks_for_paths;		/* … of all that follow the paths above it */
	bool speaks_for_profile;	/* … of all that were left out, or could not tell, because the profile is not known */
	bool asks_profile;		/* what it finds may rest on the profile: where that is not known it says so (rests_on_profile) */
	bool denies_issuer;		/* its finding is that the issuing CA at hand did not sign: where a rule was chosen that looks at that one's
					   certificate, it speaks beside it whatever a filter takes away */
	bool denies_kind;		/* its finding is that the artifact is not of the kind that an option says: then rules of its own kind were
					   left out, and it speaks whatever a filter takes away */
	bool outlives_filter;		/* no --only and --skip takes it away */
	bool is_bounded;		/* it may say beyond_limit(); beside needs_issuer that goes without saying (rule_may_tell_limits) */
	bool tells_damage;		/* says why a part cannot be read: speaks also where it is not chosen, for rules that are */
	bool needs_issuer;		/* runs only with the issuing CA's certificate at hand */
	bool own_issuer_too;		/* and with a self-signed certificate, which is its own */
	bool of_signer;			/* about the key that signed: of an OCSP response the responder's, which no issuer has to be given for */
	bool of_issuing_key;		/* about the issuer's key: of several certificates with it, one that breaks it is enough */
	bool judges_issuer;		/* asks for issuer_errors */
	bool tells_twins;		/* of several certificates with the issuer's name and key, one that breaks it beside one that does not is told,
					   though it be for a notice */
	bool follows_paths;		/* asks for paths */
	bool asks_namesake;		/* asks for namesake */
	bool of_each_ca;		/* of a response about several CAs each is met; where paths are followed that goes without saying */
	uint8_t beside;			/* set of enum beside */
	uint8_t evidence;		/* enum evidence */
	uint8_t basis;			/* enum basis */
	uint8_t missing;		/* enum missing */
};

/*
 * May it say beyond_limit() or unreadable_above()?  Where it is not chosen it does so for the rules that tell that.
 * What cannot be read above is met by whatever looks at the issuing CA's certificate.
 */
static inline bool
rule_may_tell_limits(const struct smimelint_rule *r)
{
	return r->is_bounded || (r->needs_issuer && r->evidence == EVIDENCE_NONE);
}

#define PEERS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define IDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct rule_table {
	const char *heading;		/* "SBR 7.1.2.3 Subscriber certificates, a to c" */
	const struct smimelint_rule *rule;
	size_t n;
};
#define RULE_TABLE(name, head, rules) \
	const struct rule_table name = { head, rules, sizeof(rules) / sizeof *(rules) }
/* The tables of all files, in the order of the standards; ends with NULL (rules/index.c). */
extern const struct rule_table *const rule_tables[];

/* What no certificate shows and the caller may tell. */
enum answer { ANSWER_UNSET, ANSWER_NO, ANSWER_YES };
struct rule_options {
	enum answer ca_affiliated;	/* the CA certificate's subject is an Affiliate of its issuer */
	enum answer ca_dedicated;	/* the hierarchy is dedicated to S/MIME */
	enum answer ca_constrained;	/* the CA is said to be technically constrained (SBR 7.1.5) */
	bool deep_keys;			/* key checks that cost over 3 microseconds */
	bool unsigned_input;		/* --tbs: the signature is absent or a dummy */
	bool day_given;			/* --at: the day judged at is the caller's */
	bool now_given;			/* --now */
	int64_t now;			/* the moment of linting then, in seconds since 1970 */
	bool current_given;		/* --current */
	int64_t current;		/* the moment then at which CRLs and responses are to be good; of a day the first */
	int64_t current_last;		/* … the last: what comes later is to come */
	bool issued_complete;		/* --certificates holds all that the CA issued */
	bool whole_series;		/* --sequence: the CRLs given are all of their series */
};

/* What the search for the issuing CA's certificate gave. */
enum issuer_state {
	ISSUER_NOT_ASKED,		/* no issuers were given */
	ISSUER_NOT_FOUND,
	ISSUER_FOUND
};

/* Why no older CA certificate of an equal name may be known. */
enum namesakes {
	NAMESAKES_KNOWN,		/* they are known */
	NAMESAKES_DOUBTFUL,		/* no key that is given signed one of them */
	NAMESAKES_MANY			/* there are too many to compare */
};

/* The rules of error level that the issuing CA's certificate breaks, by itself and at its own date. */
struct issuer_errors {
	size_t n;
	size_t n_warning;		/* of an OCSP responder's certificate: those of warning level, behind the others */
	const struct smimelint_rule *rule[];
};

/* A certificate with the issuing CA's name and key breaks a rule that another one keeps. */
struct unlike_twin {
	const struct unlike_twin *next;
	const struct cert_view *cert;
	const struct smimelint_rule *rule;
};

/* What the engine counts, for the notices about scope. */
struct run_counts {
	unsigned not_begun;		/* rules that apply, but begin after the day judged at; whatever a filter chooses */
	unsigned profile_bound;		/* rules left out because the profile is not known */
};

#define DAMAGE_ALL UINT64_MAX
/* What a CertID says of the certificate that signed: is it the CA's, or does it name that CA as its issuer? */
enum ocsp_id_word { ID_UNTRIED, ID_OF_ANOTHER, ID_OF_SIGNERS_CA };
/* The certificate whose key signed an OCSP response, as its responderID says. */
struct ocsp_signer {
	const struct cert_view *cert;
	enum key_verdict verdict;	/* on the response's signature */
	bool is_ca;			/* it is the CA whose certificates the response is about, whichever of its keys it has */
	bool is_ca_of_some;		/* … of some of the CAs that it is about, not of all: no issuer was given */
	bool may_be_ca;			/* a CertID that cannot be tried may be of this CA: no issuer was given */
	const uint8_t *id_word;		/* enum ocsp_id_word of each SingleResponse; NULL: the CA is at hand, or there is no memory */
	bool is_issued;			/* that CA issued it, with whichever of its keys */
	bool by_other_key;		/* … which is not the one that the certificates asked about name */
	bool is_own_issuer;		/* its own key signed its certificate */
	const struct issuer_errors *errors;	/* the rules of error level that a delegated one's certificate breaks; else NULL */
	bool is_other;			/* responderID names another: only the signature tells that it is this one */
	const struct cert_view **twin;	/* sound certificates of its key beside it: one may vouch for another of the CAs asked about */
	size_t n_twin;
	uint32_t needed;		/* a bit for each of the response's certificates that does */
};

/* One rule meeting one artifact. */
struct ca_profile;
struct rule_memo;
struct check {
	const struct artifact *artifact;
	const struct cert_view *cert;	/* the same, where it is a certificate; else NULL */
	const struct crl_view *crl;	/* the same, where it is a CRL; else NULL */
	const struct ocsp_view *ocsp;	/* the same, where it is an OCSP response; else NULL */
	const struct ocsp_signer *signer;	/* who signed that response; NULL: not known */
	const struct crl_matches *matches;	/* of a CRL: entries and their certificates */
	const struct crl_past *past;	/* … and CRLs before it */
	const struct ocsp_about *about;	/* of a response: one for each SingleResponse; NULL: no issuer was given */
	bool certificates_given;	/* of a certificate: with --certificates */
	const struct known_cert *same_serial;	/* … another of them has its issuer and serial number; NULL: none has */
	const struct unvouched *unvouched;	/* of a CRL or a response: certificates given with it that decide nothing */
	const struct unvouched_crls *unvouched_crls;	/* … CRLs of before */
	const struct unvouched_responses *unvouched_responses;	/* of a response: responses of before */
	const struct ocsp_known *known;	/* … one for each SingleResponse; NULL: nothing is known */
	const struct ocsp_single *single;	/* … the issuer is the CA of this one, not that of the response; NULL: it is the response's */
	enum issuer_state issuer_state;
	const struct cert_view *issuer;	/* not NULL when issuer_state is ISSUER_FOUND; a self-signed one is its own */
	bool issuer_is_root;		/* it is self-signed */
	struct ca_says issuer_says;	/* what all certificates of its name and key say */
	bool issuer_has_root;		/* it, or one with its name and key, is */
	enum key_verdict issuer_verdict;	/* on the artifact's signature */
	const struct issuer_errors *issuer_errors;	/* of the row's judges_issuer */
	const struct ca_paths *paths;	/* of the row's follows_paths: from every certificate of the issuer's; NULL: memory is out */
	const struct cert_view *namesake;	/* of the row's asks_namesake: an older CA certificate of an equal name in other octets; NULL: none */
	enum namesakes namesakes;	/* … why none may be known */
	const struct unlike_twin *unlike_twin;		/* certificates with the issuer's name and key; NULL: nothing is to be said */
	const struct candidate *const *rival;	/* CA certificates of other keys to which the issuer's name and key identifier lead as well */
	size_t n_rival;
	const struct candidate *tried;	/* CA certificates with the issuer's name or key identifier that are some other CA's */
	size_t n_tried;
	const struct run_counts *counts;
	uint64_t damage;		/* rules that tell damage: of these parts only; all: no limit, and every fault */
	const struct key_issuer *issuer_key;	/* NULL when OpenSSL cannot decode it */
	const struct smimelint_rule *rule;
	const struct profile *profile;
	const struct rule_options *options;
	const struct ca_profile *ca_profile;	/* the CA's limits for it; NULL: none of its profiles matches */
	const struct weak_keys *weak_keys;	/* NULL: no list was given */
	struct key_work *key;
	struct rule_memo *memo;
	struct arena *arena;		/* of this artifact: for values and scratch */
	const struct ev_view *evidence;	/* rules over evidence: the record; `cert` is NULL where it is judged alone */
	const struct rule_sink *say;
	void *sink;			/* what `say` keeps for itself */
};

/* What becomes of what a rule says: whoever runs rules implements it; rules call the functions below. */
struct rule_sink {
	void (*found)(struct check *, struct span where, const char *value);
	void (*not_applicable)(struct check *, const char *why);
	void (*not_evaluated)(struct check *, const char *why);
	void (*beyond_limit)(struct check *, struct span where, const char *what);
	void (*unreadable_above)(struct check *, struct span where, const char *what);
	void (*reading_settled)(struct check *);
	void (*counts_as_error)(struct check *);
	void (*only_worth_knowing)(struct check *);
	void (*about_issuing_ca)(struct check *);
	bool (*due)(struct check *, const struct ev_time *when);
	void (*bound_since)(struct check *, int32_t day);
	void (*bound_by)(struct check *, const char *section);
	void (*found_fact)(struct check *, const struct json_value *at, const char *member, const char *value);
	void (*missing)(struct check *, const struct json_value *at, const char *member, uint8_t missing);
	void (*found_broken)(struct check *, struct span where, const struct smimelint_rule *broken);
	bool (*is_shown)(const struct check *);	/* will anybody see the value of what is found?  NULL: yes.  Else none is made */
};

/*
 * One finding about these octets of the artifact (`where` must lie in
 * check->artifact; its path is derived from it).  The value is what varies, in a
 * few words: "2048 bits", "dataEncipherment"; fmt NULL means no value.  Text
 * from the artifact goes through show_text() or report_text().
 */
void report(struct check *, struct span where, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with text of the artifact as the value, shown safely; "empty" where it has no octets. */
void report_text(struct check *, struct span where, struct span text);
/* One finding for one rule that another certificate breaks, such as the signer's; its id is the value. */
void report_broken(struct check *, struct span where, const struct smimelint_rule *broken);

/*
 * A value that only counts some things also tells which they are, by a digest:
 * else a baseline would take others for them.  16 hexadecimal digits.
 */
void rest_take(struct check *, struct rest *, struct span thing);
const char *rest_show(struct check *, const struct rest *);
/*
 * Text of the artifact or of the record, safe to show, at most `limit` octets
 * of it; 0: all.  What is cut ends in "…" and a digest of the whole, "abc…
 * (6bca23cf0bd0ed38)": else a baseline would take for it whatever begins alike.
 */
const char *show_text(struct check *, struct span text, size_t limit);
/* Octets in hexadecimal digits, likewise. */
const char *show_octets(struct check *, struct span, size_t limit);
/* "1 octet", "20 octets": so many of what is called so where it is one. */
const char *show_count(struct check *, size_t, const char *one);
/* A serial number: longer ones than RFC 5280 allows are cut. */
const char *show_serial(struct check *, struct span serial);

/* There is nothing here that the rule is about: its outcome is "not applicable", and this is why. */
void not_applicable(struct check *, const char *why);
/*
 * The rule applies, but cannot be decided: a fact that it needs is absent from
 * the record, from a list or table, or with a neighbour of the certificate.
 * Its outcome is "not evaluated", and this is why.
 */
void not_evaluated(struct check *, const char *why);

/* The same of a row that asks_profile: by some of those that are possible it is broken, by others not. */
static inline void
rests_on_profile(struct check *c)
{
	not_evaluated(c, "whether it is broken rests on the profile, which is not known");
}

/* What this rule reports from here on is no matter of the row's reading: an error, where the level is SHALL. */
void reading_settled(struct check *);
/* What this rule reports from here on is an error, whatever its level: the result would mislead without. */
void counts_as_error(struct check *);

/* … is a notice at most: what would make it more is not known. */
void only_worth_knowing(struct check *);
/* … is about the issuing CA's certificate itself (YIELD_TO_LIST). */
void about_issuing_ca(struct check *);

/*
 * There is more than the rule can look at: an error of its own says so ("…
 * more than 4096 …"), and what was not looked at is unreadable.
 */
void beyond_limit(struct check *, struct span where, const char *what);
/* A part of a CA certificate above cannot be read, on which this rule rests: an error of its own says so, whatever rules were chosen. */
void unreadable_above(struct check *, struct span where, const char *what);

/*
 * Rules over evidence ask for each object that they judge whether the
 * requirement binds at the time of the row's basis; only then may they look
 * and report.  `when` not given (or NULL): the time of issuance stands in for
 * it.  The last time asked for is the basis of what is reported next.  A rule
 * that never asks, or is never due, does not apply.
 */
bool due(struct check *, const struct ev_time *when);
/* The day since which what is reported next binds, where the schedule has more days than matter to this object. */
void bound_since(struct check *, int32_t day);
/* The section that what is reported next breaks, where the row has those of several methods; until due() is asked again. */
void bound_by(struct check *, const char *section);
/*
 * One finding about a fact of the record: its member `member` (present or not),
 * or `at` itself when member is NULL.  The value is as for report().
 */
void report_fact(struct check *, const struct json_value *at, const char *member, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/*
 * The fact is not in the record: a finding with the value "missing" of the
 * severity that the row's column says, or none, and then the rule is not evaluated.
 */
void report_missing(struct check *, const struct json_value *at, const char *member);
/* The same with another severity than the row's: enum missing. */
void report_missing_as(struct check *, const struct json_value *at, const char *member, uint8_t missing);
/* Text of the record, as show_text() has it, at most 100 octets of it. */
const char *fact_text(struct check *, struct span);

/*
 * The part's octets; its parent's where it is absent (a missing extension is
 * reported on the extensions field).
 */
static inline struct span
at_part(const struct check *c, enum artifact_part p)
{
	return artifact_part_span(c->artifact, p);
}

#endif
