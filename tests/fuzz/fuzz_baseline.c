/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_baseline.c - an earlier report from any octets: refused with its place, or its findings are known, each as often as it is there. */
#include "inside.h"
#include "key/key.h"
#include "result/baseline.h"

static bool
is_free(const struct known_key *key)
{
	static const struct known_key none;

	return memcmp(key, &none, sizeof none) == 0;
}

static void
add(struct key_work *work, struct span text, bool lines)
{
	struct arena a, trees;
	struct json_doc d = { .text = text, .arena = &trees };
	struct baseline all = { .cap = 0 };
	bool read;

	arena_init(&a);
	arena_init(&trees);
	read = baseline_add(&all, &a, work, &d, lines);
	must(read == (d.error == NULL));
	for (size_t i = 0; read && i < all.cap; i++) {
		const struct known_key *key = &all.slot[i].key;
		unsigned left = is_free(key) ? 0 : atomic_load(&all.slot[i].left[0]);

		for (unsigned k = 0; k < left; k++)
			must(baseline_take(&all, key, SMIMELINT_PASS));
		must(is_free(key) || atomic_load(&all.slot[i].left[0]) == 0);
	}
	arena_free(&trees);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct key_lib *lib;
	static struct key_work *work;
	bool no_memory;

	if (work == NULL)
		must((lib = key_lib_new(&no_memory)) != NULL && (work = key_work_new(lib)) != NULL);
	add(work, (struct span){ data, size }, false);
	add(work, (struct span){ data, size }, true);
	return 0;
}
