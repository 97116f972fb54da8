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
tail -n 1 out
sed '$d' out > lines
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
stopped INT -f ndjson -o some
ls some*
begins some.partial whole-input
smimelint -f ndjson --resume - -o some < many.pem
echo "[exit $?]"
cmp some whole-input

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
