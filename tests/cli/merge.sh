# SPDX-License-Identifier: Apache-2.0
# merge: reports folded into one; what is no result in them is said with its line.
some='--only 6.3.2 --only sbr.key-usage.rsa-bits'
smimelint -f json $some data/demo/demo.pem > a.json
smimelint -f ndjson --summary $some data/demo/demo.pem cli/key.pem > b.ndjson
smimelint -f ndjson $some data/demo/demo.pem > bare.ndjson
run merge a.json | neutral
run merge -q a.json b.ndjson
# From standard input, with the closing object of one report before the results of the next.
cat b.ndjson b.ndjson | run merge --fail-on never - | neutral
smimelint merge -f ndjson < bare.ndjson | cmp - bare.ndjson
smimelint merge -f ndjson --summary b.ndjson | cmp - b.ndjson
smimelint merge -f json a.json | cmp - a.json
# However it was written, and merged again.
if command -v jq > jq.path; then
	jq . a.json > pretty.json
	jq -c . a.json > one-line.json
else
	sed 's/,"/ ,\n\t"/g; s/":/" : /g' a.json > pretty.json
	tr -d '\n' < a.json > one-line.json
fi
smimelint merge -f json pretty.json | cmp - a.json
smimelint merge -f json one-line.json | cmp - a.json

# Made otherwise: said in every format.
smimelint -f json $some --at 2026-09-01 --tbs data/demo/demo.pem > other.json
run merge -q a.json other.json bare.ndjson
smimelint merge -f json a.json other.json bare.ndjson | sed -n 's/.*"differences":/"differences":/p' | cut -c 1-200
smimelint merge -f ndjson a.json other.json | sed -n 's/.*"differences":/"differences":/p'
smimelint merge bare.ndjson | head -n 2
# A baseline may be one that was merged.
for format in json ndjson; do
	smimelint merge -f $format a.json other.json > baseline
	smimelint $some --baseline baseline -f line data/demo/demo.pem | grep -o 'since.*'
done

# How many files a report without its summary skipped is not known, nor is it when that is merged again.
smimelint -f ndjson --summary $some --skip-others data/demo/demo.pem cli/key.pem > skips.ndjson
smimelint merge bare.ndjson skips.ndjson | tail -n 3
smimelint merge -f json bare.ndjson skips.ndjson > unknown.json
head -n -3 a.json > cut.json
for parts in bare.ndjson 'skips.ndjson bare.ndjson' unknown.json cut.json 'skips.ndjson no-such-part' skips.ndjson; do
	echo "$parts: $(smimelint merge -f json $parts | grep -o '"skipped":[^,[]*,')"
	smimelint merge -f html $parts | grep -o '[^ ]* file or PEM block was passed over\|What a report [^.]* is not known'
done

# Exit codes.
smimelint merge --fail-on warning bare.ndjson > /dev/null; echo "[exit $?]"
head -n 1 bare.ndjson > clean.ndjson
smimelint merge --fail-on notice clean.ndjson > /dev/null; echo "[exit $?]"
smimelint merge -o out.json -f json a.json; echo "[exit $?]"
cmp out.json a.json
run merge -o none/out.json a.json
run merge -f xml a.json
run merge --jobs 2 a.json
run merge --fail-on sometimes a.json

# Compressed, also one after another; cut off, it is an unreadable input.
gzip -c a.json > a.json.gz
smimelint merge -f json a.json.gz | cmp - a.json
cat b.ndjson b.ndjson > two
{ gzip -c b.ndjson; gzip -c b.ndjson; } > two.gz
smimelint merge -f ndjson --summary two > expected
smimelint merge -f ndjson --summary two.gz | cmp - expected
smimelint merge -f ndjson --summary - < two.gz | cmp - expected
# How reports were made is said ahead of their results, though in these it stands behind them; long ones wait in a temporary file.
for copies in 1 100; do
	for i in $(seq $copies); do cat data/demo/demo.pem; done > many.pem
	smimelint -f ndjson --summary $some many.pem > long
	smimelint merge -f json long b.ndjson > expected
	sed -n '2,3p' expected | cut -c 1-22
	gzip -c long | smimelint merge -f json - b.ndjson | cmp - expected
	cat long b.ndjson | smimelint merge -f json | cmp - expected
	wc -c < long
done
# Where there is no room for one, it is not said.
gzip -c long | TMPDIR=/nowhere ./smimelint merge -f json - b.ndjson > unsaid
sed -n '2,3p' unsaid
sed '2,3d' expected > rest
sed '2,3d' unsaid | cmp - rest
head -c 1060 a.json.gz > cut.gz
smimelint merge -f ndjson cut.gz | tail -n 1 | grep -o '"source".*"certificate"\|"value":"[^"]*"'

# A signal: what was read until then, in whole lines; a file is the old one.
stopped() {
	{ cat b.ndjson; sleep 1.5; } | timeout --foreground --preserve-status -s INT 0.5 ./smimelint merge "$@" -
	echo "[exit $?]"
}
stopped -f json > out
sed -n '$p' out
sed '$d' out | tail -n 1 | cut -c 1-40
# What is not merged is told of, so that no merged report looks whole.
for form in text json ndjson html; do
	stopped -f $form - b.ndjson | tr '\n' ' ' | sed 's/  */ /g' | grep -o 'not read[a-z ]*: SIGINT stopped the run' | sort | uniq -c
done
stopped -f ndjson --summary - b.ndjson | sed '$d' | smimelint merge --parts 1 -q - | sed 3q
echo old > report
stopped -f json -o report
cat report
ls report*
