#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The GitHub Action, the GitLab component and the hook of pre-commit: run as their hosts run them, and judged by their schemas.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if python3 -c 'import yaml' 2> /dev/null && command -v curl > /dev/null && command -v bash > /dev/null; then
	python3 tests/contrib/ci.py build/smimelint "$work"
else
	echo 'left out: the action and the component: there is no yaml of Python, curl or bash'
fi
if ! python3 -m venv "$work/venv" 2> /dev/null || ! "$work/venv/bin/pip" install -q pre-commit check-jsonschema > /dev/null 2>&1; then
	echo 'left out: pre-commit and the schemas, which PyPI has'
	exit 0
fi
"$work/venv/bin/check-jsonschema" -q --builtin-schema vendor.github-actions action.yml
"$work/venv/bin/pre-commit" validate-manifest .pre-commit-hooks.yaml
[ ! -f "$work/gitlab-ci.yml" ] || "$work/venv/bin/check-jsonschema" -q --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$work/gitlab-ci.yml"
sh tests/contrib/pre_commit.sh build/smimelint "$work/venv/bin/pre-commit"
