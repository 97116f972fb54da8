#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes tests/cli/data/containers/ anew: containers of certificates of
# testdata/demo, as OpenSSL writes them.  The signer is thrown away.
#
#	tests/tools/containers.sh
#
# The signatures differ each time, so the files are committed.
set -eu
cd "$(dirname "$0")/../.."
to=tests/cli/data/containers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$to"
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
cert clean-sponsor testdata/demo/demo.pem > "$work/a.pem"
cert clean-subca testdata/demo/demo.pem > "$work/b.pem"
cat "$work/a.pem" "$work/b.pem" > "$work/both.pem"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$work/key.pem" -out "$work/signer.pem" \
	-days 3650 -subj /CN=signer.example 2> /dev/null
printf 'Content-Type: text/plain\r\n\r\nHello, this is signed.\r\n' > "$work/text"

# Only certificates; in DER, in PEM.
openssl crl2pkcs7 -nocrl -certfile "$work/both.pem" -outform DER -out "$to/bag.p7b"
openssl crl2pkcs7 -nocrl -certfile "$work/both.pem" -out "$to/bag.pem"
sign() {
	openssl cms -sign -signer "$work/signer.pem" -inkey "$work/key.pem" -nocerts -certfile "$work/both.pem" \
		-in "$work/text" "$@"
}
# A detached signature, the same with its content in BER (indefinite lengths), in PEM, and without certificates.
sign -binary -outform DER -out "$to/detached.p7s"
sign -binary -nodetach -stream -outform DER -out "$to/opaque-ber.p7m"
sign -binary -outform PEM -out "$to/cms.pem"
openssl cms -sign -signer "$work/signer.pem" -inkey "$work/key.pem" -nocerts -binary -in "$work/text" -outform DER \
	-out "$to/without-certificates.p7s"
# Messages: multipart/signed, opaque, certificates only, encrypted.
sign -subject signed -from a@example.com -to b@example.com -out "$to/signed.eml"
sign -nodetach -subject opaque -from a@example.com -to b@example.com -out "$to/opaque.eml"
openssl cms -encrypt -aes128 -in "$work/text" -subject encrypted -from a@example.com -to b@example.com \
	-out "$to/encrypted.eml" "$work/signer.pem"
zstd -q -f -19 "$work/both.pem" -o "$to/both.pem.zst"
