#!/bin/sh
# Generates big captures and measures rpcrdma-lint over them, beside a bare
# reader, tcpdump and tshark. CAPTURES, ROUNDS and TMPDIR change what, how often
# and where. "real" is the big capture of the corpus.
set -eu

captures=${CAPTURES:-real large-writes:256MiB large-writes:1GiB small-rpcs:64MiB small-rpcs:256MiB many-connections:256MiB}
rounds=${ROUNDS:-5}

mkdir -p bin
go build -o bin/ ./cmd/rpcrdma-lint ./internal/walk ./internal/gen ./internal/benchrun
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

uname -srm
grep -m 1 'model name' /proc/cpuinfo 2>/dev/null || true
echo "processors: $(getconf _NPROCESSORS_ONLN), $(go version)"
for tool in tcpdump tshark; do
	command -v $tool >/dev/null 2>&1 && { $tool --version 2>/dev/null | head -n 1; }
done
echo
for capture in $captures; do
	kind=${capture%:*} size=${capture#*:}
	file=$dir/$kind-$size.pcap
	if [ "$capture" = real ]; then
		command -v zstd >/dev/null 2>&1 || { echo "zstd is not there: big-v42-bulk is left out"; continue; }
		file=$dir/big-v42-bulk.pcap
		zstd -dqo "$file" captures/big-v42-bulk.pcap.zst
	else
		bin/gen -kind "$kind" -size "$size" -o "$file"
	fi
	bin/benchrun -rounds "$rounds" "$file"
	rm "$file"
done
