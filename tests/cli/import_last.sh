# SPDX-License-Identifier: Apache-2.0
# Which of several events of one name a record gets: CAA is decided by the last check before the certificate, a refusal among them.
cert evidence-sv-multi data/base/bases.pem > certificate.pem
# What the record says of CAA, and what is told; the exit code.
checks() {
	smimelint evidence import "$@" > records.ndjson 2> said
	echo "[exit $?]"
	sed 's/^smimelint: //' said
	grep -o '"caa_checks":\[[^]]*\(records":\[[^]]*\][^]]*\)*\]' records.ndjson
}
says() {
	printf '%s [AUDIT] CAA check result JSON={"Identifier":"nordlicht-werke.de"%s}\n' "$1" "$2"
}
permits() {
	says "$1" ',"Summary":{"passedPerspectives":["arin-1","ripe-1","apnic-1"],"failedPerspectives":[],"quorumResult":"3/3"}'
}
forbids() {
	says "$1" ',"Error":"caa :: CAA record for nordlicht-werke.de prevents issuance"'
}
saw() {
	printf '%s [AUDIT] Checked CAA records for nordlicht-werke.de, [Present: true, Account ID: 5, Challenge: dns-01, Valid for issuance: %s, Found at: "nordlicht-werke.de"] Response="x. 300 IN CAA 0 issuemail \\"%s\\""\n' "$1" "$2" "$3"
}

echo '# boulder: a refusal behind a permit, with what was seen; in either order of the lines'
{ saw 2026-07-01T08:00:00Z true ca.example; permits 2026-07-01T08:00:00Z; saw 2026-07-01T08:30:00Z false ';'; forbids 2026-07-01T08:30:00Z; } > refused.log
checks --from boulder --certificates certificate.pem refused.log
smimelint --evidence records.ndjson -f line --only evidence.caa.caa-result-permits certificate.pem | sed 's,^[^ ]*: ,,'
{ sed -n '3,4p' refused.log; sed -n '1,2p' refused.log; } > turned.log
checks --from boulder --certificates certificate.pem turned.log
echo '# of such a line alone, and of one whose perspectives are in the answer'
sed 4d refused.log > seen.log
checks --from boulder --certificates certificate.pem seen.log
{ permits 2026-07-01T08:00:00Z; permits 2026-07-01T08:30:00Z | sed 's/,"Summary"/,"Error":"caa :: During secondary validation"&/'; } > quorum.log
checks --from boulder --certificates certificate.pem quorum.log
grep -o '"id":"n1","check":"caa","target":"[^"]*","[a-z]*":' records.ndjson
echo '# remote perspectives that refuse are asked when the primary has permitted: what it saw is there, whatever they saw; the flag of a validated answer'
header=';; opcode: QUERY, status: NOERROR, id: 7\\n;; flags: qr rd ra ad; QUERY: 1, ANSWER: 1\\n\\n;; ANSWER SECTION:\\n'
{ saw 2026-07-01T08:29:59Z true ca.example | sed "s/Response=\"/&$header/"; saw 2026-07-01T08:29:59.5Z false ';' | sed 's/Z /&va2 remoteva[7]: /'; tail -n 1 quorum.log | sed 's,"arin-1"\,"ripe-1"\,\(.*"failedPerspectives":\[\)\(.*\)3/3,\1"arin-1"\,"ripe-1"\21/3,'; } > primary.log
checks --from boulder --certificates certificate.pem primary.log
grep -o '"primary":{[^}]*}' records.ndjson
sed "s/ ra ad;/ ra; ad/" primary.log > unvalidated.log
checks --from boulder --certificates certificate.pem unvalidated.log
smimelint evidence check --mpic-all-caa -f line --only evidence.mpic.quorum --only evidence.mpic.primary-present-and-passed records.ndjson | sed -n 's,^[^ ]*: error: \(evidence.mpic.*\),\1,p'
echo "# a permit behind it, up to two days behind notBefore, too; a refusal after the certificate, which may be dated back so far, counts only where nothing is before, and nothing permits behind it"
{ cat refused.log; permits 2026-07-01T09:00:00Z; } > again.log
checks --from boulder --certificates certificate.pem again.log
for time in 2026-07-03T00:00:00Z 2026-07-04T00:00:00Z; do
	{ permits 2026-07-01T08:00:00Z; forbids $time; } > after.log
	checks --from boulder --certificates certificate.pem after.log
	{ forbids 2026-07-01T08:00:00Z; permits $time; } > after.log
	checks --from boulder --certificates certificate.pem after.log
	{ permits 2026-07-02T08:00:00Z; forbids $time; } > after.log
	checks --from boulder --certificates certificate.pem after.log
