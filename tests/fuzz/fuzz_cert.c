/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_cert.c - any octets are a certificate: the view's spans lie inside
 * them, its words agree with each other, and every span has a path.
 */
#include "inside.h"
#include "x509/cert.h"

/* So many octets lie between the places whose paths one input asks for. */
#define PLACES 61

static void
check_tlv(struct span in, const struct der_tlv *t)
{
	inside(in, t->raw);
	if (t->raw.p != NULL)
		inside(t->raw, t->val);
}

static void
check_name(struct span in, const struct cert_name *name)
{
	inside(in, name->raw);
	for (unsigned i = 0; i < name->n_attr; i++) {
		const struct cert_attr *attr = &name->attr[i];

		must(attr->rdn < name->n_rdn);
		inside(in, attr->raw);
		inside(attr->raw, attr->oid);
		check_tlv(in, &attr->value);
		must(attr->type == oid_find(attr->oid) && (!attr->bad || attr->text.p == NULL));
	}
}

static void
check_general_name(struct span in, const struct general_name *gn)
{
	check_tlv(in, &gn->tlv);
	inside(in, gn->other_oid);
	check_tlv(in, &gn->other_value);
	if (gn->directory != NULL)
		check_name(in, gn->directory);
}

static void
check_general_names(struct span in, const struct general_names *names)
{
	inside(in, names->raw);
	for (unsigned i = 0; i < names->n; i++)
		check_general_name(in, &names->v[i]);
}

static void
check_extensions(const struct cert_view *cv)
{
	for (unsigned i = 0; i < cv->n_ext; i++) {
		inside(cv->der, cv->ext[i].raw);
		inside(cv->ext[i].raw, cv->ext[i].oid);
		inside(cv->ext[i].raw, cv->ext[i].val);
	}
	for (unsigned part = 0; part < PART_COUNT; part++) {
		bool there = (cv->present_parts & PARTS1(part)) != 0;

		must(there == (cv->state[part] != PART_IS_ABSENT));
		/* Damaged are what is bad and, where the extensions are, every extension that was not met: it may be among them. */
		must((cv->bad_parts & cv->typed_parts & PARTS1(part)) == 0);
		must((((cv->bad_parts | cv->typed_parts) & PARTS1(part)) != 0) == (cv->state[part] == PART_IS_BAD ||
		    (part >= PART_FIELDS && !there && cv->state[PART_EXTENSIONS] == PART_IS_BAD)));
		if (part >= PART_FIELDS)
			must(there == (cv->by_part[part] != NULL));
		inside(cv->der, artifact_part_span(&cv->artifact, (enum artifact_part)part));
	}
}

static void
check_values(const struct cert_view *cv)
{
	struct span in = cv->der;

	check_general_names(in, &cv->san);
	check_general_names(in, &cv->ian);
	for (unsigned i = 0; i < cv->n_mailbox; i++) {
		must(cv->mailbox[i].general_name < cv->san.n);
		inside(in, cv->mailbox[i].text);
	}
	for (unsigned i = 0; i < cv->eku.n; i++)
		inside(in, cv->eku.v[i].oid);
	for (unsigned i = 0; i < cv->policies.n; i++)
		for (unsigned k = 0; k < cv->policies.v[i].n_qualifier; k++) {
			check_tlv(in, &cv->policies.v[i].qualifier[k].cps);
			check_tlv(in, &cv->policies.v[i].qualifier[k].explicit_text);
		}
	for (unsigned i = 0; i < cv->crldp.n; i++) {
		check_general_names(in, &cv->crldp.v[i].full);
		check_general_names(in, &cv->crldp.v[i].crl_issuer);
		inside(in, cv->crldp.v[i].reasons);
	}
	for (unsigned i = 0; i < cv->aia.n; i++)
		check_general_name(in, &cv->aia.v[i].location);
	for (unsigned i = 0; i < cv->nc.n_permitted; i++)
		check_general_name(in, &cv->nc.permitted[i].base);
	for (unsigned i = 0; i < cv->sda.n; i++)
		for (unsigned k = 0; k < cv->sda.v[i].n_value; k++)
			check_tlv(in, &cv->sda.v[i].value[k]);
	for (unsigned i = 0; i < cv->qc.n; i++)
		check_tlv(in, &cv->qc.v[i].info);
	check_general_names(in, &cv->aki.issuer);
	inside(in, cv->aki.key_id);
	inside(in, cv->aki.serial);
	inside(in, cv->ski);
	inside(in, cv->spki.key);
	inside(in, cv->spki.modulus);
	inside(in, cv->spki.exponent);
}

static void
check_faults(const struct cert_view *cv, struct arena *a)
{
	must((cv->bad_parts | cv->typed_parts) == 0 || cv->n_fault > 0);
	for (unsigned i = 0; i < cv->n_fault; i++) {
		const struct artifact_fault *f = &cv->fault[i];

		inside(cv->der, f->where);
		must(f->status != DER_OK || f->quirks != 0 || f->what != NULL);
		must(artifact_path(&cv->artifact, f->where, NULL, a)[0] != '\0');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { data, size };
	struct cert_view cv;
	struct arena a;

	arena_init(&a);
	for (unsigned input = 0; input < 2; input++) {
		arena_reset(&a);
		must(cert_view_read(&cv, in, input == 0 ? CERT_INPUT_AUTO : CERT_INPUT_TBS, &a));
		check_name(in, &cv.issuer);
		check_name(in, &cv.subject);
		check_extensions(&cv);
		check_values(&cv);
		check_faults(&cv, &a);
		(void)name_show(&a, &cv.subject);
		/* Paths are dear: some places of each input, others where the size is another. */
		for (size_t at = size % PLACES; at < size && at < 4096; at += PLACES)
			must(artifact_path(&cv.artifact, span_sub(in, at, size - at < 5 ? size - at : 5), NULL, &a)[0] != '\0');
	}
	arena_free(&a);
	return 0;
}
