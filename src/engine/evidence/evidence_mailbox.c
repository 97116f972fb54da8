/* SPDX-License-Identifier: Apache-2.0 */
/* evidence_mailbox.c - which mailboxes of a record are the certificate's: a record may be written for a whole order. */
#include "engine/engine.h"
#include "rule/memo.h"

static bool
is_in_name(struct span address, const struct cert_name *n)
{
	for (unsigned i = 0; i < n->n_attr; i++) {
		const struct cert_attr *a = &n->attr[i];

		if ((a->type == OID_EMAIL_ADDRESS || a->type == OID_COMMON_NAME) && a->text.p != NULL &&
		    mailbox_equal(address, a->text))
			return true;
	}
	return false;
}

/* In the subjectAltName, the subject or a directoryName.  An entry whose address nobody can read may be. */
static bool
is_in_certificate(const struct cert_view *cert, const struct mailbox_set *san, struct span address)
{
	const struct general_names *names = &cert->san;

	if (address.p == NULL || mailbox_set_find(san, address) >= MAILBOX_MATCH_IDN || is_in_name(address, &cert->subject))
		return true;
	for (unsigned i = 0; i < names->n; i++)
		if (names->v[i].directory != NULL && is_in_name(address, names->v[i].directory))
			return true;
	return false;
}

static uint32_t
count_unmatched(const struct cert_view *cert, const struct mailbox_set *san, const struct ev_record *r)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		n += !is_in_certificate(cert, san, r->mailboxes[i].address);
	return n;
}

/* The record with the certificate's mailboxes before the others; NULL: memory is out. */
static const struct ev_record *
with_order(struct arena *a, const struct cert_view *cert, const struct mailbox_set *san, const struct ev_record *r, uint32_t n_unmatched)
{
	struct ev_mailbox *list = arena_array(a, r->n_mailboxes, sizeof *list);
	struct ev_record *own = arena_take(a, sizeof *own);
	uint32_t first = 0, then = r->n_mailboxes - n_unmatched;

	if (list == NULL || own == NULL)
		return NULL;
	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		list[is_in_certificate(cert, san, r->mailboxes[i].address) ? first++ : then++] = r->mailboxes[i];
	*own = *r;
	own->mailboxes = list;
	own->n_mailboxes = first;
	own->n_unmatched = n_unmatched;
	return own;
}

bool
evidence_part_mailboxes(struct check *c, struct ev_reading *reading)
{
	const struct mailbox_set *san;
	uint32_t n;

	/* Of what cannot be read of the certificate nobody knows which mailbox it names. */
	if (c->cert == NULL || ((PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN)) & (c->cert->bad_parts | artifact_unseen(c->cert))) != 0)
		return true;
	san = memo_mailboxes(c);
	if ((n = count_unmatched(c->cert, san, reading->record)) > 0)
		reading->record = with_order(c->arena, c->cert, san, reading->record, n);
	return reading->record != NULL;
}
