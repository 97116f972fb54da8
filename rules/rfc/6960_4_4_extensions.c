/* SPDX-License-Identifier: Apache-2.0 */
/* 6960_4_4_extensions.c - what extensions of OCSP responses hold (RFC 6960 4.4, RFC 9654). */
#include "rules/common/ocsp.h"
#include "rules/tables.h"
#include "value/uri.h"

#define TIME_OCTETS 15		/* YYYYMMDDHHMMSSZ */

/* ---- CRL references (4.4.2) ---- */

/* The field [n] EXPLICIT of a CrlID, where it is there: false when what it holds is not one element of this type in DER. */
static bool
take_explicit(struct span *in, uint8_t n, uint8_t id, struct der_tlv *t)
{
	struct der_tlv wrapper;

	t->raw = SPAN_NONE;
	return !der_take(in, (uint8_t)DER_CTX_CONS(n), &wrapper) ||
	    (wrapper.quirks == 0 && der_take(&wrapper.val, id, t) && wrapper.val.n == 0 && der_check_one(t) == 0);
}

/* YYYYMMDDHHMMSS.f…Z, which DER has (X.690 11.7) and the times of a CRL have not (RFC 5280 5.1.2.4). */
static bool
has_fraction(struct span text)
{
	uint8_t whole[TIME_OCTETS];
	int64_t seconds;

	if (text.n < TIME_OCTETS + 2 || text.p[TIME_OCTETS - 1] != '.' || text.p[text.n - 1] != 'Z' || text.p[text.n - 2] == '0')
		return false;
	for (size_t i = TIME_OCTETS; i + 1 < text.n; i++)
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
	memcpy(whole, text.p, TIME_OCTETS - 1);
	whole[TIME_OCTETS - 1] = 'Z';
	return der_time(DER_GENTIME, (struct span){ whole, TIME_OCTETS }, &seconds);
}

/* The field crlTime, where it is there.  *open: nothing forbids it for certain.  *at: the time that is wrong. */
static const char *
crl_time_fault(struct span *in, const char **open, struct span *at)
{
	struct der_tlv wrapper, t;
	int64_t seconds;

	if (!der_take(in, (uint8_t)DER_CTX_CONS(2), &wrapper))
		return NULL;
	if (wrapper.quirks != 0 || !der_take(&wrapper.val, DER_GENTIME, &t) || wrapper.val.n > 0 || t.quirks != 0)
		return "crlTime is no GeneralizedTime YYYYMMDDHHMMSSZ";
	if (t.val.n == TIME_OCTETS && der_check_one(&t) == 0 && der_time(t.id, t.val, &seconds))
		return NULL;
	*at = t.raw;
	if (!has_fraction(t.val))
		return "crlTime is no GeneralizedTime YYYYMMDDHHMMSSZ";
	*open = "crlTime has a fraction of a second";
	return NULL;
}

/* What is wrong in the value of a CrlID; NULL: nothing.  *open: what is, where nothing forbids it for certain. */
static const char *
crl_id_fault(struct span val, const char **open, struct span *at)
{
	const char *fault;
	struct der_tlv seq, t;
	struct uri uri;

	*open = NULL;

	if (!der_take(&val, DER_SEQUENCE, &seq) || val.n > 0 || seq.quirks != 0)
		return "no CrlID";
	if (!take_explicit(&seq.val, 0, DER_IA5, &t))
		return "crlUrl is no IA5String";
	if (t.raw.p != NULL && uri_parse(t.val, &uri) != URI_OK)
		return "crlUrl is not an absolute URI";
	if (t.raw.p != NULL && uri.host_fault != HOST_OK)
		return "crlUrl has no host that can exist";
	if (!take_explicit(&seq.val, 1, DER_INTEGER, &t))
		return "crlNum is no INTEGER";
	if (t.raw.p != NULL && der_negative(t.val))
		*open = "crlNum is negative";
	if ((fault = crl_time_fault(&seq.val, open, at)) != NULL)
		return fault;
	return seq.val.n > 0 ? "it has another field" : NULL;
}

static void
report_crl_ids(struct check *c, const struct ocsp_single *s, bool sure)
{
	for (unsigned i = 0; i < s->n_ext; i++) {
		const char *what, *open;
		struct span at = s->ext[i].raw;

		if (s->ext[i].id != OID_EXT_OCSP_CRL || s->ext[i].val.p == NULL)
			continue;
		what = crl_id_fault(s->ext[i].val, &open, &at);
		if (sure ? what != NULL : what == NULL && open != NULL)
			report(c, at, "%s", sure ? what : open);
	}
}

static void
open_crl_id(struct check *c, const struct ocsp_single *s)
{
	report_crl_ids(c, s, false);
}

static void
wrong_crl_id(struct check *c, const struct ocsp_single *s)
{
	report_crl_ids(c, s, true);
}

static void
crl_id_form(struct check *c)
{
	each_single(c, open_crl_id);
	reading_settled(c);
	each_single(c, wrong_crl_id);
}

/* ---- archive cutoff (4.4.4), nonce (4.4.1) ---- */

