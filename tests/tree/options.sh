#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The man page has every option that the command has, and no other.
cd "$(dirname "$0")/../.." || exit 1
options() {
	grep -oE -e '--[a-z]+(-[a-z]+)*' | LC_ALL=C sort -u
}
program=${OUT:-build}/smimelint
for command in lint merge evidence rules explain timeline profile; do
	"$program" help $command
done | sed -n 's/^  .\{0,4\}\(--[a-z-]*\).*/\1/p' | options > "${TMPDIR:-/tmp}/options.$$"
sed -n '/^\.SH OPTIONS/,/^\.SH EXIT/p' man/smimelint.1 | grep '^\.[BI]' | sed 's/\\-/-/g' | options |
	diff -u "${TMPDIR:-/tmp}/options.$$" -
code=$?
rm -f "${TMPDIR:-/tmp}/options.$$"
exit $code
