#!/usr/bin/env bash
# Runs contrib/slurm on a Slurm of its own: one node with two CPUs in a temporary
# directory, for as long as the test takes. Tasks are killed in the middle,
# requeued and repeated, and what is merged in the end has to be what a single
# process writes. With SLURM=optional a Slurm that is missing is installed where
# apt-get can do that, and the test is left out where it can't.
set -eu -o pipefail
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin

there() {
	local name
	for name in munged slurmctld slurmd sbatch; do
		command -v $name >/dev/null || return 1
	done
}
installs() {
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
	apt-get update >&2 || true
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends munge slurmctld slurmd slurm-client >&2
}
if ! there; then
	if [ "${SLURM:-}" != optional ]; then
		echo "Slurm is not there: install slurmctld, slurmd, slurm-client and munge (Debian, Ubuntu)" >&2
		exit 1
	fi
	if ! installs || ! there; then
		echo "NOT TESTED: contrib/slurm, since Slurm is not there and could not be installed"
		exit 0
	fi
fi

# Nothing of a Slurm that may be around.
for name in $(env | sed -n 's/^\(S\(LURM\|BATCH\|CANCEL\|QUEUE\)_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done

dir=$(mktemp -d)
chmod 711 "$dir"
export SLURM_CONF=$dir/slurm.conf
tree=$dir/captures out=$dir/out shards=12

say() { printf '%5.1fs  %s\n' "$(awk -v a="$EPOCHREALTIME" -v b="$begin" 'BEGIN { print a - b }')" "$*"; }
logs() {
	for f in "$out"/log/* "$dir"/slurm/log/*; do
		[ ! -s "$f" ] || { echo "== ${f#"$dir"/}" && tail -n 20 "$f"; }
	done
}
fail() {
	say "FAILED: $*"
	logs
	exit 1
}
begin=$EPOCHREALTIME

# until_ok SECONDS COMMAND... waits until the command succeeds.
until_ok() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.1
	done
}

queue_empty() { [ -z "$(squeue --noheader)" ]; }
ended() { ! kill -0 "$1" 2>/dev/null; }

# Each daemon by its own file, and nothing else.
stop() {
	local pid name
	if [ -e "$dir/slurm/slurmctld.pid" ]; then
		scancel --user="$(id -un)" >/dev/null 2>&1 || true
		until_ok 15 queue_empty 2>/dev/null || true
	fi
	for name in slurmd slurmctld munged; do
		[ -s "$dir/slurm/$name.pid" ] || continue
		pid=$(cat "$dir/slurm/$name.pid")
		kill "$pid" 2>/dev/null || continue
		until_ok 10 ended "$pid" || kill -KILL "$pid" 2>/dev/null || true
	done
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' INT TERM HUP

start() {
	local s=$dir/slurm host port
	host=$(hostname -s)
	port=$((20000 + $$ % 20000))
	mkdir -p "$s/state" "$s/spool" "$s/log"
	head -c 1024 /dev/urandom >"$s/munge.key"
	chmod 400 "$s/munge.key"
	cat >"$SLURM_CONF" <<-CONF
		ClusterName=test
		SlurmctldHost=$host(127.0.0.1)
		SlurmctldPort=$port
		SlurmdPort=$((port + 1))
		SlurmUser=$(id -un)
		SlurmdUser=$(id -un)
		AuthType=auth/munge
		CredType=cred/munge
		AuthInfo=socket=$s/munge.sock
		StateSaveLocation=$s/state
		SlurmdSpoolDir=$s/spool
		SlurmctldPidFile=$s/slurmctld.pid
		SlurmdPidFile=$s/slurmd.pid
		SlurmctldLogFile=$s/log/slurmctld
		SlurmdLogFile=$s/log/slurmd
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		JobAcctGatherType=jobacct_gather/none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_Core
		SchedulerParameters=sched_interval=1
		SlurmdParameters=config_overrides
		MpiDefault=none
		KillWait=5
		NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=8192 State=UNKNOWN
		PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
	CONF
	# slurmd asks for control groups even where nothing needs them. Before 23.02
	# they can't be switched off; those of version 1 are left alone until used.
	case $(slurmd -V) in
	*\ 2[0-2].*) echo CgroupPlugin=cgroup/v1 ;;
	*) echo CgroupPlugin=disabled ;;
	esac >"$dir/cgroup.conf"
	# The socket is for this user alone, and munged would refuse it therefore.
	munged --force --key-file="$s/munge.key" --socket="$s/munge.sock" --pid-file="$s/munged.pid" \
		--log-file="$s/log/munged" --seed-file="$s/munge.seed" 2>"$s/log/start" &&
		slurmctld -c 2>>"$s/log/start" && slurmd -c 2>>"$s/log/start" && until_ok 20 idle 2>/dev/null || return 1
	say "$(sbatch --version) with $(sinfo --noheader --format='%D node, %c CPUs, %t')"
}
idle() { [ "$(sinfo --noheader --format=%t)" = idle ]; }

# split FILE N writes FILE in N files as tcpdump -C names them.
split() {
	local file=$1 n=$2 size at=24 from=24 i=0 length
	size=$(stat -c %s "$file")
	while [ "$at" -lt "$size" ]; do
		length=$(od -A n -t u4 -j $((at + 8)) -N 4 "$file")
		at=$((at + 16 + length))
		[ $((at * n)) -ge $(((i + 1) * size)) ] || continue
		{ head -c 24 "$file" && head -c "$at" "$file" | tail -c +$((from + 1)); } >"$file.$i"
		from=$at i=$((i + 1))
	done
	mv "$file.0" "$file"
	for i in $(seq $((n - 1))); do mv "$file.$i" "$file$i"; done
}

# The traces: a few of each kind in many sizes, those of the repository that are
# small, and one big enough for a task to be caught at, under many names.
make_traces() {
	local kind i host
	mkdir -p "$tree/real"
	find captures -name '*.pcap*' -size -1200k -exec cp {} "$tree/real" \;
	for kind in large-writes large-reads small-rpcs reconnects violations; do
		for i in $(seq 40); do
			mkdir -p "$tree/made/$((i % 8))"
			"$dir/gen" -kind $kind -size $((i * 3))KiB -o "$tree/made/$((i % 8))/$kind-$i.pcap" 2>/dev/null
		done
	done
	mkdir "$tree/rotated" "$tree/bad"
	cp captures/evil-dup.pcap "$tree/rotated/mount.pcap"
	split "$tree/rotated/mount.pcap" 4
	head -c 100000 captures/abuse-flood.pcap >"$tree/bad/cut.pcap"
	head -c 5000 /dev/urandom >"$tree/bad/noise.pcap"
	: >"$tree/bad/empty.pcap"
	"$dir/gen" -kind small-rpcs -size 64MiB -o "$dir/big" 2>/dev/null
	for i in $(seq "${BIG:-24}"); do
		host=$tree/host-$i
		mkdir "$host"
		ln "$dir/big" "$host/mount.pcap"
	done
}

# caught SHARD: its task has begun a part, and not ended it.
caught() { compgen -G "$out/parts/.part-$(printf %05d "$1")-*" >/dev/null && ! is_done "$1"; }
is_done() { [ -e "$out/parts/$(printf 'part-%05d-of-%05d.jsonl.zst' "$1" $shards)" ]; }

# catch COMMAND... ends a task in the middle, and sets shard to it. The command
# may come too late for one: the next will do.
catch() {
	local i end=$((SECONDS + 60))
	while [ "$SECONDS" -lt "$end" ]; do
		for i in $(seq 0 $((shards - 1))); do
			case " $tried " in *" $i "*) continue ;; esac
			caught "$i" || continue
			tried="$tried $i"
			"$@" "${array}_$i" || continue
			until_ok 15 not_running "$i" || fail "shard $i goes on running"
			! is_done "$i" || continue
			shard=$i
			return
		done
		sleep 0.1
	done
	fail "no task was caught in the middle"
}
not_running() { [ -z "$(squeue --noheader --jobs="${array}_$1" --states=RUNNING,COMPLETING 2>/dev/null)" ]; }

submitted() { # sets array and merge from what submit.sh says
	array=$(sed -n 's/^job \([0-9]*\): shards.*/\1/p' <<<"$1")
	merge=$(sed -n 's/^job \([0-9]*\): merge.*/\1/p' <<<"$1")
	while read -r line; do say "submit.sh: $line"; done <<<"$1"
}
state() { scontrol --oneliner show job "$1" | sed 's/.*JobState=\([A-Z]*\).* ExitCode=\([0-9]*:[0-9]*\).*/\1 \2/'; }
same() { cmp "$1/report.json" "$2.json" && cmp "$1/report.txt" "$2.txt" && cmp "$1/report.html" "$2.html"; }

# plain MANIFEST NAME: what one process writes.
plain() {
	status=0
	"$dir/rpcrdma-lint" --manifest "$1" --format json="$2.json" --format html="$2.html" --format fleet >"$2.txt" 2>"$2.err" || status=$?
}

if ! start; then
	[ "${SLURM:-}" = optional ] || fail "Slurm does not start"
	logs
	echo "NOT TESTED: contrib/slurm, since Slurm does not start here"
	exit 0
fi
CGO_ENABLED=0 go build -buildvcs=false -o "$dir/" ./cmd/rpcrdma-lint ./internal/gen
say "built"
make_traces
say "$(find "$tree" -type f | wc -l) files, $(du -shl --apparent-size "$tree" | cut -f 1)"
export RPCRDMA_LINT=$dir/rpcrdma-lint LIMIT=2

said=$(SHARDS=$shards contrib/slurm/submit.sh "$out" "$tree") || fail "submit.sh"
submitted "$said"
say "$(wc -l <"$out/captures.jsonl") traces in the manifest"
tried=
catch scancel --signal=KILL --batch
killed=$shard
say "shard $killed: killed in the middle with SIGKILL"
catch scontrol requeue
requeued=$shard
say "shard $requeued: requeued in the middle"
catch scancel
cancelled=$shard
say "shard $cancelled: cancelled in the middle"
! contrib/slurm/submit.sh "$out" >"$dir/again" 2>&1 || fail "submit.sh submits twice"
say "meanwhile $(cat "$dir/again")"
# Slurm lets a task that was requeued wait for two minutes.
until_ok 20 scontrol update JobId="${array}_$requeued" StartTime=now 2>/dev/null || fail "shard $requeued was not requeued"
until_ok 300 queue_empty || fail "the jobs do not end"

! compgen -G "$out/parts/.part-$(printf %05d "$cancelled")-*" >/dev/null || fail "shard $cancelled was told to end, and left something behind"
for i in $(seq 0 $((shards - 1))); do
	case $i in
	"$killed" | "$cancelled") ! is_done "$i" || fail "shard $i has a part, and was ended before" ;;
	*) is_done "$i" || fail "shard $i has no part" ;;
	esac
