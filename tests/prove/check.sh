#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A few sizes of all goals; and that none holds where it is told of an octet too many, nor with a reader that reads too far.
set -u
cd "$(dirname "$0")/../.." || exit 1
sizes="1 4 9"
sh tests/prove/run.sh $sizes || { echo "a goal does not hold" >&2; exit 1; }
LIE=1 sh tests/prove/run.sh 1 || { echo "a goal holds that is told of an octet too many" >&2; exit 1; }

# One octet too far, where a code point of several octets ends the text.
broken=$(mktemp -d)
trap 'rm -rf "$broken"' EXIT
cp -r src/. "$broken"
sed 's/s\.n - at <= (size_t)more/s.n - at < (size_t)more/' src/base/utf8.c > "$broken/base/utf8.c"
cmp -s src/base/utf8.c "$broken/base/utf8.c" && { echo "the reader to be broken has changed" >&2; exit 1; }
SRC=$broken GOALS=utf8_valid sh tests/prove/run.sh 4 > /dev/null && { echo "a reader that reads too far holds" >&2; exit 1; }
exit 0
