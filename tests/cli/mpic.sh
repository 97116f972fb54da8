# SPDX-License-Identifier: Apache-2.0
# Corroboration and CAA: the options that judge them, and tables of perspectives from a file.
fact() {
	smimelint -f ndjson --fail-on never certificate.pem | sed -n "s/.*\"$1\":\"\([0-9a-f]*\)\".*/\1/p"
}
cert evidence-sv-multi data/base/bases.pem > certificate.pem
issuer=$(smimelint evidence template certificate.pem | sed -n 's/.*"issuer_name_sha256": "\([0-9a-f]*\)".*/\1/p')
sed -e "s/\$tbs_sha256/$(fact tbs_sha256)/; s/\$sha256/$(fact sha256)/; s/\$serial/$(fact serial)/" \
	-e "s/\$issuer_name_sha256/$issuer/" data/evidence/sv-multi.json > record.json
# The table apart from its record, in an object and bare.
sed -n '/^ "perspectives"/,/^ }/p' record.json | sed '$s/,$//' > member
{ echo '{'; cat member; echo '}'; } > table.json
sed '1s/.*/{/' member > bare.json
sed -e '/^ "perspectives"/,/^ }/d' -e 's/^ "organization": /"perspectives_ref": "2026", &/' record.json > short.json

only="--only evidence.mpic.* --only evidence.caa.*"
run $only -f line --evidence record.json certificate.pem
run $only -f line --evidence short.json certificate.pem
smimelint $only --explain-run --evidence short.json certificate.pem | grep perspective-table-complete
run $only -f line --evidence short.json --perspectives table.json certificate.pem
run $only -f line --evidence short.json --perspectives bare.json certificate.pem
smimelint $only --explain-run --evidence short.json --perspectives table.json certificate.pem | grep perspective-table-complete

run $only -f line --evidence record.json --issuer-domain nordlicht-trust.de certificate.pem
run $only -f line --evidence record.json --issuer-domain nordlicht-trust.de --issuer-domain ca.example certificate.pem
run $only -f line --evidence record.json --mpic-all-caa certificate.pem
sed 's/"perspective_count": 5, "quorum_count": 4, "attempt_count": 1/"perspective_count": 9, "quorum_count": 7, "attempt_count": 1/' record.json > fewer.json
run evidence check $only -f line fewer.json
# Four perspectives: enough on the day of the attempt, too few on that of the issuance.
sed -e 's/"issued_at": "2026-07-01/"issued_at": "2026-12-15/' -e 's/"perspective_code": "us-west-2"/"perspective_code": "ca-central-1"/' record.json > later.json
run evidence check --only evidence.mpic.min-remote-perspectives -f line later.json
run evidence check --only evidence.mpic.min-remote-perspectives --mpic-phase issuance -f line later.json

echo '{"mpic-phase": "issuance", "mpic-all-caa": true, "issuer-domain": ["a.example", "b.example"], "perspectives": "table.json"}' > config.json
run $only -f line --config config.json --evidence short.json certificate.pem

run --mpic-phase x certificate.pem
run --issuer-domain 'ca example' certificate.pem
run --perspectives missing.json certificate.pem
echo '[]' > list.json
run --perspectives list.json certificate.pem
echo '{"fra-1": {"rir": "RIPE", "lat": "50"}}' > wrong.json
run --perspectives wrong.json certificate.pem
echo '{"fra-1": {"rir": "RIPE"' > torn.json
run --perspectives torn.json certificate.pem

# Tables that contradict each other about one perspective are refused in either order, and so is one that contradicts itself;
# one after the other they are not.
echo '{"us-west-2": {"rir": "ARIN", "lat": 45.84, "lon": -119.7}}' > one.json
echo '{"us-west-2": {"rir": "LACNIC", "lat": 45.84, "lon": -119.7}}' > other.json
run --perspectives one.json --perspectives other.json certificate.pem
run --perspectives other.json --perspectives one.json certificate.pem
echo '{"us-west-2": [{"rir": "ARIN"}, {"rir": "ARIN", "lat": 1, "lon": 1}]}' > both.json
run --perspectives both.json certificate.pem
echo '{"us-west-2": [{"rir": "LACNIC", "valid_until": "2026-01-01T00:00:00Z"}, {"rir": "ARIN", "lat": 45.84, "lon": -119.7, "valid_from": "2026-01-01T00:00:00Z"}]}' > moved.json
run $only -f line --evidence short.json --perspectives table.json --perspectives table.json certificate.pem
run $only -f line --evidence record.json --perspectives moved.json certificate.pem
echo '{"perspectives": ["one.json", "other.json"]}' > config.json
run --config config.json certificate.pem
