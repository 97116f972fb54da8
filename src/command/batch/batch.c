/* SPDX-License-Identifier: Apache-2.0 */
#include "command/batch/batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "command/batch/linter.h"
#include "input/sniff.h"
#include "os/clock.h"
#include "report/html/html.h"
#include "report/identity.h"
#include "report/keep.h"
#include "report/suite.h"

#define SLOT_ITEMS 64
#define SLOT_OCTETS ((size_t)256 * 1024)
#define SLOTS_PER_JOB 4

/* Items on their way: filled, linted and rendered, written. */
struct slot {
	struct item *item;		/* room for SLOT_ITEMS */
	size_t n, octets;
	uint64_t first;			/* number of its first item */
	struct arena arena;		/* the items' texts and octets */
	struct out text;
	uint64_t status[LEVELS];	/* results by status */
	bool done;
};

struct worker {
	struct batch *batch;
	struct linter linter;
	bool late;			/* it had items that were not begun in time */
	pthread_t thread;
	bool started;
};

/*
 * Slots are a ring: the main thread fills slot `filled`, workers take
 * `taken`, the main thread writes `written`; these only grow, and are
 * guarded by the lock once threads run.
 */
struct batch {
	const smimelint_ctx *ctx;
	const struct report *report;
	struct sink *sink;
	struct progress *progress;
	unsigned jobs;
	int64_t until;
	bool alone, threads;		/* the main thread does the work; threads run */
	struct worker *worker;
	struct slot *slot;
	struct item *room;		/* of all slots; not cleared, so that one certificate touches one page of it */
	size_t n_slots;
	uint64_t filled, taken, written, items;
	bool stop, failed;
	bool begun;			/* some text was written (WRITE_LIST) */
	struct seen seen;		/* fingerprints of its findings */
	struct keep keep;		/* WRITE_KEPT */
	struct suite suite;		/* WRITE_SUITES */
	pthread_mutex_t lock;
	pthread_cond_t work, done;
};

/* The time is over: the item is told of, as one that cannot be read. */
static void
leave_unlinted(struct worker *w, struct item *item)
{
	enum sniffed_status is = sniff_readable_status(item->der, true);

	w->late = true;
	if (item->fault != NULL || item->kind != ITEM_CERTIFICATE)
		return;
	item->place = is == SNIFFED_CRL ? PLACE_OF_CRL : is == SNIFFED_RESPONSE ? PLACE_OF_RESPONSE : PLACE_OF_CERTIFICATE;
	item->fault = "not linted: the time of --timeout was over";
	item->der = SPAN_NONE;
}

static bool
lint_slot(struct worker *w, struct slot *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (w->batch->until != 0 && clock_now() >= w->batch->until)
			leave_unlinted(w, &s->item[i]);
		if (linter_item(&w->linter, &s->text, &s->item[i], s->first + i))
			s->status[w->linter.status]++;
		else
			return false;
	}
	return true;
}

static bool
write_slot(struct batch *b, struct slot *s)
{
	size_t skip = b->report->form->writing == WRITE_LIST && !b->begun && s->text.n > 0;
	bool ok = true;

	progress_hide(b->progress);
	if (b->report->form->writing == WRITE_KEPT)
		ok = keep_lines(&b->keep, s->text.p, s->text.n);
	else if (b->report->form->writing == WRITE_SUITES)
		ok = suite_lines(&b->suite, b->sink, s->text.p, s->text.n);
	else if (b->report->form->writing == WRITE_PAGE)
		ok = html_add_lines(b->report->html, s->text.p, s->text.n);
	else if (s->text.n > skip)
		ok = (b->report->form->writing != WRITE_LIST || identity_tell_apart(&b->seen, s->text.p, s->text.n)) &&
		    sink_write(b->sink, s->text.p + skip, s->text.n - skip);
	b->begun |= s->text.n > 0;
	progress_add(b->progress, s->status);
	memset(s->status, 0, sizeof s->status);
	out_clear(&s->text);
	arena_reset(&s->arena);
	s->n = s->octets = 0;
	s->done = false;
	return ok;
}

/* ---- threads ---- */

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct batch *b = w->batch;

	pthread_mutex_lock(&b->lock);
	for (;;) {
		struct slot *s;
		bool ok;

		while (!b->stop && b->taken == b->filled)
			pthread_cond_wait(&b->work, &b->lock);
		if (b->stop)
			break;
		s = &b->slot[b->taken++ % b->n_slots];
		pthread_mutex_unlock(&b->lock);
		ok = lint_slot(w, s);
		pthread_mutex_lock(&b->lock);
		s->done = true;
		b->failed |= !ok;
		pthread_cond_signal(&b->done);
	}
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

static bool
worker_init(struct batch *b, struct worker *w)
{
	w->batch = b;
	return linter_init(&w->linter, b->ctx, b->report);
}

/* Threads begin with the first full slot: few certificates do not need them.  False: there are none to be had. */
static bool
start_threads(struct batch *b)
{
	for (unsigned i = 0; i < b->jobs; i++) {
		if (i > 0 && !worker_init(b, &b->worker[i]))
			break;
		if (pthread_create(&b->worker[i].thread, NULL, work, &b->worker[i]) != 0)
			break;
		b->worker[i].started = b->threads = true;
	}
	if (!b->threads)
		b->alone = true;
	return b->threads;
}