static void
single_cutoff(struct check *c, const struct ocsp_single *s)
{
	for (unsigned i = 0; i < s->n_ext; i++) {
		struct span val = s->ext[i].val;
		int64_t seconds;
		struct der_tlv t;

		if (s->ext[i].id != OID_EXT_OCSP_ARCHIVE_CUTOFF)
			continue;
		if (!der_take(&val, DER_GENTIME, &t))
			report(c, s->ext[i].raw, "no GeneralizedTime");
		else if (val.n > 0)
			report(c, s->ext[i].raw, "%s behind the time", show_count(c, val.n, "octet"));
		else if (der_check_one(&t) == 0 && der_time(t.id, t.val, &seconds) && c->ocsp->produced_at.ok && seconds > c->ocsp->produced_at.seconds)
			report(c, s->ext[i].raw, "later than producedAt");
	}
}

static void
archive_cutoff(struct check *c)
{
	each_single(c, single_cutoff);
}

/* ---- extensions of CRL entries (4.4.5) ---- */

static const char *
invalidity_fault(struct span val, struct span *at)
{
	int64_t seconds;
	struct der_tlv t;

	if (!der_take(&val, DER_GENTIME, &t))
		return "invalidityDate is not a GeneralizedTime YYYYMMDDHHMMSSZ";
	*at = t.raw;
	return val.n == 0 && t.quirks == 0 && t.val.n == TIME_OCTETS && der_time(t.id, t.val, &seconds) ? NULL :
	    "invalidityDate is not a GeneralizedTime YYYYMMDDHHMMSSZ";
}

static const char *
issuer_fault(struct check *c, struct span val)
{
	bool malformed;
	struct der_tlv t;

	if (!der_sound(val, 0) || !der_take(&val, DER_SEQUENCE, &t) || val.n > 0 || t.val.n == 0)
		return "certificateIssuer is not GeneralNames";
	return general_names_judge(t.val, false, &malformed, c->arena);
}

static const char *
instruction_fault(struct span val)
{
	struct der_tlv t;

	return der_take(&val, DER_OID, &t) && val.n == 0 && t.quirks == 0 && der_check_one(&t) == 0 ? NULL : "holdInstructionCode is not an OBJECT IDENTIFIER";
}

/* What is wrong in the value, and where; NULL: nothing, or another extension. */
static const char *
entry_extension_fault(struct check *c, const struct ocsp_single_ext *e, struct span *at)
{
	switch (e->val.p != NULL ? e->id : OID_UNKNOWN) {
	case OID_EXT_INVALIDITY_DATE:
		return invalidity_fault(e->val, at);
	case OID_EXT_CERTIFICATE_ISSUER:
		return issuer_fault(c, e->val);
	case OID_EXT_HOLD_INSTRUCTION:
		return instruction_fault(e->val);
	default:
		return NULL;
	}
}

static void
single_entry_extensions(struct check *c, const struct ocsp_single *s)
{
	for (unsigned i = 0; i < s->n_ext; i++) {
		struct span at = s->ext[i].raw;
		const char *what = entry_extension_fault(c, &s->ext[i], &at);

		if (what != NULL)
			report(c, at, "%s: %s", single_serial(c, s), what);
	}
}

static void
entry_extension_form(struct check *c)
{
	each_single(c, single_entry_extensions);
}

/* ---- where they stand ---- */

enum place { OF_RESPONSE, OF_SINGLE };
struct belongs {
	enum oid id;
	enum place place;
	bool sure;			/* the text says SHALL or MUST */
};

static const struct belongs belongs[] = {
	{ OID_EXT_OCSP_ARCHIVE_CUTOFF, OF_SINGLE, true }, { OID_EXT_OCSP_EXTENDED_REVOKE, OF_RESPONSE, true }, { OID_EXT_OCSP_CRL, OF_SINGLE, false },
	{ OID_EXT_OCSP_NONCE, OF_RESPONSE, false }, { OID_EXT_REASON_CODE, OF_SINGLE, false }, { OID_EXT_HOLD_INSTRUCTION, OF_SINGLE, false },
	{ OID_EXT_INVALIDITY_DATE, OF_SINGLE, false }, { OID_EXT_CERTIFICATE_ISSUER, OF_SINGLE, false },
};

static bool
is_misplaced(enum oid id, enum place place, bool sure)
{
	for (size_t i = 0; i < sizeof belongs / sizeof *belongs; i++)
		if (belongs[i].id == id && belongs[i].place != place && belongs[i].sure == sure)
			return true;
	return false;
}

static void
report_misplaced(struct check *c, bool sure)
{
	for (unsigned i = 0; i < c->ocsp->n_ext; i++)
		if (is_misplaced(c->ocsp->ext[i].id, OF_RESPONSE, sure))
			report(c, c->ocsp->ext[i].raw, "%s in responseExtensions", oid_show(c->arena, c->ocsp->ext[i].oid));
	for (unsigned i = 0; i < c->ocsp->n_single; i++)
		for (unsigned k = 0; k < c->ocsp->single[i].n_ext; k++)
			if (is_misplaced(c->ocsp->single[i].ext[k].id, OF_SINGLE, sure))
				report(c, c->ocsp->single[i].ext[k].raw, "%s in singleExtensions", oid_show(c->arena, c->ocsp->single[i].ext[k].oid));
}

