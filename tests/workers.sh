#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# workers.sh SMIMELINT: the workers over all of testdata, in every form and beside what they share.  Meant for a build under the
# thread sanitizer, which ends with 66 at the first data race; the report of four workers is that of one.
set -u
program=$1
export TSAN_OPTIONS="halt_on_error=1:exitcode=66${TSAN_OPTIONS:+:$TSAN_OPTIONS}"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0

# workers NAME OPTION...: exit codes 0, 1 and 3 say what was found.
workers() {
	name=$1
	shift
	for jobs in 1 4; do
		"$program" -j $jobs "$@" > "$tmp/$jobs" 2> "$tmp/error"
		code=$?
		case $code in
		0 | 1 | 3) ;;
		*)
			echo "FAIL workers: $name, -j $jobs: exit $code"
			cat "$tmp/error"
			failed=1
			;;
		esac
	done
	[ -s "$tmp/1" ] && cmp "$tmp/1" "$tmp/4" || failed=1
	echo "$name: $(wc -c < "$tmp/4") octets"
}

for form in text json ndjson line csv sarif junit html github gitlab; do
	workers "$form" -f $form testdata
done
workers summary -f text --summary testdata
workers explained -f ndjson --explain-run --with-der testdata/demo testdata/crl
workers issuers -f ndjson --issuer auto testdata
workers given-issuers -f ndjson --issuer testdata/base/bases.pem testdata
# Most cases over evidence have the certificate of the first: its record is fetched again and again.
tbs=$("$program" -f ndjson --fail-on never testdata/evidence/mpic.pem | sed -n '/"tbs_sha256"/{s/.*"tbs_sha256":"\([0-9a-f]*\)".*/\1/p;q}')
sed -e "s/\$tbs_sha256/$tbs/" -e '/"\$/d' -e 's/\("tbs_sha256": "[0-9a-f]*"\),/\1/' testdata/evidence/sv-multi.json > "$tmp/record.json"
workers evidence -f ndjson --require-evidence=full --evidence "$tmp/record.json" testdata/evidence
workers sample -f ndjson --dedupe --sample 200 --seed 1 testdata
workers crls -f ndjson testdata/crl testdata/rfc6960
exit $failed
