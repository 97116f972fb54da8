#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No source file over 800 lines, no function over 80: by then it has two subjects.
cd "$(dirname "$0")/../.." || exit 1
find src rules tests -name '*.[ch]' -exec awk '
	FNR == 1 { start = 0 }
	FNR == 801 { print FILENAME ": over 800 lines"; bad = 1 }
	/^\{/ { start = FNR }
	/^\}/ {
		if (start && FNR - start > 80) {
			print FILENAME ":" start ": a function of " FNR - start " lines"
			bad = 1
		}
		start = 0
	}
	END { exit bad }' {} +
