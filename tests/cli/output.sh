# SPDX-License-Identifier: Apache-2.0
# -o: the report appears whole or not at all, and standard output stays empty.
cp data/demo/demo.pem d.pem
run -f line --only 6.3.2 d.pem -o report
cat report
echo old > report
run -f line --only 6.3.2 --at yesterday d.pem -o report
cat report
chmod 600 report
run -f line --only 6.3.2 d.pem -o report
ls
run -f line --only 6.3.2 d.pem -o /dev/null
run rules --only sbr.key-usage.rsa-bits -f tsv -o rules.tsv
cut -f 1 rules.tsv
# A report that is there keeps its mode; what is read is not written over.
stat -c %a report
# ... and its owner and group, as far as who runs this may give it to others.
cp report given
chmod 664 given
chgrp 100 given 2> /dev/null
chown 1 given 2> /dev/null
owner=$(stat -c '%u %g %a' given)
smimelint -f line --only 6.3.2 --fail-on never d.pem -o given
[ "$(stat -c '%u %g %a' given)" = "$owner" ] || echo "given: $owner, then $(stat -c '%u %g %a' given)"
rm -f given
run -q d.pem -o d.pem
run merge report -o report
# An empty name is none, of whatever option; nothing is written.
mkdir empty
cd empty || exit
for command in lint evidence merge rules explain timeline profile completion; do
	for option in $(../smimelint help $command | sed -n 's/^.* --\([a-z-]*\) [A-Z|]*FILE\>.*/\1/p'); do
		../smimelint $command "--$option" '' ../d.pem
		echo "$command --$option [exit $?]"
		ls -A
		[ $command = lint ] || continue
		echo "{ \"$option\": \"\" }" > config
		../smimelint --config config ../d.pem
		echo "[exit $?]"
		rm config
		ls -A
	done
done 2>&1
../smimelint --sequence '' ../d.pem 2>&1
echo "lint --sequence [exit $?]"
cd ..
rmdir empty
# No file can be made beside it, where a link leads.
ln -s nowhere/report leads
run -q d.pem -o leads
rm leads
# What stands beside it is no file of ours; another run writes it.
ln -s d.pem link.partial
run -q d.pem -o link
mkfifo pipe.partial
run -q d.pem -o pipe
ln d.pem two.partial
run -q d.pem -o two
cp d.pem foreign.partial
run -q d.pem -o foreign
run -q foreign.partial -o foreign
run rules -o foreign
# What a run left that was killed goes.
printf 'smimelint 0.1.0, rule set of 2026-10-04: 1 rule' > killed.partial
run -q d.pem -o killed
rm killed
flock -o busy.partial sh -c ': > locked; exec sleep 20' &
while ! [ -e locked ]; do sleep 0.1; done
run -q d.pem -o busy
kill $!
cmp d.pem data/demo/demo.pem && ls
# Nobody takes the report; a stream that is closed is no place for another file.
smimelint rules 2>&1 | head -n 1
smimelint -f line --only 6.3.2 d.pem >&-
echo "[exit $?]"
# The report lies in the folder that is read: it is left out, and named.
mkdir folder
cp data/demo/demo.pem folder
smimelint -f ndjson --with-der folder -o folder/report
run -f line --only 6.3.2 -v folder -o folder/report
smimelint -f ndjson --summary folder -o folder/report
grep -o '"reason":"[^"]*"' folder/report
smimelint --strict-inputs -f line --only 6.3.2 folder > folder/report
echo "[exit $?]"
cat folder/report
# Names of a list count as found in a folder; the list itself, and what options read, are not written over.
cp d.pem named.pem
printf 'named.pem\nd.pem\n' > list
run -f ndjson --summary --only 6.3.2 --fail-on never --files-from list -o named.pem
cmp d.pem named.pem
: > named.pem
run -f ndjson --summary --only 6.3.2 --fail-on never --files-from list -o named.pem
grep -o '"reason":"[^"]*"' named.pem
run -o list --files-from list
cp d.pem issuer.pem
run -o issuer.pem --issuer issuer.pem d.pem
# A baseline that each run replaced would hide in the next what was new in this one.
cp named.pem baseline
run -f line -o baseline --baseline baseline --fail-on never --only 6.3.2 d.pem
# What a folder holds is replaced where it is a report of before, in any form; a certificate is not.
mkdir other
cp d.pem other/a.pem
cp d.pem other/z.pem
for form in text line json ndjson csv html sarif junit github gitlab; do
	run -f "$form" --only 6.3.2 other -o other/z.pem
	rm other/z.pem
	smimelint -f "$form" --only 6.3.2 --fail-on never other -o other/report || echo "$form: not written"
	smimelint -f "$form" --only 6.3.2 --fail-on never other -o other/report || echo "$form: not replaced"
	smimelint -f "$form" --only 7.1.2.2 --fail-on never other -o other/report || echo "$form: not replaced where nothing is found"
	smimelint -f "$form" --only 7.1.2.2 --fail-on never other -o other/report || echo "$form: without a finding, not replaced"
	smimelint -q -f "$form" --only 6.3.2 --fail-on never other -o other/report || echo "$form: of -q, not replaced"
	smimelint -q -f "$form" --only 6.3.2 --fail-on never other -o other/report || echo "$form: of -q, not replaced"
	rm other/report
	cp d.pem other/z.pem
done
ls other
cmp d.pem other/z.pem
run --issuer auto --only 6.3.2 other -o other/z.pem
# What makes records does not replace what it makes them of.
cp cli/import/boulder.log log
run evidence import --from boulder log -o log
cmp log cli/import/boulder.log
run evidence template d.pem -o d.pem
run evidence template -o d.pem < d.pem
cmp d.pem data/demo/demo.pem
