# SPDX-License-Identifier: Apache-2.0
# Certificates and their validation evidence records, side by side and each alone.
fact() {
	smimelint -f ndjson --fail-on never certificate.pem | sed -n "s/.*\"$1\":\"\([0-9a-f]*\)\".*/\1/p"
}
cert evidence-sv-multi data/base/bases.pem > certificate.pem
cert sv-strict data/base/bases.pem > other.pem
issuer=$(smimelint evidence template certificate.pem | sed -n 's/.*"issuer_name_sha256": "\([0-9a-f]*\)".*/\1/p')
sed -e "s/\$tbs_sha256/$(fact tbs_sha256)/; s/\$sha256/$(fact sha256)/; s/\$serial/$(fact serial)/" \
	-e "s/\$issuer_name_sha256/$issuer/" data/evidence/sv-multi.json > record.json
# The same on one line, with lines around it that are something else.
{
	echo '{"evidence_format":"smime-issuance-evidence","evidence_version":"1.0"'
	tr -d '\n' < record.json
	echo
	echo
	sed 's/"[0-9a-f]\{64\}"/"0000000000000000000000000000000000000000000000000000000000000000"/; s/cert-1/cert-2/' record.json |
		sed -e '/tbs_sha256/d' -e '/"issuer_name_sha256"/d' -e 's/"serial": .*/"serial": "1"/' | tr -d '\n'
} > records.ndjson

run --evidence record.json certificate.pem | neutral
run --evidence record.json --require-evidence -f line certificate.pem other.pem
run --evidence records.ndjson -f line certificate.pem
run --evidence records.ndjson -q certificate.pem
run --evidence records.ndjson --skip sbr -f ndjson other.pem
smimelint --evidence - -f line certificate.pem < records.ndjson
echo "[exit $?]"
for jobs in 1 2; do
	smimelint -j $jobs --evidence records.ndjson -f json data/base/bases.pem > report.$jobs
done
cmp report.1 report.2

run evidence check record.json | neutral
run evidence check -f line records.ndjson
run evidence check -f line --only "evidence.record.*" data/evidence/sv-multi.json
# A time of issuance before the SBR, which what was done later belies, takes no record from the rules; what was done before them does.
sed 's,"issued_at": "2026-07-01,"issued_at": "2000-07-01,' record.json > early.json
smimelint evidence check -f line --only evidence.record.evidence-before-issuance early.json | wc -l
sed 's,": "202[56]-\([0-9][0-9]-[0-9][0-9]T\),": "2022-\1,' early.json > before.json
smimelint evidence check -f line --only evidence.record.evidence-before-issuance before.json | wc -l
{ echo '['; cat record.json; echo ,; sed 's,"record_id": "[^"]*","record_id": "other",' record.json; echo ']'; } > two.json
run evidence check -f line --only evidence.record.one-record-per-certificate two.json

# Of two records that differ, neither hides what the other says: in both orders, and whatever rules were chosen.
sed 's,"record_id": "[^"]*","record_id": "other",; s,"performed_by": "ca","performed_by": "delegated_third_party",' record.json > bad.json
for pair in "bad.json record.json" "record.json bad.json"; do
	set -- $pair
	for filter in "--only evidence.delegation.*" "--skip evidence.record.one-record-per-certificate" "--only evidence.dnssec.*"; do
		run --evidence "$1" --evidence "$2" $filter -f line certificate.pem
	done
done

# Nor where each names the certificate by another matcher.
sed '/"tbs_sha256"/d; /"issuer_name_sha256"/d; /"serial"/d; 6,12s/\("sha256": "[0-9a-f]*"\),$/\1/' bad.json > by-sha256.json
sed '/"tbs_sha256"/d; /"sha256": "[0-9a-f]*",$/d' bad.json > by-serial.json
for other in by-sha256.json by-serial.json; do
	run --evidence "$other" --evidence record.json --only 'evidence.delegation.*' -f line certificate.pem
	run --evidence record.json --evidence "$other" --only 'evidence.record.*' -f line certificate.pem
