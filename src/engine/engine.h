/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine.h - meets every rule with one artifact.  Internal to the library.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "base/out.h"
#include "base/paged.h"
#include "engine/issuer/issuers.h"
#include "engine/policy_map.h"
#include "engine/revocation/past.h"
#include "engine/revocation/responders.h"
#include "key/weak.h"
#include "rule/ca_profile.h"
#include "rule/memo.h"
#include "rule/rule.h"
#include "smimelint.h"
#include "x509/ext_memo.h"

/* The newest text the rules implement; also the day that stands in for a notBefore that cannot be read. */
#define RULESET_DAY DAY(2026, 10, 4)
#define RULESET_SBR "1.0.16"
#define RULESET_TLS_BR "2.3.1"

/* More findings of one result than this are counted, not shown; but one of each rule is. */
#define ENGINE_MAX_FINDINGS 256
#define ENGINE_CUT_RULE "sbr.scope.more-findings"
#define ENGINE_LIMIT_RULE "x690.certificate.beyond-limit"
#define ENGINE_NEIGHBOUR_RULE "x690.certificate.issuer-unreadable"
#define ENGINE_MAX_CERTIFICATE ((size_t)1 << 20)

enum { SELECTED_ONLY = 1, SELECTED_SKIP = 2, SELECTED_NAMED = 4 };	/* named: by its whole id, beside ONLY */

/* Evidence that the context holds a copy of. */
struct record_text {
	struct record_text *next;
	size_t n;
	uint8_t octets[];
};

/* Read-only once a run exists: shared by all workers. */
struct smimelint_ctx {
	struct key_lib *lib;
	atomic_uint runs;		/* while there are some, nothing may be set */
	atomic_bool leaves_no_rule;	/* why the last run was refused */
	uint8_t *selected;		/* per rule: SELECTED_* bits */
	uint8_t *program;		/* per rule: rule_program() */
	int32_t *calendar;		/* the days on which some rule changes its level, ascending */
	size_t n_calendar;
	bool has_only;			/* some --only was given: what it does not name is off */
	int32_t at;			/* DAY_NEVER: each certificate's own notBefore */
	int32_t upcoming;		/* DAY_ALWAYS: no; else report what begins up to this day */
	uint16_t kind;			/* 0: auto */
	uint16_t kind_said, kind_of_profile;	/* the claims that it comes from: --kind, and what the profile is one of */
	uint8_t type, gen;		/* 0: from the policy OIDs */
	bool scope_all, tbs, strict_readings;
	struct rule_options options;
	struct policy_maps maps;
	struct ev_store records;
	struct ev_psl psl;
	struct ev_options evidence;
	struct arena evidence_arena;	/* of what those options point to */
	struct record_text *text;	/* records that were given as text, not as a source */
	size_t max_certificate;
	size_t entries_held;		/* serial numbers of an unsorted CRL that are compared */
	uint8_t covers;			/* set of enum covers; 0: auto */
	uint8_t programs;		/* set of the sources asked for: rule_program() bits */
	struct ca_profiles ca_profiles;
	struct weak_keys weak_keys;
	struct issuers issuers;
	struct known_certs known;	/* --certificates */
	struct past past;		/* --previous */
	struct responder *responders;	/* --responder */
	bool issuers_sought;		/* though there may be none */
	struct accepted *accepted;	/* baseline and waivers, which src/result reads; NULL: none */
	struct arena accepted_arena;	/* all of that */
	char error[1024];
};

struct finding {
	const struct smimelint_rule *rule;
	uint16_t index;			/* of the rule in the table */
	const char *value;		/* in the run's arena, or NULL */
	struct span where;
	const char *path;		/* of `where`, once somebody has asked; NULL: not yet */
	int32_t since;
	uint8_t severity;		/* smimelint_level */
	bool undisputed;		/* whatever the rule's reading */
	bool of_issuing_ca;		/* it is about that one's certificate itself */
	const char *section;		/* where it is not the row's; NULL: it is */
	const char *citation;		/* its section with the document, once somebody has asked; NULL: not yet */
	const struct smimelint_rule *broken;	/* that another certificate breaks it; NULL: it is no such finding */
	const char *message;		/* where it is not the row's title; NULL: it is */
	/* About a record: */
	const struct json_value *fact;	/* NULL: about the certificate */
	const char *member;
	bool on_record;
	const struct ev_view *view;	/* of that record */
	bool missing;			/* it is that `member` is not recorded */
	uint8_t basis;			/* enum basis */
	int32_t basis_day;
	/* Once src/result has judged it: */
	uint8_t state;			/* smimelint_state */
	const char *waiver;		/* what a waiver says of it, or NULL */
};

