# SPDX-License-Identifier: Apache-2.0
# 10,000 certificates split ten ways, linted side by side and merged: to the octet the report of one run over the whole.
for i in 0 1 2 3 4 5 6; do
	mkdir -p corpus/$i
	for bundle in data/*/*.pem; do
		case $bundle in
		data/keys/*) ;;
		*) ln -s "$PWD/$bundle" "corpus/$i/$(echo "$bundle" | tr / _)" ;;
		esac
	done
	cp cli/key.pem corpus/$i/none.pem
	cat data/demo/demo.pem cli/key.pem > corpus/$i/some.pem
done
find corpus -name '*.pem' | LC_ALL=C sort > list
lines=$((($(wc -l < list) + 9) / 10))
split -l $lines -a 1 -d list part.
ls part.? | wc -l

for format in json ndjson; do
	xargs ./smimelint -f $format --with-der --summary -o whole.$format < list
	ls part.? | xargs -P 2 -I{} sh -c "xargs ./smimelint -j 1 -f $format --with-der --summary < {} > {}.$format"
	smimelint merge -f $format --summary part.?.$format > merged
	echo "$format [exit $?]"
	cmp merged whole.$format
done
# ndjson says at its end how it was made, json at its beginning.
smimelint merge -f json --summary part.?.ndjson | cmp - whole.json
# One page is made of all.
xargs ./smimelint -f html -o whole.html < list
smimelint merge -f html -o merged.html part.?.json
cmp merged.html whole.html
smimelint merge -f html part.?.ndjson | cmp - whole.html
[ "$(grep -c '"certificate":{' whole.ndjson)" -ge 10000 ] || echo 'too few certificates'
# What a summary counts can be counted again from the results, whichever form the parts have.
smimelint merge part.?.json > text
smimelint merge part.?.ndjson | cmp - text
smimelint merge part.[0-4].json part.[5-9].ndjson | cmp - text
grep -hv '^{"schema":"smimelint-summary/1"' part.?.ndjson > bare
sed '1d; /^[0-9]* certificates[ ,]/,$d' text > counts
smimelint merge bare | sed '1,2d; /^[0-9]* certificates[ ,]/,$d' | cmp - counts
tail -n 4 text | tr '\n' ' ' | grep -o 'unreadable inputs; [0-9]* other files' | tr -d '0-9'
