#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The example of libsmimelint(3) builds with each of the libraries and prints
# what the command says; the header is C++ too; the page has every function.
cd "$(dirname "$0")/../.." || exit 1
out=${OUT:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() {
	echo "$@"
	exit 1
}

for symbol in $(sed 's/@@.*//' tests/tree/symbols.txt); do
	grep -q "$symbol" man/libsmimelint.3 || fail "man/libsmimelint.3 lacks $symbol"
done
sed -n '/^\.EX/,/^\.EE/{/^\.E[XE]/d;s/\\-/-/g;s/\\e/\\/g;p;}' man/libsmimelint.3 > "$scratch/example.c"
libs="$(pkg-config --libs libcrypto libidn2) -lunistring -lm"
cc="${CC:-cc} -std=c11 -Wall -Wextra -Werror -Isrc $scratch/example.c"
$cc "$out/libsmimelint.a" $libs -o "$scratch/static" || exit 1
ln -s "$PWD/$out/libsmimelint.so.0" "$scratch/libsmimelint.so"
ln -s "$PWD/$out/libsmimelint.so.0" "$scratch/libsmimelint.so.0"
$cc -L"$scratch" -lsmimelint -o "$scratch/shared" || exit 1

# The last certificate of the demonstration, which has findings.
awk '/^-----BEGIN/ { text = ""; next } /^-----END/ { last = text } { text = text $0 "\n" } END { printf "%s", last }' \
	testdata/demo/demo.pem | base64 -d > "$scratch/one.der"
"$out/smimelint" --at 2026-03-15 --fail-on never --format ndjson "$scratch/one.der" > "$scratch/report" || exit 1
rules=$(grep -o '"rule":"[^"]*"' "$scratch/report" | cut -d'"' -f4)
[ -n "$rules" ] || fail 'the certificate of the example has no findings'
"$scratch/static" "$scratch/one.der" > "$scratch/a" || fail 'the static program failed'
[ "$(sed -n 's/^[a-z]* \([a-z0-9.-]*\): .*/\1/p' "$scratch/a")" = "$rules" ] || { cat "$scratch/a"; fail 'not what the command says'; }
LD_LIBRARY_PATH=$scratch "$scratch/shared" "$scratch/one.der" > "$scratch/b" || fail 'the shared program failed'
cmp "$scratch/a" "$scratch/b" || exit 1
if command -v python3 > /dev/null; then
	python3 tests/lib/bindings.py "$PWD/$out/libsmimelint.so.0" "$scratch/one.der" > "$scratch/c" || fail 'Python failed'
	cmp "$scratch/a" "$scratch/c" || exit 1
fi
if command -v g++ > /dev/null; then
	g++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c++ src/smimelint.h 2> "$scratch/d" ||
		{ grep -v 'pragma once' "$scratch/d"; fail 'the header is no C++'; }
fi
