# SPDX-License-Identifier: Apache-2.0
# Each form of input that the README lists holds a certificate here, and is read; the list has no form that is not tried.
der clean-sponsor data/demo/demo.pem > a.der
cert clean-sponsor data/demo/demo.pem > a.pem
ln -s cli/shapes shapes
ln -s cli/containers containers
seeds=cli/../../fuzz/corpus/container
b64=$(base64 -w 0 a.der)
hex=$(od -An -v -tx1 a.der | tr -d ' \n')
body=$(sed '1d;$d' a.pem)
length=$(printf '%04x' "$(wc -c < a.der)")

# The words of the section, on one line; what is tried is taken out of it.
sed -n '/^## Inputs/,/^Every certificate/p' cli/../../../README.md | grep -e '^\* ' -e '^  ' | tr -d '\n' | tr -s ' ' > words

# The octets of this text in hexadecimal.
octets() {
	for octet in $(printf '%s' "$1" | sed 's/../& /g'); do
		printf "\\$(printf '%03o' "0x$octet")"
	done
}

# try "WORDS OF THE README" FILE [OPTION...]: how many certificates come out of it, or that the README says no such thing.
try() {
	phrase=$1
	shift
	grep -q -F -e "$phrase" words || echo "not in the README: $phrase"
	printf '%s: %s\n' "$phrase" "$(smimelint -f ndjson --fail-on never --scope all "$@" < f | grep -c '"certificate":{')"
	PHRASE=$phrase awk '{ p = ENVIRON["PHRASE"]; i = index($0, p); print i ? substr($0, 1, i - 1) "|" substr($0, i + length(p)) : $0 }' words > rest
	mv rest words
}

# The same of what comes on standard input.
form() {
	cat > f
	try "$1" f
}

cat a.pem a.pem | tr -d '\n' | form glued
tr '\n' ' ' < a.pem | form 'on one line'
sed 's/^/    /' a.pem | form indented
sed 's/^/> /' a.pem | form quoted
awk '{ printf "%s\\n", $0 }' a.pem | form 'with `\n` written out'
sed 's/CERTIFICATE/certificate/' a.pem | form 'of any case'
{ echo 'The certificate:'; cat a.pem; echo 'Regards'; } | form 'with text around it'
sed 's/^/+/' a.pem | form 'as a diff'
sed 's/^/Nov 29 02:21:44 host1 openssl[77]: /' a.pem | form 'a log'
cat -n a.pem | form '`cat -n`'
grep -n '' a.pem /dev/null | form '`grep -n`'
awk '{ print NR ":" $0 }' a.pem | form 'a listing'
sed 's/^/# /' a.pem | form 'a comment'
sed "s/^/printf '%s\\\\n' '/; s/$/' >> ca.pem/" a.pem | form 'a script'
sed "s/^/$(printf '\033[32m')/; s/$/$(printf '\033[0m')/" a.pem | form 'a terminal with colours'
sed 's/.*/| & |/' a.pem | form 'a table or'
sed 's,.*,<li>&</li>,' a.pem | form 'a page shows its lines'
cat a.pem | form 'PEM however it was pasted'
{ echo 'see below'; echo "$body"; } | form 'base64 and'
{ echo 'see below'; echo "$hex"; } | form 'hexadecimal without armour'
{ echo 'see below'; printf '%s' "$b64" | base64; } | form 'of certificates or of any other form'
printf '<a>%s</a>\n' "$b64" | form XML
printf 'cert: "%s"\n' "$b64" | form YAML
printf 'x = {\n%s\n};\n' "$(printf '%s' "$hex" | sed 's/../0x&, /g')" | form source
python() { printf '%s' "$hex" | sed 's/../\\x&/g;s/^.x30/0/'; }
{ printf "der = b'"; python; printf "'\n"; } | form 'in the strings of programming languages'
printf '{"entries":[{"leaf_input":"%s","extra_data":"AAAA"}]}\n' "$({ octets 00000000018bcfe56800000000"${length}"; cat a.der; octets 0000; } | base64 -w 0)" |
	form 'entries of CT logs'
awk 'BEGIN { printf "[" } { printf "%s\"%s\"", (NR > 1 ? "," : ""), $0 } END { print "]" }' a.pem | form 'lists of their lines'
{ echo "// see below"; echo "$body" | sed 's,^,// ,'; } | form 'with something before each line'
printf 'x: [%s]\n' "$(od -An -v -tu1 a.der | tr -s ' \n' ',,' | sed 's/^,//;s/,$//')" | form 'lists of octets in decimal'
printf 'x: [%s]\n' "$(od -An -v -to1 a.der | tr -s ' \n' ',,' | sed 's/^,//;s/,$//')" | form ', octal or binary'
od -A x -t x1z -v a.der | form 'dumps of octets'
od -A x -t x1z -v a.der | sed 's/^\([0-9a-f]*\)/00\1:/;s/>\(.*\)<$/ \1/' | form '`xxd`'
od -A x -t x1z -v a.der | sed 's/>\(.*\)<$/|\1|/' | form ', `hexdump`'
od -v a.der | form '`od`'
od -c -v a.der | form 'as numbers or characters'
od -A x -t x1 -v a.der | sed 's/^00\([0-9a-f]*\)/    \1 /' | form '`certutil`'
sed 's/ /%20/g' a.pem | awk '{ gsub("[+]", "%2B"); printf "%s%%0A", $0 }' | sed 's/^/X-SSL-Client-Cert: /' | form percent-encoded
{ printf '\357\273\277'; cat a.pem; } | form 'UTF-8'
iconv -f ASCII -t UTF-16 a.pem | form 'UTF-16 and'
iconv -f ASCII -t UTF-32BE a.pem | form 'UTF-32, with or without a mark'

