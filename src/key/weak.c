/* SPDX-License-Identifier: Apache-2.0 */
/* weak.c - keys that are known to be weak: lists read, sorted and searched. */
#include "key/weak.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"

/* Octets of an entry, and how many of them are compared. */
static const struct {
	uint8_t size, hash;
} forms[WEAK_FORMS] = {
	[WEAK_MODULUS] = { 10, 10 }, [WEAK_NUMBER] = { 16, 15 }, [WEAK_SPKI] = { 32, 32 },
};

#define MAX_ENTRY 32
#define MAX_MODULUS (16384 / 8)

/* ---- reading ---- */

static bool
table_add(struct weak_table *t, enum weak_form form, const uint8_t *entry)
{
	size_t size = forms[form].size;

	if (t->n == t->room) {
		size_t room = t->room != 0 ? t->room + t->room / 2 : 256;
		uint8_t *grown = realloc(t->v, room * size);

		if (grown == NULL)
			return false;
		t->v = grown;
		t->room = room;
	}
	memcpy(t->v + t->n++ * size, entry, size);
	return true;
}

/* The octets of hexadecimal digits, at most MAX_ENTRY; false for another character. */
static bool
read_hex(struct span digits, uint8_t out[MAX_ENTRY])
{
	memset(out, 0, MAX_ENTRY);
	for (size_t i = 0; i < digits.n; i++) {
		int d = hex_digit(digits.p[i]);

		if (d < 0)
			return false;
		out[i / 2] = (uint8_t)(out[i / 2] << 4 | d);
	}
	return true;
}

static enum weak_status
add_line(struct weak_keys *w, struct span line)
{
	uint8_t entry[MAX_ENTRY];
	const uint8_t *from = entry;
	enum weak_form form;

	switch (line.n) {
	case 40:
	case 20:
		form = WEAK_MODULUS;
		break;
	case 30:
	case 32:
		form = WEAK_NUMBER;
		break;
	case 64:
		form = WEAK_SPKI;
		break;
	default:
		return WEAK_REFUSED;
	}
	if (!read_hex(line, entry))
		return WEAK_REFUSED;
	if (line.n == 40)
		from += 10;
	return table_add(&w->table[form], form, from) ? WEAK_OK : WEAK_NOMEM;
}

static struct span
trimmed(struct span s)
{
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r'))
		s.n--;
	while (s.n > 0 && (*s.p == ' ' || *s.p == '\t'))
		s = span_sub(s, 1, s.n - 1);
	return s;
}

static enum weak_status
add_text(struct weak_keys *w, struct span text, char *error, size_t room)
{
	for (size_t number = 1; text.n > 0; number++) {
		const uint8_t *end = memchr(text.p, '\n', text.n);
		size_t n = end != NULL ? (size_t)(end - text.p) : text.n;
		struct span line = trimmed(span_sub(text, 0, n));
		enum weak_status st;

		text = span_sub(text, n + (end != NULL), text.n - n - (end != NULL));
		if (line.n == 0 || *line.p == '#')
			continue;
		if ((st = add_line(w, line)) == WEAK_REFUSED)
			snprintf(error, room, "%zu: neither 20, 30, 32, 40 nor 64 hexadecimal digits", number);
		if (st != WEAK_OK)
			return st;
	}
	return WEAK_OK;
}

static enum weak_status
add_octets(struct weak_keys *w, struct span octets, char *error, size_t room)
{
	size_t size = forms[WEAK_NUMBER].size;

	if (octets.n % size != 0) {
		snprintf(error, room, "neither text nor entries of 16 octets (a compressed list has to be unpacked)");
		return WEAK_REFUSED;
	}
	for (size_t i = 0; i < octets.n; i += size)
		if (!table_add(&w->table[WEAK_NUMBER], WEAK_NUMBER, octets.p + i))
			return WEAK_NOMEM;
	return WEAK_OK;
}

static bool
is_text(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 0x7f || (s.p[i] < ' ' && s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != '\t'))
			return false;
	return true;
}

/* ---- sorting ---- */

#define COMPARE(name, form) \
	static int \
	name(const void *a, const void *b) \
	{ \
		return memcmp(a, b, forms[form].size); \
	}
COMPARE(compare_modulus, WEAK_MODULUS)
COMPARE(compare_number, WEAK_NUMBER)
COMPARE(compare_spki, WEAK_SPKI)

static void
table_sort(struct weak_table *t, enum weak_form form)
{
	static int (*const compare[])(const void *, const void *) = { compare_modulus, compare_number, compare_spki };
	size_t size = forms[form].size, i = 1;

	while (i < t->n && compare[form](t->v + (i - 1) * size, t->v + i * size) <= 0)
		i++;
	if (i < t->n)
		qsort(t->v, t->n, size, compare[form]);
}

