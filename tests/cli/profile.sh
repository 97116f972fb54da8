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
run profile mailbox-validated/strict --at 2025-02-30
run profile mailbox-validated/strict --diff 2025-02-03
run profile root-ca --openssl
run profile mailbox-validated/strict iv
run profile -f csv root-ca
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
