#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No two rooms and no two files use each other, by the symbols that their objects define and lack.
# A folder in a room belongs to it.  Usage: uses.sh (B: where the objects are)
cd "$(dirname "$0")/../.." || exit 1
B=${B:-build/release}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

find src rules -name '*.c' | sort | sed "s|^|$B/|; s|c\$|o|" | xargs nm -A > "$out.nm" || exit 1
sed -i "s|^$B/||; s|\.o:|.c |" "$out.nm"

# Lines of nm: FILE [VALUE] TYPE SYMBOL; what a file lacks is what another defines.
awk '
function room(file) {
	split(file, part, "/")
	return part[1] == "rules" ? part[1] : part[1] "/" part[2]
}
# Says once that a uses b and b uses a.
function both(what, a, b) {
	if (!((a, b) in what) || !((b, a) in what) || a > b)
		return
	print a " and " b " use each other: " what[a, b] "; " what[b, a]
	bad = 1
}
NF == 3 && $2 == "U" { lacks[$1, $3] }
NF == 4 && $3 ~ /^[A-Z]$/ { home[$4] = $1 }
END {
	for (pair in lacks) {
		split(pair, p, SUBSEP)
		a = p[1]
		b = home[p[2]]
		if (b == "" || a == b)
			continue
		file[a, b] = a " needs " p[2]
		if (room(a) != room(b))
			rooms[room(a), room(b)] = a " needs " p[2] " of " b
	}
	for (pair in file) {
		split(pair, p, SUBSEP)
		both(file, p[1], p[2])
	}
	for (pair in rooms) {
		split(pair, p, SUBSEP)
		both(rooms, p[1], p[2])
	}
	exit bad
}' "$out.nm" > "$out"
code=$?
rm -f "$out.nm"
sort "$out"
exit $code
