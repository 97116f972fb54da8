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
