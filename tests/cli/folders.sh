# SPDX-License-Identifier: Apache-2.0
# Folders: all files below, in sorted order; links to folders are not followed.
mkdir -p top/b/c top/a
cert clean-sponsor data/demo/demo.pem > top/b/c/2.pem
cert clean-subca data/demo/demo.pem > top/b/1.pem
cert habits-of-old data/demo/demo.pem > top/a/3.pem
cert address-not-in-san data/demo/demo.pem > top/Z.pem
ln -s ../.. top/a/ring
ln -s ../Z.pem top/a/link.pem
mkfifo top/pipe
ln -s nowhere top/dangling

run -f ndjson top | sed 's/"certificate".*"status"/..."status"/; s/"findings.*/.../'
run -f ndjson top/ top/a/3.pem | sed 's/"certificate".*"status"/..."status"/; s/"findings.*/.../'
