# SPDX-License-Identifier: Apache-2.0
# Findings about CRLs and OCSP responses: waived, known and filtered, in every format, alone and together.
cert twelve data/crl/5.3-entries.pem > list.crl
cert over-ten-days-alone data/sbr/7.3-ocsp.pem > answer.ocsp
smimelint() {
	./smimelint --covers subscriber "$@"
}
run() {
	smimelint "$@"
	echo "[exit $?]"
}
rule=sbr.crl-entry.reason-unspecified
export SOURCE_DATE_EPOCH=1780272000

waive() {
	printf '[{"rule":"%s","issuer":"%s","reason":"agreed until summer","expires":"2027-01-01"}]\n' "$1" "$2" > waivers
}
# Exit code and how often the words are there; what is given replaces a format.
formats() {
	words=$1
	shift
	for format in line text json ndjson csv sarif junit github gitlab html; do
		smimelint -f $format "$@" > out
		printf '%s %s %s\n' "$format" $? "$(grep -c "$words" out)"
	done
}
for file in list.crl answer.ocsp; do
	echo "# $file: as it is"
	run -f line $file
	smimelint -f ndjson $file > plain.ndjson
	echo '# known'
	formats known --baseline plain.ndjson $file | cut -d' ' -f1,2
	echo '# waived: the list by its issuer, the response, which names none, by its fingerprint'
	if [ $file = list.crl ]; then
		waive '*' '*Nordlicht*'
	else
		printf '[{"rule":"*","certificate":{"sha256":"%s"},"reason":"agreed until summer","expires":"2027-01-01"}]\n' \
			"$(sed -n 's/.*"ocsp":{"sha256":"\([0-9a-f]*\)".*/\1/p' plain.ndjson)" > waivers
	fi
	formats 'agreed until summer' --waivers waivers $file
	waive '*' '*Nobody*'
	formats 'agreed until summer' --waivers waivers $file | cut -d' ' -f1,2
done
echo '# one finding fewer is known: the other counts, also with a waiver for a rule that found nothing, and as a warning counts'
smimelint -f ndjson list.crl | sed 's/"value":"serial 4b03: unspecified"/"value":"serial 4bff: unspecified"/' > other.ndjson
run --baseline other.ndjson -f line list.crl | grep -v known
waive sbr.crl.next-update-over-10-days '*Nordlicht*'
run --baseline other.ndjson --waivers waivers -f line --fail-on warning list.crl | grep -v known
echo '# … and is waived with its rule, but not with another filter that leaves it'
waive $rule '*Nordlicht*'
run --baseline other.ndjson --waivers waivers -f line --only $rule list.crl | tail -n 1
run --baseline other.ndjson --waivers waivers -f line --only 7.2.2 --fail-on notice list.crl | tail -n 1
waive sbr.ocsp.* '*'
run --baseline other.ndjson --waivers waivers -f line --only $rule list.crl | tail -n 1
echo '# both inputs at once: one known, the other waived'
waive '*' '*'
cat plain.ndjson other.ndjson > both.ndjson
run --baseline both.ndjson -q list.crl answer.ocsp | tail -n 3
run --baseline both.ndjson --waivers waivers -q list.crl answer.ocsp | tail -n 3
