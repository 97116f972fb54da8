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
run --kind crl -f line subca.pem

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
