#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Another processor gives the same octets: the static command, built by a cross
# compiler with Debian's libraries for it and run by qemu, against the command
# of this machine, over all test data.
#
#	tests/cross/check.sh build/smimelint s390x|i386|arm64
#
# Needs Debian's cross compiler for it and qemu-user, and apt-get for the
# libraries; says what it lacks and leaves out the rest.
set -eu
cd "$(dirname "$0")/../.."
program=$1
arch=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

left_out() {
	echo "left out: $arch: $1"
	exit 0
}
case $arch in
s390x) tools=s390x-linux-gnu lib=s390x-linux-gnu run=qemu-s390x ;;
i386) tools=i686-linux-gnu lib=i386-linux-gnu run= ;;
arm64) tools=aarch64-linux-gnu lib=aarch64-linux-gnu run=qemu-aarch64 ;;
*) echo "$arch: not known here" && exit 2 ;;
esac
for tool in $tools-gcc $run apt-get dpkg-deb; do
	command -v "$tool" > /dev/null 2>&1 || left_out "there is no $tool"
done
chmod 755 "$work"
dpkg --print-foreign-architectures | grep -qx $arch || dpkg --add-architecture $arch 2> /dev/null || left_out 'adding an architecture takes root'
apt-get update -qq > /dev/null 2>&1 || true
root=$work/root
mkdir "$root"
(cd "$work" && apt-get download -qq libssl-dev:$arch libidn2-dev:$arch libunistring-dev:$arch zlib1g-dev:$arch libzstd-dev:$arch) \
	> "$work/log" 2>&1 || left_out "Debian's libraries for it cannot be had"
for package in "$work"/*.deb; do
	dpkg-deb -x "$package" "$root"
done
PKG_CONFIG_LIBDIR=$root/usr/lib/$lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root
export PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR
make -s -j"$(getconf _NPROCESSORS_ONLN)" VARIANT=$arch CC=$tools-gcc LD=$tools-ld AR=$tools-ar OBJCOPY=$tools-objcopy STATIC=-static \
	CPPFLAGS="-I$root/usr/include -I$root/usr/include/$lib" LDFLAGS="-L$root/usr/lib/$lib" build/$arch/smimelint-static \
	> "$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
for form in ndjson line csv; do
	"$program" -j 1 -f $form testdata > "$work/here" && here=0 || here=$?
	$run build/$arch/smimelint-static -j 1 -f $form testdata > "$work/there" && there=0 || there=$?
	cmp "$work/here" "$work/there" || exit 1
	[ $here -eq $there ] || { echo "exit code $there, not $here"; exit 1; }
	echo "ok: $form is the same octets on $arch"
done
