#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Unpacks the packages into an empty folder and uses them from there.
#
#	tests/deb/smoke.sh FOLDER
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
set -- "$folder"/smimelint_*.deb "$folder"/libsmimelint0_*.deb "$folder"/smimelint-doc_*.deb
deb=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
. "$top/tests/expect.sh"

for package in "$@" "$folder"/libsmimelint-dev_*.deb; do
	dpkg-deb -x "$package" "$root"
done
libdir=$(dirname "$(find "$root/usr/lib" -name 'libsmimelint.so.0')")
installed() {
	LD_LIBRARY_PATH=$libdir "$root/usr/bin/smimelint" "$@"
}
code() {
	installed "$@" > "$root/out" 2> "$root/err" && echo 0 || echo $?
}

version=$(dpkg-deb -f "$deb" Version)
expect version "$(installed --version | head -n 1 | cut -d , -f 1)" "smimelint ${version%-*}"
expect 'exit code of the sample certificates' "$(code -f line "$top/testdata/demo/demo.pem")" 1
expect 'standard error' "$(wc -c < "$root/err" | tr -d ' ')" 0
expect 'a backend' "$(installed --serve pkimetal < /dev/null)" '[Ready]'
for page in smimelint.1 smimelint-rules.7; do
	file=$root/usr/share/man/man${page##*.}/$page.gz
	expect "man page $page" "$(gzip -dc "$file" | groff -ww -man -Tutf8 2>&1 > /dev/null && [ -s "$file" ] && echo there)" there
done
if command -v man > /dev/null 2>&1; then
	expect 'man finds it' "$(man -M "$root/usr/share/man" -w smimelint)" "$root/usr/share/man/man1/smimelint.1.gz"
fi
expect 'completion for bash' "$(bash -n "$root/usr/share/bash-completion/completions/smimelint" && echo sound)" sound
expect 'owners' "$(for package in "$@"; do dpkg-deb -c "$package"; done | awk '{ print $2 }' | sort -u)" root/root
expect 'version of Debian and of the program' "$(sed -n '1s/.*(\(.*\)-.*).*/\1/p' "$top/debian/changelog")" "${version%-*}"

# What the programs are linked with belongs to the packages that these name, and to none besides.
named=$(for package in "$@"; do dpkg-deb -f "$package" Depends; done | tr '\n' ',' | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g' | tr ' ' '\n' | sort -u | tr '\n' ' ')
for name in $named; do
	expect "dependency $name" "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2> /dev/null)" installed
done
owner() {
	dpkg-query -S "$1" "$(readlink -f "$1")" "/usr$1" 2> /dev/null | sed -n '1s/:.*//p'
}
for file in "$root/usr/bin/smimelint" "$libdir/libsmimelint.so.0"; do
	readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' > "$root/needed"
	while read -r library; do
		package=$(owner "$(ldconfig -p | sed -n "s|^[[:space:]]*$library (.*=> ||p" | head -n 1)")
		expect "$library is of a package that is named" "$(echo " $named " | tr -s ' ' '\n' | grep -c -x "$package")" 1
	done < "$root/needed"
done

# A folder with nothing but the files of those packages and of those they need.
closure() {
	list=' '
	todo=$named
	while [ -n "${todo# }" ]; do
		next=
		for name in $todo; do
			case $list in
			*" $name "*) continue ;;
			esac
			list="$list$name "
			next="$next $(dpkg-query -W -f '${Depends}' "$name" 2> /dev/null | sed 's/([^)]*)//g; s/|[^,]*//g; s/:any//g; s/,/ /g')"
		done
		todo=$next
	done
	echo "$list"
}
if [ "$(id -u)" -eq 0 ]; then
	clean=$root/clean
	mkdir "$clean"
	# Where /lib is /usr/lib, as on the machine at hand.
	for folder in lib lib64 bin sbin; do
		[ ! -L "/$folder" ] || { mkdir -p "$clean/usr/$folder" && ln -s "usr/$folder" "$clean/$folder"; }
	done
	# shellcheck disable=SC2046 # lists of names without blanks
	dpkg-query -L $(closure) | grep -E '/lib(64)?/.*\.so' | sort -u | while read -r file; do
		[ -d "$file" ] || { mkdir -p "$clean$(dirname "$file")" && cp -P "$file" "$clean$file"; }
	done
	# dpkg installs the package there; what is installed besides is those packages.
	mkdir -p "$clean/var/lib/dpkg/info" "$clean/var/lib/dpkg/updates" "$clean/var/lib/dpkg/triggers"
	for name in $(closure); do
		dpkg-query -s "$name" 2> /dev/null && echo
	done > "$clean/var/lib/dpkg/status"
	expect 'dpkg installs it' "$(dpkg --root="$clean" -i "$@" > "$root/log" 2>&1 && dpkg-query --admindir="$clean/var/lib/dpkg" \
		-W -f '${db:Status-Status}' smimelint)" installed
	cp "$top/testdata/demo/demo.pem" "$clean/demo.pem"
	chroot "$clean" /usr/bin/smimelint -f line /demo.pem > "$root/out" 2> "$root/err" && code=0 || code=$?
	expect 'exit code where nothing else is' "$code" 1
	expect 'standard error there' "$(wc -c < "$root/err" | tr -d ' ')" 0
	expect 'the same findings there' "$(sed 's|^/||' "$root/out" | cksum)" \
		"$(cd "$top/testdata/demo" && LD_LIBRARY_PATH=$libdir "$root/usr/bin/smimelint" -f line demo.pem | cksum)"
	expect 'the examples are there' "$(chroot "$clean" /usr/bin/smimelint --ca-profile \
		/usr/share/doc/smimelint/examples/ca-profile-sv.json --only cps.key.size -f line /demo.pem; echo $?)" 0
	expect 'dpkg removes it' "$(dpkg --root="$clean" -P smimelint libsmimelint0 smimelint-doc > "$root/log" 2>&1; find "$clean/usr" -name '*smimelint*' | wc -l | tr -d ' ')" 0
else
	echo 'skipped: a clean folder takes root'
fi

# The library, as a program uses it.
cat > "$root/use.c" << 'END'
#include <smimelint.h>
#include <stdio.h>
int
main(void)
{
	return puts(smimelint_version()) < 0;
}
END
cc -I"$root/usr/include" "$root/use.c" $(PKG_CONFIG_PATH=$libdir/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root pkg-config --cflags --libs smimelint) -o "$root/use"
expect 'a program with the library' "$(LD_LIBRARY_PATH=$libdir "$root/use")" "$(installed --version | head -n 1 | cut -d , -f 1 | cut -d ' ' -f 2)"

if [ "$(id -u)" -eq 0 ]; then
	expect 'dpkg takes it' "$(dpkg --dry-run -i "$@" > /dev/null 2>&1 && echo yes)" yes
fi
exit $failed
