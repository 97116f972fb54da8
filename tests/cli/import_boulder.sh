# SPDX-License-Identifier: Apache-2.0
# Audit lines of boulder in each form that its loggers have had: what a line says is the same, whatever stands around it.

said='2026-11-10T08:15:32'
validation='{"AuthzID":4711,"Requester":77,"Identifier":{"type":"dns","value":"example.com"},"Challenge":{"type":"http-01","status":"valid","token":"LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0","validationRecord":[{"url":"http://example.com/.well-known/acme-challenge/LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0","hostname":"example.com","port":"80","addressesResolved":["192.0.2.1"],"addressUsed":"192.0.2.1"}]},"Latency":0.3,"Summary":{"passedPerspectives":["a","b"],"failedPerspectives":[],"passedRIRs":["ARIN","RIPE"],"quorumResult":"2/2"}}'
answer='{"challenge":"http-01","foundAt":"example.com","identifier":"example.com","present":true,"requester":77,"response":"example.com.\t300\tIN\tCAA\t0 issue \"ca.example\"\n","valid":true}'
check='{"AuthzID":4711,"Requester":77,"Identifier":{"type":"dns","value":"example.com"},"Challenge":{"type":""},"Latency":0.3,"Summary":{"passedPerspectives":["a","b"],"failedPerspectives":[],"passedRIRs":["ARIN","RIPE"],"quorumResult":"2/2"}}'

# The three lines of one authorization: FRONT MESSAGE JSON=OBJECT; in FRONT, @ stands for the message.
lines() {
	printf '%s\n' "$1 Validation result JSON=$validation" "$1 Checked CAA records JSON=$answer" "$1 CAA check result JSON=$check"
}
# Package blog in JSON: the message and the time are members; the event's lie beside them, or in a member.
blog() {
	for message in "Validation result|$validation" "Checked CAA records|$answer" "CAA check result|$check"; do
		object=${message#*|} head="\"time\":\"$said.512345678Z\",\"level\":\"INFO\",\"msg\":\"${message%%|*}\""
		case $2 in
		beside) printf '%s {%s,%s\n' "$1" "$head" "${object#?}" ;;
		within) printf '%s {%s,"acct":77,"authz":4711,"idents":[{"type":"dns","value":"example.com"}],"event":%s}\n' "$1" "$head" "$object" ;;
		esac
	done
}
# Package blog as text: an object is a quoted text.
text() {
	for message in "Validation result|$validation" "Checked CAA records|$answer" "CAA check result|$check"; do
		printf '%s time=%s.512Z level=INFO msg="%s" event="%s"\n' "$1" $said "${message%%|*}" \
			"$(printf '%s' "${message#*|}" | sed 's/[\\"]/\\&/g')"
	done
}
# Without what stands around it the record is the same.
records() {
	run evidence import --from boulder "$1" 2>&1 | sed -e 1d -e 's/"time":"[^"]*","level":"INFO","msg":"[^"]*",//g'
}

lines "${said}.512345+00:00Z va1 dc boulder-va[812]: 6 boulder-va q6jQkQ [AUDIT]" > stdout.log
lines "$(printf '\033[31m\033[1m')${said}.512345+00:00Z va1 dc boulder-va[812]: 3 boulder-va q6jQkQ [AUDIT]" > terminal.log
lines "${said}.512345+00:00 va1 boulder-va[812]: q6jQkQ [AUDIT]" > syslog.log
lines "<134>1 ${said}.512345+00:00 va1 boulder-va 812 - - q6jQkQ [AUDIT]" > rfc5424.log
blog "q6jQkQ [AUDIT]" beside > blog.log
blog "${said}.600000+00:00 va1 boulder-va[812]: q6jQkQ [AUDIT]" beside > blog-syslog.log
blog "q6jQkQ [AUDIT]" within > blog-within.log
text "q6jQkQ [AUDIT]" > blog-text.log
records stdout.log | tee first
for log in terminal syslog rfc5424 blog blog-syslog blog-within blog-text; do
	records $log.log > other
	cmp -s first other || { echo "$log:"; diff first other; }
done

echo '# a time without a year is none; a remote perspective is none of ours; words alone are told'
lines "Nov 10 08:15:32 va1 boulder-va[812]: q6jQkQ [AUDIT]" > yearless.log
run evidence import --from boulder yearless.log 2>&1 > /dev/null
blog "${said}.600000+00:00 va2 remoteva[77]: q6jQkQ [AUDIT]" beside | sed 's/,"Summary":{[^}]*}//' > remote.log
run evidence import --from boulder remote.log 2>&1
echo "q6jQkQ [AUDIT] time=${said}.512Z level=INFO msg=\"Validation result\" authz=4711 acct=77" > words.log
run evidence import --from boulder words.log 2>&1
