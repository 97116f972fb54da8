# SPDX-License-Identifier: Apache-2.0
# --baseline and --waivers: what is accepted is shown and does not count; wrong files are refused.
cert habits-of-old data/demo/demo.pem > a.pem
some='--only sbr.key-usage.rsa-bits --only 6.3.2'
smimelint -f json $some a.pem > base.json
smimelint -f ndjson $some --summary a.pem > base.ndjson
run --baseline base.json -f line $some a.pem
run --baseline base.ndjson -q $some ./a.pem
run --baseline base.json -f ndjson --only 6.3.2 a.pem
# Each entry stands for one finding: the second certificate is new, in any number of jobs.
cat a.pem a.pem > both
cp both a.pem
run --baseline base.json -f line -j 4 $some a.pem
# Another path is another finding; an empty NDJSON report knows nothing.
cp both b.pem
: > empty.ndjson
run --baseline base.json -f line --only 6.3.2 b.pem
run --baseline empty.ndjson -f line --only 6.3.2 b.pem
# A regenerated sample (another serial, other keys) keeps its baseline: only path, rule, field and value count.
sed 's/"sha256":"[^"]*"/"sha256":"0"/; s/"serial":"[^"]*"/"serial":"1"/' base.ndjson > other.ndjson
run --baseline other.ndjson -f github $some a.pem

# Entries of a CRL that are only counted are known by a digest: another one in the place of the last is new.
cert twelve data/crl/5.3-entries.pem > list.pem
smimelint -f ndjson --only 7.2.2 list.pem > list.ndjson
run --baseline list.ndjson -f line --only 7.2.2 list.pem | tail -n 2
cert twelve-of-which-one-is-another data/crl/5.3-entries.pem > list.pem
run --baseline list.ndjson -f line --only 7.2.2 list.pem | tail -n 2

waive() {
	printf '%s\n' "$1" > w.json
	shift
	SOURCE_DATE_EPOCH=1780272000 run --waivers w.json "$@"
}
cert habits-of-old data/demo/demo.pem > a.pem
# 2026-06-01 is the day: valid on its last day, expired after it.
waive '[{"rule":"sbr.*","issuer":"*Nordlicht*","reason":"old profile","expires":"2026-06-01"}]' -q $some a.pem
waive '[{"rule":"sbr.*","issuer":"*Nordlicht*","reason":"old profile","expires":"2026-05-31"}]' -q $some a.pem
waive '[{"rule":"6.3.2","certificate":{"subject":"*CN=Erika*"},"reason":"=cmd|\u001b[31m","expires":"2027-01-01"}]' -f csv $some a.pem
waive '[{"rule":"6.3.2","certificate":{"subject":"*CN=Nobody*"},"reason":"x","expires":"2027-01-01"}]' -f line $some a.pem
waive '[{"rule":"sbr.key-usage.rsa-bits","issuer":"*","reason":"r","expires":"2027-01-01"}]' -f junit $some a.pem
SOURCE_DATE_EPOCH=1780272000 smimelint -f sarif $some --waivers w.json --baseline base.json a.pem | sed '1d' | grep -o '"baselineState.*'
# What was waived is not known.
SOURCE_DATE_EPOCH=1780272000 smimelint -f json $some --waivers w.json a.pem > waived.json
run --baseline waived.json -f line $some a.pem

for wrong in '{}' '[' '[] []' '[1]' '[{}]' '[{"rule":"sbr.*","issuer":"*","reason":"r"}]' \
    '[{"rule":"sbr.*","reason":"r","expires":"2026-01-01"}]' '[{"rule":"sbr.nothing","issuer":"*","reason":"r","expires":"2026-01-01"}]' \
    '[{"rule":"sbr.*","issuer":"*","reason":"r","expires":"2026-02-30"}]' '[{"rule":"sbr.*","issuer":"*","reason":"","expires":"2026-01-01"}]' \
    '[{"rule":"sbr.*","isuer":"*"}]' '[{"rule":"sbr.*","rule":"x"}]' \
    '[{"rule":"sbr.*","certificate":{},"reason":"r","expires":"2026-01-01"}]' \
    '[{"rule":"sbr.*","certificate":{"serial":"1"},"reason":"r","expires":"2026-01-01"}]' \
    '[{"rule":"sbr.*","certificate":{"sha256":"1"},"reason":"r","expires":"2026-01-01"}]'; do
	waive "$wrong" a.pem
done
for wrong in '[' '{}' '{"schema":"sarif"}' '{"schema":"smimelint/1","results":[{"source":{}}]}' \
    '{"schema":"smimelint/1","results":[{"source":{"path":"a"},"findings":[{"rule":1}]}]}'; do
	printf '%s\n' "$wrong" > b.json
	run --baseline b.json a.pem
done
# An entry covers nothing graver: what was issued before the SBR, and what is to be signed as if it had been; a requirement to come.
cert before-effective data/sbr/1-scope.pem > old.pem
smimelint -f ndjson old.pem > old.ndjson
run --baseline old.ndjson -f line old.pem | sed 's/[0-9]* rules/N rules/'
run --baseline old.ndjson -f line --tbs old.pem | sed 's/[0-9]* rules/N rules/'
smimelint -f ndjson --tbs old.pem > old.ndjson
run --baseline old.ndjson -f line old.pem | sed 's/[0-9]* rules/N rules/'
printf '%s\n' '{"schema":"smimelint/1","source":{"path":"a"},"findings":[{"rule":"x","severity":"fatal","state":"new","value":null,"path":null}]}' > b.json
run --baseline b.json a.pem
# A member that no report of ours has is named; every form of report is taken.
result='"schema":"smimelint/1","source":{"path":"a"},"findings":['
for wrong in '{"schema":"smimelint/1","results":[],"result":[]}' "{$result],\"finding\":[]}" \
    "{$result{\"rule\":\"x\",\"path\":null,\"value\":null,\"state\":\"new\",\"Value\":1}]}" \
    '{"schema":"smimelint/1","source":{"path":"a","file":"b"},"findings":[]}' \
    '{"schema":"smimelint/1","source":{"path":"a"},"certificate":{"sha1":"0"},"findings":[]}' '{"schema":"smimelint-summary/1","rules":[]}'; do
	printf '%s\n' "$wrong" > b.json
	run --baseline b.json a.pem
done
printf '{%s]}\n\n{%s],}\n' "$result" "$result" > b.json
run --baseline b.json a.pem
for form in json ndjson; do
	smimelint -f $form --explain-run --summary --upcoming --with-der --dedupe --tbs a.pem cli/key.pem > b.json
	smimelint --baseline b.json -f line --tbs a.pem
	echo "$form with everything: exit $?"
done
run --baseline none.json a.pem
printf '[]' > w.json
SOURCE_DATE_EPOCH=soon run --waivers w.json a.pem

# --upcoming takes no entry of what counts, on whichever side of it its certificate stands; that entry stays for the error.
cert missing data/sbr/7.1.2.3-b-crl-distribution-points.pem > a.pem
missing='--only sbr.crl-distribution-points.missing'
smimelint -f ndjson $missing a.pem > counts.ndjson
run -q -f line --baseline counts.ndjson --upcoming --at 2023-05-01 $missing a.pem
run -q -f line --baseline counts.ndjson --upcoming $missing a.pem
sed 's/"severity":"error"/"severity":"notice"/' counts.ndjson > notice.ndjson
run -q -f line --baseline notice.ndjson $missing a.pem
