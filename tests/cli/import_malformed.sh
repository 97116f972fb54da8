# SPDX-License-Identifier: Apache-2.0
# Logs that are not as their systems write them: what can be told of an event is, and nothing else becomes one.
cert evidence-sv-multi data/base/bases.pem > certificate.pem
hashes() {
	sed -e 's/"[0-9a-f]\{64\}"/"HASH"/g' -e 's,import/[0-9a-f]\{16\},import/HASH,' -e 's/"serial":"[0-9a-f]*"/"serial":"N"/'
}
# The events alone, without what each record begins with.
events() {
	run evidence import "$@" 2>&1 | hashes | sed 's/^{"evidence_format".*"record_id"/{"record_id"/'
}

echo '# boulder: times and names that are missing'
cat > boulder.log <<'L'
T Tuesday va Checked CAA records JSON={"identifier":"a.example","foundAt":"","response":"a.example. 300 IN CAA 0 issue","valid":true}
on 2026-06-20T08:15:31Z Checked CAA records JSON={"identifier":"b.example","present":false,"valid":true}
2026-06-20T08:15:32Z Checked CAA records JSON={"present":true,"valid":true}
2026-06-20T08:15:33Z CAA check result JSON={"identifier":"c.example","Error":"","valid":false}
2026-06-20T08:15:34Z Something else JSON={"identifier":"d.example"}
2026-06-20T08:15:35Z Validation result JSON={"Identifier":{"value":"e.example"},"Challenge":{"type":"http-01","status":"valid","validationRecord":[]}}
2026-06-20T08:15:36Z Validation result JSON={"Identifier":{"value":"f.example"},"Challenge":{"type":"new-99","status":"valid","token":7,"validationRecord":[{"url":7}]}}
2026-06-20T08:15:37Z Validation result JSON={"Identifier":{"value":"g.example"},"Challenge":{"status":"valid","validationRecord":[{"url":"http://g.example/"}]}}
2026-06-20T08:15:38Z Validation result JSON={"Identifier":{"value":"h.example"},"Challenge":{"status":"pending"}}
2026-06-20T08:15:39Z Validation result JSON={"Identifier":{"value":"i.example"},"Challenge":{"status":""}}
2026-06-20T08:15:40Z Validation result JSON={"Identifier":{"value":"Jj@J.Example"},"AuthzID":1e30,"Requester":"x","Challenge":{"status":"valid"},"Summary":{}}
L
events --from boulder boulder.log

echo '# boulder: records of CAA'
record() {
	printf '2026-06-20T08:15:31Z Checked CAA records JSON={"identifier":"%s","foundAt":"%s","response":"%s","valid":true}\n' "$1.example" "$1.example" "$2"
}
{
	record flags 'x. 300 IN CAA 256 issue \"ca.example\"'
	record bare 'x. 300 IN CAA 0 issue ca.example'
	record open 'x. 300 IN CAA 0 issue \"ca.example'
	record mark 'x. 300 IN CAA 0 issue \"'
	record ttl 'x. 60 IN CAA 0 issue \"ca.example\"\nx. 300 IN CAA 128 issuemail \";\"'
	record long "x. 300 IN CAA 0 issue \\\"$(head -c 1100 /dev/zero | tr '\0' a)\\\""
	record none ''
} > records.log
events --from boulder records.log

echo '# boulder: records of the section that answers'
dig='\n;; flags: qr; ADDITIONAL: 1\n\n;; OPT PSEUDOSECTION:\n; EDNS: version 0\n\n;; QUESTION SECTION:\n;x.\tIN\t CAA\n\n'
for section in ANSWER AUTHORITY ADDITIONAL; do
	record $section "${dig};; $section SECTION:\\nx. 60 IN CAA 0 issue \\\"one.example\\\"\\n"
	record both-$section "${dig};; ANSWER SECTION:\\nx. 300 IN CAA 0 issue \\\"one.example\\\"\\n\\n;; $section SECTION:\\ny. 60 IN CAA 0 issue \\\"two.example\\\""
