#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# contrib/go: vetted and tested, with Go's checks of what crosses to C.
host=go
. "$(dirname "$0")/lib.sh"
need go pkg-config
version=$(go env GOVERSION)
least go "${version#go}" "$(sed -n 's/^go //p' contrib/go/go.mod)"
prepare "$@"
# A cache of its own: the one at home would remember where an earlier test had the library.
export CERTIFICATES="$work/certificates" GOCACHE="$work/cache" GOTOOLCHAIN=local GODEBUG=cgocheck=1
cd contrib/go
go vet .
go test -count=1 -v . > "$work/said" || { cat "$work/said"; exit 1; }
grep '^go ' "$work/said"
tail -n 1 "$work/said"
