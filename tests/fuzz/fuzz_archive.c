/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_archive.c - archives and compressions: what a file gives, in which a reader may go to and fro, a pipe gives too. */
#include <errno.h>

#include "command.h"
#include "input/form.h"

struct handed {
	uint64_t items, unreadable, octets;
};

static int
hand(void *arg, const struct item *item)
{
	struct handed *h = arg;

	h->items++;
	h->unreadable += item->fault != NULL;
	h->octets += item->fault == NULL ? item->der.n : 0;
	return 0;
}

static struct handed
read_from(struct stream *r)
{
	static uint8_t buf[STREAM_SIZE];
	struct handed h = { .items = 0 };
	struct input in = { .limit = 4096, .forms = input_forms, .container = 65536, .path = "input", .fn = hand, .arg = &h };

	r->buf = buf;
	must(input_file(&in, r) == 0 && !in.no_memory && !in.late);
	must(h.items + in.skipped > 0);
	input_free(&in);
	return h;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct command_file file;
	struct span octets = { data, size };
	struct stream pipe = { .read = stream_memory, .arg = &octets };
	struct handed a = read_from(&pipe), b;

	command_write(&file, data, size);
	b = read_from(&(struct stream){ .fd = file.fd });
	/* A damaged archive is read as far as can be: to and fro it may be further. */
	if (a.unreadable == 0 && b.unreadable == 0)
		must(a.items == b.items && a.octets == b.octets);
	return 0;
}
