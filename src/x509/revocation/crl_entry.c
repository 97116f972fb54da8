/* SPDX-License-Identifier: Apache-2.0 */
/* crl_entry.c - one entry of revokedCertificates (RFC 5280 5.1.2.6, 5.3). */
#include "x509/revocation/crl_entry.h"

#include "base/arena.h"
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

/* What a finding about it would say: all of it where the structure is another. */
static void
add_rest(struct crl_view *cv, enum crl_sight sight, const struct crl_entry *e, struct span value)
{
	struct crl_tally *t = &cv->tally[sight];
	bool of_time = sight == CRL_SEES_TIME_TYPE || sight == CRL_SEES_AFTER_THIS_UPDATE || sight == CRL_SEES_LONG_AGO;

	if (t->rest == NULL && (t->rest = arena_take(cv->rest_arena, sizeof *t->rest)) == NULL)
		return;
	rest_add(t->rest, cv->rest_by, sight == CRL_SEES_MALFORMED ? e->raw : e->serial);
	rest_add(t->rest, cv->rest_by, of_time ? e->date : value.p != NULL ? value : (struct span){ &e->reason, 1 });
}

/* `value`: what varies from one finding to the next. */
static void
see_value(struct crl_view *cv, enum crl_sight sight, const struct crl_entry *e, struct span where, struct span value)
{
	struct crl_tally *t = &cv->tally[sight];

	if (t->n < CRL_SPOTS) {
		t->spot[t->n] = (struct crl_spot){
			.entry = e->raw, .where = where, .serial = e->serial, .seconds = e->revoked.seconds,
			.value = value, .reason = e->reason, .index = cv->at,
		};
		release_keep(cv->release, e->raw.p, e->raw.n);
	} else if (cv->rest_by != NULL && sight != CRL_SEES_EXTENSIONS) {
		/* Nobody lists the entries that have extensions. */
		add_rest(cv, sight, e, value);
	}
	t->n++;
}

void
crl_see(struct crl_view *cv, enum crl_sight sight, const struct crl_entry *e, struct span where)
{
	see_value(cv, sight, e, where, SPAN_NONE);
}

/* `what` says which of such faults it is. */
static void
see_fault(struct crl_view *cv, enum crl_sight sight, const struct crl_entry *e, struct span where, const char *what)
{
	uint64_t n = cv->tally[sight].n;

	crl_see(cv, sight, e, where);
	if (n < CRL_SPOTS)
		cv->tally[sight].spot[n].what = what;
}

static void
see_malformed(struct crl_view *cv, const struct crl_entry *e, struct span where, const char *what)
{
	see_fault(cv, CRL_SEES_MALFORMED, e, where, what);
}

/* ---- the commonest forms ---- */

/* Octets as a number, the first one lowest; written out, so that it is one load where memory is so. */
static inline uint32_t
four_octets(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Days before each month and in it, of a common year and, from 16 on, of a leap year. */
static const uint16_t days_before[32] = { 0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, [16] = 0, 0, 31, 60, 91, 121, 152, 182,
	213, 244, 274, 305, 335 };
static const uint8_t days_in[32] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, [16] = 0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30,
	31 };

#define EACH UINT64_C(0x0101010101010101)
#define EACH_PAIR UINT64_C(0x00ff00ff00ff00ff)

/* The two digits of a pair as a number: of eight digits four numbers, in the octets 0, 2, 4 and 6. */
static uint64_t
numbers_of(uint64_t digits)
{
	return (digits * 10 + (digits >> 8)) & EACH_PAIR;
}

static unsigned
number_at(uint64_t numbers, unsigned octet)
{
	return (unsigned)(numbers >> (8 * octet)) & 0xff;
}

