# SPDX-License-Identifier: Apache-2.0
# Records of validation evidence out of what other systems log.
cert evidence-sv-multi data/base/bases.pem > certificate.pem
cert sv-strict data/base/bases.pem > other.pem
hashes() {
	sed -e 's/"[0-9a-f]\{64\}"/"HASH"/g' -e 's,import/[0-9a-f]\{16\},import/HASH,' -e 's/"serial":"[0-9a-f]*"/"serial":"N"/'
}

for form in open-mpic boulder acme csv; do
	run evidence import --from $form --missing | sed -n 1,3p
done

# Answers of Open MPIC: by the models of the service itself where they are installed, the same as those that lie here.
python3 "$top/tests/tools/open_mpic.py" > live 2> /dev/null && ! cmp -s live cli/import/open-mpic.ndjson && echo "open-mpic-core answers otherwise"
run evidence import --from open-mpic --certificates certificate.pem --issuer-domain nordlicht-trust.de cli/import/open-mpic.ndjson 2>&1 |
	hashes | cut -c1-900
run evidence import --from boulder --certificates certificate.pem cli/import/boulder.log 2>&1 | hashes
run evidence import --from acme --certificates certificate.pem cli/import/acme.json 2>&1 | hashes
# As pebble and step-ca print them: one document after another, over lines; a log in words or in JSON.
run evidence import --from acme --certificates certificate.pem cli/import/pebble.json 2>&1 | hashes
run evidence import --from acme --certificates certificate.pem cli/import/step-ca.log 2>&1 | hashes
# What step-ca 0.30.2 logged of an http-01 order, with what its database says at the end: words in braces are no damage.
run evidence import --from acme --certificates certificate.pem cli/import/step-ca-0.30.log 2>&1 | hashes
# The answer to the challenge is enough where the log has the offer of it, and no more than enough where the end is there too.
grep -v '"status.":."valid.",."challenges' cli/import/step-ca-0.30.log | sed '/^{.*"ACME/d' > answered.log
run evidence import --from acme answered.log 2>&1 | hashes
grep -v 'authz/' answered.log > answer.log
run evidence import --from acme answer.log 2>&1
# Several on a line: in an array, one behind the other, in quotation marks; what is not valid proves nothing, whatever its challenge says.
authz() { printf '{"identifier":{"type":"dns","value":"%s.example"},%s"challenges":[{"type":"http-01","url":"https://ca.example/%s","status":"valid","validated":"2026-06-20T08:15:31Z"}]}' "$1" "$2" "$1"; }
{
	printf '[AUDIT] ['; authz a '"status":"valid",'; printf ', '; authz b '"status":"deactivated",'; printf ']\n'
	authz c '"status":"valid",'; authz d '"status":"expired",'; printf ' and '; authz e '"status":"invalid",'; authz f '"status":"pending",'; printf '\n'
	for i in g h; do printf 'answer="%s" ' "$(authz $i '"status":"valid",' | sed 's/"/\\"/g')"; done; printf '\n'
} > several.log
run evidence import --from acme several.log 2>&1 | sed -n 's/.*"record_id":"\([^"]*\)".*/\1/p'
echo '{"identifier":{"type":"dns","value":"p.example"},"status":"valid","challenges":[{"type":"dns-persist-01","url":"https://ca.example/p","status":"valid","validated":"2026-06-20T08:15:31Z","accounturi":"https://ca.example/account/7","issuer-domain-names":["ca.example"]}]}' > persist.log
run evidence import --from acme persist.log 2>&1
# Lines of boulder without JSON: what the primary saw goes into the check that follows, but not what it refused.
run evidence import --from boulder cli/import/boulder-2025.log 2>&1
# As boulder writes them since February 2026: without the time of validation in the challenge, remote perspectives as well.
run evidence import --from boulder cli/import/boulder-2026.log 2>&1
# The remote perspectives are asked about CAA whatever the primary found; an internal error shows that it did not permit.
{
	echo '2026-11-20T09:00:03.223456+00:00 va1 boulder-va[7]: 6 boulder-va aaaaaaa [AUDIT] Checked CAA records for example.com, [Present: true, Account ID: 77, Challenge: http-01, Valid for issuance: false, Found at: "example.com"] Response="example.com.\t300\tIN\tCAA\t0 issue \";\""'
	echo '2026-11-20T09:00:03.323456+00:00 va1 boulder-va[7]: 6 boulder-va aaaaaaa [AUDIT] CAA check result JSON={"Identifier":{"type":"dns","value":"example.com"},"Challenge":{"type":""},"Error":"caa :: CAA record for example.com prevents issuance","InternalError":"CAA record for example.com prevents issuance","Summary":{"passedPerspectives":["a","b"],"failedPerspectives":[],"passedRIRs":["ARIN","RIPE"],"quorumResult":"2/2"}}'
} > refusal.log
run evidence import --from boulder refusal.log 2>&1
# Where it names none, the primary had permitted, and the others refused.
sed 's/"InternalError":"[^"]*",//; s/ false, Found/ true, Found/' refusal.log > outvoted.log
run evidence import --from boulder outvoted.log 2>&1
# Of several refusals the last one counts, in whatever order the logs are.
seen() {
	echo "2026-06-20T$1Z Checked CAA records JSON={\"identifier\":\"one.example\",\"foundAt\":\"\",\"response\":\"x. 60 IN CAA 0 issue y\",\"valid\":$2}"
}
{
	seen 08:00:00 true
	seen 08:03:00 false
	seen 07:00:00 false
	echo '2026-06-20T08:05:00Z CAA check result JSON={"Identifier":{"value":"one.example"},"Summary":{"passedPerspectives":[]}}'
} > refused.log
run evidence import --from boulder refused.log 2>&1 | grep -c '"records":'
run evidence import --from csv --map cli/import/map.json --certificates certificate.pem cli/import/table.csv 2>&1 | hashes
run evidence import --from csv --map cli/import/map.json cli/import/table.csv 2>&1

