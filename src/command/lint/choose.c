/* SPDX-License-Identifier: Apache-2.0 */
#include "command/lint/choose.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "der/der.h"
#include "input/sniff.h"
#include "option/opt.h"

#define MAX_SAMPLE 100000000u

/* ---- options ---- */

bool
choose_sample(struct choose *c, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (*value < '0' || *value > '9' || *end != '\0' || n < 1 || n > MAX_SAMPLE) {
		complain("--sample: \"%s\" is no number from 1 to %u", value, MAX_SAMPLE);
		return false;
	}
	c->sample = (size_t)n;
	return true;
}

/* "3%", "0.25%", "0.03": digits up to the ninth behind the point count. */
bool
choose_rate(struct choose *c, const char *value)
{
	const char *p = value;
	uint64_t rate = 0, unit = CHOOSE_RATE_ONE;
	bool digits = false;

	for (; *p >= '0' && *p <= '9' && rate < UINT64_C(1000) * CHOOSE_RATE_ONE; p++, digits = true)
		rate = rate * 10 + (uint64_t)(*p - '0') * CHOOSE_RATE_ONE;
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9'; p++, digits = true)
			rate += (uint64_t)(*p - '0') * (unit /= 10);
	if (*p == '%') {
		rate = (rate + 99) / 100;
		p++;
	}
	if (!digits || *p != '\0' || rate == 0 || rate > CHOOSE_RATE_ONE) {
		complain("--sample-rate: \"%s\" is no share such as 3%% or 0.03", value);
		return false;
	}
	c->rate = (uint32_t)rate;
	return true;
}

bool
choose_samples(const struct choose *c)
{
	return c->sample > 0 || c->rate > 0;
}

bool
choose_given(const struct choose *c)
{
	return c->dedupe || choose_samples(c);
}

/* ---- keys ---- */

static bool
digest(struct choose *c, struct span octets, uint8_t out[FINGERPRINT])
{
	return smimelint_fingerprint(c->run, octets.p, octets.n, out) == SMIMELINT_OK;
}

/* Of its own octets, as the report has it: what trails a certificate, as its trust in a TRUSTED CERTIFICATE of OpenSSL, makes it no other. */
static struct span
own_octets(struct span octets)
{
	struct span rest = octets;
	struct der_tlv own;

	return der_next(&rest, &own) == DER_OK ? own.raw : octets;
}

/* The key of "SEED:what". */
static bool
key_of(struct choose *c, const char *what, uint64_t *key)
{
	uint8_t out[FINGERPRINT];
	struct arena a;
	const char *text;
	bool ok;

	arena_init(&a);
	text = arena_printf(&a, "%s:%s", c->seed, what);
	ok = !a.failed && digest(c, (struct span){ (const uint8_t *)text, strlen(text) }, out);
	arena_free(&a);
	*key = 0;
	for (size_t i = 0; ok && i < sizeof *key; i++)
		*key = *key << 8 | out[i];
	return ok;
}

static bool
fingerprint_key(struct choose *c, const uint8_t fingerprint[FINGERPRINT], uint64_t *key)
{
	char hex[2 * FINGERPRINT + 1];

	for (size_t i = 0; i < FINGERPRINT; i++)
		snprintf(hex + 2 * i, 3, "%02x", fingerprint[i]);
	return key_of(c, hex, key);
}

static bool
number_key(struct choose *c, uint64_t *key)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%" PRIu64, c->certificates);
	return key_of(c, digits, key);
}

/* ---- certificates that wait ---- */

static struct held *
hold(const struct choose *c, const struct item *item, uint64_t key)
{
	size_t path = strlen(item->path) + 1;
	struct held *h = malloc(sizeof *h + path + item->der.n);
	char *text = (char *)(h + 1);

	if (h == NULL)
		return NULL;
	*h = (struct held){ *item, key, c->certificates };
	memcpy(text, item->path, path);
	if (item->der.n > 0)
		memcpy(text + path, item->der.p, item->der.n);
	h->item.path = text;
	h->item.der.p = (const uint8_t *)text + path;
	return h;
}

static int
release(struct choose *c, struct held *h)
{
	int ret = c->fn(c->arg, &h->item);

	free(h);
	return ret;
}

static bool
list_add(struct held_list *l, struct held *h)
{
	if (l->n == l->cap) {
		size_t cap = l->cap * 2 + 64;
		struct held **p = realloc(l->p, cap * sizeof *p);

		if (p == NULL)
			return false;
		l->p = p;
		l->cap = cap;
	}
	l->p[l->n++] = h;
	return true;
}

/* Frees all from one on. */
static void
list_drop(struct held_list *l, size_t from)
{
	for (size_t i = from; i < l->n; i++)
		free(l->p[i]);
	free(l->p);
	*l = (struct held_list){ NULL, 0, 0 };
}

static int
list_release(struct choose *c, struct held_list *l)
{
	size_t i = 0;
	int ret = 0;

	while (ret == 0 && i < l->n)
		ret = release(c, l->p[i++]);
	list_drop(l, i);
	return ret;
}

