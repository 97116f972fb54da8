#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The library itself over the certificates of the bindings: the latency that they start from.
host=c
. "$(dirname "$0")/lib.sh"
need pkg-config
prepare "$@"
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -Werror $(pkg-config --cflags smimelint) tests/contrib/latency.c \
	-o "$work/latency" $(pkg-config --libs smimelint)
"$work/latency" "$work"/certificates/*.der

# The example: a CRL that is fetched has the findings that the command finds in the file.
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -Werror $(pkg-config --cflags smimelint) contrib/c/lint_crl.c \
	-o "$work/lint_crl" $(pkg-config --libs smimelint)
for crl in "$work"/certificates/20.der; do
	"$work/lint_crl" "$crl" | sed -n 's/^[a-z]* \([a-z0-9]*\.[^ ]*\) .*/\1/p' > "$work/streamed" || :
	build/smimelint --fail-on never -f csv "$crl" | grep -o '[a-z0-9]*\.crl[-a-z]*\.[-a-z0-9]*' > "$work/read" || :
	cmp "$work/streamed" "$work/read" && [ -s "$work/read" ]
done