# Lists, and the words true and false, as the members have them.
printf '%s\n' 'Mailbox,To,DKIM,Done' 'anna@nordlicht-werke.de,anna@nordlicht-werke.de,true,2026-06-28T09:12:44Z' \
	'bo@nordlicht-werke.de,bo@nordlicht-werke.de,false,2026-06-28T09:12:44Z' > lists.csv
printf '%s' '{"columns":{"Mailbox":"mailbox","To":"validation.random_value.sent_to","DKIM":"validation.applicant_submitted_request","Done":"validation.completed_at"}}' > lists.json
run evidence import --from csv --map lists.json lists.csv 2>&1 | hashes

# More members than fit on a screen, in any order of the columns: each is there, and each object once.
wide="tls_method tls_br_version sbr_version actor_id random_value.entropy_bits random_value.valid_seconds random_value.sent_at acme.challenge_type
	acme.identifier acme.token_part1_bits acme.token_part2_bits acme.message_id acme.in_reply_to acme.reply_from acme.dkim.result acme.dkim.d
	persistent_txt.name persistent_txt.rdata persistent_txt.account_uri domain_contact.server_found_via domain_contact.server_data_age_hours
	dns_contact.record_type dns_contact.name dns_contact.value http.url http.status ip.method ip.address mx.selected mx.selected_is_alias dns.query_name"
{
	printf 'domain,at,sent,scheme,made'; printf ',%s' $wide
	printf '\nnordlicht-werke.de,2026-06-28T09:12:44Z,x@nordlicht-werke.de,rdap,2026-06-28T09:00:00Z'
	i=0; for member in $wide; do i=$((i + 1)); printf ',%d' $i; done; echo
} > wide.csv
{
	printf '{"columns":{"domain":"domain","at":"validation.completed_at","sent":"validation.random_value.sent_to","scheme":"validation.domain_contact.source","made":"validation.random_value.created_at"'
	for member in $wide; do printf ',"%s":"validation.%s"' $member $member; done; printf '}}'
} > wide.json
run evidence import --from csv --map wide.json wide.csv 2>&1 | hashes

