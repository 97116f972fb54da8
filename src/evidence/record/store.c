/* SPDX-License-Identifier: Apache-2.0 */
/* store.c - the index of records: what is kept of each, and what is asked once per certificate. */
#include "evidence/record/store_parts.h"

#include <stdlib.h>

#include "base/ascii.h"

/* Room for one more item of an array that grows by halves. */
static bool
room(void *array, size_t n, size_t *cap, size_t size)
{
	void **p = array, *more;
	size_t want = *cap + *cap / 2 + 16;

	if (n < *cap)
		return true;
	if (want > SIZE_MAX / size || (more = realloc(*p, want * size)) == NULL)
		return false;
	*p = more;
	*cap = want;
	return true;
}

uint64_t
ev_store_hash(struct span s)
{
	uint64_t h = 14695981039346656037u;	/* FNV-1a, but for eight octets at a time, whose upper bits reach the lower ones by the shift */
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		h = (h ^ octets_little(s.p + i)) * 0x9e3779b97f4a7c15u;
		h ^= h >> 32;
	}
	for (; i < s.n; i++)
		h = (h ^ s.p[i]) * 1099511628211u;
	return h != 0 ? h : 1;
}

static void
unhex(uint8_t *out, size_t n, struct span hex)
{
	for (size_t i = 0; i < n; i++) {
		unsigned high = hex.p[2 * i], low = hex.p[2 * i + 1];

		high = high > '9' ? high - 'a' + 10 : high - '0';
		low = low > '9' ? low - 'a' + 10 : low - '0';
		out[i] = (uint8_t)(high << 4 | low);
	}
}

/* ---- what is kept of a record ---- */

static void
serial_key(uint8_t key[16], const uint8_t issuer[8], struct span serial)
{
	uint64_t h = ev_store_hash(serial);

	memcpy(key, issuer, 8);
	memcpy(key + 8, &h, 8);
}

static void
name_key(uint8_t key[16], struct span record_id)
{
	uint64_t h[] = { ev_store_hash(record_id), record_id.n };

	memcpy(key, h, sizeof h);
}

static struct ev_key *
new_key(struct ev_store *s, enum ev_key_kind kind)
{
	struct ev_key *k;

	if (!room(&s->key, s->n_key, &s->cap_key, sizeof *s->key))
		return NULL;
	k = &s->key[s->n_key++];
	*k = (struct ev_key){ .entry = (uint32_t)(s->n_entry - 1), .kind = (uint8_t)kind };
	return k;
}

static bool
add_key(struct ev_store *s, enum ev_key_kind kind, struct span hex, struct span serial, bool second)
{
	struct ev_key *k;

	if (hex.p == NULL)
		return true;
	if ((k = new_key(s, kind)) == NULL)
		return false;
	k->second = second;
	unhex(k->octets, sizeof k->octets, hex);
	if (kind == EV_KEY_SERIAL)
		serial_key(k->octets, k->octets, serial);
	return true;
}

static bool
add_name(struct ev_store *s, struct span record_id)
{
	struct ev_key *k;

	if (record_id.n == 0)
		return true;
	if ((k = new_key(s, EV_KEY_NAME)) == NULL)
		return false;
	name_key(k->octets, record_id);
	return true;
}

static uint64_t
mailboxes_of(const struct ev_record *r, const struct ev_validation *v)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		if (v->id.p != NULL && r->mailboxes[i].validation.p != NULL && span_eq(r->mailboxes[i].validation, v->id))
			sum += ev_store_hash(r->mailboxes[i].address);
	return sum;
}

static uint32_t
seconds_of(const struct ev_time *t)
{
	return t->given ? (uint32_t)t->seconds : 0;
}

/* Anna <anna@example.com>: what the brackets hold, where there are some. */
static struct span
within_brackets(struct span field)
{
	const uint8_t *open = field.n > 0 ? memchr(field.p, '<', field.n) : NULL, *close;
	struct span in = open != NULL ? span_from(field, (size_t)(open + 1 - field.p)) : field;

	if (open == NULL || in.n == 0 || (close = memchr(in.p, '>', in.n)) == NULL)
		return field;
	return span_sub(in, 0, (size_t)(close - in.p));
}

