#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the tests of the command: each *.sh beside this file, in a scratch
# folder of its own, where
#
#	smimelint	runs the command (a function: ./smimelint is the program)
#	run ARGS...	runs it and prints the exit code
#	cert NAME FILE	prints one certificate of a bundle of testdata/
#	data, cli, profiles	are testdata/, tests/cli/data/ and man/examples/
#
# What a test prints must be NAME.out, to the octet; what it writes to standard
# error NAME.err, or nothing where there is no such file.
#
#	run.sh [--rebase] [NAME...]
#
# --rebase writes what was printed: read the difference before you commit it.
top=$(cd "$(dirname "$0")/../.." && pwd)
here=$top/tests/cli
program=${SMIMELINT:-build/smimelint}
case $program in
/*) ;;
*) program=$top/$program ;;
esac
rebase=
if [ "$1" = --rebase ]; then
	rebase=yes
	shift
fi
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
passed=0
failed=0

one() {
	name=$1
	mkdir "$scratch/$name"
	(
		cd "$scratch/$name" || exit 1
		ln -s "$program" smimelint
		ln -s "$top/testdata" data
		ln -s "$here/data" cli
		ln -s "$top/man/examples" profiles
		unset NO_COLOR COLUMNS
		LC_ALL=C TZ=UTC sh -c '. "$1/lib.sh"; . "$1/$2.sh"' sh "$here" "$name" < /dev/null \
			> "$scratch/$name.out" 2> "$scratch/$name.err"
	)
	if [ -n "$rebase" ]; then
		cp "$scratch/$name.out" "$here/$name.out"
		rm -f "$here/$name.err"
		[ ! -s "$scratch/$name.err" ] || cp "$scratch/$name.err" "$here/$name.err"
	fi
	expected=$here/$name.err
	[ -e "$expected" ] || expected=/dev/null
	if diff -u "$here/$name.out" "$scratch/$name.out" && diff -u "$expected" "$scratch/$name.err"; then
		passed=$((passed + 1))
	else
		echo "FAILED: tests/cli/$name.sh"
		failed=$((failed + 1))
	fi
}

if [ $# -gt 0 ]; then
	for name; do
		one "$name"
	done
else
	for script in "$here"/*.sh; do
		name=$(basename "$script" .sh)
		case $name in
		run | lib) ;;
		*) one "$name" ;;
		esac
	done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
