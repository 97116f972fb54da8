#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each of the forty cases of testdata/crl/forty.tsv stands in its recipe with the verdict that the table gives, and nothing else
# than notices beside it; "make check-rules" holds the program to the recipes.
cd "$(dirname "$0")/../.." || exit 2
tab=$(printf '\t')
bad=0
grep -v '^#' testdata/crl/forty.tsv > "${TMPDIR:-/tmp}/forty.$$"
while IFS=$tab read -r number recipe name verdict; do
	# What the case itself expects; variants of other days follow it deeper.
	got=$(awk -v want="$name" '$1 == "case" { here = $2 == want; if (here) found = 1 } here && /^  expect (error|warning)/ { print $2, $3 }
		END { if (!found) print "no such case" }' "testdata/$recipe.recipe" | sort -u)
	case $verdict in
	pass) want= ;;
	notice*) want=
		awk -v want="$name" '$1 == "case" { here = $2 == want } here && /^  expect notice/ { print $2, $3 }' "testdata/$recipe.recipe" |
		    grep -qxF "$verdict" || { echo "case $number: $recipe $name does not expect $verdict"; bad=1; } ;;
	*) want=$verdict ;;
	esac
	[ "$got" = "$want" ] || { echo "case $number: $recipe $name expects ${got:-nothing}, the table says $verdict"; bad=1; }
done < "${TMPDIR:-/tmp}/forty.$$"
rm -f "${TMPDIR:-/tmp}/forty.$$"
for number in $(seq 40); do
	grep -q "^$number$tab" testdata/crl/forty.tsv || { echo "case $number is not in the table"; bad=1; }
done
exit $bad
