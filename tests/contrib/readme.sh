#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Follows the pages of contrib/ literally: what stands between plain fences runs in a copy of the tree, line for line, and has to
# end with findings.  Only sudo is another: what it would install for all goes below a folder of the test.
#
#	tests/contrib/readme.sh python ...	without names: all whose language is there
set -eu
cd "$(dirname "$0")/../.."
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
cat > "$work/bin/sudo" <<END
#!/bin/sh
[ "\$1" != ldconfig ] || exit 0
exec "\$@" prefix="$work/prefix"
END
chmod +x "$work/bin/sudo"
export PATH="$work/bin:$PATH" PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" LD_LIBRARY_PATH="$work/prefix/lib"
export CARGO_TARGET_DIR="$work/target" GOCACHE="$work/cache" GOTOOLCHAIN=local

failed=0
[ $# -gt 0 ] || set -- c python rust go java node
for host in "$@"; do
	absent=$(sh "tests/contrib/$host.sh" --here)
	[ -z "$absent" ] || { echo "$absent"; continue; }
	mkdir "$work/$host"
	tar -cf - --hard-dereference --exclude=./.git --exclude=./build/*/unit --exclude=./build/*/fuzz --exclude=./build/*/guard . |
		tar -xf - -C "$work/$host" --one-top-level=smimelint
	awk '/^```$/ { inside = !inside; next } /^```/ { other = 1; inside = 0; next } inside && !other' "$top/contrib/$host/README.md" > "$work/$host/page.sh"
	start=$(date +%s)
	(cd "$work/$host/smimelint" && sh -eu ../page.sh) > "$work/$host/said" 2>&1 || { cat "$work/$host/said"; echo "FAILED: contrib/$host/README.md"; failed=1; continue; }
	if grep -q '^error sbr\..* \[SBR ' "$work/$host/said"; then
		echo "ok: contrib/$host/README.md, $(($(date +%s) - start)) s"
	else
		cat "$work/$host/said"
		echo "FAILED: contrib/$host/README.md shows no finding"
		failed=1
	fi
done
exit $failed
