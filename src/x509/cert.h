/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cert.h - the view of one certificate: every field of its tbsCertificate and
 * every extension this program knows, as spans into the octets.
 *
 * Reading cannot fail: what cannot be read makes its part PART_IS_BAD and is
 * recorded as a fault, and the rest goes on, element by element.  Afterwards the view is constant.
 */
#ifndef X509_CERT_H
#define X509_CERT_H

#include "value/mailbox.h"
#include "x509/artifact.h"

/* SubjectPublicKeyInfo (RFC 5280 4.1.2.7). */
struct cert_spki {
	struct span algorithm;		/* AlgorithmIdentifier, whole element */
	struct span oid;
	enum oid id;			/* OID_RSA, OID_EC, OID_ED25519, … */
	struct span params;		/* whole element; SPAN_NONE when absent */
	enum oid curve;			/* OID_P256, …; OID_UNKNOWN when params are no known OID */
	struct span key;		/* content of the BIT STRING after the unused-bits octet */
	struct span modulus, exponent;	/* RSA: INTEGER content, SPAN_NONE when it cannot be read */
};

enum mailbox_form { MAILBOX_RFC822, MAILBOX_SMTP_UTF8 };

/* A Mailbox Field of the subjectAltName. */
struct cert_mailbox {
	struct span text;		/* the address's octets as they stand */
	struct mailbox parts;		/* what mailbox_parse() made of it, in the mode of its form */
	uint8_t fault;			/* enum mailbox_fault */
	uint8_t form;			/* enum mailbox_form */
	uint32_t general_name;		/* index into san */
};

struct cert_view {
	union {
		struct artifact artifact;
		struct { ARTIFACT_MEMBERS; };
	};
	uint32_t version;			/* 0 = v1 (absent), 2 = v3; UINT32_MAX when larger */
	struct span serial;			/* INTEGER content */
	struct cert_name subject;
	struct artifact_time not_before, not_after;
	struct cert_spki spki;

	struct general_names san;
	const struct cert_mailbox *mailbox;	/* Mailbox Fields of the SAN, in order */
	unsigned n_mailbox;
	bool mailbox_unread;			/* a name of the SAN that cannot be read may be one more */
	struct ext_ku ku;
	struct oid_items eku;
	struct ext_bc bc;
	struct ext_policies policies;
	struct ext_crldp crldp;
	struct ext_access sia;
	struct span ski;			/* content of the OCTET STRING */
	struct ext_nc nc;
	struct ext_pm pm;
	struct ext_pc pc;
	struct span iap;			/* INTEGER content */
	bool no_rev_avail;			/* the extension is there (RFC 9608) */
	bool has_key_period;			/* privateKeyUsagePeriod has something in it */
	struct ext_smimecaps smimecaps;
	struct ext_sda sda;
	struct ext_qc qc;
	struct der_tlv lei, lei_role;		/* the string element */
	struct ext_adobe_timestamp adobe_timestamp;
	struct ext_sct sct;
};

enum cert_input { CERT_INPUT_AUTO, CERT_INPUT_TBS };

/*
 * Reads `der` into the view.  All spans point into `der`; arrays lie in the
 * arena.  With CERT_INPUT_AUTO the input is a Certificate; a TBSCertificate
 * is recognised too (its first element is no SEQUENCE).  False only when
 * memory is out.
 */
bool cert_view_read(struct cert_view *, struct span der, enum cert_input, struct arena *);
/* The same for one certificate after another: the memo (ext_memo.h) spares it to read what was read before and changes nothing else. */
struct cert_memo;
bool cert_view_read_next(struct cert_view *, struct span der, enum cert_input, struct arena *, struct cert_memo *);

/* The questions to any artifact, asked of a certificate. */
static inline bool
cert_readable(const struct cert_view *cv)
{
	return artifact_readable(&cv->artifact);
}
static inline bool
cert_has(const struct cert_view *cv, enum artifact_part p)
{
	return artifact_has(&cv->artifact, p);
}
static inline bool
cert_ok(const struct cert_view *cv, enum artifact_part p)
{
	return artifact_ok(&cv->artifact, p);
}
static inline bool
cert_critical(const struct cert_view *cv, enum artifact_part p)
{
	return artifact_critical(&cv->artifact, p);
}

/*
 * What few certificates have and several rules are about, besides the parts: a set.  The lower half is the traits (value/judge.h)
 * of the attributes in the subject and in the directoryNames of the subjectAltName.
 */
enum cert_sight {
	SHOWS_FAULT = 1 << 16,			/* the view has faults, or octets that were not looked at */
	SHOWS_LONG_VALUE = 1 << 17,		/* an attribute of some name has over LONG_VALUE octets */
	SHOWS_UTF8_MAILBOX = 1 << 18,		/* a SmtpUTF8Mailbox, in subjectAltName or issuerAltName */
	SHOWS_UNUSUAL_STRING = 1 << 19,		/* an attribute of some name is of another string type than its kind is by now */
	SHOWS_DIRECTORY_NAME = 1 << 20,		/* a directoryName in the subjectAltName */
	SHOWS_ORG_IDENTIFIER = 1 << 21,		/* an organizationIdentifier in the subject or one of those */
	/* One of these is the key's: */
	SHOWS_RSA_KEY = 1 << 22,		/* rsaEncryption */
	SHOWS_EC_KEY = 1 << 23,
	SHOWS_EDWARDS_KEY = 1 << 24,		/* Ed25519, Ed448 */
	SHOWS_ML_DSA_KEY = 1 << 25,
	SHOWS_ML_KEM_KEY = 1 << 26,
	SHOWS_OTHER_KEY = 1 << 27,
	/* Of the two fields that name the signature algorithm: */
	SHOWS_RSA_SIGNATURE = 1 << 28,		/* RSASSA-PKCS1-v1_5 with SHA-256, SHA-384 or SHA-512 */
	SHOWS_ECDSA_SIGNATURE = 1 << 29,	/* ECDSA with one of those */
	SHOWS_OTHER_SIGNATURE = 1 << 30
};
#define SHOWS_NO_REV_AVAIL (UINT32_C(1) << 31)	/* the extension noRevAvail; no int holds it */
#define LONG_VALUE 64
uint32_t cert_shows(const struct cert_view *);

/* Is it plainly a certificate of v2 or v3, or its TBSCertificate, whatever the rest of it is like? */
bool cert_recognise(struct span der);
bool cert_has_eku(const struct cert_view *, enum oid);
bool cert_has_policy(const struct cert_view *, enum oid);
/* Is the issuer name, octet by octet, the subject name? */
bool cert_self_issued(const struct cert_view *);
/* Was it within its validity at that moment?  Not where either is not known. */
bool cert_valid_at(const struct cert_view *, struct artifact_time);
/*
 * Does it say that its own key signed it?  Self-issued, and no
 * authorityKeyIdentifier that names another key (as after a key rollover).
 */
bool cert_self_signed(const struct cert_view *);

#endif
