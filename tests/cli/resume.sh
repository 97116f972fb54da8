# SPDX-License-Identifier: Apache-2.0
# --resume: an interrupted run goes on with its partial report, and ends as if it had not been interrupted.
for i in 1 2 3; do
	cat data/base/bases.pem data/demo/demo.pem cli/key.pem
done > many.pem
for format in ndjson csv; do
	run -f $format --summary many.pem data/demo cli/key.pem -o whole.$format
	for octets in 0 10 400 20000 60000; do
		head -c $octets whole.$format > again.$format.partial
		for jobs in 1 3; do
			cp again.$format.partial kept
			run -f $format --summary -j $jobs --resume many.pem data/demo cli/key.pem -o again.$format
			cmp whole.$format again.$format
			cp kept again.$format.partial
		done
	done
	cp whole.$format again.$format.partial
	run -f $format --summary --resume many.pem data/demo cli/key.pem -o again.$format
	cmp whole.$format again.$format
done
ls

echo 'nothing to go on with'
run -f ndjson --resume many.pem -o new.ndjson
run -f ndjson many.pem -o anew.ndjson
cmp new.ndjson anew.ndjson
echo 'a partial report without --resume is begun anew'
head -c 3000 anew.ndjson > new.ndjson.partial
run -f ndjson many.pem -o new.ndjson
cmp new.ndjson anew.ndjson

echo 'of another run'
again() {
	head -c 60000 whole.$1 > again.$1.partial
	format=$1
	shift
	run -f $format --resume -o again.$format "$@"
	ls again.$format.partial
}
again ndjson --at 2027-01-01 many.pem data/demo cli/key.pem
again ndjson --only 6.3.2 many.pem data/demo cli/key.pem
again ndjson data/demo many.pem
again ndjson data/demo/demo.pem
again ndjson cli/key.pem
again csv --at 2027-01-01 many.pem data/demo cli/key.pem
again csv data/demo/demo.pem
again csv cli/key.pem
echo 'no report' > again.ndjson.partial
run -f ndjson --resume many.pem -o again.ndjson
echo 'no report' > again.csv.partial
run -f csv --resume many.pem -o again.csv
cat again.csv.partial

echo 'wrong usage'
run -f ndjson --resume many.pem
run -f json --resume many.pem -o report
run -f ndjson --resume --timeout 9 many.pem -o report
run -f ndjson --resume --baseline whole.ndjson many.pem -o report
ls
