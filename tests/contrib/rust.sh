#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# contrib/rust: both crates are built and tested, without any other crate.
host=rust
. "$(dirname "$0")/lib.sh"
need cargo rustc
export CARGO_TARGET_DIR="$work/target" CERTIFICATES="$work/certificates"
cd contrib/rust
cargo test --offline --quiet --release -- --test-threads=1 --nocapture
