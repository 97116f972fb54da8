# SPDX-License-Identifier: Apache-2.0
# The limits of the command, one before, at and one behind each: what is beyond is said, and nothing is lost without a word.
cert clean-sponsor data/demo/demo.pem > a.pem
# told NAME NUMBER FILE...: the exit code, how many certificates were read, and why others were not.
told() {
	name="$1 $2"
	shift 2
	./smimelint -f ndjson "$@" > report 2> errors
	echo "$name: exit $?, $(grep -c '"sha256":"' report) read$(sed -n 's/.*"status":"unreadable".*"value":"\([^"]*\)".*/, \1/p' report | head -n 1)"
	cat errors
}

# Compressions inside one another: 3.
cp a.pem 0.gz
for n in 1 2 3 4; do
	gzip -nc $((n - 1)).gz > $n.gz
	[ $n -eq 1 ] || told compressions $n $n.gz
done

# Archives inside one another: 4.
cp a.pem 0.tar
for n in 1 2 3 4 5; do
	tar cf $n.tar $((n - 1)).tar
	[ $n -le 2 ] || told archives $n $n.tar
done

# Parts of a message inside one another: 15, and the message.
part() {
	if [ "$1" -eq 0 ]; then
		printf 'Content-Type: application/x-pem-file\n\n'
		cat a.pem
	else
		printf 'Content-Type: multipart/mixed; boundary=b%s\n\n--b%s\n' "$1" "$1"
		part $(($1 - 1))
		printf -- '\n--b%s--\n' "$1"
	fi
}
for n in 14 15 16; do
	{ printf 'From: a@b.de\nSubject: limits\nMIME-Version: 1.0\n'; (part $n); } > $n.eml
	told parts $n $n.eml
done

# Folders below one another: 128.
folder=deep
for n in $(seq 1 126); do
	folder=$folder/d
done
mkdir -p $folder
for n in 127 128 129; do
	folder=$folder/d
	mkdir $folder
	cp a.pem $folder
	told folders $n deep
	rm $folder/a.pem
done

# Octets of a name in a list: 65,536, which no system has.  What is no list has no end of a line, and is let go.
for n in 65535 65536 65537; do
	{ echo a.pem; head -c $n /dev/zero | tr '\0' n; printf '\na.pem\n'; } > list
	told names $n --files-from list
done
yes | tr -d '\n' | ./smimelint -f line --files-from - 2>&1

# Columns of a table: 256.
echo '{"columns": {"c1": "validation.completed_at"}}' > columns.json
for n in 255 256 257; do
	awk -v n=$n 'BEGIN { for (i = 1; i <= n; i++) printf "%sc%d", (i > 1) ? "," : "", i; print ""; for (i = 1; i <= n; i++) printf "%s%d", (i > 1) ? "," : "", i; print "" }' > table.csv
	./smimelint evidence import --from csv --map columns.json table.csv > records 2> errors
	echo "columns $n: exit $?, $(tail -n 1 errors)"
done

# Certificates that came more than once: 20 are shown, and the others counted.
for n in 19 20 21; do
	grep -v '^#' data/sbr/7.1.4.2.2-subject.pem | awk -v n=$n '/BEGIN/ && m++ == n { exit } { print }' > some.pem
	cat some.pem some.pem > copies.pem
	./smimelint --scope all --dedupe --summary copies.pem | sed -n '/more than once/,/^$/p' > summary
	echo "copies $n: $(grep -c '^ ' summary) lines, $(tail -n 2 summary | tr -d '\n')"
done

# Annotations of GitHub: 10 of each kind, and a line that says how many there are.
for n in 9 10 11; do
	{ for i in $(seq 1 $n); do cert country-three-letters data/sbr/7.1.4.2.2-subject.pem; done; } > errors.pem
	./smimelint -f github errors.pem | grep -v '^::error' | sed "s/^/annotations $n: /"
done

# Unreadable inputs that merge shows: 20.
for n in 19 20 21; do
	for i in $(seq 1 $n); do printf -- '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'; done > bad.pem
	./smimelint -f ndjson bad.pem > report
	./smimelint merge report | grep -c '^bad.pem:' | sed "s/^/unreadable $n: /"
	./smimelint merge report | grep 'more unreadable'
done
# Levels of a report: 32 of a result, 40 of what is looked through for its end; beyond both it is damaged.
for n in 30 31 32 38 39 40; do
	{ printf '{"schema":"smimelint/1","x":'; printf "%${n}s" '' | tr ' ' '['; printf "%${n}s" '' | tr ' ' ']'; echo '}'; } > nested.json
	./smimelint merge nested.json 2>&1 | grep -o 'nested.json.*' | head -n 1 | sed "s/^/nested $n: /"
done

# Records of one certificate that are compared: 1000; how many others there are is said.
sha256=$(openssl x509 -in a.pem -outform DER | openssl dgst -sha256 -r | cut -d ' ' -f 1)
for n in 999 1000 1001 1002; do
	for i in $(seq 1 $n); do
		echo '{"evidence_format":"smime-issuance-evidence","evidence_version":"1.0","record_id":"r'$i'","subject_certificate":{"stage":"final","sha256":"'"$sha256"'"}}'
	done > rivals.ndjson
	./smimelint -f ndjson --only evidence.record.one-record-per-certificate --evidence rivals.ndjson a.pem > report
	echo "rivals $n: exit $?, $(grep -o '"value":"also [^"]*"' report | head -n 1) and $(grep -o '"value":"[0-9]* more' report)"
done

# Records of one certificate that are judged: 16; that there are others is said, whatever rules were chosen.
for n in 16 17; do
	for i in $(seq 1 $n); do
		echo '{"evidence_format":"smime-issuance-evidence","evidence_version":"1.0","record_id":"r'$i'","subject_certificate":{"stage":"post","sha256":"'"$sha256"'"},"issuance":{"issued_at":"2026-02-03T00:00:00Z"}}'
	done > judged.ndjson
	./smimelint -f ndjson --only evidence.record.references-resolve --skip evidence.record.bad-field --evidence judged.ndjson a.pem > report
	echo "judged $n: exit $?, $(grep -o '"value":"more than [0-9]* records[^"]*"' report)"
done

# Findings of a record alone are as many as those of a certificate: 256, and a last one that counts the others.
for n in 253 254 255 300; do
	{
		printf '{"evidence_format":"smime-issuance-evidence","evidence_version":"1.0","record_id":"r","mailboxes":['
		seq -f '{"address":"%g"}' -s , $n | tr -d '\n'
		echo ']}'
	} > mailboxes.json
	./smimelint evidence check -f json --only evidence.record.bad-field mailboxes.json > report
	echo "mailboxes $n: exit $?, $(grep -o '"rule":' report | wc -l) findings, $(grep -o '"value":"[0-9]* more' report)"
done

# The last line of a report, which says how it was made, is looked for in its last 256 KiB; else it is met when its turn comes.
./smimelint -f ndjson --summary a.pem > small.ndjson
for n in 1000 300000; do
	{
		sed '$d' small.ndjson
		tail -n 1 small.ndjson | sed 's/}$//' | tr -d '\n'
		printf ',"more":"'
		head -c $n /dev/zero | tr '\0' x
		echo '"}'
	} > large.ndjson
	./smimelint merge -f ndjson --summary large.ndjson | tail -n 1 | grep -c '"run":{' | sed "s/^/closing $n: heads /"
done