enum weak_status
weak_keys_add(struct weak_keys *w, struct span list, char *error, size_t room)
{
	size_t before[WEAK_FORMS], added = 0;
	enum weak_status st;

	for (int f = 0; f < WEAK_FORMS; f++)
		before[f] = w->table[f].n;
	st = is_text(list) ? add_text(w, list, error, room) : add_octets(w, list, error, room);
	for (int f = 0; f < WEAK_FORMS; f++)
		added += w->table[f].n - before[f];
	if (st == WEAK_OK && added == 0) {
		snprintf(error, room, "no hash of a key in it");
		st = WEAK_REFUSED;
	}
	for (int f = 0; f < WEAK_FORMS; f++) {
		if (st != WEAK_OK)
			w->table[f].n = before[f];
		else if (w->table[f].n > before[f])
			table_sort(&w->table[f], (enum weak_form)f);
	}
	return st;
}

void
weak_keys_free(struct weak_keys *w)
{
	for (int f = 0; f < WEAK_FORMS; f++)
		free(w->table[f].v);
}

bool
weak_keys_given(const struct weak_keys *w)
{
	for (int f = 0; f < WEAK_FORMS; f++)
		if (w->table[f].n != 0)
			return true;
	return false;
}

/* ---- searching ---- */

static const uint8_t *
table_find(const struct weak_table *t, enum weak_form form, const uint8_t *hash)
{
	size_t low = 0, high = t->n, size = forms[form].size;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(t->v + middle * size, hash, forms[form].hash);

		if (order == 0)
			return t->v + middle * size;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct span
without_zeros(struct span s)
{
	while (s.n > 0 && *s.p == 0)
		s = span_sub(s, 1, s.n - 1);
	return s;
}

/* n is zero where badkeys has no number for such a key. */
static struct span
number_of(const struct cert_spki *k)
{
	switch (k->id) {
	case OID_RSA:
		return k->modulus.p != NULL && !der_negative(k->modulus) ? without_zeros(k->modulus) : SPAN_NONE;
	case OID_EC:
		if (k->key.n < 3 || *k->key.p < 2 || *k->key.p > 7 || *k->key.p == 5)
			return SPAN_NONE;
		return without_zeros(span_sub(k->key, 1, *k->key.p < 4 ? k->key.n - 1 : (k->key.n - 1) / 2));
	case OID_ED25519:
	case OID_ED448:
		return without_zeros(k->key);
	default:
		return SPAN_NONE;
	}
}

/* "Modulus=C0FFEE" and a line feed, as openssl x509 -modulus prints it; 0 for what is no RSA key, or one over MAX_MODULUS. */
static size_t
print_modulus(const struct cert_spki *k, char out[2 * MAX_MODULUS + 16])
{
	static const char digits[] = "0123456789ABCDEF";
	struct span number = k->id == OID_RSA ? number_of(k) : SPAN_NONE;
	size_t n = 8;

	if (number.n == 0 || number.n > MAX_MODULUS)
		return 0;
	memcpy(out, "Modulus=", 8);
	for (size_t i = 0; i < number.n; i++) {
		if (i > 0 || number.p[i] >= 0x10)
			out[n++] = digits[number.p[i] >> 4];
		out[n++] = digits[number.p[i] & 15];
	}
	out[n++] = '\n';
	return n;
}

/* Looks for the digest's octets from `from` on. */
static void
find_digest(const struct weak_keys *w, struct key_work *work, enum weak_form form, enum key_hash hash, struct span in,
    size_t from, struct weak_match *m)
{
	const uint8_t *entry;
	uint8_t out[KEY_MAX_HASH];

	if (m->found || in.n == 0 || w->table[form].n == 0)
		return;
	if (key_digest(work, hash, in, out) == 0) {
		m->untried = true;
		return;
	}
	if ((entry = table_find(&w->table[form], form, out + from)) == NULL)
		return;
	m->found = true;
	m->form = form;
	m->list = form == WEAK_NUMBER ? entry[forms[form].hash] : 0;
}

struct weak_match
weak_keys_find(const struct weak_keys *w, struct key_work *work, const struct cert_spki *k, struct span spki)
{
	struct weak_match m = { .found = false };
	char text[2 * MAX_MODULUS + 16];
	struct span modulus = { (const uint8_t *)text, 0 };

	if (w->table[WEAK_MODULUS].n != 0)
		modulus.n = print_modulus(k, text);
	find_digest(w, work, WEAK_MODULUS, KEY_SHA1, modulus, 10, &m);
	find_digest(w, work, WEAK_NUMBER, KEY_SHA256, number_of(k), 0, &m);
	find_digest(w, work, WEAK_SPKI, KEY_SHA256, spki, 0, &m);
	return m;
}
