#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian packages out of a source tarball, in an empty folder:
#
#	packaging/deb.sh smimelint-VERSION.tar.gz FOLDER
#
# The packages' own run of the tests is left out: `make check` is that.
set -eu
tarball=$1
out=$2
name=$(basename "$tarball" .tar.gz)
rm -rf "$out"
mkdir -p "$out"
cp "$tarball" "$out/smimelint_${name#smimelint-}.orig.tar.gz"
tar -xzf "$tarball" -C "$out"
cd "$out/$name"
DEB_BUILD_OPTIONS="nocheck parallel=$(getconf _NPROCESSORS_ONLN)" \
	dpkg-buildpackage -us -uc > ../build.log 2>&1 || { tail -n 40 ../build.log; exit 1; }
cd ..
rm -rf "$name"
