# SPDX-License-Identifier: Apache-2.0
# The command lines of the README for corpora: their merged reports are those of one run.
PATH=$PWD:$PATH
mkdir archive
for i in 0 1 2 3 4 5 6 7 8 9; do
	mkdir archive/$i
	cp data/demo/demo.pem "archive/$i/a b.pem"
	cert habits-of-old data/demo/demo.pem > archive/$i/one.pem
done
# Archives hold other things too, and what cannot be read.
cp cli/key.pem archive/3/key.pem
echo 'what stands here' > archive/5/README
: > archive/6/empty
cert habits-of-old data/demo/demo.pem | sed 4d > archive/7/cut.pem
smimelint -f json --fail-on never -o whole.json archive

# The block of the README that begins so, in smaller parts.
block() {
	awk -v start="$1" '/^```/ { on = 0 } index($0, start) == 1 { on = 1 } on' cli/../../../README.md |
		sed 's/-N 500/-N 3/; s/499) . 500/2) \/ 3/; s/-l 10000/-l 3/'
}

# GNU parallel, and what does the same where it is not there.
block 'find archive' > finds
sed -n 1p finds > first
block 'parallel -k' > lines
wc -l < lines
sh first
sed "s/parallel -k --pipe -N 3 \(smimelint.*\) < list/split -l 3 --filter='\1 || true' list/" lines > instead
for commands in lines instead; do
	[ $commands = instead ] || command -v parallel > tool || continue
	rm -f report.json
	sh $commands
	cmp report.json whole.json
done

# A Slurm array; sbatch runs the tasks here, two at a time and the last first.
block 'split -d' > lines
wc -l < lines
cat > sbatch << 'END'
#!/bin/sh
seq "${2#*-}" -1 "${2%-*}" | xargs -P 2 -I{} env SLURM_ARRAY_TASK_ID={} sh "$3"
exit 0
END
chmod +x sbatch
sh lines | tail -n 1
smimelint merge -f json --parts 8 part.???? | cmp - whole.json
ls part.* | wc -l

# Spark: one certificate on a line; each partition is a process.
block 'val lines' | grep -o 'smimelint -j.*-eq 3 ]' > pipe
awk '/^-----BEGIN/ { text = ""; next } /^-----END/ { print text; next } { text = text $0 }' data/base/bases.pem |
	head -n 12 > certificates
split -d -l 4 certificates partition-
mkdir results
for partition in partition-*; do
	sh pipe < $partition > results/part-${partition#*-}
done
smimelint merge --fail-on never --parts 3 results/part-* | tail -n 2
echo "[exit $?]"
block 'smimelint --dedupe' > lines
ln -s archive issued
. ./lines | tail -n 2
