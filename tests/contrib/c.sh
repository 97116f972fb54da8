#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The library itself over the certificates of the bindings: the latency that they start from.
host=c
. "$(dirname "$0")/lib.sh"
need pkg-config
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -Werror $(pkg-config --cflags smimelint) tests/contrib/latency.c \
	-o "$work/latency" $(pkg-config --libs smimelint)
"$work/latency" "$work"/certificates/*.der