/* YYMMDDHHMMSSZ.  Every fourth year from 1950 to 2049 is a leap year. */
static bool
plain_time(const uint8_t *p, int64_t *seconds)
{
	/* 128 less what days, hours, minutes and seconds have to stay below. */
	const uint64_t too_many = (128 - 32) | (uint64_t)(128 - 24) << 16 | (uint64_t)(128 - 60) << 32 | (uint64_t)(128 - 60) << 48;
	const int32_t from_1950_to_1970 = 7305;
	uint64_t date = octets_little(p) ^ '0' * EACH, clock = octets_little(p + 4) ^ '0' * EACH;
	unsigned y, month, d;

	/* The highest bit of an octet is set where it is no digit. */
	if (((date | clock | (date + 0x76 * EACH) | (clock + 0x76 * EACH)) & 0x80 * EACH) != 0 || p[12] != 'Z')
		return false;
	date = numbers_of(date);
	clock = numbers_of(clock);
	month = number_at(date, 2);
	if (month > 12 || ((clock + too_many) & 0x80 * EACH) != 0)
		return false;
	y = number_at(date, 0);
	y += y < 50 ? 50 : (unsigned)-50;	/* since 1950 */
	month += y % 4 == 2 ? 16 : 0;
	d = number_at(clock, 0) - 1;
	if (d >= days_in[month])
		return false;
	*seconds = ((int64_t)(y * 365 + (y + 1) / 4 + days_before[month] + d) - from_1950_to_1970) * SECONDS_PER_DAY +
	    (int64_t)(number_at(clock, 2) * 3600 + number_at(clock, 4) * 60 + number_at(clock, 6));
	return true;
}

/* crlEntryExtensions with a reasonCode that is not critical, but for its value: 300c 300a 0603551d15 0403 0a01. */
static bool
is_plain_reason(const uint8_t *p)
{
	return octets_little(p) == UINT64_C(0x1d5503060a300c30) && octets_little(p + 5) == UINT64_C(0x010a0304151d5503);
}

#define TIME_OCTETS 15		/* of the UTCTime's element */
#define REASON_OCTETS 14	/* of crlEntryExtensions */

/* A positive INTEGER in the fewest octets. */
static bool
is_plain_serial(const uint8_t *p, size_t n)
{
	return n - 1 < CRL_SERIAL_MAX && (p[0] - 1u < 0x7f || (p[0] == 0 && n > 1 && p[1] >= 0x80));
}

bool
crl_entry_plain(struct span *in, struct crl_entry *e)
{
	const uint8_t *p = in->p;
	size_t n, serial, after;
	uint32_t head;

	/* An INTEGER in a SEQUENCE, both of the short form by what is asked of them below. */
	if (in->n < 4 + TIME_OCTETS || ((head = four_octets(p)) & 0x00ff00ff) != (DER_SEQUENCE | DER_INTEGER << 16))
		return false;
	n = head >> 8 & 0xff;
	serial = head >> 24;
	after = n - serial - 2 - TIME_OCTETS;
	if (in->n < n + 2 || !is_plain_serial(p + 4, serial) || (after != 0 && after != REASON_OCTETS))
		return false;
	p += 4 + serial;
	if (p[0] != DER_UTCTIME || p[1] != TIME_OCTETS - 2 || !plain_time(p + 2, &e->revoked.seconds))
		return false;
	e->reason = CRL_NO_REASON;
	e->said = 0;
	e->reason_at = SPAN_NONE;
	if (after != 0) {
		if (!is_plain_reason(p + TIME_OCTETS))
			return false;
		e->reason = p[TIME_OCTETS + REASON_OCTETS - 1];
		if (e->reason > CRL_AA_COMPROMISE || e->reason == CRL_REASON_7)
			return false;
		e->reason_at = (struct span){ p + TIME_OCTETS + 2, REASON_OCTETS - 2 };
	}
	e->revoked.ok = true;
	e->issuer = SPAN_NONE;
	e->raw = (struct span){ in->p, n + 2 };
	e->serial = (struct span){ in->p + 4, serial };
	e->date = (struct span){ p, TIME_OCTETS };
	*in = (struct span){ in->p + n + 2, in->n - n - 2 };
	return true;
}

/* ---- extensions of an entry ---- */

/* At most so many different extensions of one entry are looked at for repetition. */
#define MAX_KINDS 16

struct entry_ext {
	struct span raw, oid, val;
	enum oid id;
	bool critical, critical_unread;	/* as in struct artifact_ext */
};

