# SPDX-License-Identifier: Apache-2.0
# -o through links: streams and devices are written through, whatever stands behind them; of another link the target is replaced.
cp data/demo/demo.pem d.pem
cut_d() {
	cut -d : -f 1-4
}
links() {
	for n in 1 2 7; do
		[ "$(readlink "to$n")" = "/proc/self/fd/$n" ] || echo "to$n is no link any more"
	done
}
ln -s /proc/self/fd/1 to1
ln -s /proc/self/fd/2 to2
ln -s /proc/self/fd/7 to7
# A file, behind what is there; a pipe; a stream that is closed.
for n in 1 2 7; do
	echo before > "file$n"
	eval "smimelint -f line --only 6.3.2 d.pem -o to$n $n>> file$n"
	echo "[exit $?]"
	cut_d < "file$n"
	eval "smimelint -f line --only 6.3.2 d.pem -o to$n $n>&1 | cut_d"
	eval "smimelint -f line --only 6.3.2 d.pem -o to$n $n>&-"
	echo "[exit $?]"
	links
done
# Two runs in one file, one behind the other; nobody reads it to its end.
{ smimelint -f line --only 6.3.2 d.pem -o to1; smimelint -f line --only 6.3.2 d.pem -o to1; } > both
wc -l < both
smimelint rules -o to1 | head -n 1
links
# Every command.
printf '{"time": "2026-01-01T00:00:00Z"}\n' > log
smimelint -f ndjson d.pem > part
try() {
	smimelint "$@" -o to1 > plain
	[ -s plain ] || echo "smimelint $*: nothing in the stream"
	links
}
try -f json d.pem
try merge -f json part
try evidence template d.pem
try evidence import --from csv --missing
try rules --only 6.3.2
try explain sbr.key-usage.rsa-bits
try timeline
try profile sponsor-validated/strict
try completion bash
# A link to a file, over another link and into another folder, to none, and in a ring.
mkdir folder
echo old > folder/today
ln -s folder/today latest
ln -s latest last
ln -s folder/none dangling
ln -s ring ring
run -f line --only 6.3.2 d.pem -o last
run -f line --only 6.3.2 d.pem -o dangling
run -f line --only 6.3.2 d.pem -o ring
cut_d < folder/today
cut_d < folder/none
for name in last latest dangling ring; do
	echo "$name: $(readlink $name)"
done
# A chain of as many links as the system follows, and one more.
echo end > chain0
for n in $(seq 41); do
	ln -s chain$((n - 1)) chain$n
done
run -f line --only 6.3.2 d.pem -o chain40
run -f line --only 6.3.2 d.pem -o chain41
cut_d < chain0
rm chain*
# What is beside the target counts: it may be none of ours, or what an interrupted run left.
echo mine > folder/today.partial
run -f line --only 6.3.2 d.pem -o last
cat folder/today.partial
rm folder/today.partial
smimelint -f ndjson d.pem d.pem | head -n 1 > folder/today.partial
run -f ndjson --resume d.pem d.pem -o last
grep -c . folder/today
smimelint -f ndjson d.pem d.pem | cmp - folder/today
# The target is read.
ln -s d.pem read
run d.pem -o read
cmp d.pem data/demo/demo.pem
ls . folder
