# SPDX-License-Identifier: Apache-2.0
# --resume: a partial report that was changed since is refused, and stays; of csv without the last row, which may not be whole.
cat data/demo/demo.pem cli/key.pem > some.pem
for format in ndjson csv; do
	smimelint -f $format some.pem -o whole.$format
done
# Goes on with a report of another text; $1: its format.
again() {
	cp partial out.$1.partial
	smimelint -f "$1" --resume some.pem -o "out.$1" 2>&1
	echo "[exit $?]"
	[ ! -e "out.$1" ] || cmp "out.$1" "whole.$1"
	[ ! -e "out.$1.partial" ] || head -c "$(wc -c < "out.$1.partial")" partial | cmp - "out.$1.partial"
	rm -f "out.$1" "out.$1.partial"
}
echo '# lines'
for change in '1s/^{/[/' '1s/"index":0/"index":1/' '1s/"index":0/"index":"0"/' '1s/some.pem/other.pem/' '1s/"status":"[a-z]*"/"status":"fine"/' '1s/}$/} /' \
	'1s/"subject":"C/"subject":"D/' '3s/"line":[0-9]*/"line":7/' '1d' '2d' '$p' '1s/$/x/'; do
	printf "%s:\n" "$change"
	sed "$change" whole.ndjson > partial
	again ndjson
done
echo '# rows'
for change in '1s/path/file/' '1d' '2s/some.pem/other.pem/' '2s/"error",/"eror",/' '2s/"error",/"eror",/2' '2s/"error",/"unreadable",/2' '2s/"error",/"pass",/2' '2s/"error",/error,/' '2s/,/;/g' '$p' '2s/$/x/' '3s/^/"/' '2s/,.*//' \
	'2s/\r$//' '2s/sbr/rfc/'; do
	printf "%s:\n" "$change"
	sed "$change" whole.csv > partial
	again csv
done
echo '# what is no file'
mkdir out.ndjson.partial
run -f ndjson --resume some.pem -o out.ndjson 2>&1
rmdir out.ndjson.partial
: > out.ndjson.partial
run -f ndjson --resume some.pem -o out.ndjson
cmp out.ndjson whole.ndjson
