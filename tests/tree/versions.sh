#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each place that names the version names that of smimelint.h; each binding declares every member of a finding.
cd "$(dirname "$0")/../.." || exit 1
bad=0
number() {
	sed -n "s/^#define SMIMELINT_VERSION_$1 //p" src/smimelint.h
}
version=$(number MAJOR).$(number MINOR).$(number PATCH)
check() {
	grep -q "$2" "$1" && return
	echo "$1 does not name version $version"
	bad=1
}
check contrib/python/pyproject.toml "^version = \"$version\"\$"
check contrib/rust/smimelint/Cargo.toml "^version = \"$version\"\$"
check contrib/rust/smimelint-sys/Cargo.toml "^version = \"$version\"\$"
check contrib/node/package.json "\"version\": \"$version\""
check man/libsmimelint.3 "\"smimelint $version\""

# What a context takes beside its options, every binding gives it; but for what comes in parts, or stays in a mapped file, because it is too large for memory.
for add in $(sed -n 's/^smimelint_ctx_add_\([a-z_]*\)@@.*/\1/p' tests/tree/symbols.txt | grep -vx -e evidence_source -e baseline_lines -e previous_mapped); do
	for file in contrib/python/src/smimelint/__init__.py contrib/rust/smimelint/src/linter.rs contrib/go/linter.go contrib/java/src/native.c contrib/node/addon.c; do
		grep -q "ctx_add_$add\b" "$file" && continue
		echo "$file does not call smimelint_ctx_add_$add()"
		bad=1
	done
done

# Structures that are written out again: the same members in the same order.
members() {
	sed -n "/^typedef struct {\$/,/^} smimelint_$1;/p" src/smimelint.h | awk -v end="} smimelint_$1;" '
		/^typedef struct/ { text = ""; next } index($0, end) == 1 { printf "%s", text; exit } { text = text $0 "\n" }' |
		sed -n 's/^\t[a-z_0-9 ]*[ *]\([a-z_, ]*\);.*/\1/p' | tr -d ' ' | tr ',' '\n'
}
same() {
	[ -n "$2" ] && [ "$2" = "$3" ] && return
	echo "$1: not the members of smimelint.h"
	bad=1
}
for name in finding source; do
	class=$(echo "$name" | sed 's/^f/F/; s/^s/S/')
	same "contrib/python: $class" "$(members $name)" "$(sed -n "/^class $class/,/^    \]/p" contrib/python/src/smimelint/_library.py | grep -o '("[a-z_]*"' | tr -d '("')"
	same "contrib/rust: smimelint_$name" "$(members $name)" "$(sed -n "/^pub struct smimelint_$name {/,/^}/s/^    pub \([a-z_]*\):.*/\1/p" contrib/rust/smimelint-sys/src/lib.rs)"
done
exit $bad
