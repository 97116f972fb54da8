# SPDX-License-Identifier: Apache-2.0
# --timeout: a run that waits for its input ends, and reports what it has read.
{ cert habits-of-old data/demo/demo.pem; sleep 2; } |
	{ ./smimelint --timeout 1 -q --only sbr.validity.over-825-days -o report -; echo "[exit $?]"; }
cat report
run --timeout 60 -f line data/demo/demo.pem --fail-on never --only sbr.validity.over-825-days
run --timeout 0 data/demo/demo.pem
run --timeout 5s data/demo/demo.pem
