#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What holds in every C file, whoever wrote it; CONTRIBUTING.md says why.
cd "$(dirname "$0")/../.." || exit 1
bad=0
files=$(find src rules tests -name '*.[ch]' | sort)

# Lines: indented by tabs (a continuation by four blanks more), no blanks at the end, at most 160 columns of code.
awk -v most=160 '
	function tell(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad = 1 }
	FNR == 1 { block = -1 }
	/[ \t]$/ { tell("blanks at the end of the line") }
	/^\t* {5,}[^ ]/ && !/^ \*/ { tell("indented by blanks") }
	/^ +\t/ { tell("a tab behind blanks") }
	{
		shown = 0
		for (i = 1; i <= length($0); i++)
			shown += substr($0, i, 1) == "\t" ? 8 - shown % 8 : 1
		# A row of a table may run on: its texts are sentences and names.
		if (shown > most && !/"/)
			tell("over " most " columns")
	}
	/(^|[^A-Za-z0-9_])(if|for|while|switch|return)\(/ && !/"[^"]*(if|for|while|switch|return)\(/ && !/^ ?\*/ {
		tell("no blank behind a keyword")
	}
	/^\t*(\} else )?(if|for|while|switch) .*\)\{$/ || /^\t*else\{/ { tell("no blank before a brace") }
	# A function begins with its type on one line, its name on the next and its brace on a third.
	/^[A-Za-z_].*\) ?\{$/ && !/=/ { tell("the brace of a function has a line of its own") }
	/^\{/ && before ~ /^(static |const |inline |struct |enum |unsigned )*[a-z0-9_]+ \**[a-z0-9_]+\(/ {
		tell("the type of a function has a line of its own")
	}
	{ before = FNR == 1 ? "" : $0 }
	# Includes stand in blocks, each in order: the system first, then ours.
	/^#include/ {
		key = ($2 ~ /^</ ? "0" : "1") $2
		if (block == FNR - 1 && last > key && $2 !~ /cmocka|setjmp|openssl/ && last !~ /cmocka|setjmp|openssl/)
			tell("includes are out of order")
		block = FNR
		last = key
	}
	END { exit bad }' $files || bad=1

# The guard of a header is its path.
for header in $(find src rules tests -name '*.h'); do
	guard=$(echo "${header#src/}" | tr a-z./- A-Z___)
	grep -q "^#ifndef $guard\$" "$header" && grep -q "^#define $guard\$" "$header" && continue
	echo "$header: its guard is not $guard"
	bad=1
done

# One is no plural: the value of a finding shows them with show_count().
if grep -rnE '"%(zu|u|llu) (octets|bits|rules)"' rules; then
	echo "rules: a number of octets, bits or rules may be 1"
	bad=1
fi

# What other files see is named module_verb; these few are the language of rules and of the command line.
# What stands in for the functions of libraries has their names.
few=' due report complain suggest serve main '
for name in $(find "${B:-build/release}/src" -name '*.o' ! -path '*/os/late.o' 2> /dev/null | xargs nm 2> /dev/null | awk '$2 == "T" { print $3 }'); do
	case $name in *_*) continue ;; esac
	case $few in *" $name "*) continue ;; esac
	echo "$name: a function of other files has no name of the form module_verb"
	bad=1
done
exit $bad
