#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs parts of the test suite and adds up their counts:
#
#	B=build/release OUT=build tests/check.sh units rules deletions damage cli fuzz docs tree
#
# RULES_FLAGS are further options of rules-run.
# As many parts at a time as there are processors (JOBS: so many): name the long ones first.  Prints one line
# per part as it ends, what failed in full, and at the end one line "N passed, M failed".
passed=0
failed=0
log=$(mktemp)
trap 'rm -rf "$log" "$log".*' EXIT

# One more result: name, exit code.  On failure, what it printed.
count() {
	if [ "$2" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1 (exit $2)"
		cat "$log"
	fi
}

# Adds the last line "N passed, M failed" of the log; name, exit code.
count_line() {
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
	n=${line%% *}
	m=${line#* passed, }
	m=${m%% *}
	passed=$((passed + ${n:-0}))
	failed=$((failed + ${m:-0}))
	if [ "$2" -ne 0 ] || [ -z "$line" ]; then
		cat "$log"
		[ "${m:-0}" -gt 0 ] || failed=$((failed + 1))
	fi
}

units() {
	for t in $(find "$B/unit" -type f -perm -100 | sort); do
		"$t" > "$log" 2>&1
		code=$?
		n=$(grep -c '^\[       OK \]' "$log")
		m=$(sed -n 's/^\[  FAILED  \] \([0-9][0-9]*\) test(s).*/\1/p' "$log" | tail -n 1)
		passed=$((passed + n))
		failed=$((failed + ${m:-0}))
		if [ $code -ne 0 ]; then
			echo "FAILED: $t (exit $code)"
			grep -v '^\[ *\(RUN\|OK\) *\]' "$log"
			[ "${m:-0}" -gt 0 ] || failed=$((failed + 1))
		fi
	done
}

recipes() {
	find "${@:-testdata}" -name '*.recipe' | sort
}

rules() {
	"$B"/rules-run $RULES_FLAGS $(recipes) > "$log" 2>&1
	count_line rules $?
}

# One of every so many cases and pairs of them; make check-guards takes all.
guards() {
	"$B"/guard/options --every 24 $(recipes) > "$log" 2>&1
	count_line options $?
	"$B"/guard/options --pairs --every 89 $(recipes) > "$log" 2>&1
	count_line "options, two at once" $?
	"$B"/guard/combine --every 6 $(recipes) > "$log" 2>&1
	count_line combine $?
	"$B"/guard/limits > "$log" 2>&1
	count_line limits $?
	"$B"/guard/names > "$log" 2>&1
	count_line names $?
	"$B"/guard/values > "$log" 2>&1
	count_line values $?
	"$B"/guard/second_subject $(recipes | grep -v /demo/) > "$log" 2>&1
	count_line second_subject $?
	"$B"/guard/tails --every 64 $(recipes) > "$log" 2>&1
	count_line tails $?
	"$B"/guard/spoilt --every 8 $(recipes) > "$log" 2>&1
	count_line spoilt $?
	"$B"/guard/unread --every 8 $(recipes) > "$log" 2>&1
	count_line unread $?
	"$B"/guard/behind --every 8 $(recipes) > "$log" 2>&1
	count_line behind $?
	"$B"/guard/astray --every 8 $(recipes) > "$log" 2>&1
	count_line astray $?
	"$B"/guard/emptied --every 8 $(recipes) > "$log" 2>&1
	count_line emptied $?
	"$B"/guard/random --seed 1 --number 1000 > "$log" 2>&1
	count_line random $?
	"$B"/guard/revocation --seed 1 --number 1000 > "$log" 2>&1
	count_line revocation $?
	"$B"/guard/chains --seed 1 --number 500 > "$log" 2>&1
	count_line chains $?
	"$B"/guard/torn --seed 1 --number 5000 > "$log" 2>&1
	count_line torn $?
	sh tests/guard/carriers.sh "$OUT"/smimelint "$B"/guard/carriers > "$log" 2>&1
	count_line carriers $?
}

deletions() {
	"$B"/rules-run --no-gate --deletions $(recipes testdata/base testdata/evidence) > "$log" 2>&1
	count_line deletions $?
}

# A value that the text forbids never passes: tests/rules/changes.txt.
changes() {
	"$B"/rules-run --no-gate --changes $(recipes testdata/base testdata/evidence) > "$log" 2>&1
	count_line changes $?
}

# One damaged element hides nothing: tests/rules/damage.c.
damage() {
	"$B"/rules-run --no-gate --damage $(recipes) > "$log" 2>&1
	count_line damage $?
}

cli() {
	SMIMELINT=$OUT/smimelint sh tests/cli/run.sh > "$log" 2>&1
	count_line cli $?
}

# Every seed and every input that once broke something.
fuzz() {
	for r in "$B"/fuzz/*-replay; do
		[ -x "$r" ] || continue
		name=$(basename "$r" -replay)
		"$r" tests/fuzz/corpus/"${name#fuzz_}" > "$log" 2>&1
		count "$r" $?
	done
}

# The generated man page and completions are the ones that are committed; so are the bundles of test certificates.
docs() {
	"$OUT"/smimelint rules --format man 2> "$log" | diff -u man/smimelint-rules.7 - > "$log" 2>&1
	count "man/smimelint-rules.7 is out of date: make docs" $?
	"$B"/mkformat schema 2> "$log" | diff -u src/evidence/record/record.schema.json - > "$log" 2>&1
	count "src/evidence/record/record.schema.json is out of date: make docs" $?
	sh tests/tools/examples.sh 2> "$log" | diff src/command/rules/examples.txt - > "$log" 2>&1
	count "src/command/rules/examples.txt is out of date: make docs" $?
	cp man/smimelint-evidence.5 "$log.page" && sh tests/tools/members.sh "$B"/mkformat "$log.page" &&
		diff -u man/smimelint-evidence.5 "$log.page" > "$log" 2>&1
	count "man/smimelint-evidence.5 is out of date: make docs" $?
	rm -f "$log.page"
	for shell in bash zsh fish; do
		"$OUT"/smimelint completion $shell 2> "$log" | diff -u completions/smimelint.$shell - > "$log" 2>&1
		count "completions/smimelint.$shell is out of date: make docs" $?
	done
	"$B"/mkcert --check $(recipes) > "$log" 2>&1
	count "a bundle is out of date: make testdata" $?
}

tree() {
	for t in tests/tree/*.sh; do
		B=$B OUT=$OUT sh "$t" > "$log" 2>&1
		count "$t" $?
	done
}

# One part by itself: its line goes last, its counts into a file.
if [ "$1" = --part ]; then
	part=$2
	began=$(date +%s)
	$part > "$log.out"
	[ $((passed + failed)) -gt 0 ] || { echo "FAILED: $part tried nothing"; failed=1; } >> "$log.out"
	printf '%-9s %4d passed, %d failed (%d s)\n' "$part" $passed $failed $(($(date +%s) - began)) >> "$log.out"
	cat "$log.out"
	echo "$passed $failed" > "$3"
	exit 0
fi

export B OUT
mkdir "$log.d"
printf '%s\n' "$@" | xargs -P "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" -I{} sh "$0" --part {} "$log.d"/{}
for part in "$@"; do
	# A part that was ended leaves no counts.
	read -r n m < "$log.d/$part" || { echo "FAILED: $part was ended"; n=0 m=1; }
	passed=$((passed + n))
	failed=$((failed + m))
done 2> /dev/null
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
