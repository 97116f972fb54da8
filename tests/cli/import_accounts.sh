# SPDX-License-Identifier: Apache-2.0
# Which events of several a record gets: those that can serve the certificate, a check and a validation of one account.
cert evidence-sv-multi data/base/bases.pem > certificate.pem
# One of its mail domains.  Its notBefore is 2026-07-01 09:30.
own=post.nordlicht-logistik.de
validated() {
	printf '%s [AUDIT] Validation result JSON={"AuthzID":%s,"Requester":%s,"Identifier":{"type":"dns","value":"%s"},"Challenge":{"type":"%s","status":"valid"},"Summary":{"passedPerspectives":["a","b"],"failedPerspectives":[]}}\n' \
		"$1" "$2" "$3" "${5:-$own}" "${4:-dns-01}"
}
checked() {
	printf '%s [AUDIT] CAA check result JSON={"AuthzID":%s,"Requester":%s,"Identifier":{"type":"dns","value":"%s"},"Challenge":{"type":""},%s"Summary":{"passedPerspectives":["a","b"],"failedPerspectives":[]}}\n' \
		"$1" "$2" "$3" "$own" "$4"
}
refused() {
	checked "$1" "$2" "$3" '"Error":"caa :: prevents issuance","InternalError":"caa",'
}
# Account and time of what the record has of the domain; what is told.
record() {
	cat > events.log
	smimelint evidence import --from boulder --certificates certificate.pem events.log 2> said > records.ndjson
	grep -o '"validations":.*' records.ndjson | grep -o '"completed_at":"[^"]*"\|"applicant_id":"[^"]*"\|"checked_at":"[^"]*"\|"result":"deny"' | cut -d '"' -f 4 | tr '\n' ' '
	echo
	sed -n 's/^smimelint: //p' said
}

echo '# a check that can serve (SBR 4.2.2.1) comes before one that cannot; one behind notBefore only before the latter; of those the first that permits'
{ checked 2026-05-01T09:00:00Z 1 77; checked 2026-07-01T10:20:00Z 2 77; checked 2026-07-01T20:00:00Z 3 77; } | record
{ checked 2026-07-01T01:29:59Z 1 77; checked 2026-07-01T10:20:00Z 2 77; } | record
{ checked 2026-07-01T01:30:00Z 1 77; checked 2026-07-01T10:20:00Z 2 77; } | record
{ checked 2026-07-01T01:29:59Z 1 77; checked 2026-07-03T09:30:01Z 2 77; } | record
{ refused 2026-05-01T09:00:00Z 1 77; refused 2026-07-01T09:50:00Z 1 77; checked 2026-07-01T10:20:00Z 2 77; refused 2026-07-01T11:00:00Z 3 77; } | record
{ refused 2026-07-01T09:50:00Z 1 77; refused 2026-07-01T10:20:00Z 2 77; } | record
echo '# a refusal before notBefore gives way to what permits behind it, but not for another account'
{ refused 2026-07-01T09:00:00Z 1 77; checked 2026-07-01T10:20:00Z 2 77; } | record
{ refused 2026-07-01T09:00:00Z 1 77; checked 2026-07-03T09:30:01Z 2 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; refused 2026-07-01T09:00:00Z 1 77; checked 2026-07-01T10:20:00Z 1 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; refused 2026-07-01T09:00:00Z 1 77; checked 2026-07-01T10:20:00Z 1 77; refused 2026-07-01T10:30:00Z 1 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-07-01T08:00:00Z 1 77; refused 2026-07-01T09:00:00Z 1 77; refused 2026-07-01T10:20:00Z 1 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; refused 2026-07-01T09:00:00Z 1 77; checked 2026-07-01T10:20:00Z 2 99; } | record
{ validated 2026-06-20T09:00:00Z 1 77; validated 2026-06-20T09:00:00Z 2 99; refused 2026-07-01T09:00:00Z 1 77; checked 2026-07-01T10:20:00Z 2 99; } | record
{ validated 2026-06-20T09:00:00Z 1 77; refused 2026-07-01T09:00:00Z 0 0; checked 2026-07-01T10:20:00Z 1 77; } | record
echo '# more than 8 hours behind notBefore, where one before it is too old'
{ checked 2026-05-01T09:00:00Z 1 77; checked 2026-07-01T17:30:00Z 2 77; } | record
{ checked 2026-05-01T09:00:00Z 1 77; checked 2026-07-01T17:30:01Z 2 77; } | record
checked 2026-07-01T17:30:01Z 2 77 | record
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-07-01T00:30:00Z 1 77; checked 2026-07-03T09:00:00Z 1 77; } | record
{ validated 2025-05-20T09:00:00Z 1 77; validated 2026-07-02T09:00:00Z 1 77; } | record
echo '# the TTL may be longer'
printf '{"columns":{"name":"domain","at":"caa.checked_at","ttl":"caa.ttl_seconds"}}' > map.json
for ttl in 28800 86400; do
	printf 'name,at,ttl\n%s,2026-06-30T20:00:00Z,%s\n%s,2026-07-01T12:00:00Z,300\n' $own $ttl $own > table.csv
	smimelint evidence import --from csv --map map.json --certificates certificate.pem table.csv | grep -o '"checked_at":"[^"]*"'
