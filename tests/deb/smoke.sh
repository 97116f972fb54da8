#!/bin/sh
# Unpacks the package into an empty folder and uses it from there.
#
#	tests/deb/smoke.sh smimelint.deb
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
deb=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
failed=0

expect() {
	if [ "$2" = "$3" ]; then
		echo "ok: $1"
	else
		echo "FAILED: $1: $2, not $3"
		failed=1
	fi
}

dpkg-deb -x "$deb" "$root"
libdir=$(dirname "$(find "$root/usr/lib" -name 'libsmimelint.so.0')")
installed() {
	LD_LIBRARY_PATH=$libdir "$root/usr/bin/smimelint" "$@"
}
code() {
	installed "$@" > "$root/out" 2> "$root/err" && echo 0 || echo $?
}

version=$(dpkg-deb -f "$deb" Version)
expect version "$(installed --version | cut -d , -f 1)" "smimelint $version"
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
expect 'owners' "$(dpkg-deb -c "$deb" | awk '{ print $2 }' | sort -u)" root/root

# Every library it is linked with is there, and the packages it names hold them.
expect 'libraries' "$(LD_LIBRARY_PATH=$libdir ldd "$root/usr/bin/smimelint" | grep -c 'not found')" 0
for name in $(dpkg-deb -f "$deb" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g'); do
	expect "dependency $name" "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2> /dev/null)" installed
done

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
cc -I"$root/usr/include" "$root/use.c" -L"$libdir" -lsmimelint -o "$root/use"
expect 'a program with the library' "$(LD_LIBRARY_PATH=$libdir "$root/use")" "$(installed --version | cut -d , -f 1 | cut -d ' ' -f 2)"

if [ "$(id -u)" -eq 0 ]; then
	expect 'dpkg takes it' "$(dpkg --dry-run -i "$deb" > /dev/null 2>&1 && echo yes)" yes
fi
exit $failed
