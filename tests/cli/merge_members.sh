# SPDX-License-Identifier: Apache-2.0
# merge: members of results that nobody of ours writes so.  What they say is counted as far as it can be told.
result() {	# PATH MEMBERS STATUS FINDINGS
	printf '{"schema":"smimelint/1","source":{"path":"%s","index":0,"format":null,"line":null},%s,"judged_at":null,"status":"%s","findings":[%s]}\n' "$1" "$2" "$3" "$4"
}
certificate() {	# NOT_BEFORE, in JSON; ISSUER, in JSON
	result "c.der" '"certificate":{"sha256":null,"tbs_sha256":null,"kind":null,"profile":null,"profile_from":null,"serial":null,"subject":null,"issuer":'"${2:-null}"',"not_before":'"$1"',"not_after":null,"mailboxes":[]}' pass
}
crl() {
	result "$1" '"certificate":null,"crl":{'"$2"'}' pass
}
# The text of a section of the page.
section() {
	sed -n "/<section id=\"$1\"/,/<\/section>/p" page.html | sed -e 's/<title>/ [/g; s/<\/title>/] /g; s/<[^>]*>/ /g; s/  */ /g' -e '/^ *$/d'
}
bars() {
	section months | grep -o 'Month of issuance\|Quarter of issuance\|Year of issuance\|\[[0-9-]*\( to [0-9-]*\)\?: [^]]*\]\|[0-9]* certificates are not in the chart'
}
page() {
	smimelint merge -f html "$@" > page.html
	echo "[exit $?]"
}

echo '# days of issuance that are none'
for day in '"2026-02-03"' null 7 '"2026"' '"2026-13-01"' '"2026-00-01"' '"20x6-01-01"' '"2026/01/01"' '"1066-01-01"' '"9999-01-01"' '"2026-01:01"'; do
	certificate "$day"
done > days
page days
bars
smimelint merge -f json days | sed -n 's/.*\("months":[^]]*\).*/\1/p'
echo '# bars of months, quarters and years; a few odd days do not stretch the time'
for last in 2021-12 2026-01 2049-12 2099-12; do
	for month in 2020-01 2020-07 2020-11 2021-04 $last; do
		certificate "\"$month-01\""
	done > months
	page months
	bars
done
echo '# days of requirements: 20 flags at the most, and how many days there are beside more'
for last in 2025-09 2025-10 2025-11; do
	{ certificate '"2023-09-01"'; certificate "\"$last-01\""; } > marks
	page marks > exit
	echo "$(grep -c '<g class="flag' page.html) flags$(sed -n 's/.*<p>Shown are 20 of \([0-9]*\) such days.*/ for \1 days/p' page.html)"
done
{ for i in $(seq 1 500); do certificate '"2026-02-03"'; done; certificate '"1999-01-01"'; certificate '"2080-01-01"'; } > odd
page odd
bars

