# SPDX-License-Identifier: Apache-2.0
# What answers of Open MPIC say of each method: the value that was looked for is what the method looks for, no Random Value elsewhere.
answer() {
	printf '{"check_type":"dcv","domain_or_ip_target":"a.example","is_valid":true,"perspectives":[%s],"dcv_check_parameters":{"validation_method":"%s"%s}}\n' "$@"
}
seen() {
	printf '{"perspective_code":"%s","check_response":{"check_passed":%s,"timestamp_ns":1781943332000000000,"details":{%s}}}' "$@"
}
pair() {
	printf '%s,%s,%s' "$(seen p1 true "$1")" "$(seen p2 true "$2")" "$(seen p3 false '"found_at":"other.example"')"
}
facts() {
	cat > answer.ndjson
	smimelint evidence import --from open-mpic answer.ndjson | sed 's/.*"validated_name":"a.example"//; s/"completed_at":"[^"]*"/"completed_at"/; s/,"mpic":"m1".*//; s/"[0-9a-f]\{64\}"/"HASH"/'
}
here='"found_at":"A.example."'
# Of contacts and addresses it does the look-up alone: with that no validation is completed.
for method in dns-change website-change reverse-address-lookup acme-dns-01 unknown; do
	answer "$(pair "$here" "$here")" $method ',"challenge_value":"v"' | facts
done
answer "$(pair '' '')" acme-http-01 ',"token":"t","key_authorization":"t.k"' | facts
answer "$(pair "$here" "$here")" ip-address ',"challenge_value":"192.0.2.7","dns_record_type":"A"' | facts
for kind in email-caa:CAA email-txt:TXT phone-caa:CAA phone-txt:TXT; do
	answer "$(pair "$here" "$here")" contact-${kind%:*} ",\"challenge_value\":\"a@b.example\",\"dns_record_type\":\"${kind#*:}\"" | facts
done
echo '# names and records that all saw, of those that passed; in flat answers, too'
answer "$(pair "$here" '"found_at":"example"')" contact-email-caa ',"challenge_value":"a@b.example","dns_record_type":"CAA"' | facts
answer "$(pair "$here" '')" contact-email-caa ',"challenge_value":"a@b.example","dns_record_type":"CAA"' | facts
record='"found_at":"_validation-persist.a.example","records_seen":["ca.example; accounturi=u"]'
for other in "$record" '"records_seen":[]' '"records_seen":["x","y"]' '"records_seen":[7]'; do
	answer "$(pair "$record" "$other")" dns-persistent ',"issuer_domain_names":["ca.example"],"expected_account_uri":"u"' | facts
done
answer '{"check_passed":true,"details":{"found_at":"a.example"}}' contact-phone-txt ',"challenge_value":"+49 30 1","dns_record_type":"TXT"' | facts

echo '# answers within what other systems put around them; what cannot be read is named'
plain() { printf '{"check_type":"dcv","domain_or_ip_target":"%s.example","is_valid":true,"perspectives":[]}' $1; }
quoted() { plain $1 | sed 's/["\\]/\\&/g'; }
octets() { plain $1 | od -An -v -tu1 | tr -s ' \n' ',' | sed 's/^,//; s/,$//'; }
{
	printf '{"statusCode":200,"headers":{"a":"b"},"body":"%s"}\n' "$(quoted body)"
	printf '{"request":{"domain_or_ip_target":"request.example","check_type":"dcv"},"response":%s}\n' "$(plain response)"
	printf '{"level":"info","message":"answer %s"}\n' "$(quoted message)"
	printf '{"level":"info","msg":"answer","data":%s}\n' "$(plain data)"
	printf '{"events":[{"id":1,"message":"%s"},7,{"message":"%s"}]}\n' "$(quoted event1)" "$(quoted event2)"
	printf '{"MESSAGE":[%s],"_PID":"1"}\n' "$(octets octets)"
	printf '{"MESSAGE":[],"a":[1,2]}\n{"MESSAGE":[1,256]}\n{"message":""}\n'
	printf '{"a":{"b":{"c":{"d":%s}}}}\n' "$(plain four)"
	printf '{"a":{"b":{"c":{"d":{"e":%s}}}}}\n' "$(plain five)"
} > around.ndjson
smimelint evidence import --from open-mpic around.ndjson | sed 's/.*"record_id":"\([^"]*\)".*"response":\({.*}\)}\].*/\1 \2/'
damaged() {
	cat > damaged.ndjson
	run evidence import --from open-mpic damaged.ndjson 2>&1
}
{ printf '{"MESSAGE":null,"_PID":"1"}\n'; printf '{"MESSAGE":"%s"}\n' "$(quoted after)"; } | damaged
plain python | sed "s/\"/'/g; s/true/True/" | damaged
plain python | sed "s/\"/'/g; s/true/True, 'headers': {}/; s/^/INFO /" | damaged
plain none | sed 's/,"perspectives":\[\]//' | damaged

echo '# the account of a persistent record in a line of boulder; what the logs never show'
echo '2026-06-20T08:15:31Z Validation result JSON={"Identifier":"a.example","Challenge":{"type":"dns-persist-01","status":"valid","accounturi":"https://ca.example/a/1"}}' > persist.log
run evidence import --from boulder persist.log 2>&1
for form in open-mpic boulder acme; do
	smimelint evidence import --from $form --missing | grep -A 2 'persistent_txt\|ip.method\|completed_at, result\|checked_at\|performed_by'
done