done > sections.log
smimelint evidence import --from boulder sections.log | grep -o '"domain":"[^"]*"\|"records.*"ttl_seconds":[0-9]*'

echo '# boulder: an answer is that of the check behind it for ten minutes, and of no other name'
check() {
	printf '%s CAA check result JSON={"Identifier":{"value":"%s"},"Summary":{"passedPerspectives":[]}}\n' "$1" "$2"
}
for time in 08:00:00 08:10:00 08:10:01 07:59:59; do
	{ record one 'x. 60 IN CAA 0 issue \"ca.example\"' | sed 's/08:15:31/08:00:00/'; check "2026-06-20T${time}Z" one.example; } > pair.log
	events --from boulder pair.log | grep -c '"mpic":"n1"' | tr '\n' ' '
	smimelint evidence import --from boulder pair.log | grep -c '"ttl_seconds":60.*"mpic":"n1"'
done
{ record one ''; record one 'x. 60 IN CAA 0 issue \"ca.example\"' | sed 's/"identifier":"one.example",//'; check 2026-06-20T08:15:31Z two.example
	check 2026-06-20T08:15:31Z one.example; } > names.log
events --from boulder names.log
check '' none.example | sed 's/{"value":"none.example"}/7/' > nameless.log
events --from boulder nameless.log

echo '# open-mpic'
answer() {
	printf '{"check_type":"%s","domain_or_ip_target":"%s","is_valid":%s,"perspectives":%s%s}\n' "$1" "$2" "$3" "$4" "$5"
}
{
	answer dcv a.example true '[{"timestamp_ns":1781943332000000000},{"timestamp_ns":1781943331000000000}]' ',"trace_identifier":"t"'
	answer dcv b.example true '[{"timestamp_ns":"1781943332000000000"}]' ',"dcv_check_parameters":{"validation_method":"unknown"}'
	answer caa c.example true '[{"timestamp_ns":1e300},{"timestamp_ns":-1e300}]'
	answer caa D@D.example true 7
	answer caa e.example false '[]'
	answer caa f.example '"true"' '[]'
	echo '{"check_type":"caa","domain_or_ip_target":"g.example","is_valid":true}'
	echo '{"check_type":"caa","domain_or_ip_target":"g.example","perspectives":[]}'
	echo '{"check_type":"caa","is_valid":true,"perspectives":[]}'
	echo '{"domain_or_ip_target":"g.example","is_valid":true,"perspectives":[]}'
} > mpic.ndjson
events --from open-mpic mpic.ndjson

echo '# acme: what is no time, and what is no validation'
authorization() {
	printf '{"identifier":{"type":"dns","value":"%s"},"status":"valid","challenges":[{"type":"dns-01","status":"valid","validated":"%s"}]}\n' "$1" "$2"
}
n=0
for time in 2026-06-20T08:15:31Z 2026-06-20T08:15:31.25+02:00 2026-06-20T08:15:31-02:30 2026-06-20T08:15:60Z \
	2026-00-20T08:15:31Z 2026-13-20T08:15:31Z 2026-06-00T08:15:31Z 2026-06-32T08:15:31Z 2026-06-20T24:15:31Z \
	2026-06-20T08:60:31Z 2026-06-20T08:15:61Z 2026-6-20T08:15:31Z 2026-06-20 '2026-06-20T08:15:31 2:00' ''; do
	n=$((n + 1))
	authorization "t$n.example" "$time"
done > times.ndjson
smimelint evidence import --from acme times.ndjson | sed 's/.*"record_id":"import\/\([^"]*\)".*/\1 &/; s/ .*"completed_at":"\([^"]*\)".*/ \1/; s/ {.*/ -/'
cat > acme.ndjson <<'L'
{"identifier":{"type":"ip","value":"192.0.2.1"},"challenges":[{"type":"http-01","status":"valid"}]}
{"identifier":{"value":"a.example"},"status":"valid","challenges":[{"type":"http-01","status":"valid"},{"type":"dns-01"},{"status":7}]}
{"identifier":{"type":"dns"},"challenges":[{"type":"http-01","status":"valid"}]}
{"identifier":{"type":"dns","value":"b.example"}}
{"identifier":{"type":"dns","value":"c.example"},"challenges":{}}
{"response":"no JSON"}
"a text"
L
events --from acme acme.ndjson