done
echo '# what a remote perspective logs of a check that permits: one that the answer has as failed, up to half a minute behind it'
permits_but() {
	says "$1" ',"Summary":{"passedPerspectives":["arin-1","ripe-1","apnic-1"],"failedPerspectives":["lacnic-1"],"passedRIRs":["ARIN","RIPE","APNIC"],"quorumResult":"3/4"}'
}
for time in 08:00:00 08:00:30 08:00:31; do
	{ permits_but 2026-07-01T08:00:00Z; saw 2026-07-01T${time}Z false ';'; forbids 2026-07-01T${time}Z; } > remote.log
	checks --from boulder --certificates certificate.pem remote.log
	grep -o '"failedPerspectives":\[[^]]*\]' records.ndjson
done
echo '# in the record it does not corroborate, and the quorum spares it'
{ permits_but 2026-07-01T08:00:00Z; forbids 2026-07-01T08:00:01Z; } > one.log
sed 's/,"apnic-1"\]/]/; s/"lacnic-1"/"apnic-1",&/; s,3/4,2/4,' one.log > two.log
for log in one.log two.log; do
	smimelint evidence import --from boulder --certificates certificate.pem $log 2> said > records.ndjson
	smimelint evidence check --mpic-all-caa -f line --only evidence.mpic.quorum records.ndjson | sed -n 's,^[^ ]*: error: \(evidence.mpic.*\),\1,p'
done
echo '# a refusal that no answer has is that of another check, and decides'
{ permits 2026-07-01T08:00:00Z; saw 2026-07-01T08:00:05Z false ';'; } > remote.log
checks --from boulder --certificates certificate.pem remote.log
{ permits_but 2026-07-01T08:00:00Z; forbids 2026-07-01T08:00:05Z; forbids 2026-07-01T08:00:06Z; } > remote.log
checks --from boulder --certificates certificate.pem remote.log
echo '# a remote one that permits adds nothing, by the name of its program or behind the answer; the primary saw what it saw, whatever a remote one refused'
remote() {
	sed 's/Z \[AUDIT\]/Z va-lacnic remoteva[7]: 6 remoteva q6jQkQE&/; s/remoteva q6jQkQEZ/remoteva q6jQkQE/'
}
{ saw 2026-07-01T08:00:00Z true ca.example; saw 2026-07-01T08:00:01Z true other.example | remote; saw 2026-07-01T08:00:01Z false ';' | remote
	forbids 2026-07-01T08:00:01Z | remote; permits_but 2026-07-01T08:00:02Z; saw 2026-07-01T08:00:05Z true other.example; } > remote.log
checks --from boulder --certificates certificate.pem remote.log
{ saw 2026-07-01T08:00:00Z true ca.example; forbids 2026-07-01T08:00:01Z; permits_but 2026-07-01T08:00:02Z; } > remote.log
checks --from boulder --certificates certificate.pem remote.log
saw 2026-07-01T08:00:01Z true other.example | remote > remote.log
checks --from boulder --certificates certificate.pem remote.log
echo '# so does the validation of a remote one'
result() {
	printf '%s [AUDIT] Validation result JSON={"AuthzID":%s,"Requester":5,"Identifier":{"type":"dns","value":"nordlicht-werke.de"},"Challenge":{"type":"dns-01","status":"valid"}%s}\n' "$1" "$2" "$3"
}
whole() {
	result "$1" 7 ',"Summary":{"passedPerspectives":["arin-1","ripe-1","apnic-1"],"failedPerspectives":[],"quorumResult":"3/3"}'
}
for line in "$(result 2026-07-01T08:00:01Z 7)" "$(result 2026-07-01T08:00:01Z 8)" "$(result 2026-07-01T08:00:31Z 7)" "$(result 2026-07-01T08:00:31Z 7 | remote)"; do
	{ whole 2026-07-01T08:00:00Z; printf '%s\n' "$line"; } > remote.log
	smimelint evidence import --from boulder --certificates certificate.pem remote.log | grep -o '"completed_at":"[^"]*"\|"mpic":"m1"' | tr '\n' ' '
	echo
done
echo '# a refusal without a time'
{ permits 2026-07-01T08:00:00Z; forbids; } > undated.log
checks --from boulder --certificates certificate.pem undated.log
forbids > undated.log
checks --from boulder --certificates certificate.pem undated.log

echo '# boulder: what the primary saw and found is in the record, wherever the lines of the remote perspectives are'
remote() { saw $1 $2 "$3"; says $1 "$4"; }
round() {
	saw 2026-07-01T08:00:00.1Z true ca.example
	remote 2026-07-01T08:00:00.3Z true remote.example ''
	remote 2026-07-01T08:00:00.4Z true remote.example ''
	permits 2026-07-01T08:00:01.2Z
	remote 2026-07-01T08:00:02.3Z true remote.example ''
}
round > round.log
for order in cat tac 'sort -k 5'; do
	$order round.log > turned.log
	checks --from boulder --certificates certificate.pem turned.log
