# The report is the same for any number of workers.
for i in 1 2 3 4 5 6 7 8; do
	cat data/base/bases.pem data/demo/demo.pem cli/key.pem
done > many.pem
for format in text json ndjson line; do
	for jobs in 1 2 5; do
		smimelint -f $format -j $jobs --summary many.pem cli/key.pem data/demo > $format.$jobs
		echo "$format $jobs [exit $?]"
	done
	cmp $format.1 $format.2
	cmp $format.1 $format.5
done
grep -q "^{" ndjson.1
