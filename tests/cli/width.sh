# SPDX-License-Identifier: Apache-2.0
# No text is wider than the terminal says.
for columns in 60 80 120; do
	for command in help 'help lint' 'help evidence' 'help merge' 'help rules' 'help profile' --version \
	    rules 'rules -v' 'explain sbr' 'explain rfc5280' 'explain evidence' timeline 'timeline --from 2030-01-01' \
	    'profile sponsor-validated/strict' 'profile --diff 2025-07-01 2026-09-15 subordinate-ca' \
	    'data/demo' '-v data/demo' '--summary data/demo' '-vv data/demo/demo.pem' 'evidence check data/evidence/sv-multi.json'; do
		COLUMNS=$columns smimelint $command > text 2> said
		[ -s text ] || echo "nothing from $command"
		# Octets that only go on with a character are no columns.
		LC_ALL=C tr -d '\200-\277' < text | awk -v columns="$columns" -v command="$command" \
			'length($0) > columns { print columns " columns, " command ": " length($0); exit }'
	done
done
