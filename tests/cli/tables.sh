# SPDX-License-Identifier: Apache-2.0
# LDIF, lines of base64, CSV, NDJSON: one certificate each, with the line; damage in one does not hide the others.
cert clean-sponsor data/demo/demo.pem > a.pem
cert clean-subca data/demo/demo.pem > b.pem
der clean-sponsor data/demo/demo.pem > a.der
der clean-subca data/demo/demo.pem > b.der
base64 -w 0 a.der > a.b64
base64 -w 0 b.der > b.b64
base64 -w 0 cli/containers/bag.p7b > bag.b64
hex() {
	od -An -v -tx1 "$1" | tr -d ' \n'
}

{
	printf 'version: 1\n# a directory\n#  that is continued\n\ndn: cn=a\nobjectClass: person\nuserCertificate;binary:: '
	sed 's/.\{60\}/&\n /g' a.b64
	printf '\n\ndn: cn=b\r\ncacertificate;x-other;binary::%s\r\n' "$(cat b.b64)"
	printf 'userCertificate;binary:: MII!\n MIIB\n'
	printf 'userCertificate;binary:< file:///tmp/a.der\n2.16.840.1.113730.3.1.40:: %s\n' "$(cat bag.b64)"
	printf 'userCertificate: plain\nusercertificate:: %s\ncrossCertificatePair:: MIIB' "$(cut -c 1-2000 a.b64)"
} > entries.ldif
printf 'dn: cn=a\ncn: a\n' > none.ldif
printf 'dn: cn=a\nuserCertificate;binary:< data:application/pkix-cert;base64,%s\n' "$(cat a.b64)" > data.ldif
for file in entries.ldif none.ldif data.ldif; do
	run -f ndjson $file | show
done

{ cat a.b64; printf '\n\nnot base64, is it?\n'; cut -c 1-700 b.b64; cat bag.b64; printf '\r\n'; cat b.b64; } > lines
run -f ndjson lines | show
{ sed 's/./~/' a.b64; echo; cat b.b64; echo; cat a.b64; echo; } > first-damaged
run -f ndjson first-damaged | show
# Wrapped base64 goes on where the next certificate begins.
{ base64 a.der | sed '3s/./~/'; base64 b.der; } > wrapped
run -f ndjson wrapped | show

{
	printf '\357\273\277id,Certificate,"a ""note"""\r\n1,%s,\r\n2,"%s","x\ny"\r\n' "$(cat a.b64)" "$(cat b.pem)"
	printf '3,"\\x%s",z\n4,0x%s,\n5,,none\n6,"%s"%s,z\n' "$(hex a.der)" "$(hex b.der)" "$(cat a.b64)" oops
	printf '7,%s\n8,"%s\n9,%s,z\n' "$(cat a.b64)" "$(cat a.b64)" "$(cat b.b64)"
	printf "10,\"'%s'\",z\n11,%s,z" "$(cat a.pem)" "$(cat bag.b64)"
} > table.csv
printf 'cert;other\n%s;"1,5"\n' "$(cat a.b64)" > semicolons.csv
printf 'id\tPEM Info\n1\t"%s"\n' "$(cat a.pem)" > tabs.csv
printf 'certificate\n%s\n\n%s\n' "$(cat a.b64)" "$(cat b.b64)" > single.csv
printf 'cert,raw\n1,%s\n' "$(cat a.b64)" > several.csv
printf 'id,leaf\n1,%s\n' "$(cat a.b64)" > named.csv
{ echo certificate; cat a.pem; } > word.pem
for file in table.csv semicolons.csv tabs.csv single.csv several.csv named.csv word.pem; do
	run -f ndjson $file | show
done
run -f ndjson --field raw several.csv | show
run -f ndjson --field LEAF named.csv | show
run -f ndjson --field none named.csv | show
run -f ndjson --max-container 4K single.csv table.csv | show

escaped() {
	sed 's/$/\\n/' "$1" | tr -d '\n'
}
{
	printf '{"id":1,"cert":"%s"}\n\n{"cert":"%s"}\r\n' "$(cat a.b64)" "$(escaped b.pem)"
	printf '{"cert":"%s"\n{"cert":null}\n{"cert":""}\n{"cert":7}\n{"id":2}\n' "$(cat a.b64)"
	printf '{"cert":"%s%s"}\n{"pem":"x","cert":"y"}\n{"cert":"%s"}' "$(escaped a.pem)" "$(escaped b.pem)" "$(cat bag.b64)"
} > objects.ndjson
printf '{"x":{"y/z":"%s"},"leaf":"%s"}\n' "$(cat a.b64)" "$(cat b.b64)" > named.ndjson
for file in objects.ndjson named.ndjson; do
	run -f ndjson $file | show
done
run -f ndjson --field leaf named.ndjson | show
run -f ndjson --field /x/y~1z named.ndjson | show
run -f ndjson --field /x/none named.ndjson | show
run -f ndjson --max-container 2K objects.ndjson | show
