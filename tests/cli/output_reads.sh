# SPDX-License-Identifier: Apache-2.0
# -o onto what is read: whatever option names it, itself or by a folder that holds it, the file stays.
cp data/demo/demo.pem leaf.pem
# The options of a command that take a file, as its help names them.
options() {
	smimelint help "$1" | sed -n 's/^ .*--\([a-z-]*\) [A-Z|]*FILE.*/\1/p' | grep -v '^output$'
}
# Option, the rest of the command line: a certificate, named; in the folder that is named; below it.
stays() {
	option=$1
	shift
	for file in named/ca.pem folder/ca.pem folder/deep/ca.pem; do
		rm -rf named folder
		mkdir -p named folder/deep
		cp leaf.pem folder/other.pem
		cp leaf.pem $file
		given=${file%%/*}
		[ $given = folder ] || given=$file
		smimelint "$@" "--$option" $given -o $file > said 2>&1 < /dev/null
		code=$?
		cmp -s $file leaf.pem || echo "--$option $given -o $file: the file is gone"
		printf '%s %s: exit %d%s\n' "--$option" $file $code "$(sed -n 's/^smimelint: --output: .* is what is read$/, is what is read/p' said)"
	done
}
for option in $(options lint); do
	stays $option leaf.pem
done
for option in $(options evidence); do
	case $option in
	certificates | map) stays $option evidence import --from csv cli/import/table.csv $([ $option = map ] || echo --map cli/import/map.json) ;;
	*) stays $option evidence check data/README.md ;;
	esac
done
# A folder of certificates that a record is begun for.
mkdir -p walked/deep
cp leaf.pem walked/a.pem
cp leaf.pem walked/deep/b.pem
run evidence template walked -o walked/deep/b.pem
run evidence template leaf.pem walked -o walked/a.pem
cmp leaf.pem walked/a.pem
cmp leaf.pem walked/deep/b.pem
run --sequence --issuer auto --only 6.3.2 -f line walked -o walked/a.pem
cmp leaf.pem walked/a.pem
# A report of before is replaced, and is none of what the option names.
smimelint -f json --only 6.3.2 leaf.pem -o walked/report
run -f line --only 6.3.2 --certificates walked --fail-on never leaf.pem -o walked/report
cut -d : -f 1-4 walked/report
