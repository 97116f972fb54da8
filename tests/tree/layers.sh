#!/bin/sh
# Each floor includes only the floors below it: base, der and evidence, x509, key, engine,
# and the command, which sees the library through its public header.
cd "$(dirname "$0")/../.." || exit 1
bad=0

# Files, and what their #include "..." lines may begin with.
floor() {
	wrong=$(grep -HE '^#include "' $1 2> /dev/null | grep -vE ":#include \"($2)" )
	[ -z "$wrong" ] && return
	echo "$wrong"
	bad=1
}
floor 'src/base/*.[ch]' 'base/'
floor 'src/der/*.[ch]' 'base/|der/'
floor 'src/x509/*.[ch]' 'base/|der/|x509/'
floor 'src/key/*.[ch]' 'base/|der/|x509/|key/'
floor 'src/evidence/*.[ch]' 'base/|evidence/'
floor 'src/engine/rule.h' 'base/|key/key.h|x509/|evidence/'
floor 'rules/*.[ch]' 'engine/rule.h|engine/ca_profile.h|rules/|x509/|evidence/'
floor 'src/engine/*.[ch]' 'base/|der/|x509/|key/|evidence/|engine/|rules/tables.h|smimelint.h'
floor 'src/tool/*.[ch]' 'base/|der/|tool/|smimelint.h'
exit $bad
