#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# smimelint-evidence(5) says which members feed which rules: every rule over evidence is there, and none that does not exist.
cd "$(dirname "$0")/../.." || exit 1
bad=0
ids=$(sed -n 's/.*\.id = "\(evidence\.[^"]*\)".*/\1/p' rules/evidence/*.c | sort)
globs=$(sed -n '/^\.SH RULES AND WHAT THEY READ/,/^\.SH FILES/p' man/smimelint-evidence.5 | tr -d '\\' |
	grep -oE 'evidence\.[a-z0-9.*-]+' | sort -u)
left=$ids
for g in $globs; do
	pattern="^$(printf '%s' "$g" | sed 's/\./\\./g; s/\*/.*/g')\$"
	printf '%s\n' "$ids" | grep -qE "$pattern" || { echo "man/smimelint-evidence.5: no rule is called $g"; bad=1; }
	left=$(printf '%s\n' "$left" | grep -vE "$pattern")
done
for id in $left; do
	echo "man/smimelint-evidence.5: which members feed $id?"
	bad=1
done
exit $bad
