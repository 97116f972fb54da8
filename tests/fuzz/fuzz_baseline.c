/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_baseline.c - an earlier report from any octets: refused with its place, or its findings are known, each as often as it is there. */
#include "inside.h"
#include "result/baseline.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a, trees;
	struct json_doc d = { .text = { data, size }, .arena = &trees };
	struct baseline all = { .cap = 0 };
	bool read;

	arena_init(&a);
	arena_init(&trees);
	read = baseline_add(&all, &a, &d);
	must(read == (d.error == NULL));
	for (size_t i = 0; read && i < all.cap; i++) {
		const char *key = all.slot[i].key;
		unsigned long long left = key != NULL ? atomic_load(&all.slot[i].left) : 0;

		for (unsigned long long k = 0; k < left; k++)
			must(baseline_take(&all, key));
		must(key == NULL || !baseline_take(&all, key));
	}
	arena_free(&trees);
	arena_free(&a);
	return 0;
}
