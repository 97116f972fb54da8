# SPDX-License-Identifier: Apache-2.0
# Formats for CI: the demo in each, then names made to deceive (formulas, line breaks, "]]>", "::", "%0A").
for format in csv github gitlab junit; do
	run -f $format --only sbr.key-usage.rsa-bits --only 6.3.2 data/demo/demo.pem
done
run -f sarif --only sbr.key-usage.rsa-bits data/demo/demo.pem | sed '1d; s/^{.*"results":\[$/HEAD/; s/"ruleIndex":[0-9]*/"ruleIndex":N/'
cert clean-sponsor data/demo/demo.pem > clean.pem
run -f gitlab clean.pem
run -f junit cli/key.pem
cp data/hostile/names.pem 'a]]>::b%0A,c.pem'
cp data/hostile/names.pem '=cmd|x.pem'
cp data/hostile/names.pem '  =cmd|y.pem'
for format in csv github gitlab junit sarif; do
	smimelint -f $format './a]]>::b%0A,c.pem' '=cmd|x.pem' '  =cmd|y.pem' > $format
	LC_ALL=C grep -c -a "$(printf '[\001-\010\013\014\016-\037\177]')" $format
	LC_ALL=C grep -c -a "$(printf '\342\200[\250-\256]')" $format
	iconv -f UTF-8 -t UTF-8 $format > /dev/null && echo "$format: valid UTF-8"
done
LC_ALL=C grep -c -E '(^|,)" *[=+@-]' csv
grep -v -c -E '^::(error|warning|notice) file=[^:,]*,line=[0-9]+,title=[^:,]*::|^[0-9]+ errors' github
head -n 1 github
grep -c ']]>' junit
grep '<testsuite ' junit
grep -o '"uri":"[^"]*"' sarif | sort -u
# A parser's word, where there is one.
if command -v python3 > /dev/null; then
	python3 -c 'import xml.dom.minidom as x; x.parse("junit")' && python3 -c 'import json; json.load(open("sarif")); json.load(open("gitlab"))' &&
		python3 -c 'import csv; assert len({len(r) for r in csv.reader(open("csv", newline=""))}) == 1'
elif command -v xmllint > /dev/null; then
	xmllint --noout junit
fi
# The same finding has the same identity, whatever else is in the file.
cert habits-of-old data/demo/demo.pem > one.pem
smimelint -f sarif data/demo/demo.pem | grep -o '"smimelint/v1":"[^"]*"' | sort > all
smimelint -f sarif one.pem | grep -o '"smimelint/v1":"[^"]*"' | sort > few
comm -13 all few | wc -l
# A certificate that stands in one file more often has findings that GitLab does not take for one another; the first keeps its own.
cat one.pem data/demo/demo.pem one.pem one.pem cli/key.pem cli/key.pem > again.pem
for jobs in 1 3; do
	smimelint -f gitlab -j $jobs again.pem | sed -n 's/.*"fingerprint":"\([^"]*\)".*/\1/p' > again.$jobs
	echo "$(wc -l < again.$jobs) findings, $(sort -u again.$jobs | wc -l) fingerprints"
done
cmp again.1 again.3
cp one.pem again.pem
smimelint -f gitlab again.pem | sed -n 's/.*"fingerprint":"\([^"]*\)".*/\1/p' > first
head -n "$(wc -l < first)" again.1 | cmp - first
# One and several of each that GitHub does not show.
awk 'NR == 69, /END/' data/hostile/names.pem > second.pem
for i in 1 2 3 4 5 6 7 8 9 10 11; do cat one.pem; done > eleven.pem
for files in eleven.pem 'eleven.pem second.pem' 'eleven.pem second.pem second.pem'; do
	# shellcheck disable=SC2086 # words
	smimelint -f github --only 6.3.2 --only sbr.subject.value-invisible-character --only sbr.subject.value-double-blank $files | tail -n 1
done
# Of one certificate text does not speak as of several.
smimelint --sample 1 --issuer auto one.pem | tail -n 2

