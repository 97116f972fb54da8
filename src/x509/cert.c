/* cert.c - the view of a certificate: the fields of Certificate and TBSCertificate (RFC 5280 4.1). */
#include "x509/cert.h"

#include "x509/exts.h"
#include "x509/read.h"

/* What stands in the place of a field, and what to say when it does not. */
struct field_kind {
	uint8_t id;		/* 0: notBefore and notAfter, either time */
	const char *missing, *wrong;
};

#define KIND(name, id, type) { id, name " is missing", name " is not " type }
static const struct field_kind kinds[PART_FIELDS] = {
	[PART_WHOLE] = KIND("certificate", DER_SEQUENCE, "a SEQUENCE"),
	[PART_TBS] = KIND("tbsCertificate", DER_SEQUENCE, "a SEQUENCE"),
	[PART_VERSION] = KIND("version", DER_CTX_CONS(0), "tagged [0] EXPLICIT"),
	[PART_SERIAL] = KIND("serialNumber", DER_INTEGER, "an INTEGER"),
	[PART_SIGNATURE] = KIND("signature", DER_SEQUENCE, "a SEQUENCE"),
	[PART_ISSUER] = KIND("issuer", DER_SEQUENCE, "a SEQUENCE"),
	[PART_VALIDITY] = KIND("validity", DER_SEQUENCE, "a SEQUENCE"),
	[PART_NOT_BEFORE] = KIND("notBefore", 0, "a UTCTime or GeneralizedTime"),
	[PART_NOT_AFTER] = KIND("notAfter", 0, "a UTCTime or GeneralizedTime"),
	[PART_SUBJECT] = KIND("subject", DER_SEQUENCE, "a SEQUENCE"),
	[PART_SPKI] = KIND("subjectPublicKeyInfo", DER_SEQUENCE, "a SEQUENCE"),
	[PART_ISSUER_UID] = KIND("issuerUniqueID", DER_CTX(1), "a primitive [1]"),
	[PART_SUBJECT_UID] = KIND("subjectUniqueID", DER_CTX(2), "a primitive [2]"),
	[PART_EXTENSIONS] = KIND("extensions", DER_CTX_CONS(3), "tagged [3] EXPLICIT"),
	[PART_SIGNATURE_ALGORITHM] = KIND("signatureAlgorithm", DER_SEQUENCE, "a SEQUENCE"),
	[PART_SIGNATURE_VALUE] = KIND("signatureValue", DER_BIT_STRING, "a BIT STRING"),
};

static bool
right_kind(enum artifact_part part, uint8_t id)
{
	if (kinds[part].id == 0)
		return id == DER_UTCTIME || id == DER_GENTIME;
	return id == kinds[part].id;
}

static void
part_close(struct reader *r)
{
	r->cv->state[r->part] = r->bad ? PART_IS_BAD : PART_IS_OK;
}

/* The fields of one SEQUENCE, in order. */
struct fields {
	struct span rest;
	size_t spare;		/* elements more than the fields that must still come */
	bool lost;		/* framing broke: what follows cannot be found */
};

/*
 * Enters a part and takes its element.  Where another type stands in its
 * place, the field is damaged and its element is skipped; unless there are
 * too few elements: then the field was left out.
 */
static bool
field_take(struct reader *r, struct fields *f, enum artifact_part part, bool short_of)
{
	struct der_tlv *t = &r->cv->field[part];
	struct span rest = f->rest;
	enum der_status st = der_next(&rest, t);

	reader_enter(r, part, r->whole);
	r->bad = true;
	if (st == DER_OK && right_kind(part, t->id)) {
		r->bad = false;
		r->whole = t->raw;
		f->rest = rest;
	} else if (st == DER_OK && !short_of) {
		reader_check(r, t->raw);
		reader_bad(r, t->raw, kinds[part].wrong);
		f->rest = rest;
	} else {
		*t = (struct der_tlv){ .raw = SPAN_NONE };
		if (st == DER_OK || st == DER_END)
			reader_bad(r, r->whole, kinds[part].missing);
		else if (!f->lost)
			reader_fault(r, f->rest, st, 0, kinds[part].missing);
		f->lost = f->lost || (st != DER_OK && st != DER_END);
	}
	part_close(r);
	return !r->bad;
}

/* ---- fields of the tbsCertificate ---- */

static void
read_version(struct reader *r, const struct der_tlv *t)
{
	struct der_tlv n;

	if (!reader_only(r, t->val, DER_INTEGER, &n, "version is not an INTEGER"))
		return;
	if (!der_small(n.val, &r->cv->version))
		r->cv->version = UINT32_MAX;
	if (n.val.n == 0)
		reader_bad(r, n.raw, "version has no value");
	if (r->cv->version == 0)
		reader_quirk(r, n.raw, DER_Q_DEFAULT);
}

static void
read_time(struct reader *r, struct fields *f, enum artifact_part part, struct artifact_time *time)
{
	const struct der_tlv *t = &r->cv->field[part];

	if (!field_take(r, f, part, false))
		return;
	reader_check(r, t->raw);
	time->ok = der_time(t->id, t->val, &time->seconds);
	if (!time->ok)
		reader_bad(r, t->raw, "time names no moment");
	part_close(r);
}

