# SPDX-License-Identifier: Apache-2.0
# CRLs and OCSP responses in every form that certificates come in, and beside their neighbours.
cert crl data/base/crl.pem > crl.pem
der crl data/base/crl.pem > crl.der
cert ocsp data/base/ocsp.pem > ocsp.pem
der ocsp data/base/ocsp.pem > ocsp.der
cert subca data/base/bases.pem > subca.pem
der subca data/base/bases.pem > subca.der
base64 -w 0 crl.der > crl.b64
base64 -w 0 ocsp.der > ocsp.b64

kinds() {
	./smimelint -f ndjson "$@" | sed -e 's/.*"format":\("[^"]*"\|null\).*"crl":\(.\).*"ocsp":\(.\).*"status":"\([^"]*\)".*/\1 crl \2 ocsp \3 \4/'
	echo "$*"
}
http() {
	printf 'HTTP/1.1 200 OK\r\nContent-Type: application/x\r\nContent-Length: %d\r\n\r\n' "$(wc -c < "$1")"
	cat "$1"
}
http crl.der > crl.http
http ocsp.der > ocsp.http
http ocsp.der | gzip > ocsp.http.gz
for attribute in certificateRevocationList authorityRevocationList deltaRevocationList; do
	printf 'dn: cn=x\n%s;binary:: %s\n\n' $attribute "$(cat crl.b64)"
done > lists.ldif
printf '{"crl":"%s"}\n{"ocsp":"%s"}\n' "$(cat crl.b64)" "$(cat ocsp.b64)" > both.ndjson
printf 'name,crl,ocsp\nx,%s,%s\n' "$(cat crl.b64)" "$(cat ocsp.b64)" > both.csv
sed 's/X509 CRL/CRL/' crl.pem > old-label.pem
cat crl.der crl.der > twice.der
for file in crl.pem crl.der ocsp.pem ocsp.der crl.b64 ocsp.b64 crl.http ocsp.http ocsp.http.gz lists.ldif both.ndjson both.csv old-label.pem twice.der; do
	kinds $file
done

# CMS: certificates, crls with a CRL, and an OCSP response as another format (RFC 5940).
length() {
	printf '82%04x' "$1"
}
hex() {
	od -An -v -tx1 "$1" | tr -d ' \n'
}
element() {
	printf '%s%s%s' "$1" "$(length $((${#2} / 2)))" "$2"
}
other=$(element a1 "06082b06010505071002$(hex ocsp.der)")
data=$(element 30 "0201013100300b06092a864886f70d010701$(element a0 "$(hex subca.der)")$(element a1 "$(hex crl.der)$other")3100")
element 30 "06092a864886f70d010702$(element a0 "$data")" | sed 's/../\\x&/g' | xargs -0 printf '%b' > revocation.p7b
kinds revocation.p7b

