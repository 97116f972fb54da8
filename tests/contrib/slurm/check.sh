#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The recipe of the README for Slurm, on a real one: munged, slurmctld and
# slurmd on loopback, an array job, one task killed in the middle and queued
# again. The merged report is that of a single run, octet for octet.
#
#	tests/contrib/slurm/check.sh build/smimelint
set -eu
cd "$(dirname "$0")/../../.."
top=$PWD
program=$(realpath "$1")
export PATH="$PATH:/usr/sbin"
for tool in munged slurmctld slurmd sbatch; do
	command -v $tool > /dev/null 2>&1 || { echo "left out: Slurm: there is no $tool (slurm-wlm, munge)"; exit 0; }
done
[ "$(id -u)" -eq 0 ] || { echo 'left out: Slurm: slurmd wants root'; exit 0; }
work=$(mktemp -d)
# Only what was started here is ended: by the ids in its own files.
finish() {
	for pid in slurmd slurmctld munged; do
		[ ! -s "$work/$pid.pid" ] || kill "$(cat "$work/$pid.pid")" || true
	done
	sleep 1
	rm -rf "$work"
}
trap finish EXIT
passed=0
failed=0
check() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED: %s\nwanted: %s\ngot:    %s\n' "$1" "$2" "$3"
	fi
}
# Waits until a command succeeds, for so many seconds.
await() {
	tries=$(($1 * 5))
	shift
	until "$@" > "$work/await" 2>&1; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || { echo "waited in vain for: $*"; cat "$work"/*.log; exit 1; }
		sleep 0.2
	done
}

host=$(hostname -s)
mkdir "$work/state" "$work/spool"
chmod 755 "$work"
head -c 1024 /dev/urandom > "$work/munge.key"
chmod 400 "$work/munge.key"
cat > "$work/slurm.conf" << END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=100000,batch_sched_delay=0
ReturnToService=2
MpiDefault=none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(getconf _NPROCESSORS_ONLN) State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF="$work/slurm.conf"
munged --force --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munged.pid" \
	--log-file="$work/munged.log" --seed-file="$work/munged.seed"
slurmctld -c
slurmd
await 30 sh -c "sinfo -h -o %t | grep -qx idle"

# An archive with other things in it, and with a certificate that cannot be read.
cd "$work"
mkdir archive bin
ln -s "$program" bin/smimelint
export PATH="$work/bin:$PATH"
for i in 0 1 2 3 4 5 6 7 8 9; do
	mkdir archive/$i
	cp "$top"/testdata/demo/demo.pem "$top"/testdata/base/*.pem archive/$i/
	# More than is held before it is written.
	cat "$top"/testdata/sbr/*.pem > archive/$i/all.pem
	cp archive/$i/all.pem archive/$i/again.pem
	echo 'what stands here' > archive/$i/README
done
head -c 1000 "$top/testdata/demo/demo.pem" > archive/7/cut.pem

# The block of the README, in smaller parts; up to the job, and what comes after it.
awk '/^```/ { on = 0 } /^find archive/ && found++ == 1 { on = 1 } on' "$top/README.md" | sed 's/-l 10000/-l 10/' > recipe
sed '/^sbatch/,$d' recipe > before
grep '^sbatch' recipe | sed 's/sbatch/sbatch --parsable/' > submit
grep '^smimelint merge' recipe > after
check 'lines of the recipe' '7 1 1' "$(grep -c . before) $(grep -c . submit) $(grep -c . after)"
sh before
last=$(($(ls list.* | wc -l) - 1))

# The list of one part stops half-way until the task was killed.
mv list.0002 whole.0002
mkfifo list.0002
{ head -n 5 whole.0002; exec sleep 120; } > list.0002 &
writer=$!
job=$(sh submit)
await 60 sh -c "[ \"\$(squeue -h -t RUNNING,PENDING -o %K)\" = 2 ] && [ -s part.0002.partial ]"
check 'tasks that are done' "$last" "$(scontrol show job -o "$job" | grep -c JobState=COMPLETED)"
scancel --signal=KILL --full "${job}_2"
await 60 sh -c "! squeue -h | grep -q ."
kill $writer || true
check 'the task that was killed' CANCELLED "$(scontrol show job -o "${job}_2" | grep -o 'JobState=[A-Z]*' | cut -d = -f 2)"
code=0
smimelint merge --parts $((last + 1)) part.???? > log 2>&1 || code=$?
check 'without it' '3 missing: 1 of' "$code $(grep -o 'missing: 1 of' log | head -n 1)"

# Queued again, it goes on.
rm list.0002
mv whole.0002 list.0002
lines=$(wc -l < part.0002.partial)
again=$(sbatch --parsable -a 2 job.sh)
await 60 sh -c "! squeue -h | grep -q ."
check 'the task queued again' COMPLETED "$(scontrol show job -o "${again}_2" | grep -o 'JobState=[A-Z]*' | cut -d = -f 2)"
check 'results of the first try' yes "$([ "$lines" -gt 0 ] && [ "$lines" -lt "$(wc -l < part.0002)" ] && echo yes)"

smimelint -f json --fail-on never archive > whole.json || [ $? -eq 3 ]
code=0
sed 's/ #.*//; s/merge/merge -f json --fail-on never/' after > merge
sh merge > merged.json || code=$?
check 'exit code: something could not be read' 3 $code
check 'the report of a single run' same "$(cmp merged.json whole.json && echo same)"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
