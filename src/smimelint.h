/* SPDX-License-Identifier: Apache-2.0 */
/*
 * smimelint.h - the public interface of libsmimelint, a linter of S/MIME
 * certificates.
 *
 * A context holds the options and issuing CA certificates; once it is set up
 * it is read-only and any number of threads may share it.  A run holds the
 * buffers of one worker and the result of its last certificate:
 *
 *	smimelint_ctx *ctx;
 *	smimelint_run *run;
 *
 *	smimelint_ctx_new(&ctx);
 *	smimelint_ctx_set(ctx, "at", "2026-03-15");
 *	smimelint_run_new(&run, ctx);
 *	smimelint_lint(run, der, len);
 *	for (size_t i = 0; i < smimelint_finding_count(run); i++) ...
 *
 * Ownership: what a _new function returns is given back to the _free function
 * of the same name (which takes NULL); every other pointer belongs to the
 * object it was asked from and lives until that object is freed or lints its
 * next certificate.  All text is UTF-8 and safe to show: no control
 * characters.  The library prints nothing, keeps no global state, sets no
 * locale and no signal handler, and never ends the process.
 */
#ifndef SMIMELINT_H
#define SMIMELINT_H

#include <stddef.h>
#include <stdint.h>

#define SMIMELINT_VERSION_MAJOR 0
#define SMIMELINT_VERSION_MINOR 1
#define SMIMELINT_VERSION_PATCH 0

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SMIMELINT_API __attribute__((visibility("default")))
#else
#define SMIMELINT_API
#endif

typedef struct smimelint_ctx smimelint_ctx;	/* options, chosen rules, issuers */
typedef struct smimelint_run smimelint_run;	/* one worker's buffers and last result */
typedef struct smimelint_rule smimelint_rule;	/* one row of the rule table; static */
typedef struct smimelint_option smimelint_option;	/* one option of a context; static */

/* Values of all enums are part of the ABI: new ones are only added at the end. */
typedef enum {
	SMIMELINT_OK = 0,
	SMIMELINT_ERR_NOMEM = 1,
	SMIMELINT_ERR_ARG = 2,		/* a NULL or a value that the call forbids */
	SMIMELINT_ERR_OPTION = 3,	/* unknown option, rule or value: see smimelint_ctx_error() */
	SMIMELINT_ERR_INPUT = 4,	/* these octets hold no certificate */
	SMIMELINT_ERR_LIMIT = 5,	/* larger than the limits allow */
	SMIMELINT_ERR_CRYPTO = 6	/* OpenSSL's providers give no SHA-256 */
} smimelint_status;

/* Severity of a finding and status of a certificate, the worse the larger. */
typedef enum {
	SMIMELINT_PASS = 0,		/* status only */
	SMIMELINT_UPCOMING = 1,		/* severity only: a requirement that is to come */
	SMIMELINT_NOTICE = 2,
	SMIMELINT_WARNING = 3,
	SMIMELINT_ERROR = 4,
	SMIMELINT_OUT_OF_SCOPE = 5,	/* status only: no S/MIME certificate */
	SMIMELINT_UNREADABLE = 6	/* status only: no certificate could be framed */
} smimelint_level;

/* What became of one rule on one certificate. */
typedef enum {
	SMIMELINT_RULE_PASS = 0,
	SMIMELINT_RULE_FOUND = 1,
	SMIMELINT_RULE_NOT_APPLICABLE = 2,
	SMIMELINT_RULE_NOT_EFFECTIVE = 3,
	SMIMELINT_RULE_UNREADABLE = 4,
	SMIMELINT_RULE_OFF = 5,
	SMIMELINT_RULE_NOT_EVALUATED = 6	/* a fact that it needs is absent: of the evidence, a list, a neighbour */
} smimelint_outcome;