done
echo '# a remote perspective refuses, the quorum permits; a check before it, which permitted, too'
{ saw 2026-07-01T07:59:00Z true before.example; permits 2026-07-01T07:59:01Z; round; saw 2026-07-01T08:00:00.5Z false ';'; } > round.log
checks --from boulder --certificates certificate.pem round.log
echo '# the program of a remote perspective has its name'
{ permits 2026-07-01T08:00:01Z; saw 2026-07-01T08:00:00Z true remote.example | sed 's/ /&boulder-remoteva /'; } > named.log
checks --from boulder --certificates certificate.pem named.log
sed 1d named.log > alone.log
checks --from boulder --certificates certificate.pem alone.log
echo '# validations: the line with the summary, and none where that says that it failed'
result() {
	printf '%s [AUDIT] Validation result JSON={"AuthzID":"%s","Identifier":"nordlicht-werke.de","Challenge":{"type":"dns-01","status":"%s"}%s}\n' "$@"
}
validations() {
	cat > validated.log
	checks --from boulder --certificates certificate.pem validated.log
	grep -o '"completed_at":"[^"]*"\|"mpic":"m1"\|"request_id":"[^"]*"' records.ndjson
}
{ result 2026-07-01T08:00:00Z 7 valid; result 2026-07-01T08:00:01Z 7 valid ',"Summary":{}'; result 2026-07-01T08:00:30Z 7 valid; } | validations
{ result 2026-07-01T08:00:00Z 7 valid; result 2026-07-01T08:00:01Z 7 invalid ',"Error":"During secondary validation","Summary":{}'; } | validations
for authz in 7 8; do
	{ result 2026-07-01T08:00:00Z 7 valid ',"Summary":{}'; result 2026-07-01T08:00:31Z $authz valid; } | validations
	{ result 2026-07-01T08:00:00Z 7 valid ',"Summary":{}'; result 2026-07-01T08:10:01Z $authz valid; } | validations
done

echo '# open-mpic'
answer() {
	printf '{"check_type":"%s","domain_or_ip_target":"nordlicht-werke.de","is_valid":%s,"perspectives":[{"timestamp_ns":%s000000000}]}\n' "$@"
}
{ answer caa true 1782892800; answer caa false 1782894600; answer dcv true 1782892800; answer dcv false 1782894600; } > mpic.ndjson
checks --from open-mpic --certificates certificate.pem mpic.ndjson
grep -o '"validations":\[[^]]*\]' records.ndjson
answer caa null 1782894600 > null.ndjson
checks --from open-mpic --certificates certificate.pem null.ndjson

echo '# csv: a later attempt that failed takes nothing back; before the first that succeeded, it is what there is'
echo '{"columns":{"mail":"mailbox","done":"validation.completed_at","res":"validation.result","caat":"caa.checked_at","caar":"caa.result"}}' > map.json
row() { printf 'anna.schmidt@nordlicht-werke.de,%s,%s,%s,%s\n' "$@"; }
table() {
	{ echo 'mail,done,res,caat,caar'; cat; } > table.csv
	checks --from csv --map map.json --certificates certificate.pem table.csv
	grep -o '"validations":\[[^]]*\]' records.ndjson
}
{ row 2026-06-30T09:00:00Z pass 2026-07-01T08:00:00Z permit; row 2026-06-30T10:00:00Z fail 2026-07-01T08:30:00Z deny; } | table
{ row 2026-06-30T10:00:00Z none 2026-07-01T08:30:00Z deny; row 2026-06-30T09:00:00Z Pass 2026-07-01T09:00:00Z permit; } | table
{ row 2026-06-30T09:00:00Z fail '' ''; row 2026-06-30T10:00:00Z fail '' ''; } | table
echo '# of a domain that succeeded; the check of a row with a mailbox is that of its domain, and of the other mailboxes there'
echo '{"columns":{"name":"domain","mail":"mailbox","done":"validation.completed_at","res":"validation.result","caat":"caa.checked_at","caar":"caa.result"}}' > map.json
row() { printf '%s,%s,%s,%s,%s,%s\n' "$@"; }
table() {
	{ echo 'name,mail,done,res,caat,caar'; cat; } > table.csv
	checks --from csv --map map.json --certificates certificate.pem table.csv
	grep -o '"validations":\[[^]]*\]' records.ndjson
}
{ row nordlicht-werke.de '' 2026-06-30T09:00:00Z pass 2026-07-01T08:00:00Z permit
	row '' anna.schmidt@nordlicht-werke.de 2026-06-30T10:00:00Z fail '' ''
	row '' other@Nordlicht-Werke.DE '' '' 2026-07-01T08:30:00Z deny; } | table

echo '# a local part in other letters is another mailbox; a domain in others is the same'
echo '{"columns":{"mail":"mailbox","order":"order","done":"validation.completed_at"}}' > map.json
for mail in Anna.Schmidt@nordlicht-werke.de anna.schmidt@Nordlicht-Werke.DE; do
	printf 'mail,order,done\n%s,other,2026-07-01T08:00:00Z\nanna.schmidt@nordlicht-werke.de,own,2026-07-01T07:00:00Z\n' $mail > case.csv
	smimelint evidence import --from csv --map map.json --certificates certificate.pem case.csv | grep -o '"request_id":"[^"]*"'
	smimelint evidence import --from csv --map map.json case.csv | grep -o '"address":"[^"]*"'
done
