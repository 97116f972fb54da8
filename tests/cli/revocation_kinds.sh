# SPDX-License-Identifier: Apache-2.0
# CRLs and OCSP responses that are damaged inside, not signed, short, or in a place that says something else: none is passed over.
der crl data/base/crl.pem > crl.der
der ocsp data/base/ocsp.pem > ocsp.der
der clean-sponsor data/demo/demo.pem > certificate.der

hex() {
	od -An -v -tx1 "$1" | tr -d ' \n'
}
unhex() {
	sed 's/../\\x&/g' | xargs -0 printf '%b'
}
armour() {
	printf -- '-----BEGIN %s-----\n' "$1"
	base64 "$2"
	printf -- '-----END %s-----\n' "$1"
}
lint() {
	run -f line "$@"
}

# Damaged inside, whole on the outside: named, in a folder, in a CMS file, as members of objects.
sha256=300d06092a864886f70d01010b0500
mkdir damaged
hex crl.der | sed "s/\(020101\)30\(0d0609\)/\131\2/" | unhex > damaged/algorithm.crl
hex crl.der | sed "s/\(020101300d\)06/\104/" | unhex > damaged/identifier.crl
hex crl.der | sed "s/\(020101$sha256\)30/\131/" | unhex > damaged/issuer.crl
hex crl.der | sed "s/0201013/0401013/" | unhex > damaged/version.crl
hex ocsp.der | sed 's/0a0100a0/020100a0/' | unhex > damaged/status.ocsp
lint damaged
lint damaged/*
for file in damaged/*.crl; do
	printf '{"crl":"%s"}\n' "$(base64 -w 0 "$file")"
done > damaged.ndjson
lint damaged.ndjson
# Another type in the place of thisUpdate is read for what it is, whatever it comes in.
hex crl.der | sed 's/170d\([0-9a-f]\{26\}170d\)/130d\1/' | unhex > time.der
armour 'X509 CRL' time.der > time.pem
lint time.der time.pem

# Not signed: as a TBSCertificate, with --tbs alone.
tbs() {
	openssl asn1parse -inform DER -in "$1" -strparse "$2" -noout -out "$3"
}
tbs crl.der 4 list.crl
tbs certificate.der 4 tbs.cer
at=$(openssl asn1parse -inform DER -in ocsp.der | sed -n 's/^ *\([0-9]*\):.*OCTET STRING.*/\1/p' | head -n 1)
tbs ocsp.der "$at" basic.der
tbs basic.der 4 data.ocsp
armour 'X509 CRL' list.crl > list.pem
armour 'OCSP RESPONSE' data.ocsp > data.pem
armour CERTIFICATE data.ocsp > data-as-certificate.pem
mkdir unsigned
cp list.crl data.ocsp tbs.cer unsigned
printf '{"crl":"%s"}\n{"ocsp":"%s"}\n' "$(base64 -w 0 list.crl)" "$(base64 -w 0 data.ocsp)" > unsigned.ndjson
printf 'name,crl,ocsp\nx,%s,%s\n' "$(base64 -w 0 list.crl)" "$(base64 -w 0 data.ocsp)" > unsigned.csv
for option in '' --tbs; do
	echo "# unsigned: $option"
	lint $option unsigned
	lint $option list.crl
	lint $option data.ocsp
	lint $option list.pem data.pem
	lint $option unsigned.ndjson
	lint $option unsigned.csv
	lint $option data-as-certificate.pem
done

# A response under the label of a certificate is as little one as a CRL is.
armour CERTIFICATE ocsp.der > ocsp-as-certificate.pem
armour CERTIFICATE crl.der > crl-as-certificate.pem
lint ocsp-as-certificate.pem crl-as-certificate.pem

# Short ones: an error is a response, and one octet is none that can be read, wherever a response should stand.
printf '\060\003\012\001\003' > later.der
printf 0 > octet.der
base64 later.der > later.b64
answer() {
	printf 'HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n' "$1"
	cat "$2"
}
answer application/ocsp-response later.der > later.http
{ printf 'HTTP/1.1 100 Continue\r\n\r\n'; answer application/ocsp-response later.der; } > continue.http
answer application/ocsp-response octet.der > octet.http
answer application/pkix-crl octet.der > octet-crl.http
answer text/plain octet.der > octet-text.http
answer application/ocsp-response ocsp.der > whole.http
printf '{"ocsp":"%s"}\n{"ocsp":"MAMKAQM="}\n{"ocsp":"MA=="}\n{"ocsp":"30030a0103"}\n{"ocsp":["MAMKAQY=","MAMKAQI="]}\n' "$(base64 -w 0 ocsp.der)" > short.ndjson
# What is about one is none: addresses, words, digests.
printf '{"ocsp":"http://ocsp.example.com","crl":"ldap://x"}\n{"ocsp":"good","crl":""}\n{"crl":"%s"}\n' "$(sha256sum < crl.der | cut -d ' ' -f 1)" > about.ndjson
printf 'serial,ocsp\n1,%s\n2,MAMKAQM=\n3,MA==\n4,http://ocsp.example.com\n5,\n6,good\n7,30030a0103\n' "$(base64 -w 0 ocsp.der)" > short.csv
mkdir short
cp later.http octet.http octet-crl.http octet-text.http whole.http short.ndjson about.ndjson short.csv short
lint later.b64
lint later.http continue.http octet.http octet-crl.http octet-text.http whole.http
lint short.ndjson
lint about.ndjson
lint short.csv
lint short

# In the crls of a CMS file nothing stands unsigned, with --tbs or without.
length() {
	printf '82%04x' "$1"
}
element() {
	printf '%s%s%s' "$1" "$(length $((${#2} / 2)))" "$2"
}
data=$(element 30 "0201013100300b06092a864886f70d010701$(element a0 "$(hex certificate.der)")$(element a1 "$(hex list.crl)$(hex damaged/issuer.crl)")3100")
element 30 "06092a864886f70d010702$(element a0 "$data")" | unhex > unsigned.p7b
lint unsigned.p7b
lint --tbs unsigned.p7b
