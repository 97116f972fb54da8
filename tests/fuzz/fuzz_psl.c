/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_psl.c - the Public Suffix List from any octets: the base domain of a name is what the name ends in. */
#include "evidence/psl.h"
#include "inside.h"
#include "value/idna.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "a.b.example.com", "example.co.uk", "com", "a.b.c.d.e.f.xn--p1ai", "" };
	struct span text = { data, size }, rule;
	struct ev_psl psl = { .n = 0 };
	struct ev_psl_reader r;
	struct arena a;

	arena_init(&a);
	ev_psl_begin(&r, text);
	while (ev_psl_next(&r, &rule)) {
		inside(text, rule);
		must(ev_psl_add(&psl, idna_domain_key(&a, rule)));
	}
	ev_psl_close(&psl);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct span name = span_of(names[i]), base = ev_psl_base_domain(&psl, name);

		inside(name, base);
	}
	ev_psl_free(&psl);
	arena_free(&a);
	return 0;
}
