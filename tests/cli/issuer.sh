# SPDX-License-Identifier: Apache-2.0
# --issuer turns on the rules that need the issuing CA's certificate; --explain-run tells what ran.
cert subca data/base/bases.pem > subca.pem
cert root data/base/bases.pem > root.pem
cert clean-sponsor data/demo/demo.pem > a.pem
outcomes() {
	run --explain-run "$@" a.pem | grep -e exit -e sbr.issuer.name-not-identical -e rfc5280.signature.wrong -e sbr.key-usage.rsa-bits
}
outcomes
outcomes --issuer subca.pem --issuer root.pem
outcomes --issuer data/base/bases.pem
outcomes --issuer subca.pem --skip rfc5280
run -f line --issuer root.pem a.pem
# One bit of the signature changed.
grep -v -e ----- a.pem | base64 -d > a.der
size=$(wc -c < a.der)
{ head -c $((size - 1)) a.der; tail -c 1 a.der | tr '\000-\377' '\001-\377\000'; } > b.der
run -f line --issuer subca.pem --only rfc5280.signature.wrong b.der