static uint64_t
address_hash(struct span address)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < address.n; i++)
		h = (h ^ small_letter(address.p[i])) * 1099511628211u;
	return h ^ h >> 32;
}

/* Who is named twice counts once: of all hashes the highest, the lowest, and which bits they have. */
uint32_t
ev_recipients_hash(const struct ev_random_value *rv)
{
	uint64_t highest = 0, lowest = UINT64_MAX, bits = 0;

	for (uint32_t i = 0; i < rv->n_sent_to; i++) {
		uint64_t h = address_hash(within_brackets(rv->sent_to[i]));

		highest = h > highest ? h : highest;
		lowest = h < lowest ? h : lowest;
		bits |= h;
	}
	return rv->n_sent_to > 0 ? (uint32_t)((highest ^ lowest * 3 ^ bits * 5) >> 8) | 1 : 0;
}

/* Who gives a validation anew gives it as it was. */
static uint64_t
validation_hash(const struct ev_validation *v, const struct ev_random_value *times)
{
	const struct ev_time *at[] = { &v->initiated_at, &v->completed_at, &times->created_at, &times->confirmed_at };
	uint64_t h = v->validated_name.p != NULL ? ev_store_hash(v->validated_name) : 1;

	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		h = (h ^ seconds_of(at[i])) * 0x9e3779b97f4a7c15u;
		h ^= h >> 32;
	}
	return h != 0 ? h : 1;
}

static bool
add_use(struct ev_store *s, const struct ev_record *r, const struct ev_validation *v, struct span value,
    const struct ev_random_value *times)
{
	struct ev_use *u;

	if (value.p == NULL)
		return true;
	if (!room(&s->use, s->n_use, &s->cap_use, sizeof *s->use))
		return false;
	u = &s->use[s->n_use++];
	*u = (struct ev_use){
		.entry = (uint32_t)(s->n_entry - 1), .section = v->sbr_section,
		.request = v->request_id.p != NULL ? ev_store_hash(v->request_id) : 0,
		.mailbox = mailboxes_of(r, v), .sent = seconds_of(&times->sent_at), .created = seconds_of(&times->created_at),
		.to = ev_recipients_hash(times), .validation = validation_hash(v, times),
		.applicant = v->applicant_id.p != NULL ? ev_store_hash(v->applicant_id) : 0,
	};
	unhex(u->value, sizeof u->value, value);
	return true;
}

static bool
add_uses(struct ev_store *s, const struct ev_record *r)
{
	static const struct ev_random_value never;

	for (uint32_t i = 0; i < r->n_validations; i++) {
		const struct ev_validation *v = &r->validations[i];

		if (v->random_value != NULL && !add_use(s, r, v, v->random_value->value_sha256, v->random_value))
			return false;
		if (v->request_token != NULL && !add_use(s, r, v, v->request_token->value_sha256, &never))
			return false;
	}
	return true;
}

bool
store_add_record(struct ev_store *s, const struct ev_record *r)
{
	const struct ev_subject *c = r->subject_certificate;

	return (c == NULL || (add_key(s, EV_KEY_TBS, c->tbs_sha256, SPAN_NONE, false) &&
	    add_key(s, EV_KEY_SHA256, c->sha256, SPAN_NONE, c->tbs_sha256.p != NULL) &&
	    (c->serial.p == NULL || add_key(s, EV_KEY_SERIAL, c->issuer_name_sha256, c->serial, c->tbs_sha256.p != NULL || c->sha256.p != NULL)))) &&
	    add_name(s, r->record_id) && add_uses(s, r);
}

bool
store_add_entry(struct ev_store *s, const struct ev_entry *e)
{
	if (s->n_entry == UINT32_MAX || !room(&s->entry, s->n_entry, &s->cap_entry, sizeof *s->entry))
		return false;
	s->entry[s->n_entry++] = *e;
	return true;
}