done

echo '# of two validations the record has one that is not worse than the other, whatever their order'
above=nordlicht-logistik.de
event() {
	case $1 in
	old-*) time=2025-05-28T09:00:00Z ;;
	young-*) time=2025-05-30T09:00:00Z ;;
	new-*) time=2026-06-30T09:00:00Z ;;
	behind-*) time=2026-07-01T10:20:00Z ;;
	esac
	case $1 in
	*-own-*) name=$own ;;
	*-above-*) name=$above ;;
	esac
	validated $time 1 77 ${1##*-}-01 $name
}
# How many rules about age and coverage it breaks; 9: there is no validation of the mailbox.
faults() {
	cat > events.log
	smimelint evidence import --from boulder --certificates certificate.pem events.log 2> /dev/null > records.ndjson
	grep -q '"validation":' records.ndjson || { echo 9; return; }
	smimelint certificate.pem --evidence records.ndjson -f line --only evidence.age.domain-validation-age --only evidence.method.validated-name-covers-mailbox | grep -c 'allowed: 398 d\| by 3.2.2.4'
}
events='old-own-dns young-own-dns old-own-http new-own-http new-above-http behind-above-http old-above-dns young-above-dns behind-own-dns'
for a in $events; do
	echo "$a: $(event $a | faults)"
	for b in $events; do
		[ $a = $b ] && break
		least=$(for one in $a $b; do event $one | faults; done | sort -n | head -n 1)
		both=$({ event $a; event $b; } | faults)
		[ $both -le $least ] || echo "$a and $b: $both, not $least"
	done
done

echo '# one mailbox, thirty days; one of its domain behind it'
printf '{"columns":{"mail":"mailbox","name":"domain","section":"validation.sbr_section","done":"validation.completed_at"}}' > map.json
for day in 2026-06-01T09:29:59Z 2026-06-01T09:30:00Z; do
	printf 'mail,name,section,done\nanna@%s,,3.2.2.2,%s\n,%s,3.2.2.1,2026-05-10T09:00:00Z\n' $own $day $own > table.csv
	smimelint evidence import --from csv --map map.json --certificates certificate.pem table.csv | grep -o '"completed_at":"[^"]*"'
done

