# SPDX-License-Identifier: Apache-2.0
# The Public Suffix List: whether the name that was validated lies above the Base Domain Name of the mailbox.
cert name-above data/evidence/method.pem > certificate.pem
tbs=$(smimelint -f ndjson --fail-on never certificate.pem | sed -n 's/.*"tbs_sha256":"\([0-9a-f]*\)".*/\1/p')
sed -e "s/\$tbs_sha256/$tbs/" -e 's/@nordlicht-werke.de", "validation/@post.nordlicht-werke.de", "validation/' \
	data/evidence/mv-multi.json > record.json
printf '%s\n' '// ===BEGIN ICANN DOMAINS===' de '*.werk' '// ===END ICANN DOMAINS===' kunden.de nordlicht-werke.de > list
printf '%s\n' de nordlicht-werke.de > own

rule=evidence.method.validated-name-covers-mailbox
run -f line --evidence record.json --only $rule certificate.pem
run -f line --evidence record.json --only $rule --psl list certificate.pem
run -f line --evidence record.json --only $rule --psl own certificate.pem
run evidence check -f line --only $rule --psl own record.json
smimelint --explain-run --evidence record.json --only $rule certificate.pem | grep -A 1 "^  not evaluated"
run --psl missing certificate.pem
: > empty
run --psl empty certificate.pem
printf '%s\n' '// nothing but a comment' > comments
run --psl comments certificate.pem
# Another file is none: a certificate, octets, prose.
run --psl certificate.pem certificate.pem
printf 'de\n\377\330\377\340' > picture
run --psl picture certificate.pem
printf 'de\r\nkunden.de.\r\n' > dot
run --psl dot certificate.pem
