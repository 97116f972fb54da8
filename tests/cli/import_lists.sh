# SPDX-License-Identifier: Apache-2.0
# Events in a list are those of their lines: whatever stands around the list, whatever the form is, with a line feed at its end or without.
cat > open-mpic.log <<'L'
{"check_type":"dcv","domain_or_ip_target":"a.example","is_valid":true,"perspectives":[{"perspective_code":"p1","check_response":{"check_passed":true,"timestamp_ns":1781943332000000000,"details":{"found_at":"a.example"}}}],"dcv_check_parameters":{"validation_method":"dns-change","challenge_value":"v"}}
{"check_type":"caa","domain_or_ip_target":"a.example","is_valid":true,"perspectives":[{"perspective_code":"p1","check_response":{"check_passed":true,"timestamp_ns":1781943333000000000,"details":{"caa_record_present":false}}}]}
{"check_type":"dcv","domain_or_ip_target":"[b].example","is_valid":true,"perspectives":[]}
L
cat > acme.log <<'L'
{"identifier":{"type":"dns","value":"a.example"},"status":"valid","url":"https://ca.example/z/1","challenges":[{"type":"dns-01","status":"valid","validated":"2026-06-20T08:15:31Z","token":"t"}]}
{"identifier":{"type":"dns","value":"b.example"},"status":"valid","url":"https://ca.example/z/2","challenges":[{"type":"http-01","status":"valid","validated":"2026-06-20T08:16:31Z","token":"u"}]}
{"status":"valid","url":"https://ca.example/o/1","identifiers":[{"type":"dns","value":"a.example"}],"authorizations":["https://ca.example/z/1"],"finalize":"https://ca.example/f/1"}
L
# Boulder writes no lists; collectors of logs put its lines into them.
for name in a b c; do
	printf '{"log":"2026-06-20T08:15:31Z Checked CAA records JSON={\\"identifier\\":\\"%s.example\\",\\"present\\":false,\\"valid\\":true}"}\n' $name
done > boulder.log
list() { printf '['; paste -sd , "$1" | tr -d '\n'; printf ']'; }
records() { smimelint evidence import --from "$1" "$2" 2> said; echo "[exit $?]"; sed -n '/lines that cannot be read/!s/^smimelint: [^:]*: *//p' said; }
# "same", or what is other.
holds() {
	records "$1" listed > got
	if cmp -s expected got; then echo "$1, $2: same"; else echo "$1, $2:"; cut -c 1-160 got; fi
}
for form in open-mpic acme boulder; do
	log=$form.log
	records $form $log > expected
	head -n 1 expected | cut -c 1-16
	grep -c . expected
	list $log > listed; holds $form 'no line feed'
	{ list $log; echo; } > listed; holds $form 'line feed'
	{ list $log; printf '\r\n'; } > listed; holds $form 'carriage return'
	{ printf '  \t'; list $log; echo '  '; } > listed; holds $form 'blanks'
	{ echo; list $log; } > listed; holds $form 'behind an empty line'
	{ printf '\357\273\277'; list $log; } > listed; holds $form 'byte order mark'
	{ printf '['; list $log; printf ']'; } > listed; holds $form 'in a list'
	{ printf '[[['; list $log; printf ']]]'; } > listed; holds $form 'four lists'
	{ printf '[null, 7, "x", '; list $log | cut -c 2-; } > listed; holds $form 'among others'
	{ head -n 1 $log | tr -d '\n' | sed 's/^/[/; s/$/]/'; echo; sed 1d $log > rest; list rest; } > listed; holds $form 'two lines'
	{ printf '['; sed '$!s/$/,/' $log; printf ']'; } > listed; holds $form 'many lines'
	{ echo words; printf '['; sed '$!s/$/,/' $log; printf ']'; } > listed; holds $form 'many lines behind words'
	{ list $log; printf ' '; } | tr -d '\n' > listed; { cat listed; echo '[]'; } > more; mv more listed; holds $form 'before an empty list'
	{ echo '{"items":'; list $log; echo '}'; } | tr -d '\n' > listed; holds $form 'in an object'
	sed 's/[\\"]/\\&/g; s/.*/"&"/' $log > texts
	{ printf 'words ['; paste -sd , texts | tr -d '\n'; printf ']'; } > listed; holds $form 'texts behind words'
	{ list texts; } > listed; holds $form 'texts'
done
echo '# words around it are other values of the log, no missing front'
for form in open-mpic acme; do
	for around in '2026-06-20T08:15:31Z INFO app: @' '[AUDIT] x @' '@ done' '@;' '[INFO] @ [trace-id=7f3] [end]' 'answers="@" took="3"'; do
		case $around in
		*\"@*) list $form.log | sed 's/[\\"]/\\&/g' ;;
		*) list $form.log ;;
		esac > text
		{ printf %s "${around%@*}"; cat text; printf %s "${around#*@}"; } > listed
		records $form listed | grep -c '^{' | sed "s/^/$form, $around: /"
		grep 'smimelint: [a-z]*:' said
	done
done
echo '# a front or an end that is missing is told; so deep none is looked for'
{ list open-mpic.log | cut -c 2-; } > listed; records open-mpic listed | cut -c 1-60
{ list open-mpic.log | cut -c 1-500; } > listed; records open-mpic listed | cut -c 1-60
for end in '' , '
words' '
{}'; do { list open-mpic.log | sed 's/.$//'; printf %s "$end"; } > listed; records open-mpic listed | cut -c 1-60; done
lists() { printf '[[[['; list open-mpic.log; printf ']]]]'; }
lists > listed; run evidence import --from open-mpic listed 2>&1
echo '# beside a line that is good, too'
{ lists; echo; head -n 1 open-mpic.log; } > listed; records open-mpic listed | grep -c '^{'; cat said
