# SPDX-License-Identifier: Apache-2.0
# Help and versions.
run help
run --help | head -n 3
run help lint
run rules --help
run explain -h
run help merge
run help timeline
run --version | neutral
run lint -V --verbose | neutral | sed 's,^archives: .*,archives: LIBRARY,'
