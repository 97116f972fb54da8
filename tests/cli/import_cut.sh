# SPDX-License-Identifier: Apache-2.0
# A log whose front is cut off, behind another one, with a line feed between or without: its events are told, and are nobody else's.

first=2026-11-10T09:00:03Z second=2026-11-10T09:30:03Z third=2026-11-10T10:00:03Z
answer() {
	printf '%s\n' "$1 va1 boulder-va[7]: 6 boulder-va aaaaaaa [AUDIT] Checked CAA records for $2, [Present: true, Account ID: 77, Challenge: http-01, Valid for issuance: true, Found at: \"$2\"] Response=\"$2.\\t300\\tIN\\tCAA\\t0 issuemail \\\"ca.example\\\"\""
}
event() {
	echo "{\"AuthzID\":\"100\",\"Requester\":77,\"Identifier\":{\"type\":\"dns\",\"value\":\"$1\"},\"Challenge\":{$2},\"Latency\":0.1,\"Summary\":{\"passedPerspectives\":[\"a\",\"b\"],\"failedPerspectives\":[],\"passedRIRs\":[\"ARIN\",\"RIPE\"],\"quorumResult\":\"2/2\"}}"
}
result() {
	printf '%s\n' "$1 va1 boulder-va[7]: 6 boulder-va aaaaaaa [AUDIT] CAA check result JSON=$(event "$2" '"type":""')"
}
valid() {
	printf '%s\n' "$1 va1 boulder-va[7]: 6 boulder-va aaaaaaa [AUDIT] Validation result JSON=$(event "$2" "\"type\":\"dns-01\",\"status\":\"valid\",\"token\":\"$2\"")"
}
blog() {
	echo "{\"time\":\"$1\",\"level\":\"INFO\",\"msg\":\"CAA check result\",\"event\":$(event "$2" '"type":""')}"
}
text() {
	printf '%s\n' "time=$1 level=INFO msg=\"CAA check result\" event=\"$(event "$2" '"type":""' | sed 's/"/\\"/g')\""
}
mpic() {
	ns=$(date -u -d "$1" +%s)000000001
	echo "{\"check_type\":\"dcv\",\"domain_or_ip_target\":\"$2\",\"is_valid\":true,\"trace_identifier\":\"t-$2\",\"perspectives\":[{\"perspective_code\":\"a\",\"check_response\":{\"check_completed\":true,\"check_passed\":true,\"timestamp_ns\":$ns}}],\"dcv_check_parameters\":{\"validation_method\":\"dns-change\",\"challenge_value\":\"$2\"}}"
}
authorization() {
	echo "{\"status\":\"valid\",\"identifier\":{\"type\":\"dns\",\"value\":\"$2\"},\"challenges\":[{\"type\":\"dns-01\",\"status\":\"valid\",\"url\":\"https://ca.example/$2\",\"token\":\"$2\",\"validated\":\"$1\"}]}"
}
records() {
	smimelint evidence import --from "$1" "$2" 2> told | sed 's/"record_id":"[^"]*"//'
}
# The times that are of the first and the last event alone.
of_others='T09:00:03Z\|T10:00:03Z'

# cuts FORM EVENT END: of the line without that end, each front that is 11 octets longer is cut off.
cuts() {
	{ $2 $first a.example; $2 $third c.example; } > whole.log
	records "$1" whole.log > whole
	line=$($2 $second b.example)
	for between in '\n' ''; do
		n=2 wrong=0 silent=0 all=0
		while [ "$n" -lt $((${#line} - $3)) ]; do
			{ printf '%s%b' "$($2 $first a.example)" "$between"; printf '%s\n' "$line" | cut -c $n-; $2 $third c.example; } > cut.log
			records "$1" cut.log > cut
			grep -v b.example cut | cmp -s - whole || wrong=$((wrong + 1))
			! grep b.example cut | grep -q "$of_others" || wrong=$((wrong + 1))
			grep -q "09:30:03Z\|1794303003000000001" cut || grep -q 'cut.log:[12]: ' told || {
				silent=$((silent + 1))
				printf 'not told: %s\n' "$(printf '%s\n' "$line" | cut -c $n-)"
			}
			all=$((all + 1)) n=$((n + 11))
		done
		echo "$2: $all cut, $wrong wrong, $silent not told"
	done
}
for shape in answer result valid blog text; do
	cuts boulder $shape 9
done
cuts open-mpic mpic 9
cuts acme authorization 9

echo '# words that begin or end as a value does are none'
words() {
	{ authorization $first a.example; echo "$1"; authorization $third c.example; } > words.log
	records acme words.log > /dev/null
	grep words.log:2 told
	{ echo "$1"; authorization $third c.example; } > words.log
	records acme words.log > /dev/null
	grep words.log:1 told
}
words 'e] done "with" it'
words '3] retry'
words 'said "a" ]'
words '{"n":1}}'
words 'disk of 5"'
for word in 'disk of 5"' 'done \o/ 5" and more'; do
	{ result $first a.example; echo "$word"; } > words.log
	records boulder words.log > /dev/null
	grep words.log:2 told
done

echo '# of one line 16 fronts are looked at'
values() {
	{ seq -s ' x ' "$1" | sed 's/[0-9][0-9]*/{"n":&}/g' | tr -d '\n'; echo ' "rest":1}'; } > values.log
	records acme values.log > /dev/null
	grep values.log: told || echo 'nothing told'
}
values 14
values 15
values 16
