#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks that what building and testing need is there: a compiler, the
# libraries (tried by compiling), groff.  Where something is missing and
# apt-get may be used, installs the Debian packages; else says what to install.
CC=${CC:-cc}
PACKAGES='build-essential pkg-config libssl-dev libidn2-dev libunistring-dev libcjson-dev zlib1g-dev libzstd-dev libcmocka-dev libarchive13 groff-base'

missing() {
	for tool in "${CC%% *}" "${PKG_CONFIG:-pkg-config}" ar ld objcopy groff; do
		command -v "$tool" > /dev/null 2>&1 || echo "$tool"
	done
	# It is loaded when the first archive is met, not linked.
	ldconfig -p 2> /dev/null | grep -q 'libarchive\.so\.13' || ls /usr/lib/*/libarchive.so.13 > /dev/null 2>&1 || echo libarchive.so.13
	for header in openssl/evp.h idn2.h unicase.h cjson/cJSON.h zlib.h zstd.h cmocka.h; do
		printf '#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <setjmp.h>\n#include <%s>\n' "$header" |
			$CC -E - > /dev/null 2>&1 || echo "$header"
	done
}

gone=$(missing | tr '\n' ' ')
[ -z "$gone" ] && exit 0
echo "deps: missing: $gone"
if ! command -v apt-get > /dev/null 2>&1; then
	echo "deps: install what these are called on Debian: $PACKAGES"
	exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
	SUDO=
elif command -v sudo > /dev/null 2>&1; then
	SUDO=sudo
else
	echo "deps: as root: apt-get install $PACKAGES"
	exit 1
fi
$SUDO apt-get update -qq
# shellcheck disable=SC2086 # a list of packages
DEBIAN_FRONTEND=noninteractive $SUDO apt-get install -y -qq --no-install-recommends $PACKAGES
gone=$(missing | tr '\n' ' ')
[ -z "$gone" ] && exit 0
echo "deps: still missing: $gone"
exit 1
