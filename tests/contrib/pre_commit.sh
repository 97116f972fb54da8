#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# .pre-commit-hooks.yaml with the real pre-commit, in a repository of its own: quiet about other files and clean
# certificates, a failure with its finding for others.
#
#	tests/contrib/pre_commit.sh build/smimelint PRE-COMMIT
set -eu
cd "$(dirname "$0")/../.."
top=$PWD
program=$(readlink -f "$1")
pre_commit=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/hooks" "$work/repository"
ln -s "$program" "$work/bin/smimelint"
export PATH="$work/bin:$PATH" HOME="$work" PRE_COMMIT_HOME="$work/cache"
git config --global user.name test
git config --global user.email test@smimelint.example
git config --global init.defaultBranch main

# The hook as pre-commit gets it: from a repository.
cp .pre-commit-hooks.yaml "$work/hooks"
git -C "$work/hooks" init -q
git -C "$work/hooks" add .
git -C "$work/hooks" commit -q -m hooks

cd "$work/repository"
git init -q
printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n  - id: smimelint\n' "$work/hooks" "$(git -C "$work/hooks" rev-parse HEAD)" > .pre-commit-config.yaml
"$pre_commit" install > /dev/null

bad=0
# commit NAME passed|failed WORDS: tries to commit what is there; WORDS have to be said, or "-": nothing but the hook's line.
commit() {
	git add .
	if git commit -q -m "$1" > "$work/said" 2>&1; then got=passed; else got=failed; fi
	lines=$(grep -c '' "$work/said")
	if [ "$got" = "$2" ] && if [ "$3" = - ]; then ! grep -Eiq 'error|unreadable|skipped [0-9]' "$work/said"; else grep -q "$3" "$work/said"; fi; then
		echo "ok: $1"
	else
		echo "FAILED: $1 $got"
		cat "$work/said"
		bad=1
	fi
	git reset -q --hard 2> /dev/null || true
	git clean -qfd
	[ "$lines" -gt 0 ]
}

echo text > README.md
commit 'a repository without certificates' passed -
cp "$top/testdata/keys/p256.pem" key.pem
echo 'no certificate' > notes.crt
commit 'keys and other files of such names' passed -
awk '/-----BEGIN/ { n++ } n == 1' "$top/testdata/demo/demo.pem" > clean.pem
commit 'a clean certificate' passed -
cp "$top/testdata/demo/demo.pem" 'with a blank.PEM'
commit 'a certificate with a finding' failed 'sbr.key-usage.rsa-bits'
awk '/-----BEGIN/ { t = ""; next } /-----END/ { print t; exit } { t = t $0 }' "$top/testdata/demo/demo.pem" | base64 -d | head -c 300 > cut.der
commit 'a certificate that was cut short' failed UNREADABLE
exit $bad
