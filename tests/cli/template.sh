# SPDX-License-Identifier: Apache-2.0
# Records begun for certificates: every member that the profile and the method need; with examples they pass.
for profile in mv ov sv iv; do
	cert $profile-multi data/base/bases.pem > $profile.pem
	smimelint evidence template --example $profile.pem > $profile.json
	# The version of the linter changes with every release.
	sed "s/\"version\": \"[0-9.]*\"/VERSION/" $profile.json > is
	sed "s/\"version\": \"[0-9.]*\"/VERSION/" profiles/evidence-$profile.json | cmp - is
	run evidence check -f line $profile.json
	smimelint --evidence $profile.json -f line --only 'evidence.*' $profile.pem
done
# What not every certificate has: a pseudonym, a title, an Affiliate, LEI, an identifier without a reference.
for name in individual/only-pseudonym individual/title-verified organization/role-lei organization/lei-extension \
    organization/unit-affiliate organization/government-entity organization/lei-reference-without-data; do
	cert "${name#*/}" "data/evidence/${name%/*}.pem" > special.pem
	smimelint evidence template --example special.pem > special.json
	printf '%s: ' "$name"
	grep -o -e '"pseudonym": .*' -e '"title": .*' -e '"role_lei": .*' -e '"type": "lei"' -e '"ou_value": .*' -e '"scheme": "GOV"' special.json
	run evidence check -f line special.json
	smimelint --evidence special.json -f line --only 'evidence.*' special.pem
done

# All methods, profiles and times: the example passes, or there is none and the reason is said.
when() {	# NAME DAY: the certificate of that notBefore; it holds a year, and its signature is not asked for
	der "$1-multi" data/base/bases.pem | LC_ALL=C sed "s/26020300000\([0-9]\)Z/$2\10000\1Z/; s/260503235959Z/$(( ${2%????} + 1 ))${2#??}000000Z/" |
		{ echo '-----BEGIN CERTIFICATE-----'; base64; echo '-----END CERTIFICATE-----'; }
}
for day in 240301 250301 250515 250702 250714 250716 251110 260314 260316 260701 261115; do
	for profile in mv ov sv iv; do
		when $profile $day
	done
done > days.pem
smimelint --format ndjson days.pem | grep -o '"not_before":"[^T]*' | sort | uniq -c | tr -s ' '
for method in 2 4 7 8 12 13 14 15 16 17 18 19 20 21 22; do
	echo "3.2.2.4.$method"
done > methods
for method in $(cat methods) 3.2.2.2 3.2.2.4; do
	smimelint evidence template --example --method $method days.pem > method.json 2> said
	printf '%s: %d records; ' $method "$(wc -l < method.json)"
	smimelint evidence check --fail-on warning -f line method.json > found
	printf 'exit %d, %d notices\n' $? "$(wc -l < found)"
	grep -v ': notice: ' found
	sed 's/^[^ ]* [^ ]* //' said | sort -u
done
run evidence template --method 3.2.2.4.6 mv.pem 2>&1
# One that is left out is not passed over: the others are written, and the exit code says that they are not all.
when mv 240301 > before.pem
when sv 250716 > after.pem
for files in 'before.pem after.pem' 'after.pem before.pem' 'before.pem mv.json' after.pem; do
	run evidence template --example --method 3.2.2.4.2 -o part.json $files 2>&1
	[ ! -e part.json ] || grep -c '"validations"' part.json
	rm -f part.json
done
# Without examples the record is begun all the same.
when mv 240301 > old.pem
run evidence template --method 3.2.2.4.22 old.pem 2>&1 | grep -v '^[ {}]'

# A certificate that is dated behind --at is still to be signed; without --at nothing is, whatever the clock says.
when sv 480301 > future.pem
for at in '' --at=2048-02-29 --at=2048-03-01; do
	smimelint evidence template --example $at future.pem > future.json 2>&1
	grep '"stage"' future.json
done
run evidence template --example --at 2048-02-30 future.pem 2>&1
smimelint evidence template --example --at 2026-01-01 future.pem > future.json 2>&1
run evidence check -f line future.json

# One for each certificate, each on one line.
cat mv.pem ov.pem > two.pem
smimelint evidence template two.pem sv.pem | wc -l | tr -d ' '
smimelint evidence template mv.pem | grep -c '""'
# The values of one are not those of another; a CA's certificate has no record.
for method in 3.2.2.2 3.2.2.4; do
	smimelint evidence template --example --method $method two.pem sv.pem > method.json
	run evidence check -f line method.json
done
cert subca data/base/bases.pem > ca.pem
run evidence template mv.pem ca.pem 2>&1 | grep -v '^[ {}]'
run evidence template --method 3.2.2.4.99 mv.pem 2>&1

# Domains are in the form of records, whatever that of the certificate is; an address in their place has no CAA records.
u_label=$(printf 'n\303\266rdlicht')
for at in u-label:rfc9598/smtp-utf8-mailbox address-below:cps/subject address-literal:rfc5321/mailbox; do
	cert ${at%:*} data/${at#*:}.pem > form.pem
	[ -s form.pem ] || echo "no ${at%:*}"
	for method in $(cat methods) 3.2.2.2 3.2.2.4; do
		smimelint evidence template --example --method $method form.pem > form.json 2> /dev/null || continue
		printf '%s %s:' ${at%:*} $method
		smimelint evidence check --fail-on warning -f line form.json | grep -v ': notice: '
		printf ' %d %d' $(grep -c "$u_label\|Service\|\[IPv6" form.json) $(grep -c 'xn--nrdlicht\|service.nord' form.json)
		echo " $(grep -c '"check": "caa"\|"caa": "c' form.json)"
	done
done

# Why there is no example: the method has ended, or should not be used any more and what was before is too old.
for day in 270601 280314 280315 290601; do
	when mv $day > late.pem
	for method in 4 13 14 16 17; do
		smimelint evidence template --example --method 3.2.2.4.$method late.pem 2>&1 | grep -v '^[ {}]' | sed 's/^smimelint: //'
	done
done

# A mailbox that stands several times in the certificate has one entry, and what is imported for it, too.
cert mailbox-thrice data/evidence/coverage.pem > thrice.pem
smimelint evidence template --example thrice.pem > thrice.json
grep '"address"' thrice.json
run evidence check -f line thrice.json
smimelint --evidence thrice.json -f line --only 'evidence.coverage.*' thrice.pem
printf 'mail,done\nanna@post.nordlicht-logistik.de,2026-06-20T08:00:00Z\n' > thrice.csv
echo '{"columns":{"mail":"mailbox","done":"validation.completed_at"}}' > thrice.map
smimelint evidence import --from csv --map thrice.map --certificates thrice.pem thrice.csv | grep -o '"mailboxes":[^]]*.'

# So have those that stand in the subject or in a directoryName alone, and what is imported for them finds them.
for name in subject-mailbox-alone directory-name-mailbox-alone subject-mailbox-alone-repeated; do
	cert $name data/evidence/coverage.pem > named.pem
	smimelint evidence template --example named.pem > named.json
	echo "$name:" $(grep -o '"address": "[^"]*"' named.json)
	run evidence check -f line named.json
	smimelint --evidence named.json -f line --only 'evidence.coverage.*' named.pem
done
printf 'mail,done\ninfo@nordlicht-werke.de,2026-06-20T08:00:00Z\n' > named.csv
smimelint evidence import --from csv --map thrice.map --certificates named.pem named.csv | grep -o '"mailboxes":[^]]*.'