# A map says what there is: members of the format, columns of the table, each once.
tried() { printf '%s' "$1" > map.json; run evidence import --from csv --map map.json lists.csv 2>&1 | sed 1d; }
tried '{"colums":{"Mailbox":"mailbox"}}'
tried '{"columns":{"mailbox":"Mailbox"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":"validation.completed"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":"validation.dns"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":"validation.id"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":"caa.completed_at"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":["validation.completed_at",7]}}'
tried '{"columns":{"Mailbox":"mailbox","Done":[]}}'
tried '{"columns":{"Mailbox":"mailbox","Done":{"validation.completed_at":1}}}'
tried '{"columns":{"Mailbox":["mailbox","validation.acme.identifier"],"To":"validation.acme.identifier"}}'
tried '{"columns":{"Mailbox":["mailbox","mailbox"]}}'
tried '{"columns":{"Mailbox":["mailbox","order"]},"constants":{"order":"1","validation.result":"pass"}}'
tried '{"columns":{"Mailbox":"mailbox","To":"mailbox"}}'
tried '{"columns":{"Mailbox":"mailbox","done":"validation.completed_at"}}'
tried '{"columns":{"Mailbox":"mailbox"},"constants":{"validation.results":"pass"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":"validation.mx.answers[].preference"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":"validation.mx.answers.preference"}}'
tried '{"columns":{"Mailbox":"mailbox","Done":"validation.result"},"constants":{"validation.result":"pass"}}'
tried '{"constants":{"validation.result":"pass","mailbox":"a@b.example"},"columns":{"Mailbox":"mailbox"}}'
tried '{"columns":{"Mailbox":"mailbox"},"constants":{"validation.result":"pass","validation.result":"fail"}}'
tried '{"columns":{"Mailbox":"mailbox"},"columns":{"To":"mailbox"}}'
tried '{"columns":["Mailbox"]}'
tried '[]'
tried '{}'
# One column may be several members.
printf 'Name;Done\na.example;2026-06-28T09:12:44Z\n' > names.csv
printf '%s' '{"columns":{"Name":["domain","validation.validated_name","caa.domain"],"Done":["validation.completed_at","caa.checked_at"]}}' > map.json
run evidence import --from csv --map map.json names.csv 2>&1
# Lists in a cell: as databases print them, as JSON, with something between; an address with commas is one.
printf '%s' '{"columns":{"To":"validation.random_value.sent_to"},"constants":{"domain":"a.example"}}' > map.json
{
	echo To
	for list in 'prune;cname' 'a@b.example|c@d.example' 'a@b.example, c@d.example,' 'Street 1, 12345 Town' 'a, b c' '{a,b c}' '{"a,""b""",c}' '{"a\"b", c ,d\,e}' '{}' '["a", "b c"]' '[a,b]' \
		'"a;b"@c.example' 'a\;b' ';a' 'a b' ','; do
		echo "\"$(echo "$list" | sed 's/"/""/g')\""
	done
} > cells.csv
while IFS= read -r cell; do
	printf 'To\n%s\n' "$cell" > cell.csv
	[ "$cell" = To ] || echo "$cell $(smimelint evidence import --from csv --map map.json cell.csv | sed 's/.*"sent_to":\(.*\)}}\],"caa_checks.*/\1/')"
done < cells.csv
# Names may be constants, too: all rows are theirs.
printf 'Done;To\n2026-06-28T09:12:44Z;a.example\n' > names.csv
printf '%s' '{"columns":{"Done":"validation.completed_at"},"constants":{"mailbox":"anna@a.example","order":"o1"}}' > map.json
run evidence import --from csv --map map.json names.csv 2>&1
printf '%s' '{"columns":{"Done":"caa.checked_at"},"constants":{"domain":"a.example"}}' > map.json
run evidence import --from csv --map map.json names.csv 2>&1

# Blanks around what a cell holds are no part of it: of ASCII, line ends, no-break spaces, marks of byte order.
printf '%s' '{"columns":{"Mail":"mailbox","Domain":"domain","Done":"validation.completed_at","Result":"validation.result","CAA":"caa.result"},"constants":{"caa.checked_at":"2026-06-28T09:12:44Z"}}' > padded.json
{
	echo 'Mail,Domain,Done,Result,CAA'
	printf 'anna@a.example  , a.example\t,2026-06-28T09:12:44Z ,pass \302\240,\357\273\277permit\n'
	printf '\302\240bo@b.example,b.example\302\240,2026-06-28T09:12:44Z,\343\200\200pass,\342\200\211permit\342\200\213\n'
	printf '"cy@c.example\n","c.example\r\n", 1782637964\t," pass","deny "\n'
	printf 'di@d.example,   ,1782637964,pass,NULL \n'
} > padded.csv
run evidence import --from csv --map padded.json padded.csv 2>&1 | sed 's/.*"validations":\(.*\),"lint.*/\1/'

