#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# contrib/python: the wheel is built and installed into an environment of its own; its types are checked where mypy can be had.
host=python
. "$(dirname "$0")/lib.sh"
need python3
python3 -m venv "$work/venv" 2> /dev/null || { echo 'left out: contrib/python: there is no venv'; exit 0; }
cp -r contrib/python "$work/package"
"$work/venv/bin/pip" wheel -q --no-deps -w "$work/wheel" "$work/package" || { echo 'left out: contrib/python: setuptools cannot be had'; exit 0; }
"$work/venv/bin/pip" install -q --no-deps "$work"/wheel/smimelint-*.whl
(cd "$work" && venv/bin/python -W error package/tests/test_smimelint.py certificates)
if "$work/venv/bin/pip" install -q mypy > /dev/null 2>&1; then
	"$work/venv/bin/mypy" --cache-dir "$work/mypy" --strict "$work/package/src/smimelint"
else
	echo 'left out: the types of contrib/python: mypy cannot be had'
fi