echo '# acme: what was fetched first, and what perspectives found, as boulder shows it; of domains'
shown() { printf '{"identifier":{"type":"%s","value":"%s"},"status":"%s","challenges":[{"type":"http-01","status":"valid","validationRecord":%s}],"mpicSummary":%s}\n' "$@"; }
fetched='[{"url":"http://a.example/1","hostname":"a.example"},{"url":"http://a.example/2"}]'
{
	shown dns a.example valid "$fetched" '{"passedPerspectives": ["p1"]}'
	shown dns b.example valid '[{"hostname":"b.example"}]' 7
	shown email c@c.example valid '{}' '{}'
	shown dns d.example invalid "$fetched" '{}'
} > shown.ndjson
for form in acme boulder; do
	smimelint evidence import --from $form shown.ndjson | sed 's/.*"validations"//'
done

echo '# values: over lines, in arrays, in quotation marks, and what JSON does not allow'
authorization a.example 2026-06-20T08:15:31Z > one
{ echo '['; cat one; echo ','; sed 's/a.example/b.example/' one; echo ']'; echo; } > array.json
events --from acme array.json | grep -c record_id
{ cat array.json; echo '}'; } > more.json
events --from acme more.json
sed 's/"dns-01"/"dns-01","number":01/' array.json > lax.json
events --from acme lax.json
answer dcv a.example true '[]' ',"zero":01' > lax.ndjson
events --from open-mpic lax.ndjson
{ printf '\n \t\r\n'; printf 'answer="'; tr -d '\n' < one | sed 's/"/\\"/g'; echo '"'; echo '"{\'; echo '[AUDIT] [1] {"a'; echo '[x'; } > quoted.log
events --from acme quoted.log
: > empty
events --from acme empty
events --from acme certificate.pem empty | tail -n 1

echo '# csv: maps'
table() {
	printf '%s' "$1" > map.json
	printf "$2" > table.csv
	events --from csv --map map.json table.csv
}
table '{}' 'A,B\n1,2\n'
table '{"columns": {"A": 7}}' 'A\n1\n'
table '{"columns": {"B": "order", "C": "validation.validated_name", "D": "caa.domain"}, "constants": {"caa.performed_by": "ca"}}' \
	'A\tB\tC\tD\n1\torder-1\tv.example\tc.example\n1\t\t\t\n'
table '{"columns": {"A": "domain", "B": "caa.ttl_seconds", "C": "validation.tls_method"}}' '\357\273\277A;B;C\r\na.example;300;3.2.2.4.7\r\nb.example;5m;\r\n'
table '{"columns": {"A": "caa.domain"}}' 'A\n"a.example"\nb.example'
table '{"columns": {"A": "caa.domain"}}' '\357\273\277'
table '{"columns": {"A": "caa.domain"}}' ''
table '{"columns": {"A": "caa.domain"}}' "A$(head -c 300 /dev/zero | tr '\0' ,)"'\n'
table '{' 'A\n'
run evidence import --from csv --map missing.json table.csv 2>&1

echo '# perspectives and certificates'
echo '{"perspectives": {"p 1": {"rir": "RIPE"}}}' > wrapped.json
echo '{"p 1": {"rir": "RIPE"}}' > bare.json
for file in wrapped.json bare.json missing.json one empty; do
	events --from acme --perspectives $file one
done
sed 's/a.example/nordlicht-werke.de/' one > known
sed 's/a.example/licht-werke.de/' one > within
sed 's/08:15:31Z/08:15:30Z/; s/a.example/nordlicht-werke.de/' one > earlier
sed 's/a.example/de/; s/2026-06-20/2027-06-20/' one > later
for logs in known within later 'known earlier' 'earlier known'; do
	events --from acme --certificates certificate.pem $logs
done
answer caa nordlicht-werke.de true '[]' > check
answer dcv nordlicht-werke.de true '[]' > validation
events --from open-mpic --certificates certificate.pem check validation
cert sv-strict data/base/bases.pem > other.pem
sed 2d certificate.pem > damaged.pem
for file in cli/key.pem damaged.pem missing.pem cli/crl.pem; do
	run evidence import --from acme --certificates $file known 2>&1
done
run evidence import known 2>&1

echo '# boulder: names as texts, as logs of early 2025 and before have them; an event that names nobody is told'
cat > names.log <<'L'
2026-06-20T08:15:31Z Validation result JSON={"AuthzID":"1","Identifier":"text.example","Challenge":{"type":"http-01","status":"valid"}}
2026-06-20T08:15:32Z Validation result JSON={"ID":"2","Hostname":"host.example","Challenge":{"type":"http-01","status":"valid"}}
2026-06-20T08:15:33Z Validation result JSON={"ID":"3","Challenge":{"type":"http-01","status":"valid"}}
L
events --from boulder names.log
sed -n 3p names.log > nobody.log
smimelint evidence import --from boulder nobody.log 2>&1
echo "exit $?"

echo '# boulder: times as systems write them before a line; without a year, or a zone'
n=0
for time in 2026-06-20T08:15:31Z '2026-06-20 08:15:31,123' '2026-06-20 08:15:31.5 +0200' '2026/06/20 08:15:31 UTC' '2026-06-20T08:15:31+00:00Z' '[2026-06-20 08:15:31Z]' \
	'2026-06-20T08:15:31-0130' '<14>1 2026-06-20T08:15:31.1Z' '2026-06-31 08:15:31 2026-06-20 08:15:31 UTCx' 'Jun 20 08:15:31' 'I0620 08:15:31.5' '12026-06-20T08:15:31Z' \
	'2026-06-20T24:15:31Z' '2026-06-20'; do
	n=$((n + 1))
	echo "$time va [AUDIT] Checked CAA records JSON={\"identifier\":\"t$n.example\",\"present\":false,\"valid\":true}"
done > times.log
smimelint evidence import --from boulder times.log 2>&1 | sed 's/.*"record_id":"import\/\([^"]*\)".*/\1 &/; s/ .*"checked_at":"\([^"]*\)".*/ \1/; s/ {.*/ -/'
echo '# boulder: what announces a value, and none behind it'
printf '%s\n' '2026-06-20T08:15:31Z Validation result JSON=' 'CAA check result JSON=<cut>' 'Checked CAA records for nobody' 'other words' > words.log
events --from boulder words.log

echo '# lines inside the JSON of a container and of a journal; what is no text, or of another form, is no success'
cat > docker.log <<'L'
{"log":"va [AUDIT] Checked CAA records JSON={\"identifier\":\"a.example\",\"present\":false,\"valid\":true}\n","stream":"stdout","time":"2026-06-20T08:15:31.5Z"}
{"log":"started\n","stream":"stdout","time":"2026-06-20T08:15:32Z"}
{"MESSAGE":"[AUDIT] Checked CAA records JSON={\"identifier\":\"b.example\",\"present\":false,\"valid\":true}","__REALTIME_TIMESTAMP":"1781943333000000"}
{"MESSAGE":"[AUDIT] Checked CAA records JSON={\"identifier\":\"c.example\",\"present\":false,\"valid\":true}","__REALTIME_TIMESTAMP":"99999999999999999999999"}
L
# Lines within lines, as far as a line has an event: two, four, and one more.
within() { sed 's/[\\"]/\\&/g; s/.*/{"log":"&"}/'; }
deep() { echo "2026-06-20T08:15:34Z Checked CAA records JSON={\"identifier\":\"$1.example\",\"present\":false,\"valid\":true}"; }
deep five | within | within | within | within | within >> docker.log
deep two | within | within > deep.log
deep four | within | within | within | within >> deep.log
events --from boulder deep.log
events --from boulder docker.log
sed -n 1p docker.log > one.log
events --from boulder one.log
gzip -cn docker.log > log.gz
# Cut off before its first line.
head -c 12 log.gz > begun.gz
smimelint evidence import --from boulder begun.gz 2>&1
echo "[exit $?]"
# The same in UTF-16, packed, packed twice, cut off, with something behind it; an archive.
{ printf '\377\376'; sed 's/./&@/g; s/$/@/' docker.log | tr '\n' '#' | sed 's/@#/\n@/g' | tr '@' '\000'; } > log.u16
gzip -cn log.u16 > log.u16.gz
gzip -cn log.u16.gz > twice.gz
gzip -cn twice.gz > thrice.gz
gzip -cn log.gz > narrow-twice.gz
head -c 100 log.gz > cut.gz
{ cat log.gz; echo more; } > more.gz
printf '{}\000' > log.zeros
printf 'a line\n' > log.words
smimelint evidence import --from boulder docker.log 2> said > read
for log in log.gz log.u16 log.u16.gz; do
	smimelint evidence import --from boulder $log 2> said.$log | cmp - read && sed "s/$log/docker.log/" said.$log | cmp - said && echo "$log: the same"
done
tar -cf log.tar log.words
for log in twice.gz narrow-twice.gz thrice.gz cut.gz more.gz log.tar log.zeros log.words; do
	smimelint evidence import --from boulder $log 2>&1
	echo "exit $?"
done
# A log in UTF-16 that ends within a character: what is before is read; in the middle of a line, too, of which nothing is taken.
n=$(wc -c < log.u16)
for n in $((n - 1)) $((n - 3)) 301; do
	head -c $n log.u16 > cut.u16
	smimelint evidence import --from boulder cut.u16 > read.cut 2> said
	echo "exit $?"
	cat said
	cmp -s read read.cut && echo 'the same records'
done
{ cat log.u16; printf '\n'; } > odd.u16
smimelint evidence import --from boulder odd.u16 2>&1 > read.cut | grep 'cut off'
cmp read read.cut

echo '# boulder: escapes of zone files and of Go stand for characters; what is none stays as it is'
# Backslashes of each inside the quotation marks of the next.
escaped() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }
n=10
{
	for value in 'ca.example\; a=\098\"' 'caf\195\169' 'caf\233' '\000\256\999' '\127\128' '\12'; do
		n=$((n + 1))
		record zone$n "$(escaped "x. 300 IN CAA 0 issue \"$value\"")"
	done
	for found in '\a\b\f\n\r\t\v\\\"' '\x1b\x7f' '\u00e9\u20ac\U0001f600' '\x00\x80\xff' '\ud800\U00110000\u0000' '\x1\u00e\U0001\z' 'plain'; do
		n=$((n + 1))
		printf '2025-06-20T08:15:31Z Checked CAA records for go%s.example, [Present: true, Account ID: 7, Challenge: http-01, Valid for issuance: true, Found at: "%s"] Response=""\n' $n "$found"
	done
} > escapes.log
smimelint evidence import --from boulder escapes.log > escapes.ndjson
grep -o '"found_at":.*"ttl_seconds"\|"found_at":"[^}]*' escapes.ndjson
iconv -f UTF-8 -t UTF-8 escapes.ndjson | cmp - escapes.ndjson