/* Whether a finding counts. */
typedef enum {
	SMIMELINT_STATE_NEW = 0,
	SMIMELINT_STATE_KNOWN = 1,	/* it stands in the baseline */
	SMIMELINT_STATE_WAIVED = 2
} smimelint_state;

/* One finding.  Set size = sizeof(smimelint_finding) before the call. */
typedef struct {
	size_t size;
	const smimelint_rule *rule;
	smimelint_level severity;
	int32_t since;			/* day (since 1970-01-01) from which the requirement binds so; INT32_MIN: always */
	const char *message;		/* constant for the rule, and for the fact where one is not recorded */
	const char *value;		/* what varies, or NULL */
	const char *path;		/* "tbsCertificate.extensions[4].extnValue.keyUsage"; with record_file: a JSON Pointer into the record */
	uint32_t offset, length;	/* octets of the input it is about; 0 with record_file */
	const char *reading;		/* the disputed reading it rests on, or NULL */
	/* Of findings about a validation evidence record; otherwise NULL and 0: */
	const char *record_file;	/* name of the source of the record */
	uint64_t record_line;
	const char *record_id;		/* NULL where the record has none */
	const char *basis;		/* "attempt 2026-03-20": the time whose requirements it was judged by */
	smimelint_state state;
	const char *waiver;		/* the reason of the waiver that applies, or that it has expired; NULL: none applies */
	const char *section;		/* what it breaks: the rule's, or of several methods the one at hand */
	const char *citation;		/* the same with its document: "SBR 7.1.2.3.e", "X.690 8.1" */
} smimelint_finding;

/*
 * Where a certificate was found, as reports say it.  Set size =
 * sizeof(smimelint_source); what is 0 or NULL is not known.
 */
typedef struct {
	size_t size;
	const char *path;		/* of the file, any octets: they are shown safely */
	uint64_t index;			/* among the certificates of this file, from 0 */
	const char *format;		/* "pem", "der": what it lies in */
	uint64_t line;			/* where it begins, from 1 */
	const char *fault;		/* why there is nothing to lint: the value of an unreadable result's finding, safe to show */
} smimelint_source;

/* "0.1.0" */
SMIMELINT_API const char *smimelint_version(void);
SMIMELINT_API const char *smimelint_strerror(smimelint_status);
SMIMELINT_API const char *smimelint_level_name(smimelint_level);
SMIMELINT_API const char *smimelint_outcome_name(smimelint_outcome);
SMIMELINT_API const char *smimelint_state_name(smimelint_state);

/*
 * Facts about the rule set: "date" (of the newest text it implements), "sbr",
 * "tls-br" (versions of the texts).  NULL for any other field.
 */
SMIMELINT_API const char *smimelint_ruleset(const char *field);

/* The version of a document ("sbr", "tls-br") that was in force on a day (since 1970-01-01); NULL: none that is known. */
SMIMELINT_API const char *smimelint_document_version(const char *document, int32_t day);

/*
 * When a way of validation changed for S/MIME: TLS BR "3.2.2.4.N", or SBR
 * "3.2.2.2" and "3.2.2.4"; as days since 1970-01-01.  INT32_MAX: never;
 * INT32_MIN: no such way.
 */
typedef enum {
	SMIMELINT_METHOD_BEGINS,
	SMIMELINT_METHOD_SHOULD_NOT,		/* it should not be used any more */
	SMIMELINT_METHOD_ENDS,			/* it must not */
	SMIMELINT_METHOD_REUSE_ENDS		/* nor may earlier validations be relied on */
} smimelint_method_event;
SMIMELINT_API int32_t smimelint_method_day(const char *method, smimelint_method_event);

/*
 * What a member of a validation evidence record holds, in the words of
 * smimelint-evidence(5): "time" of "validations[].random_value.created_at".
 * NULL: the format has no such member.
 */
SMIMELINT_API const char *smimelint_record_type(const char *member);

/* ---- context ---- */

