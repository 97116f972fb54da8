# SPDX-License-Identifier: Apache-2.0
# --sample, --sample-rate, --seed: the same for any number of workers, and as anybody can compute it again.
cat data/base/bases.pem data/demo/demo.pem data/sbr/*.pem | sed '/BEGIN TBS/,/END TBS/d; /BEGIN X509 CRL/,/END X509 CRL/d; /BEGIN OCSP/,/END OCSP/d' > many.pem
some='--only 6.3.2'
# The fingerprints of a report, sorted.
prints() {
	grep -o '"sha256":"[0-9a-f]*"' "$1" | cut -d'"' -f4 | LC_ALL=C sort
}
smimelint -f ndjson $some many.pem > all
for options in '--sample 12' '--sample-rate 2%' '--sample 12 --sample-rate 2%' '--sample 12 --dedupe'; do
	for jobs in 1 2 5; do
		smimelint -f ndjson --seed 2026-Q1 $options -j $jobs $some many.pem > $jobs
	done
	cmp 1 2
	cmp 1 5
	case $options in
	*rate*) expected=$((($(wc -l < all) + 49) / 50)) ;;
	*) expected=12 ;;
	esac
	[ "$(wc -l < 1)" -eq $expected ] || echo "$options: not $expected"
done
# The twelve with the smallest digest of "SEED:FINGERPRINT".
smimelint -f ndjson $some --sample 12 --seed 2026-Q1 many.pem > sample
prints all | uniq | while read -r print; do
	printf '%s %s\n' "$(printf '2026-Q1:%s' "$print" | sha256sum | cut -c 1-16)" "$print"
done | LC_ALL=C sort | head -n 12 | cut -d' ' -f2 | LC_ALL=C sort > expected
prints sample | cmp - expected
# Another order, one file per certificate: the same sample; another seed: another.
for i in 9 8 7 6 5 4 3 2 1; do
	mkdir -p folder/$i
	cp data/demo/demo.pem folder/$i
done
split -n l/1 many.pem folder/many.
smimelint -f ndjson $some --sample 12 --seed 2026-Q1 folder | prints - | cmp - expected
smimelint -f ndjson $some --sample 12 many.pem | prints - | cmp -s - expected || echo 'another seed, another sample'
# The report says so; unreadable inputs are never sampled away.
run --sample 2 $some data/demo/demo.pem cli/key.pem | neutral
smimelint --sample 2 -f json $some data/demo/demo.pem | grep -o '"sample":.*"dedupe":[a-z]*\|"population":[0-9]*'
smimelint -f json $some data/demo/demo.pem | grep -o '"sample":.*"dedupe":[a-z]*\|"population":[0-9]*'
smimelint --sample 2 --seed 'x"' -f json $some data/demo/demo.pem > a.json
smimelint --sample 2 --seed 'x"' -f json $some data/demo/demo.pem data/demo/demo.pem > b.json
smimelint merge a.json b.json | tail -n 1
# CRLs and responses are no certificates: none of them stands in the place of one, and all are linted.
cat data/base/crl.pem data/base/ocsp.pem > status.pem
smimelint -f ndjson $some status.pem | grep -c '"certificate":null' > all
for options in '--sample 2' '--sample-rate 20%' '--sample 2 --sample-rate 20%'; do
	smimelint -f ndjson --summary $options $some status.pem data/demo/demo.pem status.pem > sampled
	echo "$options: $(grep -c '"certificate":{' sampled) certificates, $(($(grep -c '"certificate":null' sampled) - 2 * $(cat all))) CRLs and responses too many"
	grep -o '"population":[0-9]*' sampled
done
for wrong in '--sample 0' '--sample 1%' '--sample-rate 3' '--sample-rate 101%'; do
	run $wrong many.pem
done
