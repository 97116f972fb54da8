#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The certificates of all bundles in testdata as DER, one file each: tests/fuzz/seeds.sh FOLDER
cd "$(dirname "$0")/../.." || exit 1
mkdir -p "$1" || exit 1
find testdata -name '*.pem' | LC_ALL=C sort | xargs cat | awk -v to="$1" '
	/^-----BEGIN CERTIFICATE-----/ { command = sprintf("base64 -d > %s/%05d.der", to, ++n); inside = 1; next }
	/^-----END/ { if (inside) close(command); inside = 0 }
	inside { print | command }'
