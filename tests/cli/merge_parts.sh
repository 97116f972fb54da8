# SPDX-License-Identifier: Apache-2.0
# merge --parts N: a part that is missing, cut, doubled or foreign is said, whatever the format, and the exit code is 3.
mkdir archive
for i in 0 1 2 3 4 5; do
	cert habits-of-old data/demo/demo.pem > archive/$i.pem
done
echo 'no certificate' > archive/notes
for i in 0 1 2; do
	ls archive/$((2 * i)).pem archive/$((2 * i + 1)).pem > list.$i
done
echo archive/notes >> list.1
some='--only 6.3.2 --fail-on never'
for i in 0 1 2; do
	smimelint $some -f ndjson --summary --files-from list.$i > part.$i
	smimelint $some -f json --files-from list.$i > part.$i.json
done
merge() {
	echo "\$ merge $*"
	smimelint merge --fail-on never -f ndjson "$@" > out
	code=$?
	sed -n 's/.*"path":"\([^"]*\)","index":\([0-9]*\),"format":"report".*"value":"\(.*\)","path":null.*/\1 \2: \3/p' out
	echo "[exit $code]"
}

echo '# all there, whichever form they have: the report of one run'
smimelint $some -f ndjson --summary archive > whole
for parts in 'part.0 part.1 part.2' 'part.0.json part.1 part.2.json'; do
	smimelint merge --parts 3 --fail-on never -f ndjson --summary $parts | cmp - whole
done
cat part.0 part.1 part.2 | smimelint merge --parts 3 --fail-on never -f ndjson --summary - | cmp - whole
smimelint merge --parts 3 --fail-on never -o merged part.0 part.1 part.2
echo "[exit $?]"

echo '# missing, and one too many'
merge --parts 3 part.0 part.2
merge --parts 3 part.0 none part.2
: > empty
merge --parts 3 part.0 empty part.2
merge --parts 2 part.0 part.1 part.2
echo '# cut: between lines, inside one, in a document; behind it comes another part'
sed '$d' part.1 > cut
merge --parts 3 part.0 cut part.2
head -c 700 part.1 > cut
merge --parts 3 part.0 cut part.2
head -c $(($(wc -c < part.1.json) - 20)) part.1.json > cut.json
merge --parts 3 part.0 cut.json part.2
sed 1d part.1 > less
merge --parts 3 part.0 less part.2
{ cat part.0; sed '$d' part.1; cat part.2; } > all
merge --parts 3 all
echo '# doubled: the part, one of its inputs, a part of standard input, one of several in a file'
merge --parts 3 part.0 part.1 part.0
{ tail -n 1 list.0; cat list.2; } > list.3
smimelint $some -f ndjson --summary --files-from list.3 > part.3
merge --parts 3 part.0 part.1 part.3
for i in 0 1; do
	smimelint $some -f ndjson --summary - < archive/$i.pem > pipe.$i
done
cat archive/0.pem archive/1.pem | smimelint $some -f ndjson --summary - > pipe.2
merge --parts 2 pipe.0 pipe.2
merge --parts 2 pipe.0 pipe.1
cat part.0 part.1 part.1 > all
merge --parts 3 all
echo '# the same name for another input, on another machine, and parts with nothing in them'
mkdir -p other/archive
cert clean-sponsor data/demo/demo.pem > other/archive/0.pem
(cd other && ../smimelint $some -f ndjson --summary archive/0.pem) > part.4
: > list.none
smimelint $some -f ndjson --summary --files-from list.none > part.5
cp part.5 part.6
merge --parts 4 part.0 part.4 part.5 part.6
echo '# one without results: the same file again, the same files skipped'
merge --parts 4 part.0 part.4 part.5 part.5
ln -s part.5 part.7
merge --parts 4 part.0 part.4 part.5 part.7
echo archive/notes > list.8
smimelint $some -f ndjson --summary --files-from list.8 > part.8
cp part.8 part.9
merge --parts 3 part.0 part.8 part.9
echo '# every part says of a record that it is an orphan'
smimelint evidence template archive/0.pem --example | tr -d '\n' | sed 's/"sha256":"../"sha256":"00/' > record.json
for i in 0 1; do
	smimelint $some --evidence record.json -f ndjson --summary --files-from list.$i > stray.$i
