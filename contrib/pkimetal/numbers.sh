#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# numbers.sh CHECKOUT > src/command/serve/numbers.c - the table of pkimetal's
# profile numbers, from each released version of its source
# (https://github.com/pkimetal/pkimetal, a git checkout with its tags).
set -eu
git() {
	command git --git-dir="$checkout" "$@"
}
checkout=$(command git -C "$1" rev-parse --absolute-git-dir)

# The number and the name of each profile of one version: the constants count from AUTODETECT on.
profiles() {
	git show "$1:linter/profile.go" | awk '
		$2 == "ProfileId" && $4 == "iota" { counting = 1; number[$1] = n++; next }
		counting && /^\)/ { counting = 0 }
		counting && NF == 1 && $1 ~ /^[A-Z]/ { number[$1] = n++ }
		match($0, /Name: *"[^"]*"/) {
			constant = $1
			sub(/:.*/, "", constant)
			split($0, quoted, "\"")
			if (!(constant in number))
				exit 1
			print number[constant], quoted[2]
		}'
}

[ -n "$(git tag --list 'v[0-9]*')" ] || { echo "numbers.sh: $1 has no tags of versions: git fetch --tags" >&2; exit 1; }
for version in $(git tag --list 'v[0-9]*' --sort=version:refname | grep -x 'v[0-9]*\.[0-9]*\.[0-9]*'); do
	profiles "$version" | sed "s/^/$version /"
done | awk '
	# "v1.49.0" as 1, 49, 0.
	function triple(version) { gsub(/[v.]+/, ", ", version); return substr(version, 3) }
	$3 ~ /^(autodetect|sbr_.*|rfc5280_crl|rfc5280_arl|rfc5280_leaf_ocspsigning|rfc6960_ocspresponse)$/ {
		key = $2 " " $3
		if (!(key in first)) {
			first[key] = $1
			order[n++] = key
		}
		last[key] = $1
	}
	NR == 1 { from = $1 }
	{ to = $1 }
	END {
		print "/* SPDX-License-Identifier: Apache-2.0 */"
		print "/* numbers.c - pkimetal'\''s profile numbers, by its versions.  Made by contrib/pkimetal/numbers.sh. */"
		print "#include \"command/serve/profile.h\""
		print ""
		printf "const uint32_t pkimetal_first = PKIMETAL(%s), pkimetal_last = PKIMETAL(%s);\n\n", triple(from), triple(to)
		print "const struct pkimetal_number pkimetal_numbers[] = {"
		for (i = 0; i < n; i++) {
			split(order[i], k, " ")
			printf "\t{ %d, \"%s\", PKIMETAL(%s), PKIMETAL(%s) },\n", k[1], k[2], triple(first[order[i]]), triple(last[order[i]])
		}
		print "\t{ 0, NULL, 0, 0 }"
		print "};"
	}'
