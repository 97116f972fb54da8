# SPDX-License-Identifier: Apache-2.0
# Nothing for people is wider than the terminal; at 60 columns what cannot be parted, ids and --help, may be.
wide() {
	COLUMNS=$1 smimelint $2 2> /dev/null | LC_ALL=C.UTF-8 awk -v n="$1" -v what="$2" \
		'length($0) > n { print n ": " what ": " $0; exit }'
}
for columns in 80 120 200; do
	for command in timeline rules 'rules -v' 'explain sbr.key-usage.*' 'profile sponsor-validated/strict' 'help lint' 'help evidence' \
		'-v --summary data/demo/demo.pem' '-v --evidence profiles/evidence-sv.json data/base/bases.pem' \
		'evidence import --from boulder --missing'; do
		wide $columns "$command"
	done
done
for command in timeline 'rules -v' '-v --summary data/demo/demo.pem' 'evidence import --from boulder --missing'; do
	COLUMNS=60 smimelint $command | awk 'length($0) > 60 && $0 !~ /[a-z0-9-]+\.[a-z0-9-]+\.[a-z0-9-]+$/'
done
COLUMNS=60 smimelint rules --only sbr.rsa-key.ca-modulus-below-2048