done
# A record that does not say well which certificate it is about is met by none: why is told, whatever rules over evidence were chosen, and once where reports are merged.
about() { tr -d '\n' < record.json | sed "s/\"subject_certificate\": *{[^}]*}/\"subject_certificate\": $1/"; echo; }
{
	about "{\"stage\": \"post\", \"tbs_sha256\": \"$(fact tbs_sha256 | tr a-f A-F)\"}"
	about '{}'
	about '"11171"'
	about "{\"stage\": \"Post\", \"tbs_sha256\": \"$(fact sha256)\"}"
} > nameless.ndjson
run --evidence nameless.ndjson --only 'evidence.mpic.*' -f line certificate.pem
run --evidence nameless.ndjson --only 6.3.2 -f line certificate.pem
for part in certificate other; do
	smimelint --evidence nameless.ndjson --only 'evidence.*' -f ndjson $part.pem > $part.ndjson
done
smimelint merge certificate.ndjson other.ndjson | grep -c "evidence.record.orphan\|evidence.record.bad-field\|evidence.record.record-matches"

smimelint evidence template certificate.pem | sed 's/"[0-9a-f]\{64\}"/HASH/'
smimelint evidence template < other.pem | grep -c tbs_sha256
run evidence template data/evidence/sv-multi.json

# What became of the rules: none has a certificate, and not one is about another kind of it.
for format in ndjson json; do
	smimelint evidence check --explain-run -f $format record.json > outcomes
	echo "[exit $?] $(grep -o '"why":"no certificate"' outcomes | sort -u), $(grep -c 'kind of certificate' outcomes) of another kind"
done

run --evidence missing.json certificate.pem
run --evidence data certificate.pem
: > empty
run --evidence empty certificate.pem
# An export of nothing is no more: blank lines, a list without entries.
for nothing in '' ' \n\n' '[]' '[ \n]\n'; do
	printf '%b' "$nothing" > empty
	run evidence check empty
done
# Beside certificates, it says that there is no record of them; so does a list beside others.
for nothing in '[]' '\n\n'; do
	printf '%b' "$nothing" > empty
	run -q --only evidence.record.absent --evidence empty certificate.pem
	run -q --only evidence.record.absent --evidence empty --evidence record.json certificate.pem
done
# A first line that opens what it does not close takes no other with it.
{ echo '[7,'; tr -d '\n' < record.json; echo; } > first.ndjson
run evidence check -f line first.ndjson
run evidence
run evidence check
run --clock-skew x certificate.pem

# A record that another one about its certificate supersedes is not judged alone either.
sed 's,"record_id": "[^"]*","record_id": "newer"\, "supersedes": "ord-48213/cert-1",' record.json | tr -d '\n' > newer.json
sed 's,"performed_by": "ca","performed_by": "delegated_third_party",' record.json | tr -d '\n' > older.json
{ cat older.json; echo; cat newer.json; echo; } > superseded.ndjson
run evidence check -f line --only "evidence.delegation.*" older.json
run evidence check -f line --only "evidence.delegation.*" superseded.ndjson
# Without a time of issuance no age is measured, and no day is made up for one: nothing passes.  With the certificate notBefore takes its place.
tr -d '\n' < record.json | sed 's/"issued_at": *"[^"]*" *,//' > timeless.json
run evidence check -f line timeless.json
run --evidence timeless.json -f line --only "evidence.record.*" certificate.pem
# The clock decides nothing; a moment that is said does.
sed 's,"issued_at": "2026-07-01,"issued_at": "2126-07-01,' record.json > later.json
run evidence check -f line --only evidence.record.issuance-time-sane later.json
run evidence check -f line --only evidence.record.issuance-time-sane --now=2026-07-02T00:00:00Z later.json
