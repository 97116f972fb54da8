/* SPDX-License-Identifier: Apache-2.0 */
/* crl.c - the view of a CRL: the fields of CertificateList and TBSCertList (RFC 5280 5.1). */
#include "x509/revocation/crl.h"

#include "x509/exts.h"
#include "x509/field.h"
#include "x509/revocation/crl_list.h"

static const struct field_kind kinds[PART_FIELDS] = {
	[PART_WHOLE] = FIELD_KIND("certificateList", DER_SEQUENCE, "a SEQUENCE"),
	[PART_TBS] = FIELD_KIND("tbsCertList", DER_SEQUENCE, "a SEQUENCE"),
	[PART_VERSION] = FIELD_KIND("version", DER_INTEGER, "an INTEGER"),
	[PART_SIGNATURE] = FIELD_KIND("signature", DER_SEQUENCE, "a SEQUENCE"),
	[PART_ISSUER] = FIELD_KIND("issuer", DER_SEQUENCE, "a SEQUENCE"),
	[PART_THIS_UPDATE] = FIELD_KIND("thisUpdate", FIELD_TIME, "a UTCTime or GeneralizedTime"),
	[PART_NEXT_UPDATE] = FIELD_KIND("nextUpdate", FIELD_TIME, "a UTCTime or GeneralizedTime"),
	[PART_REVOKED] = FIELD_KIND("revokedCertificates", DER_SEQUENCE, "a SEQUENCE"),
	[PART_EXTENSIONS] = FIELD_KIND("crlExtensions", DER_CTX_CONS(0), "tagged [0] EXPLICIT"),
	[PART_SIGNATURE_ALGORITHM] = FIELD_KIND("signatureAlgorithm", DER_SEQUENCE, "a SEQUENCE"),
	[PART_SIGNATURE_VALUE] = FIELD_KIND("signatureValue", DER_BIT_STRING, "a BIT STRING"),
};

/* What reading a CRL needs besides a reader. */
struct crl_reader {
	struct reader r;
	size_t held;
	const struct crl_asked *asked;
};

static void
read_version(struct reader *r, const struct der_tlv *t)
{
	if (!der_small(t->val, &r->crl->version))
		r->crl->version = UINT32_MAX;
	if (t->val.n == 0)
		reader_bad(r, t->raw, "version has no value");
}

/* The content of a part whose element is of the right kind. */
static void
read_content(struct crl_reader *c, enum artifact_part part)
{
	struct reader *r = &c->r;
	struct crl_view *cv = r->crl;
	const struct der_tlv *t = &cv->field[part];

	if (part == PART_REVOKED || part == PART_EXTENSIONS)
		reader_check_one(r, t);
	else
		reader_check(r, t->raw);
	switch (part) {
	case PART_VERSION:
		read_version(r, t);
		break;
	case PART_SIGNATURE:
		read_algorithm(r, t->raw, &cv->signature);
		break;
	case PART_ISSUER:
		cv->issuer.raw = t->raw;
		read_name(r, t->val, &cv->issuer);
		break;
	case PART_REVOKED:
		crl_read_entries(r, cv, t->val, c->held, c->asked);
		break;
	case PART_EXTENSIONS:
		read_extensions(r, t);
		break;
	case PART_SIGNATURE_ALGORITHM:
		read_algorithm(r, t->raw, &cv->signature_algorithm);
		break;
	case PART_SIGNATURE_VALUE:
		reader_bits(r, t, "signatureValue is an empty BIT STRING element", &cv->signature_bits);
		break;
	default:
		break;
	}
	reader_close(r);
}

/* False: lost on the way. */
static bool
read_required(struct crl_reader *c, struct span tbs, struct fields *f)
{
	static const uint8_t required[] = { PART_SIGNATURE, PART_ISSUER, PART_THIS_UPDATE };
	struct reader *r = &c->r;

	for (size_t i = 0; i < sizeof required; i++) {
		enum artifact_part part = (enum artifact_part)required[i];

		r->whole = tbs;
		if (part == PART_THIS_UPDATE)
			field_take_time(r, f, part, &r->crl->this_update);
		else if (field_take(r, f, part, false))
			read_content(c, part);
		if (r->bad && f->lost) {
			fields_give_up(r, required + i + 1, sizeof required - i - 1);
			return false;
		}
	}
	r->crl->begins = r->crl->this_update;
	return true;
}

static void
read_optional(struct crl_reader *c, struct span tbs, struct fields *f)
{
	struct reader *r = &c->r;

	r->whole = tbs;
	if (!artifact_has(r->artifact, PART_NEXT_UPDATE) && (der_peek(f->rest, DER_UTCTIME) || der_peek(f->rest, DER_GENTIME)))
		field_take_time(r, f, PART_NEXT_UPDATE, &r->crl->next_update);
	r->whole = tbs;
	if (!artifact_has(r->artifact, PART_REVOKED) && der_peek(f->rest, DER_SEQUENCE) && field_take(r, f, PART_REVOKED, false))
		read_content(c, PART_REVOKED);
	r->whole = tbs;
	if (field_is_next(f->rest, 0) && field_take(r, f, PART_EXTENSIONS, false))
		read_content(c, PART_EXTENSIONS);
}

