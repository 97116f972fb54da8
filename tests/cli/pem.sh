# SPDX-License-Identifier: Apache-2.0
# PEM in every shape, DER and base64: recognised by content, with the line of each block.
cert clean-sponsor data/demo/demo.pem > a.pem
cert clean-subca data/demo/demo.pem > b.pem
der clean-sponsor data/demo/demo.pem > a.der
der clean-subca data/demo/demo.pem > b.der

sed 's/$/\r/' a.pem > crlf.pem
tr '\n' '\r' < a.pem > cr.pem
printf '%s' "$(cat a.pem)" > no-final-newline.pem
{ echo 'Bag Attributes'; echo '    friendlyName: a'; cat a.pem; echo 'some text - and -----dashes'; cat b.pem; } > bundle.pem
sed 's/^/    /' a.pem > indented.pem
{ echo '-----BEGIN CERTIFICATE-----'; base64 -w 0 a.der; echo; echo '-----END CERTIFICATE-----'; } > one-line.pem
{ cat a.pem; sed '4s/./%/' a.pem; cat cli/key.pem; cat b.pem; } > mixed.pem
{ sed '/^-----END/d' a.pem; cat b.pem; } > unended.pem
sed 's/CERTIFICATE/X509 CERTIFICATE/' a.pem > old-label.pem
cat a.der b.der > two.der
{ cat a.der; echo; } > newline.der
{ cat a.der; printf 'xyz'; } > trailing.der
base64 a.der > wrapped.b64
base64 -w 0 a.der > unwrapped.b64
{ base64 -w 0 a.der; echo; base64 -w 0 b.der; echo; } > lines.b64
{ base64 -w 64 a.der | head -n 9; echo '~~~~'; } > bad.b64

for file in crlf.pem cr.pem no-final-newline.pem bundle.pem indented.pem one-line.pem mixed.pem unended.pem \
	old-label.pem two.der newline.der trailing.der wrapped.b64 unwrapped.b64 lines.b64 bad.b64; do
	run -f ndjson "$file" | show
done
# Behind more text than is looked at to tell the form.
{ yes 'a line of text' | head -n 10000; cat a.pem; } > far.pem
run -f ndjson far.pem | show
# A damaged certificate is one whatever its label, and a label that names one is enough; near misses are skipped.
for label in CERT CERTIFICATES 'CERTIFICATE (1)' CERTIFlCATE X509 DATA 'PUBLIC KEY' 'CERTIFICATE REQUEST'; do
	sed "s/ CERTIFICATE-/ $label-/; 5s/./!/" b.pem | cat a.pem - > labelled.pem
	run -f line labelled.pem
	sed 's/$/\r/' labelled.pem | run -f line -
done
sed 's/ CERTIFICATE-/ CERT-/; 2s/./~/5' b.pem | cat a.pem - > first.pem
sed 's/ CERTIFICATE-/ CERT-/; 2d' b.pem | cat a.pem - > gone.pem
sed 's/ CERTIFICATE-/ PUBLIC KEY-/; 20,22d' b.pem | cat a.pem - > cut.pem
sed '5s/./!/' cli/request.pem | cat a.pem - > request.pem
sed 's/ CERTIFICATE REQUEST-/ CERT-/' cli/request.pem | cat a.pem - > request-label.pem
sed '5s/./!/' cli/key.pem | cat a.pem - > key.pem
sed '3s/./!/' cli/crl.pem | cat a.pem - > crl.pem
for file in first.pem gone.pem cut.pem request.pem request-label.pem key.pem crl.pem; do
	run -f line "$file"
done
