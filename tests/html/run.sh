#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks the HTML report in a headless Chromium, which Debian's package
# chromium has (it is installed where apt-get may be used), with Python 3.
#
#	run.sh check.py SMIMELINT
#	run.sh bench.py SMIMELINT CERTS_DER
cd "$(dirname "$0")/../.." || exit 1
browser=
for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
	[ -n "$browser" ] || browser=$(command -v "$name")
done
missing=
[ -n "$browser" ] || missing=chromium
command -v python3 > /dev/null || missing="$missing python3"
if [ -n "$missing" ]; then
	if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
		echo "check-html needs: $missing"
		exit 1
	fi
	apt-get update -qq
	# shellcheck disable=SC2086 # a list of packages
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing || exit 1
	browser=${browser:-chromium}
fi
PYTHONDONTWRITEBYTECODE=1 exec python3 "tests/html/$@" "$browser"