# What cannot be read says so, and how many entries were there.
head -c 700 crl.der > cut.der
printf '0' > one-octet
printf '<html><body>404</body></html>\n' > error.html
run -f line cut.der
run --kind ocsp-response -f line one-octet
run --kind crl -f line error.html
{ printf 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n'; cat error.html; } > error.http
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\nContent-Length: 0\r\n\r\n' > nothing.http
printf '<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code></Error>\n' > error.xml
run -f line error.http nothing.http error.xml
gzip -n < crl.der | head -c 330 > cut.gz
run -f line cut.gz
sed 's/X509 CRL/OCSP RESPONSE/' crl.pem > label-ocsp.pem
sed 's/CERTIFICATE/X509 CRL/' subca.pem > label-crl.pem
run -f line label-ocsp.pem label-crl.pem
# What --kind says is another thing.
run --kind crl -f line subca.pem
run --kind ocsp-response -f line crl.der
run --kind subscriber -f line ocsp.der

# Neighbours.
cert before data/issuer/crl-sequence.pem > before.pem
cert third data/issuer/crl-sequence.pem > third.pem
cert removed-early data/issuer/crl-sequence.pem > removed.pem
run -f line --issuer subca.pem --previous before.pem crl.pem
run -f line --issuer subca.pem --previous before.pem removed.pem
run -f line --issuer subca.pem --previous before.pem --certificates third.pem removed.pem
mkdir series
cp before.pem removed.pem series
run -f line --issuer subca.pem --certificates third.pem --sequence series
# One that cannot be read may lie between two others; a certificate that cannot does not.
mkdir cut
cert seven-days-and-a-second-before data/issuer/crl-unreadable.pem > cut/before.pem
cert over-seven-days data/issuer/crl-unreadable.pem > cut/now.pem
head -c 300 subca.pem > cut/ca.pem
run -f line --issuer subca.pem --sequence cut
head -c 400 before.pem > cut/cut.pem
run -f line --issuer subca.pem --sequence cut
run -f line --issuer subca.pem --current=2026-04-01 crl.pem
run --previous third.pem crl.pem
run --certificates crl.pem crl.pem
run --responder error.html ocsp.pem
run --current=tomorrow crl.pem

# Reports and counts: summary, also of a merged report; names in JUnit; columns of CSV.
run -q --summary crl.pem ocsp.pem
./smimelint -f ndjson --summary crl.pem ocsp.pem > all.ndjson
run merge -q --summary all.ndjson
./smimelint -f junit crl.pem ocsp.pem | sed -n 's/.*<testcase classname="[^"]*" \(name="[^"]*"\).*/\1/p'
./smimelint -f csv crl.pem | sed 's/.*,//'
./smimelint -f sarif crl.pem | grep -o '"fullyQualifiedName":[^,]*' | head -n 1

# The page: reasons, and how CRLs follow one another; none of it without CRLs.
./smimelint -f html before.pem removed.pem | grep -o '<tr><td>[a-zA-Z]*</td><td class="bar"\|<title>2026[^<]*</title>\|>Gaps<'
./smimelint -f html subca.pem | grep -c revocation
# A row for each scope: CRLs of user certificates two weeks apart have a gap, whatever other CRLs come between. A merged page has it, too.
cert before-scoped data/issuer/crl-sequence.pem > scoped.pem
cert idp-uri data/crl/5.2-extensions.pem > point.pem
for name in idp-only-false idp-scope-contradiction idp-subscribers-and-attributes idp-relative-name idp-some-reasons idp-damaged-name-and-contradiction; do
	cert $name data/crl/5.2-extensions.pem > $name.pem
	./smimelint -f ndjson $name.pem | grep -o '"scope":[^"]*"[^"]*"'
done
cert point-of-an-organization data/crl/5.2-names.pem > organization.pem
cert of-five-points data/issuer/crl-sequence.pem > five.pem
./smimelint -f ndjson five.pem | grep -o '"scope":[^"]*"[^"]*"'
./smimelint -f ndjson scoped.pem crl.pem point.pem organization.pem > scopes.ndjson
grep -o '"scope":.*"expired' scopes.ndjson
sed -n '1{s/2026-02-23T/2026-03-08T/;s/"next_update":"[^"]*"/"next_update":"2026-03-15T08:00:00Z"/;p}' scopes.ndjson > apart.ndjson
./smimelint merge -f html scopes.ndjson apart.ndjson | grep -o '<tr><td>C.*</tr>' | sed 's/<[^>]*>/ /g'
# The series of 25 issuers and scopes are in the chart; of more it is said.
der subscriber data/crl/sound.pem > crl.der
for n in 24 25 26; do
	mkdir series.$n
	for letter in A B C D E F G H I J K L M N O P Q R S T U V W X Y Z; do
		[ "$(ls series.$n | wc -l)" -ge "$n" ] || LC_ALL=C sed "s/CA 3/CA $letter/" crl.der > series.$n/$letter.crl
	done
	./smimelint -f html series.$n | grep -o 'Shown are [0-9]* of [0-9]* issuers and scopes' || echo "$n: all are shown"
done

# A large CRL in a file and through a pipe, where no container may be as large; 2^18 entries of 38 octets.
octets() {
	for hex; do
		printf "\\$(printf %o "0x$hex")"
	done
}
octets 30 24 2 5 4a 0 0 0 1 17 d 32 36 30 31 31 32 30 39 33 30 30 30 5a 30 c 30 a 6 3 55 1d 15 4 3 a 1 4 > entries
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do
	cat entries entries > more && mv more entries
done
{
	octets 30 84 0 98 0 60 30 84 0 98 0 46 2 1 1 30 d 6 9 2a 86 48 86 f7 d 1 1 b 5 0
	octets 30 e 31 c 30 a 6 3 55 4 3 c 3 43 41 31 17 d 32 36 30 33 30 32 30 38 30 30 30 30 5a 17 d 32 36 30 33 30 39 30 38 30 30 30 30 5a
	octets 30 84 0 98 0 0
	cat entries
	octets 30 d 6 9 2a 86 48 86 f7 d 1 1 b 5 0 3 3 0 5a a5
} > large.der
lint_large() {
	./smimelint -f line "$@" | sed 's/^[^:]*//' | cut -c 1-150
}
lint_large large.der > of-file
lint_large --max-container 1M - < large.der > of-redirection
cat large.der | lint_large --max-container 1M - > of-pipe
head -c 5000000 large.der | lint_large --max-container 1M -
{ cat large.der; octets 0 0; } | lint_large --max-container 1M - | head -n 1
cat large.der | TMPDIR=/nowhere lint_large --max-container 1M -
cmp of-file of-pipe && cmp of-file of-redirection && head -n 3 of-pipe
cat large.der crl.der | ./smimelint -q --max-container 1M -f line - | grep -c trailing
cat large.der subca.der | ./smimelint -q --max-container 1M -f line - | grep -c trailing

# As PEM it is held whole, up to the octets of a container; what says so names the way out.
{ echo '-----BEGIN X509 CRL-----'; base64 large.der; echo '-----END X509 CRL-----'; } > large.pem
lint_large large.pem > of-pem
ids() {
	grep -o ' [a-z0-9]*\.[a-z-]*\.[a-z-]*:' "$1"
}
ids of-pem > ids-of-pem
ids of-file | cmp - ids-of-pem
lint_large --max-container 1M large.pem
# The same list, as one of before: that it is not compared with itself is all that is to be said.
lint_large --previous large.der large.der > of-file-beside
grep -c previous-not-compared of-file-beside
grep -v previous-not-compared of-file-beside | cmp of-file -
# It becomes shorter while the run goes on: nothing that was found by it counts.
cp large.der shorter.der
{ sleep 1; truncate -s 1000000 shorter.der; cat large.der; } | ./smimelint -f ndjson -o found --previous shorter.der -
echo "[exit $?]"
ls found* 2> /dev/null

# What stands in the place of a CRL or of a response, and is none, is told of by the id of that kind: by label, attribute and type.
for label in 'X509 CRL' CRL 'OCSP RESPONSE' CERTIFICATE; do
	printf -- '-----BEGIN %s-----\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj\n-----END %s-----\n' "$label" "$label"
done > garbage.pem
sed 's/AwQF/*/' garbage.pem > damaged.pem
printf 'dn: cn=a\ncertificateRevocationList;binary:: AAEC\nuserCertificate;binary:: AAEC\n' > garbage.ldif
for type in pkix-crl ocsp-response pkix-cert; do
	printf 'MIME-Version: 1.0\nContent-Type: application/%s\nContent-Transfer-Encoding: base64\n\nAAECAAEC\n' "$type" > "$type.eml"
done
run -f line garbage.pem damaged.pem garbage.ldif pkix-crl.eml ocsp-response.eml pkix-cert.eml
run -f ndjson --with-der --explain-run garbage.pem | cut -d , -f 1-9

# What only some CRLs say of themselves.
cert expired-certs data/crl/5.2-extensions.pem > expired.pem
cert next-publish-and-ca-version data/crl/5.2-extensions.pem > publish.pem
for file in expired.pem publish.pem crl.pem; do
	run --color never $file | sed -n 5,6p
	./smimelint -f ndjson $file | grep -o '"expired_certs_on_crl.*"ca_version":[^,]*'
done
