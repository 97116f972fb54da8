# SPDX-License-Identifier: Apache-2.0
# lib.sh - what the tests of contrib/ share. They run in the top folder, behind `make`, and find in $work:
#
#	prefix/		the library as it is installed, which pkg-config and the loader find
#	certificates/	twenty certificates of testdata as NN.der, a CRL and an OCSP response,
#			and what the command says of them: expected.ndjson
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
top=$PWD

# Ends a test whose language is not there; where it is, a failure stays one.
need() {
	for tool in "$@"; do
		command -v "$tool" > /dev/null 2>&1 || { echo "left out: contrib/$host: there is no $tool"; exit 0; }
	done
}

# The same for one that is too old: least WHAT VERSION LEAST.
least() {
	[ "$(printf '%s\n' "$3" "$2" | sort -V | head -n 1)" = "$3" ] || { echo "left out: contrib/$host: $1 $2 is older than $3"; exit 0; }
}

# Blocks of a PEM file, as DER, into the folder: blocks FILE STEP MOST.
blocks() {
	awk -v step="$2" -v most="$3" '/^-----BEGIN/ { text = ""; next }
		/^-----END/ { if (n++ % step == 0 && taken++ < most) print text; next }
		{ sub(/\r$/, ""); text = text $0 }' "$1" | while read -r text; do
		count=$(find "$work/certificates" -name '*.der' | wc -l)
		printf '%s' "$text" | base64 -d > "$work/certificates/$(printf %02d "$count").der"
	done
}

certificates() {
	mkdir "$work/certificates"
	blocks testdata/base/bases.pem 12 5
	blocks testdata/demo/demo.pem 1 5
	blocks testdata/hostile/names.pem 2 5
	blocks testdata/etsi/qc-statements.pem 8 5
	[ "$(find "$work/certificates" -name '*.der' | wc -l)" -eq 20 ]
	blocks testdata/crl/5.1-fields.pem 1000 1
	blocks testdata/base/ocsp.pem 1000 1
	(cd "$work/certificates" && "$top/build/smimelint" --fail-on never --format ndjson *.der > expected.ndjson)
}

installed() {
	${MAKE:-make} -s install prefix="$work/prefix" DESTDIR=
	export PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" LD_LIBRARY_PATH="$work/prefix/lib"
}

# Once all that is needed is there.  With --here the test only says whether it is.
prepare() {
	[ "${1:-}" != --here ] || exit 0
	certificates
	installed
}
