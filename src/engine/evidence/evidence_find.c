/* SPDX-License-Identifier: Apache-2.0 */
/* evidence_find.c - the records about a certificate, and which of them stands. */
#include "engine/engine.h"

/* Records about one certificate that are read; of more, which nobody has by right, the last ones. */
#define MAX_RIVALS 1000u
/* The same where each record is judged alone, so that all of them together cost no more than their number. */
#define MAX_RIVALS_OF_EACH 16u

static bool
digest_part(struct smimelint_run *run, enum artifact_part part, uint8_t out[32])
{
	const uint8_t *hash = part_sha256(run, part);

	memset(out, 0, 32);
	if (hash != NULL)
		memcpy(out, hash, 32);
	return hash != NULL;
}

static bool
make_matchers(struct smimelint_run *run)
{
	struct ev_matchers *m = &run->matchers;
	const char *serial = serial_text(run);

	m->has_sha256 = !run->cert.bare_tbs && !run->ctx->tbs;
	if (!digest_part(run, PART_TBS, m->tbs_sha256) ||
	    (m->has_sha256 && !digest_part(run, PART_WHOLE, m->sha256)))
		return false;
	if (!cert_has(&run->cert, PART_ISSUER) || !digest_part(run, PART_ISSUER, m->issuer_name_sha256))
		serial = NULL;
	m->serial = (struct span){ (const uint8_t *)serial, serial != NULL ? strlen(serial) : 0 };
	return true;
}

const struct ev_record *
evidence_read(struct smimelint_run *run, uint32_t entry, struct ev_reading *r)
{
	if (!ev_store_read(&run->ctx->records, entry, &run->arena, r)) {
		*r = (struct ev_reading){ .unusable = "it cannot be read any more", .no_memory = run->arena.failed };
		return NULL;
	}
	return r->record;
}

void
evidence_show(struct ev_view *v, const struct ev_rival *r)
{
	const struct ev_entry *e = &v->store->entry[r->entry];

	v->record = r->record;
	v->reading = &r->reading;
	v->entry = r->entry;
	v->file = v->store->source[e->source].name;
	v->line = e->line;
}

/* A record that names itself replaces none: another that is called as it is has the same claim to the name. */
static bool
names(const struct ev_record *newer, const struct ev_record *older)
{
	return newer != NULL && older != NULL && newer->supersedes.p != NULL && older->record_id.p != NULL &&
	    span_eq(newer->supersedes, older->record_id) &&
	    (newer->record_id.p == NULL || !span_eq(newer->record_id, newer->supersedes));
}

static bool
supersedes(const struct ev_rival *newer, const struct ev_rival *older)
{
	return names(newer->record, older->record) && !names(older->record, newer->record);
}

/*
 * Which of them are superseded: those that one names that stands, and those that these name.  So two that supersede each other
 * both stand, and so do all of a ring that none outside it supersedes.  False: memory is out.
 */
static bool
mark_superseded(struct arena *a, struct ev_view *v)
{
	struct ev_rival *r = v->rival;
	uint32_t *waiting, n = 0;

	if (v->n_rival < 2)
		return true;
	if ((waiting = arena_array(a, v->n_rival, sizeof *waiting)) == NULL)
		return false;
	for (uint32_t i = 0; i < v->n_rival; i++) {
		uint32_t k = 0;

		while (k < v->n_rival && !supersedes(&r[k], &r[i]))
			k++;
		if (k == v->n_rival)
			waiting[n++] = i;
	}
	while (n > 0) {
		const struct ev_rival *newer = &r[waiting[--n]];

		for (uint32_t i = 0; i < v->n_rival; i++)
			if (!r[i].superseded && supersedes(newer, &r[i])) {
				r[i].superseded = true;
				waiting[n++] = i;
			}
	}
	return true;
}

/* The records about the certificate of these matchers, read, in the run's arena.  There are `total`; `last`: the last of them. */
static bool
read_rivals(struct smimelint_run *run, size_t total, size_t most, uint32_t last)
{
	struct ev_view *v = &run->evidence;
	uint32_t *entry;

	v->n_rival = (uint32_t)(total < most ? total : most);
	v->n_unread_rival = total - v->n_rival;
	v->rival = arena_array(&run->arena, v->n_rival, sizeof *v->rival);
	entry = arena_array(&run->arena, v->n_rival, sizeof *entry);
	if (v->rival == NULL || entry == NULL)
		return false;
	entry[v->n_rival - 1] = last;
	if (v->n_rival > 1)
		(void)ev_store_match(v->store, &run->matchers, entry, v->n_rival);
	for (uint32_t i = 0; i < v->n_rival; i++) {
		struct ev_rival *r = &v->rival[i];

		r->entry = entry[i];
		r->record = evidence_read(run, entry[i], &r->reading);
		if (r->reading.no_memory)
			return false;
	}
	return mark_superseded(&run->arena, v);
}

bool
evidence_find(struct smimelint_run *run)
{
	const struct ev_store *store = &run->ctx->records;
	struct ev_view *v = &run->evidence;
	uint32_t at, last = 0;
	size_t total;

	v->store = store;
	v->psl = run->ctx->psl.n > 0 ? &run->ctx->psl : NULL;
	v->options = &run->ctx->evidence;
	if (!make_matchers(run))
		return false;
	v->certificate = &run->matchers;
	total = ev_store_match(store, &run->matchers, &last, 1);
	if (total == 0)
		return true;
	if (!read_rivals(run, total, MAX_RIVALS, last))
		return false;
	/* The last one that stands; one that cannot be read comes first, because nobody knows what it says. */
	for (at = v->n_rival - 1; v->rival[at].superseded; at--)
		continue;
	for (uint32_t i = 0; i < v->n_rival; i++)
		at = v->rival[i].record == NULL ? i : at;
	evidence_show(v, &v->rival[at]);
	run->reading = v->rival[at].reading;
	v->reading = &run->reading;
	return true;
}

bool
evidence_find_rivals(struct smimelint_run *run)
{
	struct ev_view *v = &run->evidence;
	const struct ev_subject *subject = v->record->subject_certificate;
	size_t total = 0;
	uint32_t last = 0;

	v->n_rival = 1;
	if (subject != NULL) {
		ev_matchers_read(subject, &run->matchers);
		total = ev_store_match(v->store, &run->matchers, &last, 1);
	}
	/* Those read hold it once more, or it is one of those that were not read. */
	return total < 2 || read_rivals(run, total, total <= MAX_RIVALS ? MAX_RIVALS : MAX_RIVALS_OF_EACH, last);
}
