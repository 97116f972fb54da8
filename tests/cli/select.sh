# SPDX-License-Identifier: Apache-2.0
# Which rules, judged at which day, counted from which severity.
run -f line --only sbr.key-usage.* --only 6.3.2 data/demo/demo.pem
run -f line --skip sbr data/demo/demo.pem
run -f line --only sbr --skip 6.3.2 --skip sbr.key-usage.rsa-bits data/demo/demo.pem
run -f line --only sbr.certificate-policies.legacy-generation --at 2025-07-14 data/demo/demo.pem
run -f line --only sbr.certificate-policies.legacy-generation --at 2025-07-15 data/demo/demo.pem
run -f line --only sbr.certificate-policies.legacy-generation --at 2025-07-14 --upcoming data/demo/demo.pem
run -f line --only sbr.certificate-policies.legacy-generation --at 2025-07-13 --upcoming=2025-07-14 data/demo/demo.pem
run -f line --only sbr.key-usage.rsa-bits --profile sponsor-validated/multipurpose data/demo/demo.pem
# Sections as reports print them; what names nothing is refused.
run -f line --only "SBR 7.1.2.3.e" data/demo/demo.pem
run -f line --only "SBR7.1.2.3.e" data/demo/demo.pem
# A filter takes away findings, not why a chosen rule found none.
cert key-usage-not-bits data/x690/encoding.pem > damaged.pem
run -f line --only sbr damaged.pem
run -f line --only sbr.validity.* damaged.pem
# What is left of all filters is nothing: refused, and where --programs is lacking, that is said.
run -f line --skip '*' data/demo/demo.pem
run -f line --only sbr --skip sbr data/demo/demo.pem
run -f line --only mozilla data/demo/demo.pem
run -q --programs ccadb,mozilla --only mozilla data/demo/demo.pem
run -q --programs ccadb --only mozilla data/demo/demo.pem
run -q --only mozilla --only x690 data/demo/demo.pem
run -q --only cps data/demo/demo.pem
# Records are judged by the rules over evidence alone.
run evidence check -q --only sbr data/evidence/sv-multi.json
run evidence check -q --only sbr --only evidence.record.unusable data/evidence/sv-multi.json
