# SPDX-License-Identifier: Apache-2.0
# Every command that the pages for people show is run, beside files of the names that they use.
pages=cli/../../..
mkdir archive samples issued lists results man crls-of-2026 responses fetched
ln -s ../profiles man/examples
for file in certificate.pem sample.pem samples/a.pem archive/a.pem issued/a.pem million.pem bundle.pem; do
	cp data/demo/demo.pem $file
done
cert ca-issuer data/issuer/issuer.pem > ca.pem 2> /dev/null || cp data/demo/demo.pem ca.pem
cp ca.pem roots-and-cas.pem
cert crl data/base/crl.pem | tee last.crl crls-of-2026/1.crl fetched/a.crl > new.crl
cert ocsp data/base/ocsp.pem > responses/a.ors
smimelint -f ndjson --summary archive > parts.ndjson 2> /dev/null
find archive -type f | tee list > list.0001
find issued -type f > list.0000
smimelint -f ndjson --summary --fail-on never -o part.0000 --files-from list.0000
cp parts.ndjson results/part-0
cert evidence-sv-multi data/base/bases.pem > archive/b.pem
sed /ccccccc/d cli/import/boulder.log > va.log
sed '/^#/d' profiles/evidence-sv.json > records.ndjson
echo '[]' > waivers.json
smimelint -f json -o baseline.json --fail-on never samples
openssl x509 -in certificate.pem -outform DER -out certificate.der
openssl asn1parse -inform DER -in certificate.der -strparse 4 -noout -out tbs.der > /dev/null

# Fenced lines, those after a pipe and "script:" or "- run:" too; then what stands in `...` in the text.
for page in README.md CONTRIBUTING.md SUPPORT.md; do
	sed -n '/^ *```/,/^ *```/{s/ *#.*//;s/.*\(script\|run\): smimelint/smimelint/;s/^[^ ]*\/smimelint /smimelint /;s/^\$ //;s/.*| parallel .* smimelint/smimelint/;s/^xargs .* smimelint/smimelint/;s/.*pipe(Seq("sh", "-c", "\(smimelint[^"]*\)")).*/\1/;/^smimelint /p;}' $pages/$page
	sed '/^ *```/,/^ *```/d' $pages/$page | tr '\n' ' ' | grep -o '`[^` |]*smimelint [^`|]*`' | sed 's/^`\([^ ]*\/\)\{0,1\}//;s/`$//;/^smimelint merge$/d'
done | sed 's/ < list\.\$n//;s/part\.\$n/part.0001/;s/list\.\$n/list.0001/;s/--parts N/--parts 1/;s/\<SECTION\>/6.3.2/;s/\<DATE\>/2026-01-01/;s/\<ID\>/sbr.key-usage.rsa-bits/' | sort -u > commands
[ "$(wc -l < commands)" -gt 25 ] && echo "commands were found"

while read -r command; do
	(eval "$command") < certificate.pem > printed 2> said
	code=$?
	case $code in
	0 | 1) ;;
	*)
		echo "exit $code: $command"
		sed 's/^/said: /' said
		;;
	esac
done < commands

# Files and headings that the pages link to, and targets of make that they name.
top=$pages
for page in README.md CONTRIBUTING.md SUPPORT.md SECURITY.md src/README.md rules/README.md testdata/README.md; do
	grep -o ']([^)]*)' $top/$page | sed 's/^](//;s/)$//' | sort -u | while read -r link; do
		file=${link%%#*}
		case $link in
		http*) continue ;;
		*#*) anchor=${link#*#} ;;
		*) anchor= ;;
		esac
		target=$top/$(dirname $page)/$file
		[ -n "$file" ] || target=$top/$page
		[ -e "$target" ] || echo "$page: no file $link"
		[ -z "$anchor" ] || sed -n 's/^##* //p' "$target" | tr 'A-Z ' 'a-z-' | tr -d "',.:" | grep -qx "$anchor" ||
			echo "$page: no heading $link"
	done
	grep -o '`make [a-z][a-z-]*\|^make [a-z][a-z-]*' $top/$page | tr -d '`' | sort -u | while read -r make target; do
		grep -q "^\.PHONY:.*[ ]$target\>\|^$target:" $top/Makefile $top/tests/*.mk 2> /dev/null || echo "$page: no $make $target"
	done
done

# Figures about the program itself.
n=$(smimelint rules --source sbr --kind subscriber -f tsv | sed 1d | wc -l | tr -d ' ')
grep -q "| $n (.smimelint rules --source sbr" $top/SUPPORT.md || echo "SUPPORT.md: there are $n rules for subscribers' certificates"
