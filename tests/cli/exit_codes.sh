# SPDX-License-Identifier: Apache-2.0
# Exit codes: 0 clean, 1 findings, 2 usage, 3 unreadable (wins over 1), 4 internal failure.
cert clean-sponsor data/demo/demo.pem > clean.pem
cert habits-of-old data/demo/demo.pem > broken.pem
cert old-root data/base/bases.pem > root.pem
: > empty.pem

run -q clean.pem
run -f line --only sbr.key-usage.rsa-bits broken.pem
run -f line --only sbr.key-usage.rsa-bits --fail-on never broken.pem
run -f line --only sbr.key-usage.rsa-bits broken.pem empty.pem
run -f line --fail-on never empty.pem
run --fail-on fatal clean.pem
run -q clean.pem -o /dev/full
smimelint clean.pem > /dev/full
echo "[exit $?]"
run clean.pem -o no-such-folder/report
# More than a pipe holds, to a reader that goes away.
{ smimelint --explain-run -j 1 -f json data/base/bases.pem; echo "[exit $?]" >&2; } | head -c 1
# A list of records that nobody reads to its end is no failure to speak of, as with any list: the process ends by SIGPIPE.
awk '{ printf "%s", $0 } END { print "" }' data/evidence/sv-multi.json > record.json
for n in $(seq 1 200); do cat record.json; done > records.ndjson
{ smimelint evidence check --explain-run -j 1 -f ndjson records.ndjson; echo "[records: exit $?]" >&2; } | head -c 1