/* In a set of parts: the issuing CA's certificate is at hand; and it is not the certificate itself. */
#define WHEN_ISSUER (UINT64_C(1) << 63)
#define WHEN_OTHER_CA (UINT64_C(1) << 62)

/* Why an artifact has no issuing CA at hand. */
enum alone {
	ALONE_ITSELF,			/* it needs none, or has one */
	ALONE_NOT_ASKED,		/* none was given */
	ALONE_NOT_FOUND
};

/*
 * The rules that one sort of artifact meets between two days on which
 * requirements change, worked out once and kept by each run.
 */
/* The rules of a plan that artifacts with the same parts meet: where what they speak about is absent, they are not called. */
struct meeting {
	bool made;
	uint64_t absent;		/* of what some rule of the plan wants */
	uint32_t sights;		/* of what some rule is only about */
	uint8_t alone;			/* enum alone */
	size_t n;
	const struct plan_entry **entry;	/* in table order */
	uint8_t *outcome;		/* per rule of the table: what it is unless it says otherwise */
};
#define PLAN_MEETINGS 8
struct plan {
	bool made;
	uint16_t kind, also;
	uint8_t types, gens;
	size_t epoch;			/* days of the calendar up to the day judged at */
	size_t n;
	struct plan_entry *entry;	/* in table order */
	size_t n_of_issuer;
	struct plan_entry *of_issuer;	/* that look at the issuing CA's certificate, those that a filter takes away too */
	uint8_t *outcome;		/* per rule of the table: what it is unless it runs */
	struct run_counts counts;
	uint64_t when;			/* of all entries */
	uint32_t only_of;		/* … */
	struct meeting met[PLAN_MEETINGS];	/* of the last artifacts: those of one CA have few sets of parts and sights */
	size_t n_met;			/* meetings that were made */
};
struct plan_entry {
	uint64_t needs, when;		/* the rule's, and WHEN_ISSUER or WHEN_OTHER_CA; close together: many rules end here */
	uint64_t reads;
	rule_fn *fn;			/* the row's, or meet_issuer() */
	const struct smimelint_rule *row;
	uint32_t only_of;		/* the row's */
	uint16_t rule;
	uint8_t severity;		/* smimelint_level now, or SMIMELINT_PASS */
	int32_t since;			/* of that severity */
	int32_t upcoming;		/* day from which it will be stricter; DAY_NEVER: not asked or never */
	bool silent;			/* the rule is off: only what it cannot look at is told */
	bool named;			/* by its whole id: without an issuer it is not evaluated */
};
#define N_PLANS 256	/* a power of 2 */

/* Why a rule did not apply, where the rule itself said so. */
struct why {
	uint16_t rule;
	const char *text;
};

struct fact {
	const char *name;
	const char *(*get)(struct smimelint_run *);
};

/*
 * What the engine knows of one kind of artifact; everything else is the same
 * for all.  Each function works on the artifact at hand of the run.
 */