/* Does the element that comes next stand in front of the list or of nextUpdate, and is neither? */
static bool
is_astray(const struct crl_view *cv, struct span in)
{
	struct span entry;
	struct der_tlv t;

	if (artifact_has(&cv->artifact, PART_REVOKED) || der_next(&in, &t) != DER_OK)
		return false;
	if (!artifact_has(&cv->artifact, PART_NEXT_UPDATE) && (der_peek(in, DER_UTCTIME) || der_peek(in, DER_GENTIME)))
		return true;
	return der_take(&in, DER_SEQUENCE, &t) && der_enter_sequence(t.val, &entry) && der_peek(entry, DER_INTEGER);
}

/* What strays in front of them may have been meant to be one that is not there. */
static void
read_astray(struct crl_reader *c, struct span tbs, struct fields *f)
{
	struct crl_view *cv = c->r.crl;
	bool leads = !artifact_has(&cv->artifact, PART_EXTENSIONS) && fields_lead_to_extensions(f->rest, 0);

	if (!leads && !is_astray(cv, f->rest))
		return;
	while (!artifact_has(&cv->artifact, PART_EXTENSIONS) && (leads || is_astray(cv, f->rest))) {
		fields_stray(&c->r, f, tbs);
		read_optional(c, tbs, f);
	}
	fields_tell_strays(&c->r, tbs);
	if (!artifact_has(&cv->artifact, PART_NEXT_UPDATE))
		cv->state[PART_NEXT_UPDATE] = PART_IS_BAD;
	if (!artifact_has(&cv->artifact, PART_REVOKED))
		cv->state[PART_REVOKED] = PART_IS_BAD;
}

static void
read_tbs(struct crl_reader *c, struct span tbs, struct span content)
{
	static const uint8_t optional[] = { PART_NEXT_UPDATE, PART_REVOKED, PART_EXTENSIONS };
	struct fields f = { kinds, content, false };
	struct reader *r = &c->r;

	r->whole = tbs;
	if (der_peek(content, DER_INTEGER) && field_take(r, &f, PART_VERSION, false))
		read_content(c, PART_VERSION);
	if (read_required(c, tbs, &f)) {
		read_optional(c, tbs, &f);
		read_astray(c, tbs, &f);
	}
	/* What could not be framed, or stands in the way, may have held them. */
	for (size_t i = 0; i < sizeof optional && f.rest.n > 0; i++)
		if (r->crl->state[optional[i]] == PART_IS_ABSENT)
			r->crl->state[optional[i]] = PART_IS_BAD;
	if (r->lost)
		return;
	crl_read_reasons(r, r->crl, c->asked);
	reader_enter(r, PART_TBS, tbs);
	if (!f.lost)
		reader_end(r, f.rest);
	r->lost = f.rest.n > 0;
}

static void
read_outer(struct crl_reader *c, struct span content)
{
	static const uint8_t after_tbs[] = { PART_SIGNATURE_ALGORITHM, PART_SIGNATURE_VALUE };
	struct fields f = { kinds, content, false };
	struct crl_view *cv = c->r.crl;
	struct span whole = cv->field[PART_WHOLE].raw;

	c->r.whole = whole;
	if (!field_take(&c->r, &f, PART_TBS, false)) {
		fields_give_up(&c->r, after_tbs, sizeof after_tbs);
		return;
	}
	reader_check_one(&c->r, &cv->field[PART_TBS]);
	read_tbs(c, cv->field[PART_TBS].raw, cv->field[PART_TBS].val);
	if (c->r.lost && !fields_follow(&f, after_tbs, sizeof after_tbs)) {
		fields_give_up(&c->r, after_tbs, sizeof after_tbs);
		return;
	}
	for (size_t i = 0; i < sizeof after_tbs; i++) {
		c->r.whole = whole;
		if (field_take(&c->r, &f, (enum artifact_part)after_tbs[i], false))
			read_content(c, (enum artifact_part)after_tbs[i]);
	}
	reader_enter(&c->r, PART_WHOLE, whole);
	if (!f.lost)
		reader_end(&c->r, f.rest);
}

static bool
is_time(struct span in)
{
	return der_peek(in, DER_UTCTIME) || der_peek(in, DER_GENTIME);
}

/*
 * version, signature (an OBJECT IDENTIFIER comes first), issuer, thisUpdate.  A
 * certificate has its validity there, a SEQUENCE; what is neither, or is cut
 * short in the issuer, is a CRL where the version is v2 or absent.
 */
static bool
looks_like_tbs(struct span content)
{
	struct der_tlv version = { .val = SPAN_NONE }, t;
	bool v2 = !der_take(&content, DER_INTEGER, &version) || (version.val.n == 1 && version.val.p[0] == 1);

	if (!der_take(&content, DER_SEQUENCE, &t) || !der_peek(t.val, DER_OID))
		return false;
	if (!der_take(&content, DER_SEQUENCE, &t))
		return v2 && der_peek(content, DER_SEQUENCE);
	return is_time(content) || (v2 && !der_peek(content, DER_SEQUENCE));
}

