#!/bin/sh
# Makes a Debian package of what `make install` has put into a folder.
#
#	packaging/deb.sh ROOT VERSION OUT.deb
#
# The same tree gives the same octets: times are SOURCE_DATE_EPOCH (by default
# that of the last commit), files belong to root, names are sorted.
set -eu
root=$1
version=$2
out=$3
umask 022
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 1790553600)}
SOURCE_DATE_EPOCH=$epoch
export SOURCE_DATE_EPOCH

doc=$root/usr/share/doc/smimelint
mkdir -p "$doc" "$root/DEBIAN"
cp README.md "$doc"
find "$root/usr/share/man" -type f ! -name '*.gz' -exec gzip -9 -n {} +
strip --strip-unneeded "$root/usr/bin/smimelint"
find "$root/usr/lib" -name 'lib*.so.*' -type f -exec strip --strip-unneeded {} +

# What the programs need; without dpkg-shlibdeps, the packages of Debian 12.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debian"
printf 'Source: smimelint\n\nPackage: smimelint\nArchitecture: any\n' > "$work/debian/control"
programs=$(cd "$root" && find "$PWD/usr/bin" "$PWD/usr/lib" -type f \( -name smimelint -o -name 'lib*.so.*' \))
# shellcheck disable=SC2086 # a list of files without blanks
depends=$(cd "$work" && dpkg-shlibdeps -O $programs 2> /dev/null | sed -n 's/^shlibs:Depends=//p') || depends=
[ -n "$depends" ] || depends='libc6 (>= 2.36), libssl3, libidn2-0, libunistring2, zlib1g, libzstd1'

size=$(find "$root/usr" -type f -exec wc -c {} + | awk '$2 != "total" { n += int(($1 + 1023) / 1024) } END { print n }')
cat > "$root/DEBIAN/control" << END
Package: smimelint
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: smimelint <smimelint@localhost>
Installed-Size: $size
Depends: $depends
Section: utils
Priority: optional
Description: linter for S/MIME certificates
 Says which requirements of the CA/Browser Forum S/MIME Baseline
 Requirements, of RFC 5280 and of DER a certificate breaks. The command,
 the library with its header, man pages and shell completions.
END
printf 'activate-noawait ldconfig\n' > "$root/DEBIAN/triggers"
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs md5sum) > "$root/DEBIAN/md5sums"
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch -h -d "@$epoch" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$out"