/* *what: what is wrong with it, also where its value was found; NULL: nothing. */
static bool
take_extension(struct reader *r, const struct der_tlv *t, struct entry_ext *x, const char **what)
{
	struct span in = t->val;
	struct ext_frame frame;
	struct der_tlv f;

	x->raw = t->raw;
	x->oid = SPAN_NONE;
	x->critical = x->critical_unread = false;
	*what = "an entry's Extension is not a SEQUENCE";
	if (t->id != DER_SEQUENCE)
		return false;
	*what = "extnID is not an OBJECT IDENTIFIER";
	if (!der_take(&in, DER_OID, &f))
		return false;
	x->oid = f.val;
	x->id = oid_find(f.val);
	read_ext_frame(r, in, &frame);
	x->critical = frame.critical;
	x->critical_unread = frame.critical_unread;
	x->val = frame.value.val;
	*what = frame.what;
	return frame.has_value;
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

/* A value in more octets than it needs is that value for all that ask for it, and a fault by itself.  One of none is none that can be read. */
static void
read_reason_value(struct reader *r, struct crl_view *cv, struct crl_entry *e, const struct entry_ext *x, struct span val)
{
	struct span value = der_magnitude(val);

	if (val.n == 0) {
		r->bad = true;
		return;
	}
	if (value.n == 0)
		e->reason = CRL_UNSPECIFIED;
	else if (value.n == 1 && !der_negative(val) && value.p[0] <= CRL_AA_COMPROMISE)
		e->reason = value.p[0];
	if (val.n > 1 || e->reason == CRL_REASON_OTHER || e->reason == CRL_REASON_7)
		see_value(cv, CRL_SEES_REASON_UNDEFINED, e, x->raw, val);
}

/* Of several that do not say the same nobody knows which counts: what each says is kept. */
static void
add_reason(struct crl_entry *e, uint8_t before)
{
	if (e->said == 0 && before == e->reason)
		return;
	if (e->said == 0)
		e->said = CRL_SAYS(before);
	e->said = (uint16_t)(e->said | CRL_SAYS(e->reason));
	e->reason = CRL_REASON_OTHER;
}

static void
read_reason(struct reader *r, struct crl_view *cv, struct crl_entry *e, const struct entry_ext *x)
{
	bool again = e->reason_at.p != NULL;
	uint8_t before = e->reason;
	struct der_tlv t;

	e->reason_at = x->raw;
	e->reason = CRL_REASON_OTHER;
	if (only_value(r, x, DER_ENUMERATED, &t))
		read_reason_value(r, cv, e, x, t.val);
	else
		see_malformed(cv, e, x->raw, "reasonCode is not an ENUMERATED");
	if (x->critical)
		crl_see(cv, CRL_SEES_REASON_CRITICAL, e, x->raw);
	if (again)
		add_reason(e, before);
}

static void
read_invalidity(struct reader *r, struct crl_view *cv, const struct crl_entry *e, const struct entry_ext *x)
{
	struct der_tlv t;
	int64_t seconds;

	if (x->critical)
		crl_see(cv, CRL_SEES_INVALIDITY_CRITICAL, e, x->raw);
	if (!only_value(r, x, DER_GENTIME, &t) || der_check_one(&t) != 0 || !der_time(t.id, t.val, &seconds))
		see_value(cv, CRL_SEES_INVALIDITY_FORM, e, x->raw, x->val);
	else if (e->revoked.ok && seconds > e->revoked.seconds)
		see_value(cv, CRL_SEES_INVALIDITY_LATE, e, x->raw, t.val);
}

/* The Name of the directoryName among GeneralNames; where there is none or more than one, they as they stand. */
static struct span
issuer_of(struct span names)
{
	struct span in = names, found = SPAN_NONE;
	struct der_tlv t, name;

	while (der_next(&in, &t) == DER_OK) {
		if (t.id != DER_CTX_CONS(4))
			continue;
		if (found.p != NULL || !der_take(&t.val, DER_SEQUENCE, &name) || t.val.n != 0)
			return names;
		found = name.raw;
	}
	return found.p != NULL && in.n == 0 ? found : names;
}

static bool
has_directory_name(struct span names)
{
	struct der_tlv t;

	while (names.n > 0 && der_next(&names, &t) == DER_OK)
		if (t.id == DER_CTX_CONS(4))
			return true;
	return false;
}

/* Nothing of the names is kept: entries are many. */
static void
check_issuer_names(struct reader *r, struct crl_view *cv, const struct crl_entry *e, const struct entry_ext *x, struct span content, bool told)
{
	bool malformed;
	struct arena own;
	const char *what;

	arena_init(&own);
	what = general_names_judge(content, told, &malformed, &own);
	if (what != NULL)
		see_fault(cv, malformed ? CRL_SEES_MALFORMED : CRL_SEES_ISSUER_NAME, e, x->raw, what);
	if (!malformed && !has_directory_name(content))
		crl_see(cv, CRL_SEES_ISSUER_NO_DN, e, x->raw);
	r->a->failed = r->a->failed || own.failed;
	arena_free(&own);
}

static void
read_certificate_issuer(struct reader *r, struct crl_view *cv, struct crl_entry *e, const struct entry_ext *x)
{
	size_t told = r->artifact != NULL ? r->artifact->n_fault : 0, unmet = r->unmet.n;
	struct der_tlv t;

	crl_see(cv, CRL_SEES_CERTIFICATE_ISSUER, e, x->raw);
	if (!x->critical && !x->critical_unread)
		crl_see(cv, CRL_SEES_ISSUER_NOT_CRITICAL, e, x->raw);
	if (!only_value(r, x, DER_SEQUENCE, &t) || t.val.n == 0) {
		see_malformed(cv, e, x->raw, "certificateIssuer is not a SEQUENCE of GeneralNames");
		return;
	}
	/* Of several the first is taken, as of a CRL's extensions. */
	if (e->issuer.p == NULL)
		e->issuer = issuer_of(t.val);
	/* Octets that are told as a fault of encoding are not told once more; a second look is told nothing. */
	if (r->artifact != NULL && r->unmet.n == unmet)
		check_issuer_names(r, cv, e, x, t.val, r->artifact->n_fault != told);
}

/* So many faults of encoding have a finding each; entries behind them are told by one count. */
#define MAX_FAULTS 4096

/* One whose type nobody here knows; a second look at the entry is told nothing. */
static void
see_unknown(struct reader *r, struct crl_view *cv, const struct crl_entry *e, const struct entry_ext *x)
{
	if (x->critical)
		see_value(cv, CRL_SEES_UNKNOWN_CRITICAL, e, x->raw, x->oid);
	if (r->artifact != NULL && cv->n_fault < MAX_FAULTS)
		reader_check_untyped(r, x->raw, x->val);
	else if (r->artifact != NULL && !reader_untyped_sound(x->val))
		see_malformed(cv, e, x->raw, "an extension's value is not encoded in DER");
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
		/* RFC 5280 has it no more. */
		see_unknown(r, cv, e, x);
		break;
	case OID_EXT_AKI:
	case OID_EXT_IAN:
	case OID_EXT_CRL_NUMBER:
	case OID_EXT_DELTA_CRL:
	case OID_EXT_IDP:
	case OID_EXT_FRESHEST:
	case OID_EXT_AIA:
		/* Those of RFC 5280 5.2; nothing says what a critical one means here. */
		see_value(cv, CRL_SEES_MISPLACED, e, x->raw, x->oid);
		see_unknown(r, cv, e, x);
		break;
	default:
		see_unknown(r, cv, e, x);
	}
}

