/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/memo.h"

#include "rule/rule.h"

const struct mailbox_set *
memo_mailboxes(struct check *c)
{
	struct rule_memo *m = c->memo;

	if (m->cert != c->cert) {
		mailbox_set_read(&m->mailboxes, c->cert, c->arena);
		m->cert = c->cert;
	}
	return &m->mailboxes;
}

const struct orgid *
memo_orgid(struct check *c, const struct cert_attr *attr, enum orgid_fault *fault)
{
	struct rule_memo *m = c->memo;

	if (m->orgid_of != attr) {
		m->orgid_fault = orgid_parse(attr->text, &m->orgid);
		m->orgid_of = attr;
	}
	*fault = m->orgid_fault;
	return &m->orgid;
}

enum idna_fault
memo_idna(struct check *c, struct span domain, struct span *label)
{
	struct rule_memo *m = c->memo;

	if (m->domain.p == NULL || !span_eq(m->domain, domain)) {
		m->label = SPAN_NONE;
		m->fault = idna_check(domain, &m->label, &m->sound_label);
		m->domain = domain;
	}
	/* The same label of this domain. */
	if (m->fault != IDNA_OK && m->label.p != NULL)
		*label = span_sub(domain, (size_t)(m->label.p - m->domain.p), m->label.n);
	return m->fault;
}

enum key_point
memo_key_point(struct check *c)
{
	struct rule_memo *m = c->memo;

	if (m->point_of != c->cert) {
		m->point = key_point_of(c->key, &c->cert->spki);
		m->point_of = c->cert;
	}
	return m->point;
}

/* oid_show() of the purpose, once for all rules; "" where memory is out. */
static const char *
purpose_text(struct check *c, unsigned i)
{
	const struct oid_items *eku = &c->cert->eku;
	struct rule_memo *m = c->memo;

	if (m->purposes_of != c->cert) {
		m->purpose = arena_array(c->arena, eku->n, sizeof *m->purpose);
		m->purposes_of = c->cert;
	}
	if (m->purpose == NULL)
		return "";
	if (m->purpose[i] == NULL)
		m->purpose[i] = eku->v[i].id != OID_UNKNOWN ? oid_name(eku->v[i].id) : der_oid_text(c->arena, eku->v[i].oid);
	return m->purpose[i];
}

void
memo_report_purpose(struct check *c, unsigned i)
{
	bool shown = c->say->is_shown == NULL || c->say->is_shown(c);

	c->say->found(c, c->cert->eku.v[i].oid, shown ? purpose_text(c, i) : NULL);
}