/* ---- the index ---- */

static int
by_key(const void *a, const void *b)
{
	const struct ev_key *x = a, *y = b;
	int order = (x->kind > y->kind) - (x->kind < y->kind);

	if (order == 0)
		order = memcmp(x->octets, y->octets, sizeof x->octets);
	return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

static int
by_value(const void *a, const void *b)
{
	const struct ev_use *x = a, *y = b;
	int order = memcmp(x->value, y->value, sizeof x->value);

	if (order == 0)
		order = (x->request > y->request) - (x->request < y->request);
	return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

/* Two that are given and not the same. */
static bool
differ(uint64_t a, uint64_t b)
{
	return a != 0 && b != 0 && a != b;
}

/* In what the uses of one value differ: each is compared with the first that tells. */
struct difference {
	struct ev_use known;
	uint32_t sent, to;		/* of the first of which both are given */
	struct ev_use applicant;	/* the first whose Applicant is given */
	bool any, unsure;
	uint16_t shared;
};

/* A request of a company may be for domains of its affiliates, too; of other records nothing says that it was one. */
static void
compare_applicants(struct difference *d, const struct ev_use *u)
{
	const struct ev_use *known = &d->applicant;
	bool others = differ(u->applicant, known->applicant) && u->validation != known->validation;
	bool one_request = u->request != 0 && u->request == known->request;

	d->shared |= others && !one_request && u->entry != known->entry ? SHARED_APPLICANTS : 0;
	d->unsure |= u->request == 0 || (others && one_request);
}

static void
compare_use(struct difference *d, const struct ev_use *u)
{
	struct ev_use *known = &d->known;

	if (d->to == 0 && u->sent != 0) {
		d->sent = u->sent;
		d->to = u->to;
	}
	if (d->applicant.applicant == 0)
		d->applicant = *u;
	d->shared |= differ(u->sent, d->sent) && differ(u->to, d->to) ? SHARED_RECIPIENTS : 0;
	compare_applicants(d, u);
	if (!d->any) {
		*known = *u;
		d->any = true;
		return;
	}
	d->shared |= u->entry != known->entry ? SHARED_ENTRIES : 0;
	d->shared |= d->unsure ? SHARED_UNSURE : 0;
	d->shared |= u->validation != known->validation ? SHARED_VALIDATIONS : 0;
	d->shared |= differ(u->request, known->request) ? SHARED_REQUESTS : 0;
	d->shared |= differ(u->mailbox, known->mailbox) ? SHARED_MAILBOXES : 0;
	d->shared |= differ(u->sent, known->sent) ? SHARED_SENT : 0;
	/* What was sent at one time is one message, whenever it was created. */
	d->shared |= differ(u->created, known->created) && (u->sent == 0 || known->sent == 0) ? SHARED_CREATED : 0;
	known->request = known->request != 0 ? known->request : u->request;
	known->mailbox = known->mailbox != 0 ? known->mailbox : u->mailbox;
	known->sent = known->sent != 0 ? known->sent : u->sent;
	known->created = known->created != 0 ? known->created : u->created;
}

uint16_t
ev_uses_shared(const struct ev_use *u, size_t n, uint32_t entry)
{
	struct difference d = { .any = false };

	for (size_t i = 0; i < n; i++)
		if (u[i].entry == entry)
			compare_use(&d, &u[i]);
	return d.shared;
}

static void
mark_shared(struct ev_store *s)
{
	size_t from, to;

	for (from = 0; from < s->n_use; from = to) {
		struct difference d = { .any = false };

		for (to = from; to < s->n_use && memcmp(s->use[to].value, s->use[from].value, sizeof s->use->value) == 0; to++)
			compare_use(&d, &s->use[to]);
		for (size_t i = from; i < to; i++)
			s->use[i].shared = d.shared;
	}
}

bool
store_add_source(struct ev_store *s, const char *name, ev_fetch_fn *fetch, void *arg)
{
	char *copy = malloc(strlen(name) + 1);

	if (copy == NULL || !room(&s->source, s->n_source, &s->cap_source, sizeof *s->source)) {
		free(copy);
		return false;
	}
	memcpy(copy, name, strlen(name) + 1);
	s->source[s->n_source++] = (struct ev_origin){ copy, fetch, arg };
	return true;
}

bool
store_index(struct ev_store *s)
{
	free(s->used);
	if ((s->used = calloc(s->n_entry + 1, sizeof *s->used)) == NULL)
		return false;
	for (size_t i = 0; i < s->n_entry; i++)
		atomic_init(&s->used[i], false);
	if (s->n_key > 0)
		qsort(s->key, s->n_key, sizeof *s->key, by_key);
	if (s->n_use > 0)
		qsort(s->use, s->n_use, sizeof *s->use, by_value);
	mark_shared(s);
	return true;
}

void
ev_store_free(struct ev_store *s)
{
	for (size_t i = 0; i < s->n_source; i++)
		free(s->source[i].name);
	free(s->source);
	free(s->entry);
	free(s->key);
	free(s->use);
	free(s->used);
	arena_free(&s->kept);
	*s = (struct ev_store){ .n_entry = 0 };
}

/* ---- asking ---- */

/* Index of the first of n sorted items that is not less than the one wanted. */
static size_t
lower(const void *items, size_t n, size_t size, const void *want, int (*order)(const void *, const void *))
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order((const uint8_t *)items + middle * size, want) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
ev_matchers_read(const struct ev_subject *s, struct ev_matchers *m)
{
	*m = (struct ev_matchers){ .serial = s->serial, .has_sha256 = s->sha256.p != NULL };
	if (s->tbs_sha256.p != NULL)
		unhex(m->tbs_sha256, sizeof m->tbs_sha256, s->tbs_sha256);
	if (s->sha256.p != NULL)
		unhex(m->sha256, sizeof m->sha256, s->sha256);
	if (s->issuer_name_sha256.p != NULL)
		unhex(m->issuer_name_sha256, sizeof m->issuer_name_sha256, s->issuer_name_sha256);
}

static bool
is_key(const struct ev_key *k, const struct ev_key *want)
{
	return k->kind == want->kind && memcmp(k->octets, want->octets, sizeof k->octets) == 0;
}

/* The keys like this one that count: [from, end) of the index, all of them, or those that are their record's first. */
struct key_range {
	size_t from, end;
	bool first_only;
	const struct key_range *before;	/* not NULL: entries that have one of these count there */
};

/* Keys that are alike come in the order of their entries. */
static bool
has_entry(const struct ev_store *s, const struct key_range *r, uint32_t entry)
{
	size_t from = r->from, end = r->end;

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (s->key[middle].entry == entry)
			return true;
		if (s->key[middle].entry < entry)
			from = middle + 1;
		else
			end = middle;
	}
	return false;
}

static bool
counts(const struct ev_store *s, const struct key_range *r, size_t at)
{
	if (!s->key[at].second)
		return true;
	return !r->first_only && (r->before == NULL || !has_entry(s, r->before, s->key[at].entry));
}

/* Finds the keys of one kind and marks their entries as used; how many count. */
static size_t
find_keys(const struct ev_store *s, const struct ev_key *want, struct key_range *r)
{
	size_t n = 0;

	r->from = r->end = lower(s->key, s->n_key, sizeof *s->key, want, by_key);
	for (; r->end < s->n_key && is_key(&s->key[r->end], want); r->end++)
		if (counts(s, r, r->end)) {
			atomic_store_explicit(&s->used[s->key[r->end].entry], true, memory_order_relaxed);
			n++;
		}
	return n;
}

/* Takes the last entry off the ranges, of which one is not empty. */
static uint32_t
take_last(const struct ev_store *s, struct key_range *r, size_t n)
{
	struct key_range *last = NULL;

	for (size_t k = 0; k < n; k++) {
		while (r[k].end > r[k].from && !counts(s, &r[k], r[k].end - 1))
			r[k].end--;
		if (r[k].end > r[k].from && (last == NULL || s->key[r[k].end - 1].entry > s->key[last->end - 1].entry))
			last = &r[k];
	}
	return s->key[--last->end].entry;
}

size_t
ev_store_match(const struct ev_store *s, const struct ev_matchers *m, uint32_t *entry, size_t max)
{
	struct ev_key want[] = { { .kind = EV_KEY_TBS }, { .kind = EV_KEY_SHA256 }, { .kind = EV_KEY_SERIAL } };
	struct key_range range[sizeof want / sizeof *want] = { { .from = 0 } };
	size_t kinds = sizeof want / sizeof *want, n = 0;

	memcpy(want[0].octets, m->tbs_sha256, 16);
	memcpy(want[1].octets, m->sha256, 16);
	serial_key(want[2].octets, m->issuer_name_sha256, m->serial);
	for (size_t k = 0; k < kinds; k++) {
		range[k].first_only = want[k].kind == EV_KEY_SERIAL && n > 0;
		range[k].before = want[k].kind == EV_KEY_SHA256 ? &range[k - 1] : NULL;
		if (want[k].kind != EV_KEY_SHA256 || m->has_sha256)
			n += find_keys(s, &want[k], &range[k]);
	}
	for (size_t to = n < max ? n : max; to > 0; to--)
		entry[to - 1] = take_last(s, range, kinds);
	return n;
}

size_t
ev_store_namesakes(const struct ev_store *s, struct span record_id, uint32_t entry, uint32_t *other, size_t max)
{
	struct ev_key want = { .kind = EV_KEY_NAME };
	size_t first, own, end, before, n = 0;

	name_key(want.octets, record_id);
	want.entry = entry;
	own = first = lower(s->key, s->n_key, sizeof *s->key, &want, by_key);
	want.entry = 0;
	/* Most have no neighbour. */
	if (own > 0 && is_key(&s->key[own - 1], &want))
		first = lower(s->key, s->n_key, sizeof *s->key, &want, by_key);
	before = own - first < max / 2 ? own - first : max / 2;
	for (end = own; end < s->n_key && is_key(&s->key[end], &want); end++)
		if (s->key[end].entry != entry && n < max - before)
			other[n++] = s->key[end].entry;
	for (size_t i = own; i > first && n < max; i--)
		other[n++] = s->key[i - 1].entry;
	return end - first - (own < end && s->key[own].entry == entry);
}

bool
ev_store_fetch(const struct ev_store *s, size_t entry, struct arena *a, struct span *text)
{
	const struct ev_entry *e = &s->entry[entry];
	const struct ev_origin *src = &s->source[e->source];
	uint8_t *buf = arena_raw(a, e->length);

	if (buf == NULL || src->fetch(src->arg, e->offset, buf, e->length) != (int64_t)e->length)
		return false;
	*text = (struct span){ buf, e->length };
	return true;
}

bool
ev_store_read(const struct ev_store *s, size_t entry, struct arena *a, struct ev_reading *r)
{
	const struct ev_reading *kept = s->entry[entry].kept;
	struct span text;

	if (kept != NULL) {
		*r = *kept;
		/* Its list of faults is everybody's: what is added is added to a copy. */
		r->fault_room = r->n_fault;
		return true;
	}
	if (!ev_store_fetch(s, entry, a, &text))
		return false;
	ev_read(a, text, r);
	return true;
}

const struct ev_use *
ev_store_uses(const struct ev_store *s, struct span sha256, size_t *n)
{
	struct ev_use want = { .entry = 0 };
	size_t low, end;

	unhex(want.value, sizeof want.value, sha256);
	low = lower(s->use, s->n_use, sizeof *s->use, &want, by_value);
	want.request = UINT64_MAX;
	want.entry = UINT32_MAX;
	end = lower(s->use, s->n_use, sizeof *s->use, &want, by_value);
	if (end < s->n_use && by_value(&s->use[end], &want) == 0)
		end++;
	*n = end - low;
	return s->use != NULL ? s->use + low : NULL;
}