echo '# CRLs: one that ends before the one that it follows leaves no gap where that is still good'
{
	crl a.crl '"issuer":"CN=A","kind":"crl","idp_uris":["http://a.example/"],"this_update":"2026-03-02T08:00:00Z","next_update":"2026-03-09T08:00:00Z","reasons":{"keyCompromise":2,"none":0,"superseded":"x"}'
	crl a.crl '"issuer":"CN=A","kind":"crl","idp_uris":["http://a.example/"],"this_update":"2026-03-05T08:00:00Z","next_update":"2026-03-12T08:00:00Z","reasons":{}'
	crl a.crl '"issuer":"CN=A","kind":"crl","idp_uris":["http://a.example/"],"this_update":"2026-03-06T08:00:00Z","next_update":"2026-03-08T08:00:00Z","reasons":[]'
	crl a.crl '"issuer":"CN=A","kind":"crl","idp_uris":["http://a.example/"],"this_update":"2026-03-10T08:00:00Z","next_update":"2026-03-11T08:00:00Z"'
	crl a.crl '"issuer":"CN=A","kind":"crl","idp_uris":["http://a.example/"],"this_update":"2026-03-20T08:00:00Z","next_update":"2026-03-21T08:00:00Z"'
	crl b.crl '"issuer":7,"kind":"delta-crl","idp_uris":[],"this_update":"2026-03-02T08:00:00Z","next_update":null'
	crl b.crl '"kind":7,"idp_uris":[7],"this_update":"2026-03-02T08:00:00Z","next_update":"2026-03-02"'
	crl d.crl '"issuer":"CN=D","kind":"crl","idp_uris":["http://d.example/"],"scope":null,"this_update":"2026-03-02T08:00:00Z","next_update":"2026-03-03T08:00:00Z"'
	crl d.crl '"issuer":"CN=D","kind":"crl","idp_uris":[],"scope":"","this_update":"2026-03-02T08:00:00Z","next_update":"2026-03-03T08:00:00Z"'
	crl d.crl '"issuer":"CN=D","kind":"crl","idp_uris":[],"scope":"user certificates","this_update":"2026-03-02T08:00:00Z","next_update":"2026-03-03T08:00:00Z"'
	crl d.crl '"issuer":"CN=D","kind":"crl","idp_uris":[],"scope":"CA certificates","this_update":"2026-03-09T08:00:00Z","next_update":"2026-03-10T08:00:00Z"'
	crl d.crl '"issuer":"CN=D","kind":"crl","idp_uris":[],"scope":"user certificates","this_update":"2026-03-16T08:00:00Z","next_update":"2026-03-17T08:00:00Z"'
	crl c.crl '"idp_uris":"http://c.example/","this_update":"2026-02-30T08:00:00Z"'
	crl c.crl '"this_update":"2026-02-20 08.00.00 z"'
	crl c.crl '"this_update":7'
	crl c.crl ''
} > crls
page crls
section revocation
crl b.crl '"issuer":"CN=B","this_update":"2026-03-02T08:00:00Z","next_update":"2026-03-02T08:00:00Z","reasons":{"none":0}' > moment
page moment
section revocation
crl b.crl '"issuer":"CN=B"' > undated
page undated
section revocation
smimelint merge -f text crls | sed -n '/reason/,$p'

echo '# OCSP responses, records, and objects that are none'
{
	result r.der '"certificate":null,"ocsp":{"responder":"CN=R","produced_at":"2026-03-02T08:00:00Z"}' pass
	result r.der '"certificate":null,"crl":7,"ocsp":7' pass
	result r.der '"certificate":null,"crl":null,"ocsp":null' unreadable
} > others
page others
section certificates | head -n 4
smimelint merge -f text others | tail -n 13
for n in 1 2; do
	for i in $(seq $n); do result r.json '"certificate":null' notice '{"rule":"x.y.z","severity":"notice","state":"new","source":"s","section":"1","since":null,"message":"m","value":null,"path":null,"offset":null,"length":null,"reading":null,"record":null,"basis":null}'; done > records
	cat days records > both
	page records
	grep -o '<p class="lead">.*' page.html
	page both
	grep -o '<p class="lead">.*' page.html
done

echo '# findings'
finding() {	# SEVERITY STATE SINCE VALUE RULE
	printf '{"rule":"%s","severity":"%s","state":"%s","source":"s","section":"1","since":%s,"message":"m","value":%s,"path":null,"offset":null,"length":null,"reading":null,"record":null,"basis":null}' "${5:-x.y.z}" "$1" "$2" "$3" "$4"
}
long=$(head -c 3000 /dev/zero | tr '\0' a)
{
	result f.der '"certificate":null' error "$(finding error known '"2026-01-01"' null),$(finding error waived '"2025-01-01"' "\"$long\""),$(finding upcoming new null null)"
	result f.der '"certificate":null' warning "$(finding warning new '"2027-01-01"' "\"${long}ü\"")"
	result f.der '"certificate":null' pass "$(finding upcoming new null null)"
} > findings
page findings
section rules
smimelint merge findings
for wrong in "$(finding pass new null null)" "$(finding unreadable new null null)" "$(finding x new null null)" "$(finding error '' null null)" "$(finding error new 7 null)" \
	"$(finding error new null 7)" 7; do
	result f.der '"certificate":null' error "$wrong" > wrong
	smimelint merge -q wrong | sed -n 2p