done
[ "$(state "${array}_$requeued")" = "COMPLETED 0:0" ] || fail "shard $requeued: $(state "${array}_$requeued")"
[ "$(state "$merge")" = "FAILED 3:0" ] || fail "merge without two shards: $(state "$merge")"
low=$((killed < cancelled ? killed : cancelled)) high=$((killed > cancelled ? killed : cancelled))
if [ $((low + 1)) = "$high" ]; then
	todo=$low-$high
	grep -q "missing: shards $low to $high of $shards" "$out/log/merge.txt" || fail "merge does not name the shards"
else
	todo=$low,$high
	for i in "$low" "$high"; do
		grep -q "missing: shard $i of $shards" "$out/log/merge.txt" || fail "merge does not name shard $i"
	done
fi
say "merge ended with 3: $(sed -n 's/.*\(missing: .*\)/\1/p' "$out/log/merge.txt" | paste -sd';')"

said=$(contrib/slurm/submit.sh "$out") || fail "submit.sh, to go on"
submitted "$said"
grep -q "shards $todo of $shards\$" <<<"$said" || fail "want shards $todo and no other"
until_ok 300 queue_empty || fail "the jobs do not end"

say "the jobs have ended"
plain "$out/captures.jsonl" "$dir/plain"
say "one process has linted all"
same "$out" "$dir/plain" || fail "merge and one process write different reports"
[ "$(state "$merge")" = "FAILED $status:0" ] || fail "one process ends with $status, merge with $(state "$merge")"
[ "$(find "$out/parts" -type f | wc -l)" = $shards ] || fail "there are not just $shards parts: $(ls -A "$out/parts")"
say "all $shards parts, reports of $(wc -c <"$dir/plain.json") bytes are those of one process, exit status $status"

before=$(ls -li --time-style=full-iso "$out/parts")
rm "$out"/report.*
said=$(contrib/slurm/submit.sh "$out") || fail "submit.sh, once more"
submitted "$said"
until_ok 60 queue_empty || fail "the jobs do not end"
same "$out" "$dir/plain" || fail "merging again writes other reports"
[ "$before" = "$(ls -li --time-style=full-iso "$out/parts")" ] || fail "the parts changed"
say "submitted once more: only merged"

# By hand, an array that counts from 1, over the small ones.
mkdir "$dir/hand" && grep -v /host- "$out/captures.jsonl" >"$dir/hand/captures.jsonl"
sbatch --wait --array=1-5 --output="$dir/hand/%a.txt" contrib/slurm/shard.sbatch "$RPCRDMA_LINT" "$dir/hand" >"$dir/again" ||
	fail "an array from 1"
sbatch --wait --output="$dir/hand/merge.txt" contrib/slurm/merge.sbatch "$RPCRDMA_LINT" "$dir/hand" >"$dir/again" || true
plain "$dir/hand/captures.jsonl" "$dir/plain"
same "$dir/hand" "$dir/plain" || fail "an array from 1 comes to different reports"
say "array 1-5 by hand: the same as one process"
say "done"
