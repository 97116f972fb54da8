#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the shared library exports is the committed list; a symbol that leaves it breaks programs.
cd "$(dirname "$0")/../.." || exit 1
nm -D --defined-only "${OUT:-build}"/libsmimelint.so.0 | awk '$2 != "A" { print $3 }' | LC_ALL=C sort |
	diff -u tests/tree/symbols.txt -