/*
 * A context has an OpenSSL of its own (OSSL_LIB_CTX) with the configuration of
 * the system.  SMIMELINT_ERR_CRYPTO: that leaves it without SHA-256.
 */
SMIMELINT_API smimelint_status smimelint_ctx_new(smimelint_ctx **out);
SMIMELINT_API void smimelint_ctx_free(smimelint_ctx *);

/*
 * Sets one option, named as on the command line without its dashes:
 *
 *	kind		auto, subscriber, subordinate-ca, root-ca, cross-certificate, ocsp-signer, crl, delta-crl, ocsp-response
 *	covers		whose status a CRL or an OCSP response tells: auto, subscriber, ca, both
 *	current		"2026-07-01T09:30:00Z": CRLs and OCSP responses are to be good at that moment
 *	issued-complete	"yes": the certificates added are all that the CA issued
 *	sequence	"yes": the CRLs added are all of their series
 *	max-entries-held	serial numbers of an unsorted CRL that are compared, default 2000000
 *	profile		"sponsor-validated/strict", pkimetal's names, or autodetect
 *	policy-map	"OID=PROFILE"; may be repeated
 *	at		"YYYY-MM-DD": judge as if issued on that day
 *	upcoming	"all" or "YYYY-MM-DD": report what takes effect up to then
 *	tbs		"yes": inputs are unsigned TBSCertificates (or carry a dummy signature)
 *	scope		auto, all
 *	only, skip	rule id glob, section, or source; may be repeated
 *	programs	comma list of ccadb, mozilla, apple, microsoft
 *	deep-keys, strict-readings	"yes"
 *	ca-affiliated, ca-dedicated, ca-constrained	yes, no
 *	issuer		"auto": issuers are looked for, though none may be given before the first run
 *	max-certificate	octets, default 1048576
 *	require-evidence	"yes": a certificate without a record is an error; "full":
 *			and so are rules over evidence that were not evaluated
 *	clock		"2026-07-01T09:30:00Z": the time of linting, for rules over evidence; the library does not ask for it itself
 *	now		the same, and turns on notices about the validity of what is to be signed
 *	issuer-domain	an Issuer Domain Name that the CP/CPS discloses; may be repeated
 *	mpic-phase	attempt, issuance: whose day says how many Network Perspectives are needed
 *	mpic-all-caa	"yes": every CAA check must be corroborated, whatever the validation
 *	clock-skew	seconds by which the clocks behind a record may differ, default 5
 *
 * SMIMELINT_ERR_OPTION leaves the context as it was; smimelint_ctx_error()
 * says why.  While the context has runs, this and all calls that add something
 * to it (but for smimelint_ctx_offer_issuer()) are refused: SMIMELINT_ERR_ARG.
 */
SMIMELINT_API smimelint_status smimelint_ctx_set(smimelint_ctx *, const char *option, const char *value);
/*
 * Sets all options that a JSON object of len octets (RFC 8259, UTF-8) has: its
 * members are named as the options.  A value is the text that
 * smimelint_ctx_set() takes, for what is yes or no also true or false, for a
 * number the number, for what may be repeated also a list of texts; null
 * leaves an option alone.
 *
 *	{"at":"2026-03-15","only":["7.1.2.3","x690"],"deep-keys":true}
 *
 * SMIMELINT_ERR_OPTION sets none of them, and smimelint_ctx_error() says
 * "LINE: POINTER: what is wrong".
 */
SMIMELINT_API smimelint_status smimelint_ctx_set_json(smimelint_ctx *, const char *json, size_t len);
/* One issuing CA certificate, in DER; the octets are copied. */
SMIMELINT_API smimelint_status smimelint_ctx_add_issuer(smimelint_ctx *, const uint8_t *der, size_t len);
/*
 * The same for what may be something else: added where it is a CA certificate
 * (cA TRUE, or all else of one), else left.  Runs of the context may exist, as
 * long as none of them lints; then what smimelint_ctx_wants_issuer() says stays
 * true, too.
 */
