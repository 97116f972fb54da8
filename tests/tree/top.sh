#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What stands at the top of the tree, and nothing else: what a trial left there is not committed by accident.
cd "$(dirname "$0")/../.." || exit 1
known='
.ci .clang-format .editorconfig .gitignore .pre-commit-hooks.yaml action.yml templates
CHANGELOG.md CONTRIBUTING.md LICENSE NOTICE README.md SECURITY.md SUPPORT.md
Containerfile Makefile completions contrib debian packaging
man rules src testdata tests
'
bad=0
for name in $(git ls-files 2> /dev/null | cut -d/ -f1 | sort -u); do
	case " $(echo $known) " in
	*" $name "*) ;;
	*)
		echo "$name stands at the top of the tree, where nothing of that name is known"
		bad=1
		;;
	esac
done
exit $bad
