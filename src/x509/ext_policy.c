/* SPDX-License-Identifier: Apache-2.0 */
/* ext_policy.c - certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy (RFC 5280 4.2.1.4, .5, .11, .14). */
#include "x509/read.h"

static bool
is_display_text(const struct der_tlv *t)
{
	return t->id == DER_UTF8 || t->id == DER_IA5 || t->id == DER_VISIBLE || t->id == DER_BMP;
}

/* NoticeReference: a name and numbers, of which nothing is kept. */
static void
read_notice_ref(struct reader *r, struct span in)
{
	struct der_tlv t, number;

	if (der_next(&in, &t) != DER_OK || !is_display_text(&t)) {
		reader_bad(r, r->whole, "organization of a noticeRef is not a DisplayText");
		return;
	}
	if (!reader_take(r, &in, DER_SEQUENCE, &t, "noticeNumbers is not a SEQUENCE"))
		return;
	reader_end(r, in);
	while (der_next(&t.val, &number) == DER_OK)
		if (number.id != DER_INTEGER)
			reader_bad(r, number.raw, "notice number is not an INTEGER");
}

static void
read_user_notice(struct reader *r, struct span in, struct policy_qualifier *q)
{
	struct der_tlv notice, t;

	if (!reader_take(r, &in, DER_SEQUENCE, &notice, "UserNotice is not a SEQUENCE"))
		return;
	in = notice.val;
	if (der_take(&in, DER_SEQUENCE, &t)) {
		q->has_notice_ref = true;
		read_notice_ref(r, t.val);
	}
	if (in.n == 0 || der_next(&in, &t) != DER_OK)
		return;
	if (!is_display_text(&t)) {
		reader_bad(r, t.raw, "explicitText is not a DisplayText");
		return;
	}
	q->has_explicit_text = true;
	q->explicit_text = t;
	reader_end(r, in);
}

static bool
read_qualifier(struct reader *r, const struct der_tlv *info, void *item)
{
	struct policy_qualifier *q = item;
	struct span in = info->val;
	struct der_tlv t;

	q->raw = info->raw;
	if (info->id != DER_SEQUENCE) {
		reader_bad(r, info->raw, "PolicyQualifierInfo is not a SEQUENCE");
		return false;
	}
	if (!reader_take(r, &in, DER_OID, &t, "policyQualifierId is not an OBJECT IDENTIFIER"))
		return false;
	q->oid = t.val;
	q->id = oid_find(t.val);
	if (q->id != OID_QT_CPS && q->id != OID_QT_UNOTICE)
		q->id = OID_UNKNOWN;
	if (q->id == OID_QT_CPS) {
		if (!reader_take(r, &in, DER_IA5, &t, "cPSuri is not an IA5String"))
			return false;
		q->cps = t;
		q->uri = read_uri(r, t.val);
	} else if (der_next(&in, &t) != DER_OK) {
		reader_bad(r, info->raw, "policy qualifier has no readable value");
	} else if (q->id == OID_QT_UNOTICE) {
		read_user_notice(r, t.raw, q);
	}
	reader_end(r, in);
	return reader_whole(r, info->raw);
}

/* A policy whose qualifiers are damaged is a policy all the same. */
static bool
read_policy(struct reader *r, const struct der_tlv *info, void *item)
{
	struct policy *p = item;
	struct span in = info->val;
	struct der_tlv t;

	p->raw = info->raw;
	if (info->id != DER_SEQUENCE) {
		reader_bad(r, info->raw, "PolicyInformation is not a SEQUENCE");
		return false;
	}
	if (!reader_take(r, &in, DER_OID, &t, "policyIdentifier is not an OBJECT IDENTIFIER"))
		return false;
	p->oid = t.val;
	p->id = oid_find(t.val);
	/* An identifier without content names no policy; it is a fault of encoding. */
	r->bad = t.val.n == 0;
	if (r->bad)
		return false;
	if (in.n == 0 || !reader_take(r, &in, DER_SEQUENCE, &t, "policyQualifiers is not a SEQUENCE"))
		return true;
	p->qualifiers = t.val;
	p->qualifier = reader_list(r, t.val, sizeof *p->qualifier, read_qualifier, &p->n_qualifier);
	reader_end(r, in);
	return true;
}

void
ext_read_cp(struct reader *r, struct span val)
{
	struct ext_policies *cp = &r->cv->policies;
	struct der_tlv seq;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "certificatePolicies is not a SEQUENCE"))
		return;
	cp->v = reader_list(r, seq.val, sizeof *cp->v, read_policy, &cp->n);
	cp->all = !r->bad || (cp->n == der_count(seq.val) && der_framed(seq.val));
	/* Each is known by its identifier. */
	if (cp->all && r->bad)
		reader_damaged(r);
}

static bool
read_oid_item(struct reader *r, struct span *in, struct oid_item *item, const char *what)
{
	struct der_tlv t;

	if (!reader_take(r, in, DER_OID, &t, what))
		return false;
	*item = (struct oid_item){ t.val, oid_find(t.val) };
	return true;
}

/* Where one of the two cannot be read the other is judged all the same. */
static bool
read_mapping(struct reader *r, const struct der_tlv *pair, void *item)
{
	struct policy_mapping *m = item;
	struct span in = pair->val;
	struct der_tlv skipped;
	bool has_issuer, has_subject;

	m->raw = pair->raw;
	if (pair->id != DER_SEQUENCE) {
		reader_bad(r, pair->raw, "a policy mapping is not a SEQUENCE");
		return false;
	}
	has_issuer = read_oid_item(r, &in, &m->issuer, "issuerDomainPolicy is not an OBJECT IDENTIFIER");
	if (!has_issuer && der_next(&in, &skipped) != DER_OK)
		return false;
	has_subject = read_oid_item(r, &in, &m->subject, "subjectDomainPolicy is not an OBJECT IDENTIFIER");
	if (has_subject)
		reader_last(r, in, "a policy mapping has more than two policies");
	return has_issuer || has_subject;
}

void
ext_read_pm(struct reader *r, struct span val)
{
	struct ext_pm *pm = &r->cv->pm;
	struct der_tlv seq;

	if (reader_only(r, val, DER_SEQUENCE, &seq, "policyMappings is not a SEQUENCE"))
		pm->v = reader_list(r, seq.val, sizeof *pm->v, read_mapping, &pm->n);
}

void
ext_read_pc(struct reader *r, struct span val)
{
	struct ext_pc *pc = &r->cv->pc;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "policyConstraints is not a SEQUENCE"))
		return;
	val = seq.val;
	if (reader_field(r, &val, 0, DER_INTEGER, &t, "requireExplicitPolicy is not primitive")) {
		pc->has_require_explicit = true;
		pc->require_explicit = t.val;
	}
	if (reader_field(r, &val, 1, DER_INTEGER, &t, "inhibitPolicyMapping is not primitive")) {
		pc->has_inhibit_mapping = true;
		pc->inhibit_mapping = t.val;
	}
	reader_last(r, val, "policyConstraints has an element that is none of its fields, or out of their order");
}

void
ext_read_iap(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (reader_only(r, val, DER_INTEGER, &t, "inhibitAnyPolicy is not an INTEGER"))
		r->cv->iap = t.val;
}