SMIMELINT_API smimelint_status smimelint_ctx_offer_issuer(smimelint_ctx *, const uint8_t *der, size_t len);
/*
 * One that is no CA certificate, though others name its subject as their issuer:
 * what its key signed is found to be issued by no CA.  A CA certificate is left.
 */
SMIMELINT_API smimelint_status smimelint_ctx_offer_other_issuer(smimelint_ctx *, const uint8_t *der, size_t len);
/* Is it a CA certificate that was not added yet?  1 or 0. */
SMIMELINT_API int smimelint_ctx_wants_issuer(const smimelint_ctx *, const uint8_t *der, size_t len);
/*
 * What CRLs and OCSP responses are judged beside, in DER; the octets are copied
 * (of a certificate some 300 more are kept).  SMIMELINT_ERR_INPUT: it is none,
 * see smimelint_ctx_error().
 *
 * _add_certificate: one whose status they may tell; its kind and generation
 * decide what its entry may hold, unless CA certificates that were added say
 * that its issuer did not sign it; no other certificate of its issuer has its
 * serial number.  _add_previous: a CRL or a response of before,
 * of the same issuer; which it belongs to is told by its content, in whatever
 * order they come.  A CRL that cannot be read is refused, and with "sequence" one
 * that may lie between two others.  _add_responder: of an OCSP responder, for
 * responses that leave it out.
 */
SMIMELINT_API smimelint_status smimelint_ctx_add_certificate(smimelint_ctx *, const uint8_t *der, size_t len);
SMIMELINT_API smimelint_status smimelint_ctx_add_previous(smimelint_ctx *, const uint8_t *der, size_t len);
/*
 * The same for a large CRL of before that lies in a mapping of a file, which has
 * to stay until the context is freed: nothing is copied.  `release` is called with
 * octets that have been read for now, as that of smimelint_lint_mapped(), by
 * whichever thread lints.
 */
typedef void smimelint_release_fn(void *arg, const uint8_t *octets, size_t n);
SMIMELINT_API smimelint_status smimelint_ctx_add_previous_mapped(smimelint_ctx *, const uint8_t *der, size_t len,
    smimelint_release_fn *release, void *arg);
SMIMELINT_API smimelint_status smimelint_ctx_add_responder(smimelint_ctx *, const uint8_t *der, size_t len);
/*
 * The CA's own limits, len octets of JSON as smimelint(1) describes for
 * --ca-profile; turns on the rules of source cps.  Profiles of a second call
 * come after those of the first.  SMIMELINT_ERR_OPTION adds none, and
 * smimelint_ctx_error() says "LINE: POINTER: what is wrong".
 */
SMIMELINT_API smimelint_status smimelint_ctx_add_ca_profile(smimelint_ctx *, const char *json, size_t len);

/*
 * Findings that are accepted: they are reported and do not count (the state of
 * a finding); the status of a result stays as it is.  A second call adds to
 * the first.  SMIMELINT_ERR_OPTION adds nothing, and smimelint_ctx_error()
 * says "LINE: POINTER: what is wrong".
 *
 * _add_waivers: a list as smimelint(1) describes for --waivers, judged on this
 * day (since 1970-01-01).  _add_baseline: a json or ndjson report.  A finding
 * takes the entry that equals it in source path (smimelint_result_source()),
 * rule, path and value, each entry once; the runs of a context share them.
 */
SMIMELINT_API smimelint_status smimelint_ctx_add_waivers(smimelint_ctx *, const char *json, size_t len, int32_t day);
SMIMELINT_API smimelint_status smimelint_ctx_add_baseline(smimelint_ctx *, const char *json, size_t len);
/* Some whole lines of an ndjson report, the first of which has this number, from 1: for reports too large for memory. */
SMIMELINT_API smimelint_status smimelint_ctx_add_baseline_lines(smimelint_ctx *, const char *lines, size_t len, uint64_t first);

