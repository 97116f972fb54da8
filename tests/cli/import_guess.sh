# SPDX-License-Identifier: Apache-2.0
# What a log does not say for certain is not guessed: words that its form does not have, members that stand twice, names of nobody.
names() {
	smimelint evidence import "$@" 2> told | sed -n 's/.*"record_id":"import\/\([^"]*\)".*/\1/p' | tr '\n' ' '
	smimelint evidence import "$@" > all 2>&1
	echo "[exit $?]"
	sed 's/^smimelint: //' told
}

echo '# acme: what became of an authorization, and of its challenge (RFC 8555 7.1.6)'
authz() { printf '{"identifier":{"type":"%s","value":"%s"},"status":%s,"challenges":[{"type":"dns-01","status":%s,"url":"https://ca.example/1"}]}\n' "$@"; }
for status in pending processing valid invalid deactivated expired revoked Valid VALID 'valid ' ok ''; do
	authz dns a.example "\"$status\"" '"valid"' > one.json
	echo "== \"$status\", its challenge valid"
	names --from acme one.json
	authz dns a.example '"valid"' "\"$status\"" > one.json
	echo "== valid, its challenge \"$status\""
	names --from acme one.json
done
for status in null true 7 '["valid"]' '{"status":"valid"}'; do
	authz dns a.example "$status" '"valid"' > one.json
	echo "== $status, its challenge valid"
	names --from acme one.json
	authz dns a.example '"valid"' "$status" > one.json
	echo "== valid, its challenge $status"
	names --from acme one.json
done
authz dns a.example '"valid"' '"valid"' | sed 's/"status":"valid",//' > one.json
echo '== without it'
names --from acme one.json

echo '# acme: whom it is for'
for type in dns email DNS Email ip permanent-identifier ''; do
	for name in a.example x@a.example; do
		authz "$type" $name '"valid"' '"valid"' > one.json
		echo "== $type $name"
		names --from acme one.json
	done
done
for name in A.Example. '*' '*.' '*.a.example' 'a.*.example' . .. .a.example a..example '' ' ' 'a b.example' 'a.example\u0000.b.example' 'a.example\u0000' '192.0.2.1' '2001:db8::1'; do
	authz dns "$name" '"valid"' '"valid"' > one.json
	echo "== $name"
	names --from acme one.json
done
for name in @ x@ @a.example 'x@*' x@. 'x@a.example\u0000' 'x\u0000@a.example' 'x@[192.0.2.1]' '"x y"@a.example'; do
	authz email "$(printf %s "$name" | sed 's/"/\\"/g')" '"valid"' '"valid"' > one.json
	echo "== $name"
	names --from acme one.json
done

echo '# a member twice, wherever it stands; what is beside it is taken'
twice() {
	echo "== $2"
	names --from "$1" one.json
}
for change in 's/"status":"valid",/"status":"invalid","status":"valid",/' 's/"status":"valid",/"status":"valid","status":"valid",/' 's/"value"/"value":"b.example","value"/' \
	's/"challenges"/"challenges":[],"challenges"/' 's/"type":"dns-01"/"type":"http-01","type":"dns-01"/' 's/^{/{"other":{"x":{"y":1,"y":2}},/' 's/^{/{"other":[[{"y":1,"z":2}],{"y":1}],/' \
	's/^{/{"st\\u0061tus":"pending",/'; do
	{ authz dns a.example '"valid"' '"valid"' | sed "$change"; authz dns c.example '"valid"' '"valid"' | sed 's,ca.example/1,ca.example/2,'; } > one.json
	twice acme "$change"
	{ echo '['; sed '$!s/$/,/' one.json; echo ']'; } > list.json
	names --from acme list.json
	printf '{"response":"%s"}\n' "$(head -n 1 one.json | sed 's/\\/\\\\/g; s/"/\\"/g')" > one.json
	names --from acme one.json
done
answer='{"check_type":"caa","domain_or_ip_target":"a.example","is_valid":true,"perspectives":[{"perspective_code":"p","check_passed":true}]}'
for change in 's/"is_valid"/"is_valid":false,"is_valid"/' 's/"check_passed"/"check_passed":false,"check_passed"/' 's/^x//'; do
	echo "$answer" | sed "$change" > one.json
	twice open-mpic "$change"
done

echo '# open-mpic: words in other letters, texts for truths, a NUL in what came back'
for change in 's/caa/CAA/' 's/caa/Dcv/' 's/caa/http/' 's/true,"p/"true","p/' 's/true,"p/"True","p/' 's/true,"p/1,"p/' 's/true,"p/null,"p/' 's/"p"/"p\\u0000q"/' 's/"p"/"p\\\\u0000q"/' \
	's/a\.example/\*/'; do
	echo "$answer" | sed "$change" > one.json
	twice open-mpic "$change"
	grep -o '"response":.*' all
done

echo '# boulder: a check of CAA that does not say what came of it, a challenge with a word of its own'
for members in '"present":true,"valid":true' '"present":true,"valid":false' '"present":true,"valid":"False"' '"present":true,"valid":0' '"present":true,"valid":null' '"present":true' \
	'"present":"False","valid":true' '"present":false,"valid":true,"valid":false'; do
	echo "2026-06-20T08:15:31Z va Checked CAA records JSON={\"identifier\":\"a.example\",$members}" > one.json
	twice boulder "$members"
	grep -o '"result":"[a-z]*"' all
done
for status in valid invalid Valid; do
	echo "2026-06-20T08:15:31Z va Validation result JSON={\"Identifier\":{\"type\":\"dns\",\"value\":\"a.example\"},\"Challenge\":{\"type\":\"dns-01\",\"status\":\"$status\"}}" > one.json
	twice boulder "$status"
done
