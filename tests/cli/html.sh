# SPDX-License-Identifier: Apache-2.0
# html: one page, the same for any number of workers, without anything from outside and with all text escaped.
for i in 1 2 3 4 5 6 7 8; do
	cat data/base/bases.pem data/demo/demo.pem cli/key.pem
done > many.pem
for jobs in 1 2 5; do
	smimelint -f html -j $jobs many.pem cli/key.pem data/hostile > $jobs.html
	echo "$jobs [exit $?]"
done
cmp 1.html 2.html
cmp 1.html 5.html
page=1.html
# What could load something, or run.
grep -c '<script>' $page
grep -c -E '<(link|img|iframe|object|embed|base|form|meta http-equiv="refresh")|[a-z]:url\(|@import|[ "]on[a-z]+=' $page
grep -o 'href="[^#][^"]*"\|src="[^"]*"' $page
grep -o "content=\"default-src 'none'; style-src 'sha256-" $page
# The policy names the digests of the style sheet and the script.
digest() {
	sha256sum | sed 's/ .*//'
}
named() {
	grep -o "$1-src 'sha256-[^']*" $page | sed 's/.*sha256-//' | base64 -d | od -An -v -tx1 | tr -d ' \n'
	echo
}
sed -n '/^<style>/,/^<\/style>/p' $page | sed '1s/^<style>//; $s/<\/style>.*//' > css
sed -n '/^<script>"use strict"/,/^<\/script>/p' $page | sed '1s/^<script>//; $s/<\/script>.*//' > js
# The last line is empty there: sed has given it an end that it does not have.
[ "$(head -c -1 css | digest)" = "$(named style)" ] && echo 'the style sheet is the one named'
[ "$(head -c -1 js | digest)" = "$(named script)" ] && echo 'the script is the one named'
# Names made to deceive are text.
cp data/hostile/names.pem 'a<b>&"c.pem'
smimelint -f html './a<b>&"c.pem' > hostile.html
page=hostile.html
grep -c -a '<script>document\|<img src=x\|<svg onload' $page
grep -o -m 1 '&lt;/script&gt;&lt;script&gt;document.title=1&lt;/script&gt;' $page | sort -u
grep -o -m 1 '&quot;&gt;&lt;img src=x onerror=document.title=2&gt;&#39;' $page | sort -u
grep -o -m 1 'a&lt;b&gt;&amp;&quot;c.pem:[0-9]*' $page | head -n 1
LC_ALL=C grep -c -a "$(printf '[\001-\010\013\014\016-\037\177]')" $page
LC_ALL=C grep -c -a "$(printf '\342\200[\250-\256]')" $page
iconv -f UTF-8 -t UTF-8 $page > /dev/null && echo 'valid UTF-8'

# What it says without its script.
smimelint -f html --at 2026-02-03 --only sbr.key-usage.rsa-bits --only 6.3.2 data/demo/demo.pem |
	sed -e '/<style>/,/<\/style>/d' -e '/<section id="months"/,/<\/section>/d' -e 's/<dl><dt>Requires.*<\/details>/<\/details>/' -e '/^<script/,$d' -e 's/<title>[^<]*<\/title>//g; s/<[^>]*>/ /g; s/  */ /g; s/^ //' \
		-e '/^Program\|Read from/s/smimelint [0-9.]* Rule set of [0-9-]*, [0-9]* rules S\/MIME Baseline Requirements [0-9.]* TLS Baseline Requirements [0-9.]*/VERSIONS/' \
		-e '/^ *$/d'
smimelint -f html cli/key.pem > none.html
echo "[exit $?]"
grep -o '<p class="lead">.*</p>' none.html
# The certificate goes with the result, and nothing else does.
smimelint -f ndjson --with-der data/demo/demo.pem > with
smimelint -f ndjson data/demo/demo.pem > without
sed 's/,"der":"[^"]*"}$/}/' with | cmp - without
sed -n '2s/.*"der":"\([^"]*\)"}$/\1/p' with | base64 -d | sha256sum | cut -d' ' -f1
sed -n '2s/.*"certificate":{"sha256":"\([^"]*\)".*/\1/p' with
smimelint -f ndjson --with-der cli/key.pem | grep -o '"der":null}$'
