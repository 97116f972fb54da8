/* SPDX-License-Identifier: Apache-2.0 */
/* crl_entry.c - one entry of revokedCertificates (RFC 5280 5.1.2.6, 5.3). */
#include "x509/revocation/crl_entry.h"

#include "base/day.h"

const char *
crl_reason_text(enum crl_reason reason)
{
	static const char *const words[CRL_REASONS] = {
		"unspecified", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
		"cessationOfOperation", "certificateHold", NULL, "removeFromCRL", "privilegeWithdrawn", "aACompromise",
		NULL, "absent"
	};

	return words[reason];
}

void
crl_see(struct crl_view *cv, enum crl_sight sight, const struct crl_entry *e, struct span where)
{
	struct crl_tally *t = &cv->tally[sight];

	if (t->n < CRL_SPOTS)
		t->spot[t->n] = (struct crl_spot){
			.entry = e->raw, .where = where, .serial = e->serial, .seconds = e->revoked.seconds,
			.reason = e->reason, .index = cv->at,
		};
	t->n++;
}

static void
see_malformed(struct crl_view *cv, const struct crl_entry *e, struct span where, const char *what)
{
	uint64_t n = cv->tally[CRL_SEES_MALFORMED].n;

	crl_see(cv, CRL_SEES_MALFORMED, e, where);
	if (n < CRL_SPOTS)
		cv->tally[CRL_SEES_MALFORMED].spot[n].what = what;
}

/* ---- the commonest forms ---- */