void
choose_free(struct choose *c)
{
	list_drop(&c->smallest, 0);
	list_drop(&c->shares, 0);
	free(c->share);
	seen_free(&c->seen);
	smimelint_run_free(c->run);
}

/* ---- the smallest keys ---- */

static void
swap(struct held **a, struct held **b)
{
	struct held *h = *a;

	*a = *b;
	*b = h;
}

static void
heap_up(struct held **p, size_t i)
{
	for (; i > 0 && p[i]->key > p[(i - 1) / 2]->key; i = (i - 1) / 2)
		swap(&p[i], &p[(i - 1) / 2]);
}

static void
heap_down(struct held **p, size_t n)
{
	for (size_t i = 0, child; (child = 2 * i + 1) < n; i = child) {
		child += child + 1 < n && p[child + 1]->key > p[child]->key;
		if (p[i]->key >= p[child]->key)
			break;
		swap(&p[i], &p[child]);
	}
}

static int
sample_item(struct choose *c, const struct item *item, const uint8_t fingerprint[FINGERPRINT])
{
	struct held_list *l = &c->smallest;
	uint64_t key;
	struct held *h;

	if (!fingerprint_key(c, fingerprint, &key))
		return -1;
	if (l->n == c->sample && key >= l->p[0]->key)
		return 0;
	if (!c->dedupe && seen_add(&c->seen, fingerprint, 1) > 0)
		return 0;
	if (c->seen.failed || (h = hold(c, item, key)) == NULL)
		return -1;
	if (l->n == c->sample) {
		free(l->p[0]);
		l->p[0] = h;
		heap_down(l->p, l->n);
		return 0;
	}
	if (!list_add(l, h)) {
		free(h);
		return -1;
	}
	heap_up(l->p, l->n - 1);
	return 0;
}

/* ---- shares ---- */

/* The choice of a run is made. */
static int
share_end(struct choose *c)
{
	struct held *h = c->share;

	c->share = NULL;
	if (h == NULL)
		return 0;
	if (c->enough)
		return release(c, h);
	if (!list_add(&c->shares, h)) {
		free(h);
		return -1;
	}
	if (c->shares.n < c->sample)
		return 0;
	c->enough = true;
	list_drop(&c->smallest, 0);
	return list_release(c, &c->shares);
}

/*
 * A run begins where the certificates so far, times the rate, are one more
 * when rounded up.
 */
static int
share_item(struct choose *c, const struct item *item)
{
	bool begins = c->credit == 0 || c->credit + c->rate > CHOOSE_RATE_ONE;
	uint64_t key;
	int ret = 0;

	c->credit = (c->credit + c->rate) % CHOOSE_RATE_ONE;
	if (begins && (ret = share_end(c)) != 0)
		return ret;
	if (!number_key(c, &key))
		return -1;
	if (c->share != NULL && key >= c->share->key)
		return 0;
	free(c->share);
	return (c->share = hold(c, item, key)) != NULL ? 0 : -1;
}

/* ---- the whole ---- */

/* A CRL or a response: SBR 8.7 takes samples of certificates, so that none of them stands in the place of one, and all are linted. */
static bool
is_status(const struct item *item)
{
	return sniff_status(item->der) || sniff_to_be_signed(item->der);
}

int
choose_item(void *arg, const struct item *item)
{
	struct choose *c = arg;
	uint8_t fingerprint[FINGERPRINT];
	bool needed = c->dedupe || (c->sample > 0 && !c->enough);
	int ret = 0;

	if (item->fault != NULL)
		return c->fn(c->arg, item);
	if (needed && !digest(c, own_octets(item->der), fingerprint))
		return -1;
	if (c->dedupe && seen_add(&c->seen, fingerprint, 1) > 0) {
		c->duplicates++;
		return 0;
	}
	if (c->seen.failed)
		return -1;
	if (choose_samples(c) && is_status(item))
		return c->fn(c->arg, item);
	c->certificates++;
	if (!choose_samples(c))
		return c->fn(c->arg, item);
	if (c->rate > 0)
		ret = share_item(c, item);
	if (ret == 0 && c->sample > 0 && !c->enough)
		ret = sample_item(c, item, fingerprint);
	return ret;
}

static int
by_number(const void *a, const void *b)
{
	const struct held *x = *(struct held *const *)a, *y = *(struct held *const *)b;

	return (x->number > y->number) - (x->number < y->number);
}

static int
end_sample(struct choose *c)
{
	int ret = c->rate > 0 ? share_end(c) : 0;

	if (ret != 0 || c->enough)
		return ret;
	if (c->shares.n >= c->sample || c->shares.n >= c->smallest.n)
		return list_release(c, &c->shares);
	qsort(c->smallest.p, c->smallest.n, sizeof *c->smallest.p, by_number);
	return list_release(c, &c->smallest);
}

int
choose_end(struct choose *c, struct tally *sum)
{
	sum->sampled = choose_samples(c);
	sum->population = c->certificates;
	sum->deduped = c->dedupe;
	sum->duplicates = c->duplicates;
	if (c->dedupe)
		tally_copies(sum, &c->seen);
	return end_sample(c);
}
