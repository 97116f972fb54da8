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

# A block labelled as a container, in a folder: with a certificate in it, with the head of the container gone, empty; with another content.
mkdir folder
cp a.pem folder/0.pem
sed 's/CERTIFICATE/PKCS7/' a.pem > folder/1.pem
block() { echo "-----BEGIN $1-----"; base64; echo "-----END $1-----"; }
tail -c +21 in/bag.p7b | block PKCS7 > folder/2.pem
block CMS < /dev/null > folder/3.pem
{ printf '\060\053\006\011\052\206\110\206\367\015\001\007\006\240\036\060\034'; head -c 28 /dev/zero; } | block CMS > folder/4.pem
# Two certificates in one block, the first of them cut short or not.
{ head -c -4 a.der; der clean-subca data/demo/demo.pem; } | block CERTIFICATE > folder/5.pem
{ cat a.der; der clean-subca data/demo/demo.pem; } | block CERTIFICATE > folder/6.pem
# Armour that is shorter than any certificate, in a string of JSON.
printf '%s\n' '{"foo":"-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----\n"}' > folder/7.json
# A document whose first line is long, and goes on.
{ printf '{"pad":['; seq -s, 20000 | tr -d '\n'; printf '],"chain":["%s",\n"x"]}\n' "$(base64 -w0 a.der)"; } > folder/8.json
run -f ndjson folder | show
# Names with NUL between them.
printf 'a.pem\nb.pem\000a.der\000' > list
run -f ndjson --files-from list | show
smimelint -f sarif a.pem > report.sarif
run -f ndjson report.sarif | show
# Forms that are known and not read, and words that begin as they do.
mkdir known
printf '%%PDF-1.7\n%%\342\343\317\323\n1 0 obj\n' > known/0
printf 'CERT\040\000\000\000\001\000\000\000' > known/1
printf 'age-encryption.org/v1\n-> X25519 a\n' > known/2
printf '%%PDF- is what it begins with\n' > known/3
printf 'CERTIFICATES:\nnone\n' > known/4
printf '%%PDF-1.7\nis how a PDF begins, says the \0 standard.\n' > known/5
printf 'CERTIFICATES:\0 none\n' > known/6
printf 'age-encryption.org/v1 is the first line\n' > known/7
printf '\357\273\277' > known/8
run -f ndjson known/0 known/1 known/2 known/3 known/4 known/5 known/6 known/7 known/8 | show
# The same as parts of a message, and a part that is one by its name.
mkdir parts
part() {
	printf 'From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n'
	printf 'Content-Type: application/octet-stream; name="%s"\nContent-Transfer-Encoding: base64\n\n' "$1"
	base64
	printf '%s\n' --b--
}
printf '\170\237\076\042 and so on' | part winmail.dat > parts/tnef
printf '\320\317\021\340\241\261\032\341 and so on' | part a.msg > parts/msg
printf '\376\355\376\355 and so on' | part a.jks > parts/jks
echo 'hello world' | part smime.p7m > parts/p7m
echo 'hello world' | part a.txt > parts/txt
run -f ndjson parts/tnef parts/msg parts/jks parts/p7m parts/txt | show
# Lists: one that begins with a byte order mark, one without its option, and standard input twice.
printf '\357\273\277a.pem\n-\n' > list
run -f ndjson --files-from list | show
run --null a.pem
# PowerShell and editors of Windows write lists in UTF-16.
for order in '\377\376d\0.\0p\0e\0m\0\n\0' '\376\377\0d\0.\0p\0e\0m\0\n'; do
	printf "$order" > list
	run -f line --files-from list
done
run --files-from - - < /dev/null
# Values that nothing stands between.
{ printf '{"id":1,"cert":"%s"}' "$(base64 -w0 a.der)"; printf '{"id":2,"cert":"%s"} {"id":3}\n' "$(base64 -w0 a.der)"; } > joined
run -f ndjson joined | show
# Our own reports, each with a certificate behind it.
mkdir reports
for form in text csv junit html sarif json ndjson; do
	smimelint -f $form --only 7.1.2.3.e a.pem | cat - a.pem > reports/$form
done
# Those without a head have their findings alone.
echo none > empty
for form in line github gitlab text; do
	smimelint -q -f $form empty a.pem | cat - a.pem > reports/$form-q
done
run -f ndjson --summary --only 7.1.2.3.e reports | sed -n 's|.*"results":\([0-9]*\),.*"skipped":\(\[.*\]\),"tool.*|\1 results, \2|;s|},{|},\n{|g;/results/p'
