#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Proves the goals of goals.txt with Frama-C: tests/prove/run.sh [SIZE...]
#
# A goal holds when EVA has followed it to its end for arrays of each size, leaves no alarm, and no demand of a function
# of the C library open.  Without sizes they are 0 to the most that stands in goals.txt.  GOALS="a b" names some goals;
# with LIE=1 each is told of one octet more than there is, and none may hold.  SRC=FOLDER has other sources.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${LIE:=0}" "${GOALS:=}" "${SRC:=src}" "${LIMIT:=3600}" "${JOBS:=$(getconf _NPROCESSORS_ONLN)}"
sources="base/utf8.c base/day.c base/base64.c base/base64_groups.c base/out.c base/arena.c der/der.c der/check.c der/prim.c input/pem/line/armour.c"

# Of "NAME MOST OPTIONS": the header that says what is called, for those sizes that are not too large; how many they are.
header() {
	name=$1 most=$2
	shift 2
	[ $# -gt 0 ] || set -- $(seq 0 "$most")
	sizes= count=1
	for size; do
		[ "$size" -gt 0 ] && [ "$size" -le "$most" ] || continue
		sizes="$sizes X($size)" count=$((count + 1))
	done
	printf '#define GOAL goal_%s\n#define SIZES(X)%s\n#define LIE %s\n' "$name" "$sizes" "$LIE"
}

# What of a log is no proof.
faults() {
	grep -E -A1 'eva:alarm|got status|[Nn]either code nor|without a specification|for recursive calls|rror:' "$1"
}

goal() {
	name=$1 options=$3 log=$work/$1.log
	header "$1" "$2" $sizes_asked > "$work/$name.h"
	start=$(date +%s)
	timeout "$LIMIT" frama-c -c11 -machdep gcc_x86_64 -eva -eva-no-show-progress -eva-msg-key=-initial-state,-final-states $options \
		-cpp-extra-args="-U__x86_64__ -I$SRC -D_POSIX_C_SOURCE=200809L -include tests/prove/libc.h -include $work/$name.h" \
		tests/prove/prove.c $(for file in $sources; do echo "$SRC/$file"; done) > "$log" 2>&1
	code=$?
	took="$(($(date +%s) - start)) s"
	if [ $code -eq 124 ]; then
		echo "$name: not done in $took"
	elif [ $code -ne 0 ] || ! grep -qE 'alarms? generated' "$log"; then
		echo "$name: not analysed"
		tail -3 "$log"
	elif faults "$log" > /dev/null || ! grep -q '^  0 alarms generated' "$log" || grep -qE '[1-9][0-9]* (unknown|invalid)' "$log"; then
		echo "$name: open ($took)"
		[ "$LIE" = 1 ] || faults "$log" | head -12
	elif [ "$(grep -c 'Frama_C_show_each_size' "$log")" -lt "$count" ]; then
		echo "$name: not followed to its end for each size"
	else
		echo "$name: holds for $count sizes ($took)"
	fi
}

if [ "${1:-}" = --goal ]; then
	work=$2 sizes_asked=$3
	shift 3
	goal "$@"
	exit
fi
command -v frama-c > /dev/null || { echo "frama-c is missing (Debian: frama-c-base)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LIE SRC LIMIT
grep -v '^#' tests/prove/goals.txt | while IFS="$(printf '\t')" read -r name most options; do
	case " ${GOALS:-$name} " in *" $name "*) printf '%s\0%s\0%s\0' "$name" "$most" "$options" ;; esac
done > "$work/goals"
asked=$(tr '\0' '\n' < "$work/goals" | wc -l)
xargs -0 -n 3 -P "$JOBS" sh tests/prove/run.sh --goal "$work" "$*" < "$work/goals" | tee "$work/lines"
wanted=holds
[ "$LIE" = 0 ] || wanted=open
[ "$asked" -gt 0 ] && [ "$(grep -c "^[a-z0-9_]*: $wanted" "$work/lines")" -eq $((asked / 3)) ]
