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
# … nor that it saw the first of two extensions, a text that is none, or no day at all.
for name in latin-1-in-a-utf8-string segmented-string time-without-content; do
	cert $name data/x690/encoding.pem > damaged.pem
	run -f line --only sbr damaged.pem
done
cert twice data/rfc5280/4.2-extensions.pem > twice.pem
run -f line --only 7.1.2.3 twice.pem
# What keeps rules from a certificate is said of those that were chosen: its profile is not known, or it is not what an option says.
cert missing data/sbr/7.1.2.3-a-certificate-policies.pem > open.pem
run -f line --only 6.3.2 open.pem
run -f line --kind subordinate-ca --only 7.1.2.3.f data/demo/demo.pem
# A rule is found under each section that says its sentence.
run -f line --only 7.1.2.3.a --only 7.1.6.4 open.pem
run -f line --only 7.1.6.4 open.pem
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

# Why there is no record stays told, whatever the filters.
printf '{garbage\n' > damaged.nd
run -q -f line --fail-on never --evidence damaged.nd --only sbr.validity.over-825-days data/demo/demo.pem
run evidence check -q -f line --skip evidence.record.unusable damaged.nd
run evidence check -q -f line --skip '(format)' damaged.nd

# Each rule alone, without the options that it needs: refused with their names, or it could look, or the count says that it could not.
cert habits-of-old data/demo/demo.pem > a.pem
smimelint rules --kind subscriber -f json | sed -n '/^   "id"/{s/.*: "//;s/".*//;h;}
/^   "needs"/,/\]/{/"issuer"\|"evidence"\|"previous"\|"certificates"/{x;/./p;s/.*//;x;}}' | sort -u > bound
while read -r id; do
	smimelint --at 2027-10-01 --only "$id" a.pem > one.out 2>&1 && ! grep -q 'not evaluated' one.out && echo "$id: clean without a word"
done < bound
wc -l < bound | tr -d ' '
run -q --only sbr.rsa-key.close-primes a.pem
run -q --deep-keys --only sbr.rsa-key.close-primes a.pem
run -q --only evidence --only sbr.ext-key-usage.issuer-without-email a.pem
run --only sbr.issuer.not-compliant a.pem
