# SPDX-License-Identifier: Apache-2.0
# merge: damaged and foreign reports.  What is right in them is merged; the rest is named with line and reason.
smimelint -f ndjson --only 6.3.2 data/demo/demo.pem > a
smimelint -f json --only 6.3.2 data/demo/demo.pem > a.json

# The status of each result, and what was unreadable.
what() {
	smimelint merge -f ndjson "$1" > what.out
	code=$?
	sed -n 's/.*"path":"\([^"]*\)","index":\([0-9]*\),"format":"\([a-z]*\)","line":\([0-9a-z]*\)}.*"status":"\([a-z]*\)".*/\1 \2 \3 \4 \5/p' what.out
	sed -n 's/.*"format":"report".*"value":"\(.*\)","path":null.*/\1/p' what.out
	echo "[exit $code]"
}

echo '# an end that is cut off, in a line and in a document; a whole last line without its end'
head -c $(($(wc -c < a) - 100)) a > cut
what cut
head -c $(($(wc -c < a.json) - 900)) a.json > cut.json
what cut.json
head -n 8 a.json > no-end.json
what no-end.json
printf %s "$(cat a)" > no-newline
smimelint merge -f ndjson no-newline | cmp - a
echo '# a line cut in the middle: the next one is read'
{ head -n 1 a | cut -c 1-700; sed 1d a; } > middle
what middle
{ head -n 1 a | cut -c 1-350; sed 1d a; } > middle
what middle
{ sed 5q a.json | cut -c 1-700; sed 1,5d a.json; } > middle.json
what middle.json
echo '# a document that lost its end, or has a damaged head, before another one'
{ sed 6q a.json; cat a.json; } > two.json
what two.json
sed '2s/.*/"tool":{bad/' a.json > head.json
what head.json
sed '6s/},$/}/' a.json > comma.json
what comma.json
echo '# a summary that counts more than there is'
sed 6d a.json > less.json
what less.json
echo '# not ours'
{ echo text; echo; echo '[1]'; sed 1q a; echo '{}'; echo '{"schema":"smimelint/2"}'; echo 1; } > mixed
what mixed
for wrong in 's/"index":0/"index":"0"/' 's/"status":"[a-z-]*"/"status":"fine"/' 's/"status":"error"/"status":"pass"/' \
    's/"findings":\[/"findings":[1,/' 's/"certificate":{/"certificate":[{/' 's/"severity":"error"/"severity":"pass"/' \
    's/"state":"new"/"state":"old"/' 's/"rule":"[^"]*"/"rule":null/' 's/"since":/"before":/' 's/"sha256":"/"sha256":"\x01/' \
    's/"issuer":"C/"issuer":"\xff/' 's/"issuer":"C/"issuer":"\xe2\x80\xae/' 's/"issuer":"C/"issuer":"\\u0000/' 's/}]}$/}]}]/' \
    's/"mailboxes":\[/"mailboxes":"/' 's/"line":/"line":-/;s/"findings"/"finding"/'; do
	sed -n 4p a | sed "$wrong" > wrong
	what wrong
done
for depth in 30 100000; do
	awk -v n=$depth 'BEGIN { for (i = 0; i < n; i++) printf "{\"a\":" }' > deep
	what deep
done
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' > deep
what deep
printf '\177ELF\002\001\n\377\376{\n' > binary
what binary
: > empty
what empty
what .
what none

echo '# names that nobody of ours writes are shown safely'
sed -n 4p a | sed 's/"issuer":"C/"issuer":"\\u001b[31m\\u202e/; s/"rule":"/"rule":"\\u0007/' > escapes
smimelint merge escapes | cat -v | sed -n '/^By rule/,/^By profile/p'

echo '# what was skipped has its name as the report has it, however often reports are merged; other controls are escaped'
mkdir odd
echo words > 'odd/a\b.txt'
echo words > "$(printf 'odd/c\001d.txt')"
smimelint -f json odd > 1.json
smimelint merge -f json 1.json > 2.json
smimelint merge -f json 2.json > 3.json
sed 's/x01d/u0001d/' 1.json | sed 's/\\\\u0001/\\u0001/' > 4.json
for i in 1 2 3; do
	grep -o '"path":"odd/[^"]*"' $i.json
done
smimelint merge -f json 4.json | grep -o '"path":"odd/c[^"]*"'