/* Goes into the SEQUENCE that begins here, whole or not, if that can be told by its first octets. */
static bool
enter_definite(struct span *in)
{
	return in->n > 1 && in->p[1] != 0x80 && der_enter_sequence(*in, in);
}

struct span
crl_find_list(struct span der)
{
	struct span in = der;
	struct der_tlv t;

	if (!enter_definite(&in) || (!looks_like_tbs(in) && !enter_definite(&in)) || !looks_like_tbs(in))
		return SPAN_NONE;
	(void)der_take(&in, DER_INTEGER, &t);
	if (!der_take(&in, DER_SEQUENCE, &t) || !der_take(&in, DER_SEQUENCE, &t))
		return SPAN_NONE;
	while (is_time(in) && der_next(&in, &t) == DER_OK)
		;
	return enter_definite(&in) ? in : SPAN_NONE;
}

/* Of a CRL that was cut short: how many of its entries are there. */
static uint64_t
count_cut(struct span der, const struct release *release)
{
	struct span in = crl_find_list(der);
	struct release_pace pace = release_begin(release, in.p);
	struct crl_entry e;
	struct der_tlv t;
	uint64_t n = 0;

	while (crl_entry_plain(&in, &e) || der_take(&in, DER_SEQUENCE, &t)) {
		release_behind(&pace, in.p);
		n++;
	}
	return n;
}

static void
read_input(struct crl_reader *c)
{
	struct crl_view *cv = c->r.crl;
	struct fields f = { kinds, cv->der, false };
	struct der_tlv *outer = &cv->field[PART_WHOLE];

	c->r.whole = cv->der;
	if (!field_take(&c->r, &f, PART_WHOLE, false)) {
		cv->state[PART_TBS] = PART_IS_BAD;
		cv->n_entry = count_cut(cv->der, cv->release);
		return;
	}
	reader_check_one(&c->r, outer);
	reader_end_input(&c->r, f.rest);
	cv->bare_tbs = looks_like_tbs(outer->val);
	if (!cv->bare_tbs) {
		read_outer(c, outer->val);
		return;
	}
	cv->field[PART_TBS] = *outer;
	*outer = (struct der_tlv){ .raw = SPAN_NONE };
	cv->state[PART_TBS] = PART_IS_OK;
	cv->state[PART_WHOLE] = PART_IS_ABSENT;
	read_tbs(c, cv->field[PART_TBS].raw, cv->field[PART_TBS].val);
}

bool
crl_view_read(struct crl_view *cv, struct span der, size_t held, const struct crl_asked *asked, const struct release *release,
    struct arena *a)
{
	struct crl_reader c = { .r = { .artifact = &cv->artifact, .crl = cv, .a = a }, .held = held, .asked = asked };

	memset(cv, 0, sizeof *cv);
	cv->kind = ARTIFACT_CRL;
	cv->der = der;
	cv->release = release;
	read_input(&c);
	crl_points_sort(cv, a);
	artifact_sum_parts(&cv->artifact);
	return !a->failed;
}

bool
crl_recognise(struct span der)
{
	struct span content, tbs;

	return der_enter_sequence(der, &content) &&
	    (looks_like_tbs(content) || (der_enter_sequence(content, &tbs) && looks_like_tbs(tbs)));
}

static bool
same_names(const struct general_names *a, const struct general_names *b)
{
	unsigned i = 0;

	while (i < a->n && i < b->n && span_eq(a->v[i].tlv.raw, b->v[i].tlv.raw))
		i++;
	return i == a->n && i == b->n;
}

static bool
same_span(struct span a, struct span b)
{
	return a.p == NULL || b.p == NULL ? a.p == b.p : span_eq(a, b);
}

static bool
is_set(uint8_t flag)
{
	return flag == CRL_FLAG_TRUE;
}

bool
crl_same_scope(const struct crl_view *a, const struct crl_view *b)
{
	const struct artifact_ext *x = a->by_part[PART_EXT_IDP], *y = b->by_part[PART_EXT_IDP];
	const struct crl_idp *i = &a->idp, *k = &b->idp;

	/* What cannot be read has to be the same octets. */
	if (((a->bad_parts | b->bad_parts | artifact_unseen(a) | artifact_unseen(b)) & PARTS1(PART_EXT_IDP)) != 0)
		return x != NULL && y != NULL && span_eq(x->val, y->val);
	return is_set(i->user_certs) == is_set(k->user_certs) && is_set(i->ca_certs) == is_set(k->ca_certs) &&
	    is_set(i->attribute_certs) == is_set(k->attribute_certs) && is_set(i->indirect) == is_set(k->indirect) &&
	    i->point.has_reasons == k->point.has_reasons && same_span(i->point.reasons, k->point.reasons) &&
	    same_names(&i->point.full, &k->point.full) && same_span(i->point.relative, k->point.relative);
}
