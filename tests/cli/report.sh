# SPDX-License-Identifier: Apache-2.0
# The report for people, as make demo shows it, and its options.
run data/demo/demo.pem | neutral
run -v data/demo/demo.pem --only sbr.key-usage.rsa-bits | neutral
run -q data/demo/demo.pem --only sbr.key-usage.rsa-bits
run --summary -q data/demo/demo.pem --only sbr
run --color always --only sbr.key-usage.rsa-bits data/demo/demo.pem | neutral | sed -n 3,12p | cat -v
NO_COLOR=1 ./smimelint --color auto -q --only sbr.key-usage.rsa-bits data/demo/demo.pem