/*
 * Validation evidence: a JSON document with one record or an array of them,
 * or one record on each line (NDJSON).  They turn on the rules over evidence;
 * each certificate is met with the record that matches it.  `name` is what
 * findings call the source (copied).  Bad records do not make it fail: see
 * smimelint_record_state().  SMIMELINT_ERR_INPUT: nothing could be read, or
 * there are no octets; a list without records is read.
 *
 * _add_evidence copies the text.  _add_evidence_source reads all of it once
 * and again where a certificate needs a record, and keeps about 250 octets for
 * each: `fetch` gives up to n octets from `at` on (fewer at the end only,
 * negative where they cannot be read), and may be called from several threads.
 */
SMIMELINT_API smimelint_status smimelint_ctx_add_evidence(smimelint_ctx *, const char *name, const char *json,
    size_t len);
/*
 * The Public Suffix List, of which the ICANN section counts (all of it where it
 * has no sections): rules that ask for the Base Domain Name need it.  A second
 * one is added to the first.  SMIMELINT_ERR_INPUT: no rule in it, or a line
 * that is none; nothing of it is added.
 */
SMIMELINT_API smimelint_status smimelint_ctx_add_psl(smimelint_ctx *, const char *text, size_t len);
/*
 * A list of keys that are known to be weak: hashes as text, one on each line
 * (Debian's former openssl-blacklist, badkeys' lists, SHA-256 of the
 * SubjectPublicKeyInfo), or badkeys' blocklist.dat.  Entries may come in any
 * order and are copied, 10 to 32 octets each.  A further list is added.
 * SMIMELINT_ERR_INPUT, with "LINE: what is wrong" where it is text: nothing
 * was added.
 */
SMIMELINT_API smimelint_status smimelint_ctx_add_weak_keys(smimelint_ctx *, const char *list, size_t len);
/*
 * For callers who take nothing else: are all records of validation evidence
 * that were added such records?  SMIMELINT_ERR_INPUT, with "NAME:LINE: what is
 * wrong", for the first that is none.
 */
SMIMELINT_API smimelint_status smimelint_ctx_check_evidence(smimelint_ctx *);
typedef int64_t smimelint_fetch_fn(void *arg, uint64_t at, uint8_t *buf, size_t n);
SMIMELINT_API smimelint_status smimelint_ctx_add_evidence_source(smimelint_ctx *, const char *name,
    smimelint_fetch_fn *fetch, void *arg);
/*
 * A table of Network Perspectives by code, as a record may have one under
 * "perspectives", for records that lack theirs.  The text is copied; tables
 * add up.  SMIMELINT_ERR_INPUT: it is none, or contradicts itself or one before
 * it; see smimelint_ctx_error().
 */
SMIMELINT_API smimelint_status smimelint_ctx_add_perspectives(smimelint_ctx *, const char *json, size_t len);
/* Why the last call on this context failed, or the last smimelint_run_new() with it; "" when it did not. */
SMIMELINT_API const char *smimelint_ctx_error(const smimelint_ctx *);

/* The options of a context, as a list. */
SMIMELINT_API size_t smimelint_option_count(void);
/* NULL past the end. */
SMIMELINT_API const smimelint_option *smimelint_option_at(size_t i);
/* NULL: there is none of this name. */
SMIMELINT_API const smimelint_option *smimelint_option_find(const char *name);
/*
 * One column of an option: "name"; "value", the kind of its value: yes-no,
 * word (one of the words of smimelint_option_word()), words (such words, commas
 * between them), day (YYYY-MM-DD or one of the words), time
 * (2026-07-01T09:30:00Z), number, profile, oid=profile, pattern, domain-name;
 * "default", the value that a context has which was not told (NULL: none says
 * the same); "repeats", yes where each use adds to the ones before, or no;
 * "text", what the option does.  NULL for any other name.
 */
