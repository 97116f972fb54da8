# SPDX-License-Identifier: Apache-2.0
# Values of options at their bounds and past them, on the command line, in a configuration file and in the environment.
cert clean-sponsor data/demo/demo.pem > one.pem
# Does the option take the value?  The exit code alone; what is said where it does not.
takes() {
	printf '%s: ' "$*"
	smimelint --fail-on never -q "$@" one.pem > said 2>&1
	echo $?
	grep '^smimelint:' said
}
for value in 1 256 0 257 -1 '' ' 1' 1x 9999999999999999999999; do
	takes --jobs "$value"
done
for value in 60 2678400 0 2678401 -1 '' x 1s; do
	takes --timeout "$value"
done
for value in 64K 1M 1G 1073741824 1073741825 2G 0 0K K -1 x 1k 1KB 64KiB 1MiB 1GiB 2GiB 1iB 1Mi '' 99999999999999999999G; do
	takes --max-certificate "$value"
done
for value in 1 4294967295 4294967296 99999999999999999999 0 x '' 1x ' 1'; do
	takes --sample "$value"
done
for value in 100% 0.5% 5 0.05 .5% 5.% 101% 0% % '' x%; do
	takes --sample-rate "$value"
done

echo '# the clock of waivers'
echo '[]' > waivers.json
for seconds in 0 253402300799 253402300800 -1 x 1x ''; do
	printf '%s: ' "$seconds"
	SOURCE_DATE_EPOCH=$seconds smimelint -q --waivers waivers.json one.pem 2>&1
	echo $?
done

echo '# the last one is the one'
smimelint -f ndjson --only 6.3.2 one.pem > baseline
takes --waivers missing.json --waivers waivers.json
takes --waivers waivers.json --waivers missing.json
takes --baseline missing --baseline baseline
takes --baseline baseline --baseline missing
takes --jobs 0 --jobs 1

echo '# files that cannot be read'
mkdir folder
for option in --passphrase-file --issuer --psl --ca-profile --waivers --baseline --evidence --perspectives --weak-keys --config --files-from; do
	takes $option folder
	takes $option missing
	: > empty
	takes $option empty
done
takes --issuer cli/key.pem
takes --issuer cli/crl.pem

echo '# a configuration file'
for member in '"quiet": 1' '"jobs": "2"' '"jobs": 2.5' '"jobs": true' '"jobs": [2]' '"jobs": false' '"quiet": [true]' '"quiet": null' '"only": true' '"only": []' \
	'"only": [true]' '"only": 6' '"only": {}' '"now": true' '"now": false' '"now": 7' '"now": "2026-01-01"' '"now": []' '"config": "x"' '"help": true' \
	'"version": true' '"": true' '"ONLY": "x"' '"skip": "6.3.2"' '"skip": ["6.3.2", "x"]'; do
	echo "{$member}" > c.json
	printf '%s ' "$member"
	takes --config c.json
done

echo '# how wide'
for columns in 1 39 40 41 120 121 99999999999999999999 0 x 60x -1 ''; do
	printf '%s: ' "$columns"
	COLUMNS=$columns smimelint timeline | awk 'length($0) > n { n = length($0) } END { print (n > 115 ? 120 : n > 76 ? 80 : n) }'
done
echo '# colours'
esc=$(printf '\033')
for color in auto always never sometimes; do
	for command in "--color $color one.pem" "rules --color $color --section 6.3.2" "explain --color $color sbr.validity.over-825-days" "timeline --color $color --from 2027-02-02" "merge --color $color baseline"; do
		printf '%s: ' "$command"
		smimelint $command > said 2>&1
		code=$?
		grep -q "$esc" said && echo "$code in colour" || echo "$code"
		grep '^smimelint: ' said
	done
done

echo '# the profile that was asked for'
smimelint --profile sponsor-validated/strict one.pem | sed -n 's/.*\(sponsor-validated.*\), 2026.*/\1/p'
for day in 2026-09-01 2026-02-03; do
	smimelint --at $day one.pem | tr -s '\n ' ' ' | grep -c "judged at $day"
done
for now in 2026-01-01 20260101 2026-01-01T00:00:00Z x; do
	takes --now=$now
done
