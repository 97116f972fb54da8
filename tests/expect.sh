# SPDX-License-Identifier: Apache-2.0
# Sourced, not run.  expect WHAT GOT WANTED says whether it is so; failed is 1 once it was not.
failed=0

expect() {
	if [ "$2" = "$3" ]; then
		echo "ok: $1"
	else
		echo "FAILED: $1: $2, not $3"
		failed=1
	fi
}
