/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_text.c - the text helpers of x509: mailboxes, IDNA, identifiers, values.
 *
 * The spans that they give lie inside the text, and what they say is consistent.
 */
#include "inside.h"
#include "value/idna.h"
#include "value/judge.h"
#include "value/mailbox.h"
#include "value/orgid.h"

static void
fuzz_mailbox(struct span s)
{
	struct mailbox m;
	struct span label = SPAN_NONE, sound = SPAN_NONE;

	for (int mode = 0; mode < 2; mode++) {
		enum mailbox_fault f = mailbox_parse(s, (enum mailbox_mode)mode, &m);

		if (m.local.p != NULL)
			inside(s, m.local);
		if (m.domain.p != NULL)
			inside(s, m.domain);
		/* A Mailbox is its local part, an @ and its domain, and nothing else. */
		must(f != MAILBOX_OK || (m.local.n > 0 && m.domain.n > 0 && m.local.n + 1 + m.domain.n == s.n));
		/* What is right in ASCII is right in UTF-8. */
		must(mode == 0 || f == MAILBOX_OK || mailbox_parse(s, MAILBOX_ASCII, &m) != MAILBOX_OK);
	}
	(void)mailbox_like(s);
	(void)mailbox_meant(s);
	must(mailbox_equal(s, s));
	if (idna_check(s, &label, &sound) != IDNA_OK)
		inside(s, label);
	(void)idna_u_labels_valid(s, NULL);
	(void)text_is_nfc(s);
}

static void
fuzz_identifiers(struct span s)
{
	struct orgid o;
	struct person_id p;
	struct euid e;

	if (orgid_parse(s, &o) == ORGID_FAULT_OK && o.reference.p != NULL)
		inside(s, o.reference);
	if (person_id_parse(s, &p))
		inside(s, p.reference);
	if (euid_parse(s, &e))
		inside(s, e.reference);
	must(!lei_check_digits(s) || lei_has_form(s));
	(void)psd_reference_fault(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span s = { data, size };
	uint32_t t = value_traits(s);

	/* What is found has a place. */
	for (unsigned i = 0; i < VALUE_TRAITS && size > 0; i++)
		must((t >> i & 1) == 0 || value_trait_at(s, (enum value_trait)(1u << i)).n > 0);
	fuzz_mailbox(s);
	fuzz_identifiers(s);
	return 0;
}
