#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What zsh and fish complete, asked of the shells themselves where they are
# installed (CI installs them); bash has tests/cli/completion.sh.
cd "$(dirname "$0")/../.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bad=0
cp completions/smimelint.zsh "$folder/_smimelint"
cp completions/smimelint.fish "$folder/smimelint.fish"
ln -s "$PWD/${OUT:-build}/smimelint" "$folder/smimelint"

in_zsh() {
	rm -f "$folder/matches" "$folder/ready"
	timeout 60 zsh -f tests/tools/complete.zsh "$folder" "$1"
}
in_fish() {
	HOME=$folder PATH=$folder:$PATH fish --no-config -c 'cd $argv[1]; source smimelint.fish; complete -C $argv[2]' "$folder" "$1" | cut -f 1
}
# expect SHELL LINE WORDS
expect() {
	got=$("in_$1" "$2" | LC_ALL=C sort | tr '\n' ' ')
	[ "$got" = "$3 " ] && return
	echo "$1: $2: completes \"$got\", not \"$3 \""
	bad=1
}
both() {
	expect "$shell" "$1" "$2"
}

for shell in zsh fish; do
	if ! command -v $shell > /dev/null 2>&1; then
		echo "skipped: no $shell"
		continue
	fi
	both 'smimelint ru' rules
	both 'smimelint --form' --format
	both 'smimelint rules --for' --format
	both 'smimelint help time' timeline
	both 'smimelint explain sbr.key-usage.rsa-' 'sbr.key-usage.rsa-bits sbr.key-usage.rsa-bits-multipurpose sbr.key-usage.rsa-no-purpose'
	both 'smimelint -f nd' ndjson
done
if command -v zsh > /dev/null 2>&1; then
	expect zsh 'smimelint --kind=s' 'subordinate-ca subscriber'
	expect zsh 'smimelint rules --kind=o' 'ocsp-response ocsp-signer'
fi
if command -v fish > /dev/null 2>&1; then
	expect fish 'smimelint --kind s' 'subordinate-ca subscriber'
	expect fish 'smimelint rules --kind o' 'ocsp-response ocsp-signer'
fi
exit $bad