static void
read_validity(struct reader *r, const struct der_tlv *t)
{
	struct fields f = { .rest = t->val };

	reader_check_one(r, t);
	read_time(r, &f, PART_NOT_BEFORE, &r->cv->not_before);
	r->whole = t->raw;
	read_time(r, &f, PART_NOT_AFTER, &r->cv->not_after);
	r->cv->begins = r->cv->not_before;
	reader_enter(r, PART_VALIDITY, t->raw);
	if (!f.lost)
		reader_end(r, f.rest);
}

/* The content of a part whose element is of the right kind. */
static void
read_content(struct reader *r, enum artifact_part part)
{
	struct cert_view *cv = r->cv;
	const struct der_tlv *t = &cv->field[part];

	if (part != PART_VALIDITY && part != PART_EXTENSIONS)
		reader_check(r, t->raw);
	switch (part) {
	case PART_VERSION:
		read_version(r, t);
		break;
	case PART_SERIAL:
		cv->serial = t->val;
		if (t->val.n == 0)
			reader_bad(r, t->raw, "serialNumber has no value");
		break;
	case PART_SIGNATURE:
		read_algorithm(r, t->raw, &cv->signature);
		break;
	case PART_ISSUER:
		cv->issuer.raw = t->raw;
		read_name(r, t->val, &cv->issuer);
		break;
	case PART_VALIDITY:
		read_validity(r, t);
		break;
	case PART_SUBJECT:
		cv->subject.raw = t->raw;
		read_name(r, t->val, &cv->subject);
		break;
	case PART_SPKI:
		read_spki(r, t->val, &cv->spki);
		break;
	case PART_ISSUER_UID:
	case PART_SUBJECT_UID:
		reader_quirk(r, t->raw, der_check_primitive(DER_BIT_STRING, t->val));
		break;
	case PART_EXTENSIONS:
		read_extensions(r, t);
		break;
	case PART_SIGNATURE_ALGORITHM:
		read_algorithm(r, t->raw, &cv->signature_algorithm);
		break;
	case PART_SIGNATURE_VALUE:
		if (t->val.n == 0)
			reader_bad(r, t->raw, "signatureValue is an empty BIT STRING element");
		else
			cv->signature_bits = span_sub(t->val, 1, t->val.n - 1);
		break;
	default:
		break;
	}
	part_close(r);
}

/* Is the next element the optional field [n], in whatever form? */
static bool
at_optional(struct span in, uint8_t n)
{
	return in.n > 0 && (in.p[0] & ~DER_CONSTRUCTED) == DER_CTX(n);
}

/* How many elements stand before the optional fields at the end. */
static size_t
count_required(struct span in)
{
	struct der_tlv t;
	size_t n = 0, tail = 0;

	while (der_next(&in, &t) == DER_OK) {
		bool optional = (t.id & 0xc0) == DER_CONTEXT && t.num >= 1 && t.num <= 3;

		tail = optional ? tail + 1 : 0;
		n++;
	}
	return n - tail;
}

/*
 * Do these fields follow, and after them nothing but optional ones?  Asked
 * where a field is damaged: when an octet was lost or put in, they do not.
 */
static bool
fields_follow(struct span in, const uint8_t *part, size_t n)
{
	enum der_status st;
	struct der_tlv t;

	for (size_t i = 0; i < n; i++)
		if (der_next(&in, &t) != DER_OK || !right_kind((enum artifact_part)part[i], t.id))
			return false;
	while ((st = der_next(&in, &t)) == DER_OK)
		if ((t.id & 0xc0) != DER_CONTEXT)
			return false;
	return st == DER_END;
}

/* Reading has lost its way: these fields are there, as far as anybody can tell, and unreadable. */
static void
give_up(struct reader *r, const uint8_t *part, size_t n)
{
	r->lost = true;
	r->artifact->lost_parts |= PARTS1(r->part);
	for (size_t i = 0; i < n; i++)
		r->cv->state[part[i]] = PART_IS_BAD;
}

#define N_REQUIRED 6

/* False: lost on the way. */
static bool
read_required(struct reader *r, struct span tbs, struct fields *f)
{
	static const uint8_t required[N_REQUIRED] = {
		PART_SERIAL, PART_SIGNATURE, PART_ISSUER, PART_VALIDITY, PART_SUBJECT, PART_SPKI
	};
	size_t left = count_required(f->rest);

	for (size_t i = 0; i < N_REQUIRED; i++) {
		enum artifact_part part = (enum artifact_part)required[i];
		const uint8_t *at = f->rest.p;

		r->whole = tbs;
		if (field_take(r, f, part, left < N_REQUIRED - i))
			read_content(r, part);
		if (r->bad && !fields_follow(f->rest, required + i + 1, N_REQUIRED - i - 1)) {
			give_up(r, required + i + 1, N_REQUIRED - i - 1);
			return false;
		}
		left -= f->rest.p != at;
	}
	return true;
}

