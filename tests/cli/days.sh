# SPDX-License-Identifier: Apache-2.0
# Days, sections and names that are nearly right: what was meant is asked, and nothing where that cannot be told.
for day in 20250715 2025-07 2025.7.15 2025/15/07 15.7.2025 15-7-2025 7/8/2025 7/7/2025 31/12/2025 2025-02-31 2025-13-13 999-01-01 2025-01-32 \
	2025-00-01 2025-01-00 1-1-1 123456789 2025 20251301 2025-07-15-1 2025-07- '2025-07-15 ' 2025x07 -1 today 13/13/2025 1.1.0999; do
	echo "$day:"
	smimelint timeline --from "$day" 2>&1
done
for section in 7.1.2.3.z 7.1.2.3.e.1 9.9 3.2.2.9.9 4.9.99 7x; do
	echo "$section:"
	smimelint rules --section "$section" 2>&1 | head -n 3
done
for rule in '' . sbr. sbr.key-usages.rsa-bits 7.1.2.3.z 'sbr key usage' "$(head -c 300 /dev/zero | tr '\0' a)"; do
	echo "$rule:" | cut -c 1-40
	smimelint --only "$rule" data/demo/demo.pem 2>&1 | head -n 3 | cut -c 1-200
done
for profile in sv sv-strict sv/strict sv_strict 'sv strict' svx s mv/multi ov iv-legacy sponsor strict; do
	echo "$profile:"
	smimelint --profile "$profile" data/demo/demo.pem 2>&1
	smimelint --policy-map "1.2.3=$profile" data/demo/demo.pem 2>&1
done
run --policy-map 1.2.3 data/demo/demo.pem 2>&1
run --at 7/8/2025 data/demo/demo.pem 2>&1
run --now=7/8/2025 data/demo/demo.pem 2>&1
run --mpic-phase isuance data/demo/demo.pem 2>&1
