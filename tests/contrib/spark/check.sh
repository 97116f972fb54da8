#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# contrib/spark on a real Spark (pyspark of PyPI): two workers, one of which is
# killed in the middle of each job. What comes out is what a single run gives.
#
#	tests/contrib/spark/check.sh build/smimelint
#
# PYSPARK_PYTHON: a Python that has pyspark; else one is made, with pip.
set -eu
cd "$(dirname "$0")/../../.."
top=$PWD
program=$(realpath "$1")
command -v java > /dev/null 2>&1 || { echo 'left out: Spark: there is no java'; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYSPARK_PYTHON:-}
if [ -z "$python" ]; then
	python=$work/venv/bin/python
	if ! { python3 -m venv "$work/venv" && "$python" -m pip install -q 'pyspark>=3.5,<3.6'; } > "$work/pip.log" 2>&1; then
		echo 'left out: Spark: pip cannot install pyspark'
		exit 0
	fi
fi
passed=0
failed=0
same() {
	if cmp "$2" "$3"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
	fi
}

mkdir -p "$work/bin" "$work/out"
ln -s "$program" "$work/bin/smimelint"
cd "$work"
for i in 0 1 2 3 4 5 6 7; do
	mkdir -p archive/$i
	cp "$top"/testdata/demo/demo.pem "$top"/testdata/base/*.pem archive/$i/
	echo 'what stands here' > archive/$i/README
done
head -c 1000 "$top/testdata/demo/demo.pem" > archive/7/cut.pem
find "$work/archive" -type f | LC_ALL=C sort > list
"$program" -f json --fail-on never "$work/archive" > whole.json || [ $? -eq 3 ]
"$program" -f ndjson --with-der --fail-on never "$work/archive" > rows || [ $? -eq 3 ]

export PATH="$work/bin:$PATH" PYTHONPATH="$top/contrib/spark:$top/contrib/python/src" PYSPARK_PYTHON="$python" SPARK_LOCAL_IP=127.0.0.1
SMIMELINT_LIBRARY=$(dirname "$program")/libsmimelint.so.0
export SMIMELINT_LIBRARY
"$python" "$top/tests/contrib/spark/job.py" list rows "$work/out" > log 2>&1 || { grep -v '^	' log | tail -n 40; exit 1; }

ls out | grep killed > killed
printf '%s\n' killed.files killed.lines killed.rows > wanted
same 'a worker killed in each job' wanted killed
"$program" merge --parts 6 -f json --fail-on never out/files/part-* > merged.json || [ $? -eq 3 ]
same 'files through pipe: the report of a single run' whole.json merged.json
grep '"der":"' rows | sed 's/,"der":"[^"]*"}$/}/' > wanted
same 'rows of a DataFrame: the lines of a single run' wanted out/rows.ndjson
# Certificates on lines are placed by their line in the partition; all but that is the same.
sed 's/"source":{[^}]*}//' wanted > bare
cat out/lines/part-* | grep -v '"schema":"smimelint-summary/1"' | sed 's/"source":{[^}]*}//' > lines
same 'lines through pipe: the results of a single run' bare lines
"$program" merge --parts 6 -f text out/lines/part-* > /dev/null && code=0 || code=$?
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $code -le 1 ]
