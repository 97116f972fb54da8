#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The static binary says what the other one says, octet for octet, over all
# test data, needs no library, and works where there is nothing else, or a
# configuration of OpenSSL that leaves it nothing.
#
#	tests/static/check.sh build/smimelint-static build/smimelint
set -eu
cd "$(dirname "$0")/../.."
static=$1
dynamic=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. tests/expect.sh

said() {
	"$@" 2>&1 && echo "exit 0" || echo "exit $?"
}

expect 'needs no library' "$(readelf -d "$static" | grep -c NEEDED || true)" 0
for form in ndjson json text line csv sarif junit; do
	said "$dynamic" -f "$form" testdata > "$work/dynamic"
	said "$static" -f "$form" testdata > "$work/static"
	expect "$form over all test data" "$(cksum < "$work/static")" "$(cksum < "$work/dynamic")"
done
printf 'openssl_conf = a\n[a]\nproviders = b\n[b]\nnull = c\n[c]\nactivate = 1\n' > "$work/null.cnf"
expect 'no configuration of OpenSSL' "$(OPENSSL_CONF="$work/null.cnf" said "$static" -f line testdata/demo/demo.pem)" \
	"$(said "$dynamic" -f line testdata/demo/demo.pem)"
expect 'version' "$("$static" --version | head -n 1 | cut -d , -f 1)" "$("$dynamic" --version | head -n 1 | cut -d , -f 1)"
if [ "$(id -u)" -eq 0 ]; then
	mkdir "$work/empty"
	cp "$static" "$work/empty/smimelint"
	cp testdata/demo/demo.pem "$work/empty"
	expect 'in an empty folder' "$(said chroot "$work/empty" /smimelint -f line demo.pem | cksum)" \
		"$(cd testdata/demo && said "$OLDPWD/$dynamic" -f line demo.pem | cksum)"
else
	echo 'left out: an empty folder takes root'
fi
exit $failed
