#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# smimelint-evidence(5) says which members feed which rules: every rule over evidence is there, and none that does not exist.
cd "$(dirname "$0")/../.." || exit 1
bad=0
ids=$(sed -n 's/.*\.id = "\(evidence\.[^"]*\)".*/\1/p' rules/evidence/*.c rules/evidence/*/*.c | sort)
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
# What is known to change a rule's outcome (tests/rules/changes.txt) stands under a member that the change is within.
sed -n '/^\.SH RULES AND WHAT THEY READ/,/^\.SH FILES/p' man/smimelint-evidence.5 | tr -d '\\"' |
awk '
	FNR == NR && /^\.I/ { heading = $0; sub(/^\.I /, "", heading); next }
	FNR == NR { n = split($0, id, /[, ]+/); for (i = 1; i <= n; i++) if (id[i] ~ /^evidence\./) rows[++count] = heading "\t" id[i]; next }
	/^#/ || /^$/ || $2 == "except" || $2 == "since" || $2 == "alone" || $2 == "otherwise" || $3 == "evidence.record.bad-field" { next }
	{
		place = substr($1, 2); gsub(/\/\*/, "[]", place); gsub(/\//, ".", place); found = 0
		for (r = 1; r <= count && !found; r++) {
			split(rows[r], part, "\t"); glob = part[2]; gsub(/\./, "\\.", glob); gsub(/\*/, ".*", glob)
			if ($3 !~ "^" glob "$") continue
			n = split(part[1], member, /, */)
			for (i = 1; i <= n; i++) found = found || index(place ".", member[i] ".") > 0 || index(place "[", member[i] "[") > 0
		}
		if (!found) { print "man/smimelint-evidence.5: " place " feeds " $3 ", and does not stand there"; bad = 1 }
	}
	END { exit bad }
' - tests/rules/changes.txt || bad=1
exit $bad
