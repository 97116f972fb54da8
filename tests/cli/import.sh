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
run evidence import --from csv --map cli/import/map.json --certificates certificate.pem cli/import/table.csv 2>&1 | hashes
run evidence import --from csv --map cli/import/map.json cli/import/table.csv 2>&1

# Lists, and the words true and false, as the members have them.
printf '%s\n' 'Mailbox,To,DKIM,Done' 'anna@nordlicht-werke.de,anna@nordlicht-werke.de,true,2026-06-28T09:12:44Z' \
	'bo@nordlicht-werke.de,bo@nordlicht-werke.de,false,2026-06-28T09:12:44Z' > lists.csv
printf '%s' '{"columns":{"Mailbox":"mailbox","To":"validation.random_value.sent_to","DKIM":"validation.acme.dkim_valid","Done":"validation.completed_at"}}' > lists.json
run evidence import --from csv --map lists.json lists.csv 2>&1 | hashes

# Names of five levels become objects, the rest of a deeper one stays a name.
printf '%s\n' 'Mailbox,To,Done,Four,Five,Six' 'anna@nordlicht-werke.de,anna@nordlicht-werke.de,2026-06-28T09:12:44Z,4,5,6' > deep.csv
printf '%s' '{"columns":{"Mailbox":"mailbox","To":"validation.random_value.sent_to","Done":"validation.completed_at","Four":"validation.a.b.c.four","Five":"validation.a.b.c.d.five","Six":"validation.a.b.c.d.e.six"}}' > deep.json
run evidence import --from csv --map deep.json deep.csv 2>&1 | hashes

# More members than fit on a screen, in any order of the columns: each is there, and each object once.
awk 'BEGIN { printf "domain,at,sent,scheme,made"; for (i = 1; i <= 30; i++) printf ",c%d", i; print "";
	printf "nordlicht-werke.de,2026-06-28T09:12:44Z,x@nordlicht-werke.de,rdap,2026-06-28T09:00:00Z"; for (i = 1; i <= 30; i++) printf ",%d", i; print "" }' > wide.csv
awk 'BEGIN { printf "{\"columns\":{\"domain\":\"domain\",\"at\":\"validation.completed_at\",\"sent\":\"validation.random_value.sent_to\",\"scheme\":\"validation.domain_contact.source\",\"made\":\"validation.random_value.created_at\"";
	for (i = 1; i <= 30; i++) printf ",\"c%d\":\"validation.extra_%d\"", i, i; print "}}" }' > wide.json
run evidence import --from csv --map wide.json wide.csv 2>&1 | hashes

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
