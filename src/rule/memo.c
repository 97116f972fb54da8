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
