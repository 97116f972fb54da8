#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each room includes only the rooms below it, and no two rooms or files use each other.
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
floor 'src/value/*.[ch]' 'base/|value/'
floor 'src/x509/*.[ch] src/x509/revocation/*.[ch]' 'base/|der/|value/|x509/'
floor 'src/key/*.[ch]' 'base/|der/|value/|x509/|key/'
floor 'src/evidence/record/*.[ch]' 'base/|evidence/record/'
floor 'src/evidence/*.[ch]' 'base/|evidence/'
floor 'src/rule/*.[ch]' 'base/|key/key.h|value/|x509/|evidence/|rule/'
floor 'rules/*/*.[ch] rules/*/*/*.[ch]' 'rule/|rules/|value/|x509/|evidence/'
# Rules over evidence: of the whole record, then of each of its subjects; what perspectives saw is looked at as the methods of mailboxes have it.
whole='rule/|rules/tables.h|rules/common/|rules/evidence/[a-z_]*[.]h|value/|x509/|evidence/'
floor 'rules/evidence/*.[ch]' "$whole"
floor 'rules/evidence/mailbox/*.[ch]' "$whole|rules/evidence/mailbox/"
floor 'rules/evidence/mpic/*.[ch]' "$whole|rules/evidence/mailbox/|rules/evidence/mpic/"
floor 'rules/evidence/caa/*.[ch]' "$whole|rules/evidence/caa/"
floor 'rules/evidence/identity/*.[ch]' "$whole|rules/evidence/identity/"
floor 'src/engine/*.[ch] src/engine/*/*.[ch]' 'base/|der/|value/|x509/|key/|evidence/|rule/|engine/|rules/tables.h|smimelint.h'
below='base/|der/|value/|x509/|key/|evidence/|rule/|rules/tables.h|smimelint.h|engine/engine.h'
floor 'src/engine/issuer/*.[ch]' "$below|engine/issuer/"
floor 'src/engine/revocation/*.[ch]' "$below|engine/issuer/|engine/revocation/"
floor 'src/engine/evidence/*.[ch]' "$below"
floor 'src/engine/ca_profile/*.[ch]' "$below|engine/ca_profile/"
floor 'src/result/*.[ch]' 'base/|engine/engine.h|result/|smimelint.h'
floor 'src/os/*.[ch]' 'base/|os/'
floor 'src/input/*.[ch] src/input/*/*.[ch] src/input/*/*/*.[ch]' 'base/|der/|os/|input/'
# Streams of text, then what is left of certificates and octets written out, then what stands in text, then data that holds it; what is asked of the readers beside them is named.
floor 'src/input/text/*.[ch]' 'base/|os/|input/text/|input/form.h|input/der/begins.h'
floor 'src/input/lost/*.[ch]' 'base/|input/lost/|input/der/begins.h|input/sniff.h'
floor 'src/input/written/*.[ch]' 'base/|os/|input/written/|input/lost/|input/text/|input/der/|input/pem/line/armour.h|input/form.h|input/sniff.h'
readers='base/|os/|input/written/|input/lost/|input/text/|input/der/|input/mail/mime.h|input/form.h|input/known.h|input/sniff.h'
floor 'src/input/pem/line/*.[ch]' "$readers|input/pem/line/"
floor 'src/input/pem/grid/*.[ch]' "$readers|input/pem/line/|input/pem/grid/"
floor 'src/input/pem/scan/*.[ch]' "$readers|input/pem/line/|input/pem/grid/|input/pem/scan/"
floor 'src/input/pem/*.[ch]' "$readers|input/pem/"
floor 'src/input/data/*.[ch]' 'base/|os/|input/data/|input/pem/|input/written/|input/lost/|input/text/|input/der/|input/mail/mime.h|input/form.h|input/once.h|input/sniff.h'
floor 'src/report/*.[ch] src/report/html/*.[ch]' 'base/|der/|os/|report/|smimelint.h'
floor 'src/option/*.[ch]' 'base/|os/|report/tally.h|option/|smimelint.h'
# Commands have inputs read, and ask what something is: how the forms are read is no matter of theirs.
asked='input/input.h|input/sniff.h|input/text/wide.h|input/pack/(library|unpack).h'
floor 'src/command/*.[ch] src/command/*/*.[ch]' "base/|der/|os/|$asked|report/|option/|command/|smimelint.h"
# The rooms of single commands stand on what several of them use; main() and the words of `evidence` find the commands.
shared="base/|der/|os/|$asked|report/|option/|command/(command|nearest|skips|spare).h|smimelint.h"
floor 'src/command/rules/*.[ch]' "$shared|command/rules/"
floor 'src/command/batch/*.[ch]' "$shared|command/batch/"
floor 'src/command/serve/*.[ch]' "$shared|command/batch/|command/serve/"
floor 'src/command/lint/*.[ch]' "$shared|command/rules/|command/batch/|command/serve/|command/lint/"
floor 'src/command/import/*.[ch]' "$shared|command/import/"
floor 'src/command/template/*.[ch]' "$shared|command/import/|command/template/"
floor 'src/command/merge/*.[ch]' "$shared|command/merge/"
floor 'src/command/profile/*.[ch]' "$shared|command/profile/"
exit $bad
