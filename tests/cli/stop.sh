# SPDX-License-Identifier: Apache-2.0
# A run that is ended early: what it has written is whole lines, and the exit code says it.
for i in 1 2 3 4 5; do
	cat data/base/bases.pem data/demo/demo.pem
done > many.pem
smimelint -f ndjson many.pem > whole
smimelint -f ndjson - < many.pem > whole-input
echo "$(wc -l < whole) results"

# Are the lines of $1 the first ones of $2?  How many is a matter of time or room.
begins() {
	head -n "$(wc -l < "$1")" "$2" | cmp - "$1" && [ -s "$1" ] && echo "$1: whole lines"
}

# The inputs do not end before the signal comes.
stopped() {
	signal=$1
	shift
	{ cat many.pem; sleep 1.5; } | timeout --foreground --preserve-status -s "$signal" 0.7 ./smimelint "$@" -
	echo "[exit $?]"
}

echo 'a signal'
stopped INT -f ndjson > out
tail -n 2 out | show
head -n -2 out > lines
begins lines whole-input
stopped TERM -f ndjson -j 1 > out
tail -n 1 out
stopped INT -f json > out
tail -n 2 out | cut -c 1-14
stopped INT -f line --only 6.3.2 -o report
[ -e report ] || echo 'no report'
echo old > report
stopped INT -f json -o report
cat report
ls report*
stopped INT -f ndjson --summary -o some
ls some*
begins some.partial whole-input
smimelint merge -q --parts 1 some.partial 2>&1 | sed -n '$p'
smimelint -f ndjson --summary --resume - -o some < many.pem
echo "[exit $?]"
sed '$d' some | cmp - whole-input

# What is not read is told of in every form, so that no report looks whole.
echo 'nothing is missing in silence'
mkdir folder
cp data/demo/demo.pem folder/1.pem
mkfifo list
echo folder/1.pem > names
missing() {
	{ cat data/demo/demo.pem; sleep 1.5; } |
		timeout --foreground --preserve-status -s TERM 0.7 ./smimelint "$@" > out
	echo "$1 $2: [exit $?]"
}
for form in text json ndjson csv line junit html sarif github gitlab; do
	missing -f $form --summary - data/demo/demo.pem folder --files-from names
	tr '\n' ' ' < out | sed 's/  */ /g' | grep -o 'not read[a-z ]*: SIGTERM stopped the run' | sort | uniq -c
done
missing -f sarif - folder
grep -o '"executionSuccessful.*' out
for form in json ndjson; do
	missing -f $form --summary - data/demo/demo.pem
	smimelint merge --parts 1 -q out > merged
	echo "[exit $?]"
	sed 2q merged
done
{ echo folder/1.pem; sleep 1.5; } > list &
missing -f line --files-from list
grep 'list' out
wait
# Of a record nobody knows whether it is an orphan: its certificate may be what was not read.
cert mv-multi data/base/bases.pem > other.pem
smimelint evidence template other.pem > record
orphans='-f line --evidence record --only evidence.record.orphan'
smimelint $orphans data/demo/demo.pem | grep -c record.orphan
missing $orphans -
grep -c record.orphan out

echo 'the same signal to the program and to its group'
{ cat many.pem; sleep 1.5; } | timeout --preserve-status -s TERM 0.7 ./smimelint -f ndjson - > out
echo "[exit $?]"

echo 'no room'
limited() {
	(
		trap '' XFSZ
		ulimit -f 100
		./smimelint "$@"
		echo "[exit $?]" >&2
	)
}
limited -f ndjson many.pem > out
begins out whole
limited -f json many.pem > out
tail -n 1 out | cut -c 1-25
limited -f ndjson many.pem -o part
ls part*
begins part.partial whole
smimelint -f ndjson --resume many.pem -o part
cmp part whole
limited -f json many.pem -o report
cat report
ls report*

# Each report is more than a pipe holds.
echo 'nobody listens'
for format in ndjson text json csv; do
	{ ./smimelint -f $format many.pem many.pem many.pem many.pem many.pem; echo "[exit $?]" > code; } | head -c 1 > /dev/null
	cat code
done
ls
