#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every table that a rule file defines is listed in rules/index.c.
cd "$(dirname "$0")/../.." || exit 1
bad=0
for table in $(sed -n 's/^RULE_TABLE(\([a-z0-9_]*\),.*/\1/p' rules/*/*.c rules/*/*/*.c); do
	grep -q "&$table,\$" rules/index.c && continue
	echo "rules/index.c lacks $table"
	bad=1
done
# A rule file without a table would be one whose rules never run.
for file in rules/*/*.c rules/*/*/*.c; do
	case $file in
	rules/index.c) continue ;;
	esac
	grep -q '\.id = "' "$file" && ! grep -q '^RULE_TABLE(' "$file" && echo "$file has rules but no table" && bad=1
done
exit $bad
