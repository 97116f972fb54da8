# SPDX-License-Identifier: Apache-2.0
# PKCS #7 and CMS: in DER, BER and PEM; the certificates as they stand, before and behind damage.
cert clean-sponsor data/demo/demo.pem > a.pem
cert clean-subca data/demo/demo.pem > b.pem
der clean-sponsor data/demo/demo.pem > a.der
ln -s cli/containers in

for file in bag.p7b bag.pem detached.p7s opaque-ber.p7m cms.pem without-certificates.p7s; do
	run -f ndjson in/$file | show
done
base64 in/bag.p7b > bag.b64
sed 's/PKCS7/CERTIFICATE/' in/bag.pem > label.pem
{ cat a.pem in/cms.pem cli/key.pem b.pem; } > mixed.pem
{ cat in/bag.p7b; echo; cat a.der; } > two.der
for file in bag.b64 label.pem mixed.pem two.der; do
	run -f ndjson $file | show
done

# Cut short inside the second certificate; octets 1700 on are another's; the base64 breaks in the middle.
head -c 3000 in/bag.p7b > cut.p7b
{ head -c 40 in/bag.p7b; printf '\060\204\377\377\377\377'; tail -c +47 in/bag.p7b; } > damaged.p7b
sed '50s/./!/' in/bag.pem > damaged.pem
sed '10s/./!/; 12s/./!/' in/bag.pem > damaged-first.pem
sed '10s/./!/' bag.b64 > damaged.b64
head -c 60 in/detached.p7s > stub.p7s
for file in cut.p7b damaged.p7b damaged.pem damaged-first.pem damaged.b64 stub.p7s; do
	run -f ndjson $file | show
done
# DER: behind an element that is damaged, the next certificate is found.
{ printf '\060\204\377\377\377\377'; cat a.der; printf 'xyz\n'; cat a.der; } > damaged.der
run -f ndjson damaged.der | show
# Issuers may come in a container as well.
run -f ndjson --issuer in/bag.p7b a.pem | show