# Times as databases print them; what is nothing there is nothing here; an order is the request.
{
	echo 'Domain;Order;Done;Made;Sent;Bits;To;Alias'
	n=0
	for time in '2026-06-28 09:12:44' '2026-06-28 09:12:44.5+02' '2026-06-28T09:12:44 UTC' '2026-06-28 09:12:44-0330' 1782637964 1782637964.25 1782637964123 \
		1782637964123456 1782637964123456789 NULL '\N' '28.06.2026' '2026-06-28' 17826379641234567890; do
		n=$((n + 1)); echo "d$n.example;o$n;$time;;NULL;128;{a@b.example,c@d.example};t"
	done
} > times.csv
printf '%s' '{"columns":{"Domain":"domain","Order":"order","Done":"validation.completed_at","Made":"validation.random_value.created_at","Sent":"validation.random_value.sent_at","Bits":"validation.random_value.entropy_bits","To":"validation.random_value.sent_to","Alias":"validation.mx.selected_is_alias"}}' > times.json
run evidence import --from csv --map times.json times.csv 2>&1 | sed 's/.*"validations"://;s/,"caa_checks.*//'

# A quotation mark that is not closed, or that is closed too early, takes no other row with it; inside a cell it is a character.
{
	printf '%s\n' 'Domain,Done' 'a.example,2026-06-28T09:12:44Z' '"b.example,2026-06-28T09:12:44Z' 'c"c.example,2026-06-28T09:12:44Z' \
		'"d.example"d,2026-06-28T09:12:44Z' '"e.example" ,"2026-06-28T09:12:44Z"' '"two' 'lines ""f"".example",2026-06-28T09:12:44Z' '"g.example'
	printf 'h.example,2026-06-28T09:12:44Z'
} > quotes.csv
printf '%s' '{"columns":{"Domain":"domain","Done":"validation.completed_at"}}' > quotes.json
run evidence import --from csv --map quotes.json quotes.csv 2>&1 | sed 's/.*"record_id":"\([^"]*\)".*"validations":\(.*\),"caa_checks.*/\2/'
printf '"Domain,Done\na.example,2026-06-28T09:12:44Z\n' > heading.csv
run evidence import --from csv --map quotes.json heading.csv 2>&1

# A time that cannot be is named: no such day, no such hour, too long, another form, a zone in words.
{
	echo 'Domain,Done'
	for time in '2026-02-28 01:00:00' '2026-02-30 01:00:00' '2026-02-01 25:00:00' 99999999999999999999 20260201T010000Z -5 '2026-02-01 01:00:00 CET' \
		'2026-02-01T01:00:00.Z' '2028-02-29T23:59:60+14:00' '2026-02-01T01:00:00+24:00'; do
		echo "a.example,$time"
	done
} > never.csv
run evidence import --from csv --map quotes.json never.csv 2>&1 | grep -v '^{'

# What comes out is read as records: nothing in it has a wrong form, what is missing is said.
for form in open-mpic:open-mpic.ndjson boulder:boulder.log acme:acme.json; do
	smimelint evidence import --from ${form%%:*} --certificates certificate.pem -o records.ndjson cli/import/${form#*:} 2> /dev/null
	smimelint --evidence records.ndjson -f line --only 'evidence.*' certificate.pem | grep -v ': missing \[' |
		sed 's,^[^ ]*: ,,' | grep -v 'is missing'
done

run evidence import --from boulder --certificates other.pem cli/import/boulder.log 2>&1 | tail -2
run evidence import --from nothing log 2>&1
run evidence import --from csv cli/import/table.csv 2>&1
run evidence import --from boulder 2>&1
run evidence import --from boulder missing.log 2>&1
# Standard input is a log, once.
run evidence import --from boulder --certificates certificate.pem - < cli/import/boulder.log 2>&1 | hashes | cut -c1-160
run evidence import --from boulder --certificates - - < cli/import/boulder.log 2>&1