done
merge --parts 2 stray.0 stray.1
echo '# foreign: other options, another version, another schema, no report, as the second of a file too'
smimelint $some --tbs -f ndjson --summary --files-from list.2 > tbs
merge --parts 3 part.0 part.1 tbs
sed 's/"version":"[0-9.]*"/"version":"0.0.9"/' part.2 > older
merge --parts 3 part.0 part.1 older
cat part.1 older > all
merge --parts 3 part.0 all
for option in --with-der --explain-run -vv; do
	smimelint $some $option -f ndjson --summary --files-from list.2 > more
	merge --parts 3 part.0 part.1 more
done
sed 's,"smimelint/1","smimelint/2",' part.2 > newer
merge --parts 3 part.0 part.1 newer
merge --parts 3 part.0 part.1 archive/notes
echo '# what was skipped is not what is counted: one is gone from the list, all are, the count is none; more than are listed; no list in older reports'
for alter in 's/"skipped":\[{[^}]*},/"skipped":[/' 's/"skipped":\[.*\],"tool"/"skipped":[],"tool"/' 's/"skipped":2/"skipped":0/' 's/"skipped":2/"skipped":3/'; do
	smimelint $some -f ndjson --summary archive archive | sed "$alter" > skipping
	merge --parts 1 skipping
done
smimelint $some -f json archive archive | sed 's/"skipped":2/"skipped":1/' > skipping
merge --parts 1 skipping
for n in 99999 100000 100001; do
	{
		printf '{"schema":"smimelint-summary/1","summary":{"results":0,"skipped":%s},"skipped":[' $n
		seq 99999 | sed 's/.*/{"path":"a&","line":null,"reason":"b"},/'
		echo '{"path":"a","line":null,"reason":"b"}],"tool":null,"run":null}'
	} | tr -d '\n' > skipping
	merge --parts 1 skipping
done
sed '$s/"skipped":\[.*\],"tool"/"tool"/' part.1 > unlisted
smimelint merge -f ndjson --summary --fail-on never unlisted part.1 > merged
tail -n 1 merged | grep -o '"skipped":[^,]*'
merge --parts 1 merged
echo '# altered: a result, its finding, a count, though the number of results fits'
altered() {
	sed "$1" part.2 > altered
	cmp -s part.2 altered && echo 'nothing was altered'
	merge --parts 3 part.0 part.1 altered
}
altered '1s/"severity":"error"/"severity":"warning"/; 1s/"status":"error"/"status":"warning"/'
altered '1s/"status":"error","findings":\[{.*}\]/"status":"pass","findings":[]/'
altered 's/"status":{"pass":0/"status":{"pass":1/'
altered 's/"upcoming":0}/"upcoming":1}/'
altered 's/"not_evaluated":0/"not_evaluated":9/'
altered 's/"status":{"pass":0/"status":{"pass":"none"/'
smimelint $some -f json --files-from list.2 | sed 's/"error": *2/"error":1/' > altered.json
merge --parts 3 part.0 part.1 altered.json
echo '# altered, with the same counts: a text, a path, the number of all results; in a document; and results of another part'
altered '1s/"value":"[^"]*"/"value":"nothing"/'
altered '1s,"path":"archive/4.pem","path":"archive/7.pem",'
altered 's/"results_sha256":"./"results_sha256":"x/'
altered 's/"results_sha256":"[^"]*"/"results_sha256":null/'
sed '0,/"value":"[^"]*"/s//"value":"nothing"/' part.2.json > altered.json
merge --parts 3 part.0 part.1 altered.json
{ sed '$d' part.2; tail -n 1 part.0; } > altered
merge --parts 3 part.0 part.1 altered
echo '# in another order they are the same; a report of before has no such number'
{ sed '$d' part.2 | sort -r; tail -n 1 part.2; } > turned
merge --parts 3 part.0 part.1 turned
sed 's/,"results_sha256":"[^"]*"//' part.2 > before
merge --parts 3 part.0 part.1 before
echo '# what was merged has a number of its own, also where only differences close it'
smimelint merge --fail-on never -f ndjson part.0 tbs > mixed
merge --parts 1 mixed
tail -n 1 mixed | grep -c '"differences"'
sed 's/"value":"[^"]*"/"value":"nothing"/' mixed > altered
merge --parts 1 altered
echo '# in every format, and in a file'
for format in text json html; do
	smimelint merge --parts 2 -f $format -o out part.0
	echo "$format [exit $?] $(grep -c 'missing: 1 of 2 parts' out)"
done
echo '# no number'
run merge --parts 0 part.0
run merge --parts 3x part.0
run merge --parts -3 part.0
