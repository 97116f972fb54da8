#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the shared library exports is the committed list; a symbol that leaves it breaks programs.
# Every call that changes a context is tried while the context has runs: tests/unit/engine/engine.c, sealed().
cd "$(dirname "$0")/../.." || exit 1
nm -D --defined-only "${OUT:-build}"/libsmimelint.so.0 | awk '$2 != "A" { print $3 }' | LC_ALL=C sort |
	diff -u tests/tree/symbols.txt - || exit 1
missing=0
for call in $(sed -n 's/^\(smimelint_ctx_\(add\|set\)[a-z_]*\)@.*/\1/p' tests/tree/symbols.txt); do
	sed -n '/^sealed(/,/smimelint_run_free(run)/p' tests/unit/engine/engine.c | grep -q "$call(ctx, .*SMIMELINT_ERR_ARG" && continue
	echo "$call is not tried on a context that has runs"
	missing=1
done
exit $missing