echo '# what was read of a packed log before it is cut off; the line at the cut is none'
for i in $(seq 1 4000); do
	printf '2026-06-20T08:15:31Z %08d Checked CAA records JSON={"identifier":"n%d.example","present":false,"valid":true}\n' $((i * 7919 % 100000)) $i
done > long.log
for pack in "gzip -n" "zstd -q"; do
	$pack -c < long.log > long.packed
	head -c $(($(wc -c < long.packed) * 3 / 4)) long.packed > short.packed
	smimelint evidence import --from boulder short.packed > records 2> words
	echo "[exit $?] $(sed 's/^[^:]*: //' words) $(if [ -s records ] && [ "$(wc -l < records)" -lt 4000 ]; then echo some; fi)"
	head -n 1 records | cut -c 1-120
done

echo '# rows with fewer cells, or more, than the heading'
printf '%s' '{"columns":{"Mailbox":"mailbox","Done":"validation.completed_at","Name":"validation.validated_name"}}' > cells.json
table() {
	printf 'Mailbox,Done,Name\n%s\n' "$1" > cells.csv
	events --from csv --map cells.json cells.csv
}
table 'a@a.example,2026-06-20T08:15:31Z'
table 'a@a.example,2026-06-20T08:15:31Z,a.example,'
table 'a@a.example,2026-06-20T08:15:31Z,"a.example","b.example"'
table '
b@b.example,2026-06-20T08:15:31Z,b.example
  '
