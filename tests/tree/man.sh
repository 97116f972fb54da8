#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The man pages format without a warning and name the version of smimelint.h.
cd "$(dirname "$0")/../.." || exit 1
bad=0
for page in man/*.[1-8]; do
	warnings=$(groff -ww -man -Tutf8 "$page" 2>&1 > /dev/null)
	[ -z "$warnings" ] && continue
	echo "$page: $warnings"
	bad=1
done
version=$(sed -n 's/^.define SMIMELINT_VERSION_[A-Z]* //p' src/smimelint.h | paste -sd.)
for page in man/smimelint.1 man/libsmimelint.3; do
	grep -q "^\.TH .*\"smimelint $version\"" "$page" || { echo "$page is not of version $version"; bad=1; }
done
exit $bad
