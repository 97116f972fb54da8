# SPDX-License-Identifier: Apache-2.0
# Help and versions.
run help
run --help | head -n 3
run help lint
run rules --help
run explain -h
run help merge
COLUMNS=60 run help merge | head -n 12
run help mrge
run help timeline
run --version | neutral
run lint -V --verbose | neutral | sed 's,^archives: .*,archives: LIBRARY,'