echo '# check and validation are those of one account, and of one authorization'
{ validated 2026-06-20T09:00:00Z 1 77; validated 2026-06-21T09:00:00Z 2 99; checked 2026-07-01T09:29:00Z 1 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; validated 2026-06-21T09:00:00Z 2 77; checked 2026-07-01T09:29:00Z 1 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; validated 2026-06-21T09:00:00Z 2 99; checked 2026-07-01T09:29:00Z 5 77; } | record
echo '# the refusal of another account is none of this one; its own is, and that of an account nobody names'
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-07-01T09:29:00Z 1 77; refused 2026-07-01T09:29:30Z 2 99; } | record
{ validated 2026-06-20T09:00:00Z 1 77; validated 2026-06-20T09:00:00Z 2 99; checked 2026-07-01T09:29:00Z 1 77; refused 2026-07-01T09:29:30Z 2 99; } | record
{ validated 2026-06-20T09:00:00Z 1 77; validated 2026-06-20T09:00:00Z 2 99; checked 2026-07-01T09:28:00Z 2 99; checked 2026-07-01T09:29:00Z 1 77; refused 2026-07-01T09:29:30Z 1 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-07-01T09:29:00Z 1 77; refused 2026-07-01T09:29:30Z 1 77; } | record
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-07-01T09:29:00Z 1 77; refused 2026-07-01T09:29:30Z 0 0; } | record
{ validated 2026-06-20T09:00:00Z 1 77; refused 2026-07-01T09:29:30Z 2 99; checked 2026-07-01T10:20:00Z 1 77; } | record
echo '# two that have both'
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-07-01T09:29:00Z 1 77; validated 2026-06-20T08:00:00Z 2 99; checked 2026-07-01T09:29:30Z 2 99; checked 2026-07-01T09:28:00Z 2 99; } | record
echo '# where one account has the check and another the validation, the record has not both'
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-07-01T09:29:00Z 2 99; } | record
{ validated 2026-06-20T09:00:00Z 1 77; checked 2026-05-01T09:29:00Z 2 99; } | record
{ validated 2026-06-20T09:00:00Z 1 77; refused 2026-07-01T09:29:00Z 2 99; } | record
{ validated 2025-05-20T09:00:00Z 1 77; refused 2026-07-01T09:29:00Z 2 99; } | record
{ validated 2026-06-20T09:00:00Z 1 77; refused 2026-07-01T09:28:00Z 1 77; refused 2026-07-01T09:29:00Z 2 99; } | record
echo '# a refusal of another account in the half minute of a corroborated check is no perspective of it'
{ validated 2026-06-20T09:00:00Z 1 77; validated 2026-06-20T09:00:00Z 2 99; checked 2026-07-01T09:29:00Z 1 77 | sed 's/"failedPerspectives":\[/&"c"/'; refused 2026-07-01T09:29:20Z 2 99 | sed 's/"Summary".*/"Latency":1}/'; } | record
echo '# of so many accounts the pairs are looked for, and then that of the account with the validation'
for n in 63 64; do
	for validated in 2026-06-19T09:00:00Z 2026-06-21T09:00:00Z; do
		{ validated 2026-06-20T09:00:00Z 1 77; validated "$validated" 2 99; checked 2026-07-01T09:00:00Z 1 77; for i in $(seq $n); do refused "2026-07-01T09:10:$(printf %02d $((i % 60)))Z" $((i + 1)) $((i + 100)); done; } | record
	done
done

echo '# open-mpic: a check for the certificate of a server is none where there is one for mail; what covers only its name is nothing below it'
answer() {
	printf '{"check_type":"%s","domain_or_ip_target":"%s","is_valid":%s,"trace_identifier":"%s","perspectives":[{"timestamp_ns":%s000000000}],%s}\n' "$@"
}
caa() {
	answer caa $own $1 $2 $3 "\"caa_check_parameters\":{\"certificate_type\":\"$2\"}"
}
traces() {
	cat > events.ndjson
	smimelint evidence import --from open-mpic --certificates certificate.pem events.ndjson | grep -o '"trace_identifier":"[^"]*"' | tr '\n' ' '
	echo
}
{ caa true s-mime 1782892800; caa true tls-server 1782897000; } | traces
{ caa true s-mime 1782892800; caa false tls-server 1782897000; } | traces
{ caa true s-mime 1782720000; caa true tls-server 1782897000; } | traces
caa true tls-server 1782897000 | traces
{ answer dcv $above true dns 1780000000 '"dcv_check_parameters":{"validation_method":"dns-change"}'; answer dcv $above true website 1782000000 '"dcv_check_parameters":{"validation_method":"website-change"}'; } | traces
