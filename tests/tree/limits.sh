#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every limit of the tree stands in limits.tsv, which says what happens beyond it, and the other way round:
#	error	an error or an unreadable input says so
#	shown	only what is shown ends there
#	work	how something is computed; what is not looked at decides nothing that is told as right
#	text	a limit of a standard
# The last column names what tries it before, at and behind: "file:name", where the name is a function of a unit
# test, a case of a recipe, a list of tests/guard/limits.c, a word of a script.  Of what is only shown it may be "-".
# With --print (make limits) the table comes out with the values.
cd "$(dirname "$0")/../.." || exit 1
table=tests/tree/limits.tsv
found=$(mktemp)
trap 'rm -f "$found"' EXIT

# A macro is a limit when its name says so and it is a number.
grep -rnE '^[[:space:]]*#define[[:space:]]+([A-Z0-9_]*(MAX|LIMIT|MOST|FEW|DEPTH|SHOWN|ROUNDS)[A-Z0-9_]*|EV_(RECORD|LIST|ATTEMPT)_[A-Z]+)[[:space:]]+[(0-9A-Z]' \
    src rules --include='*.c' --include='*.h' |
	sed -E 's/:[0-9]+:[[:space:]]*#define[[:space:]]+([A-Z0-9_]+)[[:space:]]+/\t\1\t/; s/[[:space:]]*\/\*.*//' | sort > "$found"
[ -s "$found" ] || { echo 'no limit was found'; exit 1; }

if [ "$1" = --print ]; then
	awk -F '\t' 'NR == FNR { value[$1 "\t" $2] = $3; next } FNR > 1 { printf "%-9s %-22s %-24s %s: %s\n", $3, $2, value[$1 "\t" $2], $1, $4 }' \
	    "$found" "$table"
	exit
fi
awk -F '\t' '
	NR == FNR { if (FNR > 1) { told[$1 "\t" $2] = 1; if ($3 !~ /^(error|shown|work|text)$/ || $4 == "") { print $1 ": " $2 ": no kind, or not what is beyond it"; bad = 1 } } next }
	{ seen[$1 "\t" $2] = 1 }
	!(($1 "\t" $2) in told) { print $1 ": " $2 " is not in limits.tsv"; bad = 1 }
	END {
		for (k in told)
			if (!(k in seen)) {
				print k " stands in limits.tsv and nowhere else"
				bad = 1
			}
		exit bad
	}' "$table" "$found" || exit 1
awk -F '\t' 'FNR > 1 {
	if ($5 == "" || ($5 == "-" && $3 != "shown")) { print $1 ": " $2 ": no test"; bad = 1 }
	n = split($5, tests, " ")
	for (i = 1; i <= n; i++)
		if (tests[i] != "-")
			print tests[i]
} END { exit bad }' "$table" > "$found" || { cat "$found"; exit 1; }
while IFS=: read -r file name; do
	case $file in
	*.recipe) text="case $name" ;;
	tests/guard/*) text="{ \"$name\"," ;;
	*.c) text="$name(void **state)" ;;
	*) text=$name ;;
	esac
	[ -n "$name" ] && grep -qF -- "$text" "$file" || { echo "$file has no $name"; exit 1; }
done < "$found"