SMIMELINT_API const char *smimelint_option_text(const smimelint_option *, const char *field);
/* Word i that its value may be; NULL past the end, and for options whose values are no words. */
SMIMELINT_API const char *smimelint_option_word(const smimelint_option *, size_t i);

/* ---- linting ---- */

/*
 * A run is freed before its context is.  SMIMELINT_ERR_OPTION: the options only,
 * skip and programs leave no rule that is on, so that whatever is linted would
 * look clean.
 */
SMIMELINT_API smimelint_status smimelint_run_new(smimelint_run **out, const smimelint_ctx *);
SMIMELINT_API void smimelint_run_free(smimelint_run *);

/*
 * Lints one Certificate, CertificateList or OCSPResponse, or what is to be signed of one; which it is
 * is told by the content.  The octets are not copied and
 * must stay in place until the result has been read.  A broken certificate is
 * no error: the call returns SMIMELINT_OK and there are findings.
 * SMIMELINT_ERR_INPUT and SMIMELINT_ERR_LIMIT still leave a result: status
 * SMIMELINT_UNREADABLE and one finding that says what was met and where.
 */
SMIMELINT_API smimelint_status smimelint_lint(smimelint_run *, const uint8_t *der, size_t len);

/*
 * The same for a large CRL that lies in a mapping of a file: `release` is called
 * with octets that have been read for now, which the caller may give back
 * (madvise(), MADV_DONTNEED) as long as the mapping has them again when they
 * are read once more.  So a CRL of any size is linted in little memory, its
 * signature included (EdDSA and ML-DSA want all of it at once).  It is called by
 * this call, and by those that ask for facts, findings and JSON of its result.
 */
SMIMELINT_API smimelint_status smimelint_lint_mapped(smimelint_run *, const uint8_t *der, size_t len,
    smimelint_release_fn *release, void *arg);

/*
 * The same for a CRL that is neither in memory nor in a mapping: `fetch` gives
 * up to n octets from `at` on (fewer at the end only, negative where they cannot
 * be read), the same ones each time.  Some six MiB of a CRL of any size are in
 * memory at a time, and the pages of entries that findings are about; it is read
 * once for its entries and once for each digest.  All of it is in memory where
 * the context has CRLs of before (smimelint_ctx_add_previous()), where its
 * signature is of EdDSA or ML-DSA, where it is no CRL or its lengths are
 * indefinite, and after smimelint_walk() and SMIMELINT_JSON_DER.  Calls that ask
 * for facts, findings and JSON of the result fetch, too.  What cannot be fetched
 * is SMIMELINT_ERR_INPUT, of these calls by smimelint_run_error().
 */
SMIMELINT_API smimelint_status smimelint_lint_crl_stream(smimelint_run *, smimelint_fetch_fn *fetch, void *arg);

SMIMELINT_API smimelint_level smimelint_result_status(const smimelint_run *);
SMIMELINT_API size_t smimelint_finding_count(const smimelint_run *);
SMIMELINT_API smimelint_status smimelint_finding_get(smimelint_run *, size_t i, smimelint_finding *out);

/*
 * Says where the last result comes from, before its findings are asked for.
 * What the structure points to stays in place until the result has been read.
 * SMIMELINT_ERR_ARG also when a finding was asked for already.
 */
SMIMELINT_API smimelint_status smimelint_result_source(smimelint_run *, const smimelint_source *);

/* What smimelint_result_json() adds: the outcome of each rule, the certificate itself. */
enum { SMIMELINT_JSON_OUTCOMES = 1, SMIMELINT_JSON_DER = 2 };
/*
 * The last result as one JSON object without line ends, octet for octet a line
 * of the command's ndjson report; *len, when given, gets its length without
 * the NUL behind it.  It is good until the run makes its next one.  NULL when
 * memory is out.
 */
