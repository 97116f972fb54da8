# SPDX-License-Identifier: Apache-2.0
# Shapes that auditors have, beyond one form a file: archives, PKCS #12, lists of files; what is skipped has a name.
cert clean-sponsor data/demo/demo.pem > a.pem
cert clean-subca data/demo/demo.pem > b.pem
der clean-sponsor data/demo/demo.pem > a.der
ln -s cli/shapes in

# Archives: members are files in a folder; nested, cut short, of a compression alone, and with nothing in them.
tar cf plain.tar a.pem b.pem cli/key.pem
gzip -c plain.tar > plain.tar.gz
mkdir deeper
cp in/members.zip plain.tar.gz deeper
tar cf deep.tar deeper
head -c 1500 in/members.zip > cut.zip
head -c 3000 plain.tar > cut.tar
printf 'nothing\n' > nothing.txt
tar cf nothing.tar nothing.txt
for file in in/members.zip plain.tar plain.tar.gz deep.tar in/a.pem.bz2 in/a.pem.xz cut.zip cut.tar nothing.tar; do
	run -f ndjson $file | show
done
run -f ndjson < in/members.zip | show
run -f ndjson --max-container 2K plain.tar | show
# No archive, no library: it is loaded when the first is met, and its absence is told.
run in/members.zip --only x690 -v | grep -e skipped

# PKCS #12: certificates that are not encrypted; the others with the passphrase.
echo secret > passphrase
echo wrong > wrong
run -f ndjson in/plain.p12 in/encrypted.p12 | show
run -f ndjson --passphrase-file passphrase in/encrypted.p12 | show
run -f ndjson --passphrase-file wrong in/encrypted.p12 | show
run --passphrase-file none in/encrypted.p12

# Lists of files: in their order, as if found in a folder; operands with the same meaning.
cp cli/key.pem key.pem
printf 'b.pem\r\nkey.pem\n\nmissing.pem\na.pem' > list
printf 'a.pem\0key.pem\0' > nuls
run -f ndjson --files-from list | show
run -f line --files-from nuls --null
run -f line --files-from - < /dev/null
run -f line --files-from none
run -f line --skip-others key.pem a.pem
run -f line key.pem a.pem
run -f line --strict-inputs --skip-others key.pem a.pem
run -f json --skip-others key.pem a.pem | grep '^"skipped"'
run -f ndjson --summary --skip-others key.pem a.pem | grep -o '"skipped":\[.*\],"tool"'
run -f html --skip-others key.pem a.pem | grep -o '<li>key.pem.*</li>'
