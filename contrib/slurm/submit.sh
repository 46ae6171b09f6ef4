#!/bin/sh
# Lints all captures of a tree as a Slurm job array, and merges what it came to.
#
#   submit.sh OUT DIR...   list the captures below DIR..., lint them, merge
#   submit.sh OUT          once more, for those shards only that have no part yet
#
# OUT and DIR are on a file system that all nodes see under the same path. What
# is in OUT afterwards:
#
#   captures.jsonl   the manifest; one that is there already is used as it is
#   parts/           a part for each shard that is done
#   log/             what the tasks said
#   report.*         what was found, from the merge
#
# The environment may say otherwise:
#
#   RPCRDMA_LINT     the program (rpcrdma-lint)
#   SHARD_GIB        how much a shard is to hold, in GiB (100)
#   SHARDS           how many shards instead
#   LIMIT            how many tasks run at the same time (50)
#
# and sbatch reads SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT and others.
set -eu

fail() {
	echo "submit.sh: $*" >&2
	exit 2
}

[ $# -ge 1 ] || fail "usage: submit.sh OUT [DIR...]"
here=$(cd "$(dirname "$0")" && pwd)
out=$1
shift
mkdir -p "$out/parts" "$out/log"
out=$(cd "$out" && pwd)
manifest=$out/captures.jsonl

lint=$(command -v "${RPCRDMA_LINT:-rpcrdma-lint}") || fail "${RPCRDMA_LINT:-rpcrdma-lint} is not there: set RPCRDMA_LINT"
lint=$(cd "$(dirname "$lint")" && pwd)/$(basename "$lint")

# A shard that is linted twice at once comes to the same part, but costs twice.
if [ -e "$out/job" ]; then
	job=$(cat "$out/job")
	[ -z "$(squeue --noheader --jobs="$job" 2>/dev/null)" ] ||
		fail "the jobs $job of $out have not ended: wait for them, or scancel them"
fi

if [ $# -gt 0 ]; then
	[ ! -e "$manifest" ] || fail "there is a run in $out already: submit.sh $out goes on with it"
	"$lint" manifest --out "$manifest" "$@" ||
		fail "not all could be listed; submit.sh $out goes on with what could"
fi
[ -s "$manifest" ] || fail "$manifest lists no captures"

# The number of shards is settled once: parts of different cuts don't fit
# together. So is the directory, since .rpcrdma-lint.yaml is read there. An array
# can have MaxArraySize tasks.
most=$(scontrol show config | sed -n 's/^MaxArraySize *= *\([0-9]*\)$/\1/p')
most=${most:-1001}
if [ ! -e "$out/run" ]; then
	[ -n "${SHARDS:-}" ] || SHARDS=$(
		sed -n 's/.*\],"bytes":\([0-9]*\),"first":.*/\1/p' "$manifest" |
			awk -v gib="${SHARD_GIB:-100}" -v most="$most" '
				{ bytes += $1 }
				END {
					n = int(bytes / (gib * 1024 * 1024 * 1024)) + 1
					if (n > NR) n = NR
					if (n > most) n = most
					print n
				}'
	)
	{ [ "$SHARDS" -ge 1 ] && [ "$SHARDS" -le "$most" ]; } ||
		fail "SHARDS is $SHARDS; an array of this Slurm can have 1 to $most tasks (MaxArraySize)"
	printf '%s\n%s\n' "$SHARDS" "$PWD" >"$out/run.tmp"
	mv "$out/run.tmp" "$out/run"
fi
{
	read -r shards
	read -r directory
} <"$out/run"
[ "${SHARDS:-$shards}" = "$shards" ] || fail "the run in $out has $shards shards"

# What is missing, as ranges: 0-3,17,20-399.
todo=
first=
i=0
while [ "$i" -le "$shards" ]; do
	if [ "$i" -lt "$shards" ] && [ ! -e "$out/parts/$(printf 'part-%05d-of-%05d.jsonl.zst' "$i" "$shards")" ]; then
		: "${first:=$i}"
	elif [ -n "$first" ]; then
		last=$((i - 1))
		[ "$first" = "$last" ] && range=$first || range=$first-$last
		todo=$todo${todo:+,}$range
		first=
	fi
	i=$((i + 1))
done

# submit FLAG... SCRIPT ARGUMENT... prints the ID of the job.
submit() {
	id=$(sbatch --parsable --chdir="$directory" "$@")
	echo "${id%%;*}"
}

dependency=
array=
if [ -n "$todo" ]; then
	array=$(submit --array="$todo%${LIMIT:-50}" --output="$out/log/shard-%a.txt" "$here/shard.sbatch" "$lint" "$out" "$shards")
	echo "$array" >"$out/job"
	echo "job $array: shards $todo of $shards"
	# Not afterok, with which a shard that failed would leave this job waiting
	# for ever: merge says itself what is missing.
	dependency=--dependency=afterany:$array
fi
merge=$(submit ${dependency:+"$dependency"} --output="$out/log/merge.txt" "$here/merge.sbatch" "$lint" "$out")
echo "${array:+$array,}$merge" >"$out/job"
echo "job $merge: merge, reports in $out"
