#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A value that names some things and counts the others tells by a digest which these are: rest_show(), "N more (…)".  With
# a count alone --baseline would take other things for them.
cd "$(dirname "$0")/../.." || exit 1
found=$(grep -rnE '%[a-z]*[ud] ([a-z%]+s )?(more|others?|further)\>' rules src/engine src/result --include='*.c' --include='*.h')
[ -n "$found" ] || { echo 'no value that counts was found'; exit 1; }
! echo "$found" | grep -vE '%[a-z]*[ud] ([a-z%]+s )?more( of %[a-z]+)?( [a-z]+)? \(%s\)'
