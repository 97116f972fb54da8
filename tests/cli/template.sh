# SPDX-License-Identifier: Apache-2.0
# Records begun for certificates: every member that the profile and the method need; with examples they pass.
for profile in mv ov sv iv; do
	cert $profile-multi data/base/bases.pem > $profile.pem
	smimelint evidence template --example $profile.pem > $profile.json
	# The version of the linter changes with every release.
	sed "s/\"version\": \"[0-9.]*\"/VERSION/" $profile.json > is
	sed "s/\"version\": \"[0-9.]*\"/VERSION/" profiles/evidence-$profile.json | cmp - is
	run evidence check -f line $profile.json
	smimelint --evidence $profile.json -f line --only 'evidence.*' $profile.pem
done
for method in 3.2.2.4.7 3.2.2.4.4 3.2.2.4.12 3.2.2.4.13 3.2.2.4.14 3.2.2.4.16 3.2.2.4.17 3.2.2.4.18 3.2.2.4.19 3.2.2.4.20 3.2.2.4.21 3.2.2.4.22 3.2.2.2 3.2.2.4; do
	smimelint evidence template --example --method $method sv.pem > method.json
	run evidence check -f line method.json
done
# One for each certificate, each on one line.
cat mv.pem ov.pem > two.pem
smimelint evidence template two.pem sv.pem | wc -l | tr -d ' '
smimelint evidence template mv.pem | grep -c '""'
# The values of one are not those of another; a CA's certificate has no record.
for method in 3.2.2.2 3.2.2.4; do
	smimelint evidence template --example --method $method two.pem sv.pem > method.json
	run evidence check -f line method.json
done
cert subca data/base/bases.pem > ca.pem
run evidence template mv.pem ca.pem 2>&1 | grep -v '^[ {}]'
run evidence template --method 3.2.2.4.99 mv.pem 2>&1