# JUnit of every certificate there is, the damaged and hostile ones too, is XML 1.0.
smimelint -f junit --scope all --fail-on never -o all.xml data
LC_ALL=C grep -c -a "$(printf '[\001-\010\013\014\016-\037]')" all.xml
if command -v python3 > /dev/null; then
	python3 -c 'import xml.dom.minidom as x; x.parse("all.xml")'
elif command -v xmllint > /dev/null; then
	xmllint --noout all.xml
fi
# The hook of pre-commit: many files at once, an error blocks, a sound one is silent.
hook=profiles/../../.pre-commit-hooks.yaml
entry=$(sed -n 's/^ *entry: smimelint//p' $hook)
for name in a.pem b.cer c.der d.p7s key.txt pem notes.md; do
	echo "$name" | grep -c -i -E "$(sed -n 's/^ *files: (?i)//p' $hook)" | tr '\n' ' '
done
echo
der clean-sponsor data/demo/demo.pem > clean.der
# shellcheck disable=SC2086 # words
run $entry clean.pem clean.der
smimelint $entry clean.pem one.pem clean.der > report
echo "[exit $?] $(grep -c '^ERROR' report)"
# JUnit: these elements and attributes, all of them in the schema of Jenkins' xunit plugin; the counts are those of the cases.
smimelint -f junit --fail-on warning data/demo/demo.pem data/hostile/names.pem cli/key.pem data > counted
grep -oE '<[a-z-]+( [a-z]+="[^"]*")*' counted | sed 's/="[^"]*"//g' | sort -u
for what in tests failures errors skipped; do
	grep '<testsuite ' counted | sed "s/.* $what=\"\([0-9]*\)\".*/\1/" | awk '{ n += $1 } END { print n }' > said
	case $what in
	tests) grep -c '<testcase ' counted ;;
	failures) grep -c '<failure ' counted ;;
	errors) grep -c '<error ' counted ;;
	*) grep -c '<skipped ' counted ;;
	esac | cmp - said && echo "$what: as said"
done
# Names that are commands of a GitHub workflow are none in text for people.
cp data/hostile/names.pem '::error::x.pem'
cp data/hostile/names.pem '##[error]x.pem'
for format in text line; do
	smimelint -f $format '::error::x.pem' '##[error]x.pem' | grep -c -E '^ *::|##\['
	GITHUB_ACTIONS=true smimelint -f $format '::error::x.pem' '##[error]x.pem' | grep -c -E '^ *::|##\['
done
# Nor of Azure's agent and of TeamCity, which look for theirs anywhere in a line, in letters of either case.
for name in 'x##vso[task.setvariable]x.pem' 'x##VSO[task.prependpath]x.pem' 'x##teamcity[x]x.pem'; do
	cp data/hostile/names.pem "$name"
	for format in text line; do
		smimelint -f $format "$name" | grep -c -i -F -e '##vso[' -e '##teamcity['
		TF_BUILD=True TEAMCITY_VERSION=2026.1 smimelint -f $format "$name" | grep -c -i -F -e '##vso[' -e '##teamcity['
		TF_BUILD=True TEAMCITY_VERSION=2026.1 smimelint merge "$name" 2>&1 | grep -c -i -F -e '##vso[' -e '##teamcity['
	done
done
# Nor do names in complaints begin a line, move a cursor or give a command; merge names damaged reports.
line_end=$(printf 'a\n::error::y.pem')
cp data/hostile/names.pem "$line_end"
cp data/hostile/names.pem "$(printf '\033]0;z.pem')"
for command in 'evidence template' 'evidence check' merge explain; do
	# shellcheck disable=SC2086 # words
	GITHUB_ACTIONS=true smimelint $command ./*x.pem "$line_end" "$(printf '\033]0;z.pem')" '::error::x.pem' /nowhere > out 2> err
	LC_ALL=C grep -a -c -E '^ *::|##\[|'"$(printf '[\001-\010\013-\037]')" out err
	grep -v -c '^smimelint: ' err
done
# What was skipped is counted, and its cases say why.
smimelint -f junit --fail-on never data/demo/demo.pem cli/key.pem --skip-others | sed -n '/name="skipped"/,$p'