printf 'Mailbox,Done,Name,Done\n' > cells.csv
events --from csv --map cells.json cells.csv

echo '# a name with a dot at its end is that name'
printf 'Mailbox,Done,Name\nAnna.Schmidt@Nordlicht-Werke.DE.,2026-06-20T08:15:31Z,NORDLICHT-werke.de.\n' > cells.csv
events --from csv --map cells.json cells.csv
{ answer dcv NORDLICHT-werke.de. true '[]' ''; } > dot.log
events --from open-mpic dot.log

echo '# what was seen before CAA forbade is not what the check after it permitted'
denied() {
	record one 'x. 60 IN CAA 0 issue \"ca.example\"' | sed 's/08:15:31/08:00:00/'
	echo "$1"
	check 2026-06-20T08:05:00Z One.example.
}
for line in '2026-06-20T08:03:00Z Checked CAA records JSON={"identifier":"one.example","foundAt":"one.example","response":"","valid":false}' \
	'2026-06-20T08:03:00Z Checked CAA records for one.example, [Present: true, Account ID: 7, Challenge: dns-01, Valid for issuance: false, Found at: "one.example"] Response=""' \
	'2026-06-20T07:03:00Z Checked CAA records JSON={"identifier":"one.example","foundAt":"one.example","response":"","valid":false}' \
	'2026-06-20T08:03:00Z Checked CAA records JSON={"identifier":"two.example","foundAt":"two.example","response":"","valid":false}'; do
	denied "$line" > denied.log
	smimelint evidence import --from boulder denied.log | grep -c '"ttl_seconds":60.*"mpic":"n1"'