/* Each instance is looked at, and nobody vouches for what they say together. */
static void
see_again(struct reader *r, struct crl_view *cv, const struct crl_entry *e, const struct entry_ext *x)
{
	see_value(cv, CRL_SEES_REPEATED_EXTENSION, e, x->raw, x->oid);
	if (r->artifact != NULL)
		r->artifact->repeated_parts |= PARTS1(PART_REVOKED);
}

static void
read_extensions_of(struct reader *r, struct crl_view *cv, struct crl_entry *e, struct span list)
{
	struct span kinds[MAX_KINDS];
	unsigned n = 0;
	struct der_tlv t;
	struct entry_ext x;
	const char *what;
	bool seen, told = false, hidden = false;

	while (der_next(&list, &t) == DER_OK) {
		bool whole = take_extension(r, &t, &x, &what);

		if (what != NULL)
			see_malformed(cv, e, t.raw, what);
		if (!whole) {
			hidden = hidden || x.oid.p == NULL || x.id == OID_EXT_REASON_CODE;
			continue;
		}
		seen = false;
		for (unsigned i = 0; i < n; i++)
			seen = seen || span_eq(kinds[i], x.oid);
		if (seen)
			see_again(r, cv, e, &x);
		read_extension(r, cv, e, &x);
		if (!seen && n < MAX_KINDS)
			kinds[n++] = x.oid;
		else if (!seen && !told) {
			see_malformed(cv, e, x.raw, "an entry has more extensions than are compared");
			told = true;
		}
	}
	/* What could not be read may have been the reason. */
	if (e->reason == CRL_NO_REASON && (hidden || list.n > 0))
		e->reason = CRL_REASON_OTHER;
}

