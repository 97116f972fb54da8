#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Judges SARIF reports by the schema of SARIF 2.1.0, which a package of npm
# carries.  Without node, npm or its registry it says so and does nothing: the
# structure is checked by test_tool_sarif all the same.
#
#	SMIMELINT=build/smimelint tests/sarif/check.sh
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
program=${SMIMELINT:-build/smimelint}
case $program in
/*) ;;
*) program=$top/$program ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if ! command -v node > /dev/null 2>&1 || ! command -v npm > /dev/null 2>&1; then
	echo 'skipped: node and npm are needed for the schema of SARIF'
	exit 0
fi
if ! npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix "$scratch" \
	@microsoft/jest-sarif@1.0.0-beta.0 ajv@6.12.6 > "$scratch/log" 2>&1; then
	echo 'skipped: npm cannot install the package that carries the schema of SARIF'
	exit 0
fi

cd "$top"
report() {
	out=$1
	shift
	"$program" -f sarif --fail-on never -o "$scratch/$out.sarif" "$@" || [ $? -eq 3 ]
}
report all --scope all --programs mozilla,apple,microsoft,ccadb --upcoming testdata
report nothing --only sbr.version.not-v3 testdata/demo
report unreadable tests/cli/data/key.pem
report ca-profile --ca-profile man/examples/ca-profile-ov.json testdata/base
cp testdata/hostile/names.pem "$scratch/a]]>::b%0A,c.pem"
report hostile "$scratch/a]]>::b%0A,c.pem"
"$program" -f json --fail-on never -o "$scratch/baseline.json" testdata/demo
echo '[{ "rule": "6.3.2", "issuer": "*", "reason": "<b>&\"\u2028", "expires": "9999-12-31" }]' > "$scratch/waivers.json"
report accepted --baseline "$scratch/baseline.json" --waivers "$scratch/waivers.json" testdata/demo testdata/base
node tests/sarif/validate.js "$scratch/node_modules" "$scratch"/*.sarif