/* Writes the oldest slot once it is done; waits for it when told to. */
static bool
write_oldest(struct batch *b, bool wait)
{
	struct slot *s = &b->slot[b->written % b->n_slots];
	bool ok, done;

	pthread_mutex_lock(&b->lock);
	while (wait && !s->done)
		pthread_cond_wait(&b->done, &b->lock);
	done = s->done;
	ok = !b->failed;
	pthread_mutex_unlock(&b->lock);
	if (ok && done) {
		ok = write_slot(b, s);
		b->written++;
	}
	return ok;
}

/* The slot that is being filled goes to the workers, or is worked on here. */
static bool
hand_in(struct batch *b)
{
	struct slot *s = &b->slot[b->filled % b->n_slots];

	if (b->alone || (!b->threads && !start_threads(b)))
		return lint_slot(&b->worker[0], s) && write_slot(b, s);
	pthread_mutex_lock(&b->lock);
	b->filled++;
	pthread_cond_signal(&b->work);
	pthread_mutex_unlock(&b->lock);
	while (b->filled - b->written == b->n_slots)
		if (!write_oldest(b, true))
			return false;
	return true;
}

static void
stop_threads(struct batch *b)
{
	pthread_mutex_lock(&b->lock);
	b->stop = true;
	pthread_cond_broadcast(&b->work);
	pthread_mutex_unlock(&b->lock);
	for (unsigned i = 0; i < b->jobs; i++)
		if (b->worker[i].started) {
			pthread_join(b->worker[i].thread, NULL);
			b->worker[i].started = false;
		}
}

/* ---- the batch ---- */

struct batch *
batch_new(const smimelint_ctx *ctx, const struct report *report, struct sink *sink, struct progress *progress,
    unsigned jobs, int64_t until)
{
	struct batch *b = calloc(1, sizeof *b);

	if (b == NULL)
		return NULL;
	b->ctx = ctx;
	b->report = report;
	b->sink = sink;
	b->progress = progress;
	b->jobs = jobs;
	b->until = until;
	b->alone = jobs == 1;
	b->keep.limit = KEEP_RESULTS;
	b->n_slots = jobs == 1 ? 1 : (size_t)jobs * SLOTS_PER_JOB;
	b->worker = calloc(jobs, sizeof *b->worker);
	b->slot = calloc(b->n_slots, sizeof *b->slot);
	b->room = malloc(b->n_slots * SLOT_ITEMS * sizeof *b->room);
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->work, NULL);
	pthread_cond_init(&b->done, NULL);
	if (b->worker == NULL || b->slot == NULL || b->room == NULL || !worker_init(b, &b->worker[0])) {
		batch_free(b);
		return NULL;
	}
	for (size_t i = 0; i < b->n_slots; i++)
		b->slot[i].item = &b->room[i * SLOT_ITEMS];
	return b;
}

void
batch_free(struct batch *b)
{
	if (b == NULL)
		return;
	if (b->worker != NULL)
		stop_threads(b);
	for (unsigned i = 0; b->worker != NULL && i < b->jobs; i++)
		linter_free(&b->worker[i].linter);
	for (size_t i = 0; b->slot != NULL && i < b->n_slots; i++) {
		arena_free(&b->slot[i].arena);
		out_free(&b->slot[i].text);
	}
	pthread_cond_destroy(&b->done);
	keep_free(&b->keep);
	suite_free(&b->suite);
	seen_free(&b->seen);
	pthread_cond_destroy(&b->work);
	pthread_mutex_destroy(&b->lock);
	free(b->worker);
	free(b->room);
	free(b->slot);
	free(b);
}

int
batch_item(void *batch, const struct item *item)
{
	struct batch *b = batch;
	struct slot *s = &b->slot[b->filled % b->n_slots];
	struct item *copy = &s->item[s->n];
	uint8_t *der = arena_take(&s->arena, item->mapped ? 0 : item->der.n);

	*copy = *item;
	copy->path = arena_printf(&s->arena, "%s", item->path);
	if (item->fault != NULL)
		copy->fault = arena_printf(&s->arena, "%s", item->fault);
	if (s->arena.failed)
		return -1;
	if (item->der.n > 0 && !item->mapped) {
		memcpy(der, item->der.p, item->der.n);
		copy->der = (struct span){ der, item->der.n };
	}
	if (s->n == 0)
		s->first = b->items;
	b->items++;
	s->n++;
	s->octets += item->mapped ? 0 : item->der.n;
	/* The mapping is gone after this call. */
	if (item->mapped)
		return batch_settle(b) ? 0 : -1;
	if (s->n < SLOT_ITEMS && s->octets < SLOT_OCTETS)
		return 0;
	return hand_in(b) ? 0 : -1;
}

bool
batch_settle(struct batch *b)
{
	struct slot *s = &b->slot[b->filled % b->n_slots];
	bool ok = true;

	if (s->n > 0 && b->threads)
		ok = hand_in(b);
	else if (s->n > 0)
		ok = lint_slot(&b->worker[0], s) && write_slot(b, s);
	while (ok && b->threads && b->written < b->filled)
		ok = write_oldest(b, true);
	return ok;
}

bool
batch_end(struct batch *b, struct tally *sum)
{
	bool ok = batch_settle(b);

	stop_threads(b);
	ok = ok && keep_write(&b->keep, b->sink) && suite_end(&b->suite, b->sink);
	sum->dropped += b->keep.dropped;
	for (unsigned i = 0; i < b->jobs; i++)
		tally_add(sum, &b->worker[i].linter.tally);
	return ok && !sum->failed;
}

bool
batch_late(const struct batch *b)
{
	bool late = false;

	for (unsigned i = 0; i < b->jobs; i++)
		late |= b->worker[i].late;
	return late;
}