void
crl_issuer_take(struct crl_issuer *in_force, const struct crl_view *cv, struct span named, struct arena *a)
{
	struct cert_name name;
	struct arena own;

	*in_force = (struct crl_issuer){ .name = SPAN_NONE };
	if (span_eq(named, cv->issuer.raw))
		return;
	arena_init(&own);
	if (!name_read(&name, named, &own)) {
		a->failed = true;
	} else if (!name_alike(&name, &cv->issuer)) {
		*in_force = (struct crl_issuer){ named, name_alike_id(&name) };
		release_keep(cv->release, named.p, named.n);
	}
	arena_free(&own);
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

static bool
is_time(struct span in)
{
	return der_peek(in, DER_UTCTIME) || der_peek(in, DER_GENTIME);
}

/* What stands in the place of a field is passed over, unless it is the next field. */
static void
pass_over(struct span *in, bool is_next)
{
	struct der_tlv t;

	if (!is_next)
		(void)der_next(in, &t);
}

static void
read_date(struct reader *r, struct crl_view *cv, struct crl_entry *e, const struct der_tlv *t)
{
	e->date = t->raw;
	if (cv->n_fault < MAX_FAULTS) {
		reader_time(r, t, &e->revoked);
	} else {
		e->revoked.ok = der_time(t->id, t->val, &e->revoked.seconds);
		r->bad = r->bad || !e->revoked.ok;
	}
	if (e->revoked.ok)
		see_time_type(cv, e, t->id);
}

/* Field by field: one that is another hides none behind it. */
static void
read_fields(struct reader *r, struct crl_view *cv, struct span in, struct crl_entry *e)
{
	struct der_tlv t;

	if (der_take(&in, DER_INTEGER, &t)) {
		e->serial = t.val;
	} else {
		see_malformed(cv, e, e->raw, "userCertificate is not an INTEGER");
		pass_over(&in, is_time(in) || der_peek(in, DER_SEQUENCE));
	}
	if (!is_time(in)) {
		see_malformed(cv, e, e->raw, "revocationDate is not a UTCTime or GeneralizedTime");
		pass_over(&in, der_peek(in, DER_SEQUENCE));
	} else if (der_next(&in, &t) == DER_OK) {
		read_date(r, cv, e, &t);
	}
	if (e->serial.p != NULL)
		see_serial(cv, e);
	if (der_take(&in, DER_SEQUENCE, &t)) {
		crl_see(cv, t.val.n == 0 ? CRL_SEES_NO_EXTENSION : CRL_SEES_EXTENSIONS, e, t.raw);
		read_extensions_of(r, cv, e, t.val);
		if (e->said != 0)
			e->reason_at = t.raw;
	} else if (in.n > 0) {
		e->reason = CRL_REASON_OTHER;
	}
	reader_end(r, in);
}

void
crl_entry_read(struct reader *r, struct crl_view *cv, const struct der_tlv *t, struct crl_entry *e)
{
	uint64_t malformed = cv->tally[CRL_SEES_MALFORMED].n;

	*e = (struct crl_entry){
		.raw = t->raw, .serial = SPAN_NONE, .date = SPAN_NONE, .reason_at = SPAN_NONE, .issuer = SPAN_NONE,
		.reason = CRL_NO_REASON
	};
	if (cv->n_fault < MAX_FAULTS)
		reader_check(r, t->raw);
	else if (!der_sound(t->raw, 0))
		see_malformed(cv, e, t->raw, "an entry is not encoded in DER");
	if (t->id == DER_SEQUENCE) {
		read_fields(r, cv, t->val, e);
	} else {
		see_malformed(cv, e, t->raw, "an entry is not a SEQUENCE");
		e->reason = CRL_REASON_OTHER;
	}
	/* Nobody can vouch for what it may have said. */
	r->bad = r->bad || cv->tally[CRL_SEES_MALFORMED].n != malformed;
	if (t->raw.n > CRL_ENTRY_USUAL)
		crl_see(cv, CRL_SEES_OVERSIZE, e, t->raw);
}