/* Two digits; over 99 where they are none. */
static unsigned
two_digits(const uint8_t *p)
{
	unsigned tens = p[0] - (unsigned)'0', ones = p[1] - (unsigned)'0';

	return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/* YYMMDDHHMMSSZ of a day that every month has. */
static bool
plain_time(const uint8_t *p, int64_t *seconds)
{
	unsigned y = two_digits(p), m = two_digits(p + 2), d = two_digits(p + 4);
	unsigned hour = two_digits(p + 6), minute = two_digits(p + 8), second = two_digits(p + 10);

	if (y > 99 || m - 1 > 11 || d - 1 > 27 || hour > 23 || minute > 59 || second > 59 || p[12] != 'Z')
		return false;
	y += y < 50 ? 2000 : 1900;
	*seconds = day_from_date((struct date){ (int)y, (int)m, (int)d }) * SECONDS_PER_DAY +
	    (int64_t)(hour * 3600 + minute * 60 + second);
	return true;
}

bool
crl_entry_plain(struct span *in, struct crl_entry *e)
{
	/* crlEntryExtensions with a reasonCode that is not critical. */
	static const uint8_t reason[] = {
		0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01
	};
	const uint8_t *p = in->p;
	size_t n, serial, after;

	if (in->n < 2 || p[0] != DER_SEQUENCE || (n = p[1]) > 0x7f || in->n < n + 2 || n < 18 ||
	    p[2] != DER_INTEGER || (serial = p[3]) - 1 >= CRL_SERIAL_MAX || n < serial + 17)
		return false;
	if (p[4] >= 0x80 || (p[4] == 0 && (serial == 1 || p[5] < 0x80)))
		return false;
	p += 4 + serial;
	if (p[0] != DER_UTCTIME || p[1] != 13 || !plain_time(p + 2, &e->revoked.seconds))
		return false;
	after = n - serial - 17;
	e->reason = CRL_NO_REASON;
	e->reason_at = SPAN_NONE;
	if (after != 0) {
		if (after != sizeof reason + 1 || memcmp(p + 15, reason, sizeof reason) != 0 ||
		    p[15 + sizeof reason] > CRL_AA_COMPROMISE || p[15 + sizeof reason] == CRL_REASON_7)
			return false;
		e->reason = p[15 + sizeof reason];
		e->reason_at = (struct span){ p + 17, 12 };
	}
	e->revoked.ok = true;
	e->raw = (struct span){ in->p, n + 2 };
	e->serial = (struct span){ in->p + 4, serial };
	e->date = (struct span){ p, 15 };
	*in = (struct span){ in->p + n + 2, in->n - n - 2 };
	return true;
}

/* ---- extensions of an entry ---- */

/* At most so many different extensions of one entry are looked at for repetition. */
#define MAX_KINDS 16

struct entry_ext {
	struct span raw, oid, val;
	enum oid id;
	bool critical;
};

static bool
take_extension(struct reader *r, const struct der_tlv *t, struct entry_ext *x, const char **what)
{
	struct span in = t->val;
	struct der_tlv f;

	x->raw = t->raw;
	x->critical = false;
	*what = "an entry's Extension is not a SEQUENCE";
	if (t->id != DER_SEQUENCE)
		return false;
	*what = "extnID is not an OBJECT IDENTIFIER";
	if (!der_take(&in, DER_OID, &f))
		return false;
	x->oid = f.val;
	x->id = oid_find(f.val);
	if (der_take(&in, DER_BOOLEAN, &f)) {
		x->critical = f.val.n > 0 && f.val.p[0] != 0;
		if (f.val.n == 1 && !x->critical)
			reader_quirk(r, f.raw, DER_Q_DEFAULT);
	}
	*what = "extnValue is not an OCTET STRING in primitive form";
	if (!der_take(&in, DER_OCTET_STRING, &f))
		return false;
	x->val = f.val;
	reader_end(r, in);
	return true;
}

/* The one element that an extension's value is. */
static bool
only_value(struct reader *r, const struct entry_ext *x, uint8_t id, struct der_tlv *t)
{
	struct span rest = reader_check_value(r, x->val), in = x->val;

	if (!der_take(&in, id, t))
		return false;
	reader_end(r, rest);
	return true;
}

static void
read_reason(struct reader *r, struct crl_view *cv, struct crl_entry *e, const struct entry_ext *x)
{
	struct der_tlv t;

	e->reason_at = x->raw;
	e->reason = CRL_REASON_OTHER;
	if (!only_value(r, x, DER_ENUMERATED, &t))
		see_malformed(cv, e, x->raw, "reasonCode is not an ENUMERATED");
	else if (t.val.n == 1 && t.val.p[0] <= CRL_AA_COMPROMISE)
		e->reason = t.val.p[0];
	else
		crl_see(cv, CRL_SEES_REASON_UNDEFINED, e, x->raw);
	if (x->critical)
		crl_see(cv, CRL_SEES_REASON_CRITICAL, e, x->raw);
	if (e->reason == CRL_REASON_7)
		crl_see(cv, CRL_SEES_REASON_UNDEFINED, e, x->raw);
}

static void
read_invalidity(struct reader *r, struct crl_view *cv, const struct crl_entry *e, const struct entry_ext *x)
{
	struct der_tlv t;
	int64_t seconds;

	if (x->critical)
		crl_see(cv, CRL_SEES_INVALIDITY_CRITICAL, e, x->raw);
	if (!only_value(r, x, DER_GENTIME, &t) || der_check_one(&t) != 0 ||
	    !der_time(t.id, t.val, &seconds))
		crl_see(cv, CRL_SEES_INVALIDITY_FORM, e, x->raw);
	else if (e->revoked.ok && seconds > e->revoked.seconds)
		crl_see(cv, CRL_SEES_INVALIDITY_LATE, e, x->raw);
}

static void
read_certificate_issuer(struct reader *r, struct crl_view *cv, const struct crl_entry *e, const struct entry_ext *x)
{
	struct der_tlv t;

	crl_see(cv, CRL_SEES_CERTIFICATE_ISSUER, e, x->raw);
	if (!x->critical)
		crl_see(cv, CRL_SEES_ISSUER_NOT_CRITICAL, e, x->raw);
	if (!only_value(r, x, DER_SEQUENCE, &t) || t.val.n == 0)
		see_malformed(cv, e, x->raw, "certificateIssuer is not a SEQUENCE of GeneralNames");
}

static void
read_extension(struct reader *r, struct crl_view *cv, struct crl_entry *e, const struct entry_ext *x)
{
	switch (x->id) {
	case OID_EXT_REASON_CODE:
		read_reason(r, cv, e, x);
		break;
	case OID_EXT_INVALIDITY_DATE:
		read_invalidity(r, cv, e, x);
		break;
	case OID_EXT_CERTIFICATE_ISSUER:
		read_certificate_issuer(r, cv, e, x);
		break;
	case OID_EXT_HOLD_INSTRUCTION:
		crl_see(cv, CRL_SEES_HOLD_INSTRUCTION, e, x->raw);
		break;
	default:
		if (x->critical)
			crl_see(cv, CRL_SEES_UNKNOWN_CRITICAL, e, x->raw);
	}
}

static void
read_extensions_of(struct reader *r, struct crl_view *cv, struct crl_entry *e, struct span list)
{
	struct span kinds[MAX_KINDS];
	unsigned n = 0;
	struct der_tlv t;
	struct entry_ext x;
	const char *what;
	bool seen;

	while (der_next(&list, &t) == DER_OK) {
		if (!take_extension(r, &t, &x, &what)) {
			see_malformed(cv, e, t.raw, what);
			continue;
		}
		seen = false;
		for (unsigned i = 0; i < n; i++)
			seen = seen || span_eq(kinds[i], x.oid);
		if (seen)
			crl_see(cv, CRL_SEES_REPEATED_EXTENSION, e, x.raw);
		else
			read_extension(r, cv, e, &x);
		if (!seen && n < MAX_KINDS)
			kinds[n++] = x.oid;
		else if (!seen)
			see_malformed(cv, e, x.raw, "an entry has more extensions than are compared");
	}
}

/* ---- any entry ---- */

static void
see_serial(struct crl_view *cv, const struct crl_entry *e)
{
	if (e->serial.n > CRL_SERIAL_MAX || der_negative(e->serial) || der_magnitude(e->serial).n == 0)
		crl_see(cv, CRL_SEES_SERIAL, e, e->serial);
}

static void
see_time_type(struct crl_view *cv, const struct crl_entry *e, uint8_t id)
{
	static const int64_t from_2050 = DAY(2050, 1, 1) * SECONDS_PER_DAY;

	if (id == DER_GENTIME && e->revoked.seconds < from_2050)
		crl_see(cv, CRL_SEES_TIME_TYPE, e, e->date);
}

/* False: what is wrong with its fields has been seen. */
static bool
read_fields(struct reader *r, struct crl_view *cv, const struct der_tlv *entry, struct crl_entry *e)
{
	struct span in = entry->val;
	struct der_tlv t;

	if (entry->id != DER_SEQUENCE) {
		see_malformed(cv, e, entry->raw, "an entry is not a SEQUENCE");
		return false;
	}
	if (!der_take(&in, DER_INTEGER, &t)) {
		see_malformed(cv, e, entry->raw, "userCertificate is not an INTEGER");
		return false;
	}
	e->serial = t.val;
	if (!der_peek(in, DER_UTCTIME) && !der_peek(in, DER_GENTIME)) {
		see_malformed(cv, e, entry->raw, "revocationDate is not a UTCTime or GeneralizedTime");
		return false;
	}
	if (der_next(&in, &t) != DER_OK)
		return false;
	e->date = t.raw;
	e->revoked.ok = der_time(t.id, t.val, &e->revoked.seconds);
	if (e->revoked.ok)
		see_time_type(cv, e, t.id);
	see_serial(cv, e);
	if (der_take(&in, DER_SEQUENCE, &t)) {
		crl_see(cv, t.val.n == 0 ? CRL_SEES_NO_EXTENSION : CRL_SEES_EXTENSIONS, e, t.raw);
		read_extensions_of(r, cv, e, t.val);
	}
	reader_end(r, in);
	return true;
}

/* So many faults of encoding have a finding each; entries behind them are told by one count. */
#define MAX_FAULTS 4096

static void
note_fault(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	bool *clean = arg;

	(void)where;
	*clean = *clean && st == DER_OK && quirks == 0;
}

static bool
is_der(struct span entry)
{
	bool clean = true;

	return der_check(entry, 0, note_fault, &clean) && clean;
}

void
crl_entry_read(struct reader *r, struct crl_view *cv, const struct der_tlv *t, struct crl_entry *e)
{
	*e = (struct crl_entry){
		.raw = t->raw, .serial = SPAN_NONE, .date = SPAN_NONE, .reason_at = SPAN_NONE, .reason = CRL_NO_REASON
	};
	if (cv->n_fault < MAX_FAULTS)
		reader_check(r, t->raw);
	else if (!is_der(t->raw))
		see_malformed(cv, e, t->raw, "an entry is not encoded in DER");
	if (!read_fields(r, cv, t, e))
		e->revoked.ok = false;
}
