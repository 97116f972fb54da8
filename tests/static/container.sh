#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The Containerfile: judged by a linter of such files where npm has one, and
# what it copies is all that its entry point needs.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if command -v npm > /dev/null 2>&1 && (cd "$work" && npm install --silent dockerfilelint > /dev/null 2>&1); then
	(cd "$work" && npx --no-install dockerfilelint "$OLDPWD/Containerfile") > "$work/said" 2>&1 || { cat "$work/said"; exit 1; }
	echo "ok: the linter"
else
	echo 'left out: the linter of container files, which npm has'
fi

# COPY FROM... TO, as a build does it, into an empty root.
sed -n 's/^COPY //p' Containerfile > "$work/copies"
while read -r line; do
	to=${line##* }
	for from in ${line% *}; do
		case $to in
		*/) mkdir -p "$work/root$to" && cp "$from" "$work/root$to" ;;
		*) mkdir -p "$work/root${to%/*}" && cp "$from" "$work/root$to" ;;
		esac
	done
done < "$work/copies"
entry=$(sed -n 's/^ENTRYPOINT \["\(.*\)"\]$/\1/p' Containerfile)
if [ "$(id -u)" -eq 0 ]; then
	chroot "$work/root" "$entry" -f line - < testdata/demo/demo.pem > "$work/said" && code=0 || code=$?
	[ "$code" -eq 1 ] || { echo "exit code $code, not 1"; exit 1; }
	grep -q 'sbr.common-name.mailbox-not-in-san' "$work/said"
	echo "ok: the entry point finds what it should"
else
	echo 'left out: an empty root takes root'
fi
