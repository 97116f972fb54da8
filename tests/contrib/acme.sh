# SPDX-License-Identifier: Apache-2.0
# What the tests with a real ACME server share: sourced, not run.
passed=0
failed=0
# same WHAT IS SHOULD_BE
same() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1: $2, expected $3"
	fi
}