SMIMELINT_API const char *smimelint_result_json(smimelint_run *, unsigned with, size_t *len);

/*
 * A fact about the last certificate, computed when it is asked for:
 * of an OCSP response "sha256", "tbs_sha256", "kind", "covers", "covers_from", "response_status",
 * "responder", "produced_at", "judged_at"; of a CRL "sha256", "tbs_sha256", "kind", "covers" (subscriber, ca, both), "covers_from" (option,
 * idp, issuer, none), "issuer", "issuer_name_sha256", "number", "this_update", "next_update",
 * "entries", "reasons" (how many entries have which: "keyCompromise 3, absent 1"), "aki", "judged_at",
 * "scope" (of issuingDistributionPoint: "user certificates, http://crl.example/2.crl"; the empty text where it says nothing),
 * "expired_certs_on_crl", "next_publish", "ca_version" ("V2.1": its certificate's and its key's index); of a certificate
 * "sha256", "tbs_sha256", "kind" ("unknown" where what tells it cannot be read), "profile" ("sponsor-validated/strict"),
 * "profile_from" (policy, policy-map, option, none), "serial", "subject",
 * "issuer", "issuer_name_sha256", "not_before", "not_after", "judged_at", "precertificate" (yes,
 * no), "self_signed" (yes, no), "issuer_found" (yes, no; NULL where
 * none was looked for, or it is self-signed).  NULL where there is none (a profile that is
 * not known, a hash of an unreadable input) and for other names.
 */
SMIMELINT_API const char *smimelint_fact(smimelint_run *, const char *name);
/* SMIMELINT_ERR_NOMEM when memory ran out for the last certificate, its facts and findings included. */
SMIMELINT_API smimelint_status smimelint_run_error(const smimelint_run *);

/* ---- validation evidence ---- */

typedef enum {
	SMIMELINT_RECORD_MATCHED = 0,	/* some certificate that was linted has this record */
	SMIMELINT_RECORD_ORPHAN = 1,	/* none so far */
	SMIMELINT_RECORD_UNUSABLE = 2	/* it is no record */
} smimelint_record_status;

/* How many records were added, the unusable ones included. */
SMIMELINT_API size_t smimelint_record_count(const smimelint_ctx *);
/* State of record i and, where the pointers are not NULL, its source's name and its line (from 1). */
SMIMELINT_API smimelint_record_status smimelint_record_state(const smimelint_ctx *, size_t i, const char **name,
    uint64_t *line);
/*
 * Judges record i alone, without its certificate: the result is as after
 * smimelint_lint(), without facts about a certificate.
 */
SMIMELINT_API smimelint_status smimelint_lint_record(smimelint_run *, size_t i);
/* Makes a result that only says that record i is unusable or belongs to no certificate that was linted. */
SMIMELINT_API smimelint_status smimelint_report_record(smimelint_run *, size_t i);

/* The Mailbox Fields of the subjectAltName, in order. */
SMIMELINT_API size_t smimelint_mailbox_count(const smimelint_run *);
SMIMELINT_API const char *smimelint_mailbox(smimelint_run *, size_t i);
/*
 * Calls fn for each Mailbox Address in commonName and emailAddress of the
 * subject, then of the directoryNames in the subjectAltName, in order.  Those
 * that are Mailbox Fields too are among them.
 */
typedef void smimelint_mailbox_fn(void *arg, const char *mailbox);
SMIMELINT_API void smimelint_named_mailboxes(smimelint_run *, smimelint_mailbox_fn *fn, void *arg);
/*
 * A domain, or the mailbox with its domain, as records of validation evidence
 * have it: in A-labels and lower case, without a dot at its end.  The run's,
 * until its next result; NULL when memory is out.
 */
SMIMELINT_API const char *smimelint_plain_name(smimelint_run *, const char *name);

/*
 * SHA-256 of any octets, as the fact "sha256" is of a certificate; the result
 * of the run stays.  SMIMELINT_ERR_NOMEM when the digest cannot be made.
 */
