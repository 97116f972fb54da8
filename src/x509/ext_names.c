/* SPDX-License-Identifier: Apache-2.0 */
/* ext_names.c - subjectAltName, issuerAltName and nameConstraints (RFC 5280 4.2.1.6, .7, .10). */
#include "x509/read.h"

/* The address of a GeneralName that is a Mailbox Field, else SPAN_NONE. */
static struct span
mailbox_text(const struct general_name *gn, uint8_t *form)
{
	if (gn->form == GN_RFC822) {
		*form = MAILBOX_RFC822;
		return gn->tlv.val;
	}
	if (gn->form == GN_OTHER_NAME && gn->other_type == OID_ON_SMTP_UTF8 &&
	    (gn->other_value.id & DER_CONSTRUCTED) == 0) {
		*form = MAILBOX_SMTP_UTF8;
		return gn->other_value.val;
	}
	return SPAN_NONE;
}

/* May one that cannot be read be a Mailbox Field? */
static bool
may_be_mailbox(const struct general_name *gn)
{
	return gn->form == GN_RFC822 || (gn->form == GN_OTHER_NAME && (gn->other_oid.p == NULL || gn->other_type == OID_ON_SMTP_UTF8));
}

static void
find_mailboxes(struct reader *r)
{
	struct cert_view *cv = r->cv;
	struct cert_mailbox *v, *m;
	uint8_t form = MAILBOX_RFC822;

	for (const struct general_name *gn = cv->san.damaged; gn != NULL; gn = gn->next)
		cv->mailbox_unread = cv->mailbox_unread || may_be_mailbox(gn);
	if (cv->san.n == 0 || (v = arena_array(r->a, cv->san.n, sizeof *v)) == NULL)
		return;
	cv->mailbox = v;
	for (unsigned i = 0; i < cv->san.n; i++) {
		struct span text = mailbox_text(&cv->san.v[i], &form);

		if (text.p == NULL)
			continue;
		m = &v[cv->n_mailbox++];
		m->text = text;
		m->form = form;
		m->general_name = i;
		m->fault = (uint8_t)mailbox_parse(text, form == MAILBOX_RFC822 ? MAILBOX_ASCII : MAILBOX_UTF8, &m->parts);
	}
}

void
ext_read_san(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (!reader_only(r, val, DER_SEQUENCE, &t, "subjectAltName is not a SEQUENCE"))
		return;
	reader_go_in(r);
	read_general_names(r, t.val, &r->cv->san);
	find_mailboxes(r);
}

void
ext_read_ian(struct reader *r, struct span val)
{
	struct der_tlv t;

	if (!reader_only(r, val, DER_SEQUENCE, &t, "issuerAltName is not a SEQUENCE"))
		return;
	reader_go_in(r);
	read_general_names(r, t.val, &r->artifact->ian);
}

static void
read_minimum(struct reader *r, struct span *in, struct subtree *s)
{
	struct der_tlv t;

	if (!reader_field(r, in, 0, DER_INTEGER, &t, "minimum of a subtree is not primitive"))
		return;
	s->min_encoded = true;
	if (!der_small(t.val, &s->min))
		s->min = UINT32_MAX;
	if (s->min == 0)
		reader_quirk(r, t.raw, DER_Q_DEFAULT);
}

static bool
read_subtree(struct reader *r, const struct der_tlv *tree, void *item)
{
	struct subtree *s = item;
	struct span in = tree->val;
	struct der_tlv t;

	s->raw = tree->raw;
	if (tree->id != DER_SEQUENCE) {
		reader_bad(r, tree->raw, "GeneralSubtree is not a SEQUENCE");
		return false;
	}
	if (der_next(&in, &t) != DER_OK) {
		reader_bad(r, tree->raw, "GeneralSubtree has no readable base");
		return false;
	}
	if (!read_general_name(r, &t, &s->base))
		return false;
	read_minimum(r, &in, s);
	s->has_max = reader_field(r, &in, 1, DER_INTEGER, &t, "maximum of a subtree is not primitive");
	reader_last(r, in, "GeneralSubtree has an element that is none of its fields, or out of their order");
	return true;
}

/* Those at the front of *in that are not there yet. */
static void
read_nc_fields(struct reader *r, struct span *in, struct ext_nc *nc)
{
	struct der_tlv t;

	if (!nc->has_permitted && reader_field(r, in, 0, DER_SEQUENCE, &t, "permittedSubtrees is not constructed")) {
		nc->has_permitted = true;
		nc->permitted_in = t.val;
		nc->permitted = reader_list(r, t.val, sizeof *nc->permitted, read_subtree, &nc->n_permitted);
	}
	if (!nc->has_excluded && reader_field(r, in, 1, DER_SEQUENCE, &t, "excludedSubtrees is not constructed")) {
		nc->has_excluded = true;
		nc->excluded_in = t.val;
		nc->excluded = reader_list(r, t.val, sizeof *nc->excluded, read_subtree, &nc->n_excluded);
	}
}

void
ext_read_nc(struct reader *r, struct span val)
{
	struct ext_nc *nc = &r->cv->nc;
	struct der_tlv seq, t;

	if (!reader_only(r, val, DER_SEQUENCE, &seq, "nameConstraints is not a SEQUENCE"))
		return;
	val = seq.val;
	read_nc_fields(r, &val, nc);
	reader_last(r, val, "nameConstraints has an element that is none of its fields, or out of their order");
	while (reader_out_of_order(r, &val, &t))
		read_nc_fields(r, &t.raw, nc);
}
