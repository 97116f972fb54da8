# SPDX-License-Identifier: Apache-2.0
# What a certificate of a profile must, should, may and must not have.
run profile sponsor-validated/strict | grep -A 3 '^  keyUsage'
run profile --at 2024-01-01 mailbox-validated/legacy | grep '^    may'
run profile root-ca | grep -c 'must'
run profile --diff 2025-07-01 2025-08-22 organization-validated/multipurpose
run profile -f json --diff 2026-09-14 2026-09-15 subordinate-ca | sed '/"ruleset"/,/}/d'
run profile -f md individual-validated/strict | sed -n '1,/^| must/p'
run profile -f html mailbox-validated/strict | grep -A 2 '<h3>extKeyUsage'
# What is wrong is said with what is near.
run profile sponsor-validate/strict
run profile
run profile sv-strict
run profile mailbox-validated/strict --at 2025-02-30
run profile mailbox-validated/strict --at 15.7.2025
run profile mailbox-validated/strict --at 2025-13-01
run profile mailbox-validated/strict --at 7/8/2025
run profile mailbox-validated/strict --at 20250715
run profile mailbox-validated/strict --at tomorrow
run profile mailbox-validated/strict --diff 2025-02-03
for days in "2025-02-03 2025-7-1" "2025-02-03 tomorrow" "2025-02-30 2025-07-01"; do
	run profile mailbox-validated/strict --diff $days
	run profile --diff $days mailbox-validated/strict
done
run profile root-ca --openssl
run profile mailbox-validated/strict iv
run profile -f csv root-ca
# Nothing binds, or nothing changes, and both are said.
run profile -f text --diff 2026-12-01 2026-12-02 mailbox-validated/strict
run profile -f md --diff 2026-12-01 2026-12-02 mailbox-validated/strict
# Each profile has a sheet in every form; OpenSSL's are told apart by type and generation.
for type in mailbox organization sponsor individual; do
	for generation in legacy multipurpose strict; do
		for form in text md html json; do
			smimelint profile -f $form $type-validated/$generation > sheet && [ -s sheet ] || echo "no $form of $type $generation"
		done
		smimelint profile --openssl $type-validated/$generation | sed -n 's/^certificatePolicies = //p'
	done
done
# By section and by glob.
run explain 7.1.2.3.j | grep '^sbr'
run explain 'sbr.key-usage.rsa*' | grep '^sbr'
run explain 9.9.9
run explain 7.1.2.9
run explain 3.2.2.4.99
run explain srb
run explain sbr.keyusage.rsa-bits
run rules --section 7.1.2.3.z
run rules --source rfc5820
run rules --kind leaf
run rules --kind crls
run timeline --from 2025-7-1
run timeline --from 2025-08-01 --to 2025-08-05
run --only 7.9.9 data/demo
run --profile Sponsor-Validated/Strict data/demo
run --policy-map 1.2.3=sv/strict data/demo
run --at 2025-9 data/demo
run timeline --from 2026-01-01 --to 2025-01-01
run profile sponsor-validated/strict --openssl -f json
run profile sponsor-validated/strict --openssl --diff 2025-07-01 2026-09-15
run profile sbr_leaf_smime_xv_strict
./smimelint profile sponsor-validated/strict > own
./smimelint profile sbr_leaf_smime_sv_strict | cmp - own
./smimelint profile root-ca > own
./smimelint profile sbr_root_smime | cmp - own
