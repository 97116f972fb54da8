#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs fuzz targets in turn, so many seconds each: tests/fuzz/run.sh BUILD SECONDS TARGET...
# Prints how often each ran, and in all runs of this build; fails when one found something.
# FUZZ_SEED begins the fuzzer's random numbers, so that a run can be had again; 0, or none: others each time.
set -u
build=$1 seconds=$2
shift 2
# What a target is given besides its own corpus.
seeds() {
	case $1 in
	lint | cert | issuers | template | command) echo "$build/seeds" ;;
	merge | html | baseline | resume) echo tests/fuzz/corpus/report ;;
	archive) echo tests/fuzz/corpus/container ;;
	import) echo tests/cli/data/import ;;
	esac
}
[ -d "$build/seeds" ] || sh tests/fuzz/seeds.sh "$build/seeds" > /dev/null
failed=
for target; do
	mkdir -p "$build/corpus/$target" "$build/found"
	log=$build/$target.log
	set -- "$build/corpus/$target"
	[ ! -d "tests/fuzz/corpus/$target" ] || set -- "$@" "tests/fuzz/corpus/$target"
	[ -z "$(seeds "$target")" ] || set -- "$@" "$(seeds "$target")"
	most=4096
	case $target in evidence | import | neighbours) most=16384 ;; esac
	# Large lists take their time under the sanitizers.
	longest=30
	[ "$target" != stream ] || longest=240
	# Weighing inputs by how rare their features are costs a third of the time, and reaches no more in the same time.
	if ! "$build/fuzz/fuzz_$target" -seed="${FUZZ_SEED:-0}" -max_total_time="$seconds" -max_len=$most -timeout=$longest -rss_limit_mb=2048 \
		-entropic=0 -print_final_stats=1 -artifact_prefix="$build/found/$target-" "$@" > "$log" 2>&1; then
		failed="$failed $target"
		grep -E 'ERROR|SUMMARY|runtime error|Test unit written' "$log" | head -5
	fi
	ran=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	echo "$target ${ran:-0}" >> "$build/executions"
	awk -v t="$target" -v ran="${ran:-0}" '$1 == t { all += $2 } END { printf "%-14s %10d executions, %10d in all\n", t, ran, all }' \
		"$build/executions"
done
[ -z "$failed" ] || { echo "found something:$failed" >&2; exit 1; }
