# SPDX-License-Identifier: Apache-2.0
# Messages and mbox files: signatures, signed messages, nested parts, every transfer encoding; damage.
cert clean-sponsor data/demo/demo.pem > a.pem
der clean-sponsor data/demo/demo.pem > a.der
der clean-subca data/demo/demo.pem > b.der
ln -s cli/containers in

for file in signed.eml opaque.eml encrypted.eml; do
	run -f ndjson in/$file | show
done

# A part: its header lines (one per argument) and, from standard input, its body.
part() {
	printf '\r\n--%s\r\n' "$1"
	shift
	[ $# -eq 0 ] || printf '%s\r\n' "$@"
	printf '\r\n'
	cat
}
top='MIME-Version: 1.0\r\nSubject: parts\r\nContent-Type: multipart/mixed;\r\n\tboundary = (a comment) "out: er"\r\n\r\npreamble'
end='\r\n--out: er--\r\nepilogue\r\n'

# Attached: DER in base64, binary and quoted-printable, PEM in text; a key; a picture; a text like DER.
quoted() {
	od -An -v -tx1 | tr -d '\n' | tr 'a-f' 'A-F' | sed 's/ /=/g; s/.\{72\}/&=\r\n/g'
}
{
	printf "$top"
	base64 a.der | part 'out: er' 'Content-Type: application/pkix-cert' 'Content-Transfer-Encoding: Base64'
	part 'out: er' 'Content-Type: application/pkix-cert' 'Content-Transfer-Encoding: binary' < b.der
	quoted < a.der | part 'out: er' 'content-transfer-encoding: quoted-printable'
	part 'out: er' < a.pem
	part 'out: er' < cli/key.pem
	printf 'GIF89a\0\0' | part 'out: er' 'Content-Type: image/gif'
	printf '0\200 is what it costs' | part 'out: er'
	printf "$end"
} > attached.eml
{
	printf 'MIME-Version: 1.0\nContent-Type: text/plain\n\n'
	yes 'a line of text' | head -n 10000
	cat a.pem
} > far.eml
# A signed message that was forwarded, in a multipart in a multipart; once more in base64.
{
	printf "$top"
	{
		printf 'Content-Type: multipart/alternative; boundary=out\r\n\r\n--out\r\n\r\ntext'
		part out 'Content-Type: message/rfc822' < in/signed.eml
		printf '\r\n--out--\r\n'
	} | sed 's/^/X-/; s/^X-//' > inner
	printf '\r\n--out: er\r\n'
	cat inner
	base64 in/opaque.eml | part 'out: er' 'Content-Type: message/rfc822' 'Content-Transfer-Encoding: base64'
	printf "$end"
} > nested.eml
# Cut off in the signature; a character that base64 does not have; no closing boundary; a boundary that is not there.
head -n 60 in/signed.eml > cut.eml
sed '40s/./!/' in/signed.eml > bad.eml
grep -v -e '--$' in/signed.eml > open.eml
printf 'MIME-Version: 1.0\nContent-Type: multipart/signed\n\ntext\n' > without-boundary.eml
printf 'MIME-Version: 1.0\nContent-Type: application/pkcs7-mime\nContent-Transfer-Encoding: binhex\n\ntext\n' > unknown.eml
printf 'MIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n\ntext\n' > text.eml
printf 'MIME-Version: 1.0\nContent-Type: text/plain\n\ntext\n' > plain.eml
{
	echo 'MIME-Version: 1.0'
	i=0
	while [ $i -lt 20 ]; do
		printf 'Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n' $i $i
		i=$((i + 1))
	done
} > deep.eml
for file in attached.eml far.eml nested.eml cut.eml bad.eml open.eml without-boundary.eml unknown.eml text.eml plain.eml deep.eml; do
	run -f ndjson $file | show
done

# An archive: one message is damaged, one has no certificate, one quotes a line "From ".
{
	echo 'From a@example.com Tue Feb  3 10:11:12 2026'
	cat in/signed.eml
	printf '\nFrom a@example.com Tue Feb  3 10:11:12 2026\n'
	cat bad.eml
	printf '\nFrom a@example.com Tue Feb  3 10:11:12 2026\n'
	printf 'Subject: none\n\nDear\nFrom what I hear\n>From there\n'
	printf '\nFrom a@example.com Tue Feb  3 10:11:12 2026\n'
	cat cut.eml
	printf '\nFrom a@example.com Tue Feb  3 10:11:12 2026\n'
	cat in/opaque.eml
} > archive.mbox
run -f ndjson archive.mbox | show
run archive.mbox | tail -n 3
mkdir folder
cp plain.eml in/encrypted.eml in/signed.eml folder
run -f line folder
run folder | tail -n 2
