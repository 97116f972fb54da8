# SPDX-License-Identifier: Apache-2.0
# --dedupe: each certificate once, and how often it came; by lint and by merge.
some='--only 6.3.2'
cert habits-of-old data/demo/demo.pem > a.pem
cert clean-sponsor data/demo/demo.pem > b.pem
cat a.pem b.pem a.pem cli/key.pem > one.pem
cat b.pem a.pem b.pem > two.pem
der clean-sponsor data/demo/demo.pem > b.der
run --dedupe -f line $some one.pem two.pem b.der
run --dedupe --summary -q $some one.pem two.pem b.der
smimelint --dedupe --summary -f json $some one.pem two.pem b.der cli/key.pem cli/key.pem > whole.json
sed -n 's/,"results_sha256":"[0-9a-f]*"//; s/.*"skipped"/"skipped"/p' whole.json
# Parts, with --dedupe or not, merged with it: as one run over the whole.
for format in json ndjson; do
	for dedupe in --dedupe ''; do
		smimelint $dedupe --summary -f $format $some one.pem > 1
		smimelint $dedupe --summary -f $format $some two.pem > 2
		smimelint $dedupe --summary -f $format $some b.der cli/key.pem cli/key.pem > 3
		smimelint merge --dedupe --summary -f json 1 2 3 > merged.json
		echo "$format $dedupe [exit $?]"
		sed 3d merged.json > merged
		sed 3d whole.json | cmp merged -
	done
done
# Without it what the parts counted is added up.
smimelint --dedupe --summary -f json $some one.pem > 1
smimelint --dedupe --summary -f json $some two.pem > 2
smimelint merge --summary -f json 1 2 | sed -n 's/,"results_sha256":"[0-9a-f]*"//; s/.*"duplicates"/"duplicates"/p'
# Text shows the most frequent.
smimelint --dedupe --summary -q --only x690.tag.padded data/base/bases.pem data/base/bases.pem |
	sed -n '/^Certificates/,$p' | sed 's/[0-9a-f]\{64\}/FINGERPRINT/; s/and [0-9]* more/and N more/' | uniq -c
# OpenSSL writes its trust behind a certificate (openssl x509 -trustout): it is the same.
{ cat b.der; printf '\060\000'; } > trusted.der
{ echo '-----BEGIN TRUSTED CERTIFICATE-----'; openssl base64 -in trusted.der; echo '-----END TRUSTED CERTIFICATE-----'; } > trusted.pem
smimelint --dedupe --summary -f ndjson $some b.der trusted.pem trusted.der | grep -o '"duplicates":[0-9]*'
smimelint --summary -f ndjson $some b.der trusted.pem trusted.der > 1
smimelint merge --dedupe --summary -f ndjson 1 | grep -o '"duplicates":[0-9]*'
smimelint --sample 3 --seed a -f ndjson $some b.der trusted.pem trusted.der | grep -c '"sha256"'
# A TBSCertificate has no fingerprint but that of the tbsCertificate.
der habits-of-old data/demo/demo.pem > a.der
tail -c +5 a.der | head -c $((0x$(od -An -tx1 -j 6 -N 2 a.der | tr -d ' ') + 4)) > tbs.der
smimelint --tbs -f ndjson $some tbs.der > 1
smimelint merge --dedupe --summary -f ndjson 1 1 | grep -o '"sha256":null\|"duplicates":[0-9]*'
smimelint --tbs --dedupe -f ndjson --summary $some tbs.der tbs.der | grep -o '"sha256":null\|"duplicates":[0-9]*'

# CRLs and OCSP responses too, in a run and when reports are merged.
smimelint -f ndjson data/base/crl.pem data/base/ocsp.pem data/base/crl.pem data/base/ocsp.pem > all.ndjson
smimelint -f ndjson --dedupe data/base/crl.pem data/base/ocsp.pem data/base/crl.pem data/base/ocsp.pem > once.ndjson
smimelint merge -f ndjson --dedupe all.ndjson > merged.ndjson
[ "$(wc -l < all.ndjson)" -gt "$(wc -l < once.ndjson)" ] && cmp once.ndjson merged.ndjson && echo "each once, run or merged"