done

echo '# the log of a remote perspective may stand behind that of the primary: the check with the corroboration is the one'
{
	check 2026-06-20T08:15:31Z one.example
	check 2026-06-20T08:15:31Z one.example | sed 's/,"Summary":{"passedPerspectives":\[\]}//'
} > remote.log
smimelint evidence import --from boulder remote.log | grep -c '"mpic":"n1"'

echo '# domains in U-labels are those of certificates, which have A-labels'
printf 'Mailbox,Done,Name\nAnna@Bücher.example,2026-06-20T08:15:31Z,BÜCHER.example.\n' > cells.csv
events --from csv --map cells.json cells.csv
record 'bücher' 'x. 60 IN CAA 0 issue \"ca.example\"' > u-labels.log
events --from boulder u-labels.log

echo '# lines of blanks and rows of empty cells have no event, whatever the constants of the map are'
printf '%s' '{"columns":{"Mailbox":"mailbox","Done":"validation.completed_at","Name":"validation.validated_name"},"constants":{"validation.result":"pass"}}' > cells.json
printf 'Mailbox,Done,Name\n\na@a.example,2026-06-20T08:15:31Z,a.example\n  \n,,\n \t\r\n"","",""\n,\n\n' > cells.csv
events --from csv --map cells.json cells.csv
printf 'Mailbox\na@a.example\n\n' > cells.csv
printf '%s' '{"columns":{"Mailbox":"mailbox"},"constants":{"validation.result":"pass"}}' > cells.json
events --from csv --map cells.json cells.csv
printf 'Mailbox,Done\n,\n' > cells.csv
events --from csv --map cells.json cells.csv

