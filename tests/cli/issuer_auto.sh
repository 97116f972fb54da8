# SPDX-License-Identifier: Apache-2.0
# --issuer auto: CA certificates among the inputs are issuers of the others.
cert subca data/base/bases.pem > subca.pem
cert root data/base/bases.pem > root.pem
cert clean-sponsor data/demo/demo.pem > a.pem
mkdir chain
cat a.pem subca.pem root.pem > chain/leaf-first.pem
only='--only sbr.issuer.not-found'
# Files and folders are read twice: what comes behind counts as well.
run $only --issuer auto chain | neutral
run $only --issuer auto a.pem | neutral
run $only --issuer auto a.pem subca.pem root.pem | neutral
printf '%s\n' a.pem subca.pem root.pem > list
run $only --issuer auto --files-from list | neutral
# A stream is read once: what came before counts.
cat a.pem subca.pem root.pem | run $only --issuer auto | neutral
cat root.pem subca.pem a.pem | run $only --issuer auto | neutral
# Whatever the number of workers.
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do cat a.pem a.pem a.pem a.pem a.pem a.pem a.pem; done > many.pem
cat many.pem root.pem many.pem subca.pem many.pem > stream.pem
cat stream.pem | ./smimelint -f ndjson -j 1 $only --issuer auto > one.json
cat stream.pem | ./smimelint -f ndjson -j 4 $only --issuer auto > four.json
cmp one.json four.json && grep -c not-found one.json
# With those that are named.
run $only --issuer auto --issuer subca.pem a.pem | neutral
run -f json $only --issuer auto chain | grep -o '"issuer_found.*_found":[0-9]*'
run --serve pkimetal --issuer auto
# A CA certificate that lacks cA TRUE is one all the same: what it issued says so.
for fault in not-ca without-constraints; do
	cert ca-$fault data/issuer/path.pem > ca.pem
	cert under-$(case $fault in not-ca) echo not-ca ;; *) echo ca-$fault ;; esac) data/issuer/path.pem > under.pem
	run --only rfc5280.issuer.not-ca --issuer auto ca.pem under.pem | neutral
done

# What the key of an end entity signed: it is found where files are read again for it, whichever stands first.
cert end-entity data/issuer/end-entity.pem > entity.pem
cert by-an-end-entity-in-2024 data/issuer/end-entity.pem > by-entity.pem
cert of-its-name data/issuer/end-entity.pem > same-name.pem
only='--only rfc5280.issuer.not-ca --only rfc5280.signature.wrong --only sbr.issuer.not-found'
run -f line $only --issuer auto by-entity.pem entity.pem
run -f line $only --issuer auto entity.pem by-entity.pem
printf '%s\n' by-entity.pem entity.pem > list
run -f line $only --issuer auto --files-from list
# One of that name that did not sign it is not its issuer, unless it is given as one.
run -f line $only --issuer auto by-entity.pem same-name.pem
run -f line $only --issuer auto by-entity.pem same-name.pem entity.pem
run -f line $only --issuer same-name.pem by-entity.pem
# With its CA at hand nothing is read again, and nothing else is found.
run -f line $only --issuer auto a.pem subca.pem root.pem entity.pem
# A stream is not read again.
cat by-entity.pem entity.pem | run -f line $only --issuer auto
