# SPDX-License-Identifier: Apache-2.0
# The report is the same for any number of workers, in every format.
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	cat data/base/bases.pem data/demo/demo.pem cli/key.pem
done > many.pem
for format in text json ndjson line csv sarif junit html github gitlab; do
	for jobs in 1 2 7; do
		smimelint -f $format -j $jobs --summary many.pem cli/key.pem data/demo > $format.$jobs
		code=$?
		[ $code -eq 3 ] || echo "$format $jobs [exit $code]"
	done
	cmp $format.1 $format.2
	cmp $format.1 $format.7
	[ "$(wc -c < $format.1)" -gt 300 ] && echo "$format"
done
grep -q "^{" ndjson.1
# With the issuer and the CA's limits, which the workers share.
cert subca data/base/bases.pem > ca.pem
for jobs in 1 5; do
	smimelint -f line -j $jobs --issuer ca.pem --ca-profile profiles/ca-profile-mv.json --ca-profile profiles/ca-profile-subca.json \
		many.pem > shared.$jobs
	echo "shared $jobs [exit $?]"
done
cmp shared.1 shared.5
grep -c 'cps\.' shared.1 | sed 's/^[1-9][0-9]*$/some/'
# With records of evidence, which the workers look up and fetch side by side.
cert evidence-sv-multi data/base/bases.pem > certificate.pem
tbs=$(smimelint -f ndjson --fail-on never certificate.pem | sed 's/.*"tbs_sha256":"\([0-9a-f]*\)".*/\1/')
sed -e "s/\$tbs_sha256/$tbs/" -e '/"\$/d' -e 's/\("tbs_sha256": "[0-9a-f]*"\),/\1/' data/evidence/sv-multi.json > record.json
for jobs in 1 5; do
	smimelint -f line -j $jobs --skip 'sbr' --evidence record.json many.pem > evidence.$jobs
	echo "evidence $jobs [exit $?]"
done
cmp evidence.1 evidence.5
grep -c 'evidence\.record\.absent' evidence.1 | sed 's/^[1-9][0-9]*$/some/'