struct artifact_type {
	uint16_t kinds;			/* set of enum kind */
	bool limited;			/* --max-certificate is for it */
	uint64_t dated_by;		/* the part with the moment that it is judged at */
	const char *not_asked;		/* what is met where --kind says that it is something else */
	bool (*recognise)(struct span der);	/* does it look like one, as far as it goes? */
	const char *unreadable_rule;	/* the only one that runs where nothing can be framed */
	const char *out_of_scope;	/* why no rule applies to one that is out of scope */
	const char *other_kind;		/* why a rule does not that is about other kinds */
	/* Fills the view and sets run->artifact; false: memory is out. */
	bool (*read)(struct smimelint_run *, struct span der);
	/* What it is, into run->profile; false: nothing that S/MIME rules are about. */
	bool (*detect)(struct smimelint_run *);
	/* What it is judged beside, as far as that was not asked for before; or NULL. */
	void (*gather)(struct smimelint_run *);
	/* Hands its view to the rules. */
	void (*show)(const struct smimelint_run *, struct check *);
	/* What else is run once its rules have; or NULL. */
	void (*finish)(struct smimelint_run *);
	/* How far one that is cut short was read, in words ("12 entries were read"); NULL, here or there: nothing to say. */
	const char *(*how_far)(struct smimelint_run *);
	const struct fact *facts;	/* ends with one without a name */
};
extern const struct artifact_type certificate_type, crl_type, ocsp_type;

/* A CA that an OCSP response is about beside its issuer; and the first SingleResponse about a certificate of it. */
struct ocsp_other_ca {
	const struct ocsp_single *single;
	struct issuer_search found;
};

/* Rules about a record as a whole, which the engine runs itself; RECORD_RIVALS where not all records were judged, too. */
enum record_rule { RECORD_ABSENT, RECORD_UNUSABLE, RECORD_ORPHAN, RECORD_INCOMPLETE, RECORD_RIVALS, RECORD_FIELD, RECORD_MATCHES, RECORD_RULES };
extern const char *const record_rule_ids[RECORD_RULES];

/* The parts up to the last whose SHA-256 is asked for. */
#define HASHED_PARTS (PART_ISSUER + 1)

/* One worker's buffers; nothing here is freed between artifacts. */
struct smimelint_run {
	const struct smimelint_ctx *ctx;
	struct arena arena;		/* reset for each artifact */
	struct key_work *key;
	struct plan *plan[N_PLANS];	/* made when they are met: few are */
	struct finding *finding;	/* in the arena: all, until findings_cut() */
	size_t n_finding, finding_room;
	size_t n_shown;			/* how many the public header tells of */
	struct path_memo path_memo;
	struct rule_memo memo;		/* of what rules ask */
	struct run_counts counts;
	uint32_t sights;		/* cert_shows() of the certificate; all where it is none */
	uint64_t damage;		/* DAMAGE_ALL, or the parts whose damage is asked about */
	uint16_t cut_index;		/* of the rule that says how many findings are not shown */
	uint16_t limit_index;		/* of the rule that says what another could not look at */
	uint16_t neighbour_index;	/* … what it could not read of a CA certificate above */
	uint16_t record_index[RECORD_RULES];	/* of those that say what became of the record */
	const struct smimelint_rule **rules;	/* the whole table as one array */
	size_t n_rules;
	size_t first_evidence, end_evidence;	/* all rules over evidence are among these */
	uint16_t *speaker;		/* the rules that say why others could not be evaluated */
	size_t n_speaker;
	uint8_t *outcome;		/* smimelint_outcome per rule of the table */
	struct out json;		/* of smimelint_result_json() */
	struct why *why;		/* at most one per rule */
	size_t n_why;

