#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# members.sh MKFORMAT PAGE: writes the list of members anew between the marks of smimelint-evidence(5).
set -e
"$1" man > "$2.members"
awk -v members="$2.members" '
	/^\.\\" end of members/ { off = 0 }
	!off { print }
	/^\.\\" members:/ { off = 1; while ((getline line < members) > 0) print line }
' "$2" > "$2.tmp"
rm "$2.members"
mv "$2.tmp" "$2"
