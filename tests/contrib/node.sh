#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# contrib/node: installed by npm into a folder of its own, as users do, and tested there.
host=node
. "$(dirname "$0")/lib.sh"
need node npm pkg-config
export CERTIFICATES="$work/certificates"
mkdir "$work/app"
tarball=$(cd contrib/node && npm pack --silent --pack-destination "$work")
(cd "$work/app" && npm init --silent -y > /dev/null && npm install --silent --foreground-scripts --offline "$work/$tarball") > "$work/said" 2>&1 ||
	{
		cat "$work/said"
		! grep -q 'node_api.h is not beside node' "$work/said" || { echo 'left out: contrib/node: there are no headers of node'; exit 0; }
		exit 1
	}
cp contrib/node/test.js "$work/app/node_modules/smimelint"
cd "$work/app/node_modules/smimelint"
node --expose-gc test.js > "$work/said" || { cat "$work/said"; exit 1; }
grep '^node ' "$work/said"
grep '^# pass' "$work/said"
