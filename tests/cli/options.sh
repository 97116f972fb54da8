# SPDX-License-Identifier: Apache-2.0
# Options before, between and after operands, in every spelling; what is refused.
cert clean-sponsor data/demo/demo.pem > -q
cert habits-of-old data/demo/demo.pem > b.pem

run -f line --only sbr.key-usage.rsa-bits b.pem
run b.pem --only=sbr.key-usage.rsa-bits --format=line
run b.pem -fline ./-q --only sbr.key-usage.rsa-bits
run lint -qfline --only sbr.key-usage.rsa-bits -- b.pem -q
run --only sbr.nothing b.pem
run --formt line b.pem
run --skp x b.pem
run -Z b.pem
run --tbs=yes b.pem
run b.pem --only
run b.pem -f
run -f xml b.pem
run --at 2026-02-30 b.pem
run --kind leaf b.pem
run --profile sv-strikt b.pem
run --policy-map 1.2.3 b.pem
run --jobs 0 b.pem
run --max-certificate 2G b.pem
run --max-certificate 0 b.pem
run --max-container 1T b.pem
run --field '' b.pem
run --color blue b.pem
run --programs mozilla,netscape b.pem
run --issuer b.pem --issuer none.pem b.pem
run --evidence records.json b.pem
run --baseline=none.json b.pem
run --resume b.pem
run evidence check records.json
run help nothing
run explain
run explain sbr.key-usage.rsa-bit
run rules --only sbr.nothing
run rules b.pem
run timeline --from yesterday
