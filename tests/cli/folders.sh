# SPDX-License-Identifier: Apache-2.0
# Folders: all files below, in sorted order; links to folders are not followed.
mkdir -p top/b/c top/a
cert clean-sponsor data/demo/demo.pem > top/b/c/2.pem
cert clean-subca data/demo/demo.pem > top/b/1.pem
cert habits-of-old data/demo/demo.pem > top/a/3.pem
cert address-not-in-san data/demo/demo.pem > top/Z.pem
ln -s ../.. top/a/ring
ln -s ../Z.pem top/a/link.pem
mkfifo top/pipe
ln -s nowhere top/dangling

run -f ndjson top | sed 's/"certificate".*"status"/..."status"/; s/"findings.*/.../'
run -f ndjson top/ top/a/3.pem | sed 's/"certificate".*"status"/..."status"/; s/"findings.*/.../'

# CRLs and OCSP responses are found where certificates are: as DER, as lines, in base64 without armour, among others.
mkdir -p kinds
n=0
for bundle in base/crl base/ocsp demo/demo; do
	awk '/^-----BEGIN/ { text = ""; next } /^-----END/ { print text; next } { text = text $0 }' data/$bundle.pem > lines
	while read -r line; do
		n=$((n + 1))
		echo "$line" | base64 -d > kinds/$n.der
		echo "$line" > kinds/$n.b64
		echo "$line" | fold -w 64 > kinds/$n.folded
		{ echo "$line"; tail -n 1 lines; } > kinds/$n.two
		cat kinds/$n.der data/demo/demo.pem > kinds/$n.then
	done < lines
done
echo "$n things"
for form in der b64 folded two then; do
	mkdir $form
	mv kinds/*.$form $form/
	run -f ndjson --summary --fail-on never $form | tail -n 2 |
		sed 's/.*"results":\([0-9]*\),.*"unreadable":\([0-9]*\).*/\1 results, \2 unreadable/'
done
