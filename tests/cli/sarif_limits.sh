# SPDX-License-Identifier: Apache-2.0
# What GitHub takes of a SARIF file: 25,000 results in a run, the most severe of them, said; 25,000 rules; 10 MB packed.
i=0
while [ $i -lt 130 ]; do
	cat data/sbr/1-scope-more-findings.pem
	i=$((i + 1))
done > many.pem
cert habits-of-old data/demo/demo.pem >> many.pem
smimelint -f line many.pem | cut -d ' ' -f 2 | sort | uniq -c > all
smimelint -f sarif many.pem > sarif
echo "exit $?"
found=$(awk '{ n += $1 } END { print n }' all)
grep -c '^{"ruleId"' sarif
grep -o "$((found - 25000)) more findings: a run holds at most 25000, the most severe are kept" sarif | sed 's/^[0-9]*/N/'
# Every error is kept, also those of the last certificate.
[ "$(awk '$2 == "error:" { print $1 }' all)" = "$(grep -c '^{"ruleId".*"level":"error"' sarif)" ] && echo 'every error'
grep -c '^{"ruleId":"sbr.key-usage.rsa-bits"' sarif
[ "$(sed -n '2s/"shortDescription"/\n&/gp' sarif | wc -l)" -le 25000 ] && echo 'rules within the limit'
[ "$(gzip -c sarif | wc -c)" -lt 10000000 ] && echo 'size within the limit'
grep -o '"tool":{"driver"' sarif | wc -l
# As many as there may be: nothing is left out, nothing is said.
smimelint -f sarif data/demo/demo.pem | grep -c 'more findings: a run'