done
for status in upcoming good ''; do
	result f.der '"certificate":null' "$status" > wrong
	smimelint merge -q wrong | sed -n 2p
done
for n in 3 -3 0 99999999 '"3"' null; do
	result f.der '"certificate":null,"not_evaluated":'"$n" pass
done > counts
smimelint merge -f json counts | grep -o '"summary":.*"not_evaluated":[0-9]*'

echo '# counts, copies and lists of what was skipped'
print=$(printf 'ab%.0s' $(seq 32))
summary() {	# SUMMARY SKIPPED MORE
	printf '{"schema":"smimelint-summary/1","summary":{"results":1,%s},"skipped":%s%s}\n' "$1" "$2" "$3"
}
counted() {
	{ certificate '"2026-02-03"'; summary "$@"; } > part
	smimelint merge -f ndjson --summary $options part > merged 2>&1
	echo "[exit $?]"
	sed -n 's/.*"value":"\(damaged[^"]*\)".*/\1/p' merged
	sed -n '/"smimelint-summary/{s/.*"upcoming":[0-9]*},//; s/"rules":.*"months":[^]]*\]//; s/,"tool".*//; s/,"results_sha256":"[0-9a-f]\{64\}"//; p}' merged
}
for options in '' --dedupe '--parts 1'; do
	echo "with \"$options\""
	counted '"skipped":0' '[]'
	counted '"skipped":-1' '{}'
	counted '"skipped":0,"population":-5,"duplicates":"2"' null
	counted '"skipped":3,"population":9,"duplicates":2,"issuer_found":1,"issuer_not_found":-1' '[{"path":"a","reason":"b","line":0},{"path":"a","reason":"b","line":-1},{"path":"a","reason":"b","line":7}]'
	counted '"skipped":1' '[{"path":7,"reason":"b"},{"path":"a","reason":null},7]'
	counted '"skipped":0,"copies":[{"sha256":"'"$print"'","count":3},{"sha256":"x'"${print#?}"'","count":3},{"sha256":"'"${print%?}"'G","count":3},{"sha256":"/'"${print#?}"'","count":3},{"sha256":7,"count":3}]' '[]'
	counted '"skipped":0,"copies":[{"sha256":"'"$print"'"},{"sha256":"'"$print"'","count":1},{"sha256":"'"$print"'","count":4294967296},{"count":3},{"sha256":"ab","count":2}]' '[]'
	counted '"skipped":0,"copies":{}' '[]'
	counted '"skipped":"0"' '[]'
done
options=--dedupe
for sha in "$print" "G${print#?}" 7; do
	for i in 1 2; do
		certificate '"2026-02-03"' | sed 's/"sha256":null/"sha256":"'"$sha"'"/'
	done > twice
	smimelint merge --dedupe -f ndjson twice | wc -l
done
for parts in 1 4294967294 4294967295 99999999999999999999 0 -1 x 1x ''; do
	printf '%s: ' "$parts"
	smimelint merge --parts "$parts" -f ndjson days 2>&1 | sed -n 's/.*"value":"\([^"]*parts\?[^"]*\)".*/\1/p; s/^smimelint: //p'
	echo
done

echo '# what it was made by'
for tool in '{}' '{"name":7}' '{"name":"n","version":"v","ruleset":7}' '{"name":"n","version":"v","ruleset":{"date":"d","sbr":7,"tls_br":"t"}}' 'null' '[]'; do
	{ certificate '"2026-02-03"'; summary '"skipped":0' '[]' ',"tool":'"$tool"',"run":{"only":["x"],"deep":{"a":[{}]},"at":"2026-01-01","tbs":true,"n":7}'; } > part
	smimelint merge part | head -n 1
	page part
	sed -n 's/<[^>]*>/ /g; /Read from/p' page.html | grep -o 'Program.*' | sed 's/  */ /g'
done
{ cat part; certificate '"2026-02-03"'; summary '"skipped":0' '[]' ',"tool":{},"run":{"only":[]}'; certificate '"2026-02-03"'; } > alike
page alike
sed -n 's/<[^>]*>/ /g; s/  */ /g; /not made alike/,/<\/div>/p' page.html | grep -o 'The merged.*' 
