#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each source file names its licence in its first lines.
cd "$(dirname "$0")/../.." || exit 1
bad=0
for file in $(find src rules tests contrib packaging Makefile Containerfile \( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name Makefile -o -name Containerfile \) | sort) \
	$(find contrib \( -name '*.rs' -o -name '*.go' -o -name '*.java' -o -name '*.js' -o -name '*.d.ts' -o -name '*.toml' \) | sort); do
	head -n 2 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' && continue
	echo "$file does not name its licence"
	bad=1
done
exit $bad