SMIMELINT_API smimelint_status smimelint_fingerprint(smimelint_run *, const uint8_t *octets, size_t len,
    uint8_t digest[32]);

/* Outcome of rule i (as in smimelint_rule_at); *why, when given, gets a reason or NULL. */
SMIMELINT_API smimelint_outcome smimelint_rule_outcome(smimelint_run *, size_t i, const char **why);

/* How many rules have the outcome SMIMELINT_RULE_NOT_EVALUATED. */
SMIMELINT_API size_t smimelint_not_evaluated_count(const smimelint_run *);
/* The first of them (as in smimelint_rule_at) from this one on; smimelint_rule_count(): there is none. */
SMIMELINT_API size_t smimelint_not_evaluated_next(const smimelint_run *, size_t from);

/*
 * Walks the decoded certificate for a view: fn is called for every field,
 * parents first, with its depth (0: the certificate), name, shown value (NULL
 * for containers) and place.  Elements of a list are named "[0]", "[1]", so
 * that the names on the way down are those of a finding's path; what cannot
 * be framed is named "unreadable".  Long values end in U+2026.  A value other
 * than 0 from fn ends the walk and is returned; fn must not lint with this run.
 */
typedef int smimelint_walk_fn(void *arg, unsigned depth, const char *name, const char *value,
    uint32_t offset, uint32_t length);
SMIMELINT_API int smimelint_walk(smimelint_run *, smimelint_walk_fn *fn, void *arg);

/* ---- the rule table ---- */

SMIMELINT_API size_t smimelint_rule_count(void);
SMIMELINT_API const smimelint_rule *smimelint_rule_at(size_t i);
/* Its i in smimelint_rule_at(); smimelint_rule_count() for NULL. */
SMIMELINT_API size_t smimelint_rule_index(const smimelint_rule *);
SMIMELINT_API const smimelint_rule *smimelint_rule_find(const char *id);

/*
 * One column of a rule: "id", "source", "section", "title", "requires",
 * "explanation", "remedy", "reading", "document" (of which the section is one:
 * "SBR"; empty where the section says it), "heading" (of its table), "option"
 * (that of smimelint(1) without which the rule is off).  NULL for a rule
 * without "reading" or "option" and for any other name.
 */
SMIMELINT_API const char *smimelint_rule_text(const smimelint_rule *, const char *field);

/*
 * What a rule rests on, as reports cite it: its document and section, "SBR
 * 7.1.2.3.e".  Writes at most size octets, the NUL among them (size 0: none;
 * text may be NULL then), and returns how long the whole is without its NUL.
 */
SMIMELINT_API size_t smimelint_rule_citation(const smimelint_rule *, char *text, size_t size);

/*
 * Item i of a column that is a list: "kinds", "types", "generations" (what it
 * applies to), "yields-to" (ids of the rules that say the same: where one of
 * them does so of a certificate, this one is silent), "needs" (what
 * it looks at: certificate, crl, ocsp, evidence; and what has to be given
 * beside it: issuer, previous, certificates, current), "options" (it finds
 * nothing where none of these is given: issuer, previous, certificates, now,
 * deep-keys, evidence), "zlint", "pkilint" (equivalents).  NULL past the end and for any other name.
 */
SMIMELINT_API const char *smimelint_rule_item(const smimelint_rule *, const char *list, size_t i);

/* Entry i of the schedule; false past its end. level: "SHALL", "SHOULD", "notice", "none". */
SMIMELINT_API int smimelint_rule_schedule(const smimelint_rule *, size_t i, int32_t *from,
    const char **level, smimelint_level *severity);

/* Does a pattern of --only and --skip (id glob, section, source) name this rule? */
SMIMELINT_API int smimelint_rule_matches(const smimelint_rule *, const char *pattern);

#ifdef __cplusplus
}
#endif
#endif