static void
read_optional(struct reader *r, struct span tbs, struct fields *f)
{
	static const uint8_t optional[] = { PART_ISSUER_UID, PART_SUBJECT_UID, PART_EXTENSIONS };

	for (uint8_t i = 0; i < sizeof optional; i++) {
		enum artifact_part part = (enum artifact_part)optional[i];

		r->whole = tbs;
		if (at_optional(f->rest, (uint8_t)(i + 1)) && field_take(r, f, part, false))
			read_content(r, part);
	}
}

static void
read_tbs(struct reader *r, struct span tbs, struct span content)
{
	struct fields f = { .rest = content };

	if (at_optional(content, 0) && field_take(r, &f, PART_VERSION, false))
		read_content(r, PART_VERSION);
	if (read_required(r, tbs, &f))
		read_optional(r, tbs, &f);
	/* What could not be framed, or stands in the way, may have held them. */
	if (f.rest.n > 0 && r->cv->state[PART_EXTENSIONS] == PART_IS_ABSENT)
		r->cv->state[PART_EXTENSIONS] = PART_IS_BAD;
	if (r->lost)
		return;
	reader_enter(r, PART_TBS, tbs);
	if (!f.lost)
		reader_end(r, f.rest);
	r->lost = f.rest.n > 0;
}

/* ---- the whole ---- */

/* A tbsCertificate begins with [0] or, in version 1, with the serial number. */
static bool
looks_like_tbs(struct span content)
{
	return at_optional(content, 0) || der_peek(content, DER_INTEGER);
}

static void
read_outer(struct reader *r, struct span content)
{
	static const uint8_t after_tbs[] = { PART_SIGNATURE_ALGORITHM, PART_SIGNATURE_VALUE };
	struct fields f = { .rest = content };
	struct span whole = r->cv->field[PART_WHOLE].raw;

	r->whole = whole;
	if (!field_take(r, &f, PART_TBS, false) && f.lost)
		r->cv->state[PART_SIGNATURE_ALGORITHM] = r->cv->state[PART_SIGNATURE_VALUE] = PART_IS_BAD;
	if (r->cv->state[PART_TBS] == PART_IS_BAD)
		return;
	reader_check_one(r, &r->cv->field[PART_TBS]);
	read_tbs(r, r->cv->field[PART_TBS].raw, r->cv->field[PART_TBS].val);
	if (r->lost && !fields_follow(f.rest, after_tbs, sizeof after_tbs)) {
		give_up(r, after_tbs, sizeof after_tbs);
		return;
	}
	r->whole = whole;
	if (field_take(r, &f, PART_SIGNATURE_ALGORITHM, false))
		read_content(r, PART_SIGNATURE_ALGORITHM);
	if (r->bad && !fields_follow(f.rest, after_tbs + 1, 1)) {
		give_up(r, after_tbs + 1, 1);
		return;
	}
	r->whole = whole;
	if (field_take(r, &f, PART_SIGNATURE_VALUE, false))
		read_content(r, PART_SIGNATURE_VALUE);
	reader_enter(r, PART_WHOLE, whole);
	if (!f.lost)
		reader_end(r, f.rest);
}

static void
read_input(struct reader *r, enum cert_input input)
{
	struct cert_view *cv = r->cv;
	struct fields f = { .rest = cv->der };
	struct der_tlv *outer = &cv->field[PART_WHOLE];

	r->whole = cv->der;
	if (!field_take(r, &f, PART_WHOLE, false)) {
		cv->state[PART_TBS] = PART_IS_BAD;
		return;
	}
	reader_check_one(r, outer);
	reader_end(r, f.rest);
	cv->bare_tbs = input == CERT_INPUT_TBS || looks_like_tbs(outer->val);
	if (!cv->bare_tbs) {
		read_outer(r, outer->val);
		return;
	}
	cv->field[PART_TBS] = *outer;
	*outer = (struct der_tlv){ .raw = SPAN_NONE };
	cv->state[PART_TBS] = PART_IS_OK;
	cv->state[PART_WHOLE] = PART_IS_ABSENT;
	read_tbs(r, cv->field[PART_TBS].raw, cv->field[PART_TBS].val);
}

/* What lies in a part that cannot be read cannot be read. */
static void
lose(struct cert_view *cv, enum artifact_part inside)
{
	if (cv->state[inside] == PART_IS_ABSENT)
		cv->state[inside] = PART_IS_BAD;
}

bool
cert_view_read(struct cert_view *cv, struct span der, enum cert_input input, struct arena *a)
{
	struct reader r = { .artifact = &cv->artifact, .cv = cv, .a = a };

	memset(cv, 0, sizeof *cv);
	cv->kind = ARTIFACT_CERTIFICATE;
	cv->der = der;
	read_input(&r, input);
	if (cv->state[PART_VALIDITY] == PART_IS_BAD)
		lose(cv, PART_NOT_BEFORE), lose(cv, PART_NOT_AFTER);
	if (cv->state[PART_SPKI] == PART_IS_BAD)
		lose(cv, PART_KEY_ALGORITHM);
	artifact_sum_parts(&cv->artifact);
	return !a->failed;
}
