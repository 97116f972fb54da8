/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_waivers.c - a list of accepted findings from any octets: refused with its place, or read and asked. */
#include "inside.h"
#include "result/waiver.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct waiver_facts facts = { "00", "01", "CN=a", "CN=b" };
	struct arena a;
	struct json_doc d = { .text = { data, size }, .arena = &a };
	struct waiver_list *list;
	const struct waiver **some;
	size_t n;

	arena_init(&a);
	list = waivers_read(&d, 20000);
	must((list == NULL) == (d.error != NULL));
	must(list != NULL || (d.error[0] >= '1' && d.error[0] <= '9'));
	for (size_t i = 0; list != NULL && i < list->n_waiver; i++)
		must(list->waiver[i].rule != NULL && list->waiver[i].reason != NULL && list->waiver[i].index < list->n_waiver);
	if (list != NULL && (some = waivers_of(list, &facts, &a, &n)) != NULL)
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < smimelint_rule_count(); k += 97)
				(void)smimelint_rule_matches(smimelint_rule_at(k), some[i]->rule);
	arena_free(&a);
	return 0;
}
