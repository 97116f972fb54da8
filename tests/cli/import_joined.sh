# SPDX-License-Identifier: Apache-2.0
# Lines of a log that are not each one event alone: with a second time in front, two events on one, cut at either end.

answer() {
	echo "$1 va1 boulder-va[7]: 6 boulder-va aaaaaaa [AUDIT] Checked CAA records for $2, [Present: true, Account ID: 77, Challenge: http-01, Valid for issuance: $3, Found at: \"$2\"] Response=\"$2.\\t300\\tIN\\tCAA\\t0 issuemail \\\"ca.example\\\"\""
}
result() {
	echo "$1 va1 boulder-va[7]: 6 boulder-va aaaaaaa [AUDIT] CAA check result JSON={\"AuthzID\":\"100\",\"Requester\":77,\"Identifier\":{\"type\":\"dns\",\"value\":\"$2\"},\"Challenge\":{\"type\":\"\"},\"Latency\":0.1,$3\"Summary\":{\"passedPerspectives\":[\"a\",\"b\"],\"failedPerspectives\":[],\"passedRIRs\":[\"ARIN\",\"RIPE\"],\"quorumResult\":\"2/2\"}}"
}
denial() {
	result "$1" "$2" '"Error":"caa :: CAA record prevents issuance",'
}
# The time, the result and the corroboration of each check.
checks() {
	run evidence import --from "${2:-boulder}" "$1" 2>&1 |
		sed -n -e 's/.*"caa_checks":\[\(.*\)\],"mpic".*/\1/' -e 's/"records":\[[^]]*\]/"records"/g' -e 's/"domain":"[^"]*",//g' -e p
}

echo '# what collects lines has a time of its own: in JSON, in front of the line, behind a name'
answer 2026-11-10T09:00:03.123456+00:00 a.example true > plain.log
result 2026-11-10T09:00:04.123456+00:00 a.example >> plain.log
checks plain.log
checks plain.log | sed 1d > first
escaped() {
	sed 's/[\\"]/\\&/g' plain.log
}
escaped | sed 's/.*/{"@timestamp":"2026-11-20T08:30:00Z","message":"&"}/' > logstash.log
escaped | sed 's/.*/{"log":"&\\n","stream":"stdout","time":"2026-11-20T08:30:00.5Z"}/' > docker.log
escaped | sed 's/.*/{"__REALTIME_TIMESTAMP":"1795608000123456","MESSAGE":"&"}/' > journal.log
sed 's/^/2026-11-20T08:30:00.123456789Z stdout F /' plain.log > cri.log
sed 's/^/<134>1 2026-11-20T08:30:00.123Z va1 boulder-va 7 - - /' plain.log > rfc5424.log
sed 's/^/va-1  | 2026-11-20T08:30:00.5Z /' plain.log > compose.log
for log in logstash docker journal cri rfc5424 compose; do
	checks $log.log | sed 1d > other
	cmp -s first other || { echo "$log:"; diff first other; }
done

echo '# two events on a line'
{ answer 2026-11-10T09:00:03Z a.example true; result 2026-11-10T09:00:04Z a.example; } | tr -d '\n' > check.log
checks check.log
{ result 2026-11-10T09:00:04Z a.example; denial 2026-11-10T09:00:25Z a.example; } | tr -d '\n' > denied.log
checks denied.log
{ answer 2026-11-10T09:00:03Z z.example true; denial 2026-11-10T09:00:25Z a.example; } | tr -d '\n' > other.log
checks other.log
{ answer 2026-11-10T09:00:03Z a.example true; answer 2026-11-10T09:00:09Z a.example false; } | tr -d '\n' > answers.log
checks answers.log
{ answer 2026-11-10T09:00:03Z a.example true | cut -c 1-215 | tr -d '\n'; denial 2026-11-10T09:00:25Z a.example; } > cut-before.log
checks cut-before.log

echo '# cut at the end'
for n in 170 195 205 240 255; do
	{ answer 2026-11-10T09:00:03Z a.example false | cut -c 1-$n; result 2026-11-10T09:00:04Z b.example; } > cut.log
	checks cut.log
done

echo '# cut at the front'
for n in 90 120 200 235; do
	{ answer 2026-11-10T09:00:03Z a.example false | cut -c $n-; result 2026-11-10T09:00:04Z b.example; } > cut.log
	checks cut.log
