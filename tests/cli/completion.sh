# SPDX-License-Identifier: Apache-2.0
# What bash completes; what zsh and fish do is made from the same tables.
run completion tcsh
run completion
cat > complete.bash <<'END'
PATH=$PWD:$PATH
. <(smimelint completion bash)
try() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_smimelint
	echo "$*| ${COMPREPLY[*]}"
}
try smimelint rul
try smimelint --form
try smimelint -f nd
try smimelint --format = js
try smimelint lint --kind s
try smimelint rules --kind o
try smimelint rules --for
try smimelint --skip sbr.key-usage.rsa-
try smimelint explain sbr.key-usage.rsa-
try smimelint help time
try smimelint -o comp
END
bash complete.bash

# The values of --format that are completed are those that there are, and all of them.
smimelint -f nothing clean.pem 2>&1 | sed 's/.*none of //; s/, /\n/g' > there
smimelint completion bash | sed -n "/lint:--format/{n;s/.*-W '\([^']*\)'.*/\1/p;}" | tr ' ' '\n' > words
while read -r word; do
	smimelint -f "$word" data/demo/demo.pem --fail-on never > /dev/null || echo "no format $word"
done < words
wc -l < words
cmp words there

# What commands take beside options.
{ sed '/^try /d;/^END/d' complete.bash; cat; } > operands.bash <<'END'
try smimelint evidence c
try smimelint evidence check comp
try smimelint evidence --from b
try smimelint merge comp
try smimelint profile sponsor-validated/
try smimelint --require-evidence f
END
bash operands.bash
