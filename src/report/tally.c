/* SPDX-License-Identifier: Apache-2.0 */
#include "report/tally.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
counts_free(struct counts *c)
{
	for (size_t i = 0; i < c->cap; i++)
		free(c->slot[i].name);
	free(c->slot);
	*c = (struct counts){ NULL, 0, 0 };
}

void
tally_free(struct tally *t)
{
	counts_free(&t->rules);
	counts_free(&t->issuers);
	counts_free(&t->profiles);
	counts_free(&t->months);
	counts_free(&t->covers);
	counts_free(&t->reasons);
	counts_free(&t->copies);
}

/* The slot where the name is or belongs (FNV-1a); there is always a free one. */
static struct count *
counts_slot(const struct counts *c, const char *name)
{
	uint64_t h = UINT64_C(14695981039346656037);
	size_t i;

	for (const char *p = name; *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
	for (i = (size_t)h & (c->cap - 1); c->slot[i].name != NULL; i = (i + 1) & (c->cap - 1))
		if (strcmp(c->slot[i].name, name) == 0)
			break;
	return &c->slot[i];
}

static bool
counts_grow(struct counts *c)
{
	struct counts bigger = { NULL, c->cap == 0 ? 64 : c->cap * 2, c->used };

	if ((bigger.slot = calloc(bigger.cap, sizeof *bigger.slot)) == NULL)
		return false;
	for (size_t i = 0; i < c->cap; i++)
		if (c->slot[i].name != NULL)
			*counts_slot(&bigger, c->slot[i].name) = c->slot[i];
	free(c->slot);
	*c = bigger;
	return true;
}

void
counts_add(struct tally *t, struct counts *c, const char *name, uint64_t n)
{
	struct count *slot;

	if (t->failed || ((c->used + 1) * 2 > c->cap && !counts_grow(c))) {
		t->failed = true;
		return;
	}
	slot = counts_slot(c, name);
	if (slot->name == NULL) {
		if ((slot->name = strdup(name)) == NULL) {
			t->failed = true;
			return;
		}
		c->used++;
	}
	slot->n += n;
}

void
tally_result(struct tally *t, smimelint_level status)
{
	t->results++;
	t->status[status]++;
	t->lacks[false] = t->lacks[true] = false;
}

void
tally_record(struct tally *t, smimelint_level status)
{
	t->records++;
	t->record[status]++;
}

void
tally_finding(struct tally *t, smimelint_level severity, bool fresh, const char *rule)
{
	t->finding[severity]++;
	t->fresh[severity] += fresh;
	if (t->wide)
		counts_add(t, &t->rules, rule, 1);
}

void
tally_not_evaluated(struct tally *t, const char *rule, size_t index)
{
	bool evidence = strncmp(rule, "evidence.", sizeof "evidence." - 1) == 0;
	size_t place = index < TALLY_RULES ? index : TALLY_RULES - 1;

	t->not_evaluated++;
	t->without_evidence += evidence;
	t->lacking[evidence] += !t->lacks[evidence];
	t->lacks[evidence] = true;
	t->lacked[evidence][place / 64] |= UINT64_C(1) << place % 64;
}

uint64_t
tally_lacked(const struct tally *t, bool about_evidence)
{
	uint64_t n = 0;

	for (size_t i = 0; i < sizeof t->lacked[about_evidence] / sizeof *t->lacked[about_evidence]; i++)
		for (uint64_t rest = t->lacked[about_evidence][i]; rest != 0; rest &= rest - 1)
			n++;
	return n;
}

void
tally_certificate(struct tally *t, const char *issuer, const char *profile, const char *kind, const char *issued)
{
	char month[8];

	if (!t->wide)
		return;
	if (profile == NULL)
		profile = kind != NULL ? kind : "(unknown)";
	if (issued != NULL)
		snprintf(month, sizeof month, "%s", issued);
	counts_add(t, &t->issuers, issuer != NULL ? issuer : "(unreadable)", 1);
	counts_add(t, &t->profiles, profile, 1);
	counts_add(t, &t->months, issued != NULL ? month : "(unreadable)", 1);
}

void
tally_kind(struct tally *t, const char *kind)
{
	if (kind == NULL)
		return;
	if (strcmp(kind, "ocsp-response") == 0)
		t->responses++;
	else if (strcmp(kind, "crl") == 0 || strcmp(kind, "delta-crl") == 0)
		t->crls++;
}

const char *
tally_things(const struct tally *t, uint64_t n)
{
	/* By what is there of certificates (1), CRLs (2) and responses (4). */
	static const char *const words[][2] = {
		{ "certificate", "certificates" }, { "certificate", "certificates" }, { "CRL", "CRLs" },
		{ "certificate or CRL", "certificates and CRLs" }, { "OCSP response", "OCSP responses" },
		{ "certificate or OCSP response", "certificates and OCSP responses" }, { "CRL or OCSP response", "CRLs and OCSP responses" },
		{ "certificate, CRL or OCSP response", "certificates, CRLs and OCSP responses" },
	};
	uint64_t others = t->crls + t->responses + t->records + t->status[SMIMELINT_UNREADABLE];
	unsigned kinds = (t->results > others ? 1U : 0) | (t->crls > 0 ? 2U : 0) | (t->responses > 0 ? 4U : 0);

	return words[kinds][n != 1];
}

void
tally_crl(struct tally *t, const char *covers, const char *reasons)
{
	char name[32];
	uint64_t n;
	int used;

	if (!t->wide)
		return;
	counts_add(t, &t->covers, covers != NULL ? covers : "(unknown)", 1);
	while (reasons != NULL && sscanf(reasons, "%31s %" SCNu64 "%n", name, &n, &used) == 2) {
		counts_add(t, &t->reasons, name, n);
		reasons += used;
		reasons = *reasons == ',' ? reasons + 1 : NULL;
	}
}

void
tally_copies(struct tally *t, const struct seen *s)
{
	char hex[2 * FINGERPRINT + 1];

	for (size_t i = 0; t->wide && i < s->cap; i++) {
		if (s->slot[i].n < 2)
			continue;
		for (size_t k = 0; k < FINGERPRINT; k++)
			snprintf(hex + 2 * k, 3, "%02x", s->slot[i].key[k]);
		counts_add(t, &t->copies, hex, s->slot[i].n);
	}
}

static void
counts_merge(struct tally *t, struct counts *a, const struct counts *b)
{
	for (size_t i = 0; i < b->cap; i++)
		if (b->slot[i].name != NULL)
			counts_add(t, a, b->slot[i].name, b->slot[i].n);
}

void
tally_add(struct tally *a, const struct tally *b)
{
	a->results += b->results;
	a->skipped += b->skipped;
	a->not_evaluated += b->not_evaluated;
	a->without_evidence += b->without_evidence;
	a->issuer_found += b->issuer_found;
	a->issuer_not_found += b->issuer_not_found;
	a->records += b->records;
	a->crls += b->crls;
	a->responses += b->responses;
	a->failed |= b->failed;
	lines_add(&a->lines, &b->lines);
	for (size_t k = 0; k < 2; k++) {
		a->lacking[k] += b->lacking[k];
		for (size_t i = 0; i < TALLY_RULES / 64; i++)
			a->lacked[k][i] |= b->lacked[k][i];
	}
	for (unsigned i = 0; i < LEVELS; i++) {
		a->status[i] += b->status[i];
		a->record[i] += b->record[i];
		a->finding[i] += b->finding[i];
		a->fresh[i] += b->fresh[i];
	}
	counts_merge(a, &a->rules, &b->rules);
	counts_merge(a, &a->issuers, &b->issuers);
	counts_merge(a, &a->profiles, &b->profiles);
	counts_merge(a, &a->months, &b->months);
	counts_merge(a, &a->covers, &b->covers);
	counts_merge(a, &a->reasons, &b->reasons);
}

static int
by_count(const void *a, const void *b)
{
	const struct count *x = a, *y = b;

	if (x->name == NULL || y->name == NULL)
		return (x->name == NULL) - (y->name == NULL);
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void
counts_sort(struct counts *c)
{
	if (c->cap > 0)
		qsort(c->slot, c->cap, sizeof *c->slot, by_count);
}

void
tally_sort(struct tally *t)
{
	counts_sort(&t->rules);
	counts_sort(&t->issuers);
	counts_sort(&t->profiles);
	counts_sort(&t->months);
	counts_sort(&t->covers);
	counts_sort(&t->reasons);
	counts_sort(&t->copies);
}

bool
tally_reaches(const struct tally *t, smimelint_level level)
{
	for (unsigned i = level; i <= SMIMELINT_ERROR; i++)
		if (t->fresh[i] > 0)
			return true;
	return false;
}
