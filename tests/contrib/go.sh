#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# contrib/go: vetted and tested, with Go's checks of what crosses to C.
host=go
. "$(dirname "$0")/lib.sh"
need go pkg-config
# The least that go.mod asks for.
least=$(sed -n 's/^go //p' contrib/go/go.mod)
here=$(go env GOVERSION)
[ "$(printf '%s\n' "$least" "${here#go}" | sort -V | head -n 1)" = "$least" ] || { echo "left out: contrib/go: $here is older than $least"; exit 0; }
# A cache of its own: the one at home would remember where an earlier test had the library.
export CERTIFICATES="$work/certificates" GOCACHE="$work/cache" GOTOOLCHAIN=local GODEBUG=cgocheck=1
cd contrib/go
go vet .
go test -count=1 -v . > "$work/said" || { cat "$work/said"; exit 1; }
grep '^go ' "$work/said"
tail -n 1 "$work/said"
