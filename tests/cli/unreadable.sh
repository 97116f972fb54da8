# SPDX-License-Identifier: Apache-2.0
# Inputs that hold no certificate: what was found is said, and the exit code is 3.
cert clean-sponsor data/demo/demo.pem > good.pem
der clean-sponsor data/demo/demo.pem > good.der
: > empty
head -c 600 good.der > truncated.der
sed '5s/./!/' good.pem > broken-base64.pem
sed '5s/.$//' good.pem > short-base64.pem
sed '/^-----END/d' good.pem > no-end.pem
mkdir no-certificates
echo notes > no-certificates/notes.txt
truncate -s 1G zeros
head -c 20000 /dev/zero | tr '\0' '0' > digits
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "0\200" }' > deep.der
printf '0\210\200\0\0\0\0\0\0\0\060\003\002\001\001' > length-2-63.der
printf '0\204\177\377\377\377\060\003\002\001\001' > length-2-31.der
grep -v -e ----- cli/key.pem | base64 -d > key.der
grep -v -e ----- cli/request.pem | base64 -d > request.der
grep -v -e ----- cli/crl.pem | base64 -d > crl.der
grep -v -e ----- cli/public.pem | base64 -d > public.der
grep -v -e ----- cli/pkcs7.pem | base64 -d > pkcs7.der
sed 's/X509 CRL/CERTIFICATE/' cli/crl.pem > crl-as-certificate.pem
printf '\377\330\377\340\0\020JFIF' > picture.jpg

for file in empty truncated.der broken-base64.pem short-base64.pem no-end.pem no-certificates zeros digits \
	deep.der length-2-63.der length-2-31.der key.der request.der crl.der public.der pkcs7.der \
	crl-as-certificate.pem picture.jpg no-such-file no-certificates/notes.txt \
	cli/key.pem cli/request.pem cli/crl.pem cli/public.pem cli/pkcs7.pem; do
	run -f line "$file"
done
run empty | neutral
run -f ndjson truncated.der
run -f line --max-certificate 1K good.der good.pem
# Inside a folder they are skipped, but what claims to be a certificate is not.
mkdir folder
cp cli/key.pem crl.der picture.jpg empty good.pem folder
run folder | neutral
cp broken-base64.pem truncated.der folder
run -f line folder

# A length that is only not the shortest is not why: what is missing is.
for octets in '\060\201\000' '\060\204\000\000\000\000' '\060\201\002\060\000' '\060\200\000\000'; do
	printf "$octets" > long.der
	run -f line long.der
done