done
for n in 75 90 99 130 250; do
	{ denial 2026-11-10T09:00:03Z a.example | cut -c $n-; result 2026-11-10T09:00:04Z b.example; } > cut.log
	checks cut.log
done
mpic() {
	printf '{"check_type":"caa","domain_or_ip_target":"%s","is_valid":%s,"trace_identifier":"%s","perspectives":[' "$1" "$2" "$3"
	for code in $4; do
		printf '%s{"perspective_code":"%s","check_response":{"check_completed":true,"check_passed":%s,"timestamp_ns":%s}}' "$comma" "$code" "$2" "$5"
		comma=,
	done
	comma=
	echo ']}'
}
{ mpic a.example true t-1 a 1795165204000000000 | cut -c 2-; mpic b.example true t-2 a 1795165204000000000; } > cut.log
checks cut.log open-mpic
{ mpic a.example true t-1 a 1795165204000000000 | cut -c 120-; mpic b.example true t-2 a 1795165204000000000; } > cut.log
checks cut.log open-mpic
authorization() {
	echo "{\"status\":\"valid\",\"identifier\":{\"type\":\"dns\",\"value\":\"a.example\"},\"challenges\":[{\"type\":\"dns-01\",\"status\":\"valid\",\"url\":\"https://ca.example/$1\",\"token\":\"x\",\"validated\":\"$2\"}]}"
}
{ authorization 1 2026-11-20T09:00:05Z | cut -c 30-; authorization 2 2026-11-20T09:00:05Z; } > cut.log
run evidence import --from acme cut.log 2>&1 | grep -v '^{'
front() {
	echo "$1"
	{ echo "$1"; authorization 1 2026-11-20T09:00:05Z; } > front.log
	run evidence import --from acme front.log 2>&1 | grep -v '^{'
}
front 'ble":"a","n":1}]}'
front 'rue},"n":[1,2]}'
front '12.5], "n": {"m": "}"}}'
front 'a\":\"b\"}","stream":"stdout"}'
front 'a\":\"b\"}" caller=va.go:77'
front '{"n":1},{"n":2}]}'
echo '# words with brackets, and a bracket too many behind a whole value, are not cut'
front '{"n":1}}'
front 'level=INFO config {a: [b]} read'
front '2026-11-20T08:00:00Z host x[1]: retry ) ] done'
front '-- Logs begin at Fri 2026-11-20 08:00:00 UTC :-] --'
front '2026-11-20T08:00:00Z host va: msg="got }"'
front '2026-11-20T08:00:00Z host va: regexp [^]]+ compiled'
front 'unexpected token "}"'
front '"a ]" and "b }"'
front 'msg="bad \"}\" token"'

echo '# within one second the fraction decides, whatever the order of the lines'
{ mpic a.example true permitted a 1795165204100000000; mpic a.example false forbidden a 1795165204500000000; } > order.log
run evidence import --from open-mpic order.log | grep -o '"trace_identifier":"[a-z]*"'
sed -n '2p;1p' order.log > turned.log
run evidence import --from open-mpic turned.log | grep -o '"trace_identifier":"[a-z]*"'
{ authorization later 2026-11-20T09:00:05.9Z; authorization earlier 2026-11-20T09:00:05.1Z; } > acme.log
run evidence import --from acme acme.log | grep -o '"request_id":"[^"]*"'

echo '# more perspectives than a record has'
mpic a.example true t-1 "$(seq 64)" 1795165204000000000 > many.log
run evidence import --from open-mpic many.log | sed -n 1p
mpic a.example true t-1 "$(seq 65)" 1795165204000000000 > many.log
run evidence import --from open-mpic many.log 2>&1
result 2026-11-10T09:00:04Z a.example | sed "s/\"passedPerspectives\":\[/&$(seq -s , 63 | sed 's/[0-9]*/"&"/g'),/" > many.log
run evidence import --from boulder many.log 2>&1
authorization 1 2026-11-20T09:00:05Z | sed "s/^{/&\"mpicSummary\":{\"passedPerspectives\":[$(seq -s , 65 | sed 's/[0-9]*/"&"/g')],\"failedPerspectives\":[]},/" > many.log
run evidence import --from acme many.log 2>&1
