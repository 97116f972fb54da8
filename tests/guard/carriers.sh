#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# In whatever form a certificate comes, beside whatever others, by however many
# workers: what is found in it is the same.
#
#	carriers.sh SMIMELINT CARRIERS	prints "N passed, M failed"
cd "$(dirname "$0")/../.." || exit 1
smimelint=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0
failed=0
"$2" "$dir" $(find testdata -name '*.pem' ! -path '*/keys/*' | sort) || exit 1

# What is said of each certificate, without where it was found.
said() {
	"$smimelint" -f ndjson --scope all "$@" | sed -e 's/"source":{[^}]*},//'
}

compare() {
	if cmp -s "$1" "$2"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$3 says something else:"
		diff "$1" "$2" | cut -c 1-300 | head -n 4
	fi
}

said -j 1 "$dir/all.pem" > "$dir/pem.said"
[ -s "$dir/pem.said" ] || exit 1
for form in der txt hex csv ndjson p7b eml psql folded js sh rows indented quoted strings yaml box c; do
	said -j 1 "$dir/all.$form" > "$dir/said"
	compare "$dir/pem.said" "$dir/said" "$form"
done
said -j 4 "$dir/all.pem" > "$dir/said"
compare "$dir/pem.said" "$dir/said" "-j 4"
said -j 4 - < "$dir/all.pem" > "$dir/said"
compare "$dir/pem.said" "$dir/said" "standard input"
# Alone: the lines of the same numbers.
said -j 1 "$dir"/alone-*.pem > "$dir/said"
awk 'NR % 40 == 1' "$dir/pem.said" > "$dir/some"
compare "$dir/some" "$dir/said" "alone"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