echo '# IP addresses, which systems that issue for servers validate, too, are in no record'
for name in 192.0.2.7 2001:db8::1 ::ffff:192.0.2.7 7.example; do
	{ answer dcv "$name" true '[]' ''; } > address.log
	events --from open-mpic address.log
done
check 2026-06-20T08:05:00Z 192.0.2.7 > address.log
events --from boulder address.log
echo '{"identifier":{"value":"192.0.2.7"},"status":"valid","challenges":[{"type":"http-01","url":"https://ca.example/p","status":"valid","validated":"2026-06-20T08:15:31Z"}]}' > address.log
events --from acme address.log

echo '# what is not in UTF-8 is in no record, and named by its line; what stands beside it is read'
latin() { sed 's/ü/\xfc/g'; }
say_all() {
	events "$@" > told
	iconv -f UTF-8 -t UTF-8 told
}
printf '%s' '{"columns":{"Mailbox":"mailbox","Order":"order","Done":"validation.completed_at"}}' > order.json
printf 'Mailbox,Order,Done,Straße\n%s\n%s\n%s\n' a@a.example,Müller,2026-06-20T08:15:31Z, b@b.example,7,2026-06-20T08:15:31Z,x \
	'c@c.example,8,2026-06-20T08:15:31Z,"Mü' | latin | sed 's/ß/\xdf/' > order.csv
say_all --from csv --map order.json order.csv
printf '%s' '{"columns":{"Mailbox":"mailbox"},"constants":{"order":"ü"}}' | latin > latin.json
say_all --from csv --map latin.json order.csv
smimelint evidence import --from csv --map order.json --issuer-domain "$(printf 'ü' | latin)" order.csv 2>&1
echo "[exit $?]"
{ authorization a.example 2026-06-20T08:15:31Z; authorization ü.example 2026-06-20T08:15:31Z; authorization b.example 2026-06-20T08:15:31Z; } | latin > latin.log
say_all --from acme latin.log
{ echo '['; sed 's/^{/,{/; 1s/,//' latin.log; echo ']'; } > latin.array
say_all --from acme latin.array
printf '2026-06-20T08:15:31Z Checked CAA records for a.example, [Present: true, Account ID: 7, Challenge: http-01, Valid for issuance: true, Found at: "ü"] Response=""\nü\n' |
	latin > latin.log
say_all --from boulder latin.log
printf '{"MESSAGE":[%s]}\n' "$(authorization ü.example 2026-06-20T08:15:31Z | latin | od -An -v -tu1 | tr -s ' \n' ',' | sed 's/^,//; s/,$//')" > latin.log
say_all --from acme latin.log

echo '# dates and times of day in digits are no seconds since 1970, nor are numbers far from any certificate'
printf '%s' '{"columns":{"Mailbox":"mailbox","At":"validation.completed_at"}}' > digits.json
for time in 20261120090000 202611190900 2026112009 001795078800 20261120090000123 946684799 4102444800 946684800 1795078800 1795078800000; do
	printf 'Mailbox,At\na@a.example,%s\n' "$time"  > digits.csv
	events --from csv --map digits.json digits.csv
done
echo '# times of ACME that are none, name no zone, or are not set'
for time in 2026-02-29T09:00:00Z 2026-09-31T09:00:00Z 2026-09-30T09:00:00+25:00 garbage 2026-09-30T09:00:00 2026-09-30T09:00:00+02:00 0001-01-01T00:00:00Z; do
	authorization a.example "$time" > acme-time.log
	events --from acme acme-time.log
done
