# SPDX-License-Identifier: Apache-2.0
# --timeout: a run that waits for its input ends, and reports what it has read.
{ cert habits-of-old data/demo/demo.pem; sleep 2; } |
	{ ./smimelint --timeout 1 -q --only sbr.validity.over-825-days -o report -; echo "[exit $?]"; }
cat report
run --timeout 60 -f line data/demo/demo.pem --fail-on never --only sbr.validity.over-825-days
run --timeout 0 data/demo/demo.pem
run --timeout 5s data/demo/demo.pem

# Nobody writes to the pipe.
mkfifo pipe
run --timeout 1 -q -f line --only sbr.validity.over-825-days data/demo/demo.pem pipe
run --timeout 1 --issuer pipe data/demo/demo.pem
run --timeout 1 -q -f line --only sbr.validity.over-825-days --files-from pipe data/demo/demo.pem