cat a.der | form 'DER, and'
cat $seeds/bag | form 'PKCS #7 and'
cat containers/detached.p7s | form 'CMS signed data'
cat containers/bag.p7b | form '`.p7b`'
cat $seeds/signed | form '`.p7s`'
cat $seeds/ber | form 'DER or BER'
cat containers/opaque-ber.p7m | form 'with what was signed'
{ octets "3082$length"; cat a.der; } | form paths
{ octets "3082$(printf '%04x' $((0x$length + 4)))a082$length"; cat a.der; } | form pairs
{ octets "308006096086480186f8420205a0803080"; cat a.der; octets "000000000000"; } | form 'Netscape sequences'
{ octets "0482$length"; cat a.der; } | form 'an OCTET STRING around one'
cat shapes/plain.p12 | form 'PKCS #12'
echo secret > passphrase
try 'encrypted ones with `--passphrase-file`' shapes/encrypted.p12 --passphrase-file passphrase

# A message whose attachment is in this encoding.
message() {
	printf 'From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n'
	printf -- '--b\nContent-Type: text/plain\n\nSee.\n--b\nContent-Transfer-Encoding: %s\n\n' "$1"
	cat
	printf -- '\n--b--\n'
}
base64 a.der | message base64 | form '`.eml`'
base64 a.der | message base64 | sed '1i 400' | form '`.emlx`'
{ echo 'From a@example.com Tue Feb  3 10:11:12 2026'; base64 a.der | message base64; } | form 'mbox files'
{ echo 'Dear all, see this message.'; sed 's/=/=3D/g' a.pem | message quoted-printable; } | form 'behind other text as well'
{ echo 'As you wrote:'; base64 a.der | message base64 | sed 's/^/> /'; } | form 'in a reply'
{ printf 'MIME-Version: 1.0\nContent-Type: application/pkcs7-signature\nContent-Transfer-Encoding: base64\n\n'; base64 $seeds/signed; } | form signatures
{ printf 'MIME-Version: 1.0\nContent-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n'; base64 containers/opaque-ber.p7m; } | form 'signed messages'
printf 'MIME-Version: 1.0\nX-Client-Cert: %s\n\nHello\n' "$b64" | form 'fields of a header'
base64 a.der | message base64 | gzip -c | base64 | message base64 | form 'whatever is attached, however deep and encoded'
cat $seeds/mbox | form messages

printf 'dn: cn=a\ndescription:: %s\n' "$b64" | form LDIF
printf 'id;odd\n1;%s\n' "$b64" | form CSV
printf '[{"x": [["%s"]]}]\n' "$b64" | form JSON
printf '{"certificate": "%s"}\n{"any": "%s"}\n' "$b64" "$b64" | form NDJSON
printf '%s\n%s\n' "$b64" "$b64" | form 'lines of base64'
printf 'id,any\n1,%s\n' "$b64" | form 'every value that holds certificates, whatever its column, member or attribute is called'
printf 'cert,other\n%s,%s\n' "$b64" "$b64" > f
try 'with `--field` that one alone' f --field other
printf 'cert\n%s\n' "$(printf '%s' "$b64" | tr '+/' '-_')" | form 'base64 (also with `-` and `_`)'
printf 'cert\n%s\n' "$hex" | form 'hexadecimal, PEM'
printf 'cert\n%s\n' "$(gzip -c a.pem | base64 -w 0)" | form 'or any other form once more'

cp shapes/rows.sqlite f
try SQLite f
try 'rows of databases' f
printf "INSERT INTO c VALUES (1,'%s',0x%s);\n" x "$hex" | form 'dumps and'
printf ' id | c\n----+---\n 1 | \\x%s\n(1 row)\n' "$hex" | form 'tables of PostgreSQL and MySQL'
# A record with the beginning of a Certificate, and one with the rest (RFC 8446 5.1, RFC 5246 7.4.2).
octets "16030300640b00$(printf '%04x' $((0x$length + 6)))00$(printf '%04x' $((0x$length + 3)))00$length" > record
head -c 90 a.der >> record
octets "160303$(printf '%04x' $((0x$length - 90)))" >> record
tail -c +91 a.der >> record
form 'records of TLS' < record
tar cf - a.pem | form tar
cat shapes/members.zip | form zip
cat shapes/a.7z | form '7z and what else libarchive reads'
gzip -c a.pem | form gzip
cat $seeds/zstd | form zstd
cat shapes/a.pem.bz2 | form bzip2
cat shapes/a.pem.xz | form xz
cat shapes/a.pem.lzma | form lzma
cat shapes/a.pem.lz4 | form lz4
mkdir folder
cp a.pem folder/b.pem
cp a.der folder/a.der
try 'folders, in sorted order' folder
cp a.pem f
try 'standard input' -
echo a.pem > list
try 'lists of names with `--files-from`' --files-from list
cat a.pem a.der | form 'Forms may follow one another in one file'
tar cf - a.pem | gzip -c | base64 -w 0 | form 'lie in one another'

# What is left are the words between.
cat words
