#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Functions that write without a bound, keep hidden state, or end the process.
cd "$(dirname "$0")/../.." || exit 1
bad=0
ban() {
	found=$(grep -rnE "(^|[^A-Za-z0-9_>.\"])($1) ?\\(" $2 --include='*.c' --include='*.h' | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(\*|/\*)')
	[ -z "$found" ] && return
	echo "$found"
	bad=1
}
ban 'strcpy|strcat|strncpy|sprintf|vsprintf|gets|strtok|gmtime|localtime|ctime|asctime|atoi|atol|alloca|tmpnam|mktemp|system|popen|setlocale' 'src rules'
ban 'exit|abort|assert|printf|puts|fprintf|perror|atexit|signal|getenv|time|rand' 'src/base src/der src/x509 src/key src/engine rules'
exit $bad