	/* of the last artifact */
	struct span input;
	const struct release *release;	/* where it lies in a mapping; else NULL */
	struct release mapping;
	struct paged paged;		/* where it is fetched piece by piece */
	const struct artifact_type *type;
	const struct artifact *artifact;	/* that of a view below; NULL: a record was linted alone */
	uint64_t parts_hashed;		/* set of parts: those of which the next is known */
	uint8_t part_hash[HASHED_PARTS][32];	/* of part_sha256() */
	struct cert_view cert;
	struct cert_memo cert_memo;	/* of certificates before it */
	struct crl_view crl;
	struct ocsp_view ocsp;
	struct ocsp_signer *signer;	/* of that response; NULL: not known */
	struct crl_matches matches;	/* entries of that CRL and their certificates */
	size_t match_room;
	uint8_t *listed;		/* bits of the certificates given that have an entry, as far as somebody will ask; NULL: none has */
	struct known_asked asked_of;	/* … how they were looked for */
	const struct known_cert *same_serial;	/* one of those given has the issuer and serial number of the certificate at hand; NULL: none has */
	struct unvouched unvouched;	/* certificates given that decide nothing */
	uint8_t *told;			/* … bits of all of these; NULL: there is none */
	struct unvouched_crls unvouched_crls;	/* CRLs of before that decide nothing */
	struct unvouched_responses unvouched_responses;	/* … responses */
	uint8_t *told_past;		/* … bits of all of these; NULL: there is none */
	struct crl_past past;		/* CRLs before it */
	struct ocsp_ca_hashes *ca_hashes;	/* of those of the response that were asked for (engine/revocation/ocsp_cas.c) */
	struct ocsp_tied *ties;		/* what ties its signer to CAs, as far as it was asked (engine/revocation/ocsp_ties.c) */
	struct ocsp_about *about;	/* one for each SingleResponse; NULL: no issuers were given */
	struct ocsp_known *known;	/* … one for each SingleResponse; NULL: nothing is known */
	struct ocsp_other_ca *other_ca;	/* CAs that it is about beside its issuer */
	unsigned n_other_ca;
	const struct ocsp_single *single;	/* run->issuer is the CA of this one; NULL: that of the response */
	struct artifact refused;	/* an input over ctx->max_certificate: one fault and nothing else */
	struct artifact_fault limit_fault;	/* … that fault */
	struct profile profile;
	struct profile other_profile;	/* the one that the certificate asserts beside what is claimed; kind 0: none */
	enum issuer_state issuer_state;
	struct issuer_search issuer;	/* what the search gave */
	struct key_issuer *own_key;	/* room for that of a self-issued certificate */
	const struct ca_paths *paths;	/* of issuer_paths(); NULL: nobody has asked */
	const struct ca_paths **paths_of;	/* for each of the issuer's certificates, where somebody has asked; NULL: nobody has */
	const struct ca_paths *paths_signed;	/* of issuer_paths_signed(), where those are others; NULL: they are not, or nobody has asked */
	size_t n_climbed;		/* steps upwards that they took */
	const struct unlike_twin *unlike, **last_unlike;
	smimelint_ctx *judge_ctx;	/* of issuer_judge() */
	smimelint_run *judge;
	struct root_like {
		size_t pool;		/* how many certificates it had */
		struct span name, spki;	/* in the pool's own octets */
		bool has;
	} root_like;			/* … is there a root of this name and key: what was asked last */
	struct judged_signer {
		uint8_t *octets;
		size_t n;
		struct issuer_errors *errors;
	} judged_signer;		/* of signer_judge(): the last certificate, and what it breaks */
	const struct key_issuer *own;	/* that key; NULL: none that can be decoded */
	struct ev_view evidence;
	struct ev_reading reading;	/* of evidence.record */
	struct ev_matchers matchers;
	bool record_only;		/* the last lint was of a record alone */
	smimelint_source source;	/* where it comes from, as far as the caller says */
	bool judged;			/* its findings have their state */
	const struct ca_profile *ca_profile;
	uint8_t status;			/* smimelint_level */
};