static void
misplaced(struct check *c)
{
	report_misplaced(c, false);
	reading_settled(c);
	report_misplaced(c, true);
}

/* arg: how many octets a nonce has at most. */
static void
nonce_length(struct check *c)
{
	struct span val = c->ocsp->by_part[PART_EXT_OCSP_NONCE]->val;
	struct der_tlv t;

	if (!der_take(&val, DER_OCTET_STRING, &t) || val.n > 0)
		report(c, at_part(c, PART_EXT_OCSP_NONCE), "no OCTET STRING");
	else if (t.val.n == 0 || t.val.n > c->rule->arg)
		report(c, at_part(c, PART_EXT_OCSP_NONCE), "%s", show_count(c, t.val.n, "octet"));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc6960.response.crl-id-form", .section = "4.4.2",
		.title = "the CRL references of an answer are not a CrlID",
		.requires = "id-pkix-ocsp-crl holds a CrlID: crlUrl, an IA5String with the CRL's URL, crlNum, an INTEGER that is not negative, and "
		    "crlTime, a GeneralizedTime YYYYMMDDHHMMSSZ; each is optional.",
		.explanation = "It says on which CRL the certificate stands. An auditor cannot find that CRL.",
		.remedy = "Encode the references as RFC 6960 has them, or leave the extension out.",
		.reading = "RFC 6960 does not say which numbers and times a CrlID has; those of CRLs are not negative and have no fractions (RFC 5280 5.2.3, 5.1.2.4).",
		OCSP_MUST, .fn = crl_id_form, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.archive-cutoff-form", .section = "4.4.4",
		.title = "the archive cutoff is not a time up to producedAt",
		.requires = "The archive cutoff is a GeneralizedTime: producedAt less the period for which revocations are kept.",
		.explanation = "A cutoff in the future says nothing.",
		.remedy = "Write producedAt less that period.",
		OCSP_MUST, .fn = archive_cutoff, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.entry-extension-form", .section = "4.4.5",
		.title = "an extension of CRL entries has another value in an answer",
		.requires = "singleExtensions may have the extensions of CRL entries, with the values that RFC 5280 5.3 gives them: invalidityDate is a GeneralizedTime "
		    "YYYYMMDDHHMMSSZ, certificateIssuer holds names that an issuer can have.",
		.explanation = "Clients that know the extension cannot read it, and may refuse the response.",
		.remedy = "Encode the extension as in a CRL, or leave it out.",
		OCSP_MUST, .fn = entry_extension_form, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.extension-misplaced", .section = "4.4",
		.title = "an extension stands in the wrong one of responseExtensions and singleExtensions",
		.requires = "The archive cutoff stands in singleExtensions (4.4.4), the extended revoked definition in responseExtensions (4.4.8); CRL references "
		    "and the extensions of CRL entries are single ones (4.4.2, 4.4.5), the nonce is one of the response (4.4.1).",
		.explanation = "Clients look for the extension in its place, and do not find it.",
		.remedy = "Move the extension.",
		.reading = "Of the nonce, of CRL references and of the extensions of CRL entries the text says where they stand without a SHALL; that they stand "
		    "nowhere else is read out of it.",
		OCSP_MUST, .fn = misplaced, .reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_RESPONSES),
	}, {
		.id = "rfc8954.nonce.length", .section = "2.1",
		.title = "the nonce is not an OCTET STRING of 1 to 32 octets",
		.requires = "A nonce has 1 to 32 octets, in an OCTET STRING inside extnValue, until RFC 9654 allows 128.",
		.explanation = "Clients refuse a response with another nonce than they sent.",
		.remedy = "Copy the nonce of the request; ignore one that is empty or too long.",
		.schedule = SCHEDULE(SHALL_FROM(2020, 11, 1), ENDS_ON(2024, 8, 1)), .scope = SCOPE_OCSP_RESPONSE, .fn = nonce_length, .arg = 32,
		.when = PARTS1(PART_EXT_OCSP_NONCE),
	}, {
		.id = "rfc9654.nonce.length", .section = "2.1",
		.title = "the nonce is not an OCTET STRING of 1 to 128 octets",
		.requires = "A nonce has 1 to 128 octets, in an OCTET STRING inside extnValue.",
		.explanation = "Clients refuse a response with another nonce than they sent.",
		.remedy = "Copy the nonce of the request; ignore one that is empty or too long.",
		.schedule = SCHEDULE(SHALL_FROM(2024, 8, 1)), .scope = SCOPE_OCSP_RESPONSE, .fn = nonce_length, .arg = 128,
		.when = PARTS1(PART_EXT_OCSP_NONCE),
	},
};

RULE_TABLE(rules_rfc6960_extensions, "RFC 6960 4.4 extensions of OCSP responses", rules);
