# SPDX-License-Identifier: Apache-2.0
# The command lines of the README for corpora: their merged reports are those of one run.
PATH=$PWD:$PATH
mkdir archive
for i in 0 1 2 3 4 5 6 7 8 9; do
	mkdir archive/$i
	cp data/demo/demo.pem "archive/$i/a b.pem"
	cert habits-of-old data/demo/demo.pem > archive/$i/one.pem
done
smimelint -f json -o whole.json archive

# The block of the README that begins so, in smaller parts.
block() {
	awk -v start="$1" '/^```/ { on = 0 } index($0, start) == 1 { on = 1 } on' cli/../../../README.md |
		sed 's/-n 500/-n 3/; s/-l 10000/-l 3/'
}

# GNU parallel, and what does the same where it is not there.
block 'find archive -type f | LC_ALL=C sort | parallel' > lines
wc -l < lines
export NL='
'
for tool in 'parallel -k' 'xargs -d "$NL"'; do
	command -v ${tool%% *} > tool || continue
	sed "s/parallel -k/$tool/" lines > commands
	sh commands
	cmp report.json whole.json
done

# A Slurm array; sbatch runs the tasks here, two at a time and the last first.
block 'find archive -type f | LC_ALL=C sort > list' > lines
wc -l < lines
cat > sbatch << 'END'
#!/bin/sh
seq "${2#*-}" -1 "${2%-*}" | xargs -P 2 -I{} env SLURM_ARRAY_TASK_ID={} sh "$3"
exit 0
END
chmod +x sbatch
sh lines | tail -n 1
smimelint merge -f json part.* | cmp - whole.json
ls part.* | wc -l

# Spark: one certificate on a line; each partition is a process.
block 'sc.textFile' | grep -o 'smimelint -j.*summary' > pipe
for i in 1 2 3 4 5 6; do
	cert clean-sponsor data/demo/demo.pem | grep -v -e - | tr -d '\n'
	echo
	cert habits-of-old data/demo/demo.pem | grep -v -e - | tr -d '\n'
	echo
done > certificates
split -d -l 4 certificates partition-
mkdir results
for partition in partition-*; do
	sh pipe < $partition > results/part-${partition#*-}
done
smimelint merge results/part-* | tail -n 1
block 'smimelint --dedupe' > lines
ln -s archive issued
. ./lines | tail -n 2