/* May the context be changed?  Not while it has runs. */
bool ctx_is_open(const struct smimelint_ctx *);
/* Says why a call on the context fails: SMIMELINT_ERR_OPTION. */
smimelint_status ctx_refuse(struct smimelint_ctx *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The whole table as one list, in order. */
size_t rules_count(void);
const struct smimelint_rule *rules_at(size_t i);
const struct rule_table *rules_table_of(const struct smimelint_rule *);

/* Does a pattern (id glob, section, source) name this rule? */
bool rule_matches(const struct smimelint_rule *, const char *pattern);
/* The bit of a source whose rules are off unless asked for (root programs, cps); 0 for the others. */
uint8_t rule_program(const struct smimelint_rule *);
/* That of every rule of the table. */
void rules_programs(uint8_t *program);
#define PROGRAM_CPS (1 << 7)
/* The bit of a root program; 0 for any other name. */
uint8_t program_bit(struct span name);
/* Level and severity of a rule on a day; *since is the day the level began. */
static inline uint8_t
rule_level(const struct smimelint_rule *r, int32_t day, int32_t *since)
{
	uint8_t level = LEVEL_NONE;

	*since = DAY_ALWAYS;
	for (const struct dated_level *e = r->schedule; e->level != LEVEL_END && e->from <= day; e++) {
		level = e->level;
		*since = e->from;
	}
	return level;
}
static inline uint8_t
level_severity(const struct smimelint_rule *r, uint8_t level, bool strict_readings)
{
	switch (level) {
	case LEVEL_NOTICE:
		return SMIMELINT_NOTICE;
	case LEVEL_SHOULD:
		return SMIMELINT_WARNING;
	case LEVEL_SHALL:
		return r->reading != NULL && !strict_readings ? SMIMELINT_WARNING : SMIMELINT_ERROR;
	default:
		return SMIMELINT_PASS;
	}
}

/* The day that the artifact at hand is judged at. */
int32_t profile_day(const struct smimelint_run *);
/* What the certificate is; false: it is no S/MIME certificate (status out-of-scope). */
bool profile_detect(struct smimelint_run *);
/* The profile of a subscriber's certificate that is claimed to be of another kind, by what it shows itself; kind 0: it is none. */
struct profile profile_shown(const struct smimelint_run *);
/* Has what is at hand no signature yet?  Asked where it counts only: known dummies cost verifications. */
bool profile_is_to_be_signed(struct smimelint_run *);
/* Is there no signature yet, but octets in its place? */
bool has_filler(const struct artifact *);
/* … or did a key that linters are known to sign with make it?  Asked of signatures that are not the issuer's. */
bool has_dummy(struct smimelint_run *, const struct artifact *);
/* Is it a certificate of a CA, by cA or, where that is lacking, by all else that it shows? */
bool profile_shows_ca(const struct cert_view *);
/* "sponsor-validated/strict" and pkimetal's names; false for others.  kind 0: autodetect. */
bool profile_parse(const char *text, uint16_t *kind, uint8_t *type, uint8_t *gen);
/* "autodetect" and our own names of the profiles; ends with NULL. */
extern const char *const profile_words[];
/* "sponsor-validated/strict", or NULL when the profile is not known. */
const char *profile_text(const struct profile *);
const char *kind_text(uint16_t kind);

/* Facts: a moment, NULL where there is none. */
const char *time_text(struct smimelint_run *, struct artifact_time);
/* The SHA-256 of the whole artifact, of what is signed in it, or of its issuer: HASHED_PARTS have room.  NULL: it could not be made. */
const uint8_t *part_sha256(struct smimelint_run *, enum artifact_part);

/* Is the certificate at hand its own issuer?  Its key goes into run->own. */
enum self_issued issuer_ask_self(struct smimelint_run *);
/* Is there a root with its subject and key among the issuers given? */
bool issuer_has_root_like(struct smimelint_run *);
/* Finds the artifact's issuer, itself or one of those given, into run->issuer; its state too. */
void issuer_find(struct smimelint_run *);
/* What all certificates of the CA that was found say of it together; one that is forged is the best only where all are. */
void issuer_settle(struct smimelint_run *, struct issuer_search *);

/* Finds another certificate among those given that has the issuer and serial number of the one at hand (reused.c). */
void known_find_same_serial(struct smimelint_run *);

/* vouch.c */

/* Nothing is told of the certificates given with this artifact yet. */
void vouch_begin(struct smimelint_run *);
/* Is it not known that the key which it names did not make its signature?  Else it is told of.  A vouched of struct known_asked. */
bool vouch_for(void *run, const struct known_cert *);
/* The same, telling of none. */
bool vouch_silently(void *run, const struct known_cert *);
/* The same of a CRL of before. */
bool vouch_for_crl(void *run, const struct past_one *);
bool vouch_silently_for_crl(void *run, const struct past_one *);
void vouch_for_crls(void *run, struct past_issuer *, const struct past_one *same);
/* Of one of before, or the one at hand (NULL): a signer_of_crl of struct known_asked. */
const struct cert_view *vouch_signer_of_crl(void *run, const struct past_one *);
/*
 * Does nothing say that neither this CA signed a response of before, nor a responder to whom it gave a certificate?  The responder that it names
 * does, where its key did not make the signature.  NULL: the CA is not at hand, and it is believed.
 */
bool vouch_for_response(struct smimelint_run *, const struct past_one *, const struct ca *);
/* It was not. */
void vouch_refuse_response(struct smimelint_run *, const struct past_one *);
/* … once it is known which of them are forged. */
struct ca_says ca_say_together(struct smimelint_run *, const struct issuer_search *);
/* The certification paths from the issuer upwards, as far as the pool knows them; those that begin with one of its certificates.  NULL when memory is out. */
const struct ca_paths *issuer_paths(struct smimelint_run *), *issuer_paths_of(struct smimelint_run *, const struct candidate *twin);
/* … without those that begin with one that nobody signed, where others of the CA are there. */
const struct ca_paths *issuer_paths_signed(struct smimelint_run *);
/* Which of the certificates with the issuer's name and key the rules of the plan are to meet: run->issuer.best; and what is to be said of the others. */
void meet_choose_issuer(struct smimelint_run *, const struct plan *, uint64_t absent);
/* The check's rule meets the certificate at hand and its issuer's. */
rule_fn meet_issuer;
/* … with an older CA certificate of an equal name in other octets. */
rule_fn meet_namesake;
/* The oldest of these in the pool that a key of the pool signed, one with its key before others; NULL: there is none. */
const struct cert_view *issuer_namesake(struct smimelint_run *, enum namesakes *);
/* What the issuing CA's certificate breaks; NULL when memory is out. */
const struct issuer_errors *issuer_judge(struct smimelint_run *, const struct candidate *issuer);

/* What the certificate of an OCSP responder breaks; the last one's is kept.  NULL when memory is out. */
const struct issuer_errors *signer_judge(struct smimelint_run *, struct span der);

/* Plans and runs. */
bool calendar_make(struct smimelint_ctx *);	/* false: memory is out */
struct plan *plan_get(struct smimelint_run *, const struct profile *);
void plan_free(struct plan *);
#define WHEN_ISSUERS (WHEN_ISSUER | WHEN_OTHER_CA)
/* Is something damaged that this rule has to see? */
static inline bool
plan_cannot_look(const struct artifact *a, const struct plan_entry *e, uint64_t absent)
{
	return ((e->needs | (e->when & absent)) & a->bad_parts) != 0 || (e->reads & a->lost_parts) != 0;
}
/* Has the certificate nothing that the rule is about? */
static inline bool
plan_entry_lacks(const struct plan_entry *e, uint32_t sights)
{
	return e->only_of != 0 && (e->only_of & sights) == 0;
}
/* NULL: memory is out. */
const struct meeting *plan_meet(struct plan *, size_t n_rules, uint64_t absent, uint32_t sights, uint8_t alone);
smimelint_status engine_lint(struct smimelint_run *, struct span der);
/* The result for an input of this type that is not read: a view of one fault. */
void engine_refuse(struct smimelint_run *, struct span der, const struct artifact_type *, const char *what);

/* What stands behind check->sink: the rule at hand, and what is asked of it now. */
struct sink {
	struct smimelint_run *run;
	const struct plan_entry *entry;
	struct plan_entry *dated;	/* rules over evidence: the same, which due() fills */
	int32_t basis_day;
	const char *section;		/* what the rule said that it breaks; NULL: the row's */
	uint8_t basis;			/* enum basis: whose day that is */
	const struct plan_entry *undisputed, *as_error, *as_notice, *of_issuing_ca;	/* the last rule that said so of what it reports next */
};
struct check check_make(struct smimelint_run *, struct sink *);
/* Runs one rule by itself, whatever its scope and schedule say. */
void run_alone(struct smimelint_run *, const struct smimelint_rule *, uint8_t severity);
/* The same, as severe as the rule is on the day judged at; `fn` is the row's, or meet_issuer(). */
void run_on_day(struct smimelint_run *, const struct smimelint_rule *, rule_fn *);
/*
 * A filter takes away findings, not the reason why there are none: where a
 * rule that was chosen could not look at these parts of the artifact, those
 * that say why speak too.
 */
void damage_tell(struct smimelint_run *, uint64_t unread);
/* The same of rules that were chosen and lacked a fact: those that say which one (speaks_for); … that look at a CA that did not sign (denies_issuer). */
void reasons_tell(struct smimelint_run *);
/* Was a rule chosen that was left out because the profile is not known, or that could not tell without it? */
bool reasons_miss_profile(const struct smimelint_run *);
/* Of those the ones that speak for rules on the paths above the CA at hand, of several that a response is about. */
void reasons_tell_of_paths(struct smimelint_run *);
bool reasons_make(struct smimelint_run *);	/* false: memory is out */
/* One finding more. */
void finding_add(struct smimelint_run *, struct finding);
/* Drops what was found twice by one rule with the findings from `first` on among them. */
void findings_merge(struct smimelint_run *, size_t first);
/* Takes back what another rule says of the same fact (yields_to), once all rules have run. */
void findings_yield(struct smimelint_run *run);
/* Makes one of the notices of a rule about elements of one list, once it is known which remain. */
void findings_fold(struct smimelint_run *);
/* Once all are there: the result's status, and how many of them are shown. */
void findings_settle(struct smimelint_run *);
/* Which rule a finding is of, and whether it counts or is upcoming: below 2 * n_rules. */
size_t finding_sort(const struct finding *);
/* Of a struct rest_by, whose arg is the run: what is only counted, in CRLs and in values. */
bool run_digest(void *run, struct span, uint8_t out[REST_DIGEST]);
/* Empties the run for its next result. */
void run_reset(struct smimelint_run *, struct span input);

/* Was this rule switched off (--only, --skip, --programs)? */
bool rule_is_off(const struct smimelint_ctx *, size_t i);
/* Do the filters leave one? */
bool some_rule_is_on(const struct smimelint_ctx *);
/* The first day after `day`, up to ctx->upcoming, on which the rule gets stricter than `now`; DAY_NEVER: none. */
int32_t rule_upcoming(const struct smimelint_ctx *, const struct smimelint_rule *, int32_t day, uint8_t now);
bool rule_covers(const struct scope *, const struct profile *);
/* Is it the SBR's or a root program's, and the CRL of no certificates that these are about? */
bool rule_is_of_others(const struct smimelint_ctx *, const struct profile *, const struct smimelint_rule *, size_t i);

/* Facts that every kind of artifact has. */
const char *fact_sha256(struct smimelint_run *), *fact_tbs_sha256(struct smimelint_run *), *fact_kind(struct smimelint_run *);
const char *fact_issuer(struct smimelint_run *), *fact_issuer_name_sha256(struct smimelint_run *);
const char *fact_judged_at(struct smimelint_run *);
/* … that tells the status of certificates. */
const char *fact_covers(struct smimelint_run *), *fact_covers_from(struct smimelint_run *);

/* The class of a subscriber certificate to which the SBR apply.  The context is the argument: its policy map counts. */
known_class_fn profile_class;

/* An INTEGER: lower-case hexadecimal without leading zeros, a negative one as its octets stand. */
const char *integer_text(struct smimelint_run *, struct span content);
/* The serial number of a certificate; NULL: none. */
const char *serial_text(struct smimelint_run *);
/* Finds the records of the certificate at hand: run->evidence.n_rival of them.  False: memory is out. */
bool evidence_find(struct smimelint_run *);
/* … that are about the same certificate as the record at hand, which is linted alone.  False: memory is out. */
bool evidence_find_rivals(struct smimelint_run *);
/* Makes this record the one that the view shows. */
void evidence_show(struct ev_view *, const struct ev_rival *);
/* The record at this entry of the store; NULL when it is none any more (then *reading says why) or memory is out. */
const struct ev_record *evidence_read(struct smimelint_run *, uint32_t entry, struct ev_reading *);
/* Puts the mailboxes of the record that are in the certificate before the others, which rules do not judge.  False: memory is out. */
bool evidence_part_mailboxes(struct check *, struct ev_reading *);
/* Meets the record that was found, or the lack of one, with the rules over evidence; nothing where no evidence was given. */
void evidence_run(struct smimelint_run *);

#endif
